"""What gates decided and what is still open: worked on paper, and against everything that can be tried."""

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from appraise.analyses import AlternativeResult, ExcludedOption, GateAnalysis
from appraise.appraisal import Appraisal, ShortlistRule
from appraise.engine.analysis.gates import gates
from appraise.engine.evaluation import Evaluation, agreed_evaluation
from appraise.engine.shortlist import apply_rule
from appraise.field_models import replaced
from appraise.numbers import rounded
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal

Verdicts = Mapping[str, Mapping[str, str]]
KNOWN = ("pass", "pass", "fail")
ANY = ("pass", "pass", "pass", "fail", "conditional", "unknown")
WEIGHTS: tuple[tuple[int, ...], ...] = ((1,), (1, 1), (1, 3), (0, 1), (2, 1, 1))
"""They add up to 1, 2 or 4: with scores in steps of 4 all totals are whole numbers."""


def analysed(
    weights: Mapping[str, object],
    scores: Mapping[str, tuple[object, ...]],
    rule: ShortlistRule | None = None,
    verdicts: Verdicts | None = None,
) -> GateAnalysis:
    return gates(agreed_evaluation(appraisal(weights, scores, rule, verdicts)))


def shortlists(found: GateAnalysis) -> dict[str, tuple[str, ...]]:
    """Who surely goes forward without each gate."""
    return {gate: instead.shortlist for gate, instead in found.without.items()}


def matters(found: GateAnalysis) -> tuple[tuple[str, str], ...]:
    """What can still change the shortlist: gate or criterion, and option. What can change who leads comes first."""
    assert [each.leader for each in found.matters] == sorted((each.leader for each in found.matters), reverse=True)
    assert all((each.gate is None) != (each.criterion is None) for each in found.matters)
    return tuple((each.gate or each.criterion or "", each.option) for each in found.matters)


def test_example_x_without_independence_in_house() -> None:
    """In-house (55) fails. Of WOC 71.25, Mut 60, Cha 48.75, JV 45 the first two go forward; without the gate it is
    third, 16.25 behind, so the gate decides nothing but that it is out."""
    found = analysed(X_WEIGHTS, X_SCORES, verdicts={"independence": {"in-house": "fail"}})
    assert found == GateAnalysis(
        excluded={"in-house": ExcludedOption(("independence",), 3, "not-shortlisted", False, Decimal("-16.25"), False)},
        decisive=(),
        decisive_for_shortlist=(),
        without={"independence": AlternativeResult(("woc",), ("woc", "mutual"), ())},
        redundant=(),
        possible=("woc",),
        certain="woc",
        matters=(),
    )


def test_example_x_with_the_best_two_behind_gates() -> None:
    """WOC (71.25) fails g and h, Mut (60) fails h. In-house (55) leads, then Cha (48.75). Without h Mut leads, so h
    alone decides, and g and h together only say it again; without g nobody else is eligible."""
    verdicts = {"g": {"woc": "fail"}, "h": {"woc": "fail", "mutual": "fail"}}
    found = analysed(X_WEIGHTS, X_SCORES, verdicts=verdicts)
    assert found.excluded == {
        "woc": ExcludedOption(("g", "h"), 1, "shortlisted", True, Decimal("16.25"), False),
        "mutual": ExcludedOption(("h",), 1, "shortlisted", True, Decimal("5"), False),
    }
    assert (found.decisive, found.decisive_for_shortlist, found.redundant) == ((("h",),), (("h",),), ("g",))
    assert shortlists(found) == {"g": ("in-house", "charity"), "h": ("mutual", "in-house")}
    assert (found.possible, found.certain) == (("in-house",), "in-house")


def test_a_gate_is_set_aside_for_everybody() -> None:
    """Mut (60) is ahead of all eligible (55 at most), but without the gate WOC (71.25) is back too: second."""
    found = analysed(X_WEIGHTS, X_SCORES, verdicts={"g": {"woc": "fail", "mutual": "fail"}})
    assert found.excluded["mutual"] == ExcludedOption(("g",), 2, "shortlisted", True, Decimal(5), False)


