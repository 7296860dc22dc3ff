"""Scores: one matrix that holds weights, scores, points, group points and totals, so that the sum can be redone."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from appraise.numbers import rounded
from appraise.publish.context import Context, added_up, range_text, score_text
from appraise.publish.criteria_tree import Node, options_across, row_of, tree
from appraise.publish.document import Block, Cell, Paragraph, Row, Section, Span, Table, bold, line, plain, row
from appraise.publish.language import number, spaced

_TINTS: tuple[Literal["0", "1", "2", "3", "4", "5"], ...] = ("0", "1", "2", "3", "4", "5")


def matrix(context: Context) -> Table:
    """Criteria by options: each score with the points it adds, by groups, down to the total."""
    nodes = tuple(tree(context))
    rows = [_row(context, node) for node in nodes]
    totals = (Cell(below=context.total(option)) for option in context.order)
    rows.append(row(context.say("column.total"), context.language.percent(Decimal(1)), *totals, role="total"))
    highest = _highest(context)
    caption, out_of = ("scores.caption", "") if highest is None else ("scores.caption-out-of", number(highest))
    return Table(
        caption=context.caption(f"{caption}-with-points", highest=out_of),
        columns=(*context.columns("column.criterion", "column.weight", numeric=[1]), *options_across(context)),
        rows=tuple(rows),
        note=_note(context, nodes),
        matrix=True,
        fixed=2,
        parts=(context.caption(caption, highest=out_of), context.caption("scores.caption-points")),
        tints=context.text("scores.tints"),
    )


def scores(context: Context) -> Section:
    """The section that holds the matrix, with how to read it."""
    cells = [cell for result in context.run.options.values() for cell in result.cells.values()]
    signs = []
    if any(cell.score == "unknown" for cell in cells):
        signs.append(context.say("scores.sign-unknown", sign=context.language.quoted("?")))
    ranged = next((cell for cell in cells if cell.range is not None), None)
    if ranged:
        signs.append(context.say("scores.sign-range", sign=context.language.quoted(range_text(ranged))))
    by_rule = sum(cell.from_ == "rule" for cell in cells)
    if by_rule:
        count, among = context.language.counted(by_rule, "score"), str(len(cells))
        signs.append(context.say("scores.by-rule", by_rule, count=count, among=among))
    if len(context.eligible) < len(context.order):
        signs.append(context.say("scores.excluded"))
    where = Span(context.language.quoted(context.text("reasons.heading")), link="reasons")
    reasons = Paragraph(context.say("scores.reasons", section=where))
    how: list[Block] = [how_points_add_up(context), *([Paragraph(spaced(*signs))] if signs else []), reasons]
    return Section("scores", context.text("scores.heading"), (*how, matrix(context)))


def how_points_add_up(context: Context) -> Paragraph:
    """What a reader needs to redo a total."""
    highest = _highest(context)
    if highest is not None:
        points = context.say("scores.points-out-of", highest=number(highest))
    else:
        by_points = any(criterion.values is not None for criterion in context.inputs.criteria.values())
        points = context.say("scores.points-through" if by_points else "scores.points-straight")
    return Paragraph(spaced(points, context.say("scores.add-up")))


def anchors(context: Context) -> list[Table]:
    """Which scores are worth 0 and 100, where that is not the same for every criterion."""
    if _highest(context) is not None:
        return []
    rows = []
    for criterion in context.inputs.criteria.values():
        points = [(number(score), number(value)) for score, value in criterion.points]
        anchors = [context.text("scores.anchor", value=value, score=score) for score, value in points]
        unit = f", {criterion.unit}" if criterion.unit else ""
        rows.append(row(criterion.name + unit, context.language.listed(anchors)))
    columns = context.columns("column.criterion", "scores.column-anchors")
    return [Table(context.text("scores.caption-anchors"), columns, tuple(rows))]


def _highest(context: Context) -> Decimal | None:
    """The highest score, where every criterion has the same plain scale from 0."""
    criteria = context.inputs.criteria.values()
    ends = {(min(c.scale), max(c.scale)) if c.scale and c.values is None else None for c in criteria}
    end = ends.pop()
    return end[1] if not ends and end and not end[0] else None


def _row(context: Context, node: Node) -> Row:
    cell = _sum if node.group else _score
    return row_of(context, node, context.share(node.id), *(cell(context, node, option) for option in context.order))


def _sum(context: Context, node: Node, option: str) -> Cell:
    """The points that the criteria of a group add."""
    return Cell(below=context.added(*added_up(context.points[option][leaf] for leaf in node.leaves)))


def _score(context: Context, node: Node, option: str) -> Cell:
    """The score on a criterion with its range, and the points it adds."""
    scored = context.run.options[option].cells[node.id]
    return Cell(
        line(bold(score_text(context.inputs.criteria[node.id], scored))),
        beside=range_text(scored),
        below=context.added(*context.points[option][node.id]),
        tint="open" if scored.value is None else _TINTS[min(5, int(scored.value * 6 / 100))],
    )


def _note(context: Context, nodes: Sequence[Node]) -> str:
    """What a reader has to know who adds up the figures shown."""
    notes = []
    points = (end for cells in context.points.values() for ends in cells.values() for end in ends)
    totals = (end for ends in context.totals.values() for end in ends)
    rounds = any(rounded(end, 3) != rounded(end, context.point_places) for end in points)
    if rounds or any(end != rounded(end, context.total_places) for end in totals):
        notes.append(context.say("scores.points-rounded"))
    if any(rounded(context.run.shares[node.id] * 100, 1) != context.run.shares[node.id] * 100 for node in nodes):
        notes.append(context.say("scores.weights-rounded"))
    return plain(spaced(*notes))
