"""First: which part of all sets of weights puts each option first, and the mean of those weights.

Not sampled: the volumes are added up over the vertices of "who is first where" (Lawrence 1991, in the form of Brion
1988). Such a vertex is a set of criteria that carry weight and as many options level on top. All it takes, weights,
leads and edges alike, are minors of the table of values, each worked out once for all options. Three measures keep
the sum sound:

- Its terms cancel. The direction it is taken in has components that grow geometrically, which keeps the terms small,
  and everything runs in pairs of floats, 106 bits (Dekker 1971). The digits that the terms can have lost are counted.
- Ties make vertices coincide. Each option gets a bonus of its own, about 2**-60 of the scale, which moves no volume
  to speak of and leaves each vertex with just as many equations as it needs.
- Every edge of a vertex has to lead to one other vertex; if one does not, there is no answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations
from math import comb
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Array]
"""Numbers of 106 bits: a float, and what it leaves over."""

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


class First(NamedTuple):
    """For each option the share of weights that put it first, and the mean of those weights where there are any."""

    shares: dict[str, float]
    central: dict[str, list[float]]


class _Subsets(NamedTuple):
    """All subsets of one size, a row each: who is in and who is out, both ascending; the row, among the subsets of
    one less or one more, of the subset without each who is in or with each who is out; and the place it gets there."""

    members: Array
    others: Array
    without: Array
    joined: Array
    place: Array


class _Tables(NamedTuple):
    """Subsets of criteria and of options, by size, and the determinants that belong to them."""

    sets: list[_Subsets]
    groups: list[_Subsets]
    minors: list[Pair]
    bordered: list[Pair]


def first(values: Mapping[str, Sequence[Fraction]]) -> First | None:
    """The part of all sets of weights, each as likely as any other, that puts each option first, and their mean.

    values: each option's, 0 to 100, by criterion. Options with the same values share first place equally.
    None where there is too much to work out, or the shares cannot be held to 1e-9 and the means to 1e-7.
    """
    classes: dict[tuple[Fraction, ...], list[str]] = {}
    for option, row in values.items():
        classes.setdefault(tuple(row), []).append(option)
    rows = [row for row in classes if not any(_over(other, row) for other in classes)]
    if not rows:
        return First({}, {})
    found = _volumes(rows) if _few_enough(len(rows), len(rows[0])) else None
    if found is None:
        return None
    shares, central = dict.fromkeys(values, 0.0), {}
    for row, share, mean in zip(rows, *found, strict=True):
        for option in classes[row] if share > _NO_SHARE else ():
            shares[option] = share / len(classes[row])
            central[option] = mean
    return First(shares, {option: central[option] for option in values if option in central})


def _few_enough(options: int, criteria: int) -> bool:
    """Whether so many can be worked out in a second or two."""
    places = sum(
        comb(criteria, size) * (criteria - size + 1) * (size + 1) for size in range(min(criteria, options + 1) + 1)
    )
    return comb(criteria + options, options) <= _MOST and places <= _MOST_PLACES


def _over(row: tuple[Fraction, ...], other: tuple[Fraction, ...]) -> bool:
    """Whether a row is at least as good everywhere and better somewhere."""
    return row != other and all(mine >= its for mine, its in zip(row, other, strict=True))


def _volumes(rows: list[tuple[Fraction, ...]]) -> tuple[list[float], list[list[float]]] | None:
    """The share and the mean weights of each row, of which none is over another; None where it cannot be held."""
    m, n = len(rows), len(rows[0])
    sets, groups = _subsets(n, min(n, m + 1)), _subsets(m, min(m, n + 1))
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
    """The share and the mean weights of each option, summed in the direction c, and the most that they can have lost
    of the share; None where an edge does not lead from one vertex to one other.

    A share is the sum, over the vertices w of its region, of (c w)^(n - 1) / |g| / the product of -(c u) over the
    edges u from there: those on which the option is still level on top. u is such that what it lets go of, a weight
    or a lead, becomes 1; g is the determinant that turns one into the other. The mean weights are the derivative by c
    of the same sum with one power more.
    """
    sets, groups, minors, bordered = tables
    n, m = len(c), len(groups[1].members)
    slopes = _slopes(bordered, c, sets)
    ends = [np.zeros(slope[0].shape, np.int8) for slope in slopes]
    shares, means, lost = _zeros(m), _zeros(m, n), np.zeros(m)
    for size in range(1, len(bordered)):
        i, k = _vertices(size, tables)
        here, mine = np.arange(len(i)), sets[size].members[i].T
        g = _at(bordered[size], (i, k))
        w = _div(_times(_signs(size) * (-1) ** size, _at(minors[size - 1], (sets[size].without[i].T, k))), g)
        cw = _total(_mul(_pair(c[mine]), w))
        cwg, part = _mul(cw, g), _div(cw, _pair(np.array(float(n))))
        term, bent, noise = _div(_pair(np.sign(g[0])), g), _zeros(n, len(i)), 1 / abs(g[0])
        edges = []
        for larger, row, column, sign in _edges(size, i, k, sets, groups):
            members, slope = sets[larger].members[row].T, _at(slopes[larger], (row, column))
            step = _div(_times(_signs(larger), _at(bordered[larger - 1], (sets[larger].without[row].T, column))), slope)
            ratio = _times(sign, _div(cwg, slope))
            edges.append((ratio, members, step))
            term = _mul(term, ratio)
            _scatter(bent, members, here, _mul(_times(-1, part), step))
            noise += (c[members] * (step[0] != 0)).max(0) / abs(slope[0])
            np.add.at(ends[larger], (row, column), 1)
        _scatter(bent, mine, here, w)
        for p in range(size):
            its, mean = term, bent
            if size > 1:
                ratio, members, step = edges[p - size]
                its, mean = _div(term, ratio), (bent[0].copy(), bent[1].copy())
                _scatter(mean, members, here, _mul(part, step))
            mean = _mul(its, mean)
            noisy = (abs(its[0]) + abs(mean[0]).max(0)) * noise
            for option in range(m):
                of = groups[size].members[k, p] == option
                _accumulate(shares, option, _total(_at(its, of)))
                _accumulate(means, option, _total(_at((mean[0].T, mean[1].T), of)))
                lost[option] += noisy[of].sum() * _LOST
    if not all(np.isin(end, (0, 2)).all() for end in ends):
        return None
    return shares[0], _div(means, (shares[0][:, None], shares[1][:, None]))[0], lost


def _vertices(size: int, tables: _Tables) -> tuple[Array, Array]:
    """The rows of the criteria and of the options of each vertex: all weights positive and nobody else above."""
    sets, groups = tables.sets[size], tables.groups[size]
    g, minor = tables.bordered[size][0], tables.minors[size - 1][0]
    holds = g != 0
    for q in range(size):
        holds &= (-1) ** (size + q) * minor[sets.without[:, q]] * g > 0
    i, k = np.nonzero(holds)
    for r in range(groups.others.shape[1]):
        lead = (-1.0) ** (size - groups.place[k, r]) * tables.minors[size][0][i, groups.joined[k, r]] * g[i, k]
        i, k = i[lead < 0], k[lead < 0]
    return i, k


def _edges(
    size: int, i: Array, k: Array, sets: list[_Subsets], groups: list[_Subsets]
) -> Iterator[tuple[int, Array, Array, Any]]:
    """From vertices the edges that let in one more criterion, then those that let go of one of the options: how many
    criteria have weight along each, the rows of these and of the options still level, and the sign of the slope."""
    for b in range(sets[size].others.shape[1]):
        yield size + 1, sets[size].joined[i, b], k, 2.0 * (sets[size].place[i, b] % 2) - 1
    for p in range(size if size > 1 else 0):
        yield size, i, groups[size].without[k, p], (-1) ** p


def _subsets(count: int, largest: int) -> list[_Subsets]:
    """All subsets of 0 to count - 1, by size; a size's in the order of their rank (combinatorial number system)."""
    choose = np.array([[comb(x, size) for size in range(1, largest + 2)] for x in range(count)])

    def rank(members: Array) -> Array:
        return np.asarray(choose[members, np.arange(members.shape[-1])].sum(-1))

    found = []
    for size in range(largest + 1):
        members = np.array(list(combinations(range(count), size)), int).reshape(comb(count, size), size)
        members = members[np.argsort(rank(members))]
        out = np.ones((len(members), count), bool)
        np.put_along_axis(out, members, False, 1)
        # Nothing is asked of the largest with one more in it, and they are the most.
        more = count - size if size < largest else 0
        others = np.nonzero(out)[1].reshape(len(members), count - size)[:, :more]
        each = np.broadcast_to(members[:, None], (*others.shape, size))
        found.append(
            _Subsets(
                members,
                others,
                without=np.array([rank(np.delete(members, p, 1)) for p in range(size)], int)
                .reshape(size, len(members))
                .T,
                joined=rank(np.sort(np.concatenate((each, others[:, :, None]), 2), 2)),
                place=(each < others[:, :, None]).sum(2),
            )
        )
    return found


