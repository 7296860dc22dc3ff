"""The smallest sets of changes that alone give the newer shortlist: on paper, and against every subset."""

import random
from collections.abc import Callable
from itertools import combinations

import pytest

from appraise.appraisal import (
    Appraisal,
    Characteristic,
    Gate,
    Group,
    Level,
    RateFrom,
    Requirement,
    ShortlistRule,
    Verdict,
    Weighting,
    WeightSheet,
)
from appraise.field_models import replaced
from appraise.review.decisive_changes import decisive_changes
from appraise.review_results import DecisiveChanges, Keys
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal, number, score
from tests.review.panels import GIVEN, NAMES, made
from tests.review.small import SMALL, put, run, turned

Edit = Callable[[Appraisal], Appraisal]
LEVELS = Characteristic(name="Free", question="How free?", levels={"none": "None", "some": "Some", "full": "Full"})
ASKED = Requirement("free", None, "at-least", "some")


def sets(found: DecisiveChanges) -> set[frozenset[Keys]]:
    return {frozenset(found.units[at] for at in each) for each in found.sets}


def between(old: Appraisal, new: Appraisal) -> DecisiveChanges:
    return decisive_changes(run(old), run(new))


def forward(made: Appraisal) -> tuple[set[str], set[str]]:
    shortlist = run(made).shortlist
    return set(shortlist.options), set(shortlist.undetermined)


def without(thing: Appraisal, field: str, name: str) -> Appraisal:
    return put(thing, (field, name), None)  # type: ignore[no-any-return]


def drawn(rng: random.Random) -> Appraisal:
    made = appraisal(
        {name: rng.randint(1, 9) for name in "abc"},
        {option: tuple(rng.choice((0, 25, 50, 75, 100, None)) for _ in "abc") for option in "wxyz"},
        rule=rng.choice((ShortlistRule(top=1), ShortlistRule(top=2), ShortlistRule(at_least=number(50)))),
        verdicts={"g": {rng.choice("wxyz"): "fail"}},
    )
    levels = {option: {"free": Level(level=rng.choice(("none", "some", "full", "unknown")))} for option in made.options}
    return replaced(
        made,
        gates=dict(made.gates) | {"h": Gate(name="H", requires=ASKED)},
        characteristics={"free": LEVELS},
        options={option: replaced(words, characteristics=levels[option]) for option, words in made.options.items()},
    )


def edits(rng: random.Random) -> dict[Keys, Edit]:
    """Changes that can be made each by itself, by what they are."""
    column = {option: score(rng.randint(0, 100)) for option in "wxyz"}
    row = {name: score(rng.randint(0, 100)) for name in "abcd"}
    given = {name: number(rng.randint(1, 30)) for name in "abc"}
    cell, verdict, level = rng.choice((0, 50, 100)), rng.choice(("pass", "fail")), rng.choice(("none", "full"))

    def weights(made: Appraisal) -> Appraisal:
        return replaced(
            made,
            criteria={
                name: replaced(words, weight=given.get(name, words.weight)) for name, words in made.criteria.items()
            },
        )

    def new_criterion(made: Appraisal) -> Appraisal:
        criteria = dict(made.criteria) | {"d": replaced(made.criteria["a"], name="d", weight=number(20))}
        options = {
            name: replaced(words, scores={**words.scores, "d": column[name]}) if name in column else words
            for name, words in made.options.items()
        }
        return replaced(made, criteria=criteria, options=options)

    def new_option(made: Appraisal) -> Appraisal:
        option = replaced(made.options["x"], name="v", scores=row, verdicts={"g": Verdict(verdict="pass")})
        return replaced(made, options={**made.options, "v": option})

    found: dict[Keys, Edit] = {
        ("weights",): weights,
        ("scores", "b", "x"): lambda made: put(made, ("options", "x", "scores", "b"), score(cell)),
        ("scores", "c", "y"): lambda made: put(made, ("options", "y", "scores", "c"), score(100 - cell)),
        ("verdicts", "g", "x"): lambda made: put(made, ("options", "x", "verdicts", "g"), Verdict(verdict=verdict)),  # type: ignore[arg-type]
        ("characteristics", "y", "free"): lambda made: put(
            made, ("options", "y", "characteristics", "free"), Level(level=level)
        ),
        ("gates", "h"): lambda made: put(made, ("gates", "h", "requires"), ASKED._replace(operand="full")),
        ("shortlist-rule",): lambda made: replaced(made, shortlist_rule=ShortlistRule(within=number(10))),
        ("options", "v"): new_option,
        ("options", "z"): lambda made: without(made, "options", "z"),
        ("criteria", "d"): new_criterion,
        ("gates", "g"): lambda made: without(made, "gates", "g"),
    }
    picked = rng.sample(list(found), rng.randint(1, 6))
    if ("gates", "g") in picked and ("verdicts", "g", "x") in picked:
        picked.remove(("verdicts", "g", "x"))
    return {name: found[name] for name in found if name in picked}


