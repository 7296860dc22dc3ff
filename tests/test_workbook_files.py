"""Workbooks as the command writes them."""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, call
from tests.spreadsheet import read

Folder = Callable[..., Path]


def test_the_ending_of_a_name_asks_for_a_workbook(folder: Folder) -> None:
    where = folder()
    for name in ("a.xlsx", "B.XLSX"):
        done = call("score", where, "-o", where / name)
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"wrote {where / name}\n")
    printed = call("score", where, "--format", "xlsx", "-o", "-").stdout_bytes
    assert (where / "a.xlsx").read_bytes() == (where / "B.XLSX").read_bytes() == printed


def test_it_bears_the_fingerprint_of_the_record_and_a_record_gives_the_same(folder: Folder) -> None:
    where = folder()
    for name in ("run.json", "a.xlsx"):
        assert call("score", where, "-o", where / name).exit_code == 0
    assert call("score", where / "run.json", "-o", where / "b.xlsx").exit_code == 0
    assert (where / "a.xlsx").read_bytes() == (where / "b.xlsx").read_bytes()
    fingerprint = json.loads((where / "run.json").read_text("utf-8"))["fingerprint"]
    assert any(fingerprint in str(value) for value in read((where / "a.xlsx").read_bytes())["About"].values())


def test_ours_is_written_over_and_no_other_kind(folder: Folder) -> None:
    where = folder()
    assert call("appendix", where, "-o", where / "a.docx").exit_code == 0
    (where / "a.docx").rename(where / "word.xlsx")
    (where / "other.xlsx").write_bytes(b"PK\x03\x04 of somebody else")
    for name in ("word.xlsx", "other.xlsx"):
        before = (where / name).read_bytes()
        done = call("score", where, "-o", where / name)
        assert (done.exit_code, (where / name).read_bytes()) == (2, before), done.stderr
    for _ in range(2):
        assert call("score", where, "-o", where / "a.xlsx").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "xlsx"], "a workbook is not printed"),
        (["-o", "a.csv", "--format", "xlsx"], "its name says csv, and --format xlsx"),
        (["-o", "a.ods"], "end it in .csv or .json or .xlsx"),
    ],
)
def test_what_does_not_go_together_is_told_and_nothing_is_written(
    arguments: list[str], told: str, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder())
    done = call("score", ".", *arguments)
    assert (done.exit_code, done.stdout, done.stderr.count("error[")) == (2, "", 1)
    assert told in done.stderr
    assert not list(Path().glob("a.*"))


def test_without_the_library_it_says_what_to_install(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where, find = folder(), importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == "xlsxwriter" else find(name, *more)
    )
    done = call("score", where, "-o", where / "a.xlsx")
    assert (done.exit_code, (where / "a.xlsx").exists()) == (2, False)
    assert "pip install python-docx xlsxwriter" in done.stderr


def test_a_text_that_no_cell_has_room_for_is_told(folder: Folder) -> None:
    where = folder()
    text = (where / "appraisal.yaml").read_text("utf-8")
    (where / "appraisal.yaml").write_text(text.replace("title: Smallest", f"title: {'Long ' * 7_000}end"), "utf-8")
    done = call("score", where, "-o", where / "a.xlsx")
    assert (done.exit_code, (where / "a.xlsx").exists()) == (2, False)
    assert "error[not-written]" in done.stderr
    assert "32,767 letters" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("case", ["examples/birmingham-2016", "examples/every-key", "criteria/childrens-trust.yaml"])
def test_the_same_bytes_on_every_machine(case: str) -> None:
    command = [sys.executable, "-m", "appraise", "score", case, "--format", "xlsx", "-o", "-"]
    machines = (
        {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati", "COLUMNS": "40"},
    )
    made = [
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **machine}, capture_output=True, check=True
        ).stdout
        for machine in machines
    ]
    assert made[0] == made[1]
    assert made[0].startswith(b"PK")
