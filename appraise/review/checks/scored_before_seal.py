"""Scored before seal: someone was scored before weights, criteria, gates and the rule of the shortlist were sealed."""

from collections.abc import Iterator

from appraise.review.dates import later
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "A score sheet is dated before the seal of the weights, criteria, gates and rule that its scores are used with."
WHY = (
    "A seal shows that all this was agreed without the result in view, and it cannot show that once someone is scored."
)
FIX = "Mend the date that is wrong; if both are right, say how that came about, and accept this."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, appendix 3"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The agreed sheet and each member's, if it is surely dated before the seal."""
    seal, panel = checked.run.inputs.seal, checked.run.inputs.panel
    if seal is None or panel is None:
        return
    if later(seal.date, panel.date):
        what = f"The agreed scores are dated {panel.date}, before the seal of {seal.date}."
        yield Occurrence(what, ("panel", "date"), ("scores",))
    for member, sheet in panel.sheets.items():
        if later(seal.date, sheet.date):
            what = f'The scores of "{sheet.by}" are dated {sheet.date}, before the seal of {seal.date}.'
            yield Occurrence(what, ("panel", "sheets", member, "date"), (member,))
