"""How far a share, the weights or a score have to move: worked by hand, and against evaluating anew."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from random import Random

import pytest
from scipy.optimize import linprog

from appraise.analyses import AlternativeResult, Sensitivity, Shift
from appraise.appraisal import Appraisal, Criterion, Group, Score, ShortlistRule
from appraise.engine.analysis.sensitivity import sensitivity
from appraise.engine.evaluation import Evaluation, agreed_evaluation
from appraise.engine.shortlist import apply_rule
from appraise.engine.totals import Total, totals
from appraise.field_models import replaced
from appraise.numbers import rounded
from appraise.value_functions import anchors, value
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal, number, score

Share = Mapping[str, Fraction]


def found(case: Appraisal, among: tuple[str, ...] | None = None) -> Sensitivity:
    return sensitivity(agreed_evaluation(case), tuple(case.options) if among is None else among)


def exact(text: str) -> Decimal:
    return rounded(Fraction(text))


def both(low: str, high: str) -> tuple[Decimal, Decimal]:
    return exact(low), exact(high)


X = found(appraisal(X_WEIGHTS, X_SCORES))


def test_example_x_where_the_leader_is_at_least_level() -> None:
    """WOC over In-house and, for independence, over the charity: at 13/19 their lead there makes up for the rest."""
    assert (X.leader, X.level_with) == ("woc", ())
    assert X.stability == {
        "ind": both("11/47", "13/19"),
        "pace": both("0", "6/11"),
        "risk": both("0", "1"),
        "aff": both("0", "19/53"),
    }
    assert X.stability["ind"] == (Decimal("0.234043"), Decimal("0.684211"))


def test_example_x_where_two_are_level() -> None:
    """Against In-house M(t) = t d + (1 - t) R: for ind d = 75 and R = -275/12, so t = 11/47; for risk d = 0, which
    makes them level at share 1 alone."""
    switching = {node: row["in-house"] for node, row in X.switching.items()}
    assert switching == {"ind": exact("11/47"), "pace": exact("6/11"), "risk": None, "aff": exact("19/53")}
    assert list(X.switching["ind"]) == ["in-house", "mutual", "jv", "charity"]
    assert X.switching["risk"] == dict.fromkeys(X.switching["ind"])


def test_example_x_the_smallest_shift_of_weight() -> None:
    """WOC is 16.25 ahead of In-house. A point from ind (75 ahead) to aff (50 behind) takes 1.25 off: 13 points."""
    assert X.overturn["in-house"] == Shift(exact("13/100"), {"ind": exact("13/100")}, {"aff": exact("13/100")})
    assert X.overturn["charity"] == Shift(exact("9/40"), {"pace": exact("9/40")}, {"ind": exact("9/40")})


def test_a_shift_takes_from_the_next_criterion_when_one_has_nothing_left() -> None:
    """Over the JV WOC is 50 ahead on pace and risk, 25 on aff, level on ind: only with all of the weight there are
    they level."""
    assert X.overturn["jv"] == Shift(
        exact("0.6"), {"pace": exact("0.25"), "risk": exact("0.2"), "aff": exact("0.15")}, {"ind": exact("0.6")}
    )


def test_example_x_the_scores_at_which_two_are_level() -> None:
    """WOC is 16.25 ahead of In-house: 16.25 / .4 = 40.625 less on ind, 65 less on pace; 81.25 less on risk and 108.3
    on aff are not there to lose."""
    assert X.scores["in-house"] == {"ind": Decimal("34.375"), "pace": 10, "risk": None, "aff": None}


def test_example_x_where_the_first_two_stay() -> None:
    """WOC and the mutual go forward. The mutual is level with In-house at 5/14 of ind (75 ahead inside, 125/3 behind
    outside), 7/22 of pace, 1/3 of risk and 5/22 of aff; with the charity at 17/29 of ind and 1/31 of pace."""
    assert X.shortlist_stability == {
        "ind": both("5/14", "17/29"),
        "pace": both("1/31", "7/22"),
        "risk": both("0", "1/3"),
        "aff": both("0", "5/22"),
    }


def test_example_x_is_not_firm() -> None:
    """At half of ind, .2, In-house leads (below 11/47) and goes forward (below 5/14)."""
    assert firm(X) == (False, False)


def test_example_x_without_a_criterion_and_with_equal_weights() -> None:
    """Without ind: In (25 * 100 + 20 * 75 + 15 * 100) / 60 = 91.7, WOC 68.75, Mut 50. Without pace: WOC 70, Cha 65,
    Mut 60. Equal: In 68.75 and WOC 68.75, In first in file order."""
    assert X.without == {
        "ind": AlternativeResult(("in-house",), ("in-house", "woc"), ()),
        "pace": AlternativeResult(("woc",), ("woc", "charity"), ()),
        "risk": AlternativeResult(("woc",), ("woc", "mutual"), ()),
        "aff": AlternativeResult(("woc",), ("woc", "mutual"), ()),
    }
    assert X.equal == AlternativeResult(("in-house", "woc"), ("in-house", "woc"), ())


def grouped(case: Appraisal, **group_of: str) -> Appraisal:
    """Criteria put in groups; a group named with a slash lies in the one before it."""
    groups: dict[str, Group] = {}
    for path in group_of.values():
        above = None
        for name in path.split("/"):
            groups[name] = Group(name=name, group=above)
            above = name
    criteria = {
        name: replaced(words, group=group_of[name].split("/")[-1] if name in group_of else None)
        for name, words in case.criteria.items()
    }
    return replaced(case, groups=groups, criteria=criteria)


def test_a_group_moves_as_one() -> None:
    """Worked by hand. Group g holds p (30) and q (10), r has 60. Left is 40, 80 and 50: 50 inside g and 50 outside.
    Right is 100, 0 and 20: 75 inside, 20 outside. Left leads (50 to 42) and they are level where
    30 (1 - t) = 25 t: t = 6/11. Of p alone: outside it Left is (10 * 80 + 60 * 50) / 70 = 380/7, Right 120/7;
    they are level where 260/7 (1 - t) = 60 t: t = 13/34."""
    case = appraisal({"p": 30, "q": 10, "r": 60}, {"left": (40, 80, 50), "right": (100, 0, 20)}, ShortlistRule(top=1))
    told = found(grouped(case, p="g", q="g"))
    assert list(told.stability) == list(told.shortlist_stability) == list(told.switching) == ["g", "p", "q", "r"]
    assert told.stability["g"] == told.shortlist_stability["g"] == both("0", "6/11")
    assert told.stability["p"] == both("0", "13/34")
    assert told.switching["g"] == {"right": exact("6/11")}
    assert told.switching["r"] == {"right": exact("5/11")}
    assert list(told.overturn) == list(told.scores) == ["right"]
    assert list(told.without) == ["p", "q", "r"]


def test_a_memo_item_takes_no_weight_when_another_is_halved() -> None:
    """All weight is on cost, and jobs are a memo item. Nobody gave jobs any, so halving cost gives them none."""
    told = found(appraisal({"cost": 100, "jobs": 0}, {"left": (80, 0), "right": (60, 100)}, ShortlistRule(top=1)))
    assert firm(told) == (True, True)
    assert told.stability["cost"] == told.shortlist_stability["cost"] == (0, 1)
    assert told.switching["cost"] == {"right": None}
    # Weight that people do give to jobs counts: 80 (1 - t) = 60 (1 - t) + 100 t at 1/6.
    assert told.stability["jobs"] == told.shortlist_stability["jobs"] == both("0", "1/6")
    assert told.switching["jobs"] == {"right": exact("1/6")}


def test_beside_others_a_memo_item_changes_nothing() -> None:
    """With a criterion of weight 0 more, every other share moves as it does without it."""
    plain = found(appraisal(X_WEIGHTS, X_SCORES))
    rows = {option: (*row, 100 if option == "charity" else 0) for option, row in X_SCORES.items()}
    told = found(appraisal({**X_WEIGHTS, "memo": 0}, rows))
    assert firm(told) == firm(plain)
    for name in X_WEIGHTS:
        assert told.stability[name] == plain.stability[name]
        assert told.shortlist_stability[name] == plain.shortlist_stability[name]
        assert told.switching[name] == plain.switching[name]


def test_a_group_of_several_criteria_without_weight_cannot_move() -> None:
    """Nobody said how p and q would share what their group had. One by one each can have weight: left has 100 (1 - t),
    and right 80 t on p and 40 t on q: 5/9 and, with left's 20 t, 5/6. A group with p alone moves as p does."""
    case = appraisal({"p": 0, "q": 0, "r": 5}, {"left": (0, 20, 100), "right": (80, 40, 0)})
    told = found(grouped(case, p="g", q="g"))
    assert told.stability["g"] == told.stability["r"] == (0, 1)
    assert told.switching["g"] == told.switching["r"] == {"right": None}
    assert (told.stability["p"], told.stability["q"]) == (both("0", "5/9"), both("0", "5/6"))
    assert found(grouped(case, p="g")).stability["g"] == both("0", "5/9")


