"""Cells: the scores of a sheet or a perspective. They are many and mostly bare numbers, so they are read by hand.

Checks each cell by itself; whether its criterion, option and scale are known is for `names`.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic_core import ValidationError

from appraise.appraisal import UNKNOWN, Score
from appraise.files.part import Part, Path
from appraise.files.scalars import kind_of
from appraise.files.shapes import validator
from appraise.files.tree import Map
from appraise.problem import Problem

Table = dict[str, dict[str, Score]]


def cells(part: Part, path: Path, rows: Any) -> tuple[Table, list[Problem]]:
    """The scores by criterion and option, and what is wrong with cells. Equal bare numbers share one value."""
    table: Table = {}
    problems: list[Problem] = []
    bare: dict[Any, Score] = {UNKNOWN: Score(UNKNOWN)}
    if not isinstance(rows, Map):
        return table, [_form(part, path, "criteria with the scores of each option", rows)]
    for criterion, row in rows.items():
        if not isinstance(row, Map):
            problems.append(_form(part, (*path, criterion), "options with their scores", row))
            continue
        scores: dict[str, Score] = {}
        for option, cell in row.items():
            score = bare.get(cell) if type(cell) is Decimal or type(cell) is str else None
            if score is None:
                if type(cell) is Decimal:
                    score = bare[cell] = Score(cell)
                else:
                    found = _cell(part, (*path, criterion, option), cell)
                    if isinstance(found, Score):
                        score = found
                    else:
                        problems += found
                        continue
            scores[option] = score
        table[criterion] = scores
    return table, problems


def score_problems(part: Part, path: Path, score: object) -> Iterator[Problem]:
    """Whether this is a score at all: a number or `unknown`."""
    if not isinstance(score, Decimal) and score != UNKNOWN:
        what = f"a score is wanted here, not {kind_of(score)}"
        fix = "write a number on the criterion's scale, or unknown"
        yield part.problem(path, "not-a-score", what, "it would have to be guessed", fix)


def _cell(part: Part, path: Path, cell: Any) -> Score | list[Problem]:
    """A cell with its reason: a mapping."""
    if not isinstance(cell, Map) or cell.empty:
        return list(score_problems(part, path, cell))
    try:
        score: Score = validator("cell").validate_python(cell)
    except ValidationError as error:
        return part.shape_problems("cell", error, path)
    return list(_cell_problems(part, path, score)) or score


def _cell_problems(part: Part, path: Path, score: Score) -> Iterator[Problem]:
    yield from score_problems(part, (*path, "score"), score.score)
    if score.range is None:
        return
    here = (*path, "range")
    if len(score.range) != 2 or score.range[0] > score.range[1]:
        fix = "write the lowest and the highest score thought possible: [2, 4]"
        yield part.problem(here, "range", "a range is two numbers, the lower first", "its ends could be mistaken", fix)
    elif isinstance(score.score, Decimal) and not score.range[0] <= score.score <= score.range[1]:
        fix = "widen the range or change the score"
        yield part.problem(here, "range", "the score lies outside its own range", "one of the two is wrong", fix)


def _form(part: Part, path: Path, wanted: str, found: object) -> Problem:
    what = f"{wanted} are wanted here, not {kind_of(found)}"
    return part.problem(path, "wrong-form", what, "it would have to be guessed", "write each on a line of its own")
