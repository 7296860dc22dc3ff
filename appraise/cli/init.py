"""appraise init: a new appraisal to fill in, which already scores."""

from pathlib import Path
from typing import Annotated

import typer

from appraise import TABLES
from appraise.cli.common import Quiet, telling
from appraise.files.write import write_new


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to put it in.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="ID", help="A criteria set of the library, or the file of one.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write a new appraisal to fill in. It already scores; replace what says "Replace"."""
    from appraise.files.begin import begin

    with telling("nothing was written"):
        files = begin(from_, TABLES)
        write_new(directory, files)
        if not quiet:
            typer.echo(f"wrote {', '.join(files)} in {directory}", err=True)
            typer.echo(f"next: appraise score {directory}", err=True)
