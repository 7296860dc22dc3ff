"""The checks of costs, and of gates that ask for money, beyond the one case each of `tests/findings/`.

All begin from the museums with costs. Year by year at 3.5 %, the factors of five years are 1, 0.966184, 0.933511,
0.901943 and 0.871442, together 4.673079. The company costs 300 to set up, and a tenth more for optimism bias, then
3,700 and four times 3,450: 330 + 3,700 + 3,450 x 3.673079 = 16,702.12. Its set-up is 200 to 450, 220 to 495 with bias.
"""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from appraise import Run, evaluate, load
from appraise.field_models import replaced
from appraise.review.checks import CHECKS
from appraise.review.money import cost, written
from appraise.review_results import CheckInput, Occurrence
from tests.test_findings import BASES, edited

Museums = Callable[..., Run]
COMPANY = "2027-28: 3450"


@pytest.fixture
def museums(tmp_path: Path) -> Museums:
    """The museums with costs, with gates by what each requires, and with other texts in files in place of some."""

    def made(*requires: str, **texts: tuple[str, str]) -> Run:
        edits = [{"file": f"{name.rstrip('_')}.yaml", "was": was, "now": now} for name, (was, now) in texts.items()]
        gates = "".join(
            f"  money-{at}:\n    name: Money {at}\n    requires: {{{asked}}}\n    reason: R\n    source: S\n"
            for at, asked in enumerate(requires)
        )
        gate = {"file": "criteria.yaml", "was": "gates:\n", "now": f"gates:\n{gates}"}
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        return evaluate(load(edited(folder, [*BASES["costs"], gate, *edits])), brief=True)

    return made


def found(code: str, run: Run) -> list[Occurrence]:
    return list(CHECKS[code].find(CheckInput(run)))


def test_a_gate_within_the_ranges_of_a_cost(museums: Museums) -> None:
    """16,702.12 of at most 16.8 million: 97.88 thousand to spare; with set-up at 450 it is 16,867.12, which is more."""
    (one,) = found("range-crosses-gate", museums('cost: net-present, at-most: 16.8, unit: "GBP m"'))
    assert one.what == (
        '"Wholly owned company" passes the gate "Money 0" by £0.1m, and within the ranges of what it pays, £16.59m to '
        "£16.87m, it could also fail."
    )
    assert one.at == ("costs", "lines")
    assert one.about == ("money-0", "wholly-owned-company")
    assert found("range-crosses-gate", museums('cost: net-present, at-most: 16.9, unit: "GBP m"')) == []


def test_a_gate_within_the_range_of_a_line(museums: Museums) -> None:
    """Set-up of 300, 200 to 450, where at most 300 is asked for. The others have no range."""
    (one,) = found("range-crosses-gate", museums('cost: set-up, at-most: 300000, unit: "GBP"'))
    assert one.what == (
        '"Wholly owned company" passes the gate "Money 0" exactly, and within the ranges of what it pays, £200,000 to '
        "£450,000, it could also fail."
    )
    assert one.at == ("costs", "lines", "set-up", "options", "wholly-owned-company")
    of_a_year = 'cost: set-up, at-most: 300, unit: "GBP k", year: '
    assert len(found("range-crosses-gate", museums(of_a_year + "2026-27"))) == 1
    assert found("range-crosses-gate", museums(of_a_year + "2027-28")) == []


def test_a_gate_within_the_ranges_of_a_cost_that_is_partly_unknown(museums: Museums) -> None:
    """Set-up of 300, 200 to 450, and rent, of which 0 to 50 is all that is known: 300 to 350 of at most 400."""
    rent = "lines:\n  rent:\n    name: Rent\n    when: once\n    amount: unknown\n    range: [0, 50]\n"
    running = ("{2026-27: 3700, 2027-28: 3450}", "{2026-27: 0, 2027-28: 3450}")
    asked = 'cost: cash, at-most: 0.4, unit: "GBP m", year: 2026-27'
    run = museums(asked, costs=("lines:\n", rent), costs_=running)
    (one,) = found("range-crosses-gate", run)
    assert one.what == (
        '"Wholly owned company" passes the gate "Money 0", and within the ranges of what it pays, £0.2m to £0.5m, it '
        "could also fail."
    )


def test_a_gate_drawn_at_the_cost_of_one_option(museums: Museums) -> None:
    """Cash in 2027-28 is 3,450 for the company, 3,500, 3,600, 3,650 and 3,700 for the others."""
    for asked in (3.46, 3.5):
        run = museums(f'cost: cash, at-most: {asked}, unit: "GBP m", year: 2027-28')
        assert found("threshold-under-winner", run) == []
    (one,) = found("threshold-under-winner", museums('cost: cash, at-most: 3.45, unit: "GBP m", year: 2027-28'))
    assert one.what == (
        'The gate "Money 0" asks for £3.45m: exactly what "Wholly owned company" comes to there, and nobody else gets '
        "through."
    )
    assert one.at == ("gates", "money-0")


