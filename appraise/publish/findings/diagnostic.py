"""Diagnostic: findings and problems in one form, for whatever shows them."""

from typing import TYPE_CHECKING, NamedTuple

from appraise.problem import Place, Problem
from appraise.run import json_text

if TYPE_CHECKING:
    from appraise.review_results import Finding, Severity


class Diagnostic(NamedTuple):
    """A finding, or a problem in reading, which is always an error, and the place people are sent to.

    source:   who says so; None of a problem.
    where:    how a finding that is not about the appraisal as a whole is named where people accept it.
    accepted: why people live with it, and on whose word; None where nobody said so.
    """

    code: str
    severity: "Severity"
    what: str
    why: str
    fix: str
    place: Place | None
    source: str | None = None
    where: str = ""
    accepted: tuple[str, str | None] | None = None


def of_problem(problem: Problem) -> Diagnostic:
    """A problem in reading."""
    return Diagnostic(problem.code, "error", problem.what, problem.why, problem.fix, problem.place)


def of_finding(finding: "Finding", place: Place | None) -> Diagnostic:
    """A finding at its place."""
    said = finding.accepted
    return Diagnostic(
        *(finding.code, finding.severity, finding.what, finding.why, finding.fix, place, finding.source),
        where=finding.where,
        accepted=(said.reason, said.by) if said else None,
    )


def as_json(told: list[Diagnostic], appraise: str) -> str:
    """All of them as JSON, laid out as a record is. `appraise` is the version that looked."""
    return json_text({"kind": "check", "version": 1, "appraise": appraise, "findings": tuple(map(_plain, told))})


def _plain(told: Diagnostic) -> dict[str, object]:
    place, said = told.place, told.accepted
    return {
        **{"code": told.code, "severity": told.severity},
        **{"file": place.file if place else None, "line": place.line if place else None},
        **{"column": place.column if place else None},
        **{"what": told.what, "why": told.why, "fix": told.fix, "source": told.source, "where": told.where},
        "accepted": {"reason": said[0], "by": said[1]} if said else None,
    }
