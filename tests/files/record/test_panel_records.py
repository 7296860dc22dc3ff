"""Records with panels: read as they were written and evaluated to the same, or refused; and a record from before there
were panels."""

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from appraise import AppraisalError, evaluate, load, read_run
from tests.conftest import call
from tests.files.record.test_read import Keys, signed
from tests.panel_files import FILES
from tests.second_scorer import differences
from tests.test_fuzz import edit

Folder = Callable[..., Path]


@pytest.fixture
def record(folder: Folder) -> Path:
    where = folder(**FILES)
    (where / "run.json").write_text(evaluate(load(where)).to_json(), "utf-8", newline="\n")
    return where / "run.json"


def test_the_law_of_a_record_with_a_panel(record: Path) -> None:
    """It is read as it was written, gives the same appraisal, and is worked out again to the byte."""
    text, loaded = record.read_text("utf-8"), load(record.parent)
    run = read_run(record)
    assert run.to_json() == text
    assert run.appraisal() == loaded
    assert evaluate(run.appraisal()) == run
    assert evaluate(loaded).to_json() == text
    assert differences(text) == []
    assert call("verify", record).exit_code == 0


def test_a_record_keeps_what_everybody_gave(record: Path) -> None:
    kept = json.loads(record.read_text("utf-8"))
    assert kept["panel"]["combine"] == "mean"
    assert kept["panel"]["sheets"]["ann"]["scores"]["cost"]["right"] == {"score": 3, "range": [2, 4]}
    assert kept["panel"]["sheets"]["ann"]["scores"]["pace"]["left"] == {"score": "unknown"}
    assert kept["weighting"]["sheets"]["ben"]["swings"] == {"cost": 100, "pace": 80}
    moderated = kept["options"]["right"]["scores"]["pace"]
    assert (moderated["score"], moderated["combined"]) == (2, 1)
    assert moderated["reason"] == "Agreed when the panel met"


SHEET: Keys = ("panel", "sheets", "ann", "scores")
SAID: Keys = ("weighting", "sheets", "ann")
CELL: Keys = ("options", "left", "scores", "cost")
ANALYSIS: Keys = ("analyses", "panel")
MISFITS: list[tuple[Keys, Any]] = [
    ((*SHEET, "cost", "left"), {"score": 9}),
    ((*SHEET, "cost", "left"), {"score": "high"}),
    ((*SHEET, "cost", "right", "range"), [4, 2]),
    ((*SHEET, "cost", "right", "range"), [0, 2]),
    ((*SHEET, "speed"), {"left": {"score": 1}}),
    ((*SHEET, "cost", "nobody"), {"score": 1}),
    (SHEET, []),
    (("panel", "sheets", "ann", "by"), None),
    (("panel", "sheets", "ann"), {}),
    (("panel", "sheets"), {}),
    (("panel", "sheets"), None),
    (("panel", "combine"), "mode"),
    (("panel", "combine"), None),
    (("panel",), None),
    ((*SAID, "swings"), {"cost": 100}),
    ((*SAID, "swings"), {"cost": 100, "pace": 50, "speed": 1}),
    ((*SAID, "swings"), {"outer": 100, "pace": 50}),
    ((*SAID, "swings"), {"cost": 0, "pace": 0}),
    ((*SAID, "swings"), {"cost": 50, "pace": -50}),
    ((*SAID, "swings"), {}),
    ((*SAID, "swings"), ["cost", "pace"]),
    ((*SAID, "swings", "cost"), "most"),
    ((*SAID, "order"), [["cost"], ["speed"]]),
    (("weighting", "method"), "rank-order"),
    (("weighting", "method"), "guess"),
    (("weighting", "sheets"), {}),
    ((*CELL, "from"), "sheet"),
    ((*CELL, "from"), "rule"),
    ((*CELL, "from"), "nobody"),
    ((*CELL, "score"), 4.5),
    ((*CELL, "combined"), 2.5),
    (("options", "right", "scores", "pace", "combined"), None),
    (ANALYSIS, None),
    ((*ANALYSIS, "own"), {}),
    ((*ANALYSIS, "without"), {}),
    ((*ANALYSIS, "without", "cat"), {}),
    ((*ANALYSIS, "without", "ann", "result", "leaders"), ["nobody"]),
    ((*ANALYSIS, "without", "ann", "before-moderation"), None),
    ((*ANALYSIS, "before-moderation"), None),
    ((*ANALYSIS, "own", "ann", "totals"), {}),
    ((*ANALYSIS, "own", "ann", "shares"), {"speed": 1}),
    ((*ANALYSIS, "own", "ann", "shares"), {"cost": 1}),
    ((*ANALYSIS, "why-not"), "too-large"),
    ((*ANALYSIS, "own", "ann", "abstained"), -1),
    ((*ANALYSIS, "cells", 0, "camps"), [["ann"]]),
    ((*ANALYSIS, "cells", 0, "abstained"), ["cat"]),
    ((*ANALYSIS, "cells", 0, "option"), "nobody"),
    ((*ANALYSIS, "cells", 0, "criterion"), "outer"),
]


