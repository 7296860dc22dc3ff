"""Panels and weights from people, worked by hand, the working beside them."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from appraise import evaluate
from appraise.appraisal import (
    Appraisal,
    Combine,
    CriteriaSet,
    Criterion,
    Gate,
    Judgement,
    Option,
    Panel,
    Requirement,
    Score,
    ScoreSheet,
    ShortlistRule,
    Weighting,
    WeightSheet,
)
from appraise.engine.analysis.panel import camps, panel, result_of
from appraise.engine.evaluation import Evaluation, agreed_evaluation
from appraise.engine.values import cell_values
from appraise.field_models import replaced
from appraise.value_functions import anchors
from appraise.weighting import shares
from appraise.weighting.exchange import exchange
from tests.conftest import appraisal, score

F = Fraction
FIVE = {Decimal(point): "Such" for point in range(6)}
Cells = Mapping[str, Mapping[str, object]]
"""What one member gave, by criterion and option; None says that nobody can know."""

# Weights


def weighed(method: str, *people: Judgement, names: str = "abcde") -> Appraisal:
    """Criteria without scores, weighed by one judgement as agreed or by several people."""
    judged = [WeightSheet(by=f"Person {at}", **dict(each)) for at, each in enumerate(people)]
    weighting = Weighting(method=method, **dict(people[0] if len(people) == 1 else Judgement()))
    if len(people) > 1:
        weighting = replaced(weighting, sheets={f"p{at}": each for at, each in enumerate(judged)})
    count = len(people[0].swings) or sum(map(len, people[0].order))
    criteria = {name: Criterion(name=name, scale=FIVE) for name in names[:count]}
    return replaced(appraisal({"a": 1}, {"one": (0,)}), criteria=criteria, options={}, weighting=weighting)


def swings(**points: object) -> Judgement:
    return Judgement(swings={name: Decimal(str(each)) for name, each in points.items()})


def order(*places: str) -> Judgement:
    """An order of criteria of one letter; those in one word are level."""
    return Judgement(order=tuple(tuple(place) for place in places))


def test_swings_are_shared_out_in_proportion() -> None:
    """100, 80, 50 and 20 are 250 together."""
    assert shares(weighed("swing", swings(a=100, b=80, c=50, d=20))) == {
        "a": F("0.4"),
        "b": F("0.32"),
        "c": F("0.2"),
        "d": F("0.08"),
    }
    assert shares(weighed("swing", swings(a=100, b=0, c="12.5"))) == {"a": F(8, 9), "b": 0, "c": F(1, 9)}


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("rank-order", "3/4 1/4"),
        ("rank-order", "11/18 5/18 1/9"),
        ("rank-order", "25/48 13/48 7/48 1/16"),
        ("rank-order", "137/300 77/300 47/300 9/100 1/25"),
        ("rank-sum", "2/3 1/3"),
        ("rank-sum", "1/2 1/3 1/6"),
        ("rank-sum", "2/5 3/10 1/5 1/10"),
        ("rank-sum", "1/3 4/15 1/5 2/15 1/15"),
    ],
)
def test_weights_of_two_to_five_places(method: str, expected: str) -> None:
    """Rank-order centroid: place r of n has the sum of 1/i from r to n, divided by n (Barron and Barrett 1996). Of
    three: (1 + 1/2 + 1/3) / 3 = 11/18, (1/2 + 1/3) / 3 = 5/18, 1/3 / 3 = 1/9. Rank sum: 2 (n + 1 - r) / (n (n + 1))
    (Stillwell, Seaver and Edwards 1981). Of three: 3/6, 2/6, 1/6."""
    wanted = [Fraction(each) for each in expected.split()]
    assert sum(wanted) == 1
    names = "abcde"[: len(wanted)]
    assert shares(weighed(method, order(*names))) == dict(zip(names, wanted, strict=True))
    assert shares(weighed(method, order(*names[::-1]))) == dict(zip(names[::-1], wanted, strict=True))


@pytest.mark.parametrize(
    ("method", "places", "expected"),
    [
        ("rank-order", ["a", "bc", "d"], {"a": "25/48", "b": "5/24", "c": "5/24", "d": "1/16"}),
        ("rank-sum", ["a", "bc", "d"], {"a": "2/5", "b": "1/4", "c": "1/4", "d": "1/10"}),
        ("rank-order", ["abc"], {"a": "1/3", "b": "1/3", "c": "1/3"}),
        ("rank-sum", ["ab", "cd"], {"a": "7/20", "b": "7/20", "c": "3/20", "d": "3/20"}),
        ("rank-order", ["ab", "c"], {"a": "4/9", "b": "4/9", "c": "1/9"}),
        ("rank-order", ["a"], {"a": "1"}),
    ],
)
def test_level_criteria_take_the_mean_of_the_places_they_share(
    method: str, places: list[str], expected: dict[str, str]
) -> None:
    """Of four the second and third place have (13/48 + 7/48) / 2 = 5/24, and by rank sum (3/10 + 1/5) / 2 = 1/4."""
    assert shares(weighed(method, order(*places))) == {name: Fraction(each) for name, each in expected.items()}


def test_people_count_alike_and_not_by_the_points_they_hand_out() -> None:
    """Ann 100 and 50, Ben 100 and 80, Cat 40 and 100, Dov 100 and 60 for q and r. Their shares of q are 2/3, 5/9, 2/7
    and 5/8; the mean is (336 + 280 + 144 + 315) / 504 / 4 = 1075/2016. Adding up the points would give 34/63."""
    people = [swings(q=100, r=50), swings(q=100, r=80), swings(q=40, r=100), swings(q=100, r=60)]
    case = weighed("swing", *people, names="qr")
    assert shares(case) == {"q": F(1075, 2016), "r": F(941, 2016)}
    assert shares(case, absent="p2") == {"q": F(133, 216), "r": F(83, 216)}
    assert shares(case)["q"] != F(34, 63)


def test_the_mean_of_shares_adds_up_to_1_where_their_median_would_not() -> None:
    """Shares .5 .3 .2, .2 .5 .3 and .3 .2 .5: each has the mean 1/3 and the median .3."""
    people = [swings(a=100, b=60, c=40), swings(a=40, b=100, c=60), swings(a=60, b=40, c=100)]
    assert shares(weighed("swing", *people)) == {"a": F(1, 3), "b": F(1, 3), "c": F(1, 3)}


def test_orders_of_several_people() -> None:
    """Of two criteria the first place has 3/4. Two put a first and one puts b first: (3/4 + 3/4 + 1/4) / 3 = 7/12."""
    case = weighed("rank-order", order("a", "b"), order("a", "b"), order("b", "a"))
    assert shares(case) == {"a": F(7, 12), "b": F(5, 12)}
    assert shares(case, absent="p2") == {"a": F(3, 4), "b": F(1, 4)}
    assert shares(replaced(case, weighting=replaced(case.weighting, method="rank-sum")))["a"] == F(5, 9)


def test_agreed_swings_beside_sheets_win_whole_and_nobodys_absence_moves_them() -> None:
    case = weighed("swing", swings(a=100, b=50), swings(a=50, b=100))
    agreed = replaced(case.weighting, swings={"a": Decimal(100), "b": Decimal(0)})
    for absent in (None, "p0", "p1"):
        assert shares(replaced(case, weighting=agreed), absent=absent) == {"a": 1, "b": 0}


def test_without_the_only_sheet_of_weights_it_stays() -> None:
    case = weighed("swing", swings(a=100, b=50), swings(a=50, b=100))
    only = replaced(case.weighting, sheets={"p0": case.weighting.sheets["p0"]})
    assert shares(replaced(case, weighting=only), absent="p0") == {"a": F(2, 3), "b": F(1, 3)}


def test_the_rank_order_of_the_same_order_can_give_another_shortlist() -> None:
    """Weights 51 and 49: a has 51, b 49, c .51 x 40 + .49 x 70 = 54.7 and leads. Rank-order centroid weights of two are
    3/4 and 1/4: a 75, b 25, c 30 + 17.5 = 47.5. With equal weights a and b have 50, c 55."""
    scores: dict[str, tuple[object, ...]] = {"a": (100, 0), "b": (0, 100), "c": (40, 70)}
    found = evaluate(appraisal({"x": 51, "y": 49}, scores, ShortlistRule(top=1)), brief=True)
    sensitivity = found.analyses.sensitivity
    assert sensitivity is not None
    assert sensitivity.rank_order is not None
    assert found.shortlist.options == sensitivity.equal.shortlist == ("c",)
    assert sensitivity.rank_order.shortlist == sensitivity.rank_order.leaders == ("a",)
    level = evaluate(appraisal({"x": 50, "y": 50}, scores, ShortlistRule(top=1)), brief=True).analyses.sensitivity
    assert level is not None
    assert level.rank_order == level.equal


# Scores

ANN: Cells = {"q": {"a": 4, "b": 3, "c": 2}, "r": {"a": 2, "b": 4, "c": 3}}
BEN: Cells = {"q": {"a": 4, "b": 2, "c": 3}, "r": {"a": 3, "b": 4}}
CAT: Cells = {"q": {"a": 1, "b": 5, "c": 3}, "r": {"a": 2, "b": 3, "c": 5}}
DOV: Cells = {"q": {"a": 5, "b": 2, "c": 3}, "r": {"b": 4, "c": 2}}
FOUR: Mapping[str, Cells] = {"ann": ANN, "ben": BEN, "cat": CAT, "dov": DOV}
SAID = {
    "ann": swings(q=100, r=50),
    "ben": swings(q=100, r=80),
    "cat": swings(q=40, r=100),
    "dov": swings(q=100, r=60),
}
MEDIAN: Mapping[str, Combine] = {"combine": "median"}


def sheet(member: str, cells: Cells) -> ScoreSheet:
    given = {name: {option: score(each) for option, each in row.items()} for name, row in cells.items()}
    return ScoreSheet(by=member.title(), scores=given)


def meeting(
    combine: Combine,
    sheets: Mapping[str, Cells] = FOUR,
    agreed: Mapping[str, Mapping[str, Score]] | None = None,
    said: Mapping[str, Judgement] | None = None,
    top: int = 1,
) -> Appraisal:
    """Three options by q, 60%, and r, 40%, on scales of 0 to 5, scored by members; or by weights that they gave."""
    weights = {"q": Decimal(60), "r": Decimal(40)}
    weighting = Weighting()
    if said:
        people = {member: WeightSheet(by=member.title(), **dict(each)) for member, each in said.items()}
        weighting = Weighting(method="swing", sheets=people)
    return Appraisal(
        files=(),
        title="Panel",
        criteria_set=CriteriaSet(title="Panel"),
        criteria={name: Criterion(name=name, weight=None if said else weights[name], scale=FIVE) for name in weights},
        weighting=weighting,
        options={name: Option(name=name.upper(), scores=(agreed or {}).get(name, {})) for name in "abc"},
        shortlist_rule=ShortlistRule(top=top),
        panel=Panel(combine=combine, sheets={member: sheet(member, cells) for member, cells in sheets.items()}),
    )


def totals(found: Evaluation) -> list[Fraction]:
    assert all(total.low == total.high for total in found.totals.values())
    return [total.low for total in found.totals.values()]


def test_means_with_abstentions() -> None:
    """a on q is (4 + 4 + 1 + 5) / 4 = 7/2, on r, which Dov leaves out, (2 + 3 + 2) / 3 = 7/3. A point of q is worth
    60 / 5 = 12 and one of r 8: 42 + 56/3 = 182/3 for a; 36 + 30 = 66 for b; 33 + 80/3 = 179/3 for c."""
    case = meeting("mean")
    table = cell_values(case, {})
    assert [table[option]["q"].score for option in "abc"] == [F(7, 2), 3, F(11, 4)]
    assert [table[option]["r"].score for option in "abc"] == [F(7, 3), F(15, 4), F(10, 3)]
    found = agreed_evaluation(case)
    assert totals(found) == [F(182, 3), 66, F(179, 3)]
    assert result_of(found).leaders == ("b",)
    run = evaluate(case, brief=True)
    assert run.options["a"].cells["r"].score == Decimal("2.333333")
    assert run.options["a"].cells["r"].range == (2, 3)
    assert run.options["a"].total == Decimal("60.666667")


def test_medians_with_abstentions() -> None:
    """a on q: 1, 4, 4, 5, the mean of the middle two is 4; on r 2, 2, 3: 2. b on q: 2, 2, 3, 5: 5/2. c on r: 2, 3, 5.
    a has 48 + 16 = 64, b 30 + 32 = 62, c 36 + 24 = 60. So mean and median name different leaders."""
    case = meeting("median")
    table = cell_values(case, {})
    assert [table[option]["q"].score for option in "abc"] == [4, F(5, 2), 3]
    assert [table[option]["r"].score for option in "abc"] == [2, 4, 3]
    found = agreed_evaluation(case)
    assert totals(found) == [64, 62, 60]
    assert result_of(found).leaders == ("a",)


@pytest.mark.parametrize(
    ("combine", "member", "expected", "leaders"),
    [
        ("mean", "ann", "60 196/3 64", "b"),
        ("mean", "ben", "56 208/3 176/3", "b"),
        ("mean", "cat", "72 60 52", "a"),
        ("mean", "dov", "164/3 208/3 64", "b"),
        ("median", "ann", "68 56 64", "a"),
        ("median", "ben", "64 68 60", "b"),
        ("median", "cat", "68 56 56", "a"),
        ("median", "dov", "64 68 68", "bc"),
    ],
)
def test_without_each_member(combine: Combine, member: str, expected: str, leaders: str) -> None:
    """With the mean, without Cat, a on q is (4 + 4 + 5) / 3 = 13/3 and on r (2 + 3) / 2: 52 + 20 = 72. With the median,
    without Dov, b on q is 3 and on r 4, 36 + 32 = 68, and c 3 and (3 + 5) / 2 = 4, 36 + 32 = 68: level."""
    case = meeting(combine)
    assert totals(agreed_evaluation(case, member)) == [Fraction(each) for each in expected.split()]
    found = panel(agreed_evaluation(case))
    assert found is not None
    absence = found.without[member]
    assert absence.result.leaders == absence.result.shortlist == tuple(leaders)
    today = "b" if combine == "mean" else "a"
    assert (absence.shortlist, absence.leaders) == (leaders != today, leaders != today)
    assert absence.weights_stay
    assert absence.before_moderation is None


def test_scores_and_weights_of_members() -> None:
    """The shares 1075/2016 and 941/2016 over means of 7/2 and 7/3 are (1075 x 70 + 941 x 140/3) / 2016 = 25535/432 for
    a. An absence takes both sheets: without Cat the shares are 133/216 and 83/216, and a on q and r 13/3 and 5/2."""
    case = meeting("mean", said=SAID)
    found = agreed_evaluation(case)
    assert totals(found) == [F(25535, 432), F(45025, 672), F(52225, 864)]
    assert totals(agreed_evaluation(case, "cat")) == [F(23515, 324), F(9635, 162), F(16865, 324)]
    absences = panel(found)
    assert absences is not None
    assert not absences.without["cat"].weights_stay
    assert absences.without["cat"].result.leaders == ("a",)


def test_an_absence_that_takes_scores_alone_would_say_something_else() -> None:
    """Ann, Ben and Cat weigh 100 and 60, Dov 100 and 20: q (3 x 5/8 + 5/6) / 4 = 65/96, r 31/96. Means, times 20: q 60,
    85, 45 and r 35, 80, 90, so a (3900 + 1085) / 96 = 4985/96, b 8005/96, c 5715/96 = 1905/32: b and c.
    Without Dov q is 220/3, 280/3, 160/3 and r 140/3, 220/3, 260/3. By the same weights a has 18640/288 = 64.7 and c
    18460/288 = 64.1, and a would be second. By those of the other three, 5/8 and 3/8, a has 190/3 = 63.3 and c
    395/6 = 65.8: the two stay, so Dov does not decide alone. Without Ben, a does come second."""
    scores: Mapping[str, Cells] = {
        "ann": {"q": {"a": 5, "b": 5, "c": 0}, "r": {"a": 3, "b": 3, "c": 3}},
        "ben": {"q": {"a": 1, "b": 4, "c": 5}, "r": {"a": 2, "b": 3, "c": 5}},
        "cat": {"q": {"a": 5, "b": 5, "c": 3}, "r": {"a": 2, "b": 5, "c": 5}},
        "dov": {"q": {"a": 1, "b": 3, "c": 1}, "r": {"a": 0, "b": 5, "c": 5}},
    }
    same = swings(q=100, r=60)
    said = {"ann": same, "ben": same, "cat": same, "dov": swings(q=100, r=20)}
    case = meeting("mean", scores, said=said, top=2)
    found = agreed_evaluation(case)
    assert found.shares == {"q": F(65, 96), "r": F(31, 96)}
    assert totals(found) == [F(4985, 96), F(8005, 96), F(1905, 32)]
    alone = replaced(case, weighting=Weighting(), criteria=weights_of(case, 65, 31))
    assert totals(agreed_evaluation(alone, "dov")) == [F(1165, 18), F(695, 8), F(4615, 72)]
    assert totals(agreed_evaluation(case, "dov")) == [F(190, 3), F(515, 6), F(395, 6)]
    absences = panel(found)
    assert absences is not None
    assert {member: absence.shortlist for member, absence in absences.without.items()} == {
        "ann": False,
        "ben": True,
        "cat": False,
        "dov": False,
    }
    assert absences.without["ben"].result.shortlist == ("b", "a")


def weights_of(case: Appraisal, q: int, r: int) -> dict[str, Criterion]:
    points = {"q": Decimal(q), "r": Decimal(r)}
    return {name: replaced(criterion, weight=points[name]) for name, criterion in case.criteria.items()}


def test_what_each_members_own_sheet_comes_to() -> None:
    """Ann: a 48 + 16 = 64, b 36 + 32 = 68, c 24 + 24 = 48. Ben left c on r to the others, whose figure is the panel's
    mean 10/3: 36 + 80/3 = 188/3; a 72, b 56. Cat: 28, 84, 76. Dov left a on r to them, 7/3: 60 + 56/3 = 236/3; b 56,
    c 52. Weights are the agreed ones, as nobody gave any."""
    found = panel(agreed_evaluation(meeting("mean")))
    assert found is not None
    comes = {member: [*own.totals.values()] for member, own in found.own.items()}
    assert comes == {
        "ann": [64, 68, 48],
        "ben": [72, 56, Decimal("62.666667")],
        "cat": [28, 84, 76],
        "dov": [Decimal("78.666667"), 56, 52],
    }
    assert {member: own.result.leaders for member, own in found.own.items()} == {
        "ann": ("b",),
        "ben": ("a",),
        "cat": ("b",),
        "dov": ("a",),
    }
    assert [own.abstained for own in found.own.values()] == [0, 1, 0, 1]
    assert all(own.shares == {} for own in found.own.values())


def test_a_members_own_weights_go_with_the_own_scores() -> None:
    """Cat weighs 2/7 and 5/7 and gave a 1 and 2: 20 x 2/7 + 40 x 5/7 = 240/7; b (200 + 300) / 7; c (120 + 500) / 7. By
    weights alone, as Eve gave no scores, the panel's means count: (70 x 1 + 140/3 x 0) for a."""
    case = meeting("mean", said=SAID | {"eve": swings(q=100, r=0)})
    found = panel(agreed_evaluation(case))
    assert found is not None
    cat, eve = found.own["cat"], found.own["eve"]
    assert [*cat.totals.values()] == [Decimal("34.285714"), Decimal("71.428571"), Decimal("88.571429")]
    assert cat.shares == {"q": Decimal("0.285714"), "r": Decimal("0.714286")}
    assert [*eve.totals.values()] == [70, 60, 55]
    assert (cat.abstained, eve.abstained) == (0, 0)
    assert {*found.without} == {"ann", "ben", "cat", "dov", "eve"}


