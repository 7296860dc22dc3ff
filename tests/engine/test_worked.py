"""Results worked by hand, the working beside them, and a running example of five options."""

from decimal import Decimal
from fractions import Fraction

import pytest

from appraise import AppraisalError, Run, evaluate
from appraise.appraisal import (
    Appraisal,
    Characteristic,
    Criterion,
    Evidence,
    Gate,
    Group,
    Level,
    Perspective,
    RateFrom,
    Requirement,
    Score,
    ShortlistRule,
    Verdict,
    Weighting,
)
from appraise.engine import arithmetic
from appraise.engine.evaluation import agreed_evaluation
from appraise.engine.perspectives import perspective_evaluation
from appraise.field_models import replaced
from appraise.run import Shortlist
from appraise.value_functions import anchors, value, value_range
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal, number, score


def totals(run: Run) -> dict[str, Decimal | None]:
    return {option: result.total for option, result in run.options.items()}


def ranks(run: Run) -> dict[str, int | None]:
    return {option: result.rank for option, result in run.options.items()}


def outcomes(run: Run) -> dict[str, str]:
    return {option: result.outcome for option, result in run.options.items()}


def test_example_x() -> None:
    """WOC, for one: .4 * 75 + .25 * 75 + .2 * 75 + .15 * 50 = 30 + 18.75 + 15 + 7.5 = 71.25."""
    run = evaluate(appraisal(X_WEIGHTS, X_SCORES))
    assert totals(run) == dict(zip(X_SCORES, map(Decimal, ("55", "71.25", "60", "45", "48.75")), strict=True))
    assert ranks(run) == dict(zip(X_SCORES, (3, 1, 2, 5, 4), strict=True))


def test_example_x_behind_a_gate() -> None:
    """In-house fails, the mutual's verdict is unknown. Of WOC 71.25, Mut 60, Cha 48.75, JV 45 the first two go
    forward; if the mutual fails too, WOC and Cha do. With every gate set aside In (55) ranks third."""
    run = evaluate(appraisal(X_WEIGHTS, X_SCORES, verdicts={"gate": {"in-house": "fail", "mutual": "unknown"}}))
    assert run.shortlist.options == ("woc", "mutual")
    assert run.shortlist.subject_to == {"mutual": ("gate",)}
    assert run.shortlist.if_they_fail == ("woc", "charity")
    assert ranks(run) == {"in-house": None, "woc": 1, "mutual": 2, "jv": 4, "charity": 3}
    assert run.options["in-house"].outcome == "excluded"
    assert run.options["in-house"].because.gate == ("gate",)
    assert run.options["in-house"].would_rank == 3
    assert totals(run)["in-house"] == 55


def test_by_hand_a_tree_of_weights() -> None:
    """Worked by hand. Group g weighs 60 and its children 75 and 25 are shares of it: 45 and 15. With the leaf c of
    40 all is 100, so shares .45, .15 and .4. Scores on 0 to 5: a option 4, 2, 1 is 80, 40, 20:
    .45 * 80 + .15 * 40 + .4 * 20 = 36 + 6 + 8 = 50."""
    scale = {Decimal(0): "no", Decimal(5): "yes"}
    given = replaced(
        appraisal({"a": 1}, {"one": (0,)}),
        groups={"g": Group(name="G", weight=Decimal(60))},
        criteria={
            "a": Criterion(name="A", group="g", weight=Decimal(75), scale=scale),
            "b": Criterion(name="B", group="g", weight=Decimal(25), scale=scale),
            "c": Criterion(name="C", weight=Decimal(40), scale=scale),
        },
    )
    option = replaced(given.options["one"], scores={"a": score(4), "b": score(2), "c": score(1)})
    run = evaluate(replaced(given, options={"one": option}))
    assert run.shares == {"a": Decimal("0.45"), "b": Decimal("0.15"), "c": Decimal("0.4"), "g": Decimal("0.6")}
    assert run.options["one"].total == 50
    assert [run.points("one", criterion) for criterion in "abc"] == [36, 6, 8]