@pytest.mark.parametrize("seed", range(40))
def test_the_sets_are_those_that_trying_every_subset_finds(seed: int) -> None:
    rng = random.Random(seed)
    old, made = drawn(rng), edits(rng)
    gone, came = ("options", "z"), ("criteria", "d")

    def new(chosen: tuple[Keys, ...]) -> Appraisal:
        found = old
        for unit, edit in made.items():
            found = edit(found) if unit in chosen else found
        return found

    wanted = forward(new(tuple(made)))
    found = between(old, new(tuple(made)))
    if forward(old) == wanted:
        assert found == DecisiveChanges((), (), None)
        return
    smallest: list[set[Keys]] = []
    for count in range(1, len(made) + 1):
        for chosen in combinations(made, count):
            if came in chosen and gone in made and gone not in chosen:
                continue  # nobody scored the option that is gone on the criterion that came
            if not any(each <= set(chosen) for each in smallest) and forward(new(chosen)) == wanted:
                smallest.append(set(chosen))
    assert found.why_not is None
    assert set(found.units) <= set(made)
    assert sets(found) == set(map(frozenset, smallest))


def test_in_the_worked_example_the_weights_alone_turn_it() -> None:
    """With the new weights In-house comes to 75 and the company to 67.5, whatever became of its one score."""
    weights = {"ind": 20, "pace": 30, "risk": 20, "aff": 30}
    new = appraisal(weights, X_SCORES | {"woc": (75, 75, 50, 50)})
    found = between(appraisal(X_WEIGHTS, X_SCORES), new)
    assert found == DecisiveChanges((("weights",), ("scores", "risk", "woc")), ((0,),), None)


def test_either_of_two_changes_may_do_it_and_two_may_be_needed() -> None:
    """x is first with 60 to 50. Either of its two scores falling by 40 turns that; falling by 15 it takes both."""
    old = appraisal({"a": 1, "b": 1}, {"x": (60, 60), "y": (50, 50)}, ShortlistRule(top=1))
    either = between(old, appraisal({"a": 1, "b": 1}, {"x": (20, 20), "y": (50, 50)}, ShortlistRule(top=1)))
    assert sets(either) == {frozenset({("scores", "a", "x")}), frozenset({("scores", "b", "x")})}
    both = between(old, appraisal({"a": 1, "b": 1}, {"x": (45, 45), "y": (50, 50)}, ShortlistRule(top=1)))
    assert sets(both) == {frozenset({("scores", "a", "x"), ("scores", "b", "x")})}


def test_a_scale_that_grew_with_its_scores_is_never_mixed_with_scores_outside_it() -> None:
    """8 and 6 of 10 become 60 and 80 of 100: old scores on the new scale leave x first, new ones have no old value."""
    old = appraisal({"a": 1}, {"x": (8,), "y": (6,)}, ShortlistRule(top=1))
    old = put(old, ("criteria", "a", "scale"), {number(0): "worst", number(10): "best"})
    found = between(old, appraisal({"a": 1}, {"x": (60,), "y": (80,)}, ShortlistRule(top=1)))
    assert found.units == (("values", "a"), ("scores", "a", "x"), ("scores", "a", "y"))
    assert sets(found) == {frozenset({("values", "a"), ("scores", "a", "y")})}


def test_a_gate_that_asks_for_a_criterion_comes_with_it_or_not_at_all() -> None:
    old = appraisal({"a": 1}, {"x": (80,), "y": (60,)}, ShortlistRule(top=1))
    new = appraisal({"a": 1, "b": 0}, {"x": (80, 0), "y": (60, 100)}, ShortlistRule(top=1))
    new = replaced(new, gates={"g": Gate(name="G", requires=Requirement(None, "b", "at-least", number(50)))})
    assert sets(between(old, new)) == {frozenset({("criteria", "b"), ("gates", "g")})}


