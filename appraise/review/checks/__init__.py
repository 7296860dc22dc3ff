"""The checks: rules of good appraisal practice, one a file, and the findings where they are not met.

A check states how grave a finding is, what it means, why it matters, what to do and who says so, and looks through a
`CheckInput`. A finding decides nothing: it is a prompt to look, and people may accept it.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from appraise.review.checks import (
    abstains_on_one_option,
    accepted_nothing,
    agreed_but_open,
    changed_after_scores,
    changed_after_seal,
    changed_without_reason,
    close_call,
    cost_counted_twice,
    costs_without_prices,
    costs_without_range,
    costs_without_rate,
    dates_out_of_order,
    dearer_shortlisted,
    decisive_without_evidence,
    dominated_shortlisted,
    double_counting,
    dropped_unexplained,
    evidence_not_cited,
    gate_decided_for_some,
    gate_unsigned,
    gate_wrong_way,
    lopsided_groups,
    moderated_outside,
    moderated_without_reason,
    no_comparator,
    no_equality,
    no_transformed,
    one_sided_evidence,
    one_survivor,
    one_voice_decides,
    optimism_bias_unstated,
    over_half,
    range_crosses_gate,
    recommendation_differs,
    recommended_excluded,
    repeats_gate,
    score_without_evidence,
    score_without_reason,
    scored_before_seal,
    separates_nobody,
    single_scorer,
    threshold_under_winner,
    too_many_ungrouped,
    two_camps,
    unknown_without_gateway,
    verdict_against_rule,
    weight_without_spread,
    weights_after_scores,
    weights_from_fewer,
    yearly_cost_stops,
)
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
    "abstains-on-one-option": abstains_on_one_option,
    "accepted-nothing": accepted_nothing,
    "agreed-but-open": agreed_but_open,
    "changed-after-scores": changed_after_scores,
    "changed-after-seal": changed_after_seal,
    "changed-without-reason": changed_without_reason,
    "close-call": close_call,
    "cost-counted-twice": cost_counted_twice,
    "costs-without-prices": costs_without_prices,
    "costs-without-range": costs_without_range,
    "costs-without-rate": costs_without_rate,
    "dates-out-of-order": dates_out_of_order,
    "dearer-shortlisted": dearer_shortlisted,
    "decisive-without-evidence": decisive_without_evidence,
    "dominated-shortlisted": dominated_shortlisted,
    "double-counting": double_counting,
    "dropped-unexplained": dropped_unexplained,
    "evidence-not-cited": evidence_not_cited,
    "gate-decided-for-some": gate_decided_for_some,
    "gate-unsigned": gate_unsigned,
    "gate-wrong-way": gate_wrong_way,
    "lopsided-groups": lopsided_groups,
    "moderated-outside": moderated_outside,
    "moderated-without-reason": moderated_without_reason,
    "no-comparator": no_comparator,
    "no-equality": no_equality,
    "no-transformed": no_transformed,
    "one-sided-evidence": one_sided_evidence,
    "one-survivor": one_survivor,
    "one-voice-decides": one_voice_decides,
    "optimism-bias-unstated": optimism_bias_unstated,
    "over-half": over_half,
    "range-crosses-gate": range_crosses_gate,
    "recommendation-differs": recommendation_differs,
    "recommended-excluded": recommended_excluded,
    "repeats-gate": repeats_gate,
    "score-without-evidence": score_without_evidence,
    "score-without-reason": score_without_reason,
    "scored-before-seal": scored_before_seal,
    "separates-nobody": separates_nobody,
    "single-scorer": single_scorer,
    "threshold-under-winner": threshold_under_winner,
    "too-many-ungrouped": too_many_ungrouped,
    "two-camps": two_camps,
    "unknown-without-gateway": unknown_without_gateway,
    "verdict-against-rule": verdict_against_rule,
    "weight-without-spread": weight_without_spread,
    "weights-after-scores": weights_after_scores,
    "weights-from-fewer": weights_from_fewer,
    "yearly-cost-stops": yearly_cost_stops,
}
"""By the code of their findings, in alphabetical order; a file is named by its code."""


def findings(checked: CheckInput) -> tuple[Finding, ...]:
    """The findings of all checks, check by check, each with whether people accepted it."""
    findings = [
        each for code, check in CHECKS.items() if check is not accepted_nothing for each in _of(code, check, checked)
    ]
    return (*findings, *_of("accepted-nothing", accepted_nothing, checked._replace(findings=tuple(findings))))


def _of(code: str, check: Check, checked: CheckInput) -> Iterator[Finding]:
    accepted = {each.where or "": each for each in checked.run.inputs.accepted.get(code, ())}
    for occurrence in check.find(checked):
        where = " ".join(occurrence.about)
        texts = occurrence.what, check.WHY, check.FIX, check.SOURCE
        yield Finding(code, check.SEVERITY, *texts, occurrence.at, where, accepted.get(where) or accepted.get(""))
