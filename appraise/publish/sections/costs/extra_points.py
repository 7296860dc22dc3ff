"""Extra points: what the points cost that an option has beyond the cheapest, and beyond the next cheaper one."""

from decimal import Decimal

from appraise.analyses import ExtraPoints
from appraise.numbers import rounded
from appraise.publish.context import Context, Ends
from appraise.publish.costs import compared, differences, money, outdone, span
from appraise.publish.document import Block, Paragraph, Row, Table, row
from appraise.publish.language import DASH
from appraise.publish.money import Money

_WHOLE_POUNDS = 10
"""From how many pounds on pence say nothing."""


def extra_points(context: Context) -> list[Block]:
    """A row a comparison; or why there is none. Nothing where no two options are compared."""
    analysis = context.run.analyses.costs
    if analysis is None or len(analysis.options) < 2:
        return []
    if not analysis.steps:
        cheapest = [option for option in analysis.options if not outdone(context, option)]
        key = "costs.extra.none" if len(cheapest) == 1 else "costs.extra.open"
        return [Paragraph(context.say(key, option=context.name(cheapest[0])))]
    pairs = [(step.option, extra, "cheapest") for step in analysis.steps for extra in [step.cheapest]]
    pairs += [(step.option, step.next, "next") for step in analysis.steps if step.next is not None]
    pairs = [pair for pair in pairs if any(pair[1].cost + pair[1].points)]
    place = {option: at for at, option in enumerate(analysis.options)}
    pairs.sort(key=lambda pair: place[pair[0]])
    more = differences(context)
    if not pairs:
        return []
    rows = tuple(_row(context, pair, more) for pair in pairs)
    keys = ("costs.extra.column", "costs.extra.column-cost", "costs.extra.column-points", "costs.extra.column-each")
    return [Table(context.caption("costs.extra.caption"), context.columns(*keys, numeric=[1, 2]), rows)]


def _per_point(context: Context, ends: Ends) -> str:
    """What a point costs, each end in its own unit and with one place at most: it is not known to the penny."""
    low, high = (_in_its_unit(money(context, [end]), end) for end in ends)
    return low if low == high else context.text("span", low=low, high=high)


def _in_its_unit(how: Money, amount: Decimal) -> str:
    figure = amount.scaleb(-how.noughts)
    whole = how.key == "one" and abs(figure) >= _WHOLE_POUNDS
    short = how._replace(places=0 if whole else min(how.places, 1))
    return (short if rounded(figure, short.places) else how).shown(amount)


def _row(context: Context, pair: tuple[str, ExtraPoints, str], more: Money) -> Row:
    option, extra, over = pair
    names = {"option": context.name(option), "other": context.name(extra.over)}
    return row(
        context.say(f"costs.extra.over-{over}", **names),
        span(context, *extra.cost, more),
        context.language.span(*extra.points, context.total_places),
        _each(context, option, extra),
    )


def _each(context: Context, option: str, extra: ExtraPoints) -> str:
    """The cost of each of these points, and over the ranges; that it is not certain where the two could be level or in
    the other order."""
    if extra.points == (Decimal(0), Decimal(0)):
        return DASH
    if extra.per_point is None:
        return context.text("costs.extra.not-certain")
    shown = _per_point(context, extra.per_point)
    if extra.per_point_range is not None:
        return context.text("costs.extra.ranged", each=shown, ranged=_per_point(context, extra.per_point_range))
    return context.text("costs.extra.not-over-ranges", each=shown) if _ranged(context, option, extra.over) else shown


def _ranged(context: Context, *options: str) -> bool:
    """Whether ranges are recorded with what any of these options costs, or with its scores."""
    found = [context.run.options[option] for option in options]
    return any(
        (each.cost is not None and compared(each.cost).range is not None)
        or (each.total_range is not None and each.total_range != each.low_high)
        for each in found
    )
