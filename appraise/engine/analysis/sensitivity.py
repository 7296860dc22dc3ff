"""Sensitivity: how far a share, the weights or a score would have to move for the leader or the shortlist to change.

One share moves at a time, a criterion's or a group's: the criteria outside it keep their proportions, and so do those
inside it; where all of either have share 0 they share equally. Every total then runs straight from what it is today
to the average inside at share 1, and to the average outside at share 0 (Mareschal 1988). All of them are integers
here, so that who is ahead and where lines cross is decided exactly and fast.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import lcm
from operator import mul
from typing import NamedTuple

from appraise.analyses import Instead, Sensitivity, Shift
from appraise.appraisal import UNKNOWN, Appraisal
from appraise.engine.evaluation import Evaluation
from appraise.engine.totals import times
from appraise.engine.values import Points, Valued, anchors
from appraise.numbers import rounded

_MOST = 250_000
"""Pairs of options, times the shares that move, that are looked at: half a second."""

_Gaps = Sequence[Sequence[int]]
"""How far each of the others is ahead, for one option after another; nobody is ahead at 0 or below."""


class _Case(NamedTuple):
    """The options that count and everything about them in integers, in file order.

    lows, highs: values by criterion and option, times `unit`; one and the same where no score is open.
    most, bar:   an option goes forward while fewer than `most` others are ahead by more than the bar (times `unit`).
    at_least:    whether it is held against the bar itself instead of others.
    """

    options: tuple[str, ...]
    weights: list[int]
    lows: list[list[int]]
    highs: list[list[int]]
    unit: int
    most: int
    bar: int
    at_least: bool


class _Averages(NamedTuple):
    """Both ends of every total with some weights, times `unit` and the sum of these weights."""

    lows: list[int]
    highs: list[int]
    weight: int


class _Move(NamedTuple):
    """One share that moves: what it is today, and what everyone comes to where it is 1 and where it is 0."""

    share: Fraction
    inside: _Averages
    outside: _Averages


def sensitivity(agreed: Evaluation, among: tuple[str, ...]) -> Sensitivity:
    """How far one share, all weights or one score would have to move. All eligible options count, as far as that is not
    too much to work out; leader and rivals are held against each other one by one for those of `among`.

    Shares are 0 to 1, scores on each criterion's own scale. Where unknown scores leave totals open, what is said
    holds however they turn out; what compares two options is said only of those without an unknown score.
    Sources: weight stability intervals (Mareschal 1988), critical weights and scores (Triantaphyllou and Sanchez 1997).
    """
    nodes = len(agreed.appraisal.groups) + len(agreed.appraisal.criteria)
    all_of_them = len(agreed.eligible) ** 2 * nodes <= _MOST
    case = _case(agreed, agreed.eligible if all_of_them else among)
    criteria, every = list(agreed.appraisal.criteria), range(len(case.weights))
    today = _averages(case, every)
    moves = {node: _move(case, today, leaves) for node, leaves in _leaves(agreed.appraisal).items()}
    leader = _leader(today)
    rivals = [rival for rival in _rivals(case, leader) if case.options[rival] in among]
    same = {node: _stable(move, today, lambda at: _gaps(case, at), case.most) for node, move in moves.items()}
    leading: dict[str, tuple[Fraction, Fraction]] = {}
    switching, overturn, scores = {}, {}, {}
    if leader is not None:
        leading = {node: _stable(move, today, lambda at: [_above(at, leader)], 1) for node, move in moves.items()}
    if leader is not None and rivals:
        points = {name: anchors(words) for name, words in agreed.appraisal.criteria.items()}
        mine = agreed.table[case.options[leader]]
        margins = {case.options[rival]: _margins(case, leader, rival) for rival in rivals}
        switching = {
            node: {case.options[rival]: _switch(move, leader, rival) for rival in rivals}
            for node, move in moves.items()
        }
        overturn = {rival: _overturn(case.weights, margin, criteria) for rival, margin in margins.items()}
        scores = {rival: _scores(case, margin, mine, points) for rival, margin in margins.items()}
    return Sensitivity(
        left_out=len(agreed.eligible) - len(case.options),
        leader=None if leader is None else case.options[leader],
        level_with=_leaders(case, today)[1:],
        shortlist_firm=_firm(moves, same, criteria, lambda at: _forward(case, at), today),
        leader_firm=leader is not None and _firm(moves, leading, criteria, lambda at: _leading(case, at), today),
        stability={node: (rounded(low), rounded(high)) for node, (low, high) in leading.items()},
        shortlist_stability={node: (rounded(low), rounded(high)) for node, (low, high) in same.items()},
        switching=switching,
        overturn=overturn,
        scores=scores,
        without={name: _without(case, leaf) for leaf, name in enumerate(criteria)},
        equal=_instead(case, _averages(case._replace(weights=[1] * len(criteria)), every)),
    )


def _case(agreed: Evaluation, among: tuple[str, ...]) -> _Case:
    """Everything over common denominators: one for shares, one for values and the bar."""
    options = tuple(option for option in agreed.eligible if option in among)
    criteria, rule = agreed.appraisal.criteria, agreed.appraisal.shortlist_rule
    bar = Fraction(rule.within or 0 if rule.at_least is None else rule.at_least)
    columns = [[agreed.table[option][name] for option in options] for name in criteria]
    values = {end for column in columns for cell in column for end in cell[1:3]}
    unit = lcm(bar.denominator, *(value.denominator for value in values))
    times_unit = {value: times(value, unit) for value in values}
    lows = [[times_unit[cell.low] for cell in column] for column in columns]
    highs = [[times_unit[cell.high] for cell in column] for column in columns]
    whole = lcm(*(agreed.shares[name].denominator for name in criteria))
    return _Case(
        options,
        weights=[times(agreed.shares[name], whole) for name in criteria],
        lows=lows,
        highs=lows if lows == highs else highs,
        unit=unit,
        most=1 if rule.top is None else rule.top,
        bar=times(bar, unit),
        at_least=rule.at_least is not None,
    )


def _averages(case: _Case, leaves: Sequence[int]) -> _Averages:
    """What everyone comes to with some criteria alone, in proportion; equally where all of their weights are 0."""
    weights = [case.weights[leaf] for leaf in leaves]
    if not any(weights):
        weights = [1] * len(weights)
    lows = _sums(weights, [case.lows[leaf] for leaf in leaves])
    highs = lows if case.lows is case.highs else _sums(weights, [case.highs[leaf] for leaf in leaves])
    return _Averages(lows, highs, sum(weights))


def _sums(weights: list[int], columns: list[list[int]]) -> list[int]:
    return [sum(map(mul, weights, row)) for row in zip(*columns, strict=True)]


def _leaves(appraisal: Appraisal) -> dict[str, list[int]]:
    """The positions of the criteria in each group, at any depth, and of each criterion."""
    found: dict[str, list[int]] = {group: [] for group in appraisal.groups}
    for leaf, (name, criterion) in enumerate(appraisal.criteria.items()):
        above = criterion.group
        while above is not None:
            found[above].append(leaf)
            above = appraisal.groups[above].group
        found[name] = [leaf]
    return found


def _move(case: _Case, today: _Averages, leaves: list[int]) -> _Move:
    """A node's move; where it holds all criteria, or none that counts, nobody moves."""
    share = Fraction(sum(case.weights[leaf] for leaf in leaves), today.weight)
    others = sorted(set(range(len(case.weights))).difference(leaves))
    if not leaves or not others:
        return _Move(share, today, today)
    return _Move(share, _averages(case, leaves), _averages(case, others))


