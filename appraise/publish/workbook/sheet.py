"""Sheet: one sheet of a workbook, cell by cell: text that stays text, figures, and formulas with what they come to."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from appraise.publish.document import PARAGRAPH
from appraise.publish.render.escape import paragraphs

Figure = Decimal | Fraction | int
_LONGEST_FORMULA = 8_192
_MOST_IN_A_SUM = 200
_LETTERS = 1.15
"""Letters of a text that find room in the width of a digit, with what is lost where lines break."""
_NARROWEST = 4
"""The least room that a text is taken to have, however far it is indented."""
_LINE, _HIGHEST = 13, 409
"""The height of a line, and the greatest of a row, in points."""
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_INPUT = {"bg_color": "#FFF7BF", "border": 1, "border_color": "#B1B4B6"}
_HEAD = {"bold": True, "text_wrap": True, "bg_color": "#F3F2F1", "bottom": 1, "valign": "bottom"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "note": {},
    "head": _HEAD,
    "head-figure": {**_HEAD, "align": "right"},
    "block": {"bold": True, "bottom": 1},
    "total-name": {"bold": True, "top": 1},
    "text": {"text_wrap": True},
    "group": {"bold": True, "text_wrap": True},
    "figure": {"align": "right"},
    "share": {"num_format": "0.0%"},
    "places": {"num_format": "0.0##", "align": "right"},
    "money": {"num_format": "#,##0.0##", "align": "right"},
    "factor": {"num_format": "0.000000", "align": "right"},
    "total": {"bold": True, "top": 1, "align": "right"},
    "changed": {"bold": True, "bg_color": "#F3F2F1"},
    "input": {**_INPUT, "align": "right"},
    "input-text": {**_INPUT, "text_wrap": True},
}
"""How cells look, by what they are. What is yellow is for people to change."""


class DoesNotFitError(Exception):
    """A spreadsheet has no room for this: 1,048,576 rows, 16,384 columns, 32,767 letters in a cell, 8,192 in a formula.
    Or, where it names a criterion or a gate, too few digits for that."""

    def __init__(self, too_fine: str = "") -> None:
        self.too_fine = too_fine


class Book:
    """A workbook that is being written, and the looks of its cells."""

    def __init__(self, file: Any) -> None:
        self.workbook = Workbook(file, {"in_memory": True})
        self._looks: dict[tuple[str, int, bool], Any] = {}

    def look(self, name: str, depth: int = 0, kept: bool = False) -> Any:
        """The look of cells of a kind. depth: how far they are indented. kept: whether what stands in them stays
        text when somebody opens and closes them."""
        asked = name, depth, kept
        if asked not in self._looks:
            more: dict[str, Any] = {"indent": depth, "align": "left"} if depth else {}
            more |= {"quote_prefix": True} if kept else {}
            self._looks[asked] = self.workbook.add_format({**_FONT, **_LOOKS[name], **more})
        return self._looks[asked]

    def sheet(self, name: str, title: str, notes: Sequence[str], status: str) -> "Sheet":
        """A further sheet, with its title and notes above all else, and its status at the foot of each page."""
        sheet = Sheet(self, self.workbook.add_worksheet(name))
        for row, text in enumerate((title, *notes)):
            sheet.put(row, 0, text, "note" if row else "title")
        sheet.sheet.set_landscape()
        sheet.sheet.set_paper(9)
        sheet.sheet.fit_to_pages(1, 0)
        sheet.sheet.set_footer(f"&L&8{status}&R&8&P / &N")
        return sheet


class Sheet:
    """A sheet that is being written."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book = book
        self.sheet = sheet
        self._widths: Sequence[float] = ()
        self._lines: dict[int, int] = {}

    def put(self, row: int, column: int, value: str | Figure | None, look: str = "text", depth: int = 0) -> None:
        """Put a text or a figure into a cell. No text becomes a formula, a link or a number."""
        if isinstance(value, str):
            text = paragraphs(value).replace(PARAGRAPH, "\n")
            form = self.book.look(look, depth, text.startswith(("=", "+", "-", "@", "'")))
            self.fits(self.sheet.write_string(row, column, text, form))
            if "text_wrap" in _LOOKS[look]:
                self._heighten(row, text, max(self._widths[column] - 2 * depth, _NARROWEST))
        elif value is None:
            self.fits(self.sheet.write_blank(row, column, None, self.book.look(look, depth)))
        else:
            self.fits(self.sheet.write_number(row, column, float(value), self.book.look(look, depth)))

    def _heighten(self, row: int, text: str, width: float) -> None:
        """Make a row as high as a text that wraps: LibreOffice does not do that by itself."""
        lines = sum(max(1, ceil(len(part) / (_LETTERS * width))) for part in text.split("\n"))
        if lines > self._lines.get(row, 1):
            self._lines[row] = lines
            self.fits(self.sheet.set_row(row, min(_LINE * lines + 2, _HIGHEST)))

    def work_out(
        self, row: int, column: int, formula: str, stored: str | Figure, look: str = "figure", array: bool = False
    ) -> None:
        """Put a formula into a cell. stored: what it comes to, which programs show that do not work it out."""
        if len(formula) > _LONGEST_FORMULA:
            raise DoesNotFitError
        value = stored if isinstance(stored, str) else float(stored)
        form = self.book.look(look)
        if array:
            self.fits(self.sheet.write_array_formula(row, column, row, column, f"={formula}", form, value))
        else:
            self.fits(self.sheet.write_formula(row, column, f"={formula}", form, value))

    def widths(self, *widths: float) -> None:
        """Set the widths of the columns from the first on, in digits."""
        self._widths = widths
        for column, width in enumerate(widths):
            self.fits(self.sheet.set_column(column, column, width))

    def head(self, row: int, texts: Sequence[str], figures: int | None = None) -> None:
        """Put the heads of columns into a row. figures: from which column on they hold figures."""
        for column, text in enumerate(texts):
            self.put(row, column, text, "head" if figures is None or column < figures else "head-figure")

    def freeze(self, row: int, column: int) -> None:
        """Keep the rows above and the columns before a cell in sight."""
        self.sheet.freeze_panes(row, column)

    def repeat(self, row: int) -> None:
        """Print a row on every page."""
        self.sheet.repeat_rows(row)

    def allow(self, row: int, first: int, last: int, rule: dict[str, Any], told: str = "") -> None:
        """Let nothing be typed into the cells of a row, from one column to another, but what a rule allows.

        told: what is said to whoever types anything else.
        """
        self.fits(self.sheet.data_validation(row, first, row, last, {**rule, "error_message": told}))

    def fits(self, answer: int | None) -> None:
        """Stop where the library says that it left something out."""
        if answer:
            raise DoesNotFitError

    def block(self, row: int, text: str, last: int) -> None:
        """Put the heading of a block into a row, with a line under it up to the last column."""
        self.put(row, 0, text, "block")
        for column in range(1, last + 1):
            self.put(row, column, None, "block")


