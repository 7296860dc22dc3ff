"""When weights were last changed, by what git knows: only where someone had a score before that."""

import subprocess
import time
from pathlib import Path

import pytest

from appraise.files.git.weights_after_scores import weights_after_scores
from tests.conftest import SMALLEST
from tests.files.conftest import Commit, git

NOBODY = SMALLEST["scores"].replace(": 1\n", ": unknown\n").replace(": 2\n", ": unknown\n")
NOBODY = (
    NOBODY.replace(": 3\n", ": unknown\n").replace(": 4\n", ": unknown\n").replace("version: unknown", "version: 1")
)
ONE = NOBODY.replace("left: unknown", "left: {score: 2, reason: Seen}", 1)
HEAVIER = SMALLEST["criteria"].replace("60", "70").replace("40", "30")
APP = Path("libraries/appraisal.yaml")


def start(commit: Commit, scores: str = NOBODY) -> None:
    commit("2026-01-01", **SMALLEST | {"scores": scores})


def test_weights_changed_after_someone_was_scored(commit: Commit) -> None:
    start(commit)
    commit("2026-01-02", scores=ONE)
    assert weights_after_scores(APP) is None
    commit("2026-01-05T23:30:00-05:00", criteria=HEAVIER)  # the 6th in UTC
    commit("2026-01-09", scores=SMALLEST["scores"])
    assert weights_after_scores(APP) == "2026-01-06"
    assert weights_after_scores(APP.absolute()) == "2026-01-06"
    commit("2026-01-10", criteria=HEAVIER.replace("70", "71"))
    assert weights_after_scores(APP) == "2026-01-10"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process can be set on Unix only")
def test_the_day_is_the_same_wherever_it_is_asked(commit: Commit, monkeypatch: pytest.MonkeyPatch) -> None:
    start(commit, ONE)
    commit("2026-01-05T23:30:00-05:00", criteria=HEAVIER)
    with monkeypatch.context() as here:
        here.setenv("TZ", "UTC+12")  # 12 hours behind
        time.tzset()
        said = weights_after_scores(APP)
    time.tzset()
    assert said == "2026-01-06"


def test_weights_first_and_scores_after(commit: Commit) -> None:
    start(commit)
    commit("2026-01-02", criteria=HEAVIER)
    commit("2026-01-03", scores=ONE)
    commit("2026-01-04", scores=SMALLEST["scores"])
    assert weights_after_scores(APP) is None


def test_weights_and_scores_at_once(commit: Commit) -> None:
    start(commit)
    commit("2026-01-02", criteria=HEAVIER, scores=SMALLEST["scores"])
    assert weights_after_scores(APP) is None


def test_a_score_that_was_taken_back_had_been_known(commit: Commit) -> None:
    start(commit, ONE)
    commit("2026-01-02", scores=NOBODY)
    commit("2026-01-03", criteria=HEAVIER)
    assert weights_after_scores(APP) == "2026-01-03"


def test_weights_set_for_the_first_time_after_scores(commit: Commit) -> None:
    commit("2026-01-01", scores=ONE)
    commit("2026-01-02", **SMALLEST | {"scores": ONE})
    assert weights_after_scores(APP) == "2026-01-02"


