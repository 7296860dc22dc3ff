"""Every file of the shipped library loads, says where its facts come from, and scores."""

import re
from collections.abc import Iterator
from datetime import datetime
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
    "Birmingham Against the Cuts, "
    "Green light given for Children's Services Trust outsourcing proposals, 21 September 2016",
    "Birmingham Children's Trust, 17 January 2019 and 17 April 2023",
    "Burges Salmon, Community interest companies, an introductory guide",
    "CIC Regulator, guidance, 9 February 2024",
    "CIPFA, advisory note on council-owned companies, 16 January 2023",
    "Care Appointments, on the Isle of Wight and Hampshire",
    "Chamberlain Files, Social care trust's 'creative tension', 20 July 2016",
    "Charity Commission, letter in House of Commons Hansard, 17 March 2009",
    "Charity Tax Group note",
    "Children and Young People Now, 19 January 2018, 19 April 2022 and 26 July 2022",
    "Children and Young People Now, 25 November 2016",
    "Children and Young People Now, 25 November 2016 and 16 January 2017",
    "Children and Young People Now, 26 July 2022",
    "Children and Young People Now, 3 April 2022",
    "Children and Young People Now, Ofsted uplifts Birmingham children's services rating",
    "Children and Young People Now, Worcestershire children's services rating improves",
    "Communities and Local Government Committee, HC 112, December 2012",
    "Communities and Local Government Committee, HC 369, December 2017, paragraphs 83 and 84",
    "Community Care, 13 October 2015",
    "Community Care, 17 January 2017",
    "Community Care, 20 August 2021",
    "Community Care, 20 December 2019 and 24 February 2020",
    "Community Care, 22 January 2024",
    "Community Care, 22 January 2024 and October 2024",
    "Community Care, 24 September 2024",
    "Community Care, 27 November 2015 and 13 April 2022",
    "Community Care, Council could give ownership of children's services to social workers, 16 September 2016",
    "Company Law Club, Converting a company from one type to another",
    "Cornwall Council, 22 August 2024",
    "DCMS, Libraries alternative delivery models toolkit, Alternative delivery models explained, 28 March 2017",
    "DLUHC, Best value standards and intervention, 8 May 2024",
    "Doncaster Free Press, Doncaster children's services rated 'Good' following return to council control",
    "ESSU, options appraisals page",
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
    "Isle of Wight Council, 7 January 2019",
    "Isle of Wight County Press, Isle of Wight children's services future decided",
    "Kennet Care, Outsourced children's services return to council control",
    "Kidderminster Standard, January 2025",
    "Leeds City Council, Outstanding Ofsted three in a row, 12 August 2025",
    "Lilias Graham Trust v HMRC [2019] UKFTT 552 (TC) and [2021] UKUT 36 (TCC)",
    "Lincolnite, 26 November 2021",
    "Local Government Chronicle, Birmingham rejects 'untested' mutual, January 2017",
    "Local Government Chronicle, Doncaster set to take ownership of children's trust, 2019",
    "Local Government Lawyer, Birmingham set to pursue community interest company, January 2017",
    "Local Government Lawyer, Local authority control of charities, what are the limits",
    "Local Partnerships, Local Authority Company Review Guidance",
    "LocalGov, 11 December 2019",
    "LocalGov, 17 January 2017",
    "Malvern Gazette, The two options put forward to save Worcestershire's failing children's services",
    "Ministry of Housing, Communities and Local Government, consultation on the pension scheme, 13 October 2025",
    "Mutual Ventures, Wearside leads the way, 6 April 2021",
    "Nash v Barnet [2013] EWHC 1067 (Admin)",
    "North Yorkshire Executive, 9 January 2024",
    "OnTheWight, Positive Ofsted report for Isle of Wight Council",
    "Oxford Brookes IPC, Alternative delivery models in children's services",
    "PLVAT, welfare exemption bad news",
    "Parliamentary question 122430, 17 January 2018",
    "Reading Borough Council, Council agrees to bring children's services back in-house",
    "Reading Borough Council, Reading children's services moves back in-house, 1 October 2025",
    "Reading Borough Council, Reading's children's services no longer inadequate, 28 October 2019",
    "Reading Borough Council, agenda item on the inspection of children's services",
    "Richmond upon Thames, committee of 18 September 2025, in a summary",
    "Slough Borough Council, Future delivery model for Slough children's services",
    "Slough Borough Council, Ofsted report published for children's services in Slough",
    "Slough Children First, inspection of 2019",
    "Sunderland City Council, 'Outstanding' rating for children's services",
    "Sunderland Echo, 12 March 2025",
    "Times Series, Barnet council signals intention to end contract with Capita, 2022",
    "West Sussex County Council, Ofsted inspection of children's services",
    "WillisPalmer, Cornwall children's services rated as outstanding",
    "Worcester News, Two options, about December 2017",
    "Worcestershire County Council, Cabinet, alternative delivery model, March 2018",
    "Wright Hassall, on companies limited by guarantee and community interest companies",
    "gi-grimsby.co.uk, 4 September 2025",
    "socialcare.today, 11 December 2020",
)
"""What the models rest on, each cited in one form. A new source is added here, by somebody who has read it."""
WITH_PLACES = (
    "Birmingham Against the Cuts, A matter of trust!, 4 July 2016",
    "Birmingham City Council, Cabinet report on the proposed children's trust, version 8, 7 September 2016",
    "Children and Young Persons Act 2008",
    "Children and Young Persons Act 2008 (Relevant Care Functions) (England) Regulations 2014, SI 2014/2407",
    "Co-operative and Community Benefit Societies Act 2014",
    "Co-operatives UK, Community Shares Handbook",
    "Community Interest Company Regulations 2005",
    "Companies (Audit, Investigations and Community Enterprise) Act 2004",
    "Employment Rights Act 2025",
    "Equality Act 2010",
    "Health and Social Care (Wales) Act 2025",
    "Local Government Act 1972",
    "Local Government Act 1999",
    "Local Government Pension Scheme Regulations 2013",
    "NHS Bodies and Local Authorities Partnership Arrangements Regulations 2000, as made",
    "National Health Service Act 2006",
    "Procurement Act 2023",
    "Public Contracts (Scotland) Regulations 2015",
    "Transfer of Undertakings (Protection of Employment) Regulations 2006",
)
"""Laws and long reports, which a place may follow."""


