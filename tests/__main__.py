"""Whatever holds the code, by one word each, in the environment whose Python runs this:

    python -m tests WORD [ARGUMENTS]

    lint    put the code in its form and hold it against the rules of ruff
    types   hold the types against mypy
    fast    run the fast half of the tests
    all     run all tests; lint and types are among them
    bench   print how long people wait, and how long the analyses take, as ratios

What stands after the word is handed to the last program that it runs, as in `python -m tests fast tests/engine -x`.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMANDS = {
    "lint": (["-m", "ruff", "format"], ["-m", "ruff", "check"]),
    "types": (["-m", "mypy"],),
    "fast": (["-m", "pytest", "-m", "not slow"],),
    "all": (["-m", "pytest"],),
    "bench": (["tests/benchmarks/firm.py", "--brief"], ["tests/benchmarks/speed.py"]),
}


def main(word: str = "", *arguments: str) -> int:
    """Run the programs of a word up to the first that fails. Returns its exit code; 2 if there is no such word."""
    if word not in COMMANDS:
        print(__doc__)
        return 2
    *before, last = COMMANDS[word]
    for command in (*before, [*last, *arguments]):
        code = subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
