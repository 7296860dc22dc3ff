"""Digits: figures that a spreadsheet, which has some 15 digits of each, would take for others."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.workbook.combined import exact
from appraise.publish.workbook.cost_gates import cost_parted
from appraise.publish.workbook.sheet import DoesNotFitError

_DIGITS = 15
_FINEST = Decimal("0.000001")
"""How far apart the points of a scale are at the least, as a part of the greatest of them, for values to six places."""


def refuse_too_fine(context: Context) -> None:
    """Refuse an appraisal whose scales, or gates by a score or a cost, part what a spreadsheet would take for one.

    Raises: DoesNotFitError.
    """
    for criterion in context.inputs.criteria.values():
        scores = [score for score, _ in criterion.points]
        greatest = max(map(abs, scores))
        steps = (high - low for low, high in pairwise(scores))
        if min(steps) < greatest * _FINEST:
            raise DoesNotFitError(criterion.name)
    for gate in context.inputs.gates.values():
        asked = gate.requires.operand
        if isinstance(asked, Decimal) and any(
            score != asked and _written(score) == _written(asked) for score in _scores(context, gate.requires.criterion)
        ):
            raise DoesNotFitError(gate.name)
        if any(cost_parted(context.inputs.costs, gate.requires, option) for option in context.order):
            raise DoesNotFitError(gate.name)


def _scores(context: Context, criterion: str | None) -> Iterator[Decimal | Fraction]:
    if criterion is not None and criterion in context.inputs.criteria:
        scores = (exact(context, criterion, option).score for option in context.order)
        yield from (score for score in scores if score != UNKNOWN)


def _written(figure: Decimal | Fraction) -> str:
    """A figure with as many digits as a spreadsheet has of it."""
    decimal = figure if isinstance(figure, Decimal) else Decimal(figure.numerator) / figure.denominator
    return f"{decimal:.{_DIGITS}g}"
