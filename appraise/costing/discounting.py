"""Discounting: what a pound of each year is worth in the first year (HM Treasury, The Green Book).

The factor of year 0 is 1; that of a later year is that of the year before, divided by 1 plus the rate of the year.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import lcm

Rate = Decimal | Mapping[Decimal, Decimal] | None
"""Per cent a year; or several by the number of the year from which on each applies; None for none."""


def factors(rate: Rate, years: int) -> tuple[Fraction, ...]:
    """The discount factor of each year, exactly."""
    return _factors(by_start(rate), years)


def sums(rate: Rate, years: int) -> tuple[tuple[int, ...], int]:
    """The sums of the factors before each year, and last that of all; whole numbers, and what divides them."""
    return _sums(by_start(rate), years)


_ByStart = tuple[tuple[Decimal, Decimal], ...]


def by_start(rate: Rate) -> _ByStart:
    """Each rate after the number of the year from which on it applies, the first first; 0 from the first for none."""
    return tuple(sorted(rate.items())) if isinstance(rate, Mapping) else ((Decimal(0), rate or Decimal(0)),)


@lru_cache(maxsize=16)
def _factors(rates: _ByStart, years: int) -> tuple[Fraction, ...]:
    found = [Fraction(1)]
    for year in range(1, years):
        rate = next(each for start, each in reversed(rates) if start <= year)
        found.append(found[-1] / (1 + Fraction(rate) / 100))
    return tuple(found)


@lru_cache(maxsize=16)
def _sums(rates: _ByStart, years: int) -> tuple[tuple[int, ...], int]:
    found = _factors(rates, years)
    unit = lcm(*(factor.denominator for factor in found))
    whole = (factor.numerator * (unit // factor.denominator) for factor in found)
    return tuple(accumulate(whole, initial=0)), unit