def test_a_gate_can_decide_the_shortlist_and_not_who_leads() -> None:
    """a 90, b 60, c 70 fails g, d 65 fails h; two go forward. Either gate alone keeps someone out who would be second;
    without both d would be third."""
    scores: dict[str, tuple[object, ...]] = {"a": (90,), "b": (60,), "c": (70,), "d": (65,)}
    found = analysed({"p": 1}, scores, verdicts={"h": {"d": "fail"}, "g": {"c": "fail"}})
    assert (found.decisive, found.decisive_for_shortlist) == ((), (("h",), ("g",)))
    assert shortlists(found) == {"h": ("a", "d"), "g": ("a", "c")}


def test_sets_of_gates_come_smallest_first_then_in_file_order() -> None:
    """All five are ahead. {g1} takes in {g1, g3}, so four sets are left; {g0, g3} and {g2, g3} have the same size."""
    failed = {"a": ("g2", "g3"), "b": ("g0", "g3"), "c": ("g1", "g3"), "d": ("g1",), "e": ("g4",)}
    verdicts = {
        gate: {o: "fail" for o, out in failed.items() if gate in out} for gate in ("g4", "g0", "g1", "g2", "g3")
    }
    found = analysed({"p": 1}, {**dict.fromkeys(failed, (50,)), "z": (10,)}, ShortlistRule(top=1), verdicts)
    assert found.decisive == found.decisive_for_shortlist == (("g4",), ("g1",), ("g0", "g3"), ("g2", "g3"))
    assert found.redundant == ("g0", "g2", "g3")


def test_drawing_level_raises_no_best_total() -> None:
    """b has what a has and fails: without the gate it is best too, and the best total is what it was."""
    found = analysed({"p": 1}, {"a": (50,), "b": (50,)}, ShortlistRule(top=1), {"g": {"b": "fail"}})
    assert found.excluded == {"b": ExcludedOption(("g",), 1, "shortlisted", False, Decimal(0), True)}
    assert (found.decisive, found.decisive_for_shortlist) == ((), (("g",),))
    assert shortlists(found) == {"g": ("a", "b")}


def test_a_hair_behind_is_not_level() -> None:
    """A margin that is written as 0 can still be one."""
    scores: dict[str, tuple[object, ...]] = {"a": (50,), "b": ("49.9999999",)}
    words = analysed({"p": 1}, scores, verdicts={"g": {"b": "fail"}}).excluded["b"]
    assert (words.margin, words.draws_level, words.ahead_of_leader) == (0, False, False)


def test_nobody_eligible() -> None:
    """Whoever comes in leads: the smallest sets of gates are those that single options fail."""
    verdicts = {"g": {"a": "fail", "b": "fail"}, "h": {"b": "fail"}, "i": {"c": "fail"}}
    scores: dict[str, tuple[object, ...]] = {"a": (30,), "b": (60,), "c": (None,)}
    found = analysed({"p": 1}, scores, ShortlistRule(within=Decimal(5)), verdicts)
    assert found.excluded == {
        "a": ExcludedOption(("g",), 1, "shortlisted", True, None, False),
        "b": ExcludedOption(("g", "h"), 1, "shortlisted", True, None, False),
        "c": ExcludedOption(("i",), 1, "shortlisted", True, None, False),
    }
    assert found.decisive == found.decisive_for_shortlist == (("g",), ("i",))
    assert shortlists(found) == {"g": ("a",), "h": (), "i": ("c",)}
    assert (found.redundant, found.possible, found.certain, matters(found)) == (("h",), (), None, ())


def test_nobody_eligible_and_nobody_good_enough() -> None:
    found = analysed({"p": 1}, {"a": (30,)}, ShortlistRule(at_least=Decimal(31)), {"g": {"a": "fail"}})
    assert (found.decisive, found.decisive_for_shortlist) == ((("g",),), ())


def test_no_gates() -> None:
    found = analysed({"p": 1}, {"a": (30,), "b": (30,)})
    assert found == GateAnalysis({}, (), (), {}, (), ("a", "b"), "a", ())


def test_a_gate_that_all_pass_is_redundant() -> None:
    found = analysed({"p": 1}, {"a": (30,), "b": (40,)}, ShortlistRule(top=1), {"g": {}})
    assert (found.redundant, shortlists(found)) == (("g",), {"g": ("b",)})


def test_identical_options_share_the_lead_however_they_are_judged() -> None:
    """Of three alike one is sure to be there; the others may be, level with it."""
    rows: dict[str, tuple[object, ...]] = dict.fromkeys("abc", (50,))
    found = analysed({"p": 1}, rows, ShortlistRule(top=1), {"g": {"a": "unknown", "c": "conditional"}})
    assert (found.possible, found.certain) == (("a", "b", "c"), "b")
    assert matters(found) == (("g", "a"), ("g", "c"))


