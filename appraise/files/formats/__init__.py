"""Formats: what each kind of file may hold, and the messages for what it may not."""
