"""Costs without prices: money decides something, and nobody says in the prices of which year it is."""

from collections.abc import Iterator

from appraise.review.money import decides
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "Costs over several years decide something, and do not say in the prices of which year they are."
WHY = "Amounts with inflation in them and amounts without cannot be compared, and a reader cannot tell which these are."
FIX = "Add prices to the cost file: the year whose prices all amounts are in, such as 2026-27."
SOURCE = "HM Treasury, The Green Book, 2003, 5.42"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The costs, if money decides something, they run over years and have no prices."""
    costs = checked.run.inputs.costs
    if costs and costs.prices is None and costs.period.years > 1 and decides(checked.run):
        what = f"The costs run over {costs.period.years} years, and nothing says in the prices of which year they are."
        yield Occurrence(what, ("costs", "period"))
