"""Costs: whether a cost file says of every option what it pays, in years of its period, and whether gates ask for what
is in it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from appraise.appraisal import CostLine, Costs, Estimate, OptionAmount, Requirement
from appraise.costing import CASH, NET_PRESENT
from appraise.costing.years import position, years
from appraise.field_types import UNKNOWN
from appraise.files.checks.references import Checked, Known, Names, check_citations, check_name, listed
from appraise.files.formats.messages import nearest
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.text.yaml_tree import KeyPath
from appraise.problem import Problem

_WHY_MISSING = "a cost left out is not 0; nobody could tell what was meant"
_RANGE = "write the lowest and the highest amount thought possible: [300, 600]"


def check_costs(parsed: ParsedFile, names: Names) -> Checked:
    """Whether everything in a checked cost file fits together and fits the options."""
    costs: Costs = parsed.value
    yield from check_rates(parsed, (), costs)
    if costs.prices is not None:
        yield from _check_form(parsed, ("prices",), costs, costs.prices)
    for name, line in costs.lines.items():
        path: KeyPath = ("lines", name)
        if name in (NET_PRESENT, CASH):
            what = f'"{name}" cannot be the id of a line'
            yield parsed.problem(
                path, "cost-line", what, "gates ask for it by this word", "choose another id", key=True
            )
        yield from check_line(parsed, path, costs, line)
        yield from _check_documents(parsed, path, line, names)
        yield from _check_known(parsed, path, line)
        for option, amount in line.options.items():
            here = (*path, "options", option)
            if option not in names.options.names:
                yield from check_name(parsed, here, "option", option, names.options, key=True)
            yield from _check_documents(parsed, here, amount, names)
            yield from _check_known(parsed, here, amount)
        missing = [option for option in names.options.names if option not in line.options]
        if not missing and line.amount is not None:
            what, why = "this amount counts for no option", "each has one of its own under options"
            yield parsed.problem((*path, "amount"), "cost-line", what, why, "take it out", key=True)
        if line.transfer and line.optimism_bias:
            what, why = (
                "a transfer has optimism bias here",
                "the one is in cash alone, the other in net present cost alone",
            )
            fix = "take one of the two out"
            yield parsed.problem((*path, "optimism-bias"), "cost-line", what, why, fix, key=True)
        if line.optimism_bias and (_brings_in(line) or any(map(_brings_in, line.options.values()))):
            what, why = "a line that brings money in has optimism bias here", "what comes in would be more, not less"
            fix = "take it out, or give what comes in a line of its own, at an amount that is not too high"
            yield parsed.problem((*path, "optimism-bias"), "cost-line", what, why, fix, key=True)
        misspelt = [nearest(option, missing) for option in line.options if option not in names.options.names]
        missing = [option for option in missing if option not in misspelt]
        if missing and line.amount is None:
            what = f'no amount under "{name}" for {listed(missing, 5)}'
            fix = "add each; where it pays nothing write 0, where it is not known unknown"
            yield parsed.problem(
                (*path, "options") if line.options else path, "missing-cost", what, _WHY_MISSING, fix, key=True
            )


def check_line(parsed: ParsedFile, path: KeyPath, costs: Costs, line: CostLine) -> Checked:
    """Whether the amounts of a line lie in the period and have ranges that hold them."""
    if line.from_ is not None:
        here: KeyPath = (*path, "from")
        if line.when == "once":
            what, why = "a line that is paid once does not begin in a year", "it is paid in one year, and then no more"
            year = f"{{{line.from_}: ...}}"
            yield parsed.problem(here, "cost-line", what, why, f"write the year with each amount: {year}", key=True)
        else:
            yield from _check_in_period(parsed, here, costs, line.from_)
    if line.amount is not None:
        yield from _check_amount(parsed, path, costs, line, line)
    elif line.range is not None or line.range_percent is not None:
        what, why = "this line has a range and no amount", "each option would need to say whether it is meant"
        key = "range" if line.range is not None else "range-percent"
        yield parsed.problem((*path, key), "cost-range", what, why, "write the range beside an amount", key=True)
    for option, amount in line.options.items():
        yield from _check_amount(parsed, (*path, "options", option), costs, line, amount)


def check_cost_gate(parsed: ParsedFile, path: KeyPath, requires: Requirement, costs: Costs | None, add: str) -> Checked:
    """Whether there is what a gate asks for. add: how an appraisal gets costs."""
    if requires.cost is None:
        return
    if costs is None:
        what, why = "this gate asks for a cost, and the appraisal has none", "its verdicts could not be found"
        yield parsed.problem((*path, "cost"), "requires", what, why, add, key=True)
        return
    words = (NET_PRESENT, CASH)
    if requires.cost not in words:
        known = Known([*words, *costs.lines])
        yield from check_name(parsed, (*path, "cost"), "cost", requires.cost, known)
    if requires.cost == NET_PRESENT and costs.discount_rate is None:
        what, why = "this gate asks for net present cost, and the costs have no discount rate", "nothing is discounted"
        fix = "add discount-rate to the cost file, or write cost: cash"
        yield parsed.problem((*path, "cost"), "requires", what, why, fix)
    if requires.year is not None:
        yield from _check_in_period(parsed, (*path, "year"), costs, requires.year)


def check_rates(parsed: ParsedFile, path: KeyPath, costs: Costs) -> Checked:
    """Whether rates that change begin with the first year, at whole numbers of years."""
    if not isinstance(costs.discount_rate, Mapping):
        return
    path = (*path, "discount-rate")
    if not costs.discount_rate or min(costs.discount_rate) != 0:
        what, why = "no rate is given from the first year on", "the years before would have none"
        yield parsed.problem(path, "discount-rate", what, why, "begin with 0: {0: 3.5, 31: 3.0}", key=True)
    for year in costs.discount_rate:
        if year < 0 or year != int(year):
            what, why = f"{year:f} is not the number of a year", "the first year of the period is year 0, the next 1"
            yield parsed.problem((*path, year), "discount-rate", what, why, "write 0 or a whole number", key=True)


def _check_amount(
    parsed: ParsedFile, path: KeyPath, costs: Costs, line: CostLine, stated: CostLine | OptionAmount
) -> Checked:
    """Whether one amount lies in the period, and in its own range."""
    amount = stated.amount
    if isinstance(amount, Mapping):
        begins = line.from_ if line.from_ and not [*_check_in_period(parsed, path, costs, line.from_)] else None
        starts = position(costs.period, begins) if begins else 0
        for year in amount:
            here = (*path, "amount", _as_typed(parsed, path, year))
            wrong = list(_check_in_period(parsed, here, costs, year))
            yield from wrong
            if not wrong and position(costs.period, year) < starts:
                what = f"{year} lies before {line.from_}, when this line begins"
                yield parsed.problem(here, "cost-year", what, "one of the two is wrong", "change one of them", key=True)
    yield from _check_range(parsed, path, stated)


def _as_typed(parsed: ParsedFile, path: KeyPath, year: str) -> object:
    """A year as the reader has it as a key: 2026 is a number."""
    stated = parsed.inside(path)
    found = stated.get("amount", stated) if isinstance(stated, dict) else {}
    keys = found if isinstance(found, dict) else {}
    return next((each for each in keys if f"{each}" == year), year)


def _check_range(parsed: ParsedFile, path: KeyPath, stated: CostLine | OptionAmount) -> Checked:
    amount, wrong = stated.amount, "one of the two is wrong"
    if stated.range is not None and stated.range_percent is not None:
        what = "range and range-percent stand here both"
        yield parsed.problem((*path, "range-percent"), "cost-range", what, "they could differ", "keep one", key=True)
        return
    for key, ends in (("range", stated.range), ("range-percent", stated.range_percent)):
        if ends is None:
            continue
        here = (*path, key)
        if len(ends) != 2 or ends[0] > ends[1]:
            what = "a range is two numbers, the lower first"
            yield parsed.problem(here, "cost-range", what, "its ends could be mistaken", _RANGE)
        elif key == "range" and isinstance(amount, Mapping):
            what, why = "these amounts differ by year, and the range is one for all", "it could be the range of none"
            fix = "write range-percent: [-10, 30], in per cent of each amount"
            yield parsed.problem(here, "cost-range", what, why, fix, key=True)
        elif key == "range-percent" and amount == UNKNOWN:
            what, why = "of an unknown amount there is no per cent", "nothing can be worked out from it"
            yield parsed.problem(
                here, "cost-range", what, why, "write range: with the lowest and the highest", key=True
            )
        elif key == "range" and not isinstance(amount, str | Mapping | None) and not ends[0] <= amount <= ends[1]:
            what, fix = "the amount lies outside its own range", "widen the range or change the amount"
            yield parsed.problem(here, "cost-range", what, wrong, fix)
        elif key == "range-percent" and not -100 <= ends[0] <= 0 <= ends[1]:
            what, why = "this range does not hold the amount itself", "counted from the amount, the amount lies at 0"
            yield parsed.problem(here, "cost-range", what, why, "write such as [-10, 30], or [0, 30]")


def _check_in_period(parsed: ParsedFile, path: KeyPath, costs: Costs, year: str) -> Iterator[Problem]:
    """Whether a year is one of the period."""
    wrong = list(_check_form(parsed, path, costs, year))
    yield from wrong
    if not wrong and not 0 <= position(costs.period, year) < costs.period.years:
        named = years(costs.period)
        span = f"{named[0]} to {named[-1]}" if len(named) > 1 else named[0]
        what = f"{year} does not lie in the period, {span}"
        fix = "change the year, or make the period longer"
        yield parsed.problem(path, "cost-year", what, "it would count in no sum", fix)


def _check_form(parsed: ParsedFile, path: KeyPath, costs: Costs, year: str) -> Iterator[Problem]:
    """Whether a year is of the form that the period has, financial or calendar."""
    if ("-" in year) != ("-" in costs.period.from_):
        what = f"{year} and the period, which begins in {costs.period.from_}, are years of two kinds"
        fix = f"write all as the period does, such as {costs.period.from_}"
        yield parsed.problem(path, "cost-year", what, "financial and calendar years overlap", fix)


def _brings_in(stated: CostLine | OptionAmount) -> bool:
    """Whether an amount, or the lowest of its range, is below 0."""
    amounts = stated.amount.values() if isinstance(stated.amount, Mapping) else [stated.amount, *(stated.range or ())]
    return any(isinstance(amount, Decimal) and amount < 0 for amount in amounts)


def _check_known(parsed: ParsedFile, path: KeyPath, stated: CostLine | OptionAmount) -> Checked:
    """Whether an unknown amount has a range with more than one amount in it. A record may hold one that has not."""
    ends = stated.range
    if stated.amount == UNKNOWN and ends is not None and len(ends) == 2 and ends[0] == ends[1]:
        what, why = "this range has one amount", "what can be nothing else is known"
        fix = f"write it as the amount: {ends[0]:f}"
        yield parsed.problem((*path, "range"), "cost-range", what, why, fix, key=True)


def _check_documents(parsed: ParsedFile, path: KeyPath, stated: Estimate, names: Names) -> Checked:
    yield from check_citations(parsed, (*path, "evidence"), stated.evidence, names.documents)
