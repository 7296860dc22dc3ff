"""Sections: one section of the appendix a file."""
