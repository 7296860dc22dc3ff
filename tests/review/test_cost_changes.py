"""What changed in costs: what it did, which change did it, and that all changes together make the newer side."""

import random
from itertools import combinations
from typing import Any

import pytest

from appraise.appraisal import (
    Appraisal,
    CostLine,
    Costs,
    Currency,
    Gate,
    OptionAmount,
    Period,
    Requirement,
    ShortlistRule,
    Verdict,
)
from appraise.costing.years import years
from appraise.engine.evaluation import agreed_evaluation
from appraise.field_models import replaced
from appraise.field_types import UNKNOWN
from appraise.review.checks import findings
from appraise.review.counterfactuals import bare, evaluable, missing, start, units, with_units
from appraise.review.decisive_changes import decisive_changes
from appraise.review.difference import compare
from appraise.review.outdated import outdated
from appraise.review_results import CheckInput, DecisiveChanges, History, Keys, Redefined, Unexplained
from tests.conftest import appraisal, number
from tests.review.small import COSTS, WHOLE, put, run
from tests.review.test_changes import in_millions

POUNDS = {"GBP": 1, "GBP k": 1000, "GBP m": 1_000_000}
AT_MOST_500 = Gate(name="Money", requires=Requirement(None, None, "at-most", number(500), "cash", None, "GBP k"))


def priced(lines: dict[str, dict[str, Any]], currency: Currency = "GBP k", **fields: Any) -> Costs:
    """Costs of five years from 2026-27, with what each option pays once under each line."""
    made = {
        name: CostLine(
            name=name.title(),
            when="once",
            options={
                option: amount if isinstance(amount, OptionAmount) else OptionAmount(amount=amount)
                for option, amount in row.items()
            },
        )
        for name, row in lines.items()
    }
    given: dict[str, Any] = {
        "by": "Finance",
        "date": "2026-01-01",
        "currency": currency,
        "period": Period(from_="2026-27", years=5),
        "discount_rate": number("3.5"),
    }
    return Costs(lines=made, **{**given, **fields})


def two(x: int, y: int, **fields: Any) -> Appraisal:
    """x has 80 points and y 60; at most £500k may be paid, of which £400k of each is for running."""
    made = appraisal({"a": 1}, {"x": (80,), "y": (60,)}, ShortlistRule(top=1))
    lines = {"set-up": {"x": number(x), "y": number(y)}, "running": {"x": number(400), "y": number(400)}}
    return replaced(made, gates={"money": AT_MOST_500}, costs=priced(lines, **fields))


def between(old: Appraisal, new: Appraisal) -> DecisiveChanges:
    return decisive_changes(run(old), run(new))


def test_an_amount_that_passes_what_a_gate_asks_decides() -> None:
    """x pays £90k and £400k of £500k, then £120k and £400k: y goes forward. What y pays does not matter."""
    found = between(two(90, 10), two(120, 20))
    assert found == DecisiveChanges((("costs", "set-up", "x"), ("costs", "set-up", "y")), ((0,),), None)


def test_without_a_gate_that_asks_for_money_no_cost_is_a_cause() -> None:
    old, new = (replaced(two(x, 10), gates={}) for x in (90, 120))
    assert list(units(old, new)) == []
    assert between(old, put(new, ("options", "x", "scores", "a", "score"), number(10))) == DecisiveChanges(
        (("scores", "a", "x"),), ((0,),), None
    )


def test_a_gate_that_asks_for_one_line_makes_no_other_a_cause() -> None:
    of_line = Gate(name="Set-up", requires=AT_MOST_500.requires._replace(cost="set-up", operand=number(100)))
    old, new = (replaced(each, gates={"g": of_line}) for each in (two(90, 10), two(120, 10)))
    new = put(new, ("costs", "lines", "running", "options", "x", "amount"), number(1))
    assert between(old, new) == DecisiveChanges((("costs", "set-up", "x"),), ((0,),), None)


