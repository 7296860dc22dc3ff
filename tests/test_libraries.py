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
    "BBC, Child services get first 'good' rating since 2013",
    "BBC, Cornwall children's services 'adequate' by Ofsted",
    "BBC, West Sussex children's services 'substantially improved'",
    "Best Value Authorities Staff Transfers (Pensions) Direction 2007",
    "Bevan Brittan, on SI 2014/2407, September 2014",
    "Birmingham Against the Cuts, A matter of trust!, 4 July 2016",
    "Birmingham Against the Cuts, Green light given for Children's Services Trust outsourcing proposals, 21 September",
    "Birmingham Children's Trust, ",
    "Birmingham City Council, Cabinet report on the proposed children's trust, version 8, 7 September 2016",
    "Burges Salmon, Community interest companies, an introductory guide",
    "CIC Regulator, guidance, 9 February 2024",
    "CIPFA, advisory note on council-owned companies, 16 January 2023",
    "Care Appointments, on the Isle of Wight and Hampshire",
    "Chamberlain Files, Social care trust's 'creative tension', 20 July 2016",
    "Charity Commission, letter in House of Commons Hansard, 17 March 2009",
    "Charity Tax Group note",
    "Children and Young People Now, ",
    "Children and Young Persons Act 2008 (Relevant Care Functions) (England) Regulations 2014, SI 2014/2407",
    "Children and Young Persons Act 2008, section 1",
    "Children and Young Persons Act 2008, section 2",
    "Co-operative and Community Benefit Societies Act 2014, section 2",
    "Co-operatives UK, Community Shares Handbook, ",
    "Communities and Local Government Committee, HC 112, December 2012",
    "Communities and Local Government Committee, HC 369, December 2017, paragraphs 83 and 84",
    "Community Care, ",
    "Community Interest Company Regulations 2005, regulation 4",
    "Companies (Audit, Investigations and Community Enterprise) Act 2004, section ",
    "Companies (Audit, Investigations and Community Enterprise) Act 2004, sections 54 to 55",
    "Company Law Club, Converting a company from one type to another",
    "Cornwall Council, 22 August 2024",
    "DCMS, Libraries alternative delivery models toolkit, Alternative delivery models explained, 28 March 2017",
    "DLUHC, Best value standards and intervention, 8 May 2024",
    "Doncaster Free Press, Doncaster children's services rated 'Good' following return to council control",
    "ESSU, options appraisals page",
    "Employment Rights Act 2025, section 32",
    "Equality Act 2010, section 149",
    "Exeter Observer, 16 May 2025",
    "Express and Star, 5 December 2025",
    "Freeths, Children's social care, alternative delivery models, 1 May 2018",
    "GOV.UK case study, Achieving for Children",
    "GOV.UK, Start a public service mutual, the process",
    "HMRC, Company Taxation Manual, CTM40855",
    "HMRC, Company Taxation Manual, CTM40860",
    "HMRC, VAT Government and Public Bodies manual, VATGPB7530",
    "HMRC, VAT Government and Public Bodies manual, VATGPB8225, on children's services trusts",
    "HMRC, VAT Notice 701/2, welfare services and goods, 1.4",
    "HMRC, partial exemption guidance, PE62250",
    "Harrogate Advertiser, 15 December 2022",
    "Health and Social Care (Wales) Act 2025, section 3",
    "Isle of Wight Council, 7 January 2019",
    "Isle of Wight County Press, Isle of Wight children's services future decided",
    "Kennet Care, Outsourced children's services return to council control",
    "Kidderminster Standard, January 2025",
    "Leeds City Council, Outstanding Ofsted three in a row, 12 August 2025",
    "Lilias Graham Trust v HMRC [2019] UKFTT 552 (TC)",
    "Lincolnite, 26 November 2021",
    "Local Government Act 1972, section 101",
    "Local Government Act 1999, section 3",
    "Local Government Chronicle, Birmingham rejects 'untested' mutual, January 2017",
    "Local Government Chronicle, Doncaster set to take ownership of children's trust, 2019",
    "Local Government Lawyer",
    "Local Government Pension Scheme Regulations 2013, ",
    "Local Partnerships, Local Authority Company Review Guidance",
    "LocalGov, 11 December 2019",
    "LocalGov, 17 January 2017",
    "Malvern Gazette, The two options put forward to save Worcestershire's failing children's services",
    "Ministry of Housing, Communities and Local Government, consultation on the pension scheme, 13 October 2025",
    "Mutual Ventures, Wearside leads the way, 6 April 2021",
    "Mutual Ventures, West Midlands Children's Services, 2019",
    "NHS Bodies and Local Authorities Partnership Arrangements Regulations 2000, as made, regulations 4 and 6",
    "NHS Bodies and Local Authorities Partnership Arrangements Regulations 2000, as made, regulations 8 and 9",
    "Nash v Barnet [2013] EWHC 1067 (Admin)",
    "National Health Service Act 2006, section 75",
    "North Yorkshire Council, Brimhams Active, termination of leisure operating agreement, October 2024",
    "North Yorkshire Council, leisure review",
    "North Yorkshire Executive, 9 January 2024",
    "OnTheWight, Positive Ofsted report for Isle of Wight Council",
    "Oxford Brookes IPC, Alternative delivery models in children's services",
    "PLVAT, welfare exemption bad news",
    "Parliamentary question 122430, 17 January 2018",
    "Procurement Act 2023, Schedule 2, paragraph 2, for procurements begun from 24 February 2025",
    "Procurement Act 2023, Schedule 2, paragraph 3, for procurements begun from 24 February 2025",
    "Procurement Act 2023, section 2",
    "Procurement Act 2023, section 33, for procurements begun from 24 February 2025",
    "Public Contracts (Scotland) Regulations 2015, regulation 13",
    "Reading Borough Council, ",
    "Richmond upon Thames, committee of 18 September 2025, in a summary",
    "Slough Borough Council, ",
    "Slough Children First, inspection of 2019",
    "Sunderland City Council, 'Outstanding' rating for children's services",
    "Sunderland Echo, 12 March 2025",
    "The MJ, Expert guidance on the future of council companies",
    "Times Series, Barnet council signals intention to end contract with Capita, 2022",
    "Transfer of Undertakings (Protection of Employment) Regulations 2006, ",
    "West Sussex County Council, Ofsted inspection of children's services",
    "WillisPalmer, Cornwall children's services rated as outstanding",
    "Worcester News, Two options, about December 2017",
    "Worcestershire County Council, Cabinet, alternative delivery model, March 2018",
    "Wright Hassall, on companies limited by guarantee and community interest companies",
    "gi-grimsby.co.uk, 4 September 2025",
    "socialcare.today, 11 December 2020",
)
"""What the models rest on, each cited in one form. A new source is added here, by somebody who has read it."""


