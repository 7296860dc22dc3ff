"""Cost formulas: the sums over the years and the lines of the sheet of costs, and what in it is not known or wrong."""

from collections.abc import Iterator

from appraise.appraisal import CostLine, Costs
from appraise.publish.context import Context
from appraise.publish.workbook.cost_places import HIGHEST, LOWEST, CostPlaces, has_range
from appraise.publish.workbook.sheet import literal, sum_formula


def sum_formulas(places: CostPlaces, name: str, option: str, line: CostLine) -> Iterator[tuple[str, str]]:
    """Each sum of one line for one option: the name of its column, and its formula."""
    for end in places.ends:
        yield f"cash.{end}", _sum(places, name, option, line, end)
    if not places.rates or line.transfer:
        return
    factors, bias = places.all_years(places.factors), places.per_cent(places.lines[name])
    discounted, added = (places.of_line(name, option, each).from_(places.sheet) for each in ("discounted", "bias"))
    for at, end in enumerate(places.ends):
        formula = _sum(places, name, option, line, end, factors)
        if at:
            yield f"net-present.{end}", f"({formula})*(1+{bias}/100)"
        else:
            yield "discounted", formula
            yield "bias", f"{discounted}*{bias}/100"
            yield f"net-present.{end}", f"{discounted}+{added}"


def _sum(places: CostPlaces, name: str, option: str, line: CostLine, end: str, factors: str = "") -> str:
    """The sum of the amounts of all years, each times its factor if there are some. What is no number adds nothing."""
    amounts, lowest, highest = _rows(places, name, option)
    if has_range(line, option) and end in ("least", "most"):
        furthest = _furthest(amounts, lowest if end == "least" else highest, end == "most")
        return f"SUM({factors}*{furthest})" if factors else f"SUM({furthest})"
    formula = f"SUMPRODUCT({amounts},{factors})" if factors else f"SUM({amounts})"
    if has_range(line, option) and end != "total":
        parts = f"1*ISTEXT({amounts})", lowest if end == "low" else highest, factors
        formula += f"+SUMPRODUCT({','.join(filter(None, parts))})"
    return formula


def _furthest(amounts: str, ends: str, most: bool) -> str:
    """The least or the most of each year: the end of the range, or an amount that people put outside."""
    wider = f"IF({amounts}{'>' if most else '<'}{ends},{amounts},{ends})"
    return f"IF(ISNUMBER({amounts}),IF(ISNUMBER({ends}),{wider},{amounts}),IF(ISNUMBER({ends}),{ends},0))"


def in_year(given: Costs, places: CostPlaces, option: str, year: int, end: int) -> str:
    """The cash of all lines in a year. end: 0 with unknown amounts at their lowest, 1 at their highest."""
    rows = {line: places.amounts[line, option] for line in given.lines}
    parts = [sum_formula([*rows.values()], places.first + year)]
    for line, row in rows.items():
        if places.open and has_range(given.lines[line], option):
            cells = (places.year(each, year) for each in (row, row + (HIGHEST if end else LOWEST)))
            amount, bound = (cell.from_(places.sheet) for cell in cells)
            parts.append(f"IF(ISTEXT({amount}),N({bound}),0)")
    return "+".join(parts)


def unknown_formula(places: CostPlaces, name: str, option: str, line: CostLine) -> str:
    """How many amounts of one line for one option are in no sum."""
    amounts, lowest, highest = _rows(places, name, option)
    if places.open and has_range(line, option):
        return f"SUMPRODUCT(ISTEXT({amounts})*(1-ISNUMBER({lowest})*ISNUMBER({highest})))"
    return f"SUMPRODUCT(1*ISTEXT({amounts}))"


def check_formula(context: Context, places: CostPlaces, name: str, option: str, line: CostLine) -> str:
    """How many amounts are none, or lie outside their range; and how many ends of ranges are none, or stand the wrong
    way round."""
    amounts, lowest, highest = _rows(places, name, option)
    wrong = f"COUNTA({amounts})-COUNT({amounts})-COUNTIF({amounts},{literal(context.text('workbook.unknown'))})"
    if not has_range(line, option):
        return wrong
    bounded = f"ISNUMBER({lowest})*ISNUMBER({highest})"
    wrong += f"+SUMPRODUCT(ISNUMBER({amounts})*(1-{bounded}*({lowest}<={amounts})*({amounts}<={highest})))"
    wrong += f"+SUMPRODUCT((1-ISNUMBER({amounts}))*{bounded}*({lowest}>{highest}))"
    if line.of(option).range_percent is None:
        wrong += f"+COUNTA({lowest})-COUNT({lowest})+COUNTA({highest})-COUNT({highest})"
    return wrong


def _rows(places: CostPlaces, name: str, option: str) -> tuple[str, str, str]:
    """The amounts of one line for one option, and the rows of the ends of their ranges."""
    row = places.amounts[name, option]
    amounts, lowest, highest = (places.all_years(row + below) for below in (0, LOWEST, HIGHEST))
    return amounts, lowest, highest
