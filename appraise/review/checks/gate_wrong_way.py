"""Gate the wrong way: on a criterion a gate bars the best score and lets the worst through."""

from collections.abc import Iterator
from decimal import Decimal

from appraise.engine.gates import OPERATORS
from appraise.review_results import Found, Seen, Severity

SEVERITY: Severity = "note"
MEANS = "A gate on a criterion lets the worst possible score through and bars the best."
WHY = "A gate is a least that every option must reach, so it should bar the worst before the best."
FIX = "Write at-least where more is better and at-most where less is better, or turn the criterion's anchors round."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4.4"


def find(seen: Seen) -> Iterator[Found]:
    """Each gate on a criterion that a score of value 0 passes and none of value 100 does."""
    words = seen.run.inputs
    for gate, given in words.gates.items():
        criterion = words.criteria.get(given.requires.criterion or "")
        operand = given.requires.operand
        if criterion is None or not isinstance(operand, Decimal):
            continue
        holds = OPERATORS[given.requires.operator or ""].holds
        passing = {value for score, value in criterion.points if holds(score, (operand,))}
        if 0 in passing and 100 not in passing:
            what = f'The gate "{given.name}" lets the worst score on "{criterion.name}" through and bars the best.'
            yield Found(what, ("gates", gate), (gate,))
