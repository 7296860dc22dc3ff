"""Gate the wrong way: on a criterion a gate bars the best score and lets the worst through."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from appraise.engine.gates import OPERATORS
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = "A gate on a criterion lets the worst possible score through and bars the best."
WHY = "A gate is a least that every option must reach, so it should bar the worst before the best."
FIX = "Write at-least where more is better and at-most where less is better, or turn the criterion's anchors round."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4.4"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each gate on a criterion that a score of value 0 passes and none of value 100 does."""
    inputs = checked.run.inputs
    for name, gate in inputs.gates.items():
        criterion = inputs.criteria.get(gate.requires.criterion or "")
        operand = gate.requires.operand
        if criterion is None or not isinstance(operand, Decimal):
            continue
        holds = OPERATORS[gate.requires.operator or ""].holds
        passing = {value for score, value in criterion.points if holds(Fraction(score), (Fraction(operand),))}
        if 0 in passing and 100 not in passing:
            what = f'The gate "{gate.name}" lets the worst score on "{criterion.name}" through and bars the best.'
            yield Occurrence(what, ("gates", name), (name,))
