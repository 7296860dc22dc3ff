"""Checks on an appraisal as a whole: the cases beside those in `findings/`, on appraisals built by hand."""

from decimal import Decimal
from typing import Any

import pytest

from appraise import evaluate
from appraise.appraisal import (
    Accepted,
    Appraisal,
    Before,
    Choice,
    Document,
    Evidence,
    Follows,
    Note,
    Panel,
    ShortlistRule,
    Verdict,
    Weighting,
)
from appraise.field_models import replaced
from appraise.review.checks import CHECKS, findings
from appraise.review_results import CheckInput, History, Occurrence, Unexplained
from tests.conftest import appraisal

SCORES: dict[str, tuple[object, ...]] = {"a": (90, 80), "b": (70, 60), "c": (50, 10)}
"""Totals 85, 65 and 30 at equal weights; the first two are shortlisted."""


def made(verdicts: dict[str, dict[str, str]] | None = None, scores: Any = None, **words: Any) -> Appraisal:
    found = appraisal({"cost": 50, "pace": 50}, scores or SCORES, ShortlistRule(top=2), verdicts)
    return replaced(found, question="Which one?", status="draft", **words)


def found(code: str, words: Appraisal) -> list[Occurrence]:
    return list(CHECKS[code].find(CheckInput(evaluate(words, brief=True))))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("a", "b"), []),
        (("b", "a"), []),
        (("a",), ['leaves out "b", on the shortlist']),
        (("a", "b", "c"), ['names "c", not on the shortlist']),
        (("c",), ['names "c", not on the shortlist, and leaves out "a" and "b", on the shortlist']),
    ],
)
@pytest.mark.parametrize("key", ["recommendation", "decision"])
def test_a_choice_is_held_against_the_shortlist(key: str, options: tuple[str, ...], told: list[str]) -> None:
    words = replaced(made(), **{key: Choice(options=options)})
    assert [each.what for each in found("recommendation-differs", words)] == [f"The {key} {each}." for each in told]
    assert found("recommended-excluded", words) == []


def test_a_choice_may_name_what_unknown_scores_leave_open() -> None:
    words = made(scores=SCORES | {"c": (None, 90)}, recommendation=Choice(options=("a", "b", "c")))
    assert set(evaluate(words, brief=True).shortlist.undetermined) == {"b", "c"}
    assert found("recommendation-differs", words) == []


def test_each_excluded_option_in_a_choice_is_told_with_its_gates_and_nowhere_else() -> None:
    verdicts = {"law": {"c": "fail"}, "vat": {"c": "fail"}}
    words = made(verdicts, recommendation=Choice(options=("a", "b", "c")), decision=Choice(options=("c", "a", "b")))
    assert [(each.what, each.about) for each in found("recommended-excluded", words)] == [
        ('The recommendation names "c", which fails at "law" and "vat".', ("recommendation", "c")),
        ('The decision names "c", which fails at "law" and "vat".', ("decision", "c")),
    ]
    assert found("recommendation-differs", words) == []


@pytest.mark.parametrize(
    ("status", "verdicts", "scores", "told"),
    [
        ("agreed", {}, SCORES, None),
        ("agreed", {"law": {"a": "conditional"}}, SCORES, '"a"'),
        ("agreed", {"law": {"c": "unknown"}}, SCORES, None),
        ("agreed", {}, SCORES | {"c": (None, 10)}, None),
        ("agreed", {}, SCORES | {"c": (None, 90)}, '"b" and "c"'),
        ("draft", {"law": {"a": "conditional"}}, SCORES, None),
    ],
)
def test_agreed_is_not_said_of_what_is_open(status: Any, verdicts: Any, scores: Any, told: str | None) -> None:
    words = replaced(made(verdicts, scores), status=status)
    whether = [each.what for each in found("agreed-but-open", words)]
    assert whether == ([f"The status is agreed while it is open whether {told} can go forward."] if told else [])


def test_what_only_history_tells_is_not_missed_where_it_was_not_asked() -> None:
    """As in a comparison, of a record or of what illustrates; what is said twice is told all the same."""
    both = (Accepted(reason="So it is"), Accepted(reason="So it is"))
    words = made(accepted={"weights-after-scores": both[:1], "changed-without-reason": both, "no-comparator": both[:1]})
    run = evaluate(words, brief=True)

    def void(history: History | None) -> list[str]:
        return [each.what for each in findings(CheckInput(run, history)) if each.code == "accepted-nothing"]

    twice = '"changed-without-reason" is accepted, which is said twice.'
    assert void(None) == [twice]
    assert len(void(History(None, (), ()))) == 3


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (Unexplained(("options", "a", "verdicts", "g", "verdict"), "fail", "pass", None), "and no reason is given"),
        (Unexplained(("options", "a", "verdicts", "g", "verdict"), "fail", "pass", "So"), "with the same reason"),
        (Unexplained(("options", "a", "scores", "cost", "score"), Decimal(1), Decimal(90), None), None),
    ],
)
def test_a_verdict_that_changed_without_any_reason_is_found_and_such_a_score_by_a_check_of_its_own(
    given: Unexplained, told: str | None
) -> None:
    run = evaluate(made({"g": {"a": "pass", "b": "pass", "c": "pass"}}), brief=True)
    what = [each.what for each in CHECKS["changed-without-reason"].find(CheckInput(run, History(None, (), (given,))))]
    assert bool(what) == bool(told)
    assert all(each.endswith(f"{told}.") for each in what)


