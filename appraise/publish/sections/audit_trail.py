"""Audit trail: the record's fingerprint, its files, what was sealed, and the findings that people accepted."""

from appraise.appraisal import Accepted, Follows, Seal
from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Paragraph, Section, Table, bold, headed_list, row
from appraise.publish.language import id_as_text, sentence, spaced
from appraise.seal import as_sealed


def audit_trail(context: Context) -> Section:
    """The section with which a reader can trace every figure."""
    run, before = context.run, context.inputs.follows
    record = context.say("check.record", version=run.appraise, fingerprint=bold(run.fingerprint()))
    blocks: list[Block] = [Paragraph(spaced(record, _told_before(context, before) if before else ""))]
    rows = tuple(row(file.path, file.sha256) for file in context.inputs.files)
    if rows:
        columns = context.columns("check.column-file", "check.column-hash")
        blocks.append(Table(context.text("check.caption"), columns, rows, note=context.text("check.note")))
    if context.inputs.seal:
        blocks.append(_sealed(context, context.inputs.seal))
    findings = (
        _accepted(context, code, accepted) for code, each in context.inputs.accepted.items() for accepted in each
    )
    blocks += headed_list(context.text("check.lived-with"), findings)
    return Section("check", context.text("check.heading"), tuple(blocks))


def _sealed(context: Context, seal: Seal) -> Table:
    """What was sealed, and whether it is still the same."""
    rows = (
        row(
            context.text(f"check.sealed.{part}"),
            getattr(seal, part),
            context.text("check.as-sealed" if fits else "check.changed-since"),
        )
        for part, fits in as_sealed(context.inputs).items()
    )
    caption = context.text("check.seal-caption", date=context.language.date(seal.date))
    columns = context.columns("check.column-sealed", "check.column-fingerprint", "check.column-now")
    return Table(caption, columns, tuple(rows), note=context.text("check.seal-note"))


def _told_before(context: Context, before: Follows) -> Line:
    """Which record tells of the stage before."""
    date = context.text("check.before-date", date=context.language.date(before.date)) if before.date else ""
    return context.say("check.before", title=before.title, date=date, fingerprint=bold(before.fingerprint))


def _accepted(context: Context, code: str, accepted: Accepted) -> Line:
    """A finding by its code as words, what it is about where that is given, the reason and who gave it."""
    values = {"finding": id_as_text(code), "reason": sentence(accepted.reason)}
    if accepted.where:
        # What has no name of its own, such as a document or what is not known, goes by its id.
        about = context.language.names([context.model(id_) for id_ in accepted.where.split()])
        finding = context.say("check.finding-about", about=about, **values)
    else:
        finding = context.say("check.finding", **values)
    return spaced(finding, context.text("check.accepted-by", by=accepted.by) if accepted.by else "")
