"""Costs reckoned a second time, from the definitions alone, and appraisals with costs made at random to try it on.

Nothing of the engine is used. Whatever may turn out one way or another is tried at both ends, in all combinations:
what comes of them is a set of figures, and its least and greatest are what a span should be.
"""

import itertools
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from appraise.appraisal import (
    Appraisal,
    CostLine,
    Costs,
    Currency,
    Gate,
    Option,
    OptionAmount,
    Period,
    Requirement,
    ShortlistRule,
    Verdict,
)
from appraise.field_models import replaced
from tests.conftest import appraisal

Figures = frozenset[Fraction]
"""All that something may come to."""
Path = list[Fraction]
"""What is paid in each year of the period."""

UNKNOWN: Literal["unknown"] = "unknown"
POUNDS: Mapping[Currency, int] = {"GBP": 1, "GBP k": 1_000, "GBP m": 1_000_000}
NET_PRESENT, CASH = "net-present", "cash"


# Years and rates


def year(costs: Costs, named: str) -> int:
    """The number of a year in the period."""
    return int(named[:4]) - int(costs.period.from_[:4])


def factors(costs: Costs) -> Path:
    """Each year's is the last one's over 1 + r, and the first year's is 1."""
    rates = costs.discount_rate
    assert rates is not None
    found = [Fraction(1)]
    for number in range(1, costs.period.years):
        at = rates[max(since for since in rates if since <= number)] if isinstance(rates, Mapping) else rates
        found.append(found[-1] / (1 + Fraction(at) / 100))
    return found


# What is paid


def paid(costs: Costs, line: CostLine, option: str, over_ranges: bool) -> list[Path]:
    """What an option pays under a line, year by year: one path, or one for each end; none where nothing bounds it."""
    stated = line.options.get(option, line)
    begins = year(costs, line.from_) if line.from_ else 0

    def by_year(typed: Mapping[int, Fraction]) -> Path:
        if line.when == "once":
            return [typed.get(number, Fraction(0)) for number in range(costs.period.years)]
        return [
            next((typed[since] for since in sorted(typed, reverse=True) if since <= number), Fraction(0))
            for number in range(costs.period.years)
        ]

    assert stated.amount is not None
    if isinstance(stated.amount, str):
        return [by_year({begins: Fraction(end)}) for end in stated.range or ()]
    if isinstance(stated.amount, Mapping):
        path = by_year({year(costs, named): Fraction(amount) for named, amount in stated.amount.items()})
    else:
        path = by_year({begins: Fraction(stated.amount)})
    if over_ranges and stated.range:
        return [by_year({begins: Fraction(end)}) for end in stated.range]
    if over_ranges and stated.range_percent:
        ends = [[amount * (1 + Fraction(per_cent) / 100) for per_cent in stated.range_percent] for amount in path]
        return [[min(both) for both in ends], [max(both) for both in ends]]
    return [path]


def counted(costs: Costs, what: str, at: str | None = None) -> dict[str, Path]:
    """By what each year's amount of each line is multiplied before all are added up.

    what: net present cost, cash or a line. at: the one year that counts.
    """
    if what == NET_PRESENT:
        discounted = factors(costs)
        return {
            name: [factor * (1 + Fraction(line.optimism_bias or 0) / 100) for factor in discounted]
            for name, line in costs.lines.items()
            if not line.transfer
        }
    years = [Fraction(at is None or number == year(costs, at)) for number in range(costs.period.years)]
    return {name: years for name in costs.lines if what in (CASH, name)}


def not_known(costs: Costs, option: str, what: str) -> tuple[str, ...]:
    """The lines that nothing bounds."""
    return tuple(name for name in counted(costs, what) if not paid(costs, costs.lines[name], option, True))


def sums(costs: Costs, option: str, what: str, over_ranges: bool, at: str | None = None) -> Figures:
    """All that a cost may come to, every line at either of its ends, without those that nothing bounds."""
    each = [
        [sum(map(_times, path, by), Fraction(0)) for path in paid(costs, costs.lines[name], option, over_ranges)]
        for name, by in counted(costs, what, at).items()
    ]
    return frozenset(sum(chosen, Fraction(0)) for chosen in itertools.product(*filter(None, each)))


