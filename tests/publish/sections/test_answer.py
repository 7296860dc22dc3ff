import re
from decimal import Decimal
from typing import Any

import pytest

from appraise import read_run
from appraise.analyses import Ranges
from appraise.appraisal import Choice, Gate, Group, Perspective, Requirement, ShortlistRule
from appraise.publish.context import Context
from appraise.publish.document import Paragraph, plain
from appraise.publish.sections.answer import answer
from appraise.run import OutcomeReasons, Run, Shortlist, Standing, Viewed
from tests.conftest import ROOT
from tests.publish.conftest import EN, having, judged, turned


def facts(run: Run) -> list[str]:
    """The lead and the facts, a string each."""
    return [plain(block.line) for block in answer(Context.of(run, EN)).blocks if isinstance(block, Paragraph)]


def only(run: Run, *options: str) -> Run:
    return having(
        run._replace(options={name: found for name, found in run.options.items() if name in options}),
        options={name: words for name, words in run.inputs.options.items() if name in options},
    )


def test_the_lead_names_who_goes_forward(run: Run) -> None:
    assert facts(run) == [
        "Two of the four options go forward: Alpha with 86 points and Beta with 64 points, out of 100.",
        "One option is excluded. Delta (comparator) fails the “Lawful delegate” gate.",
        "One score is not known. Gamma has no score for Pace. Its total is between 24 and 44; "
        "with the other scores as they are, it stays off the shortlist.",
    ]
    assert answer(Context.of(run, EN)).blocks[0].role == "lead"  # type: ignore[union-attr]


def test_one_option_is_compared_with_nothing(run: Run) -> None:
    single = only(run, "alpha")._replace(shortlist=Shortlist(("alpha",), (), {}, None))
    assert facts(single) == [
        "The one option goes forward: Alpha with 86 points, out of 100.",
        "There is one option. It is compared with nothing.",
    ]
    both = only(run, "alpha", "beta")
    assert facts(both)[0].startswith("Both options go forward: Alpha")


@pytest.mark.parametrize(
    ("shortlist", "outcome", "rule", "lead"),
    [
        (
            Shortlist((), (), {}, None),
            "excluded",
            ShortlistRule(top=2),
            "No option passes every gate. Nothing goes forward.",
        ),
        (
            Shortlist((), (), {}, None),
            "not-shortlisted",
            ShortlistRule(at_least=Decimal("90.5")),
            "No option reaches the line of 90.5 points. Nothing goes forward.",
        ),
        (
            Shortlist((), ("gamma",), {}, None),
            "undetermined",
            ShortlistRule(top=1),
            "No option is sure to go forward: it turns on scores that are not known.",
        ),
    ],
)
def test_nothing_goes_forward(run: Run, shortlist: Shortlist, outcome: Any, rule: ShortlistRule, lead: str) -> None:
    run = having(run._replace(shortlist=shortlist), shortlist_rule=rule)
    for option in run.options:
        because = (
            OutcomeReasons(gate=("vat",))
            if outcome == "excluded"
            else OutcomeReasons(undetermined_by=(("pace", "gamma"),))
        )
        run = turned(run, option, outcome=outcome, because=because)
    assert facts(run)[0] == lead


def test_a_tie_at_the_line_is_said(run: Run) -> None:
    tied = having(turned(turned(run, "alpha", total=Decimal(64)), "beta", rank=1), shortlist_rule=ShortlistRule(top=1))
    assert facts(tied)[1:3] == [
        "A tie. Alpha and Beta have the same total, 64. Both go forward.",
        "The rule takes one option; options level at the line go forward together.",
    ]


def subject(run: Run, alpha: Any, beta: Any, left: tuple[str, ...]) -> str:
    gates = {"alpha": ("vat",), "beta": ("vat",)}
    run = run._replace(shortlist=Shortlist(("alpha", "beta"), (), gates, left))
    for option, verdict in (("alpha", alpha), ("beta", beta)):
        run = turned(run, option, verdicts={**run.options[option].verdicts, "vat": verdict})
    return facts(run)[1]


