"""appraise check: is everything there and does it fit together?"""

import sys
from pathlib import Path

from appraise.cli.common import File, Quiet, run_of, telling


def check(file: File = Path(), quiet: Quiet = False) -> None:
    """Check that an appraisal can be read: every problem with its file, line, reason and mend."""
    with telling("nothing was checked further"):
        run_of(file)
        if not quiet:
            sys.stdout.write("No problems found.\n")
