"""Tables: real ones, with a head that is repeated and rows that stay whole. A drawing stands as a picture in a last
column, under an axis of text."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.text.paragraph import Paragraph

from appraise.publish.document import Cell, Column, Drawing, Plot, Row, Sign, Table, pieces, plain
from appraise.publish.render.word.elements import element, put
from appraise.publish.render.word.pictures import ACROSS, WIDTH, picture
from appraise.publish.render.word.styles import BLACK, IN_TABLE, Styles

_TINTS = {"1": "F1F6FB", "2": "DFECF6", "in": "DFECF6", "3": "C6DCEE", "4": "A9CAE5", "5": "86B4D9"}
_SIGNS = {
    **{"dark": "12436D", "mid": "7FB0D8", "light": "E3EEF8", "lane": "CFE1F1", "open": "FFFFFF"},
    **{"grey-dark": "6B7276", "grey-mid": "B8BDC0", "grey-light": "F0F1F2"},
    **{"point": "12436D", "point-hollow": "FFFFFF", "point-grey": "B8BDC0"},
}
_LINES = {"range": "├─┤", "upright": "│", "dashes": "¦", "steps": "─┘", "stretch": "╌╌"}
"""What stands for the sign of a line; all fonts of office programs have these letters."""
_RULE, _HEAVY, _HAIR = (
    {"val": "single", "sz": size, "space": 0, "color": colour}
    for size, colour in ((12, BLACK), (18, BLACK), (4, "B1B4B6"))
)
_DASHED = {"val": "dashed", "sz": 8, "space": 0, "color": "12436D"}
_SIDES = ("top", "left", "bottom", "right")
_PADDING = Pt(2.5)
"""Left and right of what is in a cell."""
_LETTER, _WIDE_LETTER, _WIDEST_LETTER = Pt(9) * 0.53, Pt(9) * 0.66, Pt(9) * 0.75
"""The width of a letter: on average over a text, and at most over a word, which may be bold; the last in the letters of
a council, such as Verdana."""
_PICTURE, _PIXEL = 0.3, Pt(0.62)
"""The part of the width that a picture has, and the height of a pixel in it."""
_PLOT = 0.62
"""The part of the width that a plot has."""
_MOST_OF_A_MATRIX = 0.24
"""The most of the width that a column of figures takes: more would part it from the name of its row."""
_WHOLE = 14
"""The most rows of a table that is not broken between two pages."""
_LONG_RANGE = 8
"""From how many letters a range stands on a line of its own."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SMALL = Pt(8)
_ANCHORS = {"start": WD_TAB_ALIGNMENT.LEFT, "middle": WD_TAB_ALIGNMENT.CENTER, "end": WD_TAB_ALIGNMENT.RIGHT}


class Target(NamedTuple):
    """Where tables are put. width: that of text on the page. styles: those of the file."""

    file: Any
    styles: Styles
    width: int


def table_of(target: Target, table: Table, caption: str, noted: bool) -> None:
    """Put a table at the end of a file. noted: whether a note follows, which stays with it."""
    drawn = table.axis is not None
    letter = _WIDE_LETTER if target.styles.own_look else _WIDEST_LETTER
    widths = _widths(table, target.width * (1 - _PICTURE if drawn else 1), letter)
    widths += [target.width - sum(widths)] if drawn else []
    grid = _grid(target, len(table.rows) + 1, widths, caption)
    head, *rows = grid._tbl.tr_lst
    _row_stays_whole(head, repeated=True)
    for at, (cell, column) in enumerate(zip(head.tc_lst, table.columns, strict=False)):
        _head(target, cell, column, grid, first=not at, matrix=table.matrix)
    if drawn:
        _edge(head.tc_lst[-1], bottom=_RULE)
        _axis(target, Paragraph(head.tc_lst[-1].p_lst[0], grid), table.axis, widths[-1])
    keeps = len(table.rows) <= _WHOLE
    for at, (row, found) in enumerate(zip(table.rows, rows, strict=True)):
        _row_stays_whole(found)
        _fill(target, grid, table, row, found, widths)
        closes = at == len(table.rows) - 1
        opens = row.role == "group" or (at + 2 == len(table.rows) and table.rows[-1].role == "total")
        if noted if closes else keeps or opens:
            for paragraph in found.iter(qn("w:p")):
                put(paragraph.get_or_add_pPr(), "keepNext")
    for paragraph in head.iter(qn("w:p")):
        put(paragraph.get_or_add_pPr(), "keepNext")


