"""Sections of the appendix: one a module, by the function of the same name; `documents/appendix.py` lists them."""
