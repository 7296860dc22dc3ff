"""Checks of what a panel scored, worked on paper on the four members of `panels`."""

from decimal import Decimal
from typing import Any

import pytest

from appraise import evaluate
from appraise.appraisal import (
    Appraisal,
    Choice,
    Evidence,
    Gate,
    Option,
    Requirement,
    Score,
    ScoreSheet,
    ShortlistRule,
    Weighting,
    WeightSheet,
)
from appraise.field_models import replaced
from appraise.field_types import UNKNOWN
from appraise.review.checks import CHECKS
from appraise.review.outdated import outdated
from appraise.review_results import CheckInput, History, Occurrence
from tests.conftest import number
from tests.review.panels import GIVEN, NAMES, SCALE, made, sheet


def found(code: str, appraisal: Appraisal, history: History | None = None) -> list[Occurrence]:
    return list(CHECKS[code].find(CheckInput(evaluate(appraisal, brief=True), history)))


def said(code: str, appraisal: Appraisal) -> list[str]:
    return [each.what for each in found(code, appraisal)]


# One voice decides


def test_without_cat_another_option_goes_forward_by_the_mean() -> None:
    """Without Cat the totals are 72, 60 and 52. Without Ann 60, 196/3 and 64, without Ben 56, 208/3 and 176/3, without
    Dov 164/3, 208/3 and 64: B goes forward as it does now."""
    (only,) = found("one-voice-decides", made())
    assert only.what == 'Without "C Cedar, HR", "A" takes the place of "B" on the shortlist.'
    assert (only.at, only.about) == (("panel", "sheets", "cat"), ("cat",))


def test_options_that_would_be_level_are_said_to_be_so() -> None:
    """By the median: without Ann 68, 56 and 64, without Ben 64, 68 and 60, without Cat 68, 56 and 56, without Dov 64,
    68 and 68."""
    assert said("one-voice-decides", made("median")) == [
        'Without "B Birch, Schools", "B" takes the place of "A" on the shortlist.',
        'Without "D Dogwood, Councillor", "B" and "C" take the place of "A" on the shortlist; "B" and "C" are level '
        "in first place.",
    ]


def test_another_leader_of_the_same_shortlist_is_told() -> None:
    two = replaced(made(), shortlist_rule=ShortlistRule(top=2))
    assert said("one-voice-decides", two) == [
        'Without "A Ash, Finance", "C" takes the place of "A" on the shortlist.',
        'Without "B Birch, Schools", "C" takes the place of "A" on the shortlist.',
        'Without "C Cedar, HR", "A" leads.',
        'Without "D Dogwood, Councillor", "C" takes the place of "A" on the shortlist.',
    ]


def test_an_option_that_could_be_either_is_said_to_be_open() -> None:
    """Cat says that nobody can know the reach of A, and is the only one left to say so: without Dov and with nobody
    else, it is open what A reaches."""
    few = made(ann=("432", "-43"), ben=("423", "-42"), cat=("433", "?42"), dov=("422", "442"))
    # With Dov A has 80 + 80, so 80 points; B has at most 48 + 32. Without Dov A has 48 to 88 points.
    assert [each for each in said("one-voice-decides", few) if "Dogwood" in each] == [
        'Without "D Dogwood, Councillor", it is open whether "A" or "B" goes forward; it is open who leads.'
    ]


def test_what_one_voice_decides_stands_beside_what_it_decided_before_moderation() -> None:
    """A and B are moderated for quality to 4 and 2: A then has 200/3, B 54 and C 179/3, and nobody's absence turns
    that. With A alone moderated, B has 66. Without Ben A then has 64 and B 208/3, without Dov 200/3 and 208/3, where
    B went forward before too. With C moderated for reach to 5 it has 73, and without Cat 72, as A."""
    four, two = ({"q": Score(number(score), reason="R")} for score in (4, 2))
    assert said("one-voice-decides", made(agreed={"A": four, "B": two})) == []
    assert said("one-voice-decides", made(agreed={"A": four})) == [
        f'Without "{NAMES[member]}", "B" takes the place of "A" on the shortlist. Before moderation: nothing changes.'
        for member in ("ben", "dov")
    ]
    assert said("one-voice-decides", made(agreed={"C": {"r": Score(number(5), reason="R")}})) == [
        'Without "C Cedar, HR", "A" goes forward; "A" and "C" are level in first place. '
        'Before moderation: "A" takes the place of "B" on the shortlist.'
    ]


