"""Combined: the scores of cells that the members of a panel scored, as formulas and as exact figures."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import mean, median
from typing import NamedTuple

from appraise.field_types import UNKNOWN, Unknown
from appraise.numbers import number_text
from appraise.publish.context import Context
from appraise.publish.workbook.sheet import average, median_formula


class Exact(NamedTuple):
    """A score with its range. A record has the score rounded where it was combined."""

    score: Decimal | Fraction | Unknown
    range: tuple[Decimal, Decimal] | None


def exact(context: Context, criterion: str, option: str) -> Exact:
    """The score of a cell, not rounded."""
    cell, numbers = context.run.options[option].cells[criterion], _numbers(context, criterion, option)
    if len(numbers) < 2:
        return Exact(cell.score, cell.range)
    figures = [Fraction(number) for number in numbers]
    return Exact(mean(figures) if _by_mean(context) else median(figures), cell.range)


def formula(context: Context, criterion: str, option: str) -> str:
    """How the score of a cell follows from what members gave; nothing where it stands as somebody gave it."""
    numbers = [number_text(number) for number in _numbers(context, criterion, option)]
    if len(numbers) < 2:
        return ""
    return average(numbers) if _by_mean(context) else median_formula(numbers)


def _numbers(context: Context, criterion: str, option: str) -> Sequence[Decimal]:
    """The numbers that were combined for a cell; none where its score is not combined."""
    if context.run.options[option].cells[criterion].from_ != "panel":
        return ()
    return [score.score for score in context.inputs.given(criterion, option).values() if score.score != UNKNOWN]


def _by_mean(context: Context) -> bool:
    return context.inputs.panel is not None and context.inputs.panel.combine == "mean"
