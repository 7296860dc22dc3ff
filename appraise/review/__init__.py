"""Review of runs: what changed between two and why, whether a record holds, where good practice is not met. Pure."""
