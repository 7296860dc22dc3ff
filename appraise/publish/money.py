"""Money: amounts in pounds as people write them, those of one row in one unit."""

from collections.abc import Collection, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from appraise.numbers import rounded
from appraise.publish.language import MOST_PLACES, Language, number

UNITS = {"GBP": "one", "GBP k": "k", "GBP m": "m"}
"""Units that are money, with the keys of how amounts are shown in them."""
_SHOWN = (("m", 6), ("k", 3), ("one", 0))
"""The units in which amounts are shown, the largest first, by their keys, with the noughts that each leaves out."""
_PLACES = 2
"""Decimal places that are enough for an amount, unless two that differ would look the same."""


def _places(amounts: Collection[Decimal], noughts: int) -> int:
    """How many places tell amounts apart that are shown with so many noughts fewer."""
    figures, decimals = {amount.scaleb(-noughts) for amount in amounts}, _PLACES
    while decimals < MOST_PLACES and len({rounded(each, decimals) for each in figures}) < len(figures):
        decimals += 1
    return decimals


class Money(NamedTuple):
    """How amounts that are compared with each other are printed: with the sign and the unit of the largest of them.

    noughts: how many fewer the unit shown has than the one recorded. places: the most after the point.
    """

    language: Language
    key: str
    noughts: int
    places: int

    @classmethod
    def of(
        cls, unit: str | None, scores: Sequence[Decimal], others: Sequence[Decimal], language: Language
    ) -> "Money | None":
        """How to print amounts recorded in a unit: in that of the largest score; None if the unit is no money.

        others: amounts that are told beside the scores, such as what a gate asks for.
        """
        if unit not in UNITS:
            return None
        left_out = dict(_SHOWN)[UNITS[unit]]
        largest = max(map(abs, scores or others)).scaleb(left_out)
        amounts = {*scores, *others}
        units = [(key, at - left_out) for key, at in _SHOWN if largest >= 10**at or not at]
        found = [cls(language, key, noughts, _places(amounts, noughts)) for key, noughts in units]
        return next((money for money in found if money.places <= _PLACES), found[-1])

    def shown(self, amount: Decimal) -> str:
        """ "£4.87m", for an amount in the unit recorded."""
        figure = rounded(abs(amount).scaleb(-self.noughts), self.places)
        minus = "\N{MINUS SIGN}" if amount < 0 and figure else ""
        return minus + self.language.text(f"money.{self.key if figure else 'one'}", figure=number(figure))

    def at_least(self, amount: Decimal) -> str:
        """An amount rounded towards 0, so that there is as much of it."""
        figure = amount.scaleb(-self.noughts).quantize(Decimal(1).scaleb(-self.places), ROUND_DOWN)
        return self.shown(figure.scaleb(self.noughts))

    def about(self, amount: Decimal) -> str:
        """An amount that nobody recorded, marked as approximate where it is rounded."""
        shown = self.shown(amount)
        figure = amount.scaleb(-self.noughts)
        exact = rounded(figure, self.places) == figure
        return shown if exact else self.language.text("weights.about", points=shown)
