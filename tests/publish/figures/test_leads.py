"""Figure 3. p and q weigh half each, on scales of 0 to 100. a has 80 and 40, b 50 and 50: a leads by 10 points."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from appraise import evaluate
from appraise.appraisal import Appraisal, Criterion, ShortlistRule
from appraise.engine.evaluation import agreed_evaluation
from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.document import Drawing, Sign
from appraise.publish.figures.leads import Leads, axis, drawing, key, leads
from tests.conftest import appraisal
from tests.publish.conftest import EN

Scores = dict[str, tuple[object, ...]]
RANGED: Scores = {"a": ((80, 40, 90), 40), "b": (50, (50, 40, 60)), "c": ((0, 0, 100), 0)}
"""a falls to 40 on p: 20 points less, or up to 90: 5 more. b moves by 5 either way. c is neither of the two."""


def context(scores: Scores, **weights: object) -> Context:
    return Context.of(evaluate(appraisal(weights or {"p": 50, "q": 50}, scores, ShortlistRule(top=1))), EN)


def found(scores: Scores, **weights: object) -> Leads:
    given = leads(context(scores, **weights))
    assert given is not None
    return given


def rows(given: Leads) -> list[tuple[str, str, str, str]]:
    return [(row.criterion, row.option, str(row.points[0]), str(row.points[1])) for row in given.rows]


def test_the_lead_at_the_ends_of_each_range_the_longest_first() -> None:
    given = found(RANGED)
    assert (given.leader, given.rival, given.now, given.exact) == ("a", "b", 10, True)
    assert rows(given) == [("p", "a", "-10", "15"), ("q", "b", "5", "15")]
    assert [tuple(map(str, row.range)) for row in given.rows] == [("40", "90"), ("40", "60")]


def test_an_unknown_score_moves_over_its_scale_and_the_lead_is_the_least() -> None:
    """b has 25 to 75: a leads by at least -15. Its q moves that from -15 to 35, a's p by 5 at most."""
    given = found({"a": ((80, 80, 90), 40), "b": (50, None), "c": (0, 0)})
    assert (given.now, given.exact) == (-15, False)
    assert rows(given) == [("q", "b", "-15", "35"), ("p", "a", "-15", "-10")]
    assert [tuple(map(str, row.range)) for row in given.rows] == [("0", "100"), ("80", "90")]


def test_an_unknown_score_with_a_range_moves_over_that() -> None:
    given = found({"a": ((80, 80, 90), 40), "b": (50, (None, 20, 60)), "c": (0, 0)})
    assert given.now == 5
    assert rows(given) == [("q", "b", "5", "25"), ("p", "a", "5", "10")]


def test_a_peak_inside_a_range_counts() -> None:
    """p is worth 0 at 0, 100 at 50 and 20 at 100; a scored 80, worth 52, and may have 40 (80) to 100 (20)."""
    case = appraisal({"p": 50, "q": 50}, {"a": ((80, 40, 100), 80), "b": (0, (20, 10, 20))}, ShortlistRule(top=1))
    values = {Decimal(0): Decimal(0), Decimal(50): Decimal(100), Decimal(100): Decimal(20)}
    peaked = Criterion(name="p", weight=Decimal(50), unit="days", values=values)
    given = leads(Context.of(evaluate(replaced(case, criteria={**case.criteria, "p": peaked})), EN))
    assert given is not None
    assert given.now == 56
    assert rows(given) == [("p", "a", "40", "80"), ("q", "b", "56", "61")]


@pytest.mark.parametrize(
    "scores",
    [
        {"a": ((80, 40, 90), 40), "b": (50, 50)},
        {"a": (80, 40), "b": (50, 50), "c": ((0, 0, 100), (0, 0, 100))},
        {"a": ((80, 80, 80), (40, 30, 50)), "b": (50, 50)},
        {"a": ((80, 40, 90), (40, 30, 50))},
    ],
)
def test_with_fewer_than_two_scores_that_move_the_lead_there_is_no_figure(scores: Scores) -> None:
    assert leads(context(scores)) is None


def test_a_range_on_a_criterion_without_weight_is_no_row() -> None:
    assert leads(context({"a": ((80, 40, 90), (1, 0, 2)), "b": (50, 50)}, p=1, q=0)) is None