def test_a_moderated_cell_counts_as_agreed_and_its_range_is_the_one_it_writes() -> None:
    """On q the panel agreed on 2 for a in place of the median 4: 24 + 16 = 40, so b leads with 62. The record keeps the
    4. Without Dov the 2 stays, a on r still has 2, and b and c have 68. Before moderation a led with 64."""
    agreed = {"a": {"q": Score(Decimal(2), reason="Two sites")}}
    case = meeting("median", agreed=agreed)
    found = agreed_evaluation(case)
    assert totals(found) == [40, 62, 60]
    cell = found.table["a"]["q"].cell
    assert (cell.from_, cell.score, cell.combined, cell.range, cell.reason) == ("sheet", 2, 4, None, "Two sites")
    assert totals(agreed_evaluation(case, "dov")) == [40, 68, 68]
    assert totals(agreed_evaluation(case, "dov", moderated=False)) == [64, 68, 68]
    results = panel(found)
    assert results is not None
    assert results.before_moderation is not None
    assert results.before_moderation.leaders == ("a",)
    without = results.without["dov"]
    assert without.result.leaders == ("b", "c")
    assert without.before_moderation is not None
    assert without.before_moderation.leaders == ("b", "c")
    assert ("q", "a") not in {(each.criterion, each.option) for each in results.cells}


