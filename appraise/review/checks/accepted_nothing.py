"""Accepted nothing: people say that they live with a finding, and there is none."""

from collections.abc import Iterator

from appraise.review.exact import named
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = "Something under accepted fits no finding, or is there twice."
WHY = "It may be left over from a finding that was mended, or would hide the next one of that name."
FIX = "Take it out; if it was meant for another finding, write where as that finding shows it."
SOURCE = "The rules of this file: accepted names findings that there are"

_TOLD_BY_HISTORY = ("changed-after-scores", "changed-without-reason", "weights-after-scores")
"""Findings of which nothing is known where history was not asked for."""


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Everything accepted that none of the findings made so far is about."""
    past = set[tuple[str, str]]()
    left = {(finding.code, where) for finding in checked.findings for where in ("", finding.where)}
    for code, accepted in checked.run.inputs.accepted.items():
        for each in accepted:
            where = each.where or ""
            unknown = code in _TOLD_BY_HISTORY and checked.history is None and (code, where) not in past
            if (code, where) not in left and not unknown:
                about = f", for {named([where], 'findings')}" if where else ""
                twice = "which is said twice" if (code, where) in past else "and nothing of the kind is found"
                what = f"{named([code], 'findings')} is accepted{about}, {twice}."
                yield Occurrence(what, ("accepted", code), (code, *where.split()))
            left.discard((code, where))
            past.add((code, where))
