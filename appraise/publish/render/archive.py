"""Archive: a packed folder, which files of office programs are, put so that it has the same bytes on every machine."""

import io
import zipfile
from collections.abc import Callable

LONGEST_TITLE = 255
"""The letters that office programs take of the title in a file's properties."""
_FIRST = ("[Content_Types].xml", "docProps/core.xml")
"""What stands at the head, as far as it is there: what a file is shows in its first bytes."""
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The date of everything in it: the first that an archive can give."""


def stored(archive: bytes, change: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """The same archive with all in it as it is, not packed, which each version of zlib does its own way, and dated
    alike.

    change: what becomes of the content of each part, by its name.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        names = old.namelist()
        for name in sorted(names, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST)):
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.create_system = 0
            new.writestr(entry, change(name, old.read(name)))
    return made.getvalue()