class CellPlace(NamedTuple):
    """A cell by the name of its sheet, and its row and column, counted from 0."""

    sheet: str
    row: int
    column: int

    def from_(self, sheet: str) -> str:
        """Its name in a formula of a sheet; it stays what it is where the formula is copied."""
        name = xl_rowcol_to_cell(self.row, self.column, row_abs=True, col_abs=True)
        return name if sheet == self.sheet else f"{sheet_name(self.sheet)}!{name}"


def span(sheet: str, first: CellPlace, last: CellPlace) -> str:
    """The cells from one to another in a formula of a sheet."""
    return f"{first.from_(sheet)}:{last.from_(first.sheet)}"


def sheet_name(name: str) -> str:
    """The name of a sheet as formulas have it."""
    return "'" + name.replace("'", "''") + "'"


def sum_formula(rows: Sequence[int], column: int) -> str:
    """The sum of some cells of a column, those that lie together as one range."""
    letter, ranges = xl_col_to_name(column, col_abs=True), list[list[int]]()
    for row in sorted(rows):
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    named = [f"{letter}${first + 1}" + (f":{letter}${last + 1}" if last > first else "") for first, last in ranges]
    while len(named) > _MOST_IN_A_SUM:
        parts = (named[at : at + _MOST_IN_A_SUM] for at in range(0, len(named), _MOST_IN_A_SUM))
        named = [f"SUM({','.join(part)})" for part in parts]
    return f"SUM({','.join(named)})"


def average(parts: Sequence[str]) -> str:
    """The mean of figures that are written out."""
    if len(parts) > _MOST_IN_A_SUM:
        return f"({'+'.join(parts)})/{len(parts)}"
    return f"AVERAGE({','.join(parts)})"


def median_formula(figures: Sequence[str]) -> str:
    """The median of figures that are written out: the mean of the middle two where they are even in number."""
    return f"MEDIAN({{{','.join(figures)}}})" if len(figures) > _MOST_IN_A_SUM else f"MEDIAN({','.join(figures)})"


def literal(text: str) -> str:
    """A text inside a formula."""
    return '"' + paragraphs(text).replace('"', '""') + '"'
