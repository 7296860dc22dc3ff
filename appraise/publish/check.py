"""Words used, and how to check: the terms of the appraisal, the files it came from and the record's fingerprint."""

from appraise.publish.document import Block, Bullets, Cell, Column, Paragraph, Row, Section, Table, bold, line
from appraise.publish.view import View

_TERMS = (
    *("option", "criterion", "weight", "score", "value", "points", "total"),
    *("gate", "verdict", "by-rule", "excluded", "eligible", "shortlist", "line", "ranges", "comparator"),
)


def check(view: View) -> Section:
    """The section with which a reader can trace every figure."""
    run = view.run
    made = view.say("check.record", version=run.appraise, fingerprint=bold(run.fingerprint()))
    compared = any(option.comparator for option in view.inputs.options.values())
    terms = _TERMS if compared else _TERMS[:-1]
    blocks: list[Block] = [Bullets(tuple(view.say(f"term.{term}") for term in terms)), Paragraph(made)]
    rows = tuple(Row((Cell(line(file.path)), Cell(line(file.sha256)))) for file in view.inputs.files)
    if rows:
        columns = Column(view.text("check.column-file")), Column(view.text("check.column-hash"))
        note = view.text("check.note")
        blocks.append(Table(view.text("check.caption"), columns, rows, note=note))
    return Section("check", view.text("check.heading"), tuple(blocks))


def carried(view: View) -> dict[str, str]:
    """What a form says that carries the record itself."""
    return {"record": view.text("check.download"), "record-use": view.text("check.use")}