def key(paragraph: Any, signs: Sequence[Sign]) -> None:
    """Write the key to drawings: each sign as it looks, and what it means."""
    for sign in signs:
        if sign.kind in _LINES:
            paragraph.add_run(_LINES[sign.kind])
        else:
            properties = paragraph.add_run(_NO_BREAK * 3)._element.get_or_add_rPr()
            border = "dashed" if sign.kind == "open" else "single"
            put(properties, "bdr", {"val": border, "sz": 4, "space": 0, "color": "12436D"})
            put(properties, "shd", {"val": "clear", "color": "auto", "fill": _SIGNS[sign.kind]})
        paragraph.add_run(f"{_NO_BREAK}{sign.text}    ")


def plot_of(target: Target, plot: Plot, paragraph: Any, axis: Any) -> None:
    """Put a plot as a picture into a paragraph, and the figures under it into the next. A pixel is as wide as high."""
    whole = int(target.width * _PLOT)
    _draw(paragraph, target, plot.drawing, whole, plot.says, pixel=whole / WIDTH * ACROSS)
    _axis(target, axis, plot.axis, whole)
    axis.paragraph_format.space_after = Pt(8)


def _grid(target: Target, rows: int, widths: Sequence[int], caption: str) -> Any:
    """An empty table of these widths. They stand on the grid and on each cell, as some programs heed one of the two."""
    grid = target.file.add_table(rows, len(widths))
    properties = grid._tbl.tblPr
    for each in list(properties):
        properties.remove(each)
    twips = [width // 635 for width in widths]
    put(properties, "tblW", {"w": sum(twips), "type": "dxa"})
    put(properties, "tblInd", {"w": 0, "type": "dxa"})
    put(properties, "tblLayout", {"type": "fixed"})
    sides = {side: {"w": round(_PADDING / 635), "type": "dxa"} for side in ("left", "right")}
    put(properties, "tblCellMar", None, *(element(side, values) for side, values in sides.items()))
    put(properties, "tblLook", {"val": "04A0", "firstRow": 1, "firstColumn": 1, "noHBand": 0, "noVBand": 1})
    put(properties, "tblCaption", {"val": caption.replace("\n", " ")})
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, twips, strict=True):
        column.set(qn("w:w"), str(width))
    for row in grid._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, twips, strict=True):
            put(cell.get_or_add_tcPr(), "tcW", {"w": width, "type": "dxa"})
    return grid


def _row_stays_whole(row: Any, repeated: bool = False) -> None:
    properties = row.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if repeated:
        properties.append(element("tblHeader"))


def _head(target: Target, cell: Any, column: Column, grid: Any, first: bool, matrix: bool) -> None:
    _edge(cell, bottom=_RULE, **({"left": _HEAVY} if column.rule else {}))
    put(cell.get_or_add_tcPr(), "vAlign", {"val": "bottom"})
    paragraph = _paragraph(target, cell, grid, column.numeric and not first)
    heading = paragraph.add_run(column.heading)
    heading.bold = True
    heading.font.size = _SMALL if matrix else None
    if column.small:
        _small(_paragraph(target, cell, grid, column.numeric, more=True), column.small)


