"""Values: from a score on a criterion's own scale to 0 to 100, through anchors fixed beforehand.

Values never depend on which options are present (HM Treasury and DESNZ 2024; DCLG 2009, "global" scales).
"""

from bisect import bisect_left
from collections.abc import Mapping
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from appraise.appraisal import UNKNOWN, Appraisal, Criterion, Score
from appraise.numbers import rounded
from appraise.run import ScoredCell

Points = list[tuple[Fraction, Fraction]]


class Valued(NamedTuple):
    """A cell with the values it can take: `low` to `high` decide ranks and outcomes (a score has one value, an
    unknown every value open to it); `least` to `most` spread a score over its range as well."""

    cell: ScoredCell
    low: Fraction
    high: Fraction
    least: Fraction
    most: Fraction


def anchors(criterion: Criterion) -> Points:
    """The points, score and value, that the value function runs straight between; lowest score first."""
    return [(Fraction(score), Fraction(value)) for score, value in criterion.points]


def value(points: Points, score: Fraction) -> Fraction:
    """The value of a score that lies between the ends of the points."""
    after = bisect_left(points, score, 1, key=itemgetter(0))
    (x, v), (next_x, next_v) = points[after - 1], points[after]
    return v + (next_v - v) * (score - x) / (next_x - x)


def span(points: Points, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """The least and the greatest value over the scores from low to high, a peak in between included."""
    values = [value(points, low), value(points, high), *(v for x, v in points if low < x < high)]
    return min(values), max(values)


def ends(points: Points, score: Score | ScoredCell) -> tuple[Fraction, Fraction]:
    """The least and the greatest value that a score leaves open: one value, but for a score that is unknown."""
    if score.score != UNKNOWN:
        only = value(points, Fraction(score.score))
        return only, only
    low, high = score.range or (points[0][0], points[-1][0])
    return span(points, Fraction(low), Fraction(high))


def valued(appraisal: Appraisal, instead: Mapping[str, Mapping[str, Score]]) -> dict[str, dict[str, Valued]]:
    """Every cell, by option and criterion. Equal scores on a criterion give one and the same value object.

    instead: scores that replace whole cells, by criterion and option, as a perspective states them.
    """
    table: dict[str, dict[str, Valued]] = {option: {} for option in appraisal.options}
    for name, criterion in appraisal.criteria.items():
        points = anchors(criterion)
        seen: dict[tuple[Score, bool], Valued] = {}
        replaced = instead.get(name, {})
        for option, words in appraisal.options.items():
            score = replaced.get(option) or words.scores.get(name)
            by_rule = score is None
            if score is None:
                score = _by_rule(appraisal, option, criterion)
            found = seen.get((score, by_rule))
            if found is None:
                found = seen[score, by_rule] = _valued(points, score, by_rule)
            table[option][name] = found
    return table


def _by_rule(appraisal: Appraisal, option: str, criterion: Criterion) -> Score:
    """The score that `rate-from` gives for the level of the option's characteristic."""
    rule = criterion.rate_from
    level = rule and appraisal.options[option].characteristics.get(rule.characteristic)
    if not rule or not level:
        return Score(UNKNOWN)
    return Score(rule.scores.get(level.level, UNKNOWN), reason=level.reason, evidence=level.evidence)


def _valued(points: Points, score: Score, by_rule: bool) -> Valued:
    low, high = least, most = ends(points, score)
    if score.score != UNKNOWN and score.range:
        least, most = ends(points, score._replace(score=UNKNOWN))
    cell = ScoredCell(
        score=score.score,
        value=rounded(low) if low == high else None,
        from_="rule" if by_rule else "sheet",
        range=score.range,
        reason=score.reason,
        evidence=score.evidence,
        value_range=(rounded(low), rounded(high)) if low < high else None,
    )
    return Valued(cell, low, high, least, most)
