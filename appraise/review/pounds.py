"""Pounds: costs in pounds, so that those that people wrote in two currencies can be compared."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from appraise.appraisal import CostLine, Costs, Currency, OptionAmount
from appraise.costing import POUNDS
from appraise.field_models import replaced


def in_pounds(amount: Any, currency: Currency) -> Any:
    """An amount, amounts by year or a range in pounds; what is unknown or nothing as it is."""
    if isinstance(amount, Mapping):
        return {year: in_pounds(each, currency) for year, each in amount.items()}
    if isinstance(amount, tuple):
        return tuple(in_pounds(each, currency) for each in amount)
    return amount * POUNDS[currency] if isinstance(amount, Decimal) else amount


def costs_in_pounds(costs: Costs) -> Costs:
    """Costs with every amount and every range in pounds."""
    if costs.currency == "GBP":
        return costs

    def in_them(stated: OptionAmount | CostLine) -> dict[str, Any]:
        return {field: in_pounds(getattr(stated, field), costs.currency) for field in ("amount", "range")}

    lines = {}
    for name, line in costs.lines.items():
        options = {option: replaced(stated, **in_them(stated)) for option, stated in line.options.items()}
        lines[name] = replaced(line, options=options, **in_them(line))
    return replaced(costs, currency="GBP", lines=lines)
