"""appraise schema: what the files may say, for editors."""

from typing import Annotated

import typer

from appraise import REGISTRY
from appraise.cli.common import Force, Output, Quiet, put, reporting
from appraise.files.formats.file_models import KINDS
from appraise.problem import listed

_RUN = "run"
"""A record, which programs read and nobody writes: not among the kinds of file."""


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="KIND", help=f"The schema of one kind of file alone: {listed((*KINDS, _RUN), 'or')}."),
    ] = None,
    output: Output = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write the JSON Schema of the files, by which an editor checks them and helps while you type.

    appraise init puts it beside a new appraisal, whose files name it in their
    first line; this is for files that lie elsewhere.
    """
    from appraise.files.formats.json_schema import schema as of_files
    from appraise.files.record.record_model import record_schema

    if kind not in (None, *KINDS, _RUN):
        raise typer.BadParameter(f"write {listed((*KINDS, _RUN), 'or')}, or nothing for all", param_hint="KIND")
    with reporting("no schema was written"):
        document = record_schema(REGISTRY) if kind == _RUN else of_files(kind, REGISTRY)
        put(document, output, force, quiet, [])