def test_by_hand_a_cost_and_a_falling_value() -> None:
    """Worked by hand. Set-up cost runs from 6 (worst) to 0 (best) GBP m: 1.5 is (6 - 1.5) / 6 = 75.
    Independence rises to 100 at 4 and falls to 60 at 5: 4.5 lies half way, 80; its range 3 to 5 spans 60 to 100.
    With weights 1 and 3: .25 * 75 + .75 * 80 = 18.75 + 60 = 78.75; over the range .75 * 60 = 45 and .75 * 100 = 75,
    so 63.75 to 93.75."""
    given = appraisal({"cost": 1, "ind": 3}, {"one": (Decimal("1.5"), (Decimal("4.5"), 3, 5))})
    run = evaluate(
        replaced(
            given,
            criteria={
                "cost": Criterion(name="Cost", weight=Decimal(1), unit="GBP m", worst=Decimal(6), best=Decimal(0)),
                "ind": Criterion(
                    name="Ind",
                    weight=Decimal(3),
                    unit="level",
                    values={Decimal(0): Decimal(0), Decimal(4): Decimal(100), Decimal(5): Decimal(60)},
                ),
            },
        )
    )
    assert run.options["one"].total == Decimal("78.75")
    assert run.options["one"].total_range == (Decimal("63.75"), Decimal("93.75"))


def test_by_hand_unknown_scores_and_a_threshold() -> None:
    """Worked by hand. Two criteria of equal weight. A has 80 and an unknown: 40 to 90. B has 80 and an unknown within
    60 to 100: 70 to 90. C has 40 and 50: 45. The line is 50: B is in, C out, and A turns on its own unknown score.
    Ranks: B is 1 or 2 (A can pass it); C can be passed by A and is surely below B: 2 or 3; A is 1 to 3."""
    run = evaluate(
        appraisal(
            {"p": 1, "q": 1},
            {"a": (80, None), "b": (80, (None, 60, 100)), "c": (40, 50)},
            ShortlistRule(at_least=Decimal(50)),
        )
    )
    assert outcomes(run) == {"a": "undetermined", "b": "shortlisted", "c": "not-shortlisted"}
    assert {option: result.total_range for option, result in run.options.items()} == {
        "a": (40, 90),
        "b": (70, 90),
        "c": None,
    }
    assert {option: result.rank_range for option, result in run.options.items()} == {
        "a": (1, 3),
        "b": (1, 2),
        "c": (2, 3),
    }
    assert run.options["a"].because.undetermined_by == (("q", "a"),)
    assert (run.options["b"].because.total_range, run.options["b"].because.line) == ((70, 90), 50)


@pytest.mark.parametrize(("raw", "expected"), [(5, 30), (10, 60), (30, 80)])
def test_values_run_straight_between_points(raw: int, expected: int) -> None:
    criterion = Criterion(
        name="Months",
        unit="months",
        values={Decimal(0): Decimal(0), Decimal(10): Decimal(60), Decimal(50): Decimal(100)},
    )
    assert value(anchors(criterion), Fraction(raw)) == expected


def test_a_span_takes_in_a_peak() -> None:
    points = anchors(
        Criterion(
            name="Ind", unit="level", values={Decimal(0): Decimal(0), Decimal(4): Decimal(100), Decimal(5): Decimal(60)}
        )
    )
    assert value_range(points, Score("unknown", (Decimal(3), Decimal(5)))) == (60, 100)
    assert value_range(points, Score("unknown", (Decimal(5), Decimal(5)))) == (60, 60)


def test_ties_share_a_rank_and_a_line() -> None:
    """Totals 50, 50, 50, 40 rank 1, 1, 1, 4; all three at the line of two go forward."""
    run = evaluate(appraisal({"p": 1}, {"a": (50,), "b": (50,), "c": (50,), "d": (40,)}))
    assert ranks(run) == {"a": 1, "b": 1, "c": 1, "d": 4}
    assert run.shortlist.options == ("a", "b", "c")


def test_a_tie_is_exact() -> None:
    """Thirds and tenths: .1 + .2 and .3 of a scale are level, which floating point denies."""
    run = evaluate(appraisal({"p": 1, "q": 1, "r": 1}, {"a": ("0.1", "0.2", 0), "b": ("0.3", 0, 0)}))
    assert ranks(run) == {"a": 1, "b": 1}