def test_another_currency_alone_is_no_cause_and_no_effect() -> None:
    old, new = two(90, 10), two(90_000, 10_000, currency="GBP")
    running = {option: OptionAmount(amount=number(400_000)) for option in "xy"}
    new = put(new, ("costs", "lines", "running", "options"), running)
    assert list(units(old, new)) == []
    assert run(old).options["x"].verdicts == run(new).options["x"].verdicts


def test_how_a_line_counts_and_the_rate_are_causes_of_their_own() -> None:
    """In net present cost, £90k with 100% for optimism bias on it is £180k, and what is moved between public bodies is
    nothing; £180k three years later, at 20% a year, is £104k, and at none £180k."""
    of_net = Gate(name="Money", requires=AT_MOST_500.requires._replace(cost="net-present", operand=number(550)))
    old = replaced(two(90, 10), gates={"money": of_net})
    biased = put(old, ("costs", "lines", "set-up", "optimism-bias"), number(100))
    assert between(old, biased) == DecisiveChanges((("costs", "set-up"),), ((0,),), None)
    moved = put(biased, ("costs", "lines", "set-up", "transfer"), True)
    assert between(biased, moved) == DecisiveChanges((("costs", "set-up"),), ((0,),), None)
    late = put(old, ("costs", "lines", "set-up", "options", "x", "amount"), {"2029-30": number(180)})
    high, none = (put(late, ("costs", "discount-rate"), number(rate)) for rate in (20, 0))
    assert between(high, none) == DecisiveChanges((("costs",),), ((0,),), None)


def test_a_line_and_a_cost_file_come_whole() -> None:
    old = two(90, 10)
    vat = CostLine(name="VAT", when="yearly", amount=number(3), options={"y": OptionAmount(amount=number(0))})
    assert between(old, put(old, ("costs", "lines", "vat"), vat)) == DecisiveChanges((("costs", "vat"),), ((0,),), None)
    bare_ = replaced(old, gates={}, costs=None)
    dear = two(120, 10)
    found = between(bare_, dear)
    assert found == DecisiveChanges((("gates", "money"), ("costs",)), ((0, 1),), None)
    assert between(dear, bare_) == DecisiveChanges((("gates", "money"), ("costs",)), ((0,),), None)


def test_a_new_option_brings_what_it_pays() -> None:
    """z has more points than x and is not too dear."""
    old, new = two(90, 10), two(95, 10)
    z = replaced(old.options["x"], name="z", scores=put(old.options["x"].scores, ("a", "score"), number(90)))
    lines = {
        name: replaced(line, options={**line.options, "z": OptionAmount(amount=number(50))})
        for name, line in new.costs.lines.items()  # type: ignore[union-attr]
    }
    new = put(replaced(new, options={**new.options, "z": z}), ("costs", "lines"), lines)
    assert between(old, new) == DecisiveChanges((("options", "z"), ("costs", "set-up", "x")), ((0,),), None)


def test_amounts_outside_the_period_are_in_no_set() -> None:
    """What is paid in 2030-31 needs the longer period."""
    old = two(90, 10, period=Period(from_="2026-27", years=2))
    new = put(two(90, 10), ("costs", "lines", "set-up", "options", "x", "amount"), {"2030-31": number(120)})
    assert between(old, new) == DecisiveChanges((("costs",), ("costs", "set-up", "x")), ((0, 1),), None)


