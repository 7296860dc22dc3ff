"""The reasons of an outcome: the gates, the line or the unknown scores that decided it."""

from collections.abc import Mapping
from fractions import Fraction

from appraise.engine.evaluation import Evaluation
from appraise.engine.values import CellValue
from appraise.numbers import rounded
from appraise.run import OutcomeReasons


def outcome_reasons(agreed: Evaluation, option: str, unknowns: Mapping[str, tuple[str, ...]]) -> OutcomeReasons:
    """The gates an option failed; or its rank or total and the line; or the unknown cells that leave it open.

    unknowns: for each option the criteria of `unknown_cells`.
    """
    if agreed.failed[option]:
        return OutcomeReasons(gate=agreed.failed[option])
    results = agreed.shortlisting.rule_results
    standing, (outcome, line) = agreed.shortlisting.standings[option], results[option]
    if outcome == "undetermined":
        options = [option, *(other for other in results if other != option and _bears_on(agreed, other, option))]
        return OutcomeReasons(undetermined_by=tuple((name, other) for other in options for name in unknowns[other]))
    if isinstance(line, Fraction):
        line = rounded(line)
    if agreed.appraisal.shortlist_rule.top is not None:
        return OutcomeReasons(rank=standing.rank, rank_range=standing.best_worst, line=line)
    return OutcomeReasons(total=standing.total, total_range=standing.low_high, line=line)


def _bears_on(agreed: Evaluation, other: str, option: str) -> bool:
    """Whether for some values of the unknown scores another option's total decides an undetermined option's outcome.

    Under a threshold: never. Within a distance of the best: where the other can be the best of the others and too far
    above. Under "top n": where the option has a possible total at which the other may be above it or not while n - 1 of
    the rest are above. At or over the n-th greatest low, at most n - 1 are certainly above; below the n-th greatest
    high, enough possibly are (the n + 1-th where the option's own high counts among them).
    """
    rule, totals = agreed.appraisal.shortlist_rule, agreed.totals
    by_low, by_high = agreed.shortlisting.by_low, agreed.shortlisting.by_high
    own, its = totals[option], totals[other]
    if rule.at_least is not None:
        return False
    if rule.within is not None:
        rest = next((totals[name].low for name in by_low if name not in (option, other)), own.low)
        return its.high > max(rest, own.low + Fraction(rule.within))
    n = rule.top or 1
    start = max(own.low, its.low, totals[by_low[n - 1]].low)
    below_high = len(by_high) > n and start < min(own.high, its.high, totals[by_high[n]].high)
    return below_high or start <= own.high < min(its.high, totals[by_high[n - 1]].high)


def unknown_cells(
    table: Mapping[str, Mapping[str, CellValue]], shares: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    """For each option the criteria with a share above 0 on which its score is unknown and can have several values."""
    return {
        option: tuple(name for name, cell in cells.items() if cell.cell.value is None and shares[name])
        for option, cells in table.items()
    }
