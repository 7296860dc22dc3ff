"""The effect of gates: what they decided, and what open verdicts and unknown scores can still decide.

No option's total depends on who else is eligible, and setting gates aside only admits options. So the best total rises,
or the shortlist changes, exactly where an option is admitted that would lead, or go forward, if it were admitted alone;
and the smallest sets of gates that do it are among the sets that single options fail: no search over sets is needed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from appraise.analyses import AlternativeResult, ExcludedOption, GateAnalysis, Matter
from appraise.appraisal import ShortlistRule
from appraise.engine.evaluation import Evaluation
from appraise.engine.outcome_reasons import unknown_cells
from appraise.engine.shortlist import RuleOutcome, one_rank, rule_outcome
from appraise.engine.totals import in_units
from appraise.field_models import joined
from appraise.numbers import rounded

Ends = tuple[int, int]
"""The low and the high of a total."""

Present = tuple[int, int]
"""A set of options: their bits in the order of lows and in the order of highs."""

_LEADS = joined(ShortlistRule, top=1)
"""The rule that takes just the options level at the top."""


class _Order(NamedTuple):
    """All options by one end of their totals, least first. Each has a bit, the higher the greater its end, so that a
    set of options is an integer, and those of a set above a total are a shift of it.

    fails: for each gate the set of options that fail it.
    """

    ends: list[int]
    bit: Mapping[str, int]
    fails: Mapping[str, int]

    def present(self, aside: Collection[str]) -> int:
        """The set of options that are eligible without these gates."""
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


class _Totals(NamedTuple):
    """The totals of all options and the shortlist rule in integers: totals and `points` of the rule times `unit`."""

    rule: ShortlistRule
    unit: int
    points: int
    ends: Mapping[str, Ends]
    lows: _Order
    highs: _Order

    def present(self, aside: Collection[str]) -> Present:
        """The set of options that are eligible without these gates."""
        return self.lows.present(aside), self.highs.present(aside)

    def rank_and_outcome(self, option: str, present: Present) -> tuple[tuple[int, int], RuleOutcome]:
        """The best and the worst rank of an option, and its outcome, among these and itself."""
        low, high = self.ends[option]
        others = present[0] & ~self.lows.bit[option], present[1] & ~self.highs.bit[option]
        best_worst = 1 + self.lows.above(others[0], high), 1 + self.highs.above(others[1], low)
        greatest = (self.lows.greatest(others[0]), self.highs.greatest(others[1])) if others[0] else None
        return best_worst, rule_outcome(self.rule, self.points, (low, high), best_worst, greatest)


def gates(agreed: Evaluation) -> GateAnalysis:
    """What the gates decided: whom they exclude, and what setting gates aside for every option would change; and, over
    all outcomes of open verdicts (each passes or fails) and unknown scores (each takes any of its values), who can
    lead, who leads in any case, and what still matters.
    """
    totals, order = _totals(agreed), list(agreed.appraisal.gates)
    failed = {option: gates for option, gates in agreed.failed.items() if gates}
    today = totals.present(())
    without = {gates: totals.present(gates) for gates in dict.fromkeys(failed.values())}
    excluded = {option: _excluded(totals, option, gates, today, without[gates]) for option, gates in failed.items()}
    turning = (gates for option, gates in failed.items() if not _stays_out(totals, option, today))
    as_it_is = _result(totals, agreed, (), today)
    verdicts = {option: agreed.open_gates(option) for option in agreed.eligible}
    possible, leading = _possible_totals(totals.ends, verdicts), totals._replace(rule=_LEADS, points=0)
    return GateAnalysis(
        excluded=excluded,
        decisive=_smallest((aside.failed for aside in excluded.values() if aside.ahead_of_leader), order),
        decisive_for_shortlist=_smallest(turning, order),
        without={
            gate: _result(totals, agreed, (gate,), without[gate,]) if (gate,) in without else as_it_is for gate in order
        },
        redundant=tuple(gate for gate in order if (gate,) not in without),
        possible=tuple(option for option in verdicts if _could_go_forward(leading, option, possible)),
        certain=next((o for o, gates in verdicts.items() if not gates and agreed.shortlisting.ranks[o][1] == 1), None),
        matters=_matters(agreed, totals, verdicts, possible),
    )


def _totals(agreed: Evaluation) -> _Totals:
    rule = agreed.appraisal.shortlist_rule
    points = Fraction(rule.at_least or rule.within or 0)
    exact = {option: total[:2] for option, total in agreed.totals.items()}
    unit = lcm(points.denominator, *(end.denominator for both in exact.values() for end in both))
    ends = {option: (in_units(low, unit), in_units(high, unit)) for option, (low, high) in exact.items()}
    return _Totals(rule, unit, in_units(points, unit), ends, _order(agreed, ends, 0), _order(agreed, ends, 1))


def _order(agreed: Evaluation, ends: Mapping[str, Ends], end: int) -> _Order:
    least_first = sorted(ends, key=lambda option: ends[option][end])
    bit = {option: 1 << place for place, option in enumerate(least_first)}
    fails = dict.fromkeys(agreed.appraisal.gates, 0)
    for option, gates in agreed.failed.items():
        for gate in gates:
            fails[gate] |= bit[option]
    return _Order([ends[option][end] for option in least_first], bit, fails)


def _excluded(
    totals: _Totals, option: str, failed: tuple[str, ...], today: Present, without: Present
) -> ExcludedOption:
    """An excluded option against the eligible of today, and among those eligible without the gates it fails."""
    best_worst, outcome = totals.rank_and_outcome(option, without)
    low, high = totals.ends[option]
    ahead: bool | None = True
    margin = None
    if today[0]:
        greatest_low, greatest_high = totals.lows.greatest(today[0]), totals.highs.greatest(today[1])
        ahead = True if low > greatest_high else False if high <= greatest_low else None
        margin = low - greatest_low if low == high and greatest_low == greatest_high else None
    return ExcludedOption(
        failed=failed,
        rank_without=one_rank(best_worst),
        outcome_without=outcome,
        ahead_of_leader=ahead,
        margin=None if margin is None else rounded(Fraction(margin, totals.unit)),
        draws_level=margin == 0,
    )


def _stays_out(totals: _Totals, option: str, today: Present) -> bool:
    """Whether an excluded option would certainly not go forward if it alone were admitted. It then changes no other's
    outcome, nor does it together with others: if a set does, one of it would go forward, or leave it open, alone."""
    return totals.rank_and_outcome(option, today)[1] == "not-shortlisted"


def _result(totals: _Totals, agreed: Evaluation, aside: tuple[str, ...], present: Present) -> AlternativeResult:
    """Who leads and who goes forward without one gate, or with all of them, in the order of a shortlist."""
    outcomes = {
        option: totals.rank_and_outcome(option, present)
        for option, failed in agreed.failed.items()
        if failed in ((), aside)
    }
    order = sorted(outcomes, key=lambda option: outcomes[option][0])
    # No option can be above a leader; of several such options either all are level or only the first leads.
    first = [option for option, ((_, worst), _) in outcomes.items() if worst == 1]
    return AlternativeResult(
        leaders=tuple(option for option in first if totals.ends[option] == totals.ends[first[0]]),
        shortlist=tuple(option for option in order if outcomes[option][1] == "shortlisted"),
        undetermined=tuple(option for option in order if outcomes[option][1] == "undetermined"),
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


class _PossibleTotals(NamedTuple):
    """The totals that options can have over all outcomes of open verdicts and unknown scores, least first.

    certain:     the lows of those certainly eligible.
    lows, highs: of those possibly eligible.
    foremost:    for the first so many of these by their lows, the two greatest highs, each with its option.
    """

    certain: list[int]
    lows: list[int]
    highs: list[int]
    foremost: list[list[tuple[int, str]]]


def _possible_totals(ends: Mapping[str, Ends], verdicts: Mapping[str, tuple[str, ...]]) -> _PossibleTotals:
    by_low = sorted((*ends[option], option) for option in verdicts)
    foremost: list[list[tuple[int, str]]] = [[]]
    for _, high, option in by_low:
        foremost.append(sorted([*foremost[-1], (high, option)], reverse=True)[:2])
    return _PossibleTotals(
        certain=[low for low, _, option in by_low if not verdicts[option]],
        lows=[low for low, _, _ in by_low],
        highs=sorted(high for _, high, _ in by_low),
        foremost=foremost,
    )


def _matters(
    agreed: Evaluation, totals: _Totals, verdicts: Mapping[str, tuple[str, ...]], possible: _PossibleTotals
) -> tuple[Matter, ...]:
    """The open verdicts and unknown scores that can still change the shortlist, those that can change who leads first.

    The open verdicts of an option matter alike: each decides where the others pass. So do its unknown scores: a set of
    options changes at single totals, and any of the scores can carry the total over one in a step as small as needed.
    """
    leading = totals._replace(rule=_LEADS, points=0)
    loose = [option for option, gates in verdicts.items() if gates or totals.ends[option][0] < totals.ends[option][1]]
    unknown = unknown_cells({option: agreed.table[option] for option in loose}, agreed.shares)
    matters: list[Matter] = []
    for option in loose:
        if verdicts[option] and _could_go_forward(totals, option, possible):
            leads = _could_go_forward(leading, option, possible)
            matters += [Matter(option, gate, None, leads) for gate in verdicts[option]]
        if unknown[option] and _total_matters(totals, option, possible):
            leads = _total_matters(leading, option, possible)
            matters += [Matter(option, None, criterion, leads) for criterion in unknown[option]]
    return tuple(sorted(matters, key=lambda matter: not matter.leader))


def _could_go_forward(totals: _Totals, option: str, possible: _PossibleTotals) -> bool:
    """Whether an option can go forward: at its highest, with only the certainly eligible there, at their lowest.

    Where it does not go forward nobody else's place turns on it, so this is also when its being there matters.
    """
    high = totals.ends[option][1]
    rank = 1 + _above(possible.certain, high)
    others = (possible.certain[-1], possible.certain[-1]) if possible.certain else None
    return rule_outcome(totals.rule, totals.points, (high, high), (rank, rank), others) == "shortlisted"


def _total_matters(totals: _Totals, option: str, possible: _PossibleTotals) -> bool:
    """Whether, with the others in some way, the shortlist changes while the option's total runs from low to high."""
    low, high = totals.ends[option]
    if totals.rule.top is not None:
        return _passes_rank(totals.rule.top, low, high, possible)
    if totals.rule.at_least is not None:
        return low < totals.points <= high
    return _passes_distance(totals.points, option, low, high, possible)


