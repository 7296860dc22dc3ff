"""Verdict against rule: people decided otherwise than the gate's own rule."""

from collections.abc import Iterator

from appraise.field_types import UNKNOWN
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "A verdict that people decided differs from what the gate's rule gives."
WHY = "The rule was set before anyone was judged; a verdict against it looks made for one option."
FIX = "Mend the fact that the rule reads, or the rule, if either is wrong; else give the reason, and who decided."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4.4"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each decided verdict that is not what the rule gives; a rule that says unknown gives none."""
    inputs = checked.run.inputs
    for option, result in checked.run.options.items():
        for gate, judged in result.verdicts.items():
            if judged.rule in (None, UNKNOWN, judged.verdict):
                continue
            name, at = inputs.options[option].name, inputs.gates[gate].name
            what = f'At the gate "{at}" the rule says {judged.rule} for "{name}", and people decided {judged.verdict}.'
            why = f'Their reason: "{judged.reason}"' if judged.reason else "They give no reason."
            yield Occurrence(f"{what} {why}", ("options", option, "verdicts", gate), (gate, option))
