"""Conflicts: what git leaves in a file where two branches changed the same lines."""

import re
from collections.abc import Iterator

from appraise.problem import Place, Problem, listed

_MARK = re.compile(r"^(<{7}|>{7}|\|{7}|={7})(?: .*)?$", re.MULTILINE)
_SURE = ("<", ">", "|")
"""Of these signs seven at the start of a line are left by git alone; a line of = may be meant."""
_MOST = 10
"""How many lines of one conflict are named at most: git leaves four."""


def conflicts(shown: str, text: str, fix: str = "") -> Iterator[Problem]:
    """Each merge conflict in a text that nobody has resolved, or what is left of one, with its lines.

    shown: the path by which people know the file. fix: what to do, where the lines are not for people to mend.
    """
    if not any(sign * 7 in text for sign in _SURE):
        return
    group: list[tuple[int, str]] = []
    line, counted = 1, 0
    for mark in _MARK.finditer(text):
        sign, line = mark[1][0], line + text.count("\n", counted, mark.start())
        counted = mark.start()
        if sign == "<" and group:
            yield from _conflict(shown, group, fix)
            group = []
        group.append((line, mark[0]))
        if sign == ">":
            yield from _conflict(shown, group, fix)
            group = []
    yield from _conflict(shown, group, fix)


def _conflict(shown: str, marks: list[tuple[int, str]], fix: str) -> Iterator[Problem]:
    """One conflict by the lines that git left; nothing where these are only of =."""
    if not any(text.startswith(_SURE) for _, text in marks):
        return
    numbers = [str(line) for line, _ in marks]
    many = len(numbers) > _MOST
    named = [*numbers[: _MOST - 1], f"{len(numbers) - _MOST + 1:,} more"] if many else numbers
    lines = f"line{'s' * (len(numbers) > 1)} {listed(named)}"
    if (marks[0][1][0], marks[-1][1][0]) == ("<", ">"):
        what = f"a merge conflict is not resolved: lines {numbers[0]} to {numbers[-1]}"
        ours = f"delete {lines}, which git wrote, and of the lines between them keep the right ones"
    else:
        what = f"a merge conflict is not wholly resolved: {lines} {'are' if len(numbers) > 1 else 'is'} left of it"
        ours = f"see that the lines around are right, and delete {lines}, which git wrote"
    line, text = marks[0]
    why = "two versions of the same lines stand here, and which one counts would have to be guessed"
    yield Problem("conflict", what, why, fix or ours, Place(shown, line, 1, text, 7))
