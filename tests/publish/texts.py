"""Texts of a document, as tests read them: a line for each paragraph, item, caption, note and row."""

from collections.abc import Iterable, Iterator

from appraise.publish.document import Block, Document, Section, Table, plain


def in_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Blocks as lines; a row has its cells between bars, each with the values that stand beside and below."""
    for block in blocks:
        if block.kind == "paragraph":
            yield plain(block.line)
        elif block.kind == "subheading":
            yield block.text
        elif block.kind == "bullets":
            yield from map(plain, block.items)
        else:
            yield block.caption
            yield " | ".join(" ".join(filter(None, (each.heading, each.small))) for each in block.columns)
            for row in block.rows:
                cells = ((plain(each.line), each.beside, each.below) for each in row.cells)
                yield " | ".join(" ".join(filter(None, cell)) for cell in cells)
            if block.note:
                yield block.note


def section(document: Document, wanted: str) -> Section:
    """The section of an id."""
    return next(each for each in document.sections if each.id == wanted)


def said(document: Document, wanted: str) -> list[str]:
    """A section in lines."""
    return list(in_lines(section(document, wanted).blocks))


def tables(document: Document) -> list[Table]:
    """The tables of a document, in order."""
    return [block for each in document.sections for block in each.blocks if isinstance(block, Table)]


def text(document: Document) -> str:
    """A whole document in lines."""
    head = (document.above, document.title, document.below, plain(document.says), document.foot)
    body = (line for each in document.sections for line in (each.heading, *in_lines(each.blocks)))
    return "\n".join((*head, *body))