def test_a_group_with_all_weight_cannot_move() -> None:
    """r and s share all weight, and only memo items are outside: halving r gives to s, halving both to nobody."""
    case = appraisal({"p": 0, "r": 1, "s": 1}, {"left": (0, 90, 20), "right": (80, 10, 40)}, ShortlistRule(top=1))
    told = found(grouped(case, r="g", s="g"))
    assert told.stability["g"] == (0, 1)
    assert told.stability["r"] == both("1/5", "1")


def test_without_the_one_criterion_with_weight_nothing_is_left() -> None:
    told = found(appraisal({"p": 0, "q": 0, "r": 5}, {"left": (0, 20, 100), "right": (80, 40, 0)}))
    assert told.without["r"] is None
    assert told.without["p"] == AlternativeResult(("left",), ("left", "right"), ())


def test_a_group_that_holds_all_or_nothing_moves_nobody() -> None:
    case = grouped(appraisal({"p": 1, "q": 2}, {"a": (40, 10), "b": (30, 90)}, ShortlistRule(top=1)), p="g", q="g")
    told = found(replaced(case, groups={**case.groups, "none": Group(name="None")}))
    for node in ("g", "none"):
        assert told.stability[node] == told.shortlist_stability[node] == (0, 1)
        assert told.switching[node] == {"a": None}


def test_groups_in_groups_move_with_all_they_hold() -> None:
    """Outer holds p and the inner group of q: all but r."""
    case = grouped(appraisal(dict.fromkeys("pqr", 1), {"a": (90, 50, 0), "b": (0, 30, 80)}), p="out", q="out/in")
    told = found(case)
    assert told.switching["out"] == {"b": exact("80/135")}
    assert told.switching["in"] == told.switching["q"]


def two_apart(p: object, q: object, rule: ShortlistRule) -> Sensitivity:
    """a is 20 behind b on p and 40 ahead on q: level at 2/3 of p, 1/3 of q. c is nowhere."""
    return found(appraisal({"p": p, "q": q}, {"a": (60, 90), "b": (80, 50), "c": (0, 0)}, rule))


def firm(told: Sensitivity) -> tuple[bool, bool]:
    """The shortlist and who leads."""
    return told.shortlist_firm, told.leader_firm


def test_firm_where_neither_half_nor_double_of_any_share_reaches_a_limit() -> None:
    """p has 1/4, up to 1/2: a stays ahead of b to 2/3. q has 3/4, down to 3/8: to 1/3."""
    told = two_apart(1, 3, ShortlistRule(top=1))
    assert told.stability == told.shortlist_stability == {"p": both("0", "2/3"), "q": both("1/3", "1")}
    assert firm(told) == (True, True)


def test_level_at_half_or_at_double_is_not_firm() -> None:
    """p has 1/3: at double of it, and at half of q, b leads and goes forward with a. A hair less is firm."""
    assert firm(two_apart(1, 2, ShortlistRule(top=1))) == (False, False)
    assert firm(two_apart("0.99999", 2, ShortlistRule(top=1))) == (True, True)
    assert firm(two_apart("1.00001", 2, ShortlistRule(top=1))) == (False, False)


