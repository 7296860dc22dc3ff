"""What gets installed: the package with its types, the shipped library and the templates."""

import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow
USER = """\
import appraise

appraisal = appraise.load("examples/leisure")
run = appraise.evaluate(appraisal)
reveal_type(appraisal)
reveal_type(run.shortlist)
"""
"""A user's module."""


def built(target: str, folder: Path) -> Path:
    """The distribution of this checkout, built in a folder. target: "wheel" or "sdist"."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.iterdir()
    return file


def test_the_wheel_holds_the_library_and_the_templates(tmp_path: Path) -> None:
    held = set(zipfile.ZipFile(built("wheel", tmp_path)).namelist())
    for kind in ("criteria", "models", "templates"):
        shipped = [file for file in (ROOT / kind).rglob("*") if file.is_file()]
        assert shipped
        assert {f"appraise/_shipped/{file.relative_to(ROOT).as_posix()}" for file in shipped} <= held
    code = {file.relative_to(ROOT).as_posix() for file in (ROOT / "appraise").rglob("*.py")}
    assert code | {"appraise/py.typed"} <= held
    assert not any(name.startswith(("tests", "examples")) for name in held)


def test_the_source_distribution_says_that_it_has_types(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as held:
        assert {name.partition("/")[2] for name in held.getnames()} >= {"appraise/__init__.py", "appraise/py.typed"}


def test_a_users_type_checker_sees_our_types(tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(USER, "utf-8")
    mypy = [sys.executable, "-m", "mypy", "--config-file=", "--strict", "--disallow-any-expr", "user.py"]
    checked = subprocess.run(mypy, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    revealed = re.findall(r'Revealed type is ".*?(appraise\.\w+\.\w+)\]?"$', checked.stdout, re.MULTILINE)
    assert revealed == ["appraise.appraisal.Appraisal", "appraise.run.Shortlist"]
    assert "Any" not in checked.stdout
