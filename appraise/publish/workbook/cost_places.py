"""Cost places: where the rates, the sums and the amounts stand in the sheet of costs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from appraise.appraisal import CostLine, Costs
from appraise.costing.discounting import by_start
from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.workbook.sheet import CellPlace, span

NAME, PER_CENT = 0, 1
"""The columns of what a row is of, and of what it has in per cent: a rate, optimism bias, or the end of a range."""
_FIRST = 2
"""The column of the first sum."""
LOWEST, HIGHEST = 1, 2
"""How far below an amount the ends of its range stand, and below a sum by year that with unknown amounts at their
highest."""
ENDS = {"total": 0, "low": 0, "high": 1, "least": 2, "most": 3}
"""What the names of sums end in, by the place of what they sum among the four amounts."""


class CostPlaces(NamedTuple):
    """Where everything stands in the sheet of costs.

    top:     the row that says whose figures these are.
    rates:   the row of each discount rate, by the number of the year from which on it applies; empty without one.
    factors: the row of the discount factors.
    block:   the row of the heading of the sums.
    sums:    the row of what the lines of each option add up to.
    lines:   the row of each line's heading.
    amounts: the row of what an option pays under a line. Where that has a range, its ends stand in the rows below.
    ends:    what the names of sums end in: two of amounts as given where unknown ones have ranges, else one; and two
             within ranges where there are any.
    columns: of the sums, by name. first: of the first year. years: how many there are.
    """

    sheet: str
    top: int
    rates: Mapping[int, int]
    factors: int
    block: int
    sums: Mapping[str, int]
    lines: Mapping[str, int]
    amounts: Mapping[tuple[str, str], int]
    ends: tuple[str, ...]
    columns: Mapping[str, int]
    first: int
    years: int

    @classmethod
    def of(cls, context: Context, sheet: str, top: int) -> "CostPlaces | None":
        """The places for a run; None where it has no costs. top: the first row that is free."""
        costs, order = context.inputs.costs, context.order
        if costs is None:
            return None
        stated = [(line, option) for line in costs.lines.values() for option in order]
        ranged = any(has_range(line, option) for line, option in stated)
        rates = {start: top + at for at, start in enumerate(rates_of(costs), 1)}
        factors = top + len(rates) + 1
        block = factors + 2 if rates else top + 2
        open_ = any(has_range(line, option) and line.of(option).amount == UNKNOWN for line, option in stated)
        high = 1 if open_ else 0
        sums = {option: block + 1 + at * (1 + high) for at, option in enumerate(order)}
        row, lines, amounts = block + 1 + len(order) * (1 + high), dict[str, int](), dict[tuple[str, str], int]()
        for name, line in costs.lines.items():
            row += 1
            lines[name] = row
            for option in order:
                row += 1
                amounts[name, option] = row
                row += HIGHEST if has_range(line, option) else 0
            row += 1
        ends = (*(("low", "high") if open_ else ("total",)), *(("least", "most") if ranged else ()))
        names = [*(f"cash.{end}" for end in ends), "cash.known"]
        if rates:
            names += ["discounted", "bias", *(f"net-present.{end}" for end in ends), "net-present.known"]
        columns = {name: at for at, name in enumerate(names, _FIRST)}
        first, years = _FIRST + len(names), costs.period.years
        return cls(sheet, top, rates, factors, block, sums, lines, amounts, ends, columns, first, years)

    @property
    def compared(self) -> str:
        """What options are compared by: net present cost, or cash where there is no discount rate."""
        return "net-present" if self.rates else "cash"

    @property
    def open(self) -> bool:
        """Whether unknown amounts leave sums open, between two ends."""
        return "high" in self.ends

    @property
    def unknown(self) -> int:
        """The column that counts amounts which are not known and have no range."""
        return self.first + self.years

    @property
    def check(self) -> int:
        """The column that counts what a file would be refused for."""
        return self.unknown + 1

    @property
    def bottom(self) -> int:
        """The last row."""
        return max(self.amounts.values()) + HIGHEST

    def sum_of(self, option: str, name: str) -> CellPlace:
        """The cell of a sum over all lines of an option."""
        return CellPlace(self.sheet, self.sums[option], self.columns[name])

    def of_line(self, line: str, option: str, name: str) -> CellPlace:
        """The cell of the same sum over one line."""
        return CellPlace(self.sheet, self.amounts[line, option], self.columns[name])

    def year(self, row: int, year: int) -> CellPlace:
        """The cell of a year, by its number."""
        return CellPlace(self.sheet, row, self.first + year)

    def all_years(self, row: int) -> str:
        """The cells of all years in a row, in a formula of this sheet."""
        return span(self.sheet, self.year(row, 0), self.year(row, self.years - 1))

    def per_cent(self, row: int) -> str:
        """The cell of what a row has in per cent, in a formula of this sheet."""
        return CellPlace(self.sheet, row, PER_CENT).from_(self.sheet)


def rates_of(costs: Costs) -> dict[int, Decimal]:
    """The discount rates of a period, by the number of the year from which on each applies."""
    if costs.discount_rate is None:
        return {}
    return {int(start): rate for start, rate in by_start(costs.discount_rate) if start < costs.period.years}


def has_range(line: CostLine, option: str) -> bool:
    """Whether a range is recorded for what an option pays under a line."""
    stated = line.of(option)
    return stated.range is not None or stated.range_percent is not None
