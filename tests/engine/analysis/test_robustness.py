"""Robustness put together: who is in which part, what is exact and what sampled, and how figures are rounded."""

from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest

from appraise import engine
from appraise.analyses import Robustness, Sampling
from appraise.appraisal import Appraisal, Perspective, RobustnessSettings
from appraise.engine.analysis import first_place
from appraise.engine.analysis.robustness import _figure, _half_width, robustness
from appraise.engine.evaluation import agreed_evaluation
from appraise.field_models import replaced
from appraise.numbers import rounded
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal, number


def robust(case: Appraisal, among: tuple[str, ...] | None = None, draws: int = 2_000) -> Robustness:
    case = replaced(case, robustness=replaced(case.robustness, draws=draws))
    return robustness(agreed_evaluation(case), among or tuple(case.options), lambda done, draws: None)


def figures(**parts: str) -> dict[str, Decimal]:
    return {name: Decimal(part) for name, part in parts.items()}


def test_example_x() -> None:
    """11/20, 49/120 and 1/24; central weights such as 4471/11760, to 4 places."""
    found = robust(appraisal(X_WEIGHTS, X_SCORES), draws=100_000)
    assert found.exact
    assert list(found.first.items()) == [
        ("in-house", number("0.55")),
        ("woc", number("0.4083")),
        ("mutual", 0),
        ("jv", 0),
        ("charity", number("0.0417")),
    ]
    assert found.central == {
        "in-house": figures(ind="0.117", pace="0.3011", risk="0.25", aff="0.3318"),
        "woc": figures(ind="0.3802", pace="0.2003", risk="0.267", aff="0.1526"),
        "charity": figures(ind="0.7292", pace="0.0625", risk="0.0833", aff="0.125"),
    }
    assert found.confidence == {"in-house": 1, "woc": 1, "charity": 1}
    assert found.identical == ()
    assert found.pairwise["woc"]["in-house"] == number("0.45")
    assert found.pairwise["in-house"]["charity"] == number("0.809524")
    assert found.potential["charity"].lead == 25
    always = [each[:2] for each in found.necessary if each.over == "all-weights"]
    assert always == [("woc", "mutual"), ("woc", "jv"), ("mutual", "jv")]
    assert found.sampled == Sampling(100_000, 1, number("0.0031"))
    assert abs(found.ranks["mutual"][2] - number("0.8133")) < number("0.005")
    assert found.ranks["jv"][:3] == (0, 0, 0)


def test_excluded_options_are_compared_in_pairs_and_take_no_first_place() -> None:
    """Without in-house the rest share: WOC and the charity cross where they do for 1/24 of the weights."""
    found = robust(appraisal(X_WEIGHTS, X_SCORES, verdicts={"gate": {"in-house": "fail"}}))
    assert found.pairwise["in-house"]["woc"] == number("0.55")
    assert any("in-house" in preferred[:2] for preferred in found.necessary)
    rest = ["woc", "mutual", "jv", "charity"]
    assert [list(part) for part in (found.first, found.potential, found.ranks)] == [rest] * 3
    assert found.first["woc"] == number("0.9583")
    assert list(found.central) == list(found.confidence) == ["woc", "charity"]
    assert {len(row) for row in found.ranks.values()} == {4}


def test_an_excluded_option_still_dominates_and_is_identical() -> None:
    case = appraisal({"a": 1}, {"out": (3,), "same": (3,), "low": (2,)}, verdicts={"gate": {"out": "fail"}})
    found = robust(case)
    assert [each[:3] for each in found.necessary] == [("out", "low", "all-weights"), ("same", "low", "all-weights")]
    assert found.identical == (("out", "same"),)
    assert found.first == {"same": 1, "low": 0}


def test_only_those_looked_at_are_in_it() -> None:
    found = robust(appraisal(X_WEIGHTS, X_SCORES), among=("woc", "charity"))
    assert list(found.first) == list(found.ranks) == list(found.pairwise) == ["woc", "charity"]
    assert found.first["woc"] == number("0.9583")


def test_an_option_with_an_unknown_score_is_in_the_ranks_alone() -> None:
    """An unknown score on the only criterion is even over the scale: ahead of 30 with 0.7. Its own range, 20 to 40,
    puts it ahead with one half."""
    for cell, share in ((None, 0.7), ((None, 20, 40), 0.5)):
        found = robust(appraisal({"a": 1}, {"open": (cell,), "thirty": (30,), "ten": (10,)}), draws=10_000)
        assert list(found.first) == [*found.central, "ten"] == ["thirty", "ten"]
        assert list(found.potential) == list(found.pairwise) == ["thirty", "ten"]
        assert abs(float(found.ranks["open"][0]) - share) < 0.02
        assert abs(float(found.confidence["thirty"]) - (1 - share)) < 0.02
        assert found.exact