def test_weights_of_one_who_scored_nothing_are_a_voice_too() -> None:
    """Ann alone scores: A has 80 for quality and 20 for reach, B 20 and 80. Weights q, r: 100, 50 (2/3, 1/3) of Ben,
    50, 100 of Cat and 100, 80 (5/9, 4/9) of Dov: means 14/27 and 13/27, so A leads. Without Ben 4/9 and 5/9: B.
    Without Ann nothing is known."""
    weights = {"ben": (100, 50), "cat": (50, 100), "dov": (100, 80)}
    weighting = Weighting(
        method="swing",
        sheets={
            name: WeightSheet(by=NAMES[name], swings={"q": number(q), "r": number(r)})
            for name, (q, r) in weights.items()
        },
    )
    one = replaced(made(ann=("410", "140"), ben=None, cat=None, dov=None), weighting=weighting)
    ann, first, second = found("one-voice-decides", one)
    assert ann.what == (
        'Without "A Ash, Finance", it is open whether "A", "B" or "C" goes forward; it is open who leads.'
    )
    assert first.what == 'Without "B Birch, Schools", "B" takes the place of "A" on the shortlist.'
    assert (first.at, first.about) == (("weighting", "sheets", "ben"), ("ben",))
    # Without Dov both weigh half, and A and B have 50 points each.
    assert second.what == ('Without "D Dogwood, Councillor", "B" goes forward; "A" and "B" are level in first place.')


# Two camps


@pytest.mark.parametrize(
    ("scores", "camps"),
    [
        ("1155", '"A Ash, Finance" 1 and "B Birch, Schools" 1; "C Cedar, HR" 5 and "D Dogwood, Councillor" 5'),
        ("1335", None),
        ("1133", '"A Ash, Finance" 1 and "B Birch, Schools" 1; "C Cedar, HR" 3 and "D Dogwood, Councillor" 3'),
        ("2233", None),
        ("1115", None),
        ("5151", '"B Birch, Schools" 1 and "D Dogwood, Councillor" 1; "A Ash, Finance" 5 and "C Cedar, HR" 5'),
        ("11-5", None),
        ("115?", None),
    ],
)
def test_two_on_each_side_of_a_gap_of_40_points_are_camps(scores: str, camps: str | None) -> None:
    rows = {name: (f"{score}33", "333") for name, score in zip(GIVEN, scores, strict=True)}
    told = found("two-camps", made("median", **rows))
    middle = {"1155": 3, "1133": 2, "5151": 3}.get(scores)
    assert [each.what for each in told] == (
        [f'"A" on "Quality" has two camps: {camps}. The median, {middle}, counts.'] if camps else []
    )
    assert [each.about for each in told] == ([("q", "A")] if camps else [])


def test_a_split_that_was_moderated_is_settled() -> None:
    rows = {name: (f"{score}33", "333") for name, score in zip(GIVEN, "1155", strict=True)}
    assert found("two-camps", made(agreed={"A": {"q": Score(number(3), reason="R")}}, **rows)) == []


# Moderation


@pytest.mark.parametrize(
    ("moderated", "told"),
    [("1", None), ("5", None), ("0", "0, and members gave 1 to 5"), ("2.5", None), ("unknown", None)],
)
def test_a_moderated_score_lies_among_those_given_or_is_told(moderated: str, told: str | None) -> None:
    """For the quality of A 4, 4, 1 and 5 were given."""
    score = Score(UNKNOWN if moderated == "unknown" else number(moderated), reason="R")
    assert said("moderated-outside", made(agreed={"A": {"q": score}})) == (
        [f'"A" on "Quality" was moderated to {told}.'] if told else []
    )


def test_the_range_that_a_member_gave_is_given_too() -> None:
    wide = sheet("cat", ("153", "235"))
    wide = replaced(wide, scores={**wide.scores, "q": {"A": Score(number(1), (number(0), number(2)))}})
    agreed = {"A": {"q": Score(number(0), reason="R")}}
    assert said("moderated-outside", made(agreed=agreed)) != []
    assert said("moderated-outside", made(agreed=agreed, cat=wide)) == []


def test_where_all_gave_the_same_that_is_told_once_and_where_nobody_gave_a_number_nothing_is_outside() -> None:
    agreed = {"A": {"q": Score(number(4), reason="R")}}
    same = dict.fromkeys(GIVEN, ("222", "222"))
    assert said("moderated-outside", made(agreed=agreed, **same)) == [
        '"A" on "Quality" was moderated to 4, and members gave 2.'
    ]
    assert said("moderated-outside", made(agreed=agreed, **dict.fromkeys(GIVEN, ("?22", "222")))) == []


