"""At least: the score or level is the required one or above it."""

from fractions import Fraction

OPERAND = "threshold"


def holds(actual: Fraction, required: tuple[Fraction, ...]) -> bool:
    """Whether a score, or a level's position counted from the least, meets the one threshold."""
    return actual >= required[0]
