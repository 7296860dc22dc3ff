"""appraise init: a new appraisal to fill in, which already scores."""

from pathlib import Path
from typing import Annotated

import typer

from appraise import TABLES
from appraise.cli.common import Quiet, telling
from appraise.files.library import folder
from appraise.files.write import write_new


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to put it in.")],
    quiet: Quiet = False,
) -> None:
    """Write a new appraisal to fill in. It already scores; replace what says "Replace"."""
    with telling("nothing was written"):
        files = new_files()
        write_new(directory, files)
        if not quiet:
            typer.echo(f"wrote {', '.join(files)} in {directory}", err=True)
            typer.echo(f"next: appraise score {directory}", err=True)


def new_files() -> dict[str, str]:
    """The files of a new appraisal, and the schema by which editors check them: each file's first line names it."""
    from appraise.files.schema import NAME, schema

    modeline = f"# yaml-language-server: $schema={NAME}\n"
    templates = sorted((folder("templates") / "init").glob("*.yaml"))
    return {file.name: modeline + file.read_text("utf-8") for file in templates} | {NAME: schema(None, TABLES)}
