"""References: the look of a council's file is taken, and nothing else of it; a file that has none is told."""

import io
import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from appraise.problem import AppraisalError
from appraise.publish.render.word import word
from appraise.publish.render.word.reference import LIMIT
from tests.conftest import call
from tests.pages import DOCUMENTS, document_of
from tests.programs import program
from tests.publish.render.word.references import (
    COUNCIL,
    LOGO,
    LOOKS,
    MARK,
    Parts,
    calibri,
    field,
    letterhead,
    look,
    parts,
    saved,
    swapped,
    with_parts,
)
from tests.score_table import tables_of_word

each_look = pytest.mark.parametrize("name", LOOKS)


@cache
def made(name: str, case: str = "leisure", kind: str = "appendix") -> bytes:
    return word(document_of(case, kind), look(name), "council.docx")


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def of(reference: Any) -> Any:
    """The appendix in the look of a reference, which is a file or its bytes."""
    content = reference if isinstance(reference, bytes) else saved(reference)
    return opened(word(document_of("leisure"), content, "council.docx"))


def text(part: Any) -> str:
    return "".join(each.text or "" for each in part._element.iter(qn("w:t")))


@each_look
def test_nothing_is_told_of_who_wrote_the_reference_when_where_and_what(name: str) -> None:
    for case, kind in (("leisure", "appendix"), ("birmingham-2016", "annex")):
        for part, content in parts(made(name, case, kind)).items():
            assert MARK.lower() not in part.lower()
            assert MARK.lower().encode() not in content.lower(), part
            gone = "vba|custom|comments|people|app.xml|glossary|footnotes|webSettings|printerSettings|thumbnail"
            assert not re.search(gone, part)


@each_look
def test_no_trace_is_left_of_changes_controls_or_fields_that_ask_for_what_is_gone(name: str) -> None:
    traces = "rsid|author|<w:sdt|dataBinding|AUTHOR|SAVEDATE|TEMPLATE|DOCPROPERTY|INCLUDETEXT|attachedTemplate|Change>"
    for part, content in parts(made(name)).items():
        if part.startswith("word/") and part.endswith((".xml", ".rels")) and part != "word/document.xml":
            assert not re.search(traces, content.decode()), part


def test_what_the_letterhead_shows_stays() -> None:
    file = opened(made("marked"))
    head, foot = file.sections[0].header, file.sections[0].footer
    assert text(head) == f"{COUNCIL} is here.7"
    assert text(foot).startswith(f"{COUNCIL} is here.7Illustrative. ")
    for part in (head.part, foot.part):
        (blip,) = part.element.iter(qn("a:blip"))
        assert part.related_parts[blip.get(qn("r:embed"))].blob == LOGO
        asked = [each.text.strip() for each in part.element.iter(qn("w:instrText"))]
        assert asked == ["PAGE"]
        assert not [*part.element.iter(qn("w:fldSimple"))]
        (table,) = part.element.iter(qn("w:tbl"))
        assert len(table.tr_lst) == 1, "the row that was deleted"
    # A mark of a paragraph that was put in is no change any more, and its letters are as thick as before.
    assert head.part.element.xpath("//w:b")


@each_look
def test_everything_leads_to_what_is_there(name: str) -> None:
    """Word calls a file damaged where a part is named that it does not find."""
    held = parts(made(name))
    for where, content in held.items():
        folder, _, file = where.rpartition("/")
        used = set(re.findall(rb' r:[a-z]+="([^"]*)"', content)) if where.endswith(".xml") else set()
        links = held.get(f"{folder}/_rels/{file}.rels", b"")
        assert used <= set(re.findall(rb' Id="([^"]*)"', links)), where
        if where.endswith(".rels"):
            for each in re.findall(rb"<Relationship [^>]*>", content):
                target = re.findall(rb'Target="([^"]*)"', each)[0].decode()
                inside = b"External" not in each
                base = folder.removesuffix("_rels").rstrip("/")
                assert not inside or os.path.normpath(f"{base}/{target}").lstrip("/") in held
                assert inside or target.startswith("https://"), "sources of the appendix"


