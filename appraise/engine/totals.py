"""Totals and ranks: the exact weighted sum of an option's values, and its place among the others.

Sums are of integers over one common denominator: nothing is rounded, and equal totals compare equal.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple, TypeVar

from appraise.engine.values import CellValue

Key = TypeVar("Key")


class Total(NamedTuple):
    """The exact sum of share times value, 0 to 100, over the same two intervals as CellValue."""

    low: Fraction
    high: Fraction
    least: Fraction
    most: Fraction


def totals(table: Mapping[str, Mapping[str, CellValue]], shares: Mapping[str, Fraction]) -> dict[str, Total]:
    """The total of every option in a table of cells by option and criterion."""
    distinct = {(name, id(cell)): cell for cells in table.values() for name, cell in cells.items()}
    parts = {place: [shares[place[0]] * value for value in cell.ends] for place, cell in distinct.items()}
    unit = lcm(*(part.denominator for four in parts.values() for part in four))
    scaled = {place: [in_units(part, unit) for part in four] for place, four in parts.items()}
    sums = {}
    for option, cells in table.items():
        columns = zip(*(scaled[name, id(cell)] for name, cell in cells.items()), strict=True)
        sums[option] = Total(*(Fraction(sum(column), unit) for column in columns))
    return sums


def in_units(part: Fraction | int, unit: int) -> int:
    """A number as a whole number of units of 1 / unit; unit must be a multiple of its denominator."""
    return part.numerator * (unit // part.denominator)


def in_integers(numbers: Sequence[Fraction | int]) -> tuple[list[int], int]:
    """The numbers times the least factor that makes all of them integers, and that factor."""
    unit = lcm(*(number.denominator for number in numbers))
    return [in_units(number, unit) for number in numbers], unit


def ranks(ends: Mapping[Key, Sequence[Fraction | int]]) -> dict[Key, tuple[int, int]]:
    """The best and the worst competition rank that each of some options can take among all of them.

    ends: the lowest and the highest total of each option. The best rank is 1 plus the number of others certainly above
    it, the worst 1 plus the number possibly above it.
    """
    # Integers are ordered many times faster than fractions.
    unit = lcm(*(end.denominator for both in ends.values() for end in both))
    low_high = {option: (in_units(low, unit), in_units(high, unit)) for option, (low, high) in ends.items()}
    lows = sorted(low for low, _ in low_high.values())
    highs = sorted(high for _, high in low_high.values())
    count = len(low_high)
    return {
        option: (1 + count - bisect_right(lows, high), 1 + count - bisect_right(highs, low) - (high > low))
        for option, (low, high) in low_high.items()
    }
