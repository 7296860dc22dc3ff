"""Perspectives: the same appraisal with a party's own weights or scores, or without gates it would lift."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from appraise.appraisal import Appraisal
from appraise.engine.evaluation import Evaluation, given
from appraise.engine.values import valued
from appraise.numbers import number_text, rounded
from appraise.problem import AppraisalError, Problem
from appraise.run import Viewed


def from_view(agreed: Evaluation, name: str) -> Evaluation:
    """What everyone comes to from one perspective. Verdicts stay the appraisal's: it re-judges no gate, it only
    lifts."""
    perspective = agreed.appraisal.perspectives[name]
    shares = own_shares(agreed.appraisal, name, agreed.shares)
    table = valued(agreed.appraisal, perspective.scores) if perspective.scores else agreed.table
    return given(agreed.appraisal, shares, agreed.verdicts, table, perspective.lift_gates)


def viewed(view: Evaluation) -> Viewed:
    """The same as people read it."""
    return Viewed(
        shares={criterion: rounded(share) for criterion, share in view.shares.items()},
        options=view.settled.standings,
        shortlist=view.settled.listed("shortlisted"),
        undetermined=view.settled.listed("undetermined"),
    )


def own_shares(appraisal: Appraisal, name: str, agreed: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The shares under a perspective's weights: what it names gets exactly that, the rest keep their agreed
    proportions, inside a named group too.

    Raises: AppraisalError[perspective-weights] where the points exceed 100 or nothing can take a part of them.
    """
    perspective = appraisal.perspectives[name]
    if not perspective.weights:
        return {criterion: agreed[criterion] for criterion in appraisal.criteria}
    taker = {criterion: _named_above(appraisal, criterion, perspective.weights) for criterion in appraisal.criteria}
    to_give: dict[str | None, Fraction] = {node: Fraction(points) / 100 for node, points in perspective.weights.items()}
    to_give[None] = 1 - sum(to_give.values(), Fraction(0))
    if to_give[None] < 0:
        raise AppraisalError([_over(name, sum(perspective.weights.values(), Decimal(0)))])
    agreed_in = dict.fromkeys(to_give, Fraction(0))
    for criterion, node in taker.items():
        agreed_in[node] += agreed[criterion] if node != criterion else 1
    for node, part in to_give.items():
        if part and not agreed_in[node]:
            raise AppraisalError([_nothing_takes(name, node, part)])
    return {
        criterion: to_give[node] * (agreed[criterion] if node != criterion else 1) / (agreed_in[node] or 1)
        for criterion, node in taker.items()
    }


def _named_above(appraisal: Appraisal, criterion: str, named: Mapping[str, Decimal]) -> str | None:
    """The criterion itself or the group around it that a perspective names."""
    node: str | None = criterion
    while node is not None and node not in named:
        node = appraisal.criteria[node].group if node in appraisal.criteria else appraisal.groups[node].group
    return node


def _over(perspective: str, points: Decimal) -> Problem:
    return Problem(
        code="perspective-weights",
        what=f"the weights add up to {number_text(points)}",
        why="they are points of 100: shares of the whole",
        fix="bring them down to 100 or less; what is not named keeps its agreed proportions",
        about=("perspective-weights", perspective),
    )


def _nothing_takes(perspective: str, node: str | None, part: Fraction) -> Problem:
    points = number_text(rounded(part * 100))
    what, fix = f"{points} of 100 points are left over", "name criteria so that the points add up to 100"
    if node:
        what = f'nothing inside "{node}" has an agreed weight to take {points} points'
        fix = "name the criteria inside the group instead of the group"
    return Problem(
        code="perspective-weights",
        what=what,
        why="the rest keep their agreed proportions, and here all of them are 0",
        fix=fix,
        about=("perspective-weights", perspective),
    )
