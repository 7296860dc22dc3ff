"""Swing weights (von Winterfeldt and Edwards 1986): what it is worth to go from the worst to the best on each
criterion, 100 for the swing that is worth most."""

from collections.abc import Mapping
from fractions import Fraction

from appraise.appraisal import Criterion, Group, Judgement

OPERAND = "swings"


def weights(
    leaves: Mapping[str, Criterion | Group], _groups: Mapping[str, Group], judgement: Judgement
) -> dict[str, Fraction]:
    """The swing of each leaf; groups do not count."""
    return {leaf: Fraction(judgement.swings[leaf]) for leaf in leaves}