def test_a_gate_that_bars_what_is_cheap(museums: Museums) -> None:
    run = museums('cost: cash, at-least: 3, unit: "GBP m"', 'cost: running, at-most: 3, unit: "GBP m"')
    assert [each.what for each in found("gate-wrong-way", run)] == [
        'The gate "Money 0" lets whatever costs more through and bars what costs less.'
    ]


@pytest.mark.parametrize(
    ("cited", "asked", "many"),
    [
        ("evidence: [finance-model note-3]", "set-up", 0),
        ("evidence: [finance-model note-3]", "cash", 0),
        ("reason: Quotes", "set-up", 1),
        ("reason: Quotes", "net-present", 0),  # the running costs, which are in it too, have evidence
    ],
)
def test_a_fail_by_cost_that_decides_and_cites_nothing(museums: Museums, cited: str, asked: str, many: int) -> None:
    """The transformed service has most points and pays 400 for set-up, the most but one; a gate that asks for less
    keeps it from the shortlist. In cash it pays 400 + 3,700 + 4 x 3,500 = 18,100."""
    amount = {"set-up": "350", "cash": "18000", "net-present": "16900"}[asked]
    was = "optimism-bias: 10\n    evidence: [finance-model note-3]"
    run = museums(
        f'cost: {asked}, at-most: {amount}, unit: "GBP k"',
        costs=(was, was.replace("evidence: [finance-model note-3]", cited)),
    )
    seen = [each for each in found("decisive-without-evidence", run) if each.about[0] == "money-0"]
    assert run.options["in-house-transformed"].outcome == "excluded"
    assert [each.at for each in seen] == [("costs", "lines", "set-up", "options", "in-house-transformed")] * many


def test_a_document_cited_for_an_amount_alone_is_cited(museums: Museums) -> None:
    listed = ("claims:\n", "  quote:\n    title: Quote of a lawyer\n    date: 2026-03-20\nclaims:\n")
    assert [each.about for each in found("evidence-not-cited", museums(evidence=listed))] == [("quote",)]
    cited = ("        range: [200, 450]\n", "        range: [200, 450]\n        evidence: [quote 2]\n")
    assert found("evidence-not-cited", museums(evidence=listed, costs=cited)) == []


@pytest.mark.parametrize(
    ("date", "after"),
    [
        ("2026-03-30", []),
        ("2026-05", []),
        ("2026-05-29", ["the recommendation of 2026-05-28"]),
        ("2026-06-10", ["the appraisal of 2026-06-09", "the recommendation of 2026-05-28"]),
        ("2026-03-29", ["Cost of each option"]),
    ],
)
def test_the_date_of_costs(museums: Museums, date: str, after: list[str]) -> None:
    """Costs are no younger than what rests on them, and no older than what they cite."""
    seen = [each.what for each in found("dates-out-of-order", museums(costs=("date: 2026-03-30", f"date: {date}")))]
    assert len(seen) == len(after)
    assert all(name in said for name, said in zip(after, seen, strict=True)), seen


def test_a_rate_is_asked_for_where_money_over_the_period_decides(museums: Museums) -> None:
    """The comparator costs more than both that go forward, and has fewer points. Where it costs as much as the one and
    less than the other, nothing turns on money but gates, and one that asks for a single year needs no rate."""
    no_rate = ("discount-rate: 3.5\n", "")
    assert len(found("costs-without-rate", museums(costs=no_rate))) == 1

    def alike(*requires: str) -> int:
        return len(found("costs-without-rate", made_alike(museums(*requires, costs=no_rate))))

    def made_alike(run: Run) -> Run:
        costs = run.inputs.costs
        assert costs is not None
        line = replaced(costs.lines["running"], amount=Decimal(5), options={})
        return evaluate(replaced(run.inputs, costs=replaced(costs, lines={"running": line})), brief=True)

    assert alike() == 0
    assert alike('cost: cash, at-most: 4, unit: "GBP m", year: 2027-28') == 0
    assert alike('cost: cash, at-most: 4, unit: "GBP m"') == 1


def test_options_that_cost_the_same_are_told_apart_by_points_alone(museums: Museums) -> None:
    """Nobody is asked why the second of two goes forward that cost the same."""
    same = (
        "wholly-owned-company: {2026-27: 3700, 2027-28: 3450}",
        "wholly-owned-company: {2026-27: 3810, 2027-28: 3500}",
    )
    run = museums(costs=same)
    assert cost(run, "wholly-owned-company").low == cost(run, "in-house-transformed").low
    assert found("dearer-shortlisted", run) == []
    dearer = (same[0], same[1].replace("3810", "3811"))
    (one,) = found("dearer-shortlisted", museums(costs=dearer))
    assert one.what.startswith(
        '"Wholly owned company" goes forward, and "In-house transformed" costs £1k less and has '
    )


def test_how_amounts_are_written() -> None:
    assert [written(each, "GBP") for each in (0, 1234567, -12)] == ["£0", "£1,234,567", "-£12"]
    assert [written(each, "GBP m") for each in (8, 0)] == ["£8m", "£0m"]
