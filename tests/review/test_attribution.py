"""What a change of lead is due to: worked on paper, against every order worked out by the engine, and by properties."""

import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest

from appraise.appraisal import Appraisal, Level, RateFrom, Score, ShortlistRule
from appraise.engine.evaluation import agreed_evaluation
from appraise.field_models import replaced
from appraise.review.attribution import leads
from appraise.review_results import Lead
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal, number
from tests.review.small import put, run

SEEDS = range(60)


def by_factor(lead: Lead) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for share in lead.shares:
        found[share.due_to] = found.get(share.due_to, Decimal(0)) + share.points
    return found


def scaled(weights: dict[str, int], best: dict[str, int], scores: dict[str, tuple[int, ...]]) -> Appraisal:
    """Criteria that run from 0 to some best score."""
    made = appraisal(weights, dict(scores))
    criteria = {
        name: replaced(words, scale=None, unit="points", worst=number(0), best=number(best[name]))
        for name, words in made.criteria.items()
    }
    return replaced(made, criteria=criteria)


def drawn(seed: int) -> tuple[Appraisal, Appraisal]:
    """Two sides that differ in weights, scores and anchors, every score below every best."""
    rng = random.Random(seed)
    names = "abc"[: rng.randint(1, 3)]
    sides = []
    for _ in range(2):
        weights = {name: rng.randint(1, 9) for name in names}
        best = {name: rng.choice((10, 15, 20)) for name in names}
        sides.append(scaled(weights, best, {each: tuple(rng.randint(0, 10) for _ in names) for each in "xyz"}))
    return sides[0], sides[1]


def one_by_one(old: Appraisal, new: Appraisal, lead: Lead) -> dict[tuple[str, str], Fraction]:
    """The average over six orders of what each step changes, every step an appraisal of its own."""

    def part(chosen: tuple[str, ...], name: str) -> Fraction:
        weights, scores, values = (new if factor in chosen else old for factor in ("weights", "scores", "values"))
        criteria = {
            each: replaced(values.criteria[each], weight=weights.criteria[each].weight) for each in weights.criteria
        }
        made = agreed_evaluation(replaced(old, criteria=criteria, options=scores.options))
        return made.shares[name] * (made.table[lead.leader][name].low - made.table[lead.rival][name].low)

    found: dict[tuple[str, str], Fraction] = {}
    for name in old.criteria:
        for order in permutations(("weights", "scores", "values")):
            for at, factor in enumerate(order):
                step = part(order[: at + 1], name) - part(order[:at], name)
                found[factor, name] = found.get((factor, name), Fraction(0)) + step / 6
    return found


