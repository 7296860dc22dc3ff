"""Explanations of one small appraisal, with every kind of thing in them, worked by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appraise.cli import app
from tests.conftest import SMALLEST

APPRAISAL = """\
kind: appraisal
version: 1
title: Small
question: Which one?
date: 2026-01-01
status: draft
criteria: criteria.yaml
scores: scores.yaml
options:
  charity:
    characteristics:
      independence:
        level: operational
        reason: As stated here
  left:
    name: Left
    models: []
  hybrid:
    name: Hybrid
    models: [charity, wholly-owned-company]
verdicts:
  lawful:
    charity:
      verdict: pass
      by: Counsel
    left:
      verdict: conditional
      condition: Counsel agrees
    hybrid:
      verdict: fail
      reason: Counsel says so
      by: Counsel
perspectives:
  union:
    name: The union
    weights: {pace: 0}
"""
CRITERIA = """\
kind: criteria
version: 1
title: Three criteria
scale:
  0: No
  5: Yes
criteria:
  quality:
    name: Quality
    weight: 60
    criteria:
      reach:
        name: Reach
        weight: 3
      pace:
        name: Pace
        weight: 57
        values:
          0: 0
          4: 100
          5: 100
  freedom:
    name: Freedom
    weight: 40
    rate-from:
      characteristic: independence
      scores: {none: 0, shared: 2, operational: 4, full: 5}
gates:
  free:
    name: Free enough
    requires: {characteristic: independence, at-least: shared}
  quick:
    name: Quick enough
    requires: {criterion: pace, at-least: 2}
  lawful:
    name: Lawful
    requires: judgement
shortlist: {top: 1}
"""
SCORES = """\
kind: scores
version: 1
by: Panel
date: 2026-01-01
scores:
  reach:
    charity: 1
    left: 1
    hybrid: 1
  pace:
    charity: 4
    left:
      score: 4
      range: [1, 5]
      reason: As seen
    hybrid:
      score: unknown
      range: [4, 5]
  freedom:
    left: 4
dissent:
  - by: The clerk
    about: {criterion: pace, option: left}
    score: 2
    reason: Slower