def test_a_score_with_a_range_counts_as_scored_but_is_drawn_in_ranks() -> None:
    """50 with a range of 20 to 60 is first over 40 for sure, and above 40 in half the draws of it."""
    found = robust(appraisal({"a": 1}, {"ranged": ((50, 20, 60),), "forty": (40,)}), draws=10_000)
    assert found.first == {"ranged": 1, "forty": 0}
    assert found.central == {"ranged": {"a": 1}}
    assert abs(float(found.ranks["ranged"][0]) - 0.5) < 0.02
    assert found.confidence["ranged"] == found.ranks["ranged"][0]


def test_a_range_over_a_peak_is_drawn_on_both_sides_of_it() -> None:
    """The value rises to 100 at 50 and falls to 0 at 100; scores from 40 to 90 are worth more than 60 from 40 to 70."""
    case = appraisal({"a": 1}, {"ranged": ((50, 40, 90),), "sixty": (30,)})
    peak = replaced(
        case.criteria["a"], scale=None, values={number(0): number(0), number(50): number(100), number(100): number(0)}
    )
    found = robust(replaced(case, criteria={"a": peak}), draws=10_000)
    assert abs(float(found.ranks["ranged"][0]) - 0.6) < 0.02


def test_identical_options_share_first_place_and_rank_level() -> None:
    found = robust(appraisal({"a": 1, "b": 1}, {"one": (100, 0), "same": (100, 0), "other": (0, 100)}))
    assert found.identical == (("one", "same"),)
    assert found.first == {"one": number("0.25"), "same": number("0.25"), "other": number("0.5")}
    assert found.central["one"] == found.central["same"] == {"a": number("0.75"), "b": number("0.25")}
    assert found.ranks["one"] == found.ranks["same"]
    assert found.ranks["one"][0] + found.ranks["other"][0] == 1
    assert found.ranks["one"][1:] == (found.ranks["other"][0], 0)
    assert found.ranks["other"][1] == 0
    assert found.confidence == {"one": 1, "same": 1, "other": 1}


def test_mean_weights_that_round_to_nothing_are_left_out() -> None:
    """(0, 100) is ahead of (100, 99.999) while the first weight w is below 0.001 / 100.001: 100 (1 - w) is above
    100 w + 99.999 (1 - w). Its share and its mean weight there are less than half a unit of the fourth place."""
    found = robust(appraisal({"a": 1, "b": 1}, {"one": (0, 100), "other": (100, "99.999")}))
    assert found.first == {"one": 0, "other": 1}
    assert found.central == {"one": {"b": 1}, "other": {"a": number("0.5"), "b": number("0.5")}}


def test_one_option_and_nobody() -> None:
    case = appraisal({"a": 1, "b": 3}, {"one": (2, 5)}, verdicts={"gate": {}})
    found = robust(case)
    assert (found.first, found.ranks, found.confidence) == ({"one": 1}, {"one": (1,)}, {"one": 1})
    assert found.central == {"one": {"a": number("0.5"), "b": number("0.5")}}
    found = robust(appraisal({"a": 1, "b": 3}, {"one": (2, 5)}, verdicts={"gate": {"one": "fail"}}))
    assert found.exact
    assert found.first == found.central == found.potential == found.ranks == found.confidence == {}


def test_everything_unknown() -> None:
    found = robust(appraisal({"a": 1, "b": 1}, {"one": (None, 3), "other": (4, None)}), draws=5_000)
    assert found.first == found.central == found.pairwise == found.confidence == {}
    assert found.exact
    assert sum(found.ranks["one"]) == 1


def test_sampled_where_it_cannot_be_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """In-house 11/20, WOC 49/120, within 4 standard errors of 20,000 draws; the means near the exact ones."""
    monkeypatch.setattr(first_place, "_MOST", 0)
    told: list[tuple[int, int]] = []
    scores = {**X_SCORES, "extra": (None, 0, 0, 0)}
    case = replaced(appraisal(X_WEIGHTS, scores), robustness=RobustnessSettings(draws=20_000, seed=7))
    found = robustness(agreed_evaluation(case), tuple(scores), lambda *far: told.append(far))
    assert not found.exact
    assert abs(float(found.first["in-house"]) - 0.55) < 4 * (0.25 / 20_000) ** 0.5
    assert found.first["jv"] == 0
    assert list(found.central) == list(found.confidence) == ["in-house", "woc", "charity"]
    assert abs(found.central["charity"]["ind"] - number("0.7292")) < number("0.02")
    assert found.sampled.seed == 7
    assert {draws for _, draws in told} == {60_000}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (60_000, 60_000)


