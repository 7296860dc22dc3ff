"""Parts that several figures are drawn with: colours, the ground of a bar, an upright, the axis."""

from collections.abc import Iterable
from decimal import Decimal

from appraise.numbers import rounded
from appraise.publish.document import Box, Drawing, Mark, Stroke

BLACK, WHITE = "#0b0c0c", "#ffffff"
BLUE = "#12436d"
"""The colour of what counts, and of every outline that is not grey."""
PALE = "#e3eef8"
GROUND = "#f3f4f5"
START, END = Decimal(0), Decimal(100)
"""The ends of a drawing, in per cent of its width."""
_AXIS_HEIGHT = 14


def along(place: Decimal) -> Decimal:
    """A place along a drawing, in per cent, to two places after the point: finer than any screen or printer."""
    return rounded(place, 2)


def box(left: Decimal, right: Decimal, top: int, height: int, fill: str, edge: str, dashed: bool = False) -> Box:
    """A rectangle between two places, inside so many pixels: half of its outline of one pixel lies on each side."""
    start, half = along(left), Decimal("0.5")
    return Box(start, along(right) - start, top + half, Decimal(height - 1), fill, edge, dashed)


def ground(top: int, height: int) -> Box:
    """What a bar lies on: the whole width, so that the eye sees what is missing to the end."""
    return Box(START, END, Decimal(top), Decimal(height), GROUND)


def upright(at: Decimal, height: int, width: int = 3, dashed: bool = False, halo: bool = True) -> tuple[Stroke, ...]:
    """A black line across a drawing, with a white one under it that keeps it apart from what is dark."""
    place, ends = along(at), (Decimal(0), Decimal(height))
    line = Stroke(place, place, *ends, width, BLACK, dashed)
    return (Stroke(place, place, *ends, width + 3, WHITE), line) if halo else (line,)


def axis(marks: Iterable[tuple[Decimal, str]]) -> Drawing:
    """Figures at their places; those at the ends keep inside."""
    anchored = (
        Mark(along(at), text, "start" if at == START else "end" if at == END else "middle") for at, text in marks
    )
    return Drawing(tuple(anchored), _AXIS_HEIGHT)
