"""What the costs are of: period, prices, discount rate and whose figures; what is in them, and what is not known."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from appraise.appraisal import CostLine, Costs, OptionAmount
from appraise.costing.discounting import by_start
from appraise.costing.years import years
from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.costs import compared, known, money, span
from appraise.publish.document import Block, Line, Paragraph, headed_list
from appraise.publish.language import number, sentence, spaced
from appraise.publish.phrases import few_names, long
from appraise.run import Cost

_FEW = 3
"""Options that are named as those for which something is known; with more, those for which it is not are."""


def what_is_counted(context: Context) -> Iterator[Line]:
    """Over which years, in which prices, discounted how, by whom; then what is in it and what is not. Of costs of which
    nothing is known, the first alone."""
    costs = context.inputs.costs
    if costs is None:
        return
    named = years(costs.period)
    over = context.text("span", low=named[0], high=named[-1]) if len(named) > 1 else named[0]
    prices = context.say("costs.prices", prices=costs.prices) if costs.prices else context.say("costs.no-prices")
    period = context.say("costs.period", len(named), years=over)
    by = context.say("costs.by", by=costs.by, date=context.language.date(costs.date))
    if not known(context):
        yield spaced(period, by)
        return
    yield spaced(period, prices, _discounted(context, costs, named), by)
    yield spaced(*_in_it(context, costs))


def _discounted(context: Context, costs: Costs, named: tuple[str, ...]) -> Line:
    """At which rate money of later years is discounted, or that it is not."""
    if costs.discount_rate is None:
        return context.say("costs.no-rate")
    first, *more = _rates(costs, named)
    changes = [context.text("costs.rate-from", rate=rate, year=year) for year, rate in more]
    rate = context.language.names([context.text("costs.rate", rate=first[1]), *changes])
    return context.say("costs.discounted", year=named[0], rate=rate)


def _rates(costs: Costs, named: tuple[str, ...]) -> list[tuple[str, str]]:
    """The years from which on each discount rate applies, as far as there are so many, with the rates."""
    return [(named[int(start)], number(rate)) for start, rate in by_start(costs.discount_rate) if start < len(named)]


def _in_it(context: Context, costs: Costs) -> Iterator[Line]:
    """The lines that are summed, what optimism bias adds, and what is in cash alone."""
    discounted, lines = costs.discount_rate is not None, costs.lines.values()
    summed = [each.name for each in lines if not (discounted and each.transfer)]
    if not summed:
        yield context.say("costs.nothing-summed")
        return
    yield context.say("costs.summed" if discounted else "costs.summed-cash", len(summed), lines=summed)
    for year, begin in _later(costs).items():
        yield context.say("costs.begins", len(begin), lines=begin, year=year)
    raised = [each for each in lines if each.optimism_bias and not each.transfer]
    if not discounted:
        yield context.say("costs.bias-not-in-cash") if raised else ()
        return
    bias = ((number(each.optimism_bias or Decimal(0)), each.name) for each in raised)
    added = [context.text("costs.bias-on", bias=figure, line=name) for figure, name in bias]
    yield context.say("costs.bias", added=added) if added else context.say("costs.no-bias")
    moved = [each.name for each in lines if each.transfer]
    yield context.say("costs.transfers", lines=moved) if moved else context.say("costs.no-transfers")


def _later(costs: Costs) -> Mapping[str, list[str]]:
    """The lines that begin after the first year, by the year."""
    found: dict[str, list[str]] = {}
    for line in costs.lines.values():
        if line.from_ not in (None, costs.period.from_):
            found.setdefault(line.from_ or "", []).append(line.name)
    return found


def not_known(context: Context, in_short: bool = True) -> list[Block]:
    """The lines that are not known, for which options, each with its range if it has one, the reason and its source;
    then which options are compared with nothing for it.

    in_short: whether a long list is left to the annex, and its count told; and for which options, where no cost is."""
    costs, found, many = context.inputs.costs, list[Line](), 0
    nothing = in_short and not known(context)
    for line in costs.lines.values() if costs else ():
        alike: dict[tuple[str, Line], list[str]] = {}
        for option in context.order:
            stated = line.of(option)
            if stated.amount == UNKNOWN:
                why = spaced(sentence(stated.reason) or context.text("no-reason"), context.cited(stated.evidence))
                alike.setdefault((_between(context, line, stated), why), []).append(option)
        for (between, why), options in alike.items():
            key, named = "costs.gap-between" if between else "costs.gap-line", _for(context, options)
            key = "costs.gap-only" if nothing and not between else key
            many += len(options)
            found.append(context.say(key, line=line.name, options=named, between=between, why=why))
    in_annex = in_short and long(found)
    told = [Paragraph(context.say("costs.gaps-in-annex", many))] if in_annex else []
    blocks: list[Block] = [
        *told,
        *headed_list(context.say("costs.nothing-known" if nothing else "costs.gaps"), () if in_annex else found),
    ]
    not_compared = [option for option in context.order if _unbounded(context.run.options[option].cost)]
    if not_compared and known(context):
        named = few_names(context, not_compared)
        blocks.append(Paragraph(context.say("costs.not-compared", len(not_compared), options=named)))
    return blocks


def _unbounded(cost: Cost | None) -> bool:
    return cost is not None and bool(compared(cost).not_known)


def _between(context: Context, line: CostLine, stated: CostLine | OptionAmount) -> str:
    """From which amount to which one that is not known lies; nothing where nothing bounds it."""
    if stated.range is None:
        return ""
    between = span(context, *stated.range, money(context, stated.range))
    return context.text("costs.gap-yearly", amounts=between) if line.when == "yearly" else between


def _for(context: Context, options: Sequence[str]) -> str:
    """The options for which something is not known: any, any but the few that are left, or their names."""
    unknown = {*options}
    others = [option for option in context.order if option not in unknown]
    if not others:
        return context.text("costs.gap-every")
    if len(others) < len(options) and len(others) <= _FEW:
        return context.text("costs.gap-but", options=context.one_of(others))
    return few_names(context, options)
