"""Records with costs: read as they were written and evaluated to the same, or refused at a place."""

import copy
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from appraise import AppraisalError, evaluate, load, read_run
from tests.conftest import call
from tests.files.record.test_panel_records import with_change
from tests.files.record.test_read import Keys, signed
from tests.second_scorer import differences
from tests.test_findings import BASES, edited
from tests.test_fuzz import edit

GATE = """gates:
  budget:
    name: Within the budget
    requires: {cost: set-up, at-most: 0.44, unit: "GBP m", year: 2026-27}
"""
RATES = {"file": "costs.yaml", "was": "discount-rate: 3.5", "now": "discount-rate: {0: 3.5, 3: 3}"}
LINES = """lines:
  vat:
    name: VAT that is not recovered
    when: yearly
    from: 2027-28
    transfer: true
    amount: unknown
    range: [0, 90]
    options:
      in-house: 0
      charity: {amount: {2027-28: 20, 2029-30: 25}, range-percent: [-10, 30]}
"""


@pytest.fixture(scope="module")
def museums(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The museums with costs of every kind, a gate that asks for money, and their record."""
    texts = [("criteria.yaml", "gates:\n", GATE), ("costs.yaml", "lines:\n", LINES)]
    edits = [{"file": file, "was": was, "now": now} for file, was, now in texts]
    where = edited(tmp_path_factory.mktemp("costs") / "museums", [*BASES["costs"], RATES, *edits])
    (where / "run.json").write_text(evaluate(load(where)).to_json(), "utf-8", newline="\n")
    return where


@pytest.fixture
def record(museums: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(museums, tmp_path / "museums")) / "run.json"


def test_the_law_of_a_record_with_costs(record: Path) -> None:
    """It is read as it was written, gives the same appraisal, and is worked out again to the byte."""
    text, loaded = record.read_text("utf-8"), load(record.parent)
    run = read_run(record)
    assert run.to_json() == text
    assert run.appraisal() == loaded
    assert evaluate(run.appraisal()) == run
    assert differences(text) == []
    assert call("verify", record).exit_code == 0


def test_a_record_keeps_what_was_typed(record: Path) -> None:
    kept = json.loads(record.read_text("utf-8"))
    costs = kept["costs"]
    assert costs["discount-rate"] == {"0": 3.5, "3": 3}
    assert costs["lines"]["vat"]["options"]["charity"] == {
        "amount": {"2027-28": 20, "2029-30": 25},
        "range-percent": [-10, 30],
    }
    assert costs["lines"]["set-up"]["options"]["wholly-owned-company"] == {"amount": 300, "range": [200, 450]}
    assert kept["gates"]["budget"]["requires"] == {
        "cost": "set-up",
        "year": "2026-27",
        "at-most": 0.44,
        "unit": "GBP m",
    }
    judged = kept["options"]["wholly-owned-company"]["verdicts"]["budget"]
    assert (judged["verdict"], judged["margin"], judged["over-range"]) == ("pass", 0.14, ["pass", "fail"])


COSTS: Keys = ("costs",)
VAT: Keys = ("costs", "lines", "vat")
COMPANY: Keys = ("costs", "lines", "set-up", "options", "wholly-owned-company")
RESULT: Keys = ("options", "charity", "cost")
REQUIRES: Keys = ("gates", "budget", "requires")
ANALYSIS: Keys = ("analyses", "costs")
MISFITS: list[tuple[Keys, Any]] = [
    (COSTS, None),
    (COSTS, []),
    (COSTS, {}),
    ((*COSTS, "currency"), "EUR"),
    ((*COSTS, "currency"), None),
    ((*COSTS, "by"), None),
    ((*COSTS, "prices"), "soon"),
    ((*COSTS, "period"), None),
    ((*COSTS, "period", "from"), "0026"),
    ((*COSTS, "period", "from"), "2027-28"),
    ((*COSTS, "period", "from"), "2026"),
    ((*COSTS, "period", "years"), 0),
    ((*COSTS, "period", "years"), -1),
    ((*COSTS, "period", "years"), 2.5),
    ((*COSTS, "period", "years"), 1_000_000),
    ((*COSTS, "period", "years"), 2),
    ((*COSTS, "discount-rate"), {}),
    ((*COSTS, "discount-rate"), {"1": 3.5}),
    ((*COSTS, "discount-rate"), {"0": -200}),
    ((*COSTS, "discount-rate"), {"0": 3.5, "1.5": 3}),
    ((*COSTS, "discount-rate"), -3.5),
    ((*COSTS, "discount-rate"), "3.5"),
    ((*COSTS, "lines"), {}),
    ((*COSTS, "lines"), []),
    ((*COSTS, "lines", "vat", "when"), "monthly"),
    ((*COSTS, "lines", "vat", "when"), "once"),
    ((*VAT, "from"), "2040-41"),
    ((*VAT, "from"), "2027"),
    ((*VAT, "from"), "then"),
    ((*VAT, "transfer"), "yes"),
    ((*VAT, "amount"), None),
    ((*VAT, "amount"), "open"),
    ((*VAT, "amount"), {}),
    ((*VAT, "amount"), {"2026-27": 5}),
    ((*VAT, "amount"), {"2027-28": "unknown"}),
    ((*VAT, "amount"), {"2027-28": 5}),
    ((*VAT, "amount"), 100),
    ((*VAT, "range"), [90, 0]),
    ((*VAT, "range"), [90]),
    ((*VAT, "range"), [0, 50, 90]),
    ((*VAT, "range-percent"), [-10, 30]),
    ((*VAT, "options", "nobody"), {"amount": 5}),
    ((*VAT, "options", "charity", "amount"), {"2040-41": 5}),
    ((*VAT, "options", "charity", "amount"), {}),
    ((*VAT, "options", "charity", "range-percent"), [10, 30]),
    ((*VAT, "options", "charity", "range-percent"), [-200, 30]),
    ((*VAT, "options", "charity"), {}),
    ((*VAT, "options", "charity"), 5),
    ((*COMPANY, "range"), [310, 450]),
    (("costs", "lines", "set-up", "options"), {}),
    (("costs", "lines", "set-up", "optimism-bias"), -10),
    (("costs", "lines", "set-up", "optimism-bias"), "ten"),
    (RESULT, None),
    (RESULT, {}),
    ((*RESULT, "cash"), None),
    ((*RESULT, "cash", "not-known"), ["nothing"]),
    ((*RESULT, "net-present", "low-high"), [1]),
    ((*REQUIRES, "cost"), "nothing"),
    ((*REQUIRES, "cost"), 5),
    ((*REQUIRES, "unit"), "EUR"),
    ((*REQUIRES, "unit"), None),
    ((*REQUIRES, "year"), "2040-41"),
    ((*REQUIRES, "year"), "2026"),
    ((*REQUIRES, "year"), "now"),
    ((*REQUIRES, "at-most"), "0.44"),
    (REQUIRES, {"cost": "net-present", "at-most": 3, "unit": "GBP m", "year": "2026-27"}),
    (REQUIRES, {"cost": "net-present", "at-most": 3}),
    (REQUIRES, {"cost": "net-present", "unit": "GBP m"}),
    (REQUIRES, {"cost": "net-present", "criterion": "cost", "at-most": 3, "unit": "GBP m"}),
    (("options", "wholly-owned-company", "verdicts", "budget", "verdict"), "unknown"),
    ((*ANALYSIS, "compared"), "points"),
    ((*ANALYSIS, "options"), ["nobody"]),
    ((*ANALYSIS, "beaten"), {"nobody": {}}),
    ((*ANALYSIS, "beaten"), {"charity": {"nobody": "surely"}}),
    ((*ANALYSIS, "beaten"), {"charity": {"in-house": "probably"}}),
    ((*ANALYSIS, "per-point", "nobody"), [1, 2]),
    ((*ANALYSIS, "level", "charity"), {"over": "nobody", "factor": 1, "lines": {}}),
    ((*ANALYSIS, "level", "charity"), {"over": "in-house", "factor": 1, "lines": {"nothing": 1}}),
]


@pytest.mark.parametrize(("path", "value"), MISFITS, ids=[f"{path[-1]}={value}"[:40] for path, value in MISFITS])
def test_what_no_record_can_hold_is_refused_though_its_fingerprint_fits(record: Path, path: Keys, value: Any) -> None:
    data = json.loads(record.read_text("utf-8"))
    record.write_text(signed(with_change(data, path, value)), "utf-8")
    with pytest.raises(AppraisalError) as caught:
        read_run(record)
    for problem in caught.value.problems:
        assert problem.place is not None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*COMPANY, "amount"), 301),
        ((*COMPANY, "range"), [200, 451]),
        ((*COSTS, "currency"), "GBP m"),
        ((*COSTS, "discount-rate"), 3.5),
        ((*COSTS, "period", "years"), 6),
        (("costs", "lines", "running", "optimism-bias"), 1),
        ((*RESULT, "net-present", "total"), 1),
        ((*RESULT, "difference"), None),
        (ANALYSIS, None),
        ((*ANALYSIS, "beaten"), {}),
        ((*ANALYSIS, "steps"), []),
        ((*REQUIRES, "at-most"), 0.45),
        (("options", "wholly-owned-company", "verdicts", "budget", "margin"), 0.15),
    ],
    ids=str,
)
def test_a_figure_that_was_changed_does_not_hold(record: Path, path: Keys, value: Any) -> None:
    """It is such a record as there could be, and is not what comes of its inputs."""
    record.write_text(signed(with_change(json.loads(record.read_text("utf-8")), path, value)), "utf-8")
    done = call("verify", record)
    assert done.exit_code == 1, done.output


@pytest.mark.slow
def test_anything_in_a_record_with_costs_is_read_or_refused(record: Path) -> None:
    """What is read can be evaluated again; what cannot is told with its place."""
    data, chance = json.loads(record.read_text("utf-8")), random.Random(7)
    came = {"read": 0, "refused": 0}
    for _ in range(400):
        changed = copy.deepcopy(data)
        part = chance.choice([changed["costs"], changed["costs"], changed["gates"], changed["analyses"]["costs"]])
        edit(chance, part)
        record.write_text(signed(changed), "utf-8")
        placed = True
        try:
            evaluate(read_run(record).appraisal(), brief=True)
            came["read"] += 1
        except AppraisalError as error:
            placed = all(problem.place for problem in error.problems)
            came["refused"] += 1
        assert placed
    assert min(came.values()) > 20
