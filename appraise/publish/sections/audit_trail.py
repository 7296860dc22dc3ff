"""Language used, and how to check: the terms, the record's fingerprint, its files, and findings that are lived with."""

from collections.abc import Iterator

from appraise.appraisal import Accepted
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, Subheading, Table, bold, row
from appraise.publish.language import id_as_text, sentence, spaced

_TERMS = (
    *("option", "criterion", "weight", "score", "value", "points", "total"),
    *("gate", "verdict", "by-rule", "excluded", "eligible", "shortlist", "line", "ranges", "comparator"),
)


def check(context: Context) -> Section:
    """The section with which a reader can trace every figure."""
    run = context.run
    made = context.say("check.record", version=run.appraise, fingerprint=bold(run.fingerprint()))
    compared = any(option.comparator for option in context.inputs.options.values())
    terms = _TERMS if compared else _TERMS[:-1]
    blocks: list[Block] = [Bullets(tuple(context.say(f"term.{term}") for term in terms)), Paragraph(made)]
    before = context.inputs.follows
    if before:
        told = context.say("check.before", title=before.title, fingerprint=bold(before.fingerprint))
        blocks.append(Paragraph(told))
    rows = tuple(row(file.path, file.sha256) for file in context.inputs.files)
    if rows:
        columns = context.columns("check.column-file", "check.column-hash")
        note = context.text("check.note")
        blocks.append(Table(context.text("check.caption"), columns, rows, note=note))
    return Section("check", context.text("check.heading"), (*blocks, *_lived_with(context)))


def _lived_with(context: Context) -> Iterator[Block]:
    """What was accepted of the findings of `appraise check`, why and on whose word; nothing where nothing was."""
    said = [_accepted(context, code, each) for code, found in context.inputs.accepted.items() for each in found]
    if said:
        yield Subheading(context.text("check.lived-with"))
        yield Bullets(tuple(said))


def _accepted(context: Context, code: str, accepted: Accepted) -> Line:
    """A finding by its code as words, what it is about where that is given, the reason and who gave it."""
    values = {"finding": id_as_text(code), "reason": sentence(accepted.reason)}
    if accepted.where:
        # What has no name of its own, such as a document or what is not known, goes by its id.
        about = context.language.names([context.model(each) for each in accepted.where.split()])
        said = context.say("check.finding-about", about=about, **values)
    else:
        said = context.say("check.finding", **values)
    return spaced(said, context.text("check.accepted-by", by=accepted.by) if accepted.by else "")


def carried(context: Context) -> dict[str, str]:
    """What a form says that carries the record itself."""
    return {"record": context.text("check.download"), "record-use": context.text("check.use")}
