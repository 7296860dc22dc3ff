"""Figure 2. p and q weigh half each; a has 80 and 40, b 60 and 50, c 20 and 20: a has 60, b 55, c 20 points.

With a share w of p, a has 40 + 40w and b 50 + 10w: level at w = 1/3. So a is first from a third on, for q up to two
thirds. The two stay the shortlist of two whatever the weights.
"""

from decimal import Decimal

import pytest

from appraise import evaluate
from appraise.appraisal import Group, ShortlistRule
from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.criteria_tree import tree
from appraise.publish.document import Drawing, Sign
from appraise.publish.figures import weight_limits
from tests.conftest import appraisal
from tests.publish.conftest import EN

Scores = dict[str, tuple[object, ...]]
SCORES: Scores = {"a": (80, 40), "b": (60, 50), "c": (20, 20)}


def context(scores: Scores = SCORES, top: int = 2, **weights: object) -> Context:
    return Context.of(evaluate(appraisal(weights or {"p": 50, "q": 50}, scores, ShortlistRule(top=top))), EN)


def drawn(given: Context, name: str) -> Drawing:
    return weight_limits.drawing(given, next(node for node in tree(given) if node.id == name))


def lanes(given: Context, name: str) -> list[tuple[str, str, str]]:
    """From where, how wide and in which colour; the ground first of all is left out."""
    boxes = [shape for shape in drawn(given, name).shapes if shape.kind == "box"]
    return [(str(box.left), str(box.width), box.fill) for box in boxes[1:]]


def test_the_upper_lane_keeps_the_shortlist_and_the_lower_the_leader() -> None:
    assert lanes(context(), "p") == [("0", "100", "#12436d"), ("33.33", "66.67", "#cfe1f1")]
    assert lanes(context(), "q") == [("0", "100", "#12436d"), ("0", "66.67", "#cfe1f1")]


def test_lanes_do_not_touch() -> None:
    upper, lower = [shape for shape in drawn(context(), "p").shapes if shape.kind == "box"][1:]
    half = Decimal("0.5")
    assert (upper.top - half, upper.top + upper.height + half) == (1, 8)
    assert (lower.top - half, lower.top + lower.height + half) == (9, 16)


def test_todays_weight_is_upright_over_both_lanes_with_a_halo() -> None:
    given = context(p=1, q=3)
    halo, line = [shape for shape in drawn(given, "q").shapes if shape.kind == "stroke"]
    assert (str(line.left), line.left, line.width, line.colour) == ("75", line.right, 3, "#0b0c0c")
    assert (halo.left, halo.width, halo.colour) == (line.left, 6, "#ffffff")
    assert (line.top, line.bottom) == (0, 17)


def test_where_the_rule_takes_every_eligible_option_there_is_one_lane() -> None:
    given = context(top=3)
    assert weight_limits.lanes(given) == ("leader",)
    assert lanes(given, "p") == [("33.33", "66.67", "#cfe1f1")]
    assert [sign.kind for sign in weight_limits.key(given)] == ["lane", "upright"]


def test_with_the_shortlist_open_or_no_leader_there_is_the_other_lane_or_none() -> None:
    """b may have 50 to 100 in all: it may come first, and c may not; then of a top one nothing is known."""
    unknown: Scores = {"a": (80, 40), "b": (100, None), "c": (20, 20)}
    assert weight_limits.lanes(context(unknown)) == ("shortlist",)
    assert weight_limits.lanes(context(unknown, top=1)) == ()
    assert lanes(context(unknown, top=1), "p") == []
    assert weight_limits.key(context(unknown, top=1)) == (Sign("upright", "Weight now"),)


def test_the_key_names_the_leader() -> None:
    assert weight_limits.key(context()) == (
        Sign("dark", "Same shortlist"),
        Sign("lane", "a first"),
        Sign("upright", "Weight now"),
    )


def test_a_weight_that_cannot_move_has_no_lane() -> None:
    """All of the weight is p's; and the group of all criteria has all of it."""
    alone = context(p=1, q=0)
    assert lanes(alone, "p") == []
    case = appraisal({"p": 50, "q": 50}, SCORES, ShortlistRule(top=2))
    grouped = {name: replaced(criterion, group="all") for name, criterion in case.criteria.items()}
    given = Context.of(evaluate(replaced(case, groups={"all": Group(name="All")}, criteria=grouped)), EN)
    assert lanes(given, "all") == []
    assert lanes(given, "p") == lanes(context(), "p")


@pytest.mark.parametrize("name", ["p", "q"])
def test_todays_weight_lies_in_every_lane(name: str) -> None:
    given = context(p=2, q=3)
    now = given.run.shares[name] * 100
    for left, width, _ in lanes(given, name):
        assert Decimal(left) <= now <= Decimal(left) + Decimal(width)


def test_the_axis_is_whole() -> None:
    marks = [shape for shape in weight_limits.axis(context()).shapes if shape.kind == "mark"]
    assert [(str(mark.at), mark.text) for mark in marks] == [
        ("0", "0%"),
        ("25", "25%"),
        ("50", "50%"),
        ("75", "75%"),
        ("100", "100%"),
    ]
