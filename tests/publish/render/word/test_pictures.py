"""Pictures of drawings, read back by zlib: as long as the figures of their rows say, and PNG that others can read."""

import struct
import zlib
from decimal import Decimal

from appraise.publish.document import Box, Drawing, Stroke
from appraise.publish.render.word.pictures import DOWN, WIDTH, picture

BLUE, WHITE, BLACK = "#12436d", "#ffffff", "#0b0c0c"


def dots(png: bytes) -> list[list[str]]:
    """A PNG of half a byte a dot, as colours from top to bottom and from left to right; its sums are checked."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + content),)
        chunks[kind] = content
        at += 12 + length
    assert list(chunks) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    width, height, depth, colour, *others = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (depth, colour, others) == (4, 3, [0, 0, 0])
    colours = ["#" + chunks[b"PLTE"][each : each + 3].hex() for each in range(0, len(chunks[b"PLTE"]), 3)]
    content = zlib.decompress(chunks[b"IDAT"])
    line = 1 + width // 2
    assert len(content) == line * height
    return [
        [colours[half] for byte in content[at + 1 : at + line] for half in (byte >> 4, byte & 15)]
        for at in range(0, len(content), line)
    ]


def drawing(*shapes: Box | Stroke, height: int = 15) -> Drawing:
    return Drawing(shapes, height)


def box(left: object, width: object, **more: object) -> Box:
    made = Box(Decimal(str(left)), Decimal(str(width)), Decimal("0.5"), Decimal(14), BLUE)
    return made._replace(**more)  # type: ignore[arg-type]


def test_a_bar_is_as_long_as_its_figure() -> None:
    """79 of 100 is 568 of 720 dots; 55 to 70 begins at dot 396 and ends at 504."""
    assert WIDTH == 720
    middle = dots(picture(drawing(box(0, 79))))[7 * DOWN]
    assert middle == [BLUE] * 568 + [WHITE] * 152
    middle = dots(picture(drawing(box(55, 15))))[7 * DOWN]
    assert middle == [WHITE] * 396 + [BLUE] * 108 + [WHITE] * 216


def test_what_is_drawn_later_lies_above_and_an_outline_goes_around() -> None:
    found = dots(picture(drawing(box(0, 100), box(25, 50, fill=WHITE, edge=BLACK))))
    middle = found[7 * DOWN]
    assert middle[:180] == [BLUE] * 180
    assert middle[180] == middle[539] == BLACK
    assert middle[300] == WHITE
    assert found[2][300] == BLACK, "its upper edge"


def test_a_dashed_outline_has_gaps() -> None:
    found = dots(picture(drawing(box(0, 100, fill=WHITE, edge=BLACK, dashed=True))))
    top = found[1]
    assert {*top} == {BLACK, WHITE}
    assert 300 < top.count(BLACK) < 480


def test_lines_stand_at_their_places_and_stay_inside() -> None:
    """An upright of 3 pixels at 50, at 0 and at 100: six dots across each."""
    for at, first in ((50, 357), (0, 0), (100, 714)):
        place = Decimal(at)
        middle = dots(picture(drawing(Stroke(place, place, Decimal(0), Decimal(15), 3, BLACK))))[20]
        assert [dot for dot, colour in enumerate(middle) if colour == BLACK] == list(range(first, first + 6))
    across = dots(picture(drawing(Stroke(Decimal(25), Decimal(50), Decimal(7), Decimal(7), 2, BLACK))))
    assert [row.count(BLACK) for row in across].count(180) == 2 * DOWN


def test_many_dots_need_more_than_one_block() -> None:
    """A block holds 65,535 bytes; 200 pixels down are 600 lines of 361 bytes."""
    found = dots(picture(drawing(box(0, 10, height=Decimal(200)), height=200)))
    assert (len(found), len(found[0])) == (600, 720)


def test_a_line_across_is_in_dashes_where_it_is_dashed() -> None:
    """Four pixels on and three off, of two dots each."""
    level = Decimal(5)
    line = Stroke(Decimal(0), Decimal(100), level, level, 1, BLUE, dashed=True)
    found = dots(picture(drawing(line)))[5 * DOWN]
    assert found[:22] == [BLUE] * 8 + [WHITE] * 6 + [BLUE] * 8
