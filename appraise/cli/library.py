"""appraise library: delivery models, criteria sets and characteristics, to look up and to start from."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from appraise import REGISTRY, AppraisalError, Problem, evaluate
from appraise.cli.common import telling, words
from appraise.cli.console import show


def library(
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A delivery model, a criteria set or a characteristic.")
    ] = None,
) -> None:
    """List the library, or show one entry of it whole, with its sources. Your own models and sets here count too."""
    from appraise.files.formats.messages import nearest
    from appraise.files.loading.catalogue import entries
    from appraise.publish.context import Context
    from appraise.publish.documents import library as publish

    with telling("nothing was looked up"):
        found, said = entries(Path(), REGISTRY, name), words()
        if name is None:
            show(publish.contents(said, *found), sys.stdout)
        elif name in found.models:
            show(publish.model(said, found.models[name], found.models, found.characteristics), sys.stdout)
        elif name in found.sets:
            show(publish.criteria_set(Context.of(evaluate(found.sets[name]), said)), sys.stdout)
        elif name in found.characteristics:
            show(publish.characteristic(said, name, found.characteristics[name], found.models), sys.stdout)
        else:
            near = nearest(name, [each for kind in found for each in kind])
            fix = f'write "{near}"' if near else "see what there is with: appraise library"
            raise AppraisalError([Problem("unknown-entry", f'the library has no "{name}"', "it cannot be shown", fix)])
