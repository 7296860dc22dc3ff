"""The scores: one matrix that holds weights, scores, points, group points and totals, so that the sum can be redone."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from appraise.publish.document import Block, Cell, Column, Paragraph, Row, Section, Span, Table, bold, line, plain
from appraise.publish.view import Ends, View, added_up, range_text, score_text
from appraise.publish.words import number, spaced
from appraise.run import rounded

_TINTS: tuple[Literal["0", "1", "2", "3", "4", "5"], ...] = ("0", "1", "2", "3", "4", "5")


class Node(NamedTuple):
    """A criterion or a group in its place in the tree: the groups around it, and the criteria in it."""

    id: str
    around: tuple[str, ...]
    leaves: tuple[str, ...]
    group: bool


def tree(view: View) -> Iterator[Node]:
    """Groups and criteria in file order, each group before what it holds."""
    groups = view.inputs.groups
    paths: dict[str, tuple[str, ...]] = {}
    for criterion, words in view.inputs.criteria.items():
        path: tuple[str, ...] = ()
        above = words.group
        while above is not None:
            path, above = (above, *path), groups[above].group
        paths[criterion] = path
    opened = set()
    for criterion, path in paths.items():
        for depth, group in enumerate(path):
            if group not in opened:
                opened.add(group)
                yield Node(group, path[:depth], tuple(leaf for leaf, around in paths.items() if group in around), True)
        yield Node(criterion, path, (criterion,), False)


def row_of(view: View, node: Node, cells: Iterable[Cell]) -> Row:
    """A row of the tree: the name of the criterion or group, then these cells."""
    words = view.inputs.groups[node.id] if node.group else view.inputs.criteria[node.id]
    return Row((Cell(line(words.name)), *cells), role="group" if node.group else "plain", depth=len(node.around))


def matrix(view: View) -> Table:
    """Criteria by options: each score with the points it adds, by groups, down to the total."""
    nodes = tuple(tree(view))
    rows = [_group(view, node) if node.group else _criterion(view, node) for node in nodes]
    totals = (Cell(below=view.total(option)) for option in view.order)
    whole = Cell(line(view.words.percent(Decimal(1))))
    rows.append(Row((Cell(view.say("column.total")), whole, *totals), role="total"))
    highest = _highest(view)
    called, out_of = ("scores.caption", "") if highest is None else ("scores.caption-out-of", number(highest))
    criterion, weight = Column(view.text("column.criterion")), Column(view.text("column.weight"), numeric=True)
    return Table(
        caption=view.caption(f"{called}-with-points", highest=out_of),
        columns=(criterion, weight, *options_across(view)),
        rows=tuple(rows),
        note=_note(view, nodes),
        matrix=True,
        fixed=2,
        parts=(view.caption(called, highest=out_of), view.caption("scores.caption-points")),
        tints=view.text("scores.tints"),
    )


def scores(view: View) -> Section:
    """The section that holds the matrix, with how to read it."""
    cells = [cell for result in view.run.options.values() for cell in result.cells.values()]
    signs = []
    if any(cell.score == "unknown" for cell in cells):
        signs.append(view.say("scores.sign-unknown", sign=view.words.quoted("?")))
    ranged = next((cell for cell in cells if cell.range is not None), None)
    if ranged:
        signs.append(view.say("scores.sign-range", sign=view.words.quoted(range_text(ranged))))
    by_rule = sum(cell.from_ == "rule" for cell in cells)
    if by_rule:
        count = view.words.counted(by_rule, "score")
        signs.append(view.say("scores.by-rule", by_rule, count=count, among=str(len(cells))))
    if len(view.eligible) < len(view.order):
        signs.append(view.say("scores.excluded"))
    where = Span(view.words.quoted(view.text("reasons.heading")), link="reasons")
    blocks: list[Block] = [how_points_add_up(view)]
    if signs:
        blocks.append(Paragraph(spaced(*signs)))
    reasons = Paragraph(view.say("scores.reasons", section=where))
    return Section("scores", view.text("scores.heading"), (*blocks, reasons, matrix(view)))


def how_points_add_up(view: View) -> Paragraph:
    """What a reader needs to redo a total."""
    highest = _highest(view)
    if highest is not None:
        said = view.say("scores.points-out-of", highest=number(highest))
    else:
        by_points = any(criterion.values is not None for criterion in view.inputs.criteria.values())
        said = view.say("scores.points-through" if by_points else "scores.points-straight")
    return Paragraph(spaced(said, view.say("scores.add-up")))


def anchors(view: View) -> list[Table]:
    """Which scores are worth 0 and 100, where that is not the same for every criterion."""
    if _highest(view) is not None:
        return []
    rows = []
    for criterion in view.inputs.criteria.values():
        points = [
            view.text("scores.anchor", value=number(value), score=number(score)) for score, value in criterion.points
        ]
        unit = f", {criterion.unit}" if criterion.unit else ""
        rows.append(Row((Cell(line(criterion.name + unit)), Cell(view.words.listed(points)))))
    columns = Column(view.text("column.criterion")), Column(view.text("scores.column-anchors"))
    return [Table(view.text("scores.caption-anchors"), columns, tuple(rows))]


def options_across(view: View) -> tuple[Column, ...]:
    """A column for each option, the excluded ones set off and marked."""
    columns, previous = [], None
    for option in view.order:
        excluded = view.run.options[option].outcome == "excluded"
        small = view.text("excluded") if excluded else ""
        columns.append(Column(view.name(option), numeric=True, small=small, rule=excluded and previous is False))
        previous = excluded
    return tuple(columns)


def _highest(view: View) -> Decimal | None:
    """The highest score, where every criterion has the same plain scale from 0."""
    criteria = view.inputs.criteria.values()
    ends = {(min(c.scale), max(c.scale)) if c.scale and c.values is None else None for c in criteria}
    end = ends.pop()
    return end[1] if not ends and end and not end[0] else None


def _criterion(view: View, node: Node) -> Row:
    criterion = view.inputs.criteria[node.id]
    cells = [Cell(line(criterion.name)), Cell(line(view.words.percent(view.run.shares[node.id])))]
    for option in view.order:
        scored = view.run.options[option].cells[node.id]
        cells.append(
            Cell(
                line(bold(score_text(criterion, scored))),
                beside=range_text(scored),
                below=view.added(*view.points[option][node.id]),
                tint="open" if scored.value is None else _TINTS[min(5, int(scored.value * 6 / 100))],
            )
        )
    return Row(tuple(cells), depth=len(node.around))


def _group(view: View, node: Node) -> Row:
    cells = [Cell(line(view.inputs.groups[node.id].name)), Cell(line(view.words.percent(view.run.shares[node.id])))]
    cells += [Cell(below=view.added(*_sum(view, option, node.leaves))) for option in view.order]
    return Row(tuple(cells), role="group", depth=len(node.around))


def _sum(view: View, option: str, criteria: Sequence[str]) -> Ends:
    return added_up(view.points[option][criterion] for criterion in criteria)


def _note(view: View, nodes: Sequence[Node]) -> str:
    """What a reader has to know who adds up the figures shown."""
    notes = []
    points = (end for cells in view.points.values() for ends in cells.values() for end in ends)
    totals = (end for ends in view.totals.values() for end in ends)
    rounds = any(rounded(end, 3) != rounded(end, view.point_places) for end in points)
    if rounds or any(end != rounded(end, view.total_places) for end in totals):
        notes.append(view.say("scores.points-rounded"))
    if any(rounded(view.run.shares[node.id] * 100, 1) != view.run.shares[node.id] * 100 for node in nodes):
        notes.append(view.say("scores.weights-rounded"))
    return plain(spaced(*notes))
