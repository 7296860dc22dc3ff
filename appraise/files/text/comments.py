"""Comments: those that may be meant for text, since no space comes after their #."""

import re
from collections.abc import Collection, Sequence

_GLUED_HASH = re.compile(" #[^ ]")
_COMMENT = re.compile(" +#(?=[^ ])")
_NOTHING_MORE = re.compile(r"\s*\Z")


def glued_hashes(lines: Sequence[str]) -> set[int]:
    """The lines in which something stands right after a # that follows a space."""
    return {number for number, line in enumerate(lines) if _GLUED_HASH.search(line)}


def lost_text(
    lines: Sequence[str], hashes: Collection[int], first: int, end: tuple[int, int], empty: bool
) -> tuple[int, int] | None:
    """Where a comment begins that may be meant for text: right after a plain text, or in a line that goes on from it.

    hashes: the lines that `glued_hashes` gives. first: the line in which the text begins. end: the line and the column
    where it ends. empty: whether nothing was typed for it.
    """
    line, column = end
    if after := _COMMENT.match(lines[line], column):
        return line, after.end() - 1
    if not empty and line + 1 in hashes and _NOTHING_MORE.match(lines[line], column):
        below = _COMMENT.match(lines[line + 1])
        indent = len(lines[first]) - len(lines[first].lstrip(" "))
        if below and below.end() - 1 > indent:
            return line + 1, below.end() - 1
    return None
