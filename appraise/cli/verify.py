"""appraise verify: does a record, or the page that carries it, still hold?"""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from appraise import REGISTRY, AppraisalError, Run
from appraise.cli.common import evaluated, language_of, reporting
from appraise.cli.console import show
from appraise.files.text.source import DISK
from appraise.run import json_text

if TYPE_CHECKING:
    from appraise.files.text.source import Source
    from appraise.review_results import PageComparison, Verification

_PAGES, _MARKDOWN, _OFFICE = (".html", ".htm"), (".md", ".markdown"), (".docx", ".xlsx")


def verify(
    record: Annotated[
        Path,
        typer.Argument(metavar="RECORD", help="A record, an appendix or annex in HTML, or a folder."),
    ],
    look: Annotated[
        str, typer.Option("--template", help="The template that the page was made with, if it was one of your own.")
    ] = "appendix",
    language: Annotated[
        str, typer.Option("--language", help="The language that the page was made in, or its file of words.")
    ] = "en",
) -> None:
    """Say whether a record holds: nothing in it was changed, and it is worked out again to the same bytes.

    Its files are looked at too. Of an appendix or annex in HTML, the record in it is verified and the page made again.
    Ends with 1 where it does not hold, or its appraisal's files have changed since.

    With the files it was made from, the very figure that was changed by hand is
    named; without them, the first one that does not fit.
    """
    from appraise.files.library.library import template
    from appraise.files.loading.recheck import carried_record, no_record_in, no_record_in_office, read_once
    from appraise.publish.documents.appendix import DOCUMENTS
    from appraise.publish.documents.verification import verification
    from appraise.publish.render.template import render
    from appraise.review.verify import hold_page

    with reporting("nothing was verified"):
        record = record / "run.json" if record.is_dir() else record
        if record.suffix.lower() in _OFFICE and DISK.what_is(record) == "a file":
            raise AppraisalError([no_record_in_office(record)])
        page, whole = read_once(record)
        if record.suffix.lower() in _MARKDOWN:
            raise AppraisalError([no_record_in(record, page.text)])
        is_page = record.suffix.lower() in _PAGES
        if not is_page and (look, language) != ("appendix", "en"):
            raise typer.BadParameter("a record has neither template nor language; only a page has")
        source, raw = carried_record(page) if is_page else (page, whole)
        run, verified = _held(source, raw, record.parent)
        compared = None
        if is_page:
            text, written = template(look, "html")
            other = run.appraise if verified.appraise != verified.by else None
            first = page.text.partition("\n")[0]
            # A template of somebody's own need not say which of the two it made.
            kinds = [kind for kind in DOCUMENTS if f"<!-- appraise {kind} -->" in first] or [*DOCUMENTS]
            made = (render(DOCUMENTS[kind](run, language_of(language)), text, "html", written) for kind in kinds)
            pages = [hold_page(whole, page.text, each, other) for each in made]
            compared = next((each for each in pages if each.line is None), max(pages, key=_agrees))
        show(verification(verified, compared, run, language_of()), sys.stdout)
    if not (verified.holds and verified.current) or (compared is not None and compared.line is not None):
        raise typer.Exit(1)


def _agrees(page: "PageComparison") -> int:
    """How many lines of a page are as they were made again, before the first that is not."""
    return page.line or 0


def _held(source: "Source", raw: bytes, beside: Path) -> "tuple[Run, Verification]":
    """The run in a record, and whether the record holds beside the files that lie in a folder."""
    from appraise.files.loading.recheck import file_states, reload_inputs
    from appraise.files.record.read import fits, run_in
    from appraise.review.verify import hold_record

    run, sound = run_in(source, REGISTRY), fits(source.text)
    again = evaluated(run.appraisal())
    files, of_files = reload_inputs(run, beside, REGISTRY), None
    states = file_states(run, files, beside)
    if files is not None and json_text(files) == json_text(run.inputs):
        of_files = again
    elif files is not None and (not sound or set(states.values()) == {"unchanged"}):
        with suppress(AppraisalError):
            of_files = evaluated(files)
    return run, hold_record(raw, source.text, run, again, of_files, states, sound)
