"""Gate the wrong way: a gate bars the best score on a criterion, or the lower cost, and lets the other through."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from appraise.engine.gates import OPERATORS
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = "A gate lets the worst possible score on a criterion, or the higher cost, through and bars the other end."
WHY = "A gate is a least that every option must reach, so it should bar the worst before the best."
FIX = "Write at-least where more is better and at-most where less is better, or turn the criterion's anchors round."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4.4"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each gate on a criterion that a score of value 0 passes and none of value 100 does, and each on a cost that more
    passes than asked for, and less does not."""
    inputs = checked.run.inputs
    for name, gate in inputs.gates.items():
        criterion = inputs.criteria.get(gate.requires.criterion or "")
        operand = gate.requires.operand
        if not isinstance(operand, Decimal):
            continue
        holds = OPERATORS[gate.requires.operator or ""].holds
        if gate.requires.cost is not None:
            less, more = (holds(Fraction(operand) + by, (Fraction(operand),)) for by in (-1, 1))
            if more and not less:
                what = f'The gate "{gate.name}" lets whatever costs more through and bars what costs less.'
                yield Occurrence(what, ("gates", name), (name,))
        if criterion is None:
            continue
        passing = {value for score, value in criterion.points if holds(Fraction(score), (Fraction(operand),))}
        if 0 in passing and 100 not in passing:
            what = f'The gate "{gate.name}" lets the worst score on "{criterion.name}" through and bars the best.'
            yield Occurrence(what, ("gates", name), (name,))
