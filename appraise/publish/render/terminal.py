"""Terminal: a document as lines of plain text for a page so many characters wide.

Nothing is cut off: names wrap, and a matrix too wide for the page comes in blocks that repeat its first columns.
Laid out here, as a library's tables take several times as long as evaluating an appraisal.
"""

import re
from collections.abc import Iterator, Sequence
from unicodedata import combining, east_asian_width

from appraise.publish.document import PARAGRAPH, Block, Column, Document, Line, Row, Table, in_paragraphs, plain
from appraise.publish.render.escape import cleaned

BOLD, PLAIN = "\x01", "\x02"
"""What stands before and after every bold word. Clean text holds neither."""

_NAME = 26
"""The widest a column of a matrix gets for the names that head its rows."""
_WORD = 14
"""The widest a column gets to keep one long word whole."""
_GAP = 2


def lines(document: Document, width: int) -> Iterator[str]:
    """The lines of a document; bold words stand between `BOLD` and `PLAIN`."""
    document = in_paragraphs(cleaned(document))
    yield from wrap(_strong(document.title), width)
    yield from wrap(marked(document.says), width)
    for section in document.sections:
        for block in section.blocks:
            yield ""
            yield from block_lines(block, width)


def cells(text: str) -> int:
    """How many places text takes on a terminal."""
    if text.isascii():
        return len(text) - text.count(BOLD) - text.count(PLAIN)
    return sum(
        0 if mark in (BOLD, PLAIN) or combining(mark) else 2 if east_asian_width(mark) in "WF" else 1 for mark in text
    )


def wrap(text: str, width: int) -> list[str]:
    """Text in lines of at most so many places, broken at blanks and where a paragraph ends; a longer word after a
    hyphen, or anywhere."""
    return [line for part in text.split(PARAGRAPH) for line in _wrapped(part, width)]


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    used = 0
    for word in text.split():
        for position, piece in enumerate(_pieces(word, width)):
            size = cells(piece)
            glue = " " if used and not position else ""
            if used and used + len(glue) + size > width:
                lines.append("")
                used, glue = 0, ""
            lines[-1] += glue + piece
            used += len(glue) + size
    return lines


def _pieces(word: str, width: int) -> list[str]:
    """A word, or its parts where it is too long for a line."""
    if cells(word) <= width:
        return [word]
    bold = BOLD in word
    pieces = [""]
    for mark in word.replace(BOLD, "").replace(PLAIN, ""):
        if cells(pieces[-1] + mark) > width or pieces[-1].endswith("-"):
            pieces.append("")
        pieces[-1] += mark
    return [f"{BOLD}{piece}{PLAIN}" for piece in pieces] if bold else pieces


def _strong(text: str) -> str:
    """A text with every word marked as bold."""
    return re.sub(r"\S+", rf"{BOLD}\g<0>{PLAIN}", text)


def marked(line: Line) -> str:
    """A line with its bold words marked."""
    return "".join(_strong(span.text) if span.bold else span.text for span in line)


def block_lines(block: Block, width: int) -> Iterator[str]:
    """The lines of a block of a clean document."""
    if block.kind == "paragraph":
        yield from wrap(marked(block.line), width)
    elif block.kind == "subheading":
        yield from wrap(_strong(block.text), width)
    elif block.kind == "bullets":
        for item in block.items:
            first, *rest = wrap(marked(item), width - 2)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        yield from _tables(block, width)


def _tables(block: Table, width: int) -> Iterator[str]:
    """A table as tables with one value a cell, each in as many blocks of columns as the width makes necessary."""
    for number, table in enumerate(block.single()):
        for columns in _split(table, width):
            if number or columns[table.fixed : table.fixed + 1] != [table.fixed]:
                yield ""
            yield from wrap(_strong(table.caption), width) if table.caption else ()
            yield from _table(table, columns, width)
    if block.note:
        yield from wrap(block.note, width)


def columns_at_once(table: Table, width: int) -> int:
    """How many columns of a table stand beside one another before it comes in blocks."""
    return len(_split(table, width)[0])


