"""What people look up: why an option is where it is, what the library holds, what an error means."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from appraise import evaluate, load, read_run
from appraise.cli import app
from tests.conftest import ROOT
from tests.test_problems import codes

SIGNS = {ord("\N{MULTIPLICATION SIGN}"): "x", ord("\N{MINUS SIGN}"): "-"}
BIRMINGHAM = ROOT / "examples" / "birmingham-2016"
EXAMPLES = [BIRMINGHAM, ROOT / "examples" / "leisure"]
OPTIONS = [(folder, option) for folder in EXAMPLES for option in load(folder).options]


def called(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], env={"COLUMNS": "10000"})


def printed(*arguments: object) -> str:
    done = called(*arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.translate(SIGNS)


@pytest.mark.parametrize(("folder", "option"), OPTIONS, ids=lambda value: getattr(value, "name", value))
def test_every_number_of_an_option_is_on_the_line_that_is_named(folder: Path, option: str) -> None:
    run = evaluate(load(folder))
    said = printed("explain", option, folder)
    for name, criterion in run.inputs.criteria.items():
        cell = run.options[option].cells[name]
        explained = re.search(rf"^- {re.escape(criterion.name)}: .*", said, re.MULTILINE)
        assert explained
        score, weight = re.findall(r"(?:[Ss]core|Weight) [^\[]*\[([a-z./-]+:[0-9]+)\]", explained[0])
        assert _line(folder, weight) == f"weight: {criterion.weight}"
        if cell.from_ == "sheet":
            assert _line(folder, score).startswith(option)
            assert f"score: {cell.score}" in (_line(folder, score, after=1), _line(folder, score))
        if cell.value is not None:
            value, share, points = re.findall(r"([0-9.]+) x ([0-9.]+)% = ([0-9.]+)\.", explained[0])[0]
            assert Decimal(value) * Decimal(share) / 100 == Decimal(points)
    for place in re.findall(r"\[([a-z:./-]+:[0-9]+)\]", said):
        assert _line(folder, place), place


def _line(folder: Path, place: str, after: int = 0) -> str:
    name, number = place.rsplit(":", 1)
    file = ROOT / name.removeprefix("library:") if name.startswith("library:") else folder / name
    return file.read_text("utf-8").splitlines()[int(number) - 1 + after].strip()


def test_the_points_that_are_explained_add_up_to_the_total() -> None:
    said = printed("explain", "wholly-owned-company", BIRMINGHAM)
    assert "12 + 16 + 8 + 12 + 12 + 10 + 9 = 79 points, out of 100." in said
    assert 12 + 16 + 8 + 12 + 12 + 10 + 9 == 79
    assert "It ranks 1 of the five options that no gate excludes." in said
    assert "Value (4 - 0) ÷ (5 - 0) x 100 = 80." in said


def test_a_record_explains_itself_with_the_lines_it_holds() -> None:
    said = printed("explain", "charity", BIRMINGHAM / "run.json")
    run = read_run(BIRMINGHAM / "run.json")
    lines = (BIRMINGHAM / "run.json").read_text("utf-8").splitlines()
    found = re.search(r"- Scope: .*?Score ([0-9.]+) \[run\.json:([0-9]+)\]", said)
    assert found
    assert found[1] == str(run.options["charity"].cells["scope"].score)
    assert lines[int(found[2]) - 1].strip() == '"scope": {'


def test_a_criterion_a_gate_a_group_and_what_is_not_counted(folder: Any) -> None:
    inputs = load(BIRMINGHAM)
    names = {key: each.name for kind in (inputs.criteria, inputs.groups) for key, each in kind.items()}
    names |= {key: gate.name for key, gate in inputs.gates.items()}
    for name, called_ in names.items():
        said = printed("explain", name, BIRMINGHAM)
        assert called_ in said.splitlines()
        for option in inputs.options.values():
            assert option.name in said
    alone = printed("explain", "affordability", ROOT / "criteria" / "childrens-trust.yaml")
    assert "It does not count here, as it has no rule to score by." in alone


def test_values_between_points_are_explained(folder: Any) -> None:
    criteria = """\
kind: criteria
version: 1
title: One
criteria:
  cost:
    name: Cost
    weight: 60
    unit: GBP m
    worst: 6
    best: 0
  pace:
    name: Pace
    weight: 60
    scale:
      0: No
      5: Yes
    values:
      0: 0
      4: 100
      5: 60
shortlist: {top: 1}
"""
    scores = """\
kind: scores
version: 1
by: Panel
date: 2026-01-01
scores:
  cost:
    left: 1.5
    right: unknown
  pace:
    left: 4.5
    right: 1
