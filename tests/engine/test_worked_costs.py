"""Costs worked by hand, the working beside them, and costs that were published with their figures."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from appraise import Run, evaluate
from appraise.appraisal import Appraisal, CostLine, Costs, Gate, OptionAmount, Period, Requirement
from appraise.costing import Amounts, by_year, cash, net_present, present
from appraise.costing.discounting import factors
from appraise.costing.years import position, years
from appraise.field_models import replaced
from appraise.numbers import rounded
from appraise.run import CostSum
from tests.conftest import appraisal, number

GREEN_BOOK = {0: "3.5", 31: "3.0", 76: "2.5"}


def one_line(amounts: Sequence[object], rate: object, first: str = "2026-27") -> Costs:
    """An option `one` that pays so much in each year, under one line."""
    period = Period(from_=first, years=len(amounts))
    by_name = dict(zip(years(period), map(number, amounts), strict=True))
    line = CostLine(name="All", when="once", options={"one": OptionAmount(amount=by_name)})
    return costs({"all": line}, len(amounts), rate, first)


def costs(lines: Mapping[str, CostLine], count: int, rate: object = "3.5", first: str = "2026-27") -> Costs:
    changing = {number(at): number(each) for at, each in rate.items()} if isinstance(rate, Mapping) else None
    return Costs(
        by="Finance",
        date="2026-11-20",
        currency="GBP k",
        period=Period(from_=first, years=count),
        discount_rate=changing or (None if rate is None else number(rate)),
        lines=lines,
    )


def amount(stated: object, **more: Any) -> OptionAmount:
    if isinstance(stated, Mapping):
        return OptionAmount(amount={year: number(each) for year, each in stated.items()}, **more)
    return OptionAmount(amount="unknown" if stated == "unknown" else number(stated), **more)


def ends(low: object, high: object) -> tuple[Decimal, Decimal]:
    return number(low), number(high)


def known(given: Costs, option: str = "one") -> Fraction:
    """A net present cost that has one figure."""
    amounts = net_present(given, option).amounts
    assert len({*amounts}) == 1
    return amounts.low


def run_of(given: Costs, **more: Any) -> Run:
    options = {option: (50,) for line in given.lines.values() for option in line.options}
    return evaluate(replaced(appraisal({"a": 1}, options), costs=given, **more))


# Worked by hand


def test_cash_without_a_rate() -> None:
    """100 + 60 + 60 + 80 = 300. Without a discount rate there is no net present cost."""
    given = one_line([100, 60, 60, 80], None)
    assert cash(given, "one").amounts == Amounts(*[Fraction(300)] * 4)
    cost = run_of(given).options["one"].cost
    assert cost is not None
    assert cost.cash == CostSum(Decimal(300), None, None)
    assert cost.net_present is None


@pytest.mark.parametrize(
    ("rate", "exact", "printed"),
    [
        ("3.5", Fraction(2537962300, 8869743), "286.137073"),
        ("5", Fraction(2599300, 9261), "280.671634"),
        ({0: "3.5", 3: "3.0"}, Fraction(1264396700, 4413447), "286.487342"),
        ("0", Fraction(300), "300"),
    ],
    ids=["3.5", "5", "changes", "none"],
)
def test_net_present_cost_at_two_rates_and_at_one_that_changes(rate: object, exact: Fraction, printed: str) -> None:
    """100 now and 60, 60, 80 in the next three years. At 5 %: 100 + 60 / 1.05 + 60 / 1.1025 + 80 / 1.157625, all over
    9261: 926100 + 529200 + 504000 + 640000 = 2599300. The rate that changes is 3.5 % in years 1 and 2 and 3 % in the
    third: its last factor is 1 / (1.035 * 1.035 * 1.03)."""
    given = one_line([100, 60, 60, 80], rate)
    assert known(given) == exact
    assert rounded(exact) == Decimal(printed)
    cost = run_of(given).options["one"].cost
    assert cost is not None
    assert cost.net_present == CostSum(Decimal(printed), None, None)
    assert cost.cash.total == 300


def test_a_rate_that_changes_is_compounded_year_by_year() -> None:
    """The year the rate changes is discounted at the new rate, from the factor of the year before: year 31 is year 30
    divided by 1.03, not 1 / 1.03 ** 31."""
    found = factors({number(at): number(rate) for at, rate in GREEN_BOOK.items()}, 77)
    assert found[0] == 1
    assert found[30] == 1 / Fraction("1.035") ** 30
    assert found[31] == found[30] / Fraction("1.03")
    assert found[75] == found[30] / Fraction("1.03") ** 45
    assert found[76] == found[75] / Fraction("1.025")
    printed = {1: "0.966184", 10: "0.708919", 30: "0.356278", 31: "0.345901", 75: "0.094214", 76: "0.091916"}
    assert {year: str(rounded(found[year])) for year in printed} == printed


def test_four_figures() -> None:
    """Set-up 420 (300 to 600). Running 60 (55 to 70) and VAT, counted here, of 0 to 5 in years 1 to 3, at 3.5 %. Three
    years at 1 are 0.966184 + 0.933511 + 0.901943 = 2.801637: low 420 + 60 * 2.801637, high 420 + 65 * 2.801637, least
    300 + 55 * 2.801637, most 600 + 75 * 2.801637."""
    annuity = sum(1 / Fraction("1.035") ** year for year in (1, 2, 3))
    lines = {
        "set-up": CostLine(name="S", when="once", options={"one": amount(420, range=ends(300, 600))}),
        "running": CostLine(name="R", when="yearly", from_="2027-28", options={"one": amount(60, range=ends(55, 70))}),
        "vat": CostLine(name="V", when="yearly", from_="2027-28", options={"one": amount("unknown", range=ends(0, 5))}),
    }
    found = net_present(costs(lines, 4), "one")
    assert found.not_known == ()
    assert found.amounts == (420 + 60 * annuity, 420 + 65 * annuity, 300 + 55 * annuity, 600 + 75 * annuity)
    cost = run_of(costs(lines, 4)).options["one"].cost
    assert cost is not None
    assert cost.net_present == CostSum(None, ends("588.098219", "602.106404"), ends("454.090034", "810.122774"))


def test_optimism_bias_is_in_the_net_present_cost_alone() -> None:
    """24 % of 420 are 100.8, on top of 588.098219. Cash is as typed: 420 + 3 * 60."""
    lines = {
        "set-up": CostLine(
            name="S", when="once", optimism_bias=Decimal(24), options={"one": amount(420, range=ends(300, 600))}
        ),
        "running": CostLine(name="R", when="yearly", from_="2027-28", options={"one": amount(60)}),
    }
    discounted = costs(lines, 4)
    with_bias, set_up = net_present(discounted, "one").amounts, present(discounted, "set-up", "one")
    without = costs({**lines, "set-up": replaced(lines["set-up"], optimism_bias=None)}, 4)
    assert set_up is not None
    assert set_up.low == 420
    assert with_bias.low - net_present(without, "one").amounts.low == Fraction("100.8")
    assert rounded(with_bias.low) == Decimal("688.898219")
    assert with_bias.most - with_bias.least == Fraction("1.24") * 300
    assert cash(costs(lines, 4), "one").amounts == (600, 600, 480, 780)


def test_a_transfer_is_in_cash_alone_and_leaves_only_cash_unknown() -> None:
    """Set-up 100 and VAT that nobody knows, which only moves money between public bodies."""
    lines = {
        "set-up": CostLine(name="S", when="once", options={"one": amount(100), "two": amount(90)}),
        "vat": CostLine(name="V", when="yearly", transfer=True, amount="unknown", options={"two": amount(20)}),
    }
    found = run_of(costs(lines, 3)).options
    one, two = found["one"].cost, found["two"].cost
    assert one is not None
    assert two is not None
    assert one.net_present == CostSum(Decimal(100), None, None)
    assert one.cash == CostSum(Decimal(100), None, None, ("vat",))
    assert two.net_present == CostSum(Decimal(90), None, None)
    assert two.cash == CostSum(Decimal(150), None, None)


def test_what_is_paid_when() -> None:
    """Once: in the first year, or in the years named. Yearly: every year from the start; amounts by year from that year
    on, and nothing before the first of them. An amount that the line has is that of every option without one."""
    lines = {
        "once": CostLine(name="O", when="once", options={"one": amount(7)}),
        "named": CostLine(name="N", when="once", options={"one": amount({"2028-29": 5, "2027-28": 3})}),
        "yearly": CostLine(name="Y", when="yearly", amount=number(4)),
        "later": CostLine(name="L", when="yearly", from_="2028-29", options={"one": amount(2)}),
        "steps": CostLine(name="S", when="yearly", options={"one": amount({"2029-30": 1, "2027-28": 6})}),
    }
    given = costs(lines, 4)
    found = {name: [each.low for each in by_year(given, name, "one") or ()] for name in lines}
    assert found == {
        "once": [7, 0, 0, 0],
        "named": [0, 3, 5, 0],
        "yearly": [4, 4, 4, 4],
        "later": [0, 0, 2, 2],
        "steps": [0, 6, 6, 1],
    }
    assert [cash(given, "one", "named", year).amounts.low for year in years(given.period)] == [0, 3, 5, 0]
    assert cash(given, "one", year="2028-29").amounts.low == 5 + 4 + 2 + 6
    assert cash(given, "one").amounts.low == 7 + 8 + 16 + 4 + 13


def test_a_range_in_per_cent_is_of_each_amount_and_holds_a_saving_too() -> None:
    """10 % less and 30 % more. Of 100: 90 to 130. Of a saving of 20: 26 saved, the least it costs, to 18."""
    stated = amount({"2026-27": 100, "2027-28": -20}, range_percent=ends(-10, 30))
    given = costs({"all": CostLine(name="A", when="once", options={"one": stated})}, 2, None)
    first, second = by_year(given, "all", "one") or ()
    assert first == (100, 100, 90, 130)
    assert second == (-20, -20, -26, -18)
    assert cash(given, "one").amounts == (80, 80, 64, 112)


def test_the_years_of_a_period_by_name() -> None:
    assert years(Period(from_="2098-99", years=3)) == ("2098-99", "2099-00", "2100-01")
    assert years(Period(from_="2026", years=2)) == ("2026", "2027")
    assert position(Period(from_="2098-99", years=3), "2100-01") == 2


def test_the_difference_from_the_comparator_leaves_each_amount_on_its_own() -> None:
    """The comparator 50 to 60 (least 40), the other 100 (90 to 120): 40 to 50 more; over ranges 90 - 60 = 30 to
    120 - 40 = 80."""
    line = CostLine(
        name="A",
        when="once",
        options={"now": amount("unknown", range=ends(50, 60)), "new": amount(100, range=ends(90, 120))},
    )
    more = CostLine(name="B", when="once", options={"now": amount(0, range=ends(-10, 0)), "new": amount(0)})
    case = replaced(appraisal({"a": 1}, {"now": (1,), "new": (2,)}), costs=costs({"a": line, "b": more}, 2, None))
    case = replaced(case, options={**case.options, "now": replaced(case.options["now"], comparator=True)})
    now, new = (each.cost for each in evaluate(case).options.values())
    assert now is not None
    assert new is not None
    assert now.difference is None
    assert new.difference == CostSum(None, ends(40, 50), ends(30, 80))


@pytest.mark.parametrize(
    ("requires", "verdict", "margin", "over_range"),
    [
        (
            Requirement(cost="cash", operator="at-most", operand=number("0.24"), unit="GBP m"),
            "pass",
            "0",
            ("pass", "fail"),
        ),
        (
            Requirement(cost="cash", operator="at-most", operand=number(239), unit="GBP k"),
            "fail",
            "1",
            ("pass", "fail"),
        ),
        (Requirement(cost="cash", operator="at-most", operand=number(300000), unit="GBP"), "pass", "60000", ("pass",)),
        (
            Requirement(cost="set-up", operator="at-most", operand=number(99), unit="GBP k"),
            "fail",
            "1",
            ("pass", "fail"),
        ),
        (Requirement(cost="running", operator="at-least", operand=number(140), unit="GBP k"), "pass", "0", ()),
        (
            Requirement(cost="cash", operator="at-most", operand=number(60), year="2027-28", unit="GBP k"),
            "fail",
            "10",
            (),
        ),
        (
            Requirement(cost="net-present", operator="at-most", operand=number("0.235"), unit="GBP m"),
            "pass",
            "0.000021",
            ("pass", "fail"),
        ),
    ],
    ids=["just met", "fails", "all pass", "line", "at least", "year", "net present"],
)
def test_a_gate_by_cost(requires: Requirement, verdict: str, margin: str, over_range: tuple[str, ...]) -> None:
    """Set-up 100 (80 to 150) and 70 in each of two later years: 240 (220 to 290) of cash. Net present cost at 3.5 %:
    100 + 67.632850 + 65.345749 = 232.978599; with 2 % optimism bias on set-up 234.978599 thousand, so 0.000021 million
    below 0.235 million."""
    lines = {
        "set-up": CostLine(
            name="S", when="once", optimism_bias=Decimal(2), options={"one": amount(100, range=ends(80, 150))}
        ),
        "running": CostLine(name="R", when="yearly", from_="2027-28", options={"one": amount(70)}),
    }
    judged = run_of(costs(lines, 3), gates={"g": Gate(name="G", requires=requires)}).options["one"].verdicts["g"]
    assert (judged.verdict, judged.margin, judged.over_range) == (verdict, Decimal(margin), over_range)
    assert judged.could_turn == (len(over_range) == 2)


def test_a_gate_by_a_cost_that_is_not_known() -> None:
    """A: 10 to 30, which 20 cuts. B: 10 to 15 passes at both ends, but may be 26 over the range of what else it pays.
    C: nothing bounds it. D: nothing bounds another line, whose cash is not asked for."""
    asked = amount(5, range=ends(0, 16))
    lines = {
        "x": CostLine(
            name="X",
            when="once",
            options={
                "a": amount("unknown", range=ends(10, 30)),
                "b": amount("unknown", range=ends(5, 10)),
                "c": amount("unknown"),
                "d": amount(3),
            },
        ),
        "y": CostLine(
            name="Y", when="once", options={"a": amount(0), "b": asked, "c": amount(0), "d": amount("unknown")}
        ),
    }

    def judged(cost: str) -> dict[str, tuple[object, ...]]:
        requires = Requirement(cost=cost, operator="at-most", operand=number(20), unit="GBP k")
        run = run_of(costs(lines, 1), gates={"g": Gate(name="G", requires=requires)})
        found = {option: result.verdicts["g"] for option, result in run.options.items()}
        return {name: (each.verdict, each.margin, each.over_range, each.could_turn) for name, each in found.items()}

    assert judged("cash") == {
        "a": ("unknown", None, ("pass", "fail"), False),
        "b": ("pass", None, ("pass", "fail"), True),
        "c": ("unknown", None, (), False),
        "d": ("unknown", None, (), False),
    }
    assert judged("x")["d"] == ("pass", Decimal(17), (), False)


def test_a_gate_by_cost_excludes_and_moves_no_total() -> None:
    given = appraisal({"a": 1}, {"cheap": (40,), "dear": (90,)})
    line = CostLine(name="A", when="once", options={"cheap": amount(10), "dear": amount(20)})
    requires = Requirement(cost="cash", operator="at-most", operand=number("0.015"), unit="GBP m")
    gated: Appraisal = replaced(given, costs=costs({"a": line}, 1), gates={"g": Gate(name="G", requires=requires)})
    before, after = evaluate(given), evaluate(gated)
    assert {name: each.total for name, each in after.options.items()} == {"cheap": 40, "dear": 90}
    assert before.shortlist.options == ("dear", "cheap")
    assert after.shortlist.options == ("cheap",)
    assert after.options["dear"].because.gate == ("g",)


# Published


def test_published_discounted_cash_flow_of_the_scottish_government() -> None:
    """Scottish Futures Trust for the Scottish Government, Value for Money Assessment Guidance: Capital Programmes and
    Projects, October 2011, annex A of the quantitative guidance, Table 2, "Discounted Cash Flow Example": £1,000
    in each year from 2008/09 to 2017/18 and £500 received in 2018/19, at 3.5 %. Factors are printed to 4 places, years
    to the pound (the last one as 355, which is 354.46), and the net present value is 8,253."""
    given = one_line([1000] * 10 + [-500], "3.5", "2008-09")
    published = "1", "0.9662", "0.9335", "0.9019", "0.8714", "0.8420", "0.8135", "0.7860", "0.7594", "0.7337", "0.7089"
    assert [rounded(each, 4) for each in factors(Decimal("3.5"), 11)] == [*map(Decimal, published)]
    pounds = [1000, 966, 934, 902, 871, 842, 814, 786, 759, 734, -355]
    found = [
        rounded(each.low * factor, 0)
        for each, factor in zip(by_year(given, "all", "one") or (), factors(Decimal("3.5"), 11), strict=True)
    ]
    assert [abs(mine - its) <= 1 for mine, its in zip(found, pounds, strict=True)] == [True] * 11
    assert rounded(known(given), 0) == 8253


def test_published_discounted_present_value_at_ten_per_cent() -> None:
    """E. J. Mishan and E. Quah, Cost-Benefit Analysis (Routledge), chapter "The discounted present value criterion",
    first paragraph: 50 at the end of the first year and 150 after the second, at 10 %, are 169.4; an outlay of 100 in
    year 0 counts as 100."""
    assert rounded(known(one_line([0, 50, 150], "10")), 1) == Decimal("169.4")
    assert rounded(known(one_line([-100, 50, 150], "10")), 1) == Decimal("69.4")


def test_published_present_value_of_four_years_at_five_and_a_half_per_cent() -> None:
    """G. Solt and R. Hill, chapter "The time value of money" (Taylor & Francis, 9780080468662): £6m a year over four
    years, at 5.5 %, is worth £21.03m and not £24m: 5.69, 5.39, 5.11 and 4.84."""
    given = one_line([0, 6, 6, 6, 6], "5.5")
    discounted = [rounded(6 * factor, 2) for factor in factors(Decimal("5.5"), 5)[1:]]
    assert discounted == [*map(Decimal, ("5.69", "5.39", "5.11", "4.84"))]
    assert rounded(known(given), 2) == Decimal("21.03")
    assert cash(given, "one").amounts.low == 24


def test_published_long_term_discount_factors() -> None:
    """HM Treasury, The Green Book, 2003, annex 6, Table 6.1: 3.5 % for years 0 to 30, 3.0 % for 31 to 75 and 2.5 % for
    76 to 125. To 4 places the factors of years 10, 20, 40 and 125 are 0.7089, 0.5026, 0.2651 and 0.0274 (by which the
    whole-life-cost library py_wlc tests itself)."""
    found = factors({number(at): number(rate) for at, rate in GREEN_BOOK.items()}, 126)
    published = {10: "0.7089", 20: "0.5026", 40: "0.2651", 125: "0.0274"}
    assert {year: str(rounded(found[year], 4)) for year in published} == published
