"""First places and central weights: worked figures, and an exact way that shares nothing with the one tested."""

import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import pytest

from appraise.engine.analysis import first_place as tested
from appraise.engine.analysis.double_floats import Array
from appraise.engine.analysis.first_place import FirstPlace, first_place_shares
from appraise.engine.analysis.pairwise import share_ahead
from tests.conftest import X_SCORES

Rows = dict[str, list[Fraction]]
Simplex = list[list[Fraction]]


def table(rows: Mapping[str, Sequence[object]]) -> Rows:
    return {option: [Fraction(str(value)) for value in row] for option, row in rows.items()}


def found(values: Rows) -> FirstPlace:
    result = first_place_shares(values)
    assert result is not None
    return result


def close(one: Sequence[object], other: Sequence[object]) -> bool:
    return all(abs(float(mine) - float(its)) < 1e-8 for mine, its in zip(one, other, strict=True))  # type: ignore[arg-type]


def cut(simplex: Simplex, part: Fraction, leads: list[list[Fraction]]) -> list[tuple[Fraction, Simplex]]:
    """The pieces of a simplex of weights, each a part of the whole, where no lead is below 0: an edge along which a
    lead changes its sign is cut in two where it is 0, and the simplex with it."""
    for lead in leads:
        at = [sum((a * b for a, b in zip(lead, corner, strict=True)), Fraction(0)) for corner in simplex]
        low, high = min(range(len(at)), key=at.__getitem__), max(range(len(at)), key=at.__getitem__)
        if at[low] >= 0:
            continue
        if at[high] <= 0:
            return []
        near = at[high] / (at[high] - at[low])
        middle = [a + near * (b - a) for a, b in zip(simplex[high], simplex[low], strict=True)]
        pieces = [(near, low), (1 - near, high)]
        return [
            piece
            for share, gone in pieces
            for piece in cut([middle if i == gone else corner for i, corner in enumerate(simplex)], part * share, leads)
        ]
    return [(part, simplex)]


def by_cutting(values: Rows, option: str) -> tuple[Fraction, list[Fraction]]:
    """The share of weights that put an option first, all level with it sharing, and their mean; in fractions."""
    mine = values[option]
    count = len(mine)
    same = sum(row == mine for row in values.values())
    leads = [[a - b for a, b in zip(mine, row, strict=True)] for row in values.values() if row != mine]
    corners = [[Fraction(i == j) for j in range(count)] for i in range(count)]
    pieces = cut(corners, Fraction(1), leads)
    share = sum((part for part, _ in pieces), Fraction(0))
    sums = [sum((part * sum(c[j] for c in corners) for part, corners in pieces), Fraction(0)) for j in range(count)]
    return share / same, [total / count / share for total in sums] if share else []


def marks(draw: random.Random, options: int, criteria: int, kind: str) -> Rows:
    of: Callable[[], Fraction] = {
        "marks": lambda: Fraction(20 * draw.randint(0, 5)),
        "coarse": lambda: Fraction(50 * draw.randint(0, 2)),
        "decimals": lambda: Fraction(draw.randint(0, 1000), 10),
        "thirds": lambda: Fraction(draw.randint(0, 21) * 100, 21),
    }[kind]
    rows = {f"o{i}": [of() for _ in range(criteria)] for i in range(options)}
    if options > 3 and draw.random() < 0.4:
        rows["o3"] = list(rows["o0"])
    return rows


def test_example_x() -> None:
    result = found(table(X_SCORES))
    assert list(result.shares) == list(X_SCORES)
    assert close(list(result.shares.values()), [Fraction(11, 20), Fraction(49, 120), 0, 0, Fraction(1, 24)])
    assert list(result.central) == ["in-house", "woc", "charity"]
    assert close(result.central["woc"], list(map(Fraction, ["4471/11760", "157/784", "157/588", "299/1960"])))
    assert close(result.central["in-house"], list(map(Fraction, ["103/880", "53/176", "1/4", "73/220"])))
    assert close(result.central["charity"], list(map(Fraction, ["35/48", "1/16", "1/12", "1/8"])))