@pytest.mark.parametrize(
    ("weighted", "scored", "late"),
    [
        ("2026-03-05", "2026-03-04", True),
        ("2026-03-04", "2026-03-04", False),
        ("2026-03", "2026-03-04", False),
        ("2026-04", "2026-03-31", True),
        ("2026", "2026-03-04", False),
        ("2027", "2026-12-31", True),
        ("2025-12-31", "2026", False),
        (None, "2026", False),
        ("2026", None, False),
    ],
)
def test_weights_are_late_where_their_date_is_surely_after_that_of_the_scores(
    weighted: str | None, scored: str | None, late: bool
) -> None:
    words = made(weighting=Weighting(date=weighted), panel=Panel(by="Panel", members={}, date=scored))
    assert bool(found("weights-after-scores", words)) == late


EARLY, LATE = "2026-03-04", "2026-03-05"


def dated(**dates: str) -> Appraisal:
    """An appraisal with these dates; a document that the score of a on cost and the verdict on a at the gate cite."""
    words = made({"law": {}})
    a, cited = words.options["a"], Evidence(against=("report 4.2",))
    a = replaced(
        a,
        scores={**a.scores, "cost": a.scores["cost"]._replace(evidence=cited)},
        verdicts={"law": Verdict(verdict="pass", evidence=cited, date=dates.get("verdict"))},
    )
    before = Follows("Longlist", "agreed", "0" * 64, {}, date=dates.get("follows"))
    return replaced(
        words,
        options={**words.options, "a": a},
        date=dates.get("date"),
        weighting=Weighting(date=dates.get("weights")),
        panel=Panel(by="Panel", date=dates.get("scores")),
        recommendation=Choice(options=("a", "b"), date=dates.get("recommendation")),
        decision=Choice(options=("a", "b"), date=dates.get("decision")),
        documents={"report": Document(title="Report", date=dates.get("report"))},
        follows=before,
    )


@pytest.mark.parametrize(
    ("first", "then", "what", "at"),
    [
        ("scores", "date", "The scores are dated {}, after the appraisal of {}.", "panel date"),
        ("scores", "recommendation", "The scores are dated {}, after the recommendation of {}.", "panel date"),
        ("scores", "decision", "The scores are dated {}, after the decision of {}.", "panel date"),
        ("weights", "date", "The weights are dated {}, after the appraisal of {}.", "weighting date"),
        ("weights", "recommendation", "The weights are dated {}, after the recommendation of {}.", "weighting date"),
        ("weights", "decision", "The weights are dated {}, after the decision of {}.", "weighting date"),
        (
            "recommendation",
            "decision",
            "The recommendation is dated {}, after the decision of {}.",
            "recommendation date",
        ),
        ("date", "decision", "The appraisal is dated {}, after the decision of {}.", "date"),
        ("follows", "date", "The stage before is dated {}, after the appraisal of {}.", "follows"),
        (
            "verdict",
            "date",
            'The verdict on "a" at the gate "law" is dated {}, after the appraisal of {}.',
            "options a verdicts law date",
        ),
        (
            "verdict",
            "decision",
            'The verdict on "a" at the gate "law" is dated {}, after the decision of {}.',
            "options a verdicts law date",
        ),
        ("report", "scores", '"Report" is dated {}, after the scores that cite it, of {}.', "documents report date"),
        (
            "report",
            "verdict",
            '"Report" is dated {}, after the verdict on "a" at the gate "law" that cites it, of {}.',
            "documents report date",
        ),
    ],
)
def test_what_is_dated_after_what_it_must_come_before(first: str, then: str, what: str, at: str) -> None:
    (late,) = found("dates-out-of-order", dated(**{first: LATE, then: EARLY}))
    assert late.what == what.format(LATE, EARLY)
    assert late.at == tuple(at.split())
    for one, other in ((EARLY, EARLY), ("2026-03", EARLY), (LATE, "2026"), (EARLY, LATE)):
        assert found("dates-out-of-order", dated(**{first: one, then: other})) == []
    assert found("dates-out-of-order", replaced(dated(**{first: LATE, then: EARLY}), status="illustrative")) == []


def test_what_may_come_in_either_order() -> None:
    """A meeting can be told of what the panel recommends after the report, a verdict can come after the scores, and
    weights after scores are found elsewhere."""
    for first, then in (("recommendation", "date"), ("verdict", "scores"), ("weights", "scores"), ("decision", "date")):
        assert found("dates-out-of-order", dated(**{first: LATE, then: EARLY})) == []


