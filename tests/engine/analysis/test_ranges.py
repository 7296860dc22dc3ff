"""What recorded ranges could change: worked by hand, and against every combination of their ends."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from appraise.analyses import Ranges
from appraise.appraisal import Criterion, ShortlistRule
from appraise.engine.analysis.ranges import ranges
from appraise.engine.evaluation import agreed_evaluation
from appraise.field_models import replaced
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal

Rows = Mapping[str, tuple[object, ...]]

NOTHING = Ranges((), (), ())
AT_LEAST_72 = ShortlistRule(at_least=Decimal(72))
WITHIN_14 = ShortlistRule(within=Decimal(14))


def found(
    rows: Rows,
    rule: ShortlistRule,
    weights: Mapping[str, object] | None = None,
    verdicts: Mapping[str, Mapping[str, str]] | None = None,
) -> Ranges:
    """What ranges could change with p and q at half the weight each, if no other weights are given."""
    return ranges(agreed_evaluation(appraisal(weights or {"p": 1, "q": 1}, rows, rule, verdicts)))


def test_no_ranges_change_nothing() -> None:
    """Nor do unknown scores by themselves: what they leave open is said elsewhere."""
    assert found(X_SCORES, ShortlistRule(top=2), X_WEIGHTS) == NOTHING
    assert found({"a": (60, None), "b": (50, (None, 40, 90))}, ShortlistRule(top=1)) == NOTHING


def test_a_range_on_a_criterion_without_weight_changes_nothing() -> None:
    rows = {"a": (60, 0), "b": (50, (0, 0, 100))}
    assert found(rows, ShortlistRule(top=1), {"p": 1, "q": 0}) == NOTHING


def test_a_range_that_ends_on_the_line_reaches_it() -> None:
    """a has 61, from 56 to 72 = (72 + 72) / 2."""
    assert found({"a": (72, (50, 40, 72)), "b": (90, 82)}, AT_LEAST_72) == Ranges((), ("a",), ())


def test_a_range_that_ends_just_short_of_the_line_does_not() -> None:
    """a has 56 to 71.999995."""
    assert found({"a": (72, (50, 40, "71.99999")), "b": (90, 82)}, AT_LEAST_72) == NOTHING


def test_one_forward_stays_down_to_the_line_and_leaves_below() -> None:
    """a has 81, down to 72 or just below it."""
    assert found({"a": (72, (90, 72, 95)), "b": (90, 90)}, AT_LEAST_72) == NOTHING
    assert found({"a": (72, (90, "71.99999", 95)), "b": (90, 90)}, AT_LEAST_72) == Ranges((), (), ("a",))


def test_within_a_distance_of_the_best_to_the_point() -> None:
    """b has 86: 72 is 14 behind it."""
    assert found({"a": (72, (50, 40, 72)), "b": (90, 82)}, WITHIN_14) == Ranges((), ("a",), ())
    assert found({"a": (72, (50, 40, "71.99999")), "b": (90, 82)}, WITHIN_14) == NOTHING


def test_within_a_distance_moves_with_the_range_of_the_best() -> None:
    """b has 86, from 80 to 90: a joins from 66 on as b falls to 80, c leaves below 76 as b rises to 90."""
    b = (90, (82, 70, 90))
    assert found({"a": (66, 66), "b": b, "c": (76, 76)}, WITHIN_14) == Ranges((), ("a",), ())
    assert found({"a": (65, 66), "b": b, "c": (76, 75)}, WITHIN_14) == Ranges((), (), ("c",))


def test_all_ranges_move_at_once() -> None:
    """Neither b's 70 to 74 nor c's 90 down to 88 does it alone; 74 is within 14 of 88."""
    assert found({"b": (70, (70, 70, 78)), "c": (90, 90)}, WITHIN_14) == NOTHING
    assert found({"b": (70, 70), "c": (90, (90, 86, 90))}, WITHIN_14) == NOTHING
    assert found({"b": (70, (70, 70, 78)), "c": (90, (90, 86, 90))}, WITHIN_14) == Ranges((), ("b",), ())


def test_equal_scores_with_equal_ranges_move_apart() -> None:
    """a and b have 50, 40 to 60, each for itself: d at 55 leads both and can be behind both."""
    rows = {"a": (50, (50, 30, 70)), "b": (50, (50, 30, 70)), "d": (55, 55)}
    assert found(rows, ShortlistRule(top=1)) == Ranges(("a", "b"), ("a", "b"), ("d",))
    assert found(rows, ShortlistRule(top=2)) == Ranges(("a", "b"), (), ("a", "b", "d"))


def test_the_first_two_and_one_that_draws_level_with_the_second() -> None:
    """b is second with 60. c has 50 to 60 and goes forward level with it; b stays. d has 50 to 59.5."""
    rows = {"a": (80, 80), "b": (60, 60), "c": (60, (40, 40, 60)), "d": (60, (40, 40, 59))}
    assert found(rows, ShortlistRule(top=2)) == Ranges((), ("c",), ())


def test_the_first_two_and_one_that_passes_the_second() -> None:
    rows = {"a": (80, 80), "b": (60, 60), "c": (60, (40, 40, 61))}
    assert found(rows, ShortlistRule(top=2)) == Ranges((), ("c",), ("b",))


def test_who_could_lead_is_who_could_draw_level_with_the_first() -> None:
    """a has 72, b 56 to 72, c 56 to 71.5. The leader itself, and d that leads level with it, can do so already."""
    rows = {"a": (72, 72), "b": (72, (40, 40, 72)), "c": (72, (40, 40, 71)), "d": (74, 70)}
    assert found(rows, ShortlistRule(top=4)) == Ranges(("b",), (), ())


def test_one_that_an_unknown_score_lets_lead_already_is_not_named() -> None:
    """u has anything from 30 to 80. c, 60 with a range to 75, could pass a's 70 if u turns out low."""
    rows = {"a": (70, 70), "u": (60, None), "c": (60, (60, 60, 90))}
    assert found(rows, ShortlistRule(top=1)) == Ranges(("c",), ("c",), ())


