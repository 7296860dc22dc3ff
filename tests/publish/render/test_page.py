"""The page: what is drawn in a table, what stands where, and that nothing on it runs together."""

from decimal import Decimal
from typing import Any

import html5lib
import pytest

from appraise.publish.document import (
    Bullets,
    Cell,
    Column,
    Document,
    Drawing,
    Paragraph,
    Section,
    Sign,
    Table,
    bold,
    line,
    numbered,
    row,
)
from appraise.publish.figures import totals
from appraise.publish.figures.parts import axis, box, ground, upright
from appraise.publish.render.template import render
from tests.publish.render.test_template import ENCODABLE, tags, template

LABELS = {
    "skip": "Skip to",
    "table": "Table",
    "of": "of",
    "points": "points",
    "record": "Record",
    "record-use": "Keep.",
}
SEGMENT = box(Decimal(0), Decimal("48.25"), 0, 15, "#12436d", "#12436d")._replace(label="48", ink="#ffffff")
BAR = Drawing((ground(0, 15), SEGMENT, *upright(Decimal(50), 15, dashed=True)), 15)
ROWS = (
    row("Alpha", "1", "48", "Shortlisted.")._replace(drawing=BAR),
    row("Shortlist line: top 1", role="line"),
    row("Beta", "2", "40", "Not shortlisted.")._replace(drawing=BAR),
)
COLUMNS = (Column("Option"), Column("Rank", numeric=True), Column("Total", numeric=True), Column("Outcome"))
RESULT = Table("Result", COLUMNS, ROWS, key=(Sign("dark", "Strategy"), Sign("range", "Ranges")), axis=totals.axis())


def document(*blocks: Any, **more: Any) -> Document:
    sections = numbered([Section("answer", "The answer", (Paragraph(line("Alpha.")), *blocks))])
    return Document("Title", "Draft", line(bold("Draft.")), sections, language="en-GB", labels=LABELS, **more)


def page(*blocks: Any, **more: Any) -> Any:
    text = render(document(*blocks, **more), template("html"), "html")
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def body_rows(tree: Any) -> list[Any]:
    return list(tree.iterfind(".//tbody/tr"))


def text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def local(element: Any) -> str:
    """The name of an element, without that of its language."""
    return str(element.tag).rpartition("}")[2]


def test_a_drawing_stands_under_its_row_over_the_whole_width_and_is_not_read_out() -> None:
    rows = body_rows(page(RESULT))
    assert [each.attrib.get("class") for each in rows] == ["said", "bar", "line", "said", "bar", "axis"]
    for drawn in (rows[1], rows[4], rows[5]):
        assert drawn.attrib["aria-hidden"] == "true"
        (cell,) = drawn
        assert (cell.tag, cell.attrib["colspan"]) == ("td", "4")
        (picture,) = cell
        assert picture.attrib == {
            "aria-hidden": "true",
            "width": "100%",
            "height": str((drawn is rows[5] and 14) or 15),
            "overflow": "visible",
        }
    assert all("aria-hidden" not in each.attrib for each in (rows[0], rows[2], rows[3]))


def test_a_drawing_has_presentation_attributes_alone() -> None:
    pictures = [each for each in page(RESULT).iter() if local(each) == "svg"]
    shapes = [each for picture in pictures for each in picture.iter()]
    assert {local(each) for each in shapes} == {"svg", "rect", "text", "line"}
    assert not [each for each in shapes if {"style", "class", "viewBox", "id", "transform"} & set(each.attrib)]
    _, _, segment, label, halo, dashes = pictures[0].iter()
    assert (segment.attrib["x"], segment.attrib["width"]) == ("0%", "48.25%")
    assert (label.attrib["x"], label.attrib["fill"], label.text) == ("24.13%", "#ffffff", "48")
    assert (halo.attrib["x1"], halo.attrib["stroke"]) == ("50%", "#ffffff")
    assert dashes.attrib["stroke-dasharray"] == "4 3"


def test_a_line_stands_across_the_table_and_is_read_out() -> None:
    (cell,) = body_rows(page(RESULT))[2]
    assert (cell.tag, cell.attrib, text(cell)) == ("td", {"colspan": "4"}, "Shortlist line: top 1")


def test_the_key_stands_in_the_caption_and_is_not_read_out() -> None:
    caption = page(RESULT).find(".//caption")
    said, key = caption
    assert text(said) == "Table 1: Result"
    assert key.attrib == {"class": "key", "aria-hidden": "true"}
    assert [(sign.attrib["class"], text(each)) for each in key for sign in each] == [
        ("sign dark", "Strategy"),
        ("sign range", "Ranges"),
    ]


@pytest.mark.parametrize("name", ENCODABLE)
def test_hostile_text_in_a_drawing_and_its_key_is_text(name: str) -> None:
    def drawn(words: str) -> Table:
        marks = Drawing((*axis([(Decimal(0), words)]).shapes, SEGMENT._replace(label=words)), 14)
        rows = (row(words, role="line"), row("a")._replace(drawing=marks))
        return Table(words, (Column("Option"),), rows, key=(Sign("dark", words),), axis=marks)

    assert tags(page(drawn(name))) == tags(page(drawn("x")))


