"""Robustness: one question about how firm the result is a file; `section` puts them together."""
