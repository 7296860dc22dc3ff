"""Scores: the sheet of what people gave, which they may change here: weights, scores and the ranges of scores."""

from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from appraise.field_types import UNKNOWN
from appraise.numbers import number_text
from appraise.publish.context import Context
from appraise.publish.criteria_tree import Node
from appraise.publish.workbook.combined import exact, formula
from appraise.publish.workbook.layout import TOP, Block, Layout
from appraise.publish.workbook.scales import STRAIGHT
from appraise.publish.workbook.sheet import Sheet, literal, span, sum_formula

_WEIGHT, _SHARE = 1, 2


def scores(sheet: Sheet, context: Context, layout: Layout) -> None:
    """Criteria and groups by options. A share of the weight is worked out; all else is as recorded."""
    shares = ("whole", "share") if context.inputs.uncounted else ("share",)
    columns = ("weight", *shares, "worst", "best")
    heads = (context.text("column.criterion"), *(context.text(f"workbook.column.{each}") for each in columns))
    sheet.widths(34, *(10 for _ in columns), *(13 for _ in context.order), 10)
    sheet.head(TOP - 1, (*heads, *map(context.head, context.order), context.text("workbook.check")), figures=1)
    sheet.freeze(TOP, 1)
    sheet.repeat(TOP - 1)
    for name in ("score", "lowest", "highest"):
        if name in layout.blocks:
            block = layout.blocks[name]
            sheet.block(block.top, context.text(f"workbook.block.{name}"), block.last)
            for node in layout.nodes:
                _names(sheet, context, block, node)
                _scores(sheet, context, block, node, name)
    for node in layout.nodes:
        _weights(sheet, context, layout, node)
        _to_check(sheet, context, layout, node)


def share_column(context: Context) -> int:
    """The column of each criterion's share of what counts."""
    return _SHARE + bool(context.inputs.uncounted)


def ends_columns(context: Context) -> tuple[int, int]:
    """The columns of the scores that are worth 0 and 100."""
    return share_column(context) + 1, share_column(context) + 2


def _names(sheet: Sheet, context: Context, block: Block, node: Node) -> None:
    inputs = context.inputs
    named = inputs.groups.get(node.id) or inputs.criteria.get(node.id) or inputs.uncounted[node.id]
    name = context.text("workbook.uncounted", name=named.name) if node.id in inputs.uncounted else named.name
    sheet.put(block.row(node.id), 0, name, "group" if node.group else "text", len(node.around))


def _weights(sheet: Sheet, context: Context, layout: Layout, node: Node) -> None:
    """The weight of a node, its share, and between which scores its values run."""
    block = layout.blocks["score"]
    row, weight, given = block.row(node.id), layout.weights[node.id], layout.given.get(node.id)
    inside = [block.row(child) for child in layout.children.get(node.id, ())]
    if given is None:
        shares = any(each.formula for each in layout.given.values())
        sheet.work_out(row, _WEIGHT, sum_formula(inside, _WEIGHT), weight, "share" if shares else "figure")
    elif given.formula:
        sheet.work_out(row, _WEIGHT, given.formula, weight, "share")
    elif not given.typed:
        sheet.put(row, _WEIGHT, weight, "figure")
    else:
        sheet.put(row, _WEIGHT, weight, "input")
        rule = {"validate": "decimal", "criteria": ">=", "value": 0}
        sheet.allow(row, _WEIGHT, _WEIGHT, rule, context.text("workbook.weight"))
    parent = node.around[-1] if node.around else None
    among = sum_formula([block.row(sibling) for sibling in layout.children[parent]], _WEIGHT)
    around = f"{block.beside(parent, _SHARE).from_(block.sheet)}*" if parent else ""
    own = block.beside(node.id, _WEIGHT).from_(block.sheet)
    sheet.work_out(row, _SHARE, f"IF({among}=0,0,{around}{own}/{among})", layout.whole[node.id], "share")
    if context.inputs.uncounted and node.leaves:
        counted = sum_formula([block.row(criterion) for criterion in context.inputs.criteria], _SHARE)
        part = sum_formula([block.row(leaf) for leaf in node.leaves], _SHARE)
        share = f"IF({counted}=0,0,{part}/{counted})"
        sheet.work_out(row, share_column(context), share, layout.shares[node.id], "share")
    criterion = context.inputs.criteria.get(node.id)
    if criterion is not None and len(criterion.points) == STRAIGHT:
        worths = {worth: score for score, worth in criterion.points}
        worst, best = ends_columns(context)
        sheet.put(row, worst, worths[Decimal(0)], "figure")
        sheet.put(row, best, worths[Decimal(100)], "figure")


