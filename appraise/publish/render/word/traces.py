"""Traces: what a part of a Word file tells of who wrote it, when and where, which is taken out."""

import re
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from appraise.publish.render.word.fields import forget, silence

_WORD, _LINK = qn("w:p").removesuffix("p"), qn("r:id").removesuffix("id")
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_UNWRAPPED = ("ins", "moveTo", "hyperlink", "sdt", "sdtContent", "smartTag", "customXml")
_DROPPED = (
    *("del", "moveFrom", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rsid", "proofErr"),
    *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "footnoteReference"),
    *("endnoteReference", "permStart", "permEnd", "bookmarkStart", "bookmarkEnd", "ffData", "fldData"),
    *(f"{kind}Range{end}" for kind in ("moveFrom", "moveTo") for end in ("Start", "End")),
    *(f"customXml{kind}Range{end}" for kind in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")),
)
_OF_A_FILE = re.compile(r"\\|://|^/|\.(?:png|jpe?g|gif|bmp|tiff?|svg|[ew]mf|eps|ai|psd|pdf|docx?)\b", re.IGNORECASE)
"""What a name of a file looks like, which Word takes for the description of a picture."""
_TOLD = {"href", "src", "althref", "gfxdata", "paraId", "textId", "anchorId", "editId"}
"""Attributes that say where a picture came from, or who saved what when."""
_DESCRIPTIONS = ("descr", "title", "alt", f"{_OFFICE}title")


def clear(root: Any, links: set[str]) -> None:
    """Take out of a part what leads out of the file, and what tells who changed it, when, and from what.

    links: the ids of what it may lead to.
    """
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for each in [*root.iter()]:
        _link(each, links)
        _names(each)
    for control in root.iter(qn("w:sdt")):
        told = {etree.QName(each).localname for each in control.iterfind(f"{qn('w:sdtPr')}/*")}
        if told & {"dataBinding", "date", "showingPlcHdr"}:
            silence(control.iter(qn("w:t")))
    for gone in (*root.iter(qn("w:trPr")), *root.iter(qn("w:rPr"))):
        hidden = gone.find(qn("w:vanish"))
        shown = hidden is None or hidden.get(qn("w:val"), "on") not in ("1", "true", "on")
        deleted = gone.tag == qn("w:trPr") and gone.find(qn("w:del")) is not None
        if deleted or (gone.getparent().tag == qn("w:r") and not shown):
            _remove(gone.getparent())
    for cell in root.iter(qn("w:cellDel")):
        silence(cell.getparent().getparent().iter(qn("w:t")))
    etree.strip_elements(root, *(_WORD + name for name in _DROPPED), "{*}hlinkClick", "{*}hlinkHover", with_tail=False)
    etree.strip_tags(root, *(_WORD + name for name in _UNWRAPPED))
    for each in [each for each in root.iter() if each.get(qn("w:author")) is not None]:
        _remove(each)
    forget(root)


def _link(each: Any, links: set[str]) -> None:
    """Take out what leads to something that is gone: a link but not its text, a picture with the run it stands in."""
    dead = [
        key
        for key, value in each.attrib.items()
        if (key.startswith(_LINK) or key == f"{_OFFICE}relid") and value not in links
    ]
    for key in dead:
        del each.attrib[key]
    if not dead or any(key.startswith(_LINK) for key in each.attrib):
        return
    name = etree.QName(each).localname
    if name == "OLEObject" and each.getparent() is not None:
        # Its picture stays.
        each.getparent().tag = qn("w:pict")
        _remove(each)
    elif name not in ("hyperlink", "hlinkClick", "hlinkHover"):
        _remove(next(each.iterancestors(qn("w:r")), each))


def _names(each: Any) -> None:
    """Take away the marks of who saved what when, and the names of pictures."""
    for key in [*each.attrib]:
        if key.startswith(f"{_WORD}rsid") or etree.QName(key).localname in _TOLD:
            del each.attrib[key]
    if etree.QName(each).localname in ("docPr", "cNvPr"):
        each.set("name", "Picture")
    for key in _DESCRIPTIONS:
        if _OF_A_FILE.search(each.get(key, "")):
            del each.attrib[key]


def _remove(each: Any) -> None:
    if each.getparent() is not None:
        each.getparent().remove(each)
