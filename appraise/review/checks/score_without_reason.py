"""Score without reason: nothing says why a score is what it is."""

from collections.abc import Iterator

from appraise.review.naming import named
from appraise.reviewed import Found, Seen, Severity

SEVERITY: Severity = "warning"
MEANS = "Scores on a criterion have no reason; one that is not known needs a reason too."
WHY = "A bare number cannot be checked, repeated or argued with."
FIX = "Under each score, say in a sentence why it is this point of the scale, or why it is not known."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, appendix 3"


def find(seen: Seen) -> Iterator[Found]:
    """Each criterion with scores of a sheet that have no reason."""
    options = seen.run.inputs.options
    for name, criterion in seen.run.inputs.criteria.items():
        sheet = [option for option, result in seen.run.options.items() if result.cells[name].from_ == "sheet"]
        bare = [option for option in sheet if not seen.run.options[option].cells[name].reason]
        if bare:
            whose = named([options[option].name for option in bare], f"of {len(sheet)} options")
            what = f'No reason is given for the score of {whose} on "{criterion.name}".'
            if len(bare) == len(sheet):
                what = f'No score on "{criterion.name}" has a reason.'
            yield Found(what, ("options", bare[0], "scores", name), (name,))
