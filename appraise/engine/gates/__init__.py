"""Verdicts: how each option does at each gate, by the gate's rule or by people's decision.

One gate operator a file. An operator says what operand it takes, "threshold" (one level or number) or "levels" (a list
of levels), and whether a requirement holds. Nothing here excludes an option: see `evaluation`.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Protocol

from appraise.appraisal import Appraisal, Evidence, Gate, Requirement
from appraise.costing import asked_for
from appraise.engine.gates import at_least, at_most, is_one_of
from appraise.engine.values import CellValue
from appraise.field_types import UNKNOWN, Unknown
from appraise.numbers import rounded
from appraise.run import Judged


class Operator(Protocol):
    """A gate operator: what each module in this package provides."""

    OPERAND: str

    def holds(self, actual: Fraction, required: tuple[Fraction, ...]) -> bool:
        """Whether a known score, or a level's position counted from the least, meets the requirement."""
        ...


OPERATORS: Mapping[str, Operator] = {
    "at-least": at_least,
    "at-most": at_most,
    "is": is_one_of,
}
_ANSWERS: tuple[Literal["pass", "fail"], ...] = ("pass", "fail")


def judge(appraisal: Appraisal, option: str, cells: Mapping[str, CellValue]) -> dict[str, Judged]:
    """The verdicts of one option, by gate. A decided verdict takes precedence and keeps the rule's beside it.

    cells: the option's, by criterion; the range of a score changes no verdict.
    """
    verdicts = {}
    for name, gate in appraisal.gates.items():
        by_rule = _by_rule(appraisal, gate, option, cells)
        decided = appraisal.options[option].verdicts.get(name)
        verdicts[name] = Judged(from_="decision", rule=by_rule.rule, **dict(decided)) if decided else by_rule
    return verdicts


def _by_rule(appraisal: Appraisal, gate: Gate, option: str, cells: Mapping[str, CellValue]) -> Judged:
    """The verdict that follows from the fact or the score the rule reads; unknown at a gate by judgement."""
    requires = gate.requires
    if requires.operator is None:
        return Judged(UNKNOWN, "rule", None)
    if requires.cost is not None:
        return _by_cost(appraisal, requires, option)
    if requires.characteristic is None:
        return _by_score(requires, cells.get(requires.criterion or ""))
    fact = appraisal.options[option].characteristics.get(requires.characteristic)
    if fact is None:
        return Judged(UNKNOWN, "rule", UNKNOWN)
    verdict: Literal["pass", "fail", "unknown"] = UNKNOWN
    if fact.level != UNKNOWN:
        levels = list(appraisal.characteristics[requires.characteristic].levels)
        operand = requires.operand if isinstance(requires.operand, tuple) else (requires.operand,)
        required = tuple(Fraction(levels.index(str(level))) for level in operand)
        verdict = _verdict(requires.operator, Fraction(levels.index(fact.level)), required)
    return Judged(verdict, "rule", verdict, fact.reason, evidence=fact.evidence)


def _by_score(requires: Requirement, valued: CellValue | None) -> Judged:
    """The verdict that follows from a score, how far the score is from what is asked, and what the ends of its range
    would give: an operator that takes a threshold changes its answer once at most, so they tell for all between."""
    operator, operand = requires.operator or "", requires.operand
    if valued is None or not isinstance(operand, Decimal):
        return Judged(UNKNOWN, "rule", UNKNOWN)
    cell = valued.cell
    required = Fraction(operand)
    at_ends = {_verdict(operator, Fraction(end), (required,)) for end in cell.range or ()}
    over_range = tuple(answer for answer in _ANSWERS if answer in at_ends)
    if valued.score == UNKNOWN:
        return Judged(UNKNOWN, "rule", UNKNOWN, cell.reason, evidence=cell.evidence, over_range=over_range)
    verdict, margin = _verdict(operator, valued.score, (required,)), _distance(cell.score, valued.score, operand)
    return Judged(verdict, "rule", verdict, cell.reason, evidence=cell.evidence, margin=margin, over_range=over_range)


def _by_cost(appraisal: Appraisal, requires: Requirement, option: str) -> Judged:
    """The verdict that follows from a cost; unknown while unknown amounts leave it open. Costs are compared in the
    currency of the costs, and the margin is in that of the gate."""
    costs, operator, operand = appraisal.costs, requires.operator or "", requires.operand
    if costs is None or requires.cost is None or requires.unit is None or not isinstance(operand, Decimal):
        return Judged(UNKNOWN, "rule", UNKNOWN)
    cost = asked_for(costs, requires, option)
    stated = costs.lines[requires.cost].of(option) if requires.cost in costs.lines else None
    reason, evidence = (stated.reason, Evidence(stated.evidence)) if stated else (None, Evidence())
    if cost.not_known:
        return Judged(UNKNOWN, "rule", UNKNOWN, reason, evidence=evidence)
    low, high, least, most = cost.amounts
    required = (Fraction(operand),)
    answers = {_verdict(operator, end, required) for end in (low, high)}
    ranged = {_verdict(operator, end, required) for end in (least, most)} if least < most else set()
    verdict: Literal["pass", "fail", "unknown"] = answers.pop() if len(answers) == 1 else UNKNOWN
    margin = rounded(abs(low - required[0])) if low == high else None
    over_range = tuple(answer for answer in _ANSWERS if answer in ranged)
    return Judged(verdict, "rule", verdict, reason, evidence=evidence, margin=margin, over_range=over_range)


def _distance(recorded: Decimal | Unknown, score: Fraction, operand: Decimal) -> Decimal:
    """How far a score is from what is asked, as typed; of one that is combined from several, rounded."""
    if isinstance(recorded, Decimal) and Fraction(recorded) == score:
        return abs(recorded - operand)
    return rounded(abs(score - Fraction(operand)))


def _verdict(operator: str, actual: Fraction, required: tuple[Fraction, ...]) -> Literal["pass", "fail"]:
    return "pass" if OPERATORS[operator].holds(actual, required) else "fail"
