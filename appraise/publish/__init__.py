"""Publish: a run, a comparison or findings made into documents, and documents into text.

Stands on `appraisal` and `run` alone. Reads no file: a template comes in as text.
"""