def _fill(target: Target, grid: Any, table: Table, row: Row, found: Any, widths: Sequence[int]) -> None:
    """Write the cells of a row, and its picture."""
    if row.role == "line":
        _across(target, grid, row, found, sum(widths))
        return
    apart = max((len(cell.beside) for cell in row.cells), default=0) > _LONG_RANGE
    for at, (cell, tc, column) in enumerate(zip(row.cells, found.tc_lst, table.columns, strict=False)):
        top = {"top": _RULE} if row.role == "total" else {}
        _edge(tc, bottom=_HAIR, **top, **({"left": _HEAVY} if column.rule else {}))
        _cell(target, grid, tc, cell, column, strong=row.role != "plain", apart=apart, first=not at)
        if not at and row.depth:
            Paragraph(tc.p_lst[0], grid).paragraph_format.left_indent = Pt(8 * row.depth)
    if row.drawing:
        _edge(found.tc_lst[-1], bottom=_HAIR)
        told = "; ".join(_told(cell, column) for cell, column in list(zip(row.cells, table.columns, strict=False))[1:])
        alternative = f"{plain(row.cells[0].line)}: {told}" if told else plain(row.cells[0].line)
        _draw(Paragraph(found.tc_lst[-1].p_lst[0], grid), target, row.drawing, widths[-1], alternative)


def _told(cell: Cell, column: Column) -> str:
    return f"{column.heading} {plain(cell.line)}"


def _across(target: Target, grid: Any, row: Row, found: Any, width: int) -> None:
    """A line's text stands across the table, under a heavy line."""
    first, *others = found.tc_lst
    for each in others:
        found.remove(each)
    put(first.get_or_add_tcPr(), "tcW", {"w": round(width / 635), "type": "dxa"})
    put(first.get_or_add_tcPr(), "gridSpan", {"val": len(others) + 1})
    _edge(first, top=_RULE)
    _small(_paragraph(target, first, grid), plain(row.cells[0].line))


def _cell(
    target: Target, grid: Any, tc: Any, cell: Cell, column: Column, *, strong: bool, apart: bool, first: bool
) -> None:
    """Write a cell: its text, a range beside it, a second value on a line of its own."""
    numeric = column.numeric and not first
    paragraph = _paragraph(target, tc, grid, numeric)
    if cell.beside and not apart:
        _small(paragraph, f"{cell.beside}{_NO_BREAK}")
    for span in cell.line:
        run = paragraph.add_run(span.text)
        run.bold = True if span.bold or cell.tag or (strong and (first or numeric)) else None
        if cell.tag:
            _tag(run._element.get_or_add_rPr(), cell.tag)
    if cell.below:
        below = _paragraph(target, tc, grid, numeric, more=True) if cell.line else paragraph
        run = below.add_run(cell.below)
        run.bold = True if strong else None
        run.font.size = _SMALL if cell.line else None
    if cell.beside and apart:
        _small(_paragraph(target, tc, grid, numeric, more=True), cell.beside)
    if cell.tint in _TINTS:
        put(tc.get_or_add_tcPr(), "shd", {"val": "clear", "color": "auto", "fill": _TINTS[cell.tint]})
    elif cell.tint == "open":
        _edge(tc, **dict.fromkeys(_SIDES, _DASHED))


def _tag(run: Any, tag: str) -> None:
    """Show a verdict as the page does: a fail white on black, others in a frame."""
    if tag == "fail":
        put(run, "color", {"val": "FFFFFF"})
        put(run, "shd", {"val": "clear", "color": "auto", "fill": BLACK})
    else:
        put(run, "bdr", {"val": "dashed" if tag == "unknown" else "single", "sz": 8, "space": 1, "color": BLACK})


def _paragraph(target: Target, tc: Any, grid: Any, numeric: bool = False, more: bool = False) -> Any:
    """The first paragraph of a cell, or one more."""
    paragraph = Paragraph(tc.add_p() if more else tc.p_lst[0], grid)
    target.styles.dress(paragraph._element, IN_TABLE)
    if numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def _small(paragraph: Any, text: str) -> None:
    paragraph.add_run(text).font.size = _SMALL


def _edge(tc: Any, **sides: Any) -> None:
    """Give a cell lines at some of its sides, beside those that it has."""
    properties = tc.get_or_add_tcPr()
    there = properties.find(qn("w:tcBorders"))
    found = {side: there.find(qn(f"w:{side}")) for side in _SIDES} if there is not None else {}
    kept = {side: element(side, sides[side]) if side in sides else found.get(side) for side in _SIDES}
    put(properties, "tcBorders", None, *(each for each in kept.values() if each is not None))


