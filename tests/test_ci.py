"""What `init --ci` writes works: every step of the workflow, run in a real repository as GitHub would run it."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from appraise.cli import app
from tests.conftest import GIT, ROOT, git, installed

pytestmark = pytest.mark.skipif(
    shutil.which("bash") is None or shutil.which("git") is None, reason="needs bash and git"
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one new appraisal, its record and its workflow, committed."""
    folder = tmp_path / "a repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    for command in (["init", str(folder / "libraries"), "--ci"], ["score", str(folder / "libraries"), "-o"]):
        command += [str(folder / "libraries" / "run.json")] if command[-1] == "-o" else []
        assert CliRunner().invoke(app, command).exit_code == 0
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Begin")
    return folder


def steps(repository: Path, base: str) -> dict[str, tuple[int, str]]:
    """What each step of our own comes to: its exit code and what it printed; with a `gh` that keeps the comment."""
    bin_, temporary = installed(repository.parent), repository.parent / "runner"
    temporary.mkdir(exist_ok=True)
    (bin_ / "gh").write_text(
        "#!/bin/sh\n"
        f'echo "$@" >> "{temporary}/asked"\n'
        f'for each; do case "$each" in body=@*) cp "${{each#body=@}}" "{temporary}/posted.md"; esac; done\n'
        f'case "$*" in *--paginate*) cat "{temporary}/comments";; esac\n'
    )
    (bin_ / "gh").chmod(stat.S_IRWXU)
    (temporary / "comments").touch()
    workflow = yaml.safe_load((repository / ".github" / "workflows" / "appraise.yaml").read_text("utf-8"))
    found = {}
    for step in workflow["jobs"]["appraisals"]["steps"]:
        if "run" not in step or "pip" in step["run"]:
            continue
        given = {"BASE": base, "GH_TOKEN": "none", "PULL_REQUEST": "1"} if "env" in step else {}
        env = os.environ | GIT | given | {"PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}"}
        env |= {"RUNNER_TEMP": str(temporary), "GITHUB_STEP_SUMMARY": str(temporary / "summary.md")}
        env |= {"GITHUB_REPOSITORY": "council/appraisals", "GITHUB_SHA": "c" * 40}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, cwd=repository, env=env, capture_output=True, text=True, check=False)
        found[step["name"]] = done.returncode, done.stdout + done.stderr
    return found


def asked(repository: Path) -> str:
    """What GitHub was asked last."""
    return (repository.parent / "runner" / "asked").read_text("utf-8").splitlines()[-1]


def test_the_workflow_says_what_a_change_does_and_finds_a_record_changed_by_hand(repository: Path) -> None:
    base = git(repository, "rev-parse", "HEAD")
    criteria = repository / "libraries" / "criteria.yaml"
    text = criteria.read_text("utf-8")
    assert text.count("weight: 30\n") >= 1
    criteria.write_text(text.replace("weight: 30\n", "weight: 35\n", 1), "utf-8", newline="\n")
    record = repository / "libraries" / "run.json"
    record.write_text(record.read_text("utf-8").replace('"total": ', '"total":  ', 1), "utf-8", newline="\n")
    git(repository, "commit", "--quiet", "--all", "--message", "Reweight")
    done = steps(repository, base)
    assert done["Say what the change does"][0] == 0, done
    said = (repository.parent / "runner" / "posted.md").read_text("utf-8")
    assert "30" in said
    assert "35" in said
    assert f"<!-- appraise -->\n{(repository.parent / 'runner' / 'summary.md').read_text('utf-8')}" == said
    assert "--method POST repos/council/appraisals/issues/1/comments" in asked(repository)
    (repository.parent / "runner" / "comments").write_text("7\n42\n")
    steps(repository, git(repository, "rev-parse", "HEAD"))
    assert "--method PATCH repos/council/appraisals/issues/comments/42" in asked(repository)
    posted = (repository.parent / "runner" / "posted.md").read_text("utf-8")
    assert posted == "<!-- appraise -->\nNo appraisal changed.\n"
    assert done["Check the appraisals"][0] == 0, done
    assert done["Verify the records"][0] == 1, done


