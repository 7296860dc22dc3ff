"""Moderated outside: the panel agreed on a score that lies outside everything its members gave."""

from collections.abc import Iterator

from appraise.field_types import UNKNOWN
from appraise.numbers import number_text
from appraise.review.members import moderated
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "A moderated score is below the lowest or above the highest that any member of the panel gave, ranges included."
WHY = "Nobody came to this score alone, so a reader asks where it comes from."
FIX = "Say in the reason what the panel learnt that no member knew, and accept this; or mend the score."
SOURCE = "Lancashire Care NHS Foundation Trust v Lancashire County Council [2018] EWHC 1589 (TCC)"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each moderated score, if it is a number and a member gave a number or a range."""
    inputs = checked.run.inputs
    for criterion, option, cell in moderated(checked.run):
        scores = inputs.given(criterion, option).values()
        numbers = [end for score in scores for end in (score.score, *(score.range or ())) if end != UNKNOWN]
        if cell.score == UNKNOWN or not numbers or min(numbers) <= cell.score <= max(numbers):
            continue
        low, high = number_text(min(numbers)), number_text(max(numbers))
        what = (
            f'"{inputs.options[option].name}" on "{inputs.criteria[criterion].name}" was moderated to '
            f"{number_text(cell.score)}, and members gave {low if low == high else f'{low} to {high}'}."
        )
        yield Occurrence(what, ("options", option, "scores", criterion), (criterion, option))
