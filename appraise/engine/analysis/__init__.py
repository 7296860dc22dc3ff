"""The analyses: how firm a result is. One question a file, from an `Evaluation` to a class of `analyses`.

All of them are exact unless they say otherwise; figures are rounded as the fields of these classes are made.
"""

from collections.abc import Callable, Mapping

from appraise.analyses import Analyses
from appraise.engine.analysis.costs import costs
from appraise.engine.analysis.gates import gates
from appraise.engine.analysis.panel import panel
from appraise.engine.analysis.ranges import ranges
from appraise.engine.analysis.sensitivity import sensitivity
from appraise.engine.evaluation import Evaluation

_FEW = 12
"""How many options are compared one by one, unless more must be among them."""
_MOST = 30
_MOST_CRITERIA = 50

Progress = Callable[[int, int], None]
"""Is called with how many sets of weights have been drawn, and of how many."""


def analyse(agreed: Evaluation, views: Mapping[str, Evaluation], brief: bool, tell: Progress) -> Analyses:
    """Every analysis; with `brief` only those of the agreed result, without robustness."""
    compared = among(agreed)
    too_many_options = len(compared) > _MOST
    too_many_criteria = len(agreed.appraisal.criteria) > _MOST_CRITERIA
    views_compared = robust = None
    if not brief:
        from appraise.engine.analysis.perspectives import perspectives

        views_compared = perspectives(agreed, views, () if too_many_options or too_many_criteria else compared)
    if not (brief or too_many_options or too_many_criteria):
        from appraise.engine.analysis.robustness import robustness

        robust = robustness(agreed, compared, tell)
    return Analyses(
        among=compared,
        left_out=len(agreed.appraisal.options) - len(compared),
        undecided=tuple(option for option in compared if not agreed.known(option)),
        gates=gates(agreed),
        ranges=ranges(agreed),
        sensitivity=None if too_many_options else sensitivity(agreed, compared),
        perspectives=views_compared,
        robustness=robust,
        why_not="too-many-options" if too_many_options else "too-many-criteria" if too_many_criteria else None,
        panel=panel(agreed),
        costs=costs(agreed),
    )


def among(agreed: Evaluation) -> tuple[str, ...]:
    """The options that are compared one by one, in file order: the comparator, those shortlisted or undetermined, then
    the eligible by rank and the excluded by total, up to `_FEW`."""
    options, listed = agreed.appraisal.options, agreed.shortlisting.listed
    chosen = {name for name, option in options.items() if option.comparator}
    chosen.update(listed("shortlisted"), listed("undetermined"))
    by_total = sorted(options, key=lambda option: -agreed.totals[option].high)
    others = [*listed("not-shortlisted"), *(option for option in by_total if agreed.failed[option])]
    chosen.update([option for option in others if option not in chosen][: max(0, _FEW - len(chosen))])
    return tuple(option for option in options if option in chosen)
