"""What a weight buys: what a step, or the whole swing, of one criterion is worth in steps or units of the others."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.criteria_tree import first_criteria
from appraise.publish.document import Block, Column, Line, Paragraph, Row, Table, headed_list, plain, row
from appraise.publish.language import DASH, number, spaced
from appraise.publish.money import Money
from appraise.value_functions import step
from appraise.weighting.exchange import exchange, in_swings

_MOST = 12
"""The most criteria that a table sets against each other."""
_DIGITS, _PLACES = 3, 2
"""How many digits of a figure are shown; and the most places of what is counted in steps or swings."""
_LEAST = 12
"""The last place at which a figure is told from 0."""


class _Worth(NamedTuple):
    """What a step, or the whole swing, of a criterion is worth in terms of another. beyond: whether that is more than
    the whole range of the other."""

    figure: Fraction
    counted_in: Literal["swings", "steps", "units"]
    beyond: bool


_Worths = Mapping[str, Mapping[str, _Worth]]
"""By criterion, then by the one in whose terms it is told; those with a share alone."""


def in_units(context: Context) -> list[Block]:
    """What each criterion is worth in the units of those that are measured, a sentence each; and what buys nothing."""
    if len(context.inputs.criteria) < 2:
        return []
    worths, items = _worths(context), []
    for name in (name for name in first_criteria(context) if name in worths):
        told = [_in_units(context, other, each) for other, each in worths[name].items() if each.counted_in == "units"]
        if told:
            kind = "step" if _step(context, name) else "swing"
            listed = context.language.listed(told, "or")
            items.append(context.say(f"buys.{kind}", criterion=context.criterion(name), worth=listed))
    nothing = [context.criterion(name) for name in context.inputs.criteria if name not in worths]
    blocks: list[Block] = [*headed_list(spaced(*_steps(context, worths), context.say("buys.says")), items)]
    blocks += [Paragraph(context.say("buys.nothing", len(nothing), criteria=nothing))] if nothing else []
    return blocks


def against_each_other(context: Context) -> list[Block]:
    """The same for each two criteria, in a table, as far as it has room for them."""
    worths = _worths(context)
    if len(worths) < 2:
        return []
    if len(worths) > _MOST:
        return [Paragraph(context.say("buys.too-many", count=context.language.counted(len(worths), "criterion")))]
    every = [each for others in worths.values() for each in others.values()]
    beyond = context.language.quoted(context.text("buys.beyond"))
    notes = (
        context.say("buys.note"),
        *_steps(context, worths),
        context.say("buys.note-beyond", beyond=beyond) if any(each.beyond for each in every) else "",
        context.say("buys.note-swings") if any(each.counted_in == "swings" for each in every) else "",
    )
    table = Table(
        context.caption("buys.caption"),
        (*context.columns("column.criterion", "buys.column-what"), *(_column(context, name) for name in worths)),
        tuple(_row(context, name, worths) for name in worths),
        note=plain(spaced(*notes)),
        matrix=True,
        fixed=2,
    )
    return [table]


def _worths(context: Context) -> _Worths:
    return {
        name: {other: _worth(context, name, other, figure) for other, figure in others.items()}
        for name, others in exchange(context.inputs).items()
    }


def _worth(context: Context, name: str, other: str, figure: Fraction) -> _Worth:
    criteria = context.inputs.criteria
    if in_swings(criteria[name], criteria[other]):
        return _Worth(figure, "swings", beyond=False)
    (least, _), *_, (most, _) = criteria[other].points
    length = _step(context, other)
    return _Worth(figure / (length or 1), "steps" if length else "units", figure > Fraction(most) - Fraction(least))


def _step(context: Context, name: str) -> Fraction | None:
    return step(context.inputs.criteria[name])


def _steps(context: Context, worths: _Worths) -> list[Line]:
    """How far a step goes, where some criterion has steps."""
    lengths = {name: length for name in worths if (length := _step(context, name)) is not None}
    told = [context.say("buys.a-step")] if lengths else []
    for length in sorted({*lengths.values()} - {Fraction(1)}):
        named = [context.criterion(name) for name, each in lengths.items() if each == length]
        told.append(context.say("buys.a-step-on", criteria=named, step=number(rounded(length))))
    return told


def _in_units(context: Context, other: str, worth: _Worth) -> Line:
    """ "about £1.23m of Set-up cost": what a criterion is worth on the scale of one that is measured."""
    named = context.criterion(other)
    if worth.beyond:
        return context.say("buys.beyond-of", criterion=named)
    amount, exact = _shown(context, other, worth)
    unit = context.inputs.criteria[other].unit
    amount = amount if other in context.money else f"{amount} {unit}"
    return context.say(
        "buys.of", amount=amount if exact else context.text("weights.about", points=amount), criterion=named
    )


def _row(context: Context, name: str, worths: _Worths) -> Row:
    what = context.text("buys.one-step" if _step(context, name) else "buys.whole-swing")
    cells = (_cell(context, other, worths[name].get(other)) for other in worths)
    return row(context.criterion(name), what, *cells)


def _cell(context: Context, other: str, worth: _Worth | None) -> str:
    """What a criterion is worth in terms of another, whose unit stands under the head of its column."""
    if worth is None:
        return DASH
    if worth.beyond:
        return context.text("buys.beyond")
    figure, _ = _shown(context, other, worth)
    if worth.counted_in == "swings" and context.inputs.criteria[other].values is None:
        return context.text("buys.swings", int(figure) if figure.isdecimal() else None, figure=figure)
    return figure


def _column(context: Context, name: str) -> Column:
    """The column of a criterion, with what is counted in it."""
    criterion = context.inputs.criteria[name]
    if criterion.values is not None or criterion.scale is not None:
        unit = context.text("buys.in-steps" if criterion.values is None else "buys.in-swings")
    else:
        unit = "" if name in context.money else criterion.unit or ""
    return Column(criterion.name, numeric=True, small=unit)


def _shown(context: Context, other: str, worth: _Worth) -> tuple[str, bool]:
    """A figure with as many digits as tell something, and whether that is all of it."""
    figure = rounded(worth.figure, _LEAST)
    if not figure:
        return context.text("buys.least"), True
    last = figure.adjusted() - _DIGITS + 1
    if worth.counted_in != "units":
        last = max(last, min(-_PLACES, figure.adjusted()))
    shown = figure.quantize(Decimal(1).scaleb(last), ROUND_HALF_UP)
    unit = context.inputs.criteria[other].unit if worth.counted_in == "units" else None
    money = Money.of(unit, (shown,), (), context.language)
    return money.shown(shown) if money else number(shown), Fraction(shown) == worth.figure
