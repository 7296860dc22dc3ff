"""A plot under its table in every form: on a page with letters that nobody hears, in Word without letters, and in text
not at all."""

import io
import re

import docx
from docx.oxml.ns import qn

from appraise.files.library.library import template
from appraise.publish.context import Context
from appraise.publish.document import Column, Document, Line, Section, Table, line, row
from appraise.publish.figures.costs import with_plot
from appraise.publish.render.template import render
from appraise.publish.render.terminal import lines
from appraise.publish.render.word import word
from tests.publish.conftest import EN
from tests.publish.figures.test_costs import FOUR, priced

SAYS = "Across: net present cost, from £2m to £6m. Up: total points, from 20 to 80. Neither axis begins at 0."
LABELS = dict.fromkeys(("skip", "table", "points", "page", "of", "word", "record", "record-use"), "-")


def made(section: str = "costs") -> Document:
    """A document of one table with its plot, in the section of costs or in another."""
    context = Context.of(priced(FOUR), EN)
    table = Table("Costs", (Column("Option"),), tuple(row(option) for option in FOUR), number="1")
    blocks = (with_plot(context, table, tuple(FOUR)),)
    says: Line = line("Draft.")
    return Document("Title", "Draft", says, (Section(section, "Heading", blocks),), kind="appendix", labels=LABELS)


def written(form: str, section: str = "costs") -> str:
    text, file = template("appendix", form)
    return render(made(section), text, form, file)


def test_on_a_page_rows_have_the_letters_of_the_plot_and_nobody_hears_either() -> None:
    page = written("html")
    assert re.findall(r'<span class="letter" aria-hidden="true">(.)</span> (\w)', page) == [
        *(("A", "p"), ("B", "q"), ("C", "r"), ("D", "s"))
    ]
    (plot,) = re.findall(r'<div class="plot" aria-hidden="true">.*?</div>', page, re.DOTALL)
    assert SAYS in plot
    assert re.findall(r'font-weight="bold"[^>]*>(.)</text>', plot) == ["A", "B", "C", "D"]
    assert plot.count("<svg") == plot.count("</svg>") == 2
    assert page.index("</table>") < page.index('<div class="plot"')


def test_a_page_without_costs_has_no_style_for_them() -> None:
    assert ".plot {" in written("html")
    assert ".plot {" not in written("html", section="other")


def test_in_text_there_is_no_plot_and_no_letter() -> None:
    assert "Across" not in written("md")
    assert "| p |" in written("md")
    assert "Across" not in "\n".join(map(str, lines(made(), 80)))


def test_in_word_a_picture_has_no_letters_and_a_sentence_says_how_to_read_it() -> None:
    file = docx.Document(io.BytesIO(word(made())))
    texts = [paragraph.text for paragraph in file.paragraphs]
    by_places = "The picture holds no letters: its points stand from left to right in the order of the rows."
    assert f"{SAYS} {by_places}" in texts
    (picture,) = file.element.body.iter(qn("wp:docPr"))
    assert picture.get("descr") == SAYS
    assert any(text.split() == ["£2m", "£3m", "£4m", "£5m", "£6m"] for text in texts)
    assert [cell.text for cell in file.tables[0].columns[0].cells] == ["Option", "p", "q", "r", "s"]


def test_the_same_plot_has_the_same_bytes() -> None:
    assert word(made()) == word(made())
