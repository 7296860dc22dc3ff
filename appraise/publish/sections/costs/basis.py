"""What the costs are of: period, prices, discount rate and whose figures; what is in them, and what is not known."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from appraise.appraisal import Costs
from appraise.costing.years import years
from appraise.publish.context import Context
from appraise.publish.costs import known
from appraise.publish.document import Block, Line, headed_list
from appraise.publish.language import number, sentence, spaced
from appraise.publish.phrases import few_names

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
    given = costs.discount_rate
    by_start = given if isinstance(given, Mapping) else {Decimal(0): given or Decimal(0)}
    return [(named[int(start)], number(rate)) for start, rate in sorted(by_start.items()) if start < len(named)]


def _in_it(context: Context, costs: Costs) -> Iterator[Line]:
    """The lines that are summed, what optimism bias adds, and what is in cash alone."""
    discounted, lines = costs.discount_rate is not None, costs.lines.values()
    summed = [each.name for each in lines if not (discounted and each.transfer)]
    yield context.say("costs.summed" if discounted else "costs.summed-cash", len(summed), lines=summed)
    raised = [each for each in lines if each.optimism_bias and not each.transfer]
    if not discounted:
        yield context.say("costs.bias-not-in-cash") if raised else ()
        return
    bias = ((number(each.optimism_bias or Decimal(0)), each.name) for each in raised)
    added = [context.text("costs.bias-on", bias=figure, line=name) for figure, name in bias]
    yield context.say("costs.bias", added=added) if added else context.say("costs.no-bias")
    moved = [each.name for each in lines if each.transfer]
    yield context.say("costs.transfers", lines=moved) if moved else context.say("costs.no-transfers")


def not_known(context: Context) -> list[Block]:
    """The lines that nothing bounds, each with the reason and its source, under the options for which that is so."""
    costs = context.inputs.costs
    found: dict[tuple[str, Line], list[str]] = {}
    for name, line in costs.lines.items() if costs else ():
        for option in context.order:
            cost, stated = context.run.options[option].cost, line.of(option)
            if cost is not None and name in cost.cash.not_known:
                reason = sentence(stated.reason) or context.text("no-reason")
                why = spaced(reason, context.cited(stated.evidence))
                found.setdefault((name, context.say("costs.gap-line", line=line.name, why=why)), []).append(option)
    alike: dict[tuple[str, ...], list[Line]] = {}
    for (_, said), options in found.items():
        alike.setdefault(tuple(options), []).append(said)
    return [block for options, lines in alike.items() for block in headed_list(_for(context, options), lines)]


def _for(context: Context, options: Sequence[str]) -> Line:
    """That something is not known for some options, or for any; or for any but the few that are left."""
    unknown = {*options}
    others = [option for option in context.order if option not in unknown]
    if not others:
        return context.say("costs.gap-every")
    if len(others) < len(options) and len(others) <= _FEW:
        return context.say("costs.gap-but", options=context.one_of(others))
    return context.say("costs.gap", options=few_names(context, options))
