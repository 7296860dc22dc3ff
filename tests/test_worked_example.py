"""The worked example of `engine/test_worked.py` (X of `conftest.py`), typed in as files and scored by the command."""

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from appraise.cli import app
from tests.conftest import X_SCORES, X_WEIGHTS

APPRAISAL = """\
kind: appraisal
version: 1
title: Example X
question: Which?
date: 2026-01-01
status: illustrative
criteria: criteria.yaml
scores: scores.yaml
comparator: in-house
options:
  in-house:
    characteristics:
      independence:
        level: none
  woc:
    name: Wholly owned company
    models: []
    characteristics:
      independence:
        level: operational
  mutual:
    name: Mutual
    models: []
    characteristics:
      independence:
        level: unknown
  jv:
    name: Joint venture
    models: []
    characteristics:
      independence:
        level: shared
  charity:
    characteristics:
      independence:
        level: full
"""
CRITERIA = """\
kind: criteria
version: 1
title: Four criteria
scale:
  0: Worst
  100: Best
criteria:
""" + "".join(f"  {name}:\n    name: {name.title()}\n    weight: {weight}\n" for name, weight in X_WEIGHTS.items())
GATE = (
    "gates:\n  independence:\n    name: Independence\n    requires: {characteristic: independence, at-least: shared}\n"
)
RULE = "shortlist: {top: 2}\n"
SCORES = "kind: scores\nversion: 1\nby: Panel\ndate: 2026-01-01\nscores:\n" + "".join(
    f"  {name}:\n" + "".join(f"    {option}: {row[column]}\n" for option, row in X_SCORES.items())
    for column, name in enumerate(X_WEIGHTS)
)


def record(folder: Path) -> dict[str, dict[str, dict[str, object]]]:
    done = CliRunner().invoke(app, ["score", str(folder), "--format", "json"])
    assert done.exit_code == 0, done.stderr
    read: dict[str, dict[str, dict[str, object]]] = json.loads(done.stdout)
    return read


def test_without_a_gate(folder: Callable[..., Path]) -> None:
    options = record(folder(appraisal=APPRAISAL, criteria=CRITERIA + RULE, scores=SCORES))["options"]
    assert [option["total"] for option in options.values()] == [55, 71.25, 60, 45, 48.75]
    assert [option["rank"] for option in options.values()] == [3, 1, 2, 5, 4]


def test_with_a_gate_that_in_house_fails_and_an_unknown_for_the_mutual(folder: Callable[..., Path]) -> None:
    read = record(folder(appraisal=APPRAISAL, criteria=CRITERIA + GATE + RULE, scores=SCORES))
    options = read["options"]
    assert [option["rank"] for option in options.values()] == [None, 1, 2, 4, 3]
    assert options["in-house"]["outcome"] == "excluded"
    assert options["in-house"]["because"] == {"gate": ["independence"]}
    assert options["in-house"]["would-rank"] == 3
    assert read["shortlist"] == {
        "options": ["woc", "mutual"],
        "undetermined": [],
        "subject-to": {"mutual": ["independence"]},
        "if-they-fail": ["woc", "charity"],
    }
