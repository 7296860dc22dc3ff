"""appraise diff: what it reads and prints, where it writes, and the codes it ends with.

The smallest appraisal gives Left 24 + 32 = 56 points and Right 36 + 8 = 44. With a 1 instead of the 4 that Left has for
pace, Left comes to 24 + 8 = 32, and Right goes forward.
"""

import json
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from appraise import __version__
from tests.conftest import SMALLEST, call, git

Folder = Callable[..., Path]
Pair = tuple[Path, Path]

SLOWER = SMALLEST["scores"].replace("left: 4", "left: 1")
TURNED = "Outcome changed: Right now makes the shortlist and Left is no longer on it."


@pytest.fixture
def pair(folder: Folder) -> Pair:
    """The record of the smallest appraisal, and its folder, in which Left has become slower since."""
    where = folder()
    assert call("score", where, "-o", where / "run.json").exit_code == 0
    return where / "run.json", folder(scores=SLOWER)


def test_a_record_and_a_folder_are_compared(pair: Pair) -> None:
    done = call("diff", *pair)
    assert (done.exit_code, done.stderr) == (0, "")
    first, second, *_ = done.stdout.split("\n")
    assert first == TURNED
    assert second.startswith("Changing the score of Left for Pace alone gives the new shortlist.")
    text = " ".join(done.stdout.split())
    assert "Left was 12 points ahead of Right and is now 12 behind: scores \N{MINUS SIGN}24." in text
    assert "Left shortlisted, rank 1, 56 not shortlisted, rank 2, 32" in text
    assert "- Left, Pace: 4, now 1" in done.stdout


def test_the_newer_side_is_the_current_directory_unless_named(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pair[1])
    done = call("diff", "run.json")
    assert done.stdout.startswith(TURNED)
    assert "- Then: Smallest, 1 January 2026 (run.json)\n- Now: Smallest, 1 January 2026 (.)\n" in done.stdout


@pytest.mark.parametrize(("old", "new", "code"), [(0, 1, 1), (1, 0, 1), (0, 0, 0), (1, 1, 0)])
def test_exit_code_tells_whether_the_outcome_changed(pair: Pair, old: int, new: int, code: int) -> None:
    assert call("diff", pair[old], pair[new]).exit_code == 0
    assert call("diff", pair[old], pair[new], "--exit-code").exit_code == code


def test_numbers_that_change_no_outcome_end_with_0(folder: Folder) -> None:
    where = folder()
    assert call("score", where, "-o", where / "run.json").exit_code == 0
    folder(scores=SMALLEST["scores"].replace("left: 4", "left: 3"))
    done = call("diff", where / "run.json", where, "--exit-code")
    assert (done.exit_code, done.stdout.split("\n")[0]) == (0, "Numbers changed; the outcome is the same.")


def test_earlier_versions_come_from_git(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    record, where = pair
    record.unlink()
    (where / "scores.yaml").write_text(SMALLEST["scores"], "utf-8")
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*command, *arguments], cwd=where, check=True)
    (where / "scores.yaml").write_text(SLOWER, "utf-8")
    monkeypatch.chdir(where)
    assert call("diff", "HEAD").stdout.startswith(TURNED)
    assert call("diff", "HEAD:appraisal.yaml", ".").stdout.startswith(TURNED)
    assert call("diff", "HEAD", "HEAD").stdout.startswith("Nothing changed.")


def test_json_is_the_whole_difference(pair: Pair) -> None:
    told = json.loads(call("diff", *pair, "--format", "json").stdout)
    assert list(told)[:3] == ["kind", "version", "change"]
    assert (told["kind"], told["version"], told["change"]) == ("difference", 1, "outcome")
    assert told["effects"]["left"]["now"]["total"] == 32
    assert told["leads"][0]["shares"] == [{"due-to": "scores", "criterion": "pace", "points": -24}]
    assert told["causes"] == [
        {"group": "scores", "at": ["options", "left", "scores", "pace", "score"], "was": 4, "now": 1}
    ]


