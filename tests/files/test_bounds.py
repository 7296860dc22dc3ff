"""What a refusal takes of time and memory, by the command, for files that are large in every way."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from appraise import AppraisalError, evaluate, load
from appraise.cli import app
from tests.conftest import ROOT, SMALLEST, git
from tests.files.record.test_read import signed

Folder = Callable[..., Path]
A, C, S = SMALLEST["appraisal"], SMALLEST["criteria"], SMALLEST["scores"]
EVIDENCE = "kind: evidence\nversion: 1\ndocuments:\n  d:\n    title: T\nclaims:\n"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "wait4"), reason="needs the accounts of Unix"),
]

SECONDS, MEGABYTES = 4, 300
"""Two seconds, and as much again for machines that are slow or busy."""


def many(line: str, count: int) -> str:
    return "".join(line.replace("@", str(number)) for number in range(count))


FILES: dict[str, tuple[str, dict[str, str]]] = {
    "lines without a colon": ("long-text", {"appraisal": '"' + "a\n" * 80_000 + '"'}),
    "more lines without a colon": ("long-text", {"appraisal": "a\n" * 1_000_000}),
    "digits in a list": ("flow-text", {"appraisal": "x: [a " + "1" * 80_000 + " x]\n"}),
    "more digits in a list": ("long-text", {"appraisal": "x: [a " + "1" * 2_000_000 + " x]\n"}),
    "one line": ("long-text", {"appraisal": "a" * 20_000_000}),
    "a title": ("long-text", {"appraisal": A.replace("Smallest", "b" * 20_000_000)}),
    "a title of words": ("long-text", {"appraisal": A.replace("Smallest", "b " * 10_000_000)}),
    "a date": ("long-text", {"appraisal": A.replace("2026-01-01", "1" * 10_000_000)}),
    "a block": ("long-text", {"appraisal": A.replace("Smallest", "|\n" + "  a line of text\n" * 1_000_000)}),
    "blank lines": ("too-long", {"appraisal": A + "\n" * 30_000_000}),
    "blanks": ("yaml-syntax", {"appraisal": A + " " * 10_000_000 + "x: 1\n"}),
    "depth": ("too-deep", {"appraisal": A + "x: " + "{a: " * 1_000_000}),
    "keys twice": ("duplicate-key", {"appraisal": A + many("k@: 1\n", 50_000) * 2}),
    "unknown keys": ("unknown-key", {"appraisal": A + many("k@: 1\n", 100_000)}),
    "texts in a list": ("flow-text", {"appraisal": A + "x: [" + "a b c," * 500_000 + "]\n"}),
    "comments that may be text": ("hash", {"appraisal": A + many("k@: a #c\n", 300_000)}),
    "a line at fault after many": ("colon", {"appraisal": A + many("k@: a b\n", 100_000) + "x: a: b\n"}),
    "wrong options": ("unknown-key", {"appraisal": A + many("  o@:\n    nam: N\n", 60_000)}),
    "options of no model": ("unknown-model", {"appraisal": A + many("  o@: {}\n", 40_000)}),
    "models": ("unknown-model", {"appraisal": A.replace("models: []", f"models: [{many('m@, ', 40_000)}]", 1)}),
    "what is chosen": (
        "unknown-option",
        {"appraisal": A + f"recommendation: {{options: [{many('e@, ', 40_000)}], reason: x}}\n"},
    ),
    "findings": ("unknown-finding", {"appraisal": A + "accepted:\n" + many("  e@: [{reason: a}]\n", 30_000)}),
    "what is affected": (
        "unknown-criterion",
        {"appraisal": A + f"unknowns: {{u: {{text: T, affects: [{many('e@, ', 40_000)}]}}}}\n"},
    ),
    "perspectives": (
        "unknown-criterion",
        {"appraisal": A + "perspectives:\n" + many("  p@: {name: P, view: v, weights: {zz: 3}}\n", 20_000)},
    ),
    "criteria without a weight": (
        "missing-weight",
        {"criteria": C.replace("shortlist", many("  w@: {name: N}\n", 30_000) + "shortlist")},
    ),
    "gates": (
        "unknown-characteristic",
        {"criteria": C + "gates:\n" + many("  g@: {name: N, requires: {characteristic: z#, at-least: a}}\n", 20_000)},
    ),
    "cells": ("not-a-score", {"scores": S + many("  c@:\n    left: x\n    right: y\n", 50_000)}),
    "criteria scored": ("unknown-criterion", {"scores": S + many("  c@:\n    left: 1\n", 50_000)}),
    "claims": (
        "unknown-document",
        {
            "appraisal": A + "evidence: evidence.yaml\n",
            "evidence": EVIDENCE + many("  c@: {text: T, for: {e@: x}}\n", 20_000),
        },
    ),
}


MEASURED = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=60)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump([done.returncode, done.stdout, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024], sys.stdout)
"""
"""A command in a process of its own: what this one takes would count as the command's."""


