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
        matter = [other for other in settled.lines if _bears_on(rule, totals[option], totals[other])]
        if option not in matter:
            matter.append(option)
        matter.sort(key=lambda other: other != option)
        return Because(undetermined_by=tuple((criterion, other) for other in matter for criterion in unknowns[other]))
    if rule.top is not None:
        return Because(rank=standing.rank, rank_range=standing.best_worst, line=line)
    return Because(total=standing.total, total_range=standing.low_high, line=line)


def _bears_on(rule: ShortlistRule, mine: Total, other: Total) -> bool:
    """Whether an eligible option's unknown scores bear on mine: under a threshold none do; a rank is open to those
    neither surely above nor surely below; and the best of all counts where the rule is a distance from it."""
    if rule.at_least is not None:
        return False
    surely_below, surely_above = other.high < mine.low, other.low > mine.high
    return not surely_below and (rule.within is not None or not surely_above)


def unknown_cells(
    table: Mapping[str, Mapping[str, Valued]], shares: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    """For each option the criteria whose score is unknown, open and counts."""
    return {
        option: tuple(name for name, cell in cells.items() if cell.cell.value is None and shares[name])
        for option, cells in table.items()
    }
