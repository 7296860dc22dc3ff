"""Layout: lines of a text that are meant to stand by themselves, which print would run together with those above."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_ITEM = "an item of a list"
_BULLETS = (
    "\N{BULLET}\N{WHITE BULLET}\N{TRIANGULAR BULLET}\N{HYPHEN BULLET}\N{MIDDLE DOT}\N{WHITE CIRCLE}\N{BLACK CIRCLE}"
    "\N{BLACK SQUARE}\N{WHITE SQUARE}\N{BLACK SMALL SQUARE}\N{WHITE SMALL SQUARE}\N{BLACK RIGHT-POINTING POINTER}"
    "\N{THREE-D TOP-LIGHTED RIGHTWARDS ARROWHEAD}\N{BLACK DIAMOND MINUS WHITE X}\N{CHECK MARK}\N{HEAVY CHECK MARK}"
    "\uf06f\uf076\uf0a7\uf0b7\uf0d8\uf0fc"
)
"""The last ones are what is pasted of bullets of Word."""
_BULLET = re.compile(rf"[-*](\s|$)|[{_BULLETS}]")
_PERHAPS_AN_ITEM = re.compile(r"[+>\u2013\u2014]\s|([0-9]{1,3})[.)]\s")
"""How an item or a quotation begins, and how a line may begin, too, that goes on from the one above."""
_LETTERED = re.compile(r"\(?([a-zA-Z]|[ivx]{2,4})\)\s")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_HEADING = re.compile("#{1,6} ")
_SIGNS = frozenset(_BULLETS + "-+*>#|:=`~0123456789\N{EN DASH}\N{EM DASH}")
"""What such a line begins with, or is lettered: most texts hold none, and are looked at no further."""
_CLOSING = "'\")]\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"


def set_apart(lines: Sequence[str], kept: bool, listed: bool = False) -> tuple[int, str] | None:
    """The position of the first line of a text that is meant to stand by itself, and what it looks like; None where
    there is none. An item that begins a text and is the only one stands by itself anyway.

    lines:  without blanks around them.
    kept:   whether each line ends where people ended it: else one may begin anyhow, where the one above was full.
    listed: whether the text is an item of a list itself.
    """
    if _SIGNS.isdisjoint(line[:1] for line in lines) and not any(map(_LETTERED.match, lines)):
        return None
    first, *more = [*_set_apart(lines, kept, listed), None]
    return None if first == (0, _ITEM) and more == [None] else first


def _set_apart(lines: Sequence[str], kept: bool, listed: bool) -> Iterator[tuple[int, str]]:
    numbers = {int(begun[1]) for line in lines if (begun := _PERHAPS_AN_ITEM.match(line)) and begun[1]}
    letters = _in_a_row([begun[1] for line in lines if (begun := _LETTERED.match(line))])
    hyphens = listed + sum(map(_is_hyphen, lines))
    above, is_item = "", False
    for position, line in enumerate(lines):
        ended = above.rstrip(_CLOSING)[-1:] in (*".:!?", "")
        if begun := _PERHAPS_AN_ITEM.match(line):
            in_a_row = begun[1] is not None and bool(numbers & {int(begun[1]) - 1, int(begun[1]) + 1})
            is_item = kept or is_item or in_a_row or ended
        elif begun := _LETTERED.match(line):
            is_item = begun[1] in letters
        else:
            # One hyphen in the middle of a sentence is a dash, as people type it.
            is_item = _BULLET.match(line) is not None and (kept or ended or hyphens > 1 or not _is_hyphen(line))
        like = _ITEM if is_item else _like(line)
        if like:
            yield position, like
        above = line


def _is_hyphen(line: str) -> bool:
    return line[:1] == "-" and line[1:2].isspace()


def _in_a_row(letters: Sequence[str]) -> set[str]:
    """The letters, or Roman numbers, of which each comes right after the one before in a text."""
    pairs = [(a, b) for a, b in pairwise(letters) if b == _after(a) or (a, b) in pairwise(_ROMAN)]
    return {letter for pair in pairs for letter in pair}


def _after(letter: str) -> str:
    return chr(ord(letter) + 1) if len(letter) == 1 else ""


def _like(line: str) -> str | None:
    """What a line looks like that is no item of a list and no sentence."""
    if line.startswith("|") or ("|" in line and "---" in line and not line.strip("-|+: ")):
        return "a row of a table"
    if _HEADING.match(line):
        return "a heading"
    if len(line) > 2 and (not line.strip("-+ ") or not line.strip("=")):
        return "a rule across the page"
    return "the edge of a block" if line.startswith(("```", "~~~")) else None
