"""The result from a perspective: the appraisal with a party's own weights, scores or lifted gates."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from appraise.appraisal import Appraisal
from appraise.engine.evaluation import Evaluation, evaluation_from
from appraise.engine.values import cell_values
from appraise.numbers import number_text, rounded
from appraise.problem import AppraisalError, Problem
from appraise.run import Viewed


def perspective_evaluation(agreed: Evaluation, name: str) -> Evaluation:
    """The unrounded result from one perspective. Verdicts are those of the agreed result: it can only lift gates."""
    perspective = agreed.appraisal.perspectives[name]
    shares = perspective_shares(agreed.appraisal, name, agreed.shares)
    table = cell_values(agreed.appraisal, perspective.scores) if perspective.scores else agreed.table
    return evaluation_from(agreed.appraisal, shares, agreed.verdicts, table, perspective.lift_gates)


def perspective_result(view: Evaluation) -> Viewed:
    """The result from a perspective, rounded as the record states it."""
    return Viewed(
        shares={criterion: rounded(share) for criterion, share in view.shares.items()},
        options=view.shortlisting.standings,
        shortlist=view.shortlisting.listed("shortlisted"),
        undetermined=view.shortlisting.listed("undetermined"),
    )


def perspective_shares(appraisal: Appraisal, name: str, agreed: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The exact shares of the criteria under a perspective's weights. A criterion or group it names gets that share;
    the rest, and the criteria inside a named group, keep their agreed proportions.

    agreed: the agreed shares.

    Raises: AppraisalError[perspective-weights] where the points exceed 100 or nothing can take a part of them.
    """
    perspective = appraisal.perspectives[name]
    named = {criterion: _named(appraisal, criterion, perspective.weights) for criterion in appraisal.criteria}
    to_give: dict[str | None, Fraction] = {node: Fraction(points) / 100 for node, points in perspective.weights.items()}
    to_give[None] = 1 - sum(to_give.values(), Fraction(0))
    if to_give[None] < 0:
        raise AppraisalError([_over(name, sum(perspective.weights.values(), Decimal(0)))])
    agreed_in = dict.fromkeys(to_give, Fraction(0))
    for criterion, node in named.items():
        agreed_in[node] += agreed[criterion] if node != criterion else 1
    for node, part in to_give.items():
        if part and not agreed_in[node]:
            raise AppraisalError([_nothing_takes(name, node, part)])
    return {
        criterion: to_give[node] * (agreed[criterion] if node != criterion else 1) / (agreed_in[node] or 1)
        for criterion, node in named.items()
    }


def _named(appraisal: Appraisal, criterion: str, weights: Mapping[str, Decimal]) -> str | None:
    """The criterion or the innermost group around it that has a weight of its own."""
    return next((node for node in (criterion, *appraisal.around(criterion)[::-1]) if node in weights), None)


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
    why = "the rest keep their agreed proportions, and here all of them are 0"
    what, fix = f"{points} of 100 points are left over", "name criteria so that the points add up to 100"
    if node:
        what = f'nothing inside "{node}" has an agreed weight to take {points} points'
        fix = "name the criteria inside the group instead of the group"
    return Problem("perspective-weights", what, why, fix, about=("perspective-weights", perspective))
