"""Criteria sets as they run alone: some of their criteria are not counted, for want of a rule to score by."""

from appraise import evaluate, load
from appraise.run import Run
from tests.conftest import ROOT


def alone(name: str) -> Run:
    """What a criteria set that comes with appraise makes of the delivery models."""
    return evaluate(load(ROOT / "criteria" / f"{name}.yaml"))
