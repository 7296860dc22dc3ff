"""Costs: what the points of each option cost. A point an option: across what it costs, up its total out of 100.

The points lie where their figures are, and no axis has to begin at 0. An option cannot be bought in halves: between two
of them there are steps, and no straight line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count, pairwise
from typing import NamedTuple

from appraise.numbers import rounded
from appraise.publish.context import Context, Ends
from appraise.publish.costs import compared, low_high, money, outdone
from appraise.publish.document import Drawing, Mark, Plot, Sign, Stroke, Table, plain
from appraise.publish.figures.parts import BLACK, BLUE, END, START, WHITE, along
from appraise.publish.language import number, spaced

LEFT, RIGHT = Decimal(10), Decimal(94)
"""Where the axis of costs begins and ends, in per cent of the width."""
TOP, BOTTOM = Decimal(8), Decimal(228)
"""Where the axis of points ends and begins, in pixels."""
NARROW, WIDE = 280, 1000
"""The least and the greatest width of a picture, in pixels: on a phone, and on the widest page."""
LETTER = 13
"""The room that a letter needs, in pixels each way; so many lie between its middle and that of its point."""
_HEIGHT, _AXIS_HEIGHT = 234, 15
_TICK = 5
_POINT, _EDGE = 10, 1
_REACH = 16
"""How many letters' room away from its point a letter may lie."""
_FIGURE = Decimal("7.5")
"""The width of a figure on an axis, in pixels."""
_MOST_STEPS = 5
_GREY, _GREY_EDGE = "#b8bdc0", "#505a5f"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BASE = Decimal("4.5")
"""How far below its middle a letter stands."""
Place = tuple[Decimal, Decimal]
"""In per cent from the left, and in pixels from the top."""


