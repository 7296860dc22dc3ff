"""Documents: what is published whole: appendix, summary, explanations, library entries, verification."""