@each_look
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_it_says_the_same_in_every_look(name: str, kind: str, tmp_path: Path) -> None:
    document = document_of("leisure", kind)
    own, other = tmp_path / "own.docx", tmp_path / "other.docx"
    own.write_bytes(word(document))
    other.write_bytes(made(name, "leisure", kind))
    assert tables_of_word(other) == tables_of_word(own)
    first, second = docx.Document(str(own)), docx.Document(str(other))
    assert [each.text for each in second.paragraphs] == [each.text for each in first.paragraphs]
    names = [[each.style.name.lower() for each in file.paragraphs if each.style] for file in (first, second)]
    assert names[1] == names[0]
    described = [[each.get("descr") for each in file.element.iter(qn("wp:docPr"))] for file in (first, second)]
    assert described[1] == described[0]
    languages = {each.get(qn("w:val")) for each in second.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    told = second.core_properties
    assert (told.title, told.content_status, told.author, told.created) == (
        f"{document.status}: {document.title}",
        document.status,
        "",
        None,
    )


@each_look
def test_headings_have_their_level_and_one_number_and_captions_stay_with_their_tables(name: str) -> None:
    file = opened(made(name, "birmingham-2016"))
    for at, heading in enumerate(("Heading 1", "Heading 2")):
        (level,) = file.styles[heading].element.iter(qn("w:outlineLvl"))
        assert level.get(qn("w:val")) == str(at)
    for paragraph in file.paragraphs:
        numbers = [each.get(qn("w:val")) for each in paragraph._element.iter(qn("w:numId"))]
        if paragraph.style.name in ("Heading 1", "Heading 2", "Caption"):
            assert paragraph.paragraph_format.keep_with_next
            assert numbers in ([], ["0"])
            assert numbers or paragraph.style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is None
        if paragraph.style.name == "List Bullet":
            ids = numbers or [each.get(qn("w:val")) for each in paragraph.style.element.iter(qn("w:numId"))]
            assert file.part.numbering_part.element.xpath(f"w:num[@w:numId='{ids[0]}']")


@each_look
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_tables_fill_the_text_and_pictures_lie_within_their_cells(name: str, kind: str) -> None:
    file = opened(made(name, "birmingham-2016", kind))
    section = 0
    for each in file.element.body:
        section += each.tag == qn("w:p") and each.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        page = file.sections[section]
        for cell in each.iter(qn("w:tc")):
            width = int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) * 635
            assert all(int(extent.get("cx")) <= width for extent in cell.iter(qn("wp:extent")))
        if each.tag == qn("w:tbl"):
            room = (page.page_width - page.left_margin - page.right_margin) // 635
            assert room - 12 <= sum(int(column.get(qn("w:w"))) for column in each.iter(qn("w:gridCol"))) <= room + 1


def test_page_margins_and_letters_are_the_councils() -> None:
    file = opened(made("calibri"))
    page = file.sections[0]
    assert [round(each.cm, 2) for each in (page.page_width, page.left_margin, page.bottom_margin)] == [21, 2.54, 2.54]
    normal = file.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Calibri", Pt(12))
    assert str(file.styles["Heading 1"].font.color.rgb) == "7A004B"
    # Text in cells is not drawn apart, as the council's is.
    assert file.styles["Appendix table"].paragraph_format.alignment == 0
    assert file.styles["Appendix table"].font.name is None


@pytest.mark.parametrize("name", ["letterhead", "macros", "template with macros"])
def test_a_letterhead_of_the_first_page_stands_there_and_only_there(name: str) -> None:
    file = opened(made(name, "9 options"))
    first, *others = file.sections
    assert others, "a page that lies"
    assert first.different_first_page_header_footer
    assert not any(page.different_first_page_header_footer for page in others)
    assert text(first.first_page_header) == COUNCIL
    (blip,) = first.first_page_header._element.iter(qn("a:blip"))
    assert first.first_page_header.part.related_parts[blip.get(qn("r:embed"))].blob == LOGO
    assert text(first.first_page_footer) == "County Hall, ExampletownIllustrative. Test."
    assert text(first.footer) == "Page 1Illustrative. Test."
    assert parts(made(name))["[Content_Types].xml"].count(b"macro") == 0


