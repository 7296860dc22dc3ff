"""Costs year by year in the annex: the hospital of 31 years by hand, and every net present cost worked out again from
the figures as printed."""

import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from appraise import evaluate
from appraise.appraisal import Costs, OptionAmount
from appraise.field_models import replaced
from appraise.publish.document import Table, plain
from appraise.publish.documents.appendix import annex
from appraise.run import Run
from tests.conftest import appraisal
from tests.publish import texts
from tests.publish.conftest import EN


def given(lines: Mapping[str, Any], **settings: Any) -> Costs:
    period = {"from": "2026-27", "years": settings.pop("years", 3)}
    stated = {"by": "Finance", "date": "2026-11-20", "currency": "GBP m", "period": period, **settings}
    return Costs.model_validate({**stated, "lines": lines})


def run(costs: Costs, scores: Mapping[str, object], **settings: Any) -> Run:
    made = appraisal({"quality": 100}, {option: (score,) for option, score in scores.items()}, **settings)
    return evaluate(replaced(made, costs=costs), brief=True)


def number(value: object) -> Decimal:
    return Decimal(str(value))


HOSPITAL = given(
    {
        "capital": {
            "name": "Building",
            "when": "once",
            "optimism_bias": number(24),
            "options": {
                "refurbish": {"2027-28": number(40), "2028-29": number(60), "2029-30": number(25)},
                "do-minimum": number(0),
                "new-build": {
                    "amount": dict(
                        zip(("2027-28", "2028-29", "2029-30", "2030-31"), map(number, (60, 110, 90, 20)), strict=True)
                    ),
                    "range_percent": (number(-10), number(30)),
                    "reason": "The surveyor's estimate",
                },
            },
        },
        "running": {
            "name": "Running cost",
            "when": "yearly",
            "options": {
                "do-minimum": number("96.5"),
                "refurbish": {"2026-27": number("96.5"), "2030-31": number("93.1")},
                "new-build": {"2026-27": number("96.5"), "2031-32": number("81.1")},
            },
        },
        "vat": {
            "name": "VAT",
            "when": "yearly",
            "transfer": True,
            "options": {"new-build": number(2)},
            "amount": number(0),
        },
        "land": {
            "name": "Sale of the old site",
            "when": "once",
            "amount": number(0),
            "options": {"new-build": {"2032-33": number(-15)}},
        },
    },
    years=31,
    discount_rate=number("3.5"),
)
SCORES = {"do-minimum": 20, "refurbish": 60, "new-build": 80}


