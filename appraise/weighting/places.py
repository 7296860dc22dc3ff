"""Places in an order: what each criterion takes of the weights that an order of so many has."""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction


def by_place(
    order: Sequence[Sequence[str]], leaves: Collection[str], weights: Callable[[int], list[Fraction]]
) -> dict[str, Fraction]:
    """The weight of each of some criteria. Level ones take the mean of the places they share, which is a convention.

    order: the criteria by place, those that are level together. weights: those of so many places, the first first.
    """
    places = [[name for name in level if name in leaves] for level in order]
    left, taken = weights(len(leaves)), dict[str, Fraction]()
    for level in filter(None, places):
        mean = sum(left[: len(level)], Fraction(0)) / len(level)
        taken |= dict.fromkeys(level, mean)
        left = left[len(level) :]
    return taken