READ = re.compile("(law and precedents as )?read on [0-9]+ [A-Z][a-z]+ 20[0-9][0-9](, some in older copies)?")
"""When somebody last looked, so that a reader knows how old the answer is."""


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
            known = known or READ.fullmatch(part)
            assert known, (fact, part)


def test_no_publication_is_listed_in_vain() -> None:
    sources = " ".join(source for model in MODELS for _, source in cited(model))
    assert [publication for publication in PUBLICATIONS if publication not in sources] == []


@pytest.mark.parametrize("model", MODELS)
def test_a_model_says_when_it_was_read_and_a_precedent_has_two_sides(model: str) -> None:
    found = read(ROOT / "models" / f"{model}.yaml")
    for source in (found["source"], *(each["source"] for each in found.get("precedents", {}).values())):
        assert READ.fullmatch(source.split("; ")[-1]), source
    for each in found.get("precedents", {}).values():
        assert "Best known" in each["outcome"], each
        assert "Worst known" in each["outcome"], each


DUTIES = (
    "Transfer of Undertakings",
    "Local Government Pension Scheme Regulations",
    "Local Government Act 1999, section 3",
)


@pytest.mark.parametrize("model", MODELS)
def test_every_model_says_what_becomes_of_staff_pensions_and_best_value(model: str) -> None:
    sources = " ".join(source for _, source in cited(model))
    assert [duty for duty in DUTIES if duty not in sources] == []


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