def _leader(at: _Averages) -> int | None:
    """The first option whose low no other's high is above."""
    return next((mine for mine in range(len(at.lows)) if max(_above(at, mine), default=0) <= 0), None)


def _above(at: _Averages, mine: int) -> list[int]:
    """How far each other's high is above an option's low."""
    return [high - at.lows[mine] for other, high in enumerate(at.highs) if other != mine]


def _leaders(case: _Case, at: _Averages) -> tuple[str, ...]:
    """The leader, then the others with its total. It is settled then: nobody's high is above the leader's low."""
    leader = _leader(at)
    if leader is None:
        return ()
    total, ends = (at.lows[leader], at.highs[leader]), zip(case.options, at.lows, at.highs, strict=True)
    others = (option for option, *both in ends if tuple(both) == total and option != case.options[leader])
    return (case.options[leader], *others)


def _leading(case: _Case, at: _Averages) -> tuple[tuple[str, ...], list[bool]]:
    """The leaders, and of each option whether it is or could be level with them."""
    leader = _leader(at)
    return _leaders(case, at), [] if leader is None else [high >= at.lows[leader] for high in at.highs]


def _gaps(case: _Case, at: _Averages) -> _Gaps:
    """Who is ahead of each option by more than the bar: whoever can be (if too few are, it is surely in); then, where
    scores are open, whoever surely is (if enough are, it is surely out)."""
    bar = case.bar * at.weight
    ways = [(at.lows, at.highs)] if case.lows is case.highs else [(at.lows, at.highs), (at.highs, at.lows)]
    if case.at_least:
        return [[bar - end] for mine, _ in ways for end in mine]
    found = []
    for mine, others in ways:
        less = [end - bar for end in others]
        found += [[other - end for other in less[:index] + less[index + 1 :]] for index, end in enumerate(mine)]
    return found


