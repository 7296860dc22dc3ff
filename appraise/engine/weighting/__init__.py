"""Weighting: from what people gave to each criterion's share of the whole.

One method a file. A method says what operand it takes ("weights": one on every criterion; "nothing") and
turns it into points for each leaf of the criteria tree.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Protocol

from appraise.appraisal import Appraisal, Criterion, Group
from appraise.engine.weighting import direct, equal
from appraise.problem import AppraisalError, Problem


class Method(Protocol):
    """What a file in this folder holds."""

    OPERAND: str

    def weights(self, leaves: Mapping[str, Criterion | Group], groups: Mapping[str, Group]) -> dict[str, Fraction]:
        """Points for each leaf, none below 0."""
        ...


METHODS: Mapping[str, Method] = {
    "direct": direct,
    "equal": equal,
}


def shares(appraisal: Appraisal) -> dict[str, Fraction]:
    """The share of each criterion, all criteria together 1; an uncounted one's is its part of the whole set.

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
    """The share of each group: that of the criteria in it, at any depth."""
    found = dict.fromkeys(appraisal.groups, Fraction(0))
    for name, criterion in appraisal.criteria.items():
        above = criterion.group
        while above is not None:
            found[above] += shares[name]
            above = appraisal.groups[above].group
    return found


def _no_weight(alone: bool) -> Problem:
    if alone:
        return Problem(
            code="no-weight",
            what="the criteria that can be scored by rule weigh 0 together",
            why="run alone, a set counts only its criteria with rate-from, and these have no share to count with",
            fix="give one of them a weight above 0",
            about=("criteria", ""),
        )
    return Problem(
        code="no-weight",
        what="all weights are 0",
        why="no criterion would count, so every option would have the same total",
        fix="give at least one criterion a weight above 0",
        about=("criteria", ""),
    )