def test_within_takes_those_near_the_best() -> None:
    """70, 66, 65, 60 within 5 of the best: the line is 65 for the others; for the best it is 66 less 5."""
    given = appraisal({"p": 1}, {"a": (70,), "b": (66,), "c": (65,), "d": (60,)}, ShortlistRule(within=Decimal(5)))
    run = evaluate(given)
    assert run.shortlist.options == ("a", "b", "c")
    assert {option: result.because.line for option, result in run.options.items()} == {
        "a": 61,
        "b": 65,
        "c": 65,
        "d": 65,
    }


def test_within_0_takes_the_leaders() -> None:
    run = evaluate(appraisal({"p": 1}, {"a": (70,), "b": (70,), "c": (69,)}, ShortlistRule(within=Decimal(0))))
    assert run.shortlist.options == ("a", "b")


def test_within_turns_on_the_leader_too() -> None:
    """The leader is somewhere in 85 to 95; 82 is within 5 of 85 and not of 95: open, by the leader's unknown score."""
    run = evaluate(appraisal({"p": 1}, {"a": ((None, 85, 95),), "b": (82,)}, ShortlistRule(within=Decimal(5))))
    assert outcomes(run) == {"a": "shortlisted", "b": "undetermined"}
    assert run.options["b"].because.undetermined_by == (("p", "a"),)


@pytest.mark.parametrize(
    "rule", [ShortlistRule(top=1), ShortlistRule(at_least=Decimal(10)), ShortlistRule(within=Decimal(5))]
)
def test_nobody_eligible(rule: ShortlistRule) -> None:
    run = evaluate(appraisal({"p": 1}, {"a": (70,), "b": (60,)}, rule, {"gate": {"a": "fail", "b": "fail"}}))
    assert run.shortlist == Shortlist((), (), {}, None)
    assert outcomes(run) == {"a": "excluded", "b": "excluded"}


def test_the_only_one_eligible_is_within_anything() -> None:
    rule = ShortlistRule(within=Decimal(0))
    run = evaluate(appraisal({"p": 1}, {"a": (10,), "b": (60,)}, rule, {"gate": {"b": "fail"}}))
    assert run.shortlist.options == ("a",)
    assert run.options["a"].because.line is None


def test_identical_options_are_never_ahead_of_each_other() -> None:
    run = evaluate(appraisal({"p": 1}, {"a": (None,), "b": (None,)}, ShortlistRule(top=1)))
    assert outcomes(run) == {"a": "undetermined", "b": "undetermined"}
    assert run.options["a"].because.undetermined_by == (("p", "a"), ("p", "b"))


def test_drawing_level_with_one_that_is_surely_in_counts() -> None:
    """a has 0; b is somewhere in 0 to 100, so b is first in any case, and a is level with it where b has 0."""
    run = evaluate(appraisal({"p": 1}, {"a": (0,), "b": (None,)}, ShortlistRule(top=1)))
    assert outcomes(run) == {"a": "undetermined", "b": "shortlisted"}
    assert run.options["a"].because.undetermined_by == (("p", "b"),)


def test_one_that_is_surely_out_turns_nobody_s_outcome() -> None:
    """Top 2 of a 84, b 42 to 92, c 66, d 38 to 48: d has a and c above it in any case, so b turns on itself alone."""
    rows = {"a": (84,), "b": ((None, 42, 92),), "c": (66,), "d": ((None, 38, 48),)}
    run = evaluate(appraisal({"p": 1}, rows))
    assert outcomes(run) == {"a": "shortlisted", "b": "undetermined", "c": "undetermined", "d": "not-shortlisted"}
    assert run.options["b"].because.undetermined_by == (("p", "b"),)


def test_one_that_can_never_be_the_best_does_not_bear_on_the_distance_from_it() -> None:
    """Within 5 of the best: a has 90, so the line is 85 at least; c, somewhere in 50 to 62, can never draw it."""
    rows = {"a": (90,), "c": ((None, 50, 62),), "m": ((None, 55, 92),)}
    run = evaluate(appraisal({"p": 1}, rows, ShortlistRule(within=Decimal(5))))
    assert outcomes(run) == {"a": "shortlisted", "c": "not-shortlisted", "m": "undetermined"}
    assert run.options["m"].because.undetermined_by == (("p", "m"),)


