"""Result: the sheet of what became of each option, now and in the record, and the shortlist rule."""

from xlsxwriter.utility import xl_rowcol_to_cell

from appraise.publish.context import Context
from appraise.publish.costs import compared
from appraise.publish.costs import low_high as ends_of
from appraise.publish.language import DASH
from appraise.publish.workbook.cost_places import ENDS
from appraise.publish.workbook.costs import cost_head
from appraise.publish.workbook.gates import passes_gates
from appraise.publish.workbook.layout import TOP, Layout
from appraise.publish.workbook.scores import share_column
from appraise.publish.workbook.sheet import CellPlace, Figure, Sheet, literal, span
from appraise.run import low_high

_HEAD = TOP + 2
_SHOWN = 6
"""To how many places totals are shown, as in a record."""


def result(sheet: Sheet, context: Context, layout: Layout) -> None:
    """A row an option: its outcome, ranks, totals and costs now, and beside them what the record has."""
    block = layout.blocks["outcome"]
    ranged = [name for name in ("total-least", "total-most") if name in block.rows]
    words = ("outcome", "recorded-outcome", *(("eligible",) if context.inputs.gates else ()))
    columns = (*words, "best", "worst", "points", "points-most", "recorded-total", *ranged)
    costs = [f"{layout.costs.compared}.{end}" for end in layout.costs.ends] if layout.costs else []
    sheet.widths(34, 16, 16, *(11 for _ in columns[2:]), *(15 for _ in costs), 15)
    _rule(sheet, context, layout)
    _to_check(sheet, context, layout)
    heads = [context.text(f"workbook.row.{each}") for each in columns]
    if layout.costs:
        heads += [cost_head(context, each) for each in (*costs, f"{layout.costs.compared}.recorded")]
    sheet.head(_HEAD, (context.text("column.option"), *heads), figures=len(words) + 1)
    sheet.freeze(_HEAD + 1, 1)
    first = _HEAD + 1
    for row, option in enumerate(context.order, first):
        sheet.put(row, 0, context.marked(option), "group")
        for column, name in enumerate(columns, 1):
            if name.startswith("recorded"):
                sheet.put(row, column, *_recorded(context, name.removeprefix("recorded-"), option))
            else:
                _now(sheet, context, layout, row, column, name, option)
        _costs(sheet, context, layout, row, len(columns) + 1, option)
    now, then = (xl_rowcol_to_cell(first, column, col_abs=True) for column in (1, 2))
    last = first + len(context.order) - 1
    changed = {"type": "formula", "criteria": f"={now}<>{then}", "format": sheet.book.look("changed")}
    sheet.sheet.conditional_format(first, 1, last, 1, changed)


def _rule(sheet: Sheet, context: Context, layout: Layout) -> None:
    """The shortlist rule, whose figure may be changed."""
    rule, at = context.inputs.shortlist_rule, layout.rule()
    kinds = {"top": rule.top, "at-least": rule.at_least, "within": rule.within}
    kind, limit = next((kind, limit) for kind, limit in kinds.items() if limit is not None)
    sheet.put(at.row, 0, context.text(f"workbook.rule.{kind}"), "group")
    sheet.put(at.row, at.column, limit, "input")
    if kind == "top":
        allowed, told = {"validate": "integer", "criteria": ">=", "value": 1}, "workbook.rule-top"
    else:
        allowed, told = (
            {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100},
            "workbook.rule-points",
        )
    sheet.allow(at.row, at.column, at.column, allowed, context.text(told))


