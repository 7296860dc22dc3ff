"""Figures: the exact shares, values and totals behind a run, and how the sentences of findings name things and write
numbers."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from appraise.appraisal import Appraisal
from appraise.engine.totals import totals
from appraise.engine.values import anchors, ends, valued
from appraise.engine.weighting import shares
from appraise.field_models import replaced
from appraise.numbers import number_text, rounded
from appraise.run import Run

Ends = tuple[Fraction, Fraction]
Number = Decimal | Fraction | int


def alone(run: Run) -> bool:
    """Whether a criteria set ran on its own over the library: nobody scored anything, so its results are no result."""
    return run.inputs.question is None


def whole_shares(appraisal: Appraisal) -> dict[str, Fraction]:
    """Each criterion's part of the whole set, 0 to 1, with those left uncounted where the set runs alone."""
    found = shares(appraisal)
    counted = 1 - sum((found[name] for name in appraisal.uncounted), Fraction(0))
    return {name: share if name in appraisal.uncounted else share * counted for name, share in found.items()}


def values(run: Run, criterion: str) -> set[Fraction]:
    """Every value that somebody has or could have on a criterion, 0 to 100."""
    return {value for ends in _by_cell(run, criterion).values() for value in ends}


def column(run: Run, criterion: str) -> dict[str, Ends]:
    """The lowest and the highest value of every option on a criterion, 0 to 100; the same but for unknown scores."""
    found = _by_cell(run, criterion)
    return {option: found[id(result.cells[criterion])] for option, result in run.options.items()}


def _by_cell(run: Run, criterion: str) -> dict[int, Ends]:
    """The same by cell: equal ones of a run are mostly one, and a large appraisal has few."""
    cells = {id(result.cells[criterion]): result.cells[criterion] for result in run.options.values()}
    points = anchors(run.inputs.criteria[criterion])
    return {name: ends(points, cell) for name, cell in cells.items()}


def row_values(run: Run, options: Iterable[str]) -> dict[str, list[Ends]]:
    """The same of a few options on every criterion, in file order."""
    only = replaced(run.inputs, options={option: run.inputs.options[option] for option in options})
    return {option: [(cell.low, cell.high) for cell in row.values()] for option, row in valued(only, {}).items()}


def total(run: Run, option: str) -> Fraction:
    """An option's total, 0 to 100; the lowest where unknown scores leave it open."""
    only = replaced(run.inputs, options={option: run.inputs.options[option]})
    return totals(valued(only, {}), shares(run.inputs))[option].low


def figure(number: Number, places: int = 2) -> str:
    """A number with at most so many places."""
    return number_text(rounded(Fraction(number), places))


def percent(share: Number) -> str:
    """A share of the whole in percent, with at most one place."""
    return f"{number_text(rounded(100 * Fraction(share), 1))}%"


def points(number: Number, places: int = 2) -> str:
    """So many points, with at most so many places."""
    text = figure(number, places)
    return f"{text} point" if text == "1" else f"{text} points"


def named(names: Sequence[str], of: str) -> str:
    """Up to three names in quotes, more than that as a count of what they are: "A" and "B"; 5 options."""
    if len(names) > 3:
        return f"{len(names)} {of}"
    quoted = [f'"{name}"' for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
