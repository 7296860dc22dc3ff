"""How far ahead of all others an option can get: worked figures and an outside solver."""

import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from scipy.optimize import linprog

from appraise.engine.analysis.best_lead import best_leads
from appraise.engine.analysis.dominance import Values
from tests.conftest import X_SCORES, X_WEIGHTS

X: Values = {option: [Fraction(str(score)) for score in row] for option, row in X_SCORES.items()}


def rows(*values: tuple[int, ...]) -> dict[str, list[Fraction]]:
    return {name: [Fraction(value) for value in row] for name, row in zip("abcde", values, strict=False)}


def leads(values: Values, criteria: list[str]) -> list[Decimal]:
    return [found.lead for found in best_leads(values, criteria).values()]


def random_values(draw: random.Random) -> dict[str, list[Fraction]]:
    width = draw.randint(1, 5)
    step = draw.choice([50, 25, 1])
    return {
        f"o{index}": [Fraction(draw.randrange(0, 101, step), draw.choice([1, 1, 3])) for _ in range(width)]
        for index in range(draw.randint(2, 6))
    }


def names(values: Values) -> list[str]:
    return [f"c{index}" for index in range(len(next(iter(values.values()))))]


def test_example_x() -> None:
    """The mutual can draw level with WOC and no more; the joint venture is always behind."""
    found = best_leads(X, list(X_WEIGHTS))
    assert list(found) == list(X)
    assert [contender.lead for contender in found.values()] == [50, Decimal("18.75"), 0, Decimal("-12.5"), 25]
    assert found["in-house"].at == {"aff": 1}
    assert found["charity"].at == {"ind": 1}


def test_good_all_round_and_never_first() -> None:
    """Nobody dominates the third, and yet somebody is ahead of it by 10 at least whatever the weights."""
    found = best_leads(rows((100, 0), (0, 100), (40, 40)), ["p", "q"])
    assert [contender.lead for contender in found.values()] == [60, 60, -10]
    assert found["c"].at == {"p": Decimal("0.5"), "q": Decimal("0.5")}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (rows((60, 10), (60, 10)), [0, 0]),
        (rows((60, 10), (60, 10), (60, 9)), [0, 0, 0]),
        (rows((60, 10), (60, 10), (59, 9)), [0, 0, -1]),
        (rows((60,), (50,), (20,)), [10, -10, -40]),
        (rows((100, 100), (0, 0)), [100, -100]),
        (rows((60, 10)), []),
    ],
    ids=["identical", "level on one", "identical and one below", "one criterion", "the ends", "alone"],
)
def test_small_ones(values: Values, expected: list[int]) -> None:
    assert leads(values, names(values)) == expected


def test_an_outside_solver_agrees_and_the_weights_give_the_lead() -> None:
    draw = random.Random(1)
    for _ in range(150):
        values = random_values(draw)
        found = best_leads(values, names(values))
        for option, contender in found.items():
            assert float(contender.lead) == pytest.approx(outside(values, option), abs=1e-5)
            weights = [contender.at.get(name, Decimal(0)) for name in names(values)]
            assert list(contender.at) == [name for name in names(values) if name in contender.at]
            assert min(contender.at.values()) > 0
            assert float(sum(weights)) == pytest.approx(1, abs=1e-5)
            assert float(least_lead(values, option, weights)) == pytest.approx(float(contender.lead), abs=1e-3)


def least_lead(values: Values, option: str, weights: list[Decimal]) -> Fraction:
    """How far an option is ahead of the best of the others with some weights."""
    total = {
        name: sum((Fraction(weight) * value for weight, value in zip(weights, row, strict=True)), Fraction(0))
        for name, row in values.items()
    }
    return min(total[option] - mine for name, mine in total.items() if name != option)


def outside(values: Values, option: str) -> float:
    """The same by floating point, the lead free to be below 0."""
    behind = [
        [*(float(theirs - mine) for mine, theirs in zip(values[option], row, strict=True)), 1.0]
        for name, row in values.items()
        if name != option
    ]
    width = len(values[option])
    found = linprog(
        [0.0] * width + [-1.0],
        A_ub=behind,
        b_ub=[0.0] * len(behind),
        A_eq=[[1.0] * width + [0.0]],
        b_eq=[1.0],
        bounds=[(0, None)] * width + [(None, None)],
    )
    return float(-found.fun)


def test_order_and_what_all_have_alike_are_of_no_account() -> None:
    """Options and criteria in another order, and the same added on a criterion for all, leave the leads; one more
    option raises none of them; half the values halve them."""
    draw = random.Random(2)
    for _ in range(100):
        values = random_values(draw)
        before = lead_by_option(values)
        order, columns = draw.sample(list(values), len(values)), draw.sample(names(values), len(names(values)))
        turned = {name: [values[name][int(column[1:])] for column in columns] for name in order}
        assert lead_by_option(turned) == before
        assert lead_by_option({name: [row[0] + 5, *row[1:]] for name, row in values.items()}) == before
        halved = lead_by_option({name: [value / 2 for value in row] for name, row in values.items()})
        assert all(abs(halved[name] - lead / 2) <= Decimal("0.000001") for name, lead in before.items())
        more = {**values, "new": [Fraction(draw.randint(0, 100)) for _ in columns]}
        assert all(lead_by_option(more)[name] <= lead for name, lead in before.items())


def lead_by_option(values: Values) -> Mapping[str, Decimal]:
    return {option: contender.lead for option, contender in best_leads(values, names(values)).items()}
