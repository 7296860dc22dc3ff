"""Checks: rules of good appraisal practice, one a file; what is not met is a finding.

A check says how grave it is, what it means, why it matters, what to do and who says so, and looks through what is
`Seen`. It decides nothing: a finding is a prompt to look, and people may live with it (`accepted`).
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from appraise.appraisal import Accepted
from appraise.review.checks import no_comparator
from appraise.reviewed import Finding, Found, Seen, Severity


class Check(Protocol):
    """What a file in this folder holds. MEANS, WHY and FIX are sentences; SOURCE is a publication with its place."""

    SEVERITY: Severity
    MEANS: str
    WHY: str
    FIX: str
    SOURCE: str

    def find(self, seen: Seen) -> Iterator[Found]:
        """Every place where the rule is not met."""
        ...


CHECKS: Mapping[str, Check] = {
    "no-comparator": no_comparator,
}
"""By the code of their findings, in alphabetical order; a file is named by its code."""


def findings(seen: Seen) -> tuple[Finding, ...]:
    """Everything that the checks find, check by check, with what people accepted of it."""
    said = seen.run.inputs.accepted
    return tuple(
        _finding(code, check, found, {each.where or "": each for each in said.get(code, ())})
        for code, check in CHECKS.items()
        for found in check.find(seen)
    )


def _finding(code: str, check: Check, found: Found, accepted: Mapping[str, Accepted]) -> Finding:
    where = " ".join(found.about)
    texts = found.what, check.WHY, check.FIX, check.SOURCE
    return Finding(code, check.SEVERITY, *texts, found.at, where, accepted.get(where))
