"""Panel: the sheet of what each member of a panel gave: scores, and weights."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.workbook.layout import TOP, Layout
from appraise.publish.workbook.sheet import Figure, Sheet
from appraise.weighting import METHODS, judged_shares

_FIRST = 2
"""The column of the first member."""


def panel(sheet: Sheet, context: Context, layout: Layout) -> None:
    """A column a member: scores, then weights. After them what these combine to, and what was agreed instead."""
    names = {member: context.inputs.member_name(member) for member in context.inputs.members}
    ends = [context.text(f"workbook.column.{each}") for each in ("combined", "agreed")]
    sheet.widths(34, 30, *(16 for _ in names), 11, 11)
    heads = context.text("column.criterion"), context.text("column.option"), *names.values(), *ends
    sheet.head(TOP - 1, heads, figures=_FIRST)
    sheet.freeze(TOP, _FIRST)
    sheet.repeat(TOP - 1)
    below = _scores(sheet, context, list(names))
    if context.inputs.weighting.sheets:
        _weights(sheet, context, layout, list(names), below)


def _scores(sheet: Sheet, context: Context, names: Sequence[str]) -> int:
    """A row a cell that somebody scored; an empty cell is an abstention. The first row below them."""
    row = TOP
    for criterion in context.inputs.criteria:
        for option in context.order:
            scores = context.inputs.given(criterion, option)
            if scores:
                cell = context.run.options[option].cells[criterion]
                moderated = cell.combined is not None
                figures = {member: score.score for member, score in scores.items()}
                last = cell.combined if moderated else cell.score, cell.score if moderated else None
                texts = context.criterion(criterion), context.name(option)
                _row(sheet, context, row, texts, [*(figures.get(name) for name in names), *last])
                row += 1
    return row + 1 if row > TOP else row


def _weights(sheet: Sheet, context: Context, layout: Layout, names: Sequence[str], top: int) -> None:
    """What each member said of weights, and the shares of the weight that this comes to."""
    inputs, weighting = context.inputs, context.inputs.weighting
    operand, last = METHODS[weighting.method].OPERAND, _FIRST + len(names) + 1
    said = {
        member: each.swings if operand == "swings" else _places(each.order) for member, each in weighting.sheets.items()
    }
    parts = {member: judged_shares(inputs, each) for member, each in weighting.sheets.items()}
    leaves = [node.id for node in layout.nodes if not node.group]
    sheet.block(top, context.text(f"workbook.block.{operand}"), last)
    second = top + len(leaves) + 2
    sheet.block(second, context.text("workbook.block.shares"), last)
    for at, leaf in enumerate(leaves, 1):
        name = (inputs.criteria.get(leaf) or inputs.uncounted[leaf]).name
        row: list[Figure | None] = [said[member][leaf] if member in said else None for member in names]
        _row(sheet, context, top + at, (name, ""), row)
        mean = sum((each[leaf] for each in parts.values()), Fraction(0)) / len(parts)
        agreed = None if weighting.by_members else layout.whole[leaf]
        row = [*(parts[member][leaf] if member in parts else None for member in names), mean, agreed]
        _row(sheet, context, second + at, (name, ""), row, "share")


def _places(order: Sequence[Sequence[str]]) -> Mapping[str, Figure]:
    """The place of each criterion in an order; level ones share the first of theirs."""
    places: dict[str, Figure] = {}
    for level in order:
        places |= dict.fromkeys(level, len(places) + 1)
    return places


def _row(
    sheet: Sheet,
    context: Context,
    row: int,
    texts: Sequence[str],
    figures: Sequence[Figure | str | None],
    look: str = "figure",
) -> None:
    """Names, then figures; an unknown score in a word, and nothing where nobody gave one."""
    for column, text in enumerate(texts):
        if text:
            sheet.put(row, column, text)
    for column, figure in enumerate(figures, _FIRST):
        if figure is not None:
            sheet.put(row, column, context.text("workbook.unknown") if figure == UNKNOWN else figure, look)
