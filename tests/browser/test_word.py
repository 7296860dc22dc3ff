"""The same appendix in Word and on paper: about as many pages, whole on page 1, by LibreOffice and Chromium."""

import io
import subprocess
from collections.abc import Callable

import pytest

from appraise.publish.document import Table, plain
from appraise.publish.render.word import word
from tests.browser.conftest import Opened
from tests.pages import document_of
from tests.programs import library, program

pytestmark = pytest.mark.slow

CASES = ["birmingham-2016", "birmingham-2017", "leisure", "costed", "4 options", "9 options", "10 options"]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page of each case, as LibreOffice prints the Word file."""
    office, reader = program("soffice", "libreoffice"), library("pypdf").PdfReader
    folder = tmp_path_factory.mktemp("word")
    files = []
    for case in CASES:
        files.append(folder / f"{case.replace(' ', '-')}.docx")
        files[-1].write_bytes(word(document_of(case)))
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--writer"]
    subprocess.run([*command, "--convert-to", "pdf", "--outdir", folder, *files], capture_output=True, check=True)
    sheets = (reader(file.with_suffix(".pdf")).pages for file in files)
    return {case: [page.extract_text() for page in pages] for case, pages in zip(CASES, sheets, strict=True)}


@pytest.mark.parametrize("case", ["birmingham-2016", "leisure"])
def test_word_has_within_one_page_as_many_as_the_page_in_html(
    case: str, printed: dict[str, list[str]], opened: Callable[..., Opened]
) -> None:
    reader = library("pypdf").PdfReader
    pdf = opened(case, "appendix").page.pdf(format="A4", prefer_css_page_size=True)
    assert abs(len(printed[case]) - len(reader(io.BytesIO(pdf)).pages)) <= 1


@pytest.mark.parametrize("case", CASES)
def test_the_answer_and_the_result_stand_on_page_1(case: str, printed: dict[str, list[str]]) -> None:
    first = "".join(printed[case][0].split())
    answer = document_of(case).sections[0]
    (result,) = (block for block in answer.blocks if isinstance(block, Table))
    for row in result.rows:
        for cell in row.cells:
            assert "".join(plain(cell.line).split()) in first


@pytest.mark.parametrize("case", CASES)
def test_pages_are_numbered_and_have_the_status_at_their_foot(case: str, printed: dict[str, list[str]]) -> None:
    for at, page in enumerate(printed[case], 1):
        assert f"Page {at} of {len(printed[case])}. Illustrative." in " ".join(page.split())


def test_no_page_but_the_last_is_nearly_empty(printed: dict[str, list[str]]) -> None:
    for case, pages in printed.items():
        assert all(len(page) > 300 for page in pages[:-1]), case
