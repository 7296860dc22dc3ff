"""Panel: what one voice decides, and where the voices of a panel differ, in scores and in weights."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from appraise.analyses import Absence, AlternativeResult, OwnResult, PanelAnalysis, PanelCell
from appraise.appraisal import Appraisal, Score
from appraise.engine.analysis.scaled_totals import scaled_table
from appraise.engine.evaluation import Evaluation, agreed_evaluation, evaluation_from
from appraise.engine.gates import judge
from appraise.engine.shortlist import apply_rule
from appraise.engine.totals import Total
from appraise.engine.values import CellValue, cell_values
from appraise.field_types import UNKNOWN
from appraise.numbers import rounded
from appraise.value_functions import Anchors, anchors, value
from appraise.weighting import shares_of

_CAMPS = 40
"""Points of value between two neighbours that part a panel into camps."""
_MOST_SAID = 1_000_000
"""Scores and weights, times the members who can be left out, up to which that is worked out: some ten seconds."""
_MOST = 60_000
"""Cells on which members differ, times options, for which it is worked out what they could change: a few seconds."""


def panel(agreed: Evaluation) -> PanelAnalysis | None:
    """What one voice decides and where voices differ; None where nobody's own scores or weights are recorded."""
    appraisal = agreed.appraisal
    members = appraisal.members
    if not members:
        return None
    cells = (cell.cell for row in agreed.table.values() for cell in row.values())
    before = agreed_evaluation(appraisal, moderated=False) if any(cell.combined is not None for cell in cells) else None
    today, then = result_of(agreed), before and result_of(before)
    cells_to_look_at = tuple(_cells(agreed))
    if _size(appraisal) > _MOST_SAID:
        return PanelAnalysis(cells_to_look_at, then, {}, {}, "too-large")
    return PanelAnalysis(
        cells=cells_to_look_at,
        before_moderation=then,
        without={member: _absence(agreed, today, member, then is not None) for member in members if len(members) > 1},
        own={member: _own(agreed, member) for member in members},
    )


def _size(appraisal: Appraisal) -> int:
    """How many scores and weights are worked through, with each member left out once."""
    scores = sum(
        len(row)
        for sheet in (appraisal.panel.sheets if appraisal.panel else {}).values()
        for row in sheet.scores.values()
    )
    weights = len(appraisal.weighting.sheets) * len(appraisal.criteria)
    return len(appraisal.members) * (scores + weights)


def result_of(evaluation: Evaluation) -> AlternativeResult:
    """Who leads and who goes forward."""
    table = scaled_table(evaluation, evaluation.eligible)
    return table.result(table.totals(range(len(evaluation.appraisal.criteria))))


def _absence(agreed: Evaluation, today: AlternativeResult, member: str, moderated: bool) -> Absence:
    """The result without one member."""
    appraisal, sheets = agreed.appraisal, agreed.appraisal.weighting.sheets
    then = result_of(agreed_evaluation(appraisal, member))
    return Absence(
        shortlist=_forward(then) != _forward(today),
        leaders={*then.leaders} != {*today.leaders},
        result=then,
        before_moderation=result_of(agreed_evaluation(appraisal, member, moderated=False)) if moderated else None,
        weights_stay=not appraisal.weighting.by_members or member not in sheets or len(sheets) == 1,
    )


def _forward(result: AlternativeResult) -> tuple[set[str], set[str]]:
    return {*result.shortlist}, {*result.undetermined}


def _own(agreed: Evaluation, member: str) -> OwnResult:
    """What one member's own sheets come to, with the panel's figures for the rest."""
    appraisal = agreed.appraisal
    sheet = appraisal.panel.sheets.get(member) if appraisal.panel else None
    own_shares = shares_of(appraisal, member) if member in appraisal.weighting.sheets else {}
    table = cell_values(appraisal, sheet.scores) if sheet else agreed.table
    verdicts = {option: judge(appraisal, option, row) for option, row in table.items()} if sheet else agreed.verdicts
    own = evaluation_from(appraisal, own_shares or agreed.shares, verdicts, table, ())
    scored = _scored(agreed)
    return OwnResult(
        shares={name: rounded(share) for name, share in own_shares.items()},
        totals={option: standing.total for option, standing in own.shortlisting.standings.items()},
        abstained=sum(option not in sheet.scores.get(name, {}) for name, option in scored) if sheet else 0,
        result=result_of(own),
    )


def _scored(agreed: Evaluation) -> list[tuple[str, str]]:
    """The cells, by criterion and option, that are the panel's: those for which a member gave something, and those that
    all left to others."""
    rows = ((name, option, row[name].cell) for option, row in agreed.table.items() for name in row)
    return [(name, option) for name, option, cell in rows if cell.from_ == "panel" or cell.combined is not None]


