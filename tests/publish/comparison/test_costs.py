"""What a comparison says of costs: amounts in pounds, what options cost then and now, and which change decides."""

from typing import Any

import pytest

from appraise.appraisal import Appraisal, CostLine, Currency, Gate, OptionAmount, Period, Requirement
from appraise.field_models import joined, replaced
from appraise.publish.comparison.document import in_json, in_sentences
from appraise.review.changes import changes
from tests.conftest import number
from tests.publish.comparison.test_document import pair
from tests.publish.conftest import EN
from tests.review.small import COSTS, WHOLE, put
from tests.review.test_changes import in_millions
from tests.review.test_cost_changes import priced, two

SET_UP = ("costs", "lines", "set-up")
OF_COMPANY = (*SET_UP, "options", "company")
UNGATED = replaced(WHOLE, gates={})


def said(old: Appraisal, new: Appraisal) -> str:
    """What is said in a terminal, without line breaks."""
    return " ".join(pair(old, new).text().split())


@pytest.mark.parametrize(
    ("at", "now", "sentence"),
    [
        ((*SET_UP, "options", "charity", "amount"), number(450), "Set-up, Charity: £420k, now £450k"),
        ((*SET_UP, "options", "charity", "amount"), number(4500), "Set-up, Charity: £0.42m, now £4.5m"),
        ((*SET_UP, "options", "charity", "amount"), "unknown", "Set-up, Charity: £420k, now unknown"),
        ((*OF_COMPANY, "amount", "2027-28"), number(170), "Set-up, Company, 2027-28: £160k, now £170k"),
        ((*OF_COMPANY, "amount", "2027-28"), None, "Set-up, Company, 2027-28: £160k, taken out"),
        ((*OF_COMPANY, "amount"), number(250), "Company: £90k in 2026-27 and £160k in 2027-28, now £250k"),
        (
            (*SET_UP, "options", "charity", "range"),
            (number(300), number(700)),
            "Set-up, Charity: range £300k to £600k, now £300k to £700k",
        ),
        (
            (*OF_COMPANY, "range-percent"),
            (number(-20), number(30)),
            "Set-up, Company: range in per cent \N{MINUS SIGN}10 to 30%, now \N{MINUS SIGN}20 to 30%",
        ),
        ((*SET_UP, "optimism-bias"), number(24), "Set-up: optimism bias 10%, now 24%"),
        (("costs", "lines", "vat", "transfer"), False, "VAT: transfer Yes, now No"),
        (("costs", "lines", "vat", "from"), "2028-29", "VAT: from 2027-28, now 2028-29"),
        (("costs", "lines", "vat", "amount"), number(7), "VAT: unknown, now £7k"),
        (("costs", "prices"), "2027-28", "Costs: prices 2026-27, now 2027-28"),
        (("costs", "period", "years"), 9, "Costs: period years 5, now 9"),
        (("costs", "discount-rate", "3"), number("2.5"), "Costs: discount rate from year 3 on 3%, now 2.5%"),
        (
            ("costs", "discount-rate"),
            number("1.5"),
            "Costs: discount rate 3.5% from year 0 on, 3% from year 3 on, now 1.5%",
        ),
        (("costs", "lines", "vat"), None, "- VAT: taken out"),
        (("costs",), None, "- Costs: taken out"),
    ],
)
def test_a_change_is_told_by_line_option_and_year(at: tuple[str, ...], now: Any, sentence: str) -> None:
    assert sentence in said(UNGATED, put(UNGATED, at, now))


def test_what_came_is_told_with_what_each_option_pays() -> None:
    line = CostLine(name="Fees", when="once", amount=number(20), options={"in-house": OptionAmount(amount=number(0))})
    text = said(UNGATED, put(UNGATED, ("costs", "lines", "fees"), line))
    assert "- Fees: new, In-house £0, Charity £20k and Company £20k" in text
    assert "- Costs: new" in said(replaced(UNGATED, costs=None), UNGATED)


def test_another_currency_alone_is_said_as_that() -> None:
    """£420k is £0.42m. What is also another is told in pounds, whatever either side is written in."""
    lines = {name: in_millions(line) for name, line in COSTS.lines.items()}
    millions = replaced(UNGATED, costs=replaced(COSTS, currency="GBP m", lines=lines))
    found = pair(UNGATED, millions)
    assert "Costs: currency GBP k, now GBP m; every amount is the same in pounds" in " ".join(found.text().split())
    assert found.found.effects == {}
    assert "Options whose cost changed" not in found.text()
    assert (
        found.document().title == "What results are worked out from changed; every total, rank and outcome is the same."
    )
    dearer = put(millions, (*SET_UP, "options", "charity", "amount"), number("0.45"))
    text = said(UNGATED, dearer)
    assert "- Set-up, Charity: £420k, now £450k" in text
    assert "£420k, now £450k. The reason is as before: “Quote of May”." in text
    assert "currency “GBP k”, now “GBP m”" in text
    # £420k and £450k with 10% for optimism bias, and VAT of 0 to 9 a year for four years, which is in cash alone.
    row = next(line for line in pair(UNGATED, dearer).text().splitlines() if line.startswith("Charity"))
    assert " ".join(row.split()) == "Charity £462k £495k £420k to £456k £450k to £486k"
    assert "In-house" not in text.partition("Options whose cost changed")[2].partition("What was changed")[0]


def test_another_currency_with_the_same_figures_changes_every_cost() -> None:
    """£420k became £420m: what options cost is compared in pounds, and no amount is lost in the unit of another."""
    text = pair(UNGATED, replaced(UNGATED, costs=replaced(COSTS, currency="GBP m"))).text()
    assert "Options whose cost changed" in text
    assert "What options cost changed; every total, rank and outcome is the same." in " ".join(text.split())
    assert "Costs: currency “GBP k”, now “GBP m”" in text


