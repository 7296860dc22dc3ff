"""Exact figures behind a run for the checks, and how the sentences of findings write figures and names."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from appraise.appraisal import Appraisal
from appraise.engine.totals import totals
from appraise.engine.values import cell_values
from appraise.field_models import replaced
from appraise.field_types import Unknown
from appraise.numbers import number_text, rounded
from appraise.problem import listed
from appraise.run import Run
from appraise.value_functions import anchors, value_range
from appraise.weighting import shares

ValueRange = tuple[Fraction, Fraction]
"""The lowest and the highest value of a cell, 0 to 100; different only for an unknown score."""
Number = Decimal | Fraction | int


def standalone(run: Run) -> bool:
    """Whether a criteria set ran alone over the library: nobody scored anything, so most checks do not apply."""
    return run.inputs.question is None


def whole_shares(appraisal: Appraisal) -> dict[str, Fraction]:
    """Each criterion's exact part of the whole set, 0 to 1, with those left uncounted where the set runs alone."""
    parts = shares(appraisal)
    counted = 1 - sum((parts[name] for name in appraisal.uncounted), Fraction(0))
    return {name: part if name in appraisal.uncounted else part * counted for name, part in parts.items()}


def values(run: Run, criterion: str) -> set[Fraction]:
    """Every value that an option has on a criterion, and the ends of the open ones, 0 to 100."""
    by_cell = column(run, criterion) if _by_panel(run) else _by_cell(run, criterion)
    return {value for both in by_cell.values() for value in both}


def column(run: Run, criterion: str) -> dict[str, ValueRange]:
    """The values of every option on a criterion."""
    if _by_panel(run):  # a record rounds what scores combine to
        only = replaced(run.inputs, criteria={criterion: run.inputs.criteria[criterion]})
        return {option: (row[criterion].low, row[criterion].high) for option, row in cell_values(only, {}).items()}
    by_cell = _by_cell(run, criterion)
    return {option: by_cell[id(result.cells[criterion])] for option, result in run.options.items()}


def _by_panel(run: Run) -> bool:
    """Whether members of a panel scored."""
    return bool(run.inputs.panel and run.inputs.panel.sheets)


def _by_cell(run: Run, criterion: str) -> dict[int, ValueRange]:
    """The values on a criterion by the id of the cell: equal cells of a run are mostly one object."""
    cells = {id(result.cells[criterion]): result.cells[criterion] for result in run.options.values()}
    points = anchors(run.inputs.criteria[criterion])
    return {name: value_range(points, cell) for name, cell in cells.items()}


def row_values(run: Run, options: Iterable[str]) -> dict[str, list[ValueRange]]:
    """The values of a few options on every criterion, in file order."""
    only = replaced(run.inputs, options={option: run.inputs.options[option] for option in options})
    return {option: [(cell.low, cell.high) for cell in row.values()] for option, row in cell_values(only, {}).items()}


def score(run: Run, option: str, criterion: str) -> Fraction | Unknown:
    """An option's exact score on a criterion."""
    only = replaced(run.inputs, options={option: run.inputs.options[option]})
    return cell_values(only, {})[option][criterion].score


def total(run: Run, option: str) -> Fraction:
    """An option's exact total, 0 to 100; the lowest where unknown scores leave it open."""
    only = replaced(run.inputs, options={option: run.inputs.options[option]})
    return totals(cell_values(only, {}), shares(run.inputs))[option].low


def figure(number: Number, places: int = 2) -> str:
    """A number to at most so many decimal places."""
    return number_text(rounded(Fraction(number), places))


def percent(share: Number) -> str:
    """A share of the whole in percent, to at most one decimal place."""
    return f"{number_text(rounded(100 * Fraction(share), 1))}%"


def points(number: Number, places: int = 2) -> str:
    """A number of points, to at most so many decimal places."""
    text = figure(number, places)
    return f"{text} point" if text == "1" else f"{text} points"


def named(names: Sequence[str], of: str, last: str = "and") -> str:
    """Up to three names in quotes, more as a count: "A" and "B"; 5 options.

    of: what they are, in the plural. last: what stands before the last name.
    """
    if len(names) > 3:
        return f"{len(names)} {of}"
    return listed([f'"{name}"' for name in names], last)
