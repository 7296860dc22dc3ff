"""Verdicts: how each option does at each gate, by the gate's rule or by people's decision.

One gate operator a file. An operator says what operand it takes, "threshold" (one level or number) or "levels" (a list
of levels), and whether a requirement holds. Nothing here excludes an option: see `evaluation`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, Protocol

from appraise.appraisal import Appraisal, Gate, Level
from appraise.engine.gates import at_least, at_most, is_one_of
from appraise.engine.values import CellValue
from appraise.field_types import UNKNOWN
from appraise.run import Judged, ScoredCell


class Operator(Protocol):
    """A gate operator: what each module in this package provides."""

    OPERAND: str

    def holds(self, actual: Decimal, required: tuple[Decimal, ...]) -> bool:
        """Whether a known score, or a level's position counted from the least, meets the requirement."""
        ...


OPERATORS: Mapping[str, Operator] = {
    "at-least": at_least,
    "at-most": at_most,
    "is": is_one_of,
}


def judge(appraisal: Appraisal, option: str, cells: Mapping[str, CellValue]) -> dict[str, Judged]:
    """The verdicts of one option, by gate. A decided verdict takes precedence and keeps the rule's beside it.

    cells: the option's, by criterion; gates ignore the range of a score.
    """
    verdicts = {}
    for name, gate in appraisal.gates.items():
        rule, fact = _by_rule(appraisal, gate, option, cells)
        decided = appraisal.options[option].verdicts.get(name)
        if decided:
            verdicts[name] = Judged(from_="decision", rule=rule, **dict(decided))
        elif fact:
            verdicts[name] = Judged(rule or UNKNOWN, "rule", rule, fact.reason, evidence=fact.evidence)
        else:
            verdicts[name] = Judged(rule or UNKNOWN, "rule", rule)
    return verdicts


def _by_rule(
    appraisal: Appraisal, gate: Gate, option: str, cells: Mapping[str, CellValue]
) -> tuple[Literal["pass", "fail", "unknown"] | None, Level | ScoredCell | None]:
    """The rule's verdict (None at a gate by judgement), and the fact or score it reads, if it is there."""
    requires = gate.requires
    fact: Level | ScoredCell | None
    if requires.operator is None:
        return None, None
    if requires.characteristic:
        fact = appraisal.options[option].characteristics.get(requires.characteristic)
        if fact is None or fact.level == UNKNOWN:
            return UNKNOWN, fact
        levels = list(appraisal.characteristics[requires.characteristic].levels)
        operand = requires.operand if isinstance(requires.operand, tuple) else (requires.operand,)
        actual, required = Decimal(levels.index(fact.level)), tuple(Decimal(levels.index(str(o))) for o in operand)
    else:
        valued = cells.get(requires.criterion or "")
        fact = valued and valued.cell
        if fact is None or not isinstance(fact.score, Decimal) or not isinstance(requires.operand, Decimal):
            return UNKNOWN, fact
        actual, required = fact.score, (requires.operand,)
    return "pass" if OPERATORS[requires.operator].holds(actual, required) else "fail", fact
