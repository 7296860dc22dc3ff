"""Separates nobody: a criterion that counts gives every option the same value."""

from collections.abc import Iterator

from appraise.review.exact import figure, percent, standalone, values
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "All options have the same value on a criterion that has weight."
WHY = "It adds the same to every total, so its weight decides nothing, and a reader asks why it is there."
FIX = "Look at the scores again, or describe the points of its scale more finely; accept this if the options are alike."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each criterion with a share on which several options have one value, and no unknown score leaves that open."""
    run = checked.run
    if standalone(run) or len(run.options) == 1:
        return
    for name, criterion in run.inputs.criteria.items():
        held = values(run, name) if run.shares[name] else set()
        if len(held) == 1:
            what = (
                f'"{criterion.name}" weighs {percent(run.shares[name])} and separates nobody: '
                f"all {len(run.options)} options have the value {figure(held.pop())} of 100."
            )
            yield Occurrence(what, ("criteria", name), (name,))