def test_a_gate_that_asks_for_the_same_pounds_has_not_changed() -> None:
    def asks(operand: str, unit: Currency) -> Appraisal:
        requires = Requirement(operator="at-most", operand=number(operand), cost="set-up", unit=unit)
        return replaced(UNGATED, gates={"cheap": joined(Gate, name="Cheap", requires=requires)})

    assert changes(asks("0.5", "GBP m"), asks("500", "GBP k")) == ()
    assert len(changes(asks("0.5", "GBP m"), asks("501", "GBP k"))) == 1


def test_what_options_cost_that_came_or_that_nothing_bounds() -> None:
    """x pays £490k; y pays £410k, then nobody knows what for set-up, and has £400k known."""
    old = replaced(two(90, 10, discount_rate=None), gates={})
    text = said(old, put(old, ("costs", "lines", "set-up", "options", "y", "amount"), "unknown"))
    assert "Option Cash, then Cash, now" in text
    assert "y £410k Not known; known part £400k" in text
    gone = replaced(old, options={"x": old.options["x"]})
    assert "y \N{EN DASH} £410k" in said(gone, old)
    dearer = pair(old, put(old, ("costs", "lines", "running", "options", "x", "amount"), number(401)))
    assert dearer.document().title == "What options cost changed; every total, rank and outcome is the same."


def test_who_costs_more_and_has_fewer_points_by_now_is_said_and_no_longer() -> None:
    """x has 80 points, y 60. y is the cheaper until it pays £100k for set-up."""
    old, new = (replaced(two(90, y), gates={}) for y in (10, 100))
    assert "Now: y costs more and has fewer points than x." in said(old, new)
    assert "No longer: y costs more and has fewer points than x." in said(new, old)
    both = replaced(new, shortlist_rule=replaced(new.shortlist_rule, top=2))
    found = pair(put(both, ("costs",), old.costs), both)
    title, why, _ = in_sentences(found.found, found.old, found.new, EN, 9)
    assert title == "What options cost changed; every total, rank and outcome is the same."
    assert why.startswith("Now: y costs more and has fewer points than x.")
    excluded = put(new, ("options", "x", "scores", "a", "score"), number(50))
    assert "No longer: y costs more" in said(new, excluded)


def test_which_change_of_costs_decides_at_a_gate_that_asks_for_money() -> None:
    text = said(two(90, 10), two(120, 10))
    assert text.startswith(
        "Outcome changed: y now makes the shortlist and x is no longer on it. Changing what x pays for “Set-Up” alone "
        "gives the new shortlist."
    )
    assert "x Money Pass Fail" in text
    vat = CostLine(name="VAT", when="once", amount=number(20), options={"y": OptionAmount(amount=number(0))})
    with_vat = put(two(90, 10), ("costs", "lines", "vat"), vat)
    assert "Adding “VAT” alone gives the new shortlist." in said(two(90, 10), with_vat)
    assert "Leaving out “VAT” alone gives the new shortlist." in said(with_vat, two(90, 10))
    yearly = put(two(90, 10), ("costs", "lines", "set-up", "when"), "yearly")
    assert "Changing when “Set-Up” is paid or how it counts alone gives" in said(two(90, 10), yearly)
    short = two(90, 10, period=Period(from_="2026-27", years=1))
    running = {option: OptionAmount(amount=number(400 - 100 * (option == "y"))) for option in "xy"}
    old, new = (
        put(
            put(each, ("costs", "lines", "running", "options"), running), ("costs", "lines", "set-up", "when"), "yearly"
        )
        for each in (short, two(90, 10))
    )
    assert "Changing the costs alone gives the new shortlist." in said(old, new)
    late = put(new, ("costs", "lines", "set-up", "options", "x", "amount"), number(91))
    assert "Changing the period or the discount rate alone gives the new shortlist." in said(old, late)
    none = replaced(two(90, 10), gates={}, costs=None)
    assert "It takes these together to give the new shortlist: adding the “Money” gate and adding the costs." in said(
        none, two(120, 10)
    )


def test_amounts_that_stand_while_what_they_are_for_changed_are_told_by_option_or_line() -> None:
    text = said(UNGATED, put(UNGATED, (*SET_UP, "when"), "yearly"))
    assert "Set-up: when it is paid changed, and these did not: the amounts for In-house, Charity and Company." in text
    text = said(UNGATED, put(UNGATED, ("costs", "prices"), "2027-28"))
    assert "Costs: the year of their prices changed, and these did not: the amounts for “Set-up” and “VAT”." in text


def test_lines_of_one_name_are_told_apart() -> None:
    twins = replaced(COSTS, lines={**COSTS.lines, "vat": replaced(COSTS.lines["vat"], name="Set-up")})
    old = replaced(UNGATED, costs=twins)
    new = put(old, ("costs", "lines", "vat", "amount"), number(7))
    assert "Set-up (vat): unknown, now £7k" in said(old, new)


def test_without_costs_json_says_nothing_of_them() -> None:
    old = replaced(two(90, 10), gates={}, costs=None)
    text = in_json(pair(old, put(old, ("options", "x", "scores", "a", "score"), number(10))).found)
    assert "cost" not in text
    assert "currency" not in text
    costed = replaced(old, costs=priced({"set-up": {"x": number(1), "y": number(2)}}))
    assert '"currency": "GBP k"' in in_json(pair(old, costed).found)
