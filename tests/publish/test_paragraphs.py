"""Paragraphs of what people wrote: wherever a text is printed, a blank line in it parts what stands above and below."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from appraise import load, read_run
from appraise.publish.document import PARAGRAPH, Document, Paragraph, Section, in_paragraphs, line
from appraise.publish.render.escape import clean, cleaned
from tests.conftest import SMALLEST, call

Folder = Callable[..., Path]

_KEYS = (
    *("scope", "summary", "dimension", "level", "advantage", "risk", "outcome", "how", "considered", "left-out"),
    *("verdict", "recommendation", "decision", "unknown", "background", "item", "consultation", "equality", "accepted"),
    *("score", "dissent", "claim", "for", "view", "weighting", "gate"),
)


def text(key: str) -> str:
    """A text of two paragraphs, as a value in double quotes."""
    return f'"First {key}.\\n\\nSecond {key}."'


APPRAISAL = (
    SMALLEST["appraisal"].replace("scores: scores.yaml\n", "scores: scores.yaml\nevidence: evidence.yaml\n")
    + f"""\
    summary: {text("summary")}
    dimensions:
      owner: {text("dimension")}
    characteristics:
      independence:
        level: full
        reason: {text("level")}
    advantages:
      - {text("advantage")}
    risks:
      - {text("risk")}
    precedents:
      there:
        name: There
        outcome: {text("outcome")}
    evolves-to:
      charity:
        how: {text("how")}
    reason: {text("considered")}
scope:
  in:
    - {text("scope")}
left-out:
  closing: {text("left-out")}
verdicts:
  lawful:
    left:
      verdict: pass
      reason: {text("verdict")}
    right:
      verdict: pass
recommendation:
  options: [left]
  reason: {text("recommendation")}
decision:
  options: [left]
  reason: {text("decision")}
unknowns:
  cost:
    text: {text("unknown")}
background:
  money:
    text: {text("background")}
    items:
      - {text("item")}
consultation:
  text: {text("consultation")}
equality:
  text: {text("equality")}
perspectives:
  union:
    name: The union
    view: {text("view")}
accepted:
  no-comparator:
    - reason: {text("accepted")}
"""
)
CRITERIA = (
    SMALLEST["criteria"].replace("criteria:\n", f"weighting:\n  reason: {text('weighting')}\ncriteria:\n")
    + f"""\
gates:
  lawful:
    name: Lawful
    requires: judgement
    reason: {text("gate")}
  free:
    name: Free
    requires: {{characteristic: independence, at-least: none}}
"""
)
SCORES = (
    SMALLEST["scores"].replace("left: 2", f"left: {{score: 2, reason: {text('score')}}}")
    + f"""\
dissent:
  - by: The clerk
    about: {{criterion: cost, option: left}}
    score: 1
    reason: {text("dissent")}
"""
)
EVIDENCE = f"""\
kind: evidence
version: 1
documents:
  report:
    title: Report
claims:
  ready:
    text: {text("claim")}
    for:
      report 1: {text("for")}
