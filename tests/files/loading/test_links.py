"""Files that lie elsewhere than they seem to: what is not ours is refused where it is named, and never shown."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appraise import AppraisalError, evaluate, load
from appraise.cli import app
from appraise.field_models import replaced
from appraise.files.formats.file_models import KINDS
from appraise.files.text import source
from tests.conftest import SMALLEST

Folder = Callable[..., Path]
SECRET = "root:x:0:0: secret\n"
A = SMALLEST["appraisal"]


@pytest.fixture
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file outside the folder of the appraisal."""
    file = tmp_path_factory.mktemp("private") / "notes.yaml"
    file.write_text(SECRET, "utf-8")
    return file


def told(*arguments: str | Path) -> str:
    """What a command says that ends with 2 and lets nothing of the private file out."""
    done = CliRunner().invoke(app, [str(each) for each in arguments])
    assert done.exit_code == 2, done.output
    for form in (["--format", "json"], []):
        again = CliRunner().invoke(app, [*map(str, arguments), *(form if arguments[0] == "check" else [])])
        assert "secret" not in again.output
        assert "root:" not in again.output
    return done.output


def test_a_reference_out_of_the_folder(folder: Folder, private: Path) -> None:
    for key, line in (("criteria", 7), ("scores", 8), ("evidence", 16), ("follows", 16)):
        where = folder(appraisal=A)
        named = os.path.relpath(private, where)
        text = "\n".join(f"{key}: {named}" if each.startswith(f"{key}:") else each for each in A.split("\n"))
        folder(appraisal=text if text != A else A + f"{key}: {named}\n")
        said = told("check", where)
        code = "follows" if key == "follows" else "wrong-kind"
        assert f"appraisal.yaml:{line}:{len(key) + 3}: error[{code}]: " in said
        assert "leads out of the folder, to a file that does not begin with its kind" in said


@pytest.mark.parametrize("name", ["criteria", "scores", "appraisal", "models/left", "models/characteristics"])
@pytest.mark.parametrize("raw", [SECRET.encode(), b"secret \xff\n", "secret \u200b\n".encode(), b"kin: secret\n", b""])
def test_a_link_out_of_the_folder(name: str, raw: bytes, folder: Folder, private: Path) -> None:
    where = folder(appraisal=A.replace("    models: []\n", "", 1))
    private.write_bytes(raw)
    file = where / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)
    file.symlink_to(private)
    said = told("check", where)
    assert "error[wrong-kind]: " in said
    assert "leads out of the folder" in said


@pytest.mark.parametrize("head", ["kind: Secret\n", "<!doctype html>\n", '{"kind": "run"}\n', "<!-- kind: criteria\n"])
def test_only_a_kind_of_ours_is_read_from_elsewhere(head: str, folder: Folder, private: Path) -> None:
    private.write_text(f"{head}  secret: [\n", "utf-8")
    named = os.path.relpath(private, folder())
    told("check", folder(appraisal=A.replace(": criteria.yaml", f": {named}")))


@pytest.mark.parametrize("before", ["", "\ufeff", "# Ours\n\n", "--- # ours\n"])
@pytest.mark.parametrize("said", ["kind: criteria", "'kind': criteria", 'kind : "criteria"'])
def test_what_says_its_kind_is_read_from_elsewhere(before: str, said: str, folder: Folder, private: Path) -> None:
    where = folder()
    shared = private.with_name("shared.yaml")
    shared.write_text(before + SMALLEST["criteria"].replace("kind: criteria", said), "utf-8")
    named = os.path.relpath(shared, where)
    assert load(folder(appraisal=A.replace(": criteria.yaml", f": {named}"))).criteria


def test_the_kinds_are_those_that_there_are() -> None:
    assert set(source.KINDS) == {*KINDS, "words"}