def test_a_moderated_score_needs_a_reason_and_is_told_of_once() -> None:
    bare = made(agreed={"A": {"q": Score(number(4))}})
    (only,) = found("moderated-without-reason", bare)
    assert only.what == '"A" on "Quality" was moderated without a reason.'
    assert (only.at, only.about) == (("options", "A", "scores", "q"), ("q", "A"))
    assert CHECKS["moderated-without-reason"].SEVERITY == "error"
    # Of the same cell nothing is said of scores without reason: the others have none either.
    assert said("score-without-reason", bare) == ["No score has a reason."]
    reasoned = {
        name: replaced(each, scores={key: {o: s._replace(reason="R") for o, s in row.items()} for key, row in rows})
        for name, each, rows in ((n, sheet(n, r), sheet(n, r).scores.items()) for n, r in GIVEN.items())
    }
    assert said("score-without-reason", made(agreed={"A": {"q": Score(number(4))}}, **reasoned)) == []


# Who gave what


def test_fewer_who_weigh_than_score_are_told_unless_the_weights_were_agreed() -> None:
    swings = {"q": number(100), "r": number(50)}
    sheets = {name: WeightSheet(by=NAMES[name], swings=swings) for name in GIVEN}

    def weighed(*names: str, **agreed: Any) -> Appraisal:
        few = {name: sheets[name] for name in names}
        return replaced(made(), weighting=Weighting(method="swing", sheets=few, **agreed))

    assert said("weights-from-fewer", weighed("ann")) == [
        "The weights come from 1 person and the scores from 4; no weights from "
        '"B Birch, Schools", "C Cedar, HR" and "D Dogwood, Councillor".'
    ]
    assert said("weights-from-fewer", weighed("ann", "ben", "cat", "dov")) == []
    assert said("weights-from-fewer", weighed("ann", swings=swings, reason="Agreed")) == []
    assert said("weights-from-fewer", made()) == []


@pytest.mark.parametrize(
    ("cat", "told"),
    [
        (("-53", "235"), '"A" on "Quality"'),
        (("-53", "-35"), '"A" on "Quality" and "Reach"'),
        (("-53", "---"), '"A" on "Quality"'),
        (("153", "---"), None),
        (("?53", "235"), None),
        (("-53", "2-5"), None),
        (("--3", "235"), None),
        (("153", "235"), None),
    ],
)
def test_who_scores_all_options_but_one_is_told(cat: tuple[str, str], told: str | None) -> None:
    """Ben and Dov, who left out one cell each, are told too: Ben of C, Dov of A."""
    every = found("abstains-on-one-option", made(cat=cat))
    mine = [each.what for each in every if each.about[0] == "cat"]
    assert mine == (
        [f'"C Cedar, HR" gave no score for {told}, and gave something for every other option there.'] if told else []
    )
    assert [each.about for each in every if each.about[0] != "cat"] == [("ben", "C"), ("dov", "A")]


def test_an_abstention_where_the_score_was_moderated_or_nobody_scored_counts_for_nothing() -> None:
    agreed = {"C": {"r": Score(number(3), reason="R")}, "A": {"r": Score(number(2), reason="R")}}
    assert found("abstains-on-one-option", made(agreed=agreed)) == []
    nobody = {name: (q, f"-{r[1:]}") for name, (q, r) in GIVEN.items()}
    left = made(agreed={"A": {"r": Score(number(2))}}, **nobody)
    assert [each.about for each in found("abstains-on-one-option", left)] == [("ben", "C")]


# What the older checks make of panels


def test_a_panel_of_one_is_a_single_scorer() -> None:
    (only,) = found("single-scorer", made(ann=("432", "243"), ben=None, cat=None, dov=None))
    assert (only.what, only.at) == ("One person scored: A Ash, Finance.", ("panel", "sheets", "ann"))
    assert found("single-scorer", made(cat=None, dov=None)) == []


