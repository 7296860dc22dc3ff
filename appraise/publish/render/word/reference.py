"""Reference: a council's file of Word as the ground of another: its styles, letterhead, page and margins, and nothing
of what it says, of who wrote it or of where it lay."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.oxml.ns import qn

from appraise.problem import AppraisalError, Problem

LIMIT = 50_000_000
"""The most bytes of a file of Word, packed and unpacked."""
_MAIN = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.template"
    rb"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml"
)
"""What templates, and files with macros, say that they are."""
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CONTENT_TYPES = "[Content_Types].xml"

_KEPT = {KIND.STYLES, KIND.NUMBERING, KIND.SETTINGS, KIND.THEME, KIND.FONT_TABLE, KIND.HEADER, KIND.FOOTER}
"""What of a document makes its look."""
_KEPT_INSIDE = {KIND.IMAGE, KIND.FONT}
"""And what that needs."""
_SETTINGS = {
    *("mirrorMargins", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop"),
    *("autoHyphenation", "evenAndOddHeaders", "characterSpacingControl", "compat", "themeFontLang"),
    *("clrSchemeMapping", "decimalSymbol", "listSeparator"),
}
_SECTION = {"headerReference", "footerReference", "pgSz", "pgMar", "pgBorders", "titlePg", "docGrid"}
_TOLD_BY_WORD = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "IF", "="}
"""The fields whose results tell nothing of the file."""
_UNWRAPPED, _DROPPED = ("ins", "moveTo"), ("del", "moveFrom", "commentRangeStart", "commentRangeEnd", "dataBinding")


def ground(reference: bytes | None, name: str) -> Any:
    """A file of Word without a word in it; that of python-docx where none is given.

    name:   how people named the reference.
    Raises: AppraisalError[reference].
    """
    try:
        file = docx.Document(io.BytesIO(_as_document(reference)) if reference is not None else None)
        _empty(file)
    except AppraisalError:
        raise
    except Exception as error:
        # Whatever is wrong with a file of theirs: the libraries raise errors of many kinds.
        if reference is None:
            raise
        what = f'"{name}" cannot be used as a Word file'
        why = "it is damaged, has a password, is over 50 MB, or is of another kind"
        fix = "open it in Word, and save it anew as a Word document (.docx)"
        raise AppraisalError([Problem("reference", what, why, fix)]) from error
    return file


def _as_document(reference: bytes) -> bytes:
    """A reference as a plain document, whether it was one, a template, or had macros."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(reference)) as old, zipfile.ZipFile(made, "w") as new:
        if sum(entry.file_size for entry in old.infolist()) > LIMIT:
            raise ValueError
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _MAIN.sub(_DOCUMENT, content) if name == _CONTENT_TYPES else content)
    return made.getvalue()


def _empty(file: Any) -> None:
    body, part = file.element.body, file.part
    page = _page(body)
    for each in list(body):
        body.remove(each)
    body.append(page)
    used = {each.get(qn("r:id")) for each in page}
    for id_, relation in list(part.rels.items()):
        head_or_foot = relation.reltype in (KIND.HEADER, KIND.FOOTER)
        if relation.is_external or relation.reltype not in _KEPT or (head_or_foot and id_ not in used):
            del part.rels[id_]
            continue
        _keep_the_look(relation.target_part)
    _keep_children(file.settings.element, _SETTINGS)
    for id_, relation in list(part.package.rels.items()):
        if relation.reltype != KIND.OFFICE_DOCUMENT:
            del part.package.rels[id_]


def _page(body: Any) -> Any:
    """The page of the last section, with the letterhead that it has or takes from those before it."""
    sections = [*body.iter(qn("w:sectPr"))] or [body.get_or_add_sectPr()]
    heads: dict[tuple[str, str], Any] = {}
    for section in sections:
        for each in section:
            if each.tag in (qn("w:headerReference"), qn("w:footerReference")):
                heads[each.tag, each.get(qn("w:type"))] = each
    page = sections[-1]
    _keep_children(page, _SECTION - {"headerReference", "footerReference"})
    for at, head in enumerate(heads.values()):
        page.insert(at, head)
    return page


def _keep_children(parent: Any, names: set[str]) -> None:
    for each in list(parent):
        if each.tag not in {qn(f"w:{name}") for name in names}:
            parent.remove(each)


def _keep_the_look(part: Any) -> None:
    """Take out of a part what leads out of the file, and what tells who changed it and when."""
    gone = set()
    for id_, relation in list(part.rels.items()):
        if relation.is_external or relation.reltype not in _KEPT_INSIDE:
            gone.add(id_)
            del part.rels[id_]
    root = getattr(part, "element", None)
    if root is None:
        return
    for each in list(_leading_to(root, gone)):
        _take_out(each)
    for name in _DROPPED:
        for each in list(root.iter(qn(f"w:{name}"))):
            each.getparent().remove(each)
    for name in _UNWRAPPED:
        for each in list(root.iter(qn(f"w:{name}"))):
            _unwrap(each)
    for each in list(root.iter()):
        if isinstance(each.tag, str) and each.tag.endswith("Change") and each.get(qn("w:author")) is not None:
            each.getparent().remove(each)
        for key in [key for key in each.attrib if key.startswith(qn("w:rsid"))]:
            del each.attrib[key]
    _forget_results(root)


def _leading_to(root: Any, gone: set[str]) -> Iterator[Any]:
    inside = qn("r:id").removesuffix("id")
    for each in root.iter():
        if any(key.startswith(inside) and value in gone for key, value in each.attrib.items()):
            yield each


def _take_out(each: Any) -> None:
    """Take out what leads to something that is gone: a link but not its text, a picture with the run it stands in."""
    if each.tag == qn("w:hyperlink"):
        _unwrap(each)
        return
    run = next(each.iterancestors(qn("w:r")), each)
    if run.getparent() is not None:
        run.getparent().remove(run)


def _unwrap(each: Any) -> None:
    parent = each.getparent()
    at = parent.index(each)
    parent[at : at + 1] = list(each)


def _forget_results(root: Any) -> None:
    """Empty the fields that tell of the file itself: its author, its name, its dates. Word fills them in again."""
    for simple in root.iter(qn("w:fldSimple")):
        if _tells(simple.get(qn("w:instr"), "")):
            _silence(simple.iter(qn("w:t")))
    asked, result, depth = "", False, 0
    for each in root.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t")):
        if each.tag == qn("w:instrText"):
            asked += each.text or ""
        elif each.tag == qn("w:t"):
            if depth and result and _tells(asked):
                each.text = ""
        else:
            kind = each.get(qn("w:fldCharType"))
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            asked = "" if kind == "begin" and depth == 1 else asked
            result = kind == "separate" or (result and depth > 0)


def _tells(instruction: str) -> bool:
    word, *_ = [*instruction.upper().split(), "="]
    return word not in _TOLD_BY_WORD


def _silence(texts: Iterator[Any]) -> None:
    for each in texts:
        each.text = ""
