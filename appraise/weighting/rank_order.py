"""Rank-order centroid weights (Barron and Barrett 1996): the centre of all weights that are in the order given."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate

from appraise.appraisal import Criterion, Group, Judgement
from appraise.weighting.places import by_place

OPERAND = "order"


def weights(
    leaves: Mapping[str, Criterion | Group], _groups: Mapping[str, Group], judgement: Judgement
) -> dict[str, Fraction]:
    """The centroid weight of each leaf's place; groups do not count."""
    return by_place(judgement.order, leaves, centroid)


def centroid(count: int) -> list[Fraction]:
    """The weights of so many places, the first first: that of place r is the sum of 1/i from r to n, divided by n."""
    sums = accumulate(Fraction(1, place) for place in range(count, 0, -1))
    return [each / count for each in sums][::-1]
