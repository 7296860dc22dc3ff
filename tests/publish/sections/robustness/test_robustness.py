"""How firm a result is, in words: example X, whose figures are worked out on paper or published.

| | ind 40 | pace 25 | risk 20 | aff 15 | total |
| woc | 75 | 75 | 75 | 50 | 71.25 |
| mutual | 75 | 50 | 50 | 50 | 60 |
| in-house | 0 | 100 | 75 | 100 | 55 |
| charity | 100 | 0 | 25 | 25 | 48.75 |
| jv | 75 | 25 | 25 | 25 | 45 |
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

import pytest

from appraise import evaluate
from appraise.appraisal import Gate, Perspective, Requirement, RobustnessSettings, ShortlistRule
from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Paragraph, Table, plain
from appraise.publish.documents.appendix import appendix
from appraise.publish.documents.explain.questions import QUESTIONS
from appraise.publish.sections.answer import answer
from appraise.publish.sections.gate_effects import still_open, what_gates_decided
from appraise.publish.sections.gates import not_passed, verdicts
from appraise.publish.sections.robustness import robustness
from appraise.publish.sections.robustness.weights import switching
from appraise.run import Run
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal, number
from tests.engine.analysis.test_witnesses import CASES
from tests.publish.conftest import EN

NONE = "\N{EN DASH}"


def x(fails: dict[str, tuple[str, ...]] | None = None, scores: dict[str, tuple[object, ...]] = X_SCORES) -> Run:
    """Example X with gates, each failed by some."""
    verdicts = {gate: dict.fromkeys(options, "fail") for gate, options in (fails or {}).items()}
    return evaluate(replaced(appraisal(X_WEIGHTS, scores, verdicts=verdicts), status="agreed"))


def said(blocks: Iterable[Block]) -> list[str]:
    """Paragraphs and bullets, a string each."""
    found = []
    for block in blocks:
        found += [plain(block.line)] if isinstance(block, Paragraph) else []
        found += [f"- {plain(item)}" for item in block.items] if isinstance(block, Bullets) else []
    return found


def table(blocks: Iterable[Block], caption: str) -> list[list[str]]:
    """The cells of the table whose caption begins so."""
    tables = [block for block in blocks if isinstance(block, Table) and block.caption.startswith(caption)]
    return [[plain(cell.line) for cell in row.cells] for row in tables[0].rows]


def section(run: Run) -> tuple[Block, ...]:
    return robustness(Context.of(run, EN)).blocks


def facts(run: Run) -> list[str]:
    return said(answer(Context.of(run, EN)).blocks)


def test_the_answer_says_how_firm_shortlist_and_first_place_are() -> None:
    """In-house passes mutual where ind weighs 5/14 = 35.71%, pace 7/22 = 31.82%, aff 5/22 = 22.73%, risk 1/3; charity
    passes it where ind weighs 17/29 = 58.6% or pace 1/31 = 3.23%. Limits are rounded towards today's weight."""
    assert facts(x())[1:] == [
        "The shortlist is not firm. Halving or doubling one weight can change it. One weight at a time, it stays the "
        "same with ind above 35.8% (40% now), pace below 31.8% (25% now) and four other limits.",
        "First place is not firm. Halving or doubling one weight can change it. woc leads mutual by 11.3 points. "
        "Moving 13 points of weight from ind to aff brings in-house level.",
    ]


def test_every_weight_has_its_limits() -> None:
    """Of the leader: 11/47, 13/19; 6/11; 19/53. Of the shortlist: see above."""
    rows = table(section(x()), "How far each weight")
    assert rows == [
        ["ind", "40%", "35.8 to 58.6", "23.5 to 68.4"],
        ["pace", "25%", "3.3 to 31.8", "0 to 54.5"],
        ["risk", "20%", "0 to 33.3", "0 to 100"],
        ["aff", "15%", "0 to 22.7", "0 to 35.8"],
    ]


def test_a_weight_that_is_all_there_is_cannot_move() -> None:
    """Jobs are a memo item: nobody gave them weight, and halving the cost gives them none. Left leads by 20 points, and
    by -100 on jobs: level at 1/6."""
    case = appraisal({"cost": 100, "jobs": 0}, {"left": (80, 0), "right": (60, 100)}, ShortlistRule(top=1))
    run = evaluate(replaced(case, status="agreed"))
    assert facts(run)[1:] == [
        "left leads right by 20 points. Moving about 16.7 points of weight from cost to jobs brings right level."
    ]
    limits = next(block for block in section(run) if isinstance(block, Table))
    assert table([limits], "How far") == [["cost", "100%", NONE, NONE], ["jobs", "0%", "0 to 16.6", "0 to 16.6"]]
    assert "A weight of 0 takes nothing when another moves. So a weight with a dash cannot move" in limits.note


