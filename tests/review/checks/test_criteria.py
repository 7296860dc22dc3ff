"""Checks about criteria, weights and results, where a definition needs figures worked on paper."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraise import evaluate
from appraise.appraisal import (
    Appraisal,
    Characteristic,
    Criterion,
    Evidence,
    Gate,
    Group,
    Level,
    RateFrom,
    Requirement,
    ShortlistRule,
)
from appraise.field_models import replaced
from appraise.review.checks import (
    CHECKS,
    close_call,
    dominated_shortlisted,
    double_counting,
    lopsided_groups,
    over_half,
    repeats_gate,
    separates_nobody,
    threshold_under_winner,
    too_many_ungrouped,
    weight_without_spread,
)
from appraise.review.checks.double_counting import centred, hundredths
from appraise.review_results import CheckInput, Occurrence
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal, number, score

MINE = (
    close_call,
    dominated_shortlisted,
    double_counting,
    lopsided_groups,
    over_half,
    repeats_gate,
    separates_nobody,
    threshold_under_winner,
    too_many_ungrouped,
    weight_without_spread,
)
QUARTERS = {number(score): "described" for score in (0, 25, 50, 75, 100)}


def asked(appraised: Appraisal) -> Appraisal:
    """An appraisal with a question: without one it counts as a criteria set on its own."""
    return replaced(appraised, question="Which?")


def found(check: object, appraised: Appraisal) -> list[Occurrence]:
    """What a check finds."""
    assert check in CHECKS.values()
    return list(check.find(CheckInput(evaluate(appraised, brief=True))))  # type: ignore[attr-defined]


def said(check: object, appraised: Appraisal) -> list[str]:
    return [each.what for each in found(check, appraised)]


def with_criteria(appraised: Appraisal, **changes: object) -> Appraisal:
    """The same change to every criterion."""
    criteria = {name: replaced(words, **changes) for name, words in appraised.criteria.items()}
    return replaced(appraised, criteria=criteria)


# Rank correlation


@pytest.mark.parametrize(
    ("first", "second", "least"),
    [
        ([1, 2, 3, 4, 5], [2, 4, 6, 8, 9], 100),
        # One swap of neighbours: 1 - 6 x 2 / (5 x 24) = 0.9 exactly.
        ([1, 2, 3, 4, 5], [1, 2, 3, 5, 4], 90),
        # Two swaps: 1 - 6 x 4 / (5 x 24) = 0.8.
        ([1, 2, 3, 4, 5], [2, 1, 3, 5, 4], 80),
        # Ranks 1, 2.5, 2.5, 4, 5 beside 1 to 5: 9.5 / sqrt(9.5 x 10) = 0.9746...
        ([1, 2, 2, 4, 5], [1, 2, 3, 4, 5], 97),
        # Ranks 1.5, 1.5, 4, 4, 4 beside 1 to 5: 7.5 / sqrt(7.5 x 10) = 0.866...
        ([0, 0, 1, 1, 1], [1, 2, 3, 4, 5], 86),
        ([5, 4, 3, 2, 1], [1, 2, 3, 4, 5], 0),
        ([3, 3, 3, 3, 3], [1, 2, 3, 4, 5], 0),
    ],
)
def test_spearman_as_worked_on_paper(first: list[int], second: list[int], least: int) -> None:
    one, other = centred(first), centred(second)
    assert hundredths(one, other) == hundredths(other, one) == least


def pair(second: tuple[object, ...]) -> Appraisal:
    """Two criteria over as many options, the first in rising order."""
    rows = {f"o{at}": (at, score) for at, score in enumerate(second, 1)}
    return asked(appraisal({"pace": 60, "risk": 40}, rows))


def test_criteria_are_alike_from_nine_tenths_on_and_five_options() -> None:
    assert said(double_counting, pair((1, 2, 3, 5, 4))) == [
        '"pace" and "risk" order the options nearly alike, with a rank correlation of at least 0.90; '
        "together they weigh 100%."
    ]
    assert said(double_counting, pair((2, 1, 3, 5, 4))) == []
    assert said(double_counting, pair((1, 2, 3, 4))) == []
    assert said(double_counting, pair((1, 2, 3, 4, None))) == []
    assert said(double_counting, pair((1, 2, 3, 4, None, 6))) == [
        '"pace" and "risk" order the options alike; together they weigh 100%.'
    ]


def test_criteria_in_opposite_order_are_not_counted_twice() -> None:
    assert said(double_counting, pair((5, 4, 3, 2, 1))) == []


def test_a_criterion_without_weight_counts_nothing_twice() -> None:
    rows = {f"o{at}": (at, at, 5 - at) for at in range(6)}
    assert said(double_counting, asked(appraisal({"a": 1, "b": 0, "c": 1}, rows))) == []


def test_what_hangs_together_is_told_once() -> None:
    """In X independence runs against the other three, of which each two are 0.9 or more alike."""
    assert [each.about for each in found(double_counting, asked(appraisal(X_WEIGHTS, X_SCORES)))] == [
        ("pace", "risk", "aff")
    ]


def cited(places: Mapping[str, tuple[str, str]]) -> Appraisal:
    """Two options; on each criterion a citation for each."""
    plain = asked(appraisal(dict.fromkeys(places, 1), {"a": (1, 2), "b": (2, 1)}))
    options = {
        option: replaced(
            words,
            scores={
                name: score._replace(evidence=Evidence(for_=(places[name][at],)))
                for name, score in words.scores.items()
            },
        )
        for at, (option, words) in enumerate(plain.options.items())
    }
    return replaced(plain, options=options)


def test_criteria_that_rest_on_the_same_places_are_told() -> None:
    same = ("survey p1", "survey p2")
    assert said(double_counting, cited({"pace": same, "risk": same})) == [
        '"pace" and "risk" rest on the same places of the same documents for every option; together they weigh 100%.'
    ]
    assert said(double_counting, cited({"pace": same, "risk": ("survey p1", "survey p3")})) == []
    assert said(double_counting, cited({"pace": ("survey", "survey"), "risk": ("survey", "survey")})) == []


def test_what_one_option_cites_and_what_is_told_already_is_not_told_again() -> None:
    one = cited({"pace": ("survey p1", "survey p2"), "risk": ("survey p1", "survey p2")})
    assert found(double_counting, replaced(one, options={"a": one.options["a"]})) == []
    scored = Evidence(for_=("survey p1",))
    rows = pair((1, 2, 3, 4, 5))
    options = {
        option: replaced(words, scores={name: score._replace(evidence=scored) for name, score in words.scores.items()})
        for option, words in rows.options.items()
    }
    assert said(double_counting, replaced(rows, options=options)) == said(double_counting, rows)


# Close calls


def ahead(lead: object, rule: ShortlistRule, behind: object = 20) -> Appraisal:
    """Two options on one criterion of 40 in steps of 25, so that a step moves 10 points; and on a measure of 60."""
    plain = appraisal({"pace": 40, "cost": 60}, {"a": (50, lead), "b": (50, 0), "c": (0, behind)}, rule)
    criteria = {"pace": replaced(plain.criteria["pace"], scale=QUARTERS), "cost": _measure(plain.criteria["cost"])}
    return asked(replaced(plain, criteria=criteria))


def _measure(words: Criterion) -> Criterion:
    return replaced(words, scale=None, unit="points", worst=number(0), best=number(100))


def test_a_lead_of_a_whole_step_is_not_close_and_one_below_is() -> None:
    """60 percent of 16.66 is 9.996, of 17 is 10.2; a step moves 25 x 0.4 = 10."""
    rule = ShortlistRule(top=1)
    assert said(close_call, ahead(17, rule)) == []
    assert said(close_call, ahead(Decimal("16.66"), rule)) == [
        '"a" is 9.996 points ahead of "b"; one step on "pace" moves a total by 10 points.'
    ]


def test_a_lead_of_exactly_one_step_is_not_close_however_shares_are_rounded() -> None:
    """Shares of 1/3: a step of 25 and a lead of 25 on one criterion each move 25/3, which no decimal writes."""
    plain = appraisal(dict.fromkeys("pqr", 1), {"a": (50, 50, 75), "b": (50, 50, 50)}, ShortlistRule(top=1))
    assert said(close_call, asked(with_criteria(plain, scale=QUARTERS))) == []
    closer = appraisal(dict.fromkeys("pqr", 1), {"a": (50, 50, "74.9999"), "b": (50, 50, 50)}, ShortlistRule(top=1))
    assert len(said(close_call, asked(with_criteria(closer, scale=QUARTERS)))) == 1


def test_both_the_lead_and_the_line_are_looked_at_and_a_shared_pair_once() -> None:
    """Totals 26, 20 and 18 (behind 30): 6 ahead, then 2 ahead at the line of two."""
    two = found(close_call, ahead(10, ShortlistRule(top=2), behind=30))
    assert [each.about for each in two] == [("a", "b"), ("b", "c")]
    assert [each.about for each in found(close_call, ahead(10, ShortlistRule(top=1), behind=30))] == [("a", "b")]


def test_level_leaders_are_said_to_be_level() -> None:
    assert said(close_call, ahead(0, ShortlistRule(top=2)))[0].startswith('"a" and "b" are level; ')


def test_an_open_total_is_not_close_to_anything() -> None:
    """Totals 26, and 20 to 23 while a score is unknown; then 26 and 20 with one at the line that may go forward."""
    plain = ahead(10, ShortlistRule(top=1))
    settled = plain.options["b"].scores
    unsure = replaced(plain.options["b"], scores={**settled, "cost": score((None, 0, 5))})
    assert found(close_call, replaced(plain, options={**plain.options, "b": unsure})) == []
    line = replaced(plain, shortlist_rule=ShortlistRule(at_least=number(21)))
    four = replaced(line, options={**plain.options, "d": unsure})
    assert [each.about for each in found(close_call, line)] == [("a", "b")]
    assert found(close_call, four) == []


def test_a_step_on_a_flat_piece_of_the_values_is_no_step() -> None:
    """Steps on pace move 100, 0, 25 and 75 points of value, of which half counts. 8 on cost are 4."""
    close = appraisal({"pace": 1, "cost": 1}, {"a": (25, 58), "b": (50, 50), "c": (25, 0)}, ShortlistRule(top=1))
    bent = {number(at): number(value) for at, value in ((0, 100), (25, 0), (50, 0), (75, 25), (100, 100))}
    pace = replaced(close.criteria["pace"], scale=QUARTERS, values=bent)
    criteria = {"pace": pace, "cost": _measure(close.criteria["cost"])}
    assert said(close_call, asked(replaced(close, criteria=criteria))) == [
        '"a" is 4 points ahead of "b"; one step on "pace" moves a total by 12.5 points.'
    ]


def test_measures_have_no_steps_and_bare_scales_step_by_whole_points() -> None:
    """Half of the weight: one point of pace moves .5, and cost a lead of .45 or .5."""

    def scored(cost: str) -> Appraisal:
        rows = {"a": (50, cost), "b": (50, 0), "c": (0, 0)}
        plain = appraisal({"pace": 1, "cost": 1}, rows, ShortlistRule(top=1))
        return asked(replaced(plain, criteria={**plain.criteria, "cost": _measure(plain.criteria["cost"])}))

    close = scored("0.9")
    assert said(close_call, close) == [
        '"a" is 0.45 points ahead of "b"; one step on "pace" moves a total by 0.5 points.'
    ]
    pace = _measure(close.criteria["pace"])
    assert found(close_call, replaced(close, criteria={**close.criteria, "pace": pace})) == []
    assert found(close_call, scored("1")) == []


TENTHS = {number(0): "worst", number(5): "middle", number(10): "best"}


@pytest.mark.parametrize(
    ("scores", "moves"),
    [
        # All on described points: one step from 5 to 10, or from 0 to 5, is half of the scale, and half of that counts.
        (("5", "0", "5"), "25"),
        (("5", "0.0", "5.00"), "25"),
        # Whole points between them: one is a tenth of the scale.
        (("7", "5", "0"), "5"),
        (("7.0", "5", "0"), "5"),
        # Tenths and hundredths, also of an option behind all others, in a range alone, or of an unknown score.
        (("7.1", "5", "0"), "0.5"),
        (("7", "5", "0.25"), "0.05"),
        (("7", (5, 4, "5.5"), "0"), "0.5"),
        (("7", "5", (None, 0, "0.5")), "0.5"),
    ],
)
def test_a_step_is_the_last_decimal_place_that_people_used(scores: tuple[object, ...], moves: str) -> None:
    """Pace out of 10, and beside it a measure, each with half of the weight. a and b are level on pace, and a is 0.04
    ahead on the measure: less than any of these steps."""
    rows: dict[str, tuple[object, ...]] = {option: (pace, 0) for option, pace in zip("xyz", scores, strict=True)}
    rows |= {"a": (10, "99.88"), "b": (10, "99.8")}
    plain = appraisal({"pace": 1, "cost": 1}, rows, ShortlistRule(top=1))
    criteria = {"pace": replaced(plain.criteria["pace"], scale=TENTHS), "cost": _measure(plain.criteria["cost"])}
    assert said(close_call, asked(replaced(plain, criteria=criteria))) == [
        f'"a" is 0.04 points ahead of "b"; one step on "pace" moves a total by {moves} points.'
    ]


def test_leads_of_scores_in_tenths() -> None:
    """7.1 and 6.9 out of 10 are two steps apart, 7.1 and 7.0 one; nobody who scores in tenths means a whole point."""
    for behind in ("6.9", "7.0"):
        case = appraisal({"pace": 1}, {"a": ("7.1",), "b": (behind,)}, ShortlistRule(top=1))
        assert found(close_call, asked(with_criteria(case, scale=TENTHS))) == []
    case = appraisal({"pace": 1, "risk": 1}, {"a": ("7.1", "6.9"), "b": ("7.0", "7.0")}, ShortlistRule(top=1))
    assert said(close_call, asked(with_criteria(case, scale=TENTHS))) == [
        '"a" and "b" are level; one step on "pace" moves a total by 0.5 points.'
    ]


def test_a_step_between_the_points_of_a_bent_scale_is_where_it_is_worth_least() -> None:
    """From 0 to 5 a point is worth 16, from 5 to 10 it is worth 4: a tenth there .4."""
    bent = {number(0): number(0), number(5): number(80), number(10): number(100)}
    case = appraisal({"pace": 1, "risk": 1}, {"a": ("0.1", 5), "b": ("0.1", 5)}, ShortlistRule(top=1))
    assert said(close_call, asked(with_criteria(case, scale=TENTHS, values=bent))) == [
        '"a" and "b" are level; one step on "risk" moves a total by 10 points.'
    ]
    case = appraisal({"pace": 1}, {"a": ("0.1",), "b": ("0.1",)}, ShortlistRule(top=1))
    assert said(close_call, asked(with_criteria(case, scale=TENTHS, values=bent))) == [
        '"a" and "b" are level; one step on "pace" moves a total by 0.4 points.'
    ]


def test_who_may_yet_come_first_leaves_nothing_close() -> None:
    assert found(close_call, ahead(10, ShortlistRule(top=1), behind=None)) == []


# Domination


@pytest.mark.parametrize("weights", [{"cost": 1}, {"cost": 1, "jobs": 0}, {"jobs": 0, "cost": 5, "pace": 0}])
def test_with_one_criterion_that_counts_nobody_is_dominated(weights: dict[str, int]) -> None:
    """Whoever is behind is behind on all there is: that is what an order means."""
    rows = {option: (at,) * len(weights) for option, at in (("a", 9), ("b", 8), ("c", 7))}
    assert found(dominated_shortlisted, asked(appraisal(weights, rows, ShortlistRule(top=3)))) == []


def test_with_two_that_count_one_is() -> None:
    rows = {"a": (9, 9, 0), "b": (8, 9, 0)}
    assert said(dominated_shortlisted, asked(appraisal({"cost": 1, "pace": 1, "jobs": 0}, rows))) == [
        '"b" goes forward, and "a" equals or beats it on all 3 criteria.'
    ]


# Weights


@pytest.mark.parametrize(("heavy", "cries"), [(51, True), (50, False)])
def test_half_is_not_over_half(heavy: int, cries: bool) -> None:
    plain = appraisal({"a": heavy, "b": 30, "c": 100 - 30 - heavy}, {"x": (1, 2, 3), "y": (2, 3, 4)})
    assert bool(found(over_half, plain)) is cries


def test_an_only_criterion_outweighs_nothing() -> None:
    assert found(over_half, appraisal({"a": 1}, {"x": (1,), "y": (2,)})) == []


def test_a_set_on_its_own_has_no_results_to_tell_of() -> None:
    rows = {f"o{at}": (score, score, 7) for at, score in enumerate((0, 1, 2, 3, 5, 5))}
    results = (close_call, dominated_shortlisted, double_counting, separates_nobody, weight_without_spread)
    for check in results:
        plain = appraisal({"a": 1, "b": 1, "c": 1}, rows, ShortlistRule(top=3))
        assert bool(found(check, asked(plain))), check.__name__
        assert found(check, plain) == []


def test_a_set_on_its_own_is_weighed_with_what_it_leaves_uncounted() -> None:
    """60 of 100 counted, of which 50 on one: half of the whole, and 83% of what counts."""
    plain = appraisal({"a": 50, "b": 10}, {"x": (1, 2), "y": (2, 3)})
    rest = {"c": Group(name="c", weight=number(40))}
    assert found(over_half, replaced(plain, uncounted=rest)) == []
    assert said(over_half, plain) == ['"a" weighs 83.3%, more than all other criteria together.']


def tree(weights: Mapping[str, int], group: Mapping[str, str], own: Mapping[str, int]) -> Appraisal:
    plain = appraisal(weights, {"x": (1,) * len(weights), "y": (2,) * len(weights)})
    criteria = {name: replaced(words, group=group.get(name)) for name, words in plain.criteria.items()}
    groups = {name: Group(name=name, weight=number(own[name]) if name in own else None) for name in {*group.values()}}
    return replaced(plain, criteria=criteria, groups=dict(sorted(groups.items())))


def test_a_group_that_is_heavy_by_number_alone_is_lopsided() -> None:
    four = dict.fromkeys("abcd", "service")
    even = dict.fromkeys("abcdef", 10)
    assert [each.about for each in found(lopsided_groups, tree(even, four, {}))] == [("service",)]
    assert found(lopsided_groups, tree(even, four, {"service": 40})) == []
    assert found(lopsided_groups, tree({**even, "a": 11}, four, {})) == []
    assert found(lopsided_groups, tree(dict.fromkeys("abcdefg", 10), four, {})) == []
    assert found(lopsided_groups, tree(even, dict.fromkeys("abcdef", "service"), {})) == []


def test_a_group_counts_what_its_groups_hold() -> None:
    plain = tree(dict.fromkeys("abcdef", 10), {"a": "service", "b": "service", "c": "inner", "d": "inner"}, {})
    groups = {"service": Group(name="service"), "inner": Group(name="inner", group="service")}
    assert [each.about for each in found(lopsided_groups, replaced(plain, groups=groups))] == [("service",)]


def test_three_fifths_of_the_weight_is_not_too_much() -> None:
    assert found(lopsided_groups, tree(dict.fromkeys("abcde", 10), dict.fromkeys("abc", "service"), {})) == []


@pytest.mark.parametrize(("score", "cries"), [(50, False), ("59.9", True), (60, False), (None, False)])
def test_a_heavy_criterion_needs_a_tenth_of_its_scale(score: object, cries: bool) -> None:
    """Alike is for another check; less than ten points is told, ten are enough, and unknown may be anything."""
    plain = appraisal({"a": 50, "b": 50}, {"x": (50, 0), "y": (score, 100)})
    assert bool(found(weight_without_spread, asked(plain))) is cries


def test_a_light_criterion_may_be_narrow() -> None:
    plain = appraisal({"a": 49, "b": 51}, {"x": (50, 0), "y": (55, 100)})
    assert found(weight_without_spread, asked(plain)) == []


def test_an_unknown_score_within_a_narrow_range_stays_narrow() -> None:
    plain = appraisal({"a": 50, "b": 50}, {"x": (50, 0), "y": ((None, 51, 54), 100)})
    assert said(weight_without_spread, asked(plain)) == [
        '"a" weighs 50%, but all options lie within 4 points of 100 on it: it moves no total by more than 2 points.'
    ]


# Gates, lines and who goes forward


def gated(operator: str, asks: int, *scores: object) -> Appraisal:
    plain = asked(appraisal({"a": 1, "b": 1}, {f"o{at}": (score, 10 * at) for at, score in enumerate(scores)}))
    return replaced(plain, gates={"floor": Gate(name="Floor", requires=Requirement(None, "a", operator, number(asks)))})


def test_a_gate_on_the_very_score_of_the_only_one_through_is_told() -> None:
    assert said(threshold_under_winner, gated("at-least", 60, 60, 40, 20)) == [
        'The gate "Floor" asks for 60 on "a": exactly the score of "o0", and nobody else gets through.'
    ]
    assert len(said(threshold_under_winner, gated("at-most", 20, 60, 40, 20))) == 1
    assert said(threshold_under_winner, gated("at-least", 59, 60, 40, 20)) == []
    assert said(threshold_under_winner, gated("at-least", 60, 60, 60, 20)) == []
    assert said(threshold_under_winner, gated("at-least", 60, 60, None, 20)) == []


def test_a_criterion_repeats_a_gate_only_where_it_adds_nothing_beyond() -> None:
    assert [each.about for each in found(repeats_gate, gated("at-least", 60, 60, 60, 20))] == [("a", "floor")]
    assert found(repeats_gate, gated("at-least", 60, 60, 80, 20)) == []
    assert found(repeats_gate, gated("at-least", 60, 60, 20, 20)) == []


def test_a_criterion_rated_from_what_the_gate_reads_repeats_it() -> None:
    """Both pass with the level they share; where one has more, the criterion says more than the gate."""
    names = ("low", "middle", "high")
    rate = RateFrom(characteristic="control", scores={name: number(50 * at) for at, name in enumerate(names)})
    plain = asked(appraisal({"a": 1, "b": 1}, {"x": (0, 1), "y": (0, 2)}))
    for weight, level, cries in ((1, "middle", True), (1, "high", False), (0, "middle", False)):
        levels = {"x": "middle", "y": level}
        options = {
            option: replaced(
                words, scores={"b": words.scores["b"]}, characteristics={"control": Level(level=levels[option])}
            )
            for option, words in plain.options.items()
        }
        rated = replaced(plain.criteria["a"], rate_from=rate, weight=number(weight))
        told = found(
            repeats_gate,
            replaced(
                plain,
                options=options,
                criteria={**plain.criteria, "a": rated},
                characteristics={
                    "control": Characteristic(name="Control", question="How?", levels=dict.fromkeys(names, "so"))
                },
                gates={"say": Gate(name="Say", requires=Requirement("control", None, "at-least", "middle"))},
            ),
        )
        assert bool(told) is cries


def test_a_line_that_others_pass_or_may_pass_is_under_nobody() -> None:
    def line(*scores: object) -> list[Occurrence]:
        rows = {f"o{at}": (score,) for at, score in enumerate(scores)}
        return found(threshold_under_winner, asked(appraisal({"a": 1}, rows, ShortlistRule(at_least=number(50)))))

    assert len(line(50, 40)) == 1
    assert line(50, 50, 40) == []
    assert line(50, None) == []
    assert line((None, 50, 60), 40) == []
    assert line(50) == []


def test_the_line_of_a_total_may_lie_a_point_below_and_no_more() -> None:
    """Totals 71.25 and 60, the next."""
    for line, cries in (("70.25", True), ("70.24", False), ("71.25", True), (60, False), (72, False)):
        plain = asked(appraisal(X_WEIGHTS, X_SCORES, ShortlistRule(at_least=number(line))))
        assert bool(found(threshold_under_winner, plain)) is cries, line


def test_in_x_the_company_dominates_the_mutual() -> None:
    assert said(dominated_shortlisted, asked(appraisal(X_WEIGHTS, X_SCORES))) == [
        '"mutual" goes forward, and "woc" equals or beats it on all 4 criteria.'
    ]
    open_gate = {"vat": {"woc": "conditional"}}
    assert found(dominated_shortlisted, asked(appraisal(X_WEIGHTS, X_SCORES, verdicts=open_gate))) == []


def test_options_alike_and_the_comparator_are_not_dominated() -> None:
    same = asked(appraisal({"a": 1, "b": 0, "c": 1}, {"x": (50, 20, 30), "y": (50, 10, 30)}))
    assert found(dominated_shortlisted, same) == []
    worse = asked(appraisal({"a": 1, "b": 1}, {"x": (50, 20), "y": (40, 10)}))
    assert [each.about for each in found(dominated_shortlisted, worse)] == [("y",)]
    third = asked(appraisal({"a": 1, "b": 1}, {"x": (50, 9), "y": (40, 9), "z": (30, 9)}, ShortlistRule(top=3)))
    assert [each.about for each in found(dominated_shortlisted, third)] == [("y",), ("z",)]
    now = replaced(worse, options={**worse.options, "y": replaced(worse.options["y"], comparator=True)})
    assert found(dominated_shortlisted, now) == []


def test_one_option_or_no_weight_separates_nobody_and_is_nothing_to_tell() -> None:
    assert found(separates_nobody, asked(appraisal({"a": 1, "b": 1}, {"x": (50, 20)}))) == []
    assert found(separates_nobody, asked(appraisal({"a": 1, "b": 0}, {"x": (50, 20), "y": (40, 20)}))) == []
    assert [
        each.about for each in found(separates_nobody, asked(appraisal({"a": 1, "b": 1}, {"x": (5, 2), "y": (4, 2)})))
    ] == [("b",)]


def test_eight_criteria_need_no_groups() -> None:
    for count, cries in ((8, False), (9, True)):
        plain = appraisal({f"c{at}": 1 for at in range(count)}, {"x": (1,) * count})
        assert bool(found(too_many_ungrouped, plain)) is cries
    eight = appraisal({f"c{at}": 1 for at in range(8)}, {"x": (1,) * 8})
    assert len(found(too_many_ungrouped, replaced(eight, uncounted={"c8": Group(name="c8", weight=number(1))}))) == 1


# Whatever comes

SCORES = st.one_of(st.sampled_from([0, 20, 40, 60, 80, 100]), st.none(), st.just((None, 20, 40)), st.just((60, 40, 80)))
RULES = st.sampled_from(
    [ShortlistRule(top=1), ShortlistRule(top=2), ShortlistRule(at_least=number(50)), ShortlistRule(within=number(10))]
)
VERDICTS = st.sampled_from(["pass", "fail", "conditional", "unknown"])


@given(st.data())
def test_whatever_comes_every_check_answers_the_same_twice(data: st.DataObject) -> None:
    """Unknown scores, nobody eligible, one option, no weight, no gates, no question: every place told is there."""
    weights = data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=5).filter(any))
    rows = data.draw(st.lists(st.tuples(*(SCORES for _ in weights)), min_size=1, max_size=6))
    options = [f"o{at}" for at in range(len(rows))]
    verdicts = {"gate": {option: data.draw(VERDICTS) for option in options}} if data.draw(st.booleans()) else None
    plain = appraisal(
        {f"c{at}": weight for at, weight in enumerate(weights)},
        dict(zip(options, rows, strict=True)),
        data.draw(RULES),
        verdicts,
    )
    seen = CheckInput(evaluate(replaced(plain, question=data.draw(st.sampled_from([None, "Which?"]))), brief=True))
    for check in MINE:
        told = list(check.find(seen))
        assert told == list(check.find(seen))
        assert len({each.about for each in told}) == len(told)
        for each in told:
            assert each.what.endswith(".")
            assert all(name in {*plain.criteria, *plain.options, *plain.gates} for name in each.about)


def test_a_criterion_separates_nobody_exactly_where_its_scores_are_equal() -> None:
    """Every two options by two criteria on three scores: told exactly where a column is of one score."""
    for first, second in product(product((0, 50, 100), repeat=2), repeat=2):
        plain = asked(appraisal({"a": 1, "b": 1}, {"x": first, "y": second}))
        alike = [(name,) for name, one, other in zip("ab", first, second, strict=True) if one == other]
        assert [each.about for each in found(separates_nobody, plain)] == alike
