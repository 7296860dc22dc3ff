"""The score table after other programs have had it: pandoc and LibreOffice, as officers put a page into a report."""

import subprocess
from decimal import Decimal
from pathlib import Path

import html5lib
import pytest

from appraise.publish.document import Table
from tests.pages import CASES as ALL
from tests.pages import DOCUMENTS, EXAMPLES, document_of, run_of, written
from tests.programs import program
from tests.score_table import (
    Bag,
    rows,
    rows_in_tables,
    rows_in_text,
    tables_of_html,
    tables_of_markdown,
    tables_of_word,
    whole_rows,
)

CASES = [*EXAMPLES, "costed", "4 options"]
each_case = pytest.mark.parametrize("case", CASES)


def caption(case: str) -> str:
    """The caption of the score table, as it is printed."""
    (section,) = (section for section in document_of(case).sections if section.id == "scores")
    table = next(block for block in section.blocks if isinstance(block, Table) and block.matrix)
    return f"Table {table.number}: {table.caption}"


def pandoc(text: str, *arguments: str) -> str:
    """What pandoc makes of a text."""
    command = [program("pandoc"), *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def test_the_numbers_worked_out_are_those_of_the_paper() -> None:
    """Three costs of six, on paper: cost 50 of 100, worst 6.5, best 2. 4.87: (6.5 - 4.87) / 4.5 * 50 is 18.1; quality
    30 at 4 of 5 is 24, pace 20 at 5 of 5 is 20: 62.1. An unknown pace of 0 to 20 opens a total. Money is in pounds."""
    found = rows(run_of("costed"))
    assert bag("4870000", "4500000", "5250000", "18.1") in found["Cost"]
    assert bag("4", "24") in found["Quality"]
    assert bag("?", "0", "20") in found["Pace"]
    assert bag("62.1") in found["Total"]


def bag(*numbers: str) -> Bag:
    return Bag(each if each == "?" else Decimal(each) for each in numbers)


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("case", ALL)
def test_a_page_is_well_formed(case: str, kind: str) -> None:
    """Browsers mend what is not; others lose it."""
    html5lib.HTMLParser(strict=True).parse(written(case, kind))


@each_case
def test_in_markdown(case: str) -> None:
    assert rows_in_tables(tables_of_markdown(written(case, form="md")), run_of(case)) == rows(run_of(case))


@pytest.mark.slow
@each_case
def test_as_plain_text_by_pandoc(case: str) -> None:
    plain = pandoc(written(case), "--from=html", "--to=plain", "--wrap=none", "--columns=1000")
    assert rows_in_text(plain, run_of(case), caption(case), above=False) == whole_rows(run_of(case))


@pytest.mark.slow
@pytest.mark.parametrize(("form", "read"), [("html", "html"), ("md", "gfm")])
@each_case
def test_in_word_and_back_by_pandoc(case: str, form: str, read: str, tmp_path: Path) -> None:
    file = tmp_path / "appendix.docx"
    pandoc(written(case, form=form), f"--from={read}", "--to=docx", f"--output={file}")
    assert rows_in_tables(tables_of_word(file), run_of(case)) == rows(run_of(case))
    back = pandoc("", "--to=html", str(file))
    assert rows_in_tables(tables_of_html(back), run_of(case)) == rows(run_of(case))


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all pages as LibreOffice converts them, in Word's form and as plain text."""
    office, folder = program("soffice", "libreoffice"), tmp_path_factory.mktemp("office")
    for case in CASES:
        (folder / f"{case}.html").write_text(written(case), "utf-8")
    pages = [str(folder / f"{case}.html") for case in CASES]
    for form in ("docx", "txt:Text (encoded):UTF8"):
        command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--writer"]
        command += ["--convert-to", form, "--outdir", str(folder), *pages]
        subprocess.run(command, capture_output=True, check=True)
    return folder


@pytest.mark.slow
@each_case
def test_in_word_by_libreoffice(case: str, converted: Path) -> None:
    assert rows_in_tables(tables_of_word(converted / f"{case}.docx"), run_of(case)) == rows(run_of(case))


@pytest.mark.slow
@each_case
def test_as_plain_text_by_libreoffice(case: str, converted: Path) -> None:
    plain = (converted / f"{case}.txt").read_text("utf-8-sig")
    assert rows_in_text(plain, run_of(case), caption(case)) == whole_rows(run_of(case))
