"""Who is ahead of whom whatever the weights: worked figures, and an outside solver on all three sets of weights."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from operator import ge, gt
from typing import Literal

import pytest
from scipy.optimize import linprog

from appraise.analyses import Preference
from appraise.engine.analysis.dominance import (
    LeastLead,
    Values,
    by_criterion,
    identical,
    necessary_preferences,
    over_all,
    over_order,
    over_points,
)
from appraise.numbers import rounded
from tests.conftest import X_SCORES, X_WEIGHTS, number

X: Values = {option: [Fraction(str(score)) for score in row] for option, row in X_SCORES.items()}
CRITERIA = list(X_WEIGHTS)
SHARES = [Fraction(40, 100), Fraction(25, 100), Fraction(20, 100), Fraction(15, 100)]
POINTS = Fraction(5, 100)


def between(option: str, other: str) -> list[Fraction]:
    return [mine - its for mine, its in zip(X[option], X[other], strict=True)]


def fractions(*numbers: object) -> list[Fraction]:
    return [Fraction(str(number)) for number in numbers]


def total(weights: Sequence[Fraction], leads: Sequence[Fraction]) -> Fraction:
    return sum((weight * lead for weight, lead in zip(weights, leads, strict=True)), Fraction(0))


def dominance(values: Values) -> tuple[tuple[str, str], ...]:
    """Who is at least level with whom over all weights."""
    count = len(next(iter(values.values())))
    found = necessary_preferences(
        values, [Fraction(1, count)] * count, [f"c{index}" for index in range(count)], Fraction(0)
    )
    return tuple((one.ahead, one.behind) for one in found if one.over == "all-weights")


def test_example_x_dominance() -> None:
    assert dominance(X) == (("woc", "mutual"), ("woc", "jv"), ("mutual", "jv"))
    assert identical(X) == ()


def test_identical_options_do_not_dominate_each_other() -> None:
    values = {
        "a": fractions(1, 2),
        "b": fractions(1, 2),
        "c": fractions(1, 1),
        "d": fractions(1, 1),
        "e": fractions(1, 2),
    }
    assert identical(values) == (("a", "b"), ("a", "e"), ("b", "e"), ("c", "d"))
    assert dominance(values) == tuple((option, other) for option in "abe" for other in "cd")


def test_at_least_level_over_all_weights_is_at_least_as_good_on_every_criterion_and_better_on_one() -> None:
    draw = random.Random(12)
    for _ in range(300):
        count = draw.randint(1, 4)
        values = {name: [Fraction(draw.randrange(3)) for _ in range(count)] for name in "abcd"}
        better = [
            (one, other)
            for one, other in permutations(values, 2)
            if all(map(ge, values[one], values[other])) and any(map(gt, values[one], values[other]))
        ]
        assert list(dominance(values)) == better


def test_example_x_in_the_agreed_order() -> None:
    """WOC to in-house, d = 75, -25, 0, -50: 75, 50, 50, 0 add up to 0 at equal weights and more before."""
    leads = between("woc", "in-house")
    assert leads == [75, -25, 0, -50]
    assert over_order(leads, SHARES) == LeastLead(Fraction(0), [Fraction(1, 4)] * 4)
    assert over_order(leads[:3], SHARES[:3]) == LeastLead(Fraction(50, 3), [Fraction(1, 3)] * 3)
    assert over_all(leads) == LeastLead(Fraction(-50), fractions(0, 0, 0, 1))


@pytest.mark.parametrize(
    ("other", "least", "most"), [("in-house", "35/4", "95/4"), ("mutual", "35/4", "55/4"), ("charity", "65/4", "115/4")]
)
def test_example_x_within_five_points(other: str, least: str, most: str) -> None:
    """Of 35-45, 20-30, 15-25 and 10-20 points, what WOC leads by at the least and the most."""
    assert over_points(between("woc", other), SHARES, POINTS).lead == Fraction(least)
    assert -over_points(between(other, "woc"), SHARES, POINTS).lead == Fraction(most)


def test_example_x_who_is_ahead_whatever_the_weights() -> None:
    """Over all weights what dominates. In the agreed order WOC over in-house and the charity over the joint venture
    (25, -25: level at a half each). Within five points, all lows and the other 20 points to the worst leads:
    in-house over the joint venture, -75, 75, 50, 75: 45, 20, 25 and 10 points give -33.75 + 15 + 12.5 + 7.5 = 1.25;
    WOC over the charity, -25, 75, 50, 25: 45, 20, 15, 20 give -11.25 + 15 + 7.5 + 5 = 16.25;
    the mutual over the charity, -25, 50, 25, 25: 45, 20, 25, 10 give -11.25 + 10 + 6.25 + 2.5 = 7.5."""
    assert necessary_preferences(X, SHARES, CRITERIA, POINTS) == (
        preferred("woc", "mutual", "all-weights", 0, ind=1),
        preferred("woc", "jv", "all-weights", 0, ind=1),
        preferred("mutual", "jv", "all-weights", 0, ind=1),
        preferred("woc", "in-house", "agreed-order", 0, ind="0.25", pace="0.25", risk="0.25", aff="0.25"),
        preferred("charity", "jv", "agreed-order", 0, ind="0.5", pace="0.5"),
        preferred("in-house", "jv", "within-points", "1.25", ind="0.45", pace="0.2", risk="0.25", aff="0.1"),
        preferred("woc", "charity", "within-points", "16.25", ind="0.45", pace="0.2", risk="0.15", aff="0.2"),
        preferred("mutual", "charity", "within-points", "7.5", ind="0.45", pace="0.2", risk="0.25", aff="0.1"),
    )


def preferred(
    ahead: str,
    behind: str,
    over: Literal["all-weights", "agreed-order", "within-points"],
    lead: object,
    **at: object,
) -> Preference:
    return Preference(ahead, behind, over, number(lead), {name: number(part) for name, part in at.items()})


def test_equal_shares_are_in_no_order() -> None:
    """With shares 1/2, 1/4, 1/4 the corners are 1; 1/2, 1/2, 0; 1/2, 0, 1/2; and a third each: (3, 1, -5) comes to
    3, 2, -1 and -1/3. With all shares equal the order says nothing."""
    leads = fractions(3, 1, -5)
    assert over_order(leads, fractions("1/2", "1/4", "1/4")) == LeastLead(Fraction(-1), fractions("1/2", 0, "1/2"))
    assert over_order(leads, fractions("1/3", "1/3", "1/3")) == over_all(leads)
    assert over_order(leads, fractions("1/2", "1/3", "1/6")).lead == Fraction(-1, 3)


def test_shares_stay_between_0_and_1() -> None:
    """A share of 2 points can fall by 2 only, one of 98 rise by 2: within five points of 98 and 2 the lead 10, -90
    is least at 93 and 7: 9.3 - 6.3. The other way round it is least at 100 and 0."""
    shares = fractions("0.98", "0.02")
    assert over_points(fractions(10, -90), shares, POINTS) == LeastLead(Fraction(3), fractions("0.93", "0.07"))
    assert over_points(fractions(-10, 90), shares, POINTS) == LeastLead(Fraction(-10), fractions(1, 0))
    assert over_points(fractions(-10, 90), shares, Fraction(0)) == LeastLead(Fraction("-8"), shares)


def test_one_option_alone_and_one_criterion_alone() -> None:
    assert necessary_preferences({"a": X["woc"]}, SHARES, CRITERIA, POINTS) == ()
    one = {"a": fractions("1/3"), "b": fractions("1/4")}
    assert necessary_preferences(one, fractions(1), ["p"], POINTS) == (
        Preference("a", "b", "all-weights", Decimal("0.083333"), {"p": Decimal(1)}),
    )


def test_parts_too_small_to_be_seen_are_left_out() -> None:
    assert by_criterion("pqr", fractions("1/3", 0, "1/9000000")) == {"p": Decimal("0.333333")}


def cases(seed: int, count: int) -> list[tuple[list[Fraction], list[Fraction], Fraction]]:
    """Leads, shares with ties and zeros among them, and how far from the shares."""
    draw = random.Random(seed)
    found: list[tuple[list[Fraction], list[Fraction], Fraction]] = []
    while len(found) < count:
        size = draw.randint(1, 7)
        points = [draw.choice([0, 1, 1, 2, 3, 7, 20]) for _ in range(size)]
        if any(points):
            leads = [Fraction(draw.randint(-100, 100), draw.choice([1, 1, 3])) for _ in range(size)]
            found.append(
                (leads, [Fraction(point, sum(points)) for point in points], Fraction(draw.randint(0, 30), 100))
            )
    return found


def solved(
    leads: list[Fraction], bounds: list[tuple[float, float]], in_order: list[tuple[int, int]]
) -> tuple[float, int]:
    """The least lead by floating point: bounds of each weight, and pairs the first of which weighs no less."""
    size = len(leads)
    rows = [[float((place == below) - (place == above)) for place in range(size)] for above, below in in_order]
    found = linprog(
        [float(lead) for lead in leads],
        A_ub=rows or None,
        b_ub=[0.0] * len(rows) or None,
        A_eq=[[1.0] * size],
        b_eq=[1.0],
        bounds=bounds,
    )
    return found.fun, found.status


@pytest.mark.slow
@pytest.mark.parametrize("over", ["all-weights", "agreed-order", "within-points"])
def test_an_outside_solver_agrees(over: str) -> None:
    """And the weights stated are weights, of that set, that give the lead exactly."""
    for leads, shares, within in cases(len(over), 500):
        bounds, in_order = [(0.0, 1.0)] * len(leads), list[tuple[int, int]]()
        if over == "all-weights":
            found = over_all(leads)
        elif over == "agreed-order":
            found = over_order(leads, shares)
            in_order = [(j, k) for j, k in permutations(range(len(leads)), 2) if shares[j] > shares[k]]
        else:
            found = over_points(leads, shares, within)
            bounds = [(max(0.0, float(share - within)), min(1.0, float(share + within))) for share in shares]
        least, status = solved(leads, bounds, in_order)
        assert status == 0
        assert float(found.lead) == pytest.approx(least, abs=1e-6)
        assert sum(found.at) == 1
        assert total(found.at, leads) == found.lead
        assert all(found.at[j] >= found.at[k] for j, k in in_order)
        assert all(low - 1e-12 <= part <= high + 1e-12 for part, (low, high) in zip(found.at, bounds, strict=True))


def test_the_widest_set_that_holds_is_recorded_and_none_missed() -> None:
    """For random options every pair that is there and every one that is not, checked set by set."""
    draw, seen = random.Random(7), Counter[str]()
    for leads, shares, within in cases(8, 300):
        names = [f"c{index}" for index in range(len(leads))]
        values = {name: [Fraction(draw.randrange(0, 101, 25)) for _ in leads] for name in "abcd"}
        found = {(one.ahead, one.behind): one for one in necessary_preferences(values, shares, names, within)}
        for option, other in permutations(values, 2):
            gaps = [mine - its for mine, its in zip(values[option], values[other], strict=True)]
            sets: dict[str, LeastLead] = {
                "all-weights": over_all(gaps),
                "agreed-order": over_order(gaps, shares),
                "within-points": over_points(gaps, shares, within),
            }
            holds = [name for name, least in sets.items() if least.lead >= 0 and any(gaps)]
            seen[holds[0] if holds else "none"] += 1
            if not holds:
                assert (option, other) not in found
                continue
            one = found[option, other]
            assert one.over == holds[0]
            assert one.lead == rounded(sets[one.over].lead)
            assert one.at == by_criterion(names, sets[one.over].at)
            assert float(sum(one.at.values())) == pytest.approx(1, abs=1e-5)
    assert min(seen.values()) > 30
    assert len(seen) == 4


def test_what_follows_from_what() -> None:
    """Each set holds the agreed shares and lies within all weights; the least lead along a chain of options is no less
    than its links' together; points of another size change nothing else."""
    for leads, shares, within in cases(9, 400):
        agreed = total(shares, leads)
        for over in every(shares, within):
            assert over_all(leads).lead <= over(leads).lead <= agreed <= -over([-lead for lead in leads]).lead
            more = [lead + place for place, lead in enumerate(leads)]
            steps = [Fraction(place) for place in range(len(leads))]
            assert over(more).lead >= over(leads).lead + over(steps).lead
            assert over([lead * 3 / 7 for lead in leads]).lead == over(leads).lead * 3 / 7


