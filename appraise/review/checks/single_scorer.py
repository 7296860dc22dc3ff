"""Single scorer: no panel stands behind the scores."""

from collections.abc import Iterator

from appraise.appraisal import Panel
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "Only one person scored, or the score sheet names nobody who did."
WHY = "One view alone is easily one-sided, and scores without names cannot be asked about."
FIX = (
    "Have several people score who stand for those affected; give each a sheet under panel, or name each under "
    "members, with their capacity."
)
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, A3.3 to A3.6"


def _many(panel: Panel) -> bool:
    """Whether several people scored; who abstained from everything did not."""
    return sum(any(sheet.scores.values()) for sheet in panel.sheets.values()) > 1 or len(panel.members) > 1


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The panel, if it has one member and the agreed sheet scores nothing that this member did not; or the sheet, if
    it names one or none. Behind scores that illustrate stands no panel."""
    panel = checked.run.inputs.panel
    if checked.run.inputs.status == "illustrative" or panel is None or _many(panel):
        return
    cells = (cell for result in checked.run.options.values() for cell in result.cells.values())
    if panel.sheets and any(cell.from_ == "sheet" and cell.combined is None for cell in cells):
        return
    for member, sheet in panel.sheets.items():
        if not any(sheet.scores.values()):
            continue
        yield Occurrence(f"One person scored: {sheet.by.removesuffix('.')}.", ("panel", "sheets", member))
        return
    only = next(iter(panel.members.values()), None)
    what = f"One person scored: {only}" if only else f"No members of the panel are named, only: {panel.by}"
    yield Occurrence(f"{what.removesuffix('.')}.", ("panel", "members" if only else "by"))
