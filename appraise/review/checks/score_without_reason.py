"""Score without reason: nothing says why a score is what it is."""

from collections.abc import Iterator

from appraise.review.missing_fields import missing_fields
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "Scores on a criterion have no reason; one that is not known needs a reason too."
WHY = "A bare number cannot be checked, repeated or argued with."
FIX = "Under each score, say in a sentence why it is this point of the scale, or why it is not known."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, appendix 3"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each criterion with scores that people gave without a reason. A moderated score is for a check of its own."""
    yield from missing_fields(
        checked.run,
        lambda cell: cell.from_ != "rule" and cell.combined is None,
        lambda score: not score.reason,
        "reason",
    )
