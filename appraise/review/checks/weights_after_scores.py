"""Weights after scores: the weights may have been set with the result in view."""

from collections.abc import Iterator

from appraise.review.dates import later
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "The weights were set or changed after someone had been scored."
WHY = "Whoever knows the scores can choose the weights for the result, or be said to have done so."
FIX = (
    "Set the weights before anyone is scored; if they had to change, say under weighting who changed them and why, "
    "and accept this."
)
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, appendix 3"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The appraisal as a whole, if the dates people gave, or else the history of the files, say so."""
    weighting, panel = checked.run.inputs.weighting, checked.run.inputs.panel
    weighted, scored = weighting.date or "", panel.date or "" if panel else ""
    if later(weighted, scored):
        yield Occurrence(f"The weights are dated {weighted}, after the scores of {scored}.", ("weighting", "date"))
    elif checked.history and checked.history.weights_after_scores:
        day = checked.history.weights_after_scores
        what = f"As git tells it, the weights were last changed on {day}, with scores given before."
        yield Occurrence(what, ("criteria",))