def _axis(target: Target, paragraph: Any, axis: Drawing | None, width: int) -> None:
    """The figures of an axis at their places, by tabs, as text."""
    target.styles.dress(paragraph._element, IN_TABLE)
    inner = width - 2 * _PADDING
    texts = []
    for mark in axis.shapes if axis else ():
        if mark.kind != "mark":
            continue
        if mark.at:
            at = Emu(int(inner * mark.at / 100))
            paragraph.paragraph_format.tab_stops.add_tab_stop(at, _ANCHORS[mark.anchor])
        texts.append(f"\t{mark.text}" if mark.at else mark.text)
    _small(paragraph, "".join(texts))


def _draw(
    paragraph: Any, target: Target, drawing: Drawing, width: int, alternative: str, pixel: float = _PIXEL
) -> None:
    """Put a drawing as a picture into a cell, with its row in words for those who do not see it. pixel: its height."""
    target.styles.dress(paragraph._element, IN_TABLE)
    paragraph.paragraph_format.space_before = Pt(1.5)
    height = int(drawing.height * pixel)
    shown = paragraph.add_run().add_picture(io.BytesIO(picture(drawing)), Emu(int(width - 2 * _PADDING)), Emu(height))
    shown._inline.docPr.set("descr", alternative.replace("\n", " "))
    for side in "TBLR":
        shown._inline.set(f"dist{side}", "0")  # else LibreOffice puts a distance of its own around it


def _widths(table: Table, whole: float, letter: float) -> list[int]:
    """The widths of the columns: each as wide as its text, as far as there is room; what is short of room shares what
    is left, no column less than its longest word. letter: the width of a letter of it, at most."""
    padding = 2 * float(_PADDING)
    if table.matrix:
        return _matrix_widths(table, whole, padding)
    columns = [[*_column(table, at)] for at in range(len(table.columns))]
    longest = [max((len(piece) for text in texts for piece in pieces(text)), default=0) for texts in columns]
    least = [letters * letter + padding for letters in longest]
    wanted = [max(map(_letters, texts), default=0) + padding for texts in columns]
    least = [min(each, whole / len(columns)) for each in least]
    given = dict.fromkeys(range(len(columns)), 0.0)
    open_, left = set(given), whole
    while open_:
        part = left / len(open_)
        fits = {at for at in open_ if max(least[at], wanted[at]) <= part}
        if not fits:
            break
        for at in fits:
            given[at] = max(least[at], wanted[at])
        open_ -= fits
        left -= sum(given[at] for at in fits)
    if open_:
        # Less than in proportion: else a column of long reasons leaves one word a line to the others.
        sought = {at: wanted[at] ** 0.8 for at in open_}
        spare = left - sum(least[at] for at in open_)
        for at in open_:
            given[at] = least[at] + spare * sought[at] / sum(sought.values())
    else:
        given[len(columns) - 1 if not table.columns[-1].numeric else 0] += left
    return [int(given[at]) for at in range(len(columns))]


def _matrix_widths(table: Table, whole: float, padding: float) -> list[int]:
    """The first column as wide as people's names of criteria, the other fixed ones slim, the rest alike."""
    many = len(table.columns) - table.fixed
    # The more options, and the broader the page, the less of it the names need.
    first = whole * (0.26 if many <= 4 else 0.15 if table.across else 0.2)
    slim = [_letters(column.heading) + 2 * padding for column in table.columns[1 : table.fixed]]
    each = min((whole - first - sum(slim)) / max(many, 1), whole * _MOST_OF_A_MATRIX)
    return [int(width) for width in (whole - sum(slim) - each * many, *slim, *[each] * many)]


def _column(table: Table, at: int) -> Iterable[str]:
    """Every text of a column."""
    yield table.columns[at].heading
    yield table.columns[at].small
    for row in table.rows:
        if at < len(row.cells) and row.role != "line":
            cell = row.cells[at]
            yield from plain(cell.line).splitlines()
            yield cell.below


def _letters(text: str) -> float:
    return len(text) * float(_LETTER)