def test_equal_weights_count_every_criterion_alike_whatever_its_group() -> None:
    """Three criteria, two of them in a group: a third each, and two thirds for the group."""
    given = appraisal({"a": 1, "b": 5, "c": 9}, {"one": (30, 60, 90)})
    leaves = {
        name: replaced(words, weight=None, group="g" if name != "c" else None) for name, words in given.criteria.items()
    }
    given = replaced(given, weighting=Weighting(method="equal"), groups={"g": Group(name="G")}, criteria=leaves)
    run = evaluate(given)
    third, thirds = Decimal("0.333333"), Decimal("0.666667")
    assert run.shares == {"a": third, "b": third, "c": third, "g": thirds}
    assert run.options["one"].total == 60


def test_the_shortlist_runs_by_best_rank_then_worst_rank() -> None:
    """Both can be first; a (0 to 90) can be third behind c (50), b (80 to 95) second at worst: b stands first."""
    run = evaluate(
        appraisal({"p": 1}, {"a": ((None, 0, 90),), "b": ((None, 80, 95),), "c": (50,)}, ShortlistRule(top=3))
    )
    assert run.shortlist.options == ("b", "a", "c")


def test_would_rank_is_open_where_unknown_scores_leave_it_open() -> None:
    """a fails the gate with 60; b is somewhere in 50 to 70 and c has 40: a would rank 1 or 2, c third in any case."""
    rows = {"a": (60,), "b": ((None, 50, 70),), "c": (40,)}
    run = evaluate(appraisal({"p": 1}, rows, verdicts={"gate": {"a": "fail"}}))
    assert [result.would_rank for result in run.options.values()] == [None, None, 3]


def test_an_unknown_score_without_a_share_is_harmless() -> None:
    run = evaluate(appraisal({"p": 1, "q": 0}, {"a": (50, None), "b": (40, 0)}, ShortlistRule(top=1)))
    assert run.options["a"].total == 50
    assert outcomes(run) == {"a": "shortlisted", "b": "not-shortlisted"}


def test_what_is_open_if_open_verdicts_turn_out_a_fail() -> None:
    """a (80) is sure; b (70) has an unknown verdict; without b one of c and d, both open, comes second."""
    rows = {"a": (80,), "b": (70,), "c": ((None, 0, 50),), "d": ((None, 0, 50),)}
    run = evaluate(appraisal({"p": 1}, rows, verdicts={"gate": {"b": "unknown"}}))
    assert run.shortlist == Shortlist(("a", "b"), (), {"b": ("gate",)}, ("a",), ("c", "d"))


def ruled(gate: Requirement, level: str | None, **decided: Verdict) -> Run:
    """One option at one gate by a rule over the levels none, some, full."""
    given = appraisal({"p": 1}, {"a": (3,)})
    option = replaced(
        given.options["a"],
        characteristics={"ind": Level(level=level, reason="seen")} if level else {},
        verdicts=decided,
    )
    return evaluate(
        replaced(
            given,
            gates={"g": Gate(name="G", requires=gate)},
            options={"a": option},
            characteristics={
                "ind": Characteristic(name="Ind", question="Who?", levels={"none": "-", "some": "-", "full": "-"})
            },
        )
    )


@pytest.mark.parametrize(
    ("operator", "operand", "verdicts"),
    [
        ("at-least", "some", {"none": "fail", "some": "pass", "full": "pass", "unknown": "unknown", None: "unknown"}),
        ("at-most", "some", {"none": "pass", "some": "pass", "full": "fail", "unknown": "unknown", None: "unknown"}),
        (
            "is",
            ("none", "full"),
            {"none": "pass", "some": "fail", "full": "pass", "unknown": "unknown", None: "unknown"},
        ),
    ],
)
def test_gates_by_rule(operator: str, operand: str | tuple[str, ...], verdicts: dict[str | None, str]) -> None:
    for level, expected in verdicts.items():
        judged = ruled(Requirement("ind", None, operator, operand), level).options["a"].verdicts["g"]
        assert (judged.verdict, judged.rule, judged.from_) == (expected, expected, "rule")
        assert judged.reason == ("seen" if level else None)


