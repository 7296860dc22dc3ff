"""Sampling against exact shares, known answers of the generator, and the same figures every time."""

import itertools
import math
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from appraise.engine.analysis import first_place, sampling
from appraise.engine.analysis.sampling import Drawn, confidence_counts, rank_counts
from tests.conftest import ROOT, X_SCORES

Rows = list[list[Fraction]]

X_RANKS = {
    "in-house": ("11/20", "9/50", "167/2100", "17/420", "3/20"),
    "woc": ("49/120", "71/120", "0", "0", "0"),
    "mutual": ("0", "14/75", "61/75", "0", "0"),
    "jv": ("0", "0", "0", "13/20", "7/20"),
    "charity": ("1/24", "1/24", "3/28", "13/42", "1/2"),
}
X = [[Fraction(str(value)) for value in row] for row in X_SCORES.values()]


def quiet(done: int, draws: int) -> None:
    """Nobody listens."""


def within(count: int, draws: int, share: Fraction | float) -> bool:
    """Within 4 standard errors."""
    return abs(count - draws * float(share)) <= 4 * math.sqrt(draws * float(share * (1 - share))) + 1e-9


def spread(*points: tuple[int, int]) -> Drawn:
    return [(Fraction(score), Fraction(value)) for score, value in points]


def decimals(draw: random.Random, options: int, criteria: int) -> Rows:
    return [[Fraction(draw.randint(0, 1000), 10) for _ in range(criteria)] for _ in range(options)]


def test_every_rank_of_example_x() -> None:
    counts = rank_counts(X, 200_000, 1, quiet)
    for row, shares in zip(counts, X_RANKS.values(), strict=True):
        assert all(within(count, 200_000, Fraction(share)) for count, share in zip(row, shares, strict=True)), row


def test_first_ranks_and_leaders_as_worked_out() -> None:
    """Exact shares of first place, within 4 standard errors; the means of 20,000 draws within 0.02."""
    draw = random.Random(1)
    for seed in range(12):
        values = {f"o{i}": row for i, row in enumerate(decimals(draw, draw.randint(2, 7), draw.randint(1, 9)))}
        known = first_place.first_place_shares(values)
        assert known is not None
        counts = rank_counts(list(values.values()), 20_000, seed, quiet)
        shares, central = sampling.first_place_shares(values, 20_000, seed, quiet)
        for option, row in zip(values, counts, strict=True):
            assert within(row[0], 20_000, known.shares[option])
            assert shares[option] == Fraction(row[0], 20_000)
            if known.shares[option] > 0.05:
                for mine, its in zip(central[option], known.central[option], strict=True):
                    assert abs(mine - its) < 0.02


def test_without_ties_every_draw_gives_each_rank_once() -> None:
    for seed in range(5):
        rows = decimals(random.Random(seed), 6, 5)
        counts = rank_counts(rows, 5_000, seed, quiet)
        assert [sum(row) for row in counts] == [5_000] * 6
        assert [sum(column) for column in zip(*counts, strict=True)] == [5_000] * 6


def test_level_options_share_the_better_rank() -> None:
    low, high = [Fraction(10), Fraction(20)], [Fraction(30), Fraction(40)]
    assert rank_counts([low, high, high, low], 7, 1, quiet) == [[0, 0, 7, 0], [7, 0, 0, 0], [7, 0, 0, 0], [0, 0, 7, 0]]
    shares, central = sampling.first_place_shares({"a": low, "b": high, "c": high, "d": low}, 7, 1, quiet)
    assert shares == {"a": 0, "b": Fraction(1, 2), "c": Fraction(1, 2), "d": 0}
    assert list(central) == ["b", "c"]
    assert central["b"] == central["c"]
    assert sum(central["b"]) == 1


def test_order_of_options_is_nothing() -> None:
    """The same weights are drawn whatever the options."""
    rows = decimals(random.Random(2), 5, 4)
    counts = rank_counts(rows, 10_000, 3, quiet)
    for order in itertools.islice(itertools.permutations(range(5)), 0, None, 17):
        assert rank_counts([rows[i] for i in order], 10_000, 3, quiet) == [counts[i] for i in order]


def test_one_criterion_always_has_all_the_weight() -> None:
    assert rank_counts([[Fraction(1)], [Fraction(3)], [Fraction(2)]], 5, 1, quiet) == [[0, 0, 5], [5, 0, 0], [0, 5, 0]]


def test_one_option_one_draw_nobody() -> None:
    assert rank_counts([[Fraction(1), Fraction(2)]], 1, 9, quiet) == [[1]]
    assert rank_counts([], 100, 1, quiet) == []


def test_scores_are_drawn_evenly_over_their_range() -> None:
    """Over 0 to 100 a score is above 30 with 0.7. A value that rises to 100 at 4 and falls to 60 at 5 is above 80 for
    scores from 3.2 to 4.5: 1.3 of 5. One that is level up to 2 of 4 and then rises to 100 is above 50 from 3 on."""
    for cell, against, share in [
        (spread((0, 0), (100, 100)), 30, 0.7),
        (spread((0, 100), (100, 0)), 30, 0.7),
        (spread((0, 0), (4, 100), (5, 60)), 80, 0.26),
        (spread((0, 0), (2, 0), (4, 100)), 50, 0.25),
        (spread((20, 40), (30, 60)), 45, 0.75),
    ]:
        counts = rank_counts([[cell], [Fraction(against)]], 40_000, 1, quiet)
        assert within(counts[0][0], 40_000, share), cell


