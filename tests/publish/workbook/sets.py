"""Criteria sets as they run alone, some of whose criteria are not counted; panels whose members gave scores and
weights; and costs."""

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any, Literal, get_args

from appraise import evaluate, load
from appraise.appraisal import (
    Appraisal,
    Combine,
    CostLine,
    Costs,
    Currency,
    Gate,
    Group,
    Judgement,
    OptionAmount,
    Panel,
    Period,
    Requirement,
    ScoreSheet,
    ShortlistRule,
    Weighting,
    WeightSheet,
)
from appraise.costing.years import years
from appraise.field_models import replaced
from appraise.field_types import UNKNOWN
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


CURRENCIES: tuple[Currency, ...] = get_args(Currency)
WHEN: tuple[Literal["once", "yearly"], ...] = ("once", "yearly")


def drawn_costs(seed: int) -> Appraisal:
    """A random appraisal with costs: lines once and yearly, profiles, ranges, unknown amounts, transfers, optimism
    bias, one rate, several or none; and gates that ask for each kind of cost."""
    chance = random.Random(seed)
    names = [f"o{at}" for at in range(chance.randint(1, 4))]
    case = appraisal({"a": 2, "b": 1}, {name: (chance.choice([20, 60, 90]), (50, 40, 70)) for name in names})
    period = Period(from_=chance.choice(["2026-27", "2026"]), years=chance.choice([1, 2, 3, 6, 12, 40]))
    named, unbounded, open_ = years(period), chance.random() < 0.3, chance.random() < 0.5
    lines = {}
    for at in range(chance.randint(1, 4)):
        when = chance.choice(WHEN)
        lines[f"line-{at}"] = CostLine(
            name=f"Line {at}",
            when=when,
            from_=chance.choice(named) if when == "yearly" and chance.random() < 0.4 else None,
            optimism_bias=chance.choice([None, None, Decimal(0), Decimal(24), Decimal("7.5")]),
            transfer=chance.random() < 0.3,
            amount=UNKNOWN if unbounded and chance.random() < 0.4 else Decimal(12),
            options={name: _amount(chance, named, open_) for name in names if chance.random() < 0.8},
        )
    several = {Decimal(0): Decimal("3.5"), Decimal(2): Decimal(3), Decimal(30): Decimal("2.5")}
    rate, currency = chance.choice([None, Decimal("3.5"), Decimal(0), several]), chance.choice(CURRENCIES)
    costs = Costs(by="Finance", date="2026-11-20", currency=currency, period=period, discount_rate=rate, lines=lines)
    asked = ["cash", *lines, *(["net-present"] if rate is not None else [])]
    gates = {}
    for at in range(chance.randint(0, 3)):
        cost = chance.choice(asked)
        year = chance.choice(named) if cost != "net-present" and chance.random() < 0.4 else None
        operator, operand = chance.choice(["at-least", "at-most"]), Decimal(chance.choice([0, 12, 60, 400]))
        requires = Requirement(None, None, operator, operand, cost, year, currency)
        gates[f"g{at}"] = Gate(name=f"Gate {at}", requires=requires)
    return replaced(case, costs=costs, gates=gates)


def _amount(chance: random.Random, named: Sequence[str], open_: bool) -> OptionAmount:
    """What an option pays under a line."""
    figure = Decimal(chance.choice(["0", "12", "60", "-7.5", "103.25"]))
    kind = chance.choice(["plain", "plain", "range", "profile", "per-cent", "unknown"])
    by_year = {year: Decimal(chance.randint(-20, 90)) for year in sorted(chance.sample(named, min(2, len(named))))}
    if kind == "range":
        return OptionAmount(amount=figure, range=(figure - 5, figure + chance.choice([0, 30])))
    if kind == "profile":
        return OptionAmount(amount=by_year)
    if kind == "per-cent":
        return OptionAmount(amount=chance.choice([figure, by_year]), range_percent=(Decimal(-10), Decimal(30)))
    if kind == "unknown" and open_:
        return OptionAmount(amount=UNKNOWN, range=(Decimal(0), Decimal(5)))
    return OptionAmount(amount=figure)


def paid(when: str, amount: object, ends: tuple[int, int] | None = None, **more: object) -> CostLine:
    """A line under which every option pays the same."""
    given = {"amount": amount, "range": None if ends is None else (Decimal(ends[0]), Decimal(ends[1]))}
    return CostLine(**{"name": "Paid", "when": when, "options": dict.fromkeys("A", OptionAmount(**given)), **more})  # type: ignore[arg-type]


def with_costs(
    lines: Mapping[str, CostLine], rate: object = Decimal("3.5"), years: int = 4, **more: object
) -> Appraisal:
    """One option with costs in thousands of pounds from 2026-27 on."""
    period, base = Period(from_="2026-27", years=years), appraisal({"a": 1}, {"A": (50,)})
    given = {"by": "Finance", "date": "2026-11-20", "currency": "GBP k", "period": period, "discount_rate": rate}
    return replaced(base, costs=Costs(**{**given, "lines": lines}), **more)  # type: ignore[arg-type]


PROFILE = {"2026-27": Decimal(100), "2027-28": Decimal(60), "2028-29": Decimal(60), "2029-30": Decimal(80)}
