"""What `explain costs` says: each amount back to its line of the file, and what its points cost."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from appraise.cli import app

FILES = {
    "appraisal.yaml": """\
kind: appraisal
version: 1
title: Halls
question: Which?
date: 2026-11-30
status: draft
criteria: criteria.yaml
scores: scores.yaml
costs: costs.yaml
comparator: now
options:
  now:
    name: As now
    models: []
  repair:
    name: Repaired
    models: []
  rebuild:
    name: Rebuilt
    models: []
  lease:
    name: Leased
    models: []
""",
    "criteria.yaml": """\
kind: criteria
version: 1
title: One criterion
scale: {0: No, 100: Yes}
criteria:
  use:
    name: Use
    weight: 1
shortlist: {top: 2}
""",
    "scores.yaml": """\
kind: scores
version: 1
by: Panel
date: 2026-11-30
scores:
  use: {now: 20, repair: 60, rebuild: 50, lease: 40}
""",
    "costs.yaml": """\
kind: costs
version: 1
by: Finance
date: 2026-11-20
currency: GBP k
prices: 2026-27
period: {from: 2026-27, years: 2}
discount-rate: 25
lines:
  works:
    name: Works
    when: once
    optimism-bias: 20
    options:
      now: 0
      repair:
        amount: 100
        range: [80, 120]
        reason: A quote of May
      rebuild: 500
      lease: 0
  running:
    name: Running
    when: yearly
    options: {now: 100, repair: 90, rebuild: 50}
    amount: unknown
    reason: No lease was seen
  vat:
    name: VAT
    when: yearly
    transfer: true
    amount: 10
""",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def said(case: Path, *flags: str) -> str:
    done = CliRunner().invoke(app, ["explain", "costs", str(case), *flags], env={"COLUMNS": "300"})
    assert (done.exit_code, done.stderr) == (0, "")
    return " ".join(done.stdout.split())


def test_each_option_line_by_line_and_where_it_is_written(case: Path) -> None:
    """Repaired: works of 100 with 20% on top, 120; running 90 and 90/1.25, 162; together 282, 102 more than 100 and 80.
    In cash 100, twice 90 and twice 10. The works within 96 to 144."""
    found = said(case, "--full")
    assert (
        "Repaired: £282k. Within the ranges £258k to £306k. Difference from As now: £102k. Cash: £300k. "
        "Works, with 20% for optimism bias: £120k [costs.yaml:16]. Running: £162k [costs.yaml:25]. "
        "VAT: in cash alone [costs.yaml:32]."
    ) in found
    assert "As now (comparator): £180k. Cash: £220k." in found


def test_what_is_not_known_and_why(case: Path) -> None:
    found = said(case, "--full")
    assert "Leased: Not known. Cash: Not known; known part £20k." in found
    assert "Running: not known [costs.yaml:26]." in found
    assert "Running, Leased: No lease was seen." in found


def test_what_amounts_rest_on_and_where_that_is_written(case: Path) -> None:
    assert "Works, Repaired. From £80k to £120k. A quote of May. [costs.yaml:16]" in said(case, "--full")


def test_steps_points_and_how_much_more(case: Path) -> None:
    """40 more points for 102 more: 2.55 each, 1.95 to 3.15 over the range; 180 for 20 points is 9 each. As now costs
    as much as Repaired at 282/180. Rebuilt: 690 for 50 points, beside 282 for 60."""
    found = said(case, "--full")
    assert "Repaired over As now, the cheapest £102k 40 £2.6k; within the ranges £2k to £3.2k" in found
    assert "As now (comparator) 20 £180k £9k" in found
    assert "Rebuilt Repaired Whatever is uncertain" in found
    assert "As now 56.6% Repaired Running 56.6%" in found


def test_a_screen_at_most_unless_all_is_asked_for(case: Path) -> None:
    done = CliRunner().invoke(app, ["explain", "costs", str(case)], env={"COLUMNS": "80"})
    assert len(done.stdout.splitlines()) <= 48
    assert done.stdout.splitlines()[-1] == f"For all of it: appraise explain costs {case} --full"


def test_without_costs_it_says_how_to_give_them(case: Path) -> None:
    (case / "appraisal.yaml").write_text(FILES["appraisal.yaml"].replace("costs: costs.yaml\n", ""), "utf-8")
    (case / "costs.yaml").unlink()
    found = said(case)
    assert found.endswith(
        "No costs are given. To give them, write what each option costs in costs.yaml, and name it under costs in "
        "appraisal.yaml."
    )