def test_a_limit_at_double_where_all_is_as_today_is_firm() -> None:
    """At least 50: a has 80 - 60 t at share t of p, and at 1/2 it still goes forward. p has 1/4; q and r, which are
    alike, come nowhere near."""
    rows: dict[str, tuple[object, ...]] = {"a": (20, 80, 80)}
    told = found(appraisal({"p": 2, "q": 3, "r": 3}, rows, ShortlistRule(at_least=Decimal(50))))
    assert told.shortlist_stability["p"] == both("0", "1/2")
    assert firm(told) == (True, True)
    told = found(appraisal({"p": "2.00001", "q": 3, "r": 3}, rows, ShortlistRule(at_least=Decimal(50))))
    assert firm(told) == (False, True)


def test_a_limit_at_half_alone() -> None:
    """a has 60 and b 100 - 80 t at share t of p: level at 1/2, more than half of .99; q has .01, far from its limit.
    With b at 90 - 70 t the limit is 3/7, below half of it."""
    for p, limit, b, is_firm in (("0.99", "1/2", 100, False), ("0.99", "3/7", 90, True)):
        told = found(appraisal({"p": p, "q": 1 - number(p)}, {"a": (60, 60), "b": (20, b)}, ShortlistRule(top=1)))
        assert told.stability["p"] == both(limit, "1")
        assert firm(told) == (is_firm, is_firm)


def test_one_can_be_firm_and_not_the_other() -> None:
    """Top 2. Here a and b both go forward whoever leads; there a leads throughout, and b and c change places behind
    it at 1/2 of p, which has 2/5."""
    assert firm(two_apart(1, 1, ShortlistRule(top=2))) == (True, False)
    rows = {"a": (90, 90), "b": (80, 20), "c": (20, 80)}
    told = found(appraisal({"p": 2, "q": 3}, rows, ShortlistRule(top=2)))
    assert firm(told) == (False, True)


def test_a_share_that_doubles_stops_at_the_whole() -> None:
    """p has .6: c is within 10 of a (60 to 50) only where p has everything, which double of .6 would be; of .49 it
    is not. One point more and it is so from .98 on."""
    rows: dict[str, tuple[object, ...]] = {"a": (60, 60), "c": (50, 0)}
    for p, c, limit, is_firm in ((60, 50, "1", False), (49, 50, "1", True), (49, 51, "50/51", True)):
        told = found(appraisal({"p": p, "q": 100 - p}, rows | {"c": (c, 0)}, ShortlistRule(within=Decimal(10))))
        assert told.shortlist_stability["p"] == both("0", limit)
        assert firm(told) == (is_firm, True)


def test_firm_is_said_of_criteria_and_not_of_groups() -> None:
    """a is 20 behind on p and on q, 60 ahead on r. The group of p and q reaches its limit, 3/4, below double of .4;
    p alone, with q and r as 1 to 3, is at -20 t + 40 (1 - t): 2/3, above .4; r is level at 1/4, below .3."""
    case = appraisal({"p": 20, "q": 20, "r": 60}, {"a": (0, 0, 60), "b": (20, 20, 0)}, ShortlistRule(top=1))
    told = found(grouped(case, p="g", q="g"))
    assert told.stability == {
        "g": both("0", "3/4"),
        "p": both("0", "2/3"),
        "q": both("0", "2/3"),
        "r": both("1/4", "1"),
    }
    assert firm(told) == (True, True)


def test_a_share_of_0_stays_at_0() -> None:
    """Level on p and r, which have everything: the least bit of q lets b pass, but half and double of 0 are 0."""
    told = found(appraisal({"p": 1, "r": 1, "q": 0}, {"a": (60, 60, 0), "b": (60, 60, 1)}, ShortlistRule(top=1)))
    assert told.stability == {"p": (0, 1), "r": (0, 1), "q": (0, 0)}
    assert firm(told) == (True, True)


def test_a_change_between_half_and_double_counts_though_both_are_as_today() -> None:
    """Within 10. At share t of p a has 44.8 + 16 t and b 55.2 - 16 t: c, 40.32, is within 10 of both from .305 to .345
    alone. p goes from .1 to .4; with q or r at half it comes to 4/15 only."""
    rows = {"a": ("60.8", "44.8", "44.8"), "b": ("39.2", "55.2", "55.2"), "c": ("40.32", "40.32", "40.32")}
    told = found(appraisal({"p": 1, "q": 2, "r": 2}, rows, ShortlistRule(within=Decimal(10))))
    assert told.shortlist_stability["p"][1] == number("0.305")
    assert told.shortlist_stability["q"][0] < number("0.2")
    assert told.shortlist_firm is False


def test_who_is_level_with_the_leader_counts_too() -> None:
    """a and b are level on p, and with q at double or half of what it is one is ahead; both go forward throughout."""
    told = found(appraisal({"p": 1, "q": 1, "r": 1}, {"a": (60, 50, 40), "b": (60, 40, 50)}))
    assert (told.leader, told.level_with) == ("a", ("b",))
    assert firm(told) == (True, False)


def test_the_shortlist_can_be_firm_without_a_leader() -> None:
    """a has 50 to 60 and b 55: who leads is open, both go forward."""
    told = found(appraisal({"p": 1, "q": 1}, {"a": ((None, 50, 60), (None, 50, 60)), "b": (55, 55)}))
    assert (told.leader, *firm(told)) == (None, True, False)


def test_a_share_where_any_move_changes_the_shortlist_stands_where_it_is() -> None:
    """a and c are level at 50 today and both are in; with more on p c is first alone, with less a and c swap."""
    told = found(appraisal({"p": 1, "q": 1}, {"a": (40, 60), "c": (60, 40), "b": (0, 0)}, ShortlistRule(top=1)))
    assert told.level_with == ("c",)
    assert told.shortlist_stability == {"p": both("1/2", "1/2"), "q": both("1/2", "1/2")}
    assert told.stability == {"p": both("0", "1/2"), "q": both("1/2", "1")}


def test_options_that_pass_the_line_together() -> None:
    """Top 2. b and c are level throughout, at 80 t; a falls from 100 to 60. All three are in until 100 - 40 t = 80 t,
    t = 5/6; beyond it b and c alone."""
    told = found(appraisal({"p": 1, "q": 3}, {"a": (60, 100), "b": (80, 0), "c": (80, 0)}, ShortlistRule(top=2)))
    assert told.shortlist_stability["p"] == both("0", "5/6")


