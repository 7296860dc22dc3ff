"""Pounds: costs in one currency, so that those that people wrote in two can be compared."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from appraise.appraisal import CostLine, Costs, Currency, OptionAmount
from appraise.costing import POUNDS
from appraise.field_models import replaced

_NOUGHTS = {currency: len(str(pounds)) - 1 for currency, pounds in POUNDS.items()}


def in_currency(amount: Any, written: Currency, wanted: Currency = "GBP") -> Any:
    """An amount, amounts by year or a range in another currency than it was written in; what is unknown or nothing as
    it is."""
    if isinstance(amount, Mapping):
        return {year: in_currency(each, written, wanted) for year, each in amount.items()}
    if isinstance(amount, tuple):
        return tuple(in_currency(each, written, wanted) for each in amount)
    return _shifted(amount, _NOUGHTS[written] - _NOUGHTS[wanted]) if isinstance(amount, Decimal) else amount


def _shifted(amount: Decimal, noughts: int) -> Decimal:
    """An amount with so many noughts more, exactly, however long it is."""
    sign, digits, exponent = amount.as_tuple()
    return Decimal((sign, digits, int(exponent) + noughts))


def costs_in_pounds(costs: Costs) -> Costs:
    """Costs with every amount and every range in pounds."""
    if costs.currency == "GBP":
        return costs

    def in_them(stated: OptionAmount | CostLine) -> dict[str, Any]:
        return {field: in_currency(getattr(stated, field), costs.currency) for field in ("amount", "range")}

    lines = {}
    for name, line in costs.lines.items():
        options = {option: replaced(stated, **in_them(stated)) for option, stated in line.options.items()}
        lines[name] = replaced(line, options=options, **in_them(line))
    return replaced(costs, currency="GBP", lines=lines)