def test_of_those_left_undetermined_nothing_is_said() -> None:
    """a and u are undetermined for the one place, whether or not a's own range moves; c has 60."""
    rows = {"a": (70, (70, 60, 80)), "u": (60, None), "c": (50, 50)}
    assert found(rows, ShortlistRule(top=1)) == NOTHING


def test_the_excluded_are_neither_named_nor_counted() -> None:
    """x, with 50 to 100, fails a gate; a's range, 60 to 70, passes b's 65 alone."""
    rows = {"x": (100, (50, 0, 100)), "a": (60, (60, 60, 80)), "b": (65, 65)}
    shut = {"g": {"x": "fail"}}
    assert found(rows, ShortlistRule(top=1), verdicts=shut) == Ranges(("a",), ("a",), ("b",))
    alone = {"x": (100, (50, 0, 100)), "a": (60, 60), "b": (65, 65)}
    assert found(alone, ShortlistRule(top=1), verdicts=shut) == NOTHING
    assert found(rows, ShortlistRule(top=1), verdicts={"g": dict.fromkeys(rows, "fail")}) == NOTHING


def test_one_option() -> None:
    """It leads and is the best of all however it scores; a line of points it can fall short of."""
    rows = {"a": (80, (80, 60, 90))}
    assert found(rows, ShortlistRule(top=1)) == found(rows, ShortlistRule(within=Decimal(0))) == NOTHING
    assert found(rows, AT_LEAST_72) == Ranges((), (), ("a",))


def test_a_peak_of_values_inside_a_range_counts() -> None:
    """Worth 0 at 0, 100 at 4 and 0 at 8: from 2 to 6, worth 50 at both ends, a can be worth 100."""
    values = {Decimal(0): Decimal(0), Decimal(4): Decimal(100), Decimal(8): Decimal(0)}
    case = appraisal({"p": 1}, {"a": ((2, 2, 6),), "b": (5,)}, ShortlistRule(top=1))
    case = replaced(case, criteria={"p": Criterion(name="P", weight=Decimal(1), unit="level", values=values)})
    assert ranges(agreed_evaluation(case)) == Ranges(("a",), ("a",), ("b",))


# Against every combination of ends.


def cell(random: Random, most: int) -> tuple[object, tuple[int, ...], tuple[int, ...]]:
    """A score as written, the values it can have while what is recorded as a score stands, and all it can have.

    most: how many more can be open."""
    at = random.randrange(0, 101, 10)
    kind = random.random() if most else 1
    low, high = max(0, at - 10 * random.randint(0, 3)), min(100, at + 10 * random.randint(0, 3))
    if kind < 0.1:
        return None, (0, 100), (0, 100)
    if kind < 0.2:
        return (None, low, high), (low, high), (low, high)
    if kind < 0.55:
        return (at, low, high), (at,), (low, high)
    return at, (at,), (at,)