def test_a_single_share_where_one_more_is_in_ends_it() -> None:
    """Within 10 of the best. b falls from 100 to 0 as a rises from 0 to 100; c has 40 throughout. Both a and b are in
    from .45 to .55, and so is c at .5 alone, where the best has 50. Today p has .48."""
    rows = {"a": (100, 0), "b": (0, 100), "c": (40, 40)}
    told = found(appraisal({"p": 12, "q": 13}, rows, ShortlistRule(within=Decimal(10))))
    assert told.shortlist_stability["p"] == both("0.45", "0.5")


def test_drawing_level_at_an_end_ends_nothing() -> None:
    """b and c meet a only where one criterion has all the weight."""
    rows = {"a": (50, 50), "b": (0, 50), "c": (50, 0)}
    told = found(appraisal({"p": 1, "q": 3}, rows, ShortlistRule(within=Decimal(0))))
    assert told.stability["p"] == told.shortlist_stability["p"] == (0, 1)
    assert told.switching["p"] == {"b": None, "c": None}


def test_at_least_moves_with_nobody_else() -> None:
    """At least 50: a falls below where 80 - 60 t = 50, t = 1/2; b (30 throughout) never gets there."""
    told = found(appraisal({"p": 1, "q": 4}, {"a": (20, 80), "b": (30, 30)}, ShortlistRule(at_least=Decimal(50))))
    assert told.shortlist_stability["p"] == both("0", "1/2")
    assert told.stability["p"] == both("0", "5/6")


def test_within_turns_on_the_best() -> None:
    """Within 10: a 60, b from 40 (t = 0) to 80 (t = 1). b is in from 1/4, a out above 3/4."""
    told = found(appraisal({"p": 2, "q": 2}, {"a": (60, 60), "b": (80, 40)}, ShortlistRule(within=Decimal(10))))
    assert told.shortlist_stability["p"] == both("1/4", "3/4")
    assert (told.leader, told.level_with) == ("a", ("b",))
    assert told.stability["p"] == both("0", "1/2")


def test_unknown_scores_hold_a_leader_to_what_is_sure() -> None:
    """a has 80 on p and 50 on q; b 40 and anything up to 70. Surely level up to q = 2/3: 80 - 30 t = 40 + 30 t."""
    case = appraisal({"p": 3, "q": 1}, {"a": (80, 50), "b": (40, None)}, ShortlistRule(top=1))
    case = with_score(case, "b", "q", score((None, 0, 70)))
    told = found(case)
    assert told.leader == "a"
    assert told.stability["q"] == told.shortlist_stability["q"] == both("0", "2/3")
    assert (told.switching, told.overturn, told.scores) == ({}, {}, {})
    assert told.equal == AlternativeResult(("a",), ("a",), ())


def test_no_leader_where_an_unknown_score_could_change_who_it_is() -> None:
    """b can pass a, from 40 on p and anything on q, where 80 - 30 t = 40 + 60 t: from q = 4/9 on."""
    told = found(appraisal({"p": 1, "q": 1}, {"a": (80, 50), "b": (40, None)}, ShortlistRule(top=1)))
    assert (told.leader, told.level_with, told.stability, told.switching) == (None, (), {}, {})
    assert (told.overturn, told.scores) == ({}, {})
    assert told.equal == AlternativeResult((), (), ("a", "b"))
    assert told.without == {"p": AlternativeResult((), (), ("a", "b")), "q": AlternativeResult(("a",), ("a",), ())}
    assert told.shortlist_stability["q"] == both("4/9", "1")


def test_a_leader_with_an_open_score_is_compared_with_nobody_and_level_with_nobody() -> None:
    told = found(appraisal({"p": 1, "q": 1}, {"a": (80, None), "b": (40, 0)}))
    assert (told.leader, told.level_with) == ("a", ())
    assert (told.switching, told.overturn, told.scores) == ({}, {}, {})
    assert told.stability == {"p": (0, 1), "q": (0, 1)}


def test_one_that_can_be_level_is_not_said_to_be() -> None:
    """b is somewhere from 0 to a's 60."""
    told = found(appraisal({"p": 1}, {"a": (60,), "b": ((None, 0, 60),)}))
    assert (told.leader, told.level_with) == ("a", ())


def test_an_open_score_without_a_share_counts_once_its_share_moves() -> None:
    """b's q is unknown with share 0: level with a at t = 0 it can be ahead with any share at all."""
    told = found(appraisal({"p": 1, "q": 0}, {"a": (60, 50), "b": (60, None), "c": (50, 0)}, ShortlistRule(top=2)))
    assert (told.leader, told.level_with) == ("a", ("b",))
    assert told.stability["q"] == (0, 0)
    assert list(told.overturn) == list(told.scores) == ["c"]
    assert [list(row) for row in told.switching.values()] == [["c"], ["c"]]


def test_identical_options_are_level_whatever_moves() -> None:
    told = found(appraisal({"p": 1, "q": 2}, {"a": (30, 70), "b": (30, 70)}, ShortlistRule(top=1)))
    assert (told.leader, told.level_with) == ("a", ("b",))
    assert told.stability == told.shortlist_stability == {"p": (0, 1), "q": (0, 1)}
    assert told.switching == {"p": {"b": None}, "q": {"b": None}}
    assert told.overturn == {"b": Shift(Decimal(0), {}, {})}
    assert told.scores == {"b": {"p": 30, "q": 70}}
    assert told.equal == AlternativeResult(("a", "b"), ("a", "b"), ())


def test_no_weights_bring_one_level_that_is_behind_everywhere() -> None:
    """And one behind on p alone draws level only with nothing on p."""
    told = found(appraisal({"p": 1, "q": 3}, {"a": (50, 50), "b": (40, 40), "c": (40, 50)}))
    assert told.overturn["b"] is None
    assert told.overturn["c"] == Shift(exact("1/4"), {"p": exact("1/4")}, {"q": exact("1/4")})