@pytest.mark.parametrize("name", ["cover", "template"])
def test_of_a_file_with_a_cover_the_page_after_it_is_taken(name: str) -> None:
    page = opened(made(name)).sections[0]
    assert text(page.header) == COUNCIL
    assert (round(page.left_margin.cm, 2), page.different_first_page_header_footer) == (3, False)
    assert round(page.page_width.cm) == 21


def test_a_page_that_lies_is_not_turned() -> None:
    """A4 on its side has room for nine options; a broad table has no page of its own."""
    for case in ("leisure", "9 options", "24 options"):
        sizes = [
            (page.orientation, page.page_width > page.page_height) for page in opened(made("landscape", case)).sections
        ]
        assert sizes == [(1, True)]


def test_a_page_that_is_turned_keeps_its_margins_for_head_and_foot() -> None:
    file = letterhead()
    file.sections[0].top_margin = Cm(4)
    turned = opened(word(document_of("9 options"), saved(file))).sections[1]
    assert round(turned.page_width.cm, 1) == 29.7
    assert [round(each.cm, 2) for each in (turned.top_margin, turned.left_margin)] == [4, 1.8]


def test_a_page_that_does_not_say_how_wide_it_is_or_what_it_binds_is_ours() -> None:
    """Other programs leave out what Word always writes."""
    bare = swapped(saved(calibri()), "word/document.xml", "<w:sectPr", "<w:sectPr/><w:old")
    bare = with_parts(bare, lambda held: held.update({"word/document.xml": _no_page(held)}))
    assert [round(each.mm) for each in (of(bare).sections[0].page_width, of(bare).sections[0].left_margin)] == [210, 18]
    unbound = swapped(saved(calibri()), "word/document.xml", ' w:gutter="0"', "")
    assert round(of(unbound).sections[0].left_margin.cm, 2) == 2.54


def _no_page(held: Parts) -> bytes:
    return re.sub(rb"<w:old.*</w:sectPr>", b"", held["word/document.xml"], flags=re.DOTALL)


def test_names_of_styles_are_found_however_programs_write_them() -> None:
    """Some write "normal" with a small letter, or call the standard by another name."""
    for name in ("normal", "Standard"):
        file = calibri()
        file.styles["Normal"].name = name
        found = of(file)
        ids = [each.style_id for each in found.styles]
        assert len(ids) == len(set(ids))
        assert found.styles["Appendix table"].base_style.name == name


def test_a_style_that_is_there_as_another_kind_gives_way_and_no_id_is_there_twice() -> None:
    file = calibri()
    file.styles["Heading 1"].delete()
    file.styles.add_style("Heading 1", 2)
    file.styles.add_style("Mine", 1).element.set(qn("w:styleId"), "Appendixlead")
    found = of(file)
    assert found.styles["Heading 1"].type == 1
    ids = [each.style_id for each in found.styles]
    assert len(ids) == len(set(ids))


def test_a_list_style_whose_list_is_gone_has_bullets_of_ours() -> None:
    found = opened(made("no numbering"))
    items = [each for each in found.paragraphs if each.style.name == "List Bullet"]
    assert items
    assert all(each._element.xpath("w:pPr/w:numPr/w:numId[@w:val='1']") for each in items)