def _stable(move: _Move, today: _Averages, gaps: Callable[[_Averages], _Gaps], most: int) -> tuple[Fraction, Fraction]:
    """The ends of the shares around today's throughout whose inside, for each option, fewer than `most` others are
    ahead where fewer are today, and as many where as many are."""
    before = gaps(today)
    down = _until(before, today.weight, gaps(move.outside), move.outside.weight, most)
    up = _until(before, today.weight, gaps(move.inside), move.inside.weight, most)
    return move.share * (1 - down), move.share + (1 - move.share) * up


def _firm(
    moves: Mapping[str, _Move],
    within: Mapping[str, tuple[Fraction, Fraction]],
    criteria: Sequence[str],
    result: Callable[[_Averages], object],
    today: _Averages,
) -> bool:
    """Whether the result is what it is today while any one criterion's share goes from half to double what it is, at
    most 1: throughout the inside of these shares, as the limits tell, and at both their ends."""
    for name in criteria:
        move, (low, high) = moves[name], within[name]
        half, double = move.share / 2, min(2 * move.share, Fraction(1))
        if low > half or high < double or not result(_at(move, half)) == result(_at(move, double)) == result(today):
            return False
    return True


def _at(move: _Move, share: Fraction) -> _Averages:
    """What everyone comes to where one share is so much."""
    part, rest = share.numerator * move.outside.weight, (share.denominator - share.numerator) * move.inside.weight
    lows = [part * inside + rest * outside for inside, outside in zip(move.inside.lows, move.outside.lows, strict=True)]
    highs = [
        part * inside + rest * outside for inside, outside in zip(move.inside.highs, move.outside.highs, strict=True)
    ]
    return _Averages(lows, highs, share.denominator * move.inside.weight * move.outside.weight)


def _until(before: _Gaps, weight: int, after: _Gaps, weight_after: int, most: int) -> Fraction:
    """The part of the way, 0 to 1, on which no option has `most` others ahead of it where it has fewer at the start,
    or the other way round; gaps run straight from what they are before to what they are after."""
    widest = max((max(map(abs, gaps)) for gaps in after if gaps), default=0)
    changes = [_first_change(*both, most, 2 * widest.bit_length()) for both in zip(before, after, strict=True)]
    first = min((change for change in changes if change), default=None)
    if first is None:
        return Fraction(1)
    _, _, start, end = first
    return Fraction(start * weight_after, start * weight_after + end * weight)


