"""Outputs: what appraise wrote, told from other people's files by how it begins or ends."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

_HEAD, _TAIL = 262_144, 300
"""How many of the first and last bytes tell what a file is: no file is read whole for that."""

_BEGINS = {
    "record": rb'\{\r?\n  "kind": "run",',
    "comparison": rb'\{\r?\n  "kind": "difference",',
    "appendix": rb"(<!DOCTYPE html>)?<!-- appraise appendix -->\r?\n",
    "table": rb"(\xef\xbb\xbf)?option,name,outcome,rank,total,",
    "schema": rb'\{\r?\n  "\$schema": [^\n]*\n  "title": "appraise',
    "findings": rb'\{\r?\n  ("kind": "check",|"\$schema": [^{]*\{\s*"tool": \{\s*"driver": \{\s*"name": "appraise")',
}
"""How each kind of output begins."""
_COMPARED = re.compile(rb"\nCompared with appraise [^\n]*\n[^\n]*[0-9a-f]{64}\r?\n\Z")
"""How a comparison ends that is text, or a comment in Markdown, which begins with what people are to read."""
_TITLE = re.compile(rb'^  "title": (".*"),\r?$', re.MULTILINE)
_FIRST_FILE = re.compile(rb'^      "path": "([^"\\]*)",\r?$', re.MULTILINE)


class Output(NamedTuple):
    """What a file holds, or is to hold.

    kind:  what appraise calls it; "" for what appraise did not write.
    title: of a record, that of its appraisal, in quotes. appraisal: the file of it, by its path from its own folder.
    """

    kind: str
    title: str = ""
    appraisal: str = ""

    @classmethod
    def of(cls, content: bytes) -> "Output":
        """What some text is."""
        return cls._told(content[:_HEAD], content[-_TAIL:])

    @classmethod
    def there(cls, path: Path) -> "Output":
        """What a file holds."""
        with path.open("rb") as file:
            head = file.read(_HEAD)
            file.seek(max(0, path.stat().st_size - _TAIL))
            return cls._told(head, file.read(_TAIL))

    @classmethod
    def _told(cls, head: bytes, tail: bytes) -> "Output":
        kinds = (kind for kind, beginning in _BEGINS.items() if re.match(beginning, head))
        kind = next(kinds, "comparison" if _COMPARED.search(tail) else "")
        found = [each.search(head) if kind == "record" else None for each in (_TITLE, _FIRST_FILE)]
        return cls(kind, *(each[1].decode("utf-8", "replace") if each else "" for each in found))

    def same_appraisal(self, other: "Output", folder: Path, inputs: Collection[Path]) -> bool:
        """Whether the record in a folder is an earlier one of the same appraisal as another: that of the appraisal
        which lies beside it, or else one with the same title.

        inputs: the files that the other is made of.
        """
        beside = folder / self.appraisal
        if self.appraisal and beside.is_file():
            return any(file.exists() and beside.samefile(file) for file in inputs)
        return bool(self.title) and self.title == other.title
