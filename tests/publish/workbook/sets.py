"""Criteria sets as they run alone, some of whose criteria are not counted, and panels whose members gave scores and
weights."""

import random
from collections.abc import Mapping
from decimal import Decimal
from itertools import accumulate
from typing import Any

from appraise import evaluate, load
from appraise.appraisal import (
    Appraisal,
    Combine,
    Gate,
    Group,
    Judgement,
    Panel,
    Requirement,
    ScoreSheet,
    ShortlistRule,
    Weighting,
    WeightSheet,
)
from appraise.field_models import replaced
from appraise.run import Run
from tests.conftest import ROOT, appraisal, number, score

Given = Mapping[str, Mapping[str, object]]
"""What a member gave, by criterion and option, as `tests.conftest.score` has it."""


def alone(name: str) -> Run:
    """What a criteria set that comes with appraise makes of the delivery models."""
    return evaluate(load(ROOT / "criteria" / f"{name}.yaml"))


def scored_by(case: Appraisal, combine: Combine, sheets: Mapping[str, Given]) -> Appraisal:
    """An appraisal that members scored. Nothing is agreed but what stands in it for cells that they left out."""
    members = {
        member: ScoreSheet(
            by=f"{member.title()}, Office",
            scores={name: {option: score(each) for option, each in row.items()} for name, row in rows.items()},
        )
        for member, rows in sheets.items()
    }
    return replaced(case, panel=Panel(combine=combine, sheets=members))


def weighed_by(case: Appraisal, method: str, said: Mapping[str, object], agreed: object = None) -> Appraisal:
    """An appraisal whose weights follow from what members said of them, or from what was agreed."""
    sheets = {member: WeightSheet(by=f"{member.title()}, Office", **judged(each)) for member, each in said.items()}
    weighting = Weighting(method=method, sheets=sheets, **(judged(agreed) if agreed else {}))
    criteria = {name: replaced(criterion, weight=None) for name, criterion in case.criteria.items()}
    return replaced(case, weighting=weighting, criteria=criteria)


def judged(said: object) -> dict[str, Any]:
    """Swings by criterion, or an order of criteria."""
    if isinstance(said, Mapping):
        return dict(Judgement(swings={name: number(swing) for name, swing in said.items()}))
    assert isinstance(said, list)
    return dict(Judgement(order=tuple((each,) if isinstance(each, str) else tuple(each) for each in said)))


NAMES = "ann", "ben", "cat", "dov", "eve"


def drawn_panel(seed: int) -> Appraisal:
    """A random panel: scores with tenths, abstentions, some who say that nobody can know, ranges, moderated cells;
    weights by a method; groups; a bent value function; and a gate that the mean of some scores just reaches."""
    chance = random.Random(seed)
    names = [f"c{at}" for at in range(chance.randint(2, 4))]
    members, options = NAMES[: chance.randint(2, 5)], [f"o{at}" for at in range(chance.randint(2, 5))]
    moderated = {(name, option): chance.random() < 0.2 for name in names for option in options}
    agreed = {
        option: tuple(chance.choice([20, 60]) if moderated[name, option] else None for name in names)
        for option in options
    }
    rules = ShortlistRule(top=2), ShortlistRule(at_least=Decimal(50)), ShortlistRule(within=Decimal(9))
    case = appraisal({name: chance.randint(1, 9) for name in names}, agreed, chance.choice(rules))
    bare = {
        option: replaced(each, scores={name: each.scores[name] for name in names if moderated[name, option]})
        for option, each in case.options.items()
    }
    cells = [0, 10, "41.1", "41.2", "41.3", 75, 100, None, (50, 40, 70), (None, 30, 80)]
    sheets = {
        member: {name: {option: chance.choice(cells) for option in options if chance.random() < 0.85} for name in names}
        for member in members
    }
    for at, member in enumerate(members[:3]):
        sheets[member]["c0"]["o0"] = ["41.1", "41.2", "41.3"][at]
    gate = Gate(name="r", requires=Requirement(None, "c0", "at-least", Decimal("41.2")))
    case = scored_by(replaced(case, options=bare, gates={"r": gate}), chance.choice(["mean", "median"]), sheets)
    bend = {Decimal(0): Decimal(20), Decimal(40): Decimal(100), Decimal(70): Decimal(0), Decimal(100): Decimal(50)}
    criteria = dict(case.criteria)
    if chance.random() < 0.5:
        criteria["c1"] = replaced(criteria["c1"], values=bend, scale=None, unit="visits")
    groups = {}
    if chance.random() < 0.5:
        groups = {"top": Group(name="Top"), "inner": Group(name="Inner", group="top")}
        criteria |= {"c0": replaced(criteria["c0"], group="top"), "c1": replaced(criteria["c1"], group="inner")}
    case = replaced(case, criteria=criteria, groups=groups)
    method = chance.choice(["direct", "swing", "rank-order", "rank-sum"])
    said = {member: said_of_weights(chance, names, method) for member in members[: chance.randint(1, 5)]}
    if method == "direct":
        return case
    if chance.random() < 0.3:
        return weighed_by(case, method, {}, said["ann"])
    return weighed_by(case, method, said)


def said_of_weights(chance: random.Random, names: list[str], method: str) -> object:
    """What a member says: swings of which the first in their order is 100, or an order in which some may be level."""
    order = chance.sample(names, len(names))
    if method == "swing":
        falls = accumulate((chance.choice([0, 7, 20]) for _ in order), initial=0)
        return {name: max(0, 100 - fall) for name, fall in zip(order, falls, strict=False)}
    return [order[:2], *order[2:]] if chance.random() < 0.4 else order