def test_conditions_and_unknown_verdicts_are_said_in_words(run: Run) -> None:
    clearance = judged("conditional", condition="HMRC clearance by January")
    assert subject(run, clearance, clearance, ("gamma",)) == (
        "Subject to one condition. Alpha and Beta pass the “VAT” gate on one condition: HMRC clearance by January. "
        "If every conditional and unknown verdict turned out a fail, Gamma would go forward."
    )
    assert subject(run, clearance, judged("unknown"), ()) == (
        "Subject to one condition and one gate that is not settled. Alpha passes the “VAT” gate on one condition: "
        "HMRC clearance by January. It is not known whether Beta passes the “VAT” gate. "
        "If every conditional and unknown verdict turned out a fail, nothing would go forward."
    )
    known = turned(run, "gamma", total=Decimal(40))
    assert subject(known, clearance, clearance, ()).endswith("a fail, nothing would go forward.")


def test_a_gate_nobody_resolved_is_named(run: Run) -> None:
    for option, found in run.options.items():
        run = turned(run, option, verdicts={**found.verdicts, "vat": judged("unknown")})
    assert "The “VAT” gate is not settled for any option." in subject(run, judged("unknown"), judged("unknown"), ())


def test_an_open_shortlist_names_what_it_turns_on(run: Run) -> None:
    because = OutcomeReasons(undetermined_by=(("pace", "gamma"),))
    open_ = turned(run, "gamma", outcome="undetermined", because=because)
    open_ = turned(open_, "beta", outcome="undetermined", because=because)
    open_ = open_._replace(shortlist=Shortlist(("alpha",), ("beta", "gamma"), {}, None))
    assert facts(open_)[1] == (
        "The shortlist is not settled. Whether Beta or Gamma goes forward turns on the score of Gamma for Pace."
    )
    assert facts(open_)[-1].endswith("whether it goes forward is open.")
    assert facts(open_)[0] == (
        "One of the four options is sure to go forward: Alpha with 86 points, out of 100. "
        "The rest of the shortlist is not settled."
    )
    said = facts(having(open_, recommendation=Choice(options=("alpha", "beta"))))[-1]
    assert said.endswith("Beta is recommended, and it is not settled whether it is on the shortlist.")
    assert len(facts(having(open_, recommendation=Choice(options=("alpha",))))) == len(facts(open_))
    then = open_.shortlist._replace(
        subject_to={"alpha": ("vat",)}, if_they_fail=("alpha",), if_they_fail_undetermined=("beta", "gamma")
    )
    alpha = {**open_.options["alpha"].verdicts, "vat": judged("unknown")}
    said = facts(turned(open_._replace(shortlist=then), "alpha", verdicts=alpha))[1]
    assert said.endswith("Alpha would go forward, and it is open whether Beta or Gamma would.")


def test_a_gate_that_reads_an_unknown_score_is_not_talked_away(run: Run) -> None:
    run = turned(run, "gamma", outcome="shortlisted")
    assert unknown(run).endswith("with the other scores as they are, it stays on the shortlist.")
    gates = {**run.inputs.gates, "vat": Gate(name="Pace", requires=Requirement(None, "pace", "at-least", Decimal(2)))}
    assert unknown(having(run, gates=gates)).endswith("as they are, no total takes it off the shortlist.")


def unknown(run: Run) -> str:
    return next(fact for fact in facts(run) if fact.startswith("One score is not known."))


def test_what_recorded_ranges_could_change_is_said(run: Run) -> None:
    could = "Within the recorded ranges the shortlist could change. "
    for ranges, said in (
        (Ranges((), (), ("beta",)), "Beta could leave it."),
        (Ranges((), ("gamma",), ()), "Gamma could come onto it."),
        (Ranges((), ("gamma",), ("beta",)), "Gamma could come onto it. Beta could leave it."),
        (Ranges((), (), ("alpha", "beta")), "Each of Alpha and Beta could leave it."),
    ):
        assert facts(run._replace(analyses=run.analyses._replace(ranges=ranges)))[-1] == could + said


