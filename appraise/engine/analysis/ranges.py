"""What the ranges recorded with scores could change, all of them moving at once."""

from appraise.analyses import Ranges
from appraise.engine.evaluation import Evaluation
from appraise.engine.shortlist import settle
from appraise.engine.totals import Total


def ranges(agreed: Evaluation) -> Ranges:
    """Who could come to lead, come onto the shortlist or leave it, of those of whom that is settled; in file order."""
    if all(total.least == total.low and total.most == total.high for total in agreed.totals.values()):
        return Ranges((), (), ())
    widened = {name: Total(total.least, total.most, *total[2:]) for name, total in agreed.totals.items()}
    settled = settle(agreed.appraisal.shortlist_rule, widened, agreed.eligible)
    then, now = settled.lines, agreed.settled.lines
    return Ranges(
        could_lead=tuple(o for o, (best, _) in agreed.settled.ranks.items() if best > 1 == settled.ranks[o][0]),
        could_join=tuple(o for o, line in now.items() if line.outcome == "not-shortlisted" != then[o].outcome),
        could_leave=tuple(o for o, line in now.items() if line.outcome == "shortlisted" != then[o].outcome),
    )
