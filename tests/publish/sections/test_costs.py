"""What it costs, in words and figures that can be worked out on paper: amounts of the first year are not discounted."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraise import evaluate
from appraise.appraisal import CostLine, Costs, Gate, OptionAmount, Period, Requirement, ShortlistRule
from appraise.field_models import replaced
from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.document import Table, plain
from appraise.publish.documents.explain.page import cost_place
from appraise.publish.documents.screen import screen
from appraise.publish.render.escape import cleaned
from appraise.publish.render.screen import BLOCKS, drawn
from appraise.publish.sections.answer import facts
from appraise.publish.sections.costs import costs
from appraise.publish.sections.gates import asks, reason_for_verdict, verdicts
from appraise.publish.sections.result import results
from appraise.run import Run
from tests.conftest import appraisal
from tests.publish.conftest import EN
from tests.publish.texts import in_lines

Amount = int | str | tuple[object, ...]
"""What an option pays: an amount; with a range, (100, 80, 120); the range of one that is not known, (80, 120)."""


def amount(given: Amount, **more: Any) -> OptionAmount:
    if not isinstance(given, tuple):
        return OptionAmount(amount=UNKNOWN if given == UNKNOWN else Decimal(given), **more)
    low, high = Decimal(str(given[-2])), Decimal(str(given[-1]))
    return OptionAmount(amount=Decimal(str(given[0])) if len(given) == 3 else "unknown", range=(low, high), **more)


def line(given: Mapping[str, Amount] | None = None, name: str = "Set-up", **more: Any) -> CostLine:
    options = {option: amount(each) for option, each in (given or {}).items()}
    return CostLine(**{"name": name, "when": "once", "amount": Decimal(0), "options": options, **more})


def made(
    given: Mapping[str, tuple[object, Amount]],
    lines: Mapping[str, CostLine] | None = None,
    comparator: str | None = None,
    gates: Mapping[str, Requirement] | None = None,
    verdicts: Mapping[str, Mapping[str, str]] | None = None,
    top: int = 2,
    **settings: Any,
) -> Run:
    """Options by their points out of 100, or those points with a range, and what they pay in thousands of pounds in
    the first year of three. lines: more of these."""
    scores = {option: (points,) for option, (points, _) in given.items()}
    found = appraisal({"quality": 100}, scores, ShortlistRule(top=top), verdicts)
    asked = {name: Gate(name=name.title(), requires=requires) for name, requires in (gates or {}).items()}
    stated = {
        "by": "Finance",
        "date": "2026-11-20",
        "currency": "GBP k",
        "prices": "2026-27",
        "period": Period(from_="2026-27", years=3),
        "discount_rate": Decimal("3.5"),
        "lines": {"set-up": line({option: paid for option, (_, paid) in given.items()}), **(lines or {})},
    }
    options = {
        name: replaced(option, name=name.title(), comparator=name == comparator)
        for name, option in found.options.items()
    }
    return evaluate(
        replaced(found, gates={**found.gates, **asked}, options=options, costs=Costs(**{**stated, **settings})),
        brief=True,
    )


def section(run: Run) -> list[str]:
    return list(in_lines(costs(Context.of(run, EN)).blocks))


def tables(run: Run) -> list[list[list[str]]]:
    """The rows of each table of the section, with what heads the columns first."""
    found = [each for each in costs(Context.of(run, EN)).blocks if isinstance(each, Table)]
    return [
        [[each.heading for each in table.columns], *([plain(each.line) for each in row.cells] for row in table.rows)]
        for table in found
    ]


def sentences(run: Run) -> list[str]:
    return [plain(each.line) for each in costs(Context.of(run, EN)).blocks if each.kind == "paragraph"]


def items(run: Run) -> list[str]:
    return [
        plain(each) for block in costs(Context.of(run, EN)).blocks if block.kind == "bullets" for each in block.items
    ]


NOBODY = "None for certain"

THREE: dict[str, tuple[object, Amount]] = {"ash": (60, 100), "beech": (80, 140), "cedar": (50, 120)}
"""Cedar costs 20 more than Ash for 10 points less; Beech 40 more for 20 points more, which is 2 a point."""


def test_what_each_costs_the_cheapest_first_and_how_far_from_the_comparator() -> None:
    first, *_ = tables(made(THREE, comparator="cedar"))
    assert first == [
        ["Option", "Total", "Net present cost", "Difference from Cedar", "Cash"],
        ["Ash", "60", "£100k", "\N{MINUS SIGN}£20k", "£100k"],
        ["Cedar (comparator)", "50", "£120k", "\N{EN DASH}", "£120k"],
        ["Beech", "80", "£140k", "£20k", "£140k"],
    ]


def test_without_a_comparator_that_is_said_and_there_is_no_column() -> None:
    run = made(THREE)
    assert (
        "Against the comparator. No option is marked as the comparator, so no difference from it can be given."
        in section(run)
    )
    assert tables(run)[0][0] == ["Option", "Total", "Net present cost", "Cash"]


def test_a_comparator_whose_cost_is_not_known_is_named() -> None:
    run = made({**THREE, "oak": (10, "unknown")}, comparator="oak")
    assert "Against the comparator. What Oak costs is not known, so no difference from it can be given." in section(run)
    assert tables(run)[0][0] == ["Option", "Total", "Net present cost", "Cash"]


def test_a_comparator_that_is_excluded_is_still_what_others_differ_from() -> None:
    rows = tables(made(THREE, comparator="cedar", verdicts={"lawful": {"cedar": "fail"}}))[0]
    assert [row[0] for row in rows[1:]] == [
        "Ash",
        "Beech",
        "Excluded at a gate: totals for information",
        "Cedar (comparator)",
    ]
    assert rows[1][3] == "\N{MINUS SIGN}£20k"


def test_a_finance_officer_reads_what_is_counted_and_what_is_not() -> None:
    building = line({"ash": 10}, "Building", optimism_bias=Decimal(24))
    vat = line({"ash": 5}, "VAT", when="yearly", transfer=True)
    counted, content, *_ = sentences(made(THREE, {"building": building, "vat": vat}))
    assert counted == (
        "What is counted. Three years, 2026-27 to 2028-29. Amounts are in the prices of 2026-27, so inflation is not "
        "in them. Net present cost is what the amounts are worth in 2026-27, discounted at 3.5% a year; cash is not "
        "discounted. Figures by: Finance, 20 November 2026."
    )
    assert content == (
        "What is in it. Net present cost is the sum of Set-up and Building. Optimism bias adds 24% to Building, ranges "
        "too; it is not in cash. In cash alone, as transfers only move money between people or organisations: VAT."
    )
    ash = next(row for row in tables(made(THREE, {"building": building, "vat": vat}))[0] if row[0] == "Ash")
    assert ash[2:] == ["£112.4k", "£125k"]  # 100 + 10 x 1.24; and 100 + 10 + 3 x 5


def test_lines_that_begin_later_are_told_with_the_year() -> None:
    later = line({"ash": 10}, "Running", when="yearly", from_="2027-28")
    rent = line({"ash": 10}, "Rent", when="yearly", from_="2027-28")
    vat = line({"ash": 10}, "VAT", when="yearly", from_="2028-29")
    counted = sentences(made(THREE, {"running": later, "rent": rent, "vat": vat}))[1]
    assert "Running and Rent begin in 2027-28. VAT begins in 2028-29. Nothing is added" in counted


def test_a_rate_that_changes_is_told_by_the_year_and_later_changes_are_not() -> None:
    rates = {Decimal(0): Decimal("3.5"), Decimal(2): Decimal(3), Decimal(31): Decimal("2.5")}
    assert "discounted at 3.5% a year and 3% from 2028-29; cash" in sentences(made(THREE, discount_rate=rates))[0]


def test_without_a_rate_cash_is_compared_and_stands_alone() -> None:
    run = made(THREE, discount_rate=None, prices=None, period=Period(from_="2026", years=1))
    assert sentences(run)[0] == (
        "What is counted. One year, 2026. The year of their prices is not recorded. No discount rate is given, so "
        "options are compared by cash. Figures by: Finance, 20 November 2026."
    )
    assert sentences(run)[1] == "What is in it. Cash is Set-up."
    assert tables(run)[0][:2] == [["Option", "Total", "Cash"], ["Ash", "60", "£100k"]]
    biased = made(THREE, {"it": line(name="IT", optimism_bias=Decimal(10))}, discount_rate=None)
    assert sentences(biased)[1] == "What is in it. Cash is the sum of Set-up and IT. Optimism bias is not in it."


def test_who_costs_more_and_has_fewer_points() -> None:
    assert "Cedar costs more and has fewer points than Ash." in sentences(made(THREE))


@pytest.mark.parametrize(
    ("cedar", "said"),
    [
        ((50, (120, 110, 600)), "has fewer points than Ash. Whatever the uncertain amounts and scores, that stays so."),
        ((50, (120, 90, 150)), "has fewer points than Ash. If uncertain amounts or scores differ, that could change."),
        (((50, 40, 70), 120), "has fewer points than Ash. If uncertain amounts or scores differ, that could change."),
    ],
)
def test_it_is_said_over_what_that_is_so(cedar: tuple[object, Amount], said: str) -> None:
    assert any(each.endswith(said) for each in section(made({**THREE, "cedar": cedar})))


@pytest.mark.parametrize(
    ("cedar", "said"),
    [
        ((50, 100), "Cedar costs as much as Ash and has fewer points."),
        ((60, 120), "Cedar costs more than Ash and has as many points."),
        (((None, 0, 60), 120),
         "Cedar costs no less than Ash and has no more points. Whatever the uncertain amounts and scores, that stays "
         "so."),
    ],
)  # fmt: skip
def test_what_is_level_is_not_called_more_or_fewer(cedar: tuple[object, Amount], said: str) -> None:
    assert said in section(made({**THREE, "cedar": cedar}))


def test_of_many_that_cost_more_the_count_is_told() -> None:
    many = {"ash": (60, 100), **{f"o{n}": (50 - n, 110 + n) for n in range(6)}}
    assert "Six options cost no less and have no more points than another. The annex says which." in section(made(many))


def test_what_could_come_to_be_so_is_said_as_that() -> None:
    run = made({**THREE, "beech": ((80, 50, 90), 140), "cedar": (30, 90)})
    assert items(run) == [
        "No option that is compared is known to cost more and have fewer points than another.",
        "If uncertain amounts or scores differ, Beech could cost more and have fewer points than Ash.",
    ]
    each = made({"ash": (60, (100, 90, 105)), "beech": (61, 101), "oak": (70, (104, 99, 108))})
    assert items(each)[1:] == [
        "If uncertain amounts or scores differ, Ash could cost more and have fewer points than Beech or Oak.",
        "If uncertain amounts or scores differ, Beech could cost more and have fewer points than Oak.",
    ]
    alike = made({"ash": (60, 100), "beech": (61, 101), "oak": (70, (104, 99, 108))})
    assert items(alike)[1:] == [
        "If uncertain amounts or scores differ, Ash and Beech could each cost more and have fewer points than Oak."
    ]
    level = made({"ash": (60, (100, 90, 110)), "beech": (60, 105)})
    assert items(level) == [
        "Beech costs more than Ash and has as many points. If uncertain amounts or scores differ, that could change.",
        "If uncertain amounts or scores differ, Ash could cost no less and have no more points than Beech.",
    ]


def test_of_many_that_ranges_could_turn_the_count_is_told() -> None:
    """Each could cost 150, and the one with the most points 50; none has more points than that one."""
    many = {f"o{n}": (50 + n, (100 + n, 50, 150)) for n in range(5)}
    assert items(made(many))[-1] == (
        "If uncertain amounts or scores differ, four options could cost no less and have no more points than another. "
        "The annex says which."
    )


def test_the_extra_points_cost_so_much_over_the_cheapest_and_over_the_next() -> None:
    """Ash 100 for 60 points, Beech 140 for 80, Oak 200 for 90: 40 for 20 points, 100 for 30, 60 for 10."""
    steps = tables(made({**THREE, "oak": (90, 200)}))[1]
    assert steps[1:] == [
        ["Beech over Ash, the cheapest", "£40k", "20", "£2k"],
        ["Oak over Ash, the cheapest", "£100k", "30", "£3.3k"],
        ["Oak over Beech, the next cheaper", "£60k", "10", "£6k"],
    ]


def test_extra_points_over_the_ranges_or_that_these_are_not_certain() -> None:
    """Beech 140 (130 to 160) for 80 points, Ash 100 (90 to 110) for 60: from 20 to 70 for 20 points."""
    wide = {"ash": (60, (100, 90, 110)), "beech": (80, (140, 130, 160))}
    assert tables(made(wide))[1][1] == [
        "Beech over Ash, the cheapest",
        "£40k",
        "20",
        "£2k; within the ranges £1k to £3.5k",
    ]
    wider = {**wide, "beech": (80, (140, 100, 160))}
    assert tables(made(wider))[1][1][-1] == "£2k; within the ranges the order could change"
    scored = {"ash": (60, 100), "beech": ((None, 50, 80), 140)}
    assert tables(made(scored))[1][1] == [
        "Beech over Ash, the cheapest",
        "£40k",
        "\N{MINUS SIGN}10 to 20",
        "Not certain",
    ]


def test_an_open_cheapest_leaves_extra_points_without_a_price() -> None:
    run = made({"ash": (60, (80, 160)), "beech": (80, 140)})
    assert (
        "Which option is the cheapest turns on amounts that are not known, so no cost of extra points is worked out."
        in sentences(run)
    )
    assert tables(run)[0][1][:3] == ["Ash", "60", "£80k to £160k"]


def test_nothing_dearer_that_has_more_points() -> None:
    assert "No option that costs more than Ash has more points." in sentences(
        made({"ash": (60, 100), "cedar": (50, 120)})
    )


def test_where_ranges_touch_no_more_is_said_than_holds() -> None:
    """Beech costs 120 (100 to 150), Ash 100: at 100 it costs as much, and never less."""
    run = made({"ash": (60, 100), "beech": (50, (120, 100, 150))})
    said = (
        "Beech costs no less than Ash and has no more points. Whatever the uncertain amounts and scores, that stays so."
    )
    assert said in sentences(run)


def test_a_point_that_costs_pence_and_a_cost_that_is_little_are_not_called_nothing() -> None:
    """100,000.04 for 80 points beside 100,000 for 60 is a fifth of a penny each; 4 thousand beside 8.5 million."""
    assert tables(made({"ash": (60, "100"), "beech": (80, "100.0008")}))[1][1][-1] == "£0.04"
    assert [row[2] for row in tables(made({"ash": (60, "4"), "beech": (80, "8500")}))[0][1:]] == ["£4k", "£8.5m"]


def test_more_options_than_can_be_compared_and_more_unknown_amounts_than_fit() -> None:
    many = made({f"o{n}": (n, 100 + n) for n in range(61)})
    assert "More than 60 options are eligible, so their costs are not compared." in sentences(many)
    unknown = {f"l{n}": line({}, f"Line {n}", amount="unknown", reason="Nobody has asked " * 5) for n in range(40)}
    run = made(THREE, unknown)
    assert (
        sentences(run)[0] == "120 amounts are not known, or only within a range. The annex has each, with its reason."
    )
    assert not [each for each in items(run) if each.startswith("Line")]


def test_lines_that_only_move_money_leave_nothing_in_net_present_cost() -> None:
    run = made({"ash": (60, 0)}, {"set-up": line({"ash": 5}, "VAT", transfer=True)})
    assert sentences(run)[1] == (
        "What is in it. Every line is a transfer, in cash alone, so net present cost has nothing in it."
    )


def test_all_equal() -> None:
    run = made({"ash": (60, 100), "beech": (60, 100)})
    assert "No option that is compared is known to cost more and have fewer points than another." in sentences(run)
    _, more = tables(run)
    assert more[1:] == [["Ash", "£120k", NOBODY], ["Beech", "£120k", NOBODY]]


def test_if_one_cost_20_per_cent_more_and_up_to_where_it_stays_below_the_next() -> None:
    """120 / 100 = 1.2 exactly; 140 / 120 = 1.1666..., rounded down."""
    assert tables(made(THREE))[-1] == [
        ["Option", "At 20% more, net", "It still costs less than"],
        ["Ash", "£120k", "Cedar, until 20% more"],
        ["Cedar", "£144k", "Beech, until 16.6% more"],
        ["Beech", "£168k", NOBODY],
    ]
    assert tables(made({"ash": (60, "100"), "beech": (80, "100.01")}))[-1][1][-1] == "Beech, until under 0.1% more"


def test_what_brings_money_in_brings_a_fifth_less() -> None:
    run = made({"ash": (60, -50), "beech": (80, 40)})
    assert tables(run)[-1][1:] == [
        ["Ash", "\N{MINUS SIGN}£40k", "\N{EN DASH}"],
        ["Beech", "£48k", NOBODY],
    ]
    assert "Below 0 an option brings in more than it costs." in section(run)
    assert tables(run)[1][1] == ["Beech over Ash, the cheapest", "£90k", "20", "£4.5k"]


def test_one_option_alone_is_compared_with_nothing() -> None:
    run = made({"ash": (60, 100)})
    assert "Fewer than two eligible options have a known cost, so no costs are compared." in sentences(run)
    assert [rows[0][0] for rows in tables(run)] == ["Option"]


def test_a_cost_that_is_not_known_stands_below_with_its_known_part_and_has_its_reason() -> None:
    staff = line({"oak": "unknown", "cedar": "unknown"}, "Staff", reason="Nobody has asked")
    run = made({**THREE, "oak": (90, 70)}, {"staff": staff}, verdicts={"lawful": {"cedar": "fail"}})
    assert [row[:3] for row in tables(run)[0][1:]] == [
        ["Ash", "60", "£100k"],
        ["Beech", "80", "£140k"],
        ["Oak", "90", "Not known; known part £70k"],
        ["Excluded at a gate: totals for information", "", ""],
        ["Cedar", "50", "Not known; known part £120k"],
    ]
    assert items(run)[0] == "Staff, Oak and Cedar: No reason is recorded."
    assert (
        "Part of what Oak and Cedar cost is not known and has no range, so they are not compared with the others."
        in sentences(run)
    )
    assert [rows[0][0] for rows in tables(run)[1:]] == ["Option and what it is compared with", "Option"]


def test_ranges_of_a_known_part_are_not_taken_for_those_of_the_whole() -> None:
    run = made({"ash": (60, (100, 90, 110)), "oak": (90, (70, 60, 80))}, {"staff": line({"oak": "unknown"}, "Staff")})
    assert tables(run)[0][2] == ["Oak", "90", "Not known; known part £70k", "\N{EN DASH}", "Not known; known part £70k"]


def test_where_nothing_is_known_each_line_has_a_sentence_and_there_is_no_table() -> None:
    running = line(name="Running it", amount="unknown", when="yearly", reason="None was published")
    run = made({"ash": (60, "unknown"), "oak": (90, "unknown")}, {"running": running}, prices=None)
    assert section(run) == [
        "Unknown:",
        "Set-up: No reason is recorded.",
        "Running it: None was published.",
    ]


def test_where_a_line_is_known_for_a_few_options_these_are_named() -> None:
    grant = line({"ash": 0}, "Grants", amount="unknown", reason="The bid is open")
    run = made(THREE, {"grant": grant})
    assert items(run)[0] == "Grants, any option but Ash: The bid is open."


def test_what_is_not_known_but_bounded_has_its_range_and_is_compared() -> None:
    rent = line({"oak": (10, 30)}, "Rent", when="yearly")
    run = made({**THREE, "oak": (90, 70)}, {"rent": rent})
    assert items(run)[0] == "Rent, Oak: £10k to £30k a year. No reason is recorded."
    assert not any("not compared" in each for each in sentences(run))


def test_another_order_in_cash_is_told() -> None:
    vat = line({"ash": 30}, "VAT", transfer=True)
    assert "In cash the order is different. Cheapest first: Cedar, Ash and Beech." in sentences(
        made(THREE, {"vat": vat})
    )
    assert not any("In cash" in each for each in sentences(made(THREE)))
    open_ = line({"ash": "unknown"}, "VAT", transfer=True)
    assert not any("In cash the" in each for each in sentences(made(THREE, {"vat": open_})))


def test_no_costs_no_section_and_no_column() -> None:
    run = evaluate(appraisal({"quality": 100}, {"ash": (60,), "oak": (50,)}), brief=True)
    assert costs(Context.of(run, EN)).blocks == ()
    assert len(results(Context.of(run, EN)).columns) == 4


def test_the_result_has_what_each_costs_where_one_cost_is_known() -> None:
    table = results(Context.of(made({**THREE, "oak": (10, "unknown")}), EN))
    assert [each.heading for each in table.columns] == ["Option", "Rank", "Total", "Net present cost", "Outcome"]
    assert [plain(row.cells[3].line) for row in table.rows] == ["£140k", "£100k", "", "£120k", "Not known"]
    nothing = results(Context.of(made({"ash": (60, "unknown"), "oak": (50, "unknown")}), EN))
    assert len(nothing.columns) == 4
    by_cash = results(Context.of(made(THREE, discount_rate=None), EN))
    assert by_cash.columns[3].heading == "Cash"


def fact(run: Run) -> list[str]:
    return [plain(each.line) for each in facts(Context.of(run, EN)) if each.kind == "dearer"]


def test_a_shortlisted_option_that_costs_more_for_fewer_points_is_news() -> None:
    assert fact(made(THREE)) == []  # Cedar is not on the shortlist of two
    assert fact(made(THREE, top=3)) == ["Cedar is on the shortlist, but costs more and has fewer points than Ash."]
    assert fact(made({"ash": (60, 100), "beech": (50, (120, 90, 150))})) == [
        "Beech is on the shortlist, but costs more and has fewer points than Ash, with amounts and scores as given."
    ]
    assert fact(made({"ash": (60, 100), "beech": (60, 120)})) == [
        "Beech is on the shortlist, but costs no less and has no more points than Ash."
    ]
    assert fact(made({"ash": (60, 100), "beech": (50, 120), "oak": (40, 130)}, top=3)) == [
        "Two shortlisted options cost more and have fewer points than another eligible one."
    ]
    assert fact(made({"ash": (60, 100), "beech": (60, 120), "oak": (60, 130)}, top=3)) == [
        "Two shortlisted options cost no less and have no more points than another eligible one."
    ]
    assert fact(made(THREE, top=3, verdicts={"lawful": {"ash": "fail"}})) == []  # Ash cannot be had


def asked(cost: str, most: str, unit: Any, **more: Any) -> dict[str, Requirement]:
    return {"afford": Requirement(cost=cost, operator="at-most", operand=Decimal(most), unit=unit, **more)}


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        (asked("net-present", "8.5", "GBP m"), "Net present cost is at most £8.5m."),
        (asked("cash", "300", "GBP k"), "Cash over the period is at most £300k."),
        (asked("cash", "300000", "GBP", year="2027-28"), "Cash in 2027-28 is at most £300k."),
        (asked("set-up", "0", "GBP k"), "Cash for Set-up over the period is at most £0."),
        (asked("set-up", "300", "GBP k", year="2027-28"), "Cash for Set-up in 2027-28 is at most £300k."),
    ],
)
def test_what_a_gate_asks_of_costs(gate: dict[str, Requirement], said: str) -> None:
    assert asks(Context.of(made(THREE, gates=gate), EN), gate["afford"]) == said


def verdict(run: Run, option: str) -> tuple[str, str]:
    """The verdict of an option in the matrix of gates, and what it rests on."""
    context = Context.of(run, EN)
    rows = {plain(row.cells[0].line): plain(row.cells[1].line) for row in verdicts(context).rows}
    return rows[option.title()], plain(reason_for_verdict(context, option, "afford"))


@pytest.mark.parametrize(
    ("paid", "gate", "word", "why"),
    [
        (1250, asked("net-present", "1.5", "GBP m"), "Pass, by £250k",
         "Net present cost is £1.25m. It passes by £250k."),
        (120, asked("net-present", "0.12", "GBP m"), "Pass, exactly",
         "Net present cost is £120k. That is exactly the limit."),
        (150, asked("cash", "120", "GBP k"), "Fail, by £30k", "Cash over the period is £150k. It fails by £30k."),
        (150, asked("set-up", "120", "GBP k", year="2027-28"), "Pass, by £120k",
         "Cash for Set-up in 2027-28 is £0. It passes by £120k."),
        ("120.001", asked("cash", "120", "GBP k"), "Fail, by £1",
         "Cash over the period is £120,001. It fails by £1."),
        ((100, 90, 130), asked("cash", "120", "GBP k"), "Pass, by £20k; could fail",
         "Cash over the period is £100k. It passes by £20k. Within the ranges, £90k to £130k, it could pass or fail."),
        ((130, 125, 140), asked("cash", "120", "GBP k"), "Fail, by £10k",
         "Cash over the period is £130k. It fails by £10k. Within the ranges, £125k to £140k, it fails."),
        ((90, 130), asked("cash", "120", "GBP k"), "Unknown",
         "Cash over the period is £90k to £130k. It could pass or fail."),
        ((90, 110), asked("cash", "120", "GBP k"), "Pass",
         "Cash over the period is £90k to £110k. It passes."),
        ("unknown", asked("cash", "120", "GBP k"), "Unknown", "Cash over the period is not known; missing: Set-up."),
        ("unknown", asked("set-up", "120", "GBP k"), "Unknown", "Cash for Set-up over the period is not known."),
    ],
)  # fmt: skip
def test_what_a_gate_reads_of_costs(paid: Amount, gate: dict[str, Requirement], word: str, why: str) -> None:
    run = made({**THREE, "ash": (60, paid)}, gates=gate)
    assert verdict(run, "ash") == (word, why)


def test_a_set_that_runs_alone_has_no_costs_to_read() -> None:
    gate = asked("set-up", "120", "GBP k")
    run = made(THREE, gates=gate)
    alone = run._replace(inputs=replaced(run.inputs, costs=None))
    context = Context.of(alone, EN)
    assert asks(context, gate["afford"]) == "Cash for Set up over the period is at most £120k."
    assert plain(reason_for_verdict(context, "ash", "afford")).startswith("No costs are given here.")


def test_an_amount_is_where_somebody_wrote_it() -> None:
    context = Context.of(made(THREE, {"staff": line(name="Staff")}), EN)

    def at(*keys: str) -> str:
        return "/".join(keys)

    assert cost_place(context, "set-up", "ash", at) == "costs/lines/set-up/options/ash"
    assert cost_place(context, "staff", "ash", at) == "costs/lines/staff"
    assert cost_place(context, "net-present", "ash", at) == "costs"


def on_screen(run: Run, width: int = 80) -> list[str]:
    return [text.plain.rstrip() for text in drawn(cleaned(screen(run, EN, ())), width, BLOCKS)]


def test_the_screen_has_costs_beside_the_options_where_there_is_room() -> None:
    found = on_screen(made(THREE))
    heads = next(at for at, text in enumerate(found) if "Rank" in text)
    assert found[heads - 1].split() == ["Net", "present"]
    assert found[heads].split()[:6] == ["Shortlisted:", "top", "2", "Rank", "Total", "cost"]
    assert [text.split()[:5] for text in found if text[:2] in ("A ", "B ", "C ")] == [
        ["A", "Beech", "1", "80", "£140k"],
        ["B", "Ash", "2", "60", "£100k"],
        ["C", "Cedar", "3", "50", "£120k"],
    ]


def test_else_the_screen_has_them_in_a_line() -> None:
    long = made(
        {
            f"a name of an option that is long {letter}": points
            for letter, points in zip("xyz", THREE.values(), strict=True)
        }
    )
    assert "  Net present cost: A £140k, B £100k, C £120k" in on_screen(long)
    many = made(
        {f"a name of an option that is long {n}": (n, 10_000 + 100 * n) for n in range(11)} | {"oak": (0, "unknown")}
    )
    assert "  Net present cost: £10m to £11m, by option; not known for one option" in on_screen(many)
    assert not any("cost:" in text for text in on_screen(made({"ash": (60, "unknown")})))


def cell(draw: st.DrawFn, least: int, most: int) -> Any:
    """A figure, one with a range, or the range of one that is not known: as a score and as an amount."""
    given, low, high = (draw(st.integers(least, most)) for _ in range(3))
    low, high = min(low, given, high), max(low, given, high)
    return draw(st.sampled_from((given, (given, low, high), (None, low, high))))


@st.composite
def priced(draw: st.DrawFn) -> dict[str, tuple[object, Any]]:
    """Two to five options of few different points and costs, so that many are level."""
    names = ("ash", "beech", "cedar", "oak", "yew")[: draw(st.integers(2, 5))]
    return {name: (cell(draw, 50, 54), cell(draw, 100, 104)) for name in names}


def ends(given: Any, ranged: bool) -> tuple[int, int]:
    """From the lowest to the highest that a figure is, or within its range could be."""
    if not isinstance(given, tuple):
        return given, given
    return given[1:] if given[0] is None or ranged else (given[0], given[0])


@settings(max_examples=150)
@given(priced())
def test_every_sentence_holds_at_every_corner(options: dict[str, tuple[object, Any]]) -> None:
    """A sentence that is sure of something holds at every corner of what is not known, and of the ranges if it says so;
    one of what could be so holds at one of them."""
    paid = {name: (points, cost[1:] if isinstance(cost, tuple) and cost[0] is None else cost)
            for name, (points, cost) in options.items()}  # fmt: skip
    holds: dict[str, Callable[[int, int], bool]] = {
        "costs more and has fewer points than": lambda cost, points: cost > 0 and points < 0,
        "costs as much as": lambda cost, points: cost == 0 and points < 0,
        "costs more than": lambda cost, points: cost > 0 and points == 0,
        "costs no less than": lambda cost, points: cost >= 0 and points <= 0,
    }
    could = {
        "cost more and have fewer points than": holds["costs more and has fewer points than"],
        "cost no less and have no more points than": holds["costs no less than"],
    }

    def corners(this: str, other: str, ranged: bool) -> list[tuple[int, int]]:
        """How much more one costs than the other and how many more points it has, at each corner."""
        of = [ends(options[option][at], ranged) for at in (1, 0) for option in (this, other)]
        return [(a - b, c - d) for a, b, c, d in product(*of)]

    for said in section(made(paid, top=5)):
        for phrase, true in holds.items():
            if found := re.match(rf"(\w+) {phrase} (.+?)(?: and has .+?)?\.(?: (Whatever|If).*)?$", said):
                option, others, more = found.groups()
                for other in re.findall(r"\w+", others.replace(" and ", " ")):
                    given_corners = corners(option.lower(), other.lower(), ranged=False)
                    assert all(true(*each) for each in given_corners), said
                    wide = [true(*each) for each in corners(option.lower(), other.lower(), True)]
                    assert all(wide) or more == "If", said
        for phrase, true in could.items():
            if found := re.match(
                rf"If uncertain amounts or scores differ, (.+?) could (?:each )?{phrase} (.+)\.$", said
            ):
                which, than = (re.findall(r"[A-Z]\w+", each) for each in found.groups())
                for option, other in product(which, than):
                    assert any(true(*each) for each in corners(option.lower(), other.lower(), True)), said
    for option, _, below in tables(made(paid, top=5))[-1][1:]:
        if found := re.match(r"(\w+), until ([\d.]+)% more", below):
            cost, next_ = ends(options[option.lower()][1], False)[1], ends(options[found[1].lower()][1], False)[0]
            assert (
                cost * (1 + Decimal(found[2]) / 100) <= next_ < cost * (1 + (Decimal(found[2]) + Decimal("0.1")) / 100)
            )
