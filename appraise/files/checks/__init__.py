"""Checks: whether files of the right form fit each other: names, scales, scores, gates."""