def every(shares: list[Fraction], within: Fraction) -> list[Callable[[list[Fraction]], LeastLead]]:
    return [
        over_all,
        lambda leads: over_order(leads, shares),
        lambda leads: over_points(leads, shares, within),
    ]


def test_order_of_options_and_criteria_is_of_no_account() -> None:
    draw = random.Random(10)
    for leads, shares, within in cases(11, 100):
        width = len(leads)
        names = [f"c{index}" for index in range(width)]
        values = {name: [Fraction(draw.randrange(0, 101, 25)) for _ in leads] for name in "abcde"}
        order, columns = draw.sample("abcde", 5), draw.sample(range(width), width)
        turned = {name: [values[name][column] for column in columns] for name in order}
        before = necessary_preferences(values, shares, names, within)
        after = necessary_preferences(
            turned, [shares[column] for column in columns], [names[column] for column in columns], within
        )
        assert {one[:4] for one in before} == {one[:4] for one in after}
        assert {frozenset(pair) for pair in identical(values)} == {frozenset(pair) for pair in identical(turned)}
        place = {name: index for index, name in enumerate(order)}
        widths = ["all-weights", "agreed-order", "within-points"]
        pairs = [(widths.index(one.over), place[one.ahead], place[one.behind]) for one in after]
        assert pairs == sorted(pairs)
