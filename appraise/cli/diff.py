"""appraise diff: what changed between two appraisals, what it did, and why."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from appraise import REGISTRY, AppraisalError, Problem, Run, __version__
from appraise.cli.common import (
    Force,
    Output,
    Quiet,
    evaluated,
    in_repository,
    language_of,
    put,
    reporting,
    sources,
    to_file,
)
from appraise.cli.console import show
from appraise.files.library.library import shipped_folder
from appraise.files.loading.load import load
from appraise.files.text.file_names import is_record, misnamed
from appraise.files.text.locations import Locator
from appraise.files.text.shell import shell_word
from appraise.files.text.source import DISK, read
from appraise.problem import Place
from appraise.publish.document import Document
from appraise.publish.render.terminal import BOLD, PLAIN, lines

if TYPE_CHECKING:
    from appraise.files.git.revisions import Version
    from appraise.review_results import Difference, Keys

_MOST_ANNOTATIONS = 9
"""Changes that are annotated. GitHub shows ten annotations of a step; the first one says what changed."""
Places = Callable[[], Locator]
"""Where each thing is written; worked out for those who ask."""

_WIDTH = 80
"""Characters a line of a text that is written into a file."""
_NOTHING = {"/dev/null", os.devnull}
"""What git hands over for a file that was added or removed."""
_NUMBER = re.compile(r"^(?P<short>[0-9a-f]{12})(?:[0-9a-f]{28}|[0-9a-f]{52})(?=:|$)")
"""The full number of a commit."""


Format = Literal["text", "json", "md", "github"]
"""What `diff` can print."""

_BY_NAME: dict[str, Format] = {".json": "json", ".md": "md", ".markdown": "md", ".txt": "text", "": "text"}


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="What was before: a file or folder, REV:PATH in git, or REV alone.")
    ],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="What is now; by default the current folder.", show_default=False)
    ] = ".",
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
    """Say what changed between two appraisals, what it did to the outcome, and why.

    A revision alone, such as HEAD, stands for NEW as it was then.
    In REV:PATH, the path begins at the top of the repository, or where you are
    if it begins with ./ or ../.

    \b
    appraise diff HEAD libraries
    appraise diff main:libraries/run.json libraries/run.json

    Changes are matched by id; order and layout are none. Where a lead changed,
    the table under it says by how much for each criterion, exactly: what new
    weights, scores and anchors did, taken over all orders in which they could
    have been changed (Shapley 1953), so that the figures add up. Where the
    shortlist changed, the smallest sets of changes that alone do it are named.

    Look again at: what stands as it was while the question, scale, anchors or
    unit it was given for changed; what changed while its reason did not; a
    recommendation or decision for other options than the shortlist; and new
    findings. Say in the reason why, and it is settled.

    In JSON, "change" is outcome, numbers, words or none.
    """
    changed = False
    with reporting("nothing was compared"):
        form = format_ or _by_name(output)
        if (old in _NOTHING) != (new in _NOTHING):
            result, keep = _one_sided(new if old in _NOTHING else old, old in _NOTHING, form)
        else:
            result, keep, changed = _two_sided(old, new, form)
    with reporting("nothing was written"):
        if isinstance(result, Document) and not to_file(output):
            show(result, sys.stdout)
        else:
            put(_as_text(result, form, output), output, force, quiet, keep)
    if exit_code and changed:
        raise typer.Exit(1)


def _by_name(output: Path | None) -> Format:
    """The format that the name of a file asks for.

    Raises: AppraisalError[not-written] where it asks for none of them.
    """
    form = _BY_NAME.get(output.suffix.lower() if output else "")
    if form is None:
        why = f"a comparison is text, JSON or Markdown, and its name ends in {output.suffix if output else ''}"
        fix = "end it in .txt, .json or .md, or add --format"
        raise AppraisalError([Problem("not-written", f'"{output}" was not written', why, fix)])
    return form


def _two_sided(old: str, new: str, form: Format) -> tuple[Document | str, list[Path], bool]:
    """The comparison of two sides, the files it was made from, and whether the outcome changed."""
    from appraise.files.git.revisions import sides
    from appraise.publish.comparison.document import difference, in_json, in_markdown
    from appraise.review.difference import compare

    then, today = sides(old, new)
    here = Path("appraisal.yaml")
    if new == "." and DISK.what_is(here) is None and misnamed(here) is None:
        what, why = "the current folder holds no appraisal.yaml", "without NEW, it is what is compared"
        fix = f"name what is now behind what was before: appraise diff {shell_word(old)} NEW"
        raise AppraisalError([Problem("no-file", what, why, fix)])
    (was, _), (now, places) = _read(then), _read(today)
    compared, names = compare(was, now), (_called(then), _called(today))
    on_disk = [(side.path, run) for side, run in ((then, was), (today, now)) if side.commit is None]
    keep = [file for path, run in on_disk for file in (path, *sources(path, run))]
    result: Document | str
    if form == "text":
        result = difference(compared, was, now, language_of(), names)
    elif form == "md":
        result = in_markdown(compared, was, now, language_of(), names, _template())
    elif form == "json":
        result = in_json(compared)
    else:
        result = "".join(f"{each}\n" for each in _annotations(compared, was, now, places()))
    return result, keep, compared.change == "outcome"


def _one_sided(given: str, came: bool, form: Format) -> tuple[Document | str, list[Path]]:
    """What a record says that came or went as a whole, as git hands it over, and its file."""
    from appraise.files.git.revisions import sides
    from appraise.publish.comparison.document import one_sided
    from appraise.publish.document import plain
    from appraise.publish.findings.github import annotation
    from appraise.publish.render.template import render

    if form == "json":
        why, fix = "there is nothing to hold the other side against", "leave --format out, or use md or github"
        raise AppraisalError([Problem("no-file", "JSON is made of two sides, and one is empty", why, fix)])
    side = sides(given, given)[0]
    document = one_sided(_read(side)[0], language_of(), came)
    if form == "md":
        return render(document, _template(), "md"), [side.path]
    if form == "github":
        return annotation("notice", None, document.title, plain(document.says)) + "\n", [side.path]
    return document, [side.path]


def _template() -> str:
    return read(shipped_folder("templates") / "diff" / "comment.md.j2").text


def _called(side: "Version") -> str:
    """How a side is called: a commit by the beginning of its number, and what git put aside for us by its name."""
    if side.commit is None and side.path.parent.name.startswith("git-blob-"):
        return side.path.name
    return _NUMBER.sub(r"\g<short>", side.label, count=1)


def _read(side: "Version") -> tuple[Run, Places]:
    """The run that a side holds or comes to, and where people wrote each thing in it."""
    from appraise.files.record.read import places_in, read_run

    if is_record(side.path):
        return read_run(side.path, REGISTRY, side.store), lambda: places_in(side.path, side.store)
    loaded = load(side.path, REGISTRY, side.store)
    return evaluated(loaded.appraisal, brief=True), lambda: loaded.locate


def _as_text(result: Document | str, form: Format, output: Path | None) -> str:
    """A comparison as text, with who wrote it: a file so signed may be written over."""
    from appraise.publish.comparison.document import signed

    if isinstance(result, Document):
        text = "".join(f"{line}\n" for line in lines(result, _WIDTH))
        return signed(text.replace(BOLD, "").replace(PLAIN, ""), language_of(), __version__)
    as_file = form == "md" or (form == "github" and to_file(output))
    return signed(result, language_of(), __version__) if as_file else result


def _annotations(compared: "Difference", was: Run, now: Run, find: Locator) -> Iterator[str]:
    """One annotation that says what changed, then one for each thing to look at again and for each of the first changes
    where it is written."""
    from appraise.publish.comparison.document import in_sentences
    from appraise.publish.findings.github import annotation

    title, why, changes = in_sentences(compared, was, now, language_of(), _MOST_ANNOTATIONS)
    yield annotation("warning" if compared.change == "outcome" else "notice", None, title, why)
    for at, kind, sentence, again in changes:
        place = _place(find, at)
        yield annotation("warning" if again else "notice", place and in_repository(place), kind, sentence)


def _place(find: Locator, at: "Keys") -> Place | None:
    """Where a thing is written, or else what holds it; None for what is no longer there."""
    for depth in range(len(at), min(len(at), 2) - 1, -1) if at else ():
        try:
            written = find(*at[:depth])
        except KeyError:
            continue
        if written:
            return written.place
    return None