def _table(rows: Sequence[Sequence[Fraction]]) -> Pair | None:
    """The values, 0 to 1 above the lowest of each criterion, with the bonus of each option; None where options are so
    much alike that it would matter."""
    lowest = [min(column) for column in zip(*rows, strict=True)]
    scale = max(max(column) - least for column, least in zip(zip(*rows, strict=True), lowest, strict=True)) or 1
    exact = [[(value - least) / scale for value, least in zip(row, lowest, strict=True)] for row in rows]
    if any(max(abs(a - b) for a, b in zip(row, other, strict=True)) < _ALIKE for row, other in combinations(exact, 2)):
        return None
    high = np.array([[float(value) for value in row] for row in exact])
    low = np.array([[float(value - Fraction(float(value))) for value in row] for row in exact])
    bonus = np.array([[_BONUS * _generic(k)] for k in range(len(rows))])
    return _add(_pair(high), _pair(low + bonus))


def _generic(index: int) -> float:
    """A number from 0 to 1, one of a sequence without pattern."""
    return float((index + 1) ** 3 * 0x9E3779B97F4A7C15 % 2**64) / 2.0**64


def _minors(table: Pair, sets: list[_Subsets], groups: list[_Subsets]) -> list[Pair]:
    """By size, for criteria S and one option more K: the determinant of [values of K on S | 1]."""
    found = [_pair(np.ones((1, len(table[0]))))]
    for size in range(1, min(len(sets), len(groups) - 1)):
        last, rest, group = sets[size].members[:, -1:], sets[size].without[:, -1:], groups[size + 1]
        terms = (
            _times(
                (-1) ** (p + size - 1),
                _mul(_at(table, (group.members[:, p], last)), _at(found[-1], (rest, group.without[:, p]))),
            )
            for p in range(size + 1)
        )
        found.append(reduce(_add, terms))
    return found