READ = re.compile("(?:law and precedents as )?read on ([0-9]+ [A-Z][a-z]+ 20[0-9]{2})(?:, some in older copies)?")
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


def known(part: str) -> bool:
    """Whether one part of a source is the definition, the date it was read, or a listed publication. Words that end
    with "in" may stand before it, and after a law or a long report a place."""
    if read_on := READ.fullmatch(part):
        datetime.strptime(read_on[1], "%d %B %Y")
        return True
    listed = [f"(?:^| in ){re.escape(publication)}$" for publication in PUBLICATIONS]
    listed += [f"(?:^| in ){re.escape(work)}(?:$|, [a-zA-Z0-9])" for work in WITH_PLACES]
    return part.lower() == DEFINITION or any(re.search(each, part) for each in listed)


@pytest.mark.parametrize("model", MODELS)
def test_every_fact_of_a_model_rests_on_a_known_publication_or_on_what_the_model_is(model: str) -> None:
    for fact, source in cited(model):
        unknown = [part for part in source.split("; ") if not known(part)]
        assert unknown == [], f"of {fact!r}: not in the lists above"


def test_a_publication_that_nobody_read_is_not_known() -> None:
    unknown = (
        "Community Care, 1 April 1066",
        "Reading Borough Council, a page nobody read",
        "Local Government Act 19991",
        "A Council, 2026",
    )
    assert [part for part in unknown if known(part)] == []


def test_no_publication_is_listed_in_vain() -> None:
    sources = " ".join(source for model in MODELS for _, source in cited(model))
    assert [publication for publication in (*PUBLICATIONS, *WITH_PLACES) if publication not in sources] == []


@pytest.mark.parametrize("model", MODELS)
def test_a_model_says_when_it_was_read_and_a_precedent_has_two_sides(model: str) -> None:
    """So that a reader knows how old the law is, and is shown no place by its best or its worst year alone."""
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
    "Equality Act 2010, section 149",
)


@pytest.mark.parametrize("model", MODELS)
def test_every_model_cites_the_law_on_staff_pensions_best_value_and_equality(model: str) -> None:
    """Reviewers ask of every option what becomes of these, so none may be silent."""
    found = read(ROOT / "models" / f"{model}.yaml")
    said = " ".join((*found["advantages"], *found["risks"]))
    assert [duty for duty in DUTIES if duty not in said] == []


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
