"""Double counting: criteria that may be one and the same thing under several names.

Values always run from worst to best, so the same thing twice orders options alike. Criteria that order them in
opposite ways are what an appraisal is there to weigh against each other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import isqrt
from operator import mul

from appraise.review.exact import ValueRange, column, percent, standalone
from appraise.review.members import cited
from appraise.review_results import CheckInput, Occurrence, Severity
from appraise.run import Run
from appraise.weighting import shares

SEVERITY: Severity = "note"
MEANS = (
    "Criteria order at least five options nearly alike (Spearman's rank correlation of 0.9 or more), or rest on the "
    "same places of the same documents for every option."
)
WHY = "What counts under two names counts twice. Scores that agree do not prove it: the options may just be so."
FIX = (
    "Ask of each two: if options were alike in the one, would people still care about the other? If not, merge them; "
    "if so, accept this and say why."
)
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4.5"

_FEW = 5
_MOST = 40
"""Criteria that are compared: those with the most weight. What is counted twice beyond them weighs little."""


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each set of criteria with a share, of which every one is so alike with another one of the set."""
    run = checked.run
    if standalone(run):
        return
    share = shares(run.inputs)
    weighty = sorted((name for name in run.inputs.criteria if share[name]), key=lambda name: -share[name])[:_MOST]
    names = [name for name in run.inputs.criteria if name in set(weighty)]
    alike = {pair: least for pair, least in _correlated(run, names) if least >= 90}
    correlated = list(_sets(names, alike))
    for together in correlated:
        least = min(least for pair, least in alike.items() if pair[0] in together)
        each = "" if len(together) == 2 else " for each with another of them"
        nearly = f"nearly alike, with a rank correlation of at least 0.{least}{each}" if least < 100 else "alike"
        so = f"order the options {nearly}"
        yield _occurrence(run, together, so, percent(sum(share[name] for name in together)))
    for together in _same_evidence(run, names):
        if not any(set(together) <= set(others) for others in correlated):
            so = "rest on the same places of the same documents for every option"
            yield _occurrence(run, together, so, percent(sum(share[name] for name in together)))


def _occurrence(run: Run, together: tuple[str, ...], so: str, weight: str) -> Occurrence:
    quoted = [f'"{run.inputs.criteria[name].name}"' for name in together]
    what = f"{', '.join(quoted[:-1])} and {quoted[-1]} {so}; together they weigh {weight}."
    return Occurrence(what, ("criteria", together[-1]), together)


def _correlated(run: Run, names: Sequence[str]) -> Iterator[tuple[tuple[str, str], int]]:
    """For each two criteria their rank correlation, in hundredths, over the options whose values on both are known, if
    these are enough."""
    orders = {name: _order(column(run, name)) for name in names}
    known = {name: centred(order) for name, order in orders.items() if min(order) >= 0}
    for pair in combinations(names, 2):
        if known.keys() >= set(pair):
            first, second = known[pair[0]], known[pair[1]]
        else:
            both = [each for each in zip(*map(orders.__getitem__, pair), strict=True) if min(each) >= 0]
            first, second = (centred(column) for column in zip(*both, strict=True)) if both else ([], [])
        if len(first) >= _FEW:
            yield pair, hundredths(first, second)


def _order(values: Mapping[str, ValueRange]) -> list[int]:
    """The place of each option's value among the different values, counted from the least; -1 if it is unknown."""
    place = {value: at for at, value in enumerate(sorted({low for low, high in values.values() if low == high}))}
    return [place[low] if low == high else -1 for low, high in values.values()]


def hundredths(first: Sequence[int], second: Sequence[int]) -> int:
    """Spearman's rank correlation of two centred columns in whole hundredths, rounded down; 0 where it is below 0 or
    one column is the same throughout."""
    product = sum(map(mul, first, second))
    if product <= 0:
        return 0
    return isqrt(10_000 * product**2 // (sum(map(mul, first, first)) * sum(map(mul, second, second))))


def centred(column: Sequence[int]) -> list[int]:
    """Twice the rank of each entry, less twice their mean; equals share their mean rank."""
    rank, below = {}, 0
    for entry, count in sorted(Counter(column).items()):
        rank[entry] = 2 * below + count - len(column)
        below += count
    return [rank[entry] for entry in column]


def _sets(names: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """The connected sets of names under these pairs, each once, in the order of the names."""
    joined = {name: {name} for name in names}
    for one, other in pairs:
        together = joined[one] | joined[other]
        joined.update(dict.fromkeys(together, together))
    for name in names:
        connected = tuple(each for each in names if each in joined[name])
        if connected[0] == name and len(connected) > 1:
            yield connected


def _same_evidence(run: Run, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Criteria that cite the same places for every option, of several; a document without a place does not count."""
    sharing: dict[tuple[frozenset[str], ...], list[str]] = {}
    for name in names:
        places = tuple(frozenset(each for each in cited(run, name, option) if " " in each) for option in run.options)
        if len(places) > 1 and all(places):
            sharing.setdefault(places, []).append(name)
    yield from (tuple(together) for together in sharing.values() if len(together) > 1)
