"""Points of view compared: worked by hand on example X, an outside solver, and every answer worked out another way."""

import random
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from scipy.optimize import linprog

from appraise.analyses import PerspectiveAnalysis, Reconciliation, Shift
from appraise.appraisal import Appraisal, Perspective, Score, ShortlistRule
from appraise.engine.analysis.perspectives import perspectives
from appraise.engine.evaluation import Evaluation, agreed_evaluation, evaluation_from
from appraise.engine.perspectives import perspective_evaluation
from appraise.engine.values import cell_values
from appraise.field_models import replaced
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal, number, score

IN, WOC, MUTUAL, JV, CHARITY = X_SCORES
CALM = Perspective(name="Calm", weights={"ind": Decimal(10)})
"""Leaves 90 for pace, risk and aff, 25 to 20 to 15: 37.5, 30 and 22.5. Totals 82.5, 69.375, 52.5, 30, 23.125."""


def compared(case: Appraisal, among: tuple[str, ...] | None = None) -> PerspectiveAnalysis:
    agreed = agreed_evaluation(case)
    views = {name: perspective_evaluation(agreed, name) for name in case.perspectives}
    return perspectives(agreed, views, tuple(case.options) if among is None else among)


def parts(**points: object) -> dict[str, Decimal]:
    return {name: number(part) for name, part in points.items()}


def test_no_point_of_view() -> None:
    assert compared(appraisal(X_WEIGHTS, X_SCORES)) == PerspectiveAnalysis((), True, {}, ())


def test_example_x_and_a_calm_one() -> None:
    """Agreed totals 55, 71.25, 60, 45, 48.75; calm 82.5, 69.375, 52.5, 30, 23.125.

    Regret: the mutual is 11.25 behind WOC and 30 behind in-house, and so on. From the agreed weights 13 points from
    ind to aff bring in-house level with WOC: 68 each at 27, 25, 20, 28. From the calm ones WOC is 13.125 behind
    in-house, and a unit from aff, where it is 50 behind, to ind, where it is 75 ahead, gains 125: .105."""
    found = compared(appraisal(X_WEIGHTS, X_SCORES, perspectives={"calm": CALM}))
    assert found.unanimous == (
        (IN, JV),
        (IN, CHARITY),
        (WOC, MUTUAL),
        (WOC, JV),
        (WOC, CHARITY),
        (MUTUAL, JV),
        (MUTUAL, CHARITY),
    )
    assert found.same_shortlist is False
    assert found.regret == dict(zip(X_SCORES, map(Decimal, ("16.25", "13.125", "30", "52.5", "59.375")), strict=True))
    assert found.reconcile == (
        Reconciliation(None, "calm", IN, Shift(number("0.13"), parts(ind="0.13"), parts(aff="0.13"))),
        Reconciliation("calm", None, WOC, Shift(number("0.105"), parts(aff="0.105"), parts(ind="0.105"))),
    )


def test_what_a_gate_excludes_is_not_to_be_brought_level() -> None:
    """In-house fails, calm lifts the gate and leads with it: nothing from the agreed side, .105 from the calm one. Its
    regret is nobody's business, the others' is measured against it."""
    verdicts = {"gate": {IN: "fail"}}
    calm = replaced(CALM, lift_gates=("gate",))
    found = compared(appraisal(X_WEIGHTS, X_SCORES, verdicts=verdicts, perspectives={"calm": calm}))
    assert [(one.view, one.option, one.shift and one.shift.moved) for one in found.reconcile] == [
        ("calm", WOC, number("0.105")),
    ]
    assert found.regret == dict(
        zip((WOC, MUTUAL, JV, CHARITY), map(Decimal, ("13.125", "30", "52.5", "59.375")), strict=True)
    )
    assert (IN, JV) in found.unanimous
    shut = compared(appraisal(X_WEIGHTS, X_SCORES, verdicts=verdicts, perspectives={"calm": CALM}))
    assert shut.reconcile == ()
    assert shut.regret[MUTUAL] == number("16.875")