"""


@pytest.fixture
def here(folder: Folder) -> Path:
    """An appraisal with all these texts, and its record."""
    where = folder(appraisal=APPRAISAL, criteria=CRITERIA, scores=SCORES, evidence=EVIDENCE)
    assert call("score", where, "-o", where / "run.json").exit_code == 0
    return where


def pages(here: Path, form: str) -> str:
    """The appendix and the annex."""
    return "".join(call("appendix", here / "run.json", "--format", form, *annex).stdout for annex in ([], ["--annex"]))


@pytest.mark.parametrize(
    ("form", "between"),
    [("md", r"(<br>|(\*\*)?\n\n(\*\*)?)"), ("html", r"(<br>|(</b>)?</p>\n<p>(<b>)?)")],
    ids=["Markdown", "HTML"],
)
def test_paragraphs_stand_apart_wherever_a_text_is_printed(here: Path, form: str, between: str) -> None:
    page = pages(here, form)
    for key in _KEYS:
        assert re.search(rf"First {key}\.{between}Second {key}\.", page), key
    assert not re.search(r"First [\w-]+\. *Second", page)
    counts = [len(re.findall(rf"{place} [a-z-]+\.", page)) for place in ("First", "Second")]
    assert counts[0] == counts[1] >= len(_KEYS)


def test_a_text_is_paragraphs_and_a_cell_has_line_breaks(here: Path) -> None:
    page = pages(here, "html")
    assert "<p>First background.</p>\n<p>Second background.</p>" in page
    assert "<li>First item.<br>Second item.</li>" in page
    assert "<td>First score.<br>Second score.</td>" in page
    written = pages(here, "md")
    assert "\n\nFirst background.\n\nSecond background.\n" in written
    assert "\n- First item.<br>Second item.\n" in written
    assert " | First score.<br>Second score. |\n" in written


def test_a_terminal_shows_each_on_lines_of_its_own(here: Path) -> None:
    said = call("explain", "left", here / "run.json", "--full").stdout
    assert re.search("First score.\n *Second score.", said)
    assert not re.search(r"First [\w-]+\. *Second", said + call("score", here).stdout)


def test_a_paragraph_is_a_change_of_words(here: Path) -> None:
    now = (here / "appraisal.yaml").read_text("utf-8").replace("First equality.\\n\\nSecond", "First equality. Second")
    (here / "appraisal.yaml").write_text(now, "utf-8")
    compared = call("diff", here / "run.json", here, "--format", "md").stdout
    assert "Only words changed" in compared
    assert "“First equality.<br>Second equality.”, now “First equality. Second equality.”" in compared
    assert "“First equality.\n  Second equality.”" in call("diff", here / "run.json", here).stdout


def test_the_record_holds_a_blank_line_as_two_line_ends(here: Path) -> None:
    folded = "equality:\n  text: >-\n    First\n    equality.\n\n    Second equality.\n"
    now = (here / "appraisal.yaml").read_text("utf-8")
    now = now.replace(f"equality:\n  text: {text('equality')}\n", folded)
    (here / "appraisal.yaml").write_text(now, "utf-8")
    assert call("score", here, "-o", here / "run.json").exit_code == 0
    for equality in (load(here).equality, read_run(here / "run.json").inputs.equality):
        assert equality is not None
        assert equality.text == "First equality.\n\nSecond equality."
    assert r'"text": "First equality.\n\nSecond equality."' in (here / "run.json").read_text("utf-8")
    assert call("verify", here / "run.json").exit_code == 0


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("One.\n\nTwo.", "One.|Two."),
        ("One.\n \t\n\n  Two.\n", "One.|Two. "),
        ("One\nline. \n\n\n\n Two.\n\nThree.", "One line.|Two.|Three."),
        ("One.\r\n\r\nTwo.", "One.|Two."),
        ("\n\nOne.\n\n", "One."),
        ("One\ngoes on.\n", "One goes on. "),
    ],
)
def test_only_blank_lines_part_paragraphs(given: str, shown: str) -> None:
    assert cleaned(given) == cleaned(cleaned(given)) == shown.replace("|", PARAGRAPH)
    assert PARAGRAPH not in clean(given)


def test_every_look_of_a_paragraph_stays() -> None:
    text = line("a ", Paragraph((), "lead").role, f" b{PARAGRAPH}c ", line(f"d{PARAGRAPH}e"))
    parted = in_paragraphs(Document("T", "", (), (Section("s", "S", (Paragraph(text, "lead"),)),)))
    assert parted.sections[0].blocks == tuple(Paragraph(line(part), "lead") for part in ("a lead b", "c d", "e"))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("appraisal", "name: Left", 'name: "Left\\n\\nhand"'),
        ("appraisal", "title: Smallest", "title: |\n  The smallest\n \n  of all"),
        ("appraisal", "date: 2026-01-01", "date: 2026-01-01\nauthority: A\n\n  council"),
        ("scores", "by: Panel", "by: >\n  The\n\n  panel"),
        ("scores", "left: 2", "left: {score: 2, evidence: ['report 1\n\n        2']}"),
        ("criteria", "name: Cost", 'name: "Cost\n\n      to run"'),
    ],
)
def test_names_and_other_texts_of_one_paragraph(file: str, old: str, new: str, folder: Folder) -> None:
    done = call("check", folder(**{file: SMALLEST[file].replace(old, new, 1)}))
    assert (done.exit_code, "error[blank-line]: there is a blank line in this text" in done.stderr) == (2, True)
    one = SMALLEST[file].replace("name: Left", "name: |\n      Left\n      hand\n")
    assert call("check", folder(**{file: one})).exit_code == 0
