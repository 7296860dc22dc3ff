"""Recheck: what a record is verified against (its files as they are now), and the record that an appendix carries."""

import re
from base64 import b64decode
from pathlib import Path

from appraise.appraisal import Appraisal
from appraise.files.formats.registry import Registry
from appraise.files.library.library import FileState, file_state, own_files, recorded_file
from appraise.files.loading.load import load
from appraise.files.text.other_files import kind_by_name
from appraise.files.text.shell import shell_word
from appraise.files.text.source import DISK, RECORD_LIMIT, Source, Store, read
from appraise.problem import AppraisalError, Problem
from appraise.run import Run, stated

_CARRIED = re.compile('"data:application/json;base64,([^"]*)"')
_NAMED = re.compile(r"\*\*([0-9a-f]{64})\*\*")


def carried_record(page: Source) -> tuple[Source, bytes]:
    """The record in a page, as text and byte for byte.

    Raises: AppraisalError[not-a-record].
    """
    records = _CARRIED.findall(page.text)
    why = "an appendix that appraise writes in HTML carries the record that it was made from"
    if len(records) != 1:
        what = f'"{page.shown}" carries {"no record" if not records else "more than one record"}'
        fix = "verify the record itself, or make the page again; a template of your own must print document.record"
        raise AppraisalError([Problem("not-a-record", what, why, fix)])
    try:
        raw = b64decode(records[0], validate=True)
        return Source(Path(f"run.json in {page.shown}"), raw.decode()), raw
    except ValueError:
        what = f'the record in "{page.shown}" cannot be read'
        fix = "take the page back from where you have it from, or make it again"
        raise AppraisalError([Problem("not-a-record", what, why, fix)]) from None


class _InMemory(Store):
    """The disk, with the content of the one file that is read in memory."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def read_bytes(self, file: Path, limit: int) -> bytes:
        """The first bytes of the file, so many at most."""
        return self.content[:limit]


def read_once(file: Path) -> tuple[Source, bytes]:
    """A record or a page, as text and byte for byte: read once, so that what is said of it is said of the same bytes,
    whoever writes to it meanwhile.

    Raises: AppraisalError as `read` does.
    """
    whole = DISK.read_bytes(file, RECORD_LIMIT + 1)
    return read(file, RECORD_LIMIT, _InMemory(whole), file.parent), whole


def file_states(run: Run, inputs: Appraisal | None, beside: Path) -> dict[str, FileState]:
    """What became of each file that a record names, by its path.

    inputs: the appraisal as its files say here, if they could be read: these are not read again, as a file that
            somebody is writing would be two files.
    beside: the folder that the record lies in. An appraisal there that the record of one does not name, though it
            names no other file that is there, is told as one that has changed.
    """
    known = {file.path: file for file in inputs.files} if inputs else {}
    states: dict[str, FileState] = {}
    for file in run.inputs.files:
        was_read: FileState = "unchanged" if known.get(file.path) == file else "changed"
        states[file.path] = was_read if file.path in known else file_state(file, beside)
    its_own = {states[file.path] for file in own_files(run.inputs.files)}
    if its_own == {"missing"} and run.inputs.question is not None and DISK.what_is(beside / "appraisal.yaml"):
        states.setdefault("appraisal.yaml", "changed")
    return states


def reload_inputs(run: Run, beside: Path, registry: Registry) -> Appraisal | None:
    """The appraisal that the files say as they lie here; None where they cannot be read as one."""
    first = recorded_file(run.inputs.files[0].path, beside) if run.inputs.files else None
    try:
        return load(first, registry).appraisal if first else None
    except AppraisalError:
        return None


def no_record_in(file: Path, text: str) -> Problem:
    """That an appendix in Markdown carries no record, and which one it was made from."""
    named = _NAMED.findall(text)
    what = f'"{file.as_posix()}" is an appendix in Markdown, which carries no record'
    if not named:
        return Problem("not-a-record", what, "it names no fingerprint either", "name a run.json that appraise wrote")
    beside = file.with_name("run.json")
    is_it = DISK.what_is(beside) == "a file" and stated(read(beside, RECORD_LIMIT).text)[1] == named[-1]
    why = f"it names the record that it was made from by its fingerprint, {named[-1]}"
    it = f"{beside.as_posix()} states that fingerprint" if is_it else "find the record that states it"
    return Problem("not-a-record", what, why, f"{it}: appraise verify {shell_word(beside) if is_it else 'run.json'}")


def no_record_in_office(file: Path) -> Problem:
    """That a file for an office program carries no record, and what can be verified in its place."""
    what = f'"{file.as_posix()}" is {kind_by_name(file.name)}, which carries no record'
    why = "anybody can change a figure in it, and nothing would show it"
    fix = "verify the run.json that states the fingerprint printed in it"
    return Problem("not-a-record", what, why, fix)
