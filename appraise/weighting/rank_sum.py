"""Rank sum weights (Stillwell, Seaver and Edwards 1981): one point for the last place, one more for each before."""

from collections.abc import Mapping
from fractions import Fraction

from appraise.appraisal import Criterion, Group, Judgement
from appraise.weighting.places import by_place

OPERAND = "order"


def weights(
    leaves: Mapping[str, Criterion | Group], _groups: Mapping[str, Group], judgement: Judgement
) -> dict[str, Fraction]:
    """The points of each leaf's place; groups do not count."""
    return by_place(judgement.order, leaves, lambda count: [Fraction(count - place) for place in range(count)])
