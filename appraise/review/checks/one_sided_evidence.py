"""One-sided evidence: all that is cited speaks one way."""

from collections.abc import Iterator

from appraise.review.evidence import cited_evidence
from appraise.review.members import member_scores
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = "A claim has evidence on one side only, or nothing in the whole appraisal is cited against any statement."
WHY = "Selective evidence is a sign that the answer came first."
FIX = "Look for what speaks the other way and cite it; if there is nothing, accept this and say where you looked."
SOURCE = "Whitfield, Options Appraisal Criteria and Matrix, ESSU Report 2, June 2007"

_FEW = 5
"""Fewer scores with evidence than this tell nothing of how the evidence was chosen."""


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each claim with one side, and the appraisal as a whole if enough is cited and none of it against anything."""
    inputs = checked.run.inputs
    for name, claim in inputs.claims.items():
        if bool(claim.for_) != bool(claim.against):
            side = "against" if claim.for_ else "for"
            yield Occurrence(f'Nothing is cited {side} the claim "{claim.text}".', ("claims", name), (name,))
    scored = [(name, id_, score) for id_, option in inputs.options.items() for name, score in option.scores.items()]
    scored += [(name, option, score) for _, name, option, score in member_scores(inputs)]
    citing = {(name, option) for name, option, score in scored if score.evidence.citations}
    against = [claim for claim in inputs.claims.values() if claim.against]
    if len(citing) >= _FEW and not against and not any(each.against for each in cited_evidence(inputs)):
        yield Occurrence(f"{len(citing)} scores cite evidence, and nothing in the appraisal is cited against anything.")
