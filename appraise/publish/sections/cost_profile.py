"""Cost profile: what each option costs by year and line, from which anybody can work out its net present cost again;
what the amounts rest on; and what points and more money come to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from appraise.appraisal import CostLine, Costs
from appraise.costing import Amounts, added, bias, by_year, cash, part, present
from appraise.costing.discounting import by_start, factors
from appraise.costing.years import years
from appraise.field_types import UNKNOWN
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.costs import amount, compared, differences, head, known, money, percent_more, span, unit
from appraise.publish.document import Block, Line, Paragraph, Row, Section, Subheading, Table, headed_list, row
from appraise.publish.language import DASH, MOST_PLACES, number, sentence, spaced
from appraise.publish.money import UNITS, Money
from appraise.publish.sections.costs.basis import not_known, what_is_counted
from appraise.publish.sections.costs.table import comparator, in_order

_PLACES = 3
"""Decimal places of what is worked out of amounts; those as typed have all of theirs."""
_MOST_LINES = 24
"""Lines whose years are shown: more make hundreds of tables."""
_OVER = ("surely", "as-given", "possibly")


def cost_profile(context: Context) -> Section:
    """The section of the annex; empty where no costs are known. The appendix has what is counted, and what is not
    known, but for a long list of that."""
    costs, heading = context.inputs.costs, context.text("cost-profile.heading")
    if costs is None:
        return Section("cost-profile", heading, ())
    blocks: list[Block] = []
    if known(context):
        blocks += _rates(context, costs)
        if len(context.shown) < len(context.order):
            shown, many = str(len(context.shown)), number(Decimal(len(context.order)))
            blocks.append(Paragraph(context.say("cost-profile.first", shown=shown, many=many)))
        if len(costs.lines) > _MOST_LINES:
            blocks.append(Paragraph(context.say("cost-profile.too-many-lines", len(costs.lines))))
        else:
            blocks += [profile(context, costs, option) for option in in_order(context) if _any_known(context, option)]
    else:
        blocks += [Paragraph(each) for each in what_is_counted(context)]
    gaps = not_known(context, in_short=False)
    blocks += gaps if gaps != not_known(context) else []
    blocks += headed_list(context.text("cost-profile.rests-on"), rests_on(context))
    return Section("cost-profile", heading, (*blocks, *beside_points(context)))


def beside_points(context: Context) -> list[Block]:
    """What points cost, and when the order of costs or that of points beside them changes."""
    parts = (within_ranges, per_point, no_less_for_no_more, to_level)
    blocks = [block for part in parts for block in part(context)]
    return [Subheading(context.text("cost-profile.beside-points")), *blocks] if blocks else []


def _rates(context: Context, costs: Costs) -> list[Block]:
    """The rate of each year and the discount factor that follows; and how it follows."""
    if costs.discount_rate is None:
        return []
    given, named = costs.discount_rate, years(costs.period)
    rows = []
    for at, (name, factor) in enumerate(zip(named, factors(given, len(named)), strict=True)):
        rate = [rate for start, rate in by_start(given) if start <= at][-1] if at else None
        in_per_cent = DASH if rate is None else context.text("percent.figure", figure=number(rate))
        rows.append(row(name, in_per_cent, number(rounded(factor), MOST_PLACES)))
    columns = context.columns("cost-profile.year", "cost-profile.rate", "cost-profile.factor", numeric=[1, 2])
    how = Paragraph(context.say("cost-profile.how", year=named[0]))
    shown = rows[: context.room and context.room.rows]
    note = "" if shown == rows else context.text("cost-profile.first-years", shown=str(len(shown)), many=str(len(rows)))
    return [how, Table(context.text("cost-profile.caption-factors"), columns, tuple(shown), note=note)]


def _any_known(context: Context, option: str) -> bool:
    """Whether any line of an option is bounded."""
    cost, costs = context.run.options[option].cost, context.inputs.costs
    return cost is not None and costs is not None and len(cost.cash.not_known) < len(costs.lines)


class _Sums(NamedTuple):
    """What a row under the years holds: its heading, the amounts of each line and of all; None for a line that has no
    part in it."""

    heading: str
    lines: tuple[Amounts | None, ...]
    total: Amounts


def profile(context: Context, costs: Costs, option: str) -> Table:
    """What one option pays by year and line, years that are alike in one row; then its sums, as cash and as net present
    cost."""
    found = {name: _by_year(costs, name, option) for name in costs.lines}
    discounted = costs.discount_rate is not None
    of_each_year = factors(costs.discount_rate, costs.period.years)
    rows = []
    for first, end, amounts in _alike(found, costs.period.years):
        cells = [_unknown_or(context, each) for each in amounts]
        total = added(each for each in amounts if each)
        factor = [number(rounded(sum(of_each_year[first:end], Fraction(0))), MOST_PLACES)] if discounted else []
        rows.append(row(_years(context, costs, first, end), *cells, _shown(context, total), *factor))
    unknown = tuple(None in amounts for amounts in found.values())
    rows += [_row_of_sums(context, each, unknown, discounted) for each in _sums(context, costs, option)]
    heads = [*(line.name for line in costs.lines.values()), context.text("cost-profile.sum")]
    heads += [context.text("cost-profile.factor")] if discounted else []
    caption = context.caption("cost-profile.caption", option=context.name(option), unit=unit(context))
    open_ = [costs.lines[name].name for name, amounts in found.items() if None in amounts]
    note = context.text("cost-profile.known-part", lines=open_) if open_ else ""
    columns = context.columns("cost-profile.year", figures=heads)
    return Table(caption, columns, tuple(rows), note=note, matrix=True)


def _by_year(costs: Costs, line: str, option: str) -> tuple[Amounts | None, ...]:
    """What an option pays under a line in each year; None where it is not known."""
    found = by_year(costs, line, option)
    if found is not None:
        return found
    each_year = (cash(costs, option, line, year) for year in years(costs.period))
    return tuple(None if paid.not_known else paid.amounts for paid in each_year)


def _alike(
    found: Mapping[str, tuple[Amounts | None, ...]], many: int
) -> Iterator[tuple[int, int, tuple[Amounts | None, ...]]]:
    """The years one after another in which every line has the same amount, with these amounts."""
    at = 0
    each_year = (tuple(amounts[year] for amounts in found.values()) for year in range(many))
    for amounts, same in groupby(each_year):
        length = sum(1 for _ in same)
        yield at, at + length, amounts
        at += length


def _years(context: Context, costs: Costs, first: int, end: int) -> str:
    """ "2026-27", or "2027-28 to 2030-31, each"."""
    named = years(costs.period)
    if end - first == 1:
        return named[first]
    return context.text("cost-profile.each", years=context.text("span", low=named[first], high=named[end - 1]))


def _sums(context: Context, costs: Costs, option: str) -> Iterator[_Sums]:
    """The sums under the years: cash; discounted, with optimism bias, and both together; within the ranges."""
    lines = costs.lines
    paid = {name: cash(costs, option, name) for name in lines}
    last = {name: None if each.not_known else each.amounts for name, each in paid.items()}
    yield _sum_of(context, "cash", last)
    if costs.discount_rate is not None:
        worth = {name: None if line.transfer else present(costs, name, option) for name, line in lines.items()}
        last = {name: amounts and amounts.times(bias(lines[name])) for name, amounts in worth.items()}
        yield _sum_of(context, "discounted", worth)
        if any(line.optimism_bias and not line.transfer for line in lines.values()):
            biased = {name: amounts and amounts.times(bias(lines[name]) - 1) for name, amounts in worth.items()}
            yield _sum_of(context, "bias", biased)
        yield _sum_of(context, "net-present", last)
    if any((each.least, each.most) != (each.low, each.high) for each in last.values() if each):
        ranges = {name: each and Amounts(each.least, each.most, each.least, each.most) for name, each in last.items()}
        yield _sum_of(context, "ranges", ranges)


def _sum_of(context: Context, key: str, lines: Mapping[str, Amounts | None]) -> _Sums:
    total = added(each for each in lines.values() if each)
    return _Sums(context.text(f"cost-profile.sums.{key}"), tuple(lines.values()), total)


def _row_of_sums(context: Context, sums: _Sums, unknown: Sequence[bool], discounted: bool) -> Row:
    """unknown: of each line, whether nothing bounds it."""
    cells = [
        "?" if open_ else DASH if each is None else _shown(context, each, _PLACES)
        for each, open_ in zip(sums.lines, unknown, strict=True)
    ]
    total = _shown(context, sums.total, _PLACES)
    return row(sums.heading, *cells, total, *([""] if discounted else []), role="total")


def _shown(context: Context, amounts: Amounts, most: int = MOST_PLACES) -> str:
    """An amount in the unit of the file, or from the lowest to the highest."""
    return context.language.span(rounded(amounts.low, most), rounded(amounts.high, most))


def _unknown_or(context: Context, amounts: Amounts | None) -> str:
    return "?" if amounts is None else _shown(context, amounts)


def typed(context: Context, costs: Costs) -> Money:
    """How amounts are written as people typed them."""
    return Money(context.language, UNITS[costs.currency], 0, MOST_PLACES)


def rests_on(context: Context, place: Callable[[str, str], str] = lambda line, option: "") -> Iterator[Line]:
    """For each line, the range of amounts, their reason and their source, of options together that have the same.

    place: from a line and an option to what stands at the end.
    """
    costs = context.inputs.costs
    for name, line in costs.lines.items() if costs else ():
        alike: dict[Line, list[str]] = {}
        for option in context.shown:
            said = _rests_on(context, line, option, place(name, option))
            if said:
                alike.setdefault(said, []).append(option)
        for said, options in alike.items():
            every = "-every" if len(options) == len(context.order) else ""
            key = f"cost-profile.amounts{every}"
            yield spaced(context.say(key, line=line.name, options=context.names(options)), said)


def _rests_on(context: Context, line: CostLine, option: str, place: str) -> Line:
    """The range, reason and source of an amount; nothing where it has none, or is not known and told with those."""
    costs, cost, stated = context.inputs.costs, context.run.options[option].cost, line.of(option)
    if costs is None or cost is None or (stated.amount == UNKNOWN and stated.range is None):
        return ()
    ranged: Line = ()
    if stated.range is not None:
        low, high = (typed(context, costs).shown(end) for end in stated.range)
        between = context.text("span", low=low, high=high)
        between = context.text("costs.gap-yearly", amounts=between) if line.when == "yearly" else between
        key = "unknown" if stated.amount == UNKNOWN else "range"
        ranged = context.say(f"cost-profile.{key}", between=between)
    elif stated.range_percent is not None:
        ends = (context.text("percent.figure", figure=number(100 + end)) for end in stated.range_percent)
        ranged = context.say("cost-profile.per-cent", **dict(zip(("low", "high"), ends, strict=True)))
    said = spaced(ranged, sentence(stated.reason), context.cited(stated.evidence))
    return spaced(said, place) if said else ()


def within_ranges(context: Context) -> list[Block]:
    """How far cash and the difference from the comparator go within the ranges; nothing where no range widens either,
    and of what is not known nothing."""
    rows, beside = [], comparator(context)
    how, differs = money(context), differences(context)
    for option in in_order(context):
        cost = context.run.options[option].cost
        if cost is None:
            continue
        of_cash = None if cost.cash.not_known else cost.cash.range
        of_difference = cost.difference and cost.difference.range
        if of_cash or of_difference:
            difference = span(context, *of_difference, differs) if of_difference else DASH
            rows.append(row(context.marked(option), difference, span(context, *of_cash, how) if of_cash else DASH))
    if not rows:
        return []
    named = context.name(beside) if beside else ""
    heads = [context.text("costs.column.difference", option=named) if beside else "", context.text("costs.column.cash")]
    if not beside:
        rows, heads = [each._replace(cells=(each.cells[0], each.cells[2])) for each in rows], heads[1:]
    caption = context.caption("cost-profile.caption-ranges")
    return [Table(caption, context.columns("column.option", figures=heads), tuple(rows))]


def per_point(context: Context) -> list[Block]:
    """What each option costs for each point of its total, with what that turns on."""
    analysis = context.run.analyses.costs
    if analysis is None or not analysis.per_point:
        return []
    each, how = money(context, [end for ends in analysis.per_point.values() for end in ends]), money(context)
    rows = []
    for option, ends in analysis.per_point.items():
        cost = context.run.options[option].cost
        whole = amount(context, compared(cost), how) if cost else DASH
        rows.append(row(context.marked(option), context.total(option), whole, span(context, *ends, each)))
    heads = ("column.option", "column.total", head(context), "cost-profile.per-point")
    columns = context.columns(*heads, numeric=[1, 2, 3])
    caption, note = context.caption("cost-profile.caption-per-point"), context.text("cost-profile.where-points-begin")
    return [Table(caption, columns, tuple(rows), note=note)]


def no_less_for_no_more(context: Context) -> list[Block]:
    """Every option that costs no less than others and has no more points, with these others, and over what; or that
    there is none. Nothing where no two options are compared."""
    analysis, rows = context.run.analyses.costs, []
    for option in analysis.options if analysis else ():
        found = analysis.beaten.get(option, {}) if analysis else {}
        for over in _OVER:
            others = [other for other, how in found.items() if how == over]
            if others:
                named = context.language.names(context.names(others))
                rows.append(row(context.name(option), named, context.text(f"cost-profile.over.{over}")))
    if not rows:
        return [Paragraph(context.say("costs.dearer.nobody"))] if analysis and len(analysis.options) > 1 else []
    columns = context.columns("column.option", "cost-profile.than", "cost-profile.over-what")
    return [Table(context.caption("cost-profile.caption-no-less"), columns, tuple(rows))]


def to_level(context: Context) -> list[Block]:
    """How much more each option, or one line of it alone, would cost to cost as much as the next dearer one."""
    analysis, costs, rows = context.run.analyses.costs, context.inputs.costs, []
    for option, found in analysis.level.items() if analysis and costs else ():
        lines = [
            context.text("cost-profile.alone", line=costs.lines[name].name, more=percent_more(context, factor))
            for name, factor in found.lines.items()
            if costs
        ]
        rows.append(
            row(context.name(option), percent_more(context, found.factor), context.name(found.over), "; ".join(lines))
        )
    heads = ("column.option", "cost-profile.more", "cost-profile.as-much-as", "cost-profile.one-line")
    caption = context.caption("cost-profile.caption-level")
    return [Table(caption, context.columns(*heads, numeric=[1]), tuple(rows))] if rows else []


def of_lines(context: Context, option: str) -> dict[str, Amounts]:
    """What each line adds to what options are compared by; without those that nothing bounds, and transfers that are in
    cash alone."""
    costs = context.inputs.costs
    parts = ((name, part(costs, name, option)) for name in costs.lines) if costs else ()
    return {name: amounts for name, amounts in parts if amounts is not None}
