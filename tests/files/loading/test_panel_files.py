"""Sheets of members: read, or refused with the file and the line; never a traceback, whatever stands in them."""

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from appraise import AppraisalError, Problem, evaluate, load
from appraise.appraisal import Score
from tests.panel_files import FILES, SHEET, WEIGHTS

Folder = Callable[..., Path]
Change = tuple[str, str, str]
"""A file, a text in it and what stands there instead; the whole file where the text is empty."""


def changed(*changes: Change) -> dict[str, str]:
    files = dict(FILES)
    for name, old, new in changes:
        assert old in files.get(name, ""), (name, old)
        files[name] = files[name].replace(old, new, 1) if old else new
    return files


def problems(where: Path) -> list[tuple[str, int]]:
    """Where the problems are of what cannot be read: file and line."""
    with pytest.raises(AppraisalError) as caught:
        load(where)
    found = []
    for problem in caught.value.problems:
        assert problem.place is not None, problem
        found.append((Path(problem.place.file).relative_to(where).as_posix(), problem.place.line))
    return found


def test_what_members_gave_is_read(folder: Folder) -> None:
    read = load(folder(**FILES))
    assert read.panel is not None
    assert read.panel.combine == "mean"
    assert read.panel.sheets["ann"].by == "Ann"
    assert read.panel.sheets["ann"].scores["cost"]["right"] == Score(Decimal(3), (Decimal(2), Decimal(4)))
    assert read.panel.sheets["ben"].scores["pace"]["left"].score == 4
    assert read.weighting.sheets["ben"].swings == {"cost": 100, "pace": 80}
    assert [file.path for file in read.files if not file.path.startswith("library:")] == [
        "appraisal.yaml",
        "criteria.yaml",
        "panel/ann.yaml",
        "panel/ben.yaml",
        "scores.yaml",
        "weights/ann.yaml",
        "weights/ben.yaml",
    ]
    run = evaluate(read)
    assert run.options["left"].cells["cost"].score == Decimal("2.5")
    assert run.options["left"].cells["pace"].score == 4
    moderated = run.options["right"].cells["pace"]
    assert (moderated.score, moderated.combined, moderated.reason) == (2, 1, "Agreed when the panel met")