def test_weights_that_fit_no_tree_are_no_set() -> None:
    """A group of 40 stands for 40 in all: `b` cannot leave it by itself."""
    made = appraisal({"a": 60, "b": 30, "c": 10}, {"x": (50, 100, 0), "y": (60, 0, 100)}, ShortlistRule(top=1))
    inside = {name: replaced(words, group=None if name == "a" else "g") for name, words in made.criteria.items()}
    old = replaced(made, criteria=inside, groups={"g": Group(name="G", group=None, question=None, weight=number(40))})
    new = without(without(old, "criteria", "b"), "groups", "g")
    new = replaced(new, criteria={name: replaced(words, group=None) for name, words in new.criteria.items()})
    assert sets(between(old, new)) == {frozenset({("weights",), ("criteria", "b")})}


def test_a_criterion_that_becomes_a_group_of_the_same_id_need_not_go_with_the_score_that_turns_it() -> None:
    """x has 55 and y 50. With 20 on `b` x has 35, whether `cost` is one criterion or a group with one in it."""
    top = ShortlistRule(top=1)
    old = appraisal({"cost": 10, "b": 10}, {"x": (50, 60), "y": (50, 50)}, top)
    new = appraisal({"setup": 10, "b": 10}, {"x": (50, 20), "y": (50, 50)}, top)
    new = replaced(put(new, ("criteria", "setup", "group"), "cost"), groups={"cost": Group(name="Cost")})
    for found in (between(old, new), between(new, old)):
        assert set(found.units) == {("criteria", "cost"), ("criteria", "setup"), ("scores", "b", "x")}
        assert sets(found) == {frozenset({("scores", "b", "x")})}


def test_a_criterion_and_a_group_of_the_same_id_are_never_there_together() -> None:
    """With `setup` beside `cost` y would be first; without either all are level."""
    top = ShortlistRule(top=1)
    old = appraisal({"cost": 10, "b": 10}, {"x": (60, 50), "y": (50, 50)}, top)
    new = appraisal({"setup": 10, "b": 10}, {"x": (20, 50), "y": (50, 50)}, top)
    new = replaced(put(new, ("criteria", "setup", "group"), "cost"), groups={"cost": Group(name="Cost")})
    assert sets(between(old, new)) == {frozenset({("criteria", "cost"), ("criteria", "setup")})}


def test_groups_stand_as_the_side_has_them_that_gives_the_weights() -> None:
    """`g` holds `h` at first and lies in it later, which is no change of any share."""
    top, weight = ShortlistRule(top=1), number(40)
    old = appraisal({"a": 60, "c": 40}, {"x": (50, 60), "y": (50, 50)}, top)
    new = put(appraisal({"a": 60, "c": 40}, {"x": (50, 40), "y": (50, 50)}, top), ("criteria", "c", "group"), "g")
    new = replaced(
        new,
        groups={
            "h": Group(name="H", group=None, question=None, weight=weight),
            "g": Group(name="G", group="h", question=None, weight=weight),
        },
    )
    old = put(old, ("criteria", "c", "group"), "h")
    old = replaced(
        old,
        groups={
            "g": Group(name="G", group=None, question=None, weight=weight),
            "h": Group(name="H", group="g", question=None, weight=weight),
        },
    )
    for found in (between(old, new), between(new, old)):
        assert found == DecisiveChanges((("weights",), ("scores", "c", "x")), ((1,),), None)


def test_a_group_comes_and_goes_with_all_that_is_in_it_and_is_no_change_of_weights() -> None:
    """With `c` x has 64 and y 36; on `b` alone x has 40 or 41 and y 60."""
    top = ShortlistRule(top=1)
    old = appraisal({"b": 60, "c": 40}, {"x": (40, 100), "y": (60, 0)}, top)
    old = put(old, ("criteria", "c", "group"), "g")
    new = appraisal({"b": 60}, {"x": (41,), "y": (60,)}, top)
    for weight in (number(40), None):
        grouped = replaced(old, groups={"g": Group(name="G", group=None, question=None, weight=weight)})
        for found in (between(grouped, new), between(new, grouped)):
            assert set(found.units) == {("criteria", "c"), ("scores", "b", "x")}
            assert sets(found) == {frozenset({("criteria", "c")})}


def test_a_group_is_there_with_its_weight_as_long_as_something_is_in_it() -> None:
    """`c` is all of a group of 40: x has 30 and y 34, and without `c` they are level. With the new weights on `a` and
    `b` x has 50, and y 10 and those 4."""
    top = ShortlistRule(top=1)
    old = appraisal({"a": 30, "b": 30, "c": 100}, {"x": (100, 0, 0), "y": (0, 100, 10)}, top)
    old = replaced(
        put(old, ("criteria", "c", "group"), "g"),
        groups={"g": Group(name="G", group=None, question=None, weight=number(40))},
    )
    new = appraisal({"a": 50, "b": 10}, {"x": (100, 0), "y": (0, 100)}, top)
    found = between(old, new)
    assert set(found.units) == {("weights",), ("criteria", "c")}
    assert sets(found) == {frozenset({("weights",)})}


