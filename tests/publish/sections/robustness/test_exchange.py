"""What a weight buys, on paper: a rise of so many points of value on one criterion, times its weight, is so many points
of value on another, divided by that one's weight, and so a part of the other's range."""

from decimal import Decimal
from typing import Any

import pytest

from appraise import evaluate
from appraise.appraisal import Criterion, Option, Score
from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.document import Block, Table, plain
from appraise.publish.documents.explain.questions import QUESTIONS
from appraise.publish.sections.robustness.exchange import against_each_other, in_units
from appraise.run import Run
from tests.conftest import appraisal, number
from tests.publish import texts
from tests.publish.conftest import EN

FIVE = {Decimal(0): "None", Decimal(5): "All"}


def scale(name: str, weight: object, *points: object) -> Criterion:
    """A criterion with a scale of these points; of 0 and 5 where none are given."""
    return Criterion(name=name, weight=number(weight), scale={number(each): "So" for each in points} or FIVE)


def measure(name: str, weight: object, unit: str, worst: object, best: object) -> Criterion:
    return Criterion(name=name, weight=number(weight), unit=unit, worst=number(worst), best=number(best))


def run(*criteria: Criterion) -> Run:
    """Two options that lie at either end of each of these criteria."""
    named = {f"c{at}": criterion for at, criterion in enumerate(criteria)}
    options = {
        option: Option(name=option, scores={name: Score(each.points[end][0]) for name, each in named.items()})
        for option, end in (("left", 0), ("right", -1))
    }
    return evaluate(replaced(appraisal({"a": 1}, {"left": (1,)}), criteria=named, options=options), brief=True)


def said(blocks: list[Block]) -> list[str]:
    """Each item, and each paragraph but that which opens them."""
    lines = [line for block in blocks if block.kind == "bullets" for line in block.items]
    lines += [block.line for block in blocks[1:] if block.kind == "paragraph"]
    return [plain(line) for line in lines]


def asked(context: Context) -> str:
    """What `explain weights` says."""
    return texts.text(QUESTIONS["weights"](context, lambda *_: ""))


def sentences(*criteria: Criterion) -> list[str]:
    return said(in_units(Context.of(run(*criteria), EN)))


def table(*criteria: Criterion) -> tuple[list[list[str]], Table]:
    """The cells of the table, and the table."""
    (block,) = against_each_other(Context.of(run(*criteria), EN))
    assert isinstance(block, Table)
    return [[plain(cell.line) for cell in row.cells] for row in block.rows], block


def test_a_step_of_independence_is_worth_so_much_of_set_up_cost() -> None:
    """20% x 20 points of value = 4 points of a total; of 15% these are 26.67 points of value, of £4.5m so £1.2m. The
    whole swing of the cost is worth 15 points: of 20% 75 points of value, which are 3.75 steps."""
    criteria = scale("Independence", 20), measure("Set-up cost", 15, "GBP m", "5.0", "0.5"), scale("Pace", 65)
    assert sentences(*criteria) == [
        "One step of Independence is worth £1.2m of Set-up cost.",
        "One step of Pace is worth £3.9m of Set-up cost.",
    ]
    rows, block = table(*criteria)
    assert rows == [
        ["Independence", "one step", "\N{EN DASH}", "£1.2m", "0.31"],
        ["Set-up cost", "whole swing", "3.75", "\N{EN DASH}", "1.15"],
        ["Pace", "one step", "3.25", "£3.9m", "\N{EN DASH}"],
    ]
    assert [(column.heading, column.small) for column in block.columns[2:]] == [
        ("Independence", "steps"),
        ("Set-up cost", ""),
        ("Pace", "steps"),
    ]


def test_of_a_service_s_quality_and_two_costs() -> None:
    """Weights 90, 100 and 30 of 475: a step is 20 points of value. 20 x 90 / 100 = 18 of £1.1m, and 20 x 90 / 30 = 60
    of £900,000. The swing of the running cost is 100 x 100 / 30 points, more than there are."""
    rest = scale("Everything else", 255)
    running, set_up = (
        measure("Running cost", 100, "GBP", 5_600_000, 4_500_000),
        measure("Set-up cost", 30, "GBP", 900_000, 0),
    )
    told = sentences(scale("Service quality", 90), running, set_up, rest)
    assert told[0] == "One step of Service quality is worth £198k of Running cost or £540k of Set-up cost."
    assert told[1] == "The whole swing of Running cost is worth more than the whole range of Set-up cost."
    assert told[2] == "The whole swing of Set-up cost is worth £330k of Running cost."


@pytest.mark.parametrize(
    ("unit", "ends", "weight", "told"),
    [
        ("GBP", (700, 0), 3, "about £46.7"),
        ("GBP m", ("0.7", 0), 3, "about £46.7k"),
        ("GBP k", (700, 0), 7, "£20k"),
        ("months", (24, 3), 3, "1.4 months"),
        ("months", (24, 3), 13, "about 0.323 months"),
        ("visits", (0, 987_654), 3, "about 65,800 visits"),
        ("GBP m a year", (5, 0), 1, "1 GBP m a year"),
    ],
)
def test_figures_are_as_exact_as_they_say(unit: str, ends: tuple[object, object], weight: int, told: str) -> None:
    """A step of a criterion with weight 1 is a fifth of that of a measure, divided by the measure's weight: of 700 and
    3 46.67. Three digits are shown, and "about" where these are not all."""
    assert sentences(scale("Pace", 1), measure("It", weight, unit, *ends)) == [
        f"One step of Pace is worth {told} of It."
    ]


