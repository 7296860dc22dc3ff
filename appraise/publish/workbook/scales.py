"""Scales: the sheet of value functions that do not run straight from a worst score to a best."""

from appraise.publish.context import Context
from appraise.publish.workbook.layout import TOP, Layout
from appraise.publish.workbook.sheet import CellPlace, Sheet

STRAIGHT = 2
"""The anchors of a value function that runs straight from its worst score to its best."""


def scales(sheet: Sheet, context: Context, layout: Layout) -> None:
    """A row a point of each such function: the score, lowest first, and its value."""
    sheet.widths(34, 13, 13)
    columns = "column.criterion", "column.score", "column.value"
    sheet.head(TOP - 1, [context.text(each) for each in columns], figures=1)
    sheet.freeze(TOP, 0)
    for name in bent(context):
        first, _ = scale_cells(context, layout, name)
        for at, (score, value) in enumerate(context.inputs.criteria[name].points):
            sheet.put(first.row + at, 0, context.criterion(name))
            sheet.put(first.row + at, 1, score, "figure")
            sheet.put(first.row + at, 2, value, "figure")


def bent(context: Context) -> tuple[str, ...]:
    """The criteria with such a function."""
    return tuple(name for name, each in context.inputs.criteria.items() if len(each.points) > STRAIGHT)


def scale_cells(context: Context, layout: Layout, criterion: str) -> tuple[CellPlace, CellPlace]:
    """The first and the last score of a criterion's value function."""
    row = TOP
    for name in bent(context):
        last = row + len(context.inputs.criteria[name].points) - 1
        if name == criterion:
            break
        row = last + 1
    return CellPlace(layout.names["scales"], row, 1), CellPlace(layout.names["scales"], last, 1)
