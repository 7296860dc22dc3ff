"""The shortlist rule applied to totals: ranks and outcomes.

Only `low` and `high` of a total decide; no total is changed here.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Literal, NamedTuple, TypeVar

from appraise.appraisal import ShortlistRule
from appraise.engine.totals import Total, in_units, ranks
from appraise.numbers import rounded
from appraise.run import Outcome, Standing

Ranks = Mapping[str, tuple[int, int]]
"""The best and the worst rank of each option."""
Number = TypeVar("Number", int, Fraction)
RuleOutcome = Literal["shortlisted", "not-shortlisted", "undetermined"]
"""The outcome of an eligible option."""


class RuleResult(NamedTuple):
    """The outcome of an eligible option under the rule, and the line that decided it.

    line: the last rank or the least total that goes forward, exact; None where unknown scores leave the outcome open,
          or the option is the only one.
    """

    outcome: RuleOutcome
    line: Decimal | Fraction | None


class Shortlisting(NamedTuple):
    """The standing of every option, and for the eligible ones what it was worked out from.

    by_low, by_high: these by one end of their totals, the greatest first.
    """

    standings: Mapping[str, Standing]
    ranks: Ranks
    rule_results: Mapping[str, RuleResult]
    by_low: Sequence[str]
    by_high: Sequence[str]

    def listed(self, outcome: Outcome) -> tuple[str, ...]:
        """The eligible options with an outcome, by best rank, then worst rank, then file order."""
        return tuple(
            sorted(
                (o for o, result in self.rule_results.items() if result.outcome == outcome), key=self.ranks.__getitem__
            )
        )


def apply_rule(rule: ShortlistRule, totals: Mapping[str, Total], eligible: Sequence[str]) -> Shortlisting:
    """Total, rank and outcome of every option, rounded as the record states them; one that is not eligible is excluded
    and has no rank."""
    deciding = ranks({option: totals[option][:2] for option in eligible})
    widened = ranks({option: totals[option][2:] for option in eligible})
    # Integers are ordered many times faster than fractions.
    unit = lcm(*(end.denominator for option in eligible for end in totals[option][:2]))
    by_low = sorted(eligible, key=lambda option: -in_units(totals[option].low, unit))
    by_high = sorted(eligible, key=lambda option: -in_units(totals[option].high, unit))
    results = _rule_results(rule, totals, deciding, by_low, by_high)
    standings = {
        option: Standing(
            total=rounded(total.low) if total.low == total.high else None,
            total_range=(rounded(total.least), rounded(total.most)) if total.least < total.most else None,
            rank=one_rank(deciding.get(option)),
            rank_range=widened.get(option) if one_rank(widened.get(option)) is None else None,
            outcome=results[option].outcome if option in results else "excluded",
            low_high=(rounded(total.low), rounded(total.high)) if total.low < total.high else None,
            best_worst=deciding.get(option) if one_rank(deciding.get(option)) is None else None,
        )
        for option, total in totals.items()
    }
    return Shortlisting(standings, deciding, results, by_low, by_high)


def one_rank(best_worst: tuple[int, int] | None) -> int | None:
    """The rank of an option whose best and worst rank are the same; None where they differ or it has none."""
    return best_worst[0] if best_worst and best_worst[0] == best_worst[1] else None


def rule_outcome(
    rule: ShortlistRule,
    points: Number,
    ends: tuple[Number, Number],
    best_worst: tuple[int, int],
    others: tuple[Number, Number] | None,
) -> RuleOutcome:
    """The outcome of an eligible option under the rule. Options level at the line go forward together.

    points:     the threshold or distance of the rule. ends: the low and the high of the option's total.
    best_worst: the best and the worst rank it can take. others: the greatest low and the greatest high among
                the other eligible options; None where there are none. Only a rule of a distance asks for it.
    Numbers may be in any one unit.
    """
    (low, high), (best, worst) = ends, best_worst
    if rule.top is not None:
        forward, behind = worst <= rule.top, best > rule.top
    elif rule.at_least is not None:
        forward, behind = low >= points, high < points
    elif others is None:
        forward, behind = True, False
    else:
        forward, behind = low >= others[1] - points, high < others[0] - points
    return "shortlisted" if forward else "not-shortlisted" if behind else "undetermined"


def _rule_results(
    rule: ShortlistRule, totals: Mapping[str, Total], deciding: Ranks, by_low: Sequence[str], by_high: Sequence[str]
) -> dict[str, RuleResult]:
    points = Fraction(rule.at_least or rule.within or 0)
    fixed_line = Decimal(rule.top) if rule.top is not None else rule.at_least
    results = {}
    for option, best_worst in deciding.items():
        others = None
        if fixed_line is None and len(deciding) > 1:
            others = totals[by_low[by_low[0] == option]].low, totals[by_high[by_high[0] == option]].high
        outcome = rule_outcome(rule, points, totals[option][:2], best_worst, others)
        line = (others[1] if outcome == "shortlisted" else others[0]) - points if others else fixed_line
        results[option] = RuleResult(outcome, None if outcome == "undetermined" else line)
    return results
