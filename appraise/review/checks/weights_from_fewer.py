"""Weights from fewer: fewer people gave weights than scores."""

from collections.abc import Iterator

from appraise.review.members import member_names
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "The weights are the mean of what fewer people gave than scored."
WHY = "Weights say what matters most; those who gave none are heard in the scores and not in that."
FIX = "Ask the others for their weights too; or say under weighting why only these gave them, and accept this."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, A3.3 to A3.6"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The appraisal as a whole, if its weights are the mean of what members said. Weights that were agreed are nobody's
    in particular."""
    inputs = checked.run.inputs
    weighed, scored = inputs.weighting.sheets, inputs.panel.sheets if inputs.panel else {}
    if inputs.weighting.by_members and len(weighed) < len(scored):
        silent = member_names(inputs, [member for member in scored if member not in weighed])
        people = "1 person" if len(weighed) == 1 else f"{len(weighed)} people"
        what = f"The weights come from {people} and the scores from {len(scored)}; no weights from {silent}."
        yield Occurrence(what, ("weighting", "sheets"))
