"""Turning: which of the changes alone already give the newer shortlist."""

from collections.abc import Sequence
from itertools import combinations

from appraise.appraisal import Appraisal
from appraise.engine import exactly
from appraise.problem import AppraisalError
from appraise.review.counterfactuals import bare, evaluable, missing, mixed, start, units
from appraise.review_results import Keys, Turning
from appraise.run import Run

_FEW = 10
"""How many units are put together one by one; of more, whole groups are."""
_MOST = 60_000
"""How many cells are worked out in all: one to two seconds."""

_Forward = tuple[frozenset[str], frozenset[str]]


def turning(old: Run, new: Run) -> Turning:
    """The smallest sets of changes that, made on the older inputs alone, give the newer shortlist: the same options go
    forward and the same are left open. None of a set's parts does it, and every set that does it holds one of them.

    What people could not have written is never guessed: a score outside its scale, a new option without a score on a
    criterion that is gone, weights that fit no tree. Such a mixture is no set. All together always are one, and need
    not be worked out: so a single change is told however large the appraisal is.
    """
    recorded, wanted = _recorded(old), _recorded(new)
    if recorded == wanted:
        return Turning((), (), None)
    found = list(units(old.inputs, new.inputs))
    if not found:
        return Turning((), (), "versions")
    if _size(old.inputs) + _size(new.inputs) > _MOST:
        alone = len(found) == 1 and old.appraise == new.appraise
        return Turning(tuple(found), ((0,),), None) if alone else Turning((), (), "too-large")
    was, now = bare(old.inputs), bare(new.inputs)
    if _forward(was) != recorded or _forward(now) != wanted:
        return Turning((), (), "versions")
    made = {unit: [unit] for unit in found}
    if len(found) > _FEW:
        made = {
            kind: [unit for unit in found if unit[:1] == kind] for kind in dict.fromkeys(unit[:1] for unit in found)
        }
    most = _MOST // max(_size(was), _size(now))
    sets = _smallest(was, now, list(made.values()), wanted, most)
    if sets is None:
        return Turning((), (), "too-large" if most < len(made) else "too-many")
    return Turning(tuple(made), sets, None)


def _smallest(
    old: Appraisal, new: Appraisal, made: Sequence[Sequence[Keys]], wanted: _Forward, most: int
) -> tuple[tuple[int, ...], ...] | None:
    """The smallest sets, by position among what can be made otherwise; None where more than `most` are to be tried."""
    begun, known = start(old, new), missing(old) | missing(new)
    found: list[tuple[int, ...]] = []
    for count in range(1, len(made)):
        for chosen in combinations(range(len(made)), count):
            if any(set(smaller) <= set(chosen) for smaller in found):
                continue
            most -= 1
            if most < 0:
                return None
            mixture = mixed(begun, new, [unit for position in chosen for unit in made[position]])
            if evaluable(mixture, known) and _forward(mixture) == wanted:
                found.append(chosen)
    return tuple(found) or (tuple(range(len(made))),)


def _forward(appraisal: Appraisal) -> _Forward | None:
    """Who goes forward and who is left open; None where the engine refuses the weights."""
    try:
        settled = exactly(appraisal).settled
    except AppraisalError:
        return None
    return frozenset(settled.listed("shortlisted")), frozenset(settled.listed("undetermined"))


def _recorded(run: Run) -> _Forward:
    return frozenset(run.shortlist.options), frozenset(run.shortlist.undetermined)


def _size(appraisal: Appraisal) -> int:
    """How many cells and verdicts are worked out."""
    return (len(appraisal.options) + 1) * (len(appraisal.criteria) + len(appraisal.gates) + 1)