def _bordered(minors: list[Pair], sets: list[_Subsets]) -> list[Pair]:
    """By size, for criteria S and as many options K: the determinant of [[values of K on S, 1], [1, 0]]."""
    found = [_zeros(1, 1)]
    for size, minor in enumerate(minors[: len(sets) - 1], 1):
        terms = (_times((-1) ** (size + q), _at(minor, sets[size].without[:, q])) for q in range(size))
        total = reduce(_add, terms)
        found.append(_times(abs(total[0]) > _NO_MINOR, total))
    return found


def _slopes(bordered: list[Pair], c: Array, sets: list[_Subsets]) -> list[Pair]:
    """By size, for criteria S and one option less K: how fast c rises along the line in S on which K are level."""
    found = [_zeros(0, 0)]
    for size, minor in enumerate(bordered[: len(sets) - 1], 1):
        terms = (
            _mul(_pair((-1) ** q * c[sets[size].members[:, q], None]), _at(minor, sets[size].without[:, q]))
            for q in range(size)
        )
        found.append(reduce(_add, terms))
    return found


def _signs(count: int) -> Array:
    """1, -1, 1, ... as a column."""
    return 1.0 - 2 * (np.arange(count)[:, None] % 2)


def _zeros(*shape: int) -> Pair:
    return np.zeros(shape), np.zeros(shape)


def _pair(x: Array) -> Pair:
    return x, np.zeros_like(x)


def _at(x: Pair, index: Any) -> Pair:
    return x[0][index], x[1][index]


def _accumulate(x: Pair, index: int, more: Pair) -> None:
    x[0][index], x[1][index] = _add(_at(x, index), more)


def _scatter(x: Pair, rows: Array, columns: Array, more: Pair) -> None:
    """Add a table of numbers in place, the row of each as told."""
    for row, high, low in zip(rows, *more, strict=True):
        x[0][row, columns], x[1][row, columns] = _add(_at(x, (row, columns)), (high, low))


def _times(sign: Any, x: Pair) -> Pair:
    """Times numbers that need no rounding."""
    return sign * x[0], sign * x[1]


def _add(x: Pair, y: Pair) -> Pair:
    total = x[0] + y[0]
    part = total - x[0]
    rest = (x[0] - (total - part)) + (y[0] - part) + (x[1] + y[1])
    high = total + rest
    return high, rest - (high - total)


def _mul(x: Pair, y: Pair) -> Pair:
    product = x[0] * y[0]
    (a, b), (c, d) = _halves(x[0]), _halves(y[0])
    rest = (((a * c - product) + a * d) + b * c) + b * d + (x[0] * y[1] + x[1] * y[0])
    high = product + rest
    return high, rest - (high - product)


def _halves(x: Array) -> Pair:
    """Two floats of half the digits each."""
    big = x * 134217729.0
    high = big - (big - x)
    return high, x - high


def _div(x: Pair, y: Pair) -> Pair:
    most = x[0] / y[0]
    rest = _add(x, _times(-1, _mul(_pair(most), y)))[0] / y[0]
    high = most + rest
    return high, rest - (high - most)


def _total(x: Pair) -> Pair:
    """The sum of the rows, half of them added to the other half again and again."""
    high, low = x if len(x[0]) else _zeros(1, *x[0].shape[1:])
    while len(high) > 1:
        half = len(high) // 2
        both = _add((high[:half], low[:half]), (high[half : 2 * half], low[half : 2 * half]))
        high, low = (np.concatenate((new, old[2 * half :])) for new, old in zip(both, (high, low), strict=True))
    return high[0], low[0]
