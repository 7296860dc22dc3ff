"""Leads: how far the leader was and is ahead of its rivals, and what the change is due to.

A lead is a sum over criteria of weight times difference of values, and a value comes from a score and anchors. So a
change of lead is shared out criterion by criterion between weights, scores and values: each gets the average of what
it changes over all orders in which they could have been changed (Shapley 1953). All of it is exact.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice, permutations, product
from math import factorial
from typing import Literal, NamedTuple

from appraise.appraisal import UNKNOWN
from appraise.engine.totals import totals
from appraise.engine.values import Points, Valued, anchors, span, valued
from appraise.engine.weighting import shares
from appraise.field_models import replaced
from appraise.numbers import apportioned, rounded
from appraise.problem import AppraisalError
from appraise.review_results import Lead, Share
from appraise.run import Run, ScoredCell

_MOST = 5
"""How many rivals are told."""

_Factor = Literal["weights", "scores", "values", "scores-and-values"]
_APART: Mapping[_Factor, tuple[int, ...]] = {"weights": (0,), "scores": (1,), "values": (2,)}
_TOGETHER: Mapping[_Factor, tuple[int, ...]] = {"weights": (0,), "scores-and-values": (1, 2)}
"""What can be changed: the positions of weights, scores and values that go over to the newer side together."""


class _Side(NamedTuple):
    """One side, exactly, for a few options. totals: of those that have one, and it is the recorded one."""

    shares: Mapping[str, Fraction]
    points: Mapping[str, Points]
    table: Mapping[str, Mapping[str, Valued]]
    totals: Mapping[str, Fraction]


def leads(old: Run, new: Run) -> tuple[Lead, ...]:
    """The leads of the old leader over each rival that mattered, where both totals are settled on both sides and the
    lead changed: the new leader, the runners-up then and now, and whose outcome changed without a gate; the first five.

    A leader that a gate excludes by now still has a total, and is held against its rivals all the same. Nothing is
    said where a total worked out anew is not the recorded one: another version of appraise worked that out.
    """
    leader = _leader(old)
    rivals = _rivals(old, new, leader) if leader is not None and leader in new.options else []
    if leader is None or not rivals or any(leader not in _side(run, [leader]).totals for run in (old, new)):
        return ()
    sides = ((rival, _side(old, [leader, rival]), _side(new, [leader, rival])) for rival in rivals)
    found = (_lead(was, now, leader, rival) for rival, was, now in sides if rival in was.totals and rival in now.totals)
    return tuple(islice((lead for lead in found if lead.was != lead.now), _MOST))


def _leader(run: Run) -> str | None:
    """Who leads; of those level the first."""
    found = run.analyses.sensitivity
    if found is not None and found.leader is not None:
        return found.leader
    return next((option for option, result in run.options.items() if result.rank == 1), None)


def _rivals(old: Run, new: Run, leader: str) -> list[str]:
    """Those on both sides that a reader asks about, where the records have a lead over them, and another one by now."""
    changed = [
        option
        for option, result in old.options.items()
        if option in new.options and len({result.outcome, new.options[option].outcome} - {"excluded"}) == 2
    ]
    asked = [_leader(new), _runner_up(old, leader), _runner_up(new, _leader(new)), *changed]
    there = [each for each in dict.fromkeys(asked) if each is not None and each in old.options and each in new.options]
    recorded = {each: (_recorded(old, leader, each), _recorded(new, leader, each)) for each in there}
    return [each for each, (was, now) in recorded.items() if None not in (was, now) and was != now]


def _recorded(run: Run, leader: str, rival: str) -> Decimal | None:
    """How far ahead the record has it; None where a total is open."""
    ahead, behind = run.options[leader].total, run.options[rival].total
    return None if ahead is None or behind is None else ahead - behind


def _runner_up(run: Run, leader: str | None) -> str | None:
    """The first of those with the best rank but the leader."""
    ranked = [(result.rank, option) for option, result in run.options.items() if result.rank and option != leader]
    return min(ranked, key=lambda each: each[0])[1] if ranked else None


def _side(run: Run, options: Sequence[str]) -> _Side:
    """What these options come to; values do not depend on who else is there."""
    few = replaced(run.inputs, options={option: run.inputs.options[option] for option in options})
    try:
        share = shares(few)
    except AppraisalError:
        return _Side({}, {}, {}, {})
    table = valued(few, {})
    summed = {option: total.low for option, total in totals(table, share).items() if total.low == total.high}
    recorded = {option: total for option, total in summed.items() if rounded(total) == run.options[option].total}
    return _Side(share, {name: anchors(words) for name, words in few.criteria.items()}, table, recorded)


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
    """Parts rounded so that together they are the change: what rounding both leads adds to it, no more than a
    millionth, goes to the largest."""
    exact = list(parts.values())
    if exact:
        largest = max(range(len(exact)), key=lambda at: abs(exact[at]))
        exact[largest] += Fraction(change) - sum(exact, Fraction(0))
    found = [Share(*named, points) for named, points in zip(parts, apportioned(exact), strict=True) if points]
    order = (*_APART, *_TOGETHER)
    return tuple(sorted(found, key=lambda share: order.index(share.due_to)))


def _parts(was: _Side, now: _Side, criterion: str, leader: str, rival: str) -> dict[_Factor, Fraction]:
    """What one criterion adds to the change of lead, by what it is due to.

    A criterion has no weight where it is not there, and none where its value is open but the total is not: what it
    adds then comes and goes with its weight.
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
    found = dict.fromkeys(factors, Fraction(0))
    for order in permutations(factors):
        at, reached = [0, 0, 0], weights[0] * before
        for factor in order:
            for position in factors[factor]:
                at[position] = 1
            then = weights[at[0]] * (gaps[at[1], at[2]] or 0)
            found[factor] += (then - reached) / factorial(len(factors))
            reached = then
    return found


def _gap(scores: _Side, values: _Side, criterion: str, leader: str, rival: str) -> Fraction | None:
    """How far apart two options are on a criterion with the scores of one side and the anchors of the other; None where
    the criterion is not there, a score is not on the scale, or a value is open."""
    if criterion not in scores.points or criterion not in values.points:
        return None
    points = values.points[criterion]
    high, low = (_value(points, scores.table[option][criterion].cell) for option in (leader, rival))
    return None if high is None or low is None else high - low


def _value(points: Points, cell: ScoredCell) -> Fraction | None:
    """The one value of a cell between these points, if there is one."""
    ends = (Fraction(cell.score),) * 2 if cell.score != UNKNOWN else tuple(map(Fraction, cell.range or ()))
    low, high = ends or (points[0][0], points[-1][0])
    if not points[0][0] <= low <= high <= points[-1][0]:
        return None
    least, most = span(points, low, high)
    return least if least == most else None
