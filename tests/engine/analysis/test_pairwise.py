"""Shares of weights that put one ahead of another: worked figures, a closed form, and draws."""

import math
import random
from fractions import Fraction
from itertools import permutations

import numpy
import pytest

from appraise.engine.analysis import pairwise as module
from appraise.engine.analysis.dominance import Values
from appraise.engine.analysis.pairwise import pairwise, rounded_share, share_ahead
from appraise.numbers import rounded
from tests.conftest import X_SCORES

X: Values = {option: [Fraction(str(score)) for score in row] for option, row in X_SCORES.items()}


def share(*differences: int) -> Fraction:
    return share_ahead([Fraction(difference) for difference in differences])


@pytest.mark.parametrize(
    ("differences", "expected"),
    [
        ((70, -20, -10, -50), "343/864"),
        ((2, -1, -1), "4/9"),
        ((1, 1, -1), "3/4"),
        ((1, -1), "1/2"),
        ((75, -25, 0, -50), "9/20"),
        ((-100, 100, 50, 75), "17/21"),
        ((3, -1), "3/4"),
        ((5,), "1"),
        ((-5,), "0"),
        ((0,), "0"),
        ((0, 0), "0"),
        ((0, 5, 0), "1"),
        ((0, -5, 0), "0"),
        ((3, 0, 7), "1"),
    ],
)
def test_worked_figures(differences: tuple[int, ...], expected: str) -> None:
    """3 and -1: ahead while the first weight is over 1/4. The last five: only one, or neither, is ever ahead."""
    assert share(*differences) == Fraction(expected)


def test_example_x() -> None:
    """In-house over the charity 17/21; what WOC dominates it is ahead of throughout."""
    found = pairwise(X)
    assert found["woc"]["in-house"] == rounded(Fraction(9, 20))
    assert found["in-house"]["charity"] == rounded(Fraction(17, 21))
    assert found["charity"]["in-house"] == rounded(Fraction(4, 21))
    assert [found["woc"]["mutual"], found["mutual"]["woc"], found["woc"]["jv"], found["mutual"]["jv"]] == [1, 0, 1, 1]
    assert [(option, *row) for option, row in found.items()] == [
        (option, *(other for other in X if other != option)) for option in X
    ]


def test_identical_options_are_never_ahead_of_each_other() -> None:
    assert pairwise({"a": X["woc"], "b": X["jv"], "c": X["woc"]}) == {
        "a": {"b": 1, "c": 0},
        "b": {"a": 0, "c": 0},
        "c": {"a": 0, "b": 1},
    }


def test_one_option_alone_and_one_criterion_alone() -> None:
    assert pairwise({"a": X["woc"]}) == {"a": {}}
    assert pairwise({}) == {}
    assert pairwise({"a": [Fraction(1, 3)], "b": [Fraction(1, 4)]}) == {"a": {"b": 1}, "b": {"a": 0}}


def test_the_closed_form_for_differences_all_different() -> None:
    """The sum over the differences d above 0 of the product over the others e of d / (d - e)."""
    draw = random.Random(2)
    for _ in range(1500):
        size = draw.randint(1, 12)
        numbers = draw.sample([number for number in range(-60, 61) if number], size)
        differences = [Fraction(number, draw.choice([1, 1, 7])) for number in numbers]
        if len(set(differences)) < size:
            continue
        ahead = sum(
            (
                math.prod((one / (one - other) for other in differences if other != one), start=Fraction(1))
                for one in differences
                if one > 0
            ),
            Fraction(0),
        )
        assert share_ahead(differences) == ahead


def test_one_or_the_other_is_ahead() -> None:
    """The two shares are all there is, unless nothing is between the two; and order, scale, criteria on which they are
    level are of no account."""
    draw = random.Random(3)
    for _ in range(1000):
        differences = [Fraction(draw.randint(-8, 8), 4) for _ in range(draw.randint(1, 9))]
        ahead = share_ahead(differences)
        behind = share_ahead([-difference for difference in differences])
        assert ahead + behind == (1 if any(differences) else 0)
        draw.shuffle(differences)
        assert share_ahead([difference * 3 / 7 for difference in differences]) == ahead
        assert share_ahead([*differences, Fraction(0)]) == ahead
        assert (ahead == 1) == (min(differences) >= 0 < max(differences))
        assert (ahead == 0) == (max(differences) <= 0)


def test_draws_agree() -> None:
    """Within four standard errors of 40,000 even draws of weights; a better value on one criterion never hurts."""
    draw, even = random.Random(4), numpy.random.default_rng(4)
    for _ in range(60):
        size = draw.randint(2, 10)
        differences = [Fraction(draw.randint(-40, 40), 4) for _ in range(size)]
        weights = even.standard_exponential((40_000, size))
        sampled = float(numpy.mean(weights @ numpy.array([float(difference) for difference in differences]) > 0))
        ahead = share_ahead(differences)
        error = math.sqrt(float(ahead * (1 - ahead)) / 40_000)
        assert abs(float(ahead) - sampled) <= 4 * error + 1e-12
        differences[draw.randrange(size)] += 1
        assert share_ahead(differences) >= ahead


def test_every_pair_is_its_own_share() -> None:
    """Whatever the order of options and criteria, and fractions that need one denominator for all."""
    draw = random.Random(5)
    for _ in range(150):
        width = draw.randint(1, 5)
        values = {
            f"o{index}": [Fraction(draw.randint(0, 12), draw.choice([1, 3, 7])) for _ in range(width)]
            for index in range(draw.randint(1, 5))
        }
        found = pairwise(values)
        for option, other in permutations(values, 2):
            leads = [mine - its for mine, its in zip(values[option], values[other], strict=True)]
            assert found[option][other] == rounded(share_ahead(leads))
        names, columns = draw.sample(list(values), len(values)), draw.sample(range(width), width)
        assert pairwise({name: [values[name][column] for column in columns] for name in names}) == found


@pytest.mark.parametrize("unit", [2**128, 2**16])
def test_a_share_is_rounded_as_the_exact_one_is(unit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In small units too, where what is lost on the way counts. Also where it lies in the middle between two figures, 1
    in 2,000,000, or as good as there; and of many criteria with many decimals."""
    monkeypatch.setattr(module, "_UNIT", unit)
    draw = random.Random(6)
    cases = [
        [1, -1_999_999],
        [1_999_999, -1],
        [3, -1_999_997],
        [1, -1_999_999 * 10**40 - 1],
        [10**60, -1],
        [1, -(10**60)],
    ]
    cases += [[draw.randint(-9, 9) for _ in range(draw.randint(1, 12))] for _ in range(300)]
    cases += [[draw.randint(-(10**15), 10**15) for _ in range(30)] for _ in range(10)]
    for differences in cases:
        ahead = share_ahead(differences)
        assert rounded_share(differences) == (rounded(ahead), rounded(1 - ahead))
    assert [str(share) for share in rounded_share([1, -1_999_999])] == ["0.000001", "1"]
