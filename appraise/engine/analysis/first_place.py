"""First-place shares and central weights: the part of all sets of weights that puts each option first, and its mean.

Not sampled: the volumes are summed over the vertices of the regions where each option is first (Lawrence 1991, in the
form of Brion 1988). Such a vertex is a set of criteria that carry weight and as many options level at the top. Weights,
leads and edges are all minors of the table of values, each worked out once for all options. Three measures keep the sum
sound:

- Its terms cancel. The direction it is taken in has components that grow geometrically, which keeps the terms small,
  and all numbers have 106 bits (`double_floats`). The digits that the terms can have lost are counted.
- Ties make vertices coincide. Each option gets a bonus of its own, about 2**-60 of the scale, which moves no volume
  to speak of and leaves each vertex with just as many equations as it needs.
- Every edge of a vertex must lead to one other vertex; if one does not, there is no answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations
from math import comb
from operator import add
from typing import Any, NamedTuple

import numpy as np

from appraise.engine.analysis.double_floats import Array, DoubleFloats
from appraise.engine.analysis.subsets import Subsets, subsets

_MOST = 3_000_000
"""Sets of criteria with as many options that are looked at."""
_MOST_PLACES = 30_000_000
"""Places in tables of sets of criteria: with few options and many criteria it is these that take time and memory."""

_RATIOS = (1.5, 1.4, 1.6, 1.3)
"""How fast the components of a direction grow: one after the other until enough digits are left."""

_BONUS = 2.0**-60
_ALIKE = 1e-7
_NO_MINOR = 2.0**-88
_LOST = 2.0**-100
_NO_SHARE = 1e-12
_ENOUGH = 1e-9
_ENOUGH_OF_A_MEAN = 1e-7


class FirstPlace(NamedTuple):
    """For each option the share of weights that put it first, 0 to 1, and the mean of those weights where there are
    any, by criterion."""

    shares: dict[str, float]
    central: dict[str, list[float]]


class _Tables(NamedTuple):
    """Subsets of criteria and of options, by size, and the determinants that belong to them."""

    sets: list[Subsets]
    groups: list[Subsets]
    minors: list[DoubleFloats]
    bordered: list[DoubleFloats]


def first_place_shares(values: Mapping[str, Sequence[Fraction]]) -> FirstPlace | None:
    """The first-place share of each option over all sets of weights, each equally likely, and its central weights.

    values: 0 to 100, by option and criterion. Options with the same values share first place equally.
    None where there is too much to work out, or shares cannot be held to within 1e-9 and means to within 1e-7.
    """
    classes: dict[tuple[Fraction, ...], list[str]] = {}
    for option, row in values.items():
        classes.setdefault(tuple(row), []).append(option)
    rows = [row for row in classes if not any(_dominates(other, row) for other in classes)]
    if not rows:
        return FirstPlace({}, {})
    volumes = _volumes(rows) if _few_enough(len(rows), len(rows[0])) else None
    if volumes is None:
        return None
    shares, central = dict.fromkeys(values, 0.0), {}
    for row, share, mean in zip(rows, *volumes, strict=True):
        for option in classes[row] if share > _NO_SHARE else ():
            shares[option] = share / len(classes[row])
            central[option] = mean
    return FirstPlace(shares, {option: central[option] for option in values if option in central})


def _few_enough(options: int, criteria: int) -> bool:
    """Whether so many options and criteria can be worked out in a second or two."""
    places = sum(
        comb(criteria, size) * (criteria - size + 1) * (size + 1) for size in range(min(criteria, options + 1) + 1)
    )
    return comb(criteria + options, options) <= _MOST and places <= _MOST_PLACES


def _dominates(row: tuple[Fraction, ...], other: tuple[Fraction, ...]) -> bool:
    """Whether a row is at least as good everywhere and better somewhere."""
    return row != other and all(mine >= its for mine, its in zip(row, other, strict=True))


def _volumes(rows: list[tuple[Fraction, ...]]) -> tuple[list[float], list[list[float]]] | None:
    """The share and the mean weights of each row, of which none dominates another; None where they cannot be held to
    the bounds."""
    m, n = len(rows), len(rows[0])
    sets, groups = subsets(n, min(n, m + 1)), subsets(m, min(m, n + 1))
    table = _table(rows)
    if table is None:
        return None
    minors = _minors(table, sets, groups)
    tables = _Tables(sets, groups, minors, _bordered(minors, sets))
    for ratio in _RATIOS:
        with np.errstate(all="ignore"):
            summed = _summed(np.array([ratio**j * (1 + _generic(j) / 4) for j in range(n)]), tables)
        if summed is None:
            return None
        shares, means, lost = summed
        # A mean loses as much of itself as its share does.
        most = np.minimum(_ENOUGH, _ENOUGH_OF_A_MEAN * np.where(shares > _NO_SHARE, shares, 1))
        if (lost <= most).all() and abs(shares.sum() - 1) <= _ENOUGH:
            return shares.tolist(), means.tolist()
    return None


def _summed(c: Array, tables: _Tables) -> tuple[Array, Array, Array] | None:
    """The share and the mean weights of each option, summed in the direction c, and a bound on the error of the share;
    None where an edge does not lead from one vertex to one other.

    A share is the sum, over the vertices w of its region, of (c w)^(n - 1) / |g| / the product of -(c u) over the
    edges u from there: those on which the option is still level on top. u is such that what it lets go of, a weight
    or a lead, becomes 1; g is the determinant that turns one into the other. The mean weights are the derivative by c
    of the same sum with one power more.
    """
    sets, groups, minors, bordered = tables
    n, m = len(c), len(groups[1].members)
    slopes = _slopes(bordered, c, sets)
    ends = [np.zeros(slope.high.shape, np.int8) for slope in slopes]
    shares, means, lost = DoubleFloats.zeros(m), DoubleFloats.zeros(m, n), np.zeros(m)
    for size in range(1, len(bordered)):
        i, k = _vertices(size, tables)
        here, mine = np.arange(len(i)), sets[size].members[i].T
        g = bordered[size][i, k]
        w = minors[size - 1][sets[size].without[i].T, k].scaled(_signs(size) * (-1) ** size) / g
        cw = (DoubleFloats(c[mine]) * w).sum()
        cwg, part = cw * g, cw / DoubleFloats(np.array(float(n)))
        term, bent, noise = DoubleFloats(np.sign(g.high)) / g, DoubleFloats.zeros(n, len(i)), 1 / abs(g.high)
        edges = []
        for larger, row, column, sign in _edges(size, i, k, sets, groups):
            members, slope = sets[larger].members[row].T, slopes[larger][row, column]
            step = bordered[larger - 1][sets[larger].without[row].T, column].scaled(_signs(larger)) / slope
            ratio = (cwg / slope).scaled(sign)
            edges.append((ratio, members, step))
            term = term * ratio
            _add_at(bent, members, here, part.scaled(-1) * step)
            noise += (c[members] * (step.high != 0)).max(0) / abs(slope.high)
            np.add.at(ends[larger], (row, column), 1)
        _add_at(bent, mine, here, w)
        for p in range(size):
            its, mean = term, bent
            if size > 1:
                ratio, members, step = edges[p - size]
                its, mean = term / ratio, bent.copy()
                _add_at(mean, members, here, part * step)
            mean = its * mean
            noisy = (abs(its.high) + abs(mean.high).max(0)) * noise
            for option in range(m):
                of = groups[size].members[k, p] == option
                shares[option] += its[of].sum()
                means[option] += mean.transposed()[of].sum()
                lost[option] += noisy[of].sum() * _LOST
    if not all(np.isin(end, (0, 2)).all() for end in ends):
        return None
    return shares.high, (means / shares[:, None]).high, lost


def _add_at(x: DoubleFloats, rows: Array, columns: Array, values: DoubleFloats) -> None:
    """Add a table of numbers to x in place, each row of the table at the rows and columns given for it."""
    for at, row in enumerate(rows):
        x[row, columns] += values[at]


def _vertices(size: int, tables: _Tables) -> tuple[Array, Array]:
    """The rows of the criteria and of the options of each vertex: all weights positive and no other option above."""
    sets, groups = tables.sets[size], tables.groups[size]
    g, minor = tables.bordered[size].high, tables.minors[size - 1].high
    holds = g != 0
    for q in range(size):
        holds &= (-1) ** (size + q) * minor[sets.without[:, q]] * g > 0
    i, k = np.nonzero(holds)
    for r in range(groups.others.shape[1]):
        lead = (-1.0) ** (size - groups.place[k, r]) * tables.minors[size].high[i, groups.joined[k, r]] * g[i, k]
        i, k = i[lead < 0], k[lead < 0]
    return i, k


def _edges(
    size: int, i: Array, k: Array, sets: list[Subsets], groups: list[Subsets]
) -> Iterator[tuple[int, Array, Array, Any]]:
    """The edges at each vertex: those along which one more criterion gets weight, then those along which one of the
    level options falls behind.

    Yields: how many criteria have weight along the edges, the rows of these and of the options still level, and the
    sign of the slope.
    """
    for b in range(sets[size].others.shape[1]):
        yield size + 1, sets[size].joined[i, b], k, 2.0 * (sets[size].place[i, b] % 2) - 1
    for p in range(size if size > 1 else 0):
        yield size, i, groups[size].without[k, p], (-1) ** p


def _table(rows: Sequence[Sequence[Fraction]]) -> DoubleFloats | None:
    """The values scaled to 0 to 1, from the lowest on each criterion, with each option's bonus; None where options are
    so alike that the bonus would matter."""
    lowest = [min(column) for column in zip(*rows, strict=True)]
    scale = max(max(column) - least for column, least in zip(zip(*rows, strict=True), lowest, strict=True)) or 1
    exact = [[(value - least) / scale for value, least in zip(row, lowest, strict=True)] for row in rows]
    if any(max(abs(a - b) for a, b in zip(row, other, strict=True)) < _ALIKE for row, other in combinations(exact, 2)):
        return None
    high = np.array([[float(value) for value in row] for row in exact])
    low = np.array([[float(value - Fraction(float(value))) for value in row] for row in exact])
    bonus = np.array([[_BONUS * _generic(k)] for k in range(len(rows))])
    return DoubleFloats(high) + DoubleFloats(low + bonus)


def _generic(index: int) -> float:
    """A number from 0 to 1 of a sequence without pattern: a generic direction, a generic bonus."""
    return float((index + 1) ** 3 * 0x9E3779B97F4A7C15 % 2**64) / 2.0**64


def _minors(table: DoubleFloats, sets: list[Subsets], groups: list[Subsets]) -> list[DoubleFloats]:
    """By size, for criteria S and one option more K: the determinant of [values of K on S | 1]."""
    by_size = [DoubleFloats(np.ones((1, len(table.high))))]
    for size in range(1, min(len(sets), len(groups) - 1)):
        last, rest, group = sets[size].members[:, -1:], sets[size].without[:, -1:], groups[size + 1]
        terms = (
            (table[group.members[:, p], last] * by_size[-1][rest, group.without[:, p]]).scaled((-1) ** (p + size - 1))
            for p in range(size + 1)
        )
        by_size.append(reduce(add, terms))
    return by_size


def _bordered(minors: list[DoubleFloats], sets: list[Subsets]) -> list[DoubleFloats]:
    """By size, for criteria S and as many options K: the determinant of [[values of K on S, 1], [1, 0]]."""
    by_size = [DoubleFloats.zeros(1, 1)]
    for size, minor in enumerate(minors[: len(sets) - 1], 1):
        terms = (minor[sets[size].without[:, q]].scaled((-1) ** (size + q)) for q in range(size))
        determinant = reduce(add, terms)
        by_size.append(determinant.scaled(abs(determinant.high) > _NO_MINOR))
    return by_size


def _slopes(bordered: list[DoubleFloats], c: Array, sets: list[Subsets]) -> list[DoubleFloats]:
    """By size, for criteria S and one option less K: how fast c rises along the line in S on which K are level."""
    by_size = [DoubleFloats.zeros(0, 0)]
    for size, minor in enumerate(bordered[: len(sets) - 1], 1):
        terms = (
            DoubleFloats((-1) ** q * c[sets[size].members[:, q], None]) * minor[sets[size].without[:, q]]
            for q in range(size)
        )
        by_size.append(reduce(add, terms))
    return by_size


def _signs(count: int) -> Array:
    """1, -1, 1, ... as a column."""
    return 1.0 - 2 * (np.arange(count)[:, None] % 2)
