"""Totals of the eligible options under any weights, in integers: who then leads and who goes forward.

Integers make it exact and fast to say who is ahead.
"""

from collections.abc import Collection, Sequence
from fractions import Fraction
from math import lcm
from operator import mul
from typing import NamedTuple

from appraise.analyses import AlternativeResult
from appraise.engine.evaluation import Evaluation
from appraise.engine.totals import in_integers, in_units, ranks

Gaps = Sequence[Sequence[int]]
"""How far each of the others is ahead of an option, for one option after another; 0 or below is not ahead."""


class ScaledTotals(NamedTuple):
    """The lowest and the highest total of every option with some weights, times the table's `unit` and the sum of these
    weights, `weight`."""

    lows: list[int]
    highs: list[int]
    weight: int

    def leader(self) -> int | None:
        """The first option that certainly no other is above."""
        return next((option for option in range(len(self.lows)) if max(self.above(option), default=0) <= 0), None)

    def above(self, option: int) -> list[int]:
        """How far each other option can be above an option's lowest total."""
        return [high - self.lows[option] for other, high in enumerate(self.highs) if other != option]


class ScaledTable(NamedTuple):
    """Values, weights and the shortlist rule in integers; options and criteria in file order.

    lows, highs: values by criterion and option, times `unit`; one and the same list where no score is unknown.
    most, bar:   an option goes forward while fewer than `most` others are ahead of it by more than the bar, which is
                 times `unit` too.
    at_least:    whether the bar is a least total instead.
    """

    options: tuple[str, ...]
    weights: list[int]
    lows: list[list[int]]
    highs: list[list[int]]
    unit: int
    most: int
    bar: int
    at_least: bool

    def totals(self, leaves: Sequence[int]) -> ScaledTotals:
        """The totals with some criteria alone, in proportion to their weights; one alone has all, even at 0."""
        weights = [1] if len(leaves) == 1 else [self.weights[leaf] for leaf in leaves]
        lows = _sums(weights, [self.lows[leaf] for leaf in leaves])
        highs = lows if self.lows is self.highs else _sums(weights, [self.highs[leaf] for leaf in leaves])
        return ScaledTotals(lows, highs, sum(weights))

    def leaders(self, totals: ScaledTotals) -> tuple[str, ...]:
        """The leader, then the others level with it: no other's highest total is above its lowest."""
        leader = totals.leader()
        if leader is None:
            return ()
        level = (totals.lows[leader], totals.highs[leader])
        ends = enumerate(zip(totals.lows, totals.highs, strict=True))
        others = (self.options[option] for option, both in ends if both == level and option != leader)
        return (self.options[leader], *others)

    def gaps(self, totals: ScaledTotals) -> Gaps:
        """Who is ahead of each option by more than the bar: first whoever can be (if too few, it certainly goes
        forward); then, where scores are unknown, whoever certainly is (if enough, it certainly does not)."""
        bar = self.bar * totals.weight
        ways = [(totals.lows, totals.highs)]
        if self.lows is not self.highs:
            ways.append((totals.highs, totals.lows))
        if self.at_least:
            return [[bar - end] for own, _ in ways for end in own]
        gaps = []
        for own, others in ways:
            less = [end - bar for end in others]
            gaps += [[other - end for other in less[:index] + less[index + 1 :]] for index, end in enumerate(own)]
        return gaps

    def forward(self, totals: ScaledTotals) -> tuple[list[bool], list[bool]]:
        """Of each option whether it certainly goes forward, and whether it certainly does not."""
        ahead, count = [sum(gap > 0 for gap in gaps) for gaps in self.gaps(totals)], len(self.options)
        return [can_be < self.most for can_be in ahead[:count]], [certain >= self.most for certain in ahead[-count:]]

    def first(self, totals: ScaledTotals) -> tuple[tuple[str, ...], list[bool]]:
        """The leaders, and of each option whether it is or could be level with them."""
        leader = totals.leader()
        return self.leaders(totals), [] if leader is None else [high >= totals.lows[leader] for high in totals.highs]

    def result(self, totals: ScaledTotals) -> AlternativeResult:
        """Who leads and who goes forward, by best rank, then worst rank, then file order."""
        forward, behind = self.forward(totals)
        best_worst = ranks(dict(enumerate(zip(totals.lows, totals.highs, strict=True))))
        order = sorted(best_worst, key=best_worst.__getitem__)
        return AlternativeResult(
            leaders=self.leaders(totals),
            shortlist=tuple(self.options[index] for index in order if forward[index]),
            undetermined=tuple(self.options[index] for index in order if not forward[index] and not behind[index]),
        )


def scaled_table(agreed: Evaluation, among: Collection[str]) -> ScaledTable:
    """The eligible options among these, over common denominators: one for shares, one for values and the bar."""
    options = tuple(option for option in agreed.eligible if option in among)
    criteria, rule = agreed.appraisal.criteria, agreed.appraisal.shortlist_rule
    bar = Fraction(rule.within or 0 if rule.at_least is None else rule.at_least)
    columns = [[agreed.table[option][name] for option in options] for name in criteria]
    values = {end for column in columns for cell in column for end in cell[1:3]}
    unit = lcm(bar.denominator, *(value.denominator for value in values))
    scaled = {value: in_units(value, unit) for value in values}
    lows = [[scaled[cell.low] for cell in column] for column in columns]
    highs = [[scaled[cell.high] for cell in column] for column in columns]
    return ScaledTable(
        options,
        weights=in_integers([agreed.shares[name] for name in criteria])[0],
        lows=lows,
        highs=lows if lows == highs else highs,
        unit=unit,
        most=1 if rule.top is None else rule.top,
        bar=in_units(bar, unit),
        at_least=rule.at_least is not None,
    )


def _sums(weights: list[int], columns: list[list[int]]) -> list[int]:
    return [sum(map(mul, weights, row)) for row in zip(*columns, strict=True)]