def _first_change(
    before: Sequence[int], after: Sequence[int], most: int, bits: int
) -> tuple[int, int, int, int] | None:
    """Where the number of gaps above 0 first reaches `most` or falls below it strictly before the end: what orders the
    crossing among all, whether a gap opens there (1) or closes (-1), and its size before and after.

    A gap crosses 0 in the order of size before / size after. Fractions with denominators below 2^n that differ do so
    by more than 1 / 2^2n, so that 2n bits (`bits`) of each tell them apart. A gap that closes is no longer above 0
    at the crossing itself, one that opens only after it: closing comes first.
    """
    crossings = []
    for start, end in zip(before, after, strict=True):
        if start > 0 > end:
            crossings.append(((start << bits) // -end, -1, start, -end))
        elif start <= 0 < end:
            crossings.append(((-start << bits) // end, 1, -start, end))
    ahead = sum(start > 0 for start in before)
    fewer = ahead < most
    for crossing in sorted(crossings):
        ahead += crossing[1]
        if (ahead < most) != fewer:
            return crossing
    return None


def _instead(case: _Case, at: _Averages) -> Instead:
    """Who leads and who goes forward at these averages, listed by best rank, then worst rank, then file order."""
    count, (forward, out) = len(case.options), _forward(case, at)
    best_worst = [
        (sum(other > high for other in at.lows), sum(other > low for other in at.highs) - (high > low))
        for low, high in zip(at.lows, at.highs, strict=True)
    ]
    order = sorted(range(count), key=best_worst.__getitem__)
    return Instead(
        leaders=_leaders(case, at),
        shortlist=tuple(case.options[index] for index in order if forward[index]),
        undetermined=tuple(case.options[index] for index in order if not forward[index] and not out[index]),
    )


def _forward(case: _Case, at: _Averages) -> tuple[list[bool], list[bool]]:
    """Of each option whether it surely goes forward, and whether it surely does not."""
    ahead, count = [sum(gap > 0 for gap in gaps) for gaps in _gaps(case, at)], len(case.options)
    return [can_be < case.most for can_be in ahead[:count]], [surely_is >= case.most for surely_is in ahead[-count:]]


def _without(case: _Case, leaf: int) -> Instead | None:
    """The result with one criterion at 0 and the others in proportion; None where no other has a share."""
    others = [other for other in range(len(case.weights)) if other != leaf]
    return _instead(case, _averages(case, others)) if any(case.weights[other] for other in others) else None


def _rivals(case: _Case, leader: int | None) -> list[int]:
    """The other options without an open score; nobody where the leader has one."""
    open_ = {
        index
        for lows, highs in zip(case.lows, case.highs, strict=True)
        for index, (low, high) in enumerate(zip(lows, highs, strict=True))
        if low < high
    }
    if leader is None or leader in open_:
        return []
    return [index for index in range(len(case.options)) if index != leader and index not in open_]


def _margins(case: _Case, leader: int, rival: int) -> list[int]:
    """How much more value the leader has on each criterion, times `unit`."""
    return [values[leader] - values[rival] for values in case.lows]


def _switch(move: _Move, leader: int, rival: int) -> Decimal | None:
    """The share strictly inside 0 to 1 where leader and rival are level."""
    at_1 = (move.inside.lows[leader] - move.inside.lows[rival]) * move.outside.weight
    at_0 = (move.outside.lows[leader] - move.outside.lows[rival]) * move.inside.weight
    return rounded(Fraction(at_0, at_0 - at_1)) if at_0 > 0 > at_1 or at_0 < 0 < at_1 else None


def _overturn(weights: list[int], margins: list[int], criteria: list[str]) -> Shift | None:
    """The smallest shift of weight that brings a rival level: from where the leader is furthest ahead to where it is
    least so. Each unit moved cuts the lead by the difference of the two. None if the leader is ahead everywhere."""
    whole, lead = sum(weights), Fraction(sum(map(mul, weights, margins)))
    if min(margins) > 0:
        return None
    least = margins.index(min(margins))
    from_ = {}
    for leaf in sorted(range(len(margins)), key=lambda leaf: -margins[leaf]):
        if lead:
            part = min(Fraction(weights[leaf]), lead / (margins[leaf] - margins[least]))
            lead -= part * (margins[leaf] - margins[least])
            from_[criteria[leaf]] = part / whole
    moved = rounded(sum(from_.values(), Fraction(0)))
    away = {name: rounded(part) for name, part in from_.items()}
    return Shift(moved, {name: part for name, part in away.items() if part}, {criteria[least]: moved} if moved else {})


def _scores(
    case: _Case, margins: list[int], cells: Mapping[str, Valued], points: Mapping[str, Points]
) -> dict[str, Decimal | None]:
    """For each criterion the leader's score at which a rival is level, its other scores as they are."""
    lead = sum(map(mul, case.weights, margins))
    found = {}
    for weight, (name, way) in zip(case.weights, points.items(), strict=True):
        score = None
        if weight or not lead:
            wanted = cells[name].low - Fraction(lead, case.unit * (weight or 1))
            score = _nearest_score(way, wanted, _score(cells[name]))
        found[name] = None if score is None else rounded(score)
    return found


def _score(cell: Valued) -> Fraction:
    """The score of a cell with one value: the lowest of its range where it is unknown which of them it is."""
    words = cell.cell
    return Fraction(words.range[0] if words.score == UNKNOWN and words.range else words.score)


def _nearest_score(points: Points, wanted: Fraction, present: Fraction) -> Fraction | None:
    """The score with this value that is nearest to the present one, the lower of two; None if none has it."""
    scores = []
    for (x, value), (next_x, next_value) in pairwise(points):
        if value == next_value == wanted:
            scores.append(min(max(x, present), next_x))
        elif value != next_value and min(value, next_value) <= wanted <= max(value, next_value):
            scores.append(x + (wanted - value) * (next_x - x) / (next_value - value))
    return min(scores, key=lambda score: (abs(score - present), score), default=None)
