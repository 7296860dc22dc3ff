"""Commas: numbers that commas part into threes, as they part the items of a list."""

import re

_AFTER_DIGIT = re.compile("[0-9],$")
_THREE = re.compile("[0-9]{3}(?![0-9])")
_BEFORE = re.compile(r"[^\s,:{\[]*,$")
_REST = re.compile(r"[0-9]{3}(?:,[0-9]{3})*(?![0-9])[^\s,}\]]*")
"""Of a number with commas: the digit and the comma before a column, three digits there, all before it, and the rest."""
_LONGEST = 200
"""Characters before a comma that are looked at: no number is longer."""


def goes_on(text: str, column: int) -> bool:
    """Whether three digits begin in a column that a comma parts from the number they belong to."""
    return bool(_AFTER_DIGIT.match(text, max(0, column - 2), column) and _THREE.match(text, column))


def parted_number(text: str, column: int) -> tuple[int, str]:
    """Where a number begins that goes on in a column after its first comma, and the whole of it as typed."""
    before, rest = _BEFORE.search(text, max(0, column - _LONGEST), column), _REST.match(text, column)
    assert before is not None
    assert rest is not None
    return before.start(), text[before.start() : rest.end()]