def test_a_moderated_cell_that_one_member_alone_scored_stays_without_this_member() -> None:
    """Only Cat scored c on r; the panel agreed on 4. Without her it is 4, and before moderation unknown."""
    alone = {member: {**cells, "r": {"a": 1, "b": 1}} for member, cells in FOUR.items()}
    alone["cat"] = {**CAT, "r": {"a": 1, "b": 1, "c": 5}}
    case = meeting("mean", alone, {"c": {"r": Score(Decimal(4), reason="Agreed")}})
    assert agreed_evaluation(case).table["c"]["r"].cell.combined == 5
    without = agreed_evaluation(case, "cat").table["c"]["r"]
    assert (without.score, without.cell.from_, without.cell.combined) == (4, "sheet", None)
    before = agreed_evaluation(case, "cat", moderated=False).table["c"]["r"]
    assert (before.low, before.high) == (0, 100)


@pytest.mark.parametrize(
    ("given", "expected", "span"),
    [
        ([2, 2, 2], 2, None),
        ([2, None, 5], F(7, 2), (2, 5)),
        ([None, None], "unknown", None),
        ([None, (None, 1, 3)], "unknown", None),
        ([(None, 1, 3), (None, 2, 4)], "unknown", (1, 4)),
        ([(None, 3, 3), (None, 3, 3)], "unknown", (3, 3)),
        ([(None, 1, 3), 2], 2, (1, 3)),
        ([(3, 2, 5), (3, 3, 4)], 3, (2, 5)),
        ([(3, 3, 3), 3], 3, None),
        ([(4, 2, 5)], 4, (2, 5)),
    ],
)
def test_what_is_given_for_one_cell(given: list[object], expected: object, span: object) -> None:
    """Lowest and highest are of the scores and the ranges given. Unknown is a statement and no number; where nobody
    gives a number the cell is unknown over the ranges, if all who spoke gave one, else over the whole scale."""
    sheets: dict[str, Cells] = {f"m{at}": {"q": {"a": each}} for at, each in enumerate(given)}
    found = cell_values(meeting("median", sheets), {})["a"]["q"]
    assert (found.score, found.cell.range) == (expected, span)
    if expected == "unknown":
        low, high = span if isinstance(span, tuple) else (0, 5)
        assert (found.low, found.high) == (low * 20, high * 20)


