"""appraise explain: why an option is where it is, number by number; what a criterion is; what an error or a finding
means."""

import sys
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from appraise import AppraisalError, Problem
from appraise.cli.common import FILE, language_of, reporting, run_with_places
from appraise.cli.console import show, show_code, show_line, width_of
from appraise.files.text.file_names import misnamed
from appraise.files.text.locations import Locator
from appraise.files.text.shell import shell_word

if TYPE_CHECKING:
    from appraise.files.library.explanations import Explanation
    from appraise.publish.document import Document
    from appraise.review.checks import Check


_SCREEN = 48
"""The most lines that are printed unless all of them are asked for."""
_LINES = {"robustness": 30}
"""What is printed of a question in fewer lines than a screen, by its word."""


def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="gates, weights, scores, robustness, panel, costs or findings; the id of an option, gate, criterion, "
            "group or perspective; or the code of an error or a finding.",
        ),
    ],
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help=FILE)] = None,
    full: Annotated[bool, typer.Option("--full", help="Print all of it, and not the first screen alone.")] = False,
) -> None:
    """Explain what could change the result; an option, gate, criterion, group or perspective, line by line; or a code.

    \b
    gates       where an excluded option stands on points alone, which gates
                decide, and which open verdicts and scores still matter
    weights     how far each weight can move, the least weight that has to move
                for another option to be level, and each criterion left out
    scores      the score at which another option is level, and what recorded
                ranges could change
    robustness  which option is ahead whatever the weights, which can never be
                first, and how often each is first over all weights
    panel       what one member's absence would change, the scores on which
                members differ, and what each alone would put forward
    costs       what each option costs by line and where that is written, what
                the points beyond the cheapest cost, and how much more it could

    findings lists what check can find. A name that stands for several things is
    explained as each of them, a line of costs with all costs. What matters first
    is printed, a screen at most; --full prints all of it.
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
        _show(documents, None if full else _LINES.get(what, _SCREEN), _again(what, file))
        if what in codes:
            sys.stdout.write("\n" if documents else "")
            show_code(what, codes[what], sys.stdout)
        elif not documents:
            raise AppraisalError([_unknown(what, known, list(codes))])


def _show(documents: "list[Document]", most: int | None, again: str) -> None:
    """Print documents, in so many lines where a number is given; then, of what these left out, how to see all of it."""
    from appraise.publish.documents.explain.page import how_to_see_all

    shown, cut = (documents, False) if most is None else _in_lines(documents, most)
    for position, document in enumerate(shown):
        sys.stdout.write("\n" if position else "")
        show(document, sys.stdout)
    if cut:
        sys.stdout.write("\n")
        show_line(how_to_see_all(language_of(), again), sys.stdout)


def _in_lines(documents: "list[Document]", most: int) -> "tuple[list[Document], bool]":
    """As much of documents as so many lines hold, with one that says how to see all; and whether that is not all."""
    from appraise.publish.documents.explain.page import left_out
    from appraise.publish.render.first_lines import first_lines
    from appraise.publish.render.terminal import lines

    width, gaps = width_of(sys.stdout), len(documents) - 1
    heights = [sum(1 for _ in lines(document, width)) for document in documents]
    if sum(heights) + gaps <= most:
        return documents, False
    room, shown = most - gaps - 2, []
    for position, (document, height) in enumerate(zip(documents, heights, strict=True)):
        share = room // (len(documents) - position)
        first = first_lines(document, width, share, partial(left_out, language_of()))
        shown.append(first or document)
        room -= min(height, share)
    return shown, True


def _again(what: str, file: Path | None) -> str:
    """The command that prints all of an explanation."""
    return " ".join(["appraise explain", shell_word(what), *([shell_word(file)] if file else []), "--full"])


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
    from appraise.publish.documents.explain.questions import QUESTIONS

    near = nearest(what, known) or nearest(what, codes)
    name_it = f"name the appraisal too: appraise explain {shell_word(what)} FILE"
    if not known and what in QUESTIONS:
        missing, fix = f'"{what}" is asked of an appraisal, and there is no appraisal.yaml here', name_it
    elif known:
        missing = f'nothing here is called "{what}"'
        otherwise = f"write one of these: {', '.join(known)}; or the code of an error or a finding"
        fix = f'write "{near}"' if near else otherwise
    else:
        missing = f'"{what}" is the code of no error and of no finding, and there is no appraisal.yaml here'
        fix = f'write "{near}", or {name_it}' if near else name_it
    return Problem("unknown-name", missing, "there is nothing to explain", fix)
