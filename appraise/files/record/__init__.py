"""Record: `run.json` read back into the Run that it holds."""
