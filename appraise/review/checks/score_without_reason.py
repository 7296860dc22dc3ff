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
    """Each criterion with scores of a sheet that have no reason."""
    yield from missing_fields(checked.run, lambda cell: cell.from_ == "sheet", lambda cell: not cell.reason, "reason")
