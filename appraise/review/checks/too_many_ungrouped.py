"""Too many ungrouped: a long list of criteria in no groups."""

from collections.abc import Iterator

from appraise.appraisal import Criterion, Group
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = "More than eight criteria stand in no group."
WHY = "Nobody can hold so many swings against each other at once, and what a subject weighs as a whole stays unseen."
FIX = "Put criteria that serve one objective in a group, and show what each group weighs."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.2 and 5.4.3"

_MANY = 8


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The appraisal as a whole, if more than eight criteria are in no group."""
    inputs = checked.run.inputs
    leaves: dict[str, Criterion | Group] = {**inputs.criteria, **inputs.uncounted}
    loose = [name for name, leaf in leaves.items() if leaf.group is None]
    if len(loose) > _MANY:
        yield Occurrence(f"{len(loose)} criteria are in no group.", ("criteria", loose[0]))
