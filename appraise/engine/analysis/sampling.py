"""Sampling: how often each option has each rank, for random weights and random scores within their ranges.

SMAA-2 (Lahdelma and Salminen 2001). Weights are uniform over all sets of weights: the gaps between sorted uniform
numbers (Tervonen and Lahdelma 2007). Figures are the same on every machine: the bits are those of SFC64 (Doty-Humphrey
2010), weights and values are whole numbers of units, and no sum of their products reaches 2**53, so that floats hold it
exactly in whatever order it is added up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Tell = Callable[[int, int], None]

Drawn = Fraction | Sequence[tuple[Fraction, Fraction]]
"""A value; or the value function over an interval, points (score, value) with the lowest score first, of which any
score is equally likely."""

_BATCH = 8192
_WHOLE = 2**32
"""The sum of the weights of a draw."""
_POINT = 10_000
"""Units to a point of value: 100 points times `_WHOLE` stay below 2**52."""


def rank_counts(rows: Sequence[Sequence[Drawn]], draws: int, seed: int, tell: Tell) -> list[list[int]]:
    """For each option, by rank, in how many draws of weights and scores it has that competition rank.

    rows: the cells of each option by criterion.
    tell: is called after each batch with how many draws are done, and of how many.
    """
    many = len(rows)
    counts = [[0] * many for _ in rows]
    wide = len(rows[0]) - 1 if rows else 0
    fixed, spread = _split(rows)
    space = np.empty((wide + 1, _BATCH))
    room, above, ahead = np.empty((many, _BATCH)), np.empty((many, _BATCH), bool), np.empty((many, _BATCH), np.uint8)
    for bits in _batches(wide + len(spread), draws, seed, tell) if rows else ():
        weights = _weights(bits[:wide], space)
        size = bits.shape[1]
        totals = _summed(fixed, weights, room[:, :size])
        for (row, column, of), its in zip(spread, bits[wide:], strict=True):
            totals[row] += weights[column] * of(its)
        for row in range(many):
            np.greater(totals, totals[row], out=above[:, :size])
            np.add.reduce(above[:, :size].view(np.uint8), axis=0, out=ahead[row, :size])
        for rank in range(many):
            np.equal(ahead[:, :size], rank, out=above[:, :size])
            for row in range(many):
                counts[row][rank] += int(np.count_nonzero(above[row, :size]))
    return counts


def first_place_shares(
    values: Mapping[str, Sequence[Fraction]], draws: int, seed: int, tell: Tell
) -> tuple[dict[str, Fraction], dict[str, list[Fraction]]]:
    """The share of the draws of weights that put each option first, shared equally by those level, and for each that is
    first in any of them the mean of these weights, by criterion."""
    shares, sums = dict.fromkeys(values, Fraction(0)), {option: [0] * len(row) for option, row in values.items()}
    counts = dict.fromkeys(values, 0)
    fixed, _ = _split(list(values.values()))
    space = np.empty((fixed.shape[1], _BATCH))
    for bits in _batches(fixed.shape[1] - 1, draws, seed, tell):
        weights = _weights(bits, space)
        totals = _summed(fixed, weights)
        top = totals == totals.max(0)
        level = top.sum(0)
        for option, its in zip(values, top, strict=True):
            sharing = np.bincount(level[its]).tolist()
            shares[option] += sum(Fraction(count, size * draws) for size, count in enumerate(sharing) if count)
            counts[option] += sum(sharing)
            sums[option] = [
                so_far + int(more) for so_far, more in zip(sums[option], weights[:, its].sum(1), strict=True)
            ]
    central = {
        option: [Fraction(part, _WHOLE * count) for part in sums[option]] for option, count in counts.items() if count
    }
    return shares, central


def confidence_counts(
    rows: Sequence[Sequence[Drawn]],
    weights: Mapping[int, Sequence[float | Fraction]],
    draws: int,
    seed: int,
    tell: Tell,
) -> dict[int, int]:
    """In how many draws of scores each option is first at its own weights; those level at the top are all first.

    weights: by the option's row. rows, tell: as in `rank_counts`.
    """
    fixed, spread = _split(rows)
    counts = dict.fromkeys(weights, 0)
    at = {row: np.array([float(round(part * _WHOLE)) for part in own]) for row, own in weights.items()}
    for bits in _batches(len(spread), draws, seed, tell):
        drawn = [of(its) for (_, _, of), its in zip(spread, bits, strict=True)]
        for row, own in at.items():
            totals = np.repeat(_summed(fixed, own[:, None]), bits.shape[1], 1)
            for (other, column, _), values in zip(spread, drawn, strict=True):
                totals[other] += own[column] * values
            counts[row] += int(np.count_nonzero(totals[row] == totals.max(0)))
    return counts


def _batches(columns: int, draws: int, seed: int, tell: Tell) -> Iterator[Array]:
    """Uniform whole numbers below 2**32, a row for each of so many columns, up to `_BATCH` draws at a time."""
    generator = np.random.SFC64(seed)
    for done in range(0, draws, _BATCH):
        pairs = generator.random_raw((columns * _BATCH + 1) // 2)
        bits = pairs.astype("<u8", copy=False).view("<u4").reshape(columns, _BATCH)
        yield bits[:, : draws - done]
        tell(min(done + _BATCH, draws), draws)


def _weights(bits: Array, space: Array) -> Array:
    """Weights that add up to `_WHOLE`, a row for each criterion: the gaps between the sorted numbers of a draw.

    bits: is used as working space and left in disorder. space: holds the result.
    """
    rows, spare = list(bits), np.empty(bits.shape[1], bits.dtype)
    for low, high in _network(len(rows)):
        np.minimum(rows[low], rows[high], out=spare)
        np.maximum(rows[low], rows[high], out=rows[high])
        rows[low], spare = spare, rows[low]
    weights = space[:, : bits.shape[1]]
    before: Any = 0
    for gap, row in zip(weights, rows, strict=False):
        gap[:] = row - before
        before = row
    np.subtract(float(_WHOLE), before, out=weights[-1])
    return weights


def _network(count: int) -> list[tuple[int, int]]:
    """The exchanges that sort so many numbers (odd-even merge sort, Batcher 1968)."""
    pairs, length = [], 1
    while length < count:
        step = length
        while step:
            for start in range(step % length, count - step, 2 * step):
                pairs += [
                    (low, low + step)
                    for low in range(start, min(start + step, count - step))
                    if low // (2 * length) == (low + step) // (2 * length)
                ]
            step //= 2
        length *= 2
    return pairs


def _summed(fixed: Array, weights: Array, out: Array | None = None) -> Array:
    """The total of each row of values for each column of weights. Not by matrix products: on tables this small the
    threads of a linear algebra library wait for each other longer than they work."""
    return np.asarray(np.einsum("ij,jk->ik", fixed, weights, out=out))


def _split(rows: Sequence[Sequence[Drawn]]) -> tuple[Array, list[tuple[int, int, Callable[[Array], Array]]]]:
    """The values in units, 0 where they are drawn; and for those that are, row, column and how to draw."""
    fixed = np.array(
        [[float(round(cell * _POINT)) if isinstance(cell, Fraction) else 0.0 for cell in row] for row in rows]
    )
    spread = [
        (row, column, _drawing(cell))
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if not isinstance(cell, Fraction)
    ]
    return fixed, spread


def _drawing(points: Sequence[tuple[Fraction, Fraction]]) -> Callable[[Array], Array]:
    """A function from uniform whole numbers below 2**32 to values in units, of scores uniform over the interval."""
    (lowest, _), (highest, _) = points[0], points[-1]
    place = [(score - lowest) / (highest - lowest) * _WHOLE for score, _ in points]
    rises = [
        (value - before) * _POINT / (end - start)
        for (_, before), (_, value), start, end in zip(points, points[1:], place, place[1:], strict=False)
    ]
    starts, slopes = np.array(place[:-1], float), np.array(rises, float)
    values = np.array([value * _POINT for _, value in points[:-1]], float)

    def of(bits: Array) -> Array:
        piece = np.searchsorted(starts[1:], bits, side="right")
        # One operation at a time: fused ones would round otherwise on some machines.
        rise = slopes[piece] * (bits - starts[piece])
        return np.asarray(np.rint(values[piece] + rise))

    return of
