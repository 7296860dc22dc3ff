"""What gets installed: the package with the shipped library and templates inside."""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT


def test_the_wheel_holds_the_library_and_the_templates(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    for kind in ("criteria", "models", "templates"):
        shipped = [file for file in (ROOT / kind).rglob("*") if file.is_file()]
        assert shipped
        assert {f"appraise/_shipped/{file.relative_to(ROOT).as_posix()}" for file in shipped} <= held
    code = {file.relative_to(ROOT).as_posix() for file in (ROOT / "appraise").rglob("*.py")}
    assert code <= held
    assert not any(name.startswith(("tests", "examples")) for name in held)
