"""Elements: parts of a file of Word that python-docx has no word for, in the order in which Word wants them."""

from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

_PARAGRAPH = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers"),
    *("pBdr", "shd", "tabs", "suppressAutoHyphens", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr"),
    "sectPr",
)
_RUN = ("rStyle", "rFonts", "b", "bCs", "i", "color", "sz", "szCs", "u", "bdr", "shd", "lang")
_CELL = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign")
_TABLE = (
    *("tblStyle", "tblpPr", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar"),
    *("tblLook", "tblCaption", "tblDescription"),
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
