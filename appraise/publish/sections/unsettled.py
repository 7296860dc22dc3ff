"""Unsettled: what an open shortlist turns on, and from which score on it is settled; or which scores leave it alone."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from appraise.appraisal import Criterion
from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.document import Line
from appraise.publish.language import number, spaced
from appraise.publish.phrases import open_scores
from appraise.publish.sections.robustness.changes import unknown_scores, unknowns_hold

_FEW = 2
"""Unknown scores that are named as what a shortlist turns on; of more, only the count is given."""
_NEAR = Decimal("0.0001")
"""How near to level two totals may not be, as recorded shares, values and totals are rounded to 6 places."""


def unsettled(context: Context) -> Line:
    """That the shortlist is open, the scores that it turns on, and where that can be said the score that settles it."""
    undetermined = context.run.shortlist.undetermined
    if not undetermined:
        return ()
    cells = [cell for option in undetermined for cell in context.run.options[option].because.undetermined_by]
    turns_on = context.say("answer.unsettled.turns-on", scores=open_scores(context, cells, most=_FEW))
    return spaced(context.say("answer.unsettled.opening"), turns_on, _from_which_score(context, {*cells}))


def harmless(context: Context) -> Line:
    """The unknown scores of eligible options that leave a settled shortlist as it is; of one, what its total can be."""
    unknown = unknown_scores(context)
    if not unknowns_hold(context):
        return ()
    if len(unknown) > 1:
        return context.say("answer.harmless.many", count=context.language.counted(len(unknown), "score"))
    ((criterion, option),) = unknown
    names = {"option": context.name(option), "criterion": context.criterion(criterion)}
    low, high = context.totals[option]
    ends = {"low": number(low, context.total_places), "high": number(high, context.total_places)}
    between = context.say("answer.harmless.between", **ends) if low < high else ""
    ranges = context.run.analyses.ranges
    if option in ranges.could_join + ranges.could_leave:
        stays = context.say("answer.harmless.alone")
    else:
        stays = context.say("answer.harmless.on" if option in context.run.shortlist.options else "answer.harmless.off")
    opening, no_score = context.say("answer.harmless.opening"), context.say("answer.harmless.no-score", **names)
    return spaced(opening, no_score, between, stays)


def _from_which_score(context: Context, cells: set[tuple[str, str]]) -> Line:
    """From which score on an option takes the place of another, where one unknown score decides between the two."""
    undetermined = context.run.shortlist.undetermined
    if context.inputs.shortlist_rule.top is None or len(undetermined) != 2 or len(cells) != 1:
        return ()
    ((name, option),) = cells
    other = next((each for each in undetermined if each != option), "")
    open_cells = sum(cell.score == UNKNOWN for cell in context.run.options[option].cells.values())
    read = any(gate.requires.criterion == name for gate in context.inputs.gates.values())
    if option not in undetermined or open_cells > 1 or read or context.run.options[other].total is None:
        return ()
    criterion, share, low = context.inputs.criteria[name], context.run.shares[name], context.totals[option][0]
    cell = context.run.options[option].cells[name]
    least = cell.value_range[0] if cell.value_range else Decimal(0)
    if criterion.values is not None or not share:
        return ()
    score = _just_past(criterion, least + (context.totals[other][0] - low + _NEAR) / share)
    worst, best = cell.range or (criterion.points[0][0], criterion.points[-1][0])
    if not worst <= score <= best:
        return ()
    key = "answer.unsettled.or-more" if _rises(criterion) else "answer.unsettled.or-less"
    return context.say(key, score=context.amount(name, score), option=context.name(option), other=context.name(other))


def _rises(criterion: Criterion) -> bool:
    """Whether a higher score has a higher value."""
    return criterion.points[0][1] < criterion.points[-1][1]


def _just_past(criterion: Criterion, value: Decimal) -> Decimal:
    """The first score past the one with a value: of a scale a whole number, of what is measured in 100ths of its span
    or so."""
    (low, _), (high, _) = criterion.points[0], criterion.points[-1]
    step = Decimal(1) if criterion.scale is not None else Decimal(1).scaleb((high - low).adjusted() - 2)
    way = (high - low) * value / 100
    exact = low + way if _rises(criterion) else high - way
    rounding = ROUND_CEILING if _rises(criterion) else ROUND_FLOOR
    return (exact / step).to_integral_value(rounding) * step
