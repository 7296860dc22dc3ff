"""Mending: what looks wrong in the lines of a file that cannot be read, put right so that more of it can."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from appraise.files.text.characters import COLONS, UNSEEN

STAND_IN = "\ue000"
"""Stands for a colon that ends a word in a text, while what comes after it is read."""
_ENDS_WORD = re.compile(":(?= |$)")
_SECOND_COLON = re.compile(
    r" *(?:- +)*[^\s:#\"'\[\]{},&*!|>%@`-][^\s:]*: +(?![\"'\[{|>&*!%@`#])[^#]*?[^\s#](?=:(?: |$))"
)
"""A key and its plain text up to a colon that ends a word in it, as a colon ends a key."""
_ALIKE = re.compile(
    rf"( *(?:- +)*[\"']?[a-z0-9][a-z0-9.-]*[\"']? *)(?:: *(?P<blank>{UNSEEN.pattern})|(?P<colon>[{COLONS}]))"
    rf"(?: |{UNSEEN.pattern})*"
)
"""A key with its colon and what nobody sees or tells from a space after it; or with what looks like a colon."""


class Mended(NamedTuple):
    """A text with what looks wrong put right. Where a line turns out to hold a key and its plain text, it is wrong.

    colons: in each line that was mended, the column of a colon that ends a word in a text.
    alike:  in each line that was mended, that of a character taken for a colon or the space after it.
    """

    text: str
    colons: dict[int, int]
    alike: dict[int, int]


def mended(lines: Sequence[str]) -> Mended:
    """The lines of a file, mended as far as they look wrong."""
    colons, alike, made = {}, {}, list(lines)
    for number, line in enumerate(lines):
        if found := _ALIKE.match(line):
            alike[number] = found.start(found.lastgroup or 0)
            line = f"{found[1]}: {line[found.end() :]}"
        if found := _SECOND_COLON.match(line):
            colons[number] = found.end()
            line = line[: found.end()] + _ENDS_WORD.sub(STAND_IN, line[found.end() :])
        made[number] = line
    return Mended("\n".join(made), colons, alike)
