"""What holds for all costs, by brute force over thousands of random ones: see `tests.cost_cases`."""

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from appraise import Run, evaluate, read_run
from appraise.analyses import CostAnalysis
from appraise.appraisal import Appraisal, CostLine, Costs, Currency, OptionAmount
from appraise.costing import Costed, by_year, cash, net_present
from appraise.engine.costs import costs
from appraise.engine.evaluation import agreed_evaluation
from appraise.field_models import replaced
from appraise.numbers import rounded
from appraise.run import CostSum
from tests.cost_cases import (
    CASH,
    NET_PRESENT,
    POUNDS,
    Figures,
    asked,
    compared,
    differences,
    eligible,
    in_currency,
    not_known,
    random_case,
    ruled,
    sums,
    verdicts,
    without_costs,
)
from tests.second_scorer import differences as against_the_second_scorer

EACH = pytest.mark.parametrize(
    "seeds", [range(300), pytest.param(range(300, 1_800), marks=pytest.mark.slow)], ids=["some", "many"]
)
SOME = range(100)


def given(case: Appraisal) -> Costs:
    assert case.costs is not None
    return case.costs


@cache
def run_of(seed: int) -> Run:
    return evaluate(random_case(seed), brief=True)


def spans(found: Costed) -> tuple[Fraction, ...]:
    return tuple(found.amounts)


def corners(costs: Costs, option: str, what: str, year: str | None = None) -> tuple[Fraction, ...]:
    decide, everywhere = (sums(costs, option, what, ranged, year) for ranged in (False, True))
    return min(decide), max(decide), min(everywhere), max(everywhere)


def as_recorded(both: Sequence[Figures], left_open: tuple[str, ...] = ()) -> CostSum:
    """A cost over what is unknown, and over ranges too, as a record has it."""
    decide, everywhere = both
    low, high, least, most = min(decide), max(decide), min(everywhere), max(everywhere)
    return CostSum(
        rounded(low) if low == high else None,
        (rounded(low), rounded(high)) if low < high else None,
        (rounded(least), rounded(most)) if (least, most) != (low, high) else None,
        left_open,
    )


# Against every corner


@EACH
def test_sums_at_every_corner(seeds: range) -> None:
    met: Counter[str] = Counter()
    for seed in seeds:
        case = random_case(seed)
        costs, first = given(case), int(given(case).period.from_[:4])
        for option in case.options:
            found = cash(costs, option)
            assert (spans(found), found.not_known) == (corners(costs, option, CASH), not_known(costs, option, CASH))
            met["not known"] += bool(found.not_known)
            met["open"] += found.amounts.low < found.amounts.high
            met["ranged"] += found.amounts.least < found.amounts.low
            if costs.discount_rate is not None:
                found = net_present(costs, option)
                assert spans(found) == corners(costs, option, NET_PRESENT)
                assert found.not_known == not_known(costs, option, NET_PRESENT)
            for name in costs.lines:
                assert spans(cash(costs, option, name)) == corners(costs, option, name)
                if seed % 5:
                    continue
                yearly = by_year(costs, name, option)
                assert (yearly is None) == (name in not_known(costs, option, name))
                for at, each in enumerate(yearly or ()):
                    year = costs.period.from_ if at == 0 else f"{first + at}"
                    assert tuple(each) == corners(costs, option, name, year)
        met["cases"] += 1
    assert min(met.values()) > len(seeds) / 10


@EACH
def test_what_a_record_holds_of_costs_is_rounded_on_the_way_out_alone(seeds: range) -> None:
    met: Counter[str] = Counter()
    for seed in seeds:
        case = random_case(seed)
        costing = given(case)
        beside = next((option for option, words in case.options.items() if words.comparator), None)
        found = costs(case)
        assert [*found] == [*case.options]
        for option, cost in found.items():
            each = [sums(costing, option, CASH, ranged) for ranged in (False, True)]
            assert cost.cash == as_recorded(each, not_known(costing, option, CASH))
            if costing.discount_rate is None:
                assert cost.net_present is None
            else:
                each = [sums(costing, option, NET_PRESENT, ranged) for ranged in (False, True)]
                assert cost.net_present == as_recorded(each, not_known(costing, option, NET_PRESENT))
                met["rounded"] += rounded(min(each[0])) != min(each[0])
            what = compared(costing)
            both = [] if beside is None else [not_known(costing, option, what), not_known(costing, beside, what)]
            if beside is None or beside == option or any(both):
                assert cost.difference is None
                continue
            more = [
                differences(sums(costing, option, what, ranged), sums(costing, beside, what, ranged))
                for ranged in (False, True)
            ]
            assert cost.difference == as_recorded(more)
            met["difference"] += 1
    assert min(met.values()) > len(seeds) / 10


