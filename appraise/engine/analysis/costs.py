"""Costs: money beside points. Who is beaten on both, what the next points cost, and when the order of costs changes.

An option cannot be bought in halves: what a mix of two options would cost is compared with nothing.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from appraise.analyses import Beaten, CostAnalysis, ExtraPoints, LevelCost, Step
from appraise.appraisal import Costs
from appraise.costing import Amounts, compared, part
from appraise.engine.evaluation import Evaluation
from appraise.engine.totals import Total
from appraise.numbers import rounded

_MOST = 60
"""The most eligible options that are compared with each other; of more, none are."""
_Span = tuple[Fraction, Fraction]


class _Priced(NamedTuple):
    """An option with its cost and its total, each over what is unknown and over recorded ranges."""

    option: str
    cost: Amounts
    total: Total

    def costs(self, ranged: bool) -> _Span:
        """From the lowest to the highest cost; over recorded ranges too."""
        return self.cost[2:] if ranged else self.cost[:2]

    def totals(self, ranged: bool) -> _Span:
        """The same of the total."""
        return (self.total.least, self.total.most) if ranged else (self.total.low, self.total.high)


def costs(agreed: Evaluation) -> CostAnalysis | None:
    """Money beside points for the eligible options; None where no costs are given, or these options are too many."""
    given = agreed.appraisal.costs
    if given is None or len(agreed.eligible) > _MOST:
        return None
    found = {option: compared(given, option) for option in agreed.eligible}
    priced = [_Priced(name, each.amounts, agreed.totals[name]) for name, each in found.items() if not each.not_known]
    place = {option: at for at, option in enumerate(agreed.appraisal.options)}
    priced.sort(key=lambda each: (*each.cost[:2], -each.total.high, place[each.option]))
    beaten = {each.option: _beaten_by(each, priced) for each in priced}
    certain = {"surely", "as-given"}
    left = [each for each in priced if not certain & {*beaten[each.option].values()}]
    return CostAnalysis(
        compared="cash" if given.discount_rate is None else "net-present",
        options=tuple(each.option for each in priced),
        beaten={option: others for option, others in beaten.items() if others},
        steps=_steps(left),
        per_point={
            each.option: _ends(_quotient(each.costs(False), each.totals(False)))
            for each in priced
            if each.total.low > 0
        },
        level={each.option: level for each in priced if (level := _level(given, each, priced))},
    )


def _beaten_by(this: _Priced, others: Sequence[_Priced]) -> dict[str, Beaten]:
    """The options that beat one on both, and over what: with this one at one end of all that is open and the other at
    the other end, one look tells of all between."""
    found: dict[str, Beaten] = {}
    for other in others:
        if other is this:
            continue
        if _beats(other, this, surely=True, ranged=True):
            found[other.option] = "surely"
        elif _beats(other, this, surely=True, ranged=False):
            found[other.option] = "as-given"
        elif _beats(other, this, surely=False, ranged=True):
            found[other.option] = "possibly"
    return found


def _beats(other: _Priced, this: _Priced, surely: bool, ranged: bool) -> bool:
    """Whether another option costs no more and has no lower a total, one of both strictly."""
    (low, high), (cheapest, dearest) = this.costs(ranged), other.costs(ranged)
    (lowest, highest), (fewest, most) = this.totals(ranged), other.totals(ranged)
    mine, its = ((low, highest), (dearest, fewest)) if surely else ((high, lowest), (cheapest, most))
    return its[0] <= mine[0] and its[1] >= mine[1] and its != mine


def _steps(left: Sequence[_Priced]) -> tuple[Step, ...]:
    """What the points of each option beyond the cheapest cost. left: the options that nobody beats, by cost."""
    if not left or any(each.cost.low < left[0].cost.high for each in left[1:]):
        return ()
    cheapest = left[0]
    return tuple(
        Step(each.option, _extra(each, cheapest), None if below is cheapest else _extra(each, below))
        for below, each in pairwise(left)
    )


def _extra(this: _Priced, over: _Priced) -> ExtraPoints:
    cost, points = _less(this.costs(False), over.costs(False)), _less(this.totals(False), over.totals(False))
    ranged = _less(this.costs(True), over.costs(True)), _less(this.totals(True), over.totals(True))
    return ExtraPoints(
        over=over.option,
        cost=_ends(cost),
        points=_ends(points),
        per_point=_per_point(cost, points),
        per_point_range=None if ranged == (cost, points) else _per_point(*ranged),
    )


def _per_point(cost: _Span, points: _Span) -> tuple[Decimal, Decimal] | None:
    return _ends(_quotient(cost, points)) if cost[0] >= 0 and points[0] > 0 else None


def _less(this: _Span, other: _Span) -> _Span:
    return this[0] - other[1], this[1] - other[0]


def _quotient(cost: _Span, points: _Span) -> _Span:
    """From the least to the most that a cost can be for each of so many points, more than 0."""
    corners = [each / many for each in cost for many in points]
    return min(corners), max(corners)


def _ends(span: _Span) -> tuple[Decimal, Decimal]:
    return rounded(span[0]), rounded(span[1])


def _level(given: Costs, this: _Priced, by_cost: Sequence[_Priced]) -> LevelCost | None:
    """How much more an option could cost and still cost less than the next one that certainly costs more."""
    cost = this.cost.high
    over = next((each for each in by_cost if each.cost.low > cost), None)
    if over is None or cost <= 0:
        return None
    more = over.cost.low - cost
    parts = {name: part(given, name, this.option) for name in given.lines}
    return LevelCost(
        over=over.option,
        factor=rounded(over.cost.low / cost),
        lines={name: rounded(1 + more / each.high) for name, each in parts.items() if each and each.high > 0},
    )
