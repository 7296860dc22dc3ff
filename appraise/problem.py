"""What is wrong with an input, as data: said in full to the person who can mend it.

Owns the shape of a problem. Does not print it (`cli`) and does not look for it (every other room).
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

PROBLEM_LIMIT = 1000
"""The most problems that are looked for."""
_LONGEST = 2000
"""The most characters in which a problem is told."""


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


class Problems(list[Problem]):
    """Problems up to the limit. Of what comes after nothing is even looked for, and no problem is told at length."""

    def append(self, one: Problem) -> None:
        """Take one more problem, if there is room."""
        self.extend([one])

    def __iadd__(self, more: Iterable[Problem]) -> "Problems":  # type: ignore[override, misc]
        self.extend(more)
        return self

    def extend(self, more: Iterable[Problem]) -> None:
        """Take more problems, as far as there is room."""
        super().extend(_short(each) for each in islice(more, max(PROBLEM_LIMIT - len(self), 0)))


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a sentence lists them: "a, b and c"."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _short(problem: Problem) -> Problem:
    told = (problem.what, problem.why, problem.fix)
    if max(map(len, told)) <= _LONGEST:
        return problem
    what, why, fix = (f"{text[:_LONGEST]}..." if len(text) > _LONGEST else text for text in told)
    return problem._replace(what=what, why=why, fix=fix)


class AppraisalError(Exception):
    """Every problem of one stage of reading, in file order. Nothing was scored or written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(map(_short, problems))
        super().__init__("\n".join(_line(problem) for problem in self.problems))


def _line(problem: Problem) -> str:
    place = problem.place
    where = f"{place.file}:{place.line}:{place.column}: " if place else ""
    return f"{where}error[{problem.code}]: {problem.what}"
