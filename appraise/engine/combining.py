"""Combining: what the members of a panel gave for one cell, as one score.

The median of an even count is the mean of the middle two, exactly. Abstentions, and members who say that nobody can
know, are left out of the count.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from appraise.appraisal import Combine, Evidence, Score
from appraise.field_types import UNKNOWN, Unknown


class Combined(NamedTuple):
    """The scores of one cell as one.

    score: exact; unknown where nobody gave a number.
    range: the lowest and the highest given, ranges included; None where all meet. Of an unknown score what the ranges
           of all who said so span, even where they meet; None where one gave no range.
    reason, evidence: those of the score where one member alone gave it; of several their evidence alone, as each has a
           reason of their own.
    """

    score: Fraction | Unknown
    range: tuple[Decimal, Decimal] | None
    reason: str | None
    evidence: Evidence


def combined(scores: Sequence[Score], combine: Combine | None) -> Combined:
    """The scores of one cell, of one member at least, as one."""
    numbers = sorted(score.score for score in scores if score.score != UNKNOWN)
    one = scores[0] if len(scores) == 1 else None
    return Combined(
        score=_one(numbers, combine) if numbers else UNKNOWN,
        range=one.range if one else _span(scores, numbers),
        reason=one.reason if one else None,
        evidence=one.evidence if one else _together(score.evidence for score in scores),
    )


def _span(scores: Sequence[Score], numbers: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """From the lowest to the highest given: see `Combined.range`."""
    if not numbers and any(score.range is None for score in scores):
        return None
    ends = [*numbers, *chain(*(score.range or () for score in scores))]
    low, high = min(ends), max(ends)
    return (low, high) if low < high or not numbers else None


def _one(numbers: Sequence[Decimal], combine: Combine | None) -> Fraction:
    """The median, or the mean, of numbers in their order."""
    count = len(numbers)
    counted = numbers if combine == "mean" else numbers[(count - 1) // 2 : count // 2 + 1]
    return sum(map(Fraction, counted), Fraction(0)) / len(counted)


def _together(evidence: Iterable[Evidence]) -> Evidence:
    """All citations once, in the order of their ids: whose sheet comes first means nothing."""
    sides = zip(*evidence, strict=True)
    return Evidence(*(tuple(sorted(set(chain(*side)))) for side in sides))
