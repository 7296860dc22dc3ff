"""Costs from file to result: three cases worked by hand, and what tables and records hold of them."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from appraise import Run, evaluate, load, read_run
from appraise.costing import bias, cash, net_present, present
from appraise.numbers import number_text, rounded
from tests.conftest import ROOT, SMALLEST, call
from tests.second_scorer import differences

Folder = Callable[..., Path]

LEISURE = """\
kind: costs
version: 1
by: Finance
date: 2026-11-20
currency: GBP k
prices: 2026-27
period: {from: 2026-27, years: 5}
discount-rate: 3.5
lines:
  set-up:
    name: Set-up
    when: once
    options:
      in-house: 180
      company:
        amount: 420
        range: [300, 600]
        reason: Quote of 2 November, legal advice not in it
      operator: {2026-27: 90, 2027-28: 160}
  running:
    name: Net running cost
    when: yearly
    from: 2027-28
    options:
      in-house: {amount: 2150, range: [2050, 2300]}
      company: {amount: 2040, range: [1950, 2250]}
      operator: {amount: 1980, range: [1850, 2300]}
"""
HOSPITAL = """\
kind: costs
version: 1
by: Finance
date: 2026-11-20
currency: GBP m
period: {from: 2026-27, years: 31}
discount-rate: 3.5
lines:
  capital:
    name: Building
    when: once
    optimism-bias: 24
    options:
      do-minimum: 0
      refurbish: {2027-28: 40, 2028-29: 60, 2029-30: 25}
      new-build:
        amount: {2027-28: 60, 2028-29: 110, 2029-30: 90, 2030-31: 20}
        range-percent: [-10, 30]
  running:
    name: Running cost
    when: yearly
    options:
      do-minimum: 96.5
      refurbish: {2026-27: 96.5, 2030-31: 93.1}
      new-build: {2026-27: 96.5, 2031-32: 88.4}
  land:
    name: Sale of the old site
    when: once
    options: {do-minimum: 0, refurbish: 0, new-build: {2032-33: -15}}
"""
UNKNOWN = """\
kind: costs
version: 1
by: Nobody yet
date: 2026-11-20
currency: GBP
discount-rate: 3.5
period: {from: 2017-18, years: 3}
lines:
  set-up:
    name: Setting it up
    when: once
    amount: unknown
    reason: The report calls start-up cost substantial and gives no figure
    options:
      in-house: 0
  vat:
    name: VAT that is not recovered
    when: yearly
    transfer: true
    amount: unknown
    reason: Which models lose it was not published
