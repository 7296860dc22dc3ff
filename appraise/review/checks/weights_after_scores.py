"""Weights after scores: the weights may have been set with the result in view."""

from collections.abc import Iterator

from appraise.appraisal import Appraisal
from appraise.review.dates import later
from appraise.review.exact import named
from appraise.review_results import CheckInput, Keys, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "The weights were set or changed after someone had been scored."
WHY = "Whoever knows the scores can choose the weights for the result, or be said to have done so."
FIX = (
    "Set the weights before anyone is scored; if they had to change, say under weighting who changed them and why, "
    "and accept this."
)
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, appendix 3"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The appraisal as a whole, if the dates people gave, or else the history of the files, say so. Of a panel the
    date of each member's weights counts, if these are the weights, and the date of the first scores."""
    inputs = checked.run.inputs
    scored = inputs.panel.dates if inputs.panel else ()
    late = [(whose, date, at) for whose, date, at in _dated(inputs) if any(later(date, each) for each in scored)]
    if late:
        first = next(each for each in scored if later(late[0][1], each))
        dates = sorted({min(date for _, date, _ in late), max(date for _, date, _ in late)})
        members = named([whose for whose, _, _ in late if whose], "members")
        weights = f"The weights of {members}" if members else "The weights"
        yield Occurrence(f"{weights} are dated {' to '.join(dates)}, after the scores of {first}.", late[0][2])
    elif checked.history and checked.history.weights_after_scores:
        day = checked.history.weights_after_scores
        what = f"As git tells it, the weights were last changed on {day}, with scores given before."
        yield Occurrence(what, ("criteria",))


def _dated(inputs: Appraisal) -> Iterator[tuple[str, str, Keys]]:
    """Everything that the weights were made of: whose it is, its date, and where that stands."""
    weighting = inputs.weighting
    if weighting.date:
        yield "", weighting.date, ("weighting", "date")
    for member, sheet in weighting.sheets.items() if weighting.by_members else ():
        if sheet.date:
            yield sheet.by, sheet.date, ("weighting", "sheets", member, "date")
