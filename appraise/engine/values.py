"""Values: every cell of an appraisal, with the value, 0 to 100, of its score."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from appraise.appraisal import Appraisal, Criterion, Option, Score
from appraise.field_types import UNKNOWN
from appraise.numbers import rounded
from appraise.run import ScoredCell
from appraise.value_functions import Anchors, anchors, value_range


class CellValue(NamedTuple):
    """A scored cell with its exact value, 0 to 100, as two intervals.

    low, high:   over every score an unknown one can take; both the value of a known score. They decide ranks and
                 outcomes.
    least, most: over the recorded range of a known score as well.
    """

    cell: ScoredCell
    low: Fraction
    high: Fraction
    least: Fraction
    most: Fraction


def cell_values(
    appraisal: Appraisal, replacements: Mapping[str, Mapping[str, Score]]
) -> dict[str, dict[str, CellValue]]:
    """Every cell, by option and criterion. Equal scores on a criterion share one CellValue object.

    replacements: scores by criterion and option, as a perspective states them, in place of the recorded ones.
    """
    table: dict[str, dict[str, CellValue]] = {option: {} for option in appraisal.options}
    rows = [(id_, option, option.scores, table[id_]) for id_, option in appraisal.options.items()]
    for name, criterion in appraisal.criteria.items():
        points = anchors(criterion)
        known: dict[tuple[Score, bool], CellValue] = {}
        replaced = replacements.get(name, {})
        for option_id, option, scores, cells in rows:
            on_sheet = replaced.get(option_id) or scores.get(name)
            scored = (on_sheet or _score_by_rule(option, criterion), on_sheet is None)
            cell = known.get(scored)
            if cell is None:
                cell = known[scored] = _cell_value(points, *scored)
            cells[name] = cell
    return table


def _score_by_rule(option: Option, criterion: Criterion) -> Score:
    """The score that `rate-from` gives for the level of the option's characteristic."""
    rule = criterion.rate_from
    level = rule and option.characteristics.get(rule.characteristic)
    if not rule or not level:
        return Score(UNKNOWN)
    return Score(rule.scores.get(level.level, UNKNOWN), reason=level.reason, evidence=level.evidence)


def _cell_value(points: Anchors, score: Score, by_rule: bool) -> CellValue:
    low, high = least, most = value_range(points, score)
    if score.score != UNKNOWN and score.range:
        least, most = value_range(points, score._replace(score=UNKNOWN))
    cell = ScoredCell(
        score=score.score,
        value=rounded(low) if low == high else None,
        from_="rule" if by_rule else "sheet",
        range=score.range,
        reason=score.reason,
        evidence=score.evidence,
        value_range=(rounded(low), rounded(high)) if low < high else None,
    )
    return CellValue(cell, low, high, least, most)
