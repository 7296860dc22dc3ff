"""What changed in a panel's sheets: whose it was, what it did, and that all changes together make the newer side."""

import random
from decimal import Decimal

import pytest

from appraise.appraisal import (
    Appraisal,
    Criterion,
    Panel,
    Score,
    ScoreSheet,
    Weighting,
    WeightSheet,
)
from appraise.engine.evaluation import agreed_evaluation
from appraise.field_models import replaced
from appraise.review.changes import changes
from appraise.review.counterfactuals import bare, evaluable, missing, start, units, with_units
from appraise.review.decisive_changes import decisive_changes
from appraise.review.difference import compare
from appraise.review_results import Change, DecisiveChanges
from tests.conftest import appraisal, number, score
from tests.publish.comparison.test_document import pair
from tests.review.panels import NAMES, SCALE, made
from tests.review.small import run

ANN = "“A Ash, Finance”"


def without(given: Appraisal, member: str) -> Appraisal:
    assert given.panel is not None
    sheets = {name: sheet for name, sheet in given.panel.sheets.items() if name != member}
    return replaced(given, panel=replaced(given.panel, sheets=sheets))


def test_a_members_changed_score_is_told_as_theirs_with_what_it_did() -> None:
    old, new = made("median"), made("median", ann=("452", "243"))
    at = ("panel", "sheets", "ann", "scores", "q", "B", "score")
    assert changes(old, new) == (Change("scores", at, number(3), number(5)),)
    # B on q: 3, 2, 5, 2 come to 5/2; 5, 2, 5, 2 to 7/2. A has 64 of 100 points, B 62 and then 74.
    found = compare(run(old), run(new))
    was, now = (found.effects["B"].was, found.effects["B"].now)
    assert was is not None
    assert now is not None
    assert (was.total, now.total, was.outcome, now.outcome) == (62, 74, "not-shortlisted", "shortlisted")
    assert found.turning == DecisiveChanges((("panel", "ann", "q", "B"),), ((0,),), None)
    said = pair(old, new).text()
    assert f"{ANN}, Quality, B: 3, now 5" in said
    assert f"Changing what {ANN} gave B for Quality" in said


def test_a_member_who_came_or_went_is_told_by_name() -> None:
    old, new = without(made("median"), "ben"), made("median")
    assert [change[:2] for change in changes(old, new)] == [("scores", ("panel", "sheets", "ben"))]
    # Without Ben B leads, 68 to 64; with him A does, 64 to 62: the change that does it is his.
    assert list(units(old, new)) == [("panel", "ben")]
    assert "B Birch, Schools" in pair(old, new).text()
    assert [change[:2] for change in changes(new, old)] == [("scores", ("panel", "sheets", "ben"))]


def test_another_way_to_combine_is_one_change() -> None:
    old, new = made("median"), made("mean")
    assert changes(old, new) == (Change("scores", ("panel", "combine"), "median", "mean"),)
    assert decisive_changes(run(old), run(new)) == DecisiveChanges((("combine",),), ((0,),), None)
    said = pair(old, new).text()
    assert "Panel: combine “median”, now “mean”" in said
    assert "Changing how members' scores are combined" in said


def test_a_members_changed_weight_is_told_as_theirs() -> None:
    def weighed(swing: int) -> Appraisal:
        sheets = {"ann": WeightSheet(by=NAMES["ann"], swings={"q": number(100), "r": number(swing)})}
        criteria = {name: replaced(each, weight=None) for name, each in made("median").criteria.items()}
        return replaced(made("median"), criteria=criteria, weighting=Weighting(method="swing", sheets=sheets))

    old, new = weighed(50), weighed(100)
    at = ("weighting", "sheets", "ann", "swings", "r")
    assert changes(old, new) == (Change("weights", at, number(50), number(100)),)
    assert list(units(old, new)) == [("weights",)]
    assert f"weights by {ANN}, Reach: swing 50, now 100" in pair(old, new).text()


def test_an_order_is_told_as_a_whole() -> None:
    def ordered(*order: tuple[str, ...]) -> Appraisal:
        criteria = {name: replaced(each, weight=None) for name, each in made("median").criteria.items()}
        return replaced(made("median"), criteria=criteria, weighting=Weighting(method="rank-sum", order=order))

    old, new = ordered(("q",), ("r",)), ordered(("r",), ("q",))
    found = changes(old, new)
    assert found == (Change("weights", ("weighting", "order"), (("q",), ("r",)), (("r",), ("q",))),)