def test_what_is_exactly_the_whole_range_is_not_more() -> None:
    """A fifth of weight 5 is all of weight 1."""
    cost = measure("Cost", 1, "GBP m", 6, 2)
    assert sentences(scale("Pace", 5), cost) == ["One step of Pace is worth £4m of Cost."]
    assert sentences(scale("Pace", "5.001"), cost) == ["One step of Pace is worth more than the whole range of Cost."]
    rows, block = table(scale("Pace", "5.001"), cost)
    assert rows[0][-1] == "beyond"
    assert "“beyond” is more than the whole range." in block.note
    assert "whole range" not in table(scale("Pace", 5), cost)[1].note


def test_with_values_of_its_own_only_the_whole_swing_is_told() -> None:
    """30, 20 and 50 of 100: the swing of Quality is worth two thirds of that of Freedom, that of Freedom one and a
    half of it. Nothing is said of Quality in pounds, nor of a step of it."""
    bent = Criterion(
        name="Quality", weight=Decimal(20), unit="GBP m", values={number(0): number(0), number(9): number(100)}
    )
    bent = replaced(bent, values={**(bent.values or {}), number(4): number(80)})
    criteria = scale("Freedom", 30), bent, measure("Cost", 50, "GBP m", 10, 0)
    assert sentences(*criteria) == ["One step of Freedom is worth £1.2m of Cost."]
    rows, block = table(*criteria)
    assert rows == [
        ["Freedom", "one step", "\N{EN DASH}", "1.5", "£1.2m"],
        ["Quality", "whole swing", "0.67 swings", "\N{EN DASH}", "0.4 swings"],
        ["Cost", "whole swing", "beyond", "2.5", "\N{EN DASH}"],
    ]
    assert block.columns[3].small == "swings"
    assert "the whole swing of a row is told in whole swings of the column" in block.note
    assert table(bent, replaced(bent, name="Other"))[0][0][-1] == "1"
    assert table(bent, scale("Pace", 20))[0][0][-1] == "1 swing"


def test_what_weighs_nothing_buys_nothing() -> None:
    cost = measure("Cost", 1, "GBP m", 5, 0)
    assert sentences(scale("Pace", 1), cost, scale("Zeal", 0)) == [
        "One step of Pace is worth £1m of Cost.",
        "Zeal weighs nothing, so a step of it buys nothing.",
    ]
    both = sentences(scale("Pace", 1), cost, scale("Zeal", 0), scale("Calm", 0))
    assert both[-1] == "Zeal and Calm weigh nothing, so a step of these buys nothing."
    assert "Zeal" not in str(table(scale("Pace", 1), cost, scale("Zeal", 0)))
    assert asked(Context.of(run(scale("Pace", 1), scale("Zeal", 0)), EN)).count("Zeal weighs")


def test_a_step_of_a_scale_with_points_between() -> None:
    """Halves are described, so a step is half a point: of 0 to 2 a quarter of it. A quarter of weight 2 is half of
    weight 1, which are two and a half steps of 0 to 5."""
    halves = scale("Reach", 2, 0, "0.5", 1, 2)
    rows, block = table(halves, scale("Pace", 1))
    assert rows == [["Reach", "one step", "\N{EN DASH}", "2.5"], ["Pace", "one step", "0.4", "\N{EN DASH}"]]
    assert "A step is one point of the scale. On Reach it is 0.5." in block.note


def test_of_many_criteria_and_of_one() -> None:
    many = [scale(f"C{at}", at + 1) for at in range(13)]
    context = Context.of(run(*many, measure("Cost", 10, "GBP m", 5, 0)), EN)
    assert said(in_units(context))[0] == "One step of C0 is worth £100k of Cost."
    (sentence,) = against_each_other(context)
    assert "14 criteria are too many for a table" in asked(context)
    assert sentence.kind == "paragraph"
    alone = Context.of(run(scale("Pace", 1)), EN)
    assert [*in_units(alone), *against_each_other(alone)] == []


def test_what_is_next_to_nothing_is_not_called_0() -> None:
    """Shares may differ by any amount: a step of a ten-millionth of a millionth of what a cost of £10 weighs."""
    cost = measure("Cost", 10**7, "GBP", 10, 0)
    assert sentences(scale("Pace", "0.000001"), cost)[0] == "One step of Pace is worth next to nothing of Cost."


def test_scales_alone_need_no_sentences() -> None:
    assert sentences(scale("Pace", 1), scale("Reach", 2)) == []


def test_with_one_eligible_option_a_weight_still_buys_what_it_buys() -> None:
    case: Any = run(scale("Pace", 1), measure("Cost", 1, "GBP m", 5, 0)).inputs
    few = evaluate(replaced(case, options={"left": case.options["left"]}), brief=True)
    told = asked(Context.of(few, EN))
    assert "Fewer than two options are eligible" in told
    assert "One step of Pace is worth £1m of Cost." in told