def test_nobody_scored_it() -> None:
    """Left out by all it is unknown over the whole scale; what the agreed sheet says of it counts as it always did."""
    case = meeting("median", {"ann": {"q": {"b": 3}}}, {"c": {"q": Score(Decimal(1))}})
    table = cell_values(case, {})
    assert (table["a"]["q"].low, table["a"]["q"].high, table["a"]["q"].cell.from_) == (0, 100, "panel")
    assert (table["b"]["q"].low, table["b"]["q"].cell.from_) == (60, "panel")
    cell = table["c"]["q"].cell
    assert (cell.value, cell.from_, cell.combined) == (20, "sheet", None)


# Cells to look at


def test_cells_that_could_change_the_shortlist() -> None:
    """With the median a has 64, b 62 and c 60, and one goes forward. A point of q is worth 12 and one of r 8.
    a on q, 4, was given 1 to 5: at 1 it has 28 and is behind. b on q, 5/2, was given 2 to 5: at 5 it has 92. c on r, 3,
    was given 2 to 5: at 5 it has 76. The others change nothing: a on r, 2, up to 3 gives a more; b on r, 4, down to 3
    gives b less; c on q, 3, down to 2 gives c less. Points are 12 x 4, 12 x 3 and 8 x 3; then 12, 8 and 8."""
    found = panel(agreed_evaluation(meeting("median")))
    assert found is not None
    assert [(each.criterion, each.option, each.could_change, each.points) for each in found.cells] == [
        ("q", "a", True, 48),
        ("q", "b", True, 36),
        ("r", "c", True, 24),
        ("q", "c", False, 12),
        ("r", "a", False, 8),
        ("r", "b", False, 8),
    ]
    assert [each.abstained for each in found.cells] == [(), (), ("ben",), (), ("dov",), ()]
    assert all(each.camps == () for each in found.cells)


