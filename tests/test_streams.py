"""What goes to files and programs is UTF-8 whatever a terminal takes, and nobody has to listen beside the result."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALLEST

pytestmark = pytest.mark.slow
Folder = Callable[..., Path]

NAME = "\u0141\u00f3d\u017a \u2013 caf\u00e9"
"""Letters of which two are in no Western code page."""
ACCENTED = SMALLEST["appraisal"].replace("name: Left", f"name: {NAME}").replace("title: Smallest", f"title: {NAME}")
MACHINES = {
    "record": ("score", ".", "--format", "json"),
    "record to -": ("score", ".", "-o", "-"),
    "table": ("score", ".", "--format", "csv"),
    "page": ("appendix", ".", "--format", "html"),
    "markdown": ("appendix", "."),
    "sarif": ("check", ".", "--format", "sarif"),
    "findings": ("check", ".", "--format", "json"),
    "annotations": ("diff", "../old", ".", "--format", "github"),
    "comparison": ("diff", "../old", ".", "--format", "json"),
    "comment": ("diff", "../old", ".", "--format", "md"),
    "git's driver": ("diff", "../old", "."),
    "a redirected screen": ("score", "."),
}


@pytest.fixture
def here(folder: Folder, tmp_path: Path) -> Path:
    """An appraisal with accents, and an older one beside it."""
    where = tmp_path / "now"
    where.mkdir()
    for file in folder(appraisal=ACCENTED).glob("*.yaml"):
        file.replace(where / file.name)
    (tmp_path / "old").mkdir()
    for file in where.glob("*.yaml"):
        old = file.read_text("utf-8").replace("left: 2", "left: 4")
        (tmp_path / "old" / file.name).write_text(old, "utf-8", newline="\n")
    return where


def run(where: Path, *arguments: str, shell: str = "", **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """A command in a process of its own. shell: what a shell does with its streams."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    env |= {"PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", "appraise", *arguments]
    if shell:
        command = ["sh", "-c", f'exec "$@" {shell}', "sh", *command]
    return subprocess.run(command, cwd=where, env=env, capture_output=True, check=False)


@pytest.mark.parametrize("form", MACHINES)
def test_machines_and_files_take_utf_8_whatever_the_terminal_says(form: str, here: Path) -> None:
    plain = run(here, *MACHINES[form], PYTHONIOENCODING="utf-8")
    assert plain.returncode == 0, plain.stderr
    if form not in ("sarif", "findings"):
        assert NAME in plain.stdout.decode("utf-8").replace("&#45;", "-")
    for encoding in ("cp1252", "ascii", "utf-16"):
        other = run(here, *MACHINES[form], PYTHONIOENCODING=encoding, LC_ALL="C")
        assert (other.returncode, other.stdout) == (0, plain.stdout)


def test_a_page_that_was_redirected_verifies(here: Path) -> None:
    page = run(here, "appendix", ".", "--format", "html", PYTHONIOENCODING="cp1252").stdout
    (here / "page.html").write_bytes(page)
    assert run(here, "verify", "page.html").returncode == 0
    assert run(here, "appendix", ".", "-o", "page.html").returncode == 0
    assert (here / "page.html").read_bytes() == page


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
def test_a_terminal_is_told_in_the_letters_it_has(here: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "appraise", "score", "."]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "TERM": "dumb", "COLUMNS": "80"}
    with subprocess.Popen(command, cwd=here, env=env, stdout=theirs, stderr=subprocess.PIPE) as child:
        os.close(theirs)
        printed = b""
        try:
            while more := os.read(ours, 65536):
                printed += more
        except OSError:  # how a terminal ends that nobody writes to any more
            pass
        assert child.wait() == 0
    os.close(ours)
    assert printed.isascii()
    assert b"\\u0141\\xf3d\\u017a - caf\\xe9" in printed


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of Unix")
@pytest.mark.parametrize("shell", ["2>&-", "2>/dev/full", "0<&- 2>&-"])
def test_no_standard_error_is_no_fault(shell: str, here: Path) -> None:
    assert run(here, "score", ".", "-o", "run.json", shell=shell).returncode == 0
    held = json.loads((here / "run.json").read_bytes())
    assert held["options"]["left"]["name"] == NAME
    assert run(here, "verify", "run.json", shell=shell).returncode == 0
    assert run(here, "check", ".", shell=shell).returncode == 0
    assert run(here, "score", "nowhere", shell=shell).returncode == 2
    assert run(here, "init", "../new", shell=shell).returncode == 0
    assert run(here, "score", "../new", shell=shell).stdout == run(here, "score", "../new").stdout
    assert run(here, "score", "--nonsense", shell=shell).returncode == 2
    # The result is not lost where the streams are closed and a file is opened first.
    (here / "scores.yaml").write_text("nonsense", "utf-8")
    assert run(here, "appendix", "run.json", "-o", "page.md", shell=shell).returncode == 0
    assert b"has changed since" not in (here / "page.md").read_bytes()


@pytest.mark.parametrize("columns", ["0", "1", "-1", "19", "80", "99999999999", "\u00b2", "x", ""])
def test_any_width_prints_all_of_it(columns: str, here: Path) -> None:
    for arguments in (("score", "."), ("check", "."), ("explain", "left", "."), ("library",), ("diff", "../old", ".")):
        done = run(here, *arguments, COLUMNS=columns, LINES=columns)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout
