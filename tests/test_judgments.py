"""What three judgments turned on, each as a small appraisal told in commits. The services and names are made up.

Read of them: EnergySolutions EU Ltd v Nuclear Decommissioning Authority [2016] EWHC 1988 (TCC) (by J. Potter, Practical
Law, November 2016): bids were scored on at least two mandatory requirements so that the winner was not excluded.
Lancashire Care NHS Foundation Trust v Lancashire County Council [2018] EWHC 1589 (TCC) (by Bevan Brittan, 2018): the
notes of a moderation meeting did not show how the scores came about. R (Save Our Surgery Ltd) v Joint Committee of
Primary Care Trusts [2013] EWHC 439 (Admin) (by Jordan Publishing, May 2013): the sub-scores behind the totals were kept
from those who were consulted.
"""

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import call, git

Told = Callable[..., None]

FILES = {
    "appraisal": """\
kind: appraisal
version: 1
title: Surgery for children
question: Which centres should go forward?
gateway: Board, June 2026
date: 2026-06-09
status: agreed
criteria: criteria.yaml
scores: scores.yaml
options:
  north:
    name: North
    models: []
  south:
    name: South
    models: []
  west:
    name: West
    models: []
verdicts:
  staffing:
    north:
      verdict: pass
      reason: Four surgeons are in post.
      by: Medical Director
    south:
      verdict: fail
      reason: Two of four surgeons are in post.
      by: Medical Director
    west:
      verdict: pass
      reason: Five surgeons are in post.
      by: Medical Director
""",
    "criteria": """\
kind: criteria
version: 1
title: What matters
scale:
  0: Nothing is shown
  4: All is shown
criteria:
  quality:
    name: Quality
    question: How good is the care?
    weight: 60
  access:
    name: Access
    question: How many children live near?
    weight: 40
gates:
  staffing:
    name: Four surgeons
    requires: judgement
    reason: Two cannot be on call every other night.
shortlist: {top: 2}
""",
    "scores": """\
kind: scores
version: 1
by: Panel
date: 2026-05-12
scores:
  quality:
    north:
      score: 3
      reason: Outcomes are good.
    south:
      score: 4
      reason: Outcomes are the best.
    west:
      score: 2
      reason: Outcomes are fair.
  access:
    north:
      score: 2
      reason: Half of the children live near.
    south:
      score: 1
      reason: A quarter of the children live near.
    west:
      score: 3
      reason: Most of the children live near.
""",
}


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Commits the appraisal with an edit, a file and what stood in it and what does now."""
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    for name, text in FILES.items():
        Path(f"{name}.yaml").write_text(text, "utf-8", newline="\n")

    days = count(4)

    def commit(name: str = "", was: str = "", now: str = "") -> None:
        if name:
            text = Path(name).read_text("utf-8")
            assert text.count(was) == 1
            Path(name).write_text(text.replace(was, now), "utf-8", newline="\n")
        git(tmp_path, "add", ".")
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"2026-05-{next(days):02}T12:00:00Z")
        git(tmp_path, "commit", "-qm", "told")

    commit()
    return commit


def comment(old: str, new: str = ".") -> list[str]:
    """The first lines of the comment that a reviewer gets: what it says first, and what to look at again."""
    text = call("diff", old, new, "--format", "md").stdout
    first, _, rest = text.partition("\n\n### Look again at\n\n")
    return [first, *rest.split("\n\n")[0].split("\n")] if rest else [first]


def found(code: str) -> str:
    """What `check` says under a code, in one line."""
    blocks = call("check").stdout.split("\n  accept: ")
    return " ".join(" ".join(each for each in blocks if f"[{code}]" in each).split())


def test_a_verdict_changed_so_that_nobody_is_excluded_and_its_reason_did_not(told: Told) -> None:
    """EnergySolutions v NDA. South has half of the surgeons that are asked for, fails, and then passes."""
    told("appraisal.yaml", "verdict: fail", "verdict: pass")
    told("appraisal.yaml", "title: Surgery for children", "title: Heart surgery for children")
    assert comment("HEAD~2")[:2] == [
        "## Outcome changed: South now makes the shortlist and West is no longer on it.",
        "- South, Four surgeons: fail, now pass. The reason is as before: “Two of four surgeons are in post.”",
    ]
    said = 'The verdict on "South" at "Four surgeons" is pass; on 2026-05-04, as git tells it, it was fail'
    assert said in found("changed-without-reason")
    told("appraisal.yaml", "Two of four surgeons are in post.", "Two more surgeons begin in May; contracts are signed.")
    assert found("changed-without-reason") == ""
    assert not any("Four surgeons" in line for line in comment("HEAD~3"))


def test_scores_moderated_and_their_reasons_did_not_change(told: Told) -> None:
    """Lancashire Care v Lancashire CC. The panel moderates two scores, of which one gets a new reason."""
    told("scores.yaml", "score: 3\n      reason: Most", "score: 4\n      reason: Most")
    told(
        "scores.yaml", "score: 3\n      reason: Outcomes are good.", "score: 4\n      reason: Moderated, by the audit."
    )
    said = "- West, Access: 3, now 4. The reason is as before: “Most of the children live near."
    assert comment("HEAD~2")[1:] == [f"{said}”"]
    told("scores.yaml", "date: 2026-05-12", "date: 2026-05-13")
    finding = found("changed-without-reason")
    assert finding.count("The score of") == 1
    assert 'The score of "West" for "Access" is 4; on 2026-05-04, as git tells it, it was 3' in finding
    told("scores.yaml", "Most of the children live near.", "Moderated from 3, as the new road brings the rest near.")
    assert found("changed-without-reason") == ""


def test_totals_without_the_scores_behind_them_can_neither_be_made_nor_shown_nor_verified(told: Told) -> None:
    """Save Our Surgery v JCPCT. Whoever takes the scores out of a sheet, a record or a page has nothing left."""
    assert (
        call("score", ".", "-o", "run.json").exit_code
        == call("appendix", ".", "--annex", "-o", "page.html").exit_code
        == 0
    )
    assert call("verify", "run.json").exit_code == call("verify", "page.html").exit_code == 0
    page = Path("page.html").read_text("utf-8")
    assert page.count("Outcomes are good.") == 1
    Path("page.html").write_text(page.replace("Outcomes are good.", ""), "utf-8", newline="\n")
    assert call("verify", "page.html").exit_code == 1
    sheet = Path("scores.yaml").read_text("utf-8")
    Path("scores.yaml").write_text(sheet.partition("scores:\n")[0] + "scores: {}\n", "utf-8")
    for command in ("score", "appendix"):
        done = call(command, ".")
        assert (done.exit_code, done.stdout) == (2, "")
    record = json.loads(Path("run.json").read_text("utf-8"))
    assert {name: option["total"] for name, option in record["options"].items()}
    for option in record["options"].values():
        del option["scores"]
    Path("totals.json").write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    for command in ("verify", "score", "appendix"):
        done = call(command, "totals.json")
        assert (done.exit_code, done.stdout) == (2, "")