@EACH
def test_gates_by_cost_at_every_corner(seeds: range) -> None:
    """The verdict that all corners over what is unknown agree on; a margin where there is one figure."""
    met: Counter[str] = Counter()
    for seed in seeds:
        case = random_case(seed)
        agreed = agreed_evaluation(case)
        for gate, stated in case.gates.items():
            requires = stated.requires
            limit = Fraction(str(requires.operand))
            for option, words in case.options.items():
                found = agreed.verdicts[option][gate]
                expected = ruled(case, gate, option)
                assert found.rule == expected, seed
                if gate in words.verdicts:
                    assert (found.from_, found.verdict) == ("decision", words.verdicts[gate].verdict)
                    assert (found.margin, found.over_range) == (None, ())
                    met["decided"] += 1
                    continue
                read, everywhere = (asked(case, gate, option, ranged) for ranged in (False, True))
                assert (found.from_, found.verdict) == ("rule", expected)
                (margin,) = {rounded(abs(each - limit)) for each in read} if len(read) == 1 else {None}
                assert found.margin == margin, seed
                over = verdicts(case, gate, everywhere) if len(everywhere) > 1 else set()
                assert found.over_range == tuple(each for each in ("pass", "fail") if each in over), seed
                assert found.could_turn == (expected != "unknown" and over == {"pass", "fail"})
                met[expected] += 1
                met["could turn"] += found.could_turn
                met["turns without a margin"] += found.could_turn and margin is None
                met[f"{requires.cost if requires.cost in (CASH, NET_PRESENT) else 'line'}"] += 1
                met["in a year"] += requires.year is not None
                met["just met"] += margin == 0
        assert {*agreed.eligible} == {*eligible(case)}
    assert met.pop("turns without a margin") > len(seeds) / 300
    assert min(met.values()) > len(seeds) / 30, met


# Properties


def but_money(found: CostAnalysis | None) -> Any:
    """What an analysis says, but for what is in the currency of the file."""
    assert found is not None
    steps = [
        (step.option, step.cheapest.over, step.next and step.next.over, step.cheapest.points) for step in found.steps
    ]
    certain = [(step.cheapest.per_point is None, step.cheapest.per_point_range is None) for step in found.steps]
    return found.compared, found.options, found.beaten, steps, certain, found.level, [*found.per_point]


def in_pounds(cost: Costed, costs: Costs) -> tuple[tuple[Fraction, ...], tuple[str, ...]]:
    return tuple(each * POUNDS[costs.currency] for each in cost.amounts), cost.not_known


def test_the_currency_of_the_file_changes_nothing_but_the_print() -> None:
    """Verdicts, margins, outcomes, who is above whom, and exact costs in pounds are the same."""
    for seed in SOME:
        case, run = random_case(seed), run_of(seed)
        for currency in get_args(Currency):
            changed = in_currency(case, currency)
            again = evaluate(changed, brief=True)
            for option, result in run.options.items():
                other = again.options[option]
                assert other._replace(cost=None) == result._replace(cost=None), seed
                for what in (CASH, *given(case).lines):
                    one, two = (in_pounds(cash(given(each), option, what), given(each)) for each in (case, changed))
                    assert one == two
                one, two = (in_pounds(net_present(given(each), option), given(each)) for each in (case, changed))
                assert one == two
            assert again.shortlist == run.shortlist
            assert but_money(again.analyses.costs) == but_money(run.analyses.costs)