def test_two_criteria_by_hand() -> None:
    """With weight w on the first criterion the options come to 100w, 100 - 100w and 60: the first leads from 0.6 on,
    the second up to 0.4; the means lie in the middle of 0.6 to 1, 0 to 0.4 and 0.4 to 0.6."""
    result = found(table({"a": (100, 0), "b": (0, 100), "c": (60, 60)}))
    assert close(list(result.shares.values()), [0.4, 0.4, 0.2])
    assert close(result.central["a"], (0.8, 0.2))
    assert close(result.central["c"], (0.5, 0.5))


def test_identical_options_share_first_place_and_central_weights() -> None:
    result = found(table({"a": (100, 0), "b": (0, 100), "c": (60, 60), "d": (60, 60), "e": (60, 60)}))
    assert close(list(result.shares.values()), [0.4, 0.4, 0.2 / 3, 0.2 / 3, 0.2 / 3])
    assert result.central["c"] == result.central["d"] == result.central["e"]


def test_an_option_that_draws_level_at_best_is_never_first() -> None:
    """(50, 50) meets (100, 0) and (0, 100) where these cross, on a set of weights without any room; with a third
    criterion on which all are level that set is an edge, and still has none."""
    result = found(table({"a": (100, 0), "b": (0, 100), "c": (50, 50)}))
    assert close(list(result.shares.values()), [0.5, 0.5, 0])
    assert list(result.central) == ["a", "b"]
    result = found(table({"a": (100, 0, 7), "b": (0, 100, 7), "c": (50, 50, 7)}))
    assert close(list(result.shares.values()), [0.5, 0.5, 0])
    assert list(result.central) == ["a", "b"]


def test_one_criterion_one_option_nobody() -> None:
    assert first_place_shares({}) == ({}, {})
    assert first_place_shares(table({"a": (3,)})) == ({"a": 1}, {"a": [1]})
    assert first_place_shares(table({"a": (3,), "b": (5,), "c": (5,)})) == (
        {"a": 0, "b": 0.5, "c": 0.5},
        {"b": [1], "c": [1]},
    )
    one = found(table({"a": (0, 0, 0)}))
    assert one.shares == {"a": 1}
    assert close(one.central["a"], [1 / 3] * 3)


@pytest.mark.parametrize("kind", ["marks", "coarse", "decimals", "thirds"])
def test_as_cutting_the_simplex_in_fractions_has_it(kind: str) -> None:
    draw = random.Random(kind)
    for _ in range(60):
        values = marks(draw, draw.randint(1, 5), draw.randint(1, 4), kind)
        result = found(values)
        for option in values:
            share, mean = by_cutting(values, option)
            assert abs(result.shares[option] - share) < 1e-8, values
            assert (option in result.central) == (share > 0), values
            assert not share or close(result.central[option], mean), values


def test_two_options_as_the_recursion_for_pairs_has_it() -> None:
    draw = random.Random(2)
    for _ in range(60):
        criteria = draw.randint(1, 20)
        values = marks(draw, 2, criteria, draw.choice(["marks", "coarse", "decimals", "thirds"]))
        one, other = values.values()
        if one != other:
            ahead = share_ahead([a - b for a, b in zip(one, other, strict=True)])
            assert close(list(found(values).shares.values()), [ahead, 1 - ahead]), values


def test_more_criteria_that_nobody_differs_on_change_no_share() -> None:
    """Given their joint weight, the others are spread as before."""
    draw = random.Random(3)
    for _ in range(10):
        values = marks(draw, 5, 4, "marks")
        wider = {option: [*row, Fraction(40), Fraction(0)] for option, row in values.items()}
        assert close(list(found(wider).shares.values()), list(found(values).shares.values())), values