class _Disputed(NamedTuple):
    """A cell with a known score on which members differ, or on which some abstained.

    scores: what they gave, by member. valued: the cell as it counts. values: the least and the greatest value between
    the lowest and the highest given.
    """

    criterion: str
    option: str
    scores: Mapping[str, Score]
    valued: CellValue
    values: tuple[Fraction, Fraction]


def _cells(agreed: Evaluation) -> list[PanelCell]:
    """The cells to look at, first those that could change the shortlist, then camps, then by points of a total."""
    appraisal = agreed.appraisal
    sheets = appraisal.panel.sheets if appraisal.panel else {}
    disputed = list(_disputed(agreed))
    few = len(disputed) * len(appraisal.options) <= _MOST
    cells = []
    for each in disputed:
        points = anchors(appraisal.criteria[each.criterion])
        cells.append(
            PanelCell(
                criterion=each.criterion,
                option=each.option,
                could_change=_could_change(agreed, each, points) if few else None,
                camps=camps({member: score for member, score in each.scores.items() if score.score != UNKNOWN}, points),
                points=rounded(agreed.shares[each.criterion] * (each.values[1] - each.values[0])),
                abstained=tuple(member for member in sheets if member not in each.scores),
            )
        )
    return sorted(cells, key=lambda cell: (not cell.could_change, not cell.camps, -cell.points))


def _disputed(agreed: Evaluation) -> Iterator[_Disputed]:
    appraisal = agreed.appraisal
    sheets = appraisal.panel.sheets if appraisal.panel else {}
    for name in appraisal.criteria:
        for option, row in agreed.table.items():
            valued = row[name]
            if valued.cell.from_ != "panel" or len(sheets) == 1:
                continue
            scores = appraisal.given(name, option)
            differ = len({(score.score, score.range) for score in scores.values()}) > 1
            if valued.score != UNKNOWN and (differ or len(scores) < len(sheets)):
                yield _Disputed(name, option, scores, valued, (valued.least, valued.most))


def camps(scores: Mapping[str, Score], points: Anchors) -> tuple[tuple[str, ...], ...]:
    """The members on either side of a gap between neighbouring values that is wide enough, at least two on each side;
    of several gaps the widest, of equals the lowest. The camp with the lower values comes first. Empty where there is
    none.

    scores: numbers alone, by member. points: the value function of their criterion.
    """
    values = sorted((value(points, Fraction(score.score)), member) for member, score in scores.items())
    gaps = [(after[0] - before[0], at) for at, (before, after) in enumerate(pairwise(values), 1)]
    wide = [(gap, at) for gap, at in gaps if gap >= _CAMPS and 2 <= at <= len(values) - 2]
    if not wide:
        return ()
    _, at = max(wide, key=lambda each: (each[0], -each[1]))
    low = {member for _, member in values[:at]}
    return tuple(name for name in scores if name in low), tuple(name for name in scores if name not in low)


def _could_change(agreed: Evaluation, cell: _Disputed, points: Anchors) -> bool:
    """Whether another score between the lowest and the highest given would change the shortlist, all else as it is.

    What goes forward changes one way only as one total rises, and a gate by this score changes its verdict at its
    threshold. So the scores that give the least and the greatest value tell, and those at thresholds.
    """
    if cell.valued.cell.range is None:
        return False
    appraisal, today = agreed.appraisal, agreed.shortlisting
    low, high = map(Fraction, cell.valued.cell.range)
    asked = [gate.requires for gate in appraisal.gates.values() if gate.requires.criterion == cell.criterion]
    limits = [Fraction(each.operand) for each in asked if isinstance(each.operand, Decimal)]
    turns = [score for score in (*limits, *(score for score, _ in points)) if low < score < high]
    for score in (low, high, *turns):
        moved = value(points, score) - cell.valued.low
        part = agreed.shares[cell.criterion] * moved
        total = Total(*(end + part for end in agreed.totals[cell.option]))
        eligible: Sequence[str] = agreed.eligible
        if asked:
            eligible = _eligible(agreed, cell, score)
        then = apply_rule(appraisal.shortlist_rule, {**agreed.totals, cell.option: total}, eligible)
        if any({*then.listed(each)} != {*today.listed(each)} for each in ("shortlisted", "undetermined")):
            return True
    return False


def _eligible(agreed: Evaluation, cell: _Disputed, score: Fraction) -> list[str]:
    """The options that fail no gate with another score in one cell."""
    row = {**agreed.table[cell.option], cell.criterion: cell.valued._replace(score=score)}
    verdicts = judge(agreed.appraisal, cell.option, row)
    failed = any(judged.verdict == "fail" for judged in verdicts.values())
    return [option for option, gates in agreed.failed.items() if not (failed if option == cell.option else gates)]
