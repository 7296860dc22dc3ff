"""Word: a document as a Word file, with real headings, lists and tables, in our own look or in a council's."""

import io
from itertools import zip_longest
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Pt

from appraise.publish.document import PARAGRAPH, Block, Document, Line, Plot, Section, Table, in_paragraphs
from appraise.publish.render.archive import LONGEST_TITLE, stored
from appraise.publish.render.escape import cleaned, throughout
from appraise.publish.render.word.elements import element, put
from appraise.publish.render.word.page import foot, lies, own_page, room, turn, width
from appraise.publish.render.word.reference import ground, told
from appraise.publish.render.word.styles import (
    CAPTION,
    ITEM,
    LEAD,
    MINOR,
    NORMAL,
    SECTION,
    SMALL,
    STATUS,
    STYLES,
    SUBHEADING,
    TITLE,
    Styles,
)
from appraise.publish.render.word.tables import Target, key, plot_of, table_of


def word(document: Document, reference: bytes | None = None, name: str = "") -> bytes:
    """A document as a Word file, the same bytes on every machine.

    reference: a Word file that lends its styles, letterhead, page and margins. name: how people named it.
    Raises:    AppraisalError[reference].
    """
    with told(reference, name):
        file = ground(reference)
        if reference is None:
            own_page(file.sections[0])
        writer = _Writer(file, Styles(file, own_look=reference is None))
        writer.write(throughout(in_paragraphs(cleaned(document)), lambda text: text.replace(PARAGRAPH, "\n")))
        made = io.BytesIO()
        file.save(made)
        return stored(made.getvalue())


