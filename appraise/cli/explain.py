"""appraise explain: why an option is where it is, number by number; what a criterion is; what an error means.

In an appraisal that is named, an id goes before a code of the same name.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from appraise import AppraisalError, Problem
from appraise.cli.common import FILE, run_with_places, telling, words
from appraise.cli.console import show, show_code


def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT", help="The id of an option, gate, criterion, group or perspective, or an error's code."
        ),
    ],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=FILE)] = None,
) -> None:
    """Explain an option, gate, criterion, group or perspective, number by number and line by line; or an error."""
    from appraise.files.explanations import explanations
    from appraise.files.wording import nearest
    from appraise.publish.explain import explained
    from appraise.publish.view import view

    with telling("nothing was explained"):
        codes = explanations()
        if file is None and what in codes:
            show_code(what, codes[what], sys.stdout)
            return
        if file is None and not Path("appraisal.yaml").exists():
            near = nearest(what, codes)
            name_it = f"name the appraisal too: appraise explain {what} FILE"
            fix = f'write "{near}", or {name_it}' if near else name_it
            told = f'"{what}" is the code of no error, and there is no appraisal.yaml here'
            raise AppraisalError([Problem("unknown-name", told, "there is nothing to explain", fix)])
        try:
            run, at = run_with_places(file or Path())
        except AppraisalError:
            if what not in codes:
                raise
            show_code(what, codes[what], sys.stdout)
            return
        documents = explained(view(run, words()), what, at)
        if not documents and what in codes:
            show_code(what, codes[what], sys.stdout)
        elif not documents:
            inputs = run.inputs
            known = [
                *inputs.options,
                *inputs.gates,
                *inputs.criteria,
                *inputs.uncounted,
                *inputs.groups,
                *inputs.perspectives,
            ]
            near = nearest(what, [*known, *codes])
            fix = f'write "{near}"' if near else f"write one of these: {', '.join(known)}; or the code of an error"
            told = f'nothing here is called "{what}"'
            raise AppraisalError([Problem("unknown-name", told, "there is nothing to explain", fix)])
        for document in documents:
            show(document, sys.stdout)