def test_a_gate_between_the_scores_given_can_change_the_shortlist() -> None:
    """A gate that asks for 3 on r excludes a at today's 2, and lets it in at 3, which Ben gave. One that asks for 4
    does not."""
    for asked, could in ((3, True), (4, False)):
        gate = Gate(name="Gate", requires=Requirement(None, "r", "at-least", Decimal(asked)))
        sheets: Mapping[str, Cells] = {
            member: {**cells, "r": {"a": cells["r"].get("a", 2), "b": 4, "c": 4}} for member, cells in FOUR.items()
        }
        found = panel(agreed_evaluation(replaced(meeting("median", sheets), gates={"g": gate})))
        assert found is not None
        assert {each.could_change for each in found.cells if (each.criterion, each.option) == ("r", "a")} == {could}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([1, 1, 5, 5], ("ab", "cd")),
        ([1, 1, 5], ()),
        ([0, 5], ()),
        ([1, 1, 3, 3], ("ab", "cd")),
        ([2, 2, 3, 3], ()),
        ([5, 1, 5, 1, 1], ("bde", "ac")),
        ([0, 0, 5, 3, 5, 3], ("ab", "cdef")),
        ([0, 0, 2, 2, 4, 4], ("ab", "cdef")),
    ],
)
def test_two_camps(given: list[int], expected: tuple[str, ...]) -> None:
    """Two on each side of a gap of 40 points of value: 1, 1, 5, 5 of 0 to 5, but not 1, 1, 5, which is one voice, nor
    two people at all. Two steps are 40. Of several gaps the widest counts, 0 to 3 before 3 to 5, and of equal ones the
    lowest."""
    points = anchors(Criterion(name="Q", scale=FIVE))
    scores = {member: Score(Decimal(each)) for member, each in zip("abcdef", given, strict=False)}
    assert tuple("".join(camp) for camp in camps(scores, points)) == expected


