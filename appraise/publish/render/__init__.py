"""Render: documents as text for a terminal, as HTML and as Markdown."""
