"""Threshold under the winner: a line drawn just below the only option that it lets through."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from appraise.costing import asked_for
from appraise.numbers import number_text
from appraise.review.exact import points, score, total
from appraise.review.money import written
from appraise.review_results import CheckInput, Occurrence, Severity
from appraise.run import Run

SEVERITY: Severity = "warning"
MEANS = (
    "A shortlist rule lets one option through by a point or less, or a gate on a score or a cost lets one option "
    "through whose score or cost is exactly what it asks for."
)
WHY = "It looks as if the line had been drawn when the scores were known, to let that option through and no other."
FIX = "Say who set the line, when and why; if nobody did so before scoring, take more options forward."
SOURCE = "Whitfield, Options Appraisal Criteria and Matrix, ESSU Report 2, June 2007"

_JUST = 1
"""Points of a total."""


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The shortlist rule and each gate of which this is so, where unknown scores leave it open for nobody."""
    yield from _rule(checked.run)
    yield from _gates(checked.run)


def _rule(run: Run) -> Iterator[Occurrence]:
    line, eligible = run.inputs.shortlist_rule.at_least, [r for r in run.options.values() if r.outcome != "excluded"]
    forward = run.shortlist.options
    if line is None or len(eligible) == 1 or len(forward) != 1 or run.shortlist.undetermined:
        return
    above = total(run, forward[0]) - Fraction(line)
    if above <= _JUST and run.options[forward[0]].total is not None:
        by = f"by {points(above)}" if above else "with exactly that total"
        name = run.inputs.options[forward[0]].name
        what = f'The rule asks for a total of at least {number_text(line)}, and only "{name}" gets in, {by}.'
        yield Occurrence(what, ("shortlist-rule",))


def _gates(run: Run) -> Iterator[Occurrence]:
    for gate_id, gate in run.inputs.gates.items():
        name, line = gate.requires.criterion, gate.requires.operand
        by_rule = {option: result.verdicts[gate_id].rule for option, result in run.options.items()}
        passing = [option for option, rule in by_rule.items() if rule == "pass"]
        if len(passing) != 1 or set(by_rule.values()) != {"pass", "fail"}:
            continue
        costs, unit = run.inputs.costs, gate.requires.unit
        if costs and unit and isinstance(line, Decimal):
            asked = asked_for(costs, gate.requires, passing[0]).amounts
            if asked.low != line or asked.high != line:
                continue
            passes = run.inputs.options[passing[0]].name
            what = (
                f'The gate "{gate.name}" asks for {written(line, unit)}: exactly what "{passes}" comes to there, and '
                "nobody else gets through."
            )
            yield Occurrence(what, ("gates", gate_id), (gate_id,))
        if name is not None and score(run, passing[0], name) == line:
            what = (
                f'The gate "{gate.name}" asks for {line} on "{run.inputs.criteria[name].name}": exactly the score '
                f'of "{run.inputs.options[passing[0]].name}", and nobody else gets through.'
            )
            yield Occurrence(what, ("gates", gate_id), (gate_id,))
