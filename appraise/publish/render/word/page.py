"""Page: how wide it is, where it turns on its side, and what stands at its foot."""

from fractions import Fraction
from typing import Any

from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.shared import Mm

from appraise.publish.document import Document
from appraise.publish.render.word.elements import element
from appraise.publish.render.word.fields import instruction_words
from appraise.publish.render.word.styles import FOOTER, Styles

OWN_WIDTH = Mm(174)
"""The width of text on our own page."""
_OWN = {
    **{"page_width": Mm(210), "page_height": Mm(297)},
    **dict.fromkeys(("left_margin", "right_margin", "top_margin"), Mm(18)),
    "bottom_margin": Mm(20),
    **dict.fromkeys(("header_distance", "footer_distance"), Mm(9)),
}
_PAGE = ("PAGE", "NUMPAGES")


def own_page(page: Any) -> None:
    """Make a page our own: A4, with the margins of the printed page in HTML."""
    for name, length in _OWN.items():
        setattr(page, name, length)


def lacking(page: Any) -> None:
    """Give a page what it does not say of itself."""
    for name, length in _OWN.items():
        if getattr(page, name) is None:
            setattr(page, name, length)
    page.gutter = page.gutter or 0
    page.orientation = WD_ORIENTATION.LANDSCAPE if lies(page) else WD_ORIENTATION.PORTRAIT


def width(page: Any) -> int:
    """The width of text on a page, in English Metric Units, as all lengths in a Word file."""
    return int(page.page_width - page.left_margin - page.right_margin - (page.gutter or 0))


def lies(page: Any) -> bool:
    """Whether a page lies on its side."""
    return bool(page.page_width > page.page_height)


def room(page: Any) -> Fraction:
    """The width of text when a page is upright, as a part of that of our own. One that lies has more."""
    across = int(page.page_height - page.left_margin - page.right_margin) if lies(page) else width(page)
    return Fraction(across, int(OWN_WIDTH))


def turn(file: Any) -> Any:
    """Begin a page that lies on its other side, with margins as they are, since head and foot go on and need their
    room. A first page of its own does not come again."""
    last = file.sections[-1]
    page = file.add_section()
    page.page_width, page.page_height = last.page_height, last.page_width
    page.orientation = WD_ORIENTATION.LANDSCAPE if lies(page) else WD_ORIENTATION.PORTRAIT
    page.different_first_page_header_footer = False
    return page


def foot(file: Any, document: Document, styles: Styles) -> None:
    """Put status, title and date at the foot of every page, under what a letterhead has there; and the number of the
    page, unless that has it."""
    page = file.sections[0]
    first, both = page.different_first_page_header_footer, file.settings.odd_and_even_pages_header_footer
    others = _counts(page.header, page.footer)
    # A first page that has no number where the others have one is meant to have none.
    on_first = others or _counts(page.first_page_header, page.first_page_footer)
    feet = [(page.footer, others)]
    feet += [(page.first_page_footer, on_first)] if first else []
    feet += [(page.even_page_footer, _counts(page.even_page_header, page.even_page_footer))] if both else []
    for each, counted in feet:
        empty = [paragraph for paragraph in each.paragraphs if not paragraph._element.xpath(".//w:r | .//w:sdt")]
        paragraph = empty[-1] if each.is_linked_to_previous and empty else each.add_paragraph()
        styles.dress(paragraph._element, FOOTER)
        if not counted:
            for text, field in zip((f"{document.labels['page']} ", f" {document.labels['of']} "), _PAGE, strict=True):
                paragraph.add_run(text)
                paragraph._element.append(element("fldSimple", {"instr": field}, _figure()))
            paragraph.add_run(". ")
        paragraph.add_run(f"{document.status}. {document.foot}" + ("." if document.foot else ""))


def _counts(*parts: Any) -> bool:
    """Whether a head or a foot has the number of the page."""
    own = [part._element for part in parts if not part.is_linked_to_previous]
    asked = [each.get(qn("w:instr"), "") for part in own for each in part.iter(qn("w:fldSimple"))]
    asked += [each.text or "" for part in own for each in part.iter(qn("w:instrText"))]
    return any("PAGE" in instruction_words(each) for each in asked)


def _figure() -> Any:
    text = element("t")
    text.text = "1"
    return element("r", None, text)
