"""Leads: which recorded range or unknown score could turn the order of the first two. A bar for each, in points."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from appraise.appraisal import Criterion
from appraise.field_types import UNKNOWN
from appraise.numbers import rounded
from appraise.publish.context import Context, Ends
from appraise.publish.document import Box, Drawing, Sign, Stroke
from appraise.publish.figures.parts import BLUE, END, PALE, box, ground, upright
from appraise.publish.figures.parts import axis as axis_of
from appraise.publish.language import number
from appraise.run import ScoredCell

_BAR = 22
_STEPS = tuple(map(Decimal, (1, 2, 5, 10, 20, 25, 50)))
_MOST_STEPS = 5


class Lead(NamedTuple):
    """What the lead comes to while one score moves over its range and all others stay.

    range: the lowest and the highest score: as recorded, or of the scale. points: the least and the greatest lead.
    """

    criterion: str
    option: str
    range: Ends
    points: Ends


class Leads(NamedTuple):
    """The lead of one option over another.

    leader, rival: the first two of the eligible options. now: the lead as scored; while scores are not known, the
    least it can be. exact: whether all are known. rows: one for each score that can move the lead, the longest first.
    """

    leader: str
    rival: str
    now: Decimal
    exact: bool
    rows: tuple[Lead, ...]


def leads(context: Context) -> Leads | None:
    """The lead of the first option over the next, and what each uncertain score of the two does to it; None where there
    are fewer than two such scores, as one is told in a sentence."""
    if len(context.eligible) < 2:
        return None
    leader, rival = context.eligible[:2]
    now = context.totals[leader][0] - context.totals[rival][1]
    rows = []
    for name, criterion in context.inputs.criteria.items():
        for option in (leader, rival):
            cell, share = context.run.options[option].cells[name], Fraction(context.run.shares[name])
            least, most = _values(criterion, cell)
            scored = Fraction(cell.value) if cell.value is not None else least if option == leader else most
            moved = [share * (value - scored) * (1 if option == leader else -1) for value in (least, most)]
            low, high = (rounded(Fraction(now) + move, 3) for move in sorted(moved))
            if low < high:
                rows.append(Lead(name, option, _range(criterion, cell), (low, high)))
    rows.sort(key=lambda each: each.points[0] - each.points[1])
    exact = all(low == high for low, high in (context.totals[leader], context.totals[rival]))
    return Leads(leader, rival, now, exact, tuple(rows)) if len(rows) > 1 else None


def drawing(found: Leads, lead: Lead) -> Drawing:
    """The bar of a score: dark while the leader is ahead, light while the rival is; with today's lead and level."""
    low, high = (_place(found, end) for end in lead.points)
    level = _place(found, Decimal(0))
    shapes: list[Box | Stroke] = [ground(0, _BAR)]
    if low < level:
        shapes.append(box(low, min(high, level), 0, _BAR, PALE, BLUE))
    if high > level:
        shapes.append(box(max(low, level), high, 0, _BAR, BLUE, BLUE))
    shapes += upright(level, _BAR, halo=False)
    shapes += upright(_place(found, found.now), _BAR, width=2, dashed=True)
    return Drawing(tuple(shapes), _BAR)


def key(context: Context, found: Leads) -> tuple[Sign, ...]:
    """Who leads on which side of level, and today's lead."""
    signs = []
    if any(lead.points[1] > 0 for lead in found.rows):
        signs.append(Sign("dark", context.text("figure.leads", option=context.name(found.leader))))
    if any(lead.points[0] < 0 for lead in found.rows):
        signs.append(Sign("light", context.text("figure.leads", option=context.name(found.rival))))
    now = "figure.lead-now" if found.exact else "figure.lead-now-least"
    return (*signs, Sign("upright", context.text("figure.level")), Sign("dashes", context.text(now)))


def axis(found: Leads) -> Drawing:
    """Round numbers of points, level among them."""
    low, high, step = _scale(found)
    count = int((high - low) / step)
    return axis_of((END * position / count, number(low + step * position)) for position in range(count + 1))


def _values(criterion: Criterion, cell: ScoredCell) -> tuple[Fraction, Fraction]:
    """The least and the greatest value a score can have; a peak inside its range counts."""
    if cell.value is None and cell.value_range is not None:
        least, most = map(Fraction, cell.value_range)
        return least, most
    if cell.value is not None and (cell.range is None or cell.score == UNKNOWN):
        return Fraction(cell.value), Fraction(cell.value)
    low, high = map(Fraction, _range(criterion, cell))
    values = [Fraction(value) for score, value in criterion.points if low < score < high]
    values += [_value(criterion, low), _value(criterion, high)]
    return min(values), max(values)


def _value(criterion: Criterion, score: Fraction) -> Fraction:
    """The value of a score: between two anchors it runs straight."""
    for (left, low), (right, high) in pairwise(criterion.points):
        if left <= score <= right:
            return Fraction(low) + (Fraction(high) - Fraction(low)) * (score - Fraction(left)) / Fraction(right - left)
    raise ValueError(score)


def _range(criterion: Criterion, cell: ScoredCell) -> Ends:
    return cell.range or (criterion.points[0][0], criterion.points[-1][0])


def _scale(found: Leads) -> tuple[Decimal, Decimal, Decimal]:
    """The ends of the axis and the step between its figures: the finest that needs few of them."""
    ends = [Decimal(0), found.now, *(end for lead in found.rows for end in lead.points)]
    for step in _STEPS:
        low = (min(ends) / step).to_integral_value(ROUND_FLOOR)
        high = (max(ends) / step).to_integral_value(ROUND_CEILING)
        if high - low <= _MOST_STEPS:
            break
    return low * step, high * step, step


def _place(found: Leads, points: Decimal) -> Decimal:
    low, high, _ = _scale(found)
    return (points - low) / (high - low) * END
