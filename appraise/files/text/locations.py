"""Locations: where people wrote a thing that a record names, by file, line and column."""

from collections.abc import Callable
from typing import NamedTuple

from appraise.problem import Place

FIGURE_KEYS = {"scores": "score", "verdicts": "verdict", "characteristics": "level"}
"""Of a mapping of several lines, the key of the figure that readers look for."""


class Location(NamedTuple):
    """Where people wrote a thing: the file as a record names it, and the place as people know it."""

    file: str
    place: Place


Locator = Callable[..., Location | None]
"""From the keys of a thing in the record to where it is written; None where it is written nowhere."""