def test_two_camps_whatever_is_combined_of_them() -> None:
    """With an odd count the median is somebody's own score and may lie in one camp, so both ways are told alike."""
    sheets: dict[str, Cells] = {name: {"q": {"a": each}} for name, each in zip("vwxyz", [1, 5, 1, 5, 5], strict=True)}
    ways: list[Combine] = ["median", "mean"]
    for combine in ways:
        found = panel(agreed_evaluation(meeting(combine, sheets)))
        assert found is not None
        assert [each.camps for each in found.cells] == [(("v", "x"), ("w", "y", "z"))]


# What a weight buys


def bought(criteria: Mapping[str, Criterion]) -> Mapping[str, Mapping[str, Fraction]]:
    return exchange(replaced(appraisal({"a": 1}, {}), criteria=criteria))


def test_a_step_of_independence_is_worth_1_2_million_of_set_up_cost() -> None:
    """Independence weighs 20, set-up cost 15 from £5.0m to £0.5m. A step of five is 20 points of value, worth 20% of
    them, 4 points of a total. Of set-up cost that takes 4 / 15 of its range of £4.5m: £1.2m. Its whole swing of 15
    points is worth 15/20 of five steps, 3.75."""
    independence = Criterion(name="Independence", weight=Decimal(20), scale=FIVE)
    set_up = Criterion(name="Set-up", weight=Decimal(15), unit="GBP m", worst=Decimal(5), best=Decimal("0.5"))
    found = bought({"independence": independence, "set-up": set_up})
    assert found == {"independence": {"set-up": F(6, 5)}, "set-up": {"independence": F(15, 4)}}


