"""What people look up: why an option is where it is, what the library holds, what an error means."""

import json
import os
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from appraise import evaluate, load, read_run
from appraise.cli import app
from tests.conftest import ROOT, SMALLEST
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
    said = printed("explain", option, folder, "--full")
    for name, criterion in run.inputs.criteria.items():
        cell = run.options[option].cells[name]
        explained = re.search(rf"^- {re.escape(criterion.name)}: .*", said, re.MULTILINE)
        assert explained
        score, weight = re.findall(r"(?:[Ss]core|Weight) [^\[]*\[([a-z./-]+:[0-9]+)\]", explained[0])
        assert _line(folder, weight) == f"weight: {criterion.weight}"
        if cell.from_ == "sheet":
            alone = _line(folder, score) == f"score: {cell.score}"
            assert alone or _line(folder, score).startswith(f"{option}: {cell.score}")
            assert _line(folder, score, after=-alone).startswith(option)
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
    said = printed("explain", "wholly-owned-company", BIRMINGHAM, "--full")
    assert "12 + 16 + 8 + 12 + 12 + 10 + 9 = 79 points, out of 100." in said
    assert 12 + 16 + 8 + 12 + 12 + 10 + 9 == 79
    assert "It ranks 1 of the five options that no gate excludes." in said
    assert "Value (4 - 0) ÷ (5 - 0) x 100 = 80." in said


def test_a_record_explains_itself_with_the_lines_it_holds() -> None:
    said = printed("explain", "charity", BIRMINGHAM / "run.json", "--full")
    run = read_run(BIRMINGHAM / "run.json")
    lines = (BIRMINGHAM / "run.json").read_text("utf-8").splitlines()
    found = re.search(r"- Scope: .*?Score ([0-9.]+) \[run\.json:([0-9]+)\]", said)
    assert found
    assert found[1] == str(run.options["charity"].cells["scope"].score)
    assert lines[int(found[2]) - 2].strip() == '"scope": {'
    assert lines[int(found[2]) - 1].strip() == f'"score": {found[1]},'


def test_a_criterion_a_gate_a_group_and_what_is_not_counted(folder: Any) -> None:
    inputs = load(BIRMINGHAM)
    names = {key: each.name for kind in (inputs.criteria, inputs.groups) for key, each in kind.items()}
    names |= {key: gate.name for key, gate in inputs.gates.items()}
    for name, called_ in names.items():
        said = printed("explain", name, BIRMINGHAM)
        assert said.splitlines()[0].endswith(called_)
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
    assert "Score £1.5m [scores.yaml:7]. Value (1.5 - 6) ÷ (0 - 6) x 100 = 75." in said
    assert "its own are 60 [criteria.yaml:7]. 75 x 50% = 37.5." in said
    assert "Value 80, on the straight line from 100 at 4 to 60 at 5." in said
    assert "37.5 + 40 = 77.5 points, out of 100." in said
    assert "The score is not known [scores.yaml:8]. The value may be anything from 0 to 100." in printed(
        "explain", "right", where
    )


def test_a_name_that_nothing_has() -> None:
    done = called("explain", "charty", BIRMINGHAM)
    assert (done.exit_code, done.stdout) == (2, "")
    assert 'error[unknown-name]: nothing here is called "charty"' in done.stderr
    assert 'fix: write "charity"' in done.stderr


def test_a_code_that_nothing_has_where_there_is_no_appraisal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = called("explain", "unknown-criterio")
    assert done.exit_code == 2
    told = '"unknown-criterio" is the code of no error and of no finding, and there is no appraisal.yaml here'
    assert f"error[unknown-name]: {told}" in done.stderr
    assert 'fix: write "unknown-criterion", or name the appraisal too' in done.stderr