def tables(of: Run) -> list[Table]:
    return [block for block in texts.section(annex(of, EN), "cost-profile").blocks if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    return [[plain(cell.line) for cell in row.cells] for row in table.rows]


def said(of: Run) -> str:
    return "\n".join(texts.said(annex(of, EN), "cost-profile"))


def profile(of: Run, option: str) -> Table:
    return next(table for table in tables(of) if table.caption.startswith(f"{option}: cash by year"))


def worth(first: int, end: int) -> Decimal:
    """What a million of each of these years is worth in year 0 at 3.5%."""
    return sum((Decimal("1.035") ** -at for at in range(first, end)), Decimal(0))


def test_the_hospital_by_hand() -> None:
    """New build: its four years of building, then years alike in one row. 24% of optimism bias on the building alone,
    and its range; VAT in cash alone."""
    building = 60 * worth(1, 2) + 110 * worth(2, 3) + 90 * worth(3, 4) + 20 * worth(4, 5)
    running = Decimal("96.5") * worth(0, 5) + Decimal("81.1") * worth(5, 31)
    land = 15 * worth(6, 7)
    bias = building * 24 / 100
    without = running - land
    least, most = (without + building * Decimal("1.24") * per_cent / 100 for per_cent in (90, 130))
    assert (f"{building:.3f}", f"{building + bias:.3f}", f"{land:.3f}") == ("259.261", "321.483", "12.203")
    minus, dash, tail = "\N{MINUS SIGN}", "\N{EN DASH}", f"{worth(7, 31):.6f}"
    assert rows(profile(run(HOSPITAL, SCORES), "new-build")) == [
        ["2026-27", "0", "96.5", "2", "0", "98.5", "1.000000"],
        ["2027-28", "60", "96.5", "2", "0", "158.5", "0.966184"],
        ["2028-29", "110", "96.5", "2", "0", "208.5", "0.933511"],
        ["2029-30", "90", "96.5", "2", "0", "188.5", "0.901943"],
        ["2030-31", "20", "96.5", "2", "0", "118.5", "0.871442"],
        ["2031-32", "0", "81.1", "2", "0", "83.1", "0.841973"],
        ["2032-33", "0", "81.1", "2", f"{minus}15", "68.1", "0.813501"],
        ["2033-34 to 2056-57, each", "0", "81.1", "2", "0", "83.1", tail],
        ["Cash over the period", "280", "2,591.1", "62", f"{minus}15", "2,918.1", ""],
        ["Discounted", "259.261", in_full(running), dash, f"{minus}12.203", in_full(without + building), ""],
        ["Optimism bias", "62.223", "0", dash, "0", "62.223", ""],
        [
            "Net present cost",
            "321.483",
            in_full(running),
            dash,
            f"{minus}12.203",
            in_full(without + building + bias),
            "",
        ],
        [
            *("Within the ranges", "289.335 to 417.929", in_full(running), dash, f"{minus}12.203"),
            *(f"{in_full(least)} to {in_full(most)}", ""),
        ],
    ]


def in_full(amount: Decimal) -> str:
    """To three places, without noughts at the end."""
    return f"{amount:,.3f}".rstrip("0").rstrip(".")


def test_years_that_are_alike_stand_in_one_row_with_the_sum_of_their_factors() -> None:
    """Of an option that pays the same for 31 years: one row, and the sum of 1.035 to the power of 0 to -30."""
    (year, *_, factor), *_ = rows(profile(run(HOSPITAL, SCORES), "do-minimum"))
    assert year == "2026-27 to 2056-57, each"
    assert factor == f"{worth(0, 31):.6f}"


def test_every_year_has_its_rate_and_its_factor() -> None:
    """A rate that changes applies from its year on: 1/1.035, then that over 1.02."""
    costs = replaced(HOSPITAL, discount_rate={number(0): number("3.5"), number(2): number(2)})
    table = next(table for table in tables(run(costs, SCORES)) if table.caption == "Discount factors")
    assert rows(table)[:3] == [
        ["2026-27", "\N{EN DASH}", "1.000000"],
        ["2027-28", "3.5%", "0.966184"],
        ["2028-29", "2%", "0.947239"],
    ]
    assert len(table.rows) == 31


def test_a_long_period_has_no_more_rows_of_factors_than_the_annex_has_room_for() -> None:
    costs = given({"a": {"name": "A", "when": "yearly", "amount": number(1)}}, years=200, discount_rate=number(3))
    table = next(table for table in tables(run(costs, SCORES)) if table.caption == "Discount factors")
    assert len(table.rows) == 60
    assert table.note == "Of 200 years, the first 60 are shown; those after them follow likewise."


def test_what_the_amounts_rest_on() -> None:
    of = run(HOSPITAL, SCORES)
    assert "Building, new-build. From 90% to 130% of each amount. The surveyor's estimate." in said(of)
    line = {
        "name": "VAT",
        "when": "yearly",
        "amount": "unknown",
        "range": (number(0), number(5)),
        "reason": "Not published",
    }
    of = run(given({"vat": line}, discount_rate=number(3)), SCORES)
    assert "VAT, every option. Not known, but from £0 to £5m a year. Not published." in said(of)


def test_what_is_not_known_is_a_question_mark_and_in_no_sum() -> None:
    lines = {
        "work": {"name": "Work", "when": "once", "options": {"a": number(4), "b": number(6)}},
        "vat": {
            "name": "Bond",
            "when": "once",
            "amount": "unknown",
            "reason": "Nobody asked",
            "options": {"a": number(1)},
        },
    }
    of = run(given(lines, discount_rate=number(3)), {"a": 20, "b": 60})
    table = profile(of, "b")
    assert [row[:4] for row in rows(table)[:2]] == [
        ["2026-27", "6", "?", "6"],
        ["2027-28 to 2028-29, each", "0", "0", "0"],
    ], "what is paid once leaves later years known"
    assert rows(table)[-1] == ["Net present cost", "6", "?", "6", ""]
    assert table.note == "Not known, and in no sum: Bond."


def test_without_a_rate_there_is_cash_alone() -> None:
    of = run(replaced(HOSPITAL, discount_rate=None), SCORES)
    table = profile(of, "new-build")
    assert [column.heading for column in table.columns][-1] == "All lines"
    assert [row[0] for row in rows(table)][-2:] == ["Cash over the period", "Within the ranges"]
    assert "Discount factors" not in said(of)


def test_of_costs_of_which_nothing_is_known_the_annex_says_what_is_counted_and_for_whom_each_line_is_unknown() -> None:
    line = {"name": "Set-up", "when": "once", "amount": "unknown", "reason": "No figure is given"}
    of = run(given({"set-up": line}), SCORES)
    text = said(of)
    assert "What is counted. " in text
    assert "Set-up, any option: No figure is given." in text


def test_an_appraisal_without_costs_has_no_such_section() -> None:
    bare = evaluate(appraisal({"quality": 100}, {"a": (1,)}), brief=True)
    assert "cost-profile" not in [each.id for each in annex(bare, EN).sections]


def test_cost_for_each_point_says_what_it_depends_on() -> None:
    """£3m for 20 points is £150k each, £6m for 60 £100k; with no points there is no such figure."""
    amounts = {"none": number(1), "few": number(3), "many": number(6)}
    of = run(given({"work": {"name": "Work", "when": "once", "options": amounts}}), {"none": 0, "few": 20, "many": 60})
    table = next(each for each in tables(of) if each.caption.startswith("Cost for each point"))
    assert rows(table) == [["few", "20", "£3m", "£150k"], ["many", "60", "£6m", "£100k"]]
    assert table.note.startswith("What a point costs depends on where the scale of points begins")


def test_how_much_more_an_option_or_one_line_of_it_can_cost() -> None:
    """a costs 3 and 2, b 6: it costs as much at 20% more, or if one line costs 1 more: a third of 3, half of 2."""
    lines = {
        "work": {"name": "Work", "when": "once", "options": {"a": number(3), "b": number(6)}},
        "fees": {"name": "Fees", "when": "once", "amount": number(0), "options": {"a": number(2)}},
    }
    of = run(given(lines, discount_rate=number(3)), {"a": 20, "b": 60})
    table = next(each for each in tables(of) if each.caption.startswith("How much more"))
    assert rows(table) == [["a", "20%", "b", "Work 33.3%; Fees 50%"]]


@pytest.mark.parametrize(
    ("amounts", "over"),
    [
        ({"a": (4, 4, 4), "b": (6, 6, 6)}, "Whatever is uncertain"),
        ({"a": (4, 3, 7), "b": (6, 5, 8)}, "As given, not over the ranges"),
        ({"a": (6, 3, 7), "b": (4, 3, 8)}, "Somewhere within what is uncertain"),
    ],
)
def test_who_costs_no_less_for_no_more_points_and_over_what(
    amounts: Mapping[str, tuple[int, int, int]], over: str
) -> None:
    """b has fewer points than a; whether it costs more turns on the ranges."""
    options = {
        option: {"amount": number(amount), "range": (number(low), number(high))}
        for option, (amount, low, high) in amounts.items()
    }
    of = run(given({"work": {"name": "Work", "when": "once", "options": options}}), {"a": 60, "b": 20})
    table = next(each for each in tables(of) if each.caption.startswith("Costs no less"))
    assert rows(table) == [["b", "a", over]]


def test_that_nobody_costs_more_for_fewer_points_is_said() -> None:
    amounts = {"few": number(3), "many": number(6)}
    of = run(given({"work": {"name": "Work", "when": "once", "options": amounts}}), {"few": 20, "many": 60})
    assert "No option that is compared is known to cost more and have fewer points than another." in said(of)


def test_of_many_options_the_first_are_shown() -> None:
    scores = {f"o{at}": at for at in range(70)}
    amounts = {option: number(at + 1) for at, option in enumerate(scores)}
    of = run(given({"work": {"name": "Work", "when": "once", "options": amounts}}), scores)
    assert sum(": cash by year" in table.caption for table in tables(of)) == 60
    assert "Of 70 options, the first 60 are shown." in said(of)


@pytest.mark.parametrize("seed", range(25))
def test_net_present_cost_can_be_worked_out_again_from_the_figures_as_printed(seed: int) -> None:
    """Amount times factor, added up, with optimism bias: the record's figure, but for the rounding of what is
    printed."""
    draw = random.Random(seed)
    years = draw.randint(1, 40)
    names = [f"{year}-{(year + 1) % 100:02}" for year in range(2026, 2026 + years)]
    lines: dict[str, Any] = {}
    for at in range(draw.randint(1, 4)):
        options: dict[str, Any] = {}
        for option in ("a", "b", "c"):
            kind = draw.choice(("flat", "profile", "open"))
            amount = number(draw.randint(-2000, 9000)) / 10
            options[option] = amount
            if kind == "profile":
                some = draw.sample(names, draw.randint(1, min(4, years)))
                options[option] = {name: number(draw.randint(-2000, 9000)) / 10 for name in some}
            elif kind == "open":
                options[option] = OptionAmount(amount="unknown", range=(amount, amount + draw.randint(0, 50)))
        bias = number(draw.choice((0, 20, 24))) if draw.random() < 0.5 else None
        when = draw.choice(("once", "yearly"))
        transfer = draw.random() < 0.2
        lines[f"l{at}"] = {
            "name": f"L{at}",
            "when": when,
            "options": options,
            "optimism_bias": bias,
            "transfer": transfer,
        }
    of = run(given(lines, years=years, discount_rate=number(draw.choice((0, "3.5", 5)))), {"a": 20, "b": 40, "c": 60})
    for option in ("a", "b", "c"):
        table = rows(profile(of, option))
        cost = of.options[option].cost
        assert cost is not None
        assert cost.net_present is not None
        recorded = cost.net_present.low_high or (cost.net_present.total, cost.net_present.total)
        printed = {name: cells for name, *cells in table}
        for end in (0, 1):
            again, room = Fraction(0), Fraction(1, 500)
            for at, line in enumerate(lines.values()):
                if line["transfer"]:
                    continue
                for name, *cells in table:
                    if name[:1].isdigit():
                        paid, raised = figure(cells[at], end), 1 + Fraction(line["optimism_bias"] or 0) / 100
                        again += paid * figure(cells[-1], end) * raised
                        room += abs(paid) * raised / 2_000_000
            assert abs(again - Fraction(recorded[end] or 0)) <= room
            assert abs(figure(printed["Net present cost"][-2], end) - Fraction(recorded[end] or 0)) <= Fraction(1, 2000)
            in_cash = cost.cash.low_high or (cost.cash.total, cost.cash.total)
            assert figure(printed["Cash over the period"][-2], end) == Fraction(in_cash[end] or 0)


def figure(text: str, end: int) -> Fraction:
    """A figure as printed, or one end of a span."""
    return Fraction(text.split(" to ")[-end].replace(",", "").replace("\N{MINUS SIGN}", "-"))