"""


def appraised(options: Mapping[str, str], criteria: str = SMALLEST["criteria"]) -> dict[str, str]:
    """Files of an appraisal with these options, each with its scores on two criteria, and costs beside it."""
    names = "".join(f"  {option}:\n    name: {option.title()}\n    models: []\n" for option in options)
    rows = [
        f"  {criterion}:\n" + "".join(f"    {option}: {scores.split()[at]}\n" for option, scores in options.items())
        for at, criterion in enumerate(("cost", "pace"))
    ]
    head, scores = (
        SMALLEST[name].split(f"{word}:\n")[0] for name, word in (("appraisal", "options"), ("scores", "scores"))
    )
    return {
        "appraisal": f"{head}costs: costs.yaml\noptions:\n{names}",
        "criteria": criteria,
        "scores": f"{scores}scores:\n{''.join(rows)}",
    }


def run_of(folder: Folder, costs: str, options: Mapping[str, str], criteria: str = SMALLEST["criteria"]) -> Run:
    return evaluate(load(folder(**appraised(options, criteria), costs=costs)))


THREE = {"in-house": "4 3", "company": "3 unknown", "operator": "3 5"}
SITES = {"do-minimum": "1 1", "refurbish": "3 3", "new-build": "5 5"}


def to_four_places(run: Run, option: str) -> tuple[Decimal, ...]:
    assert run.inputs.costs is not None
    return tuple(rounded(each, 4) for each in net_present(run.inputs.costs, option).amounts)


def test_leisure_over_five_years(folder: Folder) -> None:
    """Four years at 1 from year 1, at 3.5 %: 3.673079. In-house 180 + 2150 * 3.673079; company 420 + 2040 * 3.673079;
    operator 90 + 160 / 1.035 + 1980 * 3.673079. Least and most with every range at one end."""
    run = run_of(folder, LEISURE, THREE)
    found = {option: to_four_places(run, option) for option in THREE}
    assert found == {
        "in-house": (*(Decimal("8077.1203"),) * 2, Decimal("7709.8124"), Decimal("8628.0822")),
        "company": (*(Decimal("7913.0816"),) * 2, Decimal("7462.5045"), Decimal("8864.4282")),
        "operator": (*(Decimal("7517.2862"),) * 2, Decimal("7039.7859"), Decimal("8692.6716")),
    }
    assert {option: _total(run, option) for option in THREE} == {"in-house": 8780, "company": 8580, "operator": 8170}
    assert run.inputs.costs is not None
    assert run.inputs.costs.lines["set-up"].options["company"].reason == "Quote of 2 November, legal advice not in it"


def _total(run: Run, option: str) -> Decimal | None:
    cost = run.options[option].cost
    assert cost is not None
    return cost.cash.total


def test_hospital_over_thirty_one_years(folder: Folder) -> None:
    """Amounts by year: those of a building once each, running costs from the year named on; a sale is below 0. Years 0
    to 30 at 3.5 %, 24 % bias on the building alone, its range in per cent. New build: 321.4835 for the building with
    bias (289.3351 to 417.9286), 1,752.1087 running, less 12.2025."""
    run = run_of(folder, HOSPITAL, SITES)
    assert to_four_places(run, "do-minimum") == (Decimal("1871.3324"),) * 4
    assert to_four_places(run, "refurbish") == (Decimal("1963.6611"),) * 4
    assert to_four_places(run, "new-build") == (
        *(Decimal("2061.3897"),) * 2,
        Decimal("2029.2414"),
        Decimal("2157.8348"),
    )
    costs = run.inputs.costs
    assert costs is not None
    capital, land = (present(costs, line, "new-build") for line in ("capital", "land"))
    assert capital is not None
    assert land is not None
    assert rounded(capital.low * bias(costs.lines["capital"]), 4) == Decimal("321.4835")
    assert rounded(land.low, 4) == Decimal("-12.2025")
    assert cash(costs, "refurbish").amounts.low == 125 + 4 * Fraction("96.5") + 27 * Fraction("93.1")


def test_costs_that_nobody_knows(folder: Folder) -> None:
    """One line for all options says so. Net present cost has no VAT in it: in-house 0. Of the others nothing is known,
    and they are compared with nobody."""
    run = run_of(folder, UNKNOWN, {"in-house": "4 3", "mutual": "3 3", "trust": "5 1"})
    home, mutual = (run.options[option].cost for option in ("in-house", "mutual"))
    assert home is not None
    assert home.net_present is not None
    assert mutual is not None
    assert mutual.net_present is not None
    assert (home.net_present.total, home.net_present.not_known) == (0, ())
    assert (home.cash.total, home.cash.not_known) == (0, ("vat",))
    assert (mutual.net_present.total, mutual.net_present.not_known) == (0, ("set-up",))
    assert mutual.cash.not_known == ("set-up", "vat")
    assert run.analyses.costs is not None
    assert run.analyses.costs.options == ("in-house",)
    assert run.analyses.costs.beaten == {}


@pytest.mark.parametrize(("costs", "options"), [(LEISURE, THREE), (HOSPITAL, SITES)], ids=["leisure", "hospital"])
def test_a_record_with_costs_tells_all_by_itself(costs: str, options: Mapping[str, str], folder: Folder) -> None:
    where = folder(**appraised(options), costs=costs)
    run = evaluate(load(where))
    record = where / "run.json"
    record.write_text(run.to_json(), "utf-8", newline="\n")
    assert read_run(record) == run
    assert differences(run.to_json()) == []
    assert call("verify", record).exit_code == 0


@pytest.mark.parametrize("financial", [True, False], ids=["financial", "calendar"])
def test_a_record_with_years_in_every_place_is_read_back(financial: bool, folder: Folder) -> None:
    """Plain YAML takes 2027 for a number and 2027-28 for text; a record has both as text."""
    criteria = SMALLEST["criteria"] + (
        'gates:\n  g:\n    name: G\n    requires: {cost: running, year: 2028-29, at-most: 2.1, unit: "GBP m"}\n'
    )
    files = {**appraised(THREE, criteria), "costs": LEISURE}
    if not financial:
        for year in range(2026, 2031):
            files = {name: text.replace(f"{year}-{year - 1999}", f"{year}") for name, text in files.items()}
    where = folder(**files)
    run = evaluate(load(where))
    assert [result.verdicts["g"].margin for result in run.options.values()] == [
        Decimal("0.05"),
        Decimal("0.06"),
        Decimal("0.12"),
    ]
    (where / "run.json").write_text(run.to_json(), "utf-8", newline="\n")
    assert read_run(where / "run.json") == run
    assert call("verify", where / "run.json").exit_code == 0
    assert differences(run.to_json()) == []


def test_the_table_has_a_column_for_each_cost(folder: Folder) -> None:
    """After the totals, in the currency of the file; empty where a cost is not known."""
    where = folder(**appraised(THREE), costs=LEISURE)
    rows = list(csv.DictReader(io.StringIO(call("score", where, "--format", "csv").stdout)))
    assert [*rows[0]][3:9] == ["rank", "total", "low", "high", "net-present", "cash"]
    assert [(row["net-present"], row["cash"]) for row in rows] == [
        ("8077.120299", "8780"),
        ("7913.081586", "8580"),
        ("7517.286205", "8170"),
    ]
    table = evaluate(load(where)).table()
    assert [*table.loc["company"][["net-present", "cash"]]] == [7913.081586, 8580]


def test_a_criterion_may_have_the_name_of_a_column(folder: Folder) -> None:
    """With costs its points stand under another head; without, under its own."""
    files = appraised(THREE)
    files = {name: text.replace("  cost:\n", "  cash:\n") for name, text in files.items()}
    with_costs = csv.reader(io.StringIO(call("score", folder(**files, costs=LEISURE), "--format", "csv").stdout))
    assert next(with_costs)[3:] == ["rank", "total", "low", "high", "net-present", "cash", "cash (points)", "pace"]
    files["appraisal"] = files["appraisal"].replace("costs: costs.yaml\n", "")
    without = csv.reader(io.StringIO(call("score", folder(**files), "--format", "csv").stdout))
    assert next(without)[3:] == ["rank", "total", "low", "high", "cash", "pace"]


def test_a_set_that_runs_alone_has_no_costs_whatever_its_gates_ask_for(folder: Folder) -> None:
    """Every verdict of such a gate is unknown; nobody is excluded by it."""
    where = folder(
        rules="""\
