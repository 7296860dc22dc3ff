"""Decisive changes: the smallest sets of changes that alone already give the newer shortlist."""

from collections.abc import Sequence
from itertools import combinations

from appraise.appraisal import Appraisal
from appraise.engine.evaluation import agreed_evaluation
from appraise.problem import AppraisalError
from appraise.review.counterfactuals import bare, evaluable, missing, start, units, with_units
from appraise.review_results import DecisiveChanges, Keys
from appraise.run import Run

_FEW = 10
"""How many units are combined one by one; if there are more, all of a kind are one."""
_MOST = 60_000
"""How many cells are worked out in all: one to two seconds."""

_Forward = tuple[frozenset[str], frozenset[str]]
"""The options that go forward, and those of which it is open."""


def decisive_changes(old: Run, new: Run) -> DecisiveChanges:
    """The smallest sets of changes that, made on the older inputs alone, give the newer shortlist: the same options go
    forward, and it is open for the same ones. No part of such a set does, and every set that does contains one of them.

    A set that gives inputs people could not have written does not count: a score off its scale, a new option without a
    score on a criterion that was removed, weights that fit no tree. All units together always count and need not be
    worked out, so that a single change is reported however large the appraisal is.
    """
    recorded, wanted = _recorded(old), _recorded(new)
    if recorded == wanted:
        return DecisiveChanges((), (), None)
    changed = list(units(old.inputs, new.inputs))
    if not changed:
        return DecisiveChanges((), (), "versions")
    if _size(old.inputs) + _size(new.inputs) > _MOST:
        alone = len(changed) == 1 and old.appraise == new.appraise
        return DecisiveChanges(tuple(changed), ((0,),), None) if alone else DecisiveChanges((), (), "too-large")
    was, now = bare(old.inputs), bare(new.inputs)
    if _forward(was) != recorded or _forward(now) != wanted:
        return DecisiveChanges((), (), "versions")
    made = {unit: [unit] for unit in changed}
    if len(changed) > _FEW:
        kinds = dict.fromkeys(unit[:1] for unit in changed)
        made = {kind: [unit for unit in changed if unit[:1] == kind] for kind in kinds}
    most = _MOST // max(_size(was), _size(now))
    sets = _smallest(was, now, list(made.values()), wanted, most)
    if sets is None:
        return DecisiveChanges((), (), "too-large" if most < len(made) else "too-many")
    return DecisiveChanges(tuple(made), sets, None)


def _smallest(
    old: Appraisal, new: Appraisal, made: Sequence[Sequence[Keys]], wanted: _Forward, most: int
) -> tuple[tuple[int, ...], ...] | None:
    """The minimal sets, by position in `made`; None where more than `most` would have to be tried."""
    begun, known = start(old, new), missing(old) | missing(new)
    minimal: list[tuple[int, ...]] = []
    for count in range(1, len(made)):
        for chosen in combinations(range(len(made)), count):
            if any(set(smaller) <= set(chosen) for smaller in minimal):
                continue
            most -= 1
            if most < 0:
                return None
            counterfactual = with_units(begun, new, [unit for position in chosen for unit in made[position]])
            if evaluable(counterfactual, known) and _forward(counterfactual) == wanted:
                minimal.append(chosen)
    return tuple(minimal) or (tuple(range(len(made))),)


def _forward(appraisal: Appraisal) -> _Forward | None:
    """Who goes forward; None where the engine refuses the weights."""
    try:
        listed = agreed_evaluation(appraisal).shortlisting.listed
    except AppraisalError:
        return None
    return frozenset(listed("shortlisted")), frozenset(listed("undetermined"))


def _recorded(run: Run) -> _Forward:
    return frozenset(run.shortlist.options), frozenset(run.shortlist.undetermined)


def _size(appraisal: Appraisal) -> int:
    """How many cells, verdicts and amounts are worked out."""
    lines = len(appraisal.costs.lines) if appraisal.costs else 0
    return (len(appraisal.options) + 1) * (len(appraisal.criteria) + len(appraisal.gates) + lines + 1)