def test_of_criteria_alike_the_first_gives_and_the_first_takes() -> None:
    """a is 40 ahead on p and q and 20 behind on r and s: 10 in all. A point from p to r takes .6 off: 16 2/3."""
    told = found(appraisal(dict.fromkeys("pqrs", 1), {"a": (60, 60, 30, 30), "b": (20, 20, 50, 50)}))
    assert told.overturn["b"] == Shift(exact("1/6"), {"p": exact("1/6")}, {"r": exact("1/6")})


def test_one_option() -> None:
    told = found(appraisal({"p": 1, "q": 2}, {"a": (30, 70)}, ShortlistRule(within=Decimal(0))))
    alone = AlternativeResult(("a",), ("a",), ())
    assert (told.leader, told.level_with) == ("a", ())
    assert told.stability == told.shortlist_stability == {"p": (0, 1), "q": (0, 1)}
    assert (told.switching, told.overturn, told.scores) == ({}, {}, {})
    assert (told.without, told.equal) == ({"p": alone, "q": alone}, alone)


def test_one_criterion() -> None:
    told = found(appraisal({"p": 7}, {"a": (70,), "b": (30,)}, ShortlistRule(top=1)))
    assert told.stability == told.shortlist_stability == {"p": (0, 1)}
    assert told.switching == {"p": {"b": None}}
    assert told.overturn == {"b": None}
    assert told.scores == {"b": {"p": 30}}
    assert told.without == {"p": None}
    assert told.equal == AlternativeResult(("a",), ("a",), ())


@pytest.mark.parametrize(
    "rule", [ShortlistRule(top=1), ShortlistRule(at_least=Decimal(10)), ShortlistRule(within=Decimal(5))]
)
def test_nobody_eligible(rule: ShortlistRule) -> None:
    told = found(appraisal({"p": 1, "q": 2}, {"a": (7, 5)}, rule, {"gate": {"a": "fail"}}))
    nobody = AlternativeResult((), (), ())
    all_shares = dict.fromkeys("pq", both("0", "1"))
    assert told == Sensitivity(
        0, None, (), True, False, {}, all_shares, {}, {}, {}, {"p": nobody, "q": nobody}, nobody, nobody
    )


def test_all_the_eligible_count_and_those_looked_at_are_rivals() -> None:
    """b fails a gate. c, not looked at, is no rival, but below 14/19 of p it is ahead of a: 5 behind on p, 14 ahead on
    q; d would be so below 2/3."""
    rows = {"a": (60, 50), "b": (90, 90), "c": (55, 64), "d": (50, 70)}
    case = appraisal({"p": 3, "q": 1}, rows, ShortlistRule(top=1), {"g": {"b": "fail"}})
    told, everyone = found(case, ("d", "b", "a")), found(case)
    assert (told.left_out, told.leader) == (0, "a")
    assert told.stability == everyone.stability
    assert told.stability["p"] == both("14/19", "1")
    assert told.shortlist_stability == everyone.shortlist_stability
    assert (told.without, told.equal, told.shortlist_firm) == (
        everyone.without,
        everyone.equal,
        everyone.shortlist_firm,
    )
    assert list(told.overturn) == list(told.scores) == list(told.switching["p"]) == ["d"]
    assert list(everyone.overturn) == ["c", "d"]


def test_too_many_to_look_at_are_left_out() -> None:
    """500 options times themselves is 250 000, with one criterion just what is looked at; with one more option only
    those asked for count."""
    for count, left_out, first in ((500, 0, "o0"), (501, 499, "o3")):
        rows: dict[str, tuple[object, ...]] = {f"o{index}": (90 - Decimal(index) / 10,) for index in range(count)}
        told = found(appraisal({"p": 1}, rows, ShortlistRule(top=1)), ("o3", "o7"))
        assert (told.left_out, told.leader) == (left_out, first)
        assert list(told.overturn) == (["o3", "o7"] if not left_out else ["o7"])


def test_the_score_nearest_to_the_present_one_and_of_two_the_lower() -> None:
    """p is worth 0 at 0, 100 at 4 and 0 at 8; b scores 2 there, worth 50, as is 6. From 5 the nearer is 6."""
    assert found(peaked(4)).scores["b"]["p"] == 2
    assert found(peaked(5)).scores["b"]["p"] == 6
    assert found(peaked(3)).scores["b"]["p"] == 2


def peaked(mine: int) -> Appraisal:
    values = {Decimal(0): Decimal(0), Decimal(4): Decimal(100), Decimal(8): Decimal(0)}
    case = appraisal({"p": 1, "q": 1}, {"a": (mine, 50), "b": (2, 50)})
    return replaced(
        case, criteria={**case.criteria, "p": Criterion(name="P", weight=Decimal(1), unit="level", values=values)}
    )


def test_on_a_level_stretch_of_values_the_nearest_end() -> None:
    """b, at 4, is worth 40; a gets there from 6 at 5; at 3 it is there."""
    assert found(level_stretch(6, 4)).scores == {"b": {"p": 5}}
    assert found(level_stretch(3, 4)).scores == {"b": {"p": 3}}


def level_stretch(a: object, b: object) -> Appraisal:
    """Values of 40 from 2 to 5, 0 at 0 and 100 at 6."""
    values = {Decimal(0): Decimal(0), Decimal(2): Decimal(40), Decimal(5): Decimal(40), Decimal(6): Decimal(100)}
    case = appraisal({"p": 1}, {"a": (a,), "b": (b,)})
    return replaced(case, criteria={"p": Criterion(name="P", weight=Decimal(1), unit="level", values=values)})


def test_scores_of_a_cost_are_on_its_own_scale() -> None:
    """Cost from 6 (worst) to 0: a at 1.5 is worth 75, b at 3 is worth 50; level at 3."""
    cost = Criterion(name="Cost", weight=Decimal(1), unit="GBP m", worst=Decimal(6), best=Decimal(0))
    case = appraisal({"p": 1}, {"a": ("1.5",), "b": (3,)})
    assert found(replaced(case, criteria={"p": cost})).scores == {"b": {"p": 3}}


