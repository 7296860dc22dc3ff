"""appraise init: a new appraisal to fill in, which already scores."""

from pathlib import Path
from typing import Annotated

import typer

from appraise.cli.common import Quiet, telling
from appraise.files.library import folder
from appraise.files.write import write_new


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to put it in.")],
    quiet: Quiet = False,
) -> None:
    """Write a new appraisal to fill in. It already scores; replace what says "Replace"."""
    with telling("nothing was written"):
        files = {file.name: file.read_text("utf-8") for file in sorted((folder("templates") / "init").glob("*.yaml"))}
        write_new(directory, files)
        if not quiet:
            typer.echo(f"wrote {', '.join(files)} in {directory}", err=True)
            typer.echo(f"next: appraise score {directory}", err=True)
