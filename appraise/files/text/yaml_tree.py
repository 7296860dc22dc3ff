"""Tree: the data of a YAML file, in which every key and value keeps its line and column, and how these look as text."""

import re
from array import array
from decimal import Decimal
from typing import Any

from appraise.field_types import ID
from appraise.files.text.source import Source
from appraise.problem import Place

CITATION = re.compile(rf"{ID.pattern}( [^\s0-9]*[0-9]\S*)?")


KeyPath = tuple[Any, ...]
"""The keys and positions that lead to a place in a file."""


class Map(dict[Any, Any]):
    """A mapping with places: four numbers a key, in order: line and column of the key, then of the value.

    `empty` says that nothing at all was typed for it.
    """

    __slots__ = ("_order", "column", "empty", "line", "places")

    def __init__(self, line: int, column: int, empty: bool = False) -> None:
        self.line = line
        self.column = column
        self.empty = empty
        self.places = array("I")
        self._order: dict[Any, int] | None = None

    def places_of(self, key: Any) -> "array[int]":
        """The four numbers of a key, in O(1) once asked: the order is indexed from the end as far as needed."""
        known = self._order = {} if self._order is None else self._order
        for position, each in zip(range(len(self) - 1, len(known) - 1, -1), reversed(self), strict=False):
            known[each] = position
        return self.places[4 * known[key] : 4 * known[key] + 4]


class Seq(list[Any]):
    """A list with places: two numbers an item, line and column."""

    __slots__ = ("column", "line", "places")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.places = array("I")


def place_of(source: Source, root: Map, path: tuple[Any, ...], key: bool = False) -> Place:
    """Where a path of keys and positions leads, as far as it leads; `key` points at the last key itself."""
    at: Any = root
    line, column = root.line, root.column
    width = 1
    for depth, step in enumerate(path):
        if isinstance(at, Map) and step in at:
            places, at = at.places_of(step), at[step]
            here = (key and depth == len(path) - 1) or isinstance(at, Map | Seq)
            line, column = places[:2] if here else places[2:]
            width = len(str(step)) if here else _width(at)
        elif isinstance(at, Seq) and isinstance(step, int) and step < len(at):
            (line, column), at = at.places[2 * step : 2 * step + 2], at[step]
            width = _width(at)
    return source.place(line, column, width)


def _width(value: Any) -> int:
    if isinstance(value, Decimal):
        return len(format(value, "f"))
    return len(value) if isinstance(value, str) and "\n" not in value else 1
