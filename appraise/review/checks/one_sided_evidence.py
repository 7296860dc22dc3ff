"""One-sided evidence: all that is cited speaks one way."""

from collections.abc import Iterator

from appraise.appraisal import Appraisal, Evidence
from appraise.review_results import Found, Seen, Severity

SEVERITY: Severity = "note"
MEANS = "A claim has evidence on one side only, or nothing in the whole appraisal is cited against any statement."
WHY = "Selective evidence is a sign that the answer came first."
FIX = "Look for what speaks the other way and cite it; if there is nothing, accept this and say where you looked."
SOURCE = "Whitfield, Options Appraisal Criteria and Matrix, ESSU Report 2, June 2007"

_FEW = 5
"""Fewer scores with evidence than this tell nothing of how the evidence was chosen."""


def find(seen: Seen) -> Iterator[Found]:
    """Each claim with one side, and the appraisal as a whole if enough is cited and none of it against anything."""
    words = seen.run.inputs
    for name, claim in words.claims.items():
        if bool(claim.for_) != bool(claim.against):
            side = "against" if claim.for_ else "for"
            yield Found(f'Nothing is cited {side} the claim "{claim.text}".', ("claims", name), (name,))
    scores = [
        score for option in words.options.values() for score in option.scores.values() if score.evidence.citations
    ]
    against = [claim for claim in words.claims.values() if claim.against]
    if len(scores) >= _FEW and not against and not any(each.against for each in _evidence(words)):
        yield Found(f"{len(scores)} scores cite evidence, and nothing in the appraisal is cited against anything.")


def _evidence(words: Appraisal) -> Iterator[Evidence]:
    for option in words.options.values():
        for given in (option.characteristics, option.verdicts, option.scores):
            yield from (each.evidence for each in given.values())
    for perspective in words.perspectives.values():
        yield from (score.evidence for row in perspective.scores.values() for score in row.values())
