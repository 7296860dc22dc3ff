"""Every problem that a file can have: a folder in `problems/` with the fault, and what `appraise check` says of it.

To add one, put the files into `problems/<code>/` (or `<code>-2/` and so on), run `appraise check . 2> expected.txt`
there, and read it as the person would who has to mend the file.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appraise.cli import app
from appraise.files.text import yaml_errors
from tests.conftest import ROOT

PROBLEMS = ROOT / "tests" / "problems"
FOLDERS = sorted(file.parent.name for file in PROBLEMS.glob("*/expected.txt"))

MODELS = sorted(file.stem for file in (ROOT / "models").glob("*.yaml") if file.stem != "characteristics")

ELSEWHERE = {
    "fingerprint": "files/record/test_read.py",
    "git-failed": "files/git/test_revisions.py",
    "long-text": "files/text/test_yaml_reader.py",
    "missing-text": "publish/test_languages.py",
    "no-git": "files/git/test_revisions.py",
    "no-language": "publish/test_languages.py",
    "no-library": "files/text/test_source.py",
    "no-revision": "files/git/test_revisions.py",
    "no-template": "files/text/test_source.py",
    "reference": "publish/render/word/test_reference.py",
    "not-a-file": "files/text/test_source.py",
    "not-a-record": "files/record/test_read.py",
    "not-json": "files/record/test_read.py",
    "not-sealed": "test_seal.py",
    "not-text": "files/text/test_source.py",
    "not-written": "files/text/test_write.py",
    "template": "publish/render/test_template.py",
    "template-format": "publish/render/test_template.py",
    "too-large": "files/text/test_source.py",
    "too-long": "files/text/test_yaml_reader.py",
    "too-many-unknowns": "engine/test_worked.py",
    "unknown-entry": "test_lookup.py",
    "unknown-name": "test_lookup.py",
    "unknown-text": "publish/test_languages.py",
    "unknown-value": "publish/test_languages.py",
    "unreadable": "files/text/test_source.py",
}
"""Codes that no small file in a folder can bring about, and where they are tested."""


@pytest.mark.parametrize("folder", FOLDERS)
def test_problem(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROBLEMS / folder)
    files = [file.name for file in Path().glob("*.yaml")]
    alone = files if files == ["criteria.yaml"] else ["."]
    done = CliRunner().invoke(app, ["check", *alone])
    said = done.stderr.replace(", ".join(MODELS), "(every model of the library)")
    assert said == Path("expected.txt").read_text("utf-8")
    assert (done.exit_code, done.stdout) == (2, "")


def test_a_folder_is_named_after_its_code() -> None:
    for folder in FOLDERS:
        said = (PROBLEMS / folder / "expected.txt").read_text("utf-8")
        codes = set(re.findall(r"error\[([a-z0-9-]+)\]: ", said))
        assert codes in ({folder}, {folder.rpartition("-")[0]}), folder


def test_what_the_folders_share_is_sound() -> None:
    assert CliRunner().invoke(app, ["check", str(PROBLEMS / "sound")]).exit_code == 0


def test_every_code_has_a_case() -> None:
    """A new code needs a folder, or a test of its own that is named above."""
    given = set(codes())
    assert {"unknown-criterion", "colon", "not-a-date", "group-weight", "too-large", "escape"} <= given
    cases = {folder if folder in given else folder.rpartition("-")[0] for folder in FOLDERS}
    assert given - set(ELSEWHERE) == cases
    assert set(ELSEWHERE) <= given
    for code, file in ELSEWHERE.items():
        assert re.search(rf'["\[]{code}["\]]', (ROOT / "tests" / file).read_text("utf-8")), code


MAKERS = {"Problem": 0, "wrong": 0, "_within_100": 0, "_unreadable": 0, "problem": 1, "check_name": 2}
"""What makes problems, and which of its arguments is the code."""


def codes() -> Iterator[str]:
    """Every code in the source: what is handed to whatever makes a problem."""
    yield from yaml_errors.REFUSALS
    for file in (ROOT / "appraise").rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)):
            maker = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            given = MAKERS.get(maker)
            arguments = [argument.value for argument in call.keywords if argument.arg == "code" and maker == "Problem"]
            if given is not None and not arguments:
                arguments = call.args[given : given + 1]
            for argument in arguments:
                code = str(argument.value) if isinstance(argument, ast.Constant) else ""
                if code:
                    yield f"unknown-{code.split()[0].strip(',')}" if maker == "check_name" else code
