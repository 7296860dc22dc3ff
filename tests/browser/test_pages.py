"""Pages as people open them in a browser, on a phone, a narrow window and a screen."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Opened
from tests.pages import CASES, DOCUMENTS, EXAMPLES
from tests.programs import library

pytestmark = pytest.mark.slow

WIDTHS = (320, 640, 1280)
each_page = pytest.mark.parametrize("case", [(case, kind) for case in CASES for kind in DOCUMENTS], ids="-".join)
each_width = pytest.mark.parametrize("width", WIDTHS)
Open = Callable[..., Opened]

WIDER = """() => {
  const room = document.documentElement.clientWidth
  const scrolls = e => ["auto", "scroll"].includes(getComputedStyle(e).overflowX)
  const inside = e => e && e !== document.body && (scrolls(e) || inside(e.parentElement))
  return [...document.querySelectorAll("body *")]
    .filter(e => !inside(e.parentElement) && e.getBoundingClientRect().right > room + 0.5)
    .map(e => e.tagName + ": " + e.textContent.trim().slice(0, 60))
}"""
"""What stands out of the page on the right; what a scroller holds may."""

CUT = """() => {
  const cut = []
  for (const cell of document.querySelectorAll("th, td")) {
    const box = cell.getBoundingClientRect(), range = document.createRange()
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    for (let text; text = texts.nextNode();) {
      if (text.parentElement.closest(".hidden, svg")) continue
      range.selectNodeContents(text)
      for (const line of range.getClientRects())
        if (line.width > 1 && (line.right > box.right + 1 || line.left < box.left - 1))
          cut.push(cell.textContent.trim().slice(0, 60))
    }
  }
  return cut
}"""
"""Cells whose text runs over into the next."""

BROKEN = """() => {
  const broken = [], range = document.createRange()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text; text = texts.nextNode();) {
    if (text.parentElement.closest(".hidden, .skip")) continue
    for (const word of text.data.matchAll(/(?<=^|[\\s-])[\\p{L}]{2,24}(?=[\\s,.:;-]|$)/gu)) {
      range.setStart(text, word.index)
      range.setEnd(text, word.index + word[0].length)
      const tops = [...range.getClientRects()].filter(box => box.width > 1).map(box => Math.round(box.top))
      if (new Set(tops).size > 1) broken.push(word[0])
    }
  }
  return broken
}"""
"""Words of up to 24 letters that do not stand on one line; of addresses and fingerprints none is a word."""

LED_TO = """() => {
  const links = [...document.querySelectorAll("a[href^='#']")].map(each => each.getAttribute("href").slice(1))
  const names = [...document.querySelectorAll("[aria-labelledby]")].map(each => each.getAttribute("aria-labelledby"))
  return [...links, ...names.flatMap(each => each.split(" "))]
}"""
"""The ids that something leads to or is named by."""

LETTERS = """() => {
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const middle = box => [box.left + box.width / 2, box.top + box.height / 2]
  for (let text; text = texts.nextNode();) {
    const around = text.parentElement, drawn = around.closest("svg")
    if (!text.data.trim() || !around.getClientRects().length || around.closest(".hidden, .skip")) continue
    let ground = ""
    if (drawn) {
      const [x, y] = middle(around.getBoundingClientRect())
      for (const shape of drawn.querySelectorAll("rect")) {
        const box = shape.getBoundingClientRect()
        if (box.left <= x && x <= box.right && box.top <= y && y <= box.bottom) ground = getComputedStyle(shape).fill
      }
    }
    for (let up = around; up && !ground; up = up.parentElement) {
      const own = getComputedStyle(up).backgroundColor
      if (!/, 0\\)$/.test(own)) ground = own
    }
    const look = getComputedStyle(around)
    found.push([drawn ? look.fill : look.color, ground || "rgb(255, 255, 255)", !!drawn, text.data.trim().slice(0, 40)])
  }
  return found
}"""
"""Every text that is seen: its colour, that of what it stands on, whether it is drawn, and its beginning."""


def light(colour: str) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    """How far two colours are apart, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((light(ink), light(ground)))
    return (high + 0.05) / (low + 0.05)


def faint(page: Any) -> list[tuple[str, ...]]:
    """Texts that do not stand out from what they stand on by 4.5 to 1."""
    return [(*pair, what) for *pair, _, what in page.evaluate(LETTERS) if contrast(*pair) < 4.5]


