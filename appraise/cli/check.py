"""appraise check: is everything there, does it fit together, and is it good practice?"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from appraise import REGISTRY, AppraisalError, Place, Run, __version__
from appraise.cli.common import (
    File,
    Force,
    Output,
    Quiet,
    form_of,
    in_repository,
    put,
    reporting,
    run_with_places,
    sources,
)
from appraise.cli.console import print_findings
from appraise.files.text.file_names import is_record
from appraise.files.text.locations import Location, Locator
from appraise.publish.findings.diagnostic import Diagnostic, as_json, of_finding, of_problem
from appraise.publish.render.escape import clean

if TYPE_CHECKING:
    from appraise.review_results import Finding, History, Keys


Format = Literal["text", "json", "github", "sarif"]
"""What `check` can print."""

Gravity = Literal["error", "warning", "note"]
"""How grave a finding is, the gravest first."""

_GRAVITIES = get_args(Gravity)


def check(
    file: File = Path(),
    output: Output = None,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="github is for its pull requests, sarif for code scanning. With -o, by default as its name ends.",
        ),
    ] = None,
    fail_on: Annotated[
        Gravity, typer.Option("--fail-on", help="End with 1 where a finding that nobody accepted is as grave as this.")
    ] = "error",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Check that an appraisal can be read and scored, and where it is short of good practice.

    Every problem and every finding comes with its file, line, reason and fix. A problem ends with 2.
    Findings are prompts to look: what people live with is named under accepted in appraisal.yaml.

    Where figures are not illustrative, the history in git, or else the record
    beside them, tells more: were weights set after the scores, and does each
    score still fit its scale and its reason? appraise explain findings lists
    what can be found. For pre-commit, the repository of appraise has the hooks
    appraise-check and appraise-verify.
    """
    failed = False
    with reporting("nothing was checked further"):
        form: Format = form_of(output, format_, {".json": "json", ".sarif": "sarif"}, "text")
        try:
            run, find, left = run_with_places(file, brief=True)
        except AppraisalError as error:
            if form == "text":
                raise
            text = _text([of_problem(problem) for problem in error.problems], form)
            try:
                # Which files were to be read is not known: nothing but findings is written over, whatever is asked.
                put(text, output, False, quiet, [file])
            except AppraisalError as refused:
                also = (problem._replace(fix="name another file") for problem in refused.problems)
                raise AppraisalError([*error.problems, *also]) from None
            raise typer.Exit(2) from None
        diagnostics = _check(file, run, find)
        grave = _GRAVITIES[: _GRAVITIES.index(fail_on) + 1]
        failed = any(each.severity in grave for each in diagnostics if not each.accepted)
        if form == "text":
            _print(diagnostics, left, quiet)
        else:
            put(_text(diagnostics, form), output, force, quiet, [file, *sources(file, run)])
    # Also where nobody read the findings.
    if failed:
        raise typer.Exit(1)


def _check(file: Path, run: Run, find: Locator) -> list[Diagnostic]:
    """Everything that the checks find."""
    from appraise.review.checks import findings
    from appraise.review_results import CheckInput

    found = findings(CheckInput(run, _history(file, run)))
    return diagnostics_of(found, find, [file.path for file in run.inputs.files])


def _history(file: Path, run: Run) -> "History | None":
    """What git, or else the record beside it, knows of how an appraisal came to be. Asking takes a while, so it is not
    asked of what only illustrates, nor of a record, which may have come from anywhere."""
    if run.inputs.status == "illustrative" or run.inputs.panel is None or is_record(file):
        return None
    from appraise.files.git.weights_after_scores import weights_after_scores
    from appraise.files.loading.earlier import earlier_versions
    from appraise.review.outdated import outdated
    from appraise.review_results import History

    own = file / "appraisal.yaml" if file.is_dir() else file
    return History(weights_after_scores(own), *outdated(run.inputs, earlier_versions(own, run.inputs, REGISTRY)))


def diagnostics_of(found: Iterable["Finding"], find: Locator, files: list[str]) -> list[Diagnostic]:
    """Findings at their places, the gravest first, and of equals in the order of the files.

    find:  from keys to where people wrote the thing; files: as `find` names them, in order.
    """

    def order(pair: tuple["Finding", Location]) -> tuple[int, int, int, int]:
        (finding, (file, place)), last = pair, len(files)
        at = files.index(file) if file in files else last
        return _GRAVITIES.index(finding.severity), at, place.line, place.column

    placed = sorted(((finding, _written(find, finding.at)) for finding in found), key=order)
    return [of_finding(finding, written.place) for finding, written in placed]


def _written(find: Locator, at: "Keys") -> Location:
    """Where people wrote a thing, or what it is part of, or else the title of the appraisal."""
    nearer = [at[:length] for length in range(len(at), 0, -1)]
    return next(filter(None, (find(*keys) for keys in [*nearer, ("title",)])))


def _text(diagnostics: list[Diagnostic], form: Format) -> str:
    """Findings or problems in a form for machines. In JSON their files are named as people named them, as programs that
    read it run where these did; GitHub knows files by their paths from the top of the repository."""
    if form == "json":
        return as_json(diagnostics, __version__)
    diagnostics = [each._replace(place=each.place and in_repository(each.place)) for each in diagnostics]
    if form == "github":
        from appraise.publish.findings.github import of_diagnostic

        return "".join(f"{of_diagnostic(each)}\n" for each in diagnostics)
    from appraise.publish.findings.sarif import sarif
    from appraise.review.checks import CHECKS

    return sarif(diagnostics, {code: (check.MEANS, check.FIX) for code, check in CHECKS.items()}, __version__)


def _print(diagnostics: list[Diagnostic], left: list[Place], quiet: bool) -> None:
    """Findings for people, then how many there are; those that are lived with in a line each."""
    open_ = [each for each in diagnostics if not each.accepted]
    accepted = [each for each in diagnostics if each.accepted]
    if left and not quiet:
        texts = "1 place still holds" if len(left) == 1 else f"{len(left)} places still hold"
        first = f"{', the first' if len(left) > 1 else ','} in {left[0].file}:{left[0].line}"
        sys.stdout.write(clean(f"{texts} what the template says{first}.") + "\n")
    print_findings(open_, sys.stdout)
    if not quiet:
        print_findings(accepted, sys.stdout)
        sys.stdout.write(_count(open_, len(accepted)) + "\n")


def _count(open_: list[Diagnostic], accepted: int) -> str:
    """How many findings there are: "3 findings: 1 warning, 2 notes; 1 accepted"."""
    if not open_:
        return "No problems found." + (f" {_so_many(accepted, 'finding')} accepted." if accepted else "")
    counts = [(gravity, sum(each.severity == gravity for each in open_)) for gravity in _GRAVITIES]
    kinds = ", ".join(_so_many(count, gravity) for gravity, count in counts if count)
    return f"{_so_many(len(open_), 'finding')}: {kinds}" + (f"; {accepted} accepted" if accepted else "")


def _so_many(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"