def _times(one: Fraction, other: Fraction) -> Fraction:
    return one * other


def compared(costs: Costs) -> Literal["net-present", "cash"]:
    """What options are compared by."""
    return "cash" if costs.discount_rate is None else "net-present"


def differences(mine: Figures, other: Figures) -> Figures:
    """All that one may cost more than another, each of them at any of its own."""
    return frozenset(one - another for one in mine for another in other)


# Totals, on scales of 0 to 100


def totals(case: Appraisal, option: str, over_ranges: bool) -> Figures:
    """All that a total may come to, every score at either of its ends."""
    whole = sum(Fraction(criterion.weight or 0) for criterion in case.criteria.values())
    each = []
    for name, criterion in case.criteria.items():
        cell = case.options[option].scores[name]
        ends: Iterable[Decimal] = cell.range or (Decimal(0), Decimal(100))
        if isinstance(cell.score, Decimal) and not (over_ranges and cell.range):
            ends = (cell.score,)
        each.append([Fraction(criterion.weight or 0) * Fraction(end) / whole for end in ends])
    return frozenset(sum(chosen, Fraction(0)) for chosen in itertools.product(*each))


# Gates


def pays_in(costs: Costs, line: CostLine, at: str | None) -> bool:
    """Whether an amount that is not told by year falls into a year; into the period, where no year is asked for."""
    begins = year(costs, line.from_) if line.from_ else 0
    number = begins if at is None else year(costs, at)
    return number == begins if line.when == "once" else number >= begins


def asked(case: Appraisal, gate: str, option: str, over_ranges: bool) -> Figures:
    """All that a gate may read of an option, in the gate's own unit; nothing where a line is not bounded."""
    costs, requires = case.costs, case.gates[gate].requires
    assert costs is not None
    assert requires.cost is not None
    assert requires.unit is not None
    unit = Fraction(POUNDS[costs.currency], POUNDS[requires.unit])
    lines = [costs.lines[name] for name in counted(costs, requires.cost)]
    if any(not paid(costs, line, option, over_ranges) and pays_in(costs, line, requires.year) for line in lines):
        return frozenset()
    return frozenset(unit * each for each in sums(costs, option, requires.cost, over_ranges, requires.year))


def verdicts(case: Appraisal, gate: str, read: Figures) -> set[str]:
    """What a gate gives over all that it may read."""
    requires = case.gates[gate].requires
    limit = Fraction(str(requires.operand))
    holds: Callable[[Fraction], bool] = {"at-most": lambda x: x <= limit, "at-least": lambda x: x >= limit}[
        str(requires.operator)
    ]
    return {"pass" if holds(figure) else "fail" for figure in read}


def ruled(case: Appraisal, gate: str, option: str) -> str:
    """The verdict of a gate by cost."""
    found = verdicts(case, gate, asked(case, gate, option, over_ranges=False))
    return found.pop() if len(found) == 1 else UNKNOWN


def eligible(case: Appraisal) -> list[str]:
    """The options that fail no gate, whatever decided it."""

    def fails(option: str) -> bool:
        given = case.options[option].verdicts
        return any(
            given[gate].verdict == "fail" if gate in given else ruled(case, gate, option) == "fail"
            for gate in case.gates
        )

    return [option for option in case.options if not fails(option)]


# Who costs no more and has no fewer points


def beaten(cost: Figures, points: Figures, by_cost: Figures, by_points: Figures) -> set[bool]:
    """Whether the second of two costs no more and has no fewer points, one of both strictly: at every corner."""
    dearer = {(mine > its) - (mine < its) for mine in cost for its in by_cost}
    more = {(its > mine) - (its < mine) for mine in points for its in by_points}
    return {one >= 0 and other >= 0 and one + other > 0 for one in dearer for other in more}