def with_change(data: Any, path: Keys, value: Any) -> Any:
    data = copy.deepcopy(data)
    inside = data
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return data


@pytest.mark.parametrize(("path", "value"), MISFITS, ids=[f"{path[-1]}={value}"[:40] for path, value in MISFITS])
def test_what_no_record_can_hold_is_refused_though_its_fingerprint_fits(record: Path, path: Keys, value: Any) -> None:
    data = json.loads(record.read_text("utf-8"))
    record.write_text(signed(with_change(data, path, value)), "utf-8")
    with pytest.raises(AppraisalError) as caught:
        read_run(record)
    (problem,) = caught.value.problems
    assert problem.code == "not-a-record"
    assert problem.place is not None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*SHEET, "cost", "left", "score"), 1),
        ((*SHEET, "cost"), {}),
        ((*SAID, "swings", "pace"), 51),
        (("panel", "combine"), "median"),
        ((*CELL, "score"), 2.4),
        (("options", "right", "scores", "pace", "combined"), 2),
        ((*ANALYSIS, "cells"), []),
        ((*ANALYSIS, "own", "ann", "abstained"), 3),
    ],
    ids=str,
)
def test_a_figure_that_was_changed_does_not_hold(record: Path, path: Keys, value: Any) -> None:
    """It is such a record as there could be, and is not what comes of its inputs."""
    data = json.loads(record.read_text("utf-8"))
    changed = with_change(data, path, value)
    changed["options"]["left"]["characteristics"] = {}
    if path[-1] == "combine":  # of two the median is the mean
        changed["panel"]["sheets"]["cat"] = changed["panel"]["sheets"]["ann"]
    record.write_text(signed(changed), "utf-8")
    assert call("verify", record).exit_code != 0


def test_anything_in_a_record_with_a_panel_is_read_or_refused(record: Path) -> None:
    """What is read can be evaluated again; what cannot is told with its place."""
    data, chance = json.loads(record.read_text("utf-8")), random.Random(5)
    came = {"read": 0, "refused": 0}
    for _ in range(400):
        changed = copy.deepcopy(data)
        part = chance.choice([changed["panel"], changed["weighting"], changed["analyses"]["panel"], changed["options"]])
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


@pytest.mark.parametrize("said", [{"from": "panel"}, {"combined": 3}, {"from": "panel", "combined": 3}], ids=str)
def test_a_record_without_a_panel_has_no_scores_from_one(folder: Folder, said: dict[str, Any]) -> None:
    where = folder()
    data = json.loads(evaluate(load(where), brief=True).to_json())
    data["options"]["left"]["scores"]["cost"] |= said
    (where / "run.json").write_text(signed(data), "utf-8")
    with pytest.raises(AppraisalError):
        read_run(where / "run.json")


@pytest.mark.parametrize("combine", ["mean", "median"])
def test_scores_with_more_places_than_a_record_keeps(folder: Folder, combine: str) -> None:
    """What is combined is rounded to 6 places and may then lie just outside what it was combined from, or the scale."""
    for low, high, ends in (("0.0000001", "0.0000002", ""), ("0.1234564", "0.1234564", ", range: [0.1234564, 0.5]")):
        files = dict(FILES)
        for name, score in (("panel_ann", low), ("panel_ben", high)):
            given = f"left: {{score: {score}{ends}}}" if ends else f"left: {score}"
            files[name] = files[name].replace("    left: 2", f"    {given}").replace("    left: 3", f"    {given}")
        files["appraisal"] = files["appraisal"].replace("mean", combine)
        files["criteria"] = files["criteria"].replace("  0: No", f"  {low}: No")
        files["criteria"] = files["criteria"].replace("at-least: 1", f"at-least: {high}")
        where = folder(**files)
        run = evaluate(load(where))
        (where / "run.json").write_text(run.to_json(), "utf-8", newline="\n")
        assert read_run(where / "run.json") == run
        assert evaluate(read_run(where / "run.json").appraisal()) == run


def test_a_record_from_before_there_were_panels() -> None:
    """It was written by the version before. It is read, and what it comes to now has one key more."""
    file = Path(__file__).with_name("before_panels.json")
    before, now = json.loads(file.read_text("utf-8")), json.loads(evaluate(read_run(file).appraisal()).to_json())
    added = now["analyses"]["sensitivity"].pop("rank-order")
    assert added == {"leaders": ["left"], "shortlist": ["left"], "undetermined": []}
    del before["fingerprint"], now["fingerprint"]
    assert now == before
    assert json.dumps(now) == json.dumps(before)
