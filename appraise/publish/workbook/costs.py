"""Costs: the sheet of what each option pays by line and year, with the sums and the discount rates they follow from."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from xlsxwriter.utility import xl_rowcol_to_cell

from appraise.appraisal import CostLine, Costs
from appraise.costing import NOTHING, Amounts, Stretch, bias, by_year, cash, present, same_each_year, stretches
from appraise.costing.discounting import factors
from appraise.costing.years import years
from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.costs import unit
from appraise.publish.workbook.cost_formulas import check_formula, in_year, sum_formulas, unknown_formula
from appraise.publish.workbook.cost_places import ENDS, HIGHEST, LOWEST, NAME, PER_CENT, CostPlaces, has_range, rates_of
from appraise.publish.workbook.layout import TOP, Layout
from appraise.publish.workbook.sheet import Sheet, literal, sum_formula

_MOST_BIAS = 1000
_ENDS_BELOW = {LOWEST: ENDS["least"], HIGHEST: ENDS["most"]}
"""Which of the four amounts of a year stands in which row below it."""
_Sums = Mapping[str, Fraction]
"""What sums come to, by the names of their columns."""


def costs(sheet: Sheet, context: Context, layout: Layout) -> None:
    """Discount rates and factors; what each option costs; and by line what each pays in each year."""
    given, places = context.inputs.costs, layout.costs
    if given is None or places is None:
        return
    sheet.widths(34, 10, *(13 for _ in places.columns), *(11 for _ in range(places.years)), 10, 10)
    heads = [context.text("workbook.cost.what"), context.text("workbook.cost.per-cent")]
    heads += [cost_head(context, name) for name in places.columns]
    ends = context.text("workbook.cost.unknown"), context.text("workbook.check")
    sheet.head(TOP - 1, (*heads, *years(given.period), *ends), figures=PER_CENT)
    sheet.freeze(TOP, 1)
    sheet.repeat(TOP - 1)
    sheet.put(places.top, NAME, _whose(context, given), "note")
    if places.rates:
        _rates(sheet, context, given, places)
    sums = {(line, option): _exact(given, places, line, option) for line in given.lines for option in context.order}
    _options(sheet, context, given, places, sums)
    for name, line in given.lines.items():
        _line(sheet, context, places, name, line)
        for option in context.order:
            _amounts(sheet, context, given, places, name, option)
            _line_sums(sheet, places, name, option, line, sums[name, option])
            _counts(sheet, context, given, places, name, option)


def cost_head(context: Context, name: str) -> str:
    """The head of a column of sums."""
    what, _, end = name.partition(".")
    key = f"workbook.cost.{what}.{end}" if end else f"workbook.cost.{what}"
    return context.text(key, unit=unit(context))


def _whose(context: Context, given: Costs) -> str:
    """Whose figures these are, and in whose prices."""
    told = {"by": given.by, "date": context.language.date(given.date), "unit": unit(context)}
    if given.prices is None:
        return context.text("workbook.cost.by", **told)
    return context.text("workbook.cost.by-in-prices", **told, prices=given.prices)


def _rates(sheet: Sheet, context: Context, given: Costs, places: CostPlaces) -> None:
    """The discount rates, and below them the factors of the years."""
    named, told = years(given.period), context.text("workbook.cost.rate")
    for start, rate in rates_of(given).items():
        row = places.rates[start]
        sheet.put(row, NAME, context.text("workbook.cost.from", year=named[start]), "group")
        sheet.put(row, PER_CENT, rate, "input")
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        sheet.allow(row, PER_CENT, PER_CENT, rule, told)
        cell = places.per_cent(row)
        sheet.work_out(row, places.check, f"1-ISNUMBER({cell})*({cell}>=0)*({cell}<=100)", 0)
    sheet.put(places.factors, NAME, context.text("workbook.cost.factor"), "group")
    for year, factor in enumerate(factors(given.discount_rate, places.years)):
        at = places.year(places.factors, year)
        if year:
            rate_row = places.rates[max(start for start in places.rates if start <= year)]
            before = places.year(places.factors, year - 1).from_(places.sheet)
            sheet.work_out(at.row, at.column, f"{before}/(1+{places.per_cent(rate_row)}/100)", factor, "factor")
        else:
            sheet.put(at.row, at.column, factor, "factor")


def _options(
    sheet: Sheet, context: Context, given: Costs, places: CostPlaces, sums: Mapping[tuple[str, str], _Sums]
) -> None:
    """What the lines of each option add up to, and its cash by year."""
    sheet.block(places.block, context.text("workbook.cost.options"), places.check)
    every, part = (context.text(f"workbook.cost.{word}") for word in ("all", "part"))
    for option in context.order:
        row = places.sums[option]
        sheet.put(row, NAME, context.marked(option), "group")
        of = {line: places.amounts[line, option] for line in given.lines}
        for name, column in places.columns.items():
            if name.endswith(".known"):
                among = [line for line, each in given.lines.items() if name == "cash.known" or not each.transfer]
                unknown = any(stretches(given, given.lines[line], option) is None for line in among)
                count = sum_formula([of[line] for line in among], places.unknown) if among else "0"
                stored = part if unknown else every
                sheet.work_out(row, column, f"IF({count}>0,{literal(part)},{literal(every)})", stored, "figure")
            else:
                total = sum((sums[line, option].get(name, Fraction(0)) for line in given.lines), Fraction(0))
                sheet.work_out(row, column, sum_formula([*of.values()], column), total, "money")
        lines = {line: by_year(given, line, option) or [NOTHING] * places.years for line in given.lines}
        for end in (0, 1) if places.open else (0,):
            if end:
                sheet.put(row + end, NAME, context.text("workbook.cost.highest-by-year"), depth=1)
            for year in range(places.years):
                total = sum((each[year][end] for each in lines.values()), Fraction(0))
                column = places.first + year
                sheet.work_out(row + end, column, in_year(given, places, option, year, end), total, "money")


def _line(sheet: Sheet, context: Context, places: CostPlaces, name: str, line: CostLine) -> None:
    """The heading of a line, with its optimism bias."""
    row, named = places.lines[name], context.text(f"workbook.line.{line.when}", name=line.name)
    if line.transfer:
        named = context.text("workbook.line.transfer", line=named)
    sheet.block(row, named, places.check)
    if places.rates and not line.transfer:
        sheet.put(row, PER_CENT, line.optimism_bias, "input")
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": _MOST_BIAS}
        sheet.allow(row, PER_CENT, PER_CENT, rule, context.text("workbook.cost.bias-told"))
        cell = places.per_cent(row)
        wrong = f"1-ISNUMBER({cell})*({cell}>=0)*({cell}<={_MOST_BIAS})"
        sheet.work_out(row, places.check, f"IF(ISBLANK({cell}),0,{wrong})", 0)


def _amounts(sheet: Sheet, context: Context, given: Costs, places: CostPlaces, name: str, option: str) -> None:
    """What an option pays under a line in each year: typed in the first year of those that have the same."""
    row, line = places.amounts[name, option], given.lines[name]
    last, stated = places.first + places.years - 1, line.of(option)
    unknown = context.text("workbook.unknown") if stated.amount == UNKNOWN else None
    sheet.put(row, NAME, context.marked(option))
    found = _stretches(given, line, option)
    _typed(sheet, places, row, {each.first: (each.end, unknown or each.amounts.low) for each in found})
    here = xl_rowcol_to_cell(row, places.first)
    rule = f"=IF(ISNUMBER({here}),TRUE,{here}={literal(context.text('workbook.unknown'))})"
    sheet.allow(row, places.first, last, {"validate": "custom", "value": rule}, context.text("workbook.cost.amount"))
    if not has_range(line, option):
        return
    for below, word in ((LOWEST, "lowest"), (HIGHEST, "highest")):
        sheet.put(row + below, NAME, context.text(f"workbook.cost.{word}"), depth=1)
        if stated.range_percent is None:
            _typed(
                sheet, places, row + below, {each.first: (each.end, each.amounts[_ENDS_BELOW[below]]) for each in found}
            )
        else:
            sheet.put(row + below, PER_CENT, stated.range_percent[below - 1], "input")
            _by_per_cent(sheet, context, places, row, below, found)
        first, end = (places.first, last) if stated.range_percent is None else (PER_CENT, PER_CENT)
        number = {"validate": "custom", "value": f"=ISNUMBER({xl_rowcol_to_cell(row + below, first)})"}
        sheet.allow(row + below, first, end, number, context.text("workbook.cost.end"))


def _typed(sheet: Sheet, places: CostPlaces, row: int, stretches: Mapping[int, tuple[int, Fraction | str]]) -> None:
    """Amounts of years, which may be changed: each runs on, until a year has another. Nothing where nothing is paid."""
    end, figure = 0, None
    for year in range(places.years):
        at = places.year(row, year)
        if year in stretches:
            end, figure = stretches[year]
            sheet.put(row, at.column, figure, "input")
        elif year < end and figure is not None:
            before = places.year(row, year - 1).from_(places.sheet)
            sheet.work_out(row, at.column, before, figure, "input")
        else:
            sheet.put(row, at.column, None, "input")


def _by_per_cent(
    sheet: Sheet, context: Context, places: CostPlaces, row: int, below: int, found: Sequence[Stretch]
) -> None:
    """One end of a range that is so many per cent of each amount."""
    unknown, ends = literal(context.text("workbook.unknown")), dict[int, Fraction]()
    for each in found:
        ends |= dict.fromkeys(range(each.first, each.end), each.amounts[_ENDS_BELOW[below]])
    for year in range(places.years):
        at = places.year(row, year)
        amount = at.from_(places.sheet)
        both = (f"{amount}*(1+{places.per_cent(row + end)}/100)" for end in (LOWEST, HIGHEST))
        formula = f"IF(ISTEXT({amount}),{unknown},{'MIN' if below == LOWEST else 'MAX'}({','.join(both)}))"
        sheet.work_out(row + below, at.column, formula, ends.get(year, 0), "money")


def _line_sums(sheet: Sheet, places: CostPlaces, name: str, option: str, line: CostLine, stored: _Sums) -> None:
    """The sums of one line for one option."""
    row = places.amounts[name, option]
    for column, formula in sum_formulas(places, name, option, line):
        array = column.endswith((".least", ".most")) and has_range(line, option)
        sheet.work_out(row, places.columns[column], formula, stored[column], "money", array)


def _counts(sheet: Sheet, context: Context, given: Costs, places: CostPlaces, name: str, option: str) -> None:
    """How many amounts are in no sum, and how many cells hold what a file would be refused for."""
    line, row, count = given.lines[name], places.amounts[name, option], 0
    if stretches(given, line, option) is None:
        count = sum(each.end - each.first for each in _stretches(given, line, option))
    sheet.work_out(row, places.unknown, unknown_formula(places, name, option, line), count)
    sheet.work_out(row, places.check, check_formula(context, places, name, option, line), 0)


def _stretches(given: Costs, line: CostLine, option: str) -> Sequence[Stretch]:
    """The years in which an option pays the same under a line; of one that nothing bounds, those it would pay in."""
    found = stretches(given, line, option)
    if found is not None:
        return found
    return (Stretch(*same_each_year(given, line), NOTHING),)


def _exact(given: Costs, places: CostPlaces, name: str, option: str) -> _Sums:
    """What the sums of one line for one option come to."""
    line = given.lines[name]
    paid = cash(given, option, name).amounts
    found = {f"cash.{end}": paid[ENDS[end]] for end in places.ends}
    if places.rates and not line.transfer:
        worth: Amounts = present(given, name, option) or NOTHING
        whole = worth.times(bias(line))
        found |= {"discounted": worth.low, "bias": whole.low - worth.low}
        found |= {f"net-present.{end}": whole[ENDS[end]] for end in places.ends}
    return found
