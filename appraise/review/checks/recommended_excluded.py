"""Recommended though excluded: what is recommended or decided fails a gate."""

from collections.abc import Iterator

from appraise.review.exact import named
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "error"
MEANS = "An option that a gate excludes is recommended or decided on."
WHY = "A gate is a requirement that no strength elsewhere can make up for, so either the gate or the choice is wrong."
FIX = "Choose among the options that pass; or drop the gate, or change the verdict, and say who decided so and why."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4.4"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each excluded option in the recommendation and in the decision."""
    inputs = checked.run.inputs
    for key, choice in (("recommendation", inputs.recommendation), ("decision", inputs.decision)):
        for option in choice.options if choice else ():
            failed = checked.run.options[option].because.gate
            if checked.run.options[option].outcome == "excluded":
                gates = named([inputs.gates[gate].name for gate in failed], "gates")
                name = named([inputs.options[option].name], "options")
                yield Occurrence(f"The {key} names {name}, which fails at {gates}.", (key,), (key, option))
