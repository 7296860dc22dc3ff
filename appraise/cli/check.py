"""appraise check: is everything there and does it fit together?"""

import sys
from pathlib import Path

from appraise import TABLES, Place, evaluate
from appraise.cli.common import File, Quiet, run_of, telling
from appraise.files.load import load
from appraise.publish.escape import clean


def check(file: File = Path(), quiet: Quiet = False) -> None:
    """Check that an appraisal can be read and scored: every problem with its file, line, reason and fix."""
    with telling("nothing was checked further"):
        left = _unreplaced(file)
        if not quiet:
            sys.stdout.write("No problems found.\n")
        if left and not quiet:
            texts = "1 place still holds" if len(left) == 1 else f"{len(left)} places still hold"
            first = f"{', the first' if len(left) > 1 else ','} in {left[0].file}:{left[0].line}"
            sys.stdout.write(clean(f"{texts} what the template says{first}.") + "\n")


def _unreplaced(file: Path) -> list[Place]:
    """Where a file that can be scored still holds texts of a template; of a record it is not asked."""
    if file.suffix == ".json":
        run_of(file)
        return []
    loaded = load(file, TABLES)
    evaluate(loaded.appraisal, brief=True)
    return loaded.unreplaced
