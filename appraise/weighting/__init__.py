"""Weighting methods: each criterion's share of the whole, from what people gave.

One method a file. A method says what operand it takes ("weights": one on every criterion; "nothing"; "swings" or
"order": of all criteria, by one person or agreed) and turns it into points for each leaf of the criteria tree. Those
that take an order share `places`; `exchange` says what the weights mean.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Protocol

from appraise.appraisal import Appraisal, Criterion, Group, Judgement
from appraise.problem import AppraisalError, Problem
from appraise.weighting import direct, equal, rank_order, rank_sum, swing


class Method(Protocol):
    """A weighting method: what each module in this package provides."""

    OPERAND: str

    def weights(
        self, leaves: Mapping[str, Criterion | Group], groups: Mapping[str, Group], judgement: Judgement
    ) -> dict[str, Fraction]:
        """Points for each leaf of the criteria tree, none negative."""
        ...


METHODS: Mapping[str, Method] = {
    "direct": direct,
    "equal": equal,
    "swing": swing,
    "rank-order": rank_order,
    "rank-sum": rank_sum,
}


def shares(appraisal: Appraisal, absent: str | None = None) -> dict[str, Fraction]:
    """The exact share of each criterion, 1 in all; that of an uncounted one is its part of the whole set.

    absent: a member of the panel whose weights do not count, as long as somebody else gave some.
    Raises: AppraisalError[group-weight, no-weight].
    """
    weighting = appraisal.weighting
    if weighting.by_members:
        members = [name for name in weighting.sheets if name != absent] or weighting.sheets
        return _counted(appraisal, _mean(judged_shares(appraisal, weighting.sheets[name]) for name in members))
    return _counted(appraisal, judged_shares(appraisal, weighting))


def shares_of(appraisal: Appraisal, member: str) -> dict[str, Fraction]:
    """The exact shares by what one member of the panel said of weights.

    Raises: AppraisalError[no-weight].
    """
    return _counted(appraisal, judged_shares(appraisal, appraisal.weighting.sheets[member]))


def judged_shares(appraisal: Appraisal, judgement: Judgement) -> dict[str, Fraction]:
    """The part of the whole set of each of its leaves, by one judgement.

    Raises: AppraisalError[group-weight, no-weight].
    """
    leaves: dict[str, Criterion | Group] = {**appraisal.criteria, **appraisal.uncounted}
    points = METHODS[appraisal.weighting.method].weights(leaves, appraisal.groups, judgement)
    whole = sum(points.values(), Fraction(0))
    if not whole:
        raise AppraisalError([_no_weight(bool(appraisal.uncounted))])
    return {leaf: part / whole for leaf, part in points.items()}


def _mean(shares: Iterable[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """The mean of each criterion's shares over people. Their medians would not add up to 1."""
    every = list(shares)
    return {leaf: sum((each[leaf] for each in every), Fraction(0)) / len(every) for leaf in every[0]}


def _counted(appraisal: Appraisal, parts: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The parts of the whole set, and of those that count their parts of all that count."""
    counted = sum((parts[leaf] for leaf in appraisal.criteria), Fraction(0))
    if not counted:
        raise AppraisalError([_no_weight(bool(appraisal.uncounted))])
    return {leaf: part / counted if leaf in appraisal.criteria else part for leaf, part in parts.items()}


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
