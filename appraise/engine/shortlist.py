"""Shortlist: who ranks where and who goes forward, held against the stated rule.

Everyone has a total before this; nothing here moves one. Only `low` and `high` of a total decide.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from appraise.appraisal import ShortlistRule
from appraise.engine.totals import Total, ranks
from appraise.run import Outcome, Standing, rounded

Ranks = Mapping[str, tuple[int, int]]


class Line(NamedTuple):
    """An eligible option held against the rule, and the line that decided: None where unknown scores leave it
    open or there is nobody to hold it against."""

    outcome: Outcome
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
    lows = sorted(((totals[option].low, option) for option in deciding), reverse=True)
    highs = sorted((totals[option].high for option in deciding), reverse=True)
    return Settled(standings, deciding, lines, lows, highs)


def one_rank(best_worst: tuple[int, int] | None) -> int | None:
    """The rank where the best and the worst meet."""
    return best_worst[0] if best_worst and best_worst[0] == best_worst[1] else None


def _lines(rule: ShortlistRule, totals: Mapping[str, Total], deciding: Ranks) -> dict[str, Line]:
    """Each eligible option held against the rule. Ties at the line go in together."""
    if rule.top is not None:
        top = Decimal(rule.top)
        return {option: _line(worst <= top, best > top, top, top) for option, (best, worst) in deciding.items()}
    if rule.at_least is not None:
        least = rule.at_least
        return {
            option: _line(totals[option].low >= least, totals[option].high < least, least, least) for option in deciding
        }
    if len(deciding) == 1:
        return dict.fromkeys(deciding, Line("shortlisted", None))
    within = Fraction(rule.within or 0)
    lows = sorted((totals[option].low for option in deciding), reverse=True)
    highs = sorted((totals[option].high for option in deciding), reverse=True)
    lines = {}
    for option in deciding:
        low, high = totals[option].low, totals[option].high
        others_high = highs[1] if high == highs[0] else highs[0]
        others_low = lows[1] if low == lows[0] else lows[0]
        line_in, line_out = others_high - within, others_low - within
        lines[option] = _line(low >= line_in, high < line_out, rounded(line_in), rounded(line_out))
    return lines


def _line(goes_in: bool, stays_out: bool, line_in: Decimal, line_out: Decimal) -> Line:
    if goes_in:
        return Line("shortlisted", line_in)
    return Line("not-shortlisted", line_out) if stays_out else Line("undetermined", None)
