"""Is: the level found is one of those asked for."""

from decimal import Decimal

OPERAND = "levels"


def holds(found: Decimal, asked: tuple[Decimal, ...]) -> bool:
    """found: a level's position counted from the least; asked: the positions of the levels allowed."""
    return found in asked
