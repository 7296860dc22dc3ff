"""What a picture tells beside what it shows is gone, and not a dot of it is another."""

import struct
import zlib

from appraise.publish.render.word.metadata import bare
from tests.publish.render.word.references import LOGO, MARK
from tests.publish.render.word.test_pictures import dots

TOLD = MARK.encode()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def segment(kind: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, kind, len(content) + 2) + content


def test_a_png_without_its_texts() -> None:
    says = b"".join(chunk(kind, TOLD) for kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))
    head, end = LOGO[:33], len(LOGO) - 12
    found = bare(head + says + LOGO[33:end] + says + LOGO[end:] + TOLD)
    assert found == LOGO
    assert dots(found) == dots(LOGO)


def test_a_jpeg_without_its_texts() -> None:
    """The rest, from the tables to the scan and the end, is the picture; a scan may hold what looks like a mark."""
    shows = [segment(0xE0, b"JFIF\0"), segment(0xE2, b"ICC_PROFILE\0"), segment(0xEE, b"Adobe"), segment(0xDB, b"\0")]
    says = [segment(0xE1, b"Exif\0\0" + TOLD), segment(0xED, b"Photoshop" + TOLD), segment(0xFE, TOLD)]
    scan = segment(0xDA, b"\0") + b"\x12\xff\x00\xff\xd0\xff\xe1" + b"\xff\xd9"
    assert bare(b"\xff\xd8" + b"".join(shows[:2] + says + shows[2:]) + scan) == b"\xff\xd8" + b"".join(shows) + scan


def test_what_is_damaged_or_of_another_kind_stays_as_it_is() -> None:
    for content in (b"", b"\xff\xd8\xff", LOGO[:35], b"<svg/>", b"GIF89a"):
        assert bare(content) == content
