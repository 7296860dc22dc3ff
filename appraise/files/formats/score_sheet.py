"""Score sheets: the cells of a sheet or a perspective, which are many and mostly bare numbers, read by hand.

Checks each cell by itself; whether its criterion, option and scale are known is for `checks`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from appraise.appraisal import Score, ScoreWithReason
from appraise.field_models import Search
from appraise.field_types import UNKNOWN, as_score, kind_of
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.text.yaml_tree import KeyPath, Map
from appraise.plain_numbers import NUMBER
from appraise.problem import PROBLEM_LIMIT, Problem, Problems
from appraise.run import ScoredCell

Table = dict[str, dict[str, Score]]

_RANGE = re.compile(rf"(?P<low>{NUMBER.pattern}) *(?:-|\u2013|to) *(?P<high>{NUMBER.pattern})")


@cache
def _with_reason() -> TypeAdapter[Score]:
    return TypeAdapter(ScoreWithReason)


def read_scores(parsed: ParsedFile, path: KeyPath, rows: Any) -> tuple[Table, list[Problem]]:
    """The scores by criterion and option, and what is wrong with cells. Equal bare numbers share one value."""
    if not isinstance(rows, Map):
        return {}, [_form(parsed, path, "criteria with the scores of each option", rows)]
    table: Table = {}
    problems = Problems()
    bare: dict[Any, Score] = {UNKNOWN: Score(UNKNOWN)}
    for criterion, row in rows.items():
        if not isinstance(row, Map):
            problems.append(_form(parsed, (*path, criterion), "options with their scores", row))
            continue
        scores = table[criterion] = {}
        for option, cell in row.items():
            score: Score | list[Problem] | None = bare.get(cell) if type(cell) in (Decimal, str) else None
            if score is None and type(cell) is Decimal:
                score = bare[cell] = Score(cell)
            score = score or _cell(parsed, (*path, criterion, option), cell)
            if isinstance(score, Score):
                scores[option] = score
            else:
                problems += score
                if len(problems) >= PROBLEM_LIMIT:
                    return table, problems
    return table, problems


def _cell(parsed: ParsedFile, path: KeyPath, cell: Any) -> Score | list[Problem]:
    """A cell with its reason, which is a mapping; or one that is not a score at all."""
    try:
        if not isinstance(cell, Map) or cell.empty:
            return Score(as_score(cell))
        score: Score = _with_reason().validate_python(cell, context=Search(), by_alias=True, by_name=False)
    except ValidationError as error:
        return _as_ranges(parsed.shape_problems("cell", error, path), cell.get("score"))
    except PydanticCustomError as error:
        return _as_ranges([parsed.problem(path, error.type, **dict(error.context or {}))], cell)
    return list(range_problems(parsed, path, score)) or score


def _as_ranges(problems: list[Problem], typed: Any) -> list[Problem]:
    """The same problems; where two numbers were typed as a score, they are told how to write a range."""
    ends = _RANGE.fullmatch(typed) if isinstance(typed, str) else None
    if ends is None:
        return problems
    fix = f"write score: unknown, or the likeliest number, and beside it range: [{ends['low']}, {ends['high']}]"
    return [problem._replace(fix=fix) if problem.code == "not-a-score" else problem for problem in problems]


def range_problems(parsed: ParsedFile, path: KeyPath, score: Score | ScoredCell) -> Iterator[Problem]:
    """Whether the range of a score is one, and holds the score."""
    if score.range is None:
        return
    here = (*path, "range")
    if len(score.range) != 2 or score.range[0] > score.range[1]:
        fix = "write the lowest and the highest score thought possible: [2, 4]"
        yield parsed.problem(
            here, "range", "a range is two numbers, the lower first", "its ends could be mistaken", fix
        )
    elif isinstance(score.score, Decimal) and not score.range[0] <= score.score <= score.range[1]:
        fix = "widen the range or change the score"
        yield parsed.problem(here, "range", "the score lies outside its own range", "one of the two is wrong", fix)


def _form(parsed: ParsedFile, path: KeyPath, wanted: str, found: object) -> Problem:
    what = f"{wanted} are wanted here, not {kind_of(found)}"
    why = "what was meant would have to be guessed"
    return parsed.problem(path, "wrong-form", what, why, "write each on a line of its own")
