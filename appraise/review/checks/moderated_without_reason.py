"""Moderated without reason: the panel agreed on a score in place of its members' scores, and nothing says why."""

from collections.abc import Iterator

from appraise.review.members import moderated
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "error"
MEANS = "A moderated score, which counts in place of what members of the panel gave, has no reason."
WHY = (
    "Nobody can tell why the members' own scores no longer count; a court set an award aside where the notes of "
    "moderation could not show how scores came about."
)
FIX = (
    "Under the score in the agreed sheet, say what the panel heard or read that moved it; or take the score out. Where "
    "members were not to score it, take it out of their sheets."
)
SOURCE = "Lancashire Care NHS Foundation Trust v Lancashire County Council [2018] EWHC 1589 (TCC)"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each moderated cell without a reason."""
    inputs = checked.run.inputs
    for criterion, option, scored in moderated(checked.run):
        if not scored.reason:
            cell = f'"{inputs.options[option].name}" on "{inputs.criteria[criterion].name}"'
            yield Occurrence(
                f"{cell} was moderated without a reason.", ("options", option, "scores", criterion), (criterion, option)
            )
