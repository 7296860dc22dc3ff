"""How firm a result is. One question a file; each reads what is `Evaluation` and answers with words of `analyses`.

Everything is exact but what says otherwise: fractions in, rounded on the way out.
"""

from collections.abc import Callable, Mapping

from appraise.analyses import Analyses
from appraise.engine.analysis.gates import gates
from appraise.engine.analysis.ranges import ranges
from appraise.engine.analysis.sensitivity import sensitivity
from appraise.engine.evaluation import Evaluation

_FEW = 12
"""How many options are compared one by one, as far as more do not have to be there."""
_MOST = 30
_MOST_CRITERIA = 50

Tell = Callable[[int, int], None]
"""Takes how many sets of weights have been drawn, and of how many."""


def analyse(agreed: Evaluation, views: Mapping[str, Evaluation], brief: bool, tell: Tell) -> Analyses:
    """Every analysis; with `brief` only those that read the agreed result alone, without robustness."""
    looked_at = among(agreed)
    too_many_options = len(looked_at) > _MOST
    too_many_criteria = len(agreed.appraisal.criteria) > _MOST_CRITERIA
    compared = robust = None
    if not brief:
        from appraise.engine.analysis.perspectives import perspectives

        compared = perspectives(agreed, views, () if too_many_options or too_many_criteria else looked_at)
    if not (brief or too_many_options or too_many_criteria):
        from appraise.engine.analysis.robustness import robustness

        robust = robustness(agreed, looked_at, tell)
    return Analyses(
        among=looked_at,
        left_out=len(agreed.appraisal.options) - len(looked_at),
        undecided=tuple(option for option in looked_at if not agreed.known(option)),
        gates=gates(agreed),
        ranges=ranges(agreed),
        sensitivity=None if too_many_options else sensitivity(agreed, looked_at),
        perspectives=compared,
        robustness=robust,
        why_not="too-many-options" if too_many_options else "too-many-criteria" if too_many_criteria else None,
    )


def among(agreed: Evaluation) -> tuple[str, ...]:
    """The options that are compared one by one, in file order: the comparator, those shortlisted or undetermined, then
    the eligible by rank and the excluded by total, up to `_FEW`."""
    options, settled = agreed.appraisal.options, agreed.settled
    has_to = [option for option, words in options.items() if words.comparator]
    has_to += [*settled.listed("shortlisted"), *settled.listed("undetermined")]
    by_total = sorted(options, key=lambda option: -agreed.totals[option].high)
    then = [*settled.listed("not-shortlisted"), *(option for option in by_total if agreed.failed[option])]
    chosen = set(has_to)
    chosen |= {*[option for option in then if option not in chosen][: max(0, _FEW - len(chosen))]}
    return tuple(option for option in options if option in chosen)
