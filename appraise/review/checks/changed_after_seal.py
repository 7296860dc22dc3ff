"""Changed after seal: what was sealed before anyone was scored is not what stands in the files now."""

from collections.abc import Iterator

from appraise.review_results import CheckInput, Occurrence, Severity
from appraise.seal import as_sealed

SEVERITY: Severity = "warning"
MEANS = "The weights, the criteria, the gates or the rule of the shortlist changed after they were sealed."
WHY = (
    "A seal says that all this was agreed before anyone was scored; what changed since may have been chosen for the "
    "result, or be said to have been."
)
FIX = "Put back what was sealed, as appraise diff shows it; if it had to change, say by whom and why, and accept this."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, appendix 3"

_NOT_AS_SEALED = {
    "weights": "The weights are not those that were",
    "criteria": "The criteria or their scales are not those that were",
    "gates": "What the gates require is not what was",
    "shortlist": "The rule of the shortlist is not the one that was",
}


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each of the four that is not as it was sealed."""
    inputs = checked.run.inputs
    for part, fits in as_sealed(inputs).items():
        if not fits and inputs.seal is not None:
            yield Occurrence(f"{_NOT_AS_SEALED[part]} sealed on {inputs.seal.date}.", ("seal", part), (part,))
