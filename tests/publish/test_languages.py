"""The words of a language: every sentence is said somewhere, comes from the file, and can be said in another."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from appraise import AppraisalError, evaluate, load
from appraise.files.library.languages import read_language
from appraise.publish.documents.appendix import appendix
from appraise.publish.documents.screen import screen
from appraise.publish.documents.summary import summary
from appraise.publish.language import Language
from appraise.publish.render.escape import cleaned
from appraise.publish.render.screen import BLOCKS, drawn
from tests.conftest import ROOT
from tests.publish.conftest import EN

ENGLISH = (ROOT / "templates" / "words" / "en.yaml").read_text("utf-8")
SOURCES = sorted((ROOT / "appraise" / "publish").rglob("*.py"))
WORDS = re.compile("[A-Za-z]{2,}(?: +[A-Za-z]{2,})*")


def test_every_sentence_of_the_file_is_said_somewhere() -> None:
    """Its key is written in the code, whole or put together from words that are written there."""
    written, spelled, patterns = set(), set(), set()
    for file in (ROOT / "appraise").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr) and file in SOURCES:
                parts = (
                    re.escape(str(each.value)) if isinstance(each, ast.Constant) else "(.*)" for each in node.values
                )
                patterns.add("".join(parts))
            elif isinstance(node, ast.Constant):
                spelled.add(node.value)
                written |= {node.value} if file in SOURCES else set()
    begins = re.compile(r"[a-z]+(\\-[a-z]+)*\\\.|\(\.\*\)\\-(with|members)")
    for key in EN.texts:
        found = (re.fullmatch(pattern, key) for pattern in patterns if begins.match(pattern))
        assert key in written or any(each and spelled >= set(each.groups()) - {""} for each in found), key


NO_DOCUMENT_OF_OURS = ("template.py", "reference.py", "styles.py")
"""Modules that say what is wrong with a file of somebody's own, as `appraise/files/` does; and the names of styles, by
which a council's file may give each another look, in any language."""


def test_no_sentence_stands_in_the_code() -> None:
    for file in (file for file in SOURCES if file.name not in NO_DOCUMENT_OF_OURS):
        module = ast.parse(file.read_text("utf-8"))
        said = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                assert not re.search("[A-Za-z]{2,}[,.:]? [A-Za-z]{2,}", node.value), (file.name, node.value)


@pytest.mark.parametrize("path", ["examples/birmingham-2016", "criteria/childrens-trust.yaml"])
def test_every_word_of_a_document_is_of_the_language_or_of_the_record(path: str) -> None:
    """Said in a language that has no letter in common with English."""
    run = evaluate(load(ROOT / path))
    foreign = EN._replace(texts={key: _foreign(form) for key, form in EN.texts.items()})
    record = " ".join(re.sub("[^A-Za-z]+", " ", run.to_json()).split()).lower()
    said = [text.plain for text in drawn(cleaned(screen(run, foreign, ())), 80, BLOCKS)]
    for document in (appendix(run, foreign), summary(run, foreign)):
        said += _texts(document._replace(language="", sections=(), labels={}, record="")) + _texts(document.sections)
    strange = "\N{LATIN SMALL LETTER ETH}"
    for text in said:
        for english in WORDS.findall(re.sub(f"[^A-Za-z {strange}]", strange, text)):
            assert english.lower() in record, (english, text)


def _foreign(form: Any) -> Any:
    if isinstance(form, str):
        return re.sub(r"(\{[A-Za-z_]+\})|[A-Za-z]+", lambda found: found[1] or "\N{LATIN SMALL LETTER ETH}", form)
    return {count: _foreign(each) for count, each in form.items()}


def _texts(found: Any) -> list[str]:
    if isinstance(found, str):
        return [found]
    if not isinstance(found, tuple):
        return []
    plain = {"kind", "role", "tag", "tint", "id", "link", "address", "anchor", "fill", "edge", "ink", "colour"}
    fields = getattr(found, "_fields", None)
    return [
        text
        for position, each in enumerate(found)
        if fields is None or fields[position] not in plain
        for text in _texts(each)
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "what"),
    [
        (
            "kind: words\n",
            "kind: scores\n",
            "wrong-kind",
            'a file of the kind "words" is wanted, not the text "scores"',
        ),
        ("kind: words\n", "", "wrong-kind", '"kind" is missing'),
        ("language: en-GB\n", "", "missing-text", '"language" is missing, or no text'),
        ("language: en-GB\n", "language: [cy]\n", "missing-text", '"language" is missing, or no text'),
        ("and: and\n", "", "missing-text", '"and" is missing'),
        ("and: and\n", "and: and\nnor: nor\n", "unknown-text", '"nor" is not a sentence that is known here'),
        ("and: and\n", "and: 7\n", "not-a-text", "a text is wanted here, not the number 7"),
        ('span: "{low} to {high}"', 'span: "{low} to {top}"', "unknown-value", "{top} is not a value"),
        ('span: "{low} to {high}"', 'span: "{low } to {high}"', "unknown-value", "{low } is not a value"),
        ('span: "{low} to {high}"', "span: to", "unknown-value", "the sentence does not say {high}"),
        ('span: "{low} to {high}"', 'span: ""', "not-a-text", "a text is wanted here"),
        ("  3: three\n", '  3: "{n}"\n', "unknown-value", "{n} is not a value"),
        ("and: and\n", "and: and\nresult.heading: Result\n", "unknown-text", '"result.heading" is not a sentence'),
        ("version: 1\n", "version: 7\n", "version", "the version of a file of words is 1"),
        ("version: 1\n", "", "version", "the version of a file of words is 1"),
        ('  other: "{figure} points"\n', "", "missing-text", '"points" has no form for other counts'),
        ("  12: December\n", "", "missing-text", '"month" has no form for 12'),
        ("  9: nine\n", "", "missing-text", '"few" has no form for 9'),
    ],
)
def test_a_file_of_words_that_does_not_fit_is_refused(old: str, new: str, code: str, what: str, tmp_path: Path) -> None:
    assert ENGLISH.count(old) == 1
    file = tmp_path / "cy.yaml"
    file.write_text(ENGLISH.replace(old, new), "utf-8")
    with pytest.raises(AppraisalError) as raised:
        read_language(str(file))
    assert [(problem.code, problem.what[: len(what)]) for problem in raised.value.problems] == [(code, what)]
    assert all(problem.place and problem.place.file.endswith("cy.yaml") for problem in raised.value.problems)


def test_a_file_of_words_of_ones_own_is_said(tmp_path: Path) -> None:
    file = tmp_path / "cy.yaml"
    file.write_text(ENGLISH.replace("en-GB", "cy").replace("heading: The answer", "heading: Yr ateb"), "utf-8")
    language, texts = read_language(str(file))
    assert (language, texts["answer.heading"]) == ("cy", "Yr ateb")


def test_a_form_for_every_count_may_stand_for_any_sentence(tmp_path: Path) -> None:
    file = tmp_path / "cy.yaml"
    file.write_text(ENGLISH.replace("and: and\n", "and:\n  2: a\n  other: ac\n"), "utf-8")
    assert Language(*read_language(str(file))).names(["A", "B"]) == "A ac B"


def test_a_language_that_is_not_there() -> None:
    with pytest.raises(AppraisalError, match='there are no words for the language "xx"') as raised:
        read_language("xx")
    assert [problem.code for problem in raised.value.problems] == ["no-language"]
    assert read_language("en") == (EN.code, EN.texts)