def test_an_unknown_score_leaves_an_excluded_option_open() -> None:
    """b is somewhere in 40 to 60 against 50: open whether ahead, by how much, and in which place."""
    scores: dict[str, tuple[object, ...]] = {"a": (50,), "b": ((None, 40, 60),)}
    found = analysed({"p": 1}, scores, ShortlistRule(top=1), {"g": {"b": "fail"}})
    assert found.excluded == {"b": ExcludedOption(("g",), None, "undetermined", None, None, False)}
    assert (found.decisive, found.decisive_for_shortlist, matters(found)) == ((), (("g",),), ())


@pytest.mark.parametrize(
    ("total", "ahead"),
    [((None, 51, 60), True), ((None, 50, 60), None), ((None, 30, 40), False), ((None, 30, 41), None)],
)
def test_surely_ahead_of_an_open_leader(total: object, ahead: bool | None) -> None:
    """The leader is somewhere in 40 to 50: above 50 is surely ahead, 40 at most surely not."""
    found = analysed({"p": 1}, {"a": ((None, 40, 50),), "b": (total,)}, verdicts={"g": {"b": "fail"}})
    assert (found.excluded["b"].ahead_of_leader, found.excluded["b"].margin) == (ahead, None)
    assert found.decisive == ((("g",),) if ahead else ())


@pytest.mark.parametrize(
    ("total", "rule", "outcome"),
    [
        ((None, 50, 60), ShortlistRule(at_least=Decimal(50)), "shortlisted"),
        ((None, 40, 50), ShortlistRule(at_least=Decimal(50)), "undetermined"),
        ((None, 40, 49), ShortlistRule(at_least=Decimal(50)), "not-shortlisted"),
        ((None, 50, 60), ShortlistRule(within=Decimal(10)), "shortlisted"),
        ((None, 45, 49), ShortlistRule(within=Decimal(10)), "undetermined"),
        ((None, 40, 45), ShortlistRule(within=Decimal(10)), "undetermined"),
        ((None, 40, 44), ShortlistRule(within=Decimal(10)), "not-shortlisted"),
        ((None, 60, 70), ShortlistRule(top=1), "shortlisted"),
        ((None, 50, 55), ShortlistRule(top=1), "undetermined"),
        ((None, 50, 54), ShortlistRule(top=1), "not-shortlisted"),
    ],
)
def test_an_excluded_option_is_held_against_an_open_leader(total: object, rule: ShortlistRule, outcome: str) -> None:
    """The leader is somewhere in 55 to 60; what reaches the line in any case goes in, what never does stays out."""
    found = analysed({"p": 1}, {"a": ((None, 55, 60),), "b": (total,)}, rule, {"g": {"b": "fail"}})
    assert found.excluded["b"].outcome_without == outcome
    assert found.decisive_for_shortlist == (() if outcome == "not-shortlisted" else (("g",),))


def test_a_margin_needs_a_settled_best_not_settled_others() -> None:
    """a has 50 and c at most 50, however it turns out: the best is 50, and b 10 behind."""
    scores: dict[str, tuple[object, ...]] = {"a": (50,), "b": (40,), "c": ((None, 20, 50),)}
    assert analysed({"p": 1}, scores, verdicts={"g": {"b": "fail"}}).excluded["b"].margin == -10


def test_what_matters_worked_on_paper() -> None:
    """Two go forward of a 90, b 50 to 70, c 60 if h, d 40 if g and h, e 50 to 95. e alone can lead, or else be second,
    and so can b, and c if b and e fare badly enough; d has a, b and e above it in any case."""
    scores: dict[str, tuple[object, ...]] = {
        "a": (90, 90),
        "b": (50, (None, 50, 90)),
        "c": (60, 60),
        "d": (40, 40),
        "e": ((None, 0, 90), 100),
    }
    verdicts = {"h": {"c": "unknown", "d": "conditional"}, "g": {"d": "unknown"}}
    found = analysed({"p": 1, "q": 1}, scores, verdicts=verdicts)
    assert found.possible == ("a", "e")
    assert found.certain is None
    assert matters(found) == (("p", "e"), ("q", "b"), ("h", "c"))


