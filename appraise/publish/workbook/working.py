"""Working: the sheet of what follows from weights and scores, block by block: values, points, totals, outcomes."""

from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.criteria_tree import node_name
from appraise.publish.workbook.layout import PLACES, TOP, Layout
from appraise.publish.workbook.outcomes import outcomes
from appraise.publish.workbook.scores import share_column
from appraise.publish.workbook.sheet import Sheet, sum_formula
from appraise.publish.workbook.values import ExactValues, points_of, values, worths_of


def working(sheet: Sheet, context: Context, layout: Layout) -> None:
    """Blocks of criteria by options: values, points with totals, values within recorded ranges; then the outcomes."""
    sheet.widths(34, 10, *(13 for _ in context.order))
    heads = context.text("column.criterion"), context.text("workbook.column.share")
    sheet.head(TOP - 1, (*heads, *map(context.head, context.order)), figures=1)
    sheet.freeze(TOP, 2)
    sheet.repeat(TOP - 1)
    worths = worths_of(context)
    for name in layout.values_and_points():
        _heads(sheet, context, layout, name)
        if name in ("points", "points-most"):
            _points(sheet, context, layout, name, worths)
        else:
            values(sheet, context, layout, name, worths)
    outcomes(sheet, context, layout, worths)


def _heads(sheet: Sheet, context: Context, layout: Layout, name: str) -> None:
    """The heading of a block, and the name and the share of each of its rows."""
    block = layout.blocks[name]
    sheet.block(block.top, context.text(f"workbook.block.{name}"), block.last)
    for node in layout.nodes:
        if node.leaves:
            row, share = block.row(node.id), layout.blocks["score"].beside(node.id, share_column(context))
            sheet.put(row, 0, node_name(context, node), "group" if node.group else "text", len(node.around))
            sheet.work_out(row, 1, share.from_(block.sheet), layout.shares[node.id], "share")


def _points(sheet: Sheet, context: Context, layout: Layout, name: str, worths: ExactValues) -> None:
    """What each criterion adds, what each group adds, and the total."""
    block, of = layout.blocks[name], "value-most" if name == "points-most" else "value"
    nodes = [node for node in layout.nodes if node.leaves]
    tops = [block.row(node.id) for node in nodes if not node.around]
    sheet.put(layout.total_row(name), 0, context.text("column.total"), "total-name")
    sheet.put(layout.total_row(name), 1, None, "total")
    for option in context.order:
        for node in nodes:
            at = block.at(node.id, option)
            inside = [block.row(child) for child in layout.children.get(node.id, ()) if child in block.rows]
            value = layout.blocks[of].at(node.id, option).from_(block.sheet)
            formula = sum_formula(inside, at.column) if node.group else f"$B${at.row + 1}*{value}"
            points = points_of(layout, node.leaves, option, of, worths)
            sheet.work_out(at.row, at.column, formula, points, "places")
        at = layout.total(name, option)
        total = rounded(points_of(layout, context.inputs.criteria, option, of, worths), PLACES)
        sheet.work_out(at.row, at.column, f"ROUND({sum_formula(tops, at.column)},{PLACES})", total, "total")
