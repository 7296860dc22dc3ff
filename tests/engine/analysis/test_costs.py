"""Money beside points: published and worked cases, and thousands of random ones by brute force."""

import itertools
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from appraise.analyses import CostAnalysis
from appraise.appraisal import Appraisal, CostLine, Costs, OptionAmount, Period
from appraise.costing import net_present
from appraise.engine.analysis.costs import costs
from appraise.engine.evaluation import agreed_evaluation
from appraise.engine.totals import Total
from appraise.field_models import replaced
from appraise.numbers import rounded
from tests import cost_cases
from tests.conftest import appraisal, number
from tests.cost_cases import eligible, quotients, random_case, sums, totals

EACH = pytest.mark.parametrize(
    "seeds", [range(300), pytest.param(range(300, 2_300), marks=pytest.mark.slow)], ids=["some", "many"]
)


def of(cost_and_total: Mapping[str, tuple[object, object]]) -> CostAnalysis:
    """The analysis of options with a known cost each, in pounds, and a known total on any scale."""
    line = CostLine(
        name="All",
        when="once",
        options={option: OptionAmount(amount=number(cost)) for option, (cost, _) in cost_and_total.items()},
    )
    given = Costs(
        by="Finance",
        date="2026-11-20",
        currency="GBP",
        period=Period(from_="2026-27", years=1),
        discount_rate=Decimal("3.5"),
        lines={"all": line},
    )
    case = replaced(appraisal({"a": 1}, dict.fromkeys(cost_and_total, (50,))), costs=given)
    fixed = {option: Total(*[Fraction(number(total))] * 4) for option, (_, total) in cost_and_total.items()}
    found = costs(agreed_evaluation(case)._replace(totals=fixed))
    assert found is not None
    return found


def test_published_example_of_the_scottish_option_appraisal_guide() -> None:
    """Scottish Government, option appraisal guide, A3.23: net present costs of £3.0m, 4.5m, 4.0m and 5.0m, weighted
    scores of 790, 1,010, 1,250 and 1,480. Cost for each point 3,797 (P), 3,200 (R) and 3,378 (S); each extra point over
    P costs 2,174 (R) and 2,899 (S); R has more than Q for less. The step from R to S, which the guide does not take:
    £1.0m for 230 points."""
    found = of({"p": (3_000_000, 790), "q": (4_500_000, 1010), "r": (4_000_000, 1250), "s": (5_000_000, 1480)})
    assert found.compared == "net-present"
    assert found.options == ("p", "r", "q", "s")
    assert found.beaten == {"q": {"r": "surely"}}
    assert [(step.option, step.cheapest.over, step.next and step.next.over) for step in found.steps] == [
        ("r", "p", None),
        ("s", "p", "r"),
    ]
    extra = [each.per_point for step in found.steps for each in (step.cheapest, step.next) if each]
    assert [each and {rounded(end, 0) for end in each} for each in extra] == [{2174}, {2899}, {4348}]
    assert {option: rounded(low, 0) for option, (low, _) in found.per_point.items()} == {
        "p": 3797,
        "q": 4455,
        "r": 3200,
        "s": 3378,
    }


def test_an_option_cannot_be_bought_in_halves() -> None:
    """Half of A and half of D would cost 21.415 and have 55 points, more than B's 50 for 21: on paper mixes crowd out B
    and C (two passes). No single option does: B and C are steps. G costs 26 for 71, E 25 for 72."""
    table = {"a": (20, 40), "b": (21, 50), "c": (Decimal("21.9"), 60), "d": (Decimal("22.83"), 70)}
    found = of({**table, "e": (25, 72), "g": (26, 71)})
    assert found.beaten == {"g": {"e": "surely"}}
    assert [step.option for step in found.steps] == ["b", "c", "d", "e"]
    nexts = [(step.next or step.cheapest).per_point for step in found.steps]
    assert nexts == [(number(each),) * 2 for each in ("0.1", "0.09", "0.093", "1.085")]


def leisure(rate: str | None = "3.5") -> Appraisal:
    """The costs and totals of the leisure case: in-house 76 points, company 58 to 68."""

    def line(name: str, when: str, **options: OptionAmount) -> CostLine:
        begins = "2027-28" if when == "yearly" else None
        return CostLine(name=name, when=when, from_=begins, options=options)  # type: ignore[arg-type]

    def ranged(amount: int, low: int, high: int) -> OptionAmount:
        return OptionAmount(amount=Decimal(amount), range=(Decimal(low), Decimal(high)))

    given = Costs(
        by="Finance",
        date="2026-11-20",
        currency="GBP k",
        period=Period(from_="2026-27", years=5),
        discount_rate=None if rate is None else Decimal(rate),
        lines={
            "set-up": line("S", "once", home=OptionAmount(amount=Decimal(180)), company=ranged(420, 300, 600)),
            "running": line("R", "yearly", home=ranged(2150, 2050, 2300), company=ranged(2040, 1950, 2250)),
        },
    )
    scores: dict[str, tuple[object, ...]] = {"home": (80, 40), "company": (Decimal(580) / 9, None)}
    case = appraisal({"most": 9, "partners": 1}, scores)
    return replaced(case, costs=given)


