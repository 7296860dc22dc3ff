"""Evidence: the documents cited, and claims with what speaks for and against them."""

from collections.abc import Mapping

from appraise.field_types import is_address
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, Span, Subheading, Table, bold, line, row
from appraise.publish.language import DASH, sentence, spaced


def evidence(context: Context) -> Section:
    """The section; it stays when nothing is recorded, so that this is seen."""
    documents, claims = context.inputs.documents, context.inputs.claims
    blocks: list[Block] = []
    if documents:
        rows = []
        for citation, document in documents.items():
            date = context.language.date(document.date) if document.date else DASH
            told = spaced(sentence(document.title), sentence(document.publisher), _link(document.address or ""))
            rows.append(row(citation, date, told))
        columns = context.columns("evidence.column", "column.date", "evidence.column-document")
        table = Table(context.text("evidence.caption"), columns, tuple(rows))
        blocks += [Paragraph(context.say("evidence.cited-by")), table]
    if claims:
        blocks.append(Subheading(context.text("evidence.claims")))
    for claim in claims.values():
        notes = (*_notes(context, "evidence.for", claim.for_), *_notes(context, "evidence.against", claim.against))
        blocks += [Paragraph(line(bold(sentence(claim.text)))), *([Bullets(notes)] if notes else [])]
    none = (Paragraph(context.say("none-recorded")),)
    return Section("evidence", context.text("evidence.heading"), tuple(blocks) or none)


def _link(address: str) -> Span:
    """An address as it is, so that it can be followed from paper too; a link unless a record holds what is none."""
    return Span(address, address=address if is_address(address) else "")


def _notes(context: Context, key: str, notes: Mapping[str, str]) -> list[Line]:
    return [context.say(key, note=sentence(note), document=citation) for citation, note in notes.items()]