@pytest.mark.parametrize(
    ("instruction", "shown", "stays", "says"),
    [
        ("PAGE", "7", "PAGE", "7"),
        ("= { }", "8", "= { }", "8"),
        ('IF "a" = "a"', "Kept", 'IF "a" = "a"', "Kept"),
        ('DATE \\@ "d MMMM yyyy"', MARK, "", ""),
        (f'TITLE "{MARK}"', MARK, "", ""),
        (f'HYPERLINK "file:///C:/{MARK}"', "Our page", "", "Our page"),
        (f"STYLEREF {MARK}", MARK, "", ""),
        (f"DOCVARIABLE {MARK}", MARK, "", ""),
        (f"USERNAME {MARK}", field("PAGE", "7") + f"<w:r><w:t>{MARK}</w:t></w:r>", "", ""),
        ('IF "a" = "a"', field("AUTHOR", MARK), "", ""),
    ],
)
def test_of_a_field_only_what_tells_nothing_stays(instruction: str, shown: str, stays: str, says: str) -> None:
    file = calibri()
    file.sections[0].header.paragraphs[0].text = "HERE"
    said = field(instruction.replace('"', "&quot;"), shown)
    made = swapped(saved(file), "word/header1.xml", "<w:r><w:t>HERE</w:t></w:r>", said)
    head = of(made).sections[0].header
    assert "".join(each.text or "" for each in head._element.iter(qn("w:instrText"))).strip() == stays
    assert text(head) == says
    marks = [each.get(qn("w:fldCharType")) for each in head._element.iter(qn("w:fldChar"))]
    assert marks == (["begin", "separate", "end"] if stays else [])


def test_a_field_that_is_never_closed_goes() -> None:
    file = calibri()
    file.sections[0].header.paragraphs[0].text = "HERE"
    open_ = field("PAGE", MARK).removesuffix('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    head = of(swapped(saved(file), "word/header1.xml", "<w:r><w:t>HERE</w:t></w:r>", open_)).sections[0].header
    assert not [*head._element.iter(qn("w:fldChar"), qn("w:instrText"))]
    assert text(head) == ""


def test_the_description_of_a_picture_stays_where_people_wrote_one() -> None:
    """Word puts in the name of the file where nobody did."""
    file = letterhead()
    (shown,) = file.sections[0].first_page_header._element.iter(qn("wp:docPr"))
    for described, kept in (
        ("The arms of Exampleshire and/or its motto, www.example.gov.uk",) * 2,
        (f"{MARK}.jpeg", None),
        (f"/share/{MARK}/logo", None),
        (f"file://{MARK}", None),
    ):
        shown.set("descr", described)
        (found,) = of(file).sections[0].first_page_header._element.iter(qn("wp:docPr"))
        assert found.get("descr") == kept


def test_the_same_bytes_twice() -> None:
    for name in ("marked", "letterhead"):
        assert word(document_of("leisure"), look(name)) == made(name)


@pytest.mark.parametrize("case", ["birmingham-2016", "costed"])
@pytest.mark.parametrize("name", ["calibri", "letterhead", "marked"])
def test_what_was_made_with_a_look_lends_it_and_says_nothing_of_what_it_was(name: str, case: str) -> None:
    document = document_of(case)
    foot = f"{MARK}, {document.title}, 1 May 2019"
    first = word(document._replace(foot=foot), look(name))
    again = word(document_of("leisure"), first)
    second = opened(again)
    assert [style.name for style in second.styles] == [style.name for style in opened(first).styles]
    for at in ("header", "footer", "first_page_header", "first_page_footer"):
        found, wanted = (getattr(file.sections[0], at) for file in (second, opened(made(name))))
        assert text(found) == text(wanted)
        assert len(found.paragraphs) == len(wanted.paragraphs)
    held = b"".join(parts(again).values())
    assert MARK.encode() not in held
    assert f"{document.title}, ".encode() not in held


def test_no_number_of_a_councils_stands_before_a_cell_or_a_foot() -> None:
    """Some councils number all paragraphs: "1. Rank"."""
    file = calibri()
    properties = file.styles["Normal"].element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'))
    found = of(file)
    cells = [each for table in found.tables for each in table._tbl.iter(qn("w:p"))]
    foot = found.sections[0].footer.paragraphs[-1]._element
    for paragraph in (*cells, foot):
        assert paragraph.xpath("w:pPr/w:numPr/w:numId/@w:val") == ["0"]


def test_chapters_that_begin_on_new_pages_leave_the_answer_on_the_first() -> None:
    file = calibri()
    for name in ("Title", "Heading 1"):
        file.styles[name].paragraph_format.page_break_before = True
    found = of(file)
    told = [each.paragraph_format.page_break_before for each in found.paragraphs if each.style.name == "Heading 1"]
    assert told[0] is False
    assert {*told[1:]} == {None}
    assert [each.paragraph_format.page_break_before for each in found.paragraphs if each.style.name == "Title"] == [
        False
    ]


def test_lengths_with_decimals_are_read() -> None:
    """Google Docs writes them."""
    file = swapped(saved(calibri()), "word/document.xml", 'w:right="1440"', 'w:right="1440.0000000000002"')
    assert round(of(file).sections[0].right_margin.cm, 2) == 2.54


def test_headings_have_levels_where_a_file_leaves_them_to_their_names() -> None:
    file = calibri()
    for at in (1, 2, 3):
        (level,) = file.styles[f"Heading {at}"].element.iter(qn("w:outlineLvl"))
        level.getparent().remove(level)
    found = of(file)
    levels = [next(found.styles[f"Heading {at}"].element.iter(qn("w:outlineLvl"))) for at in (1, 2, 3)]
    assert [level.get(qn("w:val")) for level in levels] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("where", "asks", "numbered"),
    [
        ("first_page_footer", "PAGE", [True, True]),
        ("footer", "PAGE", [False, True]),
        ("footer", "PAGE\\* MERGEFORMAT", [False, True]),
        ("", "", [True, True]),
    ],
)
def test_every_page_after_the_first_has_its_number_once(where: str, asks: str, numbered: list[bool]) -> None:
    file = calibri()
    page = file.sections[0]
    page.different_first_page_header_footer = True
    for at in ("first_page_footer", "footer"):
        getattr(page, at).paragraphs[0].text = "Foot"
        if at == where:
            getattr(page, at).paragraphs[0]._element.append(
                parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{asks}"/>')
            )
    found = of(file).sections[0]
    for foot, wanted in zip((found.first_page_footer, found.footer), numbered, strict=True):
        asked = [each.get(qn("w:instr")) for each in foot._element.iter(qn("w:fldSimple"))]
        assert len([each for each in asked if each.startswith("PAGE")]) == int(wanted)