def quotients(cost: Figures, points: Figures) -> Figures | None:
    """Cost for each point at every corner, if it surely costs no less and surely has points."""
    if min(cost) < 0 or min(points) <= 0:
        return None
    return frozenset(one / other for one in cost for other in points)


# Appraisals made at random

AMOUNTS = [Decimal(each) for each in ("-20", "-5", "0", "0", "5", "5", "10", "10", "12.5", "20", "40")]
PER_CENTS = [Decimal(each) for each in (-50, -20, -10, 0)], [Decimal(each) for each in (0, 10, 30, 100)]
RATES = (None, Decimal(0), Decimal("3.5"), Decimal(5), {Decimal(0): Decimal("3.5"), Decimal(2): Decimal(3)})
DECIDED = [Verdict(verdict="pass"), Verdict(verdict="fail"), Verdict(verdict=UNKNOWN)]


@cache
def random_case(seed: int, options: Sequence[int] = (2, 3, 3, 4, 5), gates: bool = True) -> Appraisal:
    """A small appraisal with any costs that files can say: unknown amounts with and without a range, recorded ranges,
    amounts by year, savings, transfers, optimism bias, a rate that changes or none; unknown and ranged scores."""
    chance = random.Random(seed)
    named = [f"o{at}" for at in range(chance.choice(options))]
    weights = {f"c{at}": chance.choice([10, 10, 30]) for at in range(chance.choice([1, 1, 2]))}
    certain = chance.random() < 0.3
    scores: dict[str, tuple[object, ...]] = {option: tuple(_cell(chance, certain) for _ in weights) for option in named}
    case = appraisal(weights, scores, chance.choice([ShortlistRule(top=1), ShortlistRule(top=2)]))
    costs = random_costs(chance, named, certain)
    case = replaced(case, costs=costs)
    if chance.random() < 0.7:
        case = _with_comparator(case, chance.choice(named))
    return _with_gates(chance, case) if gates and chance.random() < 0.6 else case


def _with_comparator(case: Appraisal, option: str) -> Appraisal:
    return replaced(case, options={**case.options, option: replaced(case.options[option], comparator=True)})


def _cell(chance: random.Random, certain: bool) -> object:
    score = chance.choice([0, 20, 50, 50, 80, 100])
    kind = 1.0 if certain else chance.random()
    if kind < 0.15:
        return None
    low, high = sorted([chance.choice([10, 40, 60]), chance.choice([40, 60, 90])])
    if kind < 0.3:
        return None, low, high
    return (score, min(low, score), max(high, score)) if kind < 0.5 else score


def random_costs(chance: random.Random, options: Sequence[str], certain: bool = False) -> Costs:
    """Costs of anything that files can say."""
    financial, first = chance.random() < 0.5, chance.choice([2026, 2099])
    period = Period(from_=_named(first, financial), years=chance.choice([1, 2, 3, 5]))
    lines = {}
    for at in range(chance.choice([1, 2, 2, 3])):
        yearly = chance.random() < 0.5
        begins = chance.randrange(period.years) if yearly and chance.random() < 0.4 else None
        named = [_named(first + number, financial) for number in range(begins or 0, period.years)]
        own = [option for option in options if chance.random() < 0.85]
        line = CostLine(
            name=f"Line {at}",
            when="yearly" if yearly else "once",
            from_=None if begins is None else named[0],
            optimism_bias=chance.choice([None, None, Decimal(0), Decimal(24), Decimal("12.5")]),
            transfer=chance.random() < 0.2,
            options={option: OptionAmount(**_amount(chance, named, certain)) for option in own},
        )
        lines[f"l{at}"] = line if len(own) == len(options) else replaced(line, **_amount(chance, named, certain))
    return Costs(
        by="Finance",
        date="2026-11-20",
        currency=chance.choice([*POUNDS]),
        period=period,
        discount_rate=chance.choice(RATES),
        lines=lines,
    )


def _named(year: int, financial: bool) -> str:
    return f"{year}-{(year + 1) % 100:02}" if financial else f"{year}"