def test_groups_inside_groups_come_with_the_one_criterion_in_them() -> None:
    """`c` comes with 40 of 100 in a group in a group, by which x has 64 of 100 and not 40."""
    top = ShortlistRule(top=1)
    old = appraisal({"b": 60}, {"x": (40,), "y": (60,)}, top)
    new = appraisal({"b": 60, "c": 100}, {"x": (41, 100), "y": (60, 0)}, top)
    inner = {
        "outer": Group(name="Outer", group=None, question=None, weight=number(40)),
        "inner": Group(name="Inner", group="outer"),
    }
    found = between(old, replaced(put(new, ("criteria", "c", "group"), "inner"), groups=inner))
    assert sets(found) == {frozenset({("criteria", "c")})}


def test_a_range_that_is_not_on_the_scale_is_in_no_set() -> None:
    """On a scale to 100 y is first, on one to 50 x is: but x might have 80, and nobody said 50 but with the scale. A
    range on a scale that stays decides nothing."""
    scores: dict[str, tuple[object, ...]] = {"x": (40, 30), "y": (20, 60)}
    old = appraisal({"a": 1, "b": 1}, scores, ShortlistRule(top=1))
    new = put(old, ("criteria", "a", "scale"), {number(0): "worst", number(50): "best"})
    alone = between(old, put(new, ("options", "y", "scores", "b", "range"), (number(50), number(70))))
    assert alone == DecisiveChanges((("values", "a"),), ((0,),), None)
    bent = put(
        old, ("criteria", "a", "values"), {number(0): number(0), number(40): number(90), number(100): number(100)}
    )
    bent = put(bent, ("options", "x", "scores", "a", "range"), (number(20), number(80)))
    assert between(old, bent) == DecisiveChanges((("values", "a"),), ((0,),), None)
    sure = put(old, ("options", "x", "scores", "a", "range"), (number(20), number(80)))
    found = between(sure, put(new, ("options", "x", "scores", "a", "range"), (number(20), number(50))))
    assert found == DecisiveChanges((("values", "a"), ("scores", "a", "x")), ((0, 1),), None)


def test_an_option_that_is_gone_is_never_scored_on_a_criterion_that_came() -> None:
    """y is first until it goes. Nobody knows what it would have been on `d`."""
    old = appraisal({"a": 1}, {"x": (50,), "y": (60,)}, ShortlistRule(top=1))
    found = between(old, appraisal({"a": 1, "d": 9}, {"x": (50, 5)}, ShortlistRule(top=1)))
    assert found == DecisiveChanges((("options", "y"), ("criteria", "d")), ((0,),), None)


def test_nor_where_it_could_not_reach_the_line_whatever_it_was() -> None:
    """x reaches 95 of 100 with `d`, which y never could: but nobody said so of y."""
    line = ShortlistRule(at_least=number(95))
    old = appraisal({"a": 1}, {"x": (50,), "y": (0,)}, line)
    found = between(old, appraisal({"a": 1, "d": 9}, {"x": (50, 100)}, line))
    assert found == DecisiveChanges((("options", "y"), ("criteria", "d")), ((0, 1),), None)


def test_a_gate_that_cannot_be_judged_yet_is_not_taken_for_open() -> None:
    """With `b` the gate lets y pass. Without `b` it is no gate, and not one whose verdict is unknown."""
    old = appraisal({"a": 1}, {"x": (50,), "y": (60,)}, ShortlistRule(top=1))
    old = replaced(old, gates={"g": Gate(name="G", requires=Requirement(None, "a", "at-most", number(55)))})
    new = appraisal({"a": 1, "b": 0}, {"x": (50, 50), "y": (60, 50)}, ShortlistRule(top=1))
    new = replaced(new, gates={"g": Gate(name="G", requires=Requirement(None, "b", "at-most", number(55)))})
    assert sets(between(old, new)) == {frozenset({("criteria", "b"), ("gates", "g")})}


