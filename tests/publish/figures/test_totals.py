"""Figure 1 by the figures of the run made by hand: Alpha 56 and 30, Beta 44 and 20, Gamma 24 and ?, Delta 20 and 40."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraise import evaluate
from appraise.appraisal import Criterion, ShortlistRule
from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.document import Box, Drawing, Sign, Stroke
from appraise.publish.figures import totals
from appraise.run import Run
from tests.conftest import appraisal
from tests.publish.conftest import EN, having, turned, ungated

Place = tuple[str, str]


def drawn(run: Run, option: str) -> Drawing:
    return totals.drawing(Context.of(run, EN), option)


def bars(drawing: Drawing) -> list[Box]:
    """The boxes on the ground, which comes first and is as wide as the page."""
    ground, *rest = (shape for shape in drawing.shapes if shape.kind == "box")
    assert (ground.left, ground.width, ground.height) == (0, 100, 15)
    return rest


def segments(run: Run, option: str) -> list[tuple[str, str, str]]:
    """From where, how wide, and what stands in it."""
    return [(str(box.left), str(box.width), box.label) for box in bars(drawn(run, option))]


def strokes(drawing: Drawing) -> list[Stroke]:
    return [shape for shape in drawing.shapes if shape.kind == "stroke"]


def test_segments_are_the_groups_in_file_order_with_their_points(run: Run) -> None:
    assert segments(run, "alpha") == [("0", "56", "56"), ("56", "30", "30")]
    assert segments(run, "beta") == [("0", "44", "44"), ("44", "20", "20")]


def test_what_is_not_known_comes_last_whatever_its_group(run: Run) -> None:
    """Gamma's pace is not known, in the first group; its cost comes to nothing and is not drawn."""
    assert segments(run, "gamma") == [("0", "24", "24"), ("24", "20", "?")]
    known, unknown = bars(drawn(run, "gamma"))
    assert (known.dashed, unknown.dashed, unknown.fill) == (False, True, "#ffffff")


def test_an_excluded_option_is_grey(run: Run) -> None:
    assert [box.fill for box in bars(drawn(run, "delta"))] == ["#6b7276", "#b8bdc0"]
    assert [box.fill for box in bars(drawn(run, "alpha"))] == ["#12436d", "#7fb0d8"]


@pytest.mark.parametrize(
    ("points", "label"),
    [("4.99", ""), ("5", "5"), ("8.99", "9"), ("9.49", "9"), ("9.5", "10"), ("100", "100")],
)
def test_points_stand_inside_where_they_fit(points: str, label: str) -> None:
    """One digit from 5% on; 9.5 is "10", which needs 9%; three digits fill the page."""
    value = Decimal(points)
    run = evaluate(
        appraisal({"p": value, "q": 100 - value}, {"a": (100, 0)} if value < 100 else {"a": (100, 100)}), brief=True
    )
    assert segments(run, "a") == [("0", points, label)]


def test_the_recorded_ranges_are_a_line_with_ends_below_the_bar(run: Run) -> None:
    """Beta has 64, from 56 to 72."""
    beta = drawn(run, "beta")
    assert [tuple(map(str, stroke[:4])) for stroke in strokes(beta)] == [
        ("56", "72", "19", "19"),
        ("56", "56", "16", "22"),
        ("72", "72", "16", "22"),
    ]
    assert beta.height == 23
    assert not strokes(drawn(run, "alpha"))
    assert drawn(run, "alpha").height == 15


def test_a_range_that_is_no_more_than_what_is_not_known_is_drawn_once(run: Run) -> None:
    """Gamma: 24 to 44 either way."""
    assert not strokes(drawn(run, "gamma"))


AT_LEAST = ShortlistRule(at_least=Decimal("62.5"))
WITHIN = ShortlistRule(within=Decimal(25))
WITHIN_ALL = ShortlistRule(within=Decimal(90))


@pytest.mark.parametrize(
    ("rule", "at"), [(AT_LEAST, "62.5"), (WITHIN, "61"), (WITHIN_ALL, None), (ShortlistRule(top=2), None)]
)
def test_a_threshold_is_a_dashed_line_at_its_total(run: Run, rule: ShortlistRule, at: str | None) -> None:
    """25 points from Alpha's 86 is 61; 90 points from it is no total."""
    run = having(run, shortlist_rule=rule)
    lines = [stroke for stroke in strokes(drawn(run, "alpha")) if stroke.dashed]
    assert [str(stroke.left) for stroke in lines] == ([at] if at else [])
    assert all((stroke.left, stroke.top, stroke.bottom) == (stroke.right, 0, 15) for stroke in lines)
    assert ("dashes" in [sign.kind for sign in totals.key(Context.of(run, EN))]) == (at is not None)
    assert not [stroke for stroke in strokes(drawn(run, "delta")) if stroke.dashed]