def _split(table: Table, width: int) -> list[list[int]]:
    """The columns of a table, by position, in as many blocks as the width makes necessary."""
    every = list(range(len(table.columns)))
    if not table.matrix:
        return [every]
    widths = _least(table, every)
    fixed = every[: table.fixed]
    blocks: list[list[int]] = []
    for position in every[table.fixed :]:
        if not blocks or sum(widths[column] + _GAP for column in (*blocks[-1], position)) - _GAP > width:
            blocks.append([*fixed])
        blocks[-1].append(position)
    return blocks or [fixed]


def _least(table: Table, columns: Sequence[int]) -> list[int]:
    """The width that the columns of a matrix take."""
    widths = []
    for position in columns:
        values = max((cells(_value(row, position)) for row in table.rows if row.role != "line"), default=0)
        word = max(cells(piece) for piece in _words(table.columns[position]))
        widths.append(max(min(values, _NAME if not position else values), min(word, _WORD)))
    return widths


def _words(column: Column) -> list[str]:
    return [piece for word in _heading(column).split() for piece in word.replace("-", "- ").split()] or [""]


def _heading(column: Column) -> str:
    return f"{column.heading} ({column.small})" if column.small else column.heading


def _value(row: Row, position: int) -> str:
    """What stands in a cell, set in by the groups around a row."""
    text = marked(row.cells[position].line)
    if row.role != "plain":
        text = _strong(text.replace(BOLD, "").replace(PLAIN, ""))
    return text if position else "  " * row.depth + text


def _table(table: Table, columns: Sequence[int], width: int) -> Iterator[str]:
    values = [[_value(row, position) for position in columns] for row in table.rows if row.role != "line"]
    headings = [_heading(table.columns[position]) for position in columns]
    widths = _least(table, columns) if table.matrix else _fitted([headings, *values], width)
    numeric = [table.columns[position].numeric for position in columns]
    heads = [wrap(_strong(heading), size) for heading, size in zip(headings, widths, strict=True)]
    tall = max(map(len, heads))
    yield from _beside([[""] * (tall - len(head)) + head for head in heads], widths, numeric)
    yield "\N{BOX DRAWINGS LIGHT HORIZONTAL}" * (sum(widths) + _GAP * (len(widths) - 1))
    rows = iter(values)
    for row in table.rows:
        if row.role == "line":
            yield from wrap(_strong(plain(row.cells[0].line)), width)
        else:
            texts = zip(next(rows), widths, strict=True)
            yield from _beside([_set_in(text, size) for text, size in texts], widths, numeric)


def _fitted(rows: Sequence[list[str]], width: int) -> list[int]:
    """The width of each column of a table: as wide as its text, the widest ones narrowed until all fit the page, none
    below its longest word (at most `_WORD`)."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(cells, column)) for column in columns]
    least = [min(_WORD, max(cells(word) for text in column for word in text.split() or [""])) for column in columns]
    while sum(widths) + _GAP * (len(widths) - 1) > width:
        widest = max(range(len(widths)), key=lambda position: (widths[position] > least[position]) * widths[position])
        if widths[widest] <= least[widest]:
            break
        widths[widest] -= 1
    return widths


def _set_in(text: str, width: int) -> list[str]:
    """Wrapped text that keeps the blanks it begins with on every line."""
    indent = " " * (len(text) - len(text.lstrip(" ")))
    return [indent + line for line in wrap(text, max(width - len(indent), 1))]


def _beside(columns: Sequence[list[str]], widths: Sequence[int], numeric: Sequence[bool]) -> Iterator[str]:
    """Columns of lines side by side, numbers to the right."""
    for at in range(max(map(len, columns))):
        parts = []
        for column, width, right in zip(columns, widths, numeric, strict=True):
            part = column[at] if at < len(column) else ""
            fill = " " * (width - cells(part))
            parts.append(fill + part if right else part + fill)
        yield (" " * _GAP).join(parts).rstrip()