@cache
def random_analysis(seed: int) -> CostAnalysis:
    return analysed(random_case(seed))


def analysed(case: Appraisal) -> CostAnalysis:
    agreed = agreed_evaluation(case)
    found = costs(agreed)
    assert found is not None
    return found


def test_worked_next_points_of_a_total_that_is_open() -> None:
    """In-house costs 164.03871 thousand more over five years (8,077.120299 less 7,913.081586) and has 8 to 18 points
    more: 9.113262 to 20.504839 thousand a point. Over the ranges of costs it may cost less: nothing is said of that."""
    found = analysed(leisure())
    assert found.options == ("company", "home")
    assert found.beaten == {"company": {"home": "possibly"}}
    (step,) = found.steps
    assert step.next is None
    assert step.cheapest.over == "company"
    assert step.cheapest.cost == (Decimal("164.038713"),) * 2
    assert step.cheapest.points == (8, 18)
    assert step.cheapest.per_point == (Decimal("9.113262"), Decimal("20.504839"))
    assert step.cheapest.per_point_range is None


def test_worked_factor_at_which_the_order_of_costs_changes() -> None:
    """Company 7,913.081586: 20 % more is 9,495.697903; times 1.020730 it is in-house's 8,077.120299. Its set-up alone:
    1 + 164.038713 / 420; its running cost alone: 1 + 164.038713 / 7,493.081586."""
    found = analysed(leisure())
    assert found.level.keys() == {"company"}
    level = found.level["company"]
    assert level.over == "home"
    assert level.factor == Decimal("1.02073")
    assert level.lines == {"set-up": Decimal("1.390568"), "running": Decimal("1.021892")}
    given = leisure().costs
    assert given is not None
    company = net_present(given, "company").amounts.low
    assert rounded(company) == Decimal("7913.081586")
    assert rounded(company * Fraction("1.2"), 3) == Decimal("9495.698")


def test_worked_order_in_cash_beside_the_order_at_the_rate() -> None:
    """Without a discount rate cash is compared: company 420 + 4 * 2040 = 8,580, in-house 180 + 4 * 2150 = 8,780."""
    found = analysed(leisure(None))
    assert found.compared == "cash"
    assert found.options == ("company", "home")
    assert found.steps[0].cheapest.cost == (200, 200)
    assert found.level["company"].factor == rounded(Fraction(8780, 8580))


def test_a_rate_can_turn_the_order() -> None:
    """Early: 100 now. Late: 104 in year 1. In cash 100 and 104; at 5 % 100 and 99.05."""
    line = CostLine(
        name="A",
        when="once",
        options={"early": OptionAmount(amount=Decimal(100)), "late": OptionAmount(amount={"2027": Decimal(104)})},
    )
    given = Costs(by="F", date="2026", currency="GBP", period=Period(from_="2026", years=2), lines={"a": line})
    case = replaced(appraisal({"a": 1}, {"early": (50,), "late": (50,)}), costs=given)
    assert analysed(case).options == ("early", "late")
    discounted = replaced(case, costs=replaced(given, discount_rate=Decimal(5)))
    assert analysed(discounted).options == ("late", "early")


# By brute force: see `tests.cost_cases`


def priced(case: Appraisal) -> list[str]:
    """The eligible options with a cost that is bounded."""
    assert case.costs is not None
    what = cost_cases.compared(case.costs)
    return [option for option in eligible(case) if not cost_cases.not_known(case.costs, option, what)]


@cache
def figures(seed: int, option: str, over_ranges: bool) -> tuple[cost_cases.Figures, cost_cases.Figures]:
    """What an option may cost, and what its total may be."""
    case = random_case(seed)
    assert case.costs is not None
    return sums(case.costs, option, cost_cases.compared(case.costs), over_ranges), totals(case, option, over_ranges)


def ends(found: cost_cases.Figures | None) -> tuple[Decimal, Decimal] | None:
    return None if found is None else (rounded(min(found)), rounded(max(found)))


