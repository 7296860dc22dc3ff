"""Every command that the README and CONTRIBUTING show works as shown."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

import appraise
from appraise import REGISTRY
from appraise.cli import app
from appraise.files.formats.file_models import KINDS
from appraise.files.formats.json_schema import schema
from tests.conftest import GIT, ROOT, git, installed

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_readme_works_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command in turn, every change to a file, and every output: what is shown is a part of what is printed.
    The reviewer's walk runs in a clone of a real repository, where git finds `appraise` on the path."""
    repository = tmp_path / "repository"
    for name in ("examples", "criteria", "models"):
        shutil.copytree(ROOT / name, repository / name)
    shutil.copy(ROOT / ".gitattributes", repository)
    monkeypatch.setenv("PATH", f"{installed(tmp_path)}{os.pathsep}{os.environ['PATH']}")
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "The examples"]):
        git(repository, *arguments)
    monkeypatch.chdir(repository)
    output, ran, shown, changed = "", 0, 0, 0
    for kind, text in BLOCKS:
        if kind == "sh" and text.startswith(("appraise", "git")):
            output = ""
            for command in text.splitlines():
                output += printed(command, monkeypatch)
                ran += 1
        elif kind == "text":
            assert text in output
            shown += 1
        elif kind == "diff":
            change(text)
            changed += 1
    assert (ran, shown, changed) == (37, 8, 3)
    assert (repository / "libraries" / "appendix.html").is_file()
    assert output.startswith("Wholly owned company")


def printed(command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command of the README prints; `check` of the libraries is the one that is shown to fail."""
    if command.startswith("cd "):
        monkeypatch.chdir(command.removeprefix("cd "))
        return ""
    if command.startswith("git "):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
        assert ("Numbers changed" in done.stdout) == ("git diff" in command)
        return done.stdout
    called = CliRunner().invoke(app, command.split()[1:], env={"COLUMNS": "80"})
    refused = command == "appraise check libraries"
    assert called.exit_code == (2 if refused else 0), command
    return called.stderr if refused else called.stdout


def change(diff: str) -> None:
    """Make the change that a diff shows, which fits in one place."""
    first, *lines = diff.splitlines(keepends=True)
    file = Path(first.removeprefix("--- ").strip())
    old, new = ("".join(line[1:] for line in lines if line[0] in kept) for kept in (" -", " +"))
    text = file.read_text("utf-8")
    assert text.count(old) == 1, diff
    file.write_text(text.replace(old, new), "utf-8")


def test_the_readme_shows_every_key_in_files_that_score(tmp_path: Path) -> None:
    shown: dict[str, set[str]] = {}
    for kind, text in BLOCKS:
        named = re.match("# (every-key/.*)\n", text)
        if kind == "yaml" and named:
            file = tmp_path / named[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            data = yaml.safe_load(text)
            shown.setdefault(data["kind"], set()).update(_keys(data))
    run = appraise.evaluate(appraise.load(tmp_path / "every-key"))
    assert list(run.options) == ["in-house", "trust", "volunteers"]
    (tmp_path / "every-key" / "run.json").write_text(run.to_json(), "utf-8", newline="\n")
    follows = appraise.load(tmp_path / "every-key" / "next").follows
    assert follows is not None
    assert [option for option, then in follows.options.items() if then.outcome != "shortlisted"] == ["in-house"]
    assert set(shown) == set(KINDS)
    known = set(_properties(json.loads(schema(None, REGISTRY))))
    assert known <= set().union(*shown.values()), known - set().union(*shown.values())


def _keys(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from map(str, data)
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _keys(each)


def _properties(part: Any) -> Iterator[str]:
    """The keys that a schema knows, but for the ways to write one thing that stand in comments beside it."""
    if isinstance(part, dict):
        yield from set(part.get("properties", {})) - {"at-least", "at-most", "is", "within", "condition"}
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _properties(each)


def test_what_the_readme_names_is_what_there_is() -> None:
    for kind in ("models", "criteria"):
        ids = {file.stem for file in (ROOT / kind).glob("*.yaml")} - {"characteristics"}
        assert all(f"`{name}`" in README for name in ids), kind
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert all((ROOT / link).exists() for link in links)
    headings = {
        re.sub("[^a-z -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in README.splitlines()
        if line[:1] == "#"
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= headings


def test_python_as_the_readme_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    run = appraise.evaluate(appraise.load("examples/birmingham-2016"))
    python = next(text for kind, text in BLOCKS if kind == "python")
    assert f"# {run.shortlist.options!r}" in python
    assert appraise.read_run("examples/birmingham-2016/run.json") == run
    table = run.table()
    assert list(table.index) == list(run.options)
    assert list(table.columns) == ["name", "outcome", "rank", "total", "low", "high", *run.inputs.criteria]
    assert table.loc["wholly-owned-company", "total"] == 79


def test_ci_runs_the_test_command_of_the_readme() -> None:
    commands = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert len(commands) == 2
    assert commands[0].endswith("appraise score examples/birmingham-2016")
    assert [line for line in README.splitlines() if line.endswith("pytest")] == commands[1:]
    assert "grep -m 1 'pytest$' README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_file_that_contributing_names_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"`((?:appraise|models|criteria|templates|tests)/[\w./-]+)`", text)
    assert len(named) > 10
    for name in named:
        assert (ROOT / name).exists(), name


def test_no_name_that_others_gave_a_file_is_taken_for_an_option() -> None:
    """Wherever a shell hands names over, as git does those of a branch: one like -ohome/x would say what to write."""
    handed = [
        line
        for text in (README, (ROOT / "templates" / "ci" / "appraise.yaml").read_text("utf-8"))
        for line in text.splitlines()
        if re.search(r"appraise (check|score|appendix|diff|verify|explain) .*\$", line) and "cut " not in line
    ]
    assert len(handed) == 4
    assert all(re.search(r"appraise \w+ (--\w+ \w+ )*-- ", line) for line in handed)
