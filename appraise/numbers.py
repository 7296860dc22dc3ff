"""Numbers: how a worked-out number is rounded and written."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor


def rounded(number: Decimal | Fraction, places: int = 6) -> Decimal:
    """To at most so many places, half away from zero, without trailing zeros."""
    number = Fraction(number)
    units, rest = divmod(abs(number.numerator) * 10**places, number.denominator)
    units += 2 * rest >= number.denominator
    return Decimal(number_text(Decimal(units if number >= 0 else -units).scaleb(-places)))


def apportioned(parts: Sequence[Fraction], places: int = 6) -> list[Decimal]:
    """Parts rounded to so many places so that they still add up to their rounded sum: each is rounded down, and what is
    left goes to those that lost most, the first of equals first (largest remainder)."""
    unit = 10**places
    down = [floor(part * unit) for part in parts]
    left = int(rounded(sum(parts, Fraction(0)), places) * unit) - sum(down)
    most = sorted(range(len(parts)), key=lambda at: down[at] - parts[at] * unit)
    for at in most[:left]:
        down[at] += 1
    return [Decimal(number_text(Decimal(each).scaleb(-places))) for each in down]


@lru_cache(maxsize=65536)
def number_text(number: Decimal) -> str:
    """A number as records write it: no exponent, no trailing zeros, no minus before 0."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
