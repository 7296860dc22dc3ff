"""Outputs: what appraise wrote, told from other people's files by how it begins or ends."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from appraise.files.text.source import DISK, read
from appraise.problem import AppraisalError

_HEAD, _TAIL = 262_144, 300
"""How many of the first and last bytes tell what a file is: no file is read whole for that."""

_BEGINS = {
    "record": rb'\{\r?\n  "kind": "run",',
    "comparison": rb'\{\r?\n  "kind": "difference",',
    "appendix": rb"(<!DOCTYPE html>)?<!-- appraise appendix -->\r?\n",
    "annex": rb"(<!DOCTYPE html>)?<!-- appraise annex -->\r?\n",
    "table": rb"(\xef\xbb\xbf)?option,name,outcome,rank,total(,[a-z][a-z0-9-]*( \(points\))?)+\r?\n",
    "schema": rb'\{\r?\n  "\$schema": [^\n]*\n  "title": "appraise',
    "findings": rb'\{\r?\n  ("kind": "check",|"\$schema": [^{]*\{\s*"tool": \{\s*"driver": \{\s*"name": "appraise")',
    **{
        told: rb"PK\x03\x04(?s:.*?)<cp:category>appraise " + kind + b"</cp:category>"
        for told, kind in (("appendix in Word", b"appendix"), ("annex in Word", b"annex"), ("workbook", b"workbook"))
    },
}
"""How each kind of output begins. What an office program has saved since is packed, and begins otherwise."""
_COMPARED = re.compile(rb"\nCompared with appraise [^\n]*\n[^\n]*[0-9a-f]{64}\r?\n\Z")
"""How a comparison ends that is text, or a comment in Markdown, which begins with what people are to read."""
_TITLE = re.compile(rb'^  "title": (".*"),\r?$', re.MULTILINE)
_FILE = re.compile(rb'^      "path": "([^"\\]*)",\r?\n      "sha256": "([0-9a-f]{64})"\r?$', re.MULTILINE)


class Output(NamedTuple):
    """What a file holds, or is to hold.

    kind:  what appraise calls it; "" for what appraise did not write.
    title: of a record, that of its appraisal, in quotes.
    files: of a record, path and hash of each file that it names, that of the appraisal first.
    """

    kind: str
    title: str = ""
    files: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_content(cls, content: bytes) -> "Output":
        """What some content is."""
        return cls._from_ends(content[:_HEAD], content[-_TAIL:])

    @classmethod
    def of_file(cls, path: Path) -> "Output":
        """What a file holds."""
        with path.open("rb") as file:
            head = file.read(_HEAD)
            file.seek(max(0, path.stat().st_size - _TAIL))
            return cls._from_ends(head, file.read(_TAIL))

    @classmethod
    def _from_ends(cls, head: bytes, tail: bytes) -> "Output":
        """What content is that begins and ends with these bytes."""
        kinds = (kind for kind, beginning in _BEGINS.items() if re.match(beginning, head))
        kind = next(kinds, "comparison" if _COMPARED.search(tail) else "")
        if kind != "record":
            return cls(kind)
        title = _TITLE.search(head)
        files = ((path.decode("utf-8", "replace"), sha.decode()) for path, sha in _FILE.findall(head))
        return cls(kind, title[1].decode("utf-8", "replace") if title else "", tuple(files))

    def same_appraisal(self, now: "Output", folder: Path, inputs: Collection[Path]) -> bool:
        """Whether the record in a folder is an earlier one of the appraisal of the record that is to be written now.

        It is, if it has the same title; or if that appraisal lies beside it, and one of its files is what it was, or it
        has only one. It is not, if what lies beside it is another appraisal, of which it was made.
        inputs: the files that the record of now is made of.
        """
        beside = folder / self.files[0][0] if self.files else folder
        if DISK.what_is(beside) == "a file":
            if any(DISK.what_is(file) == "a file" and beside.samefile(file) for file in inputs):
                new, old = set(_own_files(now.files)), set(_own_files(self.files))
                return self.title == now.title or bool(new & old) or len(new) == len(old) == 1
            if _sha256(beside) == self.files[0][1]:
                return False
        return self.title == now.title != ""


def _own_files(files: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Of the files of a record those of the appraisal itself."""
    return (file for file in files if not file[0].startswith("library:"))


def _sha256(file: Path) -> str:
    try:
        return read(file).sha256
    except AppraisalError:
        return ""
