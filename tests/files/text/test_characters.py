"""What nobody sees, or takes for something else, in the words by which an appraisal knows things."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from appraise import REGISTRY, AppraisalError, Problem
from appraise.files.loading.load import load
from appraise.files.text.characters import UNSEEN, character_name, mistaken_character
from tests.conftest import SMALLEST

Folder = Callable[..., Path]

NAMES = {
    "\u00a0": "a no-break space (U+00A0)",
    "\u202f": "a narrow no-break space (U+202F)",
    "\u2003": "an em space (U+2003)",
    "\u3000": "an ideographic space (U+3000)",
    "\u00ad": "a soft hyphen (U+00AD)",
    "\u200b": "a zero width space (U+200B)",
    "\u200d": "a zero width joiner (U+200D)",
    "\u200e": "a left-to-right mark (U+200E)",
    "\u2060": "a word joiner (U+2060)",
    "\ufeff": "a byte order mark (U+FEFF)",
    "\ufe0f": "a variation selector-16 (U+FE0F)",
}


def problems(where: Path) -> list[Problem]:
    with pytest.raises(AppraisalError) as caught:
        load(where, REGISTRY)
    return list(caught.value.problems)


def one(where: Path) -> Problem:
    (problem,) = problems(where)
    return problem


@pytest.mark.parametrize(("character", "name"), NAMES.items())
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("scores", "    left: 2\n", "    left:{}2\n"),
        ("scores", "    left: 2\n", "    left: 2{}\n"),
        ("scores", "    left: 2\n", "    left{}: 2\n"),
        ("scores", "    left: 2\n", "    le{}ft: 2\n"),
        ("scores", "    left: 2\n    right: 3\n", "    left:{}2\n"),
        ("scores", "    left: 2\n", "    left: {{score:{}2}}\n"),
        ("scores", "    left: 2\n", "    left: unknown{}\n"),
        ("scores", "date: 2026-01-01", "date: 2026-{}01-01"),
        ("criteria", "weight: 60", "weight: 6{}0"),
        ("criteria", "  5: Yes", "  5{}: Yes"),
        ("criteria", "  cost:\n", "  co{}st:\n"),
        ("appraisal", "kind: appraisal", "kind: apprai{}sal"),
        ("appraisal", "status: draft", "status: draft{}"),
        ("appraisal", "scores: scores.yaml", "scores: scores.yaml{}"),
        ("appraisal", "options:\n", "comparator: le{}ft\noptions:\n"),
        ("appraisal", "options:\n", "consultation:\n  text: Read.\n  evidence: [re{}port 5]\noptions:\n"),
        ("appraisal", "options:\n", "consultation:\n  text: Read.\n  evidence: [report{}5]\noptions:\n"),
        ("scores", "    left: 2\n", "    left:\n      score: 2\n      evidence: [report{}5]\n"),
        ("scores", "    left: 2\n", "    left:\n      score: 2\n      evidence:\n        - rep{}ort 5\n"),
        ("appraisal", "options:\n", "scope:\n  in:\n    -{}Three museums\n    - One more\noptions:\n"),
    ],
)
def test_it_is_named_with_its_place_and_nothing_else_is_told(
    character: str, name: str, file: str, old: str, new: str, folder: Folder
) -> None:
    assert old in SMALLEST[file]
    text = SMALLEST[file].replace(old, new.format(character), 1)
    found = one(folder(**{file: text}))
    assert found.code == "hidden-character"
    assert name in found.what
    assert found.place
    assert found.place.file.endswith(f"{file}.yaml")
    assert text.split("\n")[found.place.line - 1][found.place.column - 1] == character


@pytest.mark.parametrize(
    ("file", "old", "new", "character", "told"),
    [
        ("scores", "    left: 2\n", "    left\uff1a 2\n", "\uff1a", "a fullwidth colon (U+FF1A)"),
        ("scores", "    left: 2\n", "    left\uff1a2\n", "\uff1a", "a fullwidth colon (U+FF1A)"),
        ("scores", "    left: 2\n    right: 3\n", "    left\uff1a2\n", "\uff1a", "a fullwidth colon (U+FF1A)"),
        ("scores", "    left: 2\n", "    left\u2236 2\n", "\u2236", "a ratio (U+2236)"),
        ("scores", "    left: 2\n", "    left: \uff12\n", "\uff12", "a fullwidth digit two (U+FF12)"),
        ("scores", "    left: 2\n", "    left: \u22122\n", "\u2212", "a minus sign (U+2212)"),
        ("scores", "    left: 2\n", "    l\u0435ft: 2\n", "\u0435", "a cyrillic small letter ie (U+0435)"),
        ("scores", "date: 2026-01-01", "date: 2026\u201101\u201101", "\u2011", "a non-breaking hyphen (U+2011)"),
        ("appraisal", "options:\n", "comparator: l\u0435ft\noptions:\n", "\u0435", "a cyrillic small letter ie"),
    ],
)
def test_what_looks_like_another_character_is_named(
    file: str, old: str, new: str, character: str, told: str, folder: Folder
) -> None:
    text = SMALLEST[file].replace(old, new, 1)
    found = one(folder(**{file: text}))
    assert (found.code, told in found.what) == ("look-alike", True)
    assert found.place
    assert text.split("\n")[found.place.line - 1][found.place.column - 1] == character


def test_every_line_that_holds_one_is_told_at_once(folder: Folder) -> None:
    text = SMALLEST["scores"].replace(": 2", ":\u00a02").replace(": 3", ":\u202f3").replace("right: 1", "right\uff1a1")
    found = problems(folder(scores=text))
    assert [(each.code, each.place and each.place.line) for each in found] == [
        *(("hidden-character", 4), ("hidden-character", 7), ("hidden-character", 8), ("look-alike", 11))
    ]


def test_in_indentation(folder: Folder) -> None:
    for blank in "\u00a0\u202f\u2003":
        text = SMALLEST["scores"].replace("    left: 2\n", f"{blank * 4}left: 2\n")
        found = one(folder(scores=text))
        assert found.code in ("indent", "hidden-character")
        assert "no-break space" in found.what or "em space" in found.what
        assert found.place
        assert (found.place.line, found.place.column) == (7, 1)


def test_a_long_text_may_hold_them(folder: Folder) -> None:
    """No-break spaces and soft hyphens are good typography; other scripts need joiners and marks."""
    text = "Note:\u00a0a 5\u00a0km round, volun\u00adteers, \u0645\u06cc\u200c\u062e\u0648, \u2764\ufe0f\u200e."
    cell = f"    left:\n      score: 2\n      reason: {text}\n"
    appraisal = load(folder(scores=SMALLEST["scores"].replace("    left: 2\n", cell)), REGISTRY).appraisal
    assert appraisal.options["left"].scores["cost"].reason == text


def test_a_fix_never_shows_what_was_typed(folder: Folder) -> None:
    """As people see it: a character nobody sees shows no difference between the two."""
    for typed in ("le\u00adft", "left\u200e", "\u00a0left", "l\u0435ft"):
        text = SMALLEST["appraisal"].replace("options:\n", f"comparator: {typed}\noptions:\n")
        assert "left" not in one(folder(appraisal=text)).fix


def test_the_class_holds_every_blank_and_every_mark_without_width() -> None:
    """By the categories of Unicode: spaces, and format characters."""
    characters = map(chr, [*range(0xD800), *range(0xE000, 0x110000)])
    spaces = {each for each in characters if unicodedata.category(each) == "Zs"} - {" "}
    assert all(UNSEEN.match(each) for each in spaces)
    assert character_name("\x07") == "a control character (U+0007)"


@pytest.mark.parametrize(
    "word",
    ["in-house", "caf\u00e9", "na\u00efve", "3\u20134", "\u00a34", "\u0434\u0430 \u043d\u0435\u0442", "\u2026", ""],
)
def test_words_that_are_what_they_look_like(word: str) -> None:
    assert mistaken_character(word) is None
