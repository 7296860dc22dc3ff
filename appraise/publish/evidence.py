"""Evidence: the documents cited, and claims with what speaks for and against them."""

from collections.abc import Mapping

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
from appraise.publish.words import sentence, spaced


def evidence(view: View) -> Section:
    """The section; it stays when nothing is recorded, so that this is seen."""
    documents, claims = view.inputs.documents, view.inputs.claims
    blocks: list[Block] = []
    if documents:
        blocks.append(Paragraph(view.say("evidence.cited-by")))
        rows = tuple(
            Row(
                (
                    Cell(line(name)),
                    Cell(line(view.words.date(words.date) if words.date else "\N{EN DASH}")),
                    Cell(spaced(sentence(words.title), sentence(words.publisher))),
                )
            )
            for name, words in documents.items()
        )
        keys = ("evidence.column", "column.date", "evidence.column-document")
        columns = tuple(Column(view.text(key)) for key in keys)
        blocks.append(Table(view.text("evidence.caption"), columns, rows))
    if claims:
        blocks.append(Subheading(view.text("evidence.claims")))
    for claim in claims.values():
        notes = [*_notes(view, "evidence.for", claim.for_), *_notes(view, "evidence.against", claim.against)]
        blocks += [Paragraph(line(bold(sentence(claim.text)))), *([Bullets(tuple(notes))] if notes else [])]
    none = (Paragraph(view.say("none-recorded")),)
    return Section("evidence", view.text("evidence.heading"), tuple(blocks) or none)


def _notes(view: View, key: str, notes: Mapping[str, str]) -> list[Line]:
    return [view.say(key, note=sentence(note), document=citation) for citation, note in notes.items()]
