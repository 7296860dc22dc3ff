"""What people read: a run turned into a document, and a document into text by a template.

Stands on `appraisal` and `run` alone. Reads no file: a template comes in as text.
"""
