"""Texts of several lines: what a blank line comes to in every form of YAML, and lines that print would run together."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from appraise.files.text.source import Source
from appraise.files.text.yaml_errors import TEXT_LIMIT
from appraise.files.text.yaml_reader import read_yaml
from appraise.problem import AppraisalError
from tests.conftest import SMALLEST, call, git


def read(text: str, as_people_write: bool = True) -> object:
    """What is read for the key `a`, or the code, line and column of what is refused; the same with both readers."""

    def once() -> object:
        try:
            return read_yaml(Source(Path("f.yaml"), text), as_people_write=as_people_write)["a"]
        except AppraisalError as error:
            return [(each.code, each.place.line, each.place.column) for each in error.problems if each.place]

    found = once()
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CLoader", raising=False)
        assert once() == found
    return found


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("a: |\n  One\n  goes on.\n\n  Two.\n", "One\ngoes on.\n\nTwo.\n"),
        ("a: |-\n  One.\n\n\n  Two.", "One.\n\n\nTwo."),
        ("a: >\n  One\n  goes on.\n\n  Two.\n", "One goes on.\n\nTwo.\n"),
        ("a: >-\n  One.\n\n\n  Two.\n\n  Three.\n", "One.\n\nTwo.\n\nThree."),
        ("a: One\n  goes on.\n\n  Two.\n", "One goes on.\n\nTwo."),
        ("a: One.\n\n\n\n  Two.\n", "One.\n\n\nTwo."),
        ("a: 'One\n  goes on.\n\n  Two.'\n", "One goes on.\n\nTwo."),
        ('a: "One\n  goes on.\n\n  Two."\n', "One goes on.\n\nTwo."),
        ('a: "One.\\n\\nTwo."\n', "One.\n\nTwo."),
        ('a: "One.\\n\\n\\\n  Two."\n', "One.\n\nTwo."),
        # No blank line: read as it always was.
        ("a: |\n  One\n  goes on.\n", "One\ngoes on.\n"),
        ("a: >\n  One\n  goes on.\n", "One goes on.\n"),
        ('a: "One.\\nTwo."\n', "One.\nTwo."),
        ("a: >\n  One:\n    further in\n  goes on.\n", "One:\n  further in\ngoes on.\n"),
        ("a: >\n  One:\n\n    further in\n\n  goes on.\n", "One:\n\n  further in\n\ngoes on.\n"),
        ("a: One\n\n\nb: c\n", "One"),
        ("a: >\n  One.\n\n\nb: c\n", "One.\n"),
    ],
)
def test_a_blank_line_is_two_line_ends(typed: str, read_as: str) -> None:
    assert read(typed) == read_as


@pytest.mark.parametrize(
    ("typed", "line", "column"),
    [
        ("a: |\n  Three things:\n  - one\n  - two\n", 3, 3),
        ("a: |\n  - one\n  - two\n", 2, 3),
        ("a: |\n  Things:\n\n  - one\n\n  - two\n", 4, 3),
        ("a: |\n  Things\n    * one\n    * two\n", 3, 5),
        ("a: |\n  Things\n  \N{BULLET}one\n  \N{BULLET} two\n", 3, 3),
        ("a: |\n  Things\n  \N{EN DASH} one\n", 3, 3),
        ("a: |\n  Things\n  1. one\n  2. two\n", 3, 3),
        ("a: |\n  1) one\n  2) two\n", 2, 3),
        ("a: >-\n  Things\n  - one\n  - two\n", 3, 3),
        ("a: >-\n  Things:\n  1. one\n  2. two\n", 3, 3),
        ("a: >-\n  Things\n  1. one\n  2. two\n", 3, 3),
        ("a: Things\n  - one\n  - two\n", 2, 3),
        ("a: 1. one\n  2. two\n", 1, 4),
        ("a: 'Things:\n\n  - one\n\n  - two'\n", 3, 3),
        ('a: "Things:\n  * one\n  * two"\n', 2, 3),
        ('a: "- one\n  - two"\n', 1, 4),
        ('a: "Things:\\n- one\\n- two"\n', 1, 4),
        ("a: |\n  | Year | Cost |\n  |------|------|\n", 2, 3),
        ("a: |\n  Year | Cost\n  ---- | ----\n  2026 | 9000\n", 3, 3),
        ("a: |\n  # Money\n  All of it.\n", 2, 3),
        ("a: |\n  Money\n  =====\n  All of it.\n", 3, 3),
        ("a: |\n  Above.\n  ---\n  Below.\n", 3, 3),
        ("a: |\n  ```\n  code\n  ```\n", 2, 3),
        ("a: |\n  They said:\n  > We did it.\n", 3, 3),
        ("a: |\n  Things:\n  (a) one\n  (b) two\n", 3, 3),
        ("a: >-\n  Things\n  a) one\n  b) two\n", 3, 3),
        ("a: |\n  (i) one\n  (ii) two\n", 2, 3),
        ("a: Things\n  \uf0b7 one\n  \uf0b7 two\n", 2, 3),
        ("a: |\n  Things\n  \N{CHECK MARK} one\n", 3, 3),
        ("a: >-\n  Two things:\n  - one that\n  goes on\n", 3, 3),
        ("a:\n  - one\n   - two\n", 3, 4),
    ],
)
def test_lines_that_print_would_run_together_are_refused(typed: str, line: int, column: int) -> None:
    assert read(typed) == [("layout", line, column)]
    assert isinstance(read(typed, as_people_write=False), str | list)


@pytest.mark.parametrize(
    "typed",
    [
        "a: |\n  - One that stands alone\n  and goes on.\n",
        "a: 1. An introduction\n  that goes on.\n",
        "a: >-\n  It was so in\n  2024. Then it was not.\n",
        "a: >-\n  The score is\n  4. That is the most.\n",
        "a: >-\n  The council \N{EN DASH} as it is\n  \N{EN DASH} goes on.\n",
        "a: >-\n  What it costs is\n  > 5 million.\n",
        "a: >-\n  The term of ten years\n  - to 2030, that is - was agreed.\n",
        "a: It runs at a loss of\n  - by the auditor - 3 million.\n",
        "a: >-\n  By section 12\n  (a) of the Act, and section 14\n  (c) too.\n",
        "a: |\n  (a) stands alone here\n  and goes on.\n",
        "a: |\n  A first -\n  and a second - part.\n",
        "a: |\n  -5 points, and\n  *this* and 3.5 points\n",
        "a: |\n  #1 is first, and\n  C# too\n",
        "a: |\n  Q1. Who was asked?\n\n  A1. Everybody.\n",
        "a: |\n  Wait ...\n  ...\n  and see\n",
        "a:\n  - one\n  - two\n",
    ],
)
def test_sentences_are_left_alone(typed: str) -> None:
    assert read(typed) == read(typed, as_people_write=False)


def test_every_text_is_told_once() -> None:
    text = "".join(f"{key}: |\n  Things\n  - one\n  - two\n" for key in "abc")
    assert read(text) == [("layout", line, 3) for line in (3, 7, 11)]


def test_a_text_is_as_long_as_it_is_with_its_blank_lines() -> None:
    fits = "x\n\n  " * (TEXT_LIMIT // 3) + "x"
    assert len(str(read(f"a: >-\n  {fits}\n"))) == TEXT_LIMIT
    assert read(f"a: >-\n  {fits}\n\n  x\n") == [("long-text", 1, 4)]


@pytest.mark.parametrize("line", ["-", "- ", "=", "|", "1. ", "\N{BULLET}", "#", "'", "x ", "x\n\n  ", "x\n  "])
def test_long_texts_are_looked_through_soon(line: str) -> None:
    text = f"a: |\n  {line * (90_000 // len(line))}x\n  b\n"
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("layout", "  text: |\n    Seen:\n    - age\n    - sex\n"),
        ("backslash", '  text: "Age\\nand sex"\n'),
        ("file-name", "  text: Age\nevidence: ./evidence.yml\n"),
    ],
)
def test_history_is_compared_as_it_was_written(
    code: str, typed: str, folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit cannot be mended: what more is asked of files by now is no reason to refuse the comparison."""
    where = folder(appraisal=f"{SMALLEST['appraisal']}equality:\n{typed}")
    (where / "evidence.yml").write_text("kind: evidence\nversion: 1\n", "utf-8")
    git(where, "init", "-q")
    git(where, "add", ".")
    git(where, "commit", "-qm", "1")
    monkeypatch.chdir(where)
    assert f"error[{code}]" in call("check").stderr
    folder(appraisal=SMALLEST["appraisal"] + "equality:\n  text: Age and sex were seen\n")
    compared = call("diff", "HEAD", ".")
    assert (compared.exit_code, compared.stderr) == (0, "")
    assert "Equality: text" in compared.stdout
