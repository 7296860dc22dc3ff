"""The key `follows`: the record of the stage before, read whole or refused at the key that names it."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from appraise import AppraisalError, Problem, evaluate, load, read_run
from appraise.appraisal import Before
from appraise.cli.common import sources
from appraise.files.library.library import file_state
from tests.conftest import SMALLEST

Folder = Callable[..., Path]
NEXT = SMALLEST["appraisal"].replace("status: draft\n", "status: draft\nfollows: stage-1.json\n")
ONE, OTHER = "    name: Left\n", "    name: Right\n"


@pytest.fixture
def where(folder: Folder) -> Path:
    """Left has 2 x 60% and 4 x 40% of 5, so 56, and Right 44: the first of two is shortlisted."""
    here = folder()
    (here / "stage-1.json").write_text(evaluate(load(here)).to_json(), "utf-8", newline="\n")
    return folder(appraisal=NEXT.replace(OTHER, OTHER + "    reason: Asked for again\n"))


def problems(where: Path) -> tuple[Problem, ...]:
    with pytest.raises(AppraisalError) as caught:
        load(where)
    return tuple(caught.value.problems)


def test_the_stage_before_is_told_by_its_record(where: Path) -> None:
    before = load(where).follows
    assert before is not None
    assert (before.title, before.gateway, before.date) == ("Smallest", None, "2026-01-01")
    assert before.fingerprint == read_run(where / "stage-1.json").fingerprint()
    assert before.options == {
        "left": Before("Left", "shortlisted", 1, 56),  # type: ignore[arg-type]
        "right": Before("Right", "not-shortlisted", 2, 44),  # type: ignore[arg-type]
    }


def test_a_record_holds_the_stage_before_and_reads_back(where: Path) -> None:
    run = evaluate(load(where))
    (where / "run.json").write_text(run.to_json(), "utf-8", newline="\n")
    assert read_run(where / "run.json") == run
    assert evaluate(run.appraisal()) == run
    assert '"status": "draft",\n  "follows": {\n    "title": "Smallest",' in run.to_json()


def test_the_record_is_one_of_the_files_and_it_shows_when_it_has_changed(where: Path) -> None:
    run = evaluate(load(where))
    named = {file.path: file.sha256 for file in run.inputs.files}
    record = where / "stage-1.json"
    assert named["stage-1.json"] == hashlib.sha256(record.read_bytes()).hexdigest()
    assert {file_state(file, where) for file in run.inputs.files} == {"unchanged"}
    assert record in sources(where, run)
    record.write_text(record.read_text("utf-8").replace("Smallest", "Changed"), "utf-8", newline="\n")
    assert [file.path for file in run.inputs.files if file_state(file, where) == "changed"] == ["stage-1.json"]


def test_a_record_that_was_changed_is_refused_where_it_is_named(where: Path) -> None:
    record = where / "stage-1.json"
    record.write_text(record.read_text("utf-8").replace('"rank": 2', '"rank": 1'), "utf-8", newline="\n")
    (problem,) = problems(where)
    assert problem.code == "follows"
    assert problem.place is not None
    assert (problem.place.line, problem.place.text) == (7, "follows: stage-1.json")
    assert problem.what.startswith('"stage-1.json" cannot be followed: the record is not as it was written')
    assert "from git" in problem.fix


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("scores.yaml", "follows"),
        ("stage-0.json", "no-file"),
        ("models", "no-file"),
        ("/stage-1.json", "no-file"),
        ("C:stage-1.json", "no-file"),
        ("stage-1", "no-file"),
    ],
)
def test_what_is_no_record_is_refused(where: Path, name: str, code: str) -> None:
    file = where / "appraisal.yaml"
    file.write_text(file.read_text("utf-8").replace("stage-1.json", f'"{name}"'), "utf-8")
    (problem,) = problems(where)
    assert (problem.code, problem.place and problem.place.line) == (code, 7)
    assert "follows.yaml" not in problem.fix


def test_what_else_is_wrong_is_told_at_the_same_time(where: Path) -> None:
    file = where / "appraisal.yaml"
    file.write_text(file.read_text("utf-8").replace("stage-1", "stage-0").replace("scores.yaml", "none.yaml"), "utf-8")
    assert [problem.code for problem in problems(where)] == ["no-file", "no-file"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda text: text.replace("    reason: Asked for again\n", ""), [("right", "was not shortlisted")]),
        (lambda text: text.replace("left:", "centre:"), [("centre", "is new since the stage before")]),
        (lambda text: text.replace("criteria: c", "comparator: centre\ncriteria: c").replace("left:", "centre:"), []),
        (lambda text: text.replace(ONE, ONE + "    reason: Why\n"), []),
    ],
)
def test_an_option_not_shortlisted_then_needs_a_reason(
    where: Path, change: Callable[[str], str], found: list[tuple[str, str]]
) -> None:
    """The comparator, and what was shortlisted, need none."""
    for name in ("appraisal", "scores"):
        file = where / f"{name}.yaml"
        text = file.read_text("utf-8")
        file.write_text(change(text) if name == "appraisal" else _renamed(text, change), "utf-8")
    if not found:
        assert load(where).follows is not None
        return
    told = problems(where)
    assert [problem.code for problem in told] == ["new-option"] * len(found)
    for problem, (option, why) in zip(told, found, strict=True):
        assert problem.what.startswith(f'"{option}" {why}')
        assert problem.fix.endswith("shortlisted then: left")


def _renamed(scores: str, change: Callable[[str], str]) -> str:
    return scores.replace("left:", "centre:") if "centre:" in change("left:") else scores