def test_a_criterion_without_a_share_has_no_score_that_brings_a_rival_level() -> None:
    told = found(appraisal({"p": 1, "q": 0}, {"a": (70, 0), "b": (30, 0)}))
    assert told.scores == {"b": {"p": 30, "q": None}}


def test_an_unknown_score_with_one_value_stands_at_its_lowest() -> None:
    """Anything from 3 to 4 on the level stretch: worth 40, as b is."""
    told = found(level_stretch((None, 3, 4), 5))
    assert (told.level_with, told.scores) == (("b",), {"b": {"p": 3}})


def test_everything_is_rounded_to_6_places() -> None:
    told = found(appraisal({"p": 1, "q": 2}, {"a": (100, 0), "b": (0, 30)}))
    assert told.switching["p"] == {"b": Decimal("0.230769")}
    assert told.overturn["b"] == Shift(Decimal("0.102564"), {"p": Decimal("0.102564")}, {"q": Decimal("0.102564")})
    assert told.scores["b"] == {"p": 60, "q": None}


def with_score(case: Appraisal, option: str, criterion: str, put: Score) -> Appraisal:
    words = case.options[option]
    return replaced(case, options={**case.options, option: replaced(words, scores={**words.scores, criterion: put})})


# Against evaluating anew.


def any_case(random: Random, open_cells: bool) -> Appraisal:
    """A few options and criteria with many ties, some in groups; some weights 0, some options excluded."""
    width, step = random.randint(1, 4), random.choice([10, 25, 50])
    weights = [random.choice([0, 1, 1, 2, 3, 5]) for _ in range(width)]
    weights[random.randrange(width)] += not any(weights)

    def cell() -> object:
        put = random.randrange(0, 101, step)
        kind = random.random() if open_cells else 1
        return None if kind < 0.05 else (None, put, min(100, put + step)) if kind < 0.2 else put

    rows = {f"o{index}": tuple(cell() for _ in range(width)) for index in range(random.randint(1, 5))}
    bar = Decimal(random.randrange(0, 101, 5))
    rule = random.choice(
        [
            ShortlistRule(top=random.randint(1, 3)),
            ShortlistRule(at_least=bar),
            ShortlistRule(within=random.choice([bar, Decimal(10)])),
        ]
    )
    fail = {option: "fail" for option in rows if random.random() < 0.1}
    case = appraisal({f"c{index}": weight for index, weight in enumerate(weights)}, rows, rule, {"g": fail})
    paths = ["g0", "g1", "g1/g2"]
    return grouped(case, **{name: random.choice(paths) for name in case.criteria if random.random() < 0.6})


def inside(case: Appraisal, node: str) -> list[str]:
    """The criteria in a node."""

    def holds(name: str | None) -> bool:
        if name is None or name == node:
            return name == node
        words = case.criteria.get(name) or case.groups[name]
        return holds(words.group)

    return [name for name in case.criteria if holds(name)]


def moved(shares: Share, leaves: list[str], to: Fraction) -> dict[str, Fraction]:
    """The shares with those of some leaves together at `to`, in proportion inside and outside; unmoved where there are
    no proportions to keep."""
    before, others = sum((shares[name] for name in leaves), Fraction(0)), sum(shares.values(), Fraction(0))
    others -= before
    if not others or (not before and len(leaves) != 1):
        return dict(shares)
    inside = {name: shares[name] / before if before else Fraction(1) for name in leaves}
    return {name: to * inside[name] if name in inside else (1 - to) * share / others for name, share in shares.items()}


Sums = Mapping[str, Total]
State = tuple[bool, frozenset[str], frozenset[str]]


def lines_meet(at_0: Sums, at_1: Sums, bars: list[Fraction], fixed: bool) -> Iterator[Fraction]:
    """Every share at which an end of one total is a bar above an end of another's, or (fixed) above 0."""
    ends = [(at_0[option][end], at_1[option][end]) for option in at_0 for end in (0, 1)]
    others = [(Fraction(0), Fraction(0))] if fixed else []
    for one, two in set(ends):
        for other_one, other_two in {*others, *ends}:
            for bar in bars:
                start, end = one - other_one - bar, two - other_two - bar
                if start * end < 0:
                    yield start / (start - end)


def states(agreed: Evaluation, among: list[str], leader: str | None, node: str) -> Callable[[Fraction], State]:
    """Whether the leader is at least level for sure, who goes forward and who is undetermined, at any share."""
    leaves = inside(agreed.appraisal, node)
    shares = {name: agreed.shares[name] for name in agreed.appraisal.criteria}
    table = {option: agreed.table[option] for option in among}

    def at(share: Fraction) -> State:
        sums = totals(table, moved(shares, leaves, share))
        settled = apply_rule(agreed.appraisal.shortlist_rule, sums, among)
        return (
            leader is None or all(sums[leader].low >= sums[other].high for other in among if other != leader),
            frozenset(settled.listed("shortlisted")),
            frozenset(settled.listed("undetermined")),
        )

    return at


def marks(agreed: Evaluation, among: list[str], node: str) -> list[Fraction]:
    """The shares between which nothing changes, and some more."""
    rule, leaves = agreed.appraisal.shortlist_rule, inside(agreed.appraisal, node)
    shares = {name: agreed.shares[name] for name in agreed.appraisal.criteria}
    table = {option: agreed.table[option] for option in among}
    at_0, at_1 = (totals(table, moved(shares, leaves, Fraction(end))) for end in (0, 1))
    bar = Fraction(rule.within or 0 if rule.at_least is None else rule.at_least)
    meet = lines_meet(at_0, at_1, sorted({bar, Fraction(0)}), rule.at_least is not None)
    today = sum((shares[name] for name in leaves), Fraction(0))
    return sorted({Fraction(0), Fraction(1, 3), Fraction(3, 4), Fraction(1), today, *meet})


def leads_until(way: list[Fraction], at: Callable[[Fraction], State]) -> Fraction:
    """How far the leader is at least level on a way from today's share to an end."""
    for share, next_share in pairwise(way):
        if not (at((share + next_share) / 2)[0] and at(next_share)[0]):
            return share
    return way[-1]