def test_a_score_has_the_reason_and_the_evidence_of_any_member() -> None:
    def with_(member: str, **fields: Any) -> ScoreSheet:
        plain = sheet(member, GIVEN[member])
        scores = {name: {o: each._replace(**fields) for o, each in row.items()} for name, row in plain.scores.items()}
        return replaced(plain, scores=scores)

    assert said("score-without-reason", made()) == ["No score has a reason."]
    # Ben gave nothing for the reach of C.
    assert said("score-without-reason", made(ben=with_("ben", reason="R"))) == [
        'The score of "C" on "Reach" has no reason.'
    ]
    cited = Evidence(for_=("report 1",))
    assert said("score-without-evidence", made(ann=with_("ann", evidence=cited))) == []
    assert said("score-without-evidence", made(dov=with_("dov", evidence=cited))) == [
        'The score of "A" on "Reach" has no evidence.'
    ]


def test_the_step_of_a_combined_score_is_the_finest_that_people_used() -> None:
    """By the mean B leads A by 66 - 182/3 = 16/3 points; a step of quality moves 12. Thirds, which the mean makes, are
    no steps; once somebody scores in tenths, a step moves 1.2, which is less than the lead."""
    assert said("close-call", made()) == [
        '"B" is 5.33 points ahead of "A"; one step on "Quality" moves a total by 12 points.'
    ]
    # A total moves by 0.1 x 20 x 2/5 = 0.8 for a tenth of reach, and still by 12 for a step of quality.
    tenths = sheet("ann", ("432", "243"))
    reach = {**tenths.scores, "r": {"A": Score(Decimal("2.1")), "B": Score(number(4)), "C": Score(number(3))}}
    quality = {**reach, "q": {"A": Score(Decimal("4.1")), "B": Score(number(3)), "C": Score(number(2))}}
    assert len(said("close-call", made(ann=replaced(tenths, scores=reach)))) == 1
    assert said("close-call", made(ann=replaced(tenths, scores=quality))) == []


def test_values_are_compared_before_they_are_rounded() -> None:
    """The means of quality are 1/3 for A and C and 0.333333 for B, as a record would write them all."""
    rows = {"ann": ("000", "123"), "ben": ("000", "123"), "cat": ("111", "123")}
    alike = made(**rows, dov=None)
    assert said("separates-nobody", alike) == [
        '"Quality" weighs 60% and separates nobody: all 3 options have the value 6.67 of 100.'
    ]
    nearly = replaced(alike, options={**alike.options, "B": Option(name="B", scores={"q": Score(Decimal("0.333333"))})})
    assert {each.cells["q"].score for each in evaluate(nearly, brief=True).options.values()} == {Decimal("0.333333")}
    assert said("separates-nobody", nearly) == []


def test_a_gate_that_the_scores_of_members_lie_on_both_sides_of_is_told() -> None:
    """For the quality of B 3, 2, 5 and 2 were given: the mean 3 passes a gate at 3, and 2 would not."""
    gate = Gate(name="Good enough", requires=Requirement(None, "q", "at-least", number(3)))
    gated = replaced(made(), gates={"good": gate})
    assert said("range-crosses-gate", gated) == [
        '"A" passes the gate "Good enough" by 0.5, and within what members gave on "Quality", 1 to 5, it could also '
        "fail.",
        '"B" passes the gate "Good enough" exactly, and within what members gave on "Quality", 2 to 5, it could also '
        "fail.",
        '"C" fails the gate "Good enough" by 0.25, and within what members gave on "Quality", 2 to 3, it could also '
        "pass.",
    ]


def test_a_margin_that_rounds_to_nothing_is_not_said_to_be_none() -> None:
    """The mean of 3, 3 and 2 lies 1/3000000 below 2.666667."""
    rows = {"ann": ("311", "333"), "ben": ("311", "333"), "cat": ("211", "333")}
    line = Gate(name="Line", requires=Requirement(None, "q", "at-least", Decimal("2.666667")))
    (told,) = said("range-crosses-gate", replaced(made(**rows, dov=None), gates={"line": line}))
    assert told.startswith('"A" fails the gate "Line" by less than 0.000001, and within what members gave')


def test_a_line_is_held_against_the_score_before_it_is_rounded() -> None:
    """The mean of 3, 3 and 2 is 8/3, which a record writes 2.666667: above 2.666667 it is not, and not exactly that."""
    rows = {"ann": ("311", "333"), "ben": ("311", "333"), "cat": ("211", "333")}
    line = Gate(name="Line", requires=Requirement(None, "q", "at-least", Decimal("2.666666")))
    just = made(**rows, dov=None)
    assert said("threshold-under-winner", replaced(just, gates={"line": line})) == []
    exactly = replaced(line, requires=line.requires._replace(operand=number(3)))
    assert said(
        "threshold-under-winner",
        replaced(made(ann=("311", "333"), ben=("311", "333"), cat=("311", "333"), dov=None), gates={"line": exactly}),
    ) == ['The gate "Line" asks for 3 on "Quality": exactly the score of "A", and nobody else gets through.']


