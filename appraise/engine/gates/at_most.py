"""At most: the score or level is the required one or below it."""

from decimal import Decimal

OPERAND = "threshold"


def holds(actual: Decimal, required: tuple[Decimal, ...]) -> bool:
    """Whether a score, or a level's position counted from the least, meets the one threshold."""
    return actual <= required[0]
