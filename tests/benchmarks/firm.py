"""How long the analyses of robustness take beside plain ways to do the same, in one run. Asserts nothing.

    python tests/benchmarks/firm.py [--brief]

With --brief neither the walk in fractions (half a minute) nor the 100 million draws. One thread throughout. The
bounds are those the project set itself.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from appraise.engine.analysis.first_place import FirstPlace, first_place_shares
from appraise.engine.analysis.pairwise import pairwise
from appraise.engine.analysis.sampling import rank_counts

Rows = list[list[Fraction]]

KINDS: dict[str, Callable[[random.Random], Fraction]] = {
    "decimals": lambda draw: Fraction(draw.randint(0, 1000), 10),
    "marks of 0 to 5": lambda draw: Fraction(20 * draw.randint(0, 5)),
    "marks of 0 to 2": lambda draw: Fraction(50 * draw.randint(0, 2)),
}
MILLION = 1_000_000
UNITS = 2**512
DRAWS = """
import resource, sys
from fractions import Fraction
from appraise.engine.analysis.sampling import rank_counts
rows = [[Fraction(7 * (i * j + i + 2 * j) % 101) for j in range(15)] for i in range(1, 9)]
rank_counts(rows, int(sys.argv[1]), 1, lambda done, draws: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def table(options: int, criteria: int, kind: str, seed: int) -> dict[str, list[Fraction]]:
    """Values of options by criterion; the last option is the first once more."""
    draw = random.Random(seed)
    rows = [[KINDS[kind](draw) for _ in range(criteria)] for _ in range(options - 1)]
    return {f"o{i}": row for i, row in enumerate([*rows, rows[0]])}


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object], runs: int, bound: str) -> None:
    """Print the median ratio of pairs taken in turn, after a warm-up of each."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    mine, others = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(its / own for own, its in pairs)
    print(f"{name}: {ratio:.3g} times as fast ({bound}; medians {mine:.4f} s and {others:.4f} s)")


def pairwise_in_floats(values: dict[str, list[float]]) -> list[float]:
    """The share of weights that put each option ahead of each later one, by the same recursion (Varsi 1973)."""
    rows, found = list(values.values()), []
    for place, row in enumerate(rows):
        for other in rows[place + 1 :]:
            differences = [mine - its for mine, its in zip(row, other, strict=True)]
            better = [d for d in differences if d > 0]
            shares = [1.0] + [0.0] * len(better)
            for fall in (-d for d in differences if d < 0):
                for k, rise in enumerate(better, 1):
                    shares[k] = (rise * shares[k] + fall * shares[k - 1]) / (rise + fall)
            found.append(1 - shares[-1])
    return found


def plain_ranks(values: np.ndarray, draws: int) -> list[np.ndarray]:
    """Shares of ranks as one writes it in NumPy at first."""
    generator, counts = np.random.default_rng(1), []
    for _ in range(0, draws, MILLION // 10):
        weights = generator.exponential(size=(MILLION // 10, values.shape[1]))
        weights /= weights.sum(axis=1, keepdims=True)
        placed = np.argsort(np.argsort(-(weights @ values.T), axis=1), axis=1)
        counts.append(np.array([(placed == rank).sum(axis=0) for rank in range(len(values))]))
    return counts


Lexical = tuple[Fraction, Fraction]
Vertex = tuple[tuple[int, ...], tuple[int, ...]]


def walked(rows: Rows, seed: int = 1) -> tuple[list[Fraction], list[list[Fraction]]]:
    """The shares and mean weights of distinct rows in fractions, vertex by vertex along the edges.

    Ties are broken as if the k-th option had a bonus of its own, infinitely small: numbers are pairs, compared first
    by their first part. The volumes are summed as in Lawrence 1991, in a random direction, to 512 bits.
    """
    m, n, draw = len(rows), len(rows[0]), random.Random(seed)
    bonus = [Fraction(draw.randint(1, 10**6)) for _ in rows]
    c = [Fraction(draw.randint(1, 10**4)) for _ in range(n)]
    best = max(range(m), key=lambda i: (rows[i][0], bonus[i]))
    seen: set[Vertex] = {((0,), (best,))}
    ahead = list(seen)
    shares, means = [0] * m, [[0] * n for _ in rows]
    while ahead:
        s, k = ahead.pop()
        size = len(s)
        inverse, g = _inverse(
            [[*(rows[i][j] for j in s), Fraction(-1)] for i in k] + [[Fraction(1)] * size + [Fraction(0)]]
        )
        w = [(row[size], -sum((a * bonus[i] for a, i in zip(row, k, strict=False)), Fraction(0))) for row in inverse]
        lets: list[tuple[int | None, int | None, list[Fraction]]] = []
        for b in (j for j in range(n) if j not in s):
            right = [-rows[i][b] for i in k] + [Fraction(-1)]
            lets.append(
                (b, None, [sum((a * r for a, r in zip(row, right, strict=True)), Fraction(0)) for row in inverse])
            )
        if size > 1:
            lets += [(None, p, [-row[p] for row in inverse]) for p in range(size)]
        cw = sum((c[j] * w[q][0] for q, j in enumerate(s)), Fraction(0))
        steps = []
        for new, gone, u in lets:
            step = dict(zip(s, u, strict=False)) | ({new: Fraction(1)} if new is not None else {})
            steps.append((gone, step, sum((c[j] * part for j, part in step.items()), Fraction(0))))
            there = _next(rows, bonus, s, k, w, new, gone, u)
            if there not in seen:
                seen.add(there)
                ahead.append(there)
        top, bottom = Fraction(1), Fraction(1)
        for _, _, slope in steps:
            top, bottom = top * cw, bottom * -slope
        whole = _units(top / bottom / abs(g))
        at = dict(zip(s, (x[0] for x in w), strict=False))
        turns = [{j: _units(part / slope) for j, part in u.items()} for _, u, slope in steps]
        bent = [_units(at.get(j, 0)) - int(cw * sum(turn.get(j, 0) for turn in turns) / n) for j in range(n)]
        for p, i in enumerate(k):
            own = [(turn, slope) for (q, _, slope), turn in zip(steps, turns, strict=True) if q == p]
            term = int(whole / (cw / -own[0][1])) if own else whole
            shares[i] += term
            for j in range(n):
                means[i][j] += term * (bent[j] + int(cw * sum(turn.get(j, 0) for turn, _ in own) / n)) // UNITS
    return (
        [Fraction(share, UNITS) for share in shares],
        [[Fraction(part, share or 1) for part in mean] for share, mean in zip(shares, means, strict=True)],
    )


def _units(number: Fraction | int) -> int:
    return int(number * UNITS)


def _next(
    rows: Rows,
    bonus: list[Fraction],
    s: tuple[int, ...],
    k: tuple[int, ...],
    w: Sequence[Lexical],
    b: int | None,
    p: int | None,
    u: Sequence[Fraction],
) -> Vertex:
    """The vertex at the other end of an edge: where the first weight comes to 0 or the first rival draws level."""
    stops = [((w[q][0] / -u[q], w[q][1] / -u[q]), 0, q) for q in range(len(s)) if u[q] < 0]
    for i in range(len(rows)):
        if i not in k:
            closes = sum((rows[i][j] * u[q] for q, j in enumerate(s)), Fraction(0)) - u[-1]
            closes += rows[i][b] if b is not None else 0
            if closes > 0:
                gap = [w[-1][o] - sum((rows[i][j] * w[q][o] for q, j in enumerate(s)), Fraction(0)) for o in (0, 1)]
                stops.append(((gap[0] / closes, (gap[1] - bonus[i]) / closes), 1, i))
    _, joins, who = min(stops)
    sets = {*s, *([b] if b is not None else [])} - ({s[who]} if not joins else set())
    group = {*k, *([who] if joins else [])} - ({k[p]} if p is not None else set())
    return tuple(sorted(sets)), tuple(sorted(group))


def _inverse(matrix: Rows) -> tuple[Rows, Fraction]:
    """The inverse and the determinant."""
    size, determinant = len(matrix), Fraction(1)
    rows = [[*row, *(Fraction(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for at in range(size):
        pivot = next(i for i in range(at, size) if rows[i][at])
        determinant *= rows[pivot][at] * (1 if pivot == at else -1)
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [part / rows[at][at] for part in rows[at]]
        for i in range(size):
            if i != at and rows[i][at]:
                rows[i] = [part - rows[i][at] * its for part, its in zip(rows[i], rows[at], strict=True)]
    return [row[size:] for row in rows], determinant


def error(values: dict[str, list[Fraction]], found: FirstPlace) -> tuple[float, float]:
    """The largest error of a share and of a central weight, against the walk in fractions."""
    rows = list(dict.fromkeys(tuple(row) for row in values.values()))
    shares, means = walked([list(row) for row in rows])
    of_shares = of_means = 0.0
    for option, row in values.items():
        same, place = sum(tuple(row) == tuple(its) for its in values.values()), rows.index(tuple(row))
        of_shares = max(of_shares, abs(float(shares[place] / same - Fraction(found.shares[option]))))
        if option in found.central:
            off = (abs(float(a - Fraction(b))) for a, b in zip(means[place], found.central[option], strict=True))
            of_means = max(of_means, *off)
    return of_shares, of_means


def peak(draws: int) -> float:
    """The memory of a process that draws so often, at its largest, in MB."""
    done = subprocess.run([sys.executable, "-c", DRAWS, str(draws)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def beside_pysensmcda() -> None:
    """First places and central weights, 8 by 8, in both."""
    try:
        from pysensmcda.smaa import exact_acceptability  # type: ignore[import-not-found]
    except ImportError:
        print("first and central 8 by 8: pysensmcda is not installed (pip install pysensmcda==2.0.0)")
        return
    for seed in range(5):
        generator = np.random.default_rng(seed)
        values = generator.integers(0, 1001, (8, 8)) / 10
        exact = {f"o{i}": [Fraction(str(value)) for value in row] for i, row in enumerate(values)}
        mine = statistics.median(seconds(lambda exact=exact: first_place_shares(exact)) for _ in range(5))  # type: ignore[misc]
        began = time.perf_counter()
        try:
            theirs = exact_acceptability(values, np.ones(8, int), scaling="none", weight_bounds=False)
        except Exception as problem:
            took = time.perf_counter() - began
            print(f"first and central 8 by 8: pysensmcda gives up after {took:.1f} s: {type(problem).__name__}")
            continue
        took, found = time.perf_counter() - began, first_place_shares(exact)
        apart = (
            max(abs(a - b) for a, b in zip(found.shares.values(), theirs.acceptability, strict=True)) if found else 1
        )
        print(
            f"first and central 8 by 8: {took / mine:.0f} times as fast as pysensmcda exact_acceptability (bound 50; "
            f"{mine:.3f} s and {took:.1f} s; shares {apart:.0e} apart)"
        )
        return


def main() -> None:
    """Print everything."""
    brief = "--brief" in sys.argv[1:]
    # First, while this process is small: what a child used at most begins with what its parent holds.
    few, many = peak(MILLION), (10 if brief else 100) * MILLION
    print(f"memory of {many} draws: {peak(many) / few:.3f} of {MILLION} draws, {few:.0f} MB (bound 1.2)")
    values = table(8, 15, "decimals", 1)
    rough = {option: [float(value) for value in row] for option, row in values.items()}
    compare(
        "exact pairwise 8 by 15 beside floats", lambda: pairwise(values), lambda: pairwise_in_floats(rough), 21, "-"
    )
    for kind in KINDS:
        values = table(8, 15, kind, 2)
        took = statistics.median(seconds(lambda values=values: first_place_shares(values)) for _ in range(5))  # type: ignore[misc]
        found = first_place_shares(values)
        off = "" if brief or not found else "; off by {:.0e} and {:.0e}, bound 1e-8".format(*error(values, found))
        print(f"first and central 8 by 15, {kind}: {took:.2f} s (bound 1{off})" if found else f"{kind}: no answer")
    beside_pysensmcda()
    values = table(8, 15, "decimals", 3)
    rows, array = list(values.values()), np.array([[float(value) for value in row] for row in values.values()])
    draws = 5 * MILLION // 10
    compare(
        f"{draws} draws 8 by 15 beside plain NumPy",
        lambda: rank_counts(rows, draws, 1, lambda done, draws: None),
        lambda: plain_ranks(array, draws),
        11,
        "bound 4",
    )


if __name__ == "__main__":
    main()