def drawn(rng: random.Random) -> Appraisal:
    """A random appraisal of some of three options, with gates that ask for money more often than not."""
    options = rng.sample("xyz", rng.randint(2, 3))
    made = appraisal({"a": 1}, {option: (rng.randint(0, 100),) for option in options}, ShortlistRule(top=1))
    if rng.random() < 0.1:
        return made
    currency: Currency = rng.choice(("GBP", "GBP k", "GBP m"))
    period = Period(from_=rng.choice(("2026-27", "2026-27", "2027-28", "2026")), years=rng.randint(1, 4))
    named = years(period)
    by_number = {number(0): number(rng.randint(0, 9)), number(2): number(rng.randint(0, 9))}
    rate = rng.choice((None, number(rng.randint(0, 9)), by_number))
    lines = {}
    for line in rng.sample(["set-up", "running", "vat"], rng.randint(1, 3)):
        when: Any = rng.choice(("once", "yearly"))
        starts = rng.randint(0, len(named) - 1) if when == "yearly" and rng.random() < 0.5 else None

        def amount(starts: int | None = starts) -> OptionAmount:
            kind = rng.random()
            if kind < 0.2:
                return OptionAmount(amount=UNKNOWN, range=(money(0), money(20)) if kind < 0.15 else None)
            if kind < 0.5:
                picked = rng.sample(named[starts or 0 :], rng.randint(1, len(named) - (starts or 0)))
                return OptionAmount(amount={year: money(rng.randint(-5, 30)) for year in picked})
            return OptionAmount(amount=money(rng.randint(-5, 30)))

        def money(thousands: int) -> Any:
            return number(thousands) * 1000 / POUNDS[currency]

        default = amount() if rng.random() < 0.4 else None
        lines[line] = CostLine(
            name=line,
            when=when,
            from_=None if starts is None else named[starts],
            optimism_bias=rng.choice((None, number(24))),
            transfer=rng.random() < 0.3,
            amount=default.amount if default else None,
            range=default.range if default else None,
            options={option: amount() for option in options if default is None or rng.random() < 0.5},
        )
    costs = Costs(by="F", date="2026-01-01", currency=currency, period=period, discount_rate=rate, lines=lines)
    gates = {}
    for at in range(rng.randint(0, 2)):
        asked = rng.choice([*lines, "cash", *(["net-present"] if rate is not None else [])])
        year = rng.choice((None, rng.choice(named))) if asked != "net-present" else None
        unit: Currency = rng.choice(("GBP", "GBP k", "GBP m"))
        most = number(rng.randint(0, 60)) * 1000 / POUNDS[unit]
        requires = Requirement(None, None, rng.choice(("at-most", "at-least")), most, asked, year, unit)
        gates[f"g{at}"] = Gate(name=f"G{at}", requires=requires)
    return replaced(made, costs=costs, gates=gates)


def settled(made: Appraisal) -> tuple[Any, ...]:
    found = agreed_evaluation(made)
    verdicts = {option: {gate: each.verdict for gate, each in of.items()} for option, of in found.verdicts.items()}
    return verdicts, found.totals, found.shortlisting.listed("shortlisted"), found.shortlisting.listed("undetermined")


@pytest.mark.parametrize("seed", range(600))
def test_all_units_together_make_the_newer_side(seed: int) -> None:
    """Whatever changed: amounts, lines, years, rates, currencies, options, gates, or all of it."""
    rng = random.Random(seed)
    old, new = bare(drawn(rng)), bare(drawn(rng))
    reached = with_units(start(old, new), new, list(units(old, new)))
    assert evaluable(reached, missing(old) | missing(new))
    assert settled(replaced(reached, options={name: reached.options[name] for name in new.options})) == settled(new)


@pytest.mark.parametrize("seed", range(200))
def test_no_unit_is_no_change(seed: int) -> None:
    rng = random.Random(seed)
    old, new = bare(drawn(rng)), bare(drawn(rng))
    assert settled(start(old, new)) == settled(old)
    assert evaluable(start(old, new), missing(old) | missing(new))
    assert list(units(old, old)) == []