@pytest.mark.parametrize("question", ["weights", "robustness"])
def test_with_one_criterion_nothing_is_said_of_other_weights(question: str) -> None:
    """Left leads by 20, and no weights could change that, as there are none."""
    case = appraisal({"cost": 5}, {"left": (80,), "right": (60,)})
    run = evaluate(replaced(case, status="agreed", question="Which?"))
    assert facts(run)[1:] == ["left leads right by 20 points."]
    alone = "There is one criterion, so no weight can be different."
    assert said(section(run))[0] == f"{alone} left leads right by 20 points."
    assert captions(run) == ["Score of left at which another option is level with it"]
    explained = QUESTIONS[question](Context.of(run, EN))
    assert alone in said(explained.sections[0].blocks)[0]
    assert not [block for block in explained.sections[0].blocks if isinstance(block, Table)]


def test_with_one_criterion_ranks_are_drawn_where_scores_are_not_certain() -> None:
    run = evaluate(appraisal({"cost": 5}, {"left": ((80, 60, 90),), "right": (70,)}))
    often = [caption for caption in captions(run) if "often" in caption]
    assert len(often) == 1
    assert "each rank over all sets of weights and all scores that are not certain" in often[0]


def captions(run: Run) -> list[str]:
    return [block.caption for block in section(run) if isinstance(block, Table)]


def test_options_that_are_alike_have_no_firm_order() -> None:
    """No weights set them apart. Where a line is drawn at a total, it still matters how far they are from it."""
    rows = {"a": (60, 40), "b": (60, 40)}
    weights = {"p": 3, "q": 2}
    assert not [fact for fact in facts(evaluate(appraisal(weights, rows, ShortlistRule(top=1)))) if "firm" in fact]
    by_total = ShortlistRule(at_least=Decimal(50))
    assert "The shortlist is not firm." in " ".join(facts(evaluate(appraisal(weights, rows, by_total))))


def test_what_brings_others_level() -> None:
    blocks = section(x())
    assert table(blocks, "The least weight")[1:3] == [
        ["in-house", "16.3", "13 points of weight from ind to aff"],
        ["charity", "22.5", "22.5 points of weight from pace to ind"],
    ]
    assert table(blocks, "Score of woc") == [
        ["ind", "75", "46.88", "34.38", "18.75", "9.38"],
        ["pace", "75", "30", "10", NONE, NONE],
        ["risk", "75", "18.75", NONE, NONE, NONE],
        ["aff", "50", NONE, NONE, NONE, NONE],
    ]
    assert "If woc scored about 46.88 instead of 75 for ind, mutual would draw level." in said(blocks)
    assert table(switching(Context.of(x(), EN)), "Weight at which")[0] == ["ind", "40%", NONE, "23.4%", "68.4%", NONE]


def test_a_criterion_left_out() -> None:
    """Without ind in-house leads with 55/0.6 = 91.7; with equal weights woc and in-house are level at 68.75."""
    rows = {row[0]: row[1:] for row in table(section(x()), "Without one")}
    assert rows["ind"] == ["in-house", "in-house and woc"]
    assert rows["risk"] == ["woc", "The same"]
    assert rows["Nothing, with equal weights"] == ["in-house and woc", "in-house and woc"]


def test_no_gate_decides() -> None:
    run = x({"independence": ("in-house",)})
    assert facts(run)[-1] == (
        "No gate decides the shortlist. Without the gates that it fails, the excluded option would not go forward."
    )
    assert said(what_gates_decided(Context.of(run, EN))) == [
        facts(run)[-1],
        "- independence. It excludes in-house. Without this gate, the shortlist is the same.",
        "- in-house. Without the “independence” gate it would have ranked 3 and not gone forward. "
        "Its total is 16.3 points below that of the first.",
    ]


def test_one_gate_decides() -> None:
    run = x({"vat": ("woc",)})
    assert facts(run)[-1] == (
        "One gate decides the shortlist. Without the “vat” gate, woc (71.3) would go forward in place of in-house, "
        "and be first."
    )
    assert said(what_gates_decided(Context.of(run, EN)))[1:] == [
        "- vat. It excludes woc. Without this gate, woc (71.3) would go forward in place of in-house, and be first.",
        "- woc. Without the “vat” gate it would have ranked 1 and gone forward. "
        "Its total is 11.3 points above that of the first.",
    ]


