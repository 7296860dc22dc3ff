"""Is: the level is one of the required ones."""

from fractions import Fraction

OPERAND = "levels"


def holds(actual: Fraction, required: tuple[Fraction, ...]) -> bool:
    """Whether a level's position, counted from the least, is among those of the required levels."""
    return actual in required
