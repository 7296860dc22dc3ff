"""appraise diff: what changed between two appraisals, what it did, and why."""

import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from appraise import TABLES, Run
from appraise.cli.common import Force, Output, Quiet, evaluated, put, sources, telling, words
from appraise.cli.console import show
from appraise.files.library import template
from appraise.files.load import load
from appraise.files.places import Find
from appraise.files.record import places_in, read_run
from appraise.problem import Place
from appraise.publish.text import BOLD, PLAIN, lines
from appraise.reviewed import Difference, Keys
from appraise.run import json_text

if TYPE_CHECKING:
    from appraise.files.revisions import Version

_MOST_ANNOTATIONS = 9
"""Changes that are annotated. GitHub shows ten annotations of a step; the first one says what changed."""
Places = Callable[[], Find]
"""Where each thing is written; worked out for those who ask."""

_WIDTH = 80
"""Characters a line of a text that is written into a file."""


class Format(StrEnum):
    """What `diff` can print."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    GITHUB = "github"


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="What was before: FILE, or REV:FILE in git, or REV for FILE then.")
    ],
    new: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="What is now; by default the current directory.")
    ] = None,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format", help="md is for a comment, github annotates. With -o, by default as its name ends, else text."
        ),
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 if the outcome changed.")] = False,
    output: Output = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Say what changed between two appraisals, what it did to the outcome, and why."""
    from appraise.files.revisions import sides
    from appraise.publish.difference import difference
    from appraise.review.difference import compare

    with telling("nothing was compared"):
        then, today = sides(old, new)
        (was, _), (now, places) = _read(then), _read(today)
        found = compare(was, now)
        names, form = (then.label, today.label), format_ or _by_name(output)
        if form is Format.TEXT and (output is None or output == Path("-")):
            show(difference(found, was, now, words(), names), sys.stdout)
        else:
            on_disk = [(side.path, run) for side, run in ((then, was), (today, now)) if side.commit is None]
            keep = [file for path, run in on_disk for file in (path, *sources(path, run))]
            put(_text(form, found, was, now, names, places), output, force, quiet, keep)
    if exit_code and found.change == "outcome":
        raise typer.Exit(1)


def _by_name(output: Path | None) -> Format:
    return {".json": Format.JSON, ".md": Format.MD}.get(output.suffix.lower() if output else "", Format.TEXT)


def _read(side: "Version") -> tuple[Run, Places]:
    """The run that a side holds or comes to, and where people wrote each thing in it."""
    if side.path.suffix == ".json":
        return read_run(side.path, TABLES, side.store), lambda: places_in(side.path, side.store)
    loaded = load(side.path, TABLES, side.store)
    return evaluated(loaded.appraisal, brief=True), lambda: loaded.find


def _text(form: Format, found: Difference, was: Run, now: Run, names: tuple[str, str], places: Places) -> str:
    """What is printed, or written into a file."""
    from appraise.publish.difference import difference, in_markdown

    if form is Format.JSON:
        return json_text({"kind": "difference", "version": 1} | found._asdict())
    if form is Format.MD:
        return in_markdown(found, was, now, words(), names, template("diff", "md"))
    if form is Format.GITHUB:
        return "".join(f"{each}\n" for each in _annotations(found, was, now, places()))
    text = "".join(f"{each}\n" for each in lines(difference(found, was, now, words(), names), _WIDTH))
    return text.replace(BOLD, "").replace(PLAIN, "")


def _annotations(found: Difference, was: Run, now: Run, find: Find) -> Iterator[str]:
    """One annotation that says what changed, then one for each of the first changes where it is written."""
    from appraise.publish.annotations import annotation
    from appraise.publish.difference import in_sentences

    title, why, changes = in_sentences(found, was, now, words(), _MOST_ANNOTATIONS)
    yield annotation("warning" if found.change == "outcome" else "notice", None, None, None, title, why)
    for at, kind, said in changes:
        place = _place(find, at)
        if place:
            yield annotation("notice", place.file, place.line, place.column, kind, said)
        else:
            yield annotation("notice", None, None, None, kind, said)


def _place(find: Find, at: Keys) -> Place | None:
    """Where a thing is written, or else what holds it; None for what is no longer there."""
    for depth in range(len(at), min(len(at), 2) - 1, -1):
        try:
            written = find(*at[:depth])
        except KeyError:
            continue
        if written:
            return written.place
    return None