def test_those_that_can_change_who_leads_come_first() -> None:
    """Two go forward of a 45 to 55, b 85 and c 80 to 85, where only b is sure to be there. If c is there it can draw
    level with b, and takes second place from a. Where they are there, their scores change nothing."""
    scores: dict[str, tuple[object, ...]] = {"a": ((None, 40, 60), 50), "b": (90, 80), "c": ((None, 80, 90), 80)}
    found = analysed({"p": 1, "q": 1}, scores, verdicts={"h": {"a": "unknown"}, "g": {"c": "unknown", "a": "unknown"}})
    assert matters(found) == (("g", "c"), ("h", "a"), ("g", "a"))


def test_a_score_can_matter_for_others_alone() -> None:
    """Within 10 of the best: a always goes forward, somewhere in 80 to 100; b, 75, goes with it up to 85."""
    scores: dict[str, tuple[object, ...]] = {"a": ((None, 80, 100),), "b": (75,)}
    assert matters(analysed({"p": 1}, scores, ShortlistRule(within=Decimal(10)))) == (("p", "a"),)
    assert matters(analysed({"p": 1}, scores, ShortlistRule(within=Decimal(25)))) == ()
    assert matters(analysed({"p": 1}, scores, ShortlistRule(within=Decimal(4)))) == ()


def test_breaking_a_tie_at_the_line_matters() -> None:
    """One goes forward: a has 50, b has 50 or more. Level both go, else b alone."""
    scores: dict[str, tuple[object, ...]] = {"a": (50,), "b": ((None, 50, 60),)}
    assert matters(analysed({"p": 1}, scores, ShortlistRule(top=1))) == (("p", "b"),)
    assert matters(analysed({"p": 1}, {**scores, "a": (49,)}, ShortlistRule(top=1))) == ()


def test_a_score_without_weight_or_with_one_value_matters_not() -> None:
    scores: dict[str, tuple[object, ...]] = {"a": (50, None, 0), "b": (50, 0, (None, 20, 20))}
    assert matters(analysed({"p": 3, "q": 0, "r": 1}, scores, ShortlistRule(top=1))) == ()


def some_rule(rng: Random) -> ShortlistRule:
    points = Decimal(rng.randrange(13))
    return rng.choice(
        (ShortlistRule(top=rng.randint(1, 3)), ShortlistRule(at_least=points), ShortlistRule(within=points))
    )


def some_case(rng: Random, options: int, verdicts: tuple[str, ...], cell: Callable[[Random], object]) -> Appraisal:
    """Up to so many options with 3 gates or fewer, on so coarse a grid that ties abound."""
    weights = {f"c{index}": weight for index, weight in enumerate(rng.choice(WEIGHTS))}
    names = [f"o{index}" for index in range(rng.randint(1, options))]
    judged = {f"g{gate}": {o: rng.choice(verdicts) for o in names} for gate in range(rng.randrange(4))}
    return appraisal(weights, {o: tuple(cell(rng) for _ in weights) for o in names}, some_rule(rng), judged)


def settled_cell(rng: Random) -> object:
    return rng.randrange(5) * 4


def any_cell(rng: Random) -> object:
    """Now and then an unknown score within a range, which may be a single value."""
    if rng.random() < 0.6:
        return settled_cell(rng)
    low = rng.randrange(4)
    return (None, low * 4, (low + rng.randrange(3)) * 4)


def cases(
    seed: int, count: int, options: int, verdicts: tuple[str, ...], cell: Callable[[Random], object]
) -> Iterator[Evaluation]:
    rng = Random(seed)
    for _ in range(count):
        yield agreed_evaluation(some_case(rng, options, verdicts, cell))


def forward(rule: ShortlistRule, totals: Mapping[str, Fraction]) -> frozenset[str]:
    """Who goes forward where all totals are known: those that reach the line."""
    best_first = sorted(totals.values(), reverse=True)
    if not best_first:
        return frozenset()
    if rule.top is not None:
        line = best_first[min(rule.top, len(best_first)) - 1]
    else:
        line = Fraction(rule.at_least) if rule.at_least is not None else best_first[0] - Fraction(rule.within or 0)
    return frozenset(option for option, total in totals.items() if total >= line)


def eligible(agreed: Evaluation, aside: Collection[str]) -> list[str]:
    return [option for option, failed in agreed.failed.items() if set(failed) <= set(aside)]


