"""The score table as people copy it out of a page: as plain text."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Opened
from tests.pages import run_of
from tests.publish.test_conversions import caption, each_case
from tests.score_table import rows_in_text, whole_rows

pytestmark = pytest.mark.slow


@each_case
def test_the_text_of_the_page(case: str, opened: Callable[..., Opened]) -> None:
    text = opened(case).page.inner_text("body")
    assert rows_in_text(text, run_of(case), caption(case)) == whole_rows(run_of(case))


@each_case
def test_all_of_the_page_copied_and_pasted_as_plain_text(
    case: str, browser: Any, opened: Callable[..., Opened]
) -> None:
    page = opened(case).page
    page.bring_to_front()
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    note = opened("note", text="<!DOCTYPE html><title>Note</title><textarea></textarea>").page
    note.bring_to_front()
    note.fill("textarea", "")
    note.focus("textarea")
    note.keyboard.press("Control+V")
    text = note.input_value("textarea")
    assert rows_in_text(text, run_of(case), caption(case)) == whole_rows(run_of(case))
