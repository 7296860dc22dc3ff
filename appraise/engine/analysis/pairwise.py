"""Pairwise: over all weights, each as likely as any other, how often each option is ahead of each other one."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm, prod

from appraise.engine.analysis.dominance import Values
from appraise.numbers import rounded

_UNIT = 2**128
"""What a share is worked out to, before it is known whether that is enough to round it."""


def pairwise(values: Values) -> dict[str, dict[str, Decimal]]:
    """For each two options the share of all weights that put the first strictly ahead of the second."""
    unit = lcm(*(value.denominator for row in values.values() for value in row))
    rows = {option: [int(value * unit) for value in row] for option, row in values.items()}
    found: dict[str, dict[str, Decimal]] = {option: {} for option in values}
    for place, (option, row) in enumerate(rows.items()):
        for other, its_row in list(rows.items())[place + 1 :]:
            differences = [mine - its for mine, its in zip(row, its_row, strict=True)]
            # Weights that leave the two level take up no room, unless all do.
            found[option][other], behind = rounded_share(differences)
            found[other][option] = behind if any(differences) else found[option][other]
    return {option: {other: row[other] for other in values if other != option} for option, row in found.items()}


def rounded_share(differences: Sequence[int]) -> tuple[Decimal, Decimal]:
    """The share ahead and the share that is left, both rounded as the exact ones are.

    By the recursion of `share_ahead`, in units: each step is an average of two, so that what the steps round down adds
    up to less than a unit each and never grows. Where that leaves open how to round, the exact share is asked for.
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
    """The share of all weights (none negative, 1 in all, evenly spread) whose sum of weight times difference is above
    0: how often one option is ahead of another, given by how much it is on each criterion. Those on which the two are
    level are of no account.

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
    """By how much the first is better, and by how much it is worse, where it is, in the greatest unit there is."""
    times = lcm(*(difference.denominator for difference in differences))
    whole = [int(difference * times) for difference in differences]
    unit = gcd(*whole) or 1
    return [each // unit for each in whole if each > 0], [-each // unit for each in whole if each < 0]
