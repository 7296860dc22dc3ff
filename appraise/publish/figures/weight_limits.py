"""Limits of the weights: how far each can move before the result changes. Two lanes a criterion, from 0% to 100%."""

from decimal import Decimal
from typing import Literal

from appraise.publish.context import Context
from appraise.publish.criteria_tree import Node
from appraise.publish.document import Box, Drawing, Sign, Stroke
from appraise.publish.figures.parts import BLUE, END, along, box, ground, upright
from appraise.publish.figures.parts import axis as axis_of

Lane = Literal["shortlist", "leader"]

_LANE, _GROUND, _HEIGHT = 7, 15, 17
_TOPS = {1: (5,), 2: (1, 9)}
_FILLS: dict[Lane, str] = {"shortlist": BLUE, "leader": "#cfe1f1"}
_QUARTERS = tuple(map(Decimal, ("0", "0.25", "0.5", "0.75", "1")))


def lanes(context: Context) -> tuple[Lane, ...]:
    """What can change with the weights: the shortlist, unless it is open or has room for every eligible option; and who
    leads, if that is known."""
    sensitivity, rule = context.run.analyses.sensitivity, context.inputs.shortlist_rule
    if sensitivity is None or not context.eligible:
        return ()
    room_for_all = rule.top is not None and rule.top >= len(context.eligible)
    found: list[Lane] = [] if context.run.shortlist.undetermined or room_for_all else ["shortlist"]
    return (*found, "leader") if sensitivity.leader is not None else tuple(found)


def moves(context: Context, node: Node) -> bool:
    """Whether a weight can move: others have some to give or take, and inside a group it is clear who has a part."""
    share = context.run.shares[node.id]
    return share < 1 and (share > 0 or len(node.leaves) == 1)


def limits(context: Context, node: str, lane: Lane) -> tuple[Decimal, Decimal]:
    """From which share to which a criterion or a group leaves the result as it is."""
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None:
        return Decimal(0), Decimal(1)
    return (sensitivity.shortlist_stability if lane == "shortlist" else sensitivity.stability)[node]


def drawing(context: Context, node: Node) -> Drawing:
    """A lane for each thing that can change, and today's weight across; that alone where the weight cannot move."""
    shapes: list[Box | Stroke] = [ground(1, _GROUND)]
    drawn = lanes(context) if moves(context, node) else ()
    for lane, top in zip(drawn, _TOPS.get(len(drawn), ()), strict=True):
        low, high = (end * END for end in limits(context, node.id, lane))
        if along(low) < along(high):
            shapes.append(box(low, high, top, _LANE, _FILLS[lane], BLUE))
    shapes += upright(context.run.shares[node.id] * END, _HEIGHT)
    return Drawing(tuple(shapes), _HEIGHT)


def key(context: Context) -> tuple[Sign, ...]:
    """The lanes, and today's weight."""
    sensitivity, drawn = context.run.analyses.sensitivity, lanes(context)
    signs = [Sign("dark", context.text("figure.same-shortlist"))] if "shortlist" in drawn else []
    if "leader" in drawn and sensitivity is not None and sensitivity.leader is not None:
        signs.append(Sign("lane", context.text("figure.first", option=context.name(sensitivity.leader))))
    return (*signs, Sign("upright", context.text("figure.weight-now")))


def axis(context: Context) -> Drawing:
    """From 0% to 100%."""
    return axis_of((share * END, context.language.percent(share)) for share in _QUARTERS)
