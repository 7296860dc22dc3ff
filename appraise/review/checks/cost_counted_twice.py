"""Cost counted twice: a criterion measures money that stands beside the points too."""

import re
from collections.abc import Iterator

from appraise.review.exact import percent
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "A criterion with weight is measured in money, and the appraisal has costs beside its points."
WHY = "Readers hold the points against the costs; where money is in the points already, it counts on both sides."
FIX = "Leave money to the costs and take it out of the criteria; or say what other money the criterion is about."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, A3.3"

_MONEY = re.compile("\N{POUND SIGN}|\\b(GBP|pounds?)\\b", re.IGNORECASE)


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each criterion with a share whose unit is money, where costs are given."""
    run = checked.run
    for name, criterion in run.inputs.criteria.items() if run.inputs.costs else ():
        if run.shares[name] and _MONEY.search(criterion.unit or ""):
            what = (
                f'"{criterion.name}" weighs {percent(run.shares[name])} and is measured in money, and what options '
                "cost stands beside the points."
            )
            yield Occurrence(what, ("criteria", name), (name,))
