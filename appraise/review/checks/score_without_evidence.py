"""Score without evidence: nothing is cited for a score."""

from collections.abc import Iterator

from appraise.appraisal import UNKNOWN
from appraise.review.naming import named
from appraise.reviewed import Found, Seen, Severity
from appraise.run import Cell

SEVERITY: Severity = "warning"
MEANS = "Scores on a criterion cite nothing, for or against."
WHY = "Without evidence a score is somebody's word, and a reader cannot tell what it rests on."
FIX = "Cite the document, and the place in it, under evidence beside the score; list the document in evidence.yaml."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, appendix 3"


def find(seen: Seen) -> Iterator[Found]:
    """Each criterion with known scores of a sheet that cite nothing."""
    options = seen.run.inputs.options
    for name, criterion in seen.run.inputs.criteria.items():
        known = [option for option, result in seen.run.options.items() if _known(result.cells[name])]
        bare = [option for option in known if not any(seen.run.options[option].cells[name].evidence)]
        if bare:
            whose = named([options[option].name for option in bare], f"of {len(known)} options")
            what = f'No evidence is cited for the score of {whose} on "{criterion.name}".'
            if len(bare) == len(known):
                what = f'No score on "{criterion.name}" cites evidence.'
            yield Found(what, ("options", bare[0], "scores", name), (name,))


def _known(cell: Cell) -> bool:
    return cell.from_ == "sheet" and cell.score != UNKNOWN
