"""Gate unsigned: nobody put a name to what was decided at a gate."""

from collections.abc import Iterator

from appraise.appraisal import UNKNOWN
from appraise.review.exact import named
from appraise.review_results import Found, Seen, Severity

SEVERITY: Severity = "warning"
MEANS = "Verdicts that people decided at a gate do not say who decided them."
WHY = "A gate can end an option whatever its merits, so a reader asks who stands behind each verdict."
FIX = "Add by to each verdict: a person or body with the standing to say so, such as a lawyer on a point of law."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, A3.3 to A3.6"


def find(seen: Seen) -> Iterator[Found]:
    """Each gate with decided verdicts that nobody signs. That a verdict is not known needs nobody to stand behind it,
    unless a rule knows better."""
    words = seen.run.inputs
    for gate in words.gates:
        unsigned = []
        for option, result in seen.run.options.items():
            judged = result.verdicts[gate]
            said = judged.verdict != UNKNOWN or judged.rule not in (None, UNKNOWN)
            if judged.from_ == "decision" and judged.by is None and said:
                unsigned.append(option)
        if unsigned:
            names = named([words.options[option].name for option in unsigned], "options")
            what = f'Nobody signs what was decided at the gate "{words.gates[gate].name}" for {names}.'
            yield Found(what, ("options", unsigned[0], "verdicts", gate), (gate,))
