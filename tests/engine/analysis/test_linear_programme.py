"""Linear programmes: textbook ones, and an outside solver on random ones."""

import random
from collections import Counter
from fractions import Fraction

import pytest
from scipy.optimize import linprog

from appraise.engine.analysis.linear_programme import Limit, Optimum, maximise


def test_a_textbook_programme() -> None:
    """Three times x and five times y, x up to 4, 2 y up to 12, 3 x and 2 y up to 18: 36 at 2 and 6."""
    assert maximise([3, 5], [([1, 0], 4), ([0, 2], 12), ([3, 2], 18)]) == Optimum(
        Fraction(36), (Fraction(2), Fraction(6))
    )


def test_those_known_for_going_round_in_circles() -> None:
    """Beale 1955: 1/20 at 1/25, 0, 1, 0. Chvatal 1983, chapter 3: 1 at 1, 0, 1, 0."""
    beale: list[Limit] = [
        ([Fraction(1, 4), -60, Fraction(-1, 25), 9], 0),
        ([Fraction(1, 2), -90, Fraction(-1, 50), 3], 0),
        ([0, 0, 1, 0], 1),
    ]
    found = maximise([Fraction(3, 4), Fraction(-150), Fraction(1, 50), Fraction(-6)], beale)
    assert found == Optimum(Fraction(1, 20), (Fraction(1, 25), Fraction(0), Fraction(1), Fraction(0)))
    half = Fraction(1, 2)
    chvatal: list[Limit] = [
        ([half, -11 * half, -5 * half, 9], 0),
        ([half, -3 * half, -half, 1], 0),
        ([1, 0, 0, 0], 1),
    ]
    found = maximise([10, -57, -9, -24], chvatal)
    assert found == Optimum(Fraction(1), (Fraction(1), Fraction(0), Fraction(1), Fraction(0)))


def test_from_where_0_is_not_allowed() -> None:
    """x and y at least 4 together, x at most 3: the least of 2 x and 3 y is 6 + 3 = 9 at 3 and 1."""
    assert maximise([-2, -3], [([-1, -1], -4), ([1, 0], 3)]) == Optimum(Fraction(-9), (Fraction(3), Fraction(1)))
    assert maximise([2, -3], [([-1, -1], -4), ([1, 0], 3)]) == Optimum(Fraction(3), (Fraction(3), Fraction(1)))


def test_equalities() -> None:
    """x + y = 1 and x - y = 1/3: x = 2/3, y = 1/3."""
    assert maximise([1, 0], [], [([1, 1], 1), ([1, -1], Fraction(1, 3))]) == Optimum(
        Fraction(2, 3), (Fraction(2, 3), Fraction(1, 3))
    )


@pytest.mark.parametrize(
    ("objective", "limits", "expected"),
    [
        ([1], [([1], -1)], "infeasible"),
        ([-1], [([1], -1)], "infeasible"),
        ([0], [([0], -1)], "infeasible"),
        ([1], [], "unbounded"),
        ([1], [([-1], -2)], "unbounded"),
        ([1, -1], [([1, -1], -2), ([-1, 1], 1)], "infeasible"),
        ([-1], [], Optimum(Fraction(0), (Fraction(0),))),
    ],
)
def test_where_there_is_no_greatest(objective: list[int], limits: list[Limit], expected: object) -> None:
    assert maximise(objective, limits) == expected


def test_an_outside_solver_agrees() -> None:
    """On small programmes of all kinds; what is found satisfies every constraint exactly."""
    draw, seen = random.Random(1), Counter[str]()
    for _ in range(700):
        width = draw.randint(1, 5)

        def number() -> Fraction:
            return Fraction(draw.randint(-4, 4), draw.choice([1, 1, 2, 3]))

        def limit(width: int = width) -> Limit:
            return [number() for _ in range(width)], number()

        objective = [number() if draw.random() < 0.8 else -abs(number()) for _ in range(width)]
        at_most, equal = [limit() for _ in range(draw.randint(0, 5))], [limit() for _ in range(draw.randint(0, 2))]
        found = maximise(objective, at_most, equal)
        status, value = outside(objective, at_most, equal)
        seen[status] += 1
        if isinstance(found, str):
            assert found == status
            continue
        assert status == "optimal"
        assert float(found.value) == pytest.approx(value, abs=1e-7)
        assert min(found.at) >= 0
        assert total(objective, found.at) == found.value
        assert all(total(row, found.at) <= bound for row, bound in at_most)
        assert all(total(row, found.at) == bound for row, bound in equal)
        assert sum(part > 0 for part in found.at) <= len(at_most) + len(equal), "a corner"
    assert min(seen.values()) > 50
    assert len(seen) == 3


def total(row: object, at: object) -> Fraction:
    return sum((a * b for a, b in zip(row, at, strict=True)), Fraction(0))  # type: ignore[call-overload]


def outside(objective: list[Fraction], at_most: list[Limit], equal: list[Limit]) -> tuple[str, float]:
    """The same by floating point."""

    def solve(gains: list[float]) -> tuple[int, float]:
        found = linprog(
            [-gain for gain in gains],
            A_ub=[[float(number) for number in row] for row, _ in at_most] or None,
            b_ub=[float(bound) for _, bound in at_most] or None,
            A_eq=[[float(number) for number in row] for row, _ in equal] or None,
            b_eq=[float(bound) for _, bound in equal] or None,
        )
        return found.status, -(found.fun or 0)

    status, value = solve([float(gain) for gain in objective])
    if status == 0:
        return "optimal", value
    return ("infeasible" if solve([0.0] * len(objective))[0] else "unbounded"), 0