def forward(rule: ShortlistRule, totals: Mapping[str, Fraction]) -> set[str]:
    """Who goes forward when all totals are known, in the words of the rule."""
    best = max(totals.values(), default=Fraction(0))
    return {
        option
        for option, total in totals.items()
        if (rule.top is not None and sum(other > total for other in totals.values()) < rule.top)
        or (rule.at_least is not None and total >= rule.at_least)
        or (rule.within is not None and total >= best - Fraction(rule.within))
    }


@pytest.mark.parametrize("kind", ["top", "at_least", "within"])
def test_against_every_combination_of_ends(kind: str) -> None:
    """Whether one leads or goes forward turns one way only as any one value rises, so ends are enough under every
    rule: better for it as its own values rise, worse as those of others do. Who is settled today is what is so in all
    combinations of the values of unknown scores alone."""
    random, seen = Random(f"ends {kind}"), Counter[str]()
    for _ in range(600):
        weights = [random.randint(0, 3) for _ in range(random.randint(1, 3))]
        weights[0] += not any(weights)
        options = [f"o{index}" for index in range(random.randint(1, 4))]
        rows: dict[str, tuple[object, ...]] = {}
        now: dict[str, list[tuple[int, ...]]] = {}
        then: dict[str, list[tuple[int, ...]]] = {}
        left = 7
        for option in options:
            cells = []
            for _ in weights:
                cells.append(cell(random, left))
                left -= len(cells[-1][2]) - 1
            rows[option] = tuple(written for written, _, _ in cells)
            now[option] = [as_recorded for _, as_recorded, _ in cells]
            then[option] = [every for _, _, every in cells]
        rule = {
            "top": ShortlistRule(top=random.randint(1, 3)),
            "at_least": ShortlistRule(at_least=Decimal(random.randrange(30, 90, 5))),
            "within": ShortlistRule(within=Decimal(random.choice([0, 5, 10, 20]))),
        }[kind]
        excluded = {option: "fail" for option in options if random.random() < 0.15}
        eligible = [option for option in options if option not in excluded]
        named = {f"c{index}": weight for index, weight in enumerate(weights)}
        told = found(rows, rule, named, {"g": excluded})
        leads, goes = {}, {}
        for name, ends in (("now", now), ("then", then)):
            every = list(combinations({option: ends[option] for option in eligible}, weights))
            goes[name] = [forward(rule, totals) for totals in every]
            leads[name] = {option for totals in every for option in eligible if totals[option] == max(totals.values())}
        in_now, can_now = set(eligible).intersection(*goes["now"]), set[str]().union(*goes["now"])
        in_then, can_then = set(eligible).intersection(*goes["then"]), set[str]().union(*goes["then"])
        assert told == Ranges(
            could_lead=tuple(option for option in eligible if option in leads["then"] - leads["now"]),
            could_join=tuple(option for option in eligible if option in can_then - can_now),
            could_leave=tuple(option for option in eligible if option in in_now - in_then),
        )
        seen.update({name: 1 for name, options in told._asdict().items() if options})
        seen["nothing"] += told == NOTHING
        seen["still open"] += can_now != in_now
    assert min(seen[name] for name in (*Ranges._fields, "nothing", "still open")) > 40


def combinations(ends: Mapping[str, list[tuple[int, ...]]], weights: list[int]) -> list[dict[str, Fraction]]:
    """The totals of all options with every combination of values."""
    whole = sum(weights)
    found = []
    for cells in product(*(product(*cells) for cells in ends.values())):
        totals = (Fraction(sum(map(int.__mul__, weights, row)), whole) for row in cells)
        found.append(dict(zip(ends, totals, strict=True)))
    return found


def test_the_order_and_the_names_of_options_do_not_matter() -> None:
    random = Random("order")
    for _ in range(200):
        rows = {f"o{index}": tuple(cell(random, 1)[0] for _ in range(2)) for index in range(random.randint(1, 6))}
        rule = random.choice([ShortlistRule(top=2), ShortlistRule(at_least=Decimal(60)), WITHIN_14])
        one = found(rows, rule)
        two = found({f"x{option}": row for option, row in reversed(rows.items())}, rule)
        assert two == Ranges(*(tuple(f"x{option}" for option in reversed(names)) for names in one))
        assert found(rows, rule, {"p": "2.5", "q": "2.5"}) == one
