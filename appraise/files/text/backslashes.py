"""Backslashes: codes in double quotes that may swallow a letter of a path."""

import re
from collections.abc import Sequence

_CODE = re.compile(r"\\(?:(?P<letter>[0abtnvfreNLP_])|(?P<other>[xuU /])|[\\\"]|$)")
"""A code in double quotes, but for those that stand for a backslash, a quote and the end of a line."""
_NEAR = 200
"""Characters on each side of a code that are looked at: no path is longer."""
_ENDS_LINE = re.compile(r"\\n$|[^.\s\\/][.?!;](?:\\?[\")\]'\u2019\u201d])?$")
_PATH = re.compile(r"(?<![^\W\d_])[A-Za-z]:\\|^\\\\|\.[A-Za-z]{2,5}\W*$")
"""A run of letters that is a path: it has a drive, or begins as one on a server, or ends as the name of a file does."""


def code_in_path(lines: Sequence[str], start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int, str] | None:
    """The line, the column and the letters of the first code in a text in double quotes that may be meant for a path:
    in what is a path by its looks, or before a letter, where no blank line and no end of a sentence goes before.

    lines:      those of the file. start, end: where the text begins and ends in it, both by line and column.
    """
    for number in range(start[0], min(end[0] + 1, len(lines))):
        text = lines[number][: end[1]] if number == end[0] else lines[number]
        at = start[1] + 1 if number == start[0] else 0
        for code in _CODE.finditer(text, at):
            here, after = code.span()
            if not (code["letter"] or code["other"]):
                continue
            near = text[max(at, here - _NEAR) : here]
            run = near[near.rfind(" ") + 1 :] + text[here : after + _NEAR].partition(" ")[0].rstrip('"')
            goes_on = number > start[0] and lines[number - 1].endswith("\\") and not near.strip()
            before = lines[number - 1][:-1] if goes_on else near
            swallowed = code["letter"] and text[after : after + 1].isalnum() and not _ENDS_LINE.search(before[-5:])
            if swallowed or _PATH.search(run):
                return number, here, code[0]
    return None