def stays_until(way: list[Fraction], at: Callable[[Fraction], State]) -> Fraction:
    """How far the shortlist stays on such a way: up to the first share inside where it differs."""
    today = at(way[0])[1:]
    for share, next_share in pairwise(way):
        if at((share + next_share) / 2)[1:] != today:
            return share
        if at(next_share)[1:] != today:
            return next_share
    return way[-1]


@pytest.mark.slow
@pytest.mark.parametrize("open_cells", [False, True])
def test_what_stays_against_settling_at_every_share_that_matters(open_cells: bool) -> None:
    """At every share where two lines meet, between each two of them and at some others: thousands of moves."""
    random, ended = Random(f"stays {open_cells}"), 0
    for _ in range(700):
        agreed = agreed_evaluation(any_case(random, open_cells))
        case = agreed.appraisal
        among = tuple(option for option in case.options if random.random() < 0.9)
        told = sensitivity(agreed, among)
        eligible = list(agreed.eligible)
        assert list(told.shortlist_stability) == [*case.groups, *case.criteria]
        node = random.choice(list(told.shortlist_stability))
        at = cache(states(agreed, eligible, told.leader, node))
        today = sum((agreed.shares[name] for name in inside(case, node)), Fraction(0))
        points = marks(agreed, eligible, node)
        ways = [point for point in reversed(points) if point <= today], [point for point in points if point >= today]
        stays = tuple(rounded(stays_until(way, at)) for way in ways)
        assert told.shortlist_stability[node] == stays
        ended += stays[0] > 0 or stays[1] < 1
        if told.leader is not None:
            assert told.stability[node] == tuple(rounded(leads_until(way, at)) for way in ways)
    assert ended > 150


@pytest.mark.slow
@pytest.mark.parametrize("open_cells", [False, True])
def test_what_is_firm_against_settling_from_half_to_double_of_every_share(open_cells: bool) -> None:
    """At half, at double, at every share between where two lines meet, and between each two of these."""
    random, seen = Random(f"firm {open_cells}"), Counter[tuple[bool, bool]]()
    for _ in range(250):
        agreed = agreed_evaluation(any_case(random, open_cells))
        case, among = agreed.appraisal, list(agreed.eligible)
        told = sensitivity(agreed, tuple(case.options))
        shares = {name: agreed.shares[name] for name in case.criteria}
        today = instead(agreed, among, shares)
        leads, stays = bool(today.leaders), True
        for name, share in shares.items():
            low, high = share / 2, min(Fraction(1), 2 * share)
            there = sorted({low, high, *(mark for mark in marks(agreed, among, name) if low < mark < high)})
            there += [(one + two) / 2 for one, two in pairwise(there)]
            for point in there:
                then = instead(agreed, among, moved(shares, [name], point))
                leads &= then.leaders == today.leaders
                leads &= could_lead(agreed, among, moved(shares, [name], point)) == could_lead(agreed, among, shares)
                stays &= [set(names) for names in then[1:]] == [set(names) for names in today[1:]]
        assert firm(told) == (stays, leads)
        seen[firm(told)] += 1
    assert min(seen[stays, leads] for stays in (False, True) for leads in (False, True)) > 8


def could_lead(agreed: Evaluation, among: list[str], shares: Share) -> list[str]:
    """Those that surely nobody is above only if their unknown scores turn out so."""
    sums = totals({option: agreed.table[option] for option in among}, shares)
    settled = apply_rule(agreed.appraisal.shortlist_rule, sums, among)
    return [option for option in among if settled.ranks[option][0] == 1]


def instead(agreed: Evaluation, among: list[str], shares: Share) -> AlternativeResult:
    """The result with other shares, as the engine settles it."""
    sums = totals({option: agreed.table[option] for option in among}, shares)
    settled = apply_rule(agreed.appraisal.shortlist_rule, sums, among)
    leaders = tuple(option for option in among if settled.ranks[option][1] == 1)
    return AlternativeResult(leaders, settled.listed("shortlisted"), settled.listed("undetermined"))


@pytest.mark.slow
def test_the_result_without_a_criterion_and_with_equal_weights_against_settling_anew() -> None:
    random, level = Random("instead"), 0
    for _ in range(1000):
        agreed = agreed_evaluation(any_case(random, True))
        case = agreed.appraisal
        told = sensitivity(agreed, tuple(case.options))
        among, shares = list(agreed.eligible), {name: agreed.shares[name] for name in case.criteria}
        leaders = instead(agreed, among, shares).leaders
        assert (told.leader, told.level_with) == (leaders[0] if leaders else None, leaders[1:])
        level += len(told.equal.leaders) > 1
        assert told.equal == instead(agreed, among, dict.fromkeys(shares, Fraction(1, len(shares))))
        for name, share in shares.items():
            anew = None if share == 1 else instead(agreed, among, moved(shares, [name], Fraction(0)))
            assert told.without[name] == anew
    assert level > 50


def compared(random: Random) -> Iterator[tuple[Evaluation, str, str, Sensitivity]]:
    """Random cases, each with its leader and a rival that have no open score, and what is told."""
    agreed = agreed_evaluation(any_case(random, random.random() < 0.3))
    told = sensitivity(agreed, tuple(agreed.appraisal.options))
    settled = [
        option for option in agreed.eligible if all(cell.low == cell.high for cell in agreed.table[option].values())
    ]
    if told.leader not in settled:
        assert (told.switching, told.overturn, told.scores) == ({}, {}, {})
        return
    rivals = [option for option in settled if option != told.leader]
    assert list(told.overturn) == list(told.scores) == rivals
    for rival in rivals:
        yield agreed, told.leader, rival, told


def lead(agreed: Evaluation, leader: str, rival: str, shares: Share) -> Fraction:
    sums = totals({option: agreed.table[option] for option in (leader, rival)}, shares)
    return sums[leader].low - sums[rival].low


