"""Cells of a panel: where members differ, what was moderated, and what was left to others or said to be unknowable."""

from collections.abc import Iterator

from appraise.analyses import PanelCell
from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.criteria_tree import first_criteria
from appraise.publish.document import Block, Line, Paragraph, Table, headed_list, row
from appraise.publish.language import number, sentence, spaced
from appraise.publish.phrases import scores_of
from appraise.publish.sections.panel.members import (
    by_name,
    came_to,
    in_order,
    left_by_all,
    moderated,
    name,
    one_after_another,
    scorers,
)

_ROWS = 20
"""Cells to look at that are shown; of more, how many more there are."""
_FEW = 8
"""Moderated cells that the appendix has room for; of more, how many there are."""
_NAMED = 3
"""Cells that a sentence names; of more, it gives the count alone."""


def differing(context: Context) -> Line:
    """On how many scores members differ, how many could change the shortlist, and on which the panel parts in two."""
    cells = _cells(context)
    if not cells:
        return ()
    could = [cell for cell in cells if cell.could_change]
    parted = [cell for cell in cells if cell.camps]
    if any(cell.could_change is None for cell in cells):
        change = context.say("panel.could-not-worked-out")
    elif could:
        change = spaced(context.say("panel.could-change", len(could)), _named(context, could))
    else:
        change = context.say("panel.could-none", len(cells))
    camps = spaced(context.say("panel.camps", len(parted)), _named(context, parted)) if parted else ""
    return spaced(context.say("panel.differ", len(cells)), change, camps)


def to_look_at(context: Context) -> list[Block]:
    """The cells to look at first, with what each member gave; nothing where all meet."""
    cells = _cells(context)
    shown = [cell for cell in cells if cell.option in context.run.options][:_ROWS]
    rows = tuple(
        row(
            context.say(
                "turning.score-of", option=context.name(cell.option), criterion=context.criterion(cell.criterion)
            ),
            in_order(context, cell.criterion, cell.option),
            number(cell.points, 1),
            _why(context, cell),
        )
        for cell in shown
    )
    if not rows:
        return []
    keys = ("turning.column-score", "panel.column-given", "panel.column-points", "panel.column-look")
    more = len(cells) - len(shown)
    note = [context.text("panel.note-order", members=one_after_another(context)), context.text("panel.note-points")]
    note += [context.text("panel.more-cells", more)] if more else []
    columns = context.columns(*keys, numeric=[2])
    return [_without_empty(Table(context.caption("panel.caption-cells"), columns, rows, note=" ".join(note)))]


def some_to_look_at_first(context: Context) -> bool:
    """Whether there are scores to talk about: that could change the shortlist, or on which there are two camps."""
    return any(cell.could_change or cell.camps for cell in _cells(context))


def moderated_in_short(context: Context) -> list[Block]:
    """What the panel moderated, in a table; where that has no room for all, how many there are."""
    cells = ((criterion, option) for option, each in context.run.options.items() for criterion in each.cells)
    many = sum(moderated(context, *cell) for cell in cells)
    if many > _FEW or many > sum(moderated(context, *cell) for cell in _places(context)):
        return [Paragraph(context.say("panel.moderated-many", many))]
    return moderated_cells(context)


def moderated_cells(context: Context, reasons: bool = False) -> list[Block]:
    """What the panel moderated: what was given, what counts instead, and whether anybody gave that. reasons: with the
    reason of each, where it does not stand elsewhere."""
    rows = []
    for criterion, option in _places(context):
        cell = context.run.options[option].cells[criterion]
        if not moderated(context, criterion, option):
            continue
        outside = context.text("panel.outside") if _outside(context, criterion, option) else ""
        no_reason = "" if cell.reason else context.text("no-reason")
        said = spaced(outside, (sentence(cell.reason) if reasons else "") or no_reason)
        combined = came_to(context, criterion, option)
        figures = in_order(context, criterion, option)
        rows.append(
            row(
                context.say("turning.score-of", option=context.name(option), criterion=context.criterion(criterion)),
                context.text("panel.given-and-combined", given=figures, combined=combined) if combined else figures,
                spaced(context.score(option, criterion), context.range(option, criterion)),
                said,
            )
        )
    if not rows:
        return []
    columns = context.columns("turning.column-score", "panel.column-given", "panel.column-moderated")
    columns += context.columns("column.reason" if reasons else "panel.column-look")
    return [_without_empty(Table(context.caption("panel.caption-moderated"), columns, tuple(rows)))]


