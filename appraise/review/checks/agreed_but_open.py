"""Agreed but open: the appraisal is called agreed while it is not settled who goes forward."""

from collections.abc import Iterator

from appraise.review.exact import named
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "The status is agreed, and a verdict or a score that could change the shortlist is still open."
WHY = "Readers take an agreed shortlist as final, and time to challenge it can run from the decision on it."
FIX = "Settle what is open, or write status: draft until it is; else accept this, and say what the shortlist hangs on."
SOURCE = "Nash v Barnet London Borough Council [2013] EWHC 1067 (Admin)"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The status, if it is agreed and options on the shortlist hang on a gate, or may or may not be on it."""
    inputs, shortlist = checked.run.inputs, checked.run.shortlist
    if inputs.status != "agreed":
        return
    open_ = [option for option in inputs.options if option in (*shortlist.undetermined, *shortlist.subject_to)]
    if open_:
        names = named([inputs.options[option].name for option in open_], "options")
        yield Occurrence(f"The status is agreed while it is open whether {names} can go forward.", ("status",))
