"""Because: why each option's outcome is as it is, so that a reader can check it."""

from collections.abc import Mapping

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
    """Whether the unknown scores of another eligible option bear on an undetermined one.

    Under a threshold none do. Under a distance from the best all do that could be the best of the others. Under
    "top n" those do that could end on either side of it, but for one that is surely out: n others are above that
    one in any case, and so above whatever it draws level with or passes.
    """
    if rule.at_least is not None:
        return False
    mine, theirs = totals[option], totals[other]
    if rule.within is not None:
        return theirs.high >= mine.low
    surely_out = settled.lines[other].outcome == "not-shortlisted"
    return not surely_out and mine.low <= theirs.high and theirs.low <= mine.high


def unknown_cells(
    table: Mapping[str, Mapping[str, Valued]], shares: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    """For each option the criteria whose score is unknown, open and counts."""
    return {
        option: tuple(name for name, cell in cells.items() if cell.cell.value is None and shares[name])
        for option, cells in table.items()
    }
