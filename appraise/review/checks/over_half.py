"""Over half: one criterion outweighs all the others together."""

from collections.abc import Iterator
from fractions import Fraction

from appraise.review.exact import percent, whole_shares
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "One criterion has more than half of the weight."
WHY = "From worst to best on it outweighs from worst to best on all the others, so it comes close to choosing alone."
FIX = "Hold its swing from worst to best against the other swings again; if it is a must, make a gate of it."
SOURCE = (
    "HM Treasury and DESNZ, Use of multi-criteria decision analysis in options appraisal of economic cases, 2024, "
    "on swing weighting"
)


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The criterion with more than half of the whole, if there are others."""
    inputs = checked.run.inputs
    shares = whole_shares(inputs)
    for name, criterion in inputs.criteria.items():
        if len(shares) > 1 and shares[name] > Fraction(1, 2):
            what = f'"{criterion.name}" weighs {percent(shares[name])}, more than all other criteria together.'
            yield Occurrence(what, ("criteria", name), (name,))
