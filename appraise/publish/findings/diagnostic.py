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
    accepted = (finding.accepted.reason, finding.accepted.by) if finding.accepted else None
    facts = (finding.code, finding.severity, finding.what, finding.why, finding.fix)
    return Diagnostic(*facts, place, finding.source, finding.where, accepted)


def as_json(diagnostics: list[Diagnostic], appraise: str) -> str:
    """All of them as JSON, laid out as a record is. appraise: the version that made them."""
    findings = tuple(map(_plain, diagnostics))
    return json_text({"kind": "check", "version": 1, "appraise": appraise, "findings": findings})


def _plain(diagnostic: Diagnostic) -> dict[str, object]:
    place, accepted = diagnostic.place, diagnostic.accepted
    return {
        **{"code": diagnostic.code, "severity": diagnostic.severity},
        **{key: getattr(place, key) if place else None for key in ("file", "line", "column")},
        **{key: getattr(diagnostic, key) for key in ("what", "why", "fix", "source", "where")},
        "accepted": {"reason": accepted[0], "by": accepted[1]} if accepted else None,
    }
