"""Every file of the shipped library loads, says where its facts come from, and scores."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from appraise import evaluate, load
from appraise.files.library import library
from tests.conftest import ROOT

MODELS = sorted(path.stem for path in (ROOT / "models").glob("*.yaml") if path.stem != "characteristics")
SETS = sorted((ROOT / "criteria").glob("*.yaml"))


DEFINITION = "by the definition of this model"
PUBLICATIONS = (
    "11KBW",
    "BBC, December 2024",
    "Bevan Brittan, on SI 2014/2407, September 2014",
    "Birmingham Against the Cuts, A matter of trust!, 4 July 2016",
    "Birmingham Against the Cuts, Green light given for Children's Services Trust outsourcing proposals, 21 September",
    "Birmingham City Council, Cabinet report on the proposed children's trust, version 8, 7 September 2016",
    "Birmingham Updates and Local Government Lawyer, January 2017",
    "Burges Salmon, Community interest companies, an introductory guide",
    "CIC Regulator, Information pack, 2016",
    "CIC Regulator, guidance, 9 February 2024",
    "Chamberlain Files, Social care trust's 'creative tension', 20 July 2016",
    "Charity Tax Group note",
    "Children and Young People Now, ",
    "Children and Young Persons Act 2008, section 1",
    "Committee Room, legal structures compared, 2026",
    "Communities and Local Government Committee, HC 369, December 2017, paragraphs 83 and 84",
    "Community Care, ",
    "DCMS, Libraries alternative delivery models toolkit, Alternative delivery models explained, 28 March 2017",
    "DHSC and Care England, on section 75, 2023",
    "ESSU, options appraisals page",
    "GOV.UK case study, Achieving for Children",
    "GOV.UK, Start a public service mutual, the process",
    "HMRC, Business Income Manual, BIM24710",
    "HMRC, Company Taxation Manual, CTM40855",
    "HMRC, VAT Government and Public Bodies manual, VATGPB7530",
    "HMRC, VAT Government and Public Bodies manual, VATGPB8225, on children's services trusts",
    "Health and Social Care (Wales) Act 2025, section 3",
    "ITV, 11 December 2020",
    "KG Accountants, 2023",
    "Lilias Graham Trust v HMRC [2019] UKFTT 552 (TC)",
    "Local Government Chronicle, Birmingham rejects 'untested' mutual, January 2017",
    "Local Government Chronicle, Doncaster set to take ownership of children's trust, 2019",
    "Local Government Lawyer",
    "Local Government Lawyer and LocalGov Executive, Sunderland, 2017",
    "Local Partnerships, Local Authority Company Review Guidance",
    "LocalGov, 17 January 2017",
    "Mutual Ventures, West Midlands Children's Services, 2019",
    "Nash v Barnet [2013] EWHC 1067 (Admin)",
    "North Yorkshire Council, leisure review",
    "North Yorkshire Executive, 9 January 2024",
    "Oxford Brookes IPC, Alternative delivery models in children's services",
    "PLVAT, welfare exemption bad news",
    "Parliamentary question 122430, 17 January 2018",
    "Procurement Act 2023, Schedule 2, for procurements begun from 24 February 2025",
    "Procurement Act 2023, section 33, for procurements begun from 24 February 2025",
    "Public Contracts Regulations 2015, regulation 12, for procurements begun before 24 February 2025",
    "Reading Borough Council, Policy Committee minutes",
    "Social Work Today, 19 April 2023",
    "Worcester News, Two options, about December 2017",
    "Wright Hassall, on companies limited by guarantee and community interest companies",
)
"""What the models rest on, each cited in one form. A new source is added here, by somebody who has read it."""


def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def cited(model: str) -> Iterator[tuple[str, str]]:
    """Every fact of a model with what it rests on."""
    found = read(ROOT / "models" / f"{model}.yaml")
    yield "summary", found["source"]
    for kind in ("characteristics", "evolves-to", "precedents"):
        for name, fact in found.get(kind, {}).items():
            yield f"{kind} {name}", fact["source"]
    for said in (*found.get("advantages", []), *found.get("risks", [])):
        brackets = re.search(r" \(((?:[^()]|\([^()]*\))*)\)\.?$", said)
        assert brackets, f"no source in brackets: {said}"
        yield said, brackets[1]


@pytest.mark.parametrize("model", MODELS)
def test_every_fact_of_a_model_rests_on_a_known_publication_or_on_what_the_model_is(model: str) -> None:
    for fact, source in cited(model):
        for part in source.split("; "):
            known = any(publication in part for publication in PUBLICATIONS) or part.lower() == DEFINITION
            assert known, (fact, part)


def test_no_publication_is_listed_in_vain() -> None:
    sources = " ".join(source for model in MODELS for _, source in cited(model))
    assert [publication for publication in PUBLICATIONS if publication not in sources] == []


def test_every_model_says_something_of_every_characteristic() -> None:
    """So that a rule or a gate of a new appraisal never meets silence: what is not known says so, and why."""
    known = read(ROOT / "models" / "characteristics.yaml")["characteristics"]
    for model in MODELS:
        stated = read(ROOT / "models" / f"{model}.yaml")["characteristics"]
        assert list(stated) == list(known), model
        assert all(level["reason"] for level in stated.values()), model


def test_vat_is_never_decided_by_form() -> None:
    """Only the council itself is a body that the law names; for every other the supply decides."""
    for model in MODELS:
        level = read(ROOT / "models" / f"{model}.yaml")["characteristics"]["vat-recovery"]["level"]
        assert (level == "unknown") == (model not in ("in-house", "in-house-transformed")), model


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_criteria_set_runs_alone_over_the_library(path: Path) -> None:
    run = evaluate(load(path))
    assert list(run.options) == MODELS
    assert run.inputs.criteria_set.source
    assert all(criterion.rate_from for criterion in run.inputs.criteria.values())
    assert sum(run.shares[name] for name in run.inputs.criteria) == pytest.approx(1)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_criterion_asks_and_describes_each_level_or_has_a_measure(path: Path) -> None:
    found = read(path)
    leaves = list(criteria(found["criteria"]))
    assert 5 <= len(leaves) <= 12
    for name, criterion in leaves:
        scale = criterion.get("scale", found.get("scale"))
        assert "?" in criterion["question"], name
        assert "unit" in criterion or (scale and all(scale.values())), name
    assert all(gate["reason"] and gate["source"] for gate in found.get("gates", {}).values())
    assert found["weighting"]["by"] == "The appraise toolkit"
    assert "starting point" in found["weighting"]["reason"]


@pytest.mark.parametrize("path", [*sorted((ROOT / "models").glob("*.yaml")), *SETS], ids=lambda path: path.stem)
def test_every_text_is_fit_to_print_under_a_councils_name(path: Path) -> None:
    """A reader takes "this library" for a public one, and is not the one who has something to check or to record."""
    text = " ".join(path.read_text("utf-8").split())
    assert re.findall(r"[Tt]his library|library of this|(?:sources|papers) read\b|\bAn own\b", text) == []
    assert re.findall(r"[.:] (?:Ask|Check|Name|Read|Record|Replace|Say|See) [^.]*\.", text) == []


def criteria(nodes: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, node in nodes.items():
        if "criteria" in node:
            yield from criteria(node["criteria"])
        else:
            yield name, node


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
    assert library.shipped_folder("models").is_dir()
    inside = tmp_path / "appraise"
    (inside / "_shipped" / "models").mkdir(parents=True)
    monkeypatch.setattr(library, "_PACKAGE", inside)
    assert library.shipped_folder("models") == inside / "_shipped" / "models"
    (tmp_path / "criteria").mkdir()
    assert library.shipped_folder("criteria") == tmp_path / "criteria"
