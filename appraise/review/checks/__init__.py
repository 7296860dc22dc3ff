"""Checks: rules of good appraisal practice, one a file; what is not met is a finding.

A check says how grave it is, what it means, why it matters, what to do and who says so, and looks through what is
`Seen`. It decides nothing: a finding is a prompt to look, and people may live with it (`accepted`).
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from appraise.appraisal import Accepted
from appraise.review.checks import (
    accepted_nothing,
    agreed_but_open,
    close_call,
    decisive_without_evidence,
    dominated_shortlisted,
    double_counting,
    dropped_unexplained,
    evidence_not_cited,
    gate_decided_for_some,
    gate_unsigned,
    gate_wrong_way,
    lopsided_groups,
    no_comparator,
    no_equality,
    no_transformed,
    one_sided_evidence,
    one_survivor,
    over_half,
    recommendation_differs,
    recommended_excluded,
    repeats_gate,
    score_without_evidence,
    score_without_reason,
    separates_nobody,
    single_scorer,
    threshold_under_winner,
    too_many_ungrouped,
    unknown_without_gateway,
    verdict_against_rule,
    weight_without_spread,
    weights_after_scores,
)
from appraise.review_results import Finding, Found, Seen, Severity


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
    "accepted-nothing": accepted_nothing,
    "agreed-but-open": agreed_but_open,
    "close-call": close_call,
    "decisive-without-evidence": decisive_without_evidence,
    "dominated-shortlisted": dominated_shortlisted,
    "double-counting": double_counting,
    "dropped-unexplained": dropped_unexplained,
    "evidence-not-cited": evidence_not_cited,
    "gate-decided-for-some": gate_decided_for_some,
    "gate-unsigned": gate_unsigned,
    "gate-wrong-way": gate_wrong_way,
    "lopsided-groups": lopsided_groups,
    "no-comparator": no_comparator,
    "no-equality": no_equality,
    "no-transformed": no_transformed,
    "one-sided-evidence": one_sided_evidence,
    "one-survivor": one_survivor,
    "over-half": over_half,
    "recommendation-differs": recommendation_differs,
    "recommended-excluded": recommended_excluded,
    "repeats-gate": repeats_gate,
    "score-without-evidence": score_without_evidence,
    "score-without-reason": score_without_reason,
    "separates-nobody": separates_nobody,
    "single-scorer": single_scorer,
    "threshold-under-winner": threshold_under_winner,
    "too-many-ungrouped": too_many_ungrouped,
    "unknown-without-gateway": unknown_without_gateway,
    "verdict-against-rule": verdict_against_rule,
    "weight-without-spread": weight_without_spread,
    "weights-after-scores": weights_after_scores,
}
"""By the code of their findings, in alphabetical order; a file is named by its code."""


def findings(seen: Seen) -> tuple[Finding, ...]:
    """Everything that the checks find, check by check, with what people accepted of it."""
    found = [each for code, check in CHECKS.items() if check is not accepted_nothing for each in _of(code, check, seen)]
    return (*found, *_of("accepted-nothing", accepted_nothing, seen._replace(found=tuple(found))))


def _of(code: str, check: Check, seen: Seen) -> Iterator[Finding]:
    accepted = {each.where or "": each for each in seen.run.inputs.accepted.get(code, ())}
    return (_finding(code, check, found, accepted) for found in check.find(seen))


def _finding(code: str, check: Check, found: Found, accepted: Mapping[str, Accepted]) -> Finding:
    where = " ".join(found.about)
    texts = found.what, check.WHY, check.FIX, check.SOURCE
    return Finding(code, check.SEVERITY, *texts, found.at, where, accepted.get(where) or accepted.get(""))