class _Writer:
    """Puts a document into a file, from its head to its end."""

    def __init__(self, file: Any, styles: Styles) -> None:
        self.file = file
        self.styles = styles
        self.page = file.sections[0]
        self.lies = lies(self.page)
        self.begun = styles.own_look
        self.bullet = None if styles.numbered(ITEM) else _bullet(file)

    def write(self, document: Document) -> None:
        _name(self.file, document)
        foot(self.file, document, self.styles)
        if document.above:
            self.text(SMALL, document.above)
        self.text(TITLE, document.title)
        if document.below:
            self.text(NORMAL, document.below)
        self.line(STATUS, document.says)
        for number, section in enumerate(document.sections, 1):
            self.section(document, number, section)
        if document.record:
            self.text(SMALL, document.labels["word"])

    def section(self, document: Document, number: int, section: Section) -> None:
        across = any(block.sheets(self.room())[0].across for block in section.blocks if isinstance(block, Table))
        # A council's page that lies has room as it is.
        if not lies(self.file.sections[0]) and across != self.lies:
            self.page, self.lies = turn(self.file), across
        self.text(SECTION, f"{number}. {section.heading}")
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            self.block(document, section, block)
            if block.kind == "paragraph" and following and following.kind == "bullets":
                put(self.file.element.body[-2].get_or_add_pPr(), "keepNext")

    def room(self) -> Any:
        """The room on a page that stands, whichever is open."""
        return room(self.file.sections[0])

    def block(self, document: Document, section: Section, block: Block) -> None:
        if block.kind == "paragraph":
            small = section.id == "sources"
            self.line(LEAD if block.role == "lead" else SMALL if small else NORMAL, block.line)
        elif block.kind == "subheading":
            self.text(MINOR if block.minor else SUBHEADING, block.text)
        elif block.kind == "bullets":
            for item in block.items:
                self.item(item)
        else:
            self.tables(document, block)

    def tables(self, document: Document, block: Table) -> None:
        """A table, in as many as the page has room for, with its caption, its key and its note."""
        tables = block.sheets(self.room())
        note = " ".join(each for each in (block.note, block.tints) if each)
        for part, table in enumerate(tables, 1):
            parts = f" ({part} {document.labels['of']} {len(tables)})" if len(tables) > 1 else ""
            caption = f"{document.labels['table']} {table.number}{parts}: {table.caption}"
            self.text(CAPTION, caption)
            if table.key:
                signs = self.text(SMALL, "")
                put(signs._element.get_or_add_pPr(), "keepNext")
                key(signs, table.key)
            last = part == len(tables)
            table_of(Target(self.file, self.styles, width(self.page)), table, caption, bool(note) and last)
        if note:
            self.text(SMALL, note)
        if block.plot:
            self.plot(block.plot)

    def plot(self, plot: Plot) -> None:
        """A plot under its table: what lies along its axes, its key, the picture and the figures under it."""
        above = [self.text(SMALL, f"{plot.says} {plot.by_places}"), self.text(SMALL, ""), self.text(SMALL, "")]
        for paragraph in above:
            put(paragraph._element.get_or_add_pPr(), "keepNext")
        key(above[1], plot.key)
        plot_of(Target(self.file, self.styles, width(self.page)), plot, above[2], self.text(SMALL, ""))

    def text(self, style: str, text: str) -> Any:
        """A paragraph of plain text."""
        above = self.file.element.body[-2:-1]
        paragraph = self.file.add_paragraph()
        self.styles.dress(paragraph._element, style)
        properties = paragraph._element.get_or_add_pPr()
        if STYLES[style].keep:
            put(properties, "keepNext")
        if style in (TITLE, SECTION) and not self.begun:
            # A council may begin chapters on new pages: the answer stands on the first.
            put(properties, "pageBreakBefore", {"val": 0})
            self.begun = style == SECTION
        if above and above[0].tag == qn("w:tbl") and (style in (NORMAL, ITEM) or self._clings(style)):
            paragraph.paragraph_format.space_before = Pt(6)
        if text:
            paragraph.add_run(text)
        return paragraph

    def _clings(self, style: str) -> bool:
        """Whether it is a council's caption, which would cling to a table above it."""
        before = self.styles.found[style].paragraph_format.space_before
        return style == CAPTION and (before or 0) < Pt(6)

    def line(self, style: str, line: Line) -> Any:
        """A paragraph of text with its marks and links."""
        paragraph = self.text(style, "")
        for span in line:
            run = paragraph.add_run(span.text)
            run.bold = True if span.bold else None
            if span.address:
                id_ = self.file.part.relate_to(span.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                link = element("hyperlink")
                link.set(qn("r:id"), id_)
                put(run._element.get_or_add_rPr(), "color", {"val": "1D70B8"})
                put(run._element.get_or_add_rPr(), "u", {"val": "single"})
                run._element.addprevious(link)
                link.append(run._element)
        return paragraph

    def item(self, line: Line) -> None:
        paragraph = self.line(ITEM, line)
        if self.bullet is not None:
            properties = paragraph._element.get_or_add_pPr()
            put(properties, "numPr", None, element("ilvl", {"val": 0}), element("numId", {"val": self.bullet}))


def _name(file: Any, document: Document) -> None:
    """Give a file its title, status and language; no author and no date, as a program made it of what a record says."""
    properties = file.core_properties
    for each in list(properties._element):
        properties._element.remove(each)
    properties.title = f"{document.status}: {document.title}".replace("\n", " ")[:LONGEST_TITLE]
    properties.content_status, properties.language = document.status, document.language
    properties.category = f"appraise {document.kind}"
    styles = file.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = element("docDefaults")
        styles.insert(0, defaults)
    run = _inside(_inside(defaults, "rPrDefault"), "rPr")
    put(run, "lang", {"val": document.language, "eastAsia": document.language, "bidi": "ar-SA"})
    for each in file.settings.element.iter(qn("w:themeFontLang")):
        each.set(qn("w:val"), document.language)


def _inside(parent: Any, name: str) -> Any:
    found = parent.find(qn(f"w:{name}"))
    if found is None:
        found = element(name)
        parent.insert(0, found)
    return found


def _bullet(file: Any) -> int:
    """A list with bullets among those of a file, by its number."""
    part = file.part
    try:
        numbering = part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        xml = f"<w:numbering {nsdecls('w')}/>"
        where = PackURI("/word/numbering.xml")
        numbering = NumberingPart(where, CONTENT_TYPE.WML_NUMBERING, parse_xml(xml), part.package)
        part.relate_to(numbering, RELATIONSHIP_TYPE.NUMBERING)
    root = numbering.element
    lists, numbers = root.findall(qn("w:abstractNum")), root.findall(qn("w:num"))
    list_id = 1 + max((int(each.get(qn("w:abstractNumId"))) for each in lists), default=0)
    number = 1 + max((int(each.get(qn("w:numId"))) for each in numbers), default=0)
    indent = element("pPr", None, element("ind", {"left": 284, "hanging": 284}))
    level = element("lvl", {"ilvl": 0}, element("start", {"val": 1}), element("numFmt", {"val": "bullet"}))
    level.extend((element("lvlText", {"val": "•"}), element("lvlJc", {"val": "left"}), indent))
    made = element("abstractNum", {"abstractNumId": list_id}, element("multiLevelType", {"val": "singleLevel"}), level)
    root.insert(root.index(lists[-1]) + 1 if lists else len(root.findall(qn("w:numPicBullet"))), made)
    used = element("num", {"numId": number}, element("abstractNumId", {"val": list_id}))
    if numbers:
        numbers[-1].addnext(used)
    else:
        made.addnext(used)
    return number
