"""Reference: a council's Word file as the ground of another: its styles, letterhead, page and margins, and nothing
of what it says, of who wrote it or of where it lay."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.styles import StylesPart
from docx.shared import Mm

from appraise.problem import AppraisalError, Problem
from appraise.publish.render.word.elements import element
from appraise.publish.render.word.page import lacking, width
from appraise.publish.render.word.traces import clear

LIMIT = 50_000_000
"""The most bytes of a Word file, packed and unpacked."""
_MAIN = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.template"
    rb"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml"
)
"""What templates, and files with macros, say that they are."""
_NARROWEST = Mm(50)
"""The least width of text that tables go into."""
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NOWHERE = re.compile(rb'<Relationship [^>]*Target="(?:\.\./|media/)*NULL"[^>]*/>')
"""What Word writes for a picture that it has lost, and passes over."""
_CONTENT_TYPES = "[Content_Types].xml"
_PARTS_OF_A_TWIP = re.compile(rb'( w:(?!val)[A-Za-z]+="-?[0-9]+)\.[0-9]+(?=")')
"""Lengths as Google Docs writes them; in the standard all are whole."""

_KEPT = {KIND.STYLES, KIND.NUMBERING, KIND.SETTINGS, KIND.THEME, KIND.FONT_TABLE, KIND.HEADER, KIND.FOOTER}
"""What of a document makes its look."""
_KEPT_INSIDE = {KIND.IMAGE, KIND.FONT}
"""And what that needs."""
_SETTINGS = {
    *("mirrorMargins", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop"),
    *("autoHyphenation", "evenAndOddHeaders", "characterSpacingControl", "compat", "themeFontLang"),
    *("clrSchemeMapping", "decimalSymbol", "listSeparator"),
}
_SECTION = {"pgSz", "pgMar", "pgBorders", "titlePg", "docGrid"}
_HEADS = (qn("w:headerReference"), qn("w:footerReference"))


@contextmanager
def told(reference: bytes | None, name: str) -> Iterator[None]:
    """Tell what is wrong with a reference, whatever it is that goes wrong with it.

    name:   how people named the reference.
    Raises: AppraisalError[reference].
    """
    try:
        yield
    except AppraisalError:
        raise
    except Exception as error:
        # Whatever is wrong with a file of theirs: the libraries raise errors of many kinds.
        if reference is None:
            raise
        what = f'"{name}" cannot be used as a Word file'
        why = "it is damaged, has a password, is over 50 MB, leaves under 5 cm for text, or is of another kind"
        fix = "open it in Word, look at its margins, and save it anew as a Word document (.docx)"
        raise AppraisalError([Problem("reference", what, why, fix)]) from error


def ground(reference: bytes | None) -> Any:
    """A Word file without a word in it; that of python-docx where none is given."""
    file = docx.Document(io.BytesIO(_as_document(reference)) if reference is not None else None)
    _empty(file)
    return file


def _as_document(reference: bytes) -> bytes:
    """A reference as a plain document, whether it was one, a template, or had macros."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(reference)) as old, zipfile.ZipFile(made, "w") as new:
        entries = old.infolist()
        _refuse_if(sum(entry.file_size for entry in entries) > LIMIT)
        _refuse_if(len({entry.filename for entry in entries}) < len(entries))
        for entry in entries:
            # Others unpack without end, whatever size they give.
            _refuse_if(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
            with old.open(entry) as packed:
                content = packed.read(entry.file_size + 1)
            xml = entry.filename.lower().endswith((".xml", ".rels"))
            _refuse_if(xml and b"<!DOCTYPE" in content.replace(b"\0", b""))
            if xml:
                content = _PARTS_OF_A_TWIP.sub(rb"\1", content)
            if entry.filename == _CONTENT_TYPES:
                content = _MAIN.sub(_DOCUMENT, content)
            if entry.filename.endswith(".rels"):
                content = _NOWHERE.sub(b"", content)
            new.writestr(entry.filename, content)
    return made.getvalue()


def _refuse_if(wrong: bool) -> None:
    if wrong:
        raise ValueError


def _empty(file: Any) -> None:
    body, part = file.element.body, file.part
    page = _page(body, ours=_is_ours(file))
    for each in list(body):
        body.remove(each)
    body.append(page)
    _keep_children(file.element, {"body"})
    used = {each.get(qn("r:id")) for each in page}
    for id_, relation in list(part.rels.items()):
        head_or_foot = relation.reltype in (KIND.HEADER, KIND.FOOTER)
        if relation.is_external or relation.reltype not in _KEPT or (head_or_foot and id_ not in used):
            del part.rels[id_]
    clear(file.element, set(part.rels))
    _styles_of(file)
    for relation in part.rels.values():
        _refuse_if(relation.reltype in (KIND.HEADER, KIND.FOOTER) and not hasattr(relation.target_part, "element"))
        _keep_the_look(relation.target_part)
        if relation.reltype == KIND.FOOTER:
            _take_out_ours(file, relation.target_part.element)
    _keep_children(file.settings.element, _SETTINGS)
    _page_stays(file)
    for id_, relation in list(part.package.rels.items()):
        if relation.reltype != KIND.OFFICE_DOCUMENT:
            del part.package.rels[id_]
    _name_anew(part)


def _is_ours(file: Any) -> bool:
    return str(file.core_properties.category).startswith("appraise ")


def _page(body: Any, ours: bool) -> Any:
    """The page of the last section, with the letterhead that it has or takes from those before it; of a file that we
    made, the first, as others turn it."""
    sections = body.xpath(".//w:sectPr[not(ancestor::w:sectPrChange)]") or [body.get_or_add_sectPr()]
    sections = sections[:1] if ours else sections
    heads: dict[tuple[str, str], Any] = {}
    for section in sections:
        for each in section:
            if each.tag in _HEADS:
                heads[each.tag, each.get(qn("w:type"))] = each
    page = sections[-1]
    _keep_children(page, _SECTION)
    for at, head in enumerate(heads.values()):
        page.insert(at, head)
    return page


def _page_stays(file: Any) -> None:
    """Give the page what it does not say of itself, and take from it the letterhead that it does not show."""
    page = file.sections[0]
    shown = {
        "default": True,
        "first": page.different_first_page_header_footer,
        "even": file.settings.odd_and_even_pages_header_footer,
    }
    for each in page._sectPr.findall("*"):
        if each.tag in _HEADS and not shown[each.get(qn("w:type"))]:
            page._sectPr.remove(each)
            if each.get(qn("r:id")) not in {other.get(qn("r:id")) for other in page._sectPr}:
                del file.part.rels[each.get(qn("r:id"))]
    lacking(page)
    _refuse_if(width(page) < _NARROWEST)


def _styles_of(file: Any) -> None:
    """Have styles, if none; python-docx would bring its own."""
    part = file.part
    if all(relation.reltype != KIND.STYLES for relation in part.rels.values()):
        none = parse_xml(f"<w:styles {nsdecls('w')}/>")
        where = PackURI("/word/styles.xml")
        part.relate_to(StylesPart(where, CONTENT_TYPE.WML_STYLES, none, part.package), KIND.STYLES)


def _keep_children(parent: Any, names: set[str]) -> None:
    for each in list(parent):
        if each.tag not in {qn(f"w:{name}") for name in names}:
            parent.remove(each)


def _keep_the_look(part: Any) -> None:
    for id_, relation in list(part.rels.items()):
        if relation.is_external or relation.reltype not in _KEPT_INSIDE:
            del part.rels[id_]
    root = getattr(part, "element", None)
    if root is not None:
        clear(root, set(part.rels))
    else:
        root = parse_xml(part.blob)
        clear(root, set(part.rels))
        part._blob = serialize_part_xml(root)


def _take_out_ours(file: Any, foot: Any) -> None:
    """Take out of a foot what we put there, if the reference was made of one of our files."""
    if not _is_ours(file):
        return
    status, _, title = file.core_properties.title.partition(": ")
    for paragraph in [*foot.iter(qn("w:p"))]:
        text = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        if f"{status}. " not in text or title not in text:
            continue
        if paragraph.getparent().tag == qn("w:tc"):
            # A cell has a paragraph.
            paragraph.addprevious(element("p"))
        paragraph.getparent().remove(paragraph)


def _name_anew(document: Any) -> None:
    """Give the parts of a file the names that Word gives them: people may have chosen others."""
    parts = {relation.target_part: relation for relation in document.rels.values()}
    inside = {relation.target_part for part in parts for relation in part.rels.values()}
    counts: Counter[str] = Counter()
    for part, relation in parts.items():
        kind = relation.reltype.rpartition("/")[2]
        counts[kind] += 1
        number = counts[kind] if kind in ("header", "footer", "theme") else ""
        part.partname = PackURI(f"/word/{'theme/' if kind == 'theme' else ''}{kind}{number}.xml")
    for at, part in enumerate(sorted(inside, key=lambda part: str(part.partname)), 1):
        part.partname = PackURI(f"/word/media/letterhead{at}.{part.partname.ext}")
