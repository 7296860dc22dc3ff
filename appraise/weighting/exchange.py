"""Exchange: what weights say a step of one criterion is worth in steps or units of another, exactly."""

from fractions import Fraction

from appraise.appraisal import Appraisal, Criterion
from appraise.value_functions import anchors, scale_ends, step
from appraise.weighting import shares


def exchange(appraisal: Appraisal) -> dict[str, dict[str, Fraction]]:
    """For each criterion and each other, both with a share, what one step of the first is worth on the scale of the
    second; of a measure its whole swing. Where either has `values`, how many whole swings of the second the whole swing
    of the first is worth.

    A step raises the total by share times its value, and so does so much of the second's range as has that value.
    """
    share = shares(appraisal)
    criteria = {name: criterion for name, criterion in appraisal.criteria.items() if share[name]}
    return {
        name: {
            other: share[name] / share[other] * _at_equal_shares(criterion, against)
            for other, against in criteria.items()
            if other != name
        }
        for name, criterion in criteria.items()
    }


def in_swings(criterion: Criterion, against: Criterion) -> bool:
    """Whether only the whole swings of two criteria can be compared, as steps of one are worth different things."""
    return criterion.values is not None or against.values is not None


def _at_equal_shares(criterion: Criterion, against: Criterion) -> Fraction:
    """What a step of one criterion is worth on the scale of another of the same share."""
    if in_swings(criterion, against):
        return Fraction(1)
    low, high = scale_ends(anchors(criterion))
    least, most = scale_ends(anchors(against))
    return (step(criterion) or high - low) / (high - low) * (most - least)
