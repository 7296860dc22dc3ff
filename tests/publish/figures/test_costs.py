"""Figure 4 by figures worked on paper: where each point lies, the steps, and letters that never lie over each other."""

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from appraise import evaluate
from appraise.appraisal import CostLine, Costs, OptionAmount, Period
from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.document import Column, Mark, Plot, Stroke, Table, row
from appraise.publish.figures import costs as figure
from appraise.run import Run
from tests.conftest import appraisal
from tests.publish.conftest import EN

BLUE, WHITE, GREY, BLACK = "#12436d", "#ffffff", "#b8bdc0", "#0b0c0c"

Amount = int | str | tuple[object, object, object] | tuple[object, object]
"""What an option pays: an amount, with a range, or the range of one that is not known."""


def costs(given: Mapping[str, Amount], **settings: Any) -> Costs:
    """One line, paid at once, in millions of pounds."""
    options = {}
    for option, amount in given.items():
        if not isinstance(amount, tuple):
            options[option] = OptionAmount(amount=Decimal(amount))
            continue
        ends = Decimal(str(amount[-2])), Decimal(str(amount[-1]))
        options[option] = OptionAmount(amount=Decimal(str(amount[0])) if len(amount) == 3 else "unknown", range=ends)
    line = CostLine(name="Set-up", when="once", amount="unknown", options=options)
    asked = {"discount_rate": Decimal(5), **settings}
    period = Period(from_="2026-27", years=3)
    return Costs(by="Finance", date="2026", currency="GBP m", period=period, lines={"set-up": line}, **asked)


def priced(given: Mapping[str, tuple[object, Amount]], **settings: Any) -> Run:
    """Options by their points out of 100 (or those points with a range) and what they pay."""
    scores = {option: (points,) for option, (points, _) in given.items()}
    made = appraisal({"quality": 100}, scores, **settings)
    return evaluate(replaced(made, costs=costs({option: amount for option, (_, amount) in given.items()})), brief=True)


def plot(run: Run, *options: str) -> Plot | None:
    return figure.plot(Context.of(run, EN), options or tuple(run.options))


def drawn(run: Run) -> Plot:
    found = plot(run)
    assert found is not None
    return found


def points(plot: Plot) -> list[tuple[str, str, str]]:
    """Where the middle of each square lies, and what it is filled with."""
    squares = [each for each in strokes(plot) if each.width == 8]
    return [(str(each.left), str((each.top + each.bottom) / 2), each.colour) for each in squares]


def strokes(plot: Plot) -> list[Stroke]:
    return [shape for shape in plot.drawing.shapes if shape.kind == "stroke"]


def staircase(plot: Plot) -> list[tuple[str, ...]]:
    steps = (each for each in strokes(plot) if each.colour == BLUE and each.width == 2)
    return [tuple(map(str, each[:4])) for each in steps]


def letters(plot: Plot) -> list[Mark]:
    return [shape for shape in plot.drawing.shapes if shape.kind == "mark" and shape.heavy]


FOUR = {"p": (20, 2), "q": (30, 5), "r": (60, 4), "s": (80, 6)}


def test_points_lie_where_their_figures_are() -> None:
    """Costs of 2 to 6 are an axis from 2 to 6 with a figure at each; 84% of the width, so 21% each, from 10% on. Points
    of 20 to 80 are an axis from 20 to 80 by 20s on 220 pixels that end at 228."""
    plot = drawn(priced(FOUR))
    thirds = [str(Decimal(228) - (Decimal(220) * at / 6).quantize(Decimal("0.01"))) for at in (0, 1, 4, 6)]
    assert [(at, level) for at, level, _ in points(plot)] == [
        ("10", "228"),
        ("73", thirds[1]),
        ("52", thirds[2]),
        ("94", "8"),
    ]
    assert [(str(mark.at), mark.text) for mark in plot.axis.shapes if mark.kind == "mark"] == [
        *(("10", "£2m"), ("31", "£3m"), ("52", "£4m"), ("73", "£5m"), ("94", "£6m"))
    ]
    up = [mark.text for mark in plot.drawing.shapes if mark.kind == "mark" and not mark.heavy]
    assert up == ["20", "40", "60", "80"]


def test_what_costs_more_and_has_fewer_points_is_hollow() -> None:
    """q costs 5 for 30, r 4 for 60."""
    plot = drawn(priced(FOUR))
    assert [fill for _, _, fill in points(plot)] == [BLUE, WHITE, BLUE, BLUE]
    assert [sign.kind for sign in plot.key] == ["point", "point-hollow", "steps"]


