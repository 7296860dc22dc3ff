"""Merge conflicts that nobody resolved, in files and in records."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from appraise import AppraisalError, Problem, evaluate, load, read_run
from appraise.problem import PROBLEM_LIMIT
from tests.conftest import GIT, SMALLEST

Folder = Callable[..., Path]

OURS = "<<<<<<< HEAD\n    left: 2\n=======\n    left: 4\n>>>>>>> panel\n"
DIFF3 = "<<<<<<< HEAD\n    left: 4\n||||||| 3f2a91c\n    left: 3\n=======\n    left: 5\n>>>>>>> panel\n"


def problems(call: Callable[[], object]) -> list[Problem]:
    with pytest.raises(AppraisalError) as caught:
        call()
    return list(caught.value.problems)


def test_every_conflict_is_told_with_its_lines(folder: Folder) -> None:
    text = (
        SMALLEST["scores"].replace("    left: 2\n", OURS).replace("    left: 4\n    right: 1", f"{DIFF3}    right: 1")
    )
    first, second = problems(lambda: load(folder(scores=text)))
    lines = text.split("\n")
    for found, numbers in ((first, (7, 9, 11)), (second, (14, 16, 18, 20))):
        assert found.code == "conflict"
        assert found.place
        assert found.place.line == numbers[0]
        assert f"lines {numbers[0]} to {numbers[-1]}" in found.what
        assert all(str(number) in found.fix for number in numbers)
        assert all(lines[number - 1][:7] in ("<<<<<<<", "|||||||", "=======", ">>>>>>>") for number in numbers)


@pytest.mark.parametrize("left", ["<<<<<<< HEAD\n", ">>>>>>> panel\n", "||||||| base\n"])
def test_a_line_that_is_left_of_one_is_told(left: str, folder: Folder) -> None:
    (found,) = problems(
        lambda: load(folder(scores=SMALLEST["scores"].replace("    left: 2\n", f"{left}    left: 2\n")))
    )
    assert (found.code, found.place and found.place.line) == ("conflict", 7)


def test_in_a_text_in_quotes_it_is_told_too(folder: Folder) -> None:
    """YAML would take it for a part of the text."""
    cell = f'    left:\n      score: 2\n      reason: "One\n{OURS}      more"\n'
    (found,) = problems(lambda: load(folder(scores=SMALLEST["scores"].replace("    left: 2\n", cell))))
    assert found.code == "conflict"


def test_a_record_is_scored_again(folder: Folder) -> None:
    record = folder() / "run.json"
    text = evaluate(load(folder())).to_json()
    line = '  "title": "Smallest",\n'
    assert line in text
    record.write_text(text.replace(line, f"<<<<<<< a\n{line}=======\n{line}>>>>>>> b\n"), "utf-8")
    (found,) = problems(lambda: read_run(record))
    assert (found.code, "score it again" in found.fix) == ("conflict", True)
    follows = SMALLEST["appraisal"].replace("options:\n", "follows: run.json\noptions:\n")
    (named,) = problems(lambda: load(folder(appraisal=follows)))
    assert "a merge conflict is not resolved" in named.what


def test_lines_that_people_drew_are_no_conflict(folder: Folder) -> None:
    reason = "    left:\n      score: 2\n      reason: |\n        Heading\n        <<<<<<< of git\n"
    assert load(folder(scores=SMALLEST["scores"].replace("    left: 2\n", reason)))


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_what_git_itself_leaves(style: str, folder: Folder) -> None:
    where = folder()
    scores = where / "scores.yaml"

    def git(*words: str) -> int:
        command = ["git", "-c", f"merge.conflictStyle={style}", *words]
        return subprocess.run(command, cwd=where, env=GIT, capture_output=True, check=False).returncode

    def commit(value: str) -> None:
        scores.write_text(SMALLEST["scores"].replace("left: 2", f"left: {value}"), "utf-8")
        assert git("add", ".") == git("commit", "-qm", value) == 0

    git("init", "-qb", "main")
    commit("2")
    git("checkout", "-qb", "panel")
    commit("3")
    git("checkout", "-q", "main")
    commit("1")
    if git("merge", "panel") != 1:
        pytest.skip("this git knows no such style")
    (found,) = problems(lambda: load(where))
    assert found.code == "conflict"


@pytest.mark.parametrize("marks", ["<<<<<<< a\n=======\n>>>>>>> b\n", "<<<<<<< a\n", ">>>>>>> b\n", "=======\n"])
def test_many_are_told_soon_and_shortly(marks: str, folder: Folder) -> None:
    where = folder(scores=SMALLEST["scores"] + "<<<<<<< a\n" + marks * 20_000)
    began = time.process_time()
    found = problems(lambda: load(where))
    assert time.process_time() - began < 2
    assert len(found) <= PROBLEM_LIMIT
    assert all(len(each.what + each.fix) < 600 for each in found)
