"""Costs: how the costs of a run are printed, those that are compared with each other in one unit."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.language import number
from appraise.publish.money import UNITS, Money
from appraise.run import Cost, CostSum


def compared(cost: Cost) -> CostSum:
    """What options are compared by: net present cost, or cash where there is no discount rate."""
    return cost.net_present or cost.cash


def head(context: Context) -> str:
    """The key of what a column is called that has this cost of each option."""
    costs = context.inputs.costs
    return "costs.column.cash" if costs is None or costs.discount_rate is None else "costs.column.net-present"


def low_high(cost: CostSum) -> tuple[Decimal, Decimal]:
    """A cost at its lowest and its highest over unknown amounts; where nothing bounds these, its known part."""
    return cost.low_high or (cost.total or Decimal(0), cost.total or Decimal(0))


def known(context: Context) -> bool:
    """Whether what options are compared by is known of at least one, be it from the lowest to the highest."""
    found = (result.cost for result in context.run.options.values())
    return any(cost is not None and not compared(cost).not_known for cost in found)


def money(context: Context, amounts: Sequence[Decimal] = (), others: Sequence[Decimal] = ()) -> Money:
    """How to print amounts in the currency of the costs; without any, what options cost.

    others: amounts that are told beside these, and need not be told apart.
    """
    costs = context.inputs.costs
    if not amounts:
        found = [result.cost for result in context.run.options.values() if result.cost is not None]
        amounts = [end for cost in found for end in low_high(compared(cost))]
        others = [end for cost in found for end in low_high(cost.cash)]
        amounts = amounts if any(amounts) else others
    made = Money.of(costs.currency if costs else None, amounts or [Decimal(0)], others, context.language)
    assert made is not None
    return made


def differences(context: Context) -> Money:
    """How to print how much more options cost than the comparator, and than each other."""
    found = [result.cost for result in context.run.options.values() if result.cost is not None]
    ends = [end for cost in found if cost.difference for end in low_high(cost.difference)]
    analysis = context.run.analyses.costs
    extra = (each for step in (analysis.steps if analysis else ()) for each in (step.cheapest, step.next) if each)
    return money(context, [*ends, *(end for each in extra for end in each.cost)])


def unit(context: Context) -> str:
    """What the amounts of the costs are typed in: "£k"."""
    costs = context.inputs.costs
    return context.text(f"money.{UNITS[costs.currency if costs else 'GBP']}", figure="")


def span(context: Context, low: Decimal, high: Decimal, how: Money) -> str:
    """One amount, or "£7.5m to £8.4m"."""
    ends = _shown(context, how, low), _shown(context, how, high)
    return ends[0] if ends[0] == ends[1] else context.text("span", low=ends[0], high=ends[1])


def _shown(context: Context, how: Money, figure: Decimal) -> str:
    """An amount; one that would look like 0 there in a unit of its own."""
    lost = figure and not rounded(figure.scaleb(-how.noughts), how.places)
    return (money(context, [figure]) if lost else how).shown(figure)


def amount(context: Context, cost: CostSum, how: Money) -> str:
    """What something costs: one amount or from the lowest to the highest; or that it is not known, with what is."""
    low, high = low_high(cost)
    shown = span(context, low, high, how)
    if not cost.not_known:
        return shown
    return context.text("costs.known-part", amount=shown) if low or high else context.text("costs.not-known")


def percent_more(context: Context, factor: Decimal) -> str:
    """How much more that is, in per cent; rounded down, so that up to there an option costs less than the other."""
    more = ((factor - 1) * 100).quantize(Decimal("0.1"), rounding=ROUND_FLOOR)
    return context.text("percent.figure", figure=number(more)) if more else context.text("percent.least")


def outdone(context: Context, option: str) -> bool:
    """Whether another option costs no more and has no fewer points, one of both strictly, at what is given."""
    analysis = context.run.analyses.costs
    return analysis is not None and bool({"surely", "as-given"} & {*analysis.beaten.get(option, {}).values()})
