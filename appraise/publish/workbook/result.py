"""Result: the sheet of what became of each option, now and in the record, and the shortlist rule."""

from xlsxwriter.utility import xl_rowcol_to_cell

from appraise.publish.context import Context
from appraise.publish.language import DASH
from appraise.publish.workbook.layout import TOP, Layout
from appraise.publish.workbook.sheet import Figure, Sheet
from appraise.run import low_high

_HEAD = TOP + 1
_SHOWN = 6
"""To how many places totals are shown, as in a record."""


def result(sheet: Sheet, context: Context, layout: Layout) -> None:
    """A row an option: its outcome, ranks and totals now, and beside them the outcome and the total in the record."""
    block = layout.blocks["outcome"]
    ranged = [name for name in ("total-least", "total-most") if name in block.rows]
    columns = ("outcome", "recorded-outcome", "best", "worst", "points", "points-most", "recorded-total", *ranged)
    sheet.widths(34, 16, 16, *(11 for _ in columns[2:]))
    _rule(sheet, context, layout)
    heads = (context.text(f"workbook.row.{each}") for each in columns)
    sheet.head(_HEAD, (context.text("column.option"), *heads), figures=3)
    sheet.freeze(_HEAD + 1, 1)
    first = _HEAD + 1
    for row, option in enumerate(context.order, first):
        sheet.put(row, 0, context.marked(option), "group")
        for column, name in enumerate(columns, 1):
            if name.startswith("recorded"):
                sheet.put(row, column, *_recorded(context, name.removeprefix("recorded-"), option))
            else:
                _now(sheet, context, layout, row, column, name, option)
    now, then = (xl_rowcol_to_cell(first, column, col_abs=True) for column in (1, 2))
    last = first + len(context.order) - 1
    changed = {"type": "formula", "criteria": f"={now}<>{then}", "format": sheet.book.look("changed", 0)}
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
    sheet.check(at.row, at.column, at.column, allowed, context.text(told))


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


def _recorded(context: Context, name: str, option: str) -> tuple[Figure | str, str]:
    """The outcome, the total or a rank as it was recorded, and how it looks."""
    standing = context.run.options[option]
    if name == "total":
        low, high = low_high(standing)
        return (low if low == high else context.language.span(low, high)), "figure"
    if name == "outcome":
        return context.text(f"since.outcome.{standing.outcome}"), "text"
    return (standing.best_worst or (standing.rank, standing.rank))[name == "worst"] or DASH, "figure"
