"""Comparison of perspectives: what holds from all of them and from the agreed result, and how far apart they are."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

from appraise.analyses import PerspectiveAnalysis, Reconciliation, Shift
from appraise.engine.analysis.dominance import by_criterion
from appraise.engine.analysis.linear_programme import Limit, maximise
from appraise.engine.evaluation import Evaluation
from appraise.numbers import rounded


def perspectives(agreed: Evaluation, views: Mapping[str, Evaluation], among: tuple[str, ...]) -> PerspectiveAnalysis:
    """What holds from the agreed result and every calculated perspective; empty without a perspective.

    views: the results from the perspectives, by id.
    among: the options compared with each other; without any, nothing is reconciled.
    """
    if not views:
        return PerspectiveAnalysis((), True, {}, ())
    everyone: dict[str | None, Evaluation] = {None: agreed}
    everyone.update(views)
    return PerspectiveAnalysis(
        unanimous=tuple(
            (option, other)
            for option, other in permutations(among, 2)
            if all(view.totals[option].low > view.totals[other].high for view in everyone.values())
        ),
        same_shortlist=all(_forward(view) == _forward(agreed) for view in views.values()),
        regret=_regret(agreed, everyone.values()),
        reconcile=_reconcile(everyone, among),
    )


def _forward(view: Evaluation) -> tuple[set[str], set[str]]:
    return set(view.shortlisting.listed("shortlisted")), set(view.shortlisting.listed("undetermined"))


def _regret(agreed: Evaluation, views: Collection[Evaluation]) -> dict[str, Decimal]:
    """The most points by which each eligible option is behind the best (Savage 1951), of those whose total is settled
    from every view.

    views: the agreed result among them.
    """
    best = []
    for view in views:
        ends = [[view.totals[option][end] for option in view.eligible] for end in (0, 1)]
        low, high = (max(each, default=Fraction(0)) for each in ends)
        if low != high:
            return {}
        best.append(low)
    return {
        option: rounded(max(top - view.totals[option].low for top, view in zip(best, views, strict=True)))
        for option in agreed.eligible
        if all(view.totals[option].low == view.totals[option].high for view in views)
    }


def _reconcile(everyone: Mapping[str | None, Evaluation], among: tuple[str, ...]) -> tuple[Reconciliation, ...]:
    """How far the agreed result and each perspective are from each other's leader, both ways, where leaders differ."""
    leaders = {name: _leaders(view) for name, view in everyone.items()}
    reconciliations = []
    pairs = [pair for other in everyone if other is not None for pair in ((None, other), (other, None))]
    for name, other in pairs if among else ():
        view, ours, theirs = everyone[name], leaders[name], leaders[other]
        can = [option for option in theirs if not view.failed[option] and view.known(option)]
        if not ours or not can or set(ours) & set(theirs) or not view.known(ours[0]):
            continue
        shifts = {option: _shift(view, option, ours[0], among) for option in can}
        moved = {option: shift.moved for option, shift in shifts.items() if shift is not None}
        nearest = min(moved, key=moved.__getitem__) if moved else can[0]
        reconciliations.append(Reconciliation(name, other, nearest, shifts[nearest]))
    return tuple(sorted(reconciliations, key=lambda each: each.view is not None))


def _leaders(view: Evaluation) -> list[str]:
    """The options that certainly no eligible one is above and that are level, in file order."""
    first = [option for option, (_, worst) in view.shortlisting.ranks.items() if worst == 1]
    return [option for option in first if view.totals[option][:2] == view.totals[first[0]][:2]]


def _shift(view: Evaluation, option: str, leader: str, among: Collection[str]) -> Shift | None:
    """The smallest shift of weight that brings an option at least level with the leader and with each of `among` that
    is eligible and has no unknown score; None if no weights do."""
    wanted = {option, leader, *among}
    rivals = [other for other in view.eligible if other in wanted and view.known(other)]
    criteria = list(view.appraisal.criteria)
    shares, count = [view.shares[name] for name in criteria], len(criteria)
    # The variables: how much weight each criterion gives up, at most its share, then how much each takes on.
    limits: list[Limit] = [([int(j == place) for place in range(2 * count)], share) for j, share in enumerate(shares)]
    for rival in rivals:
        leads = [view.table[option][name].low - view.table[rival][name].low for name in criteria]
        lead = sum((share * lead for share, lead in zip(shares, leads, strict=True)), Fraction(0))
        limits.append(([*leads, *(-lead for lead in leads)], lead))
    optimum = maximise([-1] * count + [0] * count, limits, [([1] * count + [-1] * count, 0)])
    if isinstance(optimum, str):
        return None
    from_, to = (by_criterion(criteria, parts) for parts in (optimum.at[:count], optimum.at[count:]))
    return Shift(rounded(-optimum.value), from_, to)
