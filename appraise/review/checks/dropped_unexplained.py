"""Dropped unexplained: an option on the shortlist of the stage before is gone, and nothing says why."""

from collections.abc import Iterator

from appraise.review.exact import named
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "An option that the stage before shortlisted is neither an option here nor left out with a reason."
WHY = "Someone decided to take it forward, and a reader cannot see who decided otherwise, or why."
FIX = "Name it under left-out, by its id, with the reason; or take it among the options again."
SOURCE = "HM Treasury, The Green Book, in the summary by KnowledgeTrain"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each option that went forward and is not met again."""
    inputs = checked.run.inputs
    for option, before in inputs.follows.options.items() if inputs.follows else ():
        if before.outcome == "shortlisted" and option not in inputs.options and option not in inputs.left_out:
            what = f"{named([before.name], 'options')} was shortlisted at the stage before and is not met again."
            yield Occurrence(what, ("follows",), (option,))
