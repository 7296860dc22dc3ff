"""Sensitivity: how far a share, the weights or a score would have to move for the leader or the shortlist to change."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from operator import mul

from appraise.analyses import AlternativeResult, Sensitivity, Shift
from appraise.engine.analysis.dominance import by_criterion
from appraise.engine.analysis.scaled_totals import ScaledTable, scaled_table
from appraise.engine.analysis.share_moves import is_firm, share_moves, stable_range
from appraise.engine.evaluation import Evaluation
from appraise.engine.totals import in_integers
from appraise.engine.values import CellValue
from appraise.field_types import UNKNOWN
from appraise.numbers import rounded
from appraise.value_functions import Anchors, anchors
from appraise.weighting.places import by_place
from appraise.weighting.rank_order import centroid

_MOST = 250_000
"""Pairs of options, times the shares that move, that are looked at: half a second."""


def sensitivity(agreed: Evaluation, among: tuple[str, ...]) -> Sensitivity:
    """How far one share, all weights or one score would have to move.

    among: the options between which leader and rivals are compared one by one. All eligible options count for the rest,
           as far as that is not too much to work out.

    Shares are 0 to 1, scores on each criterion's own scale. Where unknown scores leave totals open, what is stated
    holds for all their values; two options are compared only where neither has an unknown score.
    Sources: weight stability intervals (Mareschal 1988), critical weights and scores (Triantaphyllou and Sanchez 1997).
    """
    appraisal, criteria = agreed.appraisal, list(agreed.appraisal.criteria)
    count_all = len(agreed.eligible) ** 2 * (len(appraisal.groups) + len(criteria)) <= _MOST
    table = scaled_table(agreed, agreed.eligible if count_all else among)
    today = table.totals(range(len(criteria)))
    moves, leader = share_moves(appraisal, table, today), today.leader()
    same_shortlist = {node: stable_range(move, today, table.gaps, table.most) for node, move in moves.items()}
    same_leader: dict[str, tuple[Fraction, Fraction]] = {}
    switching, overturn, scores = {}, {}, {}
    if leader is not None:
        same_leader = {
            node: stable_range(move, today, lambda at: [at.above(leader)], 1) for node, move in moves.items()
        }
        rivals = _rivals(agreed, table, leader, among)
        margins = {rival: [lows[leader] - lows[at] for lows in table.lows] for rival, at in rivals.items()}
        switching = {
            node: {rival: _rounded(move.level(leader, at)) for rival, at in rivals.items()}
            for node, move in moves.items()
            if rivals
        }
        overturn = {rival: _overturn(table.weights, margin, criteria) for rival, margin in margins.items()}
        leading = agreed.table[table.options[leader]]
        functions = {name: anchors(criterion) for name, criterion in appraisal.criteria.items()}
        scores = {rival: _level_scores(table, margin, leading, functions) for rival, margin in margins.items()}
    return Sensitivity(
        left_out=len(agreed.eligible) - len(table.options),
        leader=None if leader is None else table.options[leader],
        level_with=table.leaders(today)[1:],
        shortlist_firm=is_firm(moves, same_shortlist, criteria, table.forward, today),
        leader_firm=leader is not None and is_firm(moves, same_leader, criteria, table.first, today),
        stability={node: (rounded(low), rounded(high)) for node, (low, high) in same_leader.items()},
        shortlist_stability={node: (rounded(low), rounded(high)) for node, (low, high) in same_shortlist.items()},
        switching=switching,
        overturn=overturn,
        scores=scores,
        without={name: _without(table, leaf) for leaf, name in enumerate(criteria)},
        equal=_with_weights(table, [1] * len(criteria)),
        rank_order=_with_weights(table, _by_order(table.weights)),
    )


def _with_weights(table: ScaledTable, weights: list[int]) -> AlternativeResult:
    return table.result(table._replace(weights=weights).totals(range(len(weights))))


def _by_order(weights: list[int]) -> list[int]:
    """The rank-order centroid weights of criteria in the order of these; of equal ones level. Those of 0, which are not
    to count, have none."""
    order = [
        [str(leaf) for leaf, weight in enumerate(weights) if weight == each]
        for each in sorted({*weights} - {0}, reverse=True)
    ]
    taken = by_place(order, [leaf for level in order for leaf in level], centroid)
    return in_integers([taken.get(str(leaf), Fraction(0)) for leaf in range(len(weights))])[0]


def _rivals(agreed: Evaluation, table: ScaledTable, leader: int, among: tuple[str, ...]) -> dict[str, int]:
    """The other options without an unknown score and their places; none where the leader has one."""
    if not agreed.known(table.options[leader]):
        return {}
    others = [(option, at) for at, option in enumerate(table.options) if at != leader and option in among]
    return {option: at for option, at in others if agreed.known(option)}


def _without(table: ScaledTable, leaf: int) -> AlternativeResult | None:
    """The result with one criterion at 0 and the others in proportion; None where no other has a share."""
    others = [other for other in range(len(table.weights)) if other != leaf]
    return table.result(table.totals(others)) if any(table.weights[other] for other in others) else None


def _overturn(weights: list[int], margins: list[int], criteria: list[str]) -> Shift | None:
    """The smallest shift of weight that brings a rival level; None if the leader is ahead on every criterion.

    It goes from where the leader is furthest ahead to where it is least so: each unit moved cuts the lead by the
    difference of the two.
    """
    whole, lead = sum(weights), Fraction(sum(map(mul, weights, margins)))
    if min(margins) > 0:
        return None
    least = margins.index(min(margins))
    away: dict[str, Fraction] = {}
    for leaf in sorted(range(len(margins)), key=lambda leaf: -margins[leaf]):
        if lead:
            part = min(Fraction(weights[leaf]), lead / (margins[leaf] - margins[least]))
            lead -= part * (margins[leaf] - margins[least])
            away[criteria[leaf]] = part / whole
    moved = rounded(sum(away.values(), Fraction(0)))
    return Shift(moved, by_criterion(away, away.values()), {criteria[least]: moved} if moved else {})


def _level_scores(
    table: ScaledTable, margins: list[int], cells: Mapping[str, CellValue], functions: Mapping[str, Anchors]
) -> dict[str, Decimal | None]:
    """For each criterion the leader's score at which a rival is level, its other scores as they are."""
    lead = sum(map(mul, table.weights, margins))
    scores: dict[str, Decimal | None] = {}
    for weight, (name, function) in zip(table.weights, functions.items(), strict=True):
        scores[name] = None
        if weight or not lead:
            value = cells[name].low - Fraction(lead, table.unit * (weight or 1))
            scores[name] = _rounded(_nearest_score(function, value, _score(cells[name])))
    return scores


def _score(valued: CellValue) -> Fraction:
    """The score of a cell with one value; of an unknown score the lowest of its range."""
    if valued.score == UNKNOWN and valued.cell.range:
        return Fraction(valued.cell.range[0])
    return Fraction(valued.score)


def _nearest_score(function: Anchors, wanted: Fraction, present: Fraction) -> Fraction | None:
    """The score with this value that is nearest to the present one, the lower of two; None if none has it."""
    scores = []
    for (x, value), (next_x, next_value) in pairwise(function):
        if value == next_value == wanted:
            scores.append(min(max(x, present), next_x))
        elif value != next_value and min(value, next_value) <= wanted <= max(value, next_value):
            scores.append(x + (wanted - value) * (next_x - x) / (next_value - value))
    return min(scores, key=lambda score: (abs(score - present), score), default=None)


def _rounded(number: Fraction | None) -> Decimal | None:
    return None if number is None else rounded(number)