def test_two_values_of_a_cell_stand_on_lines_of_their_own() -> None:
    """Pasted as plain text, a score of 1 and 3.8 points are not 13.8."""
    cells = Cell(line(bold("1")), beside="(0\N{EN DASH}2)", below="3.8", tint="1"), Cell(below="12")
    columns = (Column("Criterion"), Column("Alpha", numeric=True, small="excluded"), Column("Beta", numeric=True))
    tree = page(Table("Scores", columns, (row(Cell(line("Pace"), below="How soon?"), *cells),), matrix=True))
    for each in tree.iter("br"):
        each.text = "|"
    assert [text(each) for each in tree.iterfind(".//table/thead/tr/th")] == ["Criterion", "Alpha|excluded", "Beta"]
    (head, first, second) = body_rows(tree)[0]
    assert text(head) == "Pace|How soon?"
    assert text(first) == "(0\N{EN DASH}2) 1|3.8 points"
    assert text(second) == "12"


def test_a_long_range_has_a_line_of_its_own_and_so_have_the_others_of_its_row() -> None:
    cells = [
        Cell(line(bold("4.87")), beside=text, below="20") for text in ("(4.2\N{EN DASH}6.1)", "(4.10\N{EN DASH}6.10)")
    ]
    columns = (Column("Criterion"), *[Column(name, numeric=True) for name in "ABC"])
    tree = page(Table("Scores", columns, (row("Cost", *cells, Cell(line("5"), below="0")),), matrix=True))
    for each in tree.iter("br"):
        each.text = "|"
    assert [text(each) for each in body_rows(tree)[0]] == [
        "Cost",
        "4.87|20 points|(4.2\N{EN DASH}6.1)",
        "4.87|20 points|(4.10\N{EN DASH}6.10)",
        "5|0 points",
    ]


def test_a_matrix_that_no_sheet_holds_comes_in_blocks_and_no_id_stands_twice() -> None:
    columns = (Column("Criterion"), *[Column(f"Option {at}", numeric=True) for at in range(13)])
    wide = Table("Scores", columns, (row("Pace", *map(str, range(13))),), matrix=True, note="A note.")
    tree = page(RESULT, wide)
    captions = [text(each[0]) for each in tree.iter("caption")]
    assert captions == ["Table 1: Result", "Table 2 (1 of 2): Scores", "Table 2 (2 of 2): Scores"]
    heads = [text(each) for each in tree.iterfind(".//section[@tabindex]//thead//th")]
    assert [head for head in heads if head != "Criterion"] == [f"Option {at}" for at in range(13)]
    ids = [each.attrib["id"] for each in tree.iter() if "id" in each.attrib]
    assert len(ids) == len(set(ids))
    assert [each.attrib["aria-labelledby"] for each in tree.iterfind(".//section[@tabindex]")] == [
        "table-2",
        "table-2-2",
    ]
    assert [text(each) for each in tree.iterfind(".//p[@class='note']")] == ["A note."]


@pytest.mark.parametrize(
    ("table", "scrolls"),
    [
        (Table("Levels", COLUMNS[:3], (row("a", "1", "2"),)), False),
        (Table("Then and now", COLUMNS, (row("a", "1", "2", "b"),)), True),
        (Table("Levels", COLUMNS[:3], (row("a", "1", "2"),), matrix=True), True),
        (RESULT, False),
    ],
)
def test_a_matrix_scrolls_and_so_do_four_columns_without_a_picture(table: Table, scrolls: bool) -> None:
    assert (page(table).find(".//section[@tabindex='0']/table") is not None) == scrolls


@pytest.mark.parametrize(("options", "across"), [(7, None), (8, "across"), (12, "across"), (13, None)])
def test_a_section_with_a_matrix_of_eight_to_twelve_options_is_printed_across(options: int, across: str | None) -> None:
    columns = (Column("Criterion"), *[Column(f"Option {at}", numeric=True) for at in range(options)])
    tree = page(Table("Scores", columns, (row("Pace", *map(str, range(options))),), matrix=True))
    assert tree.find(".//section[@id='answer']").attrib.get("class") == across


@pytest.mark.parametrize("kind", ["appendix", "annex"])
def test_the_first_line_says_what_it_is(kind: Any) -> None:
    made = render(document(kind=kind), template("html"), "html")
    assert made.splitlines()[0] == f"<!DOCTYPE html><!-- appraise {kind} -->"


def test_the_head_says_whose_what_and_what_is_asked_before_the_answer() -> None:
    tree = page(above="Anytown Council. Appendix: shortlisting.", below="Which models?", foot="Anytown, Title")
    head = tree.find(".//header")
    assert [(each.tag, text(each)) for each in head] == [
        ("p", "Anytown Council. Appendix: shortlisting."),
        ("h1", "Title"),
        ("p", "Which models?"),
        ("p", "Draft."),
    ]
    assert text(tree.find(".//title")) == "Draft: Title"
    assert tree.find(".//nav") is None
    assert (text(tree.find(".//body/a")), tree.find(".//body/a").attrib["href"]) == ("Skip to The answer", "#answer")
    assert text(tree.find(".//footer/p")) == "Draft. Anytown, Title."


def test_the_record_stands_at_the_foot_whatever_the_sections() -> None:
    (link,) = page(record="e30=").iterfind(".//footer/p/a[@download]")
    assert link.attrib["href"] == "data:application/json;base64,e30="
    assert page().find(".//a[@download]") is None


def test_a_template_of_ones_own_can_leave_drawings_alone() -> None:
    spans = "{% for cell in row.cells %}{% for span in cell.line %}{{ span.text }} {% endfor %}{% endfor %}"
    own = "{% for row in document.sections[0].blocks[1].rows %}" + spans + "{% endfor %}"
    words = render(document(RESULT, Bullets((line("a"),))), own, "md")
    assert words == "Alpha 1 48 Shortlisted. Shortlist line: top 1 Beta 2 40 Not shortlisted. "