def test_a_decision_wins_and_the_rule_stays_beside_it() -> None:
    decided = Verdict(verdict="conditional", reason="we think", condition="if cleared", by="Board", date="2026-01")
    run = ruled(Requirement("ind", None, "at-least", "full"), "none", g=decided)
    judged = run.options["a"].verdicts["g"]
    assert (judged.verdict, judged.rule, judged.from_, judged.condition) == (
        "conditional",
        "fail",
        "decision",
        "if cleared",
    )
    assert run.shortlist.subject_to == {"a": ("g",)}
    assert run.shortlist.if_they_fail == ()


@pytest.mark.parametrize(
    ("operator", "cell", "verdict", "margin", "over_range"),
    [
        # Inside, across and at the very end of what is asked, which is still met there.
        ("at-least", ("2.1", "1.9", "2.3"), "pass", "0.1", ("pass", "fail")),
        ("at-least", ("2.1", "2", "2.3"), "pass", "0.1", ("pass",)),
        ("at-least", (2, 2, 2), "pass", "0", ("pass",)),
        ("at-least", ("1.9", "1.5", "2"), "fail", "0.1", ("pass", "fail")),
        ("at-least", ("1.9", "1.5", "1.99"), "fail", "0.1", ("fail",)),
        ("at-most", ("1.9", "1.5", "2"), "pass", "0.1", ("pass",)),
        ("at-most", ("1.9", "1.5", "2.01"), "pass", "0.1", ("pass", "fail")),
        ("at-most", ("2.1", "2", "2.3"), "fail", "0.1", ("pass", "fail")),
        ("at-most", ("2.1", "2.05", "2.3"), "fail", "0.1", ("fail",)),
        ("at-least", 4, "pass", "2", ()),
        # What is not known is not decided by its range, which is told beside it.
        ("at-least", (None, 3, 5), "unknown", None, ("pass",)),
        ("at-least", (None, 0, 1), "unknown", None, ("fail",)),
        ("at-least", (None, 1, 5), "unknown", None, ("pass", "fail")),
        ("at-most", (None, 1, 5), "unknown", None, ("pass", "fail")),
        ("at-least", None, "unknown", None, ()),
    ],
)
def test_a_gate_on_a_score_follows_the_score_and_tells_of_its_range(
    operator: str, cell: object, verdict: str, margin: str | None, over_range: tuple[str, ...]
) -> None:
    """What is asked is 2."""
    given = appraisal({"p": 1}, {"a": (cell,)})
    asked = Gate(name="G", requires=Requirement(None, "p", operator, Decimal(2)))
    judged = evaluate(replaced(given, gates={"g": asked})).options["a"].verdicts["g"]
    assert (judged.verdict, judged.rule) == (verdict, verdict)
    assert judged.margin == (None if margin is None else Decimal(margin))
    assert judged.over_range == over_range


def test_only_a_score_that_a_rule_decides_by_has_a_margin() -> None:
    """Not a level, not a judgement, and not what people decided in place of the rule."""
    assert ruled(Requirement("ind", None, "at-least", "some"), "full").options["a"].verdicts["g"].margin is None
    given = replaced(
        appraisal({"p": 1}, {"a": (("2.1", 1, 3),)}),
        gates={"by-score": Gate(name="G", requires=Requirement(None, "p", "at-least", Decimal(2)))},
    )
    decided = replaced(given.options["a"], verdicts={"by-score": Verdict(verdict="unknown")})
    judged = evaluate(replaced(given, options={"a": decided})).options["a"].verdicts["by-score"]
    assert (judged.verdict, judged.rule, judged.margin, judged.over_range) == ("unknown", "pass", None, ())


