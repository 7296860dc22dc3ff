"""Range crosses a gate: the range recorded with a score or a cost lies on both sides of what a gate asks for."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from appraise.costing import asked_for
from appraise.engine.values import cell_values
from appraise.field_models import replaced
from appraise.numbers import number_text
from appraise.review.money import place, written
from appraise.review_results import CheckInput, Keys, Occurrence, Severity
from appraise.run import Judged, Result, Run

SEVERITY: Severity = "warning"
MEANS = (
    "An option passes or fails a gate by its score or its cost, and within the range recorded with that, or between "
    "the scores that members of a panel gave, it would not."
)
WHY = "A gate can end an option whatever its merits, and here it turns on a figure that nobody is sure of."
FIX = (
    "Find the figure more exactly and narrow the range, or let the panel moderate it, if it is a score; where that "
    "cannot be done yet, name under unknowns who settles it by when, and accept this."
)
SOURCE = "HM Treasury, The Green Book, 2018, 2.16"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each verdict by a score or a cost that its range could turn, unless the option surely fails elsewhere."""
    run = checked.run
    for option, result in run.options.items():
        for gate, judged in result.verdicts.items():
            requires = run.inputs.gates[gate].requires
            if not judged.could_turn or _fails_elsewhere(result, gate):
                continue
            if requires.criterion:
                at: Keys = ("options", option, "scores", requires.criterion)
                yield Occurrence(_what(run, option, gate, judged), at, (gate, option))
            elif requires.cost and run.inputs.costs:
                at = place(run.inputs.costs, requires.cost, option)
                yield Occurrence(_of_cost(run, option, gate, judged), at, (gate, option))


_TURNED = {"pass": ("passes", "fail"), "fail": ("fails", "pass")}


def _fails_elsewhere(result: Result, gate: str) -> bool:
    """Whether an option fails another gate, whatever its scores within their ranges."""
    others = (judged for name, judged in result.verdicts.items() if name != gate)
    return any(judged.verdict == "fail" and "pass" not in judged.over_range for judged in others)


def _nearly(run: Run, option: str, gate: str) -> str:
    """How a margin of 0 came about: of scores that were combined it may be one that is rounded."""
    requires = run.inputs.gates[gate].requires
    only = replaced(run.inputs, options={option: run.inputs.options[option]})
    score = cell_values(only, {})[option][requires.criterion or ""].score
    met = isinstance(requires.operand, Decimal) and score == Fraction(requires.operand)
    return "exactly" if met else "by less than 0.000001"


def _what(run: Run, option: str, gate: str, judged: Judged) -> str:
    asks, name = run.inputs.gates[gate], run.inputs.options[option].name
    criterion = asks.requires.criterion or ""
    cell = run.options[option].cells[criterion]
    low, high = map(number_text, cell.range or ())
    within = "what members gave" if cell.from_ == "panel" else "the range of its score"
    by = f"by {number_text(judged.margin)}" if judged.margin else _nearly(run, option, gate)
    so, not_so = _TURNED[judged.verdict]
    return (
        f'"{name}" {so} the gate "{asks.name}" {by}, and within {within} on '
        f'"{run.inputs.criteria[criterion].name}", {low} to {high}, it could also {not_so}.'
    )


def _of_cost(run: Run, option: str, gate: str, judged: Judged) -> str:
    """The same of a verdict by a cost."""
    asks, costs = run.inputs.gates[gate], run.inputs.costs
    unit, operand = asks.requires.unit, asks.requires.operand
    assert costs is not None
    assert unit is not None
    assert isinstance(operand, Decimal)
    cost = asked_for(costs, asks.requires, option).amounts
    margin = abs(cost.low - Fraction(operand))
    by = "" if cost.low < cost.high else f" by {written(margin, unit)}" if margin else " exactly"
    so, not_so = _TURNED[judged.verdict]
    return (
        f'"{run.inputs.options[option].name}" {so} the gate "{asks.name}"{by}, and within the ranges of what it pays, '
        f"{written(cost.least, unit, operand)} to {written(cost.most, unit, operand)}, it could also {not_so}."
    )