NO_SCORES = (
    "scores:\n  cost:\n    left: 2\n    right: {score: 3, range: [2, 4]}\n  pace:\n    left: unknown\n    right: 1\n"
)
SWINGS = "swings:\n  cost: 100\n  pace: 50\n"
BOTH = "    ann: panel/ann.yaml\n    ben: panel/ben.yaml\n"
REFUSED: dict[str, tuple[list[Change], tuple[str, int]]] = {
    "an empty file": ([("panel_ann", "", "")], ("panel/ann.yaml", 1)),
    "no sheets": ([("appraisal", BOTH, "")], ("appraisal.yaml", 10)),
    "an empty mapping": ([("appraisal", "sheets:\n" + BOTH, "sheets: {}\n")], ("appraisal.yaml", 10)),
    "a list of sheets": ([("appraisal", BOTH, "    - panel/ann.yaml\n")], ("appraisal.yaml", 10)),
    "a text for sheets": ([("appraisal", "sheets:\n" + BOTH, "sheets: ann.yaml\n")], ("appraisal.yaml", 10)),
    "no file": ([("appraisal", "ann: panel/ann.yaml", "ann:")], ("appraisal.yaml", 11)),
    "a number for a file": ([("appraisal", "ann: panel/ann.yaml", "ann: 3")], ("appraisal.yaml", 11)),
    "a mapping for a file": ([("appraisal", "ann: panel/ann.yaml", "ann: {a: b}")], ("appraisal.yaml", 11)),
    "a text for a panel": (
        [("appraisal", "panel:\n  combine: mean\n  sheets:\n" + BOTH, "panel: all\n")],
        ("appraisal.yaml", 8),
    ),
    "nothing for a panel": (
        [("appraisal", "panel:\n  combine: mean\n  sheets:\n" + BOTH, "panel:\n")],
        ("appraisal.yaml", 8),
    ),
    "no way to combine": ([("appraisal", "  combine: mean\n", "")], ("appraisal.yaml", 8)),
    "another way to combine": ([("appraisal", "mean", "mode")], ("appraisal.yaml", 9)),
    "an id that is none": ([("appraisal", "ann:", "Ann Shah:")], ("appraisal.yaml", 11)),
    "an id twice": ([("appraisal", "ben:", "ann:")], ("appraisal.yaml", 12)),
    "the appraisal itself": ([("appraisal", "panel/ann.yaml", "appraisal.yaml")], ("appraisal.yaml", 1)),
    "the criteria": ([("appraisal", "panel/ann.yaml", "criteria.yaml")], ("criteria.yaml", 1)),
    "weights for scores": ([("appraisal", "panel/ann.yaml", "weights/ann.yaml")], ("weights/ann.yaml", 1)),
    "scores for weights": ([("criteria", "weights/ann.yaml", "panel/ann.yaml")], ("panel/ann.yaml", 1)),
    "criteria for weights": ([("criteria", "weights/ann.yaml", "criteria.yaml")], ("criteria.yaml", 1)),
    "a file that is not there": ([("appraisal", "panel/ann.yaml", "panel/cat.yaml")], ("appraisal.yaml", 11)),
    "weights that are not there": ([("criteria", "weights/ann.yaml", "weights/cat.yaml")], ("criteria.yaml", 10)),
    "a folder": ([("appraisal", "panel/ann.yaml", "panel")], ("appraisal.yaml", 11)),
    "a path of one computer": ([("appraisal", "panel/ann.yaml", "/x/ann.yaml")], ("appraisal.yaml", 11)),
    "an unknown criterion": ([("panel_ann", "  pace:", "  speed:")], ("panel/ann.yaml", 9)),
    "a group that is scored": ([("panel_ann", "  pace:", "  outer:")], ("panel/ann.yaml", 9)),
    "an unknown option": ([("panel_ann", "    left: 2", "    lift: 2")], ("panel/ann.yaml", 7)),
    "a score off the scale": ([("panel_ann", "    left: 2", "    left: 6")], ("panel/ann.yaml", 7)),
    "a range off the scale": ([("panel_ann", "[2, 4]", "[2, 6]")], ("panel/ann.yaml", 8)),
    "members in a member's sheet": (
        [("panel_ann", "scores:", "members:\n  cat: Finance\nscores:")],
        ("panel/ann.yaml", 5),
    ),
    "dissent in a member's sheet": (
        [("panel_ann", "scores:", "dissent:\n  - by: Ann\n    about: {criterion: pace}\n    weight: 3\nscores:")],
        ("panel/ann.yaml", 5),
    ),
    "members beside a panel": ([("scores", "scores:", "members:\n  cat: Finance\nscores:")], ("scores.yaml", 5)),
    "another name in weights": ([("weights_ann", "by: Ann", "by: Anne")], ("weights/ann.yaml", 3)),
    "a name that two have": (
        [("panel_ben", "by: Ben", "by: Ann"), ("weights_ben", "by: Ben", "by: Ann")],
        ("panel/ben.yaml", 3),
    ),
    "a swing of a group": ([("weights_ann", "  cost:", "  outer:")], ("weights/ann.yaml", 6)),
    "a swing of nothing known": ([("weights_ann", "  cost:", "  speed:")], ("weights/ann.yaml", 6)),
    "a swing left out": ([("weights_ann", "  pace: 50\n", "")], ("weights/ann.yaml", 5)),
    "swings of 0": ([("weights_ann", "100", "0"), ("weights_ann", "50", "0")], ("weights/ann.yaml", 5)),
    "a largest swing of 90": ([("weights_ann", "100", "90")], ("weights/ann.yaml", 5)),
    "a swing of 101": ([("weights_ann", "100", "101")], ("weights/ann.yaml", 6)),
    "a swing below 0": ([("weights_ann", "50", "-1")], ("weights/ann.yaml", 7)),
    "an unknown swing": ([("weights_ann", "50", "unknown")], ("weights/ann.yaml", 7)),
    "swings without anything": ([("weights_ann", SWINGS, "swings: {}\n")], ("weights/ann.yaml", 5)),
    "no swings": ([("weights_ann", SWINGS, "")], ("weights/ann.yaml", 1)),
    "a list of swings": ([("weights_ann", SWINGS, "swings: [cost, pace]\n")], ("weights/ann.yaml", 5)),
    "an order beside swings": ([("weights_ann", "swings:", "order: [cost, pace]\nswings:")], ("weights/ann.yaml", 5)),
    "sheets with direct weights": ([("criteria", "method: swing", "method: direct")], ("criteria.yaml", 9)),
    "an unknown method": ([("criteria", "method: swing", "method: guess")], ("criteria.yaml", 8)),
    "a weight beside swings": (
        [("criteria", "    name: Pace\n", "    name: Pace\n    weight: 3\n")],
        ("criteria.yaml", 20),
    ),
    "agreed swings without a reason": (
        [("criteria", "  sheets:", "  swings: {cost: 100, pace: 1}\n  sheets:")],
        ("criteria.yaml", 9),
    ),
}
ORDERS: dict[str, int | None] = {
    "order: [cost, pace]\n": None,
    "order: [[cost, pace]]\n": None,
    "order:\n  - - cost\n    - pace\n": None,
    "order: []\n": 5,
    "order:\n": 5,
    "order: cost\n": 5,
    "order: [cost]\n": 5,
    "order: [cost, cost, pace]\n": 5,
    "order: [[cost, cost], pace]\n": 5,
    "order: [cost, [pace, cost]]\n": 5,
    "order: [cost, speed]\n": 5,
    "order: [outer, pace]\n": 5,
    "order: [[cost, [pace]]]\n": 5,
    "order: [[[cost]], pace]\n": 5,
    "order: [[], cost, pace]\n": 5,
    "order: {cost: 1, pace: 2}\n": 5,
    "order: [1, 2]\n": 5,
    "order: [{cost: 1}, pace]\n": 5,
    "order:\n  - cost\n  -\n": 7,
    "swings: {cost: 100, pace: 3}\n": 5,
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_fault_is_told_with_its_file_and_line(folder: Folder, kind: str) -> None:
    changes, place = REFUSED[kind]
    assert place in problems(folder(**changed(*changes)))


@pytest.mark.parametrize("said", ORDERS)
@pytest.mark.parametrize("method", ["rank-order", "rank-sum"])
def test_an_order_has_each_criterion_once(folder: Folder, method: str, said: str) -> None:
    where = folder(
        **changed(
            ("criteria", "method: swing", f"method: {method}"),
            ("weights_ann", SWINGS, said),
            ("weights_ben", "swings:\n  cost: 100\n  pace: 80\n", "order: [pace, cost]\n"),
        )
    )
    line = ORDERS[said]
    if line is None:
        assert evaluate(load(where), brief=True).shares["pace"] > 0
    else:
        assert ("weights/ann.yaml", line) in problems(where)


def test_one_file_for_two_members_is_refused(folder: Folder) -> None:
    assert problems(folder(**changed(("appraisal", "panel/ben.yaml", "panel/ann.yaml"))))
    assert problems(folder(**changed(("criteria", "weights/ben.yaml", "weights/ann.yaml"))))


@pytest.mark.parametrize("name", ["panel/ann.yaml", "weights/ann.yaml"])
def test_a_sheet_that_is_a_link(folder: Folder, name: str) -> None:
    """To a file of another kind, out of the folder, round in a circle, or to the sheet of another member."""
    where = folder(**FILES)
    link, kept = where / name, (where / name).read_text("utf-8")
    outside = where.parent / "outside.yaml"
    outside.write_text("A line that is no sheet\n", "utf-8")
    for target in (outside, Path("ann.yaml"), Path("ben.yaml"), where / "appraisal.yaml"):
        link.unlink()
        link.symlink_to(target)
        assert problems(where)
    link.unlink()
    link.write_text(kept, "utf-8")
    assert load(where)


def test_sheets_without_scores_are_those_of_members_who_abstain(folder: Folder) -> None:
    """One who leaves all out changes nothing; if all do, somebody else has to score."""
    nothing = SHEET.replace(NO_SCORES, "scores: {}\n")
    one = evaluate(load(folder(**changed(("panel_ann", "", nothing)))), brief=True)
    assert (one.options["left"].cells["cost"].score, one.options["left"].cells["cost"].range) == (3, None)
    files = changed(("panel_ann", "", nothing), ("panel_ben", "", nothing.replace("Ann", "Ben")))
    assert ("scores.yaml", 5) in problems(folder(**files))


def test_a_set_alone_in_which_one_member_gives_no_weight_to_what_a_rule_can_score(folder: Folder) -> None:
    """Of a set that runs alone only what rules score counts; this member would say nothing of it."""
    rated = CRITERIA_ALONE.replace("sheets:\n", "sheets:\n    ben: weights/ben.yaml\n", 1)
    ben = WEIGHTS.replace("Ann", "Ben").replace("cost: 100", "cost: 0").replace("50", "100")
    where = folder(**FILES | {"criteria": rated, "weights_ben": ben})
    with pytest.raises(AppraisalError) as caught:
        load(where / "criteria.yaml")
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert (problem.code, Path(problem.place.file).name, problem.place.line) == ("no-weight", "ben.yaml", 5)
    evaluate(load(folder(**FILES | {"criteria": rated}) / "criteria.yaml"), brief=True)


CRITERIA_ALONE = """\
kind: criteria
version: 1
title: Two criteria
scale:
  0: No
  5: Yes
weighting:
  method: swing
  sheets:
    ann: weights/ann.yaml
criteria:
  cost:
    name: Cost
    rate-from:
      characteristic: independence
      scores: {none: 0, shared: 3, operational: 4, full: 5}
  pace:
    name: Pace
shortlist: {top: 1}
"""


def test_the_order_of_files_and_lines_changes_no_figure(folder: Folder) -> None:
    one = evaluate(load(folder(**FILES)))
    rows = "  cost:\n    left: 2\n    right: {score: 3, range: [2, 4]}\n", "  pace:\n    left: unknown\n    right: 1\n"
    other = evaluate(
        load(
            folder(
                **changed(
                    ("appraisal", BOTH, "    ben: panel/ben.yaml\n    ann: panel/ann.yaml\n"),
                    (
                        "criteria",
                        "    ann: weights/ann.yaml\n    ben: weights/ben.yaml\n",
                        "    ben: weights/ben.yaml\n    ann: weights/ann.yaml\n",
                    ),
                    ("panel_ann", "".join(rows), "".join(rows[::-1])),
                    ("weights_ann", "  cost: 100\n  pace: 50\n", "  pace: 50\n  cost: 100\n"),
                )
            )
        )
    )
    assert (one.options, one.shares, one.shortlist) == (other.options, other.shares, other.shortlist)
    assert one.analyses._replace(panel=None) == other.analyses._replace(panel=None)
    assert one.analyses.panel is not None
    assert other.analyses.panel is not None
    assert one.analyses.panel.without == other.analyses.panel.without


def test_anything_in_a_sheet_is_read_or_refused(folder: Folder, odd: list[str]) -> None:
    """Lines taken out, doubled, moved or with something else behind their colon."""
    chance, came = random.Random(17), {"read": 0, "refused": 0}
    for _ in range(150):
        name = chance.choice(["panel_ann", "weights_ann", "scores", "appraisal", "criteria"])
        lines = FILES[name].splitlines(keepends=True)
        at = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                del lines[at]
            case 1:
                lines.insert(chance.randrange(len(lines)), lines[at])
            case 2:
                lines[at] = f"{lines[at].partition(':')[0]}: {chance.choice(odd)}\n"
            case _:
                lines[at] = lines[at].replace("  ", "", 1)
        where, wrong = folder(**FILES | {name: "".join(lines)}), tuple[Problem, ...]()
        try:
            evaluate(load(where), brief=True)
        except AppraisalError as error:
            wrong = error.problems
        assert all(problem.place for problem in wrong)
        came["refused" if wrong else "read"] += 1
    assert min(came.values()) > 5


@pytest.fixture
def odd() -> list[str]:
    return ["", "unknown", "0", "-1", "1e9", "[]", "{}", "[a]", "{a: b}", "[[a]]", "x", "../x.yaml", "9" * 30, "\u200b"]
