"""If more: what each option costs if it costs 20% more than given, and up to where it costs less than the next."""

from decimal import Decimal

from appraise.publish.context import Context
from appraise.publish.costs import compared, low_high, money, percent_more, span
from appraise.publish.document import Block, Table, row
from appraise.publish.language import DASH

_MORE = Decimal(20)
"""Per cent more that an option could cost: what a finance officer asks."""


def if_more(context: Context) -> list[Block]:
    """A row an option that is compared, as far as tables have room; nothing with fewer than two, or where none costs
    anything."""
    analysis, shown = context.run.analyses.costs, {*context.shown}
    compared_ones = [option for option in (analysis.options if analysis else ()) if option in shown]
    costs = {option: context.run.options[option].cost for option in compared_ones}
    ends = {option: _more(low_high(compared(cost))) for option, cost in costs.items() if cost is not None}
    if len(ends) < 2 or not any(end > 0 for each in ends.values() for end in each):
        return []
    how = money(context, [end for each in ends.values() for end in each])
    rows = tuple(
        row(context.name(option), span(context, *each, how), _below(context, option)) for option, each in ends.items()
    )
    heads = ("column.option", "costs.more.column", "costs.more.column-below")
    return [Table(context.caption("costs.more.caption"), context.columns(*heads, numeric=[1]), rows)]


def _more(ends: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    """A cost that is so much worse: of what an option brings in, that much less."""
    low, high = (end + abs(end) * _MORE / 100 for end in ends)
    return low, high


def _brings_in(context: Context, option: str) -> bool:
    """Whether an option costs nothing, or less than that."""
    cost = context.run.options[option].cost
    return cost is not None and low_high(compared(cost))[1] <= 0


def _below(context: Context, option: str) -> str:
    """The next dearer option, and how many per cent more this one can cost and still cost less: rounded down, so that
    it holds."""
    analysis = context.run.analyses.costs
    level = analysis.level.get(option) if analysis else None
    if level is None:  # of what brings money in, no per cent more costs more
        return DASH if _brings_in(context, option) else context.text("costs.more.below-nobody")
    percent = percent_more(context, level.factor)
    return context.text("costs.more.below", option=context.name(level.over), percent=percent)
