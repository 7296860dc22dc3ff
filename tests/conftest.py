"""What tests share: a small appraisal built by hand, and one written as files."""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings
from typer.testing import CliRunner, Result

from appraise.appraisal import (
    Appraisal,
    CriteriaSet,
    Criterion,
    Gate,
    Option,
    Perspective,
    Requirement,
    Score,
    ShortlistRule,
    Verdict,
)
from appraise.cli import app
from appraise.field_types import UNKNOWN
from tests.guard import Guard

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=2_000, deadline=None)
settings.load_profile("same")

ROOT = Path(__file__).parents[1]
GUARD = Guard(ROOT)
PERCENT = {Decimal(0): "worst", Decimal(100): "best"}


def number(value: object) -> Decimal:
    """A number as typed."""
    return Decimal(str(value))


def score(value: object) -> Score:
    """A bare cell: a number, None for unknown, or (score, low, high)."""
    if value is None:
        return Score(UNKNOWN)
    if isinstance(value, tuple):
        given, low, high = value
        return Score(UNKNOWN if given is None else number(given), (number(low), number(high)))
    return Score(number(value))


def appraisal(
    weights: Mapping[str, object],
    scores: Mapping[str, tuple[object, ...]],
    rule: ShortlistRule | None = None,
    verdicts: Mapping[str, Mapping[str, str]] | None = None,
    perspectives: Mapping[str, Perspective] | None = None,
) -> Appraisal:
    """An appraisal on scales of 0 to 100, so that a score is its own value.

    scores:   each option's, in the order of the weights.
    verdicts: by gate and option, "pass" where none is given; every gate is by judgement.
    """
    criteria = {name: Criterion(name=name, weight=number(weight), scale=PERCENT) for name, weight in weights.items()}
    options = {
        option: Option(
            name=option,
            scores={name: score(value) for name, value in zip(weights, row, strict=True)},
            verdicts={
                gate: Verdict(verdict=given.get(option, "pass"), condition="if it holds")  # type: ignore[arg-type]
                for gate, given in (verdicts or {}).items()
            },
        )
        for option, row in scores.items()
    }
    return Appraisal(
        files=(),
        title="Test",
        criteria=criteria,
        options=options,
        shortlist_rule=rule or ShortlistRule(top=2),
        criteria_set=CriteriaSet(title="Test"),
        gates={gate: Gate(name=gate, requires=Requirement()) for gate in verdicts or {}},
        perspectives=perspectives or {},
    )


X_WEIGHTS = {"ind": 40, "pace": 25, "risk": 20, "aff": 15}
X_SCORES: dict[str, tuple[object, ...]] = {
    "in-house": (0, 100, 75, 100),
    "woc": (75, 75, 75, 50),
    "mutual": (75, 50, 50, 50),
    "jv": (75, 25, 25, 25),
    "charity": (100, 0, 25, 25),
}
"""A running example: five options, four criteria; totals 55, 71.25, 60, 45 and 48.75."""


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes the smallest appraisal, two options by two criteria, with files replaced or added."""

    def write(**files: str) -> Path:
        for name, text in (SMALLEST | {name.replace("_", "/"): text for name, text in files.items()}).items():
            file = tmp_path / f"{name}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        return tmp_path

    return write


SMALLEST = {
    "appraisal": """\
kind: appraisal
version: 1
title: Smallest
question: Which one?
date: 2026-01-01
status: draft
criteria: criteria.yaml
scores: scores.yaml
options:
  left:
    name: Left
    models: []
  right:
    name: Right
    models: []
""",
    "criteria": """\
kind: criteria
version: 1
title: Two criteria
scale:
  0: No
  5: Yes
criteria:
  cost:
    name: Cost
    weight: 60
  pace:
    name: Pace
    weight: 40
shortlist: {top: 1}
""",
    "scores": """\
kind: scores
version: 1
by: Panel
date: 2026-01-01
scores:
  cost:
    left: 2
    right: 3
  pace:
    left: 4
    right: 1
""",
}

GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}
"""What makes git the same on every machine."""


def git(folder: Path, *arguments: str) -> str:
    """What git says in a folder."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, env=os.environ | GIT, check=True, capture_output=True, text=True).stdout.strip()


def call(*arguments: object) -> Result:
    """What a command of `appraise` comes to, in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def installed(folder: Path) -> Path:
    """A folder of commands in which `appraise` is this checkout's."""
    commands = folder / "commands"
    commands.mkdir(exist_ok=True)
    (commands / "appraise").write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m appraise "$@"\n')
    (commands / "appraise").chmod(stat.S_IRWXU)
    return commands


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh", action="store_true", help="write the committed examples anew")
    parser.addoption("--kills", type=int, default=0, help="how often a writer is killed; and many more write at once")
    parser.addoption(
        "--fuzz", type=float, metavar="SECONDS", help="try new changes of good files, so long of each kind"
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """All cores for the whole suite or a half of it; this process alone, which starts sooner, for what is named. What
    is written anew is written before other tests read it."""
    whole = config.args_source is config.ArgsSource.TESTPATHS and not config.getoption("--refresh")
    return (os.cpu_count() or 1) if whole else 0


@pytest.fixture(scope="session", autouse=True)
def _guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """From the first test to the last, what is put aside for a while lies in the temporary folders of the tests too."""
    base = tmp_path_factory.getbasetemp()
    (base / "aside").mkdir(exist_ok=True)
    GUARD.allow(base)
    os.environ["TMPDIR"] = tempfile.tempdir = str(base / "aside")
    GUARD.awake = True
    yield
    GUARD.awake = False


@pytest.fixture(autouse=True)
def _nothing_else_was_touched(_guarded: None) -> Iterator[None]:
    yield
    assert not GUARD.taken(), "a test was about to change what is not its own"