def test_the_worked_example_is_shared_out_as_on_paper() -> None:
    """Weights 40, 25, 20, 15 become 20, 30, 20, 30 and one score 75 becomes 50: 16.25 ahead becomes 12.5 behind."""
    new = {"ind": 20, "pace": 30, "risk": 20, "aff": 30}
    found = leads(run(appraisal(X_WEIGHTS, X_SCORES)), run(appraisal(new, X_SCORES | {"woc": (75, 75, 50, 50)})))
    lead = found[0]
    assert lead[:4] == ("woc", "in-house", number("16.25"), number("-12.5"))[:4]
    assert by_factor(lead) == {"weights": number("-23.75"), "scores": number(-5)}
    assert [share for share in lead.shares if share.due_to == "scores"] == [("scores", "risk", number(-5))]
    assert {share.criterion: share.points for share in lead.shares if share.due_to == "weights"} == {
        "ind": number(-15),
        "pace": number("-1.25"),
        "aff": number("-7.5"),
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_are_the_average_over_all_orders_and_add_up_to_the_change(seed: int) -> None:
    old, new = drawn(seed)
    for lead in leads(run(old), run(new)):
        exact = one_by_one(old, new, lead)
        shares: dict[tuple[str, str], Decimal] = {
            (share.due_to, share.criterion): share.points for share in lead.shares
        }
        assert sum(shares.values(), Decimal(0)) == lead.now - lead.was
        assert set(shares) <= set(exact)
        for named, part in exact.items():
            assert abs(Fraction(shares.get(named, Decimal(0))) - part) <= Fraction(3, 10**6)
            assert part or named not in shares
        totals = [agreed_evaluation(side).totals for side in (old, new)]
        leads_ = [total[lead.leader].low - total[lead.rival].low for total in totals]
        assert [abs(Fraction(said) - real) <= Fraction(1, 10**6) for said, real in zip(lead[2:4], leads_, strict=True)]


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_the_other_way_round_are_the_same_with_the_other_sign(seed: int) -> None:
    old, new = drawn(seed)
    there, back = leads(run(old), run(new)), leads(run(new), run(old))
    other = {(lead.leader, lead.rival): lead for lead in back}
    flipped = {(lead.rival, lead.leader): lead for lead in back}
    matched = 0
    for lead in there:
        pair = lead.leader, lead.rival
        sign = -1 if pair in other else 1
        twin = other.get(pair) or flipped.get(pair)
        if twin is not None:
            matched += 1
            points = {share[:2]: sign * share.points for share in twin.shares}
            for share in lead.shares:
                assert abs(share.points - points.get(share[:2], Decimal(0))) <= Decimal("0.000003")
    assert matched or not (there and back)


@pytest.mark.parametrize(
    ("due_to", "edit"),
    [
        (
            "weights",
            lambda old, new: replaced(
                old, criteria={n: replaced(c, weight=new.criteria[n].weight) for n, c in old.criteria.items()}
            ),
        ),
        ("scores", lambda old, new: replaced(old, options=new.options)),
        (
            "values",
            lambda old, new: replaced(
                new,
                options=old.options,
                criteria={n: replaced(c, weight=old.criteria[n].weight) for n, c in new.criteria.items()},
            ),
        ),
    ],
)
def test_all_is_due_to_the_one_thing_that_changed(
    due_to: str, edit: Callable[[Appraisal, Appraisal], Appraisal]
) -> None:
    told = 0
    for seed in SEEDS:
        old, new = drawn(seed)
        found = leads(run(old), run(edit(old, new)))
        told += len(found)
        assert {share.due_to for lead in found for share in lead.shares} <= {due_to}
    assert told > 20


def test_a_criterion_where_nothing_changed_has_no_share() -> None:
    """The weight of `still` and both its values are as they were, and the weights still add up to 100."""
    old = appraisal({"still": 50, "a": 30, "b": 20}, {"x": (80, 60, 0), "y": (10, 10, 10)})
    new = appraisal({"still": 50, "a": 20, "b": 30}, {"x": (80, 50, 0), "y": (10, 10, 10)})
    (lead,) = leads(run(old), run(new))
    assert {share.criterion for share in lead.shares} == {"a", "b"}


def test_a_score_that_is_not_on_the_other_scale_goes_together_with_the_values() -> None:
    """8 of 10 becomes 70 of 100: the lead of x over y on `a` goes from 60 to 50, and only the two together say why."""
    old = scaled({"a": 1}, {"a": 10}, {"x": (8,), "y": (2,)})
    new = scaled({"a": 1}, {"a": 100}, {"x": (70,), "y": (20,)})
    (lead,) = leads(run(old), run(new))
    assert lead == ("x", "y", 60, 50, (("scores-and-values", "a", -10),))


def test_scores_and_values_together_share_with_weights_over_both_orders() -> None:
    """On `a` 60 apart become 50 and a half becomes a quarter: weights 55 times -1/4, the rest -10 times 3/8. On `b`
    the 20 apart stay, and a quarter more weight is 5."""
    old = scaled({"a": 1, "b": 1}, {"a": 10, "b": 100}, {"x": (8, 40), "y": (2, 20)})
    new = scaled({"a": 1, "b": 3}, {"a": 100, "b": 100}, {"x": (70, 40), "y": (20, 20)})
    (lead,) = leads(run(old), run(new))
    assert lead[2:4] == (40, number("27.5"))
    assert lead.shares == (
        ("weights", "a", number("-13.75")),
        ("weights", "b", 5),
        ("scores-and-values", "a", number("-3.75")),
    )


def test_whom_a_gate_no_longer_excludes_is_no_rival_for_that() -> None:
    old = appraisal({"a": 1}, {"l": (90,), "r": (80,), "s": (20,)}, verdicts={"g": {"s": "fail"}})
    new = appraisal({"a": 1}, {"l": (90,), "r": (80,), "s": (30,)}, verdicts={"g": {}})
    assert leads(run(old), run(new)) == ()


def test_a_criterion_on_one_side_counts_with_its_weight() -> None:
    """x leads by 40 on `a`. With as much weight on `b`, where it is 20 behind, it leads by 10: -20 and -10."""
    old = appraisal({"a": 50}, {"x": (60,), "y": (20,)})
    new = appraisal({"a": 50, "b": 50}, {"x": (60, 30), "y": (20, 50)})
    (lead,) = leads(run(old), run(new))
    assert lead == ("x", "y", 40, 10, (("weights", "a", -20), ("weights", "b", -10)))
    (back,) = leads(run(new), run(old))
    assert back == ("x", "y", 10, 40, (("weights", "a", 20), ("weights", "b", 10)))


def test_a_score_that_a_rule_gives_counts_as_a_score() -> None:
    rule = RateFrom(characteristic="free", scores={"none": number(0), "full": number(100)})
    made = appraisal({"a": 50, "b": 50}, {"x": (60, 100), "y": (20, 20)})
    made = replaced(
        made,
        criteria=dict(made.criteria) | {"b": replaced(made.criteria["b"], rate_from=rule)},
        options={
            name: replaced(
                words,
                characteristics={"free": Level(level="full" if name == "x" else "none")},
                scores={"a": words.scores["a"]},
            )
            for name, words in made.options.items()
        },
    )
    new = put(made, ("options", "y", "characteristics", "free", "level"), "full")
    (lead,) = leads(run(made), run(new))
    assert lead == ("x", "y", 70, 20, (("scores", "b", -50),))


def test_an_open_total_has_no_lead_and_an_unknown_score_without_weight_leaves_none_open() -> None:
    old = appraisal({"a": 50, "b": 0}, {"x": (60, 10), "y": (20, None)})
    new = appraisal({"a": 50, "b": 50}, {"x": (60, 10), "y": (20, 30)})
    assert leads(run(old), run(new)) == (Lead("x", "y", 40, 10, (("weights", "a", -20), ("weights", "b", -10))),)  # type: ignore[arg-type]
    open_now = put(new, ("options", "y", "scores", "b"), Score("unknown"))
    assert leads(run(old), run(open_now)) == ()
    narrow = put(new, ("options", "y", "scores", "b"), Score("unknown", (number(30), number(30))))
    assert leads(run(old), run(narrow)) == leads(run(old), run(new))


def test_rivals_are_the_new_leader_the_runners_up_and_whose_outcome_changed_up_to_five() -> None:
    weights = {"a": 50, "b": 50}
    old = appraisal(weights, {"l": (90, 90), "r": (80, 80), "s": (70, 70), "t": (10, 10), "u": (5, 5)})
    new = appraisal(weights, {"l": (90, 80), "r": (10, 20), "s": (70, 90), "t": (90, 95), "u": (6, 6)})
    assert [lead.rival for lead in leads(run(old), run(new))] == ["t", "r"]
    many = {f"o{at}": (50 - at, 50) for at in range(9)}
    turned = {f"o{at}": (50 + at, 50) for at in range(9)}
    wide = [
        replaced(appraisal(weights, {"l": (99, 99), **rows}), shortlist_rule=replaced(old.shortlist_rule, top=5))
        for rows in (many, turned)
    ]
    assert len(leads(run(wide[0]), run(wide[1]))) == 5


def test_where_options_changed_places_that_pair_is_itemised() -> None:
    """At second place, at the line of the shortlist, at both, and where nobody took the place of the one that left."""

    def pairs(old: dict[str, int], new: dict[str, int], rule: ShortlistRule) -> list[tuple[str, str, int, int]]:
        was, now = (
            run(appraisal({"a": 1}, {name: (score,) for name, score in side.items()}, rule)) for side in (old, new)
        )
        return [(lead.leader, lead.rival, int(lead.was), int(lead.now)) for lead in leads(was, now)]

    of_one, of_three, from_50 = ShortlistRule(top=1), ShortlistRule(top=3), ShortlistRule(at_least=number(50))
    old = {"l": 90, "r": 80, "s": 70, "t": 60}
    assert pairs(old, old | {"r": 65}, of_one) == [("r", "s", 10, -5)]
    assert pairs(old, old | {"t": 75}, of_three) == [("s", "t", 10, -5)]
    assert pairs(old, old | {"r": 55}, of_three) == [("r", "s", 10, -15), ("r", "t", 20, -5)]
    assert pairs(old, old | {"t": 40}, from_50) == [("l", "t", 30, 50)]
    assert pairs(old, old | {"r": 85}, of_one) == [("l", "r", 10, 5)]


def test_whose_total_is_open_takes_the_place_of_no_other_among_the_five() -> None:
    """Six options are unknown by now; whether they reach 50 changed for them, and then for s: 40 becomes 60."""
    line = ShortlistRule(at_least=number(50))
    known: dict[str, tuple[object, ...]] = {f"u{at}": (10,) for at in range(6)}
    unknown: dict[str, tuple[object, ...]] = {f"u{at}": (None,) for at in range(6)}
    old, new = (
        run(appraisal({"a": 1}, {"l": (90,), **rows, "s": (score,), "r": (80,)}, line))
        for rows, score in ((known, 40), (unknown, 60))
    )
    assert leads(old, new) == (Lead("l", "s", number(50), number(30), (("scores", "a", number(-20)),)),)  # type: ignore[arg-type]


def test_a_leader_that_a_gate_excludes_by_now_is_still_held_against_the_one_who_leads() -> None:
    old = appraisal({"a": 1}, {"x": (80,), "y": (60,), "z": (10,)}, verdicts={"g": {}})
    new = appraisal({"a": 1}, {"x": (85,), "y": (60,), "z": (10,)}, verdicts={"g": {"x": "fail"}})
    first, *_ = leads(run(old), run(new))
    assert first[:4] == ("x", "y", 20, 25)


def test_nothing_is_said_where_another_version_worked_out_other_totals() -> None:
    old, new = run(appraisal({"a": 1}, {"x": (80,), "y": (60,)})), run(appraisal({"a": 1}, {"x": (70,), "y": (60,)}))
    assert leads(old, new)
    odd = new.options["x"]._replace(total=number(71))
    assert leads(old, new._replace(options={**new.options, "x": odd})) == ()


def test_leads_need_a_leader_on_both_sides() -> None:
    old = run(appraisal({"a": 1}, {"x": (80,), "y": (60,)}))
    assert leads(old, run(appraisal({"a": 1}, {"y": (60,), "z": (10,)}))) == ()
    nobody = run(appraisal({"a": 1}, {"x": (80,), "y": (60,)}, verdicts={"g": {"x": "fail", "y": "fail"}}))
    assert leads(nobody, old) == ()


def test_a_lead_that_stays_is_not_told() -> None:
    old = appraisal({"a": 1}, {"x": (80,), "y": (60,)})
    assert leads(run(old), run(appraisal({"a": 1}, {"x": (90,), "y": (70,)}))) == ()
    third = appraisal({"a": 1, "b": 2}, {"x": (100, 0), "y": (0, 0)})
    two_and_one = appraisal({"a": 1, "b": 2}, {"x": (0, 100), "y": (100, 0)})
    assert run(two_and_one).options["x"].total == Decimal("66.666667")
    assert leads(run(third), run(two_and_one)) == ()
