"""Costs: what each option costs over the period, and how far that is from the comparator's, as a Run holds it."""

from appraise.appraisal import Appraisal
from appraise.costing import Amounts, Costed, cash, compared
from appraise.numbers import rounded
from appraise.run import Cost, CostSum


def costs(appraisal: Appraisal) -> dict[str, Cost]:
    """The cost of each option; empty where no costs are given."""
    given = appraisal.costs
    if given is None:
        return {}
    each = {option: compared(given, option) for option in appraisal.options}
    beside = next((name for name, option in appraisal.options.items() if option.comparator), None)
    found = {}
    for option, cost in each.items():
        paid = cost if given.discount_rate is None else cash(given, option)
        found[option] = Cost(
            net_present=None if given.discount_rate is None else _recorded(cost),
            cash=_recorded(paid),
            difference=None if beside is None or beside == option else _difference(cost, each[beside]),
        )
    return found


def _difference(cost: Costed, beside: Costed) -> CostSum | None:
    """How much more an option costs than the comparator."""
    if cost.not_known or beside.not_known:
        return None
    (low, high, least, most), other = cost.amounts, beside.amounts
    return _recorded(Costed(Amounts(low - other.high, high - other.low, least - other.most, most - other.least)))


def _recorded(cost: Costed) -> CostSum:
    low, high, least, most = cost.amounts
    return CostSum(
        total=rounded(low) if low == high else None,
        low_high=None if low == high else (rounded(low), rounded(high)),
        range=None if (least, most) == (low, high) else (rounded(least), rounded(most)),
        not_known=cost.not_known,
    )