def test_no_weights_do_it_where_one_is_better_throughout() -> None:
    """By their own scores b is better on both criteria: no weights there bring a level. From the agreed side a is
    ahead by 40 and by 10: neither does any."""
    view = Perspective(name="V", scores={"p": {"a": score(10)}, "q": {"a": score(20)}})
    found = compared(appraisal({"p": 1, "q": 1}, {"a": (90, 60), "b": (50, 50)}, perspectives={"v": view}))
    assert found.reconcile == (Reconciliation(None, "v", "b", None), Reconciliation("v", None, "a", None))
    assert found.unanimous == ()
    assert found.regret == {"a": 35, "b": 25}


def test_the_same_leader_has_nothing_to_reconcile_and_each_view_is_held_against_the_agreed_one() -> None:
    """From the agreed one first, then to it, in file order; the same leader for "same" as agreed."""
    views = {
        "first": Perspective(name="First", weights={"p": Decimal(80)}),
        "same": Perspective(name="Same", weights={"q": Decimal(60)}),
        "last": Perspective(name="Last", weights={"r": Decimal(80)}),
    }
    rows = {"a": (100, 0, 0), "b": (0, 100, 0), "c": (0, 0, 100)}
    found = compared(appraisal({"p": 2, "q": 5, "r": 3}, rows, perspectives=views))
    assert [(one.view, one.other, one.option) for one in found.reconcile] == [
        (None, "first", "a"),
        (None, "last", "c"),
        ("first", None, "b"),
        ("last", None, "b"),
    ]


def test_level_already() -> None:
    """From the agreed side a and b are level; the view has b ahead, which leads there too: nothing to reconcile."""
    view = Perspective(name="V", weights={"q": Decimal(60)})
    case = appraisal({"p": 1, "q": 1}, {"a": (60, 40), "b": (40, 60)}, perspectives={"v": view})
    assert compared(case).reconcile == ()


def test_of_several_leaders_the_nearest_is_brought_level() -> None:
    """a leads with 70; the view has b and c level. Here b is 10 behind, and a point of weight moved from p to q makes
    up 0.6 of that: a sixth of the weight. c is 20 behind and makes up 0.8: a quarter."""
    view = Perspective(name="V", weights={"q": Decimal(100)})
    case = appraisal({"p": 1, "q": 1}, {"a": (100, 40), "b": (60, 60), "c": (40, 60)}, perspectives={"v": view})
    assert compared(case).reconcile[0] == Reconciliation(
        None, "v", "b", Shift(number("0.166667"), parts(p="0.166667"), parts(q="0.166667"))
    )


def test_every_rival_counts_and_not_the_leader_alone() -> None:
    """b draws level with a at 50 and 50, but c has 60 there, which b draws at 40 and 60 only: 30 points, not 20."""
    view = Perspective(name="V", weights={"q": Decimal(100)})
    case = appraisal({"p": 70, "q": 30}, {"a": (100, 0), "b": (0, 100), "c": (60, 60)}, perspectives={"v": view})
    assert compared(case).reconcile[0].shift == Shift(number("0.3"), parts(p="0.3"), parts(q="0.3"))
    assert compared(case, ("a", "b")).reconcile[0].shift == Shift(number("0.2"), parts(p="0.2"), parts(q="0.2"))
    assert compared(case, ("a",)).reconcile[0].shift == Shift(number("0.2"), parts(p="0.2"), parts(q="0.2"))


def test_with_no_options_to_hold_against_each_other_pairs_are_left_out() -> None:
    """Neither options nor points of view in pairs; all the rest is as it is."""
    case = appraisal(X_WEIGHTS, X_SCORES, perspectives={"calm": CALM})
    assert compared(case, ()) == compared(case)._replace(unanimous=(), reconcile=())


def test_unknown_scores() -> None:
    """At equal weights a has 80, b 25 to 75, c 55, d 10; in the view, all on q, 80, 50, 90 and 10. b has no regret and
    is left out where the others draw level: c - a is -60 and 10, so of the 25 it is behind a unit from p to q makes up
    70: 25 / 70; and back from the view 10 / 70."""
    view = Perspective(name="V", weights={"q": Decimal(100)})
    rows = {"a": (80, 80), "b": (None, 50), "c": (20, 90), "d": (10, 10)}
    found = compared(appraisal({"p": 1, "q": 1}, rows, perspectives={"v": view}))
    assert found.unanimous == (("a", "b"), ("a", "d"), ("b", "d"), ("c", "d"))
    assert found.regret == {"a": 10, "c": 25, "d": 80}
    assert [(one.option, one.shift and one.shift.moved) for one in found.reconcile] == [
        ("c", number("0.357143")),
        ("a", number("0.142857")),
    ]


