"""Dominated and shortlisted: another option on the shortlist is at least as good in every respect."""

from collections.abc import Iterator
from operator import ge

from appraise.review.exact import row_values, standalone
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = "An option goes forward although another one that does has at least its value on every criterion."
WHY = "By these scores no weights put it ahead of that one, so work on it needs a reason that no score shows."
FIX = "Say what speaks for it beside the scores, add a criterion if that is missing, or leave it behind."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009"

_MOST = 12
"""A longer shortlist has not been shortened yet."""


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each option on the shortlist, save the comparator, with the first that dominates it, if that one is subject to
    no gate. It is on the shortlist too: its total is the higher one, and every rule takes it before. Nothing where one
    criterion has all the weight."""
    run = checked.run
    forward = run.shortlist.options
    if standalone(run) or len(forward) > _MOST:
        return
    counts = [bool(run.shares[name]) for name in run.inputs.criteria]
    if sum(counts) < 2:
        return  # whoever is behind on the one criterion is so on all
    rows = row_values(run, forward)
    for option in forward:
        highs = [high for _, high in rows[option]]
        if run.inputs.options[option].comparator:
            continue
        for other in forward:
            lows = [low for low, _ in rows[other]]
            better = any(low > high and counted for low, high, counted in zip(lows, highs, counts, strict=True))
            if better and all(map(ge, lows, highs)) and other not in run.shortlist.subject_to:
                name, best = run.inputs.options[option].name, run.inputs.options[other].name
                what = f'"{name}" goes forward, and "{best}" equals or beats it on all {len(lows)} criteria.'
                yield Occurrence(what, ("options", option), (option,))
                break
