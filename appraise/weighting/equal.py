"""Equal weights: every criterion counts the same, whatever group it is in."""

from collections.abc import Mapping
from fractions import Fraction

from appraise.appraisal import Criterion, Group, Judgement

OPERAND = "nothing"


def weights(
    leaves: Mapping[str, Criterion | Group], _groups: Mapping[str, Group], _judgement: Judgement
) -> dict[str, Fraction]:
    """One point for each leaf; groups do not count."""
    return dict.fromkeys(leaves, Fraction(1))
