"""Other files: what a file is that appraise does not read, by its first bytes and its name, and what to do with it."""

import re
from pathlib import PurePath

from appraise.problem import Place, Problem

_HEAD = 8192
"""How many bytes tell what a file is."""

_BY_NAME = {
    ".xlsx": "an Excel workbook",
    ".xlsm": "an Excel workbook",
    ".ods": "an OpenDocument spreadsheet",
    ".docx": "a Word document",
    ".odt": "an OpenDocument text",
    ".pptx": "a PowerPoint presentation",
    ".xls": "an old Excel workbook",
    ".doc": "an old Word document",
    ".ppt": "an old PowerPoint presentation",
    ".csv": "a table in CSV",
    ".tsv": "a table in TSV",
}
_INSIDE = (
    (rb"xl/|application/vnd\.openxmlformats-officedocument\.spreadsheetml", ".xlsx"),
    (rb"mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet", ".ods"),
    (rb"mimetypeapplication/vnd\.oasis\.opendocument\.text", ".odt"),
    (rb"word/", ".docx"),
    (rb"ppt/", ".pptx"),
    (b"W\0o\0r\0k\0b\0o\0o\0k\0|B\0o\0o\0k\0", ".xls"),
    (b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", ".doc"),
)
"""What stands at the start of archives and old Office files, and the ending of the name that such files have."""
_ARCHIVE, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINS = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"{\\rtf", "a document in Rich Text Format"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7z)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (_ARCHIVE, "a packed folder (zip)"),
    (_OLD_OFFICE, "an old Office file"),
)
_TABLES = re.compile("workbook|spreadsheet|table")
_WIDE = re.compile(rb"\xff\xfe|\xfe\xff|(?:[\x09-\x7e]\0){4}|(?:\0[\x09-\x7e]){4}")
"""How text of two or four bytes a letter begins."""


def no_text(shown: str, raw: bytes) -> Problem | None:
    """That a file is no text we could read, and what it is; None where it may be text. Nothing in it is shown.

    shown: the path by which people know it.
    """
    head = raw[:_HEAD]
    if kind := next((kind for begin, kind in _BEGINS if head.startswith(begin)), None):
        if head.startswith((_ARCHIVE, _OLD_OFFICE)):
            name = next((ending for sign, ending in _INSIDE if re.search(sign, head)), "")
            kind = _BY_NAME.get(name or PurePath(shown).suffix.lower(), kind)
        return _other(shown, kind)
    if _WIDE.match(head):
        what = f'"{shown}" is not UTF-8 text: every letter in it has two bytes or more, as in "Unicode" text of Windows'
        fix = "open it in Notepad, choose Save as, and under Encoding UTF-8"
        return Problem("not-text", what, "accents and curly quotes would have to be guessed", fix)
    return None


def not_utf8(shown: str, raw: bytes, at: int) -> Problem:
    """That the bytes of a file are not UTF-8 from some place on. What is no text at all is not shown."""
    if b"\0" in raw[:_HEAD]:
        what, fix = f'"{shown}" is no text', "name a file that appraise reads: YAML text (.yaml) or a record (.json)"
        return Problem("not-text", what, "nothing in it can be read", fix)
    line = raw.count(b"\n", 0, at)
    before = raw[raw.rfind(b"\n", 0, at) + 1 : at].decode("utf-8", "replace")
    what, fix = "this is not UTF-8 text", "save the file as UTF-8 in your editor"
    why = "accents and curly quotes would have to be guessed"
    return Problem("not-text", what, why, fix, Place(shown, line + 1, len(before) + 1, before))


def table(shown: str) -> Problem | None:
    """That a file is a table, by the name of it; None where it is not."""
    kind = kind_by_name(shown.partition(":")[2] or shown)
    return _other(shown, kind) if kind else None


def kind_by_name(name: str) -> str | None:
    """What a file of an office program is, by the ending of its name; None for any other."""
    return _BY_NAME.get(PurePath(name).suffix.lower())


def _other(shown: str, kind: str) -> Problem:
    why = "appraise reads YAML text (.yaml) and its own records (.json), and nothing else"
    if _TABLES.search(kind):
        fix = "copy its scores into scores.yaml, a line each; appraise init DIR writes one to fill in"
    else:
        fix = "name the folder of an appraisal, or its appraisal.yaml; a document is listed in evidence.yaml instead"
    return Problem("wrong-kind", f'"{shown}" is {kind}', why, fix)
