"""appraise appendix: the shortlisting appendix of a report, made from the record alone."""

from pathlib import Path
from typing import Annotated

import typer

from appraise.cli.common import File, Force, Output, Quiet, language_of, put, reporting, run_of, sources
from appraise.files.library.library import template


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
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write the shortlisting appendix."""
    from appraise.publish.documents.appendix import appendix as document
    from appraise.publish.render.template import render

    with reporting("no appendix was written"):
        ending = Path(look).suffixes[-2:-1] if look.endswith(".j2") else []
        form = format_ or (output.suffix.lstrip(".") if output else "") or "".join(ending).lstrip(".") or "md"
        text, written = template(look, form)
        run = run_of(file)
        made = render(document(run, language_of(language)), text, form, written)
        own = (Path(each) for each in (look, language) if each.endswith((".j2", ".yaml")))
        put(made, output, force, quiet, [file, *sources(file, run), *own])