def test_steps_run_across_and_up_and_never_straight_to_the_next() -> None:
    """From p to r across at p's 20 points and up at r's £4m; then across at 60 and up at £6m."""
    assert staircase(drawn(priced(FOUR))) == [
        ("10", "52", "228", "228"),
        ("52", "52", "81.33", "228"),
        ("52", "94", "81.33", "81.33"),
        ("94", "94", "8", "81.33"),
    ]


def test_an_axis_that_does_not_begin_at_0_says_so() -> None:
    assert drawn(priced(FOUR)).says == (
        "Across: net present cost, from £2m to £6m. Up: total points, from 20 to 80. Neither axis begins at 0."
    )
    from_0 = drawn(priced({"p": (0, 0), "q": (50, 6)})).says
    assert from_0 == "Across: net present cost, from £0 to £6m. Up: total points, from 0 to 50."
    assert drawn(priced({"p": (0, 4), "q": (50, 6)})).says.endswith("The axis of costs does not begin at 0.")
    assert drawn(priced({"p": (40, 0), "q": (50, 6)})).says.endswith("The axis of points does not begin at 0.")
    below = drawn(priced({"p": (0, -2), "q": (50, 2)})).says
    assert "from \N{MINUS SIGN}£2m to £2m" in below
    assert "begin" not in below, "0 lies on it"


def test_without_a_discount_rate_cash_lies_across() -> None:
    run = evaluate(replaced(priced(FOUR).inputs, costs=costs({"p": 2, "r": 4}, discount_rate=None)), brief=True)
    assert drawn(run).says.startswith("Across: cash over the period, from £2m to £4m.")


def test_ranges_are_thin_lines_with_ends_both_ways() -> None:
    """p pays 3, 2 to 4, for 50, 40 to 60; the axes run from 2 to 6 and from 40 to 80."""
    plot = drawn(priced({"p": ((50, 40, 60), (3, 2, 4)), "q": (80, 6)}))
    thin = [each for each in strokes(plot) if each.colour == BLACK]
    assert [(str(each.left), str(each.right)) for each in thin if each.left < each.right] == [
        ("10", "31"),
        ("31", "52"),
    ]
    up = [(str(each.top), str(each.bottom)) for each in thin if each.left == each.right == 31 and each.width == 1]
    assert up == [("118", "173"), ("173", "228")]
    assert sum(each.width == 7 for each in thin) == 2, "an end below and one above"
    assert {(sign.kind, sign.text) for sign in plot.key} >= {("range", "Within the recorded ranges")}


def test_what_is_not_known_is_dashed_and_has_no_square() -> None:
    """q pays 4 to 6, nobody knows what; which of two is dearer is sure, and there are no steps to draw."""
    plot = drawn(priced({"p": (50, 2), "q": (80, (4, 6))}))
    assert len(points(plot)) == 1
    assert [(str(each.left), str(each.right)) for each in strokes(plot) if each.dashed] == [("52", "94")]
    assert staircase(plot) == []
    assert [sign.kind for sign in plot.key] == ["point", "stretch"]
    assert [mark.text for mark in letters(plot)] == ["A", "B"]


def test_an_excluded_option_is_grey_and_on_no_step() -> None:
    plot = drawn(priced(FOUR, verdicts={"law": {"r": "fail"}}))
    assert [fill for _, _, fill in points(plot)] == [BLUE, BLUE, GREY, BLUE]
    assert "Excluded at a gate" in [sign.text for sign in plot.key]
    assert staircase(plot)[0][:2] == ("10", "73"), "from p to q"


@pytest.mark.parametrize(
    "given",
    [
        {"p": (20, 2), "q": (30, "unknown")},
        {"p": (20, 2)},
    ],
)
def test_fewer_than_two_that_can_be_compared_are_not_drawn(given: Mapping[str, tuple[object, Any]]) -> None:
    known = {option: amount for option, (_, amount) in given.items() if amount != "unknown"}
    scores = {option: (points,) for option, (points, _) in given.items()}
    made = replaced(appraisal({"quality": 100}, scores), costs=costs(known))
    run = evaluate(made, brief=True)
    assert plot(run) is None
    table = Table("", (Column("Option"),), tuple(row(option) for option in run.options))
    assert figure.with_plot(Context.of(run, EN), table, tuple(run.options)) is table