def test_each_gate_on_one_criterion_has_its_own_margin_and_a_score_by_rule_too() -> None:
    gates = {
        name: Gate(name=name, requires=Requirement(None, "p", operator, Decimal(at)))
        for name, operator, at in (("low", "at-least", 2), ("high", "at-most", 90))
    }
    scored = replaced(appraisal({"p": 1}, {"a": ((3, 1, 4),)}), gates=gates)
    found = evaluate(scored).options["a"].verdicts
    assert [(each.margin, each.over_range) for each in found.values()] == [(1, ("pass", "fail")), (87, ("pass",))]
    by_rule = replaced(with_rule({"a": "full"}), gates=gates)
    found = evaluate(by_rule).options["a"].verdicts
    assert [(each.margin, each.over_range) for each in found.values()] == [(78, ()), (10, ())]


def test_a_gate_on_an_unknown_score_is_unknown() -> None:
    given = appraisal({"p": 1}, {"a": (None,)})
    run = evaluate(
        replaced(given, gates={"g": Gate(name="G", requires=Requirement(None, "p", "at-least", Decimal(4)))})
    )
    assert run.options["a"].verdicts["g"].verdict == "unknown"


def with_rule(levels: dict[str, str]) -> Appraisal:
    """Options without a score on a criterion that takes one from a characteristic."""
    rule = RateFrom(characteristic="ind", scores={"none": Decimal(0), "full": Decimal(80)})
    given = appraisal({"p": 1}, dict.fromkeys(levels, (0,)))
    return replaced(
        given,
        criteria={"p": replaced(given.criteria["p"], rate_from=rule)},
        characteristics={"ind": Characteristic(name="Ind", question="Who?", levels={"none": "-", "full": "-"})},
        options={
            option: replaced(words, scores={}, characteristics={"ind": Level(level=levels[option], reason="as it is")})
            for option, words in given.options.items()
        },
    )


def test_a_rule_scores_what_no_sheet_does() -> None:
    given = with_rule({"a": "full", "b": "unknown"})
    run = evaluate(given)
    assert run.options["a"].cells["p"] == (Decimal(80), Decimal(80), "rule", None, "as it is", Evidence(), None, None)
    assert run.options["b"].low_high == run.options["b"].cells["p"].value_range == (0, 100)
    sheet = replaced(given.options["a"], scores={"p": Score(Decimal(10))})
    assert evaluate(replaced(given, options={"a": sheet})).options["a"].cells["p"].from_ == "sheet"


def test_perspectives_shift_weights_replace_scores_and_lift_gates() -> None:
    """Worked by hand on example X. Naming ind 10 leaves 90 for pace 25, risk 20, aff 15 of 60: 37.5, 30, 22.5. In-house
    has .375 * 100 + .3 * 75 + .225 * 100 = 82.5 and is let in: first. WOC: 7.5 + 28.125 + 22.5 + 11.25 = 69.375.
    With risk of WOC at 0 instead of 75: 71.25 - 15 = 56.25, behind the mutual's 60."""
    run = evaluate(
        appraisal(
            X_WEIGHTS,
            X_SCORES,
            verdicts={"gate": {"in-house": "fail"}},
            perspectives={
                "calm": Perspective(name="Calm", weights={"ind": Decimal(10)}, lift_gates=("gate",)),
                "doubt": Perspective(name="Doubt", scores={"risk": {"woc": score(0)}}),
                "stated": Perspective(name="Stated", view="Against all of it"),
            },
        )
    )
    assert set(run.viewed) == {"calm", "doubt"}
    calm = run.viewed["calm"]
    assert calm.shares == {
        "ind": Decimal("0.1"),
        "pace": Decimal("0.375"),
        "risk": Decimal("0.3"),
        "aff": Decimal("0.225"),
    }
    assert (calm.options["in-house"].total, calm.options["woc"].total) == (Decimal("82.5"), Decimal("69.375"))
    assert calm.shortlist == ("in-house", "woc")
    assert run.viewed["doubt"].shortlist == ("mutual", "woc")
    assert run.viewed["doubt"].options["woc"].total == Decimal("56.25")
    assert run.viewed["doubt"].options["in-house"].outcome == "excluded"