def spent(arguments: Iterable[str], where: Path) -> list[Any]:
    """What a command ends with and says; the seconds of a processor and the megabytes that it takes."""
    command = [sys.executable, "-c", MEASURED, sys.executable, "-m", "appraise", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    measured = subprocess.run(command, cwd=where, env=environment, check=True, capture_output=True).stdout
    return list(json.loads(measured))


@pytest.mark.parametrize("name", FILES)
def test_a_refusal_is_quick_and_small(name: str, folder: Folder) -> None:
    code, files = FILES[name]
    ends, said, seconds, megabytes = spent(["check", "."], folder(**files))
    assert (ends, f"error[{code}]: " in said) == (2, True), said[:1000]
    assert len(said) < 50_000
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    if "more problem" in said:
        assert said.endswith("problems; nothing was checked further\n")


RECORDS: dict[str, Callable[[dict[str, Any]], object]] = {
    "wrong options": lambda data: data["options"].update((f"o{number}", {}) for number in range(40_000)),
    "unknown keys": lambda data: data.update((f"k{number}", 1) for number in range(200_000)),
    "numbers for texts": lambda data: data.update(scope={"in": [1] * 300_000}),
    "names that lead nowhere": lambda data: data["shortlist"].update(options=[f"x{each}" for each in range(100_000)]),
    "a title": lambda data: data.update(title="x" * 10_000_000),
    "backslashes": lambda data: data.update(title="\\" * 5_000_000),
    "files": lambda data: data.update(
        files=[{"path": f"f{number}.yaml", "sha256": "0" * 64} for number in range(100_000)]
    ),
    "a file, over and over": lambda data: data.update(
        files=[{"path": "./" * each + "criteria.yaml", "sha256": "0" * 64} for each in range(1000)]
    ),
}


@pytest.mark.parametrize("name", RECORDS)
def test_a_refusal_of_a_record_is_quick_and_small(name: str, folder: Folder) -> None:
    where = folder()
    data = json.loads(evaluate(load(where)).to_json())
    RECORDS[name](data)
    (where / "run.json").write_text(signed(data), "utf-8", newline="\n")
    ends, said, seconds, megabytes = spent(["verify", "run.json"], where)
    assert (ends, "error[not-a-record]: " in said) == (2, True), said[:1000]
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def test_what_is_no_record_is_refused_before_it_is_built(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"kind":"run","version":1,"x":[' + "[]," * 10_000_000 + "[]]}", "utf-8")
    ends, said, seconds, megabytes = spent(["verify", "run.json"], tmp_path)
    assert (ends, "error[not-json]: " in said) == (2, True), said[:1000]
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def test_a_scale_of_very_many_points_is_checked(folder: Folder) -> None:
    scale = "  0: No\n  5: Yes\n"
    where = folder(criteria=C.replace(scale, scale + many("  0.@1: Between\n", 20_000)))
    ends, said, seconds, megabytes = spent(["check", "."], where)
    assert (ends, "close-call" in said) == (0, False), said[:1000]
    assert seconds < 2 * SECONDS
    assert megabytes < MEGABYTES


def test_history_is_read_up_to_a_limit(tmp_path: Path, folder: Folder) -> None:
    """A small repository can hold a large file in each of many commits."""
    where = folder(appraisal=A)
    git(where, "init", "--quiet")
    for turn in range(12):
        (where / "criteria.yaml").write_text(C + f"# {turn}{' a' * 49_000}\n" * 100, "utf-8", newline="\n")
        git(where, "add", "--all")
        git(where, "commit", "--quiet", "--message", "Again")
    (where / "criteria.yaml").write_text(C, "utf-8", newline="\n")
    git(where, "commit", "--quiet", "--all", "--message", "Small")
    ends, said, seconds, megabytes = spent(["check", "."], where)
    assert (ends, "weights-after-scores" in said) == (0, False), said[:1000]
    assert seconds < 2 * SECONDS
    assert megabytes < MEGABYTES


def test_memory_that_is_not_there_is_no_fault_of_ours(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("appraise.cli.score.run_of", too_much)
    done = CliRunner().invoke(app, ["score", str(folder())])
    assert (done.exit_code, "error[too-large]: " in done.stderr) == (2, True)


def test_faults_are_told_with_their_lines_however_many_there_are(folder: Folder) -> None:
    """In lists and in mappings, where things are checked some at a time."""
    wrong = (0, 499, 500, 1000)
    items = "".join(f"    - {'[1]' if each in wrong else 'a'}\n" for each in range(1001))
    ids = "".join(f"  {'o_' if each in wrong else 'o'}{each}: x\n" for each in range(1001))
    text = A + "scope:\n  in:\n" + items + "left-out:\n" + ids
    with pytest.raises(AppraisalError) as caught:
        load(folder(appraisal=text))
    first = A.count("\n") + 3
    found = [problem.place.line for problem in caught.value.problems if problem.place]
    assert found == [*(first + each for each in wrong), *(first + 1002 + each for each in wrong)]


def test_the_first_thousand_are_told_and_no_fewer(folder: Folder) -> None:
    """600 options with two faults each."""
    text = A + "".join(f"  o{each}:\n    nam: N\n    reson: R\n" for each in range(600))
    with pytest.raises(AppraisalError) as caught:
        load(folder(appraisal=text))
    lines = [problem.place.line for problem in caught.value.problems if problem.place]
    first = A.count("\n") + 2
    assert lines == sorted(first + 3 * each + fault for each in range(500) for fault in (0, 1))


def test_how_many_problems_are_told(folder: Folder) -> None:
    """As many as there are, up to a thousand; of more, that there are at least so many."""
    for count, last in ((30, "30 problems"), (999, "999 problems"), (1000, "at least 1,000 problems")):
        where = folder(appraisal=A + many("k@: 1\n", count))
        said = CliRunner().invoke(app, ["check", str(where)]).stderr
        assert said.splitlines()[-1] == f"{last}; nothing was checked further"
        assert said.splitlines()[-2].endswith(f"{count - 20} more problems")
        listed = CliRunner().invoke(app, ["check", str(where), "--format", "json"]).stdout
        assert len(json.loads(listed)["findings"]) == count


def test_what_is_told_is_no_longer_than_can_be_read(folder: Folder) -> None:
    name = "a" * 50_000
    where = folder(appraisal=A + f"comparator: {name}\n")
    said = CliRunner().invoke(app, ["check", str(where)]).stderr
    assert len(said) < 3_000
    assert 'no option is called "aaa' in said


def test_of_findings_of_one_kind_the_first_are_printed(folder: Folder) -> None:
    claims = many("  c@: {text: T, for: {d: x}}\n", 25)
    where = folder(appraisal=A + "evidence: evidence.yaml\n", evidence=EVIDENCE + claims)
    said = CliRunner().invoke(app, ["check", str(where)]).stdout
    assert said.count("note[one-sided-evidence]") == 20
    assert "and 5 more of one-sided-evidence\n" in said
    listed = CliRunner().invoke(app, ["check", str(where), "--format", "json"]).stdout
    assert sum(each["code"] == "one-sided-evidence" for each in json.loads(listed)["findings"]) == 25


def test_a_problem_is_told_in_few_words_whoever_finds_it(folder: Folder) -> None:
    """A name that leads nowhere may be as long as a text."""
    data = json.loads(evaluate(load(folder())).to_json())
    data["shortlist"]["options"] = ["x" * 90_000]
    (folder() / "run.json").write_text(signed(data), "utf-8", newline="\n")
    done = CliRunner().invoke(app, ["verify", str(folder() / "run.json")])
    assert (done.exit_code, len(done.stderr) < 5_000) == (2, True)
