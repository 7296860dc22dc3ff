"""Pictures: the drawing of a row as a picture of flat rectangles, without any letters. Not packed, so that it has the
same bytes on every machine."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal

from appraise.publish.document import Box, Drawing, Stroke

WIDTH = 720
"""The dots across."""
DOWN = 3
"""The dots down for each pixel of a drawing."""
ACROSS = 2
"""The dots across for each pixel of an upright line or outline."""
_ON, _OFF = 4, 3
"""The pixels of a dash, and those between two."""
_MOST_IN_A_BLOCK = 65_535
_WHITE = "#ffffff"


def picture(drawing: Drawing) -> bytes:
    """A drawing as PNG, `WIDTH` dots wide and `DOWN` times as high as the drawing has pixels; its labels are left out,
    as they repeat what the row says."""
    dots = [[_WHITE] * WIDTH for _ in range(drawing.height * DOWN)]
    for shape in drawing.shapes:
        if shape.kind == "box":
            _fill(dots, *_inside(shape), shape.fill)
            for each in _outline(shape):
                _fill(dots, *each, shape.edge)
        elif shape.kind == "stroke":
            for each in _line(shape):
                _fill(dots, *each, shape.colour)
    return _png(dots)


Span = tuple[int, int]


def _fill(dots: list[list[str]], across: Span, down: Span, colour: str) -> None:
    left, right = max(0, across[0]), min(WIDTH, across[1])
    for line in dots[max(0, down[0]) : down[1]]:
        line[left:right] = [colour] * (right - left)


def _x(per_cent: Decimal) -> int:
    return int(per_cent * WIDTH / 100)


def _y(pixels: Decimal) -> int:
    return int(pixels * DOWN)


def _inside(box: Box) -> tuple[Span, Span]:
    return (_x(box.left), _x(box.left + box.width)), (_y(box.top), _y(box.top + box.height))


def _outline(box: Box) -> Iterator[tuple[Span, Span]]:
    """The four sides of a box, in dashes where it has them."""
    if not box.edge:
        return
    (left, right), (top, bottom) = _inside(box)
    half = DOWN // 2
    for y in (top, bottom):
        for start, end in _dashes(left, right, ACROSS, box.dashed):
            yield (start, end), (y - half, y - half + DOWN)
    for x in (left, right - ACROSS):
        for start, end in _dashes(top, bottom, DOWN, box.dashed):
            yield (x, x + ACROSS), (start, end)


def _line(stroke: Stroke) -> Iterator[tuple[Span, Span]]:
    """An upright line, or one across."""
    left, right, top, bottom = _x(stroke.left), _x(stroke.right), _y(stroke.top), _y(stroke.bottom)
    if left == right:
        start = min(max(0, left - stroke.width * ACROSS // 2), WIDTH - stroke.width * ACROSS)
        for from_, to in _dashes(top, bottom, DOWN, stroke.dashed):
            yield (start, start + stroke.width * ACROSS), (from_, to)
    else:
        half = stroke.width * DOWN // 2
        for start, end in _dashes(left, right, ACROSS, stroke.dashed):
            yield (start, end), (top - half, top - half + stroke.width * DOWN)


def _dashes(start: int, end: int, dots: int, dashed: bool) -> Iterable[Span]:
    """A way from one dot to another, whole or in dashes. dots: those of a pixel."""
    if not dashed:
        return [(start, end)]
    step = (_ON + _OFF) * dots
    return [(at, min(at + _ON * dots, end)) for at in range(start, end, step)]


def _png(dots: list[list[str]]) -> bytes:
    """Dots as PNG, half a byte each, by their places in the list of all colours.

    Written here, as libraries leave it to zlib how bytes are packed, and its versions differ.
    """
    colours = sorted({colour for line in dots for colour in line})
    place = {colour: at for at, colour in enumerate(colours)}
    lines = bytearray()
    for line in dots:
        numbers = [place[colour] for colour in line]
        lines.append(0)
        lines += bytes(left << 4 | right for left, right in zip(numbers[::2], numbers[1::2], strict=True))
    head = struct.pack(">IIBBBBB", WIDTH, len(dots), 4, 3, 0, 0, 0)
    palette = b"".join(bytes.fromhex(colour[1:]) for colour in colours)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", _unpacked(bytes(lines))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _unpacked(content: bytes) -> bytes:
    """Content in the form of zlib, as it is (RFC 1950 and 1951)."""
    blocks = [content[at : at + _MOST_IN_A_BLOCK] for at in range(0, len(content), _MOST_IN_A_BLOCK)]
    made = b"".join(
        struct.pack("<BHH", at == len(blocks), len(block), len(block) ^ 0xFFFF) + block
        for at, block in enumerate(blocks, 1)
    )
    return b"\x78\x01" + made + struct.pack(">I", zlib.adler32(content))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