def test_a_change_that_mends_what_could_not_be_read_is_checked(repository: Path) -> None:
    """And one that is moved is told as gone and new; a name that could be markup is made plain."""
    scores = repository / "libraries" / "scores.yaml"
    whole = scores.read_text("utf-8")
    scores.write_text(whole.replace("score: 3\n", "score: 99\n", 1), "utf-8", newline="\n")
    git(repository, "commit", "--quiet", "--all", "--message", "A score beyond the scale")
    base = git(repository, "rev-parse", "HEAD")
    scores.write_text(whole, "utf-8", newline="\n")
    git(repository, "commit", "--quiet", "--all", "--message", "Mended")
    done = steps(repository, base)
    assert [code for code, _ in done.values()] == [0, 0, 0], done
    posted = repository.parent / "runner" / "posted.md"
    assert "`libraries/appraisal.yaml` could not be compared" in posted.read_text("utf-8")
    (repository / "libraries").rename(repository / "-@all <img> `x`")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Moved")
    done = steps(repository, base)
    assert [code for code, _ in done.values()] == [0, 0, 0], done
    said = posted.read_text("utf-8")
    assert "`-?all ?img? ?x?/appraisal.yaml` is new." in said
    assert "`libraries/appraisal.yaml` is no longer here." in said


def test_an_appraisal_that_came_is_named_and_a_record_left_behind_stops_the_change(repository: Path) -> None:
    base = git(repository, "rev-parse", "HEAD")
    posted = repository.parent / "runner" / "posted.md"
    assert {name: code for name, (code, _) in steps(repository, base).items()} == dict.fromkeys(
        ("Say what the change does", "Check the appraisals", "Verify the records"), 0
    )
    assert not posted.exists()
    assert "--paginate" in asked(repository)
    assert CliRunner().invoke(app, ["init", str(repository / "new & odd")]).exit_code == 0
    scores = repository / "libraries" / "scores.yaml"
    scores.write_text(scores.read_text("utf-8").replace("score: 3\n", "score: 2\n", 1), "utf-8", newline="\n")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "A new one, and a score without scoring again")
    done = steps(repository, base)
    assert "`new ? odd/appraisal.yaml` is new." in posted.read_text("utf-8")
    assert "`libraries/appraisal.yaml`" in posted.read_text("utf-8")
    assert done["Verify the records"][0] == 1
    assert "out of date" in done["Verify the records"][1]


def test_a_workflow_that_is_there_is_left_as_it_is_and_an_appraisal_too(repository: Path) -> None:
    workflow = repository / ".github" / "workflows" / "appraise.yaml"
    workflow.write_text("name: Our own\n", "utf-8")
    assert CliRunner().invoke(app, ["init", str(repository / "museums"), "--ci"]).exit_code == 0
    assert workflow.read_text("utf-8") == "name: Our own\n"
    workflow.unlink()
    (repository / "museums" / ".gitattributes").unlink()
    before = (repository / "museums" / "appraisal.yaml").read_bytes()
    assert CliRunner().invoke(app, ["init", str(repository / "museums"), "--ci"]).exit_code == 0
    assert workflow.exists()
    assert (repository / "museums" / "appraisal.yaml").read_bytes() == before
    done = CliRunner().invoke(app, ["init", str(repository / "museums"), "--ci"])
    assert (done.exit_code, "nothing was written: all is there already" in done.stderr) == (0, True)


def test_a_link_out_of_the_repository_is_not_followed(repository: Path) -> None:
    shutil.rmtree(repository / ".github")
    (repository / ".github").symlink_to(repository.parent)
    assert CliRunner().invoke(app, ["init", str(repository / "museums"), "--ci"]).exit_code == 2
    assert not (repository / "museums").exists()
    assert not (repository.parent / "workflows").exists()


def test_the_hooks_for_pre_commit_call_commands_that_there_are() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["appraise-check", "appraise-verify"]
    for hook in hooks:
        assert CliRunner().invoke(app, [*hook["entry"].split()[1:], "--help"]).exit_code == 0


def test_a_comment_cut_inside_a_letter_is_posted_all_the_same(repository: Path) -> None:
    base = git(repository, "rev-parse", "HEAD")
    appraisal = repository / "libraries" / "appraisal.yaml"
    titled = appraisal.read_text("utf-8").replace("Replace: the title of the appraisal", "\u20ac" * 20)
    appraisal.write_text(titled, "utf-8", newline="\n")
    git(repository, "commit", "--quiet", "--all", "--message", "A title")
    workflow = repository / ".github" / "workflows" / "appraise.yaml"
    whole = workflow.read_text("utf-8")
    steps(repository, base)
    said = (repository.parent / "runner" / "said.md").read_bytes()
    for most in range(said.index("\u20ac".encode()), said.index("\u20ac".encode()) + 3):
        workflow.write_text(whole.replace("head -c 60000", f"head -c {most}"), "utf-8", newline="\n")
        (repository.parent / "runner" / "posted.md").unlink(missing_ok=True)
        assert steps(repository, base)["Say what the change does"][0] == 0
        assert "\u20ac" not in (repository.parent / "runner" / "posted.md").read_text("utf-8")
