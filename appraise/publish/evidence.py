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
from appraise.publish.words import date, sentence


def evidence(view: View) -> Section:
    """The section; it stays when nothing is recorded, so that this is seen."""
    documents, claims = view.inputs.documents, view.inputs.claims
    blocks: list[Block] = []
    if documents:
        blocks.append(
            Paragraph(line("A source in brackets is cited by the name in the first column and the place in it."))
        )
        rows = tuple(
            Row(
                (
                    Cell(line(name)),
                    Cell(line(date(words.date) if words.date else "\N{EN DASH}")),
                    Cell(line(f"{words.title}. {sentence(words.publisher)}".strip())),
                )
            )
            for name, words in documents.items()
        )
        columns = (Column("Cited as"), Column("Date"), Column("Document and publisher"))
        blocks.append(Table("Documents", columns, rows))
    if claims:
        blocks.append(Subheading("Claims"))
    for claim in claims.values():
        notes = [*_notes("For", claim.for_), *_notes("Against", claim.against)]
        blocks += [Paragraph(line(bold(sentence(claim.text)))), *([Bullets(tuple(notes))] if notes else [])]
    return Section("evidence", "Evidence", tuple(blocks) or (Paragraph(line("None recorded.")),))


def _notes(word: str, notes: Mapping[str, str]) -> list[Line]:
    return [line(f"{word}: {sentence(note)} ({citation})") for citation, note in notes.items()]