@pytest.mark.parametrize("code", sorted(set(codes())))
def test_every_code_is_explained_even_where_there_is_no_appraisal(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = printed("explain", code)
    assert said.startswith(f"{code}: ")
    assert "\n\nWhat to do: " in said


def test_an_id_goes_before_a_code_and_a_code_before_nothing(folder: Any) -> None:
    where = folder()
    assert printed("explain", "missing-score", where).startswith("missing-score: An option has no score")
    for name in ("appraisal", "scores"):
        file = where / f"{name}.yaml"
        file.write_text(file.read_text("utf-8").replace("left:", "group:"), "utf-8")
    assert printed("explain", "group", where).splitlines()[0] == "Left"
    (where / "scores.yaml").unlink()
    assert printed("explain", "no-file", where).startswith("no-file: ")
    assert called("explain", "left", where).exit_code == 2


def test_verdicts_and_levels_are_where_they_were_written(folder: Any) -> None:
    gates = "gates:\n  safe: {name: Safe, requires: judgement}\n"
    gates += "  free: {name: Free, requires: {characteristic: independence, at-least: shared}}\n"
    verdicts = "verdicts:\n  safe:\n    left:\n      verdict: pass\n    right: {verdict: fail}\n"
    level = "    characteristics:\n      independence:\n        level: full\n"
    left = "    name: Left\n    models: []\n"
    where = folder(
        criteria=SMALLEST["criteria"] + gates,
        appraisal=SMALLEST["appraisal"].replace(left, left + level) + verdicts,
    )
    lines = (where / "appraisal.yaml").read_text("utf-8").splitlines()
    for option, wanted in (("left", {"verdict: pass", "level: full"}), ("right", {"right: {verdict: fail}"})):
        places = re.findall(r"\[appraisal\.yaml:([0-9]+)\]", printed("explain", option, where))
        assert wanted <= {lines[int(number) - 1].strip() for number in places}


def test_a_characteristic_of_ones_own_takes_nothing_from_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("models").mkdir()
    before = printed("library", "childrens-trust")
    Path("models/characteristics.yaml").write_text(OWN_CHARACTERISTICS, "utf-8")
    listed = printed("library")
    for name in ("independence", "profit", "library-card", "in-house", "childrens-trust"):
        assert re.search(rf"^{name} ", listed, re.MULTILINE), name
    assert "Whose word counts?" in printed("library", "independence")
    assert "Ends the council's direction" in printed("library", "independence")
    told = before.replace("The council directs it.", "The council's.")
    assert told.count("The council's.") == before.count("The council's.") + 1
    assert printed("library", "childrens-trust") == told, "every level of the library's rule, none of ours"
    assert re.search("[Oo]perational", printed("library", "wholly-owned-company"))
    assert called("score", ROOT / "criteria" / "childrens-trust.yaml").exit_code == 0


OWN_CHARACTERISTICS = """\
kind: characteristics
version: 1
characteristics:
  library-card:
    name: Library card
    question: Is one card enough?
    levels:
      no: No
      yes: Yes
  independence:
    name: Independence
    question: Whose word counts?
    levels:
      none: The council's
      apart: Ends the council's direction
"""


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
    written = yaml.safe_load((tmp_path / "new" / "criteria.yaml").read_text("utf-8"))
    shipped = yaml.safe_load((ROOT / "criteria" / f"{name}.yaml").read_text("utf-8"))
    assert {**written, "weighting": None} == {**shipped, "weighting": None}
    assert written["weighting"]["method"] == shipped["weighting"]["method"]
    assert written["weighting"]["by"].startswith("Replace:")
    own = called("init", tmp_path / "again", "--from", tmp_path / "new" / "criteria.yaml", "-q")
    assert own.exit_code == 0
    assert load(tmp_path / "again").criteria == run.inputs.criteria


def test_what_members_said_of_weights_comes_with_a_set_that_names_it(tmp_path: Path) -> None:
    panelled = ROOT / "examples" / "school-meals"
    assert called("init", tmp_path / "new", "--from", panelled / "criteria.yaml", "-q").exit_code == 0
    assert load(tmp_path / "new").weighting == load(panelled).weighting
    shutil.copytree(panelled, tmp_path / "sets")
    (tmp_path / "sets" / "weights").rename(tmp_path / "weights")
    criteria = tmp_path / "sets" / "criteria.yaml"
    criteria.write_text(criteria.read_text("utf-8").replace("weights/", "../weights/"), "utf-8")
    refused = called("init", tmp_path / "other", "--from", criteria, "-q")
    assert refused.exit_code == 2
    assert not (tmp_path / "other").exists()


def test_options_to_begin_from(tmp_path: Path) -> None:
    chosen = ("init", tmp_path / "new", "--from", "leisure-review", "-q", "--options")
    done = called(*chosen, "charty, village-hub")
    assert done.exit_code == 2
    assert 'error[unknown-model]: the library has no model "charty"' in done.stderr
    assert 'fix: write "charity"' in done.stderr
    assert not (tmp_path / "new").exists()
    assert called("init", tmp_path / "new", "--options", " , ").exit_code == 2
    (tmp_path / "new" / "models").mkdir(parents=True)
    model = "kind: model\nversion: 1\nname: The village hub\n"
    (tmp_path / "new" / "models" / "village-hub.yaml").write_text(model, "utf-8")
    assert called(*chosen, "charity, village-hub,charity").exit_code == 0
    run = evaluate(load(tmp_path / "new"))
    assert [option.name for option in run.inputs.options.values()] == ["Charity", "The village hub"]
    assert not any(option.comparator for option in run.inputs.options.values())
    assert called("init", tmp_path / "one", *chosen[2:], "charity,in-house").exit_code == 0
    assert [each for each, option in load(tmp_path / "one").options.items() if option.comparator] == ["in-house"]


@pytest.mark.parametrize(
    "more", [(), ("--from", "leisure-review"), ("--from", "leisure-review", "--options", "charity")]
)
def test_a_new_appraisal_names_every_key_it_does_not_use(more: tuple[str, ...], tmp_path: Path) -> None:
    assert called("init", tmp_path / "new", "-q", *more).exit_code == 0
    text = (tmp_path / "new" / "appraisal.yaml").read_text("utf-8")
    used = list(yaml.safe_load(text))
    named = " ".join(text[text.index("# More keys:") :].replace("# ", "").split())
    unused = named.removeprefix("More keys: ").partition(". ")[0].split(", ")
    known = json.loads(printed("schema", "appraisal"))["properties"]
    assert sorted([*used, *unused]) == sorted(known)
    assert text.endswith("shows each.\n")


def test_a_set_that_is_not_there_begins_nothing(tmp_path: Path) -> None:
    done = called("init", tmp_path / "new", "--from", "leisure")
    assert done.exit_code == 2
    assert 'fix: write "leisure-review"' in done.stderr
    assert not (tmp_path / "new").exists()


OWN = """\
kind: characteristics
version: 1
characteristics:
  speed:
    name: Speed
    question: How soon could it run?
    levels:
      late: In years
      soon: In months
"""
SET = """\
kind: criteria
version: 1
title: A set of one's own
scale:
  0: No
  5: Yes
criteria:
  speed:
    name: Speed
    weight: 10
    rate-from:
      characteristic: speed
      scores: {late: 0, soon: 5}
  reach:
    name: Reach
    weight: 0
shortlist: {top: 1}
"""


@pytest.fixture
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {"models/characteristics": OWN, "criteria/own": SET}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_appraisal_begun_from_a_set_of_ones_own_brings_its_characteristics(own_library: Path) -> None:
    assert called("init", "new", "--from", "own", "-q").exit_code == 0
    assert (own_library / "new" / "models" / "characteristics.yaml").read_text("utf-8").endswith(OWN)
    assert " findings: " in printed("check", "new")
    assert called("init", "again", "--from", "new/criteria.yaml", "-q").exit_code == 0
    assert (own_library / "again" / "criteria.yaml").read_text("utf-8").count("yaml-language-server") == 1
    assert called("init", "shipped", "--from", "green-book-csf", "-q").exit_code == 0
    assert not (own_library / "shipped" / "models").exists()


MINE = """\
# Agreed at the workshop; do not touch.
kind: criteria
version: 1
title: "Ours"          # a working title
source: 'The panel''s own'
weighting:
  by: The panel        # all seven
  date: 2026-03-02
  reason: |
    Swing weighting in two rounds.

    The second was unanimous.
scale: {0: No, 5: Yes}

criteria:
  speed: {name: Speed, weight: 12.50}
  # Cost counts twice as much, see the minutes.
  cost:
    weight: 25.0
    name: Cost
    rate-from:
      characteristic: independence
      scores: {none: 0, shared: 2.0, operational: 3, full: 5}
gates:
  free: {name: Free, requires: {characteristic: independence, at-least: none}, source: Minutes}
shortlist: {at-least: 40}
"""


@pytest.mark.parametrize(
    "text",
    [
        MINE,
        MINE.replace("weighting:\n  by: The panel        # all seven\n  date: 2026-03-02\n", "weighting: {by: A}\nx"),
        "# yaml-language-server: $schema=else.json\n" + MINE,
        SET.replace("shortlist", "weighting: {by: Panel, date: 2026-11}\nshortlist"),
        SET,
    ],
    ids=["block", "flow", "a schema", "flow, of a set in the folder", "none"],
)
@pytest.mark.parametrize("name", ["criteria/own.yaml", "own"], ids=["by path", "by id"])
def test_a_set_that_people_wrote_is_taken_as_it_is(text: str, name: str, own_library: Path) -> None:
    """Their weights and who agreed them, and every comment, quote and nought."""
    text = re.sub(r"\nx  reason: [|]\n.*\n\n.*\n", "\n", text)
    (own_library / "criteria" / "own.yaml").write_text(text, "utf-8")
    assert called("init", "new", "--from", name, "-q").exit_code == 0
    first, _, rest = (own_library / "new" / "criteria.yaml").read_text("utf-8").partition("\n")
    assert first == "# yaml-language-server: $schema=appraise.schema.json"
    assert rest == text.removeprefix("# yaml-language-server: $schema=else.json\n")
    assert "weights-after-scores" not in printed("check", "new"), "the sheet is not dated before the weights"
    again = called("init", "new", "--from", name)
    assert (again.exit_code, "all is there already" in again.stderr) == (0, True)


def test_a_copy_of_a_shipped_set_is_ones_own(own_library: Path) -> None:
    shipped = ROOT / "criteria" / "leisure-review.yaml"
    (own_library / "mine.yaml").write_text(shipped.read_text("utf-8"), "utf-8")
    for name, path in (("copy", "mine.yaml"), ("itself", os.path.relpath(shipped))):
        assert called("init", name, "--from", path, "-q").exit_code == 0
    weighting = {
        name: yaml.safe_load((own_library / name / "criteria.yaml").read_text("utf-8"))["weighting"]
        for name in ("copy", "itself")
    }
    assert weighting["copy"] == yaml.safe_load(shipped.read_text("utf-8"))["weighting"]
    assert weighting["itself"]["by"] == "Replace: who agreed the weights"


def test_a_folder_is_no_set_to_begin_from(own_library: Path) -> None:
    done = called("init", "new", "--from", "criteria")
    assert done.exit_code == 2
    assert '"criteria" is a folder, and no criteria set' in done.stderr
    assert "name the criteria file in it" in done.stderr


def test_a_set_whose_weights_say_nothing_begins_nothing(own_library: Path) -> None:
    (own_library / "criteria" / "own.yaml").write_text(SET.replace("weight: 10", "weight: 0"), "utf-8")
    done = called("init", "new", "--from", "own")
    assert (done.exit_code, "criteria/own.yaml" in done.stderr) == (2, True)
    assert not (own_library / "new").exists()


def test_an_entry_is_shown_whatever_is_wrong_with_its_neighbours(own_library: Path) -> None:
    (own_library / "criteria" / "draft.yaml").write_text("kind: criteria\n", "utf-8")
    assert "Charity" in printed("library", "charity")
    assert "In months" in printed("library", "own")
    done = called("library", "draft")
    assert (done.exit_code, "criteria/draft.yaml" in done.stderr) == (2, True)


def test_a_record_outlives_files_that_can_no_longer_be_read(tmp_path: Path) -> None:
    assert called("init", tmp_path / "new", "-q").exit_code == 0
    record = tmp_path / "new" / "run.json"
    assert called("score", tmp_path / "new", "-o", record, "-q").exit_code == 0
    (tmp_path / "new" / "scores.yaml").write_bytes(b"\xff")
    done = called("explain", "pace", record)
    assert done.exit_code == 0
    assert "note: scores.yaml has changed" in done.stderr


def test_what_a_record_holds_nowhere_has_no_place(tmp_path: Path) -> None:
    assert called("init", tmp_path / "new", "--from", "green-book-csf", "-q").exit_code == 0
    record = tmp_path / "new" / "run.json"
    assert called("score", tmp_path / "new", "-o", record, "-q").exit_code == 0
    said = printed("explain", "in-house", record)
    assert "Weight 20%. With the weight" in said
    assert re.search(r"The score is not known \[run\.json:[0-9]+\]\.", said)


def test_a_schema_is_written_over_unasked(tmp_path: Path) -> None:
    for _ in range(2):
        assert called("schema", "-o", tmp_path / "appraise.schema.json", "-q").exit_code == 0


def test_a_name_that_no_folder_can_have(tmp_path: Path) -> None:
    done = called("init", tmp_path / ("a" * 300))
    assert done.exit_code == 2
    assert "error[not-written]" in done.stderr
    assert "standard output" not in done.stderr


def test_models_that_do_not_fit_ones_own_levels_begin_nothing(own_library: Path) -> None:
    own = OWN.replace("  speed:", "  independence:")
    (own_library / "models" / "characteristics.yaml").write_text(own, "utf-8")
    (own_library / "criteria" / "own.yaml").write_text(
        SET.replace("characteristic: speed", "characteristic: independence"), "utf-8"
    )
    done = called("init", "new", "--from", "own")
    assert (done.exit_code, "error[unknown-level]" in done.stderr) == (2, True)
    assert not (own_library / "new").exists()


def test_an_appraisal_may_begin_beside_the_set_and_its_characteristics(own_library: Path) -> None:
    assert called("init", ".", "--from", "own", "-q").exit_code == 0
    assert " findings: " in printed("check", ".")
    assert (own_library / "models" / "characteristics.yaml").read_text("utf-8") == OWN


def test_options_are_named_or_left_to_the_tool(tmp_path: Path) -> None:
    assert called("init", tmp_path / "new", "--from", "green-book-csf", "--options", ",").exit_code == 2
    chosen = called("init", tmp_path / "new", "--from", "green-book-csf", "--options", "charity, in-house", "-q")
    assert chosen.exit_code == 0
    run = evaluate(load(tmp_path / "new"))
    assert {name: option.comparator for name, option in run.inputs.options.items()} == {
        "charity": False,
        "in-house": True,
    }


def test_a_name_is_explained_as_all_that_it_stands_for(folder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A criterion that has the name of a code, in the folder of its appraisal and from elsewhere."""
    where = folder(
        criteria=SMALLEST["criteria"].replace("  pace:", "  range:"),
        scores=SMALLEST["scores"].replace("  pace:", "  range:"),
    )
    elsewhere = printed("explain", "range", where)
    monkeypatch.chdir(where)
    for said in (elsewhere, printed("explain", "range")):
        assert said.startswith("Criterion: Pace\n")
        assert "\n\nrange: " in said


def test_a_text_left_over_from_the_template_is_seen_however_it_is_written(folder: Any) -> None:
    scores = SMALLEST["scores"].replace("left: 2", "left:\n      score: 2\n      reason: >-\n        Replace: why\n")
    where = folder(scores=scores)
    said = printed("check", where)
    assert f"1 place still holds what the template says, in {where.as_posix()}/scores.yaml:9." in said
