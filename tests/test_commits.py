"""Five commits, as reviewers met them in a trial: weights, scores, a verdict, words, a new option.

The comment on each fits on one screen, and says under its first line what has to be looked at again.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import ROOT, call, git

Edit = tuple[str, str, str]

_SCREEN = 50, 110
"""Lines of a screen, and characters of one."""
_MUTUAL = {"access": "5", "collections": "4", "learning": "5", "cost": "3.1", "pace": "6", "resilience": "4"}


def new_option() -> Iterator[Edit]:
    """A mutual that nobody asked the staff about again, and that comes first."""
    yield (
        "appraisal.yaml",
        "  charity:\n    summary",
        "  employee-owned-mutual:\n    summary: The staff own a company that runs the museums.\n"
        "    characteristics:\n      council-control:\n        level: agreement\n        reason: By a share.\n"
        "  charity:\n    summary",
    )
    yield "appraisal.yaml", LEFT_OUT, "left-out:\n"
    verdict = "      verdict: pass\n      reason: The lease can pass to it.\n      by: Head of Collections\n"
    yield (
        "appraisal.yaml",
        "    charity:\n      verdict",
        f"    employee-owned-mutual:\n{verdict}    charity:\n      verdict",
    )
    for criterion, score in _MUTUAL.items():
        cell = f"    employee-owned-mutual:\n      score: {score}\n      reason: The staff set out how.\n"
        yield "scores.yaml", f"  {criterion}:\n", f"  {criterion}:\n{cell}"


LEFT_OUT = """\
left-out:
  employee-owned-mutual: Staff were asked in February 2026 and did not want to own it (staff survey, question 9).
"""
COMMITS: dict[str, tuple[list[Edit], str, list[str]]] = {
    "weights": (
        [("criteria.yaml", "weight: 24", "weight: 14"), ("criteria.yaml", "weight: 19", "weight: 29")],
        "Numbers changed; the outcome is the same.",
        ["- The weights of Access and Cost changed. The reason is as before: “Each swing from"],
    ),
    "scores": (
        [
            ("scores.yaml", "score: 3\n      reason: The plan of the", "score: 1\n      reason: The plan of the"),
            (
                "scores.yaml",
                "score: 5\n      reason: Volunteers open",
                "score: 3\n      reason: Volunteers cannot open",
            ),
        ],
        "Numbers changed; the outcome is the same.",
        ["- Wholly owned company, Access: 3, now 1. The reason is as before: “The plan of the"],
    ),
    "a verdict": (
        [("appraisal.yaml", "verdict: fail\n      reason: The north", "verdict: pass\n      reason: The north")],
        "Outcome changed: Shared service with another council is no longer excluded.",
        ["- Shared service with another council, Stores open throughout: fail, now pass. The reason is as before: "],
    ),
    "words": (
        [
            ("criteria.yaml", "How many schools take part?", "How many pupils take part?"),
            ("appraisal.yaml", "The museums stay as they are.", "The museums stay as they are today."),
        ],
        "Only words changed; every number is the same.",
        [
            "- Learning: the question changed, and these did not: the scores of In-house as now, In-house transformed, "
            "Wholly owned company, Shared service with another council and Charity."
        ],
    ),
    "an option": (
        list(new_option()),
        "Outcome changed: Employee-owned mutual now makes the shortlist and Wholly owned company is no longer on it.",
        [
            "- The recommendation is for In-house transformed and Wholly owned company; "
            "the shortlist now has Employee-owned mutual and In-house transformed.",
            '- New finding, dominated-shortlisted: "In-house transformed" goes forward, and',
            '- New findings, score-without-evidence: The score of "Employee-owned mutual" on "Access" has no evidence. '
            "There are five more.",
        ],
    ),
}


@pytest.fixture
def comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The comment on each of the commits, one after the other."""
    folder, days = tmp_path / "museums", count(4)
    copytree(ROOT / "tests" / "findings" / "base", folder)
    monkeypatch.chdir(folder)
    git(folder, "init", "-q")

    def commit() -> None:
        git(folder, "add", ".")
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"2026-06-{next(days):02}T12:00:00Z")
        git(folder, "commit", "-qm", "told")

    commit()
    comments = {}
    for name, (edits, _, _) in COMMITS.items():
        for file, was, now in edits:
            text = Path(file).read_text("utf-8")
            assert text.count(was) == 1, was
            Path(file).write_text(text.replace(was, now), "utf-8", newline="\n")
        commit()
        comments[name] = call("diff", "HEAD~1", "HEAD", "--format", "md").stdout
    return comments


def test_the_comment_on_each_fits_on_a_screen_and_says_what_to_look_at_again(comments: dict[str, str]) -> None:
    height, width = _SCREEN
    for name, (_, first, again) in COMMITS.items():
        lines = comments[name].split("\n")
        assert lines[:4] == [f"## {first}", "", "### Look again at", ""], name
        said = lines[4 : lines.index("", 4)]
        assert len(said) >= len(again)
        assert all(line.startswith(start) for line, start in zip(said, again, strict=False)), said
        assert sum(max(1, -(-len(line) // width)) for line in lines) <= height, name


def test_a_new_option_comes_with_its_scores(comments: dict[str, str]) -> None:
    assert (
        "- Employee-owned mutual: new, scored Access 5, Care of collections 4, Learning 5, Cost 3.1 million pounds a "
        "year, Pace 6 months from the decision and Resilience 4\n"
    ) in comments["an option"]


def test_the_last_of_them_is_what_check_holds_against_the_first(comments: dict[str, str]) -> None:
    """What no commit settled is found at the end: the score, the verdict and the question, and the weights by a check
    of their own."""
    assert comments
    said = " ".join(call("check").stdout.split())
    for sentence in (
        'The score of "Wholly owned company" for "Access" is 1; on 2026-06-04, as git tells it, it was 3',
        'The verdict on "Shared service with another council" at "Stores open throughout" is pass; on 2026-06-04,',
        '"Learning" has another question than on 2026-06-04, as git tells it,',
        "As git tells it, the weights were last changed on 2026-06-05, with scores given before.",
    ):
        assert sentence in said
    assert "Volunteers" not in said
