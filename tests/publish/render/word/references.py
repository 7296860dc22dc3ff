"""References: Word files as councils have them, made here, with a mark in all that is no one else's business."""

import io
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import docx
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from appraise.publish.document import Box, Drawing
from appraise.publish.render.word.pictures import picture

MARK = "Zqmark"
"""Stands in everything that tells of people, dates, paths or texts of a reference."""
COUNCIL = "Exampleshire County Council"
LOGO = picture(Drawing((Box(Decimal(0), Decimal(60), Decimal(0), Decimal(30), "#12436d"),), 30))
"""A picture of the letterhead."""
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
KINDS = {
    "dotx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "docm": b"application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotm": b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"

Parts = dict[str, bytes]


def saved(file: Any) -> bytes:
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def parts(content: bytes) -> Parts:
    """What a Word file holds, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(held: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return made.getvalue()


def with_parts(content: bytes, change: Callable[[Parts], object]) -> bytes:
    """The same with its parts changed."""
    held = parts(content)
    change(held)
    return packed(held)


def swapped(content: bytes, name: str, old: str, new: str) -> bytes:
    """The same with a text of one part in place of another."""

    def change(held: Parts) -> None:
        assert old.encode() in held[name], old
        held[name] = held[name].replace(old.encode(), new.encode())

    return with_parts(content, change)


def without(content: bytes, name: str) -> bytes:
    """The same without a part, and without what leads to it or says of what kind it is."""

    def change(held: Parts) -> None:
        del held[f"word/{name}"]
        for where, key in (("word/_rels/document.xml.rels", f'Target="{name}"'), ("[Content_Types].xml", f"/{name}")):
            kept = [line for line in held[where].replace(b"><", b">\n<").split(b"\n") if key.encode() not in line]
            held[where] = b"".join(kept)

    return with_parts(content, change)


def _linked(held: Parts, part: str, kind: str, id_: str, target: str, outside: bool = False) -> None:
    """Let a part lead to something."""
    folder, _, name = part.rpartition("/")
    where = f"{folder}/_rels/{name}.rels".removeprefix("/")
    none = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    mode = ' TargetMode="External"' if outside else ""
    kind = kind if ":" in kind else f"{OFFICE}/{kind}"
    made = f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    held[where] = held.get(where, none).replace(b"</Relationships>", made.encode())


def _of_kind(held: Parts, name: str, kind: str) -> None:
    made = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(b"</Types>", made.encode())


def _margins(page: Any, centimetres: float) -> None:
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(centimetres)


def _drop(file: Any, *names: str) -> None:
    for name in names:
        file.styles[name].delete()


def calibri() -> Any:
    """Text in Calibri of 12 points, justified, and margins of an inch, as many policies ask for."""
    file = docx.Document()
    _margins(file.sections[0], 2.54)
    style = file.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(12)
    style.paragraph_format.alignment = 3
    style.paragraph_format.space_after = Pt(8)
    file.styles["Heading 1"].font.color.rgb = RGBColor(0x7A, 0x00, 0x4B)
    return file


def letterhead() -> Any:
    """A picture and an address at the head of the first page only, a number at the foot of the others."""
    file = calibri()
    page = file.sections[0]
    page.left_margin = page.right_margin = Cm(1.8)
    page.different_first_page_header_footer = True
    head = page.first_page_header.paragraphs[0]
    head.add_run().add_picture(io.BytesIO(LOGO), Cm(6), Cm(2))
    page.first_page_header.add_paragraph(COUNCIL)
    page.footer.paragraphs[0].add_run("Page ")
    page.footer.paragraphs[0]._element.append(_simple("PAGE", "1"))
    page.first_page_footer.paragraphs[0].text = "County Hall, Exampletown"
    return file


def numbered() -> Any:
    """Headings that number themselves, 1 and 1.1, with an indent of their own."""
    file = calibri()
    root = file.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{at + 1}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr></w:lvl>'
        for at, text in enumerate(("%1.", "%1.%2"))
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for at in (0, 1):
        number = parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="90"/></w:numPr>',
        )
        file.styles[f"Heading {at + 1}"].element.get_or_add_pPr()._insert_numPr(number)
    return file


def landscape() -> Any:
    """A page that lies, with a head, and without a word of that it lies but its size."""
    file = calibri()
    page = file.sections[0]
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.orientation = WD_ORIENTATION.PORTRAIT
    page.header.paragraphs[0].text = COUNCIL
    return file


def cover() -> Any:
    """A cover with a head of its own, then the body with another; a page in a tracked change is neither."""
    file = calibri()
    cover = file.sections[0]
    cover.header.paragraphs[0].text = f"{MARK} cover"
    cover.different_first_page_header_footer = True
    cover.first_page_header.paragraphs[0].text = f"{MARK} first"
    file.add_paragraph(f"{MARK} Strategy for something else")
    body = file.add_section(WD_SECTION.NEW_PAGE)
    body.different_first_page_header_footer = False
    body.header.is_linked_to_previous = False
    body.header.paragraphs[0].text = COUNCIL
    body.left_margin = Cm(3)
    body._sectPr.append(
        parse_xml(
            f'<w:sectPrChange {nsdecls("w")} w:id="7" w:author="{MARK}" w:date="2019-01-01T00:00:00Z">'
            '<w:sectPr><w:pgSz w:w="5000" w:h="5000"/></w:sectPr></w:sectPrChange>'
        )
    )
    return file


def few_styles() -> Any:
    """Without styles for lists, captions, tables and feet."""
    file = calibri()
    _drop(file, "List Bullet", "Caption", "Footer", "Title", "Heading 2")
    for style in [each for each in file.styles if each.type == 3]:
        style.delete()
    return file


def as_kind(content: bytes, ending: str) -> bytes:
    """The same as a template, or with macros."""

    def change(held: Parts) -> None:
        held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(MAIN, KINDS[ending])
        if ending.endswith("m"):
            held["word/vbaProject.bin"] = f"{MARK} macros".encode()
            _of_kind(held, "word/vbaProject.bin", "application/vnd.ms-office.vbaProject")
            vba = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
            _linked(held, "word/document.xml", vba, "rIdVba", "vbaProject.bin")

    return with_parts(content, change)


def _simple(instruction: str, shown: str) -> Any:
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), instruction)
    made.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>{shown}</w:t></w:r>"))
    return made


def _run(text: str) -> str:
    return f'<w:r w:rsidR="00{MARK}"><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, shown: str) -> str:
    """A field in its long form. shown: what stands in it, as text or as runs."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    asked = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return begin + asked + separate + (shown if shown.startswith("<") else _run(shown)) + end


TELLING = (
    "AUTHOR",
    "FILENAME \\p",
    "SAVEDATE",
    "TEMPLATE",
    f'DOCPROPERTY "{MARK}"',
    f'INCLUDETEXT "C:\\\\{MARK}.docx"',
)
"""Fields that tell of a file."""
_CHANGED = f'w:id="1" w:author="{MARK}" w:date="2019-{MARK}"'
_DRAWN = f"""<w:r><w:drawing><wp:inline><wp:extent cx="2000000" cy="700000"/>
<wp:docPr id="1" name="{MARK}.png" descr="C:\\Users\\{MARK}\\logo.png"><a:hlinkClick r:id="rIdSite"/></wp:docPr>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="1" name="{MARK}.png"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="rIdLogo" r:link="rIdLinked"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="700000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r>"""
_BINDING = f'<w:dataBinding w:xpath="/{MARK}" w:storeItemID="{{{MARK}}}"/>'


def _head(kind: str) -> bytes:
    """A head or a foot of which only the council's name, a sentence and a picture are for others."""
    spaces = nsdecls("w", "r", "wp", "a", "pic").replace("\n", " ")
    fields = "".join(field(each, MARK) for each in TELLING)
    simple = "".join(
        f'<w:fldSimple w:instr="{each}">{_run(MARK)}</w:fldSimple>'
        for each in ("AUTHOR", "FILENAME", "SAVEDATE", "TEMPLATE", f"DOCPROPERTY {MARK}")
    )
    nested = field('IF "1" = "1"', field("AUTHOR", MARK) + _run(MARK))
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><!-- {MARK} --><?{MARK} x?>
<w:{kind} {spaces} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><!-- {MARK} -->
<w:p w:rsidR="00{MARK}" w14:paraId="{MARK}"><w:pPr><w:rPr><w:ins {_CHANGED}/></w:rPr>
<w:pPrChange {_CHANGED}><w:pPr/></w:pPrChange></w:pPr>
<w:bookmarkStart w:id="2" w:name="{MARK}"/>{_DRAWN}<w:bookmarkEnd w:id="2"/>
<w:r><w:rPr><w:b/><w:rPrChange {_CHANGED}><w:rPr/></w:rPrChange></w:rPr><w:t>{COUNCIL}</w:t></w:r>
<w:ins {_CHANGED}><w:r><w:t xml:space="preserve"> is here</w:t></w:r></w:ins>
<w:del {_CHANGED}><w:r><w:delText>{MARK}</w:delText></w:r></w:del>
<w:moveFromRangeStart {_CHANGED} w:name="{MARK}"/><w:moveFrom {_CHANGED}>{_run(MARK)}</w:moveFrom>
<w:moveFromRangeEnd w:id="1"/><w:r><w:rPr><w:vanish/></w:rPr><w:t>{MARK}</w:t></w:r>
<w:commentRangeStart w:id="3"/><w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>
<w:permStart w:id="4" w:ed="{MARK}@example.org"/><w:permEnd w:id="4"/>
<w:hyperlink r:id="rIdSite" w:tooltip="{MARK}"><w:r><w:t>.</w:t></w:r></w:hyperlink></w:p>
<w:sdt><w:sdtPr><w:alias w:val="{MARK}"/><w:tag w:val="{MARK}"/>{_BINDING}<w:text/></w:sdtPr>
<w:sdtContent><w:p>{_run(MARK)}</w:p></w:sdtContent></w:sdt>
<w:p><w:sdt><w:sdtPr><w:alias w:val="{MARK}"/><w:date w:fullDate="{MARK}"/></w:sdtPr><w:sdtContent>{_run(MARK)}
</w:sdtContent></w:sdt>
<w:smartTag w:uri="{MARK}" w:element="{MARK}"><w:smartTagPr><w:attr w:name="{MARK}" w:val="{MARK}"/></w:smartTagPr>
</w:smartTag></w:p>
<w:p>{fields}{simple}{nested}</w:p>
<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>
<w:tr w:rsidTr="{MARK}"><w:trPr><w:del {_CHANGED}/></w:trPr><w:tc><w:p>{_run(MARK)}</w:p></w:tc></w:tr>
<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
<w:p>{field("PAGE", "7")}</w:p></w:{kind}>""".encode()


def _told(held: Parts) -> None:
    """Put a mark into every part that tells of a file."""
    held["docProps/core.xml"] = held["docProps/core.xml"].replace(b"python-docx", MARK.encode())
    held["docProps/app.xml"] = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Company>{MARK}</Company><Manager>{MARK}</Manager><Template>{MARK}.dotx</Template></Properties>"
    ).encode()
    property_ = f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{MARK}"/>'
    held["docProps/custom.xml"] = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
        f"{property_}</Properties>"
    ).encode()
    _of_kind(held, "docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml")
    _linked(held, "", "custom-properties", "rIdCustom", "docProps/custom.xml")
    document = "word/document.xml"
    for name, kind in (("comments", "comments"), ("people", ""), ("footnotes", "footnotes")):
        held[f"word/{name}.xml"] = f'<w:{name} {nsdecls("w")} w:author="{MARK}">{MARK}</w:{name}>'.encode()
        _of_kind(held, f"word/{name}.xml", f"{WORDS}.{name}+xml")
        people = "http://schemas.microsoft.com/office/2011/relationships/people"
        _linked(held, document, kind or people, f"rId{name}", f"{name}.xml")
    held["customXml/item9.xml"] = f"<{MARK}>{MARK}</{MARK}>".encode()
    _linked(held, document, "customXml", "rIdData", "../customXml/item9.xml")
    _linked(held, document, "hyperlink", "rIdOut", f"https://example.org/{MARK}", outside=True)
    for kind, id_ in (("header", "rIdHead"), ("footer", "rIdFoot")):
        name = f"word/{kind}{MARK}.xml"
        held[name] = _head("hdr" if kind == "header" else "ftr")
        held[f"word/media/{MARK}.png"] = LOGO
        _of_kind(held, name, f"{WORDS}.{kind}+xml")
        _linked(held, document, kind, id_, f"{kind}{MARK}.xml")
        _linked(held, name, "image", "rIdLogo", f"media/{MARK}.png")
        _linked(held, name, "image", "rIdLinked", f"file:///C:/{MARK}.png", outside=True)
        _linked(held, name, "hyperlink", "rIdSite", f"https://example.org/{MARK}", outside=True)
    _linked(held, "word/settings.xml", "attachedTemplate", "rIdTemplate", f"file:///C:/{MARK}.dotm", outside=True)
    held["word/settings.xml"] = held["word/settings.xml"].replace(
        b"</w:settings>",
        f'<w:attachedTemplate xmlns:r="{OFFICE}" r:id="rIdTemplate"/><w:rsids><w:rsid w:val="00{MARK}"/></w:rsids>'
        f'<w:docVars><w:docVar w:name="{MARK}" w:val="{MARK}"/></w:docVars></w:settings>'.encode(),
    )
    held["word/styles.xml"] = held["word/styles.xml"].replace(
        b"</w:styles>",
        f'<!-- {MARK} --><w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:rsid w:val="00{MARK}"/>'
        f"<w:pPr><w:pPrChange {_CHANGED}><w:pPr/></w:pPrChange></w:pPr></w:style></w:styles>".encode(),
    )
    held["word/theme/theme1.xml"] = held["word/theme/theme1.xml"].replace(
        b"</a:theme>", f"<!-- {MARK} --></a:theme>".encode()
    )
    references = f'<w:headerReference xmlns:r="{OFFICE}" w:type="default" r:id="rIdHead"/>'
    references += f'<w:footerReference xmlns:r="{OFFICE}" w:type="default" r:id="rIdFoot"/>'
    held[document] = held[document].replace(b"<w:pgSz", f"{references}<w:pgSz".encode())


def marked() -> bytes:
    """A file that tells of its people, its dates and where it lay, wherever one can."""
    file = calibri()
    file.core_properties.author = file.core_properties.last_modified_by = MARK
    file.add_paragraph(f"{MARK} told.")
    file.add_picture(io.BytesIO(LOGO))
    file.sections[0]._sectPr.set(qn("w:rsidR"), f"00{MARK}")
    return with_parts(saved(file), _told)


LOOKS: Mapping[str, Callable[[], bytes]] = {
    "calibri": lambda: saved(calibri()),
    "letterhead": lambda: saved(letterhead()),
    "numbered": lambda: saved(numbered()),
    "landscape": lambda: saved(landscape()),
    "cover": lambda: saved(cover()),
    "few styles": lambda: saved(few_styles()),
    "no numbering": lambda: without(saved(calibri()), "numbering.xml"),
    "no styles": lambda: without(saved(calibri()), "styles.xml"),
    "no settings": lambda: without(saved(calibri()), "settings.xml"),
    "template": lambda: as_kind(saved(cover()), "dotx"),
    "macros": lambda: as_kind(saved(letterhead()), "docm"),
    "template with macros": lambda: as_kind(saved(letterhead()), "dotm"),
    "marked": marked,
}
"""Files that lend their look, by name."""


@cache
def look(name: str) -> bytes:
    """One of them."""
    return LOOKS[name]()
