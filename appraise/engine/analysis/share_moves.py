"""Moves of one share: throughout which shares of a criterion or a group a result stays what it is.

One share moves at a time: the criteria outside the node keep their proportions, and so do those inside it. A weight
of 0 takes none when another moves, so a share cannot move where all others are 0, and neither can that of a group of
several criteria which are all 0: there are no proportions to keep. Every total is then linear in the share: today's at
today's share, the average inside at share 1, the average outside at share 0 (Mareschal 1988).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from appraise.appraisal import Appraisal
from appraise.engine.analysis.scaled_totals import Gaps, ScaledTable, ScaledTotals


class Move(NamedTuple):
    """One share that moves: what it is today, and the totals where it is 1 (inside) and where it is 0 (outside)."""

    share: Fraction
    inside: ScaledTotals
    outside: ScaledTotals

    def at(self, share: Fraction) -> ScaledTotals:
        """The totals where the share is so much, 0 to 1."""
        part, rest = share.numerator * self.outside.weight, (share.denominator - share.numerator) * self.inside.weight
        lows, highs = (
            [part * inside + rest * outside for inside, outside in zip(*ends, strict=True)]
            for ends in zip(self.inside[:2], self.outside[:2], strict=True)
        )
        return ScaledTotals(lows, highs, share.denominator * self.inside.weight * self.outside.weight)

    def level(self, option: int, other: int) -> Fraction | None:
        """The share strictly inside 0 to 1 where two options with settled totals are level."""
        at_1 = (self.inside.lows[option] - self.inside.lows[other]) * self.outside.weight
        at_0 = (self.outside.lows[option] - self.outside.lows[other]) * self.inside.weight
        return Fraction(at_0, at_0 - at_1) if at_0 > 0 > at_1 or at_0 < 0 < at_1 else None


def share_moves(appraisal: Appraisal, table: ScaledTable, today: ScaledTotals) -> dict[str, Move]:
    """The move of each group and each criterion."""
    leaves: dict[str, list[int]] = {group: [] for group in appraisal.groups}
    for leaf, name in enumerate(appraisal.criteria):
        for node in (*appraisal.around(name), name):
            leaves.setdefault(node, []).append(leaf)
    return {node: _move(table, today, inside) for node, inside in leaves.items()}


def _move(table: ScaledTable, today: ScaledTotals, leaves: list[int]) -> Move:
    """The move of a node; where it cannot move, no total changes. A criterion by itself can, though its weight is 0: it
    needs no proportions inside."""
    share = Fraction(sum(table.weights[leaf] for leaf in leaves), today.weight)
    others = sorted(set(range(len(table.weights))).difference(leaves))
    if share == 1 or not (share or len(leaves) == 1):
        return Move(share, today, today)
    return Move(share, table.totals(leaves), table.totals(others))


def stable_range(
    move: Move, today: ScaledTotals, gaps: Callable[[ScaledTotals], Gaps], most: int
) -> tuple[Fraction, Fraction]:
    """The ends of the shares around today's throughout whose inside, for each option, fewer than `most` others are
    ahead where fewer are today, and as many where as many are."""
    before = gaps(today)
    down = _unchanged_part(before, today.weight, gaps(move.outside), move.outside.weight, most)
    up = _unchanged_part(before, today.weight, gaps(move.inside), move.inside.weight, most)
    return move.share * (1 - down), move.share + (1 - move.share) * up


def is_firm(
    moves: Mapping[str, Move],
    stable: Mapping[str, tuple[Fraction, Fraction]],
    criteria: Collection[str],
    result: Callable[[ScaledTotals], object],
    today: ScaledTotals,
) -> bool:
    """Whether the result is what it is today while any one criterion's share goes from half to double what it is, at
    most 1: throughout the inside of these shares, by the stable ranges, and at both their ends."""
    for name in criteria:
        move, (low, high) = moves[name], stable[name]
        half, double = move.share / 2, min(2 * move.share, Fraction(1))
        if low > half or high < double or not result(move.at(half)) == result(move.at(double)) == result(today):
            return False
    return True


def _unchanged_part(before: Gaps, weight: int, after: Gaps, weight_after: int, most: int) -> Fraction:
    """The part of the way, 0 to 1, on which no option comes to have `most` others ahead of it or ceases to; gaps run
    linearly from what they are before to what they are after."""
    widest = max((max(map(abs, gaps)) for gaps in after if gaps), default=0)
    changes = [_first_change(*both, most, 2 * widest.bit_length()) for both in zip(before, after, strict=True)]
    first = min((change for change in changes if change), default=None)
    if first is None:
        return Fraction(1)
    _, _, start, end = first
    return Fraction(start * weight_after, start * weight_after + end * weight)


def _first_change(
    before: Sequence[int], after: Sequence[int], most: int, bits: int
) -> tuple[int, int, int, int] | None:
    """Where the number of gaps above 0 first reaches `most` or falls below it strictly before the end: what orders the
    crossing among all, whether a gap opens there (1) or closes (-1), and its size before and after.

    A gap crosses 0 in the order of size before / size after. Fractions with denominators below 2^n that differ do so
    by more than 1 / 2^2n, so that 2n bits (`bits`) of each tell them apart. A gap that closes is no longer above 0
    at the crossing itself, one that opens only after it: closing comes first.
    """
    crossings = []
    for start, end in zip(before, after, strict=True):
        if start > 0 > end:
            crossings.append(((start << bits) // -end, -1, start, -end))
        elif start <= 0 < end:
            crossings.append(((-start << bits) // end, 1, -start, end))
    ahead = sum(start > 0 for start in before)
    fewer = ahead < most
    for crossing in sorted(crossings):
        ahead += crossing[1]
        if (ahead < most) != fewer:
            return crossing
    return None
