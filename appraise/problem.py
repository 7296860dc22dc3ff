"""What is wrong with an input, as data: said in full to the person who can mend it.

Owns the shape of a problem. Does not print it (`cli`) and does not look for it (every other room).
"""

from collections.abc import Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """Where something stands in a file. Lines and columns count from 1; `text` is the line itself."""

    file: str
    line: int
    column: int
    text: str
    width: int = 1


class Problem(NamedTuple):
    """One thing that keeps an appraisal from being read or scored.

    code:  a stable name, such as `unknown-criterion`.
    what:  what is wrong, in the words of the file.
    why:   why it is not let through.
    fix:   what to type instead.
    place: file, line and column; None where there is no file to point at.
    about: the word the problem is about, such as ("criterion", "pace"), where the room that found it
           knows no files; `files` turns it into a place.
    """

    code: str
    what: str
    why: str
    fix: str
    place: Place | None = None
    about: tuple[str, str] | None = None


class AppraisalError(Exception):
    """Every problem of one stage of reading, in file order. Nothing was scored or written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(_line(problem) for problem in self.problems))


def _line(problem: Problem) -> str:
    place = problem.place
    where = f"{place.file}:{place.line}:{place.column}: " if place else ""
    return f"{where}error[{problem.code}]: {problem.what}"