@pytest.mark.parametrize("seed", range(60))
def test_the_sets_are_those_that_trying_every_subset_finds(seed: int) -> None:
    """Each change is made in the file itself, as people would make it."""
    rng = random.Random(seed)
    names = ["x", "y", "z"]
    made = appraisal({"a": 1}, {name: (rng.randint(0, 100),) for name in names}, ShortlistRule(top=1))
    rows = {line: {name: number(rng.randint(0, 300)) for name in names} for line in ("set-up", "running")}
    asked = AT_MOST_500.requires._replace(cost=rng.choice(("cash", "net-present")), operand=number(400))
    old = replaced(made, gates={"g": replaced(AT_MOST_500, requires=asked)}, costs=priced(rows))
    edits: dict[Keys, tuple[tuple[str, ...], Any]] = {
        ("costs", line, name): (
            ("costs", "lines", line, "options", name, "amount"),
            rng.choice((number(rng.randint(301, 500)), {"2027-28": number(rng.randint(301, 500))}, UNKNOWN)),
        )
        for line in rows
        for name in names
    }
    edits["costs", "running"] = (("costs", "lines", "running", "when"), "yearly")
    edits["costs", "vat"] = (("costs", "lines", "vat"), CostLine(name="VAT", when="once", amount=number(150)))
    edits["costs",] = (("costs", "discount-rate"), number(80))
    edits["gates", "g"] = (("gates", "g", "requires"), asked._replace(operand=number(rng.randint(200, 700))))
    picked = {unit: edits[unit] for unit in rng.sample(list(edits), rng.randint(1, 5))}
    if picked.get(("gates", "g"), (0, asked))[1] == asked:
        picked.pop(("gates", "g"), None)

    def with_(chosen: tuple[Keys, ...]) -> Appraisal:
        reached = old
        for unit in chosen:
            reached = put(reached, *picked[unit])
        return reached

    def forward(chosen: tuple[Keys, ...]) -> list[set[str]]:
        return [*map(set, settled(with_(chosen))[2:])]

    wanted = forward(tuple(picked))
    found = between(old, with_(tuple(picked)))
    if wanted == forward(()):
        assert found == DecisiveChanges((), (), None)
        return
    smallest: list[set[Keys]] = []
    for count in range(1, len(picked) + 1):
        for chosen in combinations(picked, count):
            if not any(each <= set(chosen) for each in smallest) and forward(chosen) == wanted:
                smallest.append(set(chosen))
    assert found.why_not is None
    assert {*found.units} == {*picked}
    assert {frozenset(found.units[at] for at in each) for each in found.sets} == {*map(frozenset, smallest)}


def test_a_verdict_that_people_gave_stands_whatever_it_costs() -> None:
    old, new = two(90, 10), two(120, 10)
    old, new = (
        put(each, ("options", "x", "verdicts", "money"), Verdict(verdict="pass", reason="Cabinet said so"))
        for each in (old, new)
    )
    assert between(old, new) == DecisiveChanges((), (), None)


UNGATED = replaced(WHOLE, gates={})
SET_UP = ("costs", "lines", "set-up")
OF_CHARITY = (*SET_UP, "options", "charity")


def again(new: Appraisal, old: Appraisal = WHOLE) -> tuple[list[Redefined], list[Unexplained]]:
    redefined, unexplained = outdated(new, [(old, None)])
    return [*redefined], [*unexplained]


def test_an_amount_that_changed_under_the_same_reason_is_looked_at_again() -> None:
    """£420k by the quote of May, then £450k by the same quote; another quote settles it."""
    dearer = put(WHOLE, (*OF_CHARITY, "amount"), number(450))
    told = Unexplained((*OF_CHARITY, "amount"), number(420), number(450), "Quote of May")
    assert again(dearer) == ([], [told])
    assert again(put(dearer, (*OF_CHARITY, "reason"), "Quote of June")) == ([], [])
    wider = put(WHOLE, (*OF_CHARITY, "range"), (number(300), number(700)))
    ends = (number(300), number(600)), (number(300), number(700))
    assert again(wider) == ([], [Unexplained((*OF_CHARITY, "range"), *ends, "Quote of May")])
    vat = put(WHOLE, ("costs", "lines", "vat", "amount"), number(7))
    at = ("costs", "lines", "vat", "amount")
    assert again(vat)[1] == [Unexplained(at, "unknown", number(7), "Nobody asked HMRC")]


def test_another_currency_is_looked_at_again_where_amounts_are_others_in_pounds() -> None:
    millions = put(WHOLE, ("costs", "currency"), "GBP m")
    changed = {each.at: (each.was, each.now) for each in again(millions)[1]}
    assert changed[*OF_CHARITY, "amount"] == (number("0.42"), number(420))
    scaled = replaced(COSTS, currency="GBP m", lines={n: in_millions(line) for n, line in COSTS.lines.items()})
    assert again(replaced(WHOLE, costs=scaled)) == ([], [])