def test_the_order_of_lines_and_options_changes_nothing_but_order() -> None:
    for seed in SOME:
        case, run = random_case(seed), run_of(seed)
        chance = random.Random(seed)
        lines = chance.sample([*given(case).lines.items()], len(given(case).lines))
        shuffled = {
            name: replaced(line, options=dict(chance.sample([*line.options.items()], len(line.options))))
            for name, line in lines
        }
        options = dict(chance.sample([*case.options.items()], len(case.options)))
        again = evaluate(replaced(case, options=options, costs=replaced(given(case), lines=shuffled)), brief=True)
        mine, its = run.analyses.costs, again.analyses.costs
        assert mine is not None
        assert its is not None
        assert (its.beaten, its.per_point) == (mine.beaten, mine.per_point)
        assert {*its.options} == {*mine.options}
        assert {name: each.factor for name, each in its.level.items()} == {
            name: each.factor for name, each in mine.level.items()
        }
        for option, result in run.options.items():
            other = again.options[option]
            assert _unordered(other.cost) == _unordered(result.cost)
            assert other.verdicts == result.verdicts
            assert (other.total, other.outcome) == (result.total, result.outcome)


def _unordered(found: Any) -> Any:
    return [
        each and each._replace(not_known=tuple(sorted(each.not_known)))
        for each in (found.net_present, found.cash, found.difference)
    ]


def test_splitting_a_line_in_two_leaves_every_sum() -> None:
    """A line with a quarter of each amount and range, and one with the rest."""

    def part(stated: Any, of: Fraction) -> dict[str, Any]:
        def share(amount: Decimal) -> Decimal:
            return amount * of.numerator / of.denominator

        amount = stated.amount
        if isinstance(amount, Mapping):
            amount = {year: share(each) for year, each in amount.items()}
        elif isinstance(amount, Decimal):
            amount = share(amount)
        return {"amount": amount, "range": stated.range and tuple(map(share, stated.range))}

    def split(line: CostLine, of: Fraction) -> CostLine:
        options: dict[str, OptionAmount] = {
            name: replaced(each, **part(each, of)) for name, each in line.options.items()
        }
        return replaced(line, **part(line, of), options=options)

    for seed in SOME:
        costs = given(random_case(seed))
        halves = {
            f"{name}{at}": split(line, of)
            for name, line in costs.lines.items()
            for at, of in enumerate((Fraction(1, 4), Fraction(3, 4)))
        }
        apart = replaced(costs, lines=halves)
        for option in random_case(seed).options:
            for one, two in (
                (cash(costs, option), cash(apart, option)),
                (net_present(costs, option), net_present(apart, option)),
            ):
                assert one.amounts == two.amounts
                assert two.not_known == tuple(f"{name}{at}" for name in one.not_known for at in (0, 1))


def test_without_a_gate_by_cost_money_changes_nothing_else() -> None:
    """Records with and without costs, key by key."""
    for seed in SOME:
        case = random_case(seed, gates=False)
        beside, plain = (json.loads(evaluate(each).to_json()) for each in (case, without_costs(case)))
        assert beside.pop("costs") is not None
        assert beside["analyses"].pop("costs") is not None
        assert "costs" not in plain
        assert plain["analyses"].get("costs") is None
        plain["analyses"].pop("costs", None)
        for result in beside["options"].values():
            assert result.pop("cost") is not None
        for record in (beside, plain):
            record.pop("fingerprint")
        assert beside == plain


def test_the_law_of_the_record_and_the_second_scorer(tmp_path: Path) -> None:
    """A run's appraisal gives the run again, and so does its record, to the byte; and the record alone tells all."""
    for seed in SOME:
        run = evaluate(random_case(seed))
        assert evaluate(run.appraisal()) == run
        record = tmp_path / "run.json"
        record.write_text(run.to_json(), "utf-8", newline="\n")
        read = read_run(record)
        assert read == run
        assert evaluate(read.appraisal()) == run
        assert read.to_json() == run.to_json()
        assert against_the_second_scorer(run.to_json()) == []


def test_rows_hold_costs_where_all_of_a_cost_is_known() -> None:
    met: Counter[str] = Counter()
    for seed in SOME:
        case, rows = random_case(seed), run_of(seed).rows()
        costs = given(case)
        for row in rows:
            keys = [*row]
            there = [CASH] if costs.discount_rate is None else [NET_PRESENT, CASH]
            assert keys[keys.index("high") + 1 :][: len(there)] == there
            for what in there:
                found = sums(costs, row["option"], what, over_ranges=False)
                known = len(found) == 1 and not not_known(costs, row["option"], what)
                assert row[what] == (rounded(min(found)) if known else None)
                met[f"{what} {known}"] += 1
        for row in evaluate(without_costs(case), brief=True).rows():
            assert NET_PRESENT not in row
            assert CASH not in row
    assert min(met.values()) > 10