def test_trying_stops_where_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two options by three criteria are 12 with their heads. That all three scores must fall it takes three tries one
    by one to see, and three two by two. Of the last it is known."""
    old = appraisal({"a": 1, "b": 1, "c": 1}, {"x": (60, 60, 60), "y": (50, 50, 50)}, ShortlistRule(top=1))
    new = appraisal({"a": 1, "b": 1, "c": 1}, {"x": (48, 48, 48), "y": (50, 50, 50)}, ShortlistRule(top=1))
    tries = ((23, "too-large"), (35, "too-large"), (36, "too-many"), (71, "too-many"), (72, None))
    for most, why_not in tries:
        monkeypatch.setattr("appraise.review.decisive_changes._MOST", most)
        found = between(old, new)
        assert (found.why_not, found.sets) == (why_not, () if why_not else ((0, 1, 2),))


def test_a_single_change_is_told_however_large_the_appraisal_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appraise.review.decisive_changes._MOST", 1)
    old = run(appraisal({"a": 1}, {"x": (60,), "y": (50,)}, ShortlistRule(top=1)))
    new = run(appraisal({"a": 1}, {"x": (40,), "y": (50,)}, ShortlistRule(top=1)))
    assert decisive_changes(old, new) == DecisiveChanges((("scores", "a", "x"),), ((0,),), None)
    assert decisive_changes(old, new._replace(appraise="9")) == DecisiveChanges((), (), "too-large")
    two = run(appraisal({"a": 1}, {"x": (40,), "y": (51,)}, ShortlistRule(top=1)))
    assert decisive_changes(old, two) == DecisiveChanges((), (), "too-large")
    same = new._replace(inputs=old.inputs)
    assert decisive_changes(old, same) == DecisiveChanges((), (), "versions")


def test_a_rule_that_scores_from_a_characteristic_and_a_decision_that_is_taken_back() -> None:
    rule = RateFrom(characteristic="free", scores={"none": number(0), "some": number(50), "full": number(100)})
    made = appraisal({"a": 1}, {"x": (80,), "y": (60,)}, ShortlistRule(top=1), verdicts={"g": {"y": "fail"}})
    made = replaced(
        made,
        criteria={"a": replaced(made.criteria["a"], rate_from=rule)},
        gates={"g": Gate(name="G", requires=ASKED)},
        characteristics={"free": LEVELS},
        options={
            name: replaced(words, scores={}, characteristics={"free": Level(level=level), "odd": Level(level="none")})
            for (name, words), level in zip(made.options.items(), ("some", "full"), strict=True)
        },
    )
    pardoned = put(made, ("options", "y", "verdicts", "g"), None)
    pardoned = put(pardoned, ("options", "y", "characteristics", "odd", "level"), "some")
    assert between(made, pardoned) == DecisiveChanges((("verdicts", "g", "y"),), ((0,),), None)
    raised = put(pardoned, ("criteria", "a", "rate-from", "scores", "full"), number(40))
    assert between(pardoned, raised) == DecisiveChanges((("scores", "a"),), ((0,),), None)
    lower = put(pardoned, ("options", "y", "characteristics", "free", "level"), "none")
    assert between(pardoned, lower) == DecisiveChanges((("characteristics", "y", "free"),), ((0,),), None)
    upside_down = put(pardoned, ("characteristics", "free", "levels"), dict(reversed(list(LEVELS.levels.items()))))
    assert between(pardoned, upside_down) == DecisiveChanges((("definitions",),), ((0,),), None)


def test_of_many_changes_whole_groups_are_put_together() -> None:
    old = appraisal({"a": 1, "b": 1}, {f"o{at}": (at, at) for at in range(7)})
    new = appraisal({"a": 1, "b": 2}, {f"o{at}": (9 - at, 9 - at) for at in range(7)})
    assert between(old, new) == DecisiveChanges((("weights",), ("scores",)), ((1,),), None)


def test_nothing_is_told_where_the_shortlist_is_the_same_or_there_is_too_much_to_try() -> None:
    made = appraisal(X_WEIGHTS, X_SCORES)
    assert between(made, appraisal(X_WEIGHTS, X_SCORES | {"charity": (0, 0, 0, 0)})) == DecisiveChanges((), (), None)
    assert between(SMALL, turned(SMALL)) == DecisiveChanges((), (), None)
    wide = [
        run(appraisal({f"c{at}": 1 for at in range(100)}, {f"o{at}": (at * sign % 101,) * 100 for at in range(3)}))
        for sign in (1, -1)
    ]
    assert decisive_changes(*wide).why_not is None
    tall = [run(appraisal({"c0": 1}, {f"o{at}": (at * sign % 101,) for at in range(100)})) for sign in (1, -1)]
    huge = [
        replaced(each.inputs, criteria={f"c{at}": each.inputs.criteria["c0"] for at in range(999)}) for each in tall
    ]
    assert (
        decisive_changes(*(each._replace(inputs=inputs) for each, inputs in zip(tall, huge, strict=True))).why_not
        == "too-large"
    )


def test_nothing_is_told_of_a_record_that_comes_out_otherwise_by_now() -> None:
    old, new = run(appraisal(X_WEIGHTS, X_SCORES)), run(appraisal({**X_WEIGHTS, "aff": 60}, X_SCORES))
    assert decisive_changes(old, new).sets
    odd = new._replace(shortlist=new.shortlist._replace(options=("jv", "charity")))
    assert decisive_changes(old, odd) == decisive_changes(odd, old) == DecisiveChanges((), (), "versions")


@pytest.mark.parametrize("seed", range(30))
def test_of_scores_by_members_the_sets_are_those_that_trying_every_subset_finds(seed: int) -> None:
    """Each change is made in the sheets themselves."""
    rng = random.Random(seed)
    combine, other = rng.sample(["mean", "median"], 2)
    cells = rng.sample([(who, at, of) for who in GIVEN for at in (0, 1) for of in (0, 1, 2)], rng.randint(1, 4))
    turned_to = {cell: rng.choice("0135-?") for cell in cells}
    changed = [(who, at, of) for who, at, of in cells if GIVEN[who][at][of] != turned_to[who, at, of]]
    units: dict[Keys, tuple[str, int, int] | None] = {
        ("panel", who, "qr"[at], "ABC"[of]): (who, at, of) for who, at, of in changed
    }
    if rng.random() < 0.5:
        units["combine",] = None

    def with_(chosen: frozenset[Keys]) -> Appraisal:
        rows = {who: [list(row) for row in each] for who, each in GIVEN.items()}
        for cell in filter(None, map(units.get, chosen)):
            who, at, of = cell
            rows[who][at][of] = turned_to[cell]
        sheets = {who: tuple(map("".join, each)) for who, each in rows.items()}
        return made(other if ("combine",) in chosen else combine, **sheets)

    everything = frozenset(units)
    wanted = forward(with_(everything))
    found = between(with_(frozenset()), with_(everything))
    if wanted == forward(with_(frozenset())):
        assert found == DecisiveChanges((), (), None)
        return
    every = [frozenset(chosen) for count in range(1, len(units) + 1) for chosen in combinations(units, count)]
    turning = [chosen for chosen in every if forward(with_(chosen)) == wanted]
    assert sets(found) == {chosen for chosen in turning if not any(other < chosen for other in turning)}


def test_weights_of_members_are_one_change_and_a_new_criterion_brings_its_swings() -> None:
    """By the mean A has 70 and 140/3 points of value, B 60 and 75, C 55 and 200/3. Ann weighs 100 and 50 and Ben 50 and
    100, so both weigh half: 175/3, 135/2 and 365/6. With 100 and 0 of Ben quality weighs 5/6: 595/9, 125/2, 1025/18.
    With a third criterion that weighs 2/5 or more, on which A alone has anything, A leads too."""

    def weighed(**swings: tuple[int, int]) -> Appraisal:
        sheets = {
            who: WeightSheet(by=NAMES[who], swings={"q": number(q), "r": number(r)}) for who, (q, r) in swings.items()
        }
        return replaced(made(), weighting=Weighting(method="swing", sheets=sheets))

    old, new = weighed(ann=(100, 50), ben=(50, 100)), weighed(ann=(100, 50), ben=(100, 0))
    assert forward(old) == ({"B"}, set())
    assert forward(new) == ({"A"}, set())
    assert sets(between(old, new)) == {frozenset({("weights",)})}
    third = replaced(old.criteria["q"], name="Speed")
    sheets = {
        who: replaced(each, swings={**each.swings, "s": number(100)}) for who, each in old.weighting.sheets.items()
    }
    options = {
        name: replaced(option, scores={"s": score(5 if name == "A" else 0)}) for name, option in old.options.items()
    }
    cat = made(cat=("153", "245"))
    more = replaced(
        old,
        criteria={**old.criteria, "s": third},
        weighting=replaced(old.weighting, sheets=sheets),
        options=options,
        panel=cat.panel,
    )
    found = between(old, more)
    assert found.units == (("criteria", "s"), ("panel", "cat", "r", "B"))
    assert sets(found) == {frozenset({("criteria", "s")})}
