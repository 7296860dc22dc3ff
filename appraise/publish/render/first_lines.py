"""First lines: the beginning of a document that a terminal shows at once, with what it leaves out counted.

A document that says what matters first needs no short form beside the long one.
"""

from collections.abc import Callable, Iterator
from typing import Literal

from appraise.publish.document import Block, Bullets, Document, Line, Section, Table, in_paragraphs, line, plain
from appraise.publish.render.escape import cleaned
from appraise.publish.render.terminal import block_lines, columns_at_once, lines

LeftOut = Callable[[Literal["items", "rows", "columns"], int], Line]
"""The sentence that so many items, rows or columns more are not shown."""

_LEAST_ROWS = 5
"""The fewest rows that a table is cut down to; one that would keep less is left out."""


def first_lines(document: Document, width: int, most: int, left_out: LeftOut) -> Document | None:
    """As much of a document as takes at most so many lines; None where that is all of it.

    Blocks are whole; a list or a table that does not fit is cut between its items, rows or columns, and says so. What
    opens a list or a table does not stand last.
    """
    document = in_paragraphs(cleaned(document))
    room = most - len(list(lines(document._replace(sections=()), width)))
    sections: list[Section] = []
    for section in document.sections:
        kept: list[Block] = []
        for block in section.blocks:
            takes = 1 + _height(block, width, room)
            if takes > room:
                kept += _cut(block, width, room - 1, left_out)
                return document._replace(sections=(*sections, section._replace(blocks=_closed(kept))))
            kept.append(block)
            room -= takes
        sections.append(section)
    return None


def _height(block: Block, width: int, most: int) -> int:
    """How many lines a block takes; of one that takes more than so many, one more than these."""
    return sum(1 for _, _ in zip(block_lines(block, width), range(most + 1), strict=False))


def _cut(block: Block, width: int, room: int, left_out: LeftOut) -> list[Block]:
    """The longest beginning of a list or a table that fits; nothing where none does."""
    shorter: Iterator[Block] = iter(())
    if block.kind == "bullets":
        shorter = _fewer_items(block, room, left_out)
    elif block.kind == "table":
        shorter = _smaller(block, width, room, left_out)
    return [cut for cut in shorter if _height(cut, width, room) <= room][:1]


def _fewer_items(block: Bullets, room: int, left_out: LeftOut) -> Iterator[Block]:
    """A list with ever fewer items, each of which takes a line at least."""
    for kept in range(min(len(block.items) - 1, room), 0, -1):
        yield block._replace(items=(*block.items[:kept], left_out("items", len(block.items) - kept)))


def _smaller(table: Table, width: int, room: int, left_out: LeftOut) -> Iterator[Block]:
    """A table with fewer columns, as many as stand beside one another, then with ever fewer rows. Totals stay,
    and no group stands last."""
    at_once, every = columns_at_once(table, width), len(table.columns)
    notes: list[Line | str] = []
    if at_once < every:
        rows = tuple(row._replace(cells=row.cells[:at_once]) for row in table.rows)
        notes = [left_out("columns", every - at_once)]
        table = table._replace(columns=table.columns[:at_once], rows=rows)
        yield _noted(table, notes)
    totals = tuple(row for row in table.rows if row.role == "total")
    rows = tuple(row for row in table.rows if row.role != "total")
    for kept in range(min(len(rows) - 1, room), _LEAST_ROWS - 1, -1):
        if rows[kept - 1].role == "plain":
            fewer = table._replace(rows=rows[:kept] + totals)
            yield _noted(fewer, [left_out("rows", len(rows) - kept), *notes])


def _noted(table: Table, notes: list[Line | str]) -> Table:
    """A table with sentences before its note."""
    texts = [plain(line(note)) for note in notes]
    return table._replace(note=" ".join([*texts, table.note] if table.note else texts))


def _closed(blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks without what opens another at their end: a heading, or a sentence that ends in a colon."""
    while blocks and (
        blocks[-1].kind == "subheading" or (blocks[-1].kind == "paragraph" and plain(blocks[-1].line).endswith(":"))
    ):
        blocks.pop()
    return tuple(blocks)
