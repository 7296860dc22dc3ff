"""Totals: who has most, by how much and made of what. A bar an option, out of 100, in the segments of the groups."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from appraise.numbers import rounded
from appraise.publish.context import Context, added_up
from appraise.publish.criteria_tree import Node, node_name, tree
from appraise.publish.document import Box, Drawing, Sign, Stroke
from appraise.publish.figures.parts import BLACK, BLUE, END, PALE, START, WHITE, along, box, ground, upright
from appraise.publish.figures.parts import axis as axis_of
from appraise.publish.language import number

SHADES = ((BLUE, WHITE), ("#7fb0d8", BLACK), (PALE, BLACK))
"""The fills of the segments, in file order, and the ink on each: dark, mid and light, also in grey."""
GREYS = (("#6b7276", WHITE), ("#b8bdc0", BLACK), ("#f0f1f2", BLACK))
"""The same for an excluded option."""
_GREY_EDGE = "#505a5f"
_SIGNS: tuple[tuple[Literal["dark", "mid", "light"], Literal["grey-dark", "grey-mid", "grey-light"]], ...] = (
    ("dark", "grey-dark"),
    ("mid", "grey-mid"),
    ("light", "grey-light"),
)
_BAR, _WITH_RANGE = 15, 23
_RANGE_AT = 19
_MARKS = tuple(map(Decimal, (0, 25, 50, 75, 100)))
_ROOM = {1: Decimal(5), 2: Decimal(9)}
"""How wide a segment has to be, in per cent, to hold a number of so many digits on the narrowest page."""
_ROOM_UNKNOWN = Decimal(4)


def drawing(context: Context, option: str) -> Drawing:
    """The bar of an option: the points it has, then those that are not known, and under them its total over the
    recorded ranges."""
    low, high = context.totals[option]
    shades, edge = (GREYS, _GREY_EDGE) if _excluded(context, option) else (SHADES, BLUE)
    shapes: list[Box | Stroke] = [ground(0, _BAR)]
    segments = _segments(context, option)
    for (start, end), (fill, ink) in zip(segments, shades, strict=False):
        if along(start) < along(end):
            label = _points(end - start) if len(segments) > 1 else ""
            shapes.append(box(start, end, 0, _BAR, fill, edge)._replace(label=label, ink=ink))
    if along(low) < along(high):
        label = "?" if high - low >= _ROOM_UNKNOWN else ""
        shapes.append(box(low, high, 0, _BAR, WHITE, edge, dashed=True)._replace(label=label, ink=BLACK))
    over_ranges = _over_ranges(context, option)
    height = _WITH_RANGE if over_ranges else _BAR
    if over_ranges:
        shapes += _range(*over_ranges)
    line = _line(context)
    if line is not None and not _excluded(context, option):
        shapes += upright(line, height, width=2, dashed=True)
    return Drawing(tuple(shapes), height)


def key(context: Context) -> tuple[Sign, ...]:
    """The groups by their shades, and the other signs that occur."""
    signs, grey = [], not context.eligible
    parts = _parts(context)
    if len(parts) > 1:
        segments = [_segments(context, option) for option in context.eligible or context.order]
        for position, (node, names) in enumerate(zip(parts, _SIGNS, strict=False)):
            if any(along(each[position][0]) < along(each[position][1]) for each in segments):
                signs.append(Sign(names[grey], node_name(context, node)))
    if any(along(low) < along(high) for low, high in context.totals.values()):
        signs.append(Sign("open", context.text("figure.not-known")))
    if any(_over_ranges(context, option) for option in context.order):
        signs.append(Sign("range", context.text("figure.over-ranges")))
    if _line(context) is not None:
        signs.append(Sign("dashes", context.text("figure.line")))
    return tuple(signs)


def axis() -> Drawing:
    """From 0 to 100."""
    return axis_of((at, number(at)) for at in _MARKS)


def _excluded(context: Context, option: str) -> bool:
    return context.run.options[option].outcome == "excluded"


def _parts(context: Context) -> Sequence[Node]:
    """The groups and criteria that no group is around, where there are few enough to be told apart."""
    top = [node for node in tree(context) if not node.around]
    return top if len(top) <= len(SHADES) else ()


def _segments(context: Context, option: str) -> list[tuple[Decimal, Decimal]]:
    """From where to where each part has its points, one after another; the last one ends at the total, which is worked
    out before rounding. What is not known has no part in them."""
    total = context.totals[option][0]
    ends = [START]
    for node in _parts(context)[:-1]:
        ends.append(min(ends[-1] + added_up(context.points[option][leaf] for leaf in node.leaves)[0], total))
    ends.append(total)
    return list(pairwise(ends))


def _points(points: Decimal) -> str:
    """The points inside a segment, in whole numbers; nothing where it is too narrow for them."""
    text = number(points, 0)
    return text if points >= _ROOM.get(len(text), END) else ""


def _over_ranges(context: Context, option: str) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest total over the recorded ranges, where they widen it."""
    ends = context.run.options[option].total_range
    return None if ends is None or ends == context.totals[option] else ends


def _range(least: Decimal, most: Decimal) -> list[Stroke]:
    """A line under a bar, with ends."""
    left, right, at = along(least), along(most), Decimal(_RANGE_AT)
    ends = [Stroke(end, end, at - 3, at + 3, 2, BLACK) for end in (left, right)]
    return [Stroke(left, right, at, at, 2, BLACK), *ends]


def _line(context: Context) -> Decimal | None:
    """The total that makes the shortlist, where the rule is a total, or so many points from the best one and that is
    known; None elsewhere."""
    rule = context.inputs.shortlist_rule
    if rule.at_least is not None:
        return rule.at_least
    if rule.within is None or not context.eligible:
        return None
    best, could_be = (max(context.totals[option][end] for option in context.eligible) for end in (0, 1))
    return rounded(best - rule.within) if best == could_be and best >= rule.within else None