def _passes_rank(top: int, low: int, high: int, possible: _PossibleTotals) -> bool:
    """The same under a rule of the first `top`: the line is the total of that rank among the others.

    The option passes the line where that can lie in (low, high]. Where the line can be at low, held by one alone, the
    option starts level with that one and then pushes it out.
    """
    above_low = _above(possible.highs, low) - 1  # all but the option itself
    passes = _above(possible.certain, high) < top <= above_low and _above(possible.lows, high) < above_low
    at_low = possible.highs[bisect_left(possible.highs, low)] == low
    return passes or (at_low and _above(possible.certain, low) < top <= above_low + 1)


def _passes_distance(points: int, option: str, low: int, high: int, possible: _PossibleTotals) -> bool:
    """The same under a rule of a distance: the line, drawn by the greatest of the others, passes the option; or the
    option passes the greatest of the others, and the line that it then draws itself passes one of them."""
    greatest = max([low, *possible.certain[-1:]])

    def reach(total: int, count: int) -> bool:
        """Whether another option, of the first so many by their lows, can reach this total."""
        return any(other_high >= total for other_high, other in possible.foremost[count] if other != option)

    line_passes = greatest <= high + points and reach(low + points + 1, bisect_right(possible.lows, high + points))
    line_moves = greatest < high and reach(greatest - points, bisect_left(possible.lows, high - points))
    return line_passes or line_moves


def _above(least_first: list[int], total: int) -> int:
    """How many of some totals are above one."""
    return len(least_first) - bisect_right(least_first, total)
