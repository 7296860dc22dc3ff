"""Two camps: the panel is split on a cell, and the combined score hides it."""

from collections.abc import Iterator, Sequence

from appraise.problem import listed
from appraise.review.exact import figure
from appraise.review_results import CheckInput, Occurrence, Severity
from appraise.run import Run

SEVERITY: Severity = "warning"
MEANS = (
    "The scores that members of the panel gave for an option on a criterion fall into two groups of at least two, "
    "40 points of value or more apart, and the panel did not moderate them."
)
WHY = "The combined score may be one that nobody would give; two readings of the question often lie behind it."
FIX = (
    "Let both sides say what they had in mind, and moderate the score with a reason; if they still differ, accept this."
)
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, A3.3 to A3.6"

_FEW = 3
"""Members of a camp that are named; of more, how many gave what."""


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each cell with two camps that was not moderated."""
    run, panel = checked.run, checked.run.analyses.panel
    for cell in panel.cells if panel else ():
        if cell.camps:
            option, criterion = run.inputs.options[cell.option], run.inputs.criteria[cell.criterion]
            low, high = (_camp(run, cell.criterion, cell.option, camp) for camp in cell.camps)
            combine = run.inputs.panel.combine if run.inputs.panel else None
            score = run.options[cell.option].cells[cell.criterion].score
            counts = f" The {combine}, {figure(score)}, counts." if not isinstance(score, str) else ""
            what = f'"{option.name}" on "{criterion.name}" has two camps: {low}; {high}.{counts}'
            yield Occurrence(what, ("options", cell.option, "scores", cell.criterion), (cell.criterion, cell.option))


def _camp(run: Run, criterion: str, option: str, members: Sequence[str]) -> str:
    """The members of a camp, each with the score given: "A Shah, Finance" 1 and "C Ode, HR" 2."""
    given = run.inputs.given(criterion, option)
    scores = {member: score.score for member, score in given.items() if not isinstance(score.score, str)}
    if len(members) > _FEW:
        ends = [
            figure(end)
            for end in sorted({min(scores[each] for each in members), max(scores[each] for each in members)})
        ]
        return f"{len(members)} members {' to '.join(ends)}"
    return listed([f'"{run.inputs.member_name(member)}" {figure(scores[member])}' for member in members])