def test_a_leader_with_unknown_scores() -> None:
    """b has 75 to 95 and leads before a with 57.5; all on p a leads. What it takes to draw level with b, or to bring b
    level, is open and neither is told. Where the unknown leaves open who leads there is nothing to bring level."""
    view = Perspective(name="V", weights={"p": Decimal(100)})
    rows = {"a": (95, 20), "b": (90, (None, 60, 100))}
    found = compared(appraisal({"p": 1, "q": 1}, rows, perspectives={"v": view}))
    assert found.reconcile == ()
    assert found.regret == {}
    opened = {"a": (95, 20), "b": (90, None)}
    assert compared(appraisal({"p": 1, "q": 1}, opened, perspectives={"v": view})).reconcile == ()


def test_what_one_view_does_not_know_is_not_told_from_there() -> None:
    """Agreed b has 90 and a 57.5; all on p a leads, for v and for w, to whom b's q is unknown. From the agreed side a
    unit from q (70 ahead) to p (5 behind) takes 75 off the lead of 32.5; from v it makes up 75 of 5."""
    all_on_p = Perspective(name="V", weights={"p": Decimal(100)})
    views = {"v": all_on_p, "w": replaced(all_on_p, scores={"q": {"b": score(None)}})}
    found = compared(appraisal({"p": 1, "q": 1}, {"a": (95, 20), "b": (90, 90)}, perspectives=views))
    from_agreed = Shift(number("0.433333"), parts(q="0.433333"), parts(p="0.433333"))
    assert found.reconcile == (
        Reconciliation(None, "v", "a", from_agreed),
        Reconciliation(None, "w", "a", from_agreed),
        Reconciliation("v", None, "b", Shift(number("0.066667"), parts(p="0.066667"), parts(q="0.066667"))),
    )
    assert found.regret == {"a": number("32.5"), "b": 5}


def test_no_regret_is_told_where_the_best_total_is_open() -> None:
    """b has 50 to 80. Where a has 70 that is the best or not; where it has 80 it is, as it is where c has 90 too."""
    view = Perspective(name="V", weights={"p": Decimal(100)})
    for a, regret in ((70, {}), (79, {}), (80, {"a": 0, "c": 50}), (90, {"a": 0, "c": 60})):
        rows: dict[str, tuple[object, ...]] = {"a": (a, a), "b": (50, (None, 50, 100)), "c": (30, 30)}
        weights = {"p": 40, "q": 60}
        assert compared(appraisal(weights, rows, perspectives={"v": view})).regret == regret


def test_shortlists_are_compared_as_sets_open_ones_too() -> None:
    """From the view c goes before b on the shortlist of two, which is the same. An unknown that cannot bring a onto it
    changes nothing; one that can leaves it open."""
    rows = {"a": (10, 20), "b": (80, 70), "c": (70, 80)}
    weights = {"p": 1, "q": 1}
    turned = Perspective(name="V", weights={"q": Decimal(100)})
    assert compared(appraisal(weights, rows, perspectives={"v": turned})).same_shortlist is True
    opened = Perspective(name="V", scores={"p": {"a": score(None)}})
    assert compared(appraisal(weights, rows, perspectives={"v": opened})).same_shortlist is True
    opened = Perspective(name="V", scores={"p": {"a": score(None)}, "q": {"a": score(90)}})
    assert compared(appraisal(weights, rows, perspectives={"v": opened, "w": turned})).same_shortlist is False