@pytest.mark.parametrize("kind", ["marks", "coarse", "decimals"])
def test_eight_options_by_fifteen_criteria(kind: str) -> None:
    """Shares add up to 1 and weighted means to the centre of all weights; order of options and criteria is nothing."""
    draw = random.Random(4)
    values = marks(draw, 8, 15, kind)
    result = found(values)
    assert abs(sum(result.shares.values()) - 1) < 1e-9
    for j in range(15):
        centre = sum(result.shares[option] * mean[j] for option, mean in result.central.items())
        assert abs(centre - 1 / 15) < 1e-9
    turned = found({option: values[option][::-1] for option in reversed(values)})
    assert list(turned.shares) == list(values)[::-1]
    assert close([turned.shares[option] for option in values], list(result.shares.values()))
    for option, mean in result.central.items():
        assert close(turned.central[option][::-1], mean)


def test_a_constant_on_a_criterion_and_a_smaller_scale_change_nothing() -> None:
    draw = random.Random(5)
    for _ in range(20):
        values = marks(draw, 5, 5, "marks")
        by = draw.choice([7, 10**12])
        moved = {option: [value / by + 3 * j for j, value in enumerate(row)] for option, row in values.items()}
        before, after = found(values), found(moved)
        assert close(list(after.shares.values()), list(before.shares.values())), values
        assert all(close(after.central[option], mean) for option, mean in before.central.items()), values


def test_too_much_to_work_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """3 options that can be first by 2 criteria are 10 pairs of sets; options that others are over do not count."""
    values = table({"a": (100, 0), "b": (0, 100), "c": (60, 60), "d": (1, 1), "e": (0, 0)})
    monkeypatch.setattr(tested, "_MOST", 10)
    assert first_place_shares(values) is not None
    monkeypatch.setattr(tested, "_MOST", 9)
    assert first_place_shares(values) is None


@pytest.mark.parametrize("criteria", [21, 30])
def test_few_options_by_many_criteria(criteria: int) -> None:
    """Of two the share is that of the recursion for pairs; of three and four, shares add up to 1 and weighted means to
    the centre."""
    draw = random.Random(6)
    for many in (2, 3, 4):
        values = marks(draw, many, criteria, "decimals")
        result = found(values)
        if many == 2:
            one, other = values.values()
            ahead = share_ahead([a - b for a, b in zip(one, other, strict=True)])
            assert close(list(result.shares.values()), [ahead, 1 - ahead])
        assert abs(sum(result.shares.values()) - 1) < 1e-9
        for j in range(criteria):
            centre = sum(result.shares[option] * mean[j] for option, mean in result.central.items())
            assert abs(centre - 1 / criteria) < 1e-7


@pytest.mark.parametrize(("options", "criteria"), [(4, 50), (5, 50), (6, 30), (3, 60)])
def test_few_options_by_too_many_criteria_are_told_before_anything_is_worked_out(
    options: int, criteria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five by fifty took tables of 15.9 million sets of six criteria."""
    monkeypatch.setattr(tested, "_volumes", lambda rows: pytest.fail("worked out"))
    assert first_place_shares(marks(random.Random(7), options, criteria, "decimals")) is None


def test_no_answer_where_options_are_too_much_alike() -> None:
    """Where they differ by less than 1e-7 of the widest difference, and so little turns the balance."""
    near = {"a": (0, 100), "b": ("0.000011", "99.999989"), "c": (100, 0)}
    assert first_place_shares(table(near)) is not None
    assert first_place_shares(table({**near, "b": ("0.000009", "99.999991")})) is None


def test_no_answer_where_digits_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tested, "_LOST", 1.0)
    assert first_place_shares(table(X_SCORES)) is None


def test_no_answer_where_an_edge_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A vertex that is missed shows even where the shares still add up to 1."""
    all_of_them = tested._vertices

    def but_one(size: int, tables: tested._Tables) -> tuple[Array, Array]:
        i, k = all_of_them(size, tables)
        return (i[1:], k[1:]) if size == 2 else (i, k)

    monkeypatch.setattr(tested, "_vertices", but_one)
    assert first_place_shares(table(X_SCORES)) is None
