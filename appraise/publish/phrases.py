"""Phrases that several sections share: the status, open gates and scores, how far an option is below the line."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from appraise.publish.context import Context
from appraise.publish.document import Line
from appraise.publish.language import number, spaced, start

_FEW = 4
"""Unknown scores that are named in a sentence; of more, only the count is given."""

Fact = Iterator[Line]
"""A paragraph that stands among the facts of the answer, or none."""


def status(context: Context) -> Line:
    """What draft, agreed or illustrative means for what follows."""
    inputs = context.inputs
    panel = inputs.panel
    if inputs.status == "draft":
        return context.say("status.draft-panel" if panel else "status.draft")
    if inputs.status == "agreed":
        if panel is None:
            return context.say("status.agreed-nobody")
        when = f", {context.language.date(panel.date)}" if panel.date else ""
        return context.say("status.agreed", by=panel.by + when)
    if context.alone:
        return context.say("status.alone")
    made_up = context.text("status.made-up-verdicts" if inputs.gates else "status.made-up")
    key = "status.illustrative-authority" if inputs.authority else "status.illustrative"
    return context.say(key, made_up=made_up, authority=inputs.authority or "")


def open_gates(context: Context, option: str) -> tuple[str, ...]:
    """The gates at which an option's verdict is conditional or unknown."""
    verdicts = context.run.options[option].verdicts
    return tuple(gate for gate, judged in verdicts.items() if judged.verdict in ("conditional", "unknown"))


def at_gates(context: Context, gates: tuple[str, ...]) -> Line:
    """ "the “VAT recovery” gate"."""
    names = [context.gate(gate) for gate in gates]
    return context.say("at-gates", len(names), names=names)


def open_scores(context: Context, cells: Iterable[tuple[str, str]], most: int = _FEW) -> Line:
    """ "the score of X for Affordability": unknown cells, as criterion and option, gathered by option.

    most: of more than so many scores only the count is given.
    """
    by_option: dict[str, list[str]] = {}
    different = dict.fromkeys(cells)
    for criterion, option in different:
        by_option.setdefault(option, []).append(context.criterion(criterion))
    if len(different) > most:
        return context.say("open-scores-many", count=context.language.counted(len(different), "score"))
    scores = (
        context.say("open-scores", len(names), option=context.name(option), criteria=names)
        for option, names in by_option.items()
    )
    return context.language.listed(list(scores))


def line_in_points(context: Context, option: str) -> Decimal | None:
    """The total an option not shortlisted would have had to reach; None where unknown scores leave it open."""
    rule = context.inputs.shortlist_rule
    if rule.at_least is not None:
        return rule.at_least
    if rule.within is not None:
        return context.run.options[option].because.line
    lasts = [context.run.options[other].total for other in context.run.shortlist.options]
    known = [total for total in lasts if total is not None]
    return min(known) if known and len(known) == len(lasts) and not context.run.shortlist.undetermined else None


def below(context: Context, option: str) -> str:
    """How far below the line an option is; nothing where that cannot be said."""
    line_at = line_in_points(context, option)
    low, high = context.totals[option]
    if line_at is None or line_at <= high:
        return ""
    within = context.inputs.shortlist_rule.within
    open_line = within is not None and any(context.totals[other][1] - within > line_at for other in context.eligible)
    exactly = low == high and not open_line
    points = context.lead(line_at - high, at_least=not exactly)
    return context.text("result.below" if exactly else "result.below-at-least", points=points)


def what_is_open(context: Context, option: str) -> str:
    """What the unknown scores of an option leave open: its total, and whether it goes forward."""
    low, high = context.totals[option]
    cells = context.run.options[option].cells
    read = {gate.requires.criterion for gate in context.inputs.gates.values()}
    gated = any(name in read and cell.score == "unknown" for name, cell in cells.items())
    outcome = context.run.options[option].outcome
    turns_gates = gated and "shortlisted" in outcome
    could = context.text(f"answer.could-gated.{outcome}" if turns_gates else f"answer.could.{outcome}")
    if low == high:
        return f"{start(could)}."
    ends = {"low": number(low, context.total_places), "high": number(high, context.total_places)}
    return context.text("answer.total-between", could=could, **ends)


def ranges(context: Context) -> Fact:
    """Whether the ranges recorded with scores could change what is settled of the shortlist."""
    join, leave = context.run.analyses.ranges.could_join, context.run.analyses.ranges.could_leave
    if join or leave:
        yield spaced(
            context.say("answer.ranges"),
            context.say("answer.could-come", options=context.names(join)) if join else "",
            context.say("answer.could-leave", len(leave), options=context.names(leave)) if leave else "",
            gates_ignore_ranges(context),
        )


def gates_ignore_ranges(context: Context) -> Line:
    """That gates read scores and not their ranges, where there is a gate that does."""
    read = {gate.requires.criterion for gate in context.inputs.gates.values()}
    cells = ((name, cell) for result in context.run.options.values() for name, cell in result.cells.items())
    return context.say("answer.ranges-not-gates") if any(name in read and cell.range for name, cell in cells) else ()


def gate_ranges(context: Context) -> Fact:
    """Which verdicts the ranges recorded with scores could turn."""
    sentences = []
    for gate in context.inputs.gates:
        verdicts = {option: context.run.options[option].verdicts[gate] for option in context.order}
        for now, then in (("pass", "fail"), ("fail", "pass")):
            could = [option for option, each in verdicts.items() if each.verdict == now and each.could_turn]
            if could:
                sentences.append(
                    context.say(f"answer.could-{then}", options=context.names(could), gate=context.gate(gate))
                )
    if sentences:
        yield spaced(context.say("answer.gate-ranges"), *sentences)
