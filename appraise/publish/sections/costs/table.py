"""The options by cost: total, net present cost, ranges, difference from the comparator and cash, in one table."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from appraise.publish.context import Context, Ends
from appraise.publish.costs import amount, compared, differences, head, low_high, money, span
from appraise.publish.document import Line, Row, Table, row
from appraise.publish.figures.costs import with_plot
from appraise.publish.language import DASH
from appraise.run import Cost


def table(context: Context) -> Table:
    """A row an option, the cheapest first; those whose cost is not known, and the excluded, last. A plot stands under
    it."""
    found = {option: cost for option in in_order(context) if (cost := context.run.options[option].cost) is not None}
    discounted, ranged = _discounted(context), _ranged(found)
    how = money(context)
    differs = differences(context) if any(cost.difference for cost in found.values()) else None
    rows: list[Row] = []
    of: list[str] = []
    excluded = False
    for option, cost in found.items():
        sum_ = compared(cost)
        cells = [context.marked(option), context.total(option), amount(context, sum_, how)]
        if ranged:
            cells.append(span(context, *sum_.range, how) if sum_.range and not sum_.not_known else DASH)
        if differs:
            cells.append(span(context, *low_high(cost.difference), differs) if cost.difference else DASH)
        cells += [amount(context, cost.cash, how)] if discounted else []
        if option not in context.eligible and not excluded:
            excluded = True
            rows.append(row(context.text("result.line-excluded"), *[""] * (len(cells) - 1), role="line"))
            of.append("")
        rows.append(row(*cells))
        of.append(option)
    beside = comparator(context)
    heads = [context.text("column.total"), context.text(head(context))]
    heads += [context.text("costs.column.ranges")] if ranged else []
    heads += [context.text("costs.column.difference", option=context.name(beside))] if differs and beside else []
    heads += [context.text("costs.column.cash")] if discounted else []
    caption = context.caption("costs.caption" if discounted else "costs.caption-cash")
    note = " ".join(_notes(context, found))
    made = Table(caption, context.columns("column.option", figures=heads), tuple(rows), note=note)
    return with_plot(context, made, of)


def in_order(context: Context) -> list[str]:
    """The options that tables have room for: those that are compared, the cheapest first, then those whose cost is not
    known, then the excluded likewise."""

    def place(option: str) -> tuple[bool, bool, Ends]:
        cost = context.run.options[option].cost
        excluded = option not in context.eligible
        if cost is None or compared(cost).not_known:
            return excluded, True, (Decimal(0), Decimal(0))
        return excluded, False, low_high(compared(cost))

    analysis = context.run.analyses.costs
    order = [*(analysis.options if analysis else ()), *context.order]
    shown = {*context.shown}
    return sorted((each for each in dict.fromkeys(order) if each in shown), key=place)


def comparator(context: Context) -> str | None:
    """The option that others are compared with, if one is marked so."""
    return next((name for name, option in context.inputs.options.items() if option.comparator), None)


def against_comparator(context: Context) -> Line:
    """Why the table has no difference from the comparator; nothing where it has."""
    beside = comparator(context)
    if beside is None:
        return context.say("costs.no-comparator")
    cost = context.run.options[beside].cost
    if cost is None or compared(cost).not_known:
        return context.say("costs.comparator-not-known", option=context.name(beside))
    return ()


def in_cash(context: Context) -> Line:
    """The order of the options that are compared, by cash, where that is known and is another."""
    analysis = context.run.analyses.costs
    if analysis is None or analysis.compared == "cash":
        return ()
    cash = {option: cost.cash.total for option in analysis.options if (cost := context.run.options[option].cost)}
    known = {option: paid for option, paid in cash.items() if paid is not None}
    open_ = any(cost.cash.not_known for option in cash if (cost := context.run.options[option].cost))
    if open_ or len(known) < len(cash) or all(known[dearer] >= known[this] for this, dearer in pairwise(known)):
        return ()
    order = sorted(known, key=lambda option: known[option])
    return context.say("costs.order-in-cash", options=context.names(order))


def _discounted(context: Context) -> bool:
    """Whether options are compared by net present cost, and cash stands beside it."""
    return context.inputs.costs is not None and context.inputs.costs.discount_rate is not None


def _ranged(found: Mapping[str, Cost]) -> bool:
    """Whether ranges widen what is known of any of these costs: of a known part they would look like its limits."""
    return any(each.range is not None and not each.not_known for each in map(compared, found.values()))


def _notes(context: Context, found: Mapping[str, Cost]) -> Iterator[str]:
    """What the figures of the table mean, as far as they occur."""
    sums = [each for cost in found.values() for each in (compared(cost), cost.cash)]
    if any(each.low_high and not each.not_known for each in sums):
        yield context.text("costs.note-open")
    if _ranged(found):
        yield context.text("costs.note-ranges")
    if any(option not in context.eligible for option in found):
        yield context.text("costs.note-excluded")
    if any(low_high(each)[0] < 0 for each in sums):
        yield context.text("costs.note-below-0")
