"""A second panel: what panels and weights from people come to, worked out from the definitions alone; and panels made
at random to try it on.

Nothing of the engine is used. Everything is a plain fraction, every count is by brute force, and a member's absence is
an appraisal without this member's sheets.
"""

import itertools
import random
import statistics
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple

from appraise.appraisal import (
    Appraisal,
    Characteristic,
    CriteriaSet,
    Criterion,
    Evidence,
    Gate,
    Judgement,
    Level,
    Option,
    Panel,
    RateFrom,
    Requirement,
    RobustnessSettings,
    Score,
    ScoreSheet,
    ShortlistRule,
    Verdict,
    Weighting,
    WeightSheet,
)
from appraise.field_models import replaced
from tests.second_scorer import Spread, centroid, forward, over, rank_sum, worth

Line = list[tuple[Fraction, Fraction]]
Given = Mapping[str, Score]
"""What members gave for one cell."""

UNKNOWN: Literal["unknown"] = "unknown"


class Counted(NamedTuple):
    """What counts of a cell. score: None where it is not known. spread: the lowest and the highest, if they differ."""

    score: Fraction | None
    spread: tuple[Fraction, Fraction] | None
    source: str
    combined: Fraction | str | None = None


class Outcome(NamedTuple):
    """Who leads, who goes forward, who may, and what every option comes to."""

    leaders: frozenset[str]
    shortlist: tuple[str, ...]
    undetermined: tuple[str, ...]
    totals: Mapping[str, Spread]

    @property
    def sets(self) -> tuple[frozenset[str], frozenset[str]]:
        return frozenset(self.shortlist), frozenset(self.undetermined)


# Weights


def shares(case: Appraisal) -> dict[str, Fraction]:
    """Each criterion's share: of several people the mean of the shares that each gives it."""
    weighting = case.weighting
    if weighting.method in ("direct", "equal"):
        points = {name: Fraction(1 if weighting.method == "equal" else each.weight or 0) for name, each in _all(case)}
        return _of_all(points)
    if weighting.swings or weighting.order or not weighting.sheets:
        return _of_all(_points(weighting.method, weighting.swings, weighting.order))
    people = [_of_all(_points(weighting.method, each.swings, each.order)) for each in weighting.sheets.values()]
    return {name: statistics.mean(person[name] for person in people) for name, _ in _all(case)}


def own_shares(case: Appraisal, member: str) -> dict[str, Fraction]:
    """The shares by what one member said of weights; else the panel's."""
    sheet = case.weighting.sheets.get(member)
    return shares(case) if sheet is None else _of_all(_points(case.weighting.method, sheet.swings, sheet.order))


def _all(case: Appraisal) -> list[tuple[str, Criterion]]:
    return list(case.criteria.items())


def _points(method: str, swings: Mapping[str, Decimal], order: tuple[tuple[str, ...], ...]) -> dict[str, Fraction]:
    if method == "swing":
        return {name: Fraction(swing) for name, swing in swings.items()}
    places = {"rank-order": centroid, "rank-sum": rank_sum}[method]
    return places([list(level) for level in order])


def _of_all(points: Mapping[str, Fraction]) -> dict[str, Fraction]:
    whole = sum(points.values())
    return {name: part / whole for name, part in points.items()}


# Scores


def gave(case: Appraisal, criterion: str, option: str) -> dict[str, Score]:
    """What members gave for a cell; whoever left it out is not in it."""
    sheets = case.panel.sheets if case.panel else {}
    return {
        member: sheet.scores[criterion][option]
        for member, sheet in sheets.items()
        if option in sheet.scores.get(criterion, {})
    }


def combine(given: Iterable[Score], how: str | None) -> tuple[Fraction | None, tuple[Fraction, Fraction] | None]:
    """The median or the mean of the numbers given, and the lowest and highest of the numbers and ranges given. Where
    nobody gave a number: unknown, over the ranges given if all who spoke gave one."""
    every = list(given)
    numbers = [Fraction(each.score) for each in every if each.score != UNKNOWN]
    ends = [Fraction(end) for each in every for end in each.range or ()] + numbers
    if not numbers:
        return None, (min(ends), max(ends)) if all(each.range for each in every) else None
    one = statistics.mean(numbers) if how == "mean" else statistics.median(numbers)
    return Fraction(one), (min(ends), max(ends)) if min(ends) < max(ends) else None