def test_two_gates_exclude_the_same_option() -> None:
    run = x({"vat": ("woc",), "law": ("woc",)})
    assert (
        facts(run)[-1] == "Gates decide the shortlist. Without the “vat” and “law” gates, woc (71.3) would go forward."
    )
    assert "- vat. It excludes woc. It decides nothing by itself, as this option is excluded elsewhere too." in said(
        what_gates_decided(Context.of(run, EN))
    )


def test_what_is_open_and_matters() -> None:
    """woc's unknown verdict can let charity or in-house in; that of jv cannot change the two that go forward."""
    case = appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {"woc": "unknown", "jv": "unknown"}})
    found = said(what_gates_decided(Context.of(evaluate(case), EN)))
    assert (
        "- vat. It excludes nobody. Not settled for woc and jv. Of these only that of woc can change the shortlist."
        in found
    )
    assert said(still_open(Context.of(evaluate(case), EN))) == [
        "Depending on how the open verdicts and unknown scores turn out, woc or mutual could be first. There are two "
        "such verdicts and scores of the options that are not excluded. Of these one can change the shortlist:",
        "- Whether woc passes the “vat” gate. It can also change who is first, or level with the first.",
    ]


def test_whatever_the_weights() -> None:
    """First: in-house 11/20, woc 49/120, charity 1/24; mutual can draw level at best; jv is never closer than 12.5."""
    blocks = section(x())
    rows = {row[0]: row[1:] for row in table(blocks, "How often each option comes first")}
    assert {option: row[0] for option, row in rows.items()} == {
        "woc": "41%",
        "mutual": "0%",
        "in-house": "55%",
        "charity": "4%",
        "jv": "0%",
    }
    assert rows["charity"][1] == "Most weight, on average: ind 72.9%, aff 12.5%, risk 8.3%."
    assert rows["mutual"][1].startswith("Never alone in first place. It can draw level, with ")
    assert rows["jv"][1].startswith("Never first. At its closest it is 12.5 points behind, with ")
    assert (
        "- woc has at least the value of mutual and jv on every criterion, so it is never behind, whatever the weights."
        in said(blocks)
    )


def test_from_other_points_of_view() -> None:
    """With half the weight on aff in-house has 73.5 and woc 62.5; here in-house needs 13 points (see above)."""
    case = appraisal(
        X_WEIGHTS, X_SCORES, perspectives={"money": Perspective(name="Money", weights={"aff": Decimal(50)})}
    )
    found = said(section(evaluate(case)))
    assert (
        "From every point of view, this appraisal's included, and so under any compromise between their weights:"
        in found
    )
    assert "- woc has a higher total than mutual, jv and charity." in found
    assert (
        "- in-house is first from the point of view “Money”. With the weights of this appraisal it is level with the "
        "first after moving 13 points of weight from ind to aff." in found
    )


@pytest.mark.parametrize(
    ("given", "told", "shares"),
    [
        ({"ind": 55}, "Weights: ind 55%; the rest keep their proportions.", ["55%", "18.8%", "15%", "11.3%"]),
        ({"ind": 100}, "Weights: ind 100%; the rest count for nothing.", ["100%", "0%", "0%", "0%"]),
        (dict.fromkeys(X_WEIGHTS, 25), "Weights: ind 25%, pace 25%, risk 25% and aff 25%.", ["25%"] * 4),
        (
            {"ind": 100, "pace": 80, "risk": 60, "aff": 10},
            "Weights: ind 100, pace 80, risk 60 and aff 10. The points given add up to 250, not 100; each weight is "
            "its part of that.",
            ["40%", "32%", "24%", "4%"],
        ),
    ],
)
def test_what_becomes_of_the_weights_of_a_point_of_view(given: dict[str, int], told: str, shares: list[str]) -> None:
    view = Perspective(name="Panel", weights={name: number(points) for name, points in given.items()})
    run = evaluate(appraisal(X_WEIGHTS, X_SCORES, perspectives={"p": view}))
    assert f"- Panel. {told}" in said(section(run))
    assert [row[-1] for row in table(section(run), "Weights from each")] == shares


@pytest.mark.parametrize("fails", [("in-house", "woc", "mutual", "jv", "charity"), ("in-house", "woc", "mutual", "jv")])
def test_with_nobody_to_be_ahead_of(fails: tuple[str, ...]) -> None:
    blocks = section(x({"vat": fails}))
    assert said(blocks) == ["Fewer than two options are eligible, so nothing is compared."]