"""
    where = folder(criteria=criteria, scores=scores)
    said = printed("explain", "left", where)
    assert "Score 1.5 GBP m [scores.yaml:7]. Value (1.5 - 6) ÷ (0 - 6) x 100 = 75." in said
    assert "Weight 50%, given as 60 [criteria.yaml:7]. 75 x 50% = 37.5." in said
    assert "Value 80, on the straight line from 100 at 4 to 60 at 5." in said
    assert "37.5 + 40.0 = 77.5 points, out of 100." in said
    assert "The score is not known [scores.yaml:8]. Value anything from 0 to 100." in printed("explain", "right", where)


def test_a_name_that_nothing_has() -> None:
    done = called("explain", "charty", BIRMINGHAM)
    assert (done.exit_code, done.stdout) == (2, "")
    assert 'error[unknown-name]: nothing here is called "charty"' in done.stderr
    assert 'fix: write "charity"' in done.stderr


def test_a_code_that_nothing_has_where_there_is_no_appraisal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = called("explain", "unknown-criterio")
    assert done.exit_code == 2
    assert (
        'error[unknown-name]: "unknown-criterio" is the code of no error, and there is no appraisal.yaml' in done.stderr
    )
    assert 'fix: write "unknown-criterion", or name the appraisal too' in done.stderr


@pytest.mark.parametrize("code", sorted(set(codes())))
def test_every_code_is_explained_even_where_there_is_no_appraisal(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = printed("explain", code)
    assert said.startswith(f"{code}: ")
    assert "\n\nWhat to do: " in said


def test_the_library_lists_everything_by_id() -> None:
    said = printed("library")
    for file in [*(ROOT / "models").glob("*.yaml"), *(ROOT / "criteria").glob("*.yaml")]:
        assert file.stem == "characteristics" or re.search(rf"^{file.stem} ", said, re.MULTILINE), file.stem


@pytest.mark.parametrize("file", sorted((ROOT / "models").glob("*.yaml")), ids=lambda file: file.stem)
def test_an_entry_shows_every_text_of_its_file(file: Path) -> None:
    found = yaml.safe_load(file.read_text("utf-8"))
    for name in [file.stem] if "name" in found else found["characteristics"]:
        said = " ".join(printed("library", name).split())
        for text in _texts(found if "name" in found else found["characteristics"][name]):
            assert " ".join(text.split()).rstrip(".") in said, text


@pytest.mark.parametrize("file", sorted((ROOT / "criteria").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_criteria_set_shows_every_criterion_gate_and_descriptor(file: Path) -> None:
    found = yaml.safe_load(file.read_text("utf-8"))
    said = " ".join(printed("library", file.stem).split())
    for key in ("source", "scale", "criteria", "gates"):
        for text in _texts(found.get(key, {})):
            assert " ".join(text.split()).rstrip(".") in said, text


def _texts(found: Any) -> list[str]:
    """What people wrote in a part of a file, but for ids of things."""
    if isinstance(found, str):
        return [found]
    left_out = ("kind", "requires", "characteristic")
    inside = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    return [text for key, each in inside if key not in left_out for text in _texts(each)]


def test_an_entry_that_is_not_there() -> None:
    done = called("library", "leisure")
    assert (done.exit_code, done.stdout) == (2, "")
    assert 'error[unknown-entry]: the library has no "leisure"' in done.stderr
    assert 'fix: write "leisure-review"' in done.stderr


@pytest.mark.parametrize("name", sorted(file.stem for file in (ROOT / "criteria").glob("*.yaml")))
def test_an_appraisal_begun_from_a_set_scores_and_asks_for_all_that_no_rule_gives(name: str, tmp_path: Path) -> None:
    assert called("init", tmp_path / "new", "--from", name, "-q").exit_code == 0
    run = evaluate(load(tmp_path / "new"))
    assert list(run.options) == ["in-house", "in-house-transformed", "wholly-owned-company"]
    for result in run.options.values():
        for criterion, cell in result.cells.items():
            ruled = run.inputs.criteria[criterion].rate_from is not None
            assert (cell.from_, ruled or cell.score == "unknown") == ("rule" if ruled else "sheet", True)
    written = (tmp_path / "new" / "criteria.yaml").read_text("utf-8")
    assert written.endswith((ROOT / "criteria" / f"{name}.yaml").read_text("utf-8"))
    own = called("init", tmp_path / "again", "--from", tmp_path / "new" / "criteria.yaml", "-q")
    assert own.exit_code == 0
    assert load(tmp_path / "again").criteria == run.inputs.criteria


def test_a_set_that_is_not_there_begins_nothing(tmp_path: Path) -> None:
    done = called("init", tmp_path / "new", "--from", "leisure")
    assert done.exit_code == 2
    assert 'fix: write "leisure-review"' in done.stderr
    assert not (tmp_path / "new").exists()
