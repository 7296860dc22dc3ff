"""The checks of gates, evidence and scores, beyond the one case each of `tests/findings/`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraise import Run, evaluate, load
from appraise.appraisal import (
    Appraisal,
    Characteristic,
    Claim,
    Document,
    Evidence,
    Gate,
    Level,
    Note,
    Perspective,
    RateFrom,
    Requirement,
    Score,
    ShortlistRule,
    Verdict,
)
from appraise.field_models import replaced
from appraise.field_types import UNKNOWN
from appraise.review.checks import CHECKS
from appraise.review_results import CheckInput, Occurrence
from tests.conftest import ROOT, X_SCORES, X_WEIGHTS, appraisal, number
from tests.engine.test_properties import OPEN_CELLS, matrices

CITED = Evidence(for_=("report 5.7",))
OURS = (
    *("decisive-without-evidence", "evidence-not-cited", "gate-decided-for-some", "gate-unsigned", "gate-wrong-way"),
    *("one-sided-evidence", "one-survivor", "range-crosses-gate", "score-without-evidence", "score-without-reason"),
    "verdict-against-rule",
)


def found(code: str, case: Appraisal | Run) -> list[Occurrence]:
    run = evaluate(case, brief=True) if isinstance(case, Appraisal) else case
    return list(CHECKS[code].find(CheckInput(run)))


def said(code: str, case: Appraisal) -> list[str]:
    return [each.what for each in found(code, case)]


def change(case: Appraisal, option: str, **fields: Any) -> Appraisal:
    return replaced(case, options={**case.options, option: replaced(case.options[option], **fields)})


def with_levels(
    levels: Mapping[str, str], verdicts: Mapping[str, Verdict], evidence: Evidence = CITED, source: str | None = None
) -> Appraisal:
    """Options with levels of one characteristic, none or full, and a gate that asks for full; all score 50 but the
    last, which scores 90."""
    case = appraisal({"c": 1}, dict.fromkeys(levels, (50,)) | {list(levels)[-1]: (90,)}, ShortlistRule(top=1))
    case = replaced(
        case,
        characteristics={"say": Characteristic(name="Say", question="How much?", levels={"none": "No", "full": "All"})},
        gates={"g": Gate(name="A say", requires=Requirement("say", None, "at-least", "full"))},
    )
    for option, level in levels.items():
        stated = {"say": Level(level=level, evidence=evidence, source=source)}
        given = {"g": verdicts[option]} if option in verdicts else {}
        case = change(case, option, characteristics=stated, verdicts=given)
    return case


def with_scores(**scores: Score) -> Appraisal:
    """One criterion, and these scores on it."""
    case = appraisal({"c": 1}, dict.fromkeys(scores, (0,)))
    for option, score in scores.items():
        case = change(case, option, scores={"c": score})
    return case


def test_scores_of_the_shipped_sets_over_the_library_are_well_made() -> None:
    """Every fact of the library has its source, and nobody scored or decided anything."""
    for file in sorted((ROOT / "criteria").glob("*.yaml")):
        run = evaluate(load(file), brief=True)
        assert {code: found(code, run) for code in OURS} == {code: [] for code in OURS}


VERDICTS: st.SearchStrategy[Any] = st.sampled_from(["pass", "fail", "conditional", "unknown"])


@st.composite
def gated(draw: st.DrawFn) -> Appraisal:
    """Open and known scores, gates by judgement and by a score, and decisions in place of some rules."""
    case = draw(matrices(OPEN_CELLS))
    rule = Requirement(None, "c0", draw(st.sampled_from(["at-least", "at-most"])), Decimal(draw(st.integers(0, 100))))
    gates = {
        "j": Gate(name="j", requires=Requirement()),
        "k": Gate(name="k", requires=Requirement()),
        "r": Gate(name="r", requires=rule),
    }
    chosen = {gate: Gate(name=gate, requires=words.requires) for gate, words in gates.items() if draw(st.booleans())}
    evidence = st.sampled_from([Evidence(), CITED, Evidence(against=("letter",))])
    for option in case.options:
        decided = [gate for gate in chosen if gate != "r" or draw(st.booleans())]
        verdicts = {
            gate: Verdict(verdict=draw(VERDICTS), evidence=draw(evidence), by=draw(st.sampled_from([None, "Board"])))
            for gate in decided
        }
        case = change(case, option, verdicts=verdicts)
    return replaced(case, gates=chosen)


@given(gated())
def test_nothing_that_can_be_evaluated_stops_a_check(case: Appraisal) -> None:
    run = evaluate(case, brief=True)
    eligible = [result for result in run.options.values() if result.outcome != "excluded"]
    assert len(found("one-survivor", run)) == (len(eligible) == 1 < len(run.options))
    for code in OURS:
        for each in found(code, run):
            assert each.what.endswith((".", '"'))
            assert set(each.about) <= {*case.gates, *case.options, *case.criteria, *case.documents, *case.claims}


@given(gated())
def test_a_fail_decides_where_the_option_could_go_forward_without_its_gates(case: Appraisal) -> None:
    run = evaluate(case, brief=True)
    wanted = set()
    for option, result in run.options.items():
        failed = [gate for gate, judged in result.verdicts.items() if judged.verdict == "fail"]
        left = {gate: words for gate, words in case.gates.items() if gate not in failed}
        without = evaluate(replaced(case, gates=left), brief=True).options[option].outcome
        mine = result.total
        others = [each.total for each in run.options.values() if each.outcome != "excluded"]
        # of nobody everybody is ahead
        ahead = not others or (mine is not None and all(total is not None and mine > total for total in others))
        for gate in failed:
            read = result.cells["c0"].evidence.citations if gate == "r" else ()
            shown = result.verdicts[gate].evidence.citations or read
            if (without != "not-shortlisted" or ahead) and not shown:
                wanted.add((gate, option))
    assert {each.about for each in found("decisive-without-evidence", run)} == wanted


@pytest.mark.parametrize(
    ("evidence", "source", "findings"),
    [
        (Evidence(), None, 1),
        (Evidence(), "By the definition of this model", 0),
        (CITED, None, 0),
        (Evidence(against=("letter",)), None, 0),
    ],
)
def test_a_decisive_fail_rests_on_what_is_cited_for_its_fact(
    evidence: Evidence, source: str | None, findings: int
) -> None:
    case = with_levels({"a": "full", "b": "none"}, {}, evidence, source)
    assert len(found("decisive-without-evidence", case)) == findings
    decided = with_levels({"a": "full", "b": "none"}, {"b": Verdict(verdict="fail")}, evidence, source)
    places = [
        each.at for each in found("decisive-without-evidence", case) + found("decisive-without-evidence", decided)
    ]
    assert places == [("options", "b", "characteristics", "say"), ("options", "b", "verdicts", "g")][: 2 * findings]


@pytest.mark.parametrize(("source", "findings"), [("Act of 2008", 0), (None, 1)])
def test_a_score_taken_from_a_fact_rests_on_the_source_of_the_fact(source: str | None, findings: int) -> None:
    case = with_levels({"a": "full", "b": "none"}, {}, Evidence(), source)
    rated = replaced(
        case.criteria["c"], rate_from=RateFrom(characteristic="say", scores={"none": Decimal(90), "full": Decimal(10)})
    )
    gate = Gate(name="Cheap", requires=Requirement(None, "c", "at-most", Decimal(50)))
    case = replaced(case, criteria={"c": rated}, gates={"g": gate})
    case = change(change(case, "a", scores={}), "b", scores={})
    assert len(found("decisive-without-evidence", case)) == findings
    assert found("score-without-reason", case) == found("score-without-evidence", case) == []


@pytest.mark.parametrize(("evidence", "findings"), [(CITED, 0), (Evidence(), 1)])
def test_a_fail_that_people_decide_of_a_score_rests_on_what_is_cited_for_the_score(
    evidence: Evidence, findings: int
) -> None:
    case = with_scores(a=Score(Decimal(50)), b=Score(Decimal(90), evidence=evidence))
    case = replaced(
        case,
        shortlist_rule=ShortlistRule(top=1),
        gates={"g": Gate(name="Line", requires=Requirement(None, "c", "at-least", Decimal(40)))},
    )
    case = change(case, "b", verdicts={"g": Verdict(verdict="fail")})
    assert len(found("decisive-without-evidence", case)) == findings


def test_a_decisive_fail_names_every_gate_that_bars_the_option() -> None:
    verdicts = {"vat": {"b": "fail"}, "law": {"b": "fail"}}
    case = appraisal({"c": 1}, {"a": (10,), "b": (90,)}, ShortlistRule(top=1), verdicts)
    assert said("decisive-without-evidence", case) == [
        '"b" would go forward but for "vat" and "law", and nothing is cited for its fail at "vat".',
        '"b" would go forward but for "vat" and "law", and nothing is cited for its fail at "law".',
    ]


def test_an_option_ahead_of_all_that_are_eligible_counts_though_another_excluded_one_would_lead() -> None:
    verdicts = {"vat": {"b": "fail", "c": "fail"}}
    case = appraisal({"c": 1}, {"a": (10,), "b": (80,), "c": (90,)}, ShortlistRule(top=1), verdicts)
    assert said("decisive-without-evidence", case) == [
        '"b" would be ahead of every eligible option but for "vat", and nothing is cited for its fail there.',
        '"c" would go forward but for "vat", and nothing is cited for its fail there.',
    ]


def test_nobody_is_ahead_of_the_eligible_where_none_is() -> None:
    """a fails the one gate and reaches no line of 80 without it; it would be the only one that is eligible."""
    case = with_levels({"a": "none"}, {}, evidence=Evidence())
    case = replaced(case, shortlist_rule=ShortlistRule(at_least=Decimal(95)))
    assert said("decisive-without-evidence", case) == [
        '"a" would be eligible, where no option is, but for "A say", and nothing is cited for its fail there.'
    ]


def by_score(asked: Mapping[str, tuple[str, object]], **scores: object) -> Appraisal:
    """One criterion, these scores on it, and gates that ask for a least or a most of it."""
    case = appraisal({"c": 1}, {option: (each,) for option, each in scores.items()})
    gates = {
        name: Gate(name=name, requires=Requirement(None, "c", operator, number(at)))
        for name, (operator, at) in asked.items()
    }
    return replaced(case, gates=gates)


AT_LEAST_2 = {"enough": ("at-least", 2)}


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (("2.1", "1.9", "2.3"), ("passes", "by 0.1", "1.9 to 2.3", "fail")),
        (("2", "1", "2"), ("passes", "exactly", "1 to 2", "fail")),
        (("1.5", "1", "2"), ("fails", "by 0.5", "1 to 2", "pass")),
        (("2.1", "2", "2.3"), None),
        (("1.5", "1", "1.9"), None),
        ((None, "1", "3"), None),
        ("2.1", None),
    ],
)
def test_a_range_crosses_a_gate_where_the_verdict_turns_in_it(
    cell: object, told: tuple[str, str, str, str] | None
) -> None:
    found = said("range-crosses-gate", by_score(AT_LEAST_2, a=cell, b=90))
    if told is None:
        assert found == []
        return
    so, by, within, other = told
    assert found == [
        f'"a" {so} the gate "enough" {by}, and within the range of its score on "c", {within}, it could also {other}.'
    ]


def test_each_gate_that_a_range_crosses_is_found_by_itself() -> None:
    case = by_score({**AT_LEAST_2, "most": ("at-most", "2.2")}, a=("2.1", "1.9", "2.3"))
    assert [(each.about, each.at) for each in found("range-crosses-gate", case)] == [
        ((gate, "a"), ("options", "a", "scores", "c")) for gate in ("enough", "most")
    ]


def test_a_range_turns_nothing_where_people_decided_or_the_option_surely_fails_elsewhere() -> None:
    """Two fails that ranges could both turn are another matter."""
    case = by_score({**AT_LEAST_2, "more": ("at-least", "2.2")}, a=("1.9", "1.8", "2.3"))
    assert [each.about for each in found("range-crosses-gate", case)] == [("enough", "a"), ("more", "a")]
    surely = by_score({**AT_LEAST_2, "more": ("at-least", "2.4")}, a=("2.1", "1.8", "2.3"))
    assert found("range-crosses-gate", surely) == []
    decided = change(case, "a", verdicts={"more": Verdict(verdict="fail"), "enough": Verdict(verdict="pass")})
    assert found("range-crosses-gate", decided) == []
    judged = replaced(case, gates={**case.gates, "law": Gate(name="Law", requires=Requirement())})
    assert found("range-crosses-gate", change(judged, "a", verdicts={"law": Verdict(verdict="fail")})) == []


def test_an_option_that_only_could_go_forward_is_said_so() -> None:
    case = appraisal({"c": 1}, {"a": (50,), "b": (None,)}, ShortlistRule(top=1), {"vat": {"b": "fail"}})
    (what,) = said("decisive-without-evidence", case)
    assert what.startswith('"b" could go forward but for "vat"')


@pytest.mark.parametrize(
    ("levels", "decided", "others"),
    [
        ({"a": "none", "b": "none", "c": "full"}, {"a": "pass"}, 2),
        ({"a": "none", "b": "full"}, {"b": "conditional"}, 1),
        ({"a": "none", "b": "full"}, {"b": UNKNOWN}, 1),
        ({"a": "none", "b": "none"}, {"a": "fail"}, None),
        ({"a": "none", "b": "full"}, {}, None),
        ({"a": "none", "b": "full"}, {"a": "pass", "b": "pass"}, None),
        ({"a": UNKNOWN, "b": "full", "c": "none"}, {"a": "pass"}, None),
        ({"a": UNKNOWN, "b": UNKNOWN, "c": "none"}, {"a": "pass"}, 1),
        ({"a": UNKNOWN, "b": UNKNOWN, "c": "none"}, {"a": UNKNOWN}, None),
        ({"a": UNKNOWN, "b": "none", "c": "none"}, {"a": "pass", "b": "pass"}, 1),
    ],
    ids=[
        *("waived for one", "made conditional for one", "left open for one", "confirmed", "left to the rule"),
        *("all decided", "all gaps filled", "one gap of two filled", "a gap left open", "a gap filled and one waived"),
    ],
)
def test_a_gate_is_decided_for_some_where_the_rest_are_left_to_its_rule(
    levels: dict[str, str], decided: dict[str, Any], others: int | None
) -> None:
    case = with_levels(levels, {option: Verdict(verdict=verdict) for option, verdict in decided.items()})
    messages = said("gate-decided-for-some", case)
    assert len(messages) == (others is not None)
    for message in messages:
        assert message.endswith(f"left {others} other{'s' if others != 1 else ''} to it.")
        assert all(f'"{option}"' in message for option in decided)


@pytest.mark.parametrize(
    ("level", "verdict", "differs"),
    [
        *(("none", "fail", 0), ("none", "pass", 1), ("none", "conditional", 1), ("none", UNKNOWN, 1)),
        *(("full", "pass", 0), ("full", "fail", 1), ("full", "conditional", 1), ("full", UNKNOWN, 1)),
        *((UNKNOWN, "pass", 0), (UNKNOWN, "fail", 0), (UNKNOWN, UNKNOWN, 0)),
    ],
)
def test_a_verdict_is_against_the_rule_where_the_rule_says_otherwise(level: str, verdict: Any, differs: int) -> None:
    case = with_levels({"a": level, "b": "full"}, {"a": Verdict(verdict=verdict, reason="Counsel says so.")})
    rule = {"none": "fail", "full": "pass"}.get(level)
    expected = [
        f'At the gate "A say" the rule says {rule} for "a", and people decided {verdict}. '
        'Their reason: "Counsel says so."'
    ]
    assert said("verdict-against-rule", case) == expected * differs


def test_a_verdict_against_the_rule_without_a_reason_is_said_so() -> None:
    (what,) = said("verdict-against-rule", with_levels({"a": "none", "b": "full"}, {"a": Verdict(verdict="pass")}))
    assert what.endswith(" They give no reason.")


def test_a_verdict_by_judgement_has_no_rule_to_be_against() -> None:
    case = appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {"jv": "fail"}})
    assert found("verdict-against-rule", case) == found("gate-decided-for-some", case) == []


def test_who_signs_is_asked_once_a_gate_and_not_of_what_is_not_known() -> None:
    verdicts: dict[str, dict[str, str]] = {
        "vat": {"jv": "fail", "charity": UNKNOWN, "woc": "conditional"},
        "law": dict.fromkeys(X_SCORES, UNKNOWN),
    }
    case = appraisal(X_WEIGHTS, X_SCORES, verdicts=verdicts)
    (finding,) = found("gate-unsigned", case)
    assert finding.what == 'Nobody signs what was decided at the gate "vat" for 4 options.'
    assert finding.about == ("vat",)
    for option in ("in-house", "woc", "mutual"):
        signed = replaced(case.options[option].verdicts["vat"], by="Finance director")
        case = change(case, option, verdicts={**case.options[option].verdicts, "vat": signed})
    assert said("gate-unsigned", case) == ['Nobody signs what was decided at the gate "vat" for "jv".']


def test_to_call_unknown_what_the_rule_knows_is_a_decision_to_sign() -> None:
    assert found("gate-unsigned", with_levels({"a": "none", "b": "full"}, {"a": Verdict(verdict=UNKNOWN)}))
    assert not found("gate-unsigned", with_levels({"a": UNKNOWN, "b": "full"}, {"a": Verdict(verdict=UNKNOWN)}))


@pytest.mark.parametrize(
    ("scores", "failing", "findings"),
    [
        ({"a": (1,), "b": (2,), "c": (3,)}, {"a", "c"}, 1),
        ({"a": (1,), "b": (2,), "c": (3,)}, {"c"}, 0),
        ({"a": (1,), "b": (2,), "c": (3,)}, {"a", "b", "c"}, 0),
        ({"a": (1,)}, set(), 0),
    ],
    ids=["one left", "two left", "none left", "one from the start"],
)
def test_one_survivor_is_one_of_several(scores: dict[str, Any], failing: set[str], findings: int) -> None:
    case = appraisal({"c": 1}, scores, verdicts={"vat": dict.fromkeys(sorted(failing), "fail")})
    assert said("one-survivor", case) == ['Of 3 options the gates leave only "b", so the scores decided nothing.'] * (
        findings
    )


@pytest.mark.parametrize(
    ("worst", "best", "values", "operator", "operand", "wrong"),
    [
        (0, 10, None, "at-least", 4, False),
        (0, 10, None, "at-most", 4, True),
        (0, 10, None, "at-most", 10, False),
        (10, 0, None, "at-most", 4, False),
        (10, 0, None, "at-least", 4, True),
        (None, None, {0: 0, 5: 100, 10: 0}, "at-most", 4, True),
        (None, None, {0: 0, 5: 100, 10: 0}, "at-most", 6, False),
        (None, None, {0: 100, 5: 0, 10: 100}, "at-most", 4, False),
        (None, None, {0: 0, 5: 100, 10: 50}, "at-least", 8, False),
    ],
)
def test_a_gate_is_the_wrong_way_where_the_worst_passes_and_the_best_does_not(
    worst: int | None, best: int | None, values: dict[int, int] | None, operator: str, operand: int, wrong: bool
) -> None:
    case = appraisal({"c": 1}, {"a": (1,), "b": (9,)})
    anchors: dict[str, Any] = {
        "worst": None if worst is None else Decimal(worst),
        "best": None if best is None else Decimal(best),
        "values": values and {Decimal(score): Decimal(value) for score, value in values.items()},
    }
    criterion = replaced(case.criteria["c"], scale=None, **anchors)
    gate = Gate(name="Line", requires=Requirement(None, "c", operator, Decimal(operand)))
    case = replaced(case, criteria={"c": criterion}, gates={"g": gate})
    expected = [
        Occurrence('The gate "Line" lets the worst score on "c" through and bars the best.', ("gates", "g"), ("g",))
    ]
    assert found("gate-wrong-way", case) == (expected if wrong else [])


def test_scores_without_reason_are_counted_once_a_criterion() -> None:
    bare, told = Score(Decimal(1)), Score(Decimal(1), reason="Seen.")
    lacking = Score(UNKNOWN)
    assert said("score-without-reason", with_scores(a=bare, b=told)) == ['The score of "a" on "c" has no reason.']
    assert said("score-without-reason", with_scores(a=bare, b=lacking, c=bare, d=told)) == [
        'The score of "a", "b" and "c" on "c" has no reason.'
    ]
    assert said("score-without-reason", with_scores(a=bare, b=bare, c=bare, d=bare, e=told)) == [
        'The score of 4 of 5 options on "c" has no reason.'
    ]
    assert said("score-without-reason", with_scores(a=bare, b=lacking)) == ['No score on "c" has a reason.']
    assert said("score-without-reason", with_scores(a=told, b=told)) == []


def test_scores_without_evidence_are_counted_once_a_criterion_among_those_known() -> None:
    bare, told, lacking = Score(Decimal(1)), Score(Decimal(1), evidence=Evidence(against=("a",))), Score(UNKNOWN)
    assert said("score-without-evidence", with_scores(a=bare, b=told, c=lacking)) == [
        'The score of "a" on "c" has no evidence.'
    ]
    assert said("score-without-evidence", with_scores(a=bare, b=bare, c=bare, d=bare, e=told, f=lacking)) == [
        'The score of 4 of 5 options on "c" has no evidence.'
    ]
    assert said("score-without-evidence", with_scores(a=bare, b=bare)) == ['No score on "c" has evidence.']
    assert said("score-without-evidence", with_scores(a=lacking, b=told)) == []


def test_what_every_score_lacks_is_told_once() -> None:
    bare, told = Score(Decimal(1)), Score(Decimal(1), reason="Seen.")
    case = appraisal({"c": 1, "d": 1}, {"a": (1, 1), "b": (2, 2)})
    assert said("score-without-reason", case) == ["No score has a reason."]
    assert said("score-without-evidence", case) == ["No score has evidence."]
    one = change(case, "b", scores={"c": told, "d": bare})
    assert said("score-without-reason", one) == [
        'The score of "a" on "c" has no reason.',
        'No score on "d" has a reason.',
    ]


def test_a_finding_of_a_criterion_leads_to_its_first_bare_score() -> None:
    (finding,) = found("score-without-reason", with_scores(a=Score(Decimal(1), reason="Seen."), b=Score(UNKNOWN)))
    assert (finding.at, finding.about) == (("options", "b", "scores", "c"), ("c",))


def cites(where: str, citation: str) -> Appraisal:
    """An appraisal with one document, cited in one place."""
    case = replaced(appraisal({"c": 1}, {"a": (1,), "b": (2,)}), documents={"report": Document(title="The report")})
    evidence = Evidence(for_=(citation,))
    match where:
        case "score":
            return change(case, "b", scores={"c": Score(Decimal(1), evidence=evidence)})
        case "score, against":
            return change(case, "b", scores={"c": Score(Decimal(1), evidence=Evidence(for_=(), against=(citation,)))})
        case "verdict":
            return change(
                replaced(case, gates={"g": Gate(name="g", requires=Requirement())}),
                "b",
                verdicts={"g": Verdict(verdict="pass", evidence=evidence)},
            )
        case "characteristic":
            return change(case, "b", characteristics={"say": Level(level="full", evidence=evidence)})
        case "claim, for":
            return replaced(case, claims={"d": Claim(text="It is so", for_={citation: "Yes"})})
        case "claim, against":
            return replaced(case, claims={"d": Claim(text="It is so", for_={}, against={citation: "No"})})
        case "perspective":
            return replaced(case, perspectives={"p": Perspective(name="p", evidence=(citation,))})
        case "perspective's score":
            row = {"c": {"a": Score(Decimal(1), evidence=evidence)}}
            return replaced(case, perspectives={"p": Perspective(name="p", scores=row)})
        case "background":
            return replaced(case, background={"n": Note(evidence=(citation,))})
        case "consultation":
            return replaced(case, consultation=Note(evidence=(citation,)))
        case "equality":
            return replaced(case, equality=Note(evidence=(citation,)))
    return case


PLACES = [
    *("score", "score, against", "verdict", "characteristic", "claim, for", "claim, against", "perspective"),
    *("perspective's score", "background", "consultation", "equality"),
]


@pytest.mark.parametrize("where", PLACES)
def test_a_document_is_cited_wherever_people_cite(where: str) -> None:
    uncited = [Occurrence('Nothing cites "The report".', ("documents", "report"), ("report",))]
    assert found("evidence-not-cited", cites(where, "report")) == []
    assert found("evidence-not-cited", cites(where, "report 5.7")) == []
    assert found("evidence-not-cited", cites(where, "reports 5.7")) == uncited
    assert found("evidence-not-cited", cites("nowhere", "report")) == uncited


def one_way(cited: int) -> Appraisal:
    """Seven options; so many of their scores cite evidence, all of it for."""
    options = {f"o{index}": Score(Decimal(1), evidence=CITED if index < cited else Evidence()) for index in range(7)}
    return with_scores(**options)


def test_evidence_is_one_sided_where_five_scores_cite_and_nothing_is_against() -> None:
    assert said("one-sided-evidence", one_way(4)) == []
    (finding,) = found("one-sided-evidence", one_way(5))
    assert finding == Occurrence("5 scores cite evidence, and nothing in the appraisal is cited against anything.")


@pytest.mark.parametrize("where", ["score", "verdict", "characteristic", "claim", "perspective's score"])
def test_one_citation_against_anything_is_enough(where: str) -> None:
    case, against = one_way(5), Evidence(against=("letter",))
    match where:
        case "score":
            case = change(case, "o6", scores={"c": Score(Decimal(1), evidence=against)})
        case "verdict":
            gates = {"g": Gate(name="g", requires=Requirement("say", None, "at-least", "full"))}
            levels = {"say": Characteristic(name="Say", question="How much?", levels={"full": "All"})}
            case = replaced(case, gates=gates, characteristics=levels)
            case = change(case, "o0", verdicts={"g": Verdict(verdict="pass", evidence=against)})
        case "characteristic":
            case = change(case, "o0", characteristics={"say": Level(level="full", evidence=against)})
        case "claim":
            case = replaced(
                case, claims={"d": Claim(text="It is so", for_={"report": "Yes"}, against={"letter": "No"})}
            )
        case _:
            row = {"c": {"o0": Score(Decimal(1), evidence=against)}}
            case = replaced(case, perspectives={"p": Perspective(name="p", scores=row)})
    assert said("one-sided-evidence", case) == []


def test_a_claim_is_one_sided_where_one_side_alone_is_cited() -> None:
    case = replaced(
        appraisal({"c": 1}, {"a": (1,)}),
        claims={
            "praised": Claim(text="It is quick", for_={"report": "Yes"}),
            "doubted": Claim(text="It is cheap", for_={}, against={"letter": "No"}),
            "weighed": Claim(text="It is fair", for_={"report": "Yes"}, against={"letter": "No"}),
        },
    )
    assert found("one-sided-evidence", case) == [
        Occurrence('Nothing is cited against the claim "It is quick".', ("claims", "praised"), ("praised",)),
        Occurrence('Nothing is cited for the claim "It is cheap".', ("claims", "doubted"), ("doubted",)),
    ]