def test_one_letterhead_for_all_kinds_of_pages_is_taken() -> None:
    file = letterhead()
    page = file.sections[0]._sectPr
    (first,) = page.xpath("w:headerReference[@w:type='first']")
    page.insert(0, parse_xml(f'<w:headerReference {nsdecls("w", "r")} w:type="even" r:id="{first.get(qn("r:id"))}"/>'))
    assert text(of(file).sections[0].first_page_header) == COUNCIL


def test_a_picture_that_word_has_lost_is_passed_over() -> None:
    """Files that went through many hands have such links."""
    rels = "word/_rels/header1.xml.rels"
    lost = with_parts(
        saved(letterhead()),
        lambda held: held.update({rels: re.sub(rb"media/image\d.png", b"../NULL", held[rels])}),
    )
    head = of(lost).sections[0].first_page_header
    assert text(head) == COUNCIL
    assert not [*head._element.iter(qn("w:drawing"))]


def test_the_language_stands_in_its_place_among_what_a_council_sets() -> None:
    file = calibri()
    (run,) = file.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    for each in list(run):
        run.remove(each)
    for name in ("rFonts", "kern", "lang", "specVanish"):
        run.append(parse_xml(f'<w:{name} {nsdecls("w")} w:val="2"/>'))
    (found,) = of(file).styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    assert [each.tag.rpartition("}")[2] for each in found] == ["rFonts", "kern", "lang", "specVanish"]


def test_words_are_whole_in_the_broad_letters_of_a_council() -> None:
    """Verdana's are up to a quarter broader than Arial's: "Rank", thick and of 9 points, is 1 cm with its margins."""
    for grid in opened(made("calibri", "leisure", "annex")).tables:
        heads = [(cell.text, int(cell._tc.tcPr.find(qn("w:tcW")).get(qn("w:w")))) for cell in grid.rows[0].cells]
        assert all(width >= 4 * 9 * 0.7 * 20 + 100 for head, width in heads if head == "Rank")


