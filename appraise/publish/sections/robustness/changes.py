"""What could change the shortlist, or who is first: weights, recorded ranges and unknown scores, a few sentences each.

A share is a criterion's part of the whole weight. Halving the points that people typed moves it by less, so it is
always of shares that something is said. Everything is said of one criterion at a time, the others in proportion.
"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal, NamedTuple

from appraise.analyses import Shift
from appraise.field_types import UNKNOWN
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.document import Line
from appraise.publish.language import number, spaced
from appraise.publish.phrases import few_names, of_members, one_for_one, turns

_TENTH = Decimal("0.1")
_SMALL = Decimal("0.1")
"""The most weight, of 1 in all, of which the answer says what moving it does."""
_FEW = 2
"""Options named that could join or leave the shortlist; where some could join and some leave, one of each."""


def could_change_shortlist(context: Context) -> Line:
    """That weights, ranges or both could change a settled shortlist, or that its rule leaves nothing to decide."""
    if _room_for_all(context):
        return _no_weight_decides(context)
    weights, ranges = _halved_or_doubled(context), _over_ranges(context)
    if weights == "could-change":
        both = of_members(context, "answer.shortlist.weights-and-ranges")
        key = both if ranges else "answer.shortlist.weights"
        hold = context.say("answer.shortlist.ranges-hold") if _ranges_hold(context) else ()
        return spaced(context.say(key), _holds(context), ranges or hold)
    if ranges:
        hold = context.say(of_members(context, "answer.shortlist.weights-hold")) if weights == "stays" else ()
        return spaced(context.say(of_members(context, "answer.shortlist.ranges")), ranges, hold)
    return ()


def shortlist_stays(context: Context) -> Line:
    """That whatever was varied leaves a settled shortlist as it is: weights, recorded ranges, unknown scores."""
    weights = _halved_or_doubled(context)
    if not _settled(context) or _room_for_all(context) or weights == "could-change" or _over_ranges(context):
        return ()
    many = _ranges(context) if _ranges_hold(context) else 0
    varied = [context.text("answer.stays.ranges", many)] if many else []
    if unknowns_hold(context):
        unknown = len(unknown_scores(context))
        varied.append(context.text("answer.stays.unknown", unknown))
        many += unknown
    if weights is None:
        return context.say("answer.stays.alone", many, varied=varied) if varied else ()
    return spaced(
        context.say("answer.stays.weights"), context.say("answer.stays.so", many, varied=varied) if many else ()
    )


def not_worked_out(context: Context) -> Line:
    """That there are too many options to say what weights could change."""
    sensitivity = context.run.analyses.sensitivity
    if not _settled(context) or _room_for_all(context) or not (sensitivity is None or sensitivity.left_out):
        return ()
    return context.say("answer.not-worked-out")


def order_could_change(context: Context) -> Line:
    """That another of the shortlist, or another option, could come level with the first; and what would bring it so."""
    shortlist = context.run.shortlist.options
    first = [option for option in context.eligible if context.run.options[option].rank == 1]
    if not _settled(context) or not shortlist or len(context.eligible) < 2:
        return ()
    if not first:
        could = [option for option in context.eligible if (context.run.options[option].best_worst or (0,))[0] == 1]
        return context.say("answer.order.open", options=few_names(context, could, "or", most=3))
    if len(first) > 1:
        return ()
    could_lead, shift = context.run.analyses.ranges.could_lead, _small_shift(context)
    if not (could_lead or shift or _first_is_loose(context)):
        return ()
    if len(shortlist) == 1 and not shift:
        # One option alone has no order; what could bring it off the shortlist is told of that.
        return ()
    among = not {*could_lead, *_level_within_double(context), *(shift or ())}.isdisjoint(shortlist)
    opening = context.say("answer.order.shortlist", len(shortlist)) if among else context.say("answer.order.first")
    how: Line
    if shift:
        ((rival, moved),) = shift.items()
        (given,), (taken,) = moved.from_, moved.to
        names = {"given": context.criterion(given), "taken": context.criterion(taken), "rival": context.name(rival)}
        how = context.say("answer.order.level", moved=points_of_weight(context, moved.moved), **names)
    elif could_lead:
        options = few_names(context, could_lead, "or", most=3)
        how = context.say(of_members(context, "answer.order.could-lead"), options=options)
    else:
        how = context.say("answer.order.loose")
    return spaced(opening, _leads(context, first[0], "leads"), how)


def first_stays(context: Context) -> Line:
    """That the first stays so while any share is halved or doubled, by how much it leads, and its nearest limit."""
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None or sensitivity.leader is None or not sensitivity.leader_firm or sensitivity.level_with:
        return ()
    if sensitivity.left_out or len(context.eligible) < 2 or not _one_moves(context) or not _settled(context):
        return ()
    if len(context.run.shortlist.options) < 2 or order_could_change(context):
        return ()
    limits = [limit for limit in _limits(context, sensitivity.stability) if limit.shown(context)]
    nearest = min(limits, key=lambda limit: limit.distance, default=None)
    leader = sensitivity.leader
    stays = context.say("answer.first.stays", leader=context.name(leader))
    leads = _leads(context, leader, "it")
    if nearest is None:
        return spaced(stays, leads)
    low, high = sensitivity.stability[nearest.criterion]
    ends = {"low": _percent(context, towards(low, nearest.now)), "high": _percent(context, towards(high, nearest.now))}
    key = "between" if low > 0 and high < 1 else "down-to" if low > 0 else "up-to"
    criterion = context.criterion(nearest.criterion)
    return spaced(stays, leads, context.say(f"answer.first.{key}", criterion=criterion, **ends))


def unknown_scores(context: Context) -> list[tuple[str, str]]:
    """The unknown scores of the eligible options, as criterion and option."""
    results = {option: context.run.options[option] for option in context.eligible}
    return [
        (name, option)
        for option, result in results.items()
        for name, cell in result.cells.items()
        if cell.score == UNKNOWN
    ]


def unknowns_hold(context: Context) -> bool:
    """Whether there are unknown scores and they leave a settled shortlist as it is: none is read at a gate that could
    then take an option off it."""
    read = {gate: asked.requires.criterion for gate, asked in context.inputs.gates.items()}
    unknown = set(unknown_scores(context))
    turning = (
        (read[gate], option)
        for option in context.run.shortlist.options
        for gate, judged in context.run.options[option].verdicts.items()
        if judged.verdict == "unknown"
    )
    return bool(unknown) and not context.run.shortlist.undetermined and unknown.isdisjoint(turning)


def points_of_weight(context: Context, share: Decimal) -> str:
    """A share as points of weight, with at most one place, marked as approximate where that is not exact."""
    shown = rounded(share * 100, 1)
    if share and not shown:
        return context.text("weights.points-least")
    figure = number(shown)
    points = context.text("weights.points", figure=figure)
    return points if shown == share * 100 else context.text("weights.about", points=points)


def towards(limit: Decimal, now: Decimal) -> Decimal:
    """The last figure in per cent, with one place, before a limit on the way from the share now; today's where none
    lies between. A limit itself is never named, as the result may turn at it: but 0 and 100, beyond which is nothing.
    """
    shown, at = rounded(now * 100, 1), limit * 100
    if limit in (0, 1) or limit == now:
        return rounded(at, 1)
    if limit < now:
        return min(shown, rounded(at.quantize(_TENTH, rounding=ROUND_FLOOR) + _TENTH))
    return max(shown, rounded(at.quantize(_TENTH, rounding=ROUND_CEILING) - _TENTH))


class _Limit(NamedTuple):
    """An end of the shares of a criterion on which a result stays what it is, and its share now."""

    criterion: str
    now: Decimal
    end: Decimal

    @property
    def distance(self) -> Decimal:
        return abs(self.end - self.now)

    @property
    def within_double(self) -> bool:
        return self.now / 2 <= self.end <= 2 * self.now

    def shown(self, context: Context) -> str:
        """The last share before the limit as it is shown; nothing where that looks the same as the share now."""
        last = towards(self.end, self.now)
        further = last > self.now * 100 if self.end > self.now else last < self.now * 100
        text = _percent(context, last)
        return text if further and self.end != self.now and text != context.language.percent(self.now) else ""


def _limits(context: Context, stable: Mapping[str, tuple[Decimal, Decimal]]) -> Iterator[_Limit]:
    """The limits of each criterion that can move, apart from 0 and 1."""
    for criterion in context.inputs.criteria:
        now, (low, high) = context.run.shares[criterion], stable[criterion]
        if now < 1:
            yield from (_Limit(criterion, now, end) for end in (low, high) if 0 < end < 1)


def _holds(context: Context) -> Line:
    """Up or down to which share the shortlist holds: one that half or double passes, of these the nearest."""
    sensitivity = context.run.analyses.sensitivity
    limits = list(_limits(context, sensitivity.shortlist_stability)) if sensitivity else []
    if sensitivity is None or not limits:
        return context.say("answer.shortlist.holds-inside")
    limit = min(limits, key=lambda limit: (not limit.within_double, limit.distance))
    last, now = limit.shown(context), context.language.percent(limit.now)
    if not last:
        return context.say("answer.shortlist.holds-here", criterion=context.criterion(limit.criterion))
    ends = sensitivity.shortlist_stability[limit.criterion]
    if all(0 < end < 1 for end in ends):
        low, high = (_percent(context, towards(end, limit.now)) for end in ends)
        between = {"low": low, "high": high, "now": now}
        return context.say("answer.shortlist.holds-between", criterion=context.criterion(limit.criterion), **between)
    key = "answer.shortlist.holds-up" if limit.end > limit.now else "answer.shortlist.holds-down"
    return context.say(key, criterion=context.criterion(limit.criterion), limit=last, now=now)


def _halved_or_doubled(context: Context) -> Literal["stays", "could-change"] | None:
    """What halving or doubling one criterion's share does to a settled shortlist; None where that is not worked out, or
    no share can move, or no weights set the eligible options apart."""
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None or sensitivity.left_out or not _settled(context) or not _one_moves(context):
        return None
    if context.inputs.shortlist_rule.at_least is None and _all_alike(context):
        return None
    return "stays" if sensitivity.shortlist_firm else "could-change"


def _settled(context: Context) -> bool:
    """Whether there is a shortlist to speak of and no unknown score leaves it open."""
    return bool(context.eligible) and not context.run.shortlist.undetermined


def _one_moves(context: Context) -> bool:
    """Whether a share can be halved or doubled: one that is all there is cannot move."""
    return sum(bool(context.run.shares[criterion]) for criterion in context.inputs.criteria) > 1


def _all_alike(context: Context) -> bool:
    """Whether all eligible options have the same value on every criterion, so that no weights set them apart."""
    rows = {tuple(cell.value for cell in context.run.options[option].cells.values()) for option in context.eligible}
    return len(rows) == 1 and not any(None in values for values in rows)


def _room_for_all(context: Context) -> bool:
    """Whether the rule takes every eligible option, whatever its total."""
    rule, eligible = context.inputs.shortlist_rule, len(context.eligible)
    return eligible > 0 and ((rule.top or 0) >= eligible or (rule.within is not None and eligible == 1))


def _no_weight_decides(context: Context) -> Line:
    """That weights and scores decide nothing, as the rule takes every eligible option; nothing of one option alone."""
    if len(context.order) == 1:
        return ()
    gates, eligible, top = context.inputs.gates, len(context.eligible), context.inputs.shortlist_rule.top
    read = any(gate.requires.criterion for gate in gates.values())
    opening = context.say("answer.room.no-weight" if read else "answer.room.neither")
    if top is None:
        return spaced(opening, context.say("answer.room.leader"), context.say("answer.room.gates"))
    takes = context.language.counted(top, "option")
    if not gates:
        return spaced(opening, context.say("answer.room.there-are", eligible, takes=takes))
    return spaced(opening, context.say("answer.room.eligible", eligible, takes=takes), context.say("answer.room.gates"))


def _ranges(context: Context) -> int:
    """How many known scores of eligible options have a range."""
    cells = (cell for option in context.eligible for cell in context.run.options[option].cells.values())
    return sum(bool(cell.range) and cell.score != UNKNOWN for cell in cells)


def _ranges_hold(context: Context) -> bool:
    """Whether there are recorded ranges and they leave a settled shortlist as it is, at the gates too."""
    could = context.run.analyses.ranges.could_join + context.run.analyses.ranges.could_leave
    turned = any(turns(context, option) for option in context.order)
    return _settled(context) and _ranges(context) > 0 and not could and not turned


def _over_ranges(context: Context) -> Line:
    """Who could join or leave the shortlist over the recorded ranges; nothing where nobody could.

    By a rule that has places, where none is shared, whoever alone could join takes the place of whoever alone could
    leave. By another rule, options join and leave independently.
    """
    join, leave = context.run.analyses.ranges.could_join, context.run.analyses.ranges.could_leave
    if not (join or leave):
        return ()
    rule, shortlist = context.inputs.shortlist_rule, context.run.shortlist
    whole = (1, len(context.eligible))
    if rule.top is not None and all(context.run.options[each].rank_range == whole for each in context.eligible):
        return context.say(of_members(context, "answer.over.any"))
    exchange = len(join) == 1 and one_for_one(context, join, leave) and len(shortlist.options) == rule.top
    if exchange and not shortlist.undetermined:
        key = of_members(context, "answer.over.place")
        return context.say(key, join=context.names(join), leave=context.names(leave))
    most = 1 if join and leave else _FEW
    joined, left = (few_names(context, options, "or", most) for options in (join, leave))
    if join and leave:
        return context.say(of_members(context, "answer.over.join-and-leave"), join=joined, leave=left)
    key = of_members(context, "answer.over.join" if join else "answer.over.leave")
    return context.say(key, options=joined or left)


def _first_is_loose(context: Context) -> bool:
    """Whether halving or doubling one criterion's share could change who is first."""
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None or sensitivity.left_out or not _one_moves(context):
        return False
    return not sensitivity.leader_firm


