"""appraise appendix: the shortlisting appendix of a report, made from the record alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from appraise import AppraisalError, Problem
from appraise.cli.common import (
    File,
    Force,
    Output,
    Quiet,
    language_of,
    office,
    put,
    reporting,
    run_of,
    sources,
    to_file,
)
from appraise.files.library.library import template
from appraise.files.text.source import DISK
from appraise.publish.document import Document

_FORMS = ("html", "md", "docx")
_NO_OTHER = "there is no template for it"
_OTHERWISE = {
    **dict.fromkeys(("doc", "odt", "rtf"), "word processors open the Word file (.docx), and can save it as another"),
    "pdf": "a browser prints the HTML page as PDF, and Word saves its file as one",
    "xlsx": "appraise score writes the figures: -o scores.xlsx",
    **dict.fromkeys(("json", "csv"), "appraise score writes the figures: -o run.json or -o run.csv"),
}
"""Why there is no need of other forms, where there is none."""


def appendix(
    file: File = Path(),
    output: Output = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="md, html or docx; by default as the name after -o ends, else md.")
    ] = None,
    look: Annotated[
        str, typer.Option("--template", help="A template file of your own, such as council.html.j2.")
    ] = "appendix",
    reference: Annotated[
        Path | None,
        typer.Option("--reference", help="A Word file of your own, for the look of a Word file: council.docx."),
    ] = None,
    language: Annotated[
        str, typer.Option("--language", help="A language by its code, or a file of words such as words/cy.yaml.")
    ] = "en",
    annex: Annotated[
        bool, typer.Option("--annex", help="Write the annex instead: every scale, verdict, reason, limit and file.")
    ] = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write the shortlisting appendix, for a committee; with --annex everything else in the record, for scrutiny.

    A name after -o that ends in .docx gives a Word file. From the file after
    --reference it takes styles, letterhead, page and margins, and nothing else:
    no text, no author, no dates.
    """
    from appraise.publish.documents.appendix import DOCUMENTS

    with reporting("no appendix was written"):
        ending = Path(look).suffixes[-2:-1] if look.endswith(".j2") else []
        named = output.suffix.lower().lstrip(".") if output and to_file(output) else ""
        form = (format_ or named or "".join(ending).lstrip(".") or "md").lower()
        form = {"htm": "html", "markdown": "md"}.get(form, form)
        if form not in _FORMS:
            what = f"an appendix is written as html, md or docx, and not as {form}"
            fix = "end the name after -o in .docx, .html or .md, or write --format docx, html or md"
            raise AppraisalError([Problem("not-written", what, _OTHERWISE.get(form, _NO_OTHER), fix)])
        render = _as_word(look, reference, output) if form == "docx" else _as_text(form, look, reference)
        run = run_of(file)
        made = render(DOCUMENTS["annex" if annex else "appendix"](run, language_of(language)))
        own = [Path(each) for each in (look, language) if each.endswith((".j2", ".yaml"))]
        put(made, output, force, quiet, [file, *sources(file, run), *own, *([reference] if reference else [])])


def _as_text(form: str, look: str, reference: Path | None) -> Callable[[Document], str]:
    """How a document becomes a page in HTML or Markdown."""
    from appraise.publish.render.template import render

    if reference:
        what, why = f"--reference does not go with {form}", "it lends its look to a Word file alone"
        fix = "end the name after -o in .docx, or leave out --reference; --template gives a page another look"
        raise AppraisalError([Problem("not-written", what, why, fix)])
    text, written = template(look, form)
    return lambda document: render(document, text, form, written)


def _as_word(look: str, reference: Path | None, output: Path | None) -> Callable[[Document], bytes]:
    """How a document becomes a Word file."""
    if look != "appendix":
        what, why = (
            "--template does not go with a Word file",
            "a template makes text, and a Word file has styles instead",
        )
        fix = "leave out --template; --reference gives a Word file the look of one of yours"
        raise AppraisalError([Problem("not-written", what, why, fix)])
    office("docx", "python-docx", "a Word file", output)
    from appraise.publish.render.word import word
    from appraise.publish.render.word.reference import LIMIT

    content = DISK.read_bytes(reference, LIMIT + 1) if reference else None
    return lambda document: word(document, content, reference.as_posix() if reference else "")
