"""Review: what changed between two runs and why, whether a record holds, where good practice is not met. Pure."""
