"""Reasons: the sheets of every reason with its evidence, and of the documents that are cited."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from appraise.appraisal import CostLine, OptionAmount, Score
from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.costs import money
from appraise.publish.document import plain
from appraise.publish.language import sentence, spaced
from appraise.publish.sections.gates import reason_for_verdict
from appraise.publish.sections.score_reasons import reason_for_score
from appraise.publish.workbook.layout import TOP, Layout
from appraise.publish.workbook.sheet import Sheet


def reasons(sheet: Sheet, context: Context, _: Layout) -> None:
    """A row a score, a row a verdict, and a row an amount that has a reason: what was given, why, and what speaks for
    and against it. Under a score of a panel, a row for each member who said more than a number."""
    by_members = bool(context.inputs.panel and context.inputs.panel.sheets)
    sheet.widths(30, 30, 16, *((30,) if by_members else ()), 90)
    columns = (
        *("workbook.column.what", "column.option", "workbook.column.given"),
        *(("workbook.column.by",) if by_members else ()),
        "column.reason",
    )
    rows = [
        row for name in context.inputs.criteria for option in context.order for row in _on_score(context, name, option)
    ]
    rows += [
        (
            gate.name,
            context.name(option),
            context.text(f"verdict.{context.run.options[option].verdicts[name].verdict}"),
            "",
            plain(reason_for_verdict(context, option, name)),
        )
        for name, gate in context.inputs.gates.items()
        for option in context.order
    ]
    rows += _on_costs(context)
    wanted = rows if by_members else [(*row[:3], *row[4:]) for row in rows]
    _table(sheet, [context.text(each) for each in columns], wanted)


def _on_score(context: Context, name: str, option: str) -> Iterator[tuple[str, ...]]:
    """A score with its reason, who gave it and what the panel made of it; then what members said of it."""
    cell, scores = context.run.options[option].cells[name], context.inputs.given(name, option)
    named, panel = (context.criterion(name), context.name(option)), context.inputs.panel
    score = plain(spaced(context.score(option, name), context.range(option, name)))
    why = reason_for_score(context, cell)
    if cell.from_ == "panel" and len(scores) > 1:
        why = spaced(_combined(context, name, scores), context.cited(*cell.evidence))
    elif cell.from_ == "panel" and not scores:
        why = context.say("panel.nobody-scored")
    elif cell.combined is not None:
        why = spaced(why, _combined(context, name, scores), context.text("workbook.moderated"))
    by = panel.by if panel and cell.from_ == "sheet" else None
    yield *named, score, by or "", plain(why)
    for member, each in scores.items():
        if each.reason or each.range or each.evidence.citations:
            said = spaced(sentence(each.reason) or context.text("no-reason"), context.cited(*each.evidence))
            yield *named, _given(context, name, each), panel.sheets[member].by if panel else "", plain(said)


def _on_costs(context: Context) -> Iterator[tuple[str, ...]]:
    """The amounts that have a reason or evidence; without an option, what a line says for those that say nothing."""
    costs = context.inputs.costs
    for line in costs.lines.values() if costs else ():
        named = [("", line), *((context.name(option), line.options.get(option)) for option in context.order)]
        for name, stated in named:
            if stated is not None and (stated.reason or stated.evidence):
                why = spaced(sentence(stated.reason) or context.text("no-reason"), context.cited(stated.evidence))
                yield line.name, name, _paid(context, stated), costs.by if costs else "", plain(why)


def _paid(context: Context, stated: CostLine | OptionAmount) -> str:
    """An amount with its range; nothing of amounts that differ by year, which stand in the sheet of costs."""
    if stated.amount is None or isinstance(stated.amount, Mapping):
        return ""
    dash, shown = "\N{EN DASH}", context.text("workbook.unknown")
    if isinstance(stated.amount, Decimal):
        shown = money(context, [stated.amount, *(stated.range or ())]).shown(stated.amount)
    if stated.range is None:
        return shown
    how = money(context, stated.range)
    return f"{shown} ({dash.join(map(how.shown, stated.range))})"


def _combined(context: Context, name: str, scores: Mapping[str, Score]) -> str:
    """What members gave for a cell, and how that is combined."""
    how = "mean" if context.inputs.panel and context.inputs.panel.combine == "mean" else "median"
    if all(score.score == UNKNOWN for score in scores.values()):
        how = "unknown"
    listed = [_given(context, name, score) for score in scores.values()]
    return context.text(f"workbook.combined.{how}", given=context.language.listed(listed))


def _given(context: Context, criterion: str, score: Score) -> str:
    """What a member gave, with the range."""
    shown = context.text("workbook.unknown") if score.score == UNKNOWN else context.amount(criterion, score.score)
    ends = "\N{EN DASH}".join(context.amount(criterion, end, with_unit=False) for end in score.range or ())
    return f"{shown} ({ends})" if ends else shown


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
