"""The explanation of costs: what each option costs, line by line and back to the file, and what its points cost."""

from collections.abc import Iterator

from appraise.appraisal import CostLine, Costs
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.costs import amount, compared, differences, known, low_high, money, span
from appraise.publish.document import Block, Document, Line, Paragraph, headed_list
from appraise.publish.documents.explain.page import At, inside, page, placed
from appraise.publish.language import number, spaced
from appraise.publish.money import Money
from appraise.publish.sections.cost_profile import (
    no_less_for_no_more,
    of_lines,
    per_point,
    rests_on,
    to_level,
)
from appraise.publish.sections.costs.basis import not_known, what_is_counted
from appraise.publish.sections.costs.extra_points import extra_points
from appraise.publish.sections.costs.table import comparator, in_order, table


def costs(context: Context, at: At) -> Document:
    """What is counted, a row an option, who costs more for fewer points, the steps; then each option line by line."""
    given, heading = context.inputs.costs, context.text("costs.heading")
    if given is None:
        return page(context, heading, context.say("explain.no-costs"), ())

    def place(line: str, option: str) -> str:
        return placed(context, _where(given.lines[line], line, option, at))

    counted, *more = (Paragraph(each) for each in what_is_counted(context))
    blocks: list[Block] = [counted]
    if known(context):
        blocks += [table(context), *extra_points(context)]
    blocks += [*not_known(context, in_short=False), *more]
    if known(context):
        blocks += no_less_for_no_more(context)
        how, beside = money(context), comparator(context)
        every = (_option(context, given, option, (how, beside), at) for option in in_order(context))
        blocks += headed_list(context.text("explain.cost-lines"), every)
    blocks += [*per_point(context), *to_level(context)]
    blocks += headed_list(context.text("cost-profile.rests-on"), rests_on(context, place))
    return page(context, heading, (), blocks)


def _option(context: Context, given: Costs, option: str, told: tuple[Money, str | None], at: At) -> Line:
    """What an option costs, over what, against the comparator, and by line. told: how costs are printed, and the
    comparator."""
    cost, (how, beside) = context.run.options[option].cost, told
    if cost is None:
        return ()
    sum_ = compared(cost)
    ends = None if sum_.not_known else sum_.range
    ranged = context.say("explain.cost-ranges", span=span(context, *ends, how)) if ends else ""
    difference: Line = ()
    if cost.difference and beside:
        more = low_high(cost.difference)
        shown = span(context, *more, differences(context))
        difference = context.say("explain.cost-difference", option=context.name(beside), span=shown)
    in_cash = context.say("explain.cost-cash", amount=amount(context, cost.cash, how)) if cost.net_present else ""
    opening = context.say("explain.cost", option=context.marked(option), amount=amount(context, sum_, how))
    return spaced(opening, ranged, difference, in_cash, *_lines(context, given, option, at))


def _lines(context: Context, given: Costs, option: str, at: At) -> Iterator[Line]:
    """Each line: what it adds, with the optimism bias in it, and where people wrote its amount."""
    found = of_lines(context, option)
    for name, line in given.lines.items():
        named = {"line": line.name, "place": inside(context, _where(line, name, option, at))}
        if name in found:
            ends = rounded(found[name].low), rounded(found[name].high)
            shown = span(context, *ends, money(context, ends))
            biased = given.discount_rate is not None and line.optimism_bias
            key = "explain.cost-line-bias" if biased else "explain.cost-line"
            yield context.say(key, amount=shown, bias=number(line.optimism_bias) if line.optimism_bias else "", **named)
        elif line.transfer and given.discount_rate is not None:
            yield context.say("explain.cost-transfer", **named)
        else:
            yield context.say("explain.cost-unknown", **named)


def _where(line: CostLine, name: str, option: str, at: At) -> str:
    """Where the amount of an option stands, be it that of the line itself."""
    return at("costs", "lines", name, *(("options", option) if option in line.options else ("amount",)))
