"""Comparison: what `appraise diff` says of two runs."""