def test_a_perspective_moves_a_group_and_keeps_the_proportions_inside() -> None:
    """g holds a and b at 3 to 1; named 80 they take 60 and 20, and c and d share the other 20 as 1 to 1."""
    given = appraisal({"a": 30, "b": 10, "c": 30, "d": 30}, {"one": (1, 1, 1, 1)})
    given = replaced(
        given,
        groups={"g": Group(name="G")},
        criteria={name: replaced(words, group="g" if name in "ab" else None) for name, words in given.criteria.items()},
        perspectives={"v": Perspective(name="V", weights={"g": Decimal(80)})},
    )
    assert evaluate(given).viewed["v"].shares == {
        "a": Decimal("0.6"),
        "b": Decimal("0.2"),
        "c": Decimal("0.1"),
        "d": Decimal("0.1"),
    }


@pytest.mark.parametrize(
    ("weights", "named"),
    [
        ({"a": 1, "b": 1, "c": 1}, {"a": 60, "b": 50}),
        ({"a": 1, "b": 1, "c": 1}, {"a": 60, "b": "40.1"}),
        ({"a": 1, "b": 1}, {"a": 465}),
        ({"a": 1, "b": 0}, {"a": 60}),
        ({"a": 1, "b": 1}, {"a": 0, "b": 0}),
    ],
    ids=["over 100", "just over 100", "one over 100", "the rest weighs 0", "all weigh 0"],
)
def test_perspective_weights_that_cannot_be_shared_out(weights: dict[str, int], named: dict[str, object]) -> None:
    view = Perspective(name="V", weights={name: number(points) for name, points in named.items()})
    given = appraisal(weights, {"one": (1,) * len(weights)}, perspectives={"v": view})
    assert [problem.code for problem in arithmetic(given)] == ["perspective-weights"]


@pytest.mark.parametrize(
    "given",
    [
        {"a": "33.3", "b": "33.3", "c": "33.3"},
        {"a": "33.4", "b": "33.4", "c": "33.4"},
        {"a": 155, "b": 155, "c": 155},
        {"g": "66.6", "c": "33.3"},
        {"a": "0.1", "b": "0.1", "c": "0.1", "memo": 0},
    ],
    ids=["99.9", "100.2", "swings", "a group", "the memo item named"],
)
def test_weights_of_a_perspective_that_cover_everything_are_shared_out(given: dict[str, object]) -> None:
    """Thirds, exactly: as a criteria file with the same weights gives them. Nobody gave the memo item weight."""
    case = appraisal({"a": 10, "b": 10, "c": 40, "memo": 0}, {"one": (1, 1, 1, 1)})
    case = replaced(
        case,
        groups={"g": Group(name="G")},
        criteria={name: replaced(words, group="g" if name in "ab" else None) for name, words in case.criteria.items()},
        perspectives={"v": Perspective(name="V", weights={name: number(points) for name, points in given.items()})},
    )
    agreed = agreed_evaluation(case)
    assert perspective_evaluation(agreed, "v").shares == {**dict.fromkeys("abc", Fraction(1, 3)), "memo": 0}


def test_a_named_criterion_of_weight_0_takes_what_it_is_given() -> None:
    view = Perspective(name="V", weights={"b": Decimal(25)})
    run = evaluate(appraisal({"a": 1, "b": 0}, {"one": (1, 1)}, perspectives={"v": view}))
    assert run.viewed["v"].shares == {"a": Decimal("0.75"), "b": Decimal("0.25")}


def test_group_weights_that_do_not_fit() -> None:
    given = appraisal({"a": 30, "b": 40}, {"one": (1, 1)})
    given = replaced(
        given,
        groups={"g": Group(name="G", weight=Decimal(60))},
        criteria={name: replaced(words, group="g") for name, words in given.criteria.items()},
    )
    assert [(problem.code, problem.about) for problem in arithmetic(given)] == [("group-weight", ("weight", "g"))]


def test_all_weights_0() -> None:
    assert [problem.code for problem in arithmetic(appraisal({"a": 0}, {"one": (1,)}))] == ["no-weight"]


def test_unknown_scores_beyond_counting_are_refused() -> None:
    """1,001 options with one unknown score each would give 1,001 times 1,001 reasons."""
    with pytest.raises(AppraisalError) as raised:
        evaluate(appraisal({"p": 1}, {f"o{index}": (None,) for index in range(1001)}))
    assert [problem.code for problem in raised.value.problems] == ["too-many-unknowns"]
