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
    """The exact shares of the criteria under a perspective's weights. Where these cover everything that has a weight,
    they are shared out in proportion, as those of criteria files are. Else they are points of 100, and the rest keep
    their agreed proportions. The criteria inside a named group always do.

    agreed: the agreed shares.

    Raises: AppraisalError[perspective-weights] where the points of some exceed 100, or nothing can take a part of them.
    """
    weights = appraisal.perspectives[name].weights
    named = {criterion: _named(appraisal, criterion, weights) for criterion in appraisal.criteria}
    agreed_in: dict[str | None, Fraction] = dict.fromkeys((*weights, None), Fraction(0))
    for criterion, node in named.items():
        agreed_in[node] += agreed[criterion] if node != criterion else 1
    given = sum(map(Fraction, weights.values()), Fraction(0))
    # One weight by itself has nothing to be shared out with: it is points of 100.
    whole = given if len(weights) > 1 and not agreed_in[None] else Fraction(100)
    if not whole:
        raise AppraisalError([_all_0(name)])
    if given > whole:
        raise AppraisalError([_over(name, given)])
    to_give: dict[str | None, Fraction] = {node: Fraction(points) / whole for node, points in weights.items()}
    to_give[None] = 1 - given / whole
    for node, part in to_give.items():
        if part and not agreed_in[node]:
            raise AppraisalError([_nothing_takes(name, node, part * whole)])
    return {
        criterion: to_give[node] * (agreed[criterion] if node != criterion else 1) / (agreed_in[node] or 1)
        for criterion, node in named.items()
    }


def _named(appraisal: Appraisal, criterion: str, weights: Mapping[str, Decimal]) -> str | None:
    """The criterion or the innermost group around it that has a weight of its own."""
    return next((node for node in (criterion, *appraisal.around(criterion)[::-1]) if node in weights), None)


def _all_0(perspective: str) -> Problem:
    why = "no criterion would count, so every option would have the same total"
    return _wrong(perspective, "all its weights are 0", why, "give at least one of them a weight above 0")


def _over(perspective: str, points: Fraction) -> Problem:
    what = f"the weights add up to {number_text(rounded(points))}"
    why = "they are not those of every criterion, so they are points of 100: shares of the whole"
    fix = "name every criterion, and the weights are shared out in proportion; or bring them down to 100 or less"
    return _wrong(perspective, what, why, fix)


def _nothing_takes(perspective: str, node: str | None, points: Fraction) -> Problem:
    taken = number_text(rounded(points))
    why = "the rest keep their agreed proportions, and here all of them are 0"
    what, fix = f"{taken} of 100 points are left over", "name the criteria that take them"
    if node:
        what = f'nothing inside "{node}" has an agreed weight to take {taken} points'
        fix = "name the criteria inside the group instead of the group"
    return _wrong(perspective, what, why, fix)


def _wrong(perspective: str, what: str, why: str, fix: str) -> Problem:
    return Problem("perspective-weights", what, why, fix, about=("perspective-weights", perspective))
