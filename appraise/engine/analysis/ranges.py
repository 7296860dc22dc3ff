"""Recorded ranges: what they could change, all scores varying within them at once."""

from appraise.analyses import Ranges
from appraise.engine.evaluation import Evaluation
from appraise.engine.shortlist import apply_rule
from appraise.engine.totals import Total


def ranges(agreed: Evaluation) -> Ranges:
    """The options that could come to lead, join the shortlist or leave it, in file order, of those of which unknown
    scores leave it open in no case."""
    if all(total.least == total.low and total.most == total.high for total in agreed.totals.values()):
        return Ranges((), (), ())
    widened = {name: Total(total.least, total.most, *total[2:]) for name, total in agreed.totals.items()}
    now, then = agreed.shortlisting, apply_rule(agreed.appraisal.shortlist_rule, widened, agreed.eligible)
    outcomes = [(option, now.rule_results[option].outcome, then.rule_results[option].outcome) for option in now.ranks]
    return Ranges(
        could_lead=tuple(o for o, (best, _) in now.ranks.items() if best > 1 == then.ranks[o][0]),
        could_join=tuple(o for o, before, after in outcomes if before == "not-shortlisted" != after),
        could_leave=tuple(o for o, before, after in outcomes if before == "shortlisted" != after),
    )
