"""Costs without a rate: money over several years decides something, and nothing is discounted."""

from collections.abc import Iterator

from appraise.review.money import decides
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "Costs over several years decide something, and have no discount rate."
WHY = "A pound that is paid later weighs less than one that is paid now, so an option that pays late looks too dear."
FIX = "Add discount-rate to the cost file, in per cent a year: 3.5 is the Green Book's."
SOURCE = "HM Treasury, The Green Book, 2018, 5.32"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The costs, if money over the period decides something, they run over years and have no rate. What is asked of a
    single year needs none."""
    costs = checked.run.inputs.costs
    if costs and costs.discount_rate is None and costs.period.years > 1 and decides(checked.run, over_years=True):
        what = f"The costs run over {costs.period.years} years and are not discounted."
        yield Occurrence(what, ("costs", "period"))
