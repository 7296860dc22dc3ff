"""Is: the level is one of the required ones."""

from decimal import Decimal

OPERAND = "levels"


def holds(actual: Decimal, required: tuple[Decimal, ...]) -> bool:
    """Whether a level's position, counted from the least, is among those of the required levels."""
    return actual in required
