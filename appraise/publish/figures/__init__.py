"""Figures: what is drawn in the rows of a table. Each repeats what its row says, from the same record."""