def _to_check(sheet: Sheet, context: Context, layout: Layout) -> None:
    """How many yellow cells hold what a file would be refused for; weights that are all 0 count as one."""
    rule, counts = layout.rule(), []
    for name in ("score", "gates"):
        block = layout.blocks[name]
        if block.rows:
            last = max(each.bottom for each in layout.blocks.values() if each.sheet == block.sheet)
            ends = (CellPlace(block.sheet, row, block.last + 1) for row in (TOP, last))
            counts.append(f"SUM({span(rule.sheet, *ends)})")
    if layout.costs:
        ends = (
            CellPlace(layout.costs.sheet, row, layout.costs.check) for row in (layout.costs.top, layout.costs.bottom)
        )
        counts.append(f"SUM({span(rule.sheet, *ends)})")
    limit = rule.from_(rule.sheet)
    top = context.inputs.shortlist_rule.top is not None
    allowed = f"({limit}>=1)*({limit}=INT({limit}))" if top else f"({limit}>=0)*({limit}<=100)"
    counts.append(f"IF(ISNUMBER({limit}),1-{allowed},1)")
    nodes = (layout.nodes[0].id, layout.nodes[-1].id)
    shares = (layout.blocks["score"].beside(node, share_column(context)) for node in nodes)
    counts.append(f"1*(SUM({span(rule.sheet, *shares)})=0)")
    sheet.put(rule.row + 1, 0, context.text("workbook.to-check"), "group")
    sheet.work_out(rule.row + 1, rule.column, "+".join(counts), 0)
    some = {"type": "cell", "criteria": ">", "value": 0, "format": sheet.book.look("changed")}
    sheet.sheet.conditional_format(rule.row + 1, rule.column, rule.row + 1, rule.column, some)


def _now(sheet: Sheet, context: Context, layout: Layout, row: int, column: int, name: str, option: str) -> None:
    """What the sheet of workings has for an option; a total with as many places as in a record."""
    here, standing = layout.names["result"], context.run.options[option]
    if name in ("points", "points-most"):
        stored = low_high(standing)[name == "points-most"]
        sheet.work_out(row, column, f"ROUND({layout.total(name, option).from_(here)},{_SHOWN})", stored, "figure")
        return
    at = layout.blocks["outcome"].at(name, option).from_(here)
    if name in ("total-least", "total-most"):
        ends = standing.total_range or low_high(standing)
        sheet.work_out(row, column, f"ROUND({at},{_SHOWN})", ends[name == "total-most"], "figure")
    else:
        sheet.work_out(row, column, at, *_recorded(context, name, option))


def _costs(sheet: Sheet, context: Context, layout: Layout, row: int, column: int, option: str) -> None:
    """What options are compared by beside their totals: the cost as the sheet of costs has it, then the record's."""
    places, cost = layout.costs, context.run.options[option].cost
    if places is None or cost is None:
        return
    here, recorded, not_known = layout.names["result"], compared(cost), context.text("costs.not-known")
    low, high = ends_of(recorded)
    known = places.sum_of(option, f"{places.compared}.known").from_(here)
    every = literal(context.text("workbook.cost.all"))
    ends = low, high, *(recorded.range or (low, high))
    for at, end in enumerate(places.ends):
        cell = places.sum_of(option, f"{places.compared}.{end}").from_(here)
        formula = f"IF({known}={every},ROUND({cell},{_SHOWN}),{literal(not_known)})"
        sheet.work_out(row, column + at, formula, not_known if recorded.not_known else ends[ENDS[end]], "figure")
    shown = low if low == high else context.language.span(low, high)
    sheet.put(row, column + len(places.ends), not_known if recorded.not_known else shown, "figure")


def _recorded(context: Context, name: str, option: str) -> tuple[Figure | str, str]:
    """The outcome, the total, a rank or whether it passes as it was recorded, and how it looks."""
    standing = context.run.options[option]
    if name == "total":
        low, high = low_high(standing)
        return (low if low == high else context.language.span(low, high)), "figure"
    if name == "eligible":
        return passes_gates(context, option), "text"
    if name == "outcome":
        return context.text(f"since.outcome.{standing.outcome}"), "text"
    return (standing.best_worst or (standing.rank, standing.rank))[name == "worst"] or DASH, "figure"
