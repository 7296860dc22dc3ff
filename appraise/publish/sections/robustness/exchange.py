"""What a weight buys: what a step, or the whole swing, of one criterion is worth in steps or units of the others."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Column, Line, Paragraph, Row, Table, plain, row
from appraise.publish.language import DASH, number, spaced
from appraise.publish.money import Money
from appraise.value_functions import step

_MOST = 12
"""The most criteria that a table sets against each other."""
_DIGITS, _PLACES = 3, 2
"""How many digits of a figure are shown; and the most places of what is counted in steps or swings."""


def in_units(context: Context) -> list[Block]:
    """What each criterion is worth in the units of those that are measured, a sentence each; and what buys nothing."""
    exchange = context.run.analyses.exchange
    if exchange is None or len(context.inputs.criteria) < 2:
        return []
    items = []
    for name, worth in exchange.items():
        units = [_in_units(context, name, other) for other in worth if _counted_in(context, name, other) == "unit"]
        if units:
            kind = "swing" if _is_measure(context, name) else "step"
            listed = context.language.listed(units, "or")
            items.append(context.say(f"buys.{kind}", criterion=context.criterion(name), worth=listed))
    nothing = [context.criterion(name) for name in context.inputs.criteria if name not in exchange]
    blocks: list[Block] = [Paragraph(spaced(*_steps(context), context.say("buys.says"))), Bullets(tuple(items))]
    none = [Paragraph(context.say("buys.nothing", len(nothing), criteria=nothing))] if nothing else []
    return [*(blocks if items else []), *none]


def against_each_other(context: Context) -> list[Block]:
    """The same for each two criteria, in a table, as far as it has room for them."""
    exchange = context.run.analyses.exchange
    if exchange is None or len(exchange) < 2:
        return []
    if len(exchange) > _MOST:
        return [Paragraph(context.say("buys.too-many", count=context.language.counted(len(exchange), "criterion")))]
    pairs = [(name, other) for name, worth in exchange.items() for other in worth]
    beyond = any(_beyond(context, *pair) for pair in pairs)
    swings = any(_counted_in(context, *pair) == "swing" for pair in pairs)
    notes = (
        context.say("buys.note"),
        *_steps(context),
        context.say("buys.note-beyond", beyond=context.language.quoted(context.text("buys.beyond"))) if beyond else "",
        context.say("buys.note-swings") if swings else "",
    )
    table = Table(
        context.caption("buys.caption"),
        (*context.columns("column.criterion", "buys.column-what"), *(_column(context, name) for name in exchange)),
        tuple(_row(context, name) for name in exchange),
        note=plain(spaced(*notes)),
        matrix=True,
        fixed=2,
    )
    return [table]


def _row(context: Context, name: str) -> Row:
    exchange = context.run.analyses.exchange or {}
    what = "one-step" if _steps_of(context, name) else "whole-swing"
    cells = (DASH if other == name else _cell(context, name, other) for other in exchange)
    return row(context.criterion(name), context.text(f"buys.{what}"), *cells)


def _cell(context: Context, name: str, other: str) -> str:
    """What one criterion is worth in terms of another, whose unit stands under the head of its column."""
    if _beyond(context, name, other):
        return context.text("buys.beyond")
    shown, counted_in = _shown(context, name, other)[0], _counted_in(context, name, other)
    if counted_in == "swing" and context.inputs.criteria[other].values is None:
        return context.text("buys.swings", int(shown) if shown.isdecimal() else None, figure=shown)
    return shown


def _column(context: Context, name: str) -> Column:
    """The column of a criterion, with what is counted in it."""
    criterion = context.inputs.criteria[name]
    unit = "" if name in context.money else criterion.unit or ""
    kind = "column-swings" if criterion.values is not None else "column-steps"
    return Column(
        criterion.name, numeric=True, small=unit if _is_measure(context, name) else context.text(f"buys.{kind}")
    )


def _in_units(context: Context, name: str, other: str) -> Line:
    """ "about £1.23m of Set-up cost": what a criterion is worth on the scale of one that is measured."""
    criterion = context.inputs.criteria[other]
    if _beyond(context, name, other):
        return context.say("buys.beyond-of", criterion=criterion.name)
    shown, exact = _shown(context, name, other)
    amount = shown if other in context.money else f"{shown} {criterion.unit}"
    return context.say(
        "buys.of", amount=amount if exact else context.text("weights.about", points=amount), criterion=criterion.name
    )


def _shown(context: Context, name: str, other: str) -> tuple[str, bool]:
    """A figure with as many digits as tell something, and whether that is all of it."""
    figure, counted_in = _figure(context, name, other), _counted_in(context, name, other)
    if not figure:
        return context.text("buys.least"), True
    last = figure.adjusted() - _DIGITS + 1
    if counted_in != "unit":
        last = max(last, min(-_PLACES, figure.adjusted()))
    shown = figure.quantize(Decimal(1).scaleb(last), ROUND_HALF_UP)
    money = (
        Money.of(context.inputs.criteria[other].unit, (shown,), (), context.language) if counted_in == "unit" else None
    )
    return money.shown(shown) if money else number(shown), shown == figure


def _figure(context: Context, name: str, other: str) -> Decimal:
    """What a criterion is worth in terms of another, in steps where that has steps."""
    worth = (context.run.analyses.exchange or {})[name][other]
    length = _steps_of(context, other) if _counted_in(context, name, other) == "step" else None
    return worth if length is None else rounded(Fraction(worth) / length)


def _counted_in(context: Context, name: str, other: str) -> Literal["swing", "step", "unit"]:
    """In what it is counted what one criterion is worth in terms of another."""
    if any(context.inputs.criteria[each].values is not None for each in (name, other)):
        return "swing"
    return "step" if _steps_of(context, other) else "unit"


def _beyond(context: Context, name: str, other: str) -> bool:
    """Whether it is more than the whole range of the other."""
    criterion = context.inputs.criteria[other]
    least, most = criterion.points[0][0], criterion.points[-1][0]
    worth = (context.run.analyses.exchange or {})[name][other]
    return _counted_in(context, name, other) != "swing" and worth > most - least


def _is_measure(context: Context, name: str) -> bool:
    criterion = context.inputs.criteria[name]
    return criterion.scale is None and criterion.values is None


def _steps_of(context: Context, name: str) -> Fraction | None:
    return step(context.inputs.criteria[name])


def _steps(context: Context) -> list[Line]:
    """How far a step goes, where some criterion has steps."""
    exchange = context.run.analyses.exchange or {}
    lengths = {name: _steps_of(context, name) for name in exchange}
    less = {length for length in lengths.values() if length is not None and length < 1}
    if not any(lengths.values()):
        return []
    told = [context.say("buys.a-step")]
    for length in sorted(less):
        named = [context.criterion(name) for name in exchange if lengths[name] == length]
        told.append(context.say("buys.a-step-on", criteria=named, step=number(rounded(length))))
    return told