def counted(case: Appraisal, criterion: str, option: str) -> Counted:
    """What counts of a cell: what was agreed, or what the panel gave, or what a rule says of a characteristic."""
    agreed, given = case.options[option].scores.get(criterion), gave(case, criterion, option)
    together = combine(given.values(), case.panel.combine if case.panel else None) if given else None
    if agreed is not None:
        was = None if together is None else UNKNOWN if together[0] is None else together[0]
        return _typed(agreed, "sheet", was)
    if together is not None:
        return Counted(*together, "panel")
    rule = case.criteria[criterion].rate_from
    level = case.options[option].characteristics.get(rule.characteristic) if rule else None
    by_rule = rule.scores.get(level.level) if rule and level else None
    return Counted(None if by_rule is None else Fraction(by_rule), None, "rule" if rule or not case.panel else "panel")


def _typed(score: Score, source: str, combined: Fraction | str | None = None) -> Counted:
    low_high = score.range and (Fraction(score.range[0]), Fraction(score.range[1]))
    return Counted(None if score.score == UNKNOWN else Fraction(score.score), low_high, source, combined)


def line(criterion: Criterion) -> Line:
    """The value function: points of score and value, the lowest score first."""
    if criterion.values is not None:
        return sorted((Fraction(score), Fraction(value)) for score, value in criterion.values.items())
    if criterion.scale is not None:
        return [(Fraction(min(criterion.scale)), Fraction(0)), (Fraction(max(criterion.scale)), Fraction(100))]
    assert criterion.worst is not None
    assert criterion.best is not None
    return sorted([(Fraction(criterion.worst), Fraction(0)), (Fraction(criterion.best), Fraction(100))])


def values(points: Line, cell: Counted) -> Spread:
    """The least and the greatest value that decide: of a known score both are its own."""
    if cell.score is not None:
        return (worth(points, cell.score),) * 2
    return over(points, *(cell.spread or (points[0][0], points[-1][0])))


# Results

Cells = Mapping[tuple[str, str], Counted]


def cells(case: Appraisal) -> dict[tuple[str, str], Counted]:
    """All cells, by criterion and option."""
    return {(name, option): counted(case, name, option) for name in case.criteria for option in case.options}


def outcome(case: Appraisal, table: Cells, weights: Mapping[str, Fraction]) -> Outcome:
    """What comes of cells and weights."""
    lines = {name: line(criterion) for name, criterion in case.criteria.items()}
    totals = {}
    for option in case.options:
        spreads = [(weights[name], values(lines[name], table[name, option])) for name in case.criteria]
        low, high = (sum((weight * both[end] for weight, both in spreads), Fraction(0)) for end in (0, 1))
        totals[option] = low, high
    eligible = {option: totals[option] for option in case.options if not _fails(case, table, option)}
    rule = {key: Fraction(value) for key, value in _rule(case.shortlist_rule).items()}
    others = {option: [high for other, (_, high) in eligible.items() if other != option] for option in eligible}
    return Outcome(
        frozenset(option for option, (low, _) in eligible.items() if all(low >= high for high in others[option])),
        tuple(forward(rule, eligible, "shortlisted")),
        tuple(forward(rule, eligible, "undetermined")),
        totals,
    )


def result(case: Appraisal) -> Outcome:
    """What an appraisal comes to."""
    return outcome(case, cells(case), shares(case))


def _rule(rule: ShortlistRule) -> dict[str, Decimal | int]:
    return {name.replace("_", "-"): value for name, value in rule if value is not None}


def _fails(case: Appraisal, table: Cells, option: str) -> bool:
    for name, gate in case.gates.items():
        decided = case.options[option].verdicts.get(name)
        if decided is not None:
            if decided.verdict == "fail":
                return True
            continue
        asked = gate.requires
        if asked.criterion is None:
            continue
        score, limit = table[asked.criterion, option].score, Fraction(str(asked.operand))
        if score is not None and (score < limit if asked.operator == "at-least" else score > limit):
            return True
    return False


# What one voice decides


def without(case: Appraisal, member: str) -> Appraisal:
    """The appraisal without one member's files. Weights need somebody's, so the only sheet of weights stays."""
    weights = case.weighting.sheets
    left = {name: sheet for name, sheet in weights.items() if name != member}
    panel = case.panel and replaced(
        case.panel, sheets={name: sheet for name, sheet in case.panel.sheets.items() if name != member}
    )
    return replaced(case, panel=panel, weighting=replaced(case.weighting, sheets=left or weights))


def unmoderated(case: Appraisal) -> Appraisal:
    """The appraisal without the cells of the agreed sheet for which a member gave something."""
    options = {
        id_: replaced(
            option, scores={name: score for name, score in option.scores.items() if not gave(case, name, id_)}
        )
        for id_, option in case.options.items()
    }
    return replaced(case, options=options)


def moderated(case: Appraisal) -> bool:
    """Whether anything was."""
    return unmoderated(case) != case