def _without_empty(table: Table) -> Table:
    """A table without its last column where nothing stands in it."""
    if any(each.cells[-1].line for each in table.rows):
        return table
    rows = tuple(each._replace(cells=each.cells[:-1]) for each in table.rows)
    return table._replace(columns=table.columns[:-1], rows=rows)


def left_open(context: Context) -> list[Block]:
    """What each member left to others, and where a member said that nobody can know."""
    return [*headed_list(context.say("panel.left-open"), _left_open(context))]


def _left_open(context: Context) -> Iterator[Line]:
    scores = {place: context.inputs.given(*place) for place in _places(context)}
    scores = {place: each for place, each in scores.items() if each or left_by_all(context, *place)}
    for member in scorers(context):
        left = [place for place, by_member in scores.items() if member not in by_member]
        unknown = [place for place, each in scores.items() if member in each and each[member].score == UNKNOWN]
        who = name(context, member)
        if left:
            yield context.say("panel.abstained", member=who, scores=scores_of(context, left))
        if unknown:
            yield context.say("panel.unknown", member=who, scores=scores_of(context, unknown))


def _places(context: Context) -> list[tuple[str, str]]:
    """Every cell that there is room for, by criterion and option."""
    return [(criterion, option) for criterion in first_criteria(context) for option in context.shown]


def _cells(context: Context) -> tuple[PanelCell, ...]:
    analysis = context.run.analyses.panel
    return analysis.cells if analysis else ()


def _named(context: Context, cells: list[PanelCell]) -> Line:
    """Which scores these are; nothing where they are many."""
    if len(cells) > _NAMED:
        return ()
    named = scores_of(context, ((cell.criterion, cell.option) for cell in cells))
    return context.say("panel.they-are", len(cells), scores=named)


def _why(context: Context, cell: PanelCell) -> Line:
    """What there is to look at in a cell: whether it could change the shortlist, camps, and who left it to others."""
    could = {True: "panel.look.could", False: "", None: "panel.look.not-worked-out"}[cell.could_change]
    return spaced(
        context.text(could) if could else "",
        context.say("panel.look.camps", camps="; ".join(_camp(context, cell, camp) for camp in cell.camps))
        if cell.camps
        else "",
        context.say("panel.look.abstained", members=by_name(context, cell.abstained)) if cell.abstained else "",
    )


def _camp(context: Context, cell: PanelCell, camp: tuple[str, ...]) -> str:
    """Who is on one side, and what they gave."""
    scores = context.inputs.given(cell.criterion, cell.option)
    ends = sorted(score for member in camp if (score := scores[member].score) != UNKNOWN)
    low, high = (context.counts(cell.criterion, end, with_unit=False) for end in (ends[0], ends[-1]))
    at = low if low == high else context.text("span", low=low, high=high)
    return context.text("panel.look.camp", members=by_name(context, camp), score=at)


def _outside(context: Context, criterion: str, option: str) -> bool:
    """Whether a moderated score lies outside all that members gave, ranges included."""
    score, ends = context.run.options[option].cells[criterion].score, []
    for each in context.inputs.given(criterion, option).values():
        ends += [*(each.range or ()), *([] if each.score == UNKNOWN else [each.score])]
    return score != UNKNOWN and bool(ends) and not min(ends) <= score <= max(ends)