def test_nobody_eligible_one_option_and_one_criterion() -> None:
    view = Perspective(name="V", weights={"p": Decimal(100)})
    shut = {"gate": {"a": "fail", "b": "fail"}}
    found = compared(appraisal({"p": 1}, {"a": (60,), "b": (50,)}, verdicts=shut, perspectives={"v": view}))
    assert found == PerspectiveAnalysis((("a", "b"),), True, {}, ())
    open_to_one = replaced(view, lift_gates=("gate",))
    found = compared(appraisal({"p": 1}, {"a": (60,), "b": (50,)}, verdicts=shut, perspectives={"v": open_to_one}))
    assert found == PerspectiveAnalysis((("a", "b"),), False, {}, ())
    alone = compared(appraisal({"p": 1, "q": 0}, {"a": (60, 1)}, perspectives={"v": view}))
    assert alone == PerspectiveAnalysis((), True, {"a": Decimal(0)}, ())


def shares_of(draw: random.Random, names: list[str]) -> dict[str, Fraction]:
    points = [draw.choice([0, 1, 2, 5]) for _ in names]
    points[draw.randrange(len(points))] += 1
    return {name: Fraction(point, sum(points)) for name, point in zip(names, points, strict=True)}


def many(seed: int, count: int, unknowns: bool) -> list[tuple[Evaluation, dict[str, Evaluation]]]:
    """Agreed results with one to three points of view: gates that some lift, scores of their own, ties, zeros."""
    draw, found = random.Random(seed), []
    for _ in range(count):
        names = [f"c{index}" for index in range(draw.randint(1, 4))]

        def cell() -> object:
            return None if unknowns and draw.random() < 0.12 else draw.randrange(0, 101, 25)

        rows = {f"o{index}": tuple(cell() for _ in names) for index in range(draw.randint(1, 6))}
        verdicts = {"g": {option: "fail" for option in rows if draw.random() < 0.2}}
        case = appraisal(dict.fromkeys(names, 1), rows, ShortlistRule(top=2), verdicts)
        begun = agreed_evaluation(case)
        agreed = evaluation_from(case, shares_of(draw, names), begun.verdicts, begun.table, ())
        views = {}
        for view in ("v", "w", "z")[: draw.randint(1, 3)]:
            own: dict[str, dict[str, Score]] = {}
            if draw.random() < 0.5:
                own = {draw.choice(names): {option: score(cell()) for option in draw.sample(list(rows), 1)}}
            aside = draw.choice([(), (), ("g",)])
            views[view] = evaluation_from(case, shares_of(draw, names), begun.verdicts, cell_values(case, own), aside)
        found.append((agreed, views))
    return found


def leaders_of(view: Evaluation) -> list[str]:
    """Those that nobody can be above: with several of them all are level."""
    found = []
    for option in view.eligible:
        others = [view.totals[other].high for other in view.eligible if other != option]
        if all(view.totals[option].low >= high for high in others):
            found.append(option)
    return [option for option in found if view.totals[option][:2] == view.totals[found[0]][:2]]


def settled(view: Evaluation, option: str) -> bool:
    return all(cell.low == cell.high for cell in view.table[option].values())


def value_rows(view: Evaluation, options: list[str]) -> dict[str, list[Fraction]]:
    return {option: [cell.low for cell in view.table[option].values()] for option in options}


def outside(view: Evaluation, option: str) -> float | None:
    """The least weight to move by floating point, from the new weights themselves and how far each is from the old:
    half of what they differ by. None where no weights do it."""
    rows = value_rows(view, [other for other in view.eligible if settled(view, other)])
    shares = [float(share) for share in view.shares.values()]
    count = len(shares)
    a_ub: list[list[float]] = []
    b_ub: list[float] = []
    for row in rows.values():
        a_ub.append([*(float(their - mine) for mine, their in zip(rows[option], row, strict=True)), *[0.0] * count])
        b_ub.append(0.0)
    for j, share in enumerate(shares):
        own = [float(j == place) for place in range(count)]
        a_ub += [[*own, *(-part for part in own)], [*(-part for part in own), *(-part for part in own)]]
        b_ub += [share, -share]
    found = linprog(
        [0.0] * count + [0.5] * count, A_ub=a_ub, b_ub=b_ub, A_eq=[[1.0] * count + [0.0] * count], b_eq=[1.0]
    )
    return None if found.status == 2 else float(found.fun)


