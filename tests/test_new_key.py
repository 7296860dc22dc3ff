"""A key of a file is one line: put into the code alone, it is read, and stands in the record."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import ROOT

MODELS = {
    "Scope": ("appraisal", "scope:"),
    "Choice": ("appraisal", "recommendation:"),
    "Gap": ("appraisal", "  staff:"),
    "Note": ("appraisal", "equality:"),
    "Heading": ("appraisal", ""),
    "Statement": ("appraisal", ""),
    "OptionName": ("appraisal", "  left:"),
    "ModelTraits": ("appraisal", "  right:"),
    "CriteriaSet": ("criteria", ""),
    "Meeting": ("appraisal", "panel:"),
    "Agreement": ("criteria", "weighting:"),
    "WeightSheet": ("weights", ""),
    "Weighed": ("criteria", "  cost:"),
    "Measure": ("criteria", "  pace:"),
    "Gate": ("criteria", "  safe:"),
    "Scorer": ("member", ""),
    "Sitting": ("scores", ""),
    "Document": ("evidence", "  paper:"),
    "Claim": ("evidence", "  cheap:"),
    "Publications": ("evidence", ""),
}
"""Models whose keys people type, with the file and the line under which such a key is typed."""
FILES = {
    "appraisal": """kind: appraisal
version: 1
title: T
question: Which?
date: 2026-01-01
status: draft
criteria: criteria.yaml
panel:
  combine: mean
  sheets: {ann: member.yaml}
scores: scores.yaml
evidence: evidence.yaml
scope:
  in: [Care]
options:
  left:
    name: Left
    models: []
  right:
    name: Right
    models: []
recommendation:
  options: [left]
unknowns:
  staff:
    text: Who moves
equality:
  text: Screened
""",
    "criteria": """kind: criteria
version: 1
title: Set
weighting:
  method: swing
  sheets: {ann: weights.yaml}
criteria:
  cost:
    name: Cost
    scale: {0: Dear, 5: Cheap}
  pace:
    name: Pace
    scale: {0: Slow, 5: Fast}
gates:
  safe:
    name: Safe
    requires: {criterion: cost, at-least: 1}
shortlist: {top: 1}
""",
    "scores": """kind: scores
version: 1
by: Panel
date: 2026-01-01
scores:
  pace: {left: 2, right: 1}
""",
    "member": """kind: scores
version: 1
by: Ann
date: 2026-01-01
scores:
  cost: {left: 3, right: 4}
""",
    "weights": """kind: weights
version: 1
by: Ann
date: 2026-01-01
swings: {cost: 100, pace: 50}
""",
    "evidence": """kind: evidence
version: 1
documents:
  paper:
    title: Paper
claims:
  cheap:
    text: It is cheap
""",
}


@pytest.mark.slow
def test_a_key_that_is_added_to_any_model_is_read_and_stands_in_the_record(tmp_path: Path) -> None:
    """Each model gets a key of its own, which is typed once."""
    code = tmp_path / "code"
    copytree(ROOT / "appraise", code / "appraise")
    for kind in ("models", "criteria", "templates"):
        copytree(ROOT / kind, code / kind)
    models = code / "appraise" / "appraisal.py"
    text, files = models.read_text("utf-8"), {kind: lines.split("\n") for kind, lines in FILES.items()}
    for name, (kind, under) in MODELS.items():
        field = f"new_{name.lower()}"
        text, count = re.subn(
            rf"^(class {name}\(.*\n    \"\"\"(?:.|\n)*?\"\"\"\n)",
            rf"\1\n    {field}: Text | None = None\n",
            text,
            flags=re.M,
        )
        assert count == 1, name
        at = files[kind].index(under) + 1 if under else 2
        indent = len(under) - len(under.lstrip()) + 2 if under else 0
        files[kind].insert(at, f"{' ' * indent}new-{name.lower()}: typed in {name}")
    models.write_text(text, "utf-8")
    for kind, lines in files.items():
        (tmp_path / f"{kind}.yaml").write_text("\n".join(lines), "utf-8")
    command = [sys.executable, "-P", "-m", "appraise", "score", "-o", "run.json", "-q"]
    environment = os.environ | {"PYTHONPATH": str(code)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    record = (tmp_path / "run.json").read_text("utf-8")
    assert [name for name in MODELS if f'"typed in {name}"' not in record] == []
    command[4:] = ["verify", "run.json"]
    assert subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False).returncode == 0
    assert json.loads(record)["kind"] == "run"
