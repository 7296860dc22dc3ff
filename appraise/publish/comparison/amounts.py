"""Amounts: what was and is paid, of both sides in pounds, whatever currency either is written in."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from appraise.costing import POUNDS
from appraise.field_types import UNKNOWN
from appraise.publish.comparison.pair import Pair
from appraise.publish.context import Context
from appraise.publish.money import Money
from appraise.review_results import Change

_LITTLE = Decimal("0.1")


def amounts(pair: Pair, cause: Change, newer_currency: bool = False) -> tuple[str, str]:
    """What was paid and what is now: an amount, amounts by year or a range; "" for nothing.

    newer_currency: whether both are in that of the newer side.
    """
    sides = pair.new if newer_currency else pair.old, pair.new
    given = [in_pounds(side, value) for side, value in zip(sides, (cause.was, cause.now), strict=True)]
    how = Money.of("GBP", [*_figures(given)] or [Decimal(0)], (), pair.language)
    assert how is not None
    was, now = (_text(pair, how, side, cause, value) for side, value in zip((pair.old, pair.new), given, strict=True))
    return was, now


def in_pounds(side: Context, value: Any) -> Any:
    """An amount in the currency of one side, amounts by year or a range, in pounds."""
    if isinstance(value, Mapping):
        return {year: in_pounds(side, each) for year, each in value.items()}
    if isinstance(value, tuple):
        return tuple(in_pounds(side, each) for each in value)
    costs = side.inputs.costs
    return value * POUNDS[costs.currency] if costs and isinstance(value, Decimal) else value


def same_in_pounds(pair: Pair) -> bool:
    """Whether every amount of a line and an option on both sides is as many pounds on one as on the other."""
    was, now = pair.old.inputs, pair.new.inputs
    if was.costs is None or now.costs is None:
        return False
    stated = (
        ((pair.old, was.costs.lines[line].of(option)), (pair.new, now.costs.lines[line].of(option)))
        for line in was.costs.lines.keys() & now.costs.lines.keys()
        for option in was.options.keys() & now.options.keys()
    )
    pounds = ([in_pounds(side, (each.amount, each.range)) for side, each in both] for both in stated)
    return all(before == after for before, after in pounds)


def _figures(value: Any) -> Iterator[Decimal]:
    if isinstance(value, Decimal):
        yield value
    elif isinstance(value, Mapping | tuple | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _figures(each)


def _text(pair: Pair, how: Money, side: Context, cause: Change, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        costs = side.inputs.costs
        yearly = costs is not None and costs.lines[cause.at[2]].when == "yearly"
        key = "diff.from-year" if yearly else "diff.in-year"
        by_year = ((year, _shown(how, each)) for year, each in sorted(value.items()))
        return pair.named([pair.text(key, amount=shown, year=year) for year, shown in by_year])
    if isinstance(value, tuple):
        return pair.text("span", low=_shown(how, value[0]), high=_shown(how, value[-1]))
    return pair.text("unknown") if value == UNKNOWN else _shown(how, value)


def _shown(how: Money, pounds: Decimal) -> str:
    """An amount in the unit of the largest of those beside it; in its own where little of it would be left."""
    little = abs(pounds.scaleb(-how.noughts)) < _LITTLE
    return ((Money.of("GBP", [pounds], (), how.language) if little else None) or how).shown(pounds)
