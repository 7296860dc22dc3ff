"""Cost gates: the verdicts of gates that ask for money, as formulas over the sheet of costs."""

from collections.abc import Iterator
from decimal import Decimal

from appraise.appraisal import Costs, Currency, Requirement
from appraise.costing import CASH, NET_PRESENT, POUNDS, asked_for
from appraise.costing.years import position
from appraise.numbers import number_text, rounded
from appraise.publish.context import Context
from appraise.publish.workbook.cost_places import HIGHEST, LOWEST, CostPlaces, has_range
from appraise.publish.workbook.layout import Layout
from appraise.publish.workbook.sheet import literal

_PENNY: dict[Currency, int] = {"GBP": 2, "GBP k": 5, "GBP m": 8}
"""The decimal places that a penny has in each currency: costs are rounded to it before they are compared, as a
spreadsheet would else part what is level."""


def cost_verdict(context: Context, layout: Layout, requires: Requirement, option: str, sign: str) -> str:
    """The verdict that follows from a cost; unknown where that is not known, or its ends have two."""
    costs, places = context.inputs.costs, layout.costs
    asked = _asked(costs, requires)
    if costs is None or places is None or asked is None:
        return ""
    here, to = layout.names["gates"], _PENNY[costs.currency]
    passed, failed, unknown = (literal(context.text(f"verdict.{word}")) for word in ("pass", "fail", "unknown"))
    figure = number_text(rounded(asked, to))
    holds = [f"(ROUND({end},{to}){sign}{figure})" for end in _ends(costs, places, requires, option, here)]
    verdict = f"IF({'*'.join(holds)},{passed},{failed})"
    if len(holds) > 1:
        verdict = f"IF({'*'.join(holds)},{passed},IF({'+'.join(holds)},{unknown},{failed}))"
    return f"IF({_open(context, places, requires, option, here)},{unknown},{verdict})"


def cost_parted(costs: Costs | None, requires: Requirement, option: str) -> bool:
    """Whether a cost lies so near to what a gate asks for that it is the same to a penny, but not exactly."""
    asked = _asked(costs, requires)
    if costs is None or asked is None or requires.cost is None:
        return False
    unit, to = requires.unit or costs.currency, _PENNY[costs.currency]
    ends = (end * POUNDS[unit] / POUNDS[costs.currency] for end in asked_for(costs, requires, option).amounts[:2])
    return any(end != asked and rounded(end, to) == rounded(asked, to) for end in ends)


def _asked(costs: Costs | None, requires: Requirement) -> Decimal | None:
    """What a gate asks for, in the currency of the costs."""
    if costs is None or requires.unit is None or not isinstance(requires.operand, Decimal):
        return None
    noughts = len(str(POUNDS[requires.unit])) - len(str(POUNDS[costs.currency]))
    return requires.operand.scaleb(noughts)


def _ends(costs: Costs, places: CostPlaces, requires: Requirement, option: str, here: str) -> Iterator[str]:
    """The cost that a gate asks for: at the lowest and the highest of unknown amounts, or the one that there is."""
    cost, year = requires.cost or "", position(costs.period, requires.year) if requires.year is not None else None
    ranged = cost not in costs.lines or has_range(costs.lines[cost], option)
    for at, end in enumerate(places.ends[: 2 if places.open and ranged else 1]):
        if year is None and cost in (NET_PRESENT, CASH):
            yield places.sum_of(option, f"{cost}.{end}").from_(here)
        elif year is None:
            yield places.of_line(cost, option, f"cash.{end}").from_(here)
        elif cost == CASH:
            yield places.year(places.sums[option] + at, year).from_(here)
        else:
            row = places.amounts[cost, option]
            amount, bound = (places.year(each, year).from_(here) for each in (row, row + (HIGHEST if at else LOWEST)))
            yield f"IF(ISTEXT({amount}),{bound},{amount})" if places.open and ranged else f"N({amount})"


def _open(context: Context, places: CostPlaces, requires: Requirement, option: str, here: str) -> str:
    """Whether something in the cost is not known, and nothing bounds it."""
    cost, costs = requires.cost or "", context.inputs.costs
    if costs is not None and requires.year is not None:
        year = position(costs.period, requires.year)
        lines = [cost] if cost in costs.lines else [*costs.lines]
        return "+".join(_open_in(costs, places, line, option, year, here) for line in lines) + ">0"
    if cost in (NET_PRESENT, CASH):
        known = places.sum_of(option, f"{cost}.known").from_(here)
        return f"{known}<>{literal(context.text('workbook.cost.all'))}"
    row = places.amounts[cost, option]
    return f"{places.year(row, places.years).from_(here)}>0"


def _open_in(costs: Costs, places: CostPlaces, line: str, option: str, year: int, here: str) -> str:
    """1 where the amount of a line in a year is not known, and nothing bounds it; else 0."""
    row = places.amounts[line, option]
    rows = (row, row + LOWEST, row + HIGHEST)
    amount, lowest, highest = (places.year(each, year).from_(here) for each in rows)
    if not (places.open and has_range(costs.lines[line], option)):
        return f"1*ISTEXT({amount})"
    return f"ISTEXT({amount})*(1-ISNUMBER({lowest})*ISNUMBER({highest}))"
