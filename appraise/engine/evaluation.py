"""The unrounded result for the agreed weights or for one perspective: what results and analyses are made from."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from appraise.appraisal import Appraisal
from appraise.engine.gates import judge
from appraise.engine.shortlist import Shortlisting, apply_rule
from appraise.engine.totals import Total, totals
from appraise.engine.values import CellValue, cell_values
from appraise.run import Judged
from appraise.weighting import shares


class Evaluation(NamedTuple):
    """Unrounded result (shares, cell values, totals, eligibility) for the agreed weights or for one perspective.

    shares: of the criteria, 0 to 1.
    table:  cell values by option and criterion.
    failed: for each option the gates it fails, without those a perspective lifts.
    """

    appraisal: Appraisal
    shares: Mapping[str, Fraction]
    table: Mapping[str, Mapping[str, CellValue]]
    totals: Mapping[str, Total]
    verdicts: Mapping[str, Mapping[str, Judged]]
    failed: Mapping[str, tuple[str, ...]]
    shortlisting: Shortlisting

    @property
    def eligible(self) -> tuple[str, ...]:
        """The options that fail no gate, in file order."""
        return tuple(option for option, gates in self.failed.items() if not gates)

    def open_gates(self, option: str) -> tuple[str, ...]:
        """The gates at which an option's verdict is conditional or unknown: what it is eligible subject to."""
        verdicts = self.verdicts[option].items()
        return tuple(gate for gate, judged in verdicts if judged.verdict not in ("pass", "fail"))

    def known(self, option: str) -> bool:
        """Whether every cell of an option has a single value, also on criteria of share 0."""
        return all(cell.low == cell.high for cell in self.table[option].values())


def agreed_evaluation(appraisal: Appraisal, absent: str | None = None, moderated: bool = True) -> Evaluation:
    """The unrounded result for the agreed weights and scores.

    absent:    a member of the panel whose scores and weights do not count.
    moderated: whether what the panel moderated counts; else what its members gave does.
    """
    table = cell_values(appraisal, {}, absent, moderated)
    verdicts = {option: judge(appraisal, option, row) for option, row in table.items()}
    return evaluation_from(appraisal, shares(appraisal, absent), verdicts, table, ())


def evaluation_from(
    appraisal: Appraisal,
    shares: Mapping[str, Fraction],
    verdicts: Mapping[str, Mapping[str, Judged]],
    table: Mapping[str, Mapping[str, CellValue]],
    lifted: tuple[str, ...],
) -> Evaluation:
    """Totals, eligibility, ranks and outcomes by these shares and cell values.

    lifted: gates that exclude nobody.
    """
    summed = totals(table, shares)
    failed = {
        option: tuple(gate for gate, judged in row.items() if judged.verdict == "fail" and gate not in lifted)
        for option, row in verdicts.items()
    }
    shortlisting = apply_rule(
        appraisal.shortlist_rule, summed, [option for option, gates in failed.items() if not gates]
    )
    return Evaluation(appraisal, shares, table, summed, verdicts, failed, shortlisting)
