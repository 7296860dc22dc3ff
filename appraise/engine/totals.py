"""Totals and ranks: what the shares and values of an option add up to, exactly.

Sums run over integers with one common denominator, so a tie is a tie and nothing is rounded.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from appraise.engine.values import Valued


class Total(NamedTuple):
    """The sum of share times value, 0 to 100: `low` to `high` while unknown scores run over their values;
    `least` to `most` while ranged scores do so too."""

    low: Fraction
    high: Fraction
    least: Fraction
    most: Fraction


def totals(table: Mapping[str, Mapping[str, Valued]], shares: Mapping[str, Fraction]) -> dict[str, Total]:
    """The total of every option in a table of cells by option and criterion."""
    distinct = {(name, id(cell)): cell for cells in table.values() for name, cell in cells.items()}
    parts = {place: [shares[place[0]] * value for value in cell[1:]] for place, cell in distinct.items()}
    unit = lcm(*(part.denominator for four in parts.values() for part in four))
    scaled = {place: [times(part, unit) for part in four] for place, four in parts.items()}
    found = {}
    for option, cells in table.items():
        columns = zip(*(scaled[name, id(cell)] for name, cell in cells.items()), strict=True)
        found[option] = Total(*(Fraction(sum(column), unit) for column in columns))
    return found


def times(part: Fraction, unit: int) -> int:
    """How many of so many units to the whole a part is; `unit` is a multiple of its denominator."""
    return part.numerator * (unit // part.denominator)


def ranks(ends: Mapping[str, tuple[Fraction, Fraction]], among: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The best and the worst rank each option among these can take, as totals run from low to high.

    Competition ranks: 1 and the number of others surely (best) or possibly (worst) above.
    """
    exact = {option: ends[option] for option in among}
    # Integers are ordered many times faster than fractions.
    unit = lcm(*(end.denominator for both in exact.values() for end in both))
    low_high = {option: (times(low, unit), times(high, unit)) for option, (low, high) in exact.items()}
    lows = sorted(low for low, _ in low_high.values())
    highs = sorted(high for _, high in low_high.values())
    count = len(low_high)
    return {
        option: (1 + count - bisect_right(lows, high), 1 + count - bisect_right(highs, low) - (high > low))
        for option, (low, high) in low_high.items()
    }
