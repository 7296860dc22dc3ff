"""Members: what the members of a panel gave, for the checks, and what findings call them."""

from collections.abc import Iterable, Iterator

from appraise.appraisal import Appraisal, Evidence, Score
from appraise.review.exact import named
from appraise.run import Run, ScoredCell


def member_names(inputs: Appraisal, members: Iterable[str]) -> str:
    """Up to three members by name, more as a count."""
    return named([inputs.member_name(member) for member in members], "members")


def member_scores(inputs: Appraisal) -> Iterator[tuple[str, str, str, Score]]:
    """Every score that a member gave: member, criterion, option and score."""
    for member, sheet in (inputs.panel.sheets if inputs.panel else {}).items():
        for criterion, row in sheet.scores.items():
            for option, score in row.items():
                yield member, criterion, option, score


def moderated(run: Run) -> Iterator[tuple[str, str, ScoredCell]]:
    """The cells that members scored and the agreed sheet too: criterion, option and cell."""
    panel = run.inputs.panel
    for criterion in run.inputs.criteria if panel and panel.sheets else ():
        for option, result in run.options.items():
            if result.cells[criterion].combined is not None:
                yield criterion, option, result.cells[criterion]


def behind(run: Run, criterion: str, option: str) -> list[ScoredCell | Score]:
    """The cell as it counts, then what each member gave for it."""
    return [run.options[option].cells[criterion], *run.inputs.given(criterion, option).values()]


def cited(run: Run, criterion: str, option: str) -> list[str]:
    """Everything that is cited for a cell, by the agreed sheet or a member."""
    every: list[Evidence] = [each.evidence for each in behind(run, criterion, option)]
    return [citation for evidence in every for citation in evidence.citations]