@pytest.mark.parametrize(("options", "drawn"), [(26, True), (27, False)])
def test_more_options_than_letters_are_not_drawn(options: int, drawn: bool) -> None:
    assert (plot(priced({f"o{at}": (at, at) for at in range(options)})) is not None) is drawn


def test_rows_carry_the_letters_of_their_points() -> None:
    """In the order of the rows; a line between them, and an option whose cost is not known, have none."""
    made = replaced(priced({**FOUR, "t": (10, 1)}).inputs, costs=costs({"p": 2, "r": 4, "s": 6, "q": 5}))
    context = Context.of(evaluate(made, brief=True), EN)
    order = ("p", "r", "", "s", "t", "q")
    table = Table("", (Column("Option"),), tuple(row(option) for option in order))
    table = figure.with_plot(context, table, order)
    assert [each.letter for each in table.rows] == ["A", "B", "", "C", "", "D"]
    assert table.plot is not None
    assert [mark.text for mark in letters(table.plot)] == ["A", "B", "C", "D"]


def test_costs_without_costs_draw_nothing() -> None:
    made = replaced(priced(FOUR).inputs, costs=None)
    assert plot(evaluate(made, brief=True)) is None


@pytest.mark.parametrize(
    ("ends", "low", "high", "step"),
    [
        (("2", "6"), "2", "6", "1"),
        (("7.04", "8.86"), "7", "9", "0.5"),
        (("58", "76"), "55", "80", "5"),
        (("-3", "12"), "-5", "15", "5"),
        (("8077.1203", "8077.1203"), "8000", "8100", "100"),
        (("50", "50"), "49", "51", "1"),
        (("0", "0"), "-0.1", "0.1", "0.1"),
        (("0.001", "0.0034"), "0.001", "0.0035", "0.0005"),
    ],
)
def test_an_axis_has_round_figures_and_few(ends: Sequence[str], low: str, high: str, step: str) -> None:
    assert figure.scale(map(Decimal, ends), 5) == tuple(map(Decimal, (low, high, step)))


def test_points_have_no_figure_over_100_or_below_0() -> None:
    for points in (100, 0):
        up = [
            mark.text
            for mark in drawn(priced({"p": (points, 1), "q": (points, 2)})).drawing.shapes
            if mark.kind == "mark" and not mark.heavy
        ]
        assert all(0 <= Decimal(text) <= 100 for text in up)


def crowd(draw: random.Random) -> Plot:
    """Up to twelve options, in half of all cases in one spot."""
    crowded = draw.random() < 0.5
    given: dict[str, tuple[object, Amount]] = {}
    for at in range(draw.randint(2, 12)):
        points = draw.randint(48, 52) if crowded else draw.randint(0, 100)
        cost = Decimal(draw.randint(400, 420) if crowded else draw.randint(-200, 900)) / 100
        ranged = draw.random() < 0.3
        given[f"o{at}"] = points, (cost, cost - 1, cost + 1) if ranged else (cost, cost, cost)
    plot = drawn(priced(given))
    assert len(letters(plot)) == len(given)
    return plot


def assert_apart(plot: Plot) -> None:
    """Letters are 13 pixels from each other and from the middles of all points, on pages of any width."""
    marks, squares = letters(plot), [each for each in strokes(plot) if each.width == 8]
    for width in (280, 288, 320, 412, 640, 768, 928, 1000):
        places = [(mark.at * width / 100 + mark.aside, mark.top - Decimal("4.5")) for mark in marks]
        points = [(each.left * width / 100, (each.top + each.bottom) / 2) for each in squares]
        for at, (aside, level) in enumerate(places):
            assert 6 <= aside <= width - 6
            assert 6 <= level <= 222
            for other in (*places[:at], *points):
                assert max(abs(aside - other[0]), abs(level - other[1])) >= 13, (width, marks[at], other)


@pytest.mark.slow
def test_no_letter_lies_over_another_or_over_a_point_at_any_width() -> None:
    """Up to twelve options, some crowded in one spot, on 300 cases: 13 pixels apart on every width of a page."""
    for seed in range(300):
        assert_apart(crowd(random.Random(seed)))


def test_the_same_case_is_drawn_the_same_twice() -> None:
    assert drawn(priced(FOUR)) == drawn(priced(FOUR))
