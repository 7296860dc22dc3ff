"""Document: headings, sentences, lists and tables as plain values, without any markup.

How they look is for templates and the console, which treat every text in them as data.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import count, pairwise
from types import MappingProxyType
from typing import Literal, NamedTuple

from appraise.numbers import rounded

PARAGRAPH = "\x1e"
"""What stands between the paragraphs of a clean text, which has no line ends. No file may hold it."""

_UPRIGHT, _ACROSS = 7, 12
"""The most columns of a matrix, after its fixed ones, on a sheet of A4 upright and across."""
_LETTERS_UPRIGHT, _LETTERS_ACROSS = 78, 126
"""How many letters of the smallest bold type these columns hold side by side, with a letter's width between two."""
_MOST_LETTERS = 16
"""A longer word is broken, so that a table still has columns to compare."""
_TAG = 3
"""The letters that the frame of a tag is as wide as."""
_PIECE = re.compile(r"[^\s-]+-?")


class Span(NamedTuple):
    """A run of text; `address` is that of the page on the web it leads to.

    cites: the ids of the documents that the text cites.
    """

    text: str
    bold: bool = False
    address: str = ""
    cites: tuple[str, ...] = ()


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


def pieces(text: str) -> list[str]:
    """The pieces of a text that no line end can part."""
    return _PIECE.findall(text)


class Paragraph(NamedTuple):
    """Sentences. The lead is the answer in one."""

    line: Line
    role: Literal["plain", "lead"] = "plain"
    kind: Literal["paragraph"] = "paragraph"


class Subheading(NamedTuple):
    """A heading inside a section. minor: whether it stands under another."""

    text: str
    minor: bool = False
    kind: Literal["subheading"] = "subheading"


class Bullets(NamedTuple):
    """A list."""

    items: tuple[Line, ...]
    kind: Literal["bullets"] = "bullets"


def headed_list(
    heading: str | Line, items: Iterable[Line], minor: bool = False
) -> list[Paragraph | Subheading | Bullets]:
    """A list under its subheading, or under a sentence that opens it; nothing where the list is empty."""
    lines = tuple(items)
    opening = Subheading(heading, minor) if isinstance(heading, str) else Paragraph(heading)
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


class Box(NamedTuple):
    """A flat rectangle of a drawing. `label` stands in its middle, in the colour `ink`.

    left, width: in per cent of the drawing. top, height: in pixels.
    """

    left: Decimal
    width: Decimal
    top: Decimal
    height: Decimal
    fill: str
    edge: str = ""
    dashed: bool = False
    label: str = ""
    ink: str = ""
    kind: Literal["box"] = "box"

    @property
    def middle(self) -> Decimal:
        """Where its label stands, in per cent of the drawing."""
        return rounded(self.left + self.width / 2, 2)


class Stroke(NamedTuple):
    """A straight line of a drawing: from left to right in per cent, from top to bottom in pixels, and so wide."""

    left: Decimal
    right: Decimal
    top: Decimal
    bottom: Decimal
    width: int
    colour: str
    dashed: bool = False
    kind: Literal["stroke"] = "stroke"


class Mark(NamedTuple):
    """A figure on an axis, or a letter beside a point: at so many per cent, its text to the right of there, around it
    or before.

    top:   the line it stands on, in pixels. aside: so many pixels to the right of its place.
    heavy: whether it is bold and black.
    """

    at: Decimal
    text: str
    anchor: Literal["start", "middle", "end"] = "middle"
    top: Decimal = Decimal(12)
    aside: int = 0
    heavy: bool = False
    kind: Literal["mark"] = "mark"


class Drawing(NamedTuple):
    """What repeats the figures of a row as a picture, over the full width of its table; nothing in it is news."""

    shapes: tuple[Box | Stroke | Mark, ...]
    height: int


class Sign(NamedTuple):
    """A sign of the key to drawings: what it looks like, and what it means."""

    kind: (
        Literal["dark", "mid", "light", "grey-dark", "grey-mid", "grey-light", "lane", "open"]
        | Literal["range", "upright", "dashes", "point", "point-hollow", "point-grey", "steps", "stretch"]
    )
    text: str


class Plot(NamedTuple):
    """What repeats two columns of a table as points between two axes, under the table.

    axis:       the figures under it. key: what its signs mean.
    says:       what lies along each axis, from where to where.
    by_places:  how its points are told apart where a picture holds no letters.
    """

    drawing: Drawing
    axis: Drawing
    key: tuple[Sign, ...]
    says: str
    by_places: str


