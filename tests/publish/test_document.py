"""Tables on paper: which columns of a matrix stand on one sheet."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraise.publish.document import Cell, Column, Subheading, Table, line, row
from tests.pages import CASES, DOCUMENTS, document_of


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("case", CASES)
def test_a_minor_heading_stands_under_another(case: str, kind: str) -> None:
    """So that no level of headings is passed over."""
    for section in document_of(case, kind).sections:
        headings = [block.minor for block in section.blocks if isinstance(block, Subheading)]
        assert not headings or not headings[0], section.id


def matrix(heads: Sequence[str], cell: Cell | None = None, fixed: int = 2) -> Table:
    """Criteria by these columns; each cell says which column it is of, unless one is given."""
    columns = [Column(f"fixed {at}") for at in range(fixed)] + [Column(head, numeric=True) for head in heads]
    cells = [cell or Cell(line(str(at))) for at in range(len(heads))]
    rows = tuple(row(name, *(["w"] * (fixed - 1)), *cells) for name in ("p", "q"))
    return Table("Scores", tuple(columns), rows, matrix=True, fixed=fixed, number="1")


def shape(table: Table) -> tuple[list[int], bool]:
    """How many columns stand on each sheet after the fixed ones, and whether the sheet lies across."""
    sheets = table.sheets()
    return [len(sheet.columns) - sheet.fixed for sheet in sheets], sheets[0].across


@pytest.mark.parametrize(
    ("options", "sheets", "across"),
    [
        (1, [1], False),
        (4, [4], False),
        (7, [7], False),
        (8, [8], True),
        (9, [9], True),
        (12, [12], True),
        (13, [6, 7], False),
        (14, [7, 7], False),
        (24, [6, 6, 6, 6], False),
    ],
)
def test_seven_upright_twelve_across_then_blocks_upright(options: int, sheets: list[int], across: bool) -> None:
    assert shape(matrix(["Employee-owned mutual"] * options)) == (sheets, across)


@pytest.mark.parametrize(
    ("word", "upright", "across"),
    [("Community", 7, 12), ("Partnership", 6, 10), ("Neighbourhood", 5, 9), ("M" * 40, 4, 7)],
)
def test_fewer_columns_where_a_word_is_long(word: str, upright: int, across: int) -> None:
    """78 letters of the smallest bold type beside each other upright, 126 across; a monster counts 16."""
    assert shape(matrix([word] * upright)) == ([upright], False)
    assert shape(matrix([word] * (upright + 1))) == ([upright + 1], True)
    assert shape(matrix([word] * across)) == ([across], True)
    assert shape(matrix([word] * (across + 1)))[1] is False


def test_what_cannot_be_parted_in_a_cell_counts_too() -> None:
    heads = ["A"] * 7
    assert shape(matrix(heads, Cell(line("4.87"), beside="(4.20\N{EN DASH}6.10)"))) == ([7], True)
    assert shape(matrix(heads, Cell(line("Conditional"), tag="conditional"))) == ([7], True)
    assert shape(matrix(heads, Cell(line("4"), beside="(3\N{EN DASH}5)", below="0 to 15"))) == ([7], False)


def test_a_table_that_is_no_matrix_stays_whole() -> None:
    assert shape(matrix(["A"] * 30)._replace(matrix=False)) == ([30], False)


@given(st.lists(st.text("abc -", max_size=20), min_size=1, max_size=40), st.integers(1, 2))
def test_every_column_stands_on_one_sheet_in_its_order_beside_the_fixed_ones(heads: list[str], fixed: int) -> None:
    table = matrix(heads, fixed=fixed)
    sheets = table.sheets()
    assert [column for sheet in sheets for column in sheet.columns[fixed:]] == list(table.columns[fixed:])
    for at, each in enumerate(table.rows):
        assert [cell for sheet in sheets for cell in sheet.rows[at].cells[fixed:]] == list(each.cells[fixed:])
        assert all(sheet.rows[at].cells[:fixed] == each.cells[:fixed] for sheet in sheets)
    sizes = [len(sheet.columns) for sheet in sheets]
    assert max(sizes) - min(sizes) <= 1
    assert len(sheets) == 1 or max(sizes) - fixed <= 7
