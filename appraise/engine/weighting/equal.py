"""Equal weights: every criterion counts the same, whatever group it is in."""

from collections.abc import Mapping
from fractions import Fraction

from appraise.appraisal import Criterion, Group

OPERAND = "nothing"


def weights(leaves: Mapping[str, Criterion | Group], groups: Mapping[str, Group]) -> dict[str, Fraction]:
    """One point for each leaf; groups do not count."""
    return dict.fromkeys(leaves, Fraction(1))
