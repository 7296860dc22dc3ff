"""Separates nobody: a criterion that counts gives every option the same value."""

from collections.abc import Iterator

from appraise.review.exact import alone, figure, percent, values
from appraise.review_results import Found, Seen, Severity

SEVERITY: Severity = "warning"
MEANS = "All options have the same value on a criterion that has weight."
WHY = "It adds the same to every total, so its weight decides nothing, and a reader asks why it is there."
FIX = "Look at the scores again, or describe the points of its scale more finely; accept this if the options are alike."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4"


def find(seen: Seen) -> Iterator[Found]:
    """Each criterion with a share on which several options have one value, and no unknown score leaves that open."""
    run = seen.run
    if alone(run) or len(run.options) == 1:
        return
    for name, words in run.inputs.criteria.items():
        found = values(run, name) if run.shares[name] else set()
        if len(found) == 1:
            what = (
                f'"{words.name}" weighs {percent(run.shares[name])} and separates nobody: '
                f"all {len(run.options)} options have the value {figure(found.pop())} of 100."
            )
            yield Found(what, ("criteria", name), (name,))
