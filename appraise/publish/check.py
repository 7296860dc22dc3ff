"""Words used, and how to check: the terms, the record's fingerprint, its files, and findings that are lived with."""

from collections.abc import Iterator

from appraise.appraisal import Accepted
from appraise.publish.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Line,
    Paragraph,
    Row,
    Section,
    Subheading,
    Table,
    bold,
    line,
)
from appraise.publish.view import View
from appraise.publish.words import sentence, spaced, words_of

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
    before = view.inputs.follows
    if before:
        told = view.say("check.before", title=before.title, fingerprint=bold(before.fingerprint))
        blocks.append(Paragraph(told))
    rows = tuple(Row((Cell(line(file.path)), Cell(line(file.sha256)))) for file in view.inputs.files)
    if rows:
        columns = Column(view.text("check.column-file")), Column(view.text("check.column-hash"))
        note = view.text("check.note")
        blocks.append(Table(view.text("check.caption"), columns, rows, note=note))
    return Section("check", view.text("check.heading"), (*blocks, *_lived_with(view)))


def _lived_with(view: View) -> Iterator[Block]:
    """What was accepted of the findings of `appraise check`, why and on whose word; nothing where nothing was."""
    said = [_accepted(view, code, each) for code, found in view.inputs.accepted.items() for each in found]
    if said:
        yield Subheading(view.text("check.lived-with"))
        yield Bullets(tuple(said))


def _accepted(view: View, code: str, accepted: Accepted) -> Line:
    """A finding by its code as words, what it is about where that is given, the reason and who gave it."""
    values = {"finding": words_of(code), "reason": sentence(accepted.reason)}
    if accepted.where:
        # What has no name of its own, such as a document or what is not known, goes by its id.
        about = view.words.names([view.model(each) for each in accepted.where.split()])
        said = view.say("check.finding-about", about=about, **values)
    else:
        said = view.say("check.finding", **values)
    return spaced(said, view.text("check.accepted-by", by=accepted.by) if accepted.by else "")


def carried(view: View) -> dict[str, str]:
    """What a form says that carries the record itself."""
    return {"record": view.text("check.download"), "record-use": view.text("check.use")}