class Scale(NamedTuple):
    """An axis, with figures from one end to the other a step apart."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def figures(self) -> list[Decimal]:
        """The figures, the lowest first."""
        return [self.low + self.step * at for at in range(int((self.high - self.low) / self.step) + 1)]

    def part(self, figure: Decimal) -> Decimal:
        """How far along the axis a figure lies; 1 is its end."""
        return (figure - self.low) / (self.high - self.low)


class _Option(NamedTuple):
    """An option, from the lowest to the highest and over recorded ranges: its cost, and its total."""

    id: str
    cost: Ends
    costs: Ends
    total: Ends
    totals: Ends

    @property
    def known(self) -> bool:
        """Whether nothing unknown leaves its cost or its total open."""
        return self.cost[0] == self.cost[1] and self.total[0] == self.total[1]

    @property
    def middle(self) -> tuple[Decimal, Decimal]:
        """Its cost and its total; in the middle of what is open."""
        (low, high), (least, most) = self.cost, self.total
        return (low + high) / 2, (least + most) / 2


class _Places(NamedTuple):
    """Where things lie in the picture."""

    across: Scale
    upright: Scale

    def along(self, cost: Decimal) -> Decimal:
        """A cost, in per cent."""
        return along(LEFT + (RIGHT - LEFT) * self.across.part(cost))

    def up(self, total: Decimal) -> Decimal:
        """A total, in pixels."""
        return rounded(BOTTOM - (BOTTOM - TOP) * self.upright.part(total), 2)

    def of(self, cost: Decimal, total: Decimal) -> Place:
        """Both."""
        return self.along(cost), self.up(total)


def with_plot(context: Context, table: Table, options: Sequence[str]) -> Table:
    """A table with its plot under it, and the letters of the plot in its rows; the table as it is where nothing is
    drawn.

    options: that of each row, or nothing.
    """
    drawn = _drawn(context, options)
    if not drawn:
        return table
    letters = _letters(drawn)
    rows = (row._replace(letter=letters.get(option, "")) for row, option in zip(table.rows, options, strict=True))
    return table._replace(rows=tuple(rows), plot=plot(context, options))


def plot(context: Context, options: Sequence[str]) -> Plot | None:
    """Options as points, with letters in their order; None where fewer than two of them can be compared, or more than
    there are letters."""
    drawn = _drawn(context, options)
    if not drawn:
        return None
    across, up = scales(context, drawn)
    grey = any(_excluded(context, each.id) for each in drawn)
    place = _Places(across, up)
    steps = [*_staircase(context, drawn, place)]
    lines = [*steps, *(line for each in drawn for line in _ranges(each, place, _excluded(context, each.id)))]
    points = [shape for each in drawn if each.known for shape in _point(context, each, place)]
    letters = lettered([place.of(*each.middle) for each in drawn], list(_letters(drawn).values()), lines)
    axis_of_points = [Mark(LEFT - 2, number(each), "end", place.up(each) + _BASE) for each in up.figures]
    shapes: tuple[Stroke | Mark, ...] = (*_axes(place), *axis_of_points, *lines, *points, *letters)
    return Plot(
        Drawing(shapes, _HEIGHT),
        axis=Drawing(tuple(_figures(context, across)), _AXIS_HEIGHT),
        key=tuple(_key(context, drawn, steps=bool(steps))),
        says=_says(context, across, up),
        by_places=context.text("figure.costs.by-places-grey" if grey else "figure.costs.by-places"),
    )


def scale(figures: Iterable[Decimal], most: int) -> Scale:
    """The finest round figures that need at most so many steps; two at least around figures that are all the same."""
    ends = [*figures]
    low, high = min(ends), max(ends)
    finest = (high - low or abs(high) or Decimal(1)).adjusted() - 1
    for step in (Decimal(digit).scaleb(power) for power in count(finest) for digit in (1, 2, 5)):
        first, last = (low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING)
        if first == last:
            first, last = first - 1, last + 1
        if last - first <= most:
            return Scale(first * step, last * step, step)
    raise ValueError(ends)


def scales(context: Context, drawn: Sequence[_Option]) -> tuple[Scale, Scale]:
    """The axis of costs, whose figures stand apart on a phone too, and that of points, which has no more than 100."""
    costs, totals = [end for each in drawn for end in each.costs], [end for each in drawn for end in each.totals]
    up = scale(totals, _MOST_STEPS)
    up = Scale(max(up.low, START), min(up.high, END), up.step)
    for most in range(_MOST_STEPS, 1, -1):
        across = scale(costs, most)
        widest = max(len(text) for _, text in _in_money(context, across)) * _FIGURE
        if widest + LETTER <= (RIGHT - LEFT) / END * NARROW / (len(across.figures) - 1):
            break
    return across, up


def lettered(points: Sequence[Place], texts: Sequence[str], lines: Sequence[Stroke]) -> list[Mark]:
    """A letter beside each point, over no other letter and no point, whatever the width of the picture; and over as few
    lines as may be. One that finds no room is left out."""
    taken: list[_Spot] = []
    found = []
    for point, text in zip(points, texts, strict=True):
        spot = _spot(point, points, taken, lines)
        if spot is not None:
            taken.append(spot)
            found.append(Mark(spot.at, text, "middle", spot.level + _BASE, spot.aside, heavy=True))
    return found


class _Spot(NamedTuple):
    """Where the middle of a letter or a point lies: in per cent, in pixels down, and so many pixels to the right."""

    at: Decimal
    level: Decimal
    aside: int = 0

    def across(self, width: int) -> Decimal:
        """In pixels, on a picture of this width."""
        return self.at * width / 100 + self.aside


def _spot(point: Place, points: Sequence[Place], taken: Sequence[_Spot], lines: Sequence[Stroke]) -> _Spot | None:
    """The nearest free spot for the letter of a point."""
    occupied = [*taken, *(_Spot(*each) for each in points)]
    for ring in range(1, _REACH):
        spots = [_Spot(point[0], point[1] + LETTER * down, LETTER * right) for right, down in _ring(ring)]
        free = [spot for spot in spots if _inside(spot) and all(_apart(spot, each) for each in occupied)]
        if free:
            return min(free, key=lambda spot: sum(_crosses(line, spot) for line in lines))
    return None


def _ring(ring: int) -> list[tuple[int, int]]:
    """The spots so many steps from a point, to the right and down; the nearest first, those on its right before."""
    steps = range(-ring, ring + 1)
    spots = [(right, down) for right in steps for down in steps if max(abs(right), abs(down)) == ring]
    return sorted(spots, key=lambda spot: (spot[0] ** 2 + spot[1] ** 2, -spot[0], spot[1]))


def _inside(spot: _Spot) -> bool:
    """Whether a letter lies in the picture and off the axes, on the narrowest page and on the widest."""
    half = Decimal(LETTER) / 2
    if not half <= spot.level <= BOTTOM - half:
        return False
    return all(LEFT * width / 100 + half <= spot.across(width) <= width - half for width in (NARROW, WIDE))


def _apart(spot: _Spot, other: _Spot) -> bool:
    """Whether two things are apart on a picture of any width: one lies on the same side of the other on the narrowest
    and on the widest."""
    if abs(spot.level - other.level) >= LETTER:
        return True
    narrow, wide = (spot.across(width) - other.across(width) for width in (NARROW, WIDE))
    return min(narrow, wide) >= LETTER or max(narrow, wide) <= -LETTER


def _crosses(line: Stroke, spot: _Spot) -> bool:
    """Whether a line runs through a letter on the narrowest page, or on the widest."""
    half = Decimal(LETTER) / 2
    if line.bottom < spot.level - half or line.top > spot.level + half:
        return False
    return any(
        line.left * width / 100 < spot.across(width) + half and line.right * width / 100 > spot.across(width) - half
        for width in (NARROW, WIDE)
    )


def _drawn(context: Context, options: Sequence[str]) -> list[_Option]:
    """The options whose cost is bounded; none where fewer than two of them are compared, or there are more of them than
    letters."""
    analysis, found = context.run.analyses.costs, []
    if analysis is None or len({*options} & {*analysis.options}) < 2:
        return []
    for option in filter(None, options):
        result = context.run.options[option]
        cost = compared(result.cost) if result.cost else None
        if cost is not None and not cost.not_known:
            span, totals = low_high(cost), context.totals[option]
            found.append(_Option(option, span, cost.range or span, totals, result.total_range or totals))
    return found if len(found) <= len(_LETTERS) else []


def _letters(drawn: Sequence[_Option]) -> Mapping[str, str]:
    return {each.id: letter for each, letter in zip(drawn, _LETTERS, strict=False)}


def _excluded(context: Context, option: str) -> bool:
    return context.run.options[option].outcome == "excluded"


def _axes(place: _Places) -> Iterator[Stroke]:
    """The two axes, with a short line at each figure."""
    yield Stroke(LEFT, LEFT, TOP, BOTTOM, 1, _GREY_EDGE)
    yield Stroke(LEFT, RIGHT, BOTTOM, BOTTOM, 1, _GREY_EDGE)
    for figure in place.across.figures:
        yield Stroke(place.along(figure), place.along(figure), BOTTOM, BOTTOM + _TICK, 1, _GREY_EDGE)
    for figure in place.upright.figures:
        yield Stroke(LEFT - 1, LEFT, place.up(figure), place.up(figure), 1, _GREY_EDGE)


def _figures(context: Context, across: Scale) -> Iterator[Mark]:
    """The figures of the axis of costs; the last keeps inside the picture."""
    place = _Places(across, across)
    for figure, text in _in_money(context, across):
        fits = figure < across.high or len(text) * _FIGURE / 2 <= (END - RIGHT) / END * NARROW
        yield Mark(place.along(figure) if fits else END, text, "middle" if fits else "end")


def _in_money(context: Context, across: Scale) -> list[tuple[Decimal, str]]:
    how = money(context, across.figures)
    return [(figure, how.shown(figure)) for figure in across.figures]


def _staircase(context: Context, drawn: Sequence[_Option], place: _Places) -> Iterator[Stroke]:
    """From the cheapest option to the next that has more points, and on; none where unknown figures leave it open."""
    analysis, known = context.run.analyses.costs, {each.id: each for each in drawn if each.known}
    steps = analysis.steps if analysis else ()
    climbed = [steps[0].cheapest.over, *(step.option for step in steps)] if steps else []
    if not {*climbed} <= {*known}:
        return
    for (start, low), (end, high) in pairwise(place.of(*known[option].middle) for option in climbed):
        if start < end:
            yield Stroke(start, end, low, low, 2, BLUE)
        if high < low:
            yield Stroke(end, end, high, low, 2, BLUE)


def _ranges(option: _Option, place: _Places, excluded: bool) -> Iterator[Stroke]:
    """The recorded ranges of an option as lines with ends, across and up; dashes over what is not known."""
    colour = _GREY_EDGE if excluded else BLACK
    at, level = place.of(*option.middle)
    (least, most), (low, high) = (map(place.along, ends) for ends in (option.costs, option.cost))
    yield from (Stroke(*ends, level, level, 1, colour) for ends in ((least, low), (high, most)) if ends[0] < ends[1])
    yield from (Stroke(end, end, level - 3, level + 3, 1, colour) for end in (least, most) if least < most)
    if low < high:
        yield Stroke(low, high, level, level, 2, colour, dashed=True)
    (most, least), (high, low) = (map(place.up, ends) for ends in (option.totals, option.total))
    yield from (Stroke(at, at, *ends, 1, colour) for ends in ((least, low), (high, most)) if ends[0] < ends[1])
    half = Decimal("0.5")
    yield from (Stroke(at, at, end - half, end + half, 7, colour) for end in (least, most) if least < most)
    if low < high:
        yield Stroke(at, at, low, high, 2, colour, dashed=True)


def _point(context: Context, option: _Option, place: _Places) -> tuple[Stroke, Stroke]:
    """A square of the same size on every page: filled, hollow or grey."""
    excluded = _excluded(context, option.id)
    edge, fill = (_GREY_EDGE, _GREY) if excluded else (BLUE, WHITE if outdone(context, option.id) else BLUE)
    at, level = place.of(*option.middle)
    outer, inner = Decimal(_POINT) / 2, Decimal(_POINT) / 2 - _EDGE
    return (
        Stroke(at, at, level - outer, level + outer, _POINT, edge),
        Stroke(at, at, level - inner, level + inner, _POINT - 2 * _EDGE, fill),
    )


def _key(context: Context, drawn: Sequence[_Option], steps: bool) -> Iterator[Sign]:
    """The signs that occur."""
    known = [each.id for each in drawn if each.known]
    excluded = [option for option in known if _excluded(context, option)]
    hollow = [option for option in known if outdone(context, option)]
    if len(known) > len(excluded) + len(hollow):
        yield Sign("point", context.text("figure.costs.option"))
    if hollow:
        yield Sign("point-hollow", context.text("figure.costs.hollow"))
    if excluded:
        yield Sign("point-grey", context.text("figure.costs.excluded"))
    if steps:
        yield Sign("steps", context.text("figure.costs.steps"))
    if any(each.costs != each.cost or each.totals != each.total for each in drawn):
        yield Sign("range", context.text("figure.over-ranges"))
    if not all(each.known for each in drawn):
        yield Sign("stretch", context.text("figure.not-known"))


def _says(context: Context, across: Scale, up: Scale) -> str:
    """What lies along each axis, from where to where, and which of them does not begin at 0."""
    analysis, figures = context.run.analyses.costs, _in_money(context, across)
    cost = context.text(f"figure.costs.{analysis.compared if analysis else 'cash'}")
    ends = {"low": figures[0][1], "high": figures[-1][1], "least": number(up.low), "most": number(up.high)}
    from_0 = {"cost": across.low <= 0 <= across.high, "points": up.low == 0}
    further = [axis for axis, begins in from_0.items() if not begins]
    which = "both" if len(further) > 1 else "".join(further)
    beside = context.text(f"figure.costs.not-from-0.{which}") if which else ""
    return plain(spaced(context.say("figure.costs.axes", cost=cost, **ends), beside))
