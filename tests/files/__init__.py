"""Tests of reading: text, files, records."""
