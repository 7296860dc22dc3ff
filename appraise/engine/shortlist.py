"""Shortlist: who ranks where and who goes forward, held against the stated rule.

Everyone has a total before this; nothing here moves one. Only `low` and `high` of a total decide.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Literal, NamedTuple, TypeVar

from appraise.appraisal import ShortlistRule
from appraise.engine.totals import Total, ranks, times
from appraise.numbers import rounded
from appraise.run import Outcome, Standing

Ranks = Mapping[str, tuple[int, int]]
Number = TypeVar("Number", int, Fraction)
Held = Literal["shortlisted", "not-shortlisted", "undetermined"]
"""What the rule makes of an eligible option."""


class Line(NamedTuple):
    """An eligible option held against the rule, and the line that decided: None where unknown scores leave it
    open or there is nobody to hold it against."""

    outcome: Held
    line: Decimal | None


class Settled(NamedTuple):
    """Where everyone stands, given who is eligible. The rest holds the eligible: `ranks` the best and the worst,
    `lines` how each is held against the rule, `lows` (with whose) and `highs` of totals from the greatest down."""

    standings: Mapping[str, Standing]
    ranks: Ranks
    lines: Mapping[str, Line]
    lows: Sequence[tuple[Fraction, str]]
    highs: Sequence[Fraction]

    def listed(self, outcome: Outcome) -> tuple[str, ...]:
        """The eligible options with an outcome, by best rank, then worst rank, then file order."""
        return tuple(
            sorted((o for o, line in self.lines.items() if line.outcome == outcome), key=self.ranks.__getitem__)
        )


def settle(rule: ShortlistRule, totals: Mapping[str, Total], eligible: Sequence[str]) -> Settled:
    """Total, rank and outcome of every option; one that is not eligible is excluded and has no rank."""
    deciding = ranks({option: total[:2] for option, total in totals.items()}, eligible)
    widened = ranks({option: total[2:] for option, total in totals.items()}, eligible)
    lines = _lines(rule, totals, deciding)
    standings = {
        option: Standing(
            total=rounded(total.low) if total.low == total.high else None,
            total_range=(rounded(total.least), rounded(total.most)) if total.least < total.most else None,
            rank=one_rank(deciding.get(option)),
            rank_range=widened.get(option) if one_rank(widened.get(option)) is None else None,
            outcome=lines[option].outcome if option in lines else "excluded",
            low_high=(rounded(total.low), rounded(total.high)) if total.low < total.high else None,
            best_worst=deciding.get(option) if one_rank(deciding.get(option)) is None else None,
        )
        for option, total in totals.items()
    }
    # By integers, as fractions take long to order.
    unit = lcm(*(end.denominator for total in totals.values() for end in total[:2]))
    lows = sorted(
        ((totals[option].low, option) for option in deciding), key=lambda each: (times(each[0], unit), each[1])
    )[::-1]
    highs = sorted((totals[option].high for option in deciding), key=lambda high: times(high, unit), reverse=True)
    return Settled(standings, deciding, lines, lows, highs)


def one_rank(best_worst: tuple[int, int] | None) -> int | None:
    """The rank where the best and the worst meet."""
    return best_worst[0] if best_worst and best_worst[0] == best_worst[1] else None


def outcome(
    rule: ShortlistRule,
    points: Number,
    ends: tuple[Number, Number],
    best_worst: tuple[int, int],
    others: tuple[Number, Number] | None,
) -> Held:
    """The outcome of an eligible option under the rule. Ties at the line go in together.

    points:     the threshold or distance of the rule. ends: the low and the high of the option's total.
    best_worst: the best and the worst rank it can take. others: the greatest low and the greatest high among
                the other eligible options; None where there are none. Only a rule of a distance asks for it.
    Numbers may be in any one unit.
    """
    (low, high), (best, worst) = ends, best_worst
    if rule.top is not None:
        goes_in, stays_out = worst <= rule.top, best > rule.top
    elif rule.at_least is not None:
        goes_in, stays_out = low >= points, high < points
    elif others is None:
        goes_in, stays_out = True, False
    else:
        goes_in, stays_out = low >= others[1] - points, high < others[0] - points
    return "shortlisted" if goes_in else "not-shortlisted" if stays_out else "undetermined"


def _lines(rule: ShortlistRule, totals: Mapping[str, Total], deciding: Ranks) -> dict[str, Line]:
    """Each eligible option held against the rule."""
    points = Fraction(rule.at_least or rule.within or 0)
    alike = Decimal(rule.top) if rule.top is not None else rule.at_least
    lows = sorted((totals[option].low for option in deciding), reverse=True) if alike is None else []
    highs = sorted((totals[option].high for option in deciding), reverse=True) if alike is None else []
    lines = {}
    for option, best_worst in deciding.items():
        low, high = totals[option][:2]
        others = (lows[low == lows[0]], highs[high == highs[0]]) if len(lows) > 1 else None
        found = outcome(rule, points, (low, high), best_worst, others)
        line = rounded((others[1] if found == "shortlisted" else others[0]) - points) if others else alike
        lines[option] = Line(found, None if found == "undetermined" else line)
    return lines