def test_every_contradiction_is_told_once_and_accepted_by_its_own_name() -> None:
    words = dated(scores="2026-05", date="2026-04", recommendation="2026-03-30", decision="2026-04", report="2027")
    told = found("dates-out-of-order", words)
    assert [each.about for each in told] == [
        ("scores", "date"),
        ("scores", "decision"),
        ("scores", "recommendation"),
        ("report", "scores"),
    ]


def test_what_git_saw_is_told_where_the_dates_say_nothing() -> None:
    run = evaluate(made(), brief=True)
    (late,) = CHECKS["weights-after-scores"].find(CheckInput(run, History("2026-05-04", (), ())))
    assert "2026-05-04" in late.what
    dated = evaluate(made(weighting=Weighting(date="2027"), panel=Panel(by="P", members={}, date="2026")), brief=True)
    (late,) = CHECKS["weights-after-scores"].find(CheckInput(dated, History("2026-05-04", (), ())))
    assert "2026-05-04" not in late.what


@pytest.mark.parametrize(
    ("members", "status", "told"),
    [
        ({}, "draft", ["No members of the panel are named, only: Panel."]),
        ({"a": "Accountant."}, "agreed", ["One person scored: Accountant."]),
        ({"a": "Accountant", "b": "Nurse"}, "agreed", []),
        ({}, "illustrative", []),
    ],
)
def test_a_sheet_names_several_who_scored(members: dict[str, str], status: Any, told: list[str]) -> None:
    words = replaced(made(panel=Panel(by="Panel", members=members)), status=status)
    assert [each.what for each in found("single-scorer", words)] == told
    assert found("single-scorer", replaced(words, panel=None)) == []


@pytest.mark.parametrize(
    ("models", "left_out", "missing"),
    [
        ({"a": ("in-house",)}, {}, True),
        ({"a": ("in-house", "charity")}, {}, True),
        ({"a": ("in-house",), "b": ("in-house-transformed", "charity")}, {}, False),
        ({"a": ("in-house",)}, {"in-house-transformed": "Why"}, False),
        ({"a": ("charity",)}, {}, False),
    ],
)
def test_in_house_as_today_stands_beside_in_house_transformed(
    models: dict[str, tuple[str, ...]], left_out: dict[str, str], missing: bool
) -> None:
    words = made(left_out=left_out)
    options = {
        name: replaced(each, models=models.get(name, ()), comparator=name == "a")
        for name, each in words.options.items()
    }
    assert bool(found("no-transformed", replaced(words, options=options))) == missing
    options["a"] = replaced(options["a"], comparator=False)
    assert not found("no-transformed", replaced(words, options=options))


@pytest.mark.parametrize(
    ("note", "missing"),
    [(None, True), (Note(title="Equality"), True), (Note(text="Screened"), False), (Note(items=("Screened",)), False)],
)
def test_something_is_said_about_equality(note: Note | None, missing: bool) -> None:
    assert bool(found("no-equality", made(equality=note))) == missing


@pytest.mark.parametrize("code", ["no-comparator", "no-equality", "no-transformed", "single-scorer"])
def test_a_criteria_set_that_runs_alone_is_no_appraisal(code: str) -> None:
    words = replaced(made(), question=None)
    options = {name: replaced(each, models=("in-house",)) for name, each in words.options.items()}
    assert found(code, replaced(words, options=options)) == []


def test_only_what_went_forward_has_to_be_met_again() -> None:
    stage = {
        "a": Before("A", "shortlisted", 1, Decimal(80)),
        "gone": Before("Gone", "shortlisted", 2, Decimal(70)),
        "said": Before("Said", "shortlisted", 3, Decimal(60)),
        "low": Before("Low", "not-shortlisted", 4, Decimal(50)),
        "out": Before("Out", "excluded", None, Decimal(90)),
    }
    words = made(follows=Follows("Before", "agreed", "0" * 64, stage), left_out={"said": "Why"})
    assert [each.about for each in found("dropped-unexplained", words)] == [("gone",)]


def test_an_acceptance_fits_a_finding_of_its_code_and_place_and_no_other() -> None:
    accepted = {
        "no-comparator": (Accepted(reason="Ours"), Accepted(reason="Ours", where="a")),
        "recommended-excluded": (
            Accepted(reason="Ours", where="decision b"),
            Accepted(reason="Ours", where="decision c"),
        ),
    }
    words = made({"law": {"c": "fail"}}, decision=Choice(options=("a", "b", "c")), accepted=accepted)
    all_ = findings(CheckInput(evaluate(words, brief=True)))
    assert [each.where for each in all_ if each.code == "accepted-nothing"] == [
        *("no-comparator a", "recommended-excluded decision b")
    ]
    assert {(each.code, each.where) for each in all_ if each.accepted} == {
        *(("no-comparator", ""), ("recommended-excluded", "decision c"))
    }
