"""Discounting: what a pound of each year is worth in the first year (HM Treasury, The Green Book).

The factor of year 0 is 1; that of a later year is that of the year before, divided by 1 and the rate of the year.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate


def factors(rate: Decimal | Mapping[Decimal, Decimal] | None, years: int) -> tuple[Fraction, ...]:
    """The discount factor of each year, exactly.

    rate: per cent a year; or several by the number of the year from which on each applies; None for none.
    """
    rates = rate if isinstance(rate, Mapping) else {Decimal(0): rate or Decimal(0)}
    found = [Fraction(1)]
    for year in range(1, years):
        found.append(found[-1] / (1 + Fraction(rates[max(start for start in rates if start <= year)]) / 100))
    return tuple(found)


def sums(factors: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """The sums of the factors before each year, and last that of all."""
    return tuple(accumulate(factors, initial=Fraction(0)))