def test_scores_are_drawn_apart_from_each_other_and_from_the_weights() -> None:
    """Of two even scores each is ahead half the time, of three a third; and against (50, 50) an option with 50 and an
    even score is ahead half the time whatever the weights."""
    even = spread((0, 0), (1, 100))
    assert within(rank_counts([[even], [even]], 40_000, 1, quiet)[0][0], 40_000, 0.5)
    assert all(within(row[0], 40_000, Fraction(1, 3)) for row in rank_counts([[even]] * 3, 40_000, 2, quiet))
    half = Fraction(50)
    assert within(rank_counts([[half, even], [half, half]], 40_000, 3, quiet)[0][0], 40_000, 0.5)
    # The two sums of the same weights are above half when w * (a - 1/2) + (1 - w) * (b - 1/2) is: half the time.
    assert within(rank_counts([[even, even], [half, half]], 40_000, 4, quiet)[0][0], 40_000, 0.5)


def test_confidence_by_hand() -> None:
    """At weights of a quarter and three quarters a score even over 0 to 100 on the first criterion against 40 on it
    is ahead with 0.6; with 10 more on the second, from 40 - 30 on: 0.9. Level is first."""
    even, rows = spread((0, 0), (10, 100)), [Fraction(40), Fraction(50)]
    at = [Fraction(1, 4), Fraction(3, 4)]
    counts = confidence_counts([[even, Fraction(50)], rows], {0: at, 1: at}, 40_000, 1, quiet)
    assert within(counts[0], 40_000, 0.6)
    assert within(counts[1], 40_000, 0.4)
    counts = confidence_counts([[even, Fraction(60)], rows], {0: at, 1: [0.0, 1.0]}, 40_000, 1, quiet)
    assert within(counts[0], 40_000, 0.9)
    assert counts[1] == 0
    assert confidence_counts([[even, Fraction(50)], rows], {0: [0, 1], 1: [0, 1]}, 10, 1, quiet) == {0: 10, 1: 10}


def test_the_weights_of_a_draw_are_whole_and_add_up_whatever_their_number() -> None:
    for criteria in range(1, 21):
        bits = next(sampling._batches(criteria - 1, 3_000, 5, quiet))
        weights = sampling._weights(bits.copy(), np.empty((criteria, sampling._BATCH)))
        assert (weights.sum(0) == 2**32).all()
        assert weights.min() >= 0
        # The gaps between sorted numbers: those up to each number again add up to it.
        assert (np.sort(bits, axis=0) == weights.cumsum(0)[:-1]).all()
        # Each has the mean 1 / n, and the standard deviation of a beta distribution (1, n - 1).
        error = math.sqrt((criteria - 1) / criteria**2 / (criteria + 1) / 3_000)
        assert (abs(weights.mean(1) / 2**32 - 1 / criteria) <= 4.5 * error + 1e-12).all()


def test_the_network_sorts_whatever_is_put_in() -> None:
    """What sorts all noughts and ones sorts everything (Knuth 1973)."""
    for count in range(1, 10):
        for bits in itertools.product((0, 1), repeat=count):
            row = list(bits)
            for low, high in sampling._network(count):
                row[low], row[high] = min(row[low], row[high]), max(row[low], row[high])
            assert row == sorted(bits)


def test_the_bits_are_those_that_numpy_publishes_for_sfc64() -> None:
    """The first of its test set for the seed 0xdeadbeaf, and every one after from the state before."""
    generator = np.random.SFC64(0xDEADBEAF)
    assert [hex(word) for word in generator.random_raw(3)] == [
        "0xa475f55fbb6bc638",
        "0xb2d594b6c29d971c",
        "0x275bc4ece4484fb1",
    ]
    a, b, c, counter = (int(word) for word in generator.state["state"]["state"])
    mask = 2**64 - 1
    for word in generator.random_raw(1_000).tolist():
        value = (a + b + counter) & mask
        a, b, c = b ^ b >> 11, (c + (c << 3)) & mask, ((c << 24 | c >> 40) + value) & mask
        counter = (counter + 1) & mask
        assert word == value


def test_two_numbers_of_32_bits_to_a_word_the_lower_first() -> None:
    words = np.random.SFC64(7).random_raw(sampling._BATCH).tolist()
    numbers = [half for word in words for half in (word & 0xFFFFFFFF, word >> 32)]
    bits = next(sampling._batches(2, 10, 7, quiet))
    assert bits.tolist() == [numbers[:10], numbers[sampling._BATCH :][:10]]


FIGURES = """
from fractions import Fraction
from appraise.engine.analysis.sampling import rank_counts
rows = [[Fraction(7 * (i * j + i + 2 * j) % 101) for j in range(6)] for i in range(1, 5)]
rows[0][0] = [(Fraction(0), Fraction(0)), (Fraction(4), Fraction(100)), (Fraction(5), Fraction(60))]
print(rank_counts(rows, 20_000, 1, lambda done, draws: None))
"""


def figures(threads: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", FIGURES],
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_the_same_figures_with_any_number_of_threads_and_on_every_machine() -> None:
    assert figures("1") == figures("2") == PINNED


PINNED = "[[4102, 4494, 5763, 5641], [3270, 6286, 4487, 5957], [9839, 4124, 3611, 2426], [2789, 5096, 6139, 5976]]"


def test_another_seed_draws_others_and_fewer_draws_are_the_first_of_more() -> None:
    assert rank_counts(X, 1_000, 1, quiet) == rank_counts(X, 1_000, 1, quiet)
    assert rank_counts(X, 1_000, 1, quiet) != rank_counts(X, 1_000, 2, quiet)
    few, more = (next(sampling._batches(3, draws, 1, quiet)) for draws in (10, 5_000))
    assert (few == more[:, :10]).all()


def test_it_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "_BATCH", 8)
    told: list[Sequence[int]] = []
    counts = rank_counts(X, 20, 1, lambda *far: told.append(far))
    assert told == [(8, 20), (16, 20), (20, 20)]
    assert [sum(row) for row in counts] == [20] * 5