@pytest.mark.slow
def test_an_outside_solver_agrees_on_the_smallest_shift() -> None:
    """And what is moved is weight that was there, as much off as on, that brings the option level with all."""
    seen = Counter[bool]()
    for agreed, views in many(1, 700, unknowns=False):
        for one in perspectives(agreed, views, tuple(agreed.table)).reconcile:
            view = agreed if one.view is None else views[one.view]
            expected = outside(view, one.option)
            seen[one.shift is None] += 1
            if one.shift is None:
                assert expected is None
                continue
            assert float(one.shift.moved) == pytest.approx(expected, abs=2e-6)
            assert_brings_level(view, one.option, one.shift)
    assert min(seen.values()) > 40


def assert_brings_level(view: Evaluation, option: str, shift: Shift) -> None:
    moved = float(shift.moved)
    assert float(sum(shift.from_.values())) == pytest.approx(moved, abs=1e-5)
    assert float(sum(shift.to.values())) == pytest.approx(moved, abs=1e-5)
    assert not set(shift.from_) & set(shift.to)
    assert list(shift.from_) == [name for name in view.shares if name in shift.from_]
    after = {
        name: share - Fraction(shift.from_.get(name, 0)) + Fraction(shift.to.get(name, 0))
        for name, share in view.shares.items()
    }
    assert min(after.values()) > -1e-6
    rows = value_rows(view, list(view.eligible))
    totals = {
        other: sum((part * cell for part, cell in zip(after.values(), row, strict=True)), Fraction(0))
        for other, row in rows.items()
    }
    assert totals[option] >= max(totals.values()) - Fraction(1, 1000)


def test_the_greedy_way_for_two_options() -> None:
    """Between two options the smallest shift takes from where the leader is furthest ahead and gives to where it is
    least, until the margin is used up."""
    draw = random.Random(2)
    for _ in range(300):
        names = [f"c{index}" for index in range(draw.randint(1, 6))]
        rows = {option: tuple(draw.randint(0, 100) for _ in names) for option in "ab"}
        case = appraisal(dict.fromkeys(names, 1), rows)
        verdicts = agreed_evaluation(case).verdicts
        ours, theirs = (
            evaluation_from(case, shares_of(draw, names), verdicts, cell_values(case, {}), ()) for _ in range(2)
        )
        for one in perspectives(ours, {"v": theirs}, ("a", "b")).reconcile:
            view = ours if one.view is None else theirs
            behind = {
                name: view.table["a" if one.option == "b" else "b"][name].low - view.table[one.option][name].low
                for name in names
            }
            margin, moved = sum((view.shares[name] * gap for name, gap in behind.items()), Fraction(0)), Fraction(0)
            least = min(behind.values())
            for name in sorted(names, key=lambda name: -behind[name]):
                if margin > 0 and behind[name] > least:
                    part = min(view.shares[name], margin / (behind[name] - least))
                    margin, moved = margin - part * (behind[name] - least), moved + part
            assert (one.shift is None) == (margin > 0)
            if one.shift:
                assert float(one.shift.moved) == pytest.approx(float(moved), abs=1e-6)


def test_everything_else_worked_out_another_way() -> None:
    """Pairs one by one, the shortlists, regrets and who has which leader, with unknown scores here and there."""
    seen = Counter[str]()
    for agreed, views in many(3, 600, unknowns=True):
        among = tuple(agreed.table)[:4]
        found = perspectives(agreed, views, among)
        everyone: dict[str | None, Evaluation] = {None: agreed}
        everyone.update(views)
        for ahead, behind in permutations(among, 2):
            gaps = [view.totals[ahead].low - view.totals[behind].high for view in everyone.values()]
            assert ((ahead, behind) in found.unanimous) == (min(gaps) > 0)
        outcomes = [
            [standing.outcome for standing in view.shortlisting.standings.values()] for view in everyone.values()
        ]
        forward = [[one if one in ("shortlisted", "undetermined") else "" for one in row] for row in outcomes]
        assert found.same_shortlist == all(row == forward[0] for row in forward)
        seen[f"same {found.same_shortlist}"] += 1
        assert found.regret == regrets(agreed, everyone)
        leaders = {name: leaders_of(view) for name, view in everyone.items()}
        expected: list[tuple[str | None, str | None, list[str]]] = []
        for name, other in [(None, view) for view in views] + [(view, None) for view in views]:
            its, theirs = leaders[name], leaders[other]
            if not its or not theirs or set(its) & set(theirs):
                continue
            inside = [option for option in theirs if option in everyone[name].eligible]
            known = [option for option in inside if settled(everyone[name], option)]
            if not inside:
                seen["shut out"] += 1
            elif not known or not settled(everyone[name], its[0]):
                seen["unknown"] += 1
            else:
                expected.append((name, other, known))
        assert [(one.view, one.other) for one in found.reconcile] == [each[:2] for each in expected]
        assert all(one.option in each[2] for one, each in zip(found.reconcile, expected, strict=True))
    assert min(seen.values()) > 30
    assert len(seen) == 4