@EACH
def test_who_costs_more_and_has_fewer_points_at_every_corner(seeds: range) -> None:
    met: Counter[str] = Counter()
    for seed in seeds:
        found, names = random_analysis(seed), priced(random_case(seed))
        expected: dict[str, dict[str, str]] = {}
        for this, other in itertools.permutations(names, 2):
            given, everywhere = (
                cost_cases.beaten(*figures(seed, this, ranged), *figures(seed, other, ranged))
                for ranged in (False, True)
            )
            kind = (
                "surely"
                if everywhere == {True}
                else "as-given"
                if given == {True}
                else "possibly"
                if True in everywhere
                else ""
            )
            if kind:
                expected.setdefault(this, {})[other] = kind
            met[kind] += 1
        assert found.beaten == expected, seed
        assert {*found.options} == {*names}
        lowest = [min(figures(seed, option, False)[0]) for option in found.options]
        assert lowest == sorted(lowest)
    assert min(met.values()) > len(seeds) / 20, met


@EACH
def test_steps_and_what_each_point_costs_at_every_corner(seeds: range) -> None:
    met: Counter[str] = Counter()
    for seed in seeds:
        found = random_analysis(seed)
        certain = {"surely", "as-given"}
        left = [each for each in found.options if not certain & {*found.beaten.get(each, {}).values()}]
        costs_of = {option: figures(seed, option, False)[0] for option in left}
        cheapest = [
            each for each in left if all(max(costs_of[each]) <= min(costs_of[other]) for other in left if other != each)
        ]
        assert [step.option for step in found.steps] == (left[1:] if cheapest else []), seed
        assert not cheapest or left[0] in cheapest
        for at, step in enumerate(found.steps, 1):
            assert step.cheapest.over == left[0]
            assert (step.next and step.next.over) == (left[at - 1] if at > 1 else None)
            for extra in filter(None, (step.cheapest, step.next)):
                mine, its = (
                    [figures(seed, option, ranged) for ranged in (False, True)] for option in (step.option, extra.over)
                )
                (cost, points), ranged = (
                    tuple(map(cost_cases.differences, mine[which], its[which])) for which in (0, 1)
                )
                assert (extra.cost, extra.points) == (ends(cost), ends(points))
                assert extra.per_point == ends(quotients(cost, points)), seed
                same = all(
                    (min(one), max(one)) == (min(two), max(two))
                    for one, two in zip((cost, points), ranged, strict=True)
                )
                assert extra.per_point_range == (None if same else ends(quotients(*ranged))), seed
                met["certain"] += extra.per_point is not None
                met["open"] += extra.per_point is None
                met["over ranges"] += extra.per_point_range is not None
        per_point = {}
        for option in found.options:
            cost, points = figures(seed, option, over_ranges=False)
            if min(points) > 0:
                per_point[option] = ends(frozenset(one / other for one in cost for other in points))
        assert found.per_point == per_point
        met["no cheapest"] += not cheapest
    assert min(met.values()) > len(seeds) / 30, met


@EACH
def test_multiplying_all_amounts_or_those_of_a_line_makes_two_costs_equal(seeds: range) -> None:
    """The factor is that of the exact figures: the highest amount times it is the lowest of the next dearer."""
    met: Counter[str] = Counter()
    for seed in seeds:
        case, found = random_case(seed), random_analysis(seed)
        assert case.costs is not None
        what = cost_cases.compared(case.costs)
        costs = {option: figures(seed, option, False)[0] for option in found.options}
        lowest, known = ({option: end(each) for option, each in costs.items()} for end in (min, max))
        dearer = {one: [two for two in costs if lowest[two] > known[one]] for one in costs}
        assert found.level.keys() == {option for option in costs if known[option] > 0 and dearer[option]}, seed
        for option, level in found.level.items():
            assert lowest[level.over] == min(lowest[each] for each in dearer[option])
            exact = lowest[level.over] / known[option]
            assert level.factor == rounded(exact)
            lines = cost_cases.counted(case.costs, what)
            present = {}
            for name, by in lines.items():
                paths = cost_cases.paid(case.costs, case.costs.lines[name], option, over_ranges=False)
                worth = [sum((one * other for one, other in zip(path, by, strict=True)), Fraction(0)) for path in paths]
                present[name] = max(worth)
            assert sum(present.values()) * exact == lowest[level.over]
            assert level.lines.keys() == {name for name, part in present.items() if part > 0}
            for name, factor in level.lines.items():
                exact = 1 + (lowest[level.over] - known[option]) / present[name]
                assert known[option] + present[name] * (exact - 1) == lowest[level.over]
                assert factor == rounded(exact)
                met["line"] += 1
            met["level"] += 1
    assert min(met.values()) > len(seeds) / 10, met
