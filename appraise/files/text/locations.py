"""Where a thing that a record names is written: its file and line."""

from collections.abc import Callable
from typing import NamedTuple

from appraise.problem import Place

FIGURES = {"scores": "score", "verdicts": "verdict", "characteristics": "level"}
"""What a reader looks for where a thing has several lines: the key of its figure."""


class Location(NamedTuple):
    """Where people wrote a thing: the file as a record names it, and the place as people know it."""

    file: str
    place: Place


Find = Callable[..., Location | None]
"""From the keys of a thing in the record to where it is written; None where nobody wrote it."""
