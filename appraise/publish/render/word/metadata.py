"""Metadata: what a picture says of who made it, when and from what file, taken out of it. What it shows stays."""

import struct
from collections.abc import Iterator

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_SAYS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
"""The chunks of a PNG with texts and times."""
_SHOWS = {0xE0, 0xE2, 0xEE}
"""The segments of a JPEG for programs that its colours need: JFIF, a profile, and Adobe's."""
_SCAN = 0xDA


def bare(content: bytes) -> bytes:
    """A picture without its metadata; one of another kind than PNG and JPEG, or a damaged one, as it is."""
    try:
        if content.startswith(_PNG):
            return _PNG + b"".join(_chunks(content))
        if content.startswith(_JPEG):
            return _JPEG + b"".join(_segments(content))
    except struct.error:
        pass
    return content


def _chunks(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if kind not in _SAYS:
            yield content[at:end]
        if kind == b"IEND":
            return
        at = end


def _segments(content: bytes) -> Iterator[bytes]:
    at = len(_JPEG)
    while at < len(content):
        mark, kind, length = struct.unpack_from(">BBH", content, at)
        if mark != 0xFF or kind == _SCAN:
            yield content[at:]
            return
        end = at + 2 + length
        if kind in _SHOWS or not (0xE0 <= kind <= 0xEF or kind == 0xFE):
            yield content[at:end]
        at = end