def regrets(agreed: Evaluation, everyone: Mapping[str | None, Evaluation]) -> dict[str, Decimal]:
    found = {option: Fraction(0) for option in agreed.eligible}
    for view in everyone.values():
        lows, highs = ([view.totals[option][end] for option in view.eligible] for end in (0, 1))
        for option in list(found):
            own = view.totals[option]
            if max(lows) < max(highs) or own.low < own.high:
                del found[option]
            else:
                found[option] = max(found[option], max(lows) - own.low)
    return {option: Decimal(round(worst * 10**6)).scaleb(-6).normalize() for option, worst in found.items()}


def test_what_holds_from_all_holds_from_every_mixture_of_them() -> None:
    """Where points of view differ in weights alone."""
    draw, held = random.Random(4), 0
    for agreed, _ in many(5, 200, unknowns=True):
        names = list(agreed.shares)
        views = {
            name: evaluation_from(agreed.appraisal, shares_of(draw, names), agreed.verdicts, agreed.table, ())
            for name in "vw"
        }
        parts = [draw.randint(0, 5) + Fraction(1, 2) for _ in range(3)]
        shared = list(zip(parts, (agreed, *views.values()), strict=True))
        mixed = {
            name: sum((part * view.shares[name] for part, view in shared), Fraction(0)) / sum(parts, Fraction(0))
            for name in names
        }
        between = evaluation_from(agreed.appraisal, mixed, agreed.verdicts, agreed.table, ())
        for option, other in perspectives(agreed, views, tuple(agreed.table)).unanimous:
            assert between.totals[option].low > between.totals[other].high
            held += 1
    assert held > 200


def test_order_of_options_and_criteria_is_of_no_account() -> None:
    """But for ties between leaders, which file order settles: shares here make none."""
    draw = random.Random(6)
    for _ in range(100):
        names = [f"c{index}" for index in range(draw.randint(1, 4))]
        rows = {f"o{index}": {name: draw.randint(0, 100) for name in names} for index in range(draw.randint(1, 5))}
        own = [dict(zip(names, draw.sample((1, 3, 11, 47), len(names)), strict=True)) for _ in range(3)]
        orders = [(list(rows), names), (draw.sample(list(rows), len(rows)), draw.sample(names, len(names)))]
        before, after = (
            [
                set(found.unanimous),
                found.same_shortlist,
                dict(found.regret),
                [(one[:3], one.shift and one.shift.moved) for one in found.reconcile],
            ]
            for found in (put(rows, own, options, criteria) for options, criteria in orders)
        )
        assert before == after


def put(
    rows: Mapping[str, Mapping[str, int]], own: list[dict[str, int]], options: list[str], criteria: list[str]
) -> PerspectiveAnalysis:
    case = appraisal(
        dict.fromkeys(criteria, 1), {option: tuple(rows[option][name] for name in criteria) for option in options}
    )
    verdicts = agreed_evaluation(case).verdicts
    agreed, *views = (
        evaluation_from(
            case,
            {name: Fraction(points[name], sum(points.values())) for name in criteria},
            verdicts,
            cell_values(case, {}),
            (),
        )
        for points in own
    )
    return perspectives(agreed, dict(zip("vw", views, strict=True)), tuple(options))
