"""Pairwise shares: over all weights, each equally likely, how often one option is ahead of another."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import gcd, lcm, prod

from appraise.engine.analysis.dominance import Values
from appraise.engine.totals import in_integers
from appraise.numbers import rounded

_UNIT = 2**128
"""Units to the whole in which a share is first worked out, if that is enough to round it."""


def pairwise(values: Values) -> dict[str, dict[str, Decimal]]:
    """For each two options the share of all weights that put the first strictly ahead of the second."""
    unit = lcm(*(value.denominator for row in values.values() for value in row))
    rows = {option: [int(value * unit) for value in row] for option, row in values.items()}
    shares: dict[str, dict[str, Decimal]] = {option: {} for option in values}
    for option, other in combinations(values, 2):
        differences = [mine - its for mine, its in zip(rows[option], rows[other], strict=True)]
        # Weights that leave the two level have no volume, unless all do.
        shares[option][other], behind = rounded_share(differences)
        shares[other][option] = behind if any(differences) else shares[option][other]
    return {option: {other: row[other] for other in values if other != option} for option, row in shares.items()}


def rounded_share(differences: Sequence[int]) -> tuple[Decimal, Decimal]:
    """The share ahead and the share that is left, rounded as the exact shares are.

    By the recursion of `share_ahead` in whole units: each step is an average of two, so that its rounding costs less
    than a unit and never grows. Where that leaves open how to round, the exact share is worked out.
    """
    better, worse = _sides(differences)
    if not better:
        return Decimal(0), Decimal(1)
    behind = [0] * len(better)
    for fall in worse:
        before = _UNIT
        for k, rise in enumerate(better):
            before = behind[k] = (rise * behind[k] + fall * before) // (rise + fall)
    ends = {
        (rounded(1 - share), rounded(share))
        for share in (Fraction(behind[-1] + lost, _UNIT) for lost in (0, len(better) * len(worse)))
    }
    if len(ends) == 1:
        return ends.pop()
    ahead = share_ahead(differences)
    return rounded(ahead), rounded(1 - ahead)


def share_ahead(differences: Sequence[Fraction | int]) -> Fraction:
    """The exact share of all weights (none negative, 1 in all, evenly spread) whose sum of weight times difference is
    above 0: how often one option is ahead of another.

    differences: how far it is ahead on each criterion; those at 0 do not matter.

    Exact, by the recursion of Varsi 1973 and Ali 1973: the share behind, A, starts from A_0 = 1 and A_1 = ... = A_K
    = 0, K being how many criteria the first is better on; for each criterion it is worse on, by y, and for k = 1 to K,
    where it is better by x_k, A_k becomes (x_k A_k + y A_k-1) / (x_k + y); in the end A_K is the share. What is kept of
    each A_k is its numerator over the product of all divisors it has met: of its own column and the columns before.
    """
    better, worse = _sides(differences)
    if not better:
        return Fraction(0)
    numerators, divisors = [0] * len(better), [1] * len(better)
    for fall in worse:
        before, passed = 1, 1
        for k, rise in enumerate(better):
            before = numerators[k] = rise * numerators[k] * passed + fall * before * divisors[k]
            passed *= rise + fall
            divisors[k] *= rise + fall
    return 1 - Fraction(numerators[-1], prod(divisors))


def _sides(differences: Sequence[Fraction | int]) -> tuple[list[int], list[int]]:
    """The differences above 0, and the size of those below, as integers in their greatest common unit."""
    whole, _ = in_integers(differences)
    unit = gcd(*whole) or 1
    return [each // unit for each in whole if each > 0], [-each // unit for each in whole if each < 0]
