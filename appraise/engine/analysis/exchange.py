"""Exchange: what weights say a step of one criterion is worth in steps or units of another, exactly."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from appraise.appraisal import Criterion
from appraise.engine.evaluation import Evaluation
from appraise.numbers import rounded
from appraise.value_functions import anchors, scale_ends, step

_MOST = 24
"""How many criteria a table has room for."""


def exchange(agreed: Evaluation) -> Mapping[str, Mapping[str, Decimal]] | None:
    """For each criterion and each other, both with a share, what one step of the first is worth on the scale of the
    second; of a measure its whole swing. Where either has `values`, how many whole swings of the second the whole swing
    of the first is worth. None where there are too many criteria.

    A step raises the total by share times its value, which is so much of the second's range as has that value.
    """
    criteria = {name: each for name, each in agreed.appraisal.criteria.items() if agreed.shares[name]}
    if len(agreed.appraisal.criteria) > _MOST:
        return None
    return {
        name: {
            other: rounded(agreed.shares[name] / agreed.shares[other] * _ratio(criterion, against))
            for other, against in criteria.items()
            if other != name
        }
        for name, criterion in criteria.items()
    }


def _ratio(criterion: Criterion, against: Criterion) -> Fraction:
    """What a step of one criterion is worth on the scale of another, at equal weights."""
    if criterion.values is not None or against.values is not None:
        return Fraction(1)
    low, high = scale_ends(anchors(criterion))
    least, most = scale_ends(anchors(against))
    return (step(criterion) or high - low) / (high - low) * (most - least)