def test_the_same_again() -> None:
    case = appraisal(X_WEIGHTS, {**X_SCORES, "extra": (None, 50, (50, 20, 90), 10)})
    assert robust(case) == robust(case)
    other = replaced(case, robustness=RobustnessSettings(seed=2))
    assert robust(case).ranks != robust(other).ranks
    assert robust(case).first == robust(other).first


def test_points_within_are_parts_of_the_whole() -> None:
    """ "a" is 40 ahead on x and 60 behind on y, at weights of 62 and 38: ahead by 2. Each point that moves costs 1, so
    it stays level as long as no more than 2 points do."""
    case = appraisal({"x": 62, "y": 38}, {"a": (40, 0), "b": (0, 60)})
    for points, holds in (("2", True), ("2.1", False)):
        settings = RobustnessSettings(within=number(points), draws=10)
        found = robust(replaced(case, robustness=settings), draws=10)
        assert [preferred[:3] for preferred in found.necessary] == [("a", "b", "within-points")] * holds


def test_half_a_unit_is_rounded_up_though_floats_fall_short_of_it() -> None:
    """0.00015 as a float is 0.000149999999999999993 or so."""
    assert Fraction(0.00015) < Fraction("0.00015")
    assert _figure(0.00015) == number("0.0002")
    assert _figure(Fraction("0.0001499999")) == number("0.0001")


def test_half_width_is_rounded_up() -> None:
    """0.98 over the root of the draws: 0.98, 0.0098, 0.003099 and 0.00980015 for the one draw less."""
    widths = {1: "0.98", 10_000: "0.0098", 100_000: "0.0031", 9_999: "0.0099", 4: "0.49", 10**8: "0.0001"}
    assert {draws: _half_width(draws) for draws in widths} == {draws: number(text) for draws, text in widths.items()}
    for draws in range(1, 500):
        width = Fraction(_half_width(draws))
        assert width**2 * draws >= Fraction("0.98") ** 2 > (width - Fraction(1, 10_000)) ** 2 * draws


def test_one_draw_is_enough_to_answer() -> None:
    found = robust(appraisal(X_WEIGHTS, X_SCORES), draws=1)
    assert {part for row in found.ranks.values() for part in row} == {0, 1}
    assert found.sampled.half_width == number("0.98")


@pytest.mark.parametrize("criteria", [20, 21, 50])
def test_many_criteria(criteria: int) -> None:
    """60 on half of the criteria and 40 on the others against 50 everywhere: ahead while the one half weighs over 1/2.
    That half of n criteria has a weight over 1/2 where fewer than half of n - 1 coins fall heads. Nobody is first over
    one that has 61 where they have 60 at most, and it leads by 11 where the halves weigh the same; an unknown score,
    ranges and views change none of it."""
    half, others = -(-criteria // 2), criteria // 2
    uneven = {f"c{place}": f"{1 + place % 3}.{place}" for place in range(criteria)}
    scores: dict[str, tuple[object, ...]] = {
        "halves": (60,) * half + (40,) * others,
        "even": (50,) * criteria,
        "best": (61,) * criteria,
        "open": (None,) + (7,) * (criteria - 1),
        "ranged": ((30, 20, 40),) + (30,) * (criteria - 1),
        **{f"o{index}": tuple(Decimal(f"{index}.{place}25") for place in range(criteria)) for index in range(7)},
    }
    views = {
        "v": Perspective(name="V", weights={"c0": Decimal(10)}),
        "w": Perspective(name="W", weights={"c1": Decimal(20)}),
    }
    found = engine.evaluate(
        appraisal(uneven, scores, perspectives=views), "1", False, lambda done, draws: None
    ).analyses
    assert found.robustness is not None
    assert found.why_not is None
    ahead = Fraction(sum(comb(criteria - 1, heads) for heads in range(half)), 2 ** (criteria - 1))
    assert found.robustness.pairwise["halves"]["even"] == rounded(ahead)
    assert found.robustness.first["best"] == found.robustness.ranks["best"][0] == 1
    assert found.robustness.potential["best"].lead == 11
    assert found.perspectives is not None
    assert ("best", "even") in found.perspectives.unanimous


def test_more_criteria_than_anybody_weighs_are_not_worked_out_and_that_is_said() -> None:
    weights = {f"c{place}": 1 for place in range(51)}
    case = appraisal(
        weights, {"a": (1,) * 51, "b": (2,) * 51}, perspectives={"v": Perspective(name="V", weights={"c0": Decimal(9)})}
    )
    found = engine.evaluate(case, "1", False, lambda done, draws: None).analyses
    assert (found.robustness, found.why_not) == (None, "too-many-criteria")
    assert found.perspectives is not None
    assert found.perspectives.unanimous == ()