def own(case: Appraisal, member: str) -> Outcome:
    """What comes of one member's scores and weights, and of the panel's where this member gave none."""
    table = cells(case)
    sheet = case.panel.sheets.get(member) if case.panel else None
    for criterion, row in sheet.scores.items() if sheet else ():
        for option, score in row.items():
            table[criterion, option] = _typed(score, "sheet")
    return outcome(case, table, own_shares(case, member))


def to_look_at(case: Appraisal) -> set[tuple[str, str]]:
    """The cells that were combined, have a known score, and on which members differ or some said nothing."""
    sheets = case.panel.sheets if case.panel else {}

    def differ(place: tuple[str, str]) -> bool:
        given = gave(case, *place)
        return len({(each.score, each.range) for each in given.values()}) > 1 or len(given) < len(sheets)

    return {
        place
        for place, cell in cells(case).items()
        if cell.source == "panel" and cell.score is not None and len(sheets) > 1 and differ(place)
    }


def could_change(case: Appraisal, criterion: str, option: str) -> bool:
    """Whether any of many scores between the lowest and the highest given changes who goes forward: both ends, every
    point of the value function, every threshold of a gate, and a fine grid between each two of them."""
    table, weights, today = cells(case), shares(case), result(case)
    cell = table[criterion, option]
    if cell.score is None or cell.spread is None:
        return False
    low, high = cell.spread
    limits = [Fraction(str(gate.requires.operand)) for gate in case.gates.values() if gate.requires.criterion]
    turns = sorted(
        {low, high, *(x for x in [*limits, *(x for x, _ in line(case.criteria[criterion]))] if low < x < high)}
    )
    tried = {*turns} | {
        start + (end - start) * Fraction(part, 4) for start, end in itertools.pairwise(turns) for part in range(1, 4)
    }
    return any(
        outcome(case, table | {(criterion, option): Counted(score, None, "panel")}, weights).sets != today.sets
        for score in tried
    )


def camps(criterion: Criterion, given: Given) -> list[tuple[Fraction, Fraction, frozenset[str], frozenset[str]]]:
    """Every way to part the members who gave a number into two camps, two in each and 40 points of value between them:
    how far apart, from which value, who is below and who above."""
    points = line(criterion)
    at = {member: worth(points, Fraction(score.score)) for member, score in given.items()}
    found = []
    for top in set(at.values()):
        below = frozenset(member for member, value in at.items() if value <= top)
        above = frozenset(at) - below
        gap = min((at[member] for member in above), default=top) - top
        if len(below) >= 2 and len(above) >= 2 and gap >= 40:
            found.append((gap, top, below, above))
    return found


# Panels made at random

MEMBERS = ("ann", "ben", "cat", "dov", "eve")
METHODS = ("swing", "swing", "rank-order", "rank-sum", "direct", "equal")
PEAK = {Decimal(0): Decimal(20), Decimal(2): Decimal(100), Decimal(3): Decimal(40), Decimal(5): Decimal(0)}
DECIDED = [
    Verdict(verdict="pass"),
    Verdict(verdict="fail"),
    Verdict(verdict="conditional", condition="If it holds"),
    Verdict(verdict="unknown"),
]
FITNESS = Characteristic(name="Fitness", question="How fit is it?", levels={"low": "Low", "high": "High"})


@cache
def random_panel(seed: int) -> Appraisal:
    """A small panel of anything that files can say: abstentions, unknown scores, ranges, moderated cells, cells that
    nobody scored, rules, measures, values with a peak, gates by score, every rule and every method."""
    chance = random.Random(seed)
    criteria = {f"c{at}": _criterion(chance, at) for at in range(chance.choice([1, 2, 2, 3, 3, 4]))}
    options = [f"o{at}" for at in range(chance.choice([1, 2, 3, 3, 4]))]
    scorers = chance.sample(MEMBERS, chance.choice([1, 2, 3, 3, 4, 5]))
    sheets = {member: _sheet(chance, member, criteria, options) for member in scorers}
    gates, verdicts = _gates(chance, criteria, options)
    agreed = {option: _row(chance, criteria, chance.choice([0.0, 0.2, 0.5])) for option in options}
    return Appraisal(
        files=(),
        title="Random",
        criteria_set=CriteriaSet(title="Random"),
        criteria=criteria,
        weighting=_weighting(chance, [*criteria]),
        options={
            option: Option(
                name=option.upper(),
                scores=agreed[option],
                verdicts=verdicts.get(option, {}),
                characteristics=chance.choice(
                    [{}, {"fitness": Level(level=chance.choice(["low", "high", "high", UNKNOWN]))}]
                ),
            )
            for option in options
        },
        gates=gates,
        shortlist_rule=_shortlist_rule(chance),
        panel=Panel(sheets=sheets, combine=chance.choice(["median", "mean"])),
        characteristics={"fitness": FITNESS},
        robustness=RobustnessSettings(draws=1),
    )


