"""Single scorer: no panel stands behind the scores."""

from collections.abc import Iterator

from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "The score sheet names nobody who scored, or only one person."
WHY = "One view alone is easily one-sided, and scores without names cannot be asked about."
FIX = "Have several people score who stand for those affected, and name each under members, with their capacity."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, A3.3 to A3.6"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The sheet, if it names one member or none. Behind scores that illustrate stands no panel."""
    panel = checked.run.inputs.panel
    if checked.run.inputs.status == "illustrative" or panel is None or len(panel.members) > 1:
        return
    only = next(iter(panel.members.values()), None)
    what = f"One person scored: {only}" if only else f"No members of the panel are named, only: {panel.by}"
    yield Occurrence(f"{what.removesuffix('.')}.", ("panel", "members" if only else "by"))
