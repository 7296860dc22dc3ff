"""appraise schema: what the files may say, for editors."""

from typing import Annotated

import typer

from appraise import REGISTRY
from appraise.cli.common import Force, Output, Quiet, put, telling
from appraise.files.formats.field_types import either
from appraise.files.formats.models import KINDS


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help=f"The schema of one kind of file alone: {either(KINDS)}."),
    ] = None,
    output: Output = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write the JSON Schema of the files, by which an editor checks them and helps while you type."""
    from appraise.files.formats.json_schema import schema as document

    if kind not in (None, *KINDS):
        raise typer.BadParameter(f"write {either(KINDS)}, or nothing for all", param_hint="KIND")
    with telling("no schema was written"):
        put(document(kind, REGISTRY), output, force, quiet, [])