def _criterion(chance: random.Random, at: int) -> Criterion:
    weight = Decimal(chance.choice([0, 1, 10, 30])) if at else Decimal(20)
    rated = RateFrom(characteristic="fitness", scores={"low": Decimal(1), "high": Decimal(4)})
    plain = Criterion(name=f"Criterion {at}", weight=weight, rate_from=chance.choice([None, rated]))
    kind = chance.choice(["scale", "scale", "measure", "values"])
    if kind == "scale":
        return replaced(plain, scale={Decimal(point): "Such" for point in range(6)})
    if kind == "values":
        return replaced(plain, unit="points", values=PEAK)
    return replaced(plain, unit="GBP m", worst=Decimal(5), best=Decimal(0))


def _number(chance: random.Random) -> Decimal:
    return (
        Decimal(chance.choice([0, 1, 1, 2, 2, 3, 3, 4, 4, 5]))
        if chance.random() < 0.8
        else Decimal(chance.randrange(0, 51)) / 10
    )


def _score(chance: random.Random) -> Score:
    kind = chance.random()
    if kind < 0.7:
        return Score(
            _number(chance), evidence=chance.choice([Evidence(), Evidence(("report",)), Evidence((), ("law",))])
        )
    low, high = sorted([_number(chance), _number(chance)])
    if kind < 0.82:
        return Score(chance.choice([low, high]), (low, high), "A range.")
    return Score(UNKNOWN) if kind < 0.92 else Score(UNKNOWN, (low, high))


def _row(chance: random.Random, criteria: Mapping[str, Criterion], filled: float) -> dict[str, Score]:
    return {name: _score(chance) for name in criteria if chance.random() < filled}


def _sheet(chance: random.Random, member: str, criteria: Mapping[str, Criterion], options: list[str]) -> ScoreSheet:
    filled = chance.choice([0.5, 0.8, 1.0])
    scores = {
        name: {option: _score(chance) for option in options if chance.random() < filled}
        for name in criteria
        if chance.random() < 0.9
    }
    return ScoreSheet(by=member.title(), scores=scores)


def _weighting(chance: random.Random, criteria: list[str]) -> Weighting:
    method = chance.choice(METHODS)
    if method in ("direct", "equal"):
        return Weighting(method=method)

    def judged() -> Judgement:
        if method != "swing":
            return Judgement(order=random_order(chance, criteria))
        most = chance.choice(criteria)
        swings = {name: Decimal(chance.choice([0, 20, 50, 80, 100])) for name in criteria}
        return Judgement(swings=swings | {most: Decimal(100)})

    weighers = chance.sample(MEMBERS, chance.choice([0, 1, 2, 3, 5]))
    sheets = {member: WeightSheet(by=member.title(), **dict(judged())) for member in weighers}
    agreed = judged() if not sheets or chance.random() < 0.2 else Judgement()
    return Weighting(method=method, sheets=sheets, **dict(agreed))


def random_order(chance: random.Random, names: list[str]) -> tuple[tuple[str, ...], ...]:
    """An order in which some are level."""
    places: list[list[str]] = []
    for name in chance.sample(names, len(names)):
        if places and chance.random() < 0.3:
            places[-1].append(name)
        else:
            places.append([name])
    return tuple(map(tuple, places))


def _gates(
    chance: random.Random, criteria: Mapping[str, Criterion], options: list[str]
) -> tuple[dict[str, Gate], dict[str, dict[str, Verdict]]]:
    gates, verdicts = {}, {option: dict[str, Verdict]() for option in options}
    for at in range(chance.choice([0, 0, 1, 1, 2])):
        operator = chance.choice(["at-least", "at-most"])
        asked = Requirement(None, chance.choice([*criteria]), operator, _number(chance))
        gates[f"g{at}"] = Gate(name=f"Gate {at}", requires=asked if chance.random() < 0.8 else Requirement())
        for option in options:
            if chance.random() < 0.15:
                verdicts[option][f"g{at}"] = chance.choice(DECIDED)
    return gates, verdicts


def _shortlist_rule(chance: random.Random) -> ShortlistRule:
    return chance.choice(
        [
            ShortlistRule(top=1),
            ShortlistRule(top=2),
            ShortlistRule(at_least=Decimal(chance.choice([40, 50, 60]))),
            ShortlistRule(within=Decimal(chance.choice([0, 5, 20]))),
        ]
    )
