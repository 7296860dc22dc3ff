"""An appraisal as it was: by what git knows, along the line that it was written on, or by the record beside it."""

import subprocess
from pathlib import Path

import pytest

from appraise import REGISTRY
from appraise.appraisal import Appraisal
from appraise.files.loading.earlier import earlier_versions
from appraise.files.loading.load import load
from tests.conftest import SMALLEST, call
from tests.files.conftest import Commit, git

APP = Path("libraries/appraisal.yaml")
SCORES = SMALLEST["scores"]


def pace(left: int) -> str:
    """The sheet with another score of Left for pace."""
    return SCORES.replace("left: 4", f"left: {left}")


def earlier(file: Path = APP) -> list[tuple[int, str | None]]:
    """What Left had for pace, with the day, the newest version first."""

    def score(appraisal: Appraisal) -> int:
        return int(appraisal.options["left"].scores["pace"].score)

    return [(score(was), day) for was, day in earlier_versions(file, load(file, REGISTRY).appraisal, REGISTRY)]


def test_every_commit_that_changed_a_file_of_it_is_a_version(commit: Commit) -> None:
    commit("2026-01-01", **SMALLEST)
    commit("2026-01-02", scores=pace(3))
    commit("2026-01-03", notes="about: nothing\n")
    commit("2026-01-04", criteria=SMALLEST["criteria"].replace("Two", "Both"))
    commit("2026-01-05T23:30:00-05:00", appraisal=SMALLEST["appraisal"].replace("Smallest", "Small"))
    Path("libraries/scores.yaml").write_text(pace(2), "utf-8")
    assert earlier() == [(3, "2026-01-06"), (3, "2026-01-04"), (3, "2026-01-02"), (4, "2026-01-01")]
    assert earlier(APP.absolute()) == earlier()


def test_what_only_illustrated_or_cannot_be_read_is_passed_over(commit: Commit) -> None:
    commit("2026-01-01", **SMALLEST)
    commit("2026-01-02", appraisal=SMALLEST["appraisal"].replace("draft", "illustrative"))
    commit("2026-01-03", appraisal=SMALLEST["appraisal"], scores="a: [\n")
    commit("2026-01-04", scores=pace(3))
    assert earlier() == [(3, "2026-01-04"), (4, "2026-01-01")]


def test_a_branch_counts_from_where_it_was_merged(commit: Commit) -> None:
    commit("2026-01-01", **SMALLEST)
    git("checkout", "-qb", "scores")
    commit("2026-01-02", scores=pace(1))
    commit("2026-01-03", scores=pace(2))
    git("checkout", "-q", "main")
    commit("2026-01-04", appraisal=SMALLEST["appraisal"].replace("Smallest", "Small"))
    git("merge", "-q", "--no-edit", "scores", GIT_COMMITTER_DATE="2026-01-05T12:00:00Z")
    assert earlier() == [(2, "2026-01-05"), (4, "2026-01-04"), (4, "2026-01-01")]


def test_a_folder_that_was_moved_is_the_same_appraisal(commit: Commit) -> None:
    commit("2026-01-01", **SMALLEST)
    commit("2026-01-02", scores=pace(3))
    git("mv", "libraries", "culture")
    commit("2026-01-03")
    Path("libraries").mkdir()
    git("mv", "culture", "libraries/culture")
    commit("2026-01-04")
    days = ["2026-01-04", "2026-01-03", "2026-01-02", "2026-01-01"]
    assert earlier(Path("libraries/culture/appraisal.yaml")) == list(zip((3, 3, 3, 4), days, strict=True))


def test_where_no_commit_holds_it_the_record_beside_it_does(commit: Commit) -> None:
    commit("2026-01-01", **{"readme": "a: b\n"})
    for name, text in SMALLEST.items():
        Path(f"libraries/{name}.yaml").write_text(text, "utf-8", newline="\n")
    assert earlier() == []
    assert call("score", "libraries", "-o", "libraries/run.json").exit_code == 0
    Path("libraries/scores.yaml").write_text(pace(1), "utf-8")
    assert earlier() == [(4, None)]
    record = Path("libraries/run.json").read_text("utf-8")
    Path("libraries/run.json").write_text(record.replace("Smallest", "Smaller"), "utf-8")
    assert earlier() == []  # whose fingerprint fits no longer
    Path("libraries/run.json").write_text(record, "utf-8")
    commit("2026-01-02")
    assert earlier() == [(1, "2026-01-02")]


def test_nor_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in SMALLEST.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8", newline="\n")
    monkeypatch.setattr(subprocess, "Popen", None)
    assert earlier(tmp_path / "appraisal.yaml") == []


def test_history_is_read_as_far_as_the_limits_reach(commit: Commit, monkeypatch: pytest.MonkeyPatch) -> None:
    commit("2026-01-01", **SMALLEST)
    for left in (3, 2, 1):
        commit(f"2026-01-{10 - left:02}", scores=pace(left))
    assert [left for left, _ in earlier()] == [1, 2, 3, 4]
    monkeypatch.setattr("appraise.files.git.versions._MOST", 2)
    assert [left for left, _ in earlier()] == [1, 2]
    monkeypatch.setattr("appraise.files.git.versions._BYTES", 1)
    assert [left for left, _ in earlier()] == [1]


def test_check_tells_what_git_or_the_record_knows_of_all_but_examples(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    reasoned = SCORES.replace("left: 4", "left:\n      score: 4\n      reason: Seen")
    commit("2026-01-01", **SMALLEST | {"scores": reasoned})
    Path("libraries/scores.yaml").write_text(reasoned.replace("4\n", "1\n"), "utf-8")
    said = 'The score of "Left" for "Pace" is 1; on 2026-01-01, as git tells it, it was 4, with the same reason.'
    assert said in call("check", "libraries").stdout
    commit("2026-01-02")
    assert said in call("check", APP).stdout
    assert said in json_of("libraries")
    illustrative = SMALLEST["appraisal"].replace("draft", "illustrative")
    APP.write_text(illustrative, "utf-8")
    assert "with the same reason" not in call("check", "libraries").stdout


def json_of(folder: str) -> str:
    return call("check", folder, "--format", "json").stdout.replace('\\"', '"')
