"""One real browser for all tests that need one: Chromium of the machine, driven from here, with no way to a network."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.pages import written
from tests.programs import library, program

ARGUMENTS = [
    "--no-sandbox",  # a container's root has no other user to be
    *("--disable-gpu", "--disable-quic", "--disable-sync", "--disable-background-networking"),
    *("--disable-component-update", "--no-first-run"),
]


class Opened(NamedTuple):
    """A page as it stands in the browser. asked: what it asked for beside itself. said: what it said on the console."""

    page: Any
    asked: list[str]
    said: list[str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = library("playwright.sync_api").sync_playwright
    executable = program("chromium", "chromium-browser", "google-chrome", "chrome")
    with playwright() as driver:
        chromium = driver.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def opened(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Opened]:
    """Opens the page of a case, or one that is given as text, from a file; the same page once."""
    folder, pages = tmp_path_factory.mktemp("pages"), dict[tuple[str, ...], Opened]()

    def open_(*case: str, text: str | None = None) -> Opened:
        if case not in pages:
            file = folder / ("-".join(case) + ".html")
            file.write_text(written(*case) if text is None else text, "utf-8")
            pages[case] = _open(browser, file)
        return pages[case]

    return open_


def _open(browser: Any, file: Path) -> Opened:
    page, asked, said = browser.new_page(), list[str](), list[str]()

    def only_itself(route: Any) -> None:
        if route.request.url == file.as_uri():
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    page.route("**/*", only_itself)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(file.as_uri())
    return Opened(page, asked, said)
