"""Names of files end in .yaml: one that ends otherwise is refused, with the name it should have, wherever it stands."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from appraise import AppraisalError, load
from tests.conftest import GIT, ROOT, SMALLEST, call

Folder = Callable[..., Path]
ENDINGS = [".yml", ".YAML", ".YML", ".Yaml", ".yaml.txt", ".YML.TXT"]


def renamed(where: Path, name: str, ending: str) -> Path:
    file = where / f"{name}.yaml"
    return file.rename(file.with_suffix(ending))


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("command", ["check", "score", "appendix"])
def test_an_appraisal(command: str, ending: str, folder: Folder) -> None:
    """By its own name, and by that of its folder."""
    file = renamed(folder(), "appraisal", ending)
    for named in (file, file.parent):
        said = call(command, named)
        assert (said.exit_code, said.stdout) == (2, "")
        assert said.stderr.count("error[file-name]") == said.stderr.count("error[") == 1
        assert file.name in said.stderr
        assert "appraisal.yaml" in said.stderr.partition("fix: ")[2]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", ["scores", "criteria"])
@pytest.mark.parametrize("typed", ["as it is", "as it should be"])
def test_a_file_that_an_appraisal_names(typed: str, name: str, ending: str, folder: Folder) -> None:
    file = renamed(folder(), name, ending)
    if typed == "as it is":
        folder(appraisal=SMALLEST["appraisal"].replace(f"{name}.yaml", file.name))
        (file.parent / f"{name}.yaml").unlink()
    with pytest.raises(AppraisalError) as caught:
        load(file.parent)
    (found,) = caught.value.problems
    assert (found.code, found.place and found.place.line) == ("file-name", 7 if name == "criteria" else 8)
    assert file.name in found.what
    assert f"to {name}.yaml" in found.fix
    assert "is not a file" not in found.what


def test_the_other_ending_typed_for_what_is_there(folder: Folder) -> None:
    with pytest.raises(AppraisalError) as caught:
        load(folder(appraisal=SMALLEST["appraisal"].replace("scores.yaml", "scores.yml")))
    (found,) = caught.value.problems
    assert (found.code, found.fix) == ("file-name", "write scores.yaml")


@pytest.mark.parametrize("name", ["evidence", "follows"])
def test_other_keys_that_name_a_file(name: str, folder: Folder) -> None:
    where = folder(appraisal=SMALLEST["appraisal"].replace("options:\n", f"{name}: other.yml\noptions:\n"))
    (where / "other.yml").write_text("kind: evidence\nversion: 1\n", "utf-8")
    with pytest.raises(AppraisalError) as caught:
        load(where)
    (found,) = caught.value.problems
    assert found.code == ("file-name" if name == "evidence" else "follows")


@pytest.mark.parametrize("kind", ["models", "criteria"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_an_entry_of_the_library_beside_an_appraisal(kind: str, ending: str, folder: Folder) -> None:
    where = folder()
    (where / kind).mkdir()
    (where / kind / f"own{ending}").write_text("kind: model\n", "utf-8")
    with pytest.raises(AppraisalError) as caught:
        load(where)
    (found,) = caught.value.problems
    assert (found.code, found.fix) == ("file-name", "rename it to own.yaml")


def test_a_criteria_set_by_its_path_may_have_any_name(folder: Folder) -> None:
    where = folder(appraisal=SMALLEST["appraisal"].replace("criteria.yaml", "criteria/Our criteria.yaml"))
    (where / "criteria").mkdir()
    (where / "criteria.yaml").rename(where / "criteria" / "Our criteria.yaml")
    assert load(where)


@pytest.mark.parametrize("typed", ["scores", "scores.txt"])
def test_a_file_of_any_other_name_is_a_file(typed: str, folder: Folder) -> None:
    where = folder(appraisal=SMALLEST["appraisal"].replace("scores.yaml", typed))
    (where / "scores.yaml").rename(where / typed)
    assert load(where)


def test_other_commands(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    renamed(where := folder(), "appraisal", ".yml")
    monkeypatch.chdir(where)
    (where / "cy.yml").write_text("kind: words\n", "utf-8")
    for arguments in (
        ["diff", ".", "."],
        ["explain", "left"],
        ["init", "."],
        ["init", "new", "--from", "criteria.yml"],
        ["appendix", ".", "--language", "cy.yml"],
    ):
        if "criteria.yml" in arguments:
            renamed(where, "criteria", ".yml")
        said = call(*arguments)
        assert said.exit_code == 2, arguments
        assert "error[file-name]" in said.stderr, arguments
    assert not (where / "new").exists()
    assert not (where / "appraisal.yaml").exists()


def test_in_a_commit_and_in_what_github_runs(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the workflow lists is what check refuses, so that neither passes it over."""
    where = folder()
    (where / "north").mkdir()
    for file in where.glob("*.yaml"):
        shutil.move(file, where / "north")
    renamed(where / "north", "appraisal", ".YML")
    monkeypatch.chdir(where)

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], env=GIT, capture_output=True, text=True, check=True)
        return done.stdout

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    said = call("diff", "HEAD:north", "north")
    assert (said.exit_code, "error[file-name]" in said.stderr) == (2, True)
    workflow = (ROOT / "templates" / "ci" / "appraise.yaml").read_text("utf-8")
    (listed,) = [line for line in workflow.splitlines() if "appraisal.yml" in line and "ls-files" in line]
    patterns = [each for each in listed.split("'") if each.startswith(":")]
    (found,) = git("ls-files", "--", *patterns).splitlines()
    assert found == "north/appraisal.YML"
    assert call("check", found).exit_code == 2