def test_settings_are_said() -> None:
    case = appraisal(X_WEIGHTS, X_SCORES, ShortlistRule(top=1))
    case = replaced(case, robustness=RobustnessSettings(within=Decimal(5), draws=1000, seed=7))
    text = " ".join(str(block.note) for block in section(evaluate(case)) if isinstance(block, Table))
    assert "1,000 sets of weights from seed 7. 19 times in 20 a share is within 3.1 percentage points." in text


def corners(run: Run, option: str, other: str) -> list[Decimal]:
    """How far an option is ahead of another on each criterion: with all weight there."""
    mine, theirs = run.options[option].cells, run.options[other].cells
    return [(mine[name].value or Decimal(0)) - (theirs[name].value or Decimal(0)) for name in mine]


@pytest.mark.parametrize("name", CASES)
def test_sentences_are_whole_and_say_nothing_that_is_not_so(name: str) -> None:
    """Over random appraisals: no hole where a name was to stand, nothing said twice, and what is never so is not."""
    run = evaluate(CASES[name])
    shown = Context.of(run, EN)
    document = appendix(run, EN)
    texts = [text for section in document.sections for text in said(section.blocks)]
    texts += [
        cell
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in (plain(each.line) for each in row.cells)
    ]
    for text in texts:
        assert "  " not in text, text
        assert not re.search(r" [,.;:](?!\d)|^[,.;]|\bfrom to\b|\bby \.|\{|\}|: \.|\(\)", text), text
    for block in robustness(shown).blocks:
        if isinstance(block, Bullets):
            assert len({plain(item) for item in block.items}) == len(block.items)
    answered = " ".join(facts(run))
    eligible = [option for option, found in run.options.items() if found.outcome != "excluded"]
    if "No weights bring another option level" in answered:
        leader = run.analyses.sensitivity and run.analyses.sensitivity.leader
        assert leader
        assert all(min(corners(run, leader, other)) > 0 for other in eligible if other != leader)
    if "No gate decides the shortlist" in answered:
        for count in range(1, len(run.inputs.gates) + 1):
            for aside in combinations(run.inputs.gates, count):
                lifted = Perspective(name="Lifted", lift_gates=aside)
                then = evaluate(replaced(run.inputs, perspectives={"lifted": lifted}), brief=True).viewed["lifted"]
                assert then.shortlist == run.shortlist.options
    if "The shortlist is firm" in answered:
        for criterion in run.inputs.criteria:
            for factor in (Decimal("0.5"), Decimal("0.7"), Decimal("1.4"), Decimal("1.9")):
                share = run.shares[criterion] * factor
                if 0 < share < 1 and run.shares[criterion] < 1:
                    moved = Perspective(name="Moved", weights={criterion: share * 100})
                    then = evaluate(replaced(run.inputs, perspectives={"moved": moved}), brief=True).viewed["moved"]
                    assert {*then.shortlist} == {*run.shortlist.options}


def test_a_verdict_by_score_says_by_how_much_and_that_its_range_could_turn_it() -> None:
    """At least 2 is asked. a has .1 more and may have 1.9; b just has it, and no less; c is .5 short and may have 2."""
    rows: dict[str, tuple[object, ...]] = {"a": (("2.1", "1.9", "2.3"),), "b": ((2, 2, 3),), "c": (("1.5", 1, 2),)}
    gate = Gate(name="Enough", requires=Requirement(None, "p", "at-least", Decimal(2)))
    case = appraisal({"p": 1, "q": 1}, {**{name: (*row, 5) for name, row in rows.items()}, "d": (None, 5)})
    run = evaluate(replaced(case, status="agreed", gates={"g": gate}))
    shown = verdicts(Context.of(run, EN))
    told = {plain(row.cells[0].line): plain(row.cells[1].line) for row in shown.rows}
    assert told == {
        "a": "Pass, by 0.1; could fail",
        "b": "Pass, exactly",
        "c": "Fail, by 0.5; could pass",
        "d": "Unknown",
    }
    could = "a could fail the “Enough” gate. c could pass the “Enough” gate."
    assert f"Within the recorded ranges verdicts could change. {could}" in facts(run)
    text = " ".join(plain(cell.line) for row in not_passed(Context.of(run, EN)).rows for cell in row.cells)
    assert f"Its score is 1.5. It fails by 0.5. Over its range (1{NONE}2) it could pass." in text
    settled = replaced(case, options={name: words for name, words in case.options.items() if name == "b"})
    assert "ranges verdicts" not in " ".join(facts(evaluate(replaced(settled, gates={"g": gate}))))