WORDS = {
    "a corrected text": SMALLEST["criteria"].replace("Pace", "Pace of change"),
    "the same number": SMALLEST["criteria"].replace("60", "60.0"),
    "another order": SMALLEST["criteria"]
    .replace("  cost:\n    name: Cost\n    weight: 60\n", "")
    .replace("    weight: 40\n", "    weight: 40\n  cost:\n    name: Cost\n    weight: 60\n"),
    "who agreed them": SMALLEST["criteria"] + "weighting: {method: direct, by: Panel, date: 2026-01-02, reason: So}\n",
    "a comment": "# Agreed\n" + SMALLEST["criteria"],
    "another shortlist": SMALLEST["criteria"].replace("top: 1", "top: 2"),
}
WEIGHTS = {
    "a weight": HEAVIER,
    "the method": SMALLEST["criteria"].replace("    weight: 60\n", "").replace("    weight: 40\n", "")
    + "weighting: {method: equal}\n",
    "a criterion more": SMALLEST["criteria"].replace("shortlist", "  risk: {name: Risk, weight: 5}\nshortlist"),
    "a group": SMALLEST["criteria"].replace(
        "  cost:\n    name: Cost\n    weight: 60\n",
        "  money:\n    name: Money\n    criteria:\n      cost:\n        name: Cost\n        weight: 60\n",
    ),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_corrected_text_is_no_new_weight(name: str, commit: Commit) -> None:
    start(commit, ONE)
    commit("2026-01-02", criteria=WORDS[name])
    assert weights_after_scores(APP) is None


@pytest.mark.parametrize("name", WEIGHTS)
def test_what_new_weights_are(name: str, commit: Commit) -> None:
    start(commit, ONE)
    commit("2026-01-02", criteria=WEIGHTS[name])
    commit("2026-01-03", criteria=WEIGHTS[name] + "# Typed again\n")
    assert weights_after_scores(APP) == "2026-01-02"


def test_a_file_under_a_new_name_holds_the_same_weights(commit: Commit) -> None:
    start(commit, ONE)
    renamed = SMALLEST["appraisal"].replace("criteria.yaml", "weights.yaml")
    commit("2026-01-02", criteria=None, weights=SMALLEST["criteria"], appraisal=renamed)
    assert weights_after_scores(APP) is None
    commit("2026-01-03", weights=HEAVIER)
    assert weights_after_scores(APP) == "2026-01-03"


def test_another_file_can_bring_other_weights(commit: Commit) -> None:
    commit("2026-01-01", **SMALLEST, other=HEAVIER)
    commit("2026-01-02", appraisal=SMALLEST["appraisal"].replace("criteria.yaml", "other.yaml"))
    assert weights_after_scores(APP) == "2026-01-02"
    commit("2026-01-03", **{"criteria__ours": HEAVIER, "other": None})
    commit("2026-01-04", appraisal=SMALLEST["appraisal"].replace("criteria.yaml", "ours"))
    assert weights_after_scores(APP) == "2026-01-02"


def test_what_is_not_committed_does_not_count(commit: Commit) -> None:
    start(commit, ONE)
    Path("libraries/criteria.yaml").write_text(HEAVIER, "utf-8")
    git("add", "-A")
    assert weights_after_scores(APP) is None
    commit("2026-01-02")
    Path("libraries/criteria.yaml").write_text(SMALLEST["criteria"], "utf-8")
    assert weights_after_scores(APP) == "2026-01-02"


def test_old_versions_that_cannot_be_read_are_passed_over(commit: Commit) -> None:
    start(commit, ONE)
    commit("2026-01-02", criteria="kind: criteria\n<<<<<<< ours\n", scores="a: [\n", appraisal="*\n")
    commit("2026-01-03", **SMALLEST)
    assert weights_after_scores(APP) is None
    commit("2026-01-04", criteria="a: [\n")
    commit("2026-01-05", criteria=HEAVIER)
    assert weights_after_scores(APP) == "2026-01-05"


def test_a_branch_that_knew_no_score_changed_its_weights_in_time(commit: Commit) -> None:
    """What counts is what lay before the change, not what is older by the calendar."""
    start(commit)
    git("checkout", "-qb", "weights")
    commit("2026-01-05", criteria=HEAVIER)
    git("checkout", "-q", "main")
    commit("2026-01-02", scores=ONE)
    git("merge", "-q", "--no-edit", "weights", GIT_COMMITTER_DATE="2026-01-09T12:00:00Z")
    assert weights_after_scores(APP) is None
    commit("2026-01-10", criteria=SMALLEST["criteria"])
    assert weights_after_scores(APP) == "2026-01-10"


def test_a_clone_that_does_not_reach_that_far_accuses_nobody(
    commit: Commit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(commit, ONE)
    commit("2026-01-02", criteria=HEAVIER)
    commit("2026-01-03", appraisal=SMALLEST["appraisal"].replace("Smallest", "Small"))
    assert weights_after_scores(APP) == "2026-01-02"
    for depth, day in ((1, None), (2, None), (3, "2026-01-02")):
        where = tmp_path / f"depth-{depth}"
        git("clone", "-q", "--depth", str(depth), Path.cwd().as_uri(), str(where))
        assert weights_after_scores(where / APP) == day, depth


def test_only_the_newest_commits_are_read(commit: Commit, monkeypatch: pytest.MonkeyPatch) -> None:
    start(commit, ONE)
    commit("2026-01-02", criteria=HEAVIER)
    for day in range(3, 9):
        commit(f"2026-01-0{day}", criteria=f"{HEAVIER}# {day}\n")
    assert weights_after_scores(APP) == "2026-01-02"
    monkeypatch.setattr("appraise.files.git.log._COMMITS", 3)
    assert weights_after_scores(APP) is None


def test_where_nobody_can_tell(commit: Commit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert weights_after_scores(APP) is None
    start(commit, ONE)
    commit("2026-01-02", criteria=HEAVIER)
    assert weights_after_scores(Path("libraries/nothing.yaml")) is None
    assert weights_after_scores(Path("libraries/scores.yaml")) is None
    assert weights_after_scores(Path("libraries/criteria.yaml")) is None
    assert weights_after_scores(Path("libraries/run.json")) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert weights_after_scores(APP) is None


def test_outside_a_repository_git_is_not_even_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "appraisal.yaml").write_text(SMALLEST["appraisal"], "utf-8")
    monkeypatch.setattr(subprocess, "Popen", None)
    assert weights_after_scores(tmp_path / "appraisal.yaml") is None


def test_what_is_as_it_should_be_takes_few_processes(commit: Commit, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often the files were changed."""
    start(commit, ONE)
    for day in range(1, 9):
        commit(f"2026-02-0{day}", scores=f"{ONE}# {day}\n", appraisal=f"{SMALLEST['appraisal']}# {day}\n")
    counted = []
    real = subprocess.Popen

    def counting(*given: object, **named: object) -> object:
        counted.append(given)
        return real(*given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", counting)
    assert weights_after_scores(APP) is None
    assert len(counted) <= 14


PANEL = SMALLEST["appraisal"].replace(
    "scores: scores.yaml\n", "panel:\n  combine: mean\n  sheets: {ann: ann.yaml, ben: ben.yaml}\n"
)
SWINGS = SMALLEST["criteria"].replace("    weight: 60\n", "").replace("    weight: 40\n", "") + (
    "weighting:\n  method: swing\n  sheets: {ann: weights/ann.yaml, ben: weights/ben.yaml}\n"
)
FIRST = "kind: weights\nversion: 1\nby: Ann\ndate: 2026-01-01\nswings: {cost: 100, pace: 50}\n"


def members(commit: Commit) -> None:
    """Both gave weights on the first day, Ann scored on the second and Ben on the third."""
    commit("2026-01-01", appraisal=PANEL, criteria=SWINGS, weights__ann=FIRST, weights__ben=FIRST.replace("Ann", "Ben"))
    commit("2026-01-02", ann=SMALLEST["scores"])
    commit("2026-01-03", ben=SMALLEST["scores"])


def test_the_sheets_of_members_are_looked_into(commit: Commit) -> None:
    members(commit)
    assert weights_after_scores(APP) is None
    commit("2026-01-04", weights__ben=FIRST.replace("50", "60"))
    assert weights_after_scores(APP) == "2026-01-04"
    commit("2026-01-05", weights__ben=FIRST.replace("50", "60").replace("by: Ann", "by: B Birch\nreason: Seen again"))
    assert weights_after_scores(APP) == "2026-01-04"


def test_weights_of_a_member_that_come_after_the_first_score_are_late(commit: Commit) -> None:
    commit("2026-01-01", appraisal=PANEL, criteria=SWINGS, weights__ann=FIRST, ann=SMALLEST["scores"])
    commit("2026-01-02", weights__ben=FIRST)
    assert weights_after_scores(APP) == "2026-01-02"


def test_a_sheet_under_a_new_name_says_the_same(commit: Commit) -> None:
    members(commit)
    commit("2026-01-04", criteria=SWINGS.replace("weights/ben", "ours"), ours=FIRST, weights__ben=None)
    assert weights_after_scores(APP) is None
    commit("2026-01-05", criteria=SWINGS.replace(", ben: weights/ben.yaml", ""))
    assert weights_after_scores(APP) == "2026-01-05"


def test_what_members_said_beside_agreed_weights_counts_for_nothing(commit: Commit) -> None:
    agreed = SWINGS + "  swings: {cost: 100, pace: 70}\n  reason: Agreed\n"
    commit("2026-01-01", appraisal=PANEL, criteria=agreed, weights__ann=FIRST, weights__ben=FIRST)
    commit("2026-01-02", ann=SMALLEST["scores"])
    commit("2026-01-03", weights__ben=FIRST.replace("50", "60"))
    assert weights_after_scores(APP) is None
    commit("2026-01-04", criteria=agreed.replace("70", "75"))
    assert weights_after_scores(APP) == "2026-01-04"