kind: criteria
version: 1
title: Alone
scale: {0: No, 5: Yes}
criteria:
  independence:
    name: Independence
    weight: 1
    rate-from: {characteristic: independence, scores: {none: 0, shared: 2, operational: 4, full: 5}}
gates:
  affordable:
    name: Affordable
    requires: {cost: net-present, at-most: 8.5, unit: "GBP m"}
shortlist: {top: 2}
"""
    )
    run = evaluate(load(where / "rules.yaml"))
    assert {(each.verdict, each.margin) for result in run.options.values() for each in result.verdicts.values()} == {
        ("unknown", None)
    }
    assert {result.cost for result in run.options.values()} == {None}
    assert run.analyses.costs is None
    (where / "run.json").write_text(run.to_json(), "utf-8", newline="\n")
    assert read_run(where / "run.json") == run
    assert differences(run.to_json()) == []


def in_currency(currency: str, by: Fraction) -> str:
    """The leisure file with all its amounts in another currency; years have hyphens."""
    head, lines = LEISURE.replace("GBP k", currency).split("lines:")
    amount = re.compile(r"(?<![0-9-])[0-9]+(?![0-9-])")
    return f"{head}lines:{amount.sub(lambda found: number_text(rounded(int(found[0]) * by)), lines)}"


def test_the_unit_of_the_file_changes_no_verdict(folder: Folder) -> None:
    """At most 8 million; the file in thousands, in millions and in pounds."""
    criteria = SMALLEST["criteria"] + (
        'gates:\n  g:\n    name: G\n    requires: {cost: net-present, at-most: 8, unit: "GBP m"}\n'
    )
    found = []
    for currency, by in (("GBP k", Fraction(1)), ("GBP m", Fraction(1, 1000)), ("GBP", Fraction(1000))):
        run = run_of(folder, in_currency(currency, by), THREE, criteria)
        found.append([result.verdicts["g"][:3] + result.verdicts["g"][8:] for result in run.options.values()])
        assert run.inputs.costs is not None
        assert run.inputs.costs.currency == currency
    assert found[0] == found[1] == found[2]
    assert [verdict for verdict, *_ in found[0]] == ["fail", "pass", "pass"]


@pytest.mark.parametrize("example", ["birmingham-2017", "leisure", "school-meals"])
def test_a_record_without_costs_has_nothing_new_in_it(example: str) -> None:
    """What was written before costs were there is read, and comes out the same to the byte."""
    record = ROOT / "examples" / example / "run.json"
    text = record.read_text("utf-8")
    run = read_run(record)
    assert run.inputs.costs is None
    assert evaluate(run.inputs).to_json() == text
    found = json.loads(text)
    assert "costs" not in found
    assert "costs" not in found["analyses"]
    assert not any("cost" in result for result in found["options"].values())
    assert differences(text) == []