def test_at_a_switching_share_the_two_are_level_and_elsewhere_they_are_not() -> None:
    random, switched = Random("switching"), 0
    for agreed, leader, rival, told in (one for _ in range(700) for one in compared(random)):
        for node, row in told.switching.items():
            leaves, share = inside(agreed.appraisal, node), row[rival]
            shares = {name: agreed.shares[name] for name in agreed.appraisal.criteria}
            at_0, at_1 = (lead(agreed, leader, rival, moved(shares, leaves, Fraction(end))) for end in (0, 1))
            assert (share is not None) == (at_0 * at_1 < 0)
            if share is not None:
                switched += 1
                assert 0 < share < 1
                assert abs(lead(agreed, leader, rival, moved(shares, leaves, Fraction(share)))) < Fraction(1, 5000)
    assert switched > 200


@pytest.mark.slow
def test_the_smallest_shift_against_a_linear_programme() -> None:
    """As little weight as brings the two level is found by an outside solver, and the shift itself does it."""
    random, solved, impossible = Random("overturn"), 0, 0
    for agreed, leader, rival, told in (one for _ in range(700) for one in compared(random)):
        names, shift = list(agreed.appraisal.criteria), told.overturn[rival]
        table = agreed.table
        ahead = [float(table[leader][name].low - table[rival][name].low) for name in names]
        now = [float(agreed.shares[name]) for name in names]
        best = linprog(
            [1.0] * len(names) + [0.0] * len(names),
            A_ub=[[-gap for gap in ahead] + ahead],
            b_ub=[-sum(share * gap for share, gap in zip(now, ahead, strict=True))],
            A_eq=[[1.0] * len(names) + [-1.0] * len(names)],
            b_eq=[0.0],
            bounds=[(0, share) for share in now] + [(0, None)] * len(names),
        )
        if shift is None:
            assert best.status == 2
            impossible += 1
            continue
        assert best.fun == pytest.approx(float(shift.moved), abs=2e-6)
        assert abs(sum(shift.from_.values()) - shift.moved) < Decimal("0.00001")
        assert sum(shift.to.values()) == shift.moved
        assert all([*shift.from_.values(), *shift.to.values()])
        then = {
            name: agreed.shares[name] - Fraction(shift.from_.get(name, 0)) + Fraction(shift.to.get(name, 0))
            for name in names
        }
        assert min(then.values()) > Fraction(-1, 100_000)
        assert abs(lead(agreed, leader, rival, then)) < Fraction(1, 1000)
        solved += shift.moved > 0
    assert solved > 400
    assert impossible > 50


def test_at_the_score_told_the_two_are_level_and_at_none_nearer() -> None:
    """Values with peaks and level stretches, on scales that rise and fall; the lead is worked out at every knot."""
    random, moves, none = Random("scores"), 0, 0
    for _ in range(700):
        case = any_case(random, False)
        criteria = {name: bent(random, words) for name, words in case.criteria.items()}
        agreed = agreed_evaluation(replaced(case, criteria=criteria))
        told = sensitivity(agreed, tuple(case.options))
        for rival, row in told.scores.items():
            for name, to in row.items():
                assert told.leader
                moves += to is not None
                none += to is None
                check_score(agreed, told.leader, rival, name, to)
    assert min(moves, none) > 200


def bent(random: Random, criterion: Criterion) -> Criterion:
    values = {Decimal(x): Decimal(random.randrange(0, 101, 20)) for x in (0, 30, 50, 80, 100)}
    low, high = random.sample(sorted(values), 2)
    return replaced(criterion, scale=None, unit="level", values={**values, low: Decimal(0), high: Decimal(100)})


def check_score(agreed: Evaluation, leader: str, rival: str, name: str, to: Decimal | None) -> None:
    share, points = agreed.shares[name], anchors(agreed.appraisal.criteria[name])
    present = Fraction(agreed.table[leader][name].cell.score)
    today = lead(agreed, leader, rival, {each: agreed.shares[each] for each in agreed.appraisal.criteria})

    def then(score: Fraction) -> Fraction:
        return today + share * (value(points, score) - agreed.table[leader][name].low)

    if to is not None and today == 0:
        assert to == present
        return
    if to is not None:
        assert abs(then(Fraction(to))) < Fraction(1, 1000)
        away = abs(Fraction(to) - present) - Fraction(1, 100_000)
    else:
        away = Fraction(1000)
    low, high = max(present - away, points[0][0]), min(present + away, points[-1][0])
    assert all(then(x) > 0 for x in (low, present, high, *(x for x, _ in points if low < x < high)))
    if to is not None and to > present and 2 * present - Fraction(to) >= 0:
        assert then(2 * present - Fraction(to)) != 0


def test_the_order_of_options_and_criteria_and_their_names_do_not_matter() -> None:
    """But for who is named first of those level, and which of criteria alike gives first."""
    random = Random("order")
    for _ in range(300):
        case = any_case(random, True)
        turned = replaced(
            case,
            options={f"x{name}": case.options[name] for name in reversed(list(case.options))},
            criteria=dict(reversed(list(case.criteria.items()))),
        )
        one, two = found(case), found(turned)
        assert one.shortlist_stability == two.shortlist_stability
        assert {name: sets(told, "x") for name, told in one.without.items()} == {
            name: sets(told, "") for name, told in two.without.items()
        }
        assert sets(one.equal, "x") == sets(two.equal, "")
        assert firm(one) == firm(two)
        if one.leader is None:
            assert two.leader is None
        if one.leader is None or two.leader != f"x{one.leader}":
            continue
        assert one.stability == two.stability
        assert {
            node: {f"x{rival}": share for rival, share in row.items()} for node, row in one.switching.items()
        } == two.switching
        assert {f"x{rival}": row for rival, row in one.scores.items()} == two.scores
        assert {f"x{rival}": shift and shift.moved for rival, shift in one.overturn.items()} == {
            rival: shift and shift.moved for rival, shift in two.overturn.items()
        }


def sets(told: AlternativeResult | None, prefix: str) -> list[set[str]] | None:
    """Who leads, who goes forward and who is undetermined, in no order."""
    return told and [{prefix + name for name in names} for names in told]


def test_scaling_all_weights_changes_nothing() -> None:
    random = Random("scale")
    for _ in range(200):
        case = any_case(random, True)
        criteria = {
            name: replaced(words, weight=(words.weight or 0) * number("2.75")) for name, words in case.criteria.items()
        }
        assert found(replaced(case, criteria=criteria)) == found(case)
