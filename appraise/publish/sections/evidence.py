"""Evidence: the documents cited, and claims with what speaks for and against them."""

from collections.abc import Mapping

from appraise.publish.context import Context
from appraise.publish.document import (
    Block,
    Bullets,
    Column,
    Line,
    Paragraph,
    Section,
    Subheading,
    Table,
    bold,
    line,
    row,
)
from appraise.publish.language import sentence, spaced


def evidence(context: Context) -> Section:
    """The section; it stays when nothing is recorded, so that this is seen."""
    documents, claims = context.inputs.documents, context.inputs.claims
    blocks: list[Block] = []
    if documents:
        blocks.append(Paragraph(context.say("evidence.cited-by")))
        rows = tuple(
            row(
                name,
                context.language.date(words.date) if words.date else "\N{EN DASH}",
                spaced(sentence(words.title), sentence(words.publisher)),
            )
            for name, words in documents.items()
        )
        keys = ("evidence.column", "column.date", "evidence.column-document")
        columns = tuple(Column(context.text(key)) for key in keys)
        blocks.append(Table(context.text("evidence.caption"), columns, rows))
    if claims:
        blocks.append(Subheading(context.text("evidence.claims")))
    for claim in claims.values():
        notes = [*_notes(context, "evidence.for", claim.for_), *_notes(context, "evidence.against", claim.against)]
        blocks += [Paragraph(line(bold(sentence(claim.text)))), *([Bullets(tuple(notes))] if notes else [])]
    none = (Paragraph(context.say("none-recorded")),)
    return Section("evidence", context.text("evidence.heading"), tuple(blocks) or none)


def _notes(context: Context, key: str, notes: Mapping[str, str]) -> list[Line]:
    return [context.say(key, note=sentence(note), document=citation) for citation, note in notes.items()]