def boxes(drawn: Drawing) -> list[tuple[str, str, str]]:
    return [(str(box.left), str(box.width), box.fill) for box in drawn.shapes if box.kind == "box"][1:]


def test_the_bar_is_light_below_level_and_dark_above() -> None:
    """From -10 to 15 in steps of 5: level at 40%, today's 10 at 80%."""
    given = found(RANGED)
    first, second = given.rows
    assert boxes(drawing(given, first)) == [("0", "40", "#e3eef8"), ("40", "60", "#12436d")]
    assert boxes(drawing(given, second)) == [("60", "40", "#12436d")]
    strokes = [shape for shape in drawing(given, first).shapes if shape.kind == "stroke"]
    assert [(str(stroke.left), stroke.colour, stroke.dashed) for stroke in strokes] == [
        ("40", "#0b0c0c", False),
        ("80", "#ffffff", False),
        ("80", "#0b0c0c", True),
    ]


def test_the_axis_has_round_figures_and_level_among_them() -> None:
    marks = [shape for shape in axis(found(RANGED)).shapes if shape.kind == "mark"]
    assert [(str(mark.at), mark.text) for mark in marks] == [
        ("0", "\N{MINUS SIGN}10"),
        ("20", "\N{MINUS SIGN}5"),
        ("40", "0"),
        ("60", "5"),
        ("80", "10"),
        ("100", "15"),
    ]


def test_the_key_says_who_leads_where_it_is_drawn() -> None:
    given = context(RANGED)
    assert key(given, found(RANGED)) == (
        Sign("dark", "a leads"),
        Sign("light", "b leads"),
        Sign("upright", "Level"),
        Sign("dashes", "Lead now"),
    )
    ahead: Scores = {"a": ((80, 70, 90), 40), "b": (50, (50, 40, 60))}
    assert [sign.text for sign in key(context(ahead), found(ahead))] == ["a leads", "Level", "Lead now"]
    unknown: Scores = {"a": ((80, 80, 90), 90), "b": (50, None)}
    assert [sign.text for sign in key(context(unknown), found(unknown))][-1] == "Lead now, at least"


def random_case(random: Random) -> Appraisal:
    """Two to three options by two or three criteria, one with a peak or a trough, with ranges and unknown scores."""

    def scored() -> object:
        low, given, high = sorted(random.sample(range(101), 3))
        return random.choice((given, (given, low, high), None, (None, low, high)))

    names = ["p", "q", "r"][: random.randint(2, 3)]
    scores = {option: tuple(scored() for _ in names) for option in ["a", "b", "c"][: random.randint(2, 3)]}
    case = appraisal({name: random.randint(0, 9) + (name == "p") for name in names}, scores, ShortlistRule(top=1))
    values = dict(zip(map(Decimal, (0, 30, 70, 100)), map(Decimal, random.sample((0, 100, 40, 60), 4)), strict=True))
    peaked = replaced(case.criteria["p"], scale=None, unit="days", values=values)
    return replaced(case, criteria={**case.criteria, "p": peaked})


def test_leads_are_those_of_every_score_in_the_range_put_in_its_place() -> None:
    """Against the engine: scores all over a range, with its ends and peaks; what else is not known at its worst."""
    random, drawn = Random(7), 0
    for _ in range(50):
        case = random_case(random)
        given = leads(Context.of(evaluate(case, brief=True), EN))
        if given is None:
            continue
        drawn += 1
        for row in given.rows:
            low, high = map(int, row.range)
            got = []
            for score in {low, high, *range(low, high, 5), *({30, 70} & {*range(low, high)})}:
                option = case.options[row.option]
                scores = {**option.scores, row.criterion: option.scores[row.criterion]._replace(score=Decimal(score))}
                moved = {**case.options, row.option: replaced(option, scores=scores)}
                totals = agreed_evaluation(replaced(case, options=moved)).totals
                got.append(totals[given.leader].low - totals[given.rival].high)
            assert abs(min(got) - Fraction(row.points[0])) <= Fraction(1, 1000)
            assert abs(max(got) - Fraction(row.points[1])) <= Fraction(1, 1000)
    assert drawn > 20
