"""appraise explain: why an option is where it is, number by number; what a criterion is; what an error or a finding
means."""

import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from appraise import AppraisalError, Problem
from appraise.cli.common import FILE, language_of, reporting, run_with_places
from appraise.cli.console import show, show_code
from appraise.files.text.file_names import misnamed
from appraise.files.text.locations import Locator
from appraise.files.text.shell import shell_word

if TYPE_CHECKING:
    from appraise.files.library.explanations import Explanation
    from appraise.publish.document import Document
    from appraise.review.checks import Check


def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="gates, weights, scores, robustness or findings; the id of an option, gate, criterion, group or "
            "perspective; or the code of an error or a finding.",
        ),
    ],
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help=FILE)] = None,
) -> None:
    """Explain how firm the result is; an option, gate, criterion, group or perspective, line by line; or a code.

    gates, weights, scores and robustness say what it would take to change the result; findings lists what
    check can find. A name that stands for several things is explained as each of them.
    """
    from appraise.files.library.explanations import Explanation, explanations
    from appraise.review.checks import CHECKS

    with reporting("nothing was explained"):
        if what == "findings":
            for code, check in CHECKS.items():
                show_code(code, Explanation(f"{check.SEVERITY}. {check.MEANS}", ""), sys.stdout)
            return
        codes = explanations() | {code: _explanation(code, check) for code, check in CHECKS.items()}
        known, documents = _explained(what, file, codes)
        for position, document in enumerate(documents):
            sys.stdout.write("\n" if position else "")
            show(document, sys.stdout)
        if what in codes:
            sys.stdout.write("\n" if documents else "")
            show_code(what, codes[what], sys.stdout)
        elif not documents:
            raise AppraisalError([_unknown(what, known, list(codes))])


def _explained(what: str, file: Path | None, codes: Collection[str]) -> tuple[list[str], "list[Document]"]:
    """The names in an appraisal that can be explained, and what this one stands for there; none without an appraisal.

    codes: of what can be explained without one.
    """
    from appraise.publish.context import Context
    from appraise.publish.documents.explain import explainable, explained

    here = Path("appraisal.yaml")
    if file is None and not here.exists() and misnamed(here) is None:
        return [], []
    try:
        run, find, _ = run_with_places(file or Path())
    except AppraisalError:
        if what not in codes:
            raise
        return [], []
    return explainable(run.inputs), explained(Context.of(run, language_of()), what, _at(find))


def _at(find: Locator) -> Callable[..., str]:
    """From the keys of a thing to "scores.yaml:12", or nothing."""

    def at(*keys: str) -> str:
        written = find(*keys)
        return f"{written.file}:{written.place.line}" if written else ""

    return at


def _explanation(code: str, check: "Check") -> "Explanation":
    """What a check says of the findings it makes, and how to live with one."""
    from appraise.files.library.explanations import Explanation

    where = "- where: ...        # as the finding names it; left out, every finding of this name"
    lived_with = f"accepted:\n  {code}:\n    {where}\n      reason: ...\n      by: ...\n"
    return Explanation(check.MEANS, check.FIX, lived_with, check.WHY, check.SOURCE)


def _unknown(what: str, known: list[str], codes: list[str]) -> Problem:
    """That nothing has a name: nothing in the appraisal, or, where there is none, no code."""
    from appraise.files.formats.messages import nearest

    near = nearest(what, [*known, *codes])
    if known:
        missing = f'nothing here is called "{what}"'
        otherwise = f"write one of these: {', '.join(known)}; or the code of an error or a finding"
        fix = f'write "{near}"' if near else otherwise
    else:
        missing = f'"{what}" is the code of no error and of no finding, and there is no appraisal.yaml here'
        name_it = f"name the appraisal too: appraise explain {shell_word(what)} FILE"
        fix = f'write "{near}", or {name_it}' if near else name_it
    return Problem("unknown-name", missing, "there is nothing to explain", fix)
