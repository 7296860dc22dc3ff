"""Files of Word: what python-docx and LibreOffice find in them is what the document says."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from appraise.publish.document import (
    PARAGRAPH,
    Bullets,
    Document,
    Paragraph,
    Subheading,
    Table,
    in_paragraphs,
    line,
    plain,
)
from appraise.publish.render.escape import cleaned
from appraise.publish.render.word import word
from appraise.run import low_high
from tests.pages import CASES, DOCUMENTS, EXAMPLES, document_of, run_of
from tests.programs import program
from tests.score_table import Grid, rows_in_tables, tables_of_word
from tests.score_table import rows as rows_of

EVERY = [(case, kind) for case in CASES for kind in DOCUMENTS]
each_document = pytest.mark.parametrize(("case", "kind"), EVERY)


@cache
def made(case: str, kind: str = "appendix") -> bytes:
    return word(document_of(case, kind))


def opened(case: str, kind: str = "appendix") -> Any:
    return docx.Document(io.BytesIO(made(case, kind)))


def file_of(folder: Path, case: str, kind: str = "appendix") -> Path:
    file = folder / f"{case} {kind}.docx".replace(" ", "-")
    file.write_bytes(made(case, kind))
    return file


def tables(document: Document) -> Iterator[Table]:
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Table))


def told(text: str) -> str:
    """A text without its blanks and line ends, however a cell is broken into lines."""
    return re.sub(r"[\s\xa0\x1e]+", "", text)


@each_document
def test_every_cell_of_every_table_says_what_the_document_says(case: str, kind: str, tmp_path: Path) -> None:
    found: list[Grid] = tables_of_word(file_of(tmp_path, case, kind))
    for table in tables(document_of(case, kind)):
        for sheet in table.sheets():
            head, *cells = found.pop(0)
            assert [told(text) for text in head[: len(sheet.columns)]] == [
                told(column.heading + column.small) for column in sheet.columns
            ]
            if sheet.axis:
                assert head[-1].split() == [shape.text for shape in sheet.axis.shapes if shape.kind == "mark"]
            for row, texts in zip(sheet.rows, cells, strict=True):
                assert len(texts) == (1 if row.role == "line" else len(head))
                for cell, text in zip(row.cells, texts, strict=False):
                    score, below = plain(cell.line), cell.below
                    assert told(text) in {told(cell.beside + score + below), told(score + below + cell.beside)}
    assert not found


@pytest.mark.parametrize("case", [*EXAMPLES, "costed", "4 options", "9 options"])
def test_every_number_of_the_score_table_is_the_records(case: str, tmp_path: Path) -> None:
    assert rows_in_tables(tables_of_word(file_of(tmp_path, case)), run_of(case)) == rows_of(run_of(case))


@pytest.mark.parametrize("case", ["birmingham-2016", "leisure", "costed"])
def test_ranks_and_totals_of_the_result_are_the_records(case: str, tmp_path: Path) -> None:
    _, *result = tables_of_word(file_of(tmp_path, case))[0]
    run = run_of(case)
    rows = ([text.strip() for text in texts] for texts in result if len(texts) > 1)
    by_name = {texts[0].removesuffix(" (comparator)"): texts for texts in rows}
    assert set(by_name) == {option.name for option in run.inputs.options.values()}
    for option, found in run.options.items():
        _, rank, total, *_ = by_name[run.inputs.options[option].name]
        ends = [f"{end:f}" for end in dict.fromkeys(low_high(found))]
        assert total == " to ".join(str(round(float(end), 1)).removesuffix(".0") for end in ends)
        assert found.rank is None or rank == str(found.rank)


@each_document
def test_headings_captions_and_lists_are_real(case: str, kind: str) -> None:
    file, document = opened(case, kind), document_of(case, kind)
    by_style: dict[str, list[str]] = {}
    for paragraph in file.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    assert by_style["Title"] == [document.title]
    assert by_style["Heading 1"] == [f"{at}. {each.heading}" for at, each in enumerate(document.sections, 1)]
    blocks = [block for section in document.sections for block in section.blocks]
    below = [block for block in blocks if isinstance(block, Subheading)]
    assert by_style.get("Heading 2", []) == [block.text for block in below if not block.minor]
    assert by_style.get("Heading 3", []) == [block.text for block in below if block.minor]
    items = [plain(item) for block in blocks if isinstance(block, Bullets) for item in block.items]
    assert by_style.get("List Bullet", []) == [item.replace(PARAGRAPH, "\n") for item in items]
    captions = [text.partition(":")[0] for text in by_style["Caption"]]
    assert len(set(captions)) == len(captions) == len(file.tables)
    for at, name in enumerate(("Heading 1", "Heading 2", "Heading 3")):
        (level,) = file.styles[name].element.iter(qn("w:outlineLvl"))
        assert level.get(qn("w:val")) == str(at)
    for paragraph in file.paragraphs:
        if paragraph.style.name == "List Bullet":
            (number,) = paragraph._element.iter(qn("w:numId"))
            assert file.part.numbering_part.element.xpath(f"w:num[@w:numId='{number.get(qn('w:val'))}']")


@each_document
def test_every_sentence_is_there_in_order(case: str, kind: str) -> None:
    body = "\n".join(paragraph.text for paragraph in opened(case, kind).paragraphs)
    at = 0
    for section in in_paragraphs(cleaned(document_of(case, kind))).sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                at = body.index(plain(block.line), at)


@each_document
def test_tables_repeat_their_heads_keep_their_rows_whole_and_have_their_captions(case: str, kind: str) -> None:
    for table in opened(case, kind).tables:
        head, *others = table._tbl.tr_lst
        assert head.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
        assert not any(row.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in others)
        assert all(row.findall(f"{qn('w:trPr')}/{qn('w:cantSplit')}") for row in table._tbl.tr_lst)
        (look,) = table._tbl.iter(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
        caption = table._tbl.getprevious()
        while caption.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) != "Caption":
            assert caption.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
            caption = caption.getprevious()
        (alternative,) = table._tbl.iter(qn("w:tblCaption"))
        assert alternative.get(qn("w:val")) == "".join(each.text for each in caption.iter(qn("w:t")))


@each_document
def test_columns_fill_the_width_between_the_margins_on_the_grid_and_in_the_cells(case: str, kind: str) -> None:
    file = opened(case, kind)
    section = 0
    for each in file.element.body:
        if each.tag == qn("w:p") and each.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            section += 1
        if each.tag != qn("w:tbl"):
            continue
        page = file.sections[section]
        room = (page.page_width - page.left_margin - page.right_margin) // 635
        widths = [int(column.get(qn("w:w"))) for column in each.iter(qn("w:gridCol"))]
        assert room - 12 <= sum(widths) <= room + 1
        assert min(widths) > 300, "a column of over 5 mm"
        for row in each.tr_lst:
            cells = [int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) for cell in row.tc_lst]
            assert cells == widths if len(cells) > 1 else abs(sum(cells) - sum(widths)) < 12


@each_document
def test_every_picture_says_in_words_what_its_row_says(case: str, kind: str) -> None:
    for table in opened(case, kind).tables:
        for row in table._tbl.tr_lst:
            for picture in row.iter(qn("wp:docPr")):
                name, *others = ["".join(each.text or "" for each in cell.iter(qn("w:t"))) for cell in row.tc_lst]
                alternative = picture.get("descr")
                assert alternative.startswith(f"{name}: ")
                assert all(text in alternative for text in others if text)


def test_the_key_names_each_sign_that_is_drawn() -> None:
    text = "\n".join(paragraph.text for paragraph in opened("birmingham-2016").paragraphs)
    for table in tables(document_of("birmingham-2016")):
        assert all(sign.text in text for sign in table.key)


def test_language_title_and_status_are_stated_and_no_author_is() -> None:
    file = opened("birmingham-2016")
    languages = {each.get(qn("w:val")) for each in file.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    told = file.core_properties
    assert told.title == "Illustrative: Delivery models for children's social care in Birmingham"
    assert (told.content_status, told.language) == ("Illustrative", "en-GB")
    assert (told.author, told.last_modified_by, told.keywords, told.comments) == ("", "", "", "")
    assert (told.created, told.modified) == (None, None)
    with zipfile.ZipFile(io.BytesIO(made("birmingham-2016"))) as archive:
        assert not {name for name in archive.namelist() if re.search("app.xml|custom|thumbnail|comments", name)}


def test_status_title_and_date_stand_at_the_foot_of_every_page() -> None:
    file = opened("9 options")
    assert len(file.sections) > 1, "a page lies on its side"
    assert all(section.footer.is_linked_to_previous for section in file.sections[1:])
    foot = "".join(each.text or "" for each in file.sections[0].footer._element.iter(qn("w:t")))
    assert foot == "Page 1 of 1. Illustrative. Test."
    fields = [each.get(qn("w:instr")) for each in file.sections[0].footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_it_prints_the_fingerprint_and_says_what_verifies() -> None:
    for kind in DOCUMENTS:
        *_, last = opened("birmingham-2016", kind).paragraphs
        assert "cannot check this one" in last.text
        text = "\n".join(each.text for each in opened("birmingham-2016", kind).paragraphs)
        assert run_of("birmingham-2016").fingerprint() in text


def test_a_broad_matrix_lies_across_a_page_of_its_own_and_the_next_stands_again() -> None:
    sizes = [(page.orientation, page.page_width > page.page_height) for page in opened("9 options").sections]
    assert sizes == [(0, False), (1, True), (0, False)]


def test_text_is_data_whatever_is_in_it() -> None:
    """Signs of XML, letters that turn the order, controls, paragraphs in cells, an address with signs of its own."""
    hostile = 'A & B <w:p/> "=1+1" \u202e \x07 \U0001f600'
    document = document_of("leisure")
    section = document.sections[0]._replace(
        blocks=(Paragraph(line(hostile)), Bullets((line(f"One{PARAGRAPH}Two"),)), Subheading(hostile))
    )
    file = docx.Document(io.BytesIO(word(document._replace(title=hostile, sections=(section,)))))
    shown = 'A & B <w:p/> "=1+1" \U0001f600'
    texts = [told(paragraph.text) for paragraph in file.paragraphs]
    assert texts.count(told(shown)) == 3
    assert "OneTwo" in texts
    assert file.core_properties.title == 'Illustrative: A & B <w:p/> "=1+1" \U0001f600'


@pytest.mark.slow
def test_libreoffice_opens_it_and_finds_the_same(tmp_path: Path) -> None:
    """Round-tripped, it still opens, with the same tables, headings and pictures."""
    office = program("soffice", "libreoffice")
    (tmp_path / "again").mkdir()
    chosen = [(case, kind) for case, kind in EVERY if case in ("birmingham-2016", "leisure", "costed", "9 options")]
    files = [file_of(tmp_path, case, kind) for case, kind in chosen]
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--writer"]
    command += ["--convert-to", "docx", "--outdir", str(tmp_path / "again"), *map(str, files)]
    subprocess.run(command, capture_output=True, check=True)
    for (case, kind), file in zip(chosen, files, strict=True):
        again = tmp_path / "again" / file.name
        before = [[[told(text) for text in row] for row in grid] for grid in tables_of_word(file)]
        after = [[[told(text) for text in row] for row in grid] for grid in tables_of_word(again)]
        assert after == before
        first, second = docx.Document(str(file)), docx.Document(str(again))
        for name in ("Heading 1", "Heading 2", "Caption"):
            one, other = (
                [each.text for each in some.paragraphs if each.style and each.style.name == name]
                for some in (first, second)
            )
            assert other == one, (case, kind)
        one, other = ([each.get("descr") for each in some.element.iter(qn("wp:docPr"))] for some in (first, second))
        assert other == one


def test_a_title_of_any_length_has_room() -> None:
    """Programs take 255 letters of it in the properties; the page has all."""
    document = document_of("leisure")._replace(title="Long " * 100)
    file = docx.Document(io.BytesIO(word(document)))
    assert len(file.core_properties.title) == 255
    assert any(
        paragraph.text == ("Long " * 100).strip() or paragraph.text == "Long " * 100 for paragraph in file.paragraphs
    )


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_heading_of_four_letters_is_whole_in_arial(kind: str) -> None:
    """ "Rank" is 2.445 em wide in bold: 22 points of 9, and 5 beside it."""
    for case in EXAMPLES:
        for grid in docx.Document(io.BytesIO(word(document_of(case, kind)))).tables:
            for cell in grid.rows[0].cells:
                if cell.text == "Rank":
                    assert cell.width.pt >= 27.2, case
