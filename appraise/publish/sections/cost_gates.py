"""Gates that ask for money: what they ask, what their rule read of an option, and by how much that passes or fails."""

from collections.abc import Iterable
from decimal import Decimal

from appraise.appraisal import Requirement
from appraise.costing import CASH, NET_PRESENT, Amounts, asked_for
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.costs import span
from appraise.publish.document import Line
from appraise.publish.language import id_as_text, spaced
from appraise.publish.money import Money
from appraise.run import Judged


def subject(context: Context, requires: Requirement) -> str:
    """What a gate asks for: net present cost, all cash or that of a line, over the period or in one year."""
    asked, costs = requires.cost or CASH, context.inputs.costs
    if asked == NET_PRESENT:
        return context.text("gates.cost.net-present")
    of, when = "cash" if asked == CASH else "line", "year" if requires.year else "period"
    line = costs.lines[asked].name if costs is not None and asked in costs.lines else id_as_text(asked)
    return context.text(f"gates.cost.{of}.{when}", line=line, year=requires.year or "")


def asked_amount(context: Context, requires: Requirement) -> str:
    """The amount that a gate asks for, in its own unit."""
    return _money(context, requires).shown(_asked(requires))


def margin(context: Context, requires: Requirement, figure: Decimal) -> str:
    """By how much a cost passes or fails at least."""
    how = Money.of(requires.unit, [figure], (), context.language)
    return how.at_least(figure) if how else ""


def read(context: Context, option: str, gate: str, place: str) -> Line:
    """What the rule of a gate read of what an option costs, what that gives, and what its ranges would."""
    requires, judged = context.inputs.gates[gate].requires, context.run.options[option].verdicts[gate]
    costs = context.inputs.costs
    if costs is None:
        return context.say("gates.read-no-costs")
    named = subject(context, requires)
    cost = asked_for(costs, requires, option)
    if cost.not_known:
        lines = [costs.lines[line].name for line in cost.not_known]
        if cost.not_known == (requires.cost,):
            return context.say("gates.read-unknown-line", subject=named, place=place)
        return context.say("gates.read-unknown-cost", subject=named, lines=lines, place=place)
    low, high, least, most = map(rounded, cost.amounts)
    how = _money(context, requires, [low, high, least, most, judged.margin or Decimal(0)])
    said = context.say("gates.read-cost", subject=named, amount=span(context, low, high, how), place=place)
    return spaced(said, _by(context, requires, judged), _over_ranges(context, judged, how, cost.amounts))


def _by(context: Context, requires: Requirement, judged: Judged) -> Line:
    if judged.margin is None:
        return ()
    key = judged.verdict if judged.margin else "exactly"
    return context.say(f"gates.margin.{key}", margin=margin(context, requires, judged.margin))


def _over_ranges(context: Context, judged: Judged, how: Money, amounts: Amounts) -> Line:
    """What the gate gives over the ranges of what was read, which are told where they are wider than what was read."""
    if not judged.over_range:
        return ()
    over = judged.over_range[0] if len(judged.over_range) == 1 else "either"
    if amounts[:2] == amounts[2:]:
        return context.say(f"gates.cost.whole.{over}")
    low, high = (how.shown(rounded(end)) for end in amounts[2:])
    return context.say(f"gates.cost.over-range.{over}", range=context.text("span", low=low, high=high))


def _asked(requires: Requirement) -> Decimal:
    return requires.operand if isinstance(requires.operand, Decimal) else Decimal(0)


def _money(context: Context, requires: Requirement, beside: Iterable[Decimal] = ()) -> Money:
    """How to print amounts at a gate: in the unit of what it asks for, and so that what is not 0 does not look so."""
    asked, others = _asked(requires), [Decimal(0), *beside]
    made = Money.of(requires.unit, [asked] if asked else others, [asked, *others], context.language)
    assert made is not None  # a gate on a cost has a unit
    return made
