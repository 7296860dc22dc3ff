"""Weighting methods: each criterion's share of the whole, from what people gave.

One method a file. A method says what operand it takes ("weights": one on every criterion; "nothing") and turns it into
points for each leaf of the criteria tree.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Protocol

from appraise.appraisal import Appraisal, Criterion, Group
from appraise.engine.weighting import direct, equal
from appraise.problem import AppraisalError, Problem


class Method(Protocol):
    """A weighting method: what each module in this package provides."""

    OPERAND: str

    def weights(self, leaves: Mapping[str, Criterion | Group], groups: Mapping[str, Group]) -> dict[str, Fraction]:
        """Points for each leaf of the criteria tree, none negative."""
        ...


METHODS: Mapping[str, Method] = {
    "direct": direct,
    "equal": equal,
}


def shares(appraisal: Appraisal) -> dict[str, Fraction]:
    """The exact share of each criterion, 1 in all; that of an uncounted one is its part of the whole set.

    Raises: AppraisalError[group-weight, no-weight].
    """
    leaves: dict[str, Criterion | Group] = {**appraisal.criteria, **appraisal.uncounted}
    points = METHODS[appraisal.weighting.method].weights(leaves, appraisal.groups)
    counted = sum((points[leaf] for leaf in appraisal.criteria), Fraction(0))
    whole = sum(points.values(), Fraction(0))
    if not counted:
        raise AppraisalError([_no_weight(bool(appraisal.uncounted))])
    return {leaf: points[leaf] / (counted if leaf in appraisal.criteria else whole) for leaf in leaves}


def group_shares(shares: Mapping[str, Fraction], appraisal: Appraisal) -> dict[str, Fraction]:
    """The share of each group: the sum over the criteria in it, at any depth."""
    sums = dict.fromkeys(appraisal.groups, Fraction(0))
    for name in appraisal.criteria:
        for group in appraisal.around(name):
            sums[group] += shares[name]
    return sums


def _no_weight(alone: bool) -> Problem:
    what, fix = "all weights are 0", "give at least one criterion a weight above 0"
    why = "no criterion would count, so every option would have the same total"
    if alone:
        what, fix = "the criteria that can be scored by rule weigh 0 together", "give one of them a weight above 0"
        why = "run alone, a set counts only its criteria with rate-from, and these have no share to count with"
    return Problem("no-weight", what, why, fix, about=("criteria", ""))