def test_a_step_of_quality_in_running_and_in_set_up_cost() -> None:
    """Quality weighs 90, running cost 100 over £1.1m a year, set-up cost 30 over £0.9m. A step of five is worth a fifth
    of 90: 18/100 of £1.1m is £198,000 a year, 18/30 of £0.9m is £540,000."""
    quality = Criterion(name="Quality", weight=Decimal(90), scale=FIVE)
    running = Criterion(
        name="Running", weight=Decimal(100), unit="GBP", worst=Decimal(5_900_000), best=Decimal(4_800_000)
    )
    set_up = Criterion(name="Set-up", weight=Decimal(30), unit="GBP", worst=Decimal(900_000), best=Decimal(0))
    found = bought({"quality": quality, "running": running, "set-up": set_up})
    assert found["quality"] == {"running": 198_000, "set-up": 540_000}


def test_with_a_value_function_only_whole_swings_can_be_told() -> None:
    """20 against 15 is 4/3 of the other's swing, whichever of the two has values of its own."""
    curved = {Decimal(0): Decimal(0), Decimal(1): Decimal(80), Decimal(5): Decimal(100)}
    one = Criterion(name="One", weight=Decimal(20), unit="points", values=curved)
    other = Criterion(name="Other", weight=Decimal(15), scale=FIVE)
    found = bought({"one": one, "other": other})
    assert found == {"one": {"other": F(4, 3)}, "other": {"one": F(3, 4)}}


def test_what_weighs_nothing_buys_nothing_and_costs_nothing() -> None:
    scaled = {
        name: Criterion(name=name, weight=Decimal(each), scale=FIVE)
        for name, each in zip("abc", (2, 0, 1), strict=True)
    }
    assert bought(scaled) == {"a": {"c": 2}, "c": {"a": F(1, 2)}}
