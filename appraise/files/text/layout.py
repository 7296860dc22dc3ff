"""Layout: lines of a text that are meant to stand by themselves, which print would run together with those above."""

import re
from collections.abc import Iterator, Sequence

_ITEM = "an item of a list"
_BULLETS = "\N{BULLET}\N{WHITE BULLET}\N{TRIANGULAR BULLET}\N{BLACK SMALL SQUARE}\N{BLACK CIRCLE}\N{MIDDLE DOT}"
_BULLET = re.compile(f"[-*]( |$)|[{_BULLETS}]")
_PERHAPS_AN_ITEM = re.compile("[+>\N{EN DASH}\N{EM DASH}] |([0-9]{1,3})[.)] ")
"""How an item or a quotation begins, and how a line may begin, too, that goes on from the one above."""
_HEADING = re.compile("#{1,6} ")
_SIGNS = frozenset(_BULLETS + "-+*>#|:=`~0123456789\N{EN DASH}\N{EM DASH}")
"""What such a line begins with: most texts hold none, and are looked at no further."""
_CLOSING = "'\")]\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"


def set_apart(lines: Sequence[str], kept: bool) -> tuple[int, str] | None:
    """The position of the first line of a text that is meant to stand by itself, and what it looks like; None where
    there is none. An item that begins a text and is the only one stands by itself anyway.

    lines: without blanks around them.
    kept:  whether each line ends where people ended it: else one may begin anyhow, where the one above was full.
    """
    if _SIGNS.isdisjoint(line[:1] for line in lines):
        return None
    first, *more = [*_set_apart(lines, kept), None]
    return None if first == (0, _ITEM) and more == [None] else first


def _set_apart(lines: Sequence[str], kept: bool) -> Iterator[tuple[int, str]]:
    numbers = {int(begun[1]) for line in lines if (begun := _PERHAPS_AN_ITEM.match(line)) and begun[1]}
    above, is_item = "", False
    for position, line in enumerate(lines):
        begun = _PERHAPS_AN_ITEM.match(line)
        if begun is None:
            is_item = _BULLET.match(line) is not None
        else:
            in_a_row = begun[1] is not None and bool(numbers & {int(begun[1]) - 1, int(begun[1]) + 1})
            is_item = kept or is_item or in_a_row or above.rstrip(_CLOSING)[-1:] in (*".:!?", "")
        like = _ITEM if is_item else _like(line)
        if like:
            yield position, like
        above = line


def _like(line: str) -> str | None:
    """What a line looks like that is no item of a list and no sentence."""
    if line.startswith("|") or ("|" in line and "---" in line and not line.strip("-|+: ")):
        return "a row of a table"
    if _HEADING.match(line):
        return "a heading"
    if len(line) > 2 and (not line.strip("-+ ") or not line.strip("=")):
        return "a rule across the page"
    return "the edge of a block" if line.startswith(("```", "~~~")) else None