def test_every_member_has_a_date() -> None:
    """Cat scored after the recommendation, and before Ben had given weights."""
    dates = {"ann": "2026-05-01", "ben": "2026-05-02", "cat": "2026-05-09", "dov": "2026-05"}
    rows = {name: sheet(name, GIVEN[name], date=date) for name, date in dates.items()}
    swings = {"q": number(100), "r": number(50)}
    given = {"ann": "2026-04-30", "ben": "2026-05-05", "cat": "2026-04", "dov": "2026-05-01"}
    weights = {name: WeightSheet(by=NAMES[name], date=date, swings=swings) for name, date in given.items()}
    dated = replaced(
        made(**rows),
        weighting=Weighting(method="swing", sheets=weights),
        recommendation=Choice(options=("B",), date="2026-05-04"),
    )
    assert [(each.what, each.about) for each in found("dates-out-of-order", dated)] == [
        (
            'The weights of "B Birch, Schools" are dated 2026-05-05, after the recommendation of 2026-05-04.',
            ("weights", "ben", "recommendation"),
        ),
        (
            'The scores of "C Cedar, HR" are dated 2026-05-09, after the recommendation of 2026-05-04.',
            ("scores", "cat", "recommendation"),
        ),
    ]
    # Ann scored first, on 1 May; Dov's weights are of that day.
    (only,) = found("weights-after-scores", dated)
    assert only.what == 'The weights of "B Birch, Schools" are dated 2026-05-05, after the scores of 2026-05-01.'
    assert only.at == ("weighting", "sheets", "ben", "date")
    agreed = replaced(dated.weighting, swings=swings, reason="Agreed", date="2026-04-30")
    assert found("weights-after-scores", replaced(dated, weighting=agreed)) == []


# What members gave and may have to give again


def reasoned(member: str, rows: tuple[str, str]) -> ScoreSheet:
    """A sheet on which the first score has a reason."""
    plain = sheet(member, rows)
    quality = plain.scores["q"]
    return replaced(plain, scores={**plain.scores, "q": {**quality, "A": quality["A"]._replace(reason="Seen")}})


def test_a_score_that_a_member_changed_under_the_same_reason_is_told_as_theirs() -> None:
    """So is one without a reason: what the panel comes to may have one from somebody else."""
    was = made(cat=reasoned("cat", ("153", "235")))
    now = made(cat=reasoned("cat", ("353", "234")))
    told = found("changed-without-reason", now, History(None, *outdated(now, [(was, "2026-05-04")])))
    assert [(each.what, each.at, each.about) for each in told] == [
        (
            'The score of "A" for "Quality" by "C Cedar, HR" is 3; on 2026-05-04, as git tells it, it was 1, with the '
            "same reason.",
            ("panel", "sheets", "cat", "scores", "q", "A"),
            ("cat", "q", "A"),
        ),
        (
            'The score of "C" for "Reach" by "C Cedar, HR" is 4; on 2026-05-04, as git tells it, it was 5, and no '
            "reason is given.",
            ("panel", "sheets", "cat", "scores", "r", "C"),
            ("cat", "r", "C"),
        ),
    ]


def test_what_members_gave_outlives_no_scale() -> None:
    """Ben, who gives all scores anew with reasons, and Dov, who says that nobody can know, have nothing to mend."""
    was = made()
    scale = {**SCALE, number(5): "Every school"}
    quality = replaced(was.criteria["q"], scale=scale)
    again = sheet("ben", GIVEN["ben"])
    rows = {name: {o: each._replace(reason="Anew") for o, each in row.items()} for name, row in again.scores.items()}
    dov = made(dov=("???", "-42"))
    now = replaced(dov, criteria={**was.criteria, "q": quality})
    now = replaced(now, panel=replaced(now.panel, sheets={**now.panel.sheets, "ben": replaced(again, scores=rows)}))  # type: ignore[type-var, union-attr]
    (only,) = found("changed-after-scores", now, History(None, *outdated(now, [(dov, "2026-05-04")])))
    assert only.what == (
        '"Quality" has another scale than on 2026-05-04, as git tells it, and these did not change: the scores given '
        'by "A Ash, Finance" and "C Cedar, HR".'
    )
    assert (only.at, only.about) == (("criteria", "q"), ("q",))
