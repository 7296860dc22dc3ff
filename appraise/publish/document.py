"""Document: headings, sentences, lists and tables as plain values, without any markup.

How they look is for templates and the console, which treat every text in them as data.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from types import MappingProxyType
from typing import Literal, NamedTuple

PARAGRAPH = "\x1e"
"""What stands between the paragraphs of a clean text, which has no line ends. No file may hold it."""


class Span(NamedTuple):
    """A run of text; `link` is the id of the section it leads to, `address` that of the page on the web."""

    text: str
    bold: bool = False
    link: str = ""
    address: str = ""


Line = tuple[Span, ...]
Part = str | Span | Line


def line(*parts: Part) -> Line:
    """A line of text put together from plain text, spans and other lines; neighbours of one look become one span."""
    spans: list[Span] = []
    for part in parts:
        for span in (Span(part),) if isinstance(part, str) else (part,) if isinstance(part, Span) else part:
            if spans and span[1:] == spans[-1][1:]:
                spans[-1] = span._replace(text=spans[-1].text + span.text)
            elif span.text:
                spans.append(span)
    return tuple(spans)


def bold(text: str) -> Span:
    """Text that a reader in a hurry should see first."""
    return Span(text, bold=True)


def plain(text: Iterable[Span]) -> str:
    """The text of a line, without its marks."""
    return "".join(span.text for span in text)


class Paragraph(NamedTuple):
    """Sentences. The lead is the answer in one."""

    line: Line
    role: Literal["plain", "lead"] = "plain"
    kind: Literal["paragraph"] = "paragraph"


class Subheading(NamedTuple):
    """A heading inside a section."""

    text: str
    kind: Literal["subheading"] = "subheading"


class Bullets(NamedTuple):
    """A list; numbered where the order counts."""

    items: tuple[Line, ...]
    numbered: bool = False
    kind: Literal["bullets"] = "bullets"


def headed_list(heading: str | Line, items: Iterable[Line]) -> list[Paragraph | Subheading | Bullets]:
    """A list under its subheading, or under a sentence that opens it; nothing where the list is empty."""
    lines = tuple(items)
    opening = Subheading(heading) if isinstance(heading, str) else Paragraph(heading)
    return [opening, Bullets(lines)] if lines else []


class Column(NamedTuple):
    """A column of a table. `small` stands under its heading; `rule`: a heavy line sets it off from those before."""

    heading: str
    numeric: bool = False
    small: str = ""
    rule: bool = False


class Cell(NamedTuple):
    """A cell. `beside` and `below` are a range and a second value; a form may show these in a table of their own.

    tag:  the verdict that the text states.
    tint: repeats what the text states: how high the value is, that it is open, or that the option goes forward.
    """

    line: Line = ()
    beside: str = ""
    below: str = ""
    tag: Literal["", "fail", "conditional", "unknown"] = ""
    tint: Literal["", "0", "1", "2", "3", "4", "5", "open", "in"] = ""


class Row(NamedTuple):
    """A row. A group's opens the rows of that group; `depth` counts the groups around a row."""

    cells: tuple[Cell, ...]
    role: Literal["plain", "group", "total"] = "plain"
    depth: int = 0


def row(*cells: Part | Cell, role: Literal["plain", "group", "total"] = "plain", depth: int = 0) -> Row:
    """A row of a table; text, spans and lines become cells that hold nothing else."""
    return Row(tuple(cell if isinstance(cell, Cell) else Cell(line(cell)) for cell in cells), role, depth)


class Table(NamedTuple):
    """A table. The first column heads its rows.

    matrix: many columns of the same kind, after the first `fixed` ones; a narrow page scrolls it, and a
            terminal prints it in blocks that repeat the fixed ones.
    parts:  what the first and the second values are called, where cells hold two.
    tints:  what a tint means; left out where none is shown.
    number: set when the document is put together.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    matrix: bool = False
    fixed: int = 1
    parts: tuple[str, ...] = ()
    tints: str = ""
    number: str = ""
    kind: Literal["table"] = "table"

    def single(self) -> tuple["Table", ...]:
        """The same as tables with one value a cell: this one, or one for the first and one for the second values."""
        if not self.parts:
            return (self,)
        tables, fixed = [], self.fixed
        for part, letter, value in zip(self.parts, "ab", (_first, _second), strict=True):
            rows = [row._replace(cells=(*row.cells[:fixed], *map(value, row.cells[fixed:]))) for row in self.rows]
            kept = tuple(row for row in rows if row.role != "total" or any(cell.line for cell in row.cells[fixed:]))
            number = self.number and self.number + letter
            tables.append(self._replace(caption=part, rows=kept, parts=(), tints="", number=number))
        return tuple(tables)


def _first(cell: Cell) -> Cell:
    return Cell(line(cell.line, f" {cell.beside}" if cell.beside else ""), tag=cell.tag, tint=cell.tint)


def _second(cell: Cell) -> Cell:
    return Cell(line(cell.below))


Block = Paragraph | Subheading | Bullets | Table


class Section(NamedTuple):
    """A section with its heading; `id` is what links lead to."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


class Document(NamedTuple):
    """A document, whole. `facts` are named, such as a date.

    status: one word, for the title and the foot; `says` is what it means.
    above:  whose document it is. below: what kind.
    language: its code, as web pages give it. labels: texts of the page itself, such as "Contents".
    record:   the record it was made from, in base64, for forms that can carry it.
    """

    title: str
    status: str
    says: Line
    sections: tuple[Section, ...]
    above: str = ""
    below: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    foot: str = ""
    language: str = ""
    labels: Mapping[str, str] = MappingProxyType({})
    record: str = ""


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections that are not empty, with the tables numbered through."""
    numbers = count(1)
    return tuple(
        section._replace(blocks=tuple(_numbered(block, numbers) for block in section.blocks))
        for section in sections
        if section.blocks
    )


def _numbered(block: Block, numbers: Iterator[int]) -> Block:
    return block._replace(number=str(next(numbers))) if isinstance(block, Table) else block


def in_paragraphs(document: Document) -> Document:
    """A clean document in which each paragraph of a text is a block of its own. In cells and lists the mark stays."""
    sections = (
        section._replace(blocks=tuple(part for block in section.blocks for part in _parted(block)))
        for section in document.sections
    )
    return document._replace(sections=tuple(sections))


def _parted(block: Block) -> Iterator[Block]:
    if not isinstance(block, Paragraph):
        yield block
        return
    spans: list[Span] = []
    for span in block.line:
        first, *more = span.text.split(PARAGRAPH)
        spans.append(span._replace(text=first))
        for text in more:
            yield block._replace(line=line(*spans))
            spans = [span._replace(text=text)]
    yield block._replace(line=line(*spans))
