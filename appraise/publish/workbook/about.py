"""About: the first sheet, which says what the workbook is, what may be changed in it, and what that does not change."""

from appraise.publish.context import Context
from appraise.publish.workbook.layout import TOP, Layout
from appraise.publish.workbook.sheet import Sheet


def about(sheet: Sheet, context: Context, _: Layout) -> None:
    """A line a thing to know, each after its label."""
    sheet.widths(22, 100)
    inputs = context.inputs
    given = {
        "question": inputs.question or "",
        "authority": "" if inputs.status == "illustrative" else inputs.authority or "",
        "date": context.language.date(inputs.date) if inputs.date else "",
    }
    ours = ("change", "record", "unknown", "groups", "gates", "costs", "digits", "rest")
    left_out = {"groups": not inputs.groups, "gates": not inputs.gates, "costs": inputs.costs is None}
    told = {label: text for label, text in given.items() if text}
    made = {"version": context.run.appraise, "fingerprint": context.run.fingerprint()}
    told |= {
        label: context.text(f"workbook.about.{label}", **made if label == "record" else {})
        for label in ours
        if not left_out.get(label)
    }
    for row, (label, text) in enumerate(told.items(), TOP - 1):
        sheet.put(row, 0, context.text(f"workbook.label.{label}"), "group")
        sheet.put(row, 1, text, "text")
