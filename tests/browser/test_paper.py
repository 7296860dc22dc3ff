"""Pages as Chromium prints them on A4: all there, in letters of one height, the answer on page 1."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import pytest

from appraise.publish.document import Document, Table, plain
from tests.browser.conftest import Opened
from tests.pages import BODY, CASES, DOCUMENTS, EXAMPLES, document_of
from tests.programs import library, missing

pytestmark = pytest.mark.slow

CROWDED = ("4 options", "9 options", "13 options", "24 options")
PRINTED = [(case, kind) for case in CASES for kind in DOCUMENTS]
UP_TO_TEN = [*EXAMPLES, "costed", "4 options", "9 options", "10 options"]
MOST_PAGES = {"birmingham-2016": 8, "leisure": 5}
MARGIN, FOOT = 50, 57
"""The least white at the left and right of a sheet, in points: 18 mm is 51. How high the foot is: 20 mm."""


class Piece(NamedTuple):
    """Letters of one look on one line of a sheet: where they begin and how high they are, in points; whether they stand
    in its foot."""

    top: int
    left: int
    text: str
    height: float
    bold: bool
    foot: bool


Sheet = list[Piece]
Print = Callable[..., list[Sheet]]


@pytest.fixture(scope="session")
def printed(opened: Callable[..., Opened]) -> Print:
    """The sheets that Chromium prints of a page."""
    reader = library("pypdf").PdfReader

    @cache
    def print_(case: str, kind: str) -> list[Sheet]:
        pdf = opened(case, kind).page.pdf(format="A4", prefer_css_page_size=True)
        return [_pieces(sheet) for sheet in reader(io.BytesIO(pdf)).pages]

    return print_


def _pieces(sheet: Any) -> Sheet:
    """What stands on a sheet, from top to bottom; a browser writes it in the order in which it paints."""
    pieces: Sheet = []

    def see(text: str, page: Sequence[float], line: Sequence[float], font: Any, size: float) -> None:
        if text.strip():
            left, bottom = line[4] * page[0] + page[4], line[5] * page[3] + page[5]
            assert MARGIN <= left <= float(sheet.mediabox.width) - MARGIN, f"{text} is not on the sheet"
            height = round(size * abs(line[3] * page[3]), 1)
            top = float(sheet.mediabox.height) - bottom
            bold = "Bold" in str(font["/BaseFont"])
            pieces.append(Piece(round(top), round(left), text, height, bold, bottom < FOOT))
            if not re.search("Arial|Liberation|Mono", str(font["/BaseFont"])):
                missing("needs the font Arial, or Liberation Sans, which is as wide")

    sheet.extract_text(visitor_text=see)
    return sorted(pieces)


def words(text: str) -> Counter[str]:
    """The words and figures of a text, however its lines and cells are broken; addresses and fingerprints may be."""
    return Counter(word for word in re.findall(r"[\w?]+(?:[.,]\d+)*", text) if len(word) <= 24)


def said(table: Table) -> str:
    """All that a table says: its heads and its cells."""
    parts = [f"{column.heading} {column.small}" for column in table.columns]
    cells = [cell for row in table.rows for cell in row.cells]
    return " ".join([*parts, *(f"{plain(cell.line)} {cell.beside} {cell.below}" for cell in cells)])


def tables(document: Document) -> Iterator[Table]:
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Table))


def by_table(sheets: Sequence[Sheet]) -> dict[str, list[Piece]]:
    """The pieces of each table by its number, from its caption up to the next heading or to the caption of another."""
    found: dict[str, list[Piece]] = {}
    number, height = "", 0.0
    for piece in (piece for sheet in sheets for piece in sheet if not piece.foot):
        if piece.bold and (caption := re.match(r"Table (\d+)[ :]", piece.text)):
            number, height = caption[1], piece.height
        elif piece.bold and piece.height > height:
            number = ""
        found.setdefault(number, []).append(piece)
    return found


def text_of(pieces: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)


@pytest.mark.parametrize("case", PRINTED, ids="-".join)
def test_every_table_is_printed_whole(case: tuple[str, str], printed: Print) -> None:
    """Every head and every figure of every column: none is left out at the right, and none twice in the place of
    another."""
    found = by_table(printed(*case))
    for table in tables(document_of(*case)):
        lost = words(said(table)) - words(text_of(found.get(table.number, [])))
        assert not lost, f"Table {table.number}: {table.caption}"


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_letters_are_as_high_with_24_options_as_with_4(kind: str, printed: Print) -> None:
    """Those of a sentence and of the scores: if a table is wider than its sheet, a browser makes all smaller."""
    seen, wanted = {}, "with points" if kind == "appendix" else "scores and reasons"
    for case in CROWDED:
        sheets = printed(case, kind)
        pieces = [piece for sheet in sheets for piece in sheet]
        scores = next(table for table in tables(document_of(case, kind)) if wanted in table.caption)
        sentence = {piece.height for piece in pieces if BODY in piece.text}
        figures = {piece.height for piece in by_table(sheets)[scores.number] if piece.text.strip() in set("012345")}
        seen[case] = (sentence, figures)
    first, *others = seen.values()
    assert min(first[0]) >= 10
    assert min(first[1]) >= 8
    assert others == [first] * (len(CROWDED) - 1), seen


@pytest.mark.parametrize("case", UP_TO_TEN)
def test_page_1_holds_the_answer_and_table_1_whole(case: str, printed: Print) -> None:
    first = document_of(case).sections[0]
    (table,) = (block for block in first.blocks if isinstance(block, Table))
    sentences = [plain(block.line) for block in first.blocks if block.kind == "paragraph"]
    assert table.number == "1"
    here = text_of(printed(case, "appendix")[0])
    assert not words(" ".join([*sentences, table.caption, said(table)])) - words(here)


@pytest.mark.parametrize(("example", "most"), MOST_PAGES.items())
def test_an_appendix_is_short(example: str, most: int, printed: Print) -> None:
    assert len(printed(example, "appendix")) <= most


@pytest.mark.parametrize("case", PRINTED, ids="-".join)
def test_every_sheet_says_what_it_is_of_and_its_number(case: tuple[str, str], printed: Print) -> None:
    document, sheets = document_of(*case), printed(*case)
    for at, sheet in enumerate(sheets, 1):
        here = " ".join(text_of(sheet).split())
        assert re.search(rf"\b{at} +of +{len(sheets)}\b", here)
        assert f"{document.status}. {document.foot}" in here
