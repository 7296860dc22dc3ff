"""Evidence not cited: a document is listed, and nothing refers to it."""

from collections.abc import Iterator

from appraise.appraisal import Appraisal
from appraise.review_results import Found, Seen, Severity

SEVERITY: Severity = "note"
MEANS = "A document among the evidence is cited nowhere."
WHY = "Either something rests on it that does not say so, or what it says was left out of account."
FIX = "Cite it where it speaks for or against something, or take it out of evidence.yaml."
SOURCE = "Whitfield, Options Appraisal Criteria and Matrix, ESSU Report 2, June 2007"


def find(seen: Seen) -> Iterator[Found]:
    """Each document that nothing cites."""
    words = seen.run.inputs
    if not words.documents:
        return
    cited = {citation.partition(" ")[0] for citation in _citations(words)}
    for name, document in words.documents.items():
        if name not in cited:
            yield Found(f'Nothing cites "{document.title}".', ("documents", name), (name,))


def _citations(words: Appraisal) -> Iterator[str]:
    for option in words.options.values():
        for given in (option.characteristics, option.verdicts, option.scores):
            for each in given.values():
                yield from each.evidence.for_
                yield from each.evidence.against
    for perspective in words.perspectives.values():
        yield from perspective.evidence
        for row in perspective.scores.values():
            for score in row.values():
                yield from score.evidence.for_
                yield from score.evidence.against
    for claim in words.claims.values():
        yield from claim.for_
        yield from claim.against
    for note in (*words.background.values(), words.consultation, words.equality):
        yield from note.evidence if note else ()
