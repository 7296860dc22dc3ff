"""Imports run one way, and what is slow to start is imported where it is used."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

CLASSES = {"problem", "numbers", "plain_numbers", "field_types", "field_models", "appraisal", "analyses", "run"}
CLASSES |= {"value_functions", "weighting", "costing", "seal"}
MAY_IMPORT: dict[str, set[str]] = {
    "problem": set(),
    "numbers": set(),
    "plain_numbers": {"problem", "numbers"},
    "field_types": {"plain_numbers"},
    "field_models": {"problem", "field_types"},
    "appraisal": {"problem", "field_types", "field_models"},
    "analyses": set(),
    "run": CLASSES - {"run", "value_functions", "weighting", "costing", "seal"},
    "value_functions": {"field_types", "appraisal"},
    "weighting": {"problem", "numbers", "appraisal", "value_functions"},
    "costing": {"appraisal", "field_types"},
    "seal": {"numbers", "appraisal", "run"},
    "review_results": {"appraisal", "run"},
    "review": CLASSES | {"engine", "review_results", "review"},
    "files": CLASSES | {"files"},
    "engine": CLASSES | {"engine"},
    "publish": CLASSES | {"review_results", "publish"},
    "__init__": CLASSES | {"files", "engine"},
    "cli": CLASSES | {"files", "engine", "review_results", "review", "publish", "cli", "__init__"},
    "__main__": {"cli"},
}
_GROUND = {"document", "language", "context", "criteria_tree", "phrases", "costs"}
ROOMS: dict[str, dict[str, set[str]]] = {
    "publish": {
        "document": set(),
        "language": {"document"},
        "money": {"language"},
        "context": {"document", "language", "money"},
        "criteria_tree": {"document", "context"},
        "phrases": {"document", "language", "context"},
        "costs": {"document", "language", "context", "money"},
        "render": {"document"},
        "figures": _GROUND,
        "sections.robustness": _GROUND | {"money", "figures"},
        "sections": _GROUND | {"money", "figures", "sections.robustness"},
        "documents": _GROUND | {"money", "figures", "sections.robustness", "sections"},
        "render.screen": {"document", "render", "documents"},
        "workbook": _GROUND | {"render", "figures", "sections"},
        "comparison": _GROUND | {"money", "render", "figures", "sections"},
        "findings": {"render"},
    },
    "files": {
        "text": set(),
        "formats": {"text"},
        "library": {"formats", "text"},
        "checks": {"formats", "text"},
        "record": {"checks", "formats", "text"},
        "git": {"library", "text"},
        "loading": {"checks", "formats", "git", "library", "record", "text"},
    },
}
"""Inside a package, from a sub-package or a module to those it may import; a row names only rows above it."""
FILES = sorted((ROOT / "appraise").rglob("*.py"))


def room(module: str) -> str:
    """The room of a module: its first name below the package."""
    return module.split(".")[1] if "." in module else "__init__"


def imports(text: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} if node.module != "appraise" else {f"appraise.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_room_imports_only_what_it_stands_on(file: Path) -> None:
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    here = room(module.removesuffix(".__init__")) if module != "appraise.__init__" else "__init__"
    ours = {name for name in imports(file.read_text("utf-8")) if name.split(".")[0] == "appraise"}
    found = {room(name) if room(name) in MAY_IMPORT else "__init__" for name in ours}
    assert found <= MAY_IMPORT[here] | {here}


def sub_room(package: str, module: str) -> str:
    """The row of a module in the table of its package: the longest that it is, or lies in."""
    within = f"{module.removeprefix(f'appraise.{package}.')}."
    return max((row for row in ROOMS[package] if within.startswith(f"{row}.")), key=len, default=module)


@pytest.mark.parametrize("package", ROOMS)
def test_arrows_between_sub_packages_run_one_way(package: str) -> None:
    rows = list(ROOMS[package])
    assert all(may_import <= {*rows[:at]} for at, may_import in enumerate(ROOMS[package].values()))
    rooms = set()
    for file in (ROOT / "appraise" / package).rglob("*.py"):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if module == f"appraise.{package}":
            continue
        here = sub_room(package, module)
        rooms.add(here)
        imported = {name for name in imports(file.read_text("utf-8")) if name.startswith(f"appraise.{package}")}
        assert {sub_room(package, name) for name in imported} <= ROOMS[package][here] | {here}, file
    assert rooms == {*rows}


TYPED = {"field_types", "field_models", "appraisal", "files"}


def test_files_and_what_people_write_alone_know_pydantic_and_the_pure_rooms_know_no_machine() -> None:
    for file in FILES:
        where = file.relative_to(ROOT / "appraise").parts[0].removesuffix(".py")
        found = {name.split(".")[0] for name in imports(file.read_text("utf-8"))}
        assert where in TYPED or not found & {"pydantic", "pydantic_core"}, file
        assert where == "files" or "yaml" not in found, file
        pure = where in (
            "problem",
            "numbers",
            "plain_numbers",
            "appraisal",
            "analyses",
            "run",
            "seal",
            "engine",
            "review_results",
            "review",
            "publish",
        )
        assert not pure or not found & {"os", "pathlib", "datetime", "time", "random", "locale", "subprocess"}, file


@pytest.mark.parametrize("command", ["--version", "check examples/birmingham-2016", "score examples/birmingham-2016"])
def test_no_slow_library_on_the_way(command: str) -> None:
    script = (
        "import sys\nfrom typer.testing import CliRunner\nfrom appraise.cli import app\n"
        f"assert CliRunner().invoke(app, {command.split()!r}).exit_code == 0\n"
        "slow = {'pandas', 'numpy', 'jinja2', 'docx', 'xlsxwriter', 'appraise.files.formats.json_schema'}\n"
        "sys.exit(', '.join(slow & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
