"""appraise schema: what the files may say, for editors."""

from enum import StrEnum
from typing import Annotated

import typer

from appraise import TABLES
from appraise.cli.common import Force, Output, Quiet, put, telling


class Kind(StrEnum):
    """What a file can be."""

    APPRAISAL = "appraisal"
    CRITERIA = "criteria"
    SCORES = "scores"
    EVIDENCE = "evidence"
    CHARACTERISTICS = "characteristics"
    MODEL = "model"


def schema(
    kind: Annotated[
        Kind | None, typer.Argument(help="One kind of file alone; by default all, told by their kind.")
    ] = None,
    output: Output = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write the JSON Schema of the files, by which an editor checks them and helps while you type."""
    from appraise.files.schema import schema as document

    with telling("no schema was written"):
        put(document(kind and kind.value, TABLES), output, force, quiet, [])
