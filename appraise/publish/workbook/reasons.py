"""Reasons: the sheets of every reason with its evidence, and of the documents that are cited."""

from collections.abc import Sequence

from appraise.publish.context import Context
from appraise.publish.document import plain
from appraise.publish.language import spaced
from appraise.publish.sections.gates import reason_for_verdict
from appraise.publish.sections.score_reasons import reason_for_score
from appraise.publish.workbook.layout import TOP, Layout
from appraise.publish.workbook.sheet import Sheet


def reasons(sheet: Sheet, context: Context, _: Layout) -> None:
    """A row a score, and then a row a verdict: what was given, why, and what speaks for and against it."""
    sheet.widths(30, 30, 16, 90)
    columns = "workbook.column.what", "column.option", "workbook.column.given", "column.reason"
    rows = [
        (
            context.criterion(name),
            context.name(option),
            _score(context, option, name),
            plain(reason_for_score(context, context.run.options[option].cells[name])),
        )
        for name in context.inputs.criteria
        for option in context.order
    ]
    rows += [
        (
            gate.name,
            context.name(option),
            context.text(f"verdict.{context.run.options[option].verdicts[name].verdict}"),
            plain(reason_for_verdict(context, option, name)),
        )
        for name, gate in context.inputs.gates.items()
        for option in context.order
    ]
    _table(sheet, [context.text(each) for each in columns], rows)


def _score(context: Context, option: str, criterion: str) -> str:
    return plain(spaced(context.score(option, criterion), context.range(option, criterion)))


def sources(sheet: Sheet, context: Context, _: Layout) -> None:
    """A row a document, by the number under which it is cited."""
    sheet.widths(8, 70, 34, 20, 60)
    columns = ("number", "title", "publisher", "date", "address")
    rows = [
        (
            str(context.sources[name]),
            document.title,
            document.publisher or "",
            context.language.date(document.date) if document.date else "",
            document.address or "",
        )
        for name, document in context.inputs.documents.items()
    ]
    _table(sheet, [context.text(f"workbook.column.{each}") for each in columns], rows)


def _table(sheet: Sheet, heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """Rows of texts that can be filtered."""
    sheet.head(TOP - 1, heads)
    sheet.freeze(TOP, 0)
    sheet.repeat(TOP - 1)
    for at, cells in enumerate(rows, TOP):
        for column, text in enumerate(cells):
            sheet.put(at, column, text)
    sheet.sheet.autofilter(TOP - 1, 0, TOP - 1 + len(rows), len(heads) - 1)
