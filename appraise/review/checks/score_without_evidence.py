"""Score without evidence: nothing is cited for a score."""

from collections.abc import Iterator

from appraise.field_types import UNKNOWN
from appraise.review.missing_fields import missing_fields
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "Scores on a criterion cite nothing, for or against."
WHY = "Without evidence a score is somebody's word, and a reader cannot tell what it rests on."
FIX = "Cite the document, and the place in it, under evidence beside the score; list the document in evidence.yaml."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, appendix 3"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each criterion with known scores that people gave and that cite nothing."""
    yield from missing_fields(
        checked.run,
        lambda cell: cell.from_ != "rule" and cell.score != UNKNOWN,
        lambda score: not score.evidence.citations,
        "evidence",
    )
