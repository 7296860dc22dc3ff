"""Value functions: the value, 0 to 100, of a score on a criterion's own scale, by anchors fixed beforehand.

Values never depend on which options are present (HM Treasury and DESNZ 2024; DCLG 2009, "global" scales).
"""

from bisect import bisect_left
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from operator import itemgetter
from typing import Protocol

from appraise.appraisal import Measure
from appraise.field_types import UNKNOWN, Unknown

Anchors = list[tuple[Fraction, Fraction]]
"""The points (score, value) between which a value function is linear, the lowest score first."""


class Scored(Protocol):
    """A score with its range, be it as typed, combined or recorded."""

    @property
    def score(self) -> Decimal | Fraction | Unknown:
        """A number on the criterion's own scale, or unknown."""
        ...

    @property
    def range(self) -> tuple[Decimal, Decimal] | None:
        """The lowest and the highest score thought possible."""
        ...


def anchors(criterion: Measure) -> Anchors:
    """The value function of a criterion."""
    return [(Fraction(score), Fraction(value)) for score, value in criterion.points]


def value(points: Anchors, score: Fraction) -> Fraction:
    """The value of a score that lies on the scale, by linear interpolation."""
    after = bisect_left(points, score, 1, key=itemgetter(0))
    (x, v), (next_x, next_v) = points[after - 1], points[after]
    return v + (next_v - v) * (score - x) / (next_x - x)


def scale_ends(points: Anchors) -> tuple[Fraction, Fraction]:
    """The lowest and the highest score of a scale."""
    return points[0][0], points[-1][0]


def possible_values(points: Anchors, score: Scored) -> Anchors:
    """The value function over the range of a score, or over the whole scale; it need not be monotonic."""
    low, high = map(Fraction, score.range or scale_ends(points))
    between = [(x, v) for x, v in points if low < x < high]
    return [(low, value(points, low)), *between, (high, value(points, high))]


def value_range(points: Anchors, score: Scored) -> tuple[Fraction, Fraction]:
    """The least and the greatest value a score can have; different only for an unknown score."""
    if score.score != UNKNOWN:
        only = value(points, Fraction(score.score))
        return only, only
    return spanned(points, score)


def spanned(points: Anchors, score: Scored) -> tuple[Fraction, Fraction]:
    """The least and the greatest value over the range of a score, or over the whole scale."""
    values = [possible for _, possible in possible_values(points, score)]
    return min(values), max(values)


def step(criterion: Measure) -> Fraction | None:
    """How far a step goes on a scale: one point, or the least distance between the points it describes where that is
    less. None for a measure and for a criterion with `values`, on which steps are worth different things."""
    if criterion.scale is None or criterion.values is not None:
        return None
    points = sorted(map(Fraction, criterion.scale))
    return min(Fraction(1), *(after - before for before, after in pairwise(points)))
