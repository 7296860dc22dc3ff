"""appraise verify: does a record, or the page that carries it, still hold?"""

import binascii
import re
import sys
from base64 import b64decode
from pathlib import Path
from typing import Annotated

import typer

from appraise import TABLES, Appraisal, AppraisalError, Problem, Run
from appraise.appraisal import File
from appraise.cli.common import evaluated, telling, words
from appraise.cli.console import show
from appraise.files.library import folder, template
from appraise.files.load import load
from appraise.files.record import fits, run_in
from appraise.files.source import RECORD_LIMIT, Source, read, what_is
from appraise.publish.words import Words
from appraise.reviewed import Compared, FileState, Verified
from appraise.run import json_text

_CARRIED = re.compile('"data:application/json;base64,([^"]*)"')
_NAMED = re.compile(r"\*\*([0-9a-f]{64})\*\*")
_PAGES, _MARKDOWN = (".html", ".htm"), (".md", ".markdown")


def verify(
    record: Annotated[
        Path, typer.Argument(metavar="RECORD", help="A record, an appendix in HTML, or a folder with run.json.")
    ],
    look: Annotated[
        str, typer.Option("--template", help="The template that the page was made with, if it was one of your own.")
    ] = "appendix",
    language: Annotated[
        str, typer.Option("--language", help="The language that the page was made in, or its file of words.")
    ] = "en",
) -> None:
    """Say whether a record holds: nothing in it was changed, and it is worked out again to the same bytes.

    Its files are looked at too. Of an appendix in HTML, the record in it is verified and the page made again.
    Ends with 1 where it does not hold, or its appraisal's files have changed since.
    """
    from appraise.publish.verified import verified

    with telling("nothing was verified"):
        record = record / "run.json" if record.is_dir() else record
        source, compared, english = read(record, RECORD_LIMIT), None, words()
        raw = record.read_bytes()
        if record.suffix.lower() in _MARKDOWN:
            raise AppraisalError([_carries_nothing(record, source.text)])
        if record.suffix.lower() in _PAGES:
            page, page_raw = source, raw
            source, raw = _carried(page)
            run, found = _verify(source, raw, record.parent)
            said = english if language == "en" else words(language)
            compared = _compare(page, page_raw, run, found, said, template(look, "html"))
        else:
            run, found = _verify(source, raw, record.parent)
        show(verified(found, compared, run, english), sys.stdout)
    if not (found.holds and found.current) or (compared is not None and compared.line is not None):
        raise typer.Exit(1)


def _verify(source: Source, raw: bytes, beside: Path) -> tuple[Run, Verified]:
    """The run in a record, and whether the record holds beside the files that lie in a folder."""
    from appraise.review.verify import verify as hold

    run, sound = run_in(source, TABLES), fits(source.text)
    states = {file.path: _state(file, beside) for file in run.inputs.files}
    again = evaluated(run.appraisal())
    given = _given(run, beside)
    of_files = None
    if given is not None and json_text(given) == json_text(run.inputs):
        of_files = again
    elif given is not None and (not sound or set(states.values()) == {"unchanged"}):
        of_files = _evaluated(given)
    return run, hold(raw, source.text, run, again, of_files, states, sound)


def _state(file: File, beside: Path) -> FileState:
    """What became of a file that a record names."""
    path = _lies(file.path, beside)
    if what_is(path) != "a file":
        return "missing"
    try:
        return "unchanged" if read(path).sha256 == file.sha256 else "changed"
    except AppraisalError:
        return "changed"


def _lies(named: str, beside: Path) -> Path:
    """Where a file lies that a record names."""
    kind, _, name = named.removeprefix("library:").partition("/")
    return folder(kind) / name if named.startswith("library:") and kind in ("models", "criteria") else beside / named


def _given(run: Run, beside: Path) -> Appraisal | None:
    """The appraisal that the files say as they lie here; None where they cannot be read as one."""
    if not run.inputs.files:
        return None
    try:
        return load(_lies(run.inputs.files[0].path, beside), TABLES).appraisal
    except AppraisalError:
        return None


def _evaluated(appraisal: Appraisal) -> Run | None:
    try:
        return evaluated(appraisal)
    except AppraisalError:
        return None


def _carried(page: Source) -> tuple[Source, bytes]:
    """The record in a page.

    Raises: AppraisalError[not-a-record].
    """
    found = _CARRIED.findall(page.text)
    why = "an appendix that appraise writes in HTML carries the record that it was made from"
    if len(found) != 1:
        what = f'"{page.shown}" carries {"no record" if not found else "more than one record"}'
        fix = "verify the record itself, or make the page again; a template of your own must print document.record"
        raise AppraisalError([Problem("not-a-record", what, why, fix)])
    try:
        raw = b64decode(found[0], validate=True)
        return Source(Path(f"run.json in {page.shown}"), raw.decode()), raw
    except (binascii.Error, UnicodeDecodeError):
        what = f'the record in "{page.shown}" cannot be read'
        fix = "take the page back from where you have it from, or make it again"
        raise AppraisalError([Problem("not-a-record", what, why, fix)]) from None


def _compare(page: Source, raw: bytes, run: Run, found: Verified, said: Words, look: str) -> Compared:
    """A page beside the one that is made again of its record."""
    from appraise.publish.appendix import appendix
    from appraise.publish.render import render
    from appraise.review.verify import compare

    made = render(appendix(run, said), look, "html")
    return compare(raw, page.text, made, run.appraise if found.appraise != found.by else None)


def _carries_nothing(file: Path, text: str) -> Problem:
    """That an appendix in Markdown carries no record, and which one it was made from."""
    named = _NAMED.findall(text)
    what = f'"{file.as_posix()}" is an appendix in Markdown, which carries no record'
    if not named:
        return Problem("not-a-record", what, "it names no fingerprint either", "name a run.json that appraise wrote")
    beside = file.with_name("run.json")
    is_it = what_is(beside) == "a file" and f'"fingerprint": "{named[-1]}"' in read(beside, RECORD_LIMIT).text
    why = f"it names the record that it was made from by its fingerprint, {named[-1]}"
    it = f"{beside.as_posix()} states that fingerprint" if is_it else "find the record that states it"
    return Problem("not-a-record", what, why, f"{it}: appraise verify {beside.as_posix() if is_it else 'run.json'}")
