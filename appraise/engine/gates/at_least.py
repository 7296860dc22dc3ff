"""At least: the level or score found is the one asked for, or above it."""

from decimal import Decimal

OPERAND = "threshold"


def holds(found: Decimal, asked: tuple[Decimal, ...]) -> bool:
    """found: a score, or a level's position counted from the least; asked: the one threshold."""
    return found >= asked[0]
