"""Gate unsigned: nobody put a name to what was decided at a gate."""

from collections.abc import Iterator

from appraise.field_types import UNKNOWN
from appraise.review.exact import named
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "Verdicts that people decided at a gate do not say who decided them."
WHY = "A gate can end an option whatever its merits, so a reader asks who stands behind each verdict."
FIX = "Add by to each verdict: a person or body with the standing to say so, such as a lawyer on a point of law."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, A3.3 to A3.6"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each gate with decided verdicts that nobody signs. An unknown verdict needs no signature, unless the rule gives
    one."""
    inputs = checked.run.inputs
    for gate in inputs.gates:
        unsigned = []
        for option, result in checked.run.options.items():
            judged = result.verdicts[gate]
            definite = judged.verdict != UNKNOWN or judged.rule not in (None, UNKNOWN)
            if judged.from_ == "decision" and judged.by is None and definite:
                unsigned.append(option)
        if unsigned:
            names = named([inputs.options[option].name for option in unsigned], "options")
            what = f'Nobody signs what was decided at the gate "{inputs.gates[gate].name}" for {names}.'
            yield Occurrence(what, ("options", unsigned[0], "verdicts", gate), (gate,))
