"""Costing: what each option costs by line, by year and over the period, exactly, from what was typed.

Figures are in the currency of the costs. Net present cost is discounted, with optimism bias and without transfers;
cash is neither discounted nor raised by bias, and has transfers in it. Here rather than in the engine, as pages and
workbooks show single years and lines, which no record holds.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from appraise.appraisal import CostLine, Costs, Currency, Requirement
from appraise.costing.discounting import sums
from appraise.costing.years import position

POUNDS: Mapping[Currency, int] = {"GBP": 1, "GBP k": 1_000, "GBP m": 1_000_000}
"""How many pounds each currency counts in."""
NET_PRESENT, CASH = "net-present", "cash"
"""What a gate can ask for beside the cash of one line; no line has these ids."""


class Amounts(NamedTuple):
    """An amount, from the lowest to the highest over unknown amounts that have a range; and from the least to the most
    over all recorded ranges, every one at the same end at once."""

    low: Fraction
    high: Fraction
    least: Fraction
    most: Fraction

    def times(self, factor: Fraction | int) -> "Amounts":
        """All four, multiplied by a factor that is not below 0."""
        if self.least == self.most:  # as most amounts are; there may be many
            return _known(self.low * factor)
        return Amounts(*(each * factor for each in self))


def _known(amount: Fraction) -> Amounts:
    """An amount that is known and has no range."""
    return Amounts(amount, amount, amount, amount)


NOTHING = _known(Fraction(0))


class Costed(NamedTuple):
    """A sum over lines, and the lines with an amount that nothing bounds: the sum is then of the others, the known
    part."""

    amounts: Amounts
    not_known: tuple[str, ...] = ()


class Stretch(NamedTuple):
    """Years in which the amount is the same: from the number of the first to that of the first after them."""

    first: int
    end: int
    amounts: Amounts


def stretches(costs: Costs, line: CostLine, option: str) -> tuple[Stretch, ...] | None:
    """What an option pays under a line, without optimism bias; None where it is unknown and has no range."""
    stated, years = line.of(option), costs.period.years
    amount = stated.amount
    if isinstance(amount, Mapping):
        starts = sorted((position(costs.period, year), each) for year, each in amount.items())
        ends = [start for start, _ in starts[1:]] + [years] if line.when == "yearly" else [at + 1 for at, _ in starts]
        return tuple(
            Stretch(first, end, _ranged(each, line, option)) for (first, each), end in zip(starts, ends, strict=True)
        )
    first, end = same_each_year(costs, line)
    if isinstance(amount, Decimal):
        return (Stretch(first, end, _ranged(amount, line, option)),)
    if stated.range is None:
        return None
    low, high = map(Fraction, stated.range)
    return (Stretch(first, end, Amounts(low, high, low, high)),)


def same_each_year(costs: Costs, line: CostLine) -> tuple[int, int]:
    """The years in which an amount is paid that is not told by year: of the first, and of the first after them."""
    first = position(costs.period, line.from_) if line.from_ else 0
    return first, costs.period.years if line.when == "yearly" else first + 1


def _ranged(amount: Decimal, line: CostLine, option: str) -> Amounts:
    """A known amount, with the ends of its range."""
    stated, known = line.of(option), Fraction(amount)
    ends = [known]
    if stated.range is not None:
        ends = [*map(Fraction, stated.range)]
    elif stated.range_percent is not None:
        ends = sorted(known * (1 + Fraction(each) / 100) for each in stated.range_percent)
    return Amounts(known, known, ends[0], ends[-1])


def by_year(costs: Costs, line: str, option: str) -> tuple[Amounts, ...] | None:
    """The cash that an option pays under a line, by year; None where it is unknown and has no range."""
    found = stretches(costs, costs.lines[line], option)
    if found is None:
        return None
    amounts = [NOTHING] * costs.period.years
    for first, end, each in found:
        amounts[first:end] = [each] * (end - first)
    return tuple(amounts)


def net_present(costs: Costs, option: str) -> Costed:
    """What an option costs over the period: discounted, with optimism bias, without transfers."""
    counted, unit = sums(costs.discount_rate, costs.period.years)
    found = {name: stretches(costs, line, option) for name, line in costs.lines.items() if not line.transfer}
    worth = ((name, None if each is None else _over(each, counted)) for name, each in found.items())
    whole = _sum((name, amounts, bias(costs.lines[name])) for name, amounts in worth)
    return whole._replace(amounts=whole.amounts.times(Fraction(1, unit)))


def present(costs: Costs, line: str, option: str) -> Amounts | None:
    """The discounted amounts of one line, without optimism bias; None where nothing bounds them."""
    found = stretches(costs, costs.lines[line], option)
    counted, unit = sums(costs.discount_rate, costs.period.years)
    return None if found is None else _over(found, counted).times(Fraction(1, unit))


def bias(line: CostLine) -> Fraction:
    """What a line's net present cost is multiplied by for optimism bias, 1 for none."""
    return 1 + Fraction(line.optimism_bias or 0) / 100