def test_github_gets_a_summary_and_each_change_where_it_is_written(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pair[1])
    summary, change, *rest = call("diff", "run.json", "--format", "github").stdout.split("\n")
    assert summary.startswith(
        "::warning title=Outcome changed%3A Right now makes the shortlist and Left is no longer on it.::"
    )
    line = SLOWER.split("\n").index("    left: 1") + 1
    said = "Left, Pace: 4, now 1. No reason is given."
    assert change == f"::warning file=scores.yaml,line={line},col=5,title=Look again at::{said}"
    assert rest[0].startswith("::warning file=criteria.yaml,line=11,col=3,title=Look again at::New finding, separates-")
    assert rest[1:] == [""]


def test_github_gets_paths_from_the_top_of_the_repository(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever diff is called, here from above it."""
    where = pair[1]
    (where / ".git").mkdir()
    monkeypatch.chdir(where.parent)
    lines = call("diff", f"{where.name}/run.json", where.name, "--format", "github").stdout.splitlines()
    files = [line.partition(" file=")[2].partition(",")[0] for line in lines if " file=" in line]
    assert "scores.yaml" in files
    assert not [file for file in files if "/" in file]


def test_github_gets_ten_annotations_at_most_and_the_count(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where = folder()
    assert call("score", where, "-o", where / "run.json").exit_code == 0
    names = [f"option-{at}" for at in range(12)]
    options = "".join(f"  {name}:\n    name: 'a%0A::error::{name},b'\n    models: []\n" for name in names)
    scores = SMALLEST["scores"]
    for criterion in ("cost", "pace"):
        scores = scores.replace(
            f"  {criterion}:\n", f"  {criterion}:\n" + "".join(f"    {each}: 0\n" for each in names)
        )
    folder(appraisal=SMALLEST["appraisal"] + options, scores=scores)
    monkeypatch.chdir(where)
    lines = call("diff", "run.json", "--format", "github").stdout.splitlines()
    assert len(lines) == 10
    assert lines[0].startswith("::notice title=Options changed; the outcome of the others is the same.::")
    assert lines[0].endswith("12 changes can bear on the result. The first 8 are shown.")
    assert lines[1].startswith("::warning file=criteria.yaml,line=11,col=3,title=Look again at::New finding, double-")
    assert all("%250A" in line for line in lines[2:])
    assert all(line.startswith("::notice file=appraisal.yaml,line=") for line in lines[2:])


def test_what_is_gone_has_no_place(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    record, where = pair
    monkeypatch.chdir(where)
    only = SMALLEST["appraisal"].replace("  left:\n    name: Left\n    models: []\n", "")
    (where / "appraisal.yaml").write_text(only, "utf-8")
    (where / "scores.yaml").write_text(SLOWER.replace("    left: 2\n", "").replace("    left: 1\n", ""), "utf-8")
    lines = call("diff", record, "--format", "github").stdout.splitlines()
    assert "::notice title=Options::Left: taken out." in lines


def test_a_comment_is_written_into_a_file(pair: Pair, tmp_path: Path) -> None:
    printed = call("diff", *pair, "--format", "md").stdout
    assert printed.startswith(f"## {TURNED}\n")
    done = call("diff", *pair, "-o", tmp_path / "comment.md")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("wrote ")
    assert (tmp_path / "comment.md").read_text("utf-8") == printed
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    assert call("diff", *pair, "-o", tmp_path / "notes.txt").exit_code == 2
    assert call("diff", *pair, "-o", tmp_path / "notes.txt", "--force", "-q").output == ""
    written = (tmp_path / "notes.txt").read_text("utf-8")
    assert written.startswith(TURNED)
    assert not any(mark in written for mark in "\x01\x02\x1b")
    assert call("diff", *pair, "-o", "-").stdout == call("diff", *pair).stdout


def test_what_is_compared_is_never_written_over(pair: Pair) -> None:
    before = pair[0].read_bytes()
    done = call("diff", *pair, "-o", pair[0], "--format", "json", "--force")
    assert done.exit_code == 2
    assert pair[0].read_bytes() == before


def test_a_side_that_cannot_be_read_is_told(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "appraisal.yaml").write_text("kind: appraisal\nversion: 1\nbad\n", "utf-8")
    for sides in ((tmp_path / "bad", pair[1]), (pair[0], tmp_path / "bad")):
        done = call("diff", *sides)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "appraisal.yaml:3:1: error[" in done.stderr
        assert done.stderr.endswith("nothing was compared\n")


def test_a_format_that_is_not_known_is_refused(pair: Pair) -> None:
    assert call("diff", *pair, "--format", "pdf").exit_code == 2


def test_the_same_sides_give_the_same_bytes(pair: Pair) -> None:
    for form in ("text", "json", "md", "github"):
        assert call("diff", *pair, "--format", form).stdout == call("diff", *pair, "--format", form).stdout


def test_a_comparison_that_appraise_wrote_may_be_written_over(pair: Pair, tmp_path: Path) -> None:
    for name, form in (("d.md", "md"), ("d.txt", "text"), ("d.json", "json"), ("d", "text"), ("d.log", "github")):
        for _ in range(2):
            done = call("diff", *pair, "-o", tmp_path / name, "--format", form)
            assert (done.exit_code, done.stderr) == (0, f"wrote {tmp_path / name}\n")
    for name in ("d.md", "d.txt"):
        *head, version, print_, end = (tmp_path / name).read_text("utf-8").split("\n")
        assert (version, end) == (f"Compared with appraise {__version__}.", "")
        assert print_ == "Fingerprint: " + sha256("\n".join(head).encode()).hexdigest()
    above, _, closed = (tmp_path / "d.json").read_text("utf-8").rpartition('  "fingerprint"')
    assert closed == f': "{sha256(above.encode()).hexdigest()}"\n}}\n'


def test_what_could_not_be_written_is_told_as_such(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    done = call("diff", *pair, "-o", tmp_path / "notes.txt")
    assert done.exit_code == 2
    assert done.stderr.endswith("1 problem; nothing was written\n")
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


def test_a_name_that_asks_for_another_form_is_refused(pair: Pair, tmp_path: Path) -> None:
    done = call("diff", *pair, "-o", tmp_path / "d.html")
    assert done.exit_code == 2
    assert "its name ends in .html" in done.stderr
    assert not (tmp_path / "d.html").exists()
    assert call("diff", *pair, "-o", tmp_path / "d.html", "--format", "md").exit_code == 0


def test_a_record_that_git_adds_or_removes_is_told_as_new_or_taken_away(pair: Pair) -> None:
    record = pair[0]
    done = call("diff", "/dev/null", record)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == ("There was no record: this one is new.\nSmallest, 1 January 2026. Shortlisted: Left.\n")
    done = call("diff", record, "/dev/null", "--exit-code")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == ("The record was taken away.\nIt was: Smallest, 1 January 2026. Shortlisted then: Left.\n")
    assert call("diff", "/dev/null", record, "--format", "md").stdout.startswith("## There was no record: this one")
    assert call("diff", "/dev/null", record, "--format", "github").stdout == (
        "::notice title=There was no record%3A this one is new.::Smallest, 1 January 2026. Shortlisted: Left.\n"
    )
    assert call("diff", "/dev/null", record, "--format", "json").exit_code == 2
    assert call("diff", "/dev/null", "/dev/null").exit_code == 2


def test_a_file_that_git_put_aside_is_called_by_its_name(pair: Pair, tmp_path: Path) -> None:
    aside = tmp_path / "git-blob-Go4YAy"
    aside.mkdir()
    pair[0].rename(aside / "run.json")
    assert "- Then: Smallest, 1 January 2026 (run.json)\n" in call("diff", aside / "run.json", pair[1]).stdout


def test_a_commit_is_called_by_the_beginning_of_its_number(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    where = pair[1]
    git(where, "init", "-q")
    git(where, "add", ".")
    git(where, "commit", "-qm", "first")
    sha = git(where, "rev-parse", "HEAD")
    monkeypatch.chdir(where)
    assert f"({sha[:12]}:appraisal.yaml)" in call("diff", f"{sha}:appraisal.yaml", ".").stdout
    assert f"({sha[:12]})" in call("diff", sha).stdout
    assert "(HEAD)" in call("diff", "HEAD").stdout


def test_a_folder_without_an_appraisal_is_told_how_to_name_one(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    top = folder(roads_appraisal=SMALLEST["appraisal"])
    for name in SMALLEST:
        (top / f"{name}.yaml").replace(top / "roads" / f"{name}.yaml")
    git(top, "init", "-q")
    git(top, "add", ".")
    git(top, "commit", "-qm", "first")
    monkeypatch.chdir(top)
    done = call("diff", "HEAD")
    assert done.exit_code == 2
    assert "the current folder holds no appraisal.yaml" in done.stderr
    assert "appraise diff HEAD NEW" in done.stderr
    assert call("diff", "HEAD", "roads").stdout.startswith("Nothing changed.")


def test_the_template_of_a_comparison_is_none_of_an_appendix(pair: Pair) -> None:
    done = call("appendix", pair[0], "--template", "diff", "--format", "md")
    assert done.exit_code == 2
    assert "use one of these: appendix.html, appendix.md\n" in done.stderr


def test_help_shows_how_it_is_called() -> None:
    said = " ".join(call("diff", "--help").stdout.split())
    assert "appraise diff HEAD libraries" in said
    assert "begins at the top of the repository" in said


def test_github_is_told_what_is_recommended_now(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    record, where = pair
    folder = where / "appraisal.yaml"
    monkeypatch.chdir(where)
    assert call("score", ".", "-o", record, "-q").exit_code == 0
    folder.write_text(f"{SMALLEST['appraisal']}recommendation:\n  options: [right]\n  reason: So\n", "utf-8")
    summary, *lines = call("diff", "run.json", "--format", "github").stdout.splitlines()
    assert "There is now a recommendation%3A Right; every number is the same." in summary
    assert any("title=Recommendation%2C decision and status::" in line and "Right" in line for line in lines)


def test_another_layout_is_no_change(folder: Folder, tmp_path: Path) -> None:
    """Line ends, a byte order mark, comments, quotes, another style of mapping, keys and scores in another order."""
    old = folder()
    new = tmp_path / "laid out anew"
    new.mkdir()
    for file in old.glob("*.yaml"):
        text = file.read_text("utf-8")
        (new / file.name).write_bytes(b"\xef\xbb\xbf# the same\n\n" + text.encode().replace(b"\n", b"\r\n"))
    found = call("diff", old, new, "--format", "json")
    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout)["change"] == "none"
    scores = """\
scores:
  pace: {right: 1, left: 4}
  cost:
    right: {score: 3.0}
    left: 2
date: "2026-01-01"
by: 'Panel'
version: 1
kind: scores
"""
    (new / "scores.yaml").write_text(scores, "utf-8")
    found = call("diff", old, new)
    assert found.stdout.startswith("Nothing changed.\n"), found.stdout
    (new / "scores.yaml").write_text(scores.replace("score: 3.0", "score: 3.5"), "utf-8")
    found = call("diff", old, new, "--format", "json")
    assert [cause["at"] for cause in json.loads(found.stdout)["causes"]] == [
        ["options", "right", "scores", "cost", "score"]
    ]


def test_github_gets_a_count_without_a_place(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of seven scores that changed under the reasons they had, the sentence with the count is about no one place."""
    where = folder()
    names = [f"option-{at}" for at in range(8)]
    options = "".join(f"  {name}:\n    name: {name}\n    models: []\n" for name in names)

    def scored(score: int) -> str:
        given = "".join(f"    {name}:\n      score: {score}\n      reason: As before\n" for name in names)
        return (
            SMALLEST["scores"]
            .replace("  pace:\n", f"  pace:\n{given}")
            .replace("  cost:\n", "  cost:\n" + "".join(f"    {name}: 0\n" for name in names))
        )

    folder(appraisal=SMALLEST["appraisal"] + options, scores=scored(1))
    monkeypatch.chdir(where)
    assert call("score", "-o", "run.json").exit_code == 0
    folder(appraisal=SMALLEST["appraisal"] + options, scores=scored(2))
    found = call("diff", "run.json", "--format", "github")
    assert found.exit_code == 0, found.output
    assert any(line.startswith("::warning title=Look again at::") for line in found.stdout.splitlines())
