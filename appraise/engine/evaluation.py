"""The unrounded result, from the agreed or another point of view.

Results and analyses read this alone.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from appraise.appraisal import Appraisal
from appraise.engine.shortlist import Settled, settle
from appraise.engine.totals import Total, totals
from appraise.engine.values import Valued
from appraise.run import Judged


class Evaluation(NamedTuple):
    """Shares of the criteria, cells and totals, and who is eligible.

    failed: for each option the gates it fails, those set aside left out.
    """

    appraisal: Appraisal
    shares: Mapping[str, Fraction]
    table: Mapping[str, Mapping[str, Valued]]
    totals: Mapping[str, Total]
    verdicts: Mapping[str, Mapping[str, Judged]]
    failed: Mapping[str, tuple[str, ...]]
    settled: Settled

    @property
    def eligible(self) -> tuple[str, ...]:
        """The options that fail no gate, in file order."""
        return tuple(option for option, gates in self.failed.items() if not gates)

    def known(self, option: str) -> bool:
        """Whether every cell of an option has one value, whatever its share."""
        return all(cell.low == cell.high for cell in self.table[option].values())


def given(
    appraisal: Appraisal,
    shares: Mapping[str, Fraction],
    verdicts: Mapping[str, Mapping[str, Judged]],
    table: Mapping[str, Mapping[str, Valued]],
    aside: tuple[str, ...],
) -> Evaluation:
    """What everyone comes to with these shares and cells. aside: gates that are set aside."""
    summed = totals(table, shares)
    failed = {
        option: tuple(gate for gate, judged in row.items() if judged.verdict == "fail" and gate not in aside)
        for option, row in verdicts.items()
    }
    settled = settle(appraisal.shortlist_rule, summed, [option for option, gates in failed.items() if not gates])
    return Evaluation(appraisal, shares, table, summed, verdicts, failed, settled)
