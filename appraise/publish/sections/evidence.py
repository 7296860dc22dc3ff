"""Evidence: the documents that the appendix does not list, and claims with what speaks for and against them."""

from collections.abc import Mapping

from appraise.field_types import is_address
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, Span, Subheading, bold, line
from appraise.publish.language import sentence, spaced


def evidence(context: Context, listed: frozenset[str]) -> Section:
    """The section of the annex. listed: the documents that the appendix lists."""
    documents, claims = context.inputs.documents, context.inputs.claims
    others = [name for name in documents if name not in listed]
    blocks: list[Block] = []
    if listed:
        blocks.append(Paragraph(context.say("evidence.in-appendix", len(listed))))
    blocks += [Bullets(tuple(document(context, name) for name in others))] if others else []
    if claims:
        blocks.append(Subheading(context.text("evidence.claims")))
    for claim in claims.values():
        notes = (
            *_notes(context, "evidence.for", claim.for_),
            *_notes(context, "evidence.against", claim.against),
        )
        blocks += [Paragraph(line(bold(sentence(claim.text)))), *([Bullets(notes)] if notes else [])]
    return Section("evidence", context.text("evidence.heading"), tuple(blocks))


def document(context: Context, name: str) -> Line:
    """A document as a list has it, by the number under which it is cited."""
    document = context.inputs.documents[name]
    date = context.language.date(document.date) if document.date else ""
    told = (document.title, document.publisher, date)
    text = ". ".join(part.rstrip(".") for part in told if part)
    number = bold(f"[{context.sources[name]}]")
    return spaced(number, sentence(text), _link(document.address or ""))


def _link(address: str) -> Span:
    """An address as it is, so that it can be followed from paper too; a link unless a record holds what is none."""
    return Span(address, address=address if is_address(address) else "")


def _notes(context: Context, key: str, notes: Mapping[str, str]) -> list[Line]:
    return [
        context.say(key, note=sentence(note), document=context.cited([citation])) for citation, note in notes.items()
    ]
