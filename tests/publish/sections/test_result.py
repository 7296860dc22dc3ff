from decimal import Decimal

import pytest

from appraise import engine, evaluate
from appraise.appraisal import ShortlistRule
from appraise.publish.context import Context
from appraise.publish.document import plain
from appraise.publish.sections.result import outcome, over_ranges, results, rule_in_short
from appraise.run import OutcomeReasons, Run, Shortlist
from tests.conftest import appraisal
from tests.publish.conftest import EN, having, turned


def said(run: Run, option: str) -> str:
    return plain(outcome(Context.of(run, EN), option))


def test_rank_total_and_why_in_the_order_of_the_matrix(run: Run) -> None:
    table = results(Context.of(run, EN))
    assert [[plain(each.line) for each in row.cells] for row in table.rows] == [
        ["Alpha", "1", "86", "Shortlisted. 22 points ahead of the next."],
        [
            "Beta",
            "2",
            "64",
            "Shortlisted. At least 20 points ahead of the next.",
        ],
        ["Shortlist line: top 2", "", "", ""],
        ["Gamma", "3", "24 to 44", "Not shortlisted. At least 20 points below the line."],
        ["Excluded at a gate: totals for information", "", "", ""],
        ["Delta (comparator)", "\N{EN DASH}", "60", "Excluded at “Lawful delegate”. 3rd on points alone."],
    ]
    assert [row.role for row in table.rows] == ["plain", "plain", "line", "plain", "line", "plain"]
    assert table.caption == "Result: totals out of 100 (illustrative)"


def test_what_is_not_settled_stands_between_two_lines() -> None:
    """alpha has 60, beta 40 to 90, gamma 50: alpha takes a place of two, beta or gamma the other; delta has 10."""
    rows: dict[str, tuple[object, ...]] = {"alpha": (60, 60), "beta": (80, None), "gamma": (50, 50), "delta": (10, 10)}
    rule = ShortlistRule(top=2)
    context = Context.of(evaluate(appraisal({"a": 1, "b": 1}, rows, rule), brief=True), EN)
    assert [(plain(row.cells[0].line), plain(row.cells[3].line)) for row in results(context).rows] == [
        ("alpha", "Shortlisted."),
        ("Not settled", ""),
        ("beta", "Not settled. It turns on an unknown score."),
        ("gamma", "Not settled. It turns on an unknown score."),
        ("Shortlist line: top 2", ""),
        ("delta", "Not shortlisted."),
    ]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (ShortlistRule(top=3), "top 3"),
        (ShortlistRule(at_least=Decimal(1)), "at least 1 point"),
        (ShortlistRule(at_least=Decimal("60.5")), "at least 60.5 points"),
        (ShortlistRule(within=Decimal(5)), "within 5 points of the first"),
    ],
)
def test_the_rule_in_a_few_words(run: Run, rule: ShortlistRule, text: str) -> None:
    assert rule_in_short(Context.of(having(run, shortlist_rule=rule), EN)) == text


def test_an_ordinal_for_each_rank(run: Run) -> None:
    """English has st, nd, rd and th; the teens have th. Far down the list it is a number."""
    ends = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 22: "22nd"}
    for rank, ordinal in (*ends.items(), (111, "Number 111")):
        excluded = turned(run, "delta", would_rank=rank)
        assert said(excluded, "delta").endswith(f" {ordinal} on points alone.")
    assert said(turned(run, "delta", would_rank=None), "delta") == "Excluded at “Lawful delegate”."


def test_a_tie_shares_its_rank(run: Run) -> None:
    tied = turned(turned(run, "alpha", total=Decimal(64)), "beta", rank=1)
    assert Context.of(tied, EN).rank("alpha") == Context.of(tied, EN).rank("beta") == "1 ="
    assert said(tied, "alpha") == "Shortlisted. Level with Beta."


def test_a_lead_never_looks_like_none(run: Run) -> None:
    close = turned(run, "alpha", total=Decimal("64.003"))
    assert "0.003 points ahead" in said(close, "alpha")
    gamma = turned(run, "gamma", low_high=(Decimal(24), Decimal("63.96")))
    assert said(gamma, "gamma") == "Not shortlisted. At least 0.04 points below the line."
    level = turned(run, "alpha", total=Decimal(64))
    assert "under 0.000001 points ahead" in said(level, "alpha")