def _scores(sheet: Sheet, context: Context, block: Block, node: Node, name: str) -> None:
    """The scores of every option on a criterion, or one end of their ranges."""
    criterion = context.inputs.criteria.get(node.id)
    if criterion is None:
        return
    row, columns = block.row(node.id), [block.at(node.id, option).column for option in context.order]
    for option, column in zip(context.order, columns, strict=True):
        score, ends = exact(context, node.id, option)
        combined = formula(context, node.id, option)
        if name != "score":
            sheet.put(row, column, ends and ends[name == "highest"], "input")
        elif combined and score != UNKNOWN:
            sheet.work_out(row, column, combined, score, "input")
        else:
            sheet.put(row, column, context.text("workbook.unknown") if score == UNKNOWN else score, "input")
    least, most = (number_text(criterion.points[end][0]) for end in (0, -1))
    here = xl_rowcol_to_cell(row, columns[0])
    on_scale = f"AND({here}>={least},{here}<={most})"
    other = f"{here}={literal(context.text('workbook.unknown'))}" if name == "score" else "FALSE"
    message = context.text("workbook.on-scale" if name == "score" else "workbook.on-scale-range")
    rule = {"validate": "custom", "value": f"=IF(ISNUMBER({here}),{on_scale},{other})"}
    sheet.allow(row, columns[0], columns[-1], rule, message)


def _to_check(sheet: Sheet, context: Context, layout: Layout, node: Node) -> None:
    """Count what a file would be refused for: a weight or a score that is none, a range with one end, or one that
    does not hold its score. What is pasted is not checked otherwise."""
    blocks, criterion = layout.blocks, context.inputs.criteria.get(node.id)
    cells = {
        name: span(block.sheet, *(block.at(node.id, end) for end in (context.order[0], context.order[-1])))
        for name, block in blocks.items()
        if name in ("score", "lowest", "highest")
    }
    weight = blocks["score"].beside(node.id, _WEIGHT).from_(blocks["score"].sheet)
    counts = [f"1-ISNUMBER({weight})*({weight}>=0)"]
    if criterion is not None:
        score, (least, most) = cells["score"], (number_text(criterion.points[at][0]) for at in (0, -1))
        unknown = f"({score}={literal(context.text('workbook.unknown'))})"
        counts.append(f"SUMPRODUCT(1-ISNUMBER({score})*({score}>={least})*({score}<={most})-{unknown})")
        if "lowest" in cells:
            low, high = cells["lowest"], cells["highest"]
            on_scale = f"ISNUMBER({low})*ISNUMBER({high})*({low}>={least})*({low}<={high})*({high}<={most})"
            holds = f"(1-ISNUMBER({score})*(1-({low}<={score})*({score}<={high})))"
            ranges = f"SUMPRODUCT(1-ISBLANK({low})*ISBLANK({high})-{on_scale}*{holds})"
            sheet.work_out(blocks["lowest"].row(node.id), blocks["lowest"].last + 1, ranges, 0)
    row = blocks["score"].row(node.id)
    sheet.work_out(row, blocks["score"].last + 1, "+".join(counts), 0)
