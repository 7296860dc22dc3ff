"""Optimism bias unstated: no line of the costs says by how much amounts tend to be too low."""

from collections.abc import Iterator

from appraise.field_types import UNKNOWN
from appraise.review.money import amounts
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "Net present costs are worked out, and no line of the costs states optimism bias."
WHY = "Amounts tend to be too low, most of all early on, and a reader cannot tell whether anything was added for that."
FIX = "State optimism-bias on the lines it applies to, in per cent; 0 says that there is none or that it is in already."
SOURCE = "HM Treasury, The Green Book, 2018, 5.43 to 5.46"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The costs, if they are discounted, something is known of a line that counts, and no line states any."""
    costs = checked.run.inputs.costs
    if costs is None or costs.discount_rate is None:
        return
    lines = [line for line in costs.lines.values() if not line.transfer]
    known = any(each.amount not in (None, UNKNOWN) or each.range for each in amounts(lines))
    if known and all(line.optimism_bias is None for line in lines):
        yield Occurrence("No line of the costs states optimism bias.", ("costs", "lines"))
