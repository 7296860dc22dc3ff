"""Evidence not cited: a document is listed, and nothing refers to it."""

from collections.abc import Iterator

from appraise.appraisal import Appraisal
from appraise.review.evidence import cited_evidence
from appraise.review.money import cost_citations
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = "A document among the evidence is cited nowhere."
WHY = "Either something rests on it that does not say so, or what it says was left out of account."
FIX = "Cite it where it speaks for or against something, or take it out of evidence.yaml."
SOURCE = "Whitfield, Options Appraisal Criteria and Matrix, ESSU Report 2, June 2007"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each document that nothing cites."""
    inputs = checked.run.inputs
    if not inputs.documents:
        return
    cited = {citation.partition(" ")[0] for citation in _citations(inputs)}
    for name, document in inputs.documents.items():
        if name not in cited:
            yield Occurrence(f'Nothing cites "{document.title}".', ("documents", name), (name,))


def _citations(inputs: Appraisal) -> Iterator[str]:
    for evidence in cited_evidence(inputs):
        yield from (*evidence.for_, *evidence.against)
    yield from cost_citations(inputs.costs)
    for claim in inputs.claims.values():
        yield from (*claim.for_, *claim.against)
    for perspective in inputs.perspectives.values():
        yield from perspective.evidence
    for note in (*inputs.background.values(), inputs.consultation, inputs.equality):
        yield from note.evidence if note else ()
