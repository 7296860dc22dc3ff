"""appraise appendix: the shortlisting appendix of a report, made from the record alone."""

from pathlib import Path
from typing import Annotated

import typer

from appraise import AppraisalError, Problem
from appraise.cli.common import File, Force, Output, Quiet, language_of, put, reporting, run_of, sources, to_file
from appraise.files.library.library import template

_FORMS = ("html", "md")
_NO_OTHER = "there is no template for it"
_OTHERWISE = {
    **dict.fromkeys(
        ("doc", "docx", "odt", "rtf"), "word processors open the HTML page, and it can be saved from there"
    ),
    "pdf": "a browser prints the HTML page as PDF",
    **dict.fromkeys(("json", "csv"), "appraise score writes the figures: -o run.json or -o run.csv"),
}
"""Why there is no need of other forms, where there is none."""


def appendix(
    file: File = Path(),
    output: Output = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="md or html; by default as the name after -o ends, else md.")
    ] = None,
    look: Annotated[
        str, typer.Option("--template", help="A template file of your own, such as council.html.j2.")
    ] = "appendix",
    language: Annotated[
        str, typer.Option("--language", help="A language by its code, or a file of words such as words/cy.yaml.")
    ] = "en",
    annex: Annotated[
        bool, typer.Option("--annex", help="Write the annex instead: every scale, verdict, reason, limit and file.")
    ] = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write the shortlisting appendix, for a committee; with --annex everything else in the record, for scrutiny."""
    from appraise.publish.documents.appendix import DOCUMENTS
    from appraise.publish.render.template import render

    with reporting("no appendix was written"):
        ending = Path(look).suffixes[-2:-1] if look.endswith(".j2") else []
        named = output.suffix.lower().lstrip(".") if output and to_file(output) else ""
        form = (format_ or named or "".join(ending).lstrip(".") or "md").lower()
        form = {"htm": "html", "markdown": "md"}.get(form, form)
        if form not in _FORMS:
            what = f"an appendix is written as {' or '.join(_FORMS)}, and not as {form}"
            fix = "end the name after -o in .html or .md, or write --format html or md"
            raise AppraisalError([Problem("not-written", what, _OTHERWISE.get(form, _NO_OTHER), fix)])
        text, written = template(look, form)
        run = run_of(file)
        made = render(DOCUMENTS["annex" if annex else "appendix"](run, language_of(language)), text, form, written)
        own = (Path(each) for each in (look, language) if each.endswith((".j2", ".yaml")))
        put(made, output, force, quiet, [file, *sources(file, run), *own])
