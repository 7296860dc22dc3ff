"""Scores: one matrix that holds weights, scores, points, group points and totals, so that the sum can be redone."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from appraise.numbers import rounded
from appraise.publish.context import Context, added_up
from appraise.publish.criteria_tree import Node, nodes, not_shown, options_across, row_of
from appraise.publish.document import Cell, Paragraph, Row, Section, Table, bold, line, plain, row
from appraise.publish.language import DASH, number, places, spaced

_TINTS: tuple[Literal["0", "1", "2", "3", "4", "5"], ...] = ("0", "1", "2", "3", "4", "5")


def scores(context: Context) -> Section:
    """The section: how to read the matrix, and the matrix; that no score is known, where none is."""
    if not any_known(context):
        return Section("scores", context.text("scores.heading"), (Paragraph(context.say("scores.none-known")),))
    return Section("scores", context.text("scores.heading"), (how_to_read(context), matrix(context)))


def any_known(context: Context) -> bool:
    """Whether one score is known, or anything of one."""
    cells = (cell for result in context.run.options.values() for cell in result.cells.values())
    return any(cell.score != "unknown" or cell.range for cell in cells)


def matrix(context: Context) -> Table:
    """Criteria by options: each score with the points it adds, by groups, down to the total; points alone where there
    is room for groups alone."""
    shown = nodes(context)
    rows = [_row(context, node) for node in shown]
    totals = (Cell(below=context.total(option)) for option in context.shown)
    rows.append(row(context.say("column.total"), context.language.percent(Decimal(1)), *totals, role="total"))
    rows += _on_their_scale(context)
    highest = highest_score(context)
    caption, out_of = ("scores.caption", "") if highest is None else ("scores.caption-out-of", number(highest))
    table = Table(
        caption=context.caption(f"{caption}-with-points", highest=out_of),
        columns=(*context.columns("column.criterion", "column.weight", numeric=[1]), *options_across(context)),
        rows=tuple(rows),
        note=_note(context, shown),
        matrix=True,
        fixed=2,
        parts=(context.caption(caption, highest=out_of), context.caption("scores.caption-points")),
        tints=context.text("scores.tints"),
    )
    return table.single()[1] if all(node.group for node in shown) else table


def _on_their_scale(context: Context) -> list[Row]:
    """The totals on the scale that people scored on, where all criteria have one of the same ends."""
    ends = _scale(context)
    if ends is None or ends == (Decimal(0), Decimal(100)):
        return []
    least, most = ends
    low, high = (
        {option: least + (most - least) * totals[end] / 100 for option, totals in context.totals.items()}
        for end in (0, 1)
    )
    decimals = places((*low.values(), *high.values()), distinct=True)
    cells = (Cell(below=context.language.span(low[option], high[option], decimals)) for option in context.shown)
    label = context.say("scores.on-scale", least=number(least), most=number(most))
    return [row(label, DASH, *cells, role="total")]


def how_to_read(context: Context) -> Paragraph:
    """What stands in a cell, and what a reader needs to redo a total."""
    cells = [cell for result in context.run.options.values() for cell in result.cells.values()]
    ranged = any(cell.range and cell.range[0] != cell.range[1] for cell in cells)
    given = any(cell.from_ == "panel" and cell.range and cell.range[0] != cell.range[1] for cell in cells)
    unknown = any(cell.score == "unknown" for cell in cells)
    by_rule = sum(cell.from_ == "rule" for cell in cells)
    count, among = context.language.counted(by_rule, "score"), str(len(cells))
    if all(node.group for node in nodes(context)):
        return Paragraph(context.say("scores.points"))
    return Paragraph(
        spaced(
            context.say("scores.points"),
            context.say("scores.ranges") if ranged else "",
            context.say("scores.ranges-given") if given else "",
            context.say("scores.sign-unknown", sign=context.language.quoted("?")) if unknown else "",
            context.say("scores.by-rule", by_rule, count=count, among=among) if by_rule else "",
        )
    )


def _scale(context: Context) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest score, where they are the same on the plain scale of every criterion."""
    criteria = context.inputs.criteria.values()
    ends = {(min(c.scale), max(c.scale)) if c.scale and c.values is None else None for c in criteria}
    return ends.pop() if len(ends) == 1 else None


def highest_score(context: Context) -> Decimal | None:
    """The highest score, where every criterion has the same plain scale from 0."""
    ends = _scale(context)
    return ends[1] if ends and not ends[0] else None


def _row(context: Context, node: Node) -> Row:
    cell = _sum if node.group else _score
    return row_of(context, node, context.share(node.id), *(cell(context, node, option) for option in context.shown))


def _sum(context: Context, node: Node, option: str) -> Cell:
    """The points that the criteria of a group add."""
    return Cell(below=context.added(*added_up(context.points[option][leaf] for leaf in node.leaves)))


def _score(context: Context, node: Node, option: str) -> Cell:
    """The score on a criterion with its range, and the points it adds."""
    scored = context.run.options[option].cells[node.id]
    return Cell(
        line(bold(context.score(option, node.id))),
        beside=context.range(option, node.id),
        below=context.added(*context.points[option][node.id]),
        tint="open" if scored.value is None else _TINTS[min(5, int(scored.value * 6 / 100))],
    )


def _note(context: Context, nodes: Sequence[Node]) -> str:
    """What a reader has to know who adds up the figures shown."""
    notes = []
    points = (end for option in context.shown for ends in context.points[option].values() for end in ends)
    totals = (end for option in context.shown for end in context.totals[option])
    rounds = any(rounded(end, 3) != rounded(end, context.point_places) for end in points)
    if rounds or any(end != rounded(end, context.total_places) for end in totals):
        notes.append(context.say("scores.points-rounded"))
    if len({option in context.eligible for option in context.shown}) > 1:
        notes.append(context.say("scores.excluded"))
    cells = (context.run.options[option].cells[node.id] for option in context.shown for node in nodes if not node.group)
    if any(cell.combined is not None for cell in cells):
        notes.append(context.say("scores.moderated"))
    notes.append(line(not_shown(context)))
    if any(rounded(context.run.shares[node.id] * 100, 1) != context.run.shares[node.id] * 100 for node in nodes):
        notes.append(context.say("scores.weights-rounded"))
    return plain(spaced(*notes))