def _small_shift(context: Context) -> dict[str, Shift]:
    """The option that the smallest shift of weight brings level with the first, and that shift; none where it is large
    or takes from several criteria."""
    sensitivity = context.run.analyses.sensitivity
    shifts = {rival: shift for rival, shift in sensitivity.overturn.items() if shift} if sensitivity else {}
    if not shifts:
        return {}
    rival = min(shifts, key=lambda rival: shifts[rival].moved)
    shift = shifts[rival]
    return {rival: shift} if 0 < shift.moved <= _SMALL and len(shift.from_) == len(shift.to) == 1 else {}


def _level_within_double(context: Context) -> list[str]:
    """The options that come level with the first while one criterion's share goes from half to double."""
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None:
        return []
    return [
        rival
        for criterion in context.inputs.criteria
        for rival, share in sensitivity.switching.get(criterion, {}).items()
        if share is not None and context.run.shares[criterion] / 2 < share < context.run.shares[criterion] * 2
    ]


def _leads(context: Context, leader: str, called: Literal["leads", "it"]) -> Line:
    """By how much the first, called by its name or "it", leads the option that can come nearest."""
    low, high = context.totals[leader]
    others = [context.totals[option] for option in context.eligible if option != leader]
    nearest = max(end for _, end in others)
    name = context.name(leader)
    if low == nearest:
        return context.say(f"answer.{called}.level", leader=name)
    exactly = low == high and (nearest, nearest) in others
    points = context.lead(low - nearest, at_least=not exactly)
    return context.say(f"answer.{called}.{'by' if exactly else 'at-least'}", leader=name, points=points)


def _percent(context: Context, figure: Decimal) -> str:
    return context.text("percent.figure", figure=number(figure))
