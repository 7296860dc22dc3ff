"""Gates: what they decided, and what open verdicts and unknown scores can still decide.

Nobody's total turns on who else is eligible, and setting gates aside only ever admits options. So the best total
rises, or the shortlist changes, just where some option is admitted that would lead, or go forward, if it came in alone;
and the smallest sets of gates that do it are among the sets that single options fail: no search over sets is needed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from appraise.analyses import GateAnalysis, Instead, Matter, SetAside
from appraise.appraisal import ShortlistRule
from appraise.engine.evaluation import Evaluation
from appraise.engine.outcome_reasons import unknown_cells
from appraise.engine.shortlist import Held, one_rank, outcome
from appraise.engine.totals import times
from appraise.numbers import rounded

Ends = tuple[int, int]
"""The low and the high of a total."""

Present = tuple[int, int]
"""A set of options: their bits in the order of lows and in the order of highs."""

_LEADS = ShortlistRule(top=1)
"""The options level at the top are those that this rule takes."""


class _Order(NamedTuple):
    """All options by one end of their totals, least first. Each has a bit, the higher the greater its end, so that a
    set of options is one integer and those above a total are a shift of it."""

    ends: list[int]
    bit: Mapping[str, int]
    fails: Mapping[str, int]

    def present(self, aside: Collection[str]) -> int:
        """Who is eligible without these gates."""
        out = 0
        for gate, failing in self.fails.items():
            if gate not in aside:
                out |= failing
        return ~out & ((1 << len(self.ends)) - 1)

    def above(self, present: int, total: int) -> int:
        """How many of those present are above a total."""
        return (present >> bisect_right(self.ends, total)).bit_count()

    def greatest(self, present: int) -> int:
        """The greatest end of those present."""
        return self.ends[present.bit_length() - 1]


class _Field(NamedTuple):
    """Exact totals as integers: all times `unit`, and so are the `points` of the rule."""

    rule: ShortlistRule
    unit: int
    points: int
    ends: Mapping[str, Ends]
    lows: _Order
    highs: _Order


def gates(agreed: Evaluation) -> GateAnalysis:
    """What the gates decided: whom they exclude, and what setting gates aside for everybody would change. And over all
    ways that open verdicts (each passes or fails) and unknown scores (each takes any of its values) can turn out: who
    can lead, who leads in any case, and what still matters. Margins are points; all is exact before it is rounded.
    """
    field, order = _field(agreed), list(agreed.appraisal.gates)
    failed = {option: gates for option, gates in agreed.failed.items() if gates}
    today = _present(field, ())
    without = {gates: _present(field, gates) for gates in dict.fromkeys(failed.values())}
    excluded = {option: _set_aside(field, option, gates, today, without[gates]) for option, gates in failed.items()}
    turning = (gates for option, gates in failed.items() if not _stays_out(field, option, today))
    as_it_is = _instead(field, agreed, (), today)
    verdicts = _open_verdicts(agreed)
    chances = _chances(field.ends, verdicts)
    return GateAnalysis(
        excluded=excluded,
        decisive=_smallest((failed[option] for option, words in excluded.items() if words.ahead_of_leader), order),
        decisive_for_shortlist=_smallest(turning, order),
        without={
            gate: _instead(field, agreed, (gate,), without[gate,]) if (gate,) in without else as_it_is for gate in order
        },
        redundant=tuple(gate for gate in order if (gate,) not in without),
        possible=tuple(o for o in verdicts if _could_go_in(_LEADS, 0, o, field.ends[o], chances)),
        certain=next((o for o, gates in verdicts.items() if not gates and agreed.settled.ranks[o][1] == 1), None),
        matters=_matters(agreed, field, verdicts, chances),
    )


def _field(agreed: Evaluation) -> _Field:
    rule = agreed.appraisal.shortlist_rule
    points = Fraction(rule.at_least or rule.within or 0)
    exact = {option: total[:2] for option, total in agreed.totals.items()}
    unit = lcm(points.denominator, *(end.denominator for both in exact.values() for end in both))
    ends = {option: (times(low, unit), times(high, unit)) for option, (low, high) in exact.items()}
    return _Field(rule, unit, times(points, unit), ends, _order(agreed, ends, 0), _order(agreed, ends, 1))


def _order(agreed: Evaluation, ends: Mapping[str, Ends], end: int) -> _Order:
    least_first = sorted(ends, key=lambda option: ends[option][end])
    bit = {option: 1 << place for place, option in enumerate(least_first)}
    fails = dict.fromkeys(agreed.appraisal.gates, 0)
    for option, gates in agreed.failed.items():
        for gate in gates:
            fails[gate] |= bit[option]
    return _Order([ends[option][end] for option in least_first], bit, fails)


def _present(field: _Field, aside: Collection[str]) -> Present:
    return field.lows.present(aside), field.highs.present(aside)


def _held(field: _Field, option: str, others: Present) -> tuple[tuple[int, int], Held]:
    """The best and the worst rank of an option and its outcome among others, none of them itself."""
    low, high = field.ends[option]
    best_worst = 1 + field.lows.above(others[0], high), 1 + field.highs.above(others[1], low)
    greatest = (field.lows.greatest(others[0]), field.highs.greatest(others[1])) if others[0] else None
    return best_worst, outcome(field.rule, field.points, (low, high), best_worst, greatest)


def _others(field: _Field, option: str, present: Present) -> Present:
    return present[0] & ~field.lows.bit[option], present[1] & ~field.highs.bit[option]


def _set_aside(field: _Field, option: str, failed: tuple[str, ...], today: Present, without: Present) -> SetAside:
    """An excluded option against the eligible of today, and among those eligible without the gates it fails."""
    best_worst, held = _held(field, option, _others(field, option, without))
    low, high = field.ends[option]
    ahead: bool | None = True
    margin = None
    if today[0]:
        greatest_low, greatest_high = field.lows.greatest(today[0]), field.highs.greatest(today[1])
        ahead = True if low > greatest_high else False if high <= greatest_low else None
        margin = low - greatest_low if low == high and greatest_low == greatest_high else None
    return SetAside(
        failed=failed,
        rank_without=one_rank(best_worst),
        outcome_without=held,
        ahead_of_leader=ahead,
        margin=None if margin is None else rounded(Fraction(margin, field.unit)),
        draws_level=margin == 0,
    )


def _stays_out(field: _Field, option: str, today: Present) -> bool:
    """Whether an excluded option would surely not go forward if it alone were admitted. It then changes nobody's place,
    nor does it with others: of those that do, one would go forward, or leave it open, alone."""
    return _held(field, option, today)[1] == "not-shortlisted"


def _instead(field: _Field, agreed: Evaluation, aside: tuple[str, ...], present: Present) -> Instead:
    """Who leads and who goes forward without one gate or with all of them, in the order of a shortlist."""
    held = {
        option: _held(field, option, _others(field, option, present))
        for option, failed in agreed.failed.items()
        if failed in ((), aside)
    }
    order = sorted(held, key=lambda option: held[option][0])
    # Nobody can be above a leader; of several such options all are level, or only the first can be told to lead.
    first = [option for option, ((_, worst), _) in held.items() if worst == 1]
    return Instead(
        leaders=tuple(option for option in first if field.ends[option] == field.ends[first[0]]),
        shortlist=tuple(option for option in order if held[option][1] == "shortlisted"),
        undetermined=tuple(option for option in order if held[option][1] == "undetermined"),
    )


def _smallest(sets: Iterable[tuple[str, ...]], order: list[str]) -> tuple[tuple[str, ...], ...]:
    """The sets of gates that contain no other, the smallest first, then in file order."""
    place = {gate: index for index, gate in enumerate(order)}
    smallest: dict[int, tuple[str, ...]] = {}
    for gates in sorted(dict.fromkeys(sets), key=lambda gates: (len(gates), [place[gate] for gate in gates])):
        bits = sum(1 << place[gate] for gate in gates)
        if all(bits & smaller != smaller for smaller in smallest):
            smallest[bits] = gates
    return tuple(smallest.values())


class _Chances(NamedTuple):
    """Those who can be there, with all their totals can be: the lows of those certainly eligible, and the lows and the
    highs of those possibly eligible, all least first. `foremost` holds, for the first so many by their lows, the two
    greatest highs and whose they are."""

    certain: list[int]
    lows: list[int]
    highs: list[int]
    foremost: list[list[tuple[int, str]]]


def _open_verdicts(agreed: Evaluation) -> dict[str, tuple[str, ...]]:
    """For each possibly eligible option the gates whose verdict is conditional or unknown."""
    return {
        option: tuple(
            gate for gate, judged in agreed.verdicts[option].items() if judged.verdict not in ("pass", "fail")
        )
        for option in agreed.eligible
    }


def _chances(ends: Mapping[str, Ends], verdicts: Mapping[str, tuple[str, ...]]) -> _Chances:
    by_low = sorted((*ends[option], option) for option in verdicts)
    foremost: list[list[tuple[int, str]]] = [[]]
    for _, high, option in by_low:
        foremost.append(sorted([*foremost[-1], (high, option)], reverse=True)[:2])
    return _Chances(
        certain=[low for low, _, option in by_low if not verdicts[option]],
        lows=[low for low, _, _ in by_low],
        highs=sorted(high for _, high, _ in by_low),
        foremost=foremost,
    )


def _matters(
    agreed: Evaluation, field: _Field, verdicts: Mapping[str, tuple[str, ...]], chances: _Chances
) -> tuple[Matter, ...]:
    """The open verdicts and unknown scores that can still change the shortlist, those that can change who leads first.

    The open verdicts of an option matter alike: each decides where the others pass. So do its unknown scores: a set of
    options changes at single totals, and any of the scores can carry the total over one in a step as small as needed.
    """
    loose = [option for option, gates in verdicts.items() if gates or field.ends[option][0] < field.ends[option][1]]
    unknown = unknown_cells({option: agreed.table[option] for option in loose}, agreed.shares)
    found: list[Matter] = []
    for option in loose:
        ends = field.ends[option]
        if verdicts[option] and _could_go_in(field.rule, field.points, option, ends, chances):
            leads = _could_go_in(_LEADS, 0, option, ends, chances)
            found += [Matter(option, gate, None, leads) for gate in verdicts[option]]
        if unknown[option] and _total_matters(field.rule, field.points, option, ends, chances):
            leads = _total_matters(_LEADS, 0, option, ends, chances)
            found += [Matter(option, None, criterion, leads) for criterion in unknown[option]]
    return tuple(sorted(found, key=lambda matter: not matter.leader))


def _could_go_in(rule: ShortlistRule, points: int, option: str, ends: Ends, chances: _Chances) -> bool:
    """Whether an option can go forward: at its highest, with only those there that have to be, at their lowest.

    Where it does not go forward nobody else's place turns on it, so this is also when its being there matters.
    """
    high = ends[1]
    rank = 1 + len(chances.certain) - bisect_right(chances.certain, high)
    others = (chances.certain[-1], chances.certain[-1]) if chances.certain else None
    return outcome(rule, points, (high, high), (rank, rank), others) == "shortlisted"


def _total_matters(rule: ShortlistRule, points: int, option: str, ends: Ends, chances: _Chances) -> bool:
    """Whether, with the others in some way, the shortlist changes while the option's total runs from low to high."""
    (low, high), (certain, lows, highs, foremost) = ends, chances
    if rule.top is not None:
        # The line is the n-th greatest total of the others. The option comes in over it where it can lie in
        # (low, high]. Where it can be at low, held by one alone, the option starts level and then pushes that one out.
        above_low = len(highs) - bisect_right(highs, low) - 1
        above_high = len(lows) - bisect_right(lows, high)
        surely_above_low = len(certain) - bisect_right(certain, low)
        surely_above_high = len(certain) - bisect_right(certain, high)
        passes = surely_above_high < rule.top <= above_low and above_high < above_low
        at_low = highs[bisect_left(highs, low)] == low
        return passes or (at_low and surely_above_low < rule.top <= above_low + 1)
    if rule.at_least is not None:
        return low < points <= high
    # Either the line, drawn by the greatest of the others, passes the option; or the option passes the greatest of the
    # others, and the line that it draws itself then passes one of them.
    greatest = max([low, *certain[-1:]])

    def reach(total: int, count: int) -> bool:
        """Whether one of the others, of the first so many by their lows, can reach this total."""
        return any(theirs >= total for theirs, other in foremost[count] if other != option)

    line_passes = greatest <= high + points and reach(low + points + 1, bisect_right(lows, high + points))
    line_moves = greatest < high and reach(greatest - points, bisect_left(lows, high - points))
    return line_passes or line_moves
