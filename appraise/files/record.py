"""Records: `run.json` read back into the Run it holds, checked all the way down."""

from pathlib import Path

from appraise.run import Run


def read_run(path: Path) -> Run:
    raise SystemExit(path)
