"""Evidence: everything cited beside the facts, verdicts and scores of an appraisal."""

from collections.abc import Iterator

from appraise.appraisal import Appraisal, Evidence
from appraise.review.members import member_scores


def cited_evidence(appraisal: Appraisal) -> Iterator[Evidence]:
    """The evidence of every fact, verdict and score of an option, and of every score of a panel's member or of a
    perspective."""
    for option in appraisal.options.values():
        for recorded in (option.characteristics, option.verdicts, option.scores):
            yield from (each.evidence for each in recorded.values())
    yield from (score.evidence for _, _, _, score in member_scores(appraisal))
    for perspective in appraisal.perspectives.values():
        yield from (score.evidence for row in perspective.scores.values() for score in row.values())
