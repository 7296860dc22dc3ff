"""Costs without a range: money decides something, and every amount stands there as if it were certain."""

from collections.abc import Iterator

from appraise.field_types import UNKNOWN
from appraise.review.money import amounts, decides
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "Costs decide something, and no amount in them has a range."
WHY = "No forecast is exact, and nobody can see whether the answer holds if things cost more."
FIX = "Give each amount that matters a range: the lowest and the highest thought possible, or range-percent."
SOURCE = "HM Treasury, The Green Book, 2003, 5.69"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The costs, if money decides something, an amount is known and none has a range."""
    costs = checked.run.inputs.costs
    stated = amounts(costs.lines.values() if costs else ())
    ranged = any(each.range or each.range_percent for each in stated)
    if not ranged and any(each.amount not in (None, UNKNOWN) for each in stated) and decides(checked.run):
        yield Occurrence("No amount has a range.", ("costs", "lines"))
