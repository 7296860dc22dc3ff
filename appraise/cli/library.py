"""appraise library: delivery models, criteria sets and characteristics, to look up and to start from."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from appraise import REGISTRY, AppraisalError, Problem, evaluate
from appraise.cli.common import language_of, reporting
from appraise.cli.console import show


def library(
    name: Annotated[
        str | None, typer.Argument(metavar="ID", help="A delivery model, a criteria set or a characteristic.")
    ] = None,
) -> None:
    """List the library, or show one entry of it whole, with its sources. Your own models and sets here count too.

    A criteria set sifts the library before there is an appraisal, such as
    appraise score criteria/childrens-trust.yaml. Only the criteria that recorded
    facts can answer count then; which do not, is said.
    """
    from appraise.files.formats.messages import nearest
    from appraise.files.loading.catalogue import load_catalogue
    from appraise.publish.context import Context
    from appraise.publish.documents import library as publish

    with reporting("nothing was looked up"):
        catalogue, language = load_catalogue(Path(), REGISTRY, name), language_of()
        models, sets, characteristics = catalogue.models, catalogue.sets, catalogue.characteristics
        if name is None:
            document = publish.contents(language, *catalogue)
        elif name in models:
            document = publish.model(language, models[name], models, characteristics)
        elif name in sets:
            document = publish.criteria_set(Context.of(evaluate(sets[name]), language))
        elif name in characteristics:
            document = publish.characteristic(language, name, characteristics[name], models)
        else:
            near = nearest(name, [id_ for kind in catalogue for id_ in kind])
            fix = f'write "{near}"' if near else "see what there is with: appraise library"
            raise AppraisalError([Problem("unknown-entry", f'the library has no "{name}"', "it cannot be shown", fix)])
        show(document, sys.stdout)