def test_the_line_of_each_rule(run: Run) -> None:
    at_least = having(run, shortlist_rule=ShortlistRule(at_least=Decimal(64)))
    assert said(at_least, "alpha").startswith("Shortlisted. 22 points above the line.")
    assert said(at_least, "beta").startswith("Shortlisted. On the line.")
    assert said(at_least, "gamma") == "Not shortlisted. At least 20 points below the line."
    within = turned(
        having(run, shortlist_rule=ShortlistRule(within=Decimal(30))), "gamma", because=OutcomeReasons(line=Decimal(56))
    )
    assert said(within, "gamma") == "Not shortlisted. At least 12 points below the line."


def test_what_is_open_and_what_it_is_subject_to_is_said(run: Run) -> None:
    turns_on = OutcomeReasons(undetermined_by=(("pace", "gamma"), ("cost", "gamma"), ("pace", "beta")))
    open_ = turned(run, "gamma", outcome="undetermined", because=turns_on, rank=None, total_range=None)
    open_ = open_._replace(
        shortlist=Shortlist(("alpha",), ("gamma",), {"alpha": ("vat", "delegate"), "gamma": ("vat",)}, ())
    )
    assert said(open_, "alpha") == "Shortlisted, subject to “VAT” and “Lawful delegate”."
    assert said(open_, "gamma") == "Not settled, and subject to “VAT”."
    known = open_._replace(shortlist=open_.shortlist._replace(subject_to={}))
    assert said(known, "gamma") == "Not settled. It turns on unknown scores."
    many = open_._replace(shortlist=open_.shortlist._replace(subject_to={"alpha": ("vat", "delegate", "vat")}))
    assert said(many, "alpha") == "Shortlisted, subject to three gates."


def test_open_ranks_and_the_ranges_recorded(run: Run) -> None:
    ranged = turned(turned(run, "beta", rank=None, best_worst=(2, 3)), "gamma", rank=None, best_worst=(2, 3))
    assert Context.of(ranged, EN).rank("beta") == Context.of(ranged, EN).rank("gamma") == "2 or 3"
    wide = turned(run, "alpha", total_range=(Decimal(60), Decimal(90)), rank_range=(1, 2))
    assert said(wide, "alpha") == "Shortlisted. 22 points ahead of the next."
    told = over_ranges(Context.of(wide, EN), "alpha")
    assert told == "Within the recorded ranges its total is 60 to 90 and its rank is 1 or 2."
    assert not over_ranges(Context.of(run, EN), "alpha")


def test_options_that_are_level_with_very_many_say_with_how_many() -> None:
    """Each of 4,000 that named all the others would fill a hundred thousand lines; one is named."""
    for many, said in (
        (2, "Level with o1."),
        (3, "Level with two other options."),
        (4000, "Level with 3999 other options."),
    ):
        scored = appraisal({"a": 1}, {f"o{index}": (3,) for index in range(many)})
        run = engine.evaluate(scored, "1", True, lambda done, draws: None)
        first = plain(outcome(Context.of(run, EN), "o0"))
        assert said in first
        assert len(first) < 200


def test_what_a_range_could_turn_is_said_in_place_of_a_distance() -> None:
    """beta has 70, and gamma 45 or up to 71 over its range: at 71 gamma takes the place. Up to 69 it does not."""
    rows: dict[str, tuple[object, ...]] = {"alpha": (90, 80), "beta": (80, 60), "delta": (20, 40)}
    for most, gamma, beta in (
        (98, "Not shortlisted. Uncertain scores could lift it.", "Shortlisted. Uncertain scores could take it off."),
        (94, "Not shortlisted. 25 points below the line.", "Shortlisted. 25 points ahead of the next."),
    ):
        case = appraisal({"cost": 50, "pace": 50}, {**rows, "gamma": ((46, 46, most), 44)})
        made = evaluate(case, brief=True)
        assert (said(made, "gamma"), said(made, "beta")) == (gamma, beta)
        assert said(made, "alpha") == "Shortlisted. 15 points ahead of the next."
