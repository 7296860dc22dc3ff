"""The beginning of a document: as many lines as asked for, whole blocks, and what is left out counted."""

from hypothesis import given
from hypothesis import strategies as st

from appraise.publish.document import (
    Block,
    Bullets,
    Column,
    Document,
    Line,
    Paragraph,
    Section,
    Subheading,
    Table,
    line,
    plain,
    row,
)
from appraise.publish.render.first_lines import first_lines
from appraise.publish.render.terminal import BOLD, PLAIN, lines


def left_out(what: str, many: int) -> Line:
    return line(f"{many} {what} more.")


def document(*blocks: Block) -> Document:
    return Document("Title", "", line("Status."), (Section("s", "S", blocks),))


def list_of(many: int) -> Bullets:
    return Bullets(tuple(line(f"Item {at}.") for at in range(many)))


def table_of(rows: int, columns: int = 1, total: bool = False, note: str = "") -> Table:
    heads = (Column("Name"), *(Column(f"Column {at}") for at in range(columns)))
    body = [row(f"Row {at}", *(str(at) for _ in range(columns))) for at in range(rows)]
    last = [row("Total", *("9" for _ in range(columns)), role="total")] if total else []
    return Table("Caption", heads, (*body, *last), note=note, matrix=columns > 1)


def first(shown: Document, most: int, width: int = 80) -> list[str] | None:
    cut = first_lines(shown, width, most, left_out)
    return None if cut is None else [each.replace(BOLD, "").replace(PLAIN, "") for each in lines(cut, width)]


def test_what_fits_is_not_cut() -> None:
    """Title, status, a blank and four items."""
    assert first(document(list_of(4)), 7) is None
    assert first(document(list_of(4)), 6) == ["Title", "Status.", "", "- Item 0.", "- Item 1.", "- 2 items more."]


def test_a_paragraph_is_whole_or_not_there() -> None:
    words = line("word " * 40)
    assert first(document(Paragraph(line("One.")), Paragraph(words)), 6) == ["Title", "Status.", "", "One."]


def test_what_opens_something_does_not_stand_last() -> None:
    opening = Subheading("Heading"), Paragraph(line("These hold:"))
    assert first(document(Paragraph(line("One.")), *opening, Paragraph(line("word " * 40))), 9) == [
        *("Title", "Status.", "", "One.")
    ]


def test_a_table_is_cut_between_rows_keeps_its_total_and_says_so_before_its_note() -> None:
    """Title, status, blank, caption, heads, rule, five rows, total, note: 13 lines."""
    shown = first(document(table_of(20, total=True, note="A note.")), 13)
    assert shown is not None
    assert len(shown) == 13
    assert shown[6:] == [*(f"Row {at}  {at}" for at in range(5)), "Total  9", "15 rows more. A note."]


def test_of_a_table_that_would_keep_few_rows_nothing_is_shown() -> None:
    assert first(document(Paragraph(line("One.")), table_of(20)), 12) == ["Title", "Status.", "", "One."]


def test_no_group_stands_last() -> None:
    rows = [row(f"Row {at}", "1") for at in range(5)]
    table = table_of(0)._replace(rows=(*rows, row("Group", "2", role="group"), *rows))
    shown = first(document(table), 13)
    assert shown is not None
    assert not [each for each in shown if each.startswith("Group")]
    assert shown[-1] == "6 rows more."


def test_a_matrix_loses_columns_before_rows() -> None:
    """At 30 characters a row holds its name and two columns; blocks of two more would come below."""
    shown = first(document(table_of(6, columns=6)), 20, width=30)
    assert shown is not None
    assert "Row 5" in "".join(shown)
    assert shown[-1] == f"{6 - shown[4].count('Column')} columns more."


BLOCKS = st.one_of(
    st.integers(1, 60).map(lambda words: Paragraph(line("word " * words))),
    st.just(Subheading("Heading")),
    st.integers(1, 30).map(list_of),
    st.builds(table_of, st.integers(1, 40), st.integers(1, 9), st.booleans(), st.sampled_from(["", "note " * 20])),
)


@given(st.lists(BLOCKS, max_size=6), st.integers(20, 120), st.integers(4, 60))
def test_it_takes_no_more_lines_than_asked_for_and_begins_as_all_of_it(
    blocks: list[Block], width: int, most: int
) -> None:
    whole = document(*blocks)
    full = list(lines(whole, width))
    cut = first_lines(whole, width, most, left_out)
    if cut is None:
        assert len(full) <= most
        return
    assert len(full) > most
    assert len(list(lines(cut, width))) <= most
    kept = cut.sections[0].blocks
    assert kept[:-1] == whole.sections[0].blocks[: len(kept) - 1] if kept else True
    assert not kept or kept[-1].kind != "subheading"
    if kept and kept[-1].kind == "bullets":
        before = whole.sections[0].blocks[len(kept) - 1]
        assert isinstance(before, Bullets)
        if kept[-1] != before:
            many = len(kept[-1].items) - 1
            assert kept[-1].items[:many] == before.items[:many]
            assert plain(kept[-1].items[-1]) == f"{len(before.items) - many} items more."
