"""Word files as the command writes them."""

import importlib.util
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.conftest import ROOT, call

Folder = Callable[..., Path]
ASKS = ("appendix", "run.json", "--format", "docx", "-o", "-")


def test_the_ending_of_a_name_asks_for_word(folder: Folder) -> None:
    where = folder()
    for name, more in (("a.docx", []), ("B.DOCX", []), ("annex.docx", ["--annex"])):
        done = call("appendix", where, "-o", where / name, *more)
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"wrote {where / name}\n")
        assert docx.Document(str(where / name)).paragraphs[0].text
    assert (where / "a.docx").read_bytes() == (where / "B.DOCX").read_bytes()
    assert (where / "a.docx").read_bytes() == call("appendix", where, "--format", "docx", "-o", "-").stdout_bytes
    assert "annex" in docx.Document(str(where / "annex.docx")).paragraphs[0].text.lower()


def test_ours_is_written_over_but_no_other_kind_and_nothing_that_was_saved_since(folder: Folder) -> None:
    where = folder()
    file = where / "a.docx"
    assert call("appendix", where, "-o", file).exit_code == 0
    assert call("appendix", where, "-o", file).exit_code == 0
    said = call("appendix", where, "--annex", "-o", file)
    assert (said.exit_code, "holds the appendix in Word" in said.stderr) == (2, True)
    # What people changed and saved is theirs: an office program packs it.
    with zipfile.ZipFile(file) as old:
        held = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in held.items():
            new.writestr(name, content)
    changed = file.read_bytes()
    assert call("appendix", where, "-o", file).exit_code == 2
    assert file.read_bytes() == changed
    assert call("appendix", where, "-o", file, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "docx"], "name a file with -o"),
        (["-o", "a.docx", "--template", "council"], "--reference gives a Word file the look"),
        (["-o", "a.html", "--reference", "b.docx"], "--reference does not go with html"),
        (["--reference", "b.docx"], "--reference does not go with md"),
        (["-o", "a.docx", "--reference", "none.docx"], '"none.docx" is not there'),
        (["-o", "a.docx", "--reference", "."], "is not a file"),
        (["-o", "a.docx", "--reference", "scores.yaml"], '"scores.yaml" cannot be used as a Word file'),
    ],
)
def test_what_does_not_go_together_is_told_and_nothing_is_written(
    arguments: list[str], told: str, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder())
    done = call("appendix", ".", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("error[") == 1
    assert not list(Path().glob("a.*"))


def test_without_the_library_it_says_what_to_install(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where, find = folder(), importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == "docx" else find(name, *more))
    done = call("appendix", where, "-o", where / "a.docx")
    assert (done.exit_code, (where / "a.docx").exists()) == (2, False)
    assert "pip install python-docx" in done.stderr
    assert call("appendix", where, "-o", where / "a.html").exit_code == 0


def test_the_reference_is_never_written_over(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder())
    assert call("appendix", ".", "-o", "council.docx").exit_code == 0
    done = call("appendix", ".", "-o", "council.docx", "--reference", "council.docx", "--force")
    assert (done.exit_code, "made from" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["appendix.docx", "scores.xlsx"])
def test_an_office_file_does_not_verify_and_it_is_said_what_does(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK")
    done = call("verify", tmp_path / name)
    assert done.exit_code == 2
    assert "carries no record" in done.stderr
    assert "run.json" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("more", [[], ["--annex"]])
def test_the_same_bytes_on_every_machine(more: list[str]) -> None:
    command = [sys.executable, "-m", "appraise", *ASKS, *more]
    machines = (
        {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati", "COLUMNS": "40"},
    )
    made = [
        subprocess.run(
            command,
            cwd=ROOT / "examples/birmingham-2016",
            env={**os.environ, "PYTHONPATH": str(ROOT), **machine},
            capture_output=True,
            check=True,
        ).stdout
        for machine in machines
    ]
    assert made[0] == made[1]
    assert made[0].startswith(b"PK")
