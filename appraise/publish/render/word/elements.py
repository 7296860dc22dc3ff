"""Elements: parts of a Word file by the names of its own language, put in the order in which Word wants them."""

from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

_PARAGRAPH = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers"),
    *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
    *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
    *("mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl"),
    *("divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
)
_RUN = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
    *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position"),
    *("sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
    *("eastAsianLayout", "specVanish", "oMath"),
)
_CELL = (
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection"),
    *("tcFitText", "vAlign", "hideMark"),
)
_TABLE = (
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc"),
    *("tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
    "tblDescription",
)
_ORDERS = {"pPr": _PARAGRAPH, "rPr": _RUN, "tcPr": _CELL, "tblPr": _TABLE}
"""The order of what stands in the properties of each thing; Word refuses a file that keeps to another."""


def element(name: str, values: Mapping[str, object] | None = None, *inside: Any) -> Any:
    """An element of Word's own language by its plain name, with these values and elements in it."""
    made = OxmlElement(f"w:{name}")
    for key, value in (values or {}).items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(inside)
    return made


def put(properties: Any, name: str, values: Mapping[str, object] | None = None, *inside: Any) -> Any:
    """Put an element among properties in its place, in place of one of its name."""
    order = _ORDERS[properties.tag.rpartition("}")[2]]
    made = element(name, values, *inside)
    for there in properties.findall(qn(f"w:{name}")):
        properties.remove(there)
    before = {qn(f"w:{each}") for each in order[: order.index(name)]}
    at = max((at for at, each in enumerate(properties, 1) if each.tag in before), default=0)
    properties.insert(at, made)
    return made