def test_criteria_left_out_of_a_set_on_its_own_are_named(run: Run) -> None:
    uncounted = {
        "fit": Group(name="Fit", group=None, question=None, weight=Decimal(30)),
        "risk": Group(name="Risk", group=None, question=None, weight=Decimal(10)),
    }
    alone = having(run, question=None, uncounted=uncounted)._replace(
        shares={**run.shares, "fit": Decimal("0.3"), "risk": Decimal("0.1")}
    )
    assert facts(alone)[1] == (
        "Not every criterion counts. Two criteria with 40% of the weight of the set have no rule to score by: "
        "Fit (30%) and Risk (10%)."
    )


def test_a_recommendation_that_is_not_the_shortlist_is_said(run: Run) -> None:
    assert len(facts(having(run, recommendation=Choice(options=("beta", "alpha"))))) == len(facts(run))
    assert facts(having(run, recommendation=Choice(options=("alpha", "delta"))))[-1] == (
        "Not the same as the shortlist. Alpha is recommended and on the shortlist. "
        "Delta is recommended, although it is excluded at the “Lawful delegate” gate. "
        "Beta is on the shortlist and not recommended."
    )
    assert (
        "Alpha and Beta are on the shortlist and not decided on." in facts(having(run, decision=Choice(options=())))[-1]
    )


@pytest.mark.parametrize("example", ["birmingham-2016", "leisure"])
def test_the_answer_reads_easily(example: str) -> None:
    """A Flesch-Kincaid grade of at most 6, with the names that people gave masked: what a child of 11 can read."""
    run = read_run(ROOT / "examples" / example / "run.json")
    inputs = run.inputs
    text = " ".join(facts(run))
    kinds = (inputs.options, inputs.criteria, inputs.gates, inputs.perspectives)
    names = {each.name for kind in kinds for each in kind.values()}
    conditions = {
        (verdict.condition or "") for option in inputs.options.values() for verdict in option.verdicts.values()
    }
    for name in sorted(names | conditions - {""}, key=len, reverse=True):
        text = text.replace(name, "Name")
    sentences = len(re.findall(r"[.:;?!](?= |$)", text))
    words = re.findall(r"[A-Za-z0-9']+", text)
    syllables = sum(max(1, len(re.findall("[aeiouy]+", re.sub("e$", "", word.lower())))) for word in words)
    assert 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 <= 6


def test_a_sift_says_first_on_how_much_of_the_weight_it_rests(run: Run) -> None:
    alone = having(run, question=None, uncounted={"fit": Group(name="Fit")})
    alone = alone._replace(shares={**run.shares, "fit": Decimal("0.3")})
    assert facts(alone)[0].startswith("A first sift on 70% of the weight. Two of the four options go forward: ")


def test_points_of_view_that_may_differ_are_not_said_to(run: Run) -> None:
    standings = {
        name: Standing(found.total, found.rank, found.outcome, found.low_high, None, found.total_range, None)
        for name, found in run.options.items()
    }
    theirs = having(run, perspectives={"p": Perspective(name="P", weights={"pace": Decimal(50)})})
    for shortlist, undetermined, opening in (
        (("alpha",), (), "Not from every point of view."),
        (("alpha",), ("beta", "gamma"), "Perhaps not from every point of view."),
    ):
        seen = theirs._replace(viewed={"p": Viewed(run.shares, standings, shortlist, undetermined)})
        assert facts(seen)[-1].startswith(opening)
    same = theirs._replace(viewed={"p": Viewed(run.shares, standings, ("alpha", "beta"), ())})
    assert not any("point of view" in fact for fact in facts(same))
