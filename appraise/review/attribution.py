"""Attribution of changed leads: how far the leader was and is ahead of its rivals, and what the change is due to.

A lead is a sum over criteria of share times difference of values, and a value comes from a score and anchors. So a
change of lead is attributed, criterion by criterion, to weights, scores and values: to each the average of what it
changes over all orders in which they could have been changed (Shapley 1953). All of it is exact.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain, islice, permutations, product
from math import factorial
from typing import Literal, NamedTuple

from appraise.engine.totals import totals
from appraise.engine.values import CellValue, cell_values
from appraise.field_models import replaced
from appraise.field_types import UNKNOWN
from appraise.numbers import apportioned, rounded
from appraise.problem import AppraisalError
from appraise.review_results import Lead, Share
from appraise.run import Run
from appraise.value_functions import Anchors, anchors, scale_ends, value, value_range
from appraise.weighting import shares

_MOST = 5
"""How many rivals are reported."""

_Factor = Literal["weights", "scores", "values", "scores-and-values"]
_APART: Mapping[_Factor, tuple[int, ...]] = {"weights": (0,), "scores": (1,), "values": (2,)}
_TOGETHER: Mapping[_Factor, tuple[int, ...]] = {"weights": (0,), "scores-and-values": (1, 2)}
"""The factors of a lead: for each, which of weights (0), scores (1) and values (2) change to the newer side with it."""


class _Side(NamedTuple):
    """One side of a comparison, unrounded, for a few options.

    points: the value function of each criterion.
    totals: of the options whose total is settled and equals the recorded one.
    """

    shares: Mapping[str, Fraction]
    points: Mapping[str, Anchors]
    table: Mapping[str, Mapping[str, CellValue]]
    totals: Mapping[str, Fraction]


def leads(old: Run, new: Run) -> tuple[Lead, ...]:
    """The changed leads that matter, where both totals are settled on both sides.

    Where options changed places, at first place, at second or at the line of the shortlist, that is the lead of the one
    that had the place over the one that has it now; else the lead of the older leader over the runners-up and over
    those whose outcome changed other than by a gate; the first five. A leader that a gate excludes by now still has a
    total and counts. A total that is not the recorded one when worked out anew comes from another version of appraise,
    and gives no lead.
    """
    leader = _leader(old)
    if leader is None or leader not in new.options:
        return ()
    if any(leader not in _side(run, [leader]).totals for run in (old, new)):
        return ()
    sides = ((pair, _side(old, pair), _side(new, pair)) for pair in _pairs(old, new, leader))
    both = (_lead(was, now, *pair) for pair, was, now in sides if {*pair} <= was.totals.keys() & now.totals.keys())
    return tuple(islice((lead for lead in both if lead.was != lead.now), _MOST))


def _leader(run: Run) -> str | None:
    """The leading option; of several level the first."""
    sensitivity = run.analyses.sensitivity
    if sensitivity is not None and sensitivity.leader is not None:
        return sensitivity.leader
    return next((option for option, result in run.options.items() if result.rank == 1), None)


def _pairs(old: Run, new: Run, leader: str) -> list[tuple[str, str]]:
    """The pairs of options on both sides whose recorded lead is another now: who had a place and who has it, or the
    older leader and a rival."""
    first, second, now_second = _leader(new), _runner_up(old, leader), _runner_up(new, _leader(new))
    changed = [
        option
        for option, result in old.options.items()
        if option in new.options and len({result.outcome, new.options[option].outcome} - {"excluded"}) == 2
    ]
    pairs: list[tuple[str | None, str | None]] = [(leader, first), (leader, second), (leader, now_second)]
    at_the_line: list[tuple[str, str]] = []
    if first == leader:
        gone = [option for option in changed if old.options[option].outcome == "shortlisted"]
        come = [option for option in changed if new.options[option].outcome == "shortlisted"]
        at_the_line = list(zip(gone, come, strict=False))
        if second != now_second and {second, now_second} <= old.options.keys() & new.options.keys():
            pairs = [(second, now_second)]
    pairs += [*at_the_line, *((leader, option) for option in changed if option not in chain(*at_the_line))]
    return [
        (ahead, behind)
        for ahead, behind in dict.fromkeys(pairs)
        if ahead is not None and behind is not None and _lead_changed(old, new, ahead, behind)
    ]


def _lead_changed(old: Run, new: Run, ahead: str, behind: str) -> bool:
    """Whether both records have a lead of one option over another, and different ones."""
    if not {ahead, behind} <= old.options.keys() & new.options.keys():
        return False
    was, now = (_recorded_lead(run, ahead, behind) for run in (old, new))
    return None not in (was, now) and was != now


def _recorded_lead(run: Run, leader: str, rival: str) -> Decimal | None:
    """The difference of the recorded totals; None where one is open."""
    ahead, behind = run.options[leader].total, run.options[rival].total
    return None if ahead is None or behind is None else ahead - behind


def _runner_up(run: Run, leader: str | None) -> str | None:
    """The option with the best rank but the leader; of several the first."""
    ranks = {option: result.rank for option, result in run.options.items() if result.rank and option != leader}
    return min(ranks, key=ranks.__getitem__, default=None)


def _side(run: Run, options: Sequence[str]) -> _Side:
    """The side of a run for these options; values do not depend on other options."""
    few = replaced(run.inputs, options={option: run.inputs.options[option] for option in options})
    try:
        share = shares(few)
    except AppraisalError:
        return _Side({}, {}, {}, {})
    table = cell_values(few, {})
    summed = {option: total.low for option, total in totals(table, share).items() if total.low == total.high}
    recorded = {option: total for option, total in summed.items() if rounded(total) == run.options[option].total}
    return _Side(share, {name: anchors(criterion) for name, criterion in few.criteria.items()}, table, recorded)


def _lead(was: _Side, now: _Side, leader: str, rival: str) -> Lead:
    lead, later = (rounded(side.totals[leader] - side.totals[rival]) for side in (was, now))
    parts = {
        (due_to, criterion): part
        for criterion in dict.fromkeys([*was.points, *now.points])
        for due_to, part in _parts(was, now, criterion, leader, rival).items()
        if part
    }
    return Lead(leader, rival, lead, later, _shares(parts, later - lead))


def _shares(parts: Mapping[tuple[_Factor, str], Fraction], change: Decimal) -> tuple[Share, ...]:
    """The parts of a change of lead, rounded so that they add up to it: what rounding both leads adds, at most a
    millionth, goes to the largest."""
    exact = list(parts.values())
    if exact:
        largest = max(range(len(exact)), key=lambda at: abs(exact[at]))
        exact[largest] += Fraction(change) - sum(exact, Fraction(0))
    shares = [Share(*named, points) for named, points in zip(parts, apportioned(exact), strict=True) if points]
    order = (*_APART, *_TOGETHER)
    return tuple(sorted(shares, key=lambda share: order.index(share.due_to)))


def _parts(was: _Side, now: _Side, criterion: str, leader: str, rival: str) -> dict[_Factor, Fraction]:
    """The part of a change of lead in one criterion, by factor.

    A criterion that is not on a side has share 0 there, and so has one whose value is open while the total is settled:
    its part is then due to its weight.
    """
    sides = (was, now)
    gaps = {
        (scores, values): _gap(sides[scores], sides[values], criterion, leader, rival)
        for scores, values in product((0, 1), repeat=2)
    }
    weights = [side.shares[criterion] if criterion in side.points else Fraction(0) for side in sides]
    before, after = gaps[0, 0], gaps[1, 1]
    if before is None or after is None or len(set(gaps.values())) == 1:
        return {"weights": (weights[1] - weights[0]) * ((after if before is None else before) or 0)}
    factors = _TOGETHER if None in gaps.values() else _APART
    parts = dict.fromkeys(factors, Fraction(0))
    for order in permutations(factors):
        at, reached = [0, 0, 0], weights[0] * before
        for factor in order:
            for position in factors[factor]:
                at[position] = 1
            then = weights[at[0]] * (gaps[at[1], at[2]] or 0)
            parts[factor] += (then - reached) / factorial(len(factors))
            reached = then
    return parts


def _gap(scores: _Side, values: _Side, criterion: str, leader: str, rival: str) -> Fraction | None:
    """The difference of values of two options on a criterion, with the scores of one side and the anchors of the other;
    None where the criterion is not on both, a score is off the scale, or a value is open."""
    if criterion not in scores.points or criterion not in values.points:
        return None
    points = values.points[criterion]
    high, low = (_value(points, scores.table[option][criterion]) for option in (leader, rival))
    return None if high is None or low is None else high - low


def _value(points: Anchors, valued: CellValue) -> Fraction | None:
    """The single value of a cell by these anchors; None where it is open or off the scale."""
    lowest, highest = scale_ends(points)
    scores = map(Fraction, valued.cell.range or ()) if valued.score == UNKNOWN else (valued.score,)
    if not all(lowest <= score <= highest for score in scores):
        return None
    if valued.score != UNKNOWN:
        return value(points, valued.score)
    least, most = value_range(points, valued.cell)
    return least if least == most else None
