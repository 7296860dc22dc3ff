"""Recommended though excluded: what is recommended or decided fails a gate."""

from collections.abc import Iterator

from appraise.review.exact import named
from appraise.review_results import Found, Seen, Severity

SEVERITY: Severity = "error"
MEANS = "An option that a gate excludes is recommended or decided on."
WHY = "A gate is a requirement that no strength elsewhere can make up for, so either the gate or the choice is wrong."
FIX = "Choose among the options that pass; or drop the gate, or change the verdict, and say who decided so and why."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4.4"


def find(seen: Seen) -> Iterator[Found]:
    """Each excluded option in the recommendation and in the decision."""
    words = seen.run.inputs
    for key, choice in (("recommendation", words.recommendation), ("decision", words.decision)):
        for option in choice.options if choice else ():
            failed = seen.run.options[option].because.gate
            if seen.run.options[option].outcome == "excluded":
                gates = named([words.gates[gate].name for gate in failed], "gates")
                name = named([words.options[option].name], "options")
                yield Found(f"The {key} names {name}, which fails at {gates}.", (key,), (key, option))
