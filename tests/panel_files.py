"""A small panel as files: two members, who scored and weighed two criteria, one of them in a group."""

from tests.conftest import SMALLEST

CRITERIA = """\
kind: criteria
version: 1
title: Two criteria
scale:
  0: No
  5: Yes
weighting:
  method: swing
  sheets:
    ann: weights/ann.yaml
    ben: weights/ben.yaml
criteria:
  outer:
    name: Outer
    criteria:
      cost:
        name: Cost
  pace:
    name: Pace
gates:
  quick:
    name: Quick
    requires: {criterion: pace, at-least: 1}
shortlist: {top: 1}
"""
SHEET = """\
kind: scores
version: 1
by: Ann
date: 2026-01-02
scores:
  cost:
    left: 2
    right: {score: 3, range: [2, 4]}
  pace:
    left: unknown
    right: 1
"""
WEIGHTS = """\
kind: weights
version: 1
by: Ann
date: 2026-01-02
swings:
  cost: 100
  pace: 50
"""
AGREED = """\
kind: scores
version: 1
by: The panel
date: 2026-01-03
scores:
  pace:
    right:
      score: 2
      reason: Agreed when the panel met
"""
FILES = {
    "appraisal": SMALLEST["appraisal"].replace(
        "scores: scores.yaml\n",
        "panel:\n  combine: mean\n  sheets:\n    ann: panel/ann.yaml\n    ben: panel/ben.yaml\nscores: scores.yaml\n",
    ),
    "criteria": CRITERIA,
    "scores": AGREED,
    "panel_ann": SHEET,
    "panel_ben": SHEET.replace("Ann", "Ben").replace("left: 2", "left: 3").replace("left: unknown", "left: 4"),
    "weights_ann": WEIGHTS,
    "weights_ben": WEIGHTS.replace("Ann", "Ben").replace("50", "80"),
}