def _part(name: str, content: bytes) -> Callable[[], bytes]:
    return lambda: with_parts(saved(calibri()), lambda held: held.update({name: content}))


def _bomb() -> bytes:
    """A little over the limit in zeros, which pack to a thousandth."""
    made = io.BytesIO(saved(calibri()))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/a.png", "w") as entry:
        for _ in range(LIMIT // 1_000_000 + 1):
            entry.write(bytes(1_000_000))
    return made.getvalue()


def _lying_bomb() -> bytes:
    """The same, which says that it is small."""
    content = _bomb()
    size = (LIMIT // 1_000_000 + 1) * 1_000_000
    return content.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def _packed_otherwise() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in parts(saved(calibri())).items():
            archive.writestr(name, content)
    return made.getvalue()


def _twice() -> bytes:
    """A file that holds two parts of one name, of which programs read one or the other."""
    return saved(calibri()).replace(b"word/fontTable.xml", b"word/document.xml\0")


def _loop() -> bytes:
    file = calibri()
    file.styles["Normal"].base_style = file.styles["Heading 1"]
    return saved(file)


_DTD = b'<?xml version="1.0"?><!DOCTYPE w:hdr [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
_HEADER = f"<w:hdr {nsdecls('w')}><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:hdr>".encode()
BAD: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"Our council's letterhead",
    "a file of an older Word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
    "a PDF": lambda: b"%PDF-1.7\n%%EOF",
    "OpenDocument": lambda: _odt(),
    "cut off": lambda: saved(calibri())[:-3_000],
    "bomb": _bomb,
    "bomb that lies": _lying_bomb,
    "packed otherwise": _packed_otherwise,
    "two of one name": _twice,
    "no document": lambda: with_parts(saved(calibri()), lambda held: held.pop("word/document.xml")),
    "no kinds": lambda: with_parts(saved(calibri()), lambda held: held.pop("[Content_Types].xml")),
    "broken document": _part("word/document.xml", b"<w:document"),
    "broken styles": _part("word/styles.xml", b"<w:styles>"),
    "broken theme": _part("word/theme/theme1.xml", b"<a:theme>"),
    "broken links": _part("word/_rels/document.xml.rels", b"<"),
    "entities in a letterhead": lambda: with_parts(
        saved(letterhead()), lambda held: held.update({"word/header1.xml": _DTD + _HEADER})
    ),
    "entities in UTF-16": lambda: with_parts(
        saved(letterhead()),
        lambda held: held.update(
            {"word/header1.xml": (_DTD + _HEADER).decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")}
        ),
    ),
    "entities in the styles": _part(
        "word/styles.xml", _DTD.replace(b"w:hdr", b"w:styles") + f"<w:styles {nsdecls('w')}/>".encode()
    ),
    "entities in the links": _part("_rels/.rels", _DTD + b"<a/>"),
    "styles in a ring": _loop,
    "a number that is none": lambda: swapped(saved(calibri()), "word/document.xml", 'w:w="11906"', 'w:w="wide"'),
    "no room for text": lambda: swapped(saved(calibri()), "word/document.xml", 'w:w="11906"', 'w:w="2000"'),
    "a head of another kind": lambda: with_parts(saved(letterhead()), _head_of_no_kind),
}


def _odt() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office:document-content/>")
    return made.getvalue()


def _head_of_no_kind(held: Parts) -> None:
    kinds = held["[Content_Types].xml"]
    held["[Content_Types].xml"] = re.sub(rb'(header1.xml" ContentType=")[^"]*', rb"\1application/xml", kinds)


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_file_of_word_is_told_and_nothing_is_written(name: str, folder: Callable[..., Path]) -> None:
    where = folder()
    (where / "council.docx").write_bytes(BAD[name]())
    before = sorted(where.rglob("*"))
    done = call("appendix", where, "-o", where / "a.docx", "--reference", where / "council.docx")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith('error[reference]: "')
    assert 'council.docx" cannot be used as a Word file\n' in done.stderr
    assert "fix: open it in Word, look at its margins, and save it anew as a Word document (.docx)" in done.stderr
    assert sorted(where.rglob("*")) == before


def test_a_fault_of_our_own_is_not_laid_to_a_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appraise.publish.render.word.stored", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        word(document_of("leisure"))
    with pytest.raises(AppraisalError):
        word(document_of("leisure"), look("calibri"))


def test_what_cannot_be_read_or_would_be_written_over_is_told(folder: Callable[..., Path]) -> None:
    where = folder()
    council = where / "council.docx"
    council.write_bytes(look("calibri"))
    for reference, output, code in (
        (where / "none.docx", "a.docx", "no-file"),
        (where, "a.docx", "not-a-file"),
        (council, "council.docx", "not-written"),
    ):
        done = call("appendix", where, "-o", where / output, "--reference", reference, "--force")
        assert (done.exit_code, done.stderr.partition("]")[0]) == (2, f"error[{code}")
    assert council.read_bytes() == look("calibri")
    assert not (where / "a.docx").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_reference_that_nobody_may_read_is_told(folder: Callable[..., Path]) -> None:
    where = folder()
    (where / "council.docx").write_bytes(look("calibri"))
    (where / "council.docx").chmod(0)
    done = call("appendix", where, "-o", where / "a.docx", "--reference", where / "council.docx")
    assert (done.exit_code, done.stderr.partition("]")[0]) == (2, "error[unreadable")


def test_names_in_a_reference_lead_nowhere(folder: Callable[..., Path]) -> None:
    """A part that climbs out of its folder is left in memory, or stands where it should."""
    where = folder()

    def climbing(held: Parts) -> None:
        held["../../climbed.txt"] = held["/absolute.txt"] = b"x"
        held["climbed.png"] = LOGO
        rels = "word/_rels/header1.xml.rels"
        held[rels] = re.sub(rb"media/image\d.png", b"../../../climbed.png", held[rels])

    (where / "council.docx").write_bytes(with_parts(saved(letterhead()), climbing))
    before = {*where.parent.rglob("*")}
    done = call("appendix", where, "-o", where / "a.docx", "--reference", where / "council.docx")
    assert done.exit_code == 0, done.stderr
    assert {*where.parent.rglob("*")} - before == {where / "a.docx"}
    assert not any(".." in name or name.startswith("/") for name in parts((where / "a.docx").read_bytes()))


@pytest.mark.slow
def test_libreoffice_opens_every_look_and_finds_the_same(tmp_path: Path) -> None:
    office = program("soffice", "libreoffice")
    (tmp_path / "again").mkdir()
    files = {name: tmp_path / f"{name.replace(' ', '-')}.docx" for name in LOOKS}
    for name, file in files.items():
        file.write_bytes(made(name))
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--writer"]
    command += ["--convert-to", "docx", "--outdir", str(tmp_path / "again"), *map(str, files.values())]
    subprocess.run(command, capture_output=True, check=True)
    for name, file in files.items():
        again = tmp_path / "again" / file.name
        grids = [
            [[re.sub(r"\s+", "", cell) for cell in texts] for grid in tables_of_word(each) for texts in grid]
            for each in (file, again)
        ]
        assert grids[1] == grids[0], name
        # What an office program saved anew is as good a reference.
        found = opened(word(document_of("birmingham-2016"), again.read_bytes()))
        wanted = opened(made(name, "birmingham-2016"))
        assert [each.text for each in found.paragraphs] == [each.text for each in wanted.paragraphs]
        for at in ("footer", "first_page_footer"):
            assert text(getattr(found.sections[0], at)).count("Illustrative. ") == text(
                getattr(wanted.sections[0], at)
            ).count("Illustrative. ")
        if name != "marked":  # its head has the name of the file, which LibreOffice fills in
            heads = [text(docx.Document(str(each)).sections[0].header) for each in (file, again)]
            assert heads[1] == heads[0], name