@pytest.mark.slow
def test_decisive_sets_are_those_that_trying_every_set_of_gates_finds() -> None:
    """Each set of gates set aside: those that raise the best total, or change the shortlist, and contain no other."""
    decided = 0
    for agreed in cases(1, 4_000, 6, KNOWN, settled_cell):
        order = list(agreed.appraisal.gates)
        best, shortlist = {}, {}
        for size in range(len(order) + 1):
            for aside in itertools.combinations(order, size):
                totals = {option: agreed.totals[option].low for option in eligible(agreed, aside)}
                best[aside] = max(totals.values(), default=Fraction(-1))
                shortlist[aside] = forward(agreed.appraisal.shortlist_rule, totals)
        found = gates(agreed)
        assert found.decisive == smallest(aside for aside, total in best.items() if total > best[()])
        assert found.decisive_for_shortlist == smallest(a for a, these in shortlist.items() if these != shortlist[()])
        assert {gate: frozenset(these) for gate, these in shortlists(found).items()} == {
            gate: shortlist[gate,] for gate in order
        }
        assert found.redundant == tuple(gate for gate in order if eligible(agreed, [gate]) == eligible(agreed, ()))
        decided += len(found.decisive) + len(found.decisive_for_shortlist)
    assert decided > 4_000


def smallest(sets: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Those that contain no other, in the order they come."""
    every = list(sets)
    return tuple(one for one in every if not any(set(other) < set(one) for other in every))


def test_setting_gates_aside_gives_what_the_appraisal_would_give_without_them() -> None:
    """Ranks, outcomes and shortlists with unknown scores, from the rule that settles the appraisal itself."""
    for agreed in cases(2, 1_500, 6, ANY, any_cell):
        rule, totals, found = agreed.appraisal.shortlist_rule, agreed.totals, gates(agreed)
        assert list(found.excluded) == [option for option, failed in agreed.failed.items() if failed]
        best_low = max((totals[option].low for option in agreed.eligible), default=Fraction(-1))
        best_high = max((totals[option].high for option in agreed.eligible), default=Fraction(-1))
        for option, words in found.excluded.items():
            without = apply_rule(rule, totals, eligible(agreed, words.failed)).standings[option]
            assert (words.failed, words.rank_without) == (agreed.failed[option], without.rank)
            assert words.outcome_without == without.outcome
            low, high = totals[option][:2]
            surely, surely_not = low > best_high, high <= best_low
            assert words.ahead_of_leader == (True if surely else False if surely_not else None)
            known = low == high and best_low == best_high >= 0
            assert words.margin == (rounded(low - best_low) if known else None)
            assert words.draws_level == (known and low == best_low)
        ahead = [words.failed for words in found.excluded.values() if words.ahead_of_leader]
        assert set(found.decisive) == set(smallest(ahead))
        every = [
            aside
            for count in range(len(agreed.appraisal.gates) + 1)
            for aside in itertools.combinations(agreed.appraisal.gates, count)
        ]
        states = {aside: apply_rule(rule, totals, eligible(agreed, aside)) for aside in every}
        listed = {a: [set(state.listed(o)) for o in ("shortlisted", "undetermined")] for a, state in states.items()}
        assert set(found.decisive_for_shortlist) == set(smallest(a for a in every if listed[a] != listed[()]))
        for gate, these in shortlists(found).items():
            assert these == apply_rule(rule, totals, eligible(agreed, [gate])).listed("shortlisted")


def ways(agreed: Evaluation) -> tuple[list[tuple[str, str]], dict[tuple[object, ...], dict[str, Fraction]]] | None:
    """What is open, and for every way that it turns out the totals of the eligible; None where there are too many.

    A cell takes whole and half points of the total between its ends (whole ones alone where there are many ways): all
    ends and lines are whole.
    """
    items: list[tuple[str, str]] = []
    choices: list[list[object]] = []
    steps: list[int] = []
    for option in agreed.eligible:
        for gate, judged in agreed.verdicts[option].items():
            if judged.verdict in ("conditional", "unknown"):
                items.append((gate, option))
                steps.append(0)
        for name, cell in agreed.table[option].items():
            if cell.low < cell.high and agreed.shares[name] > 0:
                items.append((name, option))
                steps.append(int((cell.high - cell.low) * agreed.shares[name]))
    for parts in (2, 1):
        choices = [[Fraction(at, parts) for at in range(step * parts + 1)] if step else [True, False] for step in steps]
        if math.prod(map(len, choices)) <= 250:
            break
    else:
        return None
    found = {}
    for put in itertools.product(*choices):
        totals = {option: agreed.totals[option].low for option in agreed.eligible}
        gone = set()
        for (_, option), chosen in zip(items, put, strict=True):
            if isinstance(chosen, Fraction):
                totals[option] += chosen
            elif not chosen:
                gone.add(option)
        found[put] = {option: total for option, total in totals.items() if option not in gone}
    return items, found


def level_at_the_top(totals: Mapping[str, Fraction]) -> frozenset[str]:
    return frozenset(option for option, total in totals.items() if total == max(totals.values()))


@pytest.mark.slow
def test_who_can_lead_is_who_leads_in_some_way_that_what_is_open_turns_out() -> None:
    tried = certain = 0
    for agreed in cases(3, 3_500, 4, ANY, any_cell):
        if every := ways(agreed):
            tops = [level_at_the_top(totals) for totals in every[1].values()]
            found = gates(agreed)
            assert found.possible == tuple(option for option in agreed.failed if any(option in top for top in tops))
            assert found.certain == next((o for o in agreed.failed if all(o in top for top in tops)), None)
            tried += 1
            certain += found.certain is not None and len(found.possible) > 1
    assert tried > 3_000
    assert certain > 50


@pytest.mark.slow
def test_what_matters_is_what_changes_the_shortlist_in_some_way() -> None:
    """An item matters where two ways that differ in it alone give different shortlists; first those where two such
    ways that give different leaders are found as well."""
    tried = counted = 0
    for agreed in cases(4, 4_500, 4, ANY, any_cell):
        if not (every := ways(agreed)):
            continue
        items, found = every
        lists = {put: forward(agreed.appraisal.shortlist_rule, totals) for put, totals in found.items()}
        tops = {put: level_at_the_top(totals) for put, totals in found.items()}
        changing, leading = (
            [item for place, item in enumerate(items) if turns_on(place, given)] for given in (lists, tops)
        )
        first = [item for item in changing if item in leading]
        assert matters(gates(agreed)) == tuple(first + [item for item in changing if item not in leading])
        tried += 1
        counted += len(changing)
    assert tried > 3_000
    assert counted > 3_000


def turns_on(place: int, given: Mapping[tuple[object, ...], frozenset[str]]) -> bool:
    """Whether two ways that differ only here give different sets."""
    seen: dict[tuple[object, ...], frozenset[str]] = {}
    return any(seen.setdefault((*put[:place], *put[place + 1 :]), these) != these for put, these in given.items())


def test_other_names_and_another_order_give_the_same() -> None:
    """But for the order, and for who stands for several that lead in any case."""
    rng = Random(5)
    for _ in range(300):
        case = some_case(rng, 5, ANY, any_cell)
        options = list(case.options.items())
        rng.shuffle(options)
        criteria, judged = list(case.criteria.items())[::-1], list(case.gates.items())[::-1]
        other = replaced(
            case, options={f"{name}-x": words for name, words in options}, criteria=dict(criteria), gates=dict(judged)
        )
        before, after = gates(agreed_evaluation(case)), gates(agreed_evaluation(other))
        assert {
            f"{name}-x": words._replace(failed=words.failed[::-1]) for name, words in before.excluded.items()
        } == after.excluded
        assert set(map(frozenset, before.decisive)) == set(map(frozenset, after.decisive))
        assert set(map(frozenset, before.decisive_for_shortlist)) == set(map(frozenset, after.decisive_for_shortlist))
        assert set(before.redundant) == set(after.redundant)
        assert {f"{name}-x" for name in before.possible} == set(after.possible)
        assert (before.certain is None) == (after.certain is None)
        assert {(what, f"{name}-x") for what, name in matters(before)} == set(matters(after))


def test_scaling_all_weights_changes_nothing() -> None:
    rng = Random(6)
    for _ in range(200):
        case = some_case(rng, 5, ANY, any_cell)
        criteria = {
            name: replaced(words, weight=(words.weight or Decimal(0)) * 7) for name, words in case.criteria.items()
        }
        assert gates(agreed_evaluation(replaced(case, criteria=criteria))) == gates(agreed_evaluation(case))
