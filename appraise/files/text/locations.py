"""Locations: where people wrote a thing that a record names, by file, line and column."""

import shlex
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from appraise.problem import Place

FIGURE_KEYS = {"scores": "score", "verdicts": "verdict", "characteristics": "level"}
"""Of a mapping of several lines, the key of the figure that readers look for."""


class Location(NamedTuple):
    """Where people wrote a thing: the file as a record names it, and the place as people know it."""

    file: str
    place: Place


def typed(path: PurePath | str) -> str:
    """A path as people can put it behind a command in a shell: in quotes if need be, and never as an option."""
    text = path if isinstance(path, str) else path.as_posix()
    return shlex.quote(f"./{text}" if text.startswith("-") else text)


Locator = Callable[..., Location | None]
"""From the keys of a thing in the record to where it is written; None where it is written nowhere."""
