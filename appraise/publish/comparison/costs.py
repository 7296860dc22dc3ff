"""Costs: what the changes did to what options cost, and to who costs more and has fewer points than another."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from appraise.field_types import key
from appraise.numbers import rounded
from appraise.publish.comparison.amounts import in_pounds
from appraise.publish.comparison.pair import Pair
from appraise.publish.context import Context
from appraise.publish.costs import amount, low_high
from appraise.publish.document import Block, Line, Table, plain, row
from appraise.publish.language import DASH
from appraise.publish.money import Money
from appraise.publish.sections.costs.dearer import dearer_than
from appraise.review_results import CostSummary, Effect, KnownCost
from appraise.run import CostSum

_CERTAIN = ("surely", "as-given")
_PLACES = 6
"""Places that figures of costs are recorded with."""


class _Sums(NamedTuple):
    """What an option costs on one side, in pounds; None where that is not worked out, or it is no option there."""

    net_present: CostSum | None = None
    cash: CostSum | None = None


def costs(pair: Pair) -> Iterable[Block]:
    """What became of the cost of options, and who costs more and has fewer points than another by now, or no longer."""
    table = _table(pair)
    if table.rows:
        yield table
    said = [*dearer(pair, shortlisted=False)]
    if said:
        yield pair.bullets(said, len(said))


def dearer(pair: Pair, shortlisted: bool) -> Iterator[Line]:
    """Who costs more and has fewer points than another that did not, or no longer does; as far as that is certain.

    shortlisted: only those that do by now and make the shortlist; else all others.
    """
    listed = pair.difference.now.shortlist.options
    old, new = (side.run.analyses.costs for side in (pair.old, pair.new))
    for option, effect in pair.effects():
        pairs = effect.cost.beaten if effect.cost else {}
        if new and (option in listed) == shortlisted:
            came = [other for other, (was, now) in pairs.items() if now in _CERTAIN and was not in _CERTAIN]
            yield from (pair.say("diff.dearer.now", said=plain(each)) for each in dearer_than(pair.new, option, came))
        if old and new and not shortlisted and option in new.options:
            went = [other for other, (was, now) in pairs.items() if was in _CERTAIN and now not in _CERTAIN]
            still = [other for other in went if other in new.options]
            told = dearer_than(pair.old, option, still, how_surely=False)
            yield from (pair.say("diff.dearer.then", said=plain(each)) for each in told)


def _table(pair: Pair) -> Table:
    """Net present cost and cash of the options whose cost changed; one of the two where the other is nowhere."""
    found: list[tuple[str, _Sums, _Sums]] = []
    for option, effect in pair.effects():
        was, now = _both(pair, effect)
        if was != now:
            found.append((option, was, now))
    both = [side for _, *each in found for side in each]
    fields = [field for field in _Sums._fields if any(getattr(side, field) for side in both)]
    how = _money(pair, [[getattr(side, field) for side in both] for field in fields])
    rows = []
    for option, was, now in found:
        sums = [getattr(side, field) for field in fields for side in (was, now)]
        cells = [amount(pair.new, cost, how) if cost else DASH for cost in sums]
        if cells[::2] != cells[1::2]:
            rows.append(row(pair.option(option), *cells))
    names = [pair.text(f"costs.column.{key(field)}") for field in fields]
    heads = [pair.text(f"diff.cost-{when}", cost=name) for name in names for when in ("then", "now")]
    columns = pair.language.columns("column.option", figures=heads)
    note = pair.not_shown(len(rows) - pair.most)
    return Table(pair.new.caption("diff.caption-costs"), columns, tuple(rows[: pair.most]), note=note)


def costs_differ(pair: Pair) -> bool:
    """Whether the cost of any option is another number of pounds."""
    return any(was != now for was, now in (_both(pair, effect) for _, effect in pair.effects()))


def _both(pair: Pair, effect: Effect) -> tuple[_Sums, _Sums]:
    """What an option cost and what it costs, in pounds; nothing where that is the same in the currency of both."""
    if effect.cost is None:
        return _Sums(), _Sums()
    return _sums(pair, pair.old, effect.cost.was), _sums(pair, pair.new, effect.cost.now)


def _money(pair: Pair, columns: Sequence[Sequence[CostSum | None]]) -> Money:
    """How to print pounds: in the unit of the largest of the first columns."""
    first, *rest = [[*chain(*(low_high(each) for each in column if each))] for column in columns] or [[]]
    made = Money.of("GBP", first or [Decimal(0)], [*chain(*rest)], pair.language)
    assert made is not None
    return made


def _sums(pair: Pair, side: Context, cost: CostSummary | None) -> _Sums:
    """What an option costs, as precise as the coarser currency of the two sides is recorded."""
    if cost is None:
        return _Sums()
    unit = max(in_pounds(each, Decimal(1)) for each in (pair.old, pair.new) if each.inputs.costs)
    return _Sums(cost.net_present and _sum(side, cost.net_present, unit), _sum(side, cost.cash, unit))


def _sum(side: Context, cost: KnownCost, unit: Decimal) -> CostSum:
    def shown(figure: Decimal) -> Decimal:
        return rounded(in_pounds(side, figure) / unit, _PLACES) * unit

    ends = cost.low_high and (shown(cost.low_high[0]), shown(cost.low_high[1]))
    return CostSum(None if cost.total is None else shown(cost.total), ends, None, cost.not_known)