"""


@pytest.fixture
def explain(folder: Callable[..., Path]) -> Callable[[str], str]:
    where = folder(appraisal=APPRAISAL, criteria=CRITERIA, scores=SCORES)

    def explained(name: str) -> str:
        done = CliRunner().invoke(app, ["explain", name, str(where)], env={"COLUMNS": "10000"})
        assert (done.exit_code, done.stderr) == (0, "")
        return done.stdout.replace("\N{EN DASH}", "-")

    return explained


Explain = Callable[[str], str]


def test_what_an_appraisal_states_is_named_before_what_its_model_says(explain: Explain) -> None:
    """The level stands on line 13 of the appraisal, and on another line of the model."""
    said = explain("charity")
    assert "- Free enough: pass. Asked for: Independence is at least “shared”." in said
    assert "Independence: “operational” [appraisal.yaml:13]. As stated here. By rule." in said
    assert "40% = 32. Independence: “operational” [appraisal.yaml:13]." in said


def test_a_gate_on_a_score_says_what_was_read_by_how_much_and_what_the_range_could_turn(explain: Explain) -> None:
    """At least 2: a 4 is 2 above it and may be a 1; what is not known is 4 or 5, above it either way."""
    said = explain("left")
    assert "- Quick enough: pass. Asked for: The score for Pace is at least 2." in said
    assert "Its score is 4 [scores.yaml:13]. It passes by 2. Over its range (1-5) it could fail." in said
    assert "Its score is not known [scores.yaml:17]. Over its whole range (4-5) it would pass." in explain("quick")
    assert "Nothing is recorded about its Independence. By rule." in said


def test_who_decided_and_where_it_is_written(explain: Explain) -> None:
    assert "No reason is recorded. Decided by Counsel [appraisal.yaml:24]." in explain("charity")
    said = explain("lawful")
    assert "Fail. Counsel says so. Decided by Counsel [appraisal.yaml:30]." in said
    assert (
        "Conditional. Condition: Counsel agrees. No reason is recorded. Decided; nobody is named [appraisal.yaml:27]."
        in said
    )


def test_equal_totals_are_level_and_the_points_add_up(explain: Explain) -> None:
    """Reach: 3 x 20 / 100 = 0.6. Pace: 57 x 100 / 100. Freedom: 40 x 80 / 100 = 32. Together 89.6."""
    said = explain("left")
    assert "Weight 3%, its part of the group Quality" not in said
    assert "0.6 + 57 + 32 = 89.6 points, out of 100." in said
    assert "It ranks 1 of the two options that no gate excludes, level with Charity." in said


@pytest.mark.parametrize(
    ("scores", "ranked"),
    [
        ("    left: 2\n    right: 3\n", "It ranks 1 of the two options. The eligible"),
        ("    left: 3\n    right: 3\n", "It ranks 1 of the two options, level with Right. The eligible"),
    ],
)
def test_without_gates_nobody_is_said_to_pass_any(scores: str, ranked: str, folder: Callable[..., Path]) -> None:
    """And with one criterion nothing is said of how often an option is first over all weights."""
    criteria = SMALLEST["criteria"].replace("  pace:\n    name: Pace\n    weight: 40\n", "")
    sheet = SMALLEST["scores"].partition("  pace:")[0].replace("    left: 2\n    right: 3\n", scores)
    sheet = sheet.replace("left: 2", "left: 4")
    where = folder(criteria=criteria, scores=sheet)
    said = CliRunner().invoke(app, ["explain", "left", str(where)], env={"COLUMNS": "10000"}).stdout
    assert ranked in said
    assert "gate" not in said
    assert "set of weights" not in said


def test_an_excluded_option_has_no_rank_and_an_unknown_score_may_have_one_value(explain: Explain) -> None:
    """Any score from 4 to 5 has the value 100, so that the total of the hybrid is settled but for its freedom."""
    said = explain("hybrid")
    assert "Independence: not known, as its models differ. By rule." in said
    assert "[library:models" not in said
    assert "It has no rank, as a gate excludes it." in said
    assert "The score is not known; the range recorded is 4 to 5 [scores.yaml:17]. " in said
    assert "Every score that it could be has the value 100." in said
    assert "100 × 57% = 57." in said  # noqa: RUF001


def test_who_dissents_and_how_others_see_it_stand_with_the_option_alone(explain: Explain) -> None:
    """Without pace, 3 and 40 points are shared out: 20 x 3 / 43 + 80 x 40 / 43 = 75.8."""
    said = explain("left")
    assert "- The clerk. Left, Pace: would give 2; the score is 4. Slower." in said
    assert "- The union: shortlisted, rank 1 =, 75.8 points." in said
    assert "The clerk" not in explain("charity")


def test_a_group_a_criterion_and_a_point_of_view(explain: Explain) -> None:
    said = explain("quality")
    assert "Group of criteria: Quality" in said.splitlines()
    assert "It has 60% of the weight. It holds Reach and Pace." in said
    assert "Left       57.6" in said
    said = explain("pace")
    assert "It has 57% of the weight. [criteria.yaml:17] It is in the group Quality, which has 60%." in said
    assert "The value falls" not in said
    assert "Left     4 (1-5)    57.0  As seen. [scores.yaml:13]" in said.splitlines()
    said = explain("union")
    assert "Point of view: The union" in said.splitlines()
    assert "This point of view gives the same shortlist." in said


def test_what_is_rounded_is_not_called_equal(folder: Callable[..., Path]) -> None:
    """On a scale of 0 to 3 a score of 1 is worth a third of 100; with 60% of the weight, a third of 60."""
    criteria = SMALLEST["criteria"].replace("5: Yes", "3: Yes")
    scores = SMALLEST["scores"].replace("left: 2", "left: 1").replace("left: 4", "left: 1")
    done = CliRunner().invoke(app, ["explain", "left", str(folder(criteria=criteria, scores=scores))])
    said = " ".join(done.stdout.split())
    assert "100 \N{ALMOST EQUAL TO} 33.333333. Weight 60% [criteria.yaml:10]." in said
    assert "60% \N{ALMOST EQUAL TO} 20." in said
    assert "20 + 13.333 = 33.333 points, out of 100." in said
