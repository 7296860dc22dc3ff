"""Weight without spread: a heavy criterion on which the options hardly differ."""

from collections.abc import Iterator
from fractions import Fraction

from appraise.review.exact import percent, points, standalone, values
from appraise.review_results import CheckInput, Occurrence, Severity
from appraise.weighting import shares

SEVERITY: Severity = "note"
MEANS = "On a criterion of at least average weight, all options lie within less than a tenth of its scale."
WHY = (
    "A weight stands for the whole swing from worst to best; where options use a sliver of it, the criterion "
    "decides little however much it matters."
)
FIX = (
    "Ask whether worst and best are the right ends, and whether the weight was given for that swing or for how much "
    "the subject matters in general."
)
SOURCE = (
    "HM Treasury and DESNZ, Use of multi-criteria decision analysis in options appraisal of economic cases, 2024, "
    "on swing weighting"
)

_SMALL = Fraction(10)
"""Points of value: a tenth of the scale. One step of a scale with up to eleven points is not below it."""


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each such criterion whose values differ, though by less than a tenth, however unknown scores turn out."""
    run = checked.run
    criteria = run.inputs.criteria
    if standalone(run):
        return
    share = shares(run.inputs)
    for name, criterion in criteria.items():
        if share[name] * len(criteria) < 1:
            continue
        held = values(run, name)
        spread = max(held) - min(held)
        if 0 < spread < _SMALL:
            what = (
                f'"{criterion.name}" weighs {percent(share[name])}, but all options lie within {points(spread)} of 100 '
                f"on it: it moves no total by more than {points(share[name] * spread)}."
            )
            yield Occurrence(what, ("criteria", name), (name,))