def cash(costs: Costs, option: str, line: str = CASH, year: str | None = None) -> Costed:
    """The cash that an option pays, transfers in it, as typed.

    line: the id of one; else of all lines. year: in one; else over the period.
    """
    lines = [line] if line != CASH else [*costs.lines]
    at = None if year is None else position(costs.period, year)
    counted = tuple(range(costs.period.years + 1)) if at is None else (0,) * (at + 1) + (1,) * (costs.period.years - at)

    def paid(line: CostLine) -> Amounts | None:
        found, (first, end) = stretches(costs, line, option), same_each_year(costs, line)
        if found is None:
            return None if at is None or first <= at < end else NOTHING
        return _over(found, counted)

    return _sum((name, paid(costs.lines[name]), 1) for name in lines)


def compared(costs: Costs, option: str) -> Costed:
    """What options are compared by: net present cost, or cash where there is no discount rate."""
    return cash(costs, option) if costs.discount_rate is None else net_present(costs, option)


def part(costs: Costs, line: str, option: str) -> Amounts | None:
    """What one line adds to what options are compared by; None where nothing bounds it, or nothing of it counts."""
    stated = costs.lines[line]
    if costs.discount_rate is not None:
        found = None if stated.transfer else present(costs, line, option)
        return found and found.times(bias(stated))
    paid = cash(costs, option, line)
    return None if paid.not_known else paid.amounts


def asked_for(costs: Costs, requires: Requirement, option: str) -> Costed:
    """What a gate that asks for money reads of an option, in the gate's own unit."""
    if requires.cost == NET_PRESENT:
        found = net_present(costs, option)
    else:
        found = cash(costs, option, requires.cost or CASH, requires.year)
    unit = Fraction(POUNDS[costs.currency], POUNDS[requires.unit or costs.currency])
    return found._replace(amounts=found.amounts.times(unit))


def _over(found: Iterable[Stretch], counted: tuple[int, ...]) -> Amounts:
    """Amounts over years, each multiplied by what its year counts for.

    counted: the sums of that before each year, and last of all.
    """
    return added(each.amounts.times(counted[each.end] - counted[each.first]) for each in found)


def _sum(lines: Iterable[tuple[str, Amounts | None, Fraction | int]]) -> Costed:
    """The amounts of lines, each multiplied by a factor, together."""
    parts, not_known = [], []
    for name, amounts, factor in lines:
        if amounts is None:
            not_known.append(name)
        else:
            parts.append(amounts.times(factor))
    return Costed(added(parts), tuple(not_known))


def added(several: Iterable[Amounts]) -> Amounts:
    """All together, each end by itself."""
    parts = [*several]
    if all(each.least == each.most for each in parts):
        return _known(sum((each.low for each in parts), Fraction(0)))
    return Amounts(*(sum(each, Fraction(0)) for each in zip(NOTHING, *parts, strict=True)))
