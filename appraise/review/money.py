"""Money: what gates and findings go by in the costs of a run, exactly, and how the sentences of findings write it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from appraise.appraisal import CostLine, Costs, Currency, OptionAmount
from appraise.costing import NET_PRESENT, Amounts, compared
from appraise.numbers import number_text, rounded
from appraise.review_results import Keys
from appraise.run import Run

_MOST_PLACES = 6
_WRITTEN = {"GBP": "", "GBP k": "k", "GBP m": "m"}


def cheaper_with_points(run: Run, option: str) -> list[str]:
    """The eligible options that cost less than one and have no fewer points, as all is recorded: those of which this
    is so over all ranges first. Where costs are the same, points alone tell options apart, and money tells nothing."""
    found = run.analyses.costs.beaten.get(option, {}) if run.analyses.costs else {}
    sure = [other for over in ("surely", "as-given") for other, each in found.items() if each == over]
    lowest = cost(run, option).low if sure else Fraction(0)
    return [other for other in sure if cost(run, other).high < lowest]


def cost(run: Run, option: str) -> Amounts:
    """What an option is compared by, exactly."""
    assert run.inputs.costs is not None
    return compared(run.inputs.costs, option).amounts


def decides(run: Run, over_years: bool = False) -> bool:
    """Whether money decides something: a gate asks for it, or an option costs more than another and has no more
    points. over_years: whether a gate counts only if it asks for what is paid over the whole period."""
    inputs, analysis = run.inputs, run.analyses.costs
    asked = (gate.requires for gate in inputs.gates.values() if gate.requires.cost is not None)
    gated = any(not (over_years and requires.year) for requires in asked)
    return inputs.costs is not None and (
        gated or any(cheaper_with_points(run, option) for option in (analysis.beaten if analysis else ()))
    )


def amounts(lines: Iterable[CostLine]) -> list[CostLine | OptionAmount]:
    """What is said of the amounts of some lines, by the lines themselves and for each option."""
    stated: list[CostLine | OptionAmount] = []
    for line in lines:
        stated += line, *line.options.values()
    return stated


def cited_for(costs: Costs, asked: str, option: str) -> list[str]:
    """Everything that is cited for the amounts that a cost is summed from: those of one line, or of all that count."""
    summed = (line for line in costs.lines.values() if not (asked == NET_PRESENT and line.transfer))
    lines = [costs.lines[asked]] if asked in costs.lines else summed
    return [citation for line in lines for each in (line, line.of(option)) for citation in each.evidence]


def place(costs: Costs, asked: str, option: str) -> Keys:
    """The keys in the record of what an option pays under a line; of the lines where a cost is the sum of all."""
    if asked not in costs.lines:
        return ("costs", "lines")
    return ("costs", "lines", asked, *(("options", option) if option in costs.lines[asked].options else ()))


def cost_citations(costs: Costs | None) -> Iterator[str]:
    """Everything that is cited for an amount."""
    for stated in amounts(costs.lines.values() if costs else ()):
        yield from stated.evidence


def written(amount: Decimal | Fraction | int, unit: Currency, beside: Decimal | Fraction = Fraction(0)) -> str:
    """An amount in a unit: £8.5m. With as many decimal places, from two, as tell it from another amount.

    beside: the other one, such as what a gate asks for.
    """
    exact, places = Fraction(amount), 2
    while exact != beside and rounded(exact, places) == rounded(Fraction(beside), places) and places < _MOST_PLACES:
        places += 1
    figure = rounded(exact, places)
    text = f"{abs(figure):,f}" if unit == "GBP" else number_text(abs(figure))
    return f"{'-' if figure < 0 else ''}\N{POUND SIGN}{text}{_WRITTEN[unit]}"
