"""The checks: rules of good appraisal practice, one a file, and the findings where they are not met.

A check states how grave a finding is, what it means, why it matters, what to do and who says so, and looks through a
`CheckInput`. A finding decides nothing: it is a prompt to look, and people may accept it.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from appraise.review_results import CheckInput, Finding, Occurrence, Severity


class Check(Protocol):
    """A check: what each module in this package provides. MEANS, WHY and FIX are sentences for readers; SOURCE is a
    publication with the place in it."""

    SEVERITY: Severity
    MEANS: str
    WHY: str
    FIX: str
    SOURCE: str

    def find(self, checked: CheckInput) -> Iterator[Occurrence]:
        """Every place where the rule is not met."""
        ...


CHECKS: Mapping[str, Check] = {
    module.name.replace("_", "-"): cast("Check", import_module(f"{__name__}.{module.name}"))
    for module in iter_modules(__path__)
}
"""By the code of their findings, in alphabetical order: every module here is a check and is named by its code."""

_LAST = "accepted-nothing"
"""The check that looks at what all others found."""


def findings(checked: CheckInput) -> tuple[Finding, ...]:
    """The findings of all checks, check by check, each with whether people accepted it."""
    findings = [each for code in CHECKS if code != _LAST for each in _of(code, checked)]
    return (*findings, *_of(_LAST, checked._replace(findings=tuple(findings))))


def _of(code: str, checked: CheckInput) -> Iterator[Finding]:
    check = CHECKS[code]
    accepted = {each.where or "": each for each in checked.run.inputs.accepted.get(code, ())}
    for occurrence in check.find(checked):
        where = " ".join(occurrence.about)
        texts = occurrence.what, check.WHY, check.FIX, check.SOURCE
        yield Finding(code, check.SEVERITY, *texts, occurrence.at, where, accepted.get(where) or accepted.get(""))