def test_amounts_that_stand_in_the_prices_of_another_year_are_looked_at_again() -> None:
    """What costs nothing does so in any prices."""
    amounts = tuple((*SET_UP, "options", option) for option in ("charity", "company"))
    vat = ("costs", "lines", "vat")
    dearer = put(WHOLE, ("costs", "prices"), "2027-28")
    assert again(dearer) == ([Redefined(("costs",), ("prices",), (*amounts, vat))], [])
    first, *_ = again(put(dearer, (*OF_CHARITY, "reason"), "Quote of June, in these prices"))[0]
    assert first.given == (amounts[1], vat)


def test_what_a_line_is_of_and_when_it_is_paid_is_what_amounts_are_given_for() -> None:
    given = tuple((*SET_UP, "options", option) for option in ("in-house", "charity", "company"))
    assert again(put(WHOLE, (*SET_UP, "name"), "Set-up and ICT")) == ([Redefined(SET_UP, ("name",), given)], [])
    assert again(put(WHOLE, (*SET_UP, "name"), "Set up")) == ([], [])
    assert again(put(WHOLE, (*SET_UP, "when"), "yearly")) == ([Redefined(SET_UP, ("when",), given)], [])


def test_what_a_gate_asks_of_all_costs_is_given_for_their_period() -> None:
    gated = replaced(WHOLE, gates={"money": AT_MOST_500})
    longer = put(gated, ("costs", "period", "years"), 9)
    assert again(longer, gated) == ([Redefined(("costs",), ("period",), (("gates", "money"),))], [])
    looser = put(gated, ("gates", "money", "requires"), AT_MOST_500.requires._replace(operand=number(900)))
    ((told,),) = again(looser, gated)[1:]
    assert told.at == ("gates", "money", "requires")


def test_a_verdict_that_people_took_back_where_costs_give_another_is_looked_at_again() -> None:
    """x is too dear by £10k; people let it pass, and took that back."""
    new = two(110, 10)
    at = ("options", "x", "verdicts", "money")
    old = put(new, at, Verdict(verdict="pass", reason="Cabinet said so"))
    found = compare(run(old), run(new)).look_again.unexplained
    assert found == (Unexplained((*at, "verdict"), "pass", "fail", None),)


def test_what_no_longer_fits_is_found_by_line_and_option() -> None:
    new = put(put(UNGATED, (*OF_CHARITY, "amount"), number(450)), ("costs", "prices"), "2027-28")
    new = put(new, ("costs", "lines", "vat", "name"), "VAT and duties")
    redefined, unexplained = outdated(new, [(UNGATED, "2026-05-04")])
    checked = CheckInput(run(new), History(None, redefined, unexplained))
    codes = "changed-after-scores", "changed-without-reason"
    found = {(each.where, each.at): each.what for each in findings(checked) if each.code in codes}
    before = "on 2026-05-04, as git tells it"
    assert found == {
        ("prices", ("costs",)): f"The costs have prices of another year than {before}, and these did not change: "
        'amounts under "Set-up" and "VAT and duties".',
        ("vat", ("costs", "lines", "vat")): f'"VAT and duties" has another name than {before}, and these did not '
        'change: amounts under "VAT and duties".',
        ("set-up charity", OF_CHARITY): 'The amount of "Charity" under "Set-up" is 450 (GBP k); '
        f"{before}, it was 420 (GBP k), with the same reason.",
    }
    vat = put(UNGATED, ("costs", "lines", "vat", "range"), (number(0), number(8)))
    years = put(vat, ("costs", "lines", "set-up", "options", "company", "amount", "2027-28"), number(170))
    checked = CheckInput(run(years), History(None, *outdated(years, [(UNGATED, None)])))
    said = {each.where: each.what for each in findings(checked) if each.code in codes}
    assert said["vat"] == (
        'The range under "VAT" is 0 to 8 (GBP k); in the record beside it, it was 0 to 9 (GBP k), with the same reason.'
    )
    assert said["set-up company"] == (
        'The amount of "Company" under "Set-up" is 90 in 2026-27, 170 in 2027-28 (GBP k); in the record beside it, '
        "it was 90 in 2026-27, 160 in 2027-28 (GBP k), and no reason is given."
    )
