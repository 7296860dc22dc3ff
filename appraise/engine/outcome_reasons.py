"""Because: why each option's outcome is as it is, so that a reader can check it."""

from collections.abc import Mapping
from fractions import Fraction

from appraise.appraisal import ShortlistRule
from appraise.engine.shortlist import Settled
from appraise.engine.totals import Total
from appraise.engine.values import Valued
from appraise.run import Because


def because(
    rule: ShortlistRule,
    option: str,
    failed: tuple[str, ...],
    settled: Settled,
    totals: Mapping[str, Total],
    unknowns: Mapping[str, tuple[str, ...]],
) -> Because:
    """The gates an option failed; or its rank or total and the line; or the unknown cells that leave it open.

    unknowns: for each option its criteria that have a share and an unknown score with more than one value.
    """
    if failed:
        return Because(gate=failed)
    standing, (outcome, line) = settled.standings[option], settled.lines[option]
    if outcome == "undetermined":
        matter = [
            other for other in settled.lines if other != option and _bears_on(rule, other, option, settled, totals)
        ]
        return Because(undetermined_by=tuple((name, other) for other in (option, *matter) for name in unknowns[other]))
    if rule.top is not None:
        return Because(rank=standing.rank, rank_range=standing.best_worst, line=line)
    return Because(total=standing.total, total_range=standing.low_high, line=line)


def _bears_on(rule: ShortlistRule, other: str, option: str, settled: Settled, totals: Mapping[str, Total]) -> bool:
    """Whether somewhere in the unknown scores it is the other's total that decides for an undetermined option.

    Under a threshold it never is. Within a distance of the best it is where the other can be the best of the others
    and too far away. Under "top n" it is where the option has a total at which the other can be above or not, with
    n - 1 of the rest above: there are at most n - 1 sure to be above from the n-th greatest low on, and enough that
    can be below the n-th greatest high (the n + 1-th where the option's own high counts among them).
    """
    mine, theirs = totals[option], totals[other]
    if rule.at_least is not None:
        return False
    if rule.within is not None:
        rest = next((low for low, name in settled.lows if name not in (option, other)), mine.low)
        return theirs.high > max(rest, mine.low + Fraction(rule.within))
    n, highs = rule.top or 1, settled.highs
    start = max(mine.low, theirs.low, settled.lows[n - 1][0])
    below_high = len(highs) > n and start < min(mine.high, theirs.high, highs[n])
    return below_high or start <= mine.high < min(theirs.high, highs[n - 1])


def unknown_cells(
    table: Mapping[str, Mapping[str, Valued]], shares: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    """For each option the criteria whose score is unknown, open and counts."""
    return {
        option: tuple(name for name, cell in cells.items() if cell.cell.value is None and shares[name])
        for option, cells in table.items()
    }
