"""Findings: what `appraise check` found, for GitHub, for SARIF and for a terminal."""