def test_what_a_link_in_a_repository_leads_to_is_not_shown_however_it_is_named(
    folder: Folder, private: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = tmp_path / "clone"
    (clone / ".git").mkdir(parents=True)
    (clone / "sub").mkdir()
    private.rename(private.with_name("appraisal.yaml"))
    (clone / "lib").symlink_to(private.parent)
    monkeypatch.chdir(clone / "sub")
    for named in ("../lib", clone / "lib", "../lib/appraisal.yaml"):
        assert "leads out of the folder" in told("check", named)
    monkeypatch.chdir(clone)
    assert "leads out of the folder" in told("check", "lib")


def test_names_are_not_listed_where_a_link_leads_elsewhere(
    folder: Folder, private: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = folder(appraisal=A.replace("    models: []\n", "", 1))
    (where / ".git").mkdir()
    (where / "models").symlink_to(private.parent)
    (private.parent / "Secret plan.yml").write_text("x", "utf-8")
    (private.parent / "secret-list.yaml").write_text("x", "utf-8")
    monkeypatch.chdir(where)
    said = told("check", ".")
    assert 'a symbolic link leads elsewhere from "models"' in said
    assert "secret" not in said.lower()


@pytest.mark.parametrize("git", [True, False])
@pytest.mark.parametrize("kind", ["models", "criteria"])
def test_a_folder_may_be_shared_within_a_repository_wherever_one_stands(
    git: bool, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And, where there is no repository, within the folder around the appraisal."""
    top, common = tmp_path / "top", tmp_path / "top" / "common"
    (top / "a").mkdir(parents=True)
    common.mkdir()
    if git:
        (top / ".git").mkdir()
    other = ("    models: []\n", "") if kind == "models" else (": criteria.yaml", ": leisure-review")
    for name, each in (SMALLEST | {"appraisal": A.replace(*other, 1)}).items():
        (top / "a" / f"{name}.yaml").write_text(each, "utf-8", newline="\n")
    if kind == "models":
        (common / "left.yaml").write_text("kind: model\nversion: 1\nname: Left\n", "utf-8")
    else:
        (common / "leisure-review.yaml").write_text(SMALLEST["criteria"], "utf-8")
    (top / "a" / kind).symlink_to("../common")
    for folder, named in ((top, "a"), (top / "a", "."), (tmp_path, "top/a"), (tmp_path, str(top / "a"))):
        monkeypatch.chdir(folder)
        run = evaluate(load(named))
        assert (list(run.inputs.criteria), run.options["left"].total) == (["cost", "pace"], 56)


def test_a_folder_that_is_a_link(folder: Folder, private: Path) -> None:
    where = folder(appraisal=A.replace("    models: []\n", "", 1))
    private.rename(private.with_name("left.yaml"))
    (where / "models").symlink_to(private.parent)
    assert "leads out of the folder" in told("check", where)


@pytest.mark.parametrize("command", ["check", "score", "appendix", "verify"])
@pytest.mark.parametrize("name", ["libraries", "libraries/appraisal.yaml", "run.json", "libraries/run.json"])
def test_what_is_named_is_a_link(
    command: str, name: str, private: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    link = Path(name)
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(private)
    assert "leads out of the folder" in told(command, name)
    assert "leads out of the folder" in told(command, tmp_path / name)


def test_a_link_to_words(folder: Folder, private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder())
    Path("cy.yaml").symlink_to(private)
    assert "leads out of the folder" in told("appendix", ".", "--language", "cy.yaml")


@pytest.mark.parametrize("above", ["", "\ufeff", "# Ours\n\n  # and yours\n", "---\r\n"])
def test_what_begins_with_its_kind_may_lie_anywhere(above: str, folder: Folder) -> None:
    where = folder()
    inner = where / "stage"
    inner.mkdir()
    for name in ("appraisal", "scores"):
        (where / f"{name}.yaml").rename(inner / f"{name}.yaml")
    (where / "criteria.yaml").write_text(above + SMALLEST["criteria"], "utf-8")
    (inner / "appraisal.yaml").write_text(A.replace("criteria.yaml", "../criteria.yaml"), "utf-8")
    assert load(inner)
    (where / "criteria.yaml").write_text(above + SMALLEST["criteria"].replace("weight: 60", "weight: a b: c"), "utf-8")
    with pytest.raises(AppraisalError) as raised:
        load(inner)
    assert [problem.place.text.strip() for problem in raised.value.problems if problem.place] == ["weight: a b: c"]


def test_what_lies_in_the_folder_is_shown_whatever_it_is(folder: Folder) -> None:
    where = folder(scores="a: b: c\n")
    with pytest.raises(AppraisalError) as raised:
        load(where)
    assert [problem.code for problem in raised.value.problems] == ["colon"]


def test_a_record_that_names_files_elsewhere(folder: Folder, private: Path) -> None:
    """They are held against their hashes and never shown; one that is not of an appraisal is not even read whole."""
    where = folder()
    run = evaluate(load(where))
    named = os.path.relpath(private, where)
    files = tuple(file._replace(path=named) for file in run.inputs.files[:1])
    record = run._replace(inputs=replaced(run.inputs, files=files)).to_json()
    (where / "run.json").write_text(record, "utf-8", newline="\n")
    done = CliRunner().invoke(app, ["verify", str(where / "run.json")])
    assert done.exit_code == 1
    assert "secret" not in done.output


def test_a_folder_that_is_reached_by_a_link_is_read(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "here").symlink_to(folder())
    assert load(other / "here")
    shutil.copytree(folder(), other / "copy")
    assert load(other / "copy" / "appraisal.yaml")
