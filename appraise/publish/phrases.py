"""Phrases that several sections share: the status, open gates and scores, how far an option is below the line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.document import Line, plain
from appraise.publish.language import spaced, start

_FEW = 4
"""Unknown scores that are named in a sentence; of more, only the count is given."""
_MOST = 6
"""Options that a sentence of the answer names at most; of more, only the count is given."""

_LONG = 350
"""Words of a recorded list that the appendix has room for; a longer one stands whole in the annex."""


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def long(lines: Iterable[Line]) -> bool:
    """Whether a recorded list is too long for the appendix."""
    return sum(len(plain(each).split()) for each in lines) > _LONG


def status(context: Context) -> Line:
    """What draft, agreed or illustrative means for what follows."""
    inputs = context.inputs
    panel = inputs.panel
    when = context.language.date(panel.settled) if panel and panel.settled else ""
    if inputs.status == "draft":
        return context.say("status.draft-panel" if panel else "status.draft")
    if inputs.status == "agreed":
        if panel is None:
            return context.say("status.agreed-nobody")
        whole = bool(panel.sheets) or panel.by is None
        by = context.text("panel.all") if whole else panel.by or ""
        return context.say("status.agreed", by=by + (f", {when}" if when else ""))
    if context.alone:
        return context.say("status.alone")
    return spaced(
        context.say("status.illustrative"),
        context.say("status.not-of", authority=inputs.authority) if inputs.authority else "",
        context.say("status.made-up-verdicts" if inputs.gates else "status.made-up", when=_made(context)),
        context.say("status.made-up-costs") if _has_amounts(context) else "",
    )


def _has_amounts(context: Context) -> bool:
    """Whether an amount of any line of costs is given."""
    costs = context.inputs.costs
    amounts = [each.amount for line in (costs.lines.values() if costs else ()) for each in line.options.values()]
    return any(amount not in (UNKNOWN, 0) for amount in amounts)


def _made(context: Context) -> str:
    """When an illustration was made up, as part of a sentence; nothing where that is not recorded."""
    date = context.inputs.panel.settled if context.inputs.panel else None
    if not date:
        return ""
    return context.text(f"status.made.{'day' if _DAY.fullmatch(date) else 'month'}", date=context.language.date(date))


def open_gates(context: Context, option: str) -> tuple[str, ...]:
    """The gates at which an option's verdict is conditional or unknown."""
    verdicts = context.run.options[option].verdicts
    return tuple(gate for gate, judged in verdicts.items() if judged.verdict in ("conditional", "unknown"))


def at_gates(context: Context, gates: tuple[str, ...]) -> Line:
    """ "the “VAT recovery” gate"."""
    names = [context.gate(gate) for gate in gates]
    return context.say("at-gates", len(names), names=names)


def gates_by_name(context: Context, gates: Sequence[str], most: int = 2) -> str:
    """ "“VAT recovery”": gates by name alone, as where a cell or a fact has few words; of many the count."""
    if len(gates) > most:
        return context.language.counted(len(gates), "gate")
    return context.language.names([context.gate(gate) for gate in gates])


def few_names(
    context: Context, options: Sequence[str], word: str = "and", most: int = _MOST, opening: bool = False
) -> str:
    """ "A, B and C", or "eight options" where so many names would bury the sentence; "Eight options" opening one."""
    if len(options) > most:
        count = context.language.counted(len(options), "option")
        return start(count) if opening else count
    return context.language.names(context.names(options), word)


def one_for_one(context: Context, comes: Sequence[str], goes: Sequence[str]) -> bool:
    """Whether those who come onto a shortlist take the places of those who go: as many, by a rule that has places."""
    return context.inputs.shortlist_rule.top is not None and len(comes) == len(goes) > 0


def open_scores(context: Context, cells: Iterable[tuple[str, str]], most: int = _FEW) -> Line:
    """ "the score of X for Affordability": unknown cells, as criterion and option, gathered by option.

    most: of more than so many scores only the count is given.
    """
    different = dict.fromkeys(cells)
    if len(different) > most:
        return context.say("open-scores-many", count=context.language.counted(len(different), "score"))
    return scores_of(context, different)


def scores_of(context: Context, cells: Iterable[tuple[str, str]]) -> Line:
    """ "the score of X for Affordability and Pace": cells, as criterion and option, gathered by option."""
    by_option: dict[str, list[str]] = {}
    for criterion, option in cells:
        by_option.setdefault(option, []).append(context.criterion(criterion))
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


def _least_line(context: Context) -> Decimal | None:
    """The least that the line can be while unknown scores leave it open; None where even that cannot be said."""
    shortlist = context.run.shortlist
    if context.inputs.shortlist_rule.top is None or shortlist.undetermined or not shortlist.options:
        return None
    return min(context.totals[option][0] for option in shortlist.options)


def below(context: Context, option: str) -> str:
    """How far below the line an option is; nothing where that cannot be said."""
    settled = line_in_points(context, option)
    line_at = _least_line(context) if settled is None else settled
    low, high = context.totals[option]
    if line_at is None or line_at <= high:
        return ""
    within = context.inputs.shortlist_rule.within
    on_it = context.run.shortlist.options + context.run.shortlist.undetermined
    open_line = settled is None or (
        within is not None and any(context.totals[other][1] - within > line_at for other in on_it)
    )
    exactly = low == high and not open_line
    points = context.lead(line_at - high, at_least=not exactly)
    return context.text("result.below" if exactly else "result.below-at-least", points=points)


def of_members(context: Context, key: str) -> str:
    """The key of a sentence on scores with ranges; where some of these run from the lowest to the highest that members
    of a panel gave, of the sentence in its place."""
    panel = context.inputs.panel
    cells = (cell for result in context.run.options.values() for cell in result.cells.values())
    given = (cell for cell in cells if cell.from_ == "panel" and cell.score != UNKNOWN)
    differ = any(cell.range and cell.range[0] != cell.range[1] for cell in given)
    return f"{key}-members" if differ and panel and len(panel.sheets) > 1 else key


def ranges(context: Context) -> Iterator[Line]:
    """Whether the ranges recorded with scores could change what is settled of the shortlist."""
    join, leave = context.run.analyses.ranges.could_join, context.run.analyses.ranges.could_leave
    if join or leave:
        yield spaced(
            context.say(of_members(context, "answer.ranges")),
            context.say("answer.could-come", options=context.names(join)) if join else "",
            context.say("answer.could-leave", len(leave), options=context.names(leave)) if leave else "",
            gates_ignore_ranges(context),
        )


def gates_ignore_ranges(context: Context) -> Line:
    """That gates read scores and not their ranges, where there is a gate that does."""
    read = {gate.requires.criterion for gate in context.inputs.gates.values()}
    cells = ((name, cell) for result in context.run.options.values() for name, cell in result.cells.items())
    return context.say("answer.ranges-not-gates") if any(name in read and cell.range for name, cell in cells) else ()


def turns(context: Context, option: str) -> bool:
    """Whether a recorded range could turn the verdicts of an option so that it is excluded, or no longer is."""
    result = context.run.options[option]
    if result.outcome == "excluded":
        return all(result.verdicts[gate].could_turn for gate in result.because.gate)
    return result.outcome != "not-shortlisted" and any(judged.could_turn for judged in result.verdicts.values())
