"""Values: every cell of an appraisal, with the value, 0 to 100, of its score."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from appraise.appraisal import Appraisal, Criterion, Option, Score
from appraise.engine.combining import Combined, combined
from appraise.field_types import UNKNOWN, Unknown
from appraise.numbers import rounded
from appraise.run import ScoredCell
from appraise.value_functions import Anchors, anchors, spanned, value_range


class CellValue(NamedTuple):
    """A scored cell with its exact value, 0 to 100, as two intervals.

    low, high:   over every score an unknown one can take; both the value of a known score. They decide ranks and
                 outcomes.
    least, most: over the recorded range of a known score as well.
    score:       exact; the cell's own is rounded where a panel's scores were combined.
    """

    cell: ScoredCell
    low: Fraction
    high: Fraction
    least: Fraction
    most: Fraction
    score: Fraction | Unknown

    @property
    def ends(self) -> tuple[Fraction, Fraction, Fraction, Fraction]:
        """Both intervals."""
        return self.low, self.high, self.least, self.most


_Source = tuple[Score | Combined, Literal["sheet", "rule", "panel"], Fraction | Unknown | None]
"""A score, where it comes from, and what the panel's scores come to where they were moderated."""


def cell_values(
    appraisal: Appraisal,
    replacements: Mapping[str, Mapping[str, Score]],
    absent: str | None = None,
    moderated: bool = True,
) -> dict[str, dict[str, CellValue]]:
    """Every cell, by option and criterion. Equal scores on a criterion share one CellValue object.

    replacements: scores by criterion and option, as a perspective states them, in place of the recorded ones.
    absent:       a member of the panel whose scores do not count.
    moderated:    whether the agreed sheet counts where members of the panel gave scores too, the absent one among them.
    """
    by_panel = bool(appraisal.panel and appraisal.panel.sheets)
    table: dict[str, dict[str, CellValue]] = {option: {} for option in appraisal.options}
    rows = [(id_, option, option.scores, table[id_]) for id_, option in appraisal.options.items()]
    for name, criterion in appraisal.criteria.items():
        points = anchors(criterion)
        known: dict[_Source, CellValue] = {}
        replaced = replacements.get(name, {})
        for option_id, option, scores, cells in rows:
            on_sheet = replaced.get(option_id) or scores.get(name)
            source: _Source
            if by_panel and option_id not in replaced:
                source = _by_panel(appraisal, name, option_id, absent, moderated)
            elif on_sheet is not None:
                source = on_sheet, "sheet", None
            else:
                source = _score_by_rule(option, criterion), "rule", None
            cell = known.get(source)
            if cell is None:
                cell = known[source] = _cell_value(points, *source)
            cells[name] = cell
    return table


def _by_panel(appraisal: Appraisal, criterion: str, option: str, absent: str | None, moderated: bool) -> _Source:
    """What counts of a cell: the agreed sheet, or else what these members gave, or else a rule. Without any of them all
    abstained, and the score is unknown."""
    panel, agreed = appraisal.panel, appraisal.options[option].scores.get(criterion)
    given = appraisal.given(criterion, option)
    if given and not moderated:
        agreed = None
    scores = [score for member, score in given.items() if member != absent]
    together = combined(scores, panel.combine if panel else None) if scores else None
    if agreed is not None:
        return agreed, "sheet", together and together.score
    if together is not None:
        return together, "panel", None
    if appraisal.criteria[criterion].rate_from is None:
        return Score(UNKNOWN), "panel", None
    return _score_by_rule(appraisal.options[option], appraisal.criteria[criterion]), "rule", None


def _score_by_rule(option: Option, criterion: Criterion) -> Score:
    """The score that `rate-from` gives for the level of the option's characteristic."""
    rule = criterion.rate_from
    level = rule and option.characteristics.get(rule.characteristic)
    if not rule or not level:
        return Score(UNKNOWN)
    return Score(rule.scores.get(level.level, UNKNOWN), reason=level.reason, evidence=level.evidence)


def _cell_value(
    points: Anchors,
    score: Score | Combined,
    from_: Literal["sheet", "rule", "panel"],
    combined: Fraction | Unknown | None,
) -> CellValue:
    low, high = least, most = value_range(points, score)
    if score.score != UNKNOWN and score.range:
        least, most = spanned(points, score)
    cell = ScoredCell(
        score=_recorded(score.score),
        value=rounded(low) if low == high else None,
        from_=from_,
        range=score.range,
        reason=score.reason,
        evidence=score.evidence,
        value_range=(rounded(low), rounded(high)) if low < high else None,
        combined=None if combined is None else _recorded(combined),
    )
    return CellValue(cell, low, high, least, most, UNKNOWN if score.score == UNKNOWN else Fraction(score.score))


def _recorded(score: Decimal | Fraction | Unknown) -> Decimal | Unknown:
    """A score as a record writes it: as typed, or rounded."""
    return rounded(score) if isinstance(score, Fraction) else score