def test_no_line_within_a_distance_of_a_total_that_is_not_known(run: Run) -> None:
    """Gamma may have 90 and be first."""
    run = turned(having(run, shortlist_rule=WITHIN), "gamma", low_high=(Decimal(24), Decimal(90)))
    assert not [stroke for stroke in strokes(drawn(run, "alpha")) if stroke.dashed]


def test_the_key_says_what_occurs(run: Run) -> None:
    assert totals.key(Context.of(run, EN)) == (
        Sign("dark", "Strategy"),
        Sign("mid", "Set-up cost"),
        Sign("open", "Not known"),
        Sign("range", "Within the recorded ranges"),
    )
    settled = turned(run, "gamma", total=Decimal(24), low_high=None, total_range=None)
    assert totals.key(Context.of(turned(settled, "beta", total_range=None), EN)) == (
        Sign("dark", "Strategy"),
        Sign("mid", "Set-up cost"),
    )


def test_the_key_leaves_out_a_group_that_adds_nothing(run: Run) -> None:
    run = evaluate(appraisal({"p": 50, "q": 50}, {"a": (100, 0), "b": (50, 0)}), brief=True)
    assert totals.key(Context.of(run, EN)) == (Sign("dark", "p"),)


def test_with_every_option_excluded_the_key_is_grey(run: Run) -> None:
    for option in run.options:
        run = turned(run, option, outcome="excluded")
    assert [sign.kind for sign in totals.key(Context.of(run, EN))] == ["grey-dark", "grey-mid", "open", "range"]


def test_with_more_than_three_groups_the_bar_is_plain(run: Run) -> None:
    flat = {name: replaced(criterion, group=None) for name, criterion in run.inputs.criteria.items()}
    three = having(run, criteria=flat, groups={})
    assert segments(three, "alpha") == [("0", "40", "40"), ("40", "16", "16"), ("56", "30", "30")]
    four = evaluate(appraisal(dict.fromkeys("pqrs", 25), {"a": (80, 80, 80, 80)}), brief=True)
    assert segments(four, "a") == [("0", "80", "")]
    assert totals.key(Context.of(four, EN)) == ()


def test_a_single_group_is_a_plain_bar(run: Run) -> None:
    single = evaluate(appraisal({"p": 1}, {"a": (80,)}), brief=True)
    assert segments(single, "a") == [("0", "80", "")]
    assert totals.key(Context.of(single, EN)) == ()


@given(
    st.lists(st.integers(1, 97), min_size=1, max_size=5),
    st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=5, max_size=5),
)
def test_the_widths_come_to_the_total_and_nothing_overlaps(weights: list[int], scores: list[int | None]) -> None:
    """Also where shares are rounded: the bar ends at the total of the record."""
    names = {f"c{at}": weight for at, weight in enumerate(weights)}
    run = evaluate(appraisal(names, {"a": tuple(scores[: len(weights)])}), brief=True)
    low, high = (end.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP") for end in Context.of(run, EN).totals["a"])
    boxes = bars(drawn(run, "a"))
    assert sum((box.width for box in boxes if not box.dashed), Decimal(0)) == low
    assert sum((box.width for box in boxes), Decimal(0)) == high
    at = Decimal(0)
    for box in boxes:
        assert box.left == at
        assert box.width > 0
        at += box.width


def test_the_axis_is_whole() -> None:
    marks = [shape for shape in totals.axis().shapes if shape.kind == "mark"]
    assert [(str(mark.at), mark.text, mark.anchor) for mark in marks] == [
        ("0", "0", "start"),
        ("25", "25", "middle"),
        ("50", "50", "middle"),
        ("75", "75", "middle"),
        ("100", "100", "end"),
    ]


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("shades", [totals.SHADES, totals.GREYS])
def test_text_on_every_fill_can_be_read_and_fills_differ_in_grey(shades: tuple[tuple[str, str], ...]) -> None:
    """4.5 to 1, as WCAG 2.2 asks of small text; and a step of 1.6 to 1 from each shade to the next."""
    assert all(contrast(fill, ink) >= 4.5 for fill, ink in shades)
    fills = [fill for fill, _ in shades]
    assert all(contrast(*pair) >= 1.6 for pair in pairwise(fills))


def test_every_label_has_an_ink_that_can_be_read_on_it(run: Run) -> None:
    for option in run.options:
        for box in bars(drawn(ungated(run), option)) + bars(drawn(run, option)):
            assert not box.label or contrast(box.fill, box.ink) >= 4.5


def test_a_criterion_of_a_measure_is_a_segment_of_its_own_name() -> None:
    case = appraisal({"p": 60, "cost": 40}, {"a": (50, 50)})
    cost = Criterion(name="Cost a year", weight=Decimal(40), unit="GBP m", worst=Decimal(100), best=Decimal(0))
    run = evaluate(replaced(case, criteria={**case.criteria, "cost": cost}), brief=True)
    assert [sign.text for sign in totals.key(Context.of(run, EN))] == ["p", "Cost a year"]
