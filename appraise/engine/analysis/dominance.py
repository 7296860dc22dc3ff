"""Preference: who is ahead of whom whatever the weights, over ever narrower sets of them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, combinations, permutations
from typing import Literal, NamedTuple, get_args

from appraise.analyses import Preferred
from appraise.numbers import rounded

Values = Mapping[str, Sequence[Fraction]]
"""The value of each option on each criterion, 0 to 100: criteria in one order, options in file order."""

_Set = Literal["all-weights", "agreed-order", "within-points"]
_WIDTHS: Sequence[_Set] = get_args(_Set)


class Least(NamedTuple):
    """The least lead over a set of weights, and weights of that set that give it, in the order of the criteria."""

    lead: Fraction
    at: Sequence[Fraction]


def identical(values: Values) -> tuple[tuple[str, str], ...]:
    """Pairs of options with the same value on every criterion."""
    return tuple((option, other) for option, other in combinations(values, 2) if not any(_leads(values, option, other)))


def necessary(
    values: Values, shares: Sequence[Fraction], criteria: Sequence[str], within: Fraction
) -> tuple[Preferred, ...]:
    """Pairs of options that differ, the first at least level whatever the weights, over the widest set that holds.

    values: 0 to 100, by option. shares: as agreed. Both in the order of the criteria.
    within: how far each share may be from the agreed one in the narrowest set, as a part of the whole.
    Wider sets come first, then file order. What holds over a set is called necessary over it (Greco, Mousseau &
    Slowinski 2008); over all weights it is what is elsewhere called dominance.
    """
    found = []
    for option, other in permutations(values, 2):
        leads = _leads(values, option, other)
        # Each of the sets holds the agreed shares.
        if any(leads) and _sum_of(leads, shares) >= 0:
            for over, least in _sets(leads, shares, within):
                if least.lead >= 0:
                    found.append(Preferred(option, other, over, rounded(least.lead), by_criterion(criteria, least.at)))
                    break
    return tuple(sorted(found, key=lambda preferred: _WIDTHS.index(preferred.over)))


def by_criterion(criteria: Sequence[str], parts: Sequence[Fraction]) -> dict[str, Decimal]:
    """Parts of the whole, rounded, by criterion; those at 0 left out."""
    found = {name: rounded(part) for name, part in zip(criteria, parts, strict=True) if part}
    return {name: part for name, part in found.items() if part}


def _sets(leads: Sequence[Fraction], shares: Sequence[Fraction], within: Fraction) -> Iterator[tuple[_Set, Least]]:
    """The least lead over each set of weights, one after the other as they are asked for."""
    yield "all-weights", over_all(leads)
    yield "agreed-order", over_order(leads, shares)
    yield "within-points", over_points(leads, shares, within)


def over_all(leads: Sequence[Fraction]) -> Least:
    """The least lead over all weights: all on the criterion with the least lead."""
    return Least(min(leads), _evenly([leads.index(min(leads))], len(leads)))


def over_order(leads: Sequence[Fraction], shares: Sequence[Fraction]) -> Least:
    """The least lead over the weights that give a criterion with a greater share at least as much as one with a
    smaller; equal shares are in no order.

    The corners of that set weigh evenly all criteria above some share and some of those at it. The least lead is at
    one of them, and of those at the share the worst go in first.
    """
    order = sorted(range(len(leads)), key=lambda j: (-shares[j], leads[j]))
    sums = accumulate(leads[j] for j in order)
    lead, count = min((so_far / count, count) for count, so_far in enumerate(sums, 1))
    return Least(lead, _evenly(order[:count], len(leads)))


def over_points(leads: Sequence[Fraction], shares: Sequence[Fraction], within: Fraction) -> Least:
    """The least lead over the weights that are each within so much of its share: all as low as can be, then what is
    left of the whole to the worst leads first."""
    at = [max(Fraction(0), share - within) for share in shares]
    left = 1 - sum(at)
    for j in sorted(range(len(leads)), key=lambda j: leads[j]):
        more = min(left, shares[j] + within - at[j])
        at[j] += more
        left -= more
    return Least(_sum_of(leads, at), at)


def _leads(values: Values, option: str, other: str) -> list[Fraction]:
    """How far an option is ahead of another on each criterion."""
    return [mine - theirs for mine, theirs in zip(values[option], values[other], strict=True)]


def _evenly(on: Sequence[int], count: int) -> list[Fraction]:
    """The same weight on each of some criteria, of so many, and none on the others."""
    return [Fraction(j in on, len(on)) for j in range(count)]


def _sum_of(leads: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    return sum((weight * lead for weight, lead in zip(weights, leads, strict=True)), Fraction(0))