def drawn(rng: random.Random) -> Appraisal:
    """A random panel, with weights of its own or typed ones, on some of three options and of two criteria."""
    options, criteria = rng.sample("ABC", rng.randint(2, 3)), rng.sample("qrs", rng.randint(1, 3))
    members = rng.sample(list(NAMES), rng.randint(1, 4))
    sheets = {}
    for member in members:
        rows: dict[str, dict[str, Score]] = {
            name: {option: score(rng.choice((0, 1, 2, 3, 4, 5, None))) for option in options if rng.random() < 0.8}
            for name in criteria
        }
        sheets[member] = ScoreSheet(by=NAMES[member], scores=rows)
    swings = {
        member: WeightSheet(by=NAMES[member], swings={name: number(rng.randint(1, 100)) for name in criteria})
        for member in members
    }
    by_members = rng.random() < 0.5
    typed = appraisal(
        {name: rng.randint(1, 9) for name in criteria}, {option: (0,) * len(criteria) for option in options}
    )
    tree = {
        name: Criterion(name=name, scale=SCALE, weight=None if by_members else each.weight)
        for name, each in typed.criteria.items()
    }
    return replaced(
        typed,
        criteria=tree,
        options={
            name: replaced(option, scores={each: score(rng.randint(0, 5)) for each in criteria if rng.random() < 0.2})
            for name, option in typed.options.items()
        },
        weighting=Weighting(method="swing", sheets=swings) if by_members else Weighting(),
        panel=Panel(combine=rng.choice(("median", "mean")), sheets=sheets) if rng.random() < 0.9 else None,
    )


@pytest.mark.parametrize("seed", range(400))
def test_all_units_together_make_the_newer_side(seed: int) -> None:
    """Whatever changed: members, their scores and weights, the way to combine, criteria, options, or all of it."""
    rng = random.Random(seed)
    old, new = bare(drawn(rng)), bare(drawn(rng))
    reached = with_units(start(old, new), new, list(units(old, new)))
    assert evaluable(reached, missing(old) | missing(new))
    got, wanted = (agreed_evaluation(each) for each in (reached, new))
    assert got.shares == wanted.shares
    assert got.totals == wanted.totals
    assert [*changes(old, new)] or got.totals == agreed_evaluation(old).totals


@pytest.mark.parametrize("seed", range(400))
def test_no_unit_is_no_change(seed: int) -> None:
    rng = random.Random(seed)
    old, new = bare(drawn(rng)), bare(drawn(rng))
    if not {*old.criteria} ^ {*new.criteria} and not {*old.options} ^ {*new.options}:
        assert agreed_evaluation(start(old, new)).totals == agreed_evaluation(old).totals
    assert list(units(old, old)) == []
    assert changes(old, old) == ()
    assert Decimal(0) == sum(agreed_evaluation(old).shares.values()) - 1


@pytest.mark.parametrize(("reason", "told"), [("Three bids came in", True), ("Four bids came in", False)])
def test_a_moderated_score_whose_members_give_another_is_looked_at_again(reason: str, told: bool) -> None:
    """Ann gives B a 5 in place of a 3 after the panel settled on 4, and the reason is of before, or is not."""

    def moderated(given: Appraisal, why: str) -> Appraisal:
        option = replaced(given.options["B"], scores={"q": Score(number(4), reason=why)})
        return replaced(given, options={**given.options, "B": option})

    old = moderated(made("median"), "Three bids came in")
    new = moderated(made("median", ann=("452", "243")), reason)
    found = [each for each in compare(run(old), run(new)).look_again.unexplained if each.at[0] == "options"]
    at = ("options", "B", "scores", "q", "given")
    was = "A Ash, Finance 3; B Birch, Schools 2; C Cedar, HR 5; D Dogwood, Councillor 2"
    now = was.replace("Finance 3", "Finance 5")
    assert [each[:4] for each in found] == ([(at, was, now, reason)] if told else [])
    assert ("B, Quality: given “A Ash, Finance 3; B Birch, Schools" in pair(old, new).text().replace("\n", " ")) == told