def at(opened: Opened, width: int) -> Any:
    """A page in a window of a width."""
    opened.page.set_viewport_size({"width": width, "height": 900})
    return opened.page


@each_width
@pytest.mark.parametrize("case", [(case, kind) for case in EXAMPLES for kind in DOCUMENTS], ids="-".join)
def test_axe_finds_nothing(case: tuple[str, str], width: int, opened: Open) -> None:
    found = library("axe_playwright_python.sync_playwright").Axe().run(at(opened(*case), width))
    assert not found.violations_count, found.generate_report()
    # What axe cannot tell of itself is the contrast of text on tints and in drawings, which a test below works out.
    assert {each["id"] for each in found.response["incomplete"]} <= {"color-contrast"}


@each_width
@each_page
def test_nothing_but_scrollers_is_wider_than_the_page(case: tuple[str, str], width: int, opened: Open) -> None:
    page = at(opened(*case), width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(WIDER) == []


@each_width
@each_page
def test_no_cell_runs_into_the_next_and_no_word_is_broken(case: tuple[str, str], width: int, opened: Open) -> None:
    page = at(opened(*case), width)
    assert page.evaluate(CUT) == []
    assert page.evaluate(BROKEN) == []


@each_page
def test_text_stands_out_from_what_it_stands_on(case: tuple[str, str], opened: Open) -> None:
    page = at(opened(*case), 1280)
    assert faint(page) == []


@each_page
def test_every_id_is_there_once_and_every_link_leads_to_one(case: tuple[str, str], opened: Open) -> None:
    page = opened(*case).page
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))
    assert set(page.evaluate(LED_TO)) <= set(ids)


@each_page
def test_a_page_asks_for_nothing_and_says_nothing(case: tuple[str, str], opened: Open) -> None:
    """Opened, scrolled to its end and printed."""
    page, asked, said = opened(*case)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.pdf(format="A4")
    assert (asked, said) == ([], [])


class TestFaultsAreFound:
    """A page with a fault of each kind, and what is said of it."""

    PAGE = """<!DOCTYPE html><html lang="en"><title>Faults</title><main><h1>Faults</h1>
<p style="margin: 0; width: 400px; background: #767676; color: #fff">Fair</p>
<p style="width: 2rem; background: #777; color: #fff; overflow-wrap: anywhere">Breakfast</p>
<table style="width: 6rem; table-layout: fixed"><tr><td style="white-space: nowrap">Two</td>
<td style="white-space: nowrap">Six options with costs</td><td>Ten</td></tr></table>
<svg width="300" height="20"><rect x="0" y="0" width="50%" height="20" fill="#12436d"/>
<text x="5" y="15" fill="#ffffff">Good</text><text x="60" y="15" fill="#0b0c0c">Drawn</text></svg>
<img src="http://example.org/a.png" alt="Away"><script>console.log("spoken")</script></main></html>"""

    @pytest.fixture
    def faulty(self, opened: Open) -> Opened:
        return opened("faults", text=self.PAGE)

    def test_by_axe(self, opened: Open) -> None:
        bare = opened("bare", text="<!DOCTYPE html><title>Bare</title><img src='data:,'>").page
        found = library("axe_playwright_python.sync_playwright").Axe().run(bare)
        assert {"html-has-lang", "image-alt"} <= {each["id"] for each in found.response["violations"]}

    def test_by_measure(self, faulty: Opened) -> None:
        page = at(faulty, 320)
        assert "P: Fair" in page.evaluate(WIDER)
        assert page.evaluate(CUT) == ["Six options with costs"]
        assert page.evaluate(BROKEN) == ["Breakfast"]

    def test_by_contrast(self, faulty: Opened) -> None:
        assert [what for *_, what in faint(faulty.page)] == ["Breakfast", "Drawn"]

    def test_by_what_it_asks_and_says(self, faulty: Opened) -> None:
        assert faulty.asked == ["http://example.org/a.png"]
        assert "spoken" in faulty.said


@pytest.mark.parametrize(
    ("ink", "ground", "ratio"),
    [
        ("0, 0, 0", "255, 255, 255", 21),
        ("18, 67, 109", "255, 255, 255", 10.25),
        ("107, 114, 118", "255, 255, 255", 4.89),
    ],
)
def test_contrast_as_published(ink: str, ground: str, ratio: float) -> None:
    """Black on white by definition; the others as other people's calculators give them."""
    assert round(contrast(f"rgb({ink})", f"rgb({ground})"), 2) == ratio
