"""Every file of the shipped library loads, says where its facts come from, and scores."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from appraise import evaluate, load
from appraise.files import library
from tests.conftest import ROOT

MODELS = sorted(path.stem for path in (ROOT / "models").glob("*.yaml") if path.stem != "characteristics")
SETS = sorted((ROOT / "criteria").glob("*.yaml"))


@pytest.mark.parametrize("model", MODELS)
def test_every_fact_of_a_model_has_a_source(model: str) -> None:
    read: dict[str, Any] = yaml.safe_load((ROOT / "models" / f"{model}.yaml").read_text("utf-8"))
    assert read["source"]
    for kind in ("characteristics", "evolves-to", "precedents"):
        for name, fact in read.get(kind, {}).items():
            assert fact.get("source"), (kind, name)
    for said in (*read.get("advantages", []), *read.get("risks", [])):
        assert said.rstrip(".").endswith(")"), f"no source in brackets: {said}"


def test_vat_is_never_decided_by_form() -> None:
    """Only the council itself is a body that the law names; for every other the supply decides."""
    for model in MODELS:
        read = yaml.safe_load((ROOT / "models" / f"{model}.yaml").read_text("utf-8"))
        assert (read["characteristics"]["vat-recovery"]["level"] == "unknown") == (model != "in-house")


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_criteria_set_runs_alone(path: Path) -> None:
    run = evaluate(load(path))
    assert list(run.options) == MODELS
    assert run.inputs.criteria_set.source
    assert all(criterion.rate_from for criterion in run.inputs.criteria.values())
    assert sum(run.shares[name] for name in run.inputs.criteria) == pytest.approx(1)
    for criterion in run.inputs.criteria.values():
        assert all(criterion.scale.values()) if criterion.scale else criterion.unit


def test_the_childrens_trust_set_ranks_the_library_and_leaves_gates_open() -> None:
    run = evaluate(load(ROOT / "criteria" / "childrens-trust.yaml"))
    assert run.options["in-house"].because.gate == ("independence",)
    assert run.options["private-provider"].because.gate == ("not-for-profit",)
    assert "wholly-owned-company" in run.shortlist.options
    assert run.shortlist.subject_to["wholly-owned-company"] == ("vat-recovery", "legal-powers")
    assert {judged.verdict for result in run.options.values() if (judged := result.verdicts["legal-powers"])} == {
        "unknown"
    }


def test_the_library_is_found_installed_and_editable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert library.folder("models").is_dir()
    inside = tmp_path / "appraise"
    (inside / "_shipped" / "models").mkdir(parents=True)
    monkeypatch.setattr(library, "_PACKAGE", inside)
    assert library.folder("models") == inside / "_shipped" / "models"
    (tmp_path / "criteria").mkdir()
    assert library.folder("criteria") == tmp_path / "criteria"
