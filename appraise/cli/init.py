"""appraise init: a new appraisal to fill in, which already scores."""

from pathlib import Path
from typing import Annotated

import typer

from appraise import TABLES
from appraise.cli.common import Quiet, note, telling
from appraise.files.write import write_new


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to put it in.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="ID", help="A criteria set of the library, or the file of one.")
    ] = None,
    options: Annotated[
        str | None,
        typer.Option(
            metavar="ID,ID,...",
            help="With --from: the models to take for options. in-house, if it is one of them, is the comparator.",
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write a new appraisal to fill in. It already scores; replace what says "Replace"."""
    from appraise.files.begin import begin

    if options is not None and from_ is None:
        raise typer.BadParameter(
            "options are chosen together with a criteria set: add --from ID", param_hint="--options"
        )
    with telling("nothing was written"):
        files = begin(from_, TABLES, [each.strip() for each in options.split(",")] if options else (), directory)
        write_new(directory, files)
        if not quiet:
            note(f"wrote {', '.join(files)} in {directory}")
            note(f"next: appraise score {directory}")
