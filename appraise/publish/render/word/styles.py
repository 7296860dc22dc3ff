"""Styles: how each kind of text looks. Those of a council's own file come first; what it lacks is put beside them."""

from typing import Any, NamedTuple

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.oxml.ns import qn

from appraise.publish.render.word.elements import element, put

FONT = "Arial"
BLACK, GREY = "0B0C0C", "505A5F"
TITLE, SECTION, SUBHEADING, MINOR, CAPTION = "Title", "Heading 1", "Heading 2", "Heading 3", "Caption"
NORMAL, ITEM, FOOTER = "Normal", "List Bullet", "Footer"
LEAD, STATUS, SMALL, IN_TABLE = "Appendix lead", "Appendix status", "Appendix small", "Appendix table"


class Look(NamedTuple):
    """How a kind of text looks; None is as in the style below it. Sizes and distances in points.

    line: the distance of lines, in lines. keep: whether it stays with what follows, which is plain text. bar: a heavy
    line at its left. level: of a heading, counted from 0.
    """

    size: float | None = None
    bold: bool = False
    before: float = 0
    after: float = 0
    line: float = 1
    keep: bool = False
    colour: str = BLACK
    indent: float = 0
    hanging: float = 0
    bar: bool = False
    level: int | None = None


STYLES = {
    NORMAL: Look(size=11, after=5, line=1.15),
    TITLE: Look(size=20, bold=True, before=2, after=2, keep=True),
    SECTION: Look(size=14, bold=True, before=15, after=4, keep=True, level=0),
    SUBHEADING: Look(size=11.5, bold=True, before=9, after=2, keep=True, level=1),
    MINOR: Look(size=11, bold=True, before=5, after=2, keep=True, level=2),
    CAPTION: Look(size=10, bold=True, before=9, after=3, keep=True),
    ITEM: Look(after=2, line=1.15, indent=14, hanging=14),
    FOOTER: Look(size=8, colour=GREY),
    LEAD: Look(size=12.5, before=2, after=5, line=1.15),
    STATUS: Look(before=7, after=7, indent=10, line=1.1, bar=True),
    SMALL: Look(size=8.5, before=2, after=5, colour=GREY),
    IN_TABLE: Look(size=9),
}
"""Every style that is used, by its name."""
_OURS = "Appendix"
_GROUND = ("Default Paragraph Font", "Normal Table", "No List")


class Styles:
    """The styles of a Word file."""

    def __init__(self, file: Any, own_look: bool) -> None:
        """own_look: whether the look is all ours; else the styles that are there stay as they are."""
        self.own_look = own_look
        self.found: dict[str, Any] = {}
        self.lists = _lists(file)
        there = {style.name.lower(): style for style in file.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
        standard = file.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        for name, look in STYLES.items():
            style = there.get(name.lower(), standard if name == NORMAL else None)
            if style is None or own_look:
                if style is None:
                    style = _added(file.styles, name)
                _give(style.element, look, None if name == NORMAL else self.found[NORMAL].style_id)
            if look.level is not None and style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is None:
                # Word knows the levels of its headings by name; LibreOffice does not.
                put(style.element.get_or_add_pPr(), "outlineLvl", {"val": look.level})
            self.found[name] = style
        self._numbered = {name for name in self.found if self._counts(name)}
        for style in file.styles.element.style_lst:
            for each in [*style.iter(qn("w:lang"))]:
                each.getparent().remove(each)
        if own_look:
            kept = {style.style_id for style in self.found.values()}
            for style in list(file.styles):
                if style.style_id not in kept and style.name not in _GROUND:
                    style.delete()

    def id(self, name: str) -> str:
        """By what the file itself calls a style."""
        return str(self.found[name].style_id)

    def numbered(self, name: str) -> bool:
        """Whether a style, or one that it stands on, puts a number or a bullet before its paragraphs."""
        return name in self._numbered

    def dress(self, paragraph: Any, name: str) -> None:
        """Give a paragraph a style, without the number that a council's puts before it: numbers come from us alone."""
        properties = paragraph.get_or_add_pPr()
        put(properties, "pStyle", {"val": self.id(name)})
        if name != ITEM and self.numbered(name):
            put(properties, "numPr", None, element("ilvl", {"val": 0}), element("numId", {"val": 0}))

    def _counts(self, name: str) -> bool:
        style, seen = self.found[name].element, []
        while style is not None:
            if style in seen:
                raise ValueError
            seen.append(style)
            number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            if number is not None:
                return number.get(qn("w:val")) in self.lists
            style = style.base_style
        return False


def _lists(file: Any) -> set[str]:
    """The numbers of the lists of a file."""
    parts = [relation.target_part for relation in file.part.rels.values() if relation.reltype == KIND.NUMBERING]
    return {number.get(qn("w:numId")) for part in parts for number in part.element.findall(qn("w:num"))}


def _added(styles: Any, name: str) -> Any:
    """A new style, in place of those of other kinds that have its name; no other has its id."""
    for style in [*styles]:
        if style.name == name:
            style.delete()
    taken = {style.style_id for style in styles}
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=not name.startswith(_OURS))
    while style.style_id in taken:
        style.element.set(qn("w:styleId"), f"{style.style_id}x")
    if name == NORMAL:
        style.element.set(qn("w:default"), "1")
    return style


def _give(style: Any, look: Look, base: str | None) -> None:
    """Give a style a look, in place of the one it has."""
    for name in ("w:basedOn", "w:link", "w:next", "w:pPr", "w:rPr", "w:rsid"):
        for each in style.findall(qn(name)):
            style.remove(each)
    if base:
        style.insert(1, element("basedOn", {"val": base}))
        if look.keep:
            style.insert(2, element("next", {"val": base}))
    paragraph, run = element("pPr"), element("rPr")
    style.append(paragraph)
    style.append(run)
    if look.keep:
        put(paragraph, "keepNext")
        put(paragraph, "keepLines")
    if look.bar:
        put(paragraph, "pBdr", None, element("left", {"val": "single", "sz": 48, "space": 8, "color": BLACK}))
    distances = {"before": _twentieths(look.before), "after": _twentieths(look.after)}
    put(paragraph, "spacing", distances | {"line": round(240 * look.line), "lineRule": "auto"})
    if base or look.indent:
        put(paragraph, "ind", {"left": _twentieths(look.indent), "right": 0, "hanging": _twentieths(look.hanging)})
        put(paragraph, "jc", {"val": "left"})
    if look.level is not None:
        put(paragraph, "outlineLvl", {"val": look.level})
    if base is None:
        put(run, "rFonts", {"ascii": FONT, "hAnsi": FONT, "eastAsia": FONT, "cs": FONT})
    if look.bold:
        put(run, "b")
        put(run, "bCs")
    put(run, "color", {"val": look.colour})
    if look.size is not None:
        put(run, "sz", {"val": round(look.size * 2)})
        put(run, "szCs", {"val": round(look.size * 2)})


def _twentieths(points: float) -> int:
    return round(points * 20)
