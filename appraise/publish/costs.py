"""Costs: how the costs of a run are printed, those that are compared with each other in one unit."""

from collections.abc import Sequence
from decimal import Decimal

from appraise.publish.context import Context
from appraise.publish.money import Money
from appraise.run import Cost, CostSum


def compared(cost: Cost) -> CostSum:
    """What options are compared by: net present cost, or cash where there is no discount rate."""
    return cost.net_present or cost.cash


def money(context: Context, amounts: Sequence[Decimal] = (), others: Sequence[Decimal] = ()) -> Money:
    """How to print amounts in the currency of the costs; without any, what options cost.

    others: amounts that are told beside these, and need not be told apart.
    """
    costs = context.inputs.costs
    if not amounts:
        found = [result.cost for result in context.run.options.values() if result.cost is not None]
        amounts = [end for cost in found for end in _ends(compared(cost))]
        others = [end for cost in found for end in _ends(cost.cash)]
    made = Money.of(costs.currency if costs else None, amounts or [Decimal(0)], others, context.language)
    assert made is not None
    return made


def span(context: Context, low: Decimal, high: Decimal, how: Money) -> str:
    """One amount, or "£7.5m to £8.4m"."""
    ends = how.shown(low), how.shown(high)
    return ends[0] if ends[0] == ends[1] else context.text("span", low=ends[0], high=ends[1])


def amount(context: Context, cost: CostSum, how: Money) -> str:
    """What something costs: one amount, from the lowest to the highest, or not known, with the known part."""
    low, high = cost.low_high or (cost.total or Decimal(0), cost.total or Decimal(0))
    shown = span(context, low, high, how)
    if not cost.not_known:
        return shown
    return context.text("costs.known-part", amount=shown) if low or high else context.text("costs.not-known")


def _ends(cost: CostSum) -> list[Decimal]:
    """What is known of a cost, at both ends."""
    return [*(cost.low_high or ([] if cost.total is None else [cost.total]))]
