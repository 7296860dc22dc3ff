"""appraise seal: fingerprints of what was agreed, before anyone is scored."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from appraise import REGISTRY
from appraise.cli.common import note, reporting
from appraise.numbers import rounded
from appraise.publish.render.escape import clean


def seal(
    date: Annotated[str, typer.Option("--date", metavar="DATE", help="When all of it was agreed, such as 2026-11-01.")],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An appraisal, a criteria file, or a folder with appraisal.yaml.")
    ] = Path(),
) -> None:
    """Seal weights, criteria, gates and the rule of the shortlist, before anyone is scored.

    Adds a fingerprint of each to the criteria file, leaves the rest of that file
    as it is, and prints the four for the minutes, with what each criterion
    weighs. Nobody has to be scored yet.
    From then on appraise check says which of the four is no longer what was
    sealed, and what was scored before. Reasons and sources may still change.

    \b
    appraise seal museums --date 2026-11-01
    """
    from appraise.files.loading.sealing import add_seal

    with reporting("nothing was sealed"):
        sealed = add_seal(file, date, REGISTRY)
        rows = "".join(f"{name:10} {value}\n" for name, value in sealed.seal.stated().items())
        weights = "".join(f"{rounded(100 * share, 1)!s:>6}%  {clean(name)}\n" for name, share in sealed.shares.items())
        sys.stdout.write(f"{clean(sealed.file)}\n{rows}\n{weights}")
        if not sealed.new:
            note("sealed already; nothing was written")
