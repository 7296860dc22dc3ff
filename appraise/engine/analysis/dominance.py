"""Dominance: which option is at least level with which whatever the weights, over ever narrower sets of weights."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, combinations, permutations
from typing import Literal, NamedTuple, get_args

from appraise.analyses import Preference
from appraise.numbers import rounded

Values = Mapping[str, Sequence[Fraction]]
"""Exact values, 0 to 100, by option in file order and criterion in file order."""

_Set = Literal["all-weights", "agreed-order", "within-points"]
_WIDTHS: Sequence[_Set] = get_args(_Set)


class LeastLead(NamedTuple):
    """The least lead over a set of weights, in points, and weights of that set that give it, by criterion."""

    lead: Fraction
    at: Sequence[Fraction]


def identical(values: Values) -> tuple[tuple[str, str], ...]:
    """Pairs of options with the same value on every criterion."""
    return tuple((option, other) for option, other in combinations(values, 2) if not any(_leads(values, option, other)))


def necessary_preferences(
    values: Values, shares: Sequence[Fraction], criteria: Sequence[str], within: Fraction
) -> tuple[Preference, ...]:
    """Pairs of options that differ, the first at least level whatever the weights, over the widest set for which that
    holds; wider sets first, then in file order.

    shares: as agreed, by criterion.
    within: how far each share may be from the agreed one in the narrowest set, as a part of the whole.

    Such a preference is called necessary over the set (Greco, Mousseau & Slowinski 2008); over all weights it is
    dominance.
    """
    preferences = []
    for option, other in permutations(values, 2):
        leads = _leads(values, option, other)
        # Each of the sets holds the agreed shares.
        if any(leads) and _sum_of(leads, shares) >= 0:
            for over, least in _sets(leads, shares, within):
                if least.lead >= 0:
                    at = by_criterion(criteria, least.at)
                    preferences.append(Preference(option, other, over, rounded(least.lead), at))
                    break
    return tuple(sorted(preferences, key=lambda preference: _WIDTHS.index(preference.over)))


def by_criterion(criteria: Iterable[str], parts: Iterable[Fraction | Decimal]) -> dict[str, Decimal]:
    """Parts of the whole, rounded, by criterion; those that round to 0 left out."""
    weights = {name: rounded(part) for name, part in zip(criteria, parts, strict=True) if part}
    return {name: part for name, part in weights.items() if part}


def _sets(leads: Sequence[Fraction], shares: Sequence[Fraction], within: Fraction) -> Iterator[tuple[_Set, LeastLead]]:
    """The least lead over each set of weights, the widest first, each worked out as it is asked for."""
    yield "all-weights", over_all(leads)
    yield "agreed-order", over_order(leads, shares)
    yield "within-points", over_points(leads, shares, within)


def over_all(leads: Sequence[Fraction]) -> LeastLead:
    """The least lead over all weights: all weight on the criterion with the least lead."""
    return LeastLead(min(leads), _evenly([leads.index(min(leads))], len(leads)))


def over_order(leads: Sequence[Fraction], shares: Sequence[Fraction]) -> LeastLead:
    """The least lead over the weights that give a criterion with a greater share at least as much as one with a
    smaller; criteria of equal share are in no order.

    A vertex of that set weighs evenly all criteria above some share and some of those at it. The least lead is at one
    of these, reached by taking in, of the criteria at a share, those with the least leads first.
    """
    order = sorted(range(len(leads)), key=lambda j: (-shares[j], leads[j]))
    sums = accumulate(leads[j] for j in order)
    lead, count = min((so_far / count, count) for count, so_far in enumerate(sums, 1))
    return LeastLead(lead, _evenly(order[:count], len(leads)))


def over_points(leads: Sequence[Fraction], shares: Sequence[Fraction], within: Fraction) -> LeastLead:
    """The least lead over the weights that are each within so much of the agreed share: all as low as they can be, then
    the rest of the whole given to the criteria with the least leads first."""
    at = [max(Fraction(0), share - within) for share in shares]
    left = 1 - sum(at)
    for j in sorted(range(len(leads)), key=lambda j: leads[j]):
        more = min(left, shares[j] + within - at[j])
        at[j] += more
        left -= more
    return LeastLead(_sum_of(leads, at), at)


def _leads(values: Values, option: str, other: str) -> list[Fraction]:
    """How far an option is ahead of another on each criterion."""
    return [mine - theirs for mine, theirs in zip(values[option], values[other], strict=True)]


def _evenly(on: Sequence[int], count: int) -> list[Fraction]:
    """Equal weights on some of so many criteria and none on the others."""
    return [Fraction(j in on, len(on)) for j in range(count)]


def _sum_of(leads: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    return sum((weight * lead for weight, lead in zip(weights, leads, strict=True)), Fraction(0))