def _amount(chance: random.Random, years: Sequence[str], certain: bool) -> dict[str, Any]:
    kind, per_cent = chance.random(), tuple(map(chance.choice, PER_CENTS))
    low, high = sorted([chance.choice(AMOUNTS), chance.choice(AMOUNTS)])
    if kind < 0.2:
        some = chance.sample(years, chance.randint(1, min(3, len(years))))
        ends = None if certain else chance.choice([None, per_cent])
        return {"amount": {year: chance.choice(AMOUNTS) for year in sorted(some)}, "range_percent": ends}
    amount = chance.choice(AMOUNTS)
    if certain or kind < 0.5:
        return {"amount": amount}
    if kind < 0.65:
        return {"amount": amount, "range": (min(amount, low), max(amount, high))}
    if kind < 0.75:
        return {"amount": amount, "range_percent": per_cent}
    return {"amount": UNKNOWN} if kind < 0.79 else {"amount": UNKNOWN, "range": (low, high)}


def _with_gates(chance: random.Random, case: Appraisal) -> Appraisal:
    """Gates on net present cost, cash, a line and a year, some of them just met; some verdicts are decided."""
    costs = case.costs
    assert costs is not None
    gates = {}
    for at in range(chance.choice([1, 1, 2])):
        kinds = [CASH, CASH, *costs.lines, *([NET_PRESENT] * 3 if costs.discount_rate is not None else [])]
        cost, unit = chance.choice(kinds), chance.choice([*POUNDS])
        last = year(costs, costs.period.from_) + costs.period.years - 1
        first, financial = int(costs.period.from_[:4]), "-" in costs.period.from_
        one = chance.choice([None, None, _named(first + chance.randint(0, last), financial)])
        near = sorted(sums(costs, chance.choice([*case.options]), cost, True, one if cost != NET_PRESENT else None))
        limit = chance.choice(near) * Fraction(POUNDS[costs.currency], POUNDS[unit])
        requires = Requirement(
            cost=cost,
            operator=chance.choice(["at-most", "at-most", "at-least"]),
            operand=_typed(limit),
            year=None if cost == NET_PRESENT else one,
            unit=unit,
        )
        gates[f"g{at}"] = Gate(name=f"Gate {at}", requires=requires)
    options = {
        option: replaced(words, verdicts={gate: chance.choice(DECIDED) for gate in gates if chance.random() < 0.1})
        for option, words in case.options.items()
    }
    return replaced(case, gates=gates, options=options)


def _typed(figure: Fraction) -> Decimal:
    """A figure as somebody types it: exact where decimals can be, else to 9 places."""
    exact = Decimal(figure.numerator) / Decimal(figure.denominator)
    return exact if Fraction(exact) == figure else round(exact, 9)


# Changes that should change nothing


def in_currency(case: Appraisal, currency: Currency) -> Appraisal:
    """The same costs in a file whose amounts are pounds, thousands or millions of pounds."""
    costs = case.costs
    assert costs is not None
    by = Decimal(POUNDS[costs.currency]) / POUNDS[currency]

    def scaled(stated: Any) -> dict[str, Any]:
        amount = stated.amount
        if isinstance(amount, Mapping):
            amount = {at: each * by for at, each in amount.items()}
        elif isinstance(amount, Decimal):
            amount = amount * by
        return {"amount": amount, "range": stated.range and tuple(end * by for end in stated.range)}

    lines = {
        name: replaced(
            line,
            **scaled(line),
            options={option: replaced(amount, **scaled(amount)) for option, amount in line.options.items()},
        )
        for name, line in costs.lines.items()
    }
    return replaced(case, costs=replaced(costs, currency=currency, lines=lines))


def without_costs(case: Appraisal) -> Appraisal:
    """The same options, criteria and scores, and nothing of money."""
    options: dict[str, Option] = {option: replaced(words, verdicts={}) for option, words in case.options.items()}
    return replaced(case, costs=None, gates={}, options=options)
