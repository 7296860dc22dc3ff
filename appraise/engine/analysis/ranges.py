"""What the ranges recorded with scores could change of a settled shortlist, all of them moving at once."""

from appraise.analyses import Ranges
from appraise.engine.given import Given
from appraise.engine.shortlist import settle
from appraise.engine.totals import Total


def ranges(agreed: Given) -> Ranges:
    """The options that could come onto the shortlist, and those that could leave it, in file order."""
    if all(total.least == total.low and total.most == total.high for total in agreed.totals.values()):
        return Ranges((), ())
    widened = {name: Total(total.least, total.most, *total[2:]) for name, total in agreed.totals.items()}
    then = settle(agreed.appraisal.shortlist_rule, widened, agreed.eligible).lines
    now = agreed.settled.lines
    return Ranges(
        could_join=tuple(o for o, line in now.items() if line.outcome == "not-shortlisted" != then[o].outcome),
        could_leave=tuple(o for o, line in now.items() if line.outcome == "shortlisted" != then[o].outcome),
    )