class Row(NamedTuple):
    """A row. A group's opens the rows of that group; `depth` counts the groups around a row.

    A line's text, in its first cell, stands across the table under a heavy line. drawing: stands under the row.
    letter: by which a plot under the table names the row; shown by forms that draw it with letters.
    """

    cells: tuple[Cell, ...]
    role: Literal["plain", "group", "total", "line"] = "plain"
    depth: int = 0
    drawing: Drawing | None = None
    letter: str = ""


def row(*cells: Part | Cell, role: Literal["plain", "group", "total", "line"] = "plain", depth: int = 0) -> Row:
    """A row of a table; text, spans and lines become cells that hold nothing else."""
    return Row(tuple(cell if isinstance(cell, Cell) else Cell(line(cell)) for cell in cells), role, depth)


class Table(NamedTuple):
    """A table. The first column heads its rows.

    matrix: many columns of the same kind, after the first `fixed` ones; a narrow page scrolls it, and a
            terminal prints it in blocks that repeat the fixed ones.
    parts:  what the first and the second values are called, where cells hold two.
    tints:  what a tint means; left out where none is shown.
    key:    what the parts of the drawings mean.
    axis:   stands under the last row, where rows have drawings.
    plot:   stands under the table.
    number: set when the document is put together.
    across: whether it needs a sheet of paper laid across.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    matrix: bool = False
    fixed: int = 1
    parts: tuple[str, ...] = ()
    tints: str = ""
    key: tuple[Sign, ...] = ()
    axis: Drawing | None = None
    plot: Plot | None = None
    number: str = ""
    across: bool = False
    kind: Literal["table"] = "table"

    def sheets(self, room: Fraction = Fraction(1)) -> tuple["Table", ...]:
        """The same as tables that fit on paper without smaller letters: a matrix upright, or else across, or else in
        blocks of columns that repeat the fixed ones, as even as can be.

        room: the width that text has on a sheet, as a part of that of our own page.
        """
        columns = len(self.columns) - self.fixed
        upright, across = (max(1, int(most * room)) for most in self._room())
        if not self.matrix or columns <= upright:
            return (self,)
        if columns <= across:
            return (self._replace(across=True),)
        count = -(-columns // upright)
        ends = [self.fixed + columns * part // count for part in range(count + 1)]
        return tuple(self._block(start, end) for start, end in pairwise(ends))

    def _room(self) -> tuple[int, int]:
        """How many columns after the fixed ones fit on a sheet: upright, and across. Fewer where words are long."""
        letters = min(_MOST_LETTERS, max(self._letters(), default=0))
        return min(_UPRIGHT, _LETTERS_UPRIGHT // (letters + 1)), min(_ACROSS, _LETTERS_ACROSS // (letters + 1))

    def _letters(self) -> Iterator[int]:
        """How long each piece of text is that no line end can part, after the fixed columns."""
        for column in self.columns[self.fixed :]:
            yield from map(len, pieces(column.heading))
        for row in self.rows:
            for cell in row.cells[self.fixed :]:
                frame = _TAG if cell.tag else 0
                yield from (len(piece) + frame for piece in pieces(plain(cell.line)))
                yield from map(len, (*pieces(cell.below), cell.beside))

    def _block(self, start: int, end: int) -> "Table":
        """These columns, after the fixed ones."""
        rows = (each._replace(cells=each.cells[: self.fixed] + each.cells[start:end]) for each in self.rows)
        return self._replace(columns=self.columns[: self.fixed] + self.columns[start:end], rows=tuple(rows))

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
    """A document, whole.

    status: one word, for the title and the foot; `says` is what it means.
    above:  whose document it is. below: what kind.
    kind:     appendix or annex, for forms that say which it is.
    language: its code, as web pages give it. labels: texts of the page itself, such as "Contents".
    record:   the record it was made from, in base64, for forms that can carry it.
    """

    title: str
    status: str
    says: Line
    sections: tuple[Section, ...]
    above: str = ""
    below: str = ""
    foot: str = ""
    kind: Literal["", "appendix", "annex"] = ""
    language: str = ""
    labels: Mapping[str, str] = MappingProxyType({})
    record: str = ""


def lines(section: Section) -> Iterator[Line]:
    """Every line of text in a section, but for captions, headings and notes."""
    for block in section.blocks:
        if block.kind == "paragraph":
            yield block.line
        elif block.kind == "bullets":
            yield from block.items
        elif block.kind == "table":
            yield from (cell.line for row in block.rows for cell in row.cells)


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
