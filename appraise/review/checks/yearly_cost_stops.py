"""Yearly cost stops: an option pays something every year, and then nothing before the period ends."""

from collections.abc import Iterator, Mapping

from appraise.appraisal import CostLine, OptionAmount
from appraise.review.exact import named
from appraise.review_results import CheckInput, Keys, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = "What is paid every year falls to 0 before the period of the costs ends, and no reason says why."
WHY = "Costs that are left out of the last years make an option look cheaper than it is."
FIX = "Carry the amounts on to the end of the period; if nothing is paid any more, say why under reason."
SOURCE = "HM Treasury, The Green Book, 2018, 5.14"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each yearly line under which options stop paying, at the first of them."""
    inputs = checked.run.inputs
    for name, line in inputs.costs.lines.items() if inputs.costs else ():
        path: Keys = ("costs", "lines", name)
        stops = [option for option, stated in line.options.items() if _stops(line, stated)]
        if stops:
            names = named([inputs.options[option].name for option in stops], "options")
            what = f'"{line.name}" falls to 0 for {names} before the period ends.'
            yield Occurrence(what, (*path, "options", stops[0]), (name,))
        elif _stops(line, line):
            yield Occurrence(f'"{line.name}" falls to 0 before the period ends.', (*path, "amount"), (name,))


def _stops(line: CostLine, stated: OptionAmount | CostLine) -> bool:
    """Whether amounts by year that were paid end in 0, and no reason stands beside them or at the line."""
    if line.when != "yearly" or not isinstance(stated.amount, Mapping) or stated.reason or line.reason:
        return False
    amounts = [amount for _, amount in sorted(stated.amount.items())]
    return amounts[-1] == 0 and any(amount > 0 for amount in amounts)
