"""What people hand over that appraise does not read: it is told by what it is, and nothing in it is shown."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appraise.cli import app
from tests.conftest import SMALLEST

Folder = Callable[..., Path]


def packed(*names: str, first: str = "") -> bytes:
    """A zip archive with files of these names. first: a first file, named and filled as OpenDocument wants it."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        if first:
            archive.writestr("mimetype", first)
        for name in names:
            archive.writestr(name, "x")
    return raw.getvalue()


FILES = {
    "panel.xlsx": (packed("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook", "scores.yaml"),
    "no-ending": (packed("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook", "scores.yaml"),
    "panel.ods": (
        packed("content.xml", first="application/vnd.oasis.opendocument.spreadsheet"),
        "an OpenDocument spreadsheet",
        "scores.yaml",
    ),
    "report.docx": (packed("[Content_Types].xml", "word/document.xml"), "a Word document", "appraisal.yaml"),
    "all.zip": (packed("appraisal.yaml"), "a packed folder (zip)", "appraisal.yaml"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Excel workbook", "scores.yaml"),
    "report.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document", "appraisal.yaml"),
    "plan.png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture (PNG)", "appraisal.yaml"),
    "plan.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture (JPEG)", "appraisal.yaml"),
    "panel.csv": (b"criterion,option,score\ncost,left,2\n", "a table in CSV", "scores.yaml"),
    "notepad.yaml": ("kind: appraisal\n".encode("utf-16"), "not UTF-8 text", "UTF-8"),
    "notepad.txt": ("kind: appraisal\n".encode("utf-16-le"), "not UTF-8 text", "UTF-8"),
    "noise.yaml": (b"kind\xfe" + bytes(range(255, -1, -1)) * 3, "is no text", "YAML"),
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_told_by_what_it_is(name: str, folder: Folder) -> None:
    raw, what, fix = FILES[name]
    file = folder(appraisal=SMALLEST["appraisal"].replace("scores.yaml", name)) / name
    file.write_bytes(raw)
    for named in (file, file.parent):
        for command in ("score", "check", "appendix"):
            said = CliRunner().invoke(app, [command, str(named)])
            assert (said.exit_code, said.stdout) == (2, "")
            assert f'{name}" is {what.removeprefix("is ")}' in said.stderr
            assert fix in said.stderr.partition("fix: ")[2]
            assert said.stderr.isprintable() or all(each.isprintable() or each == "\n" for each in said.stderr)
            assert "\ufffd" not in said.stderr
            assert "1 problem" in said.stderr


def test_where_the_appraisal_names_it_that_line_is_shown(folder: Folder) -> None:
    where = folder(appraisal=SMALLEST["appraisal"].replace("scores.yaml", "panel.xlsx"))
    (where / "panel.xlsx").write_bytes(FILES["panel.xlsx"][0])
    said = CliRunner().invoke(app, ["score", str(where)]).stderr
    assert "appraisal.yaml:8:" in said
    assert "scores: panel.xlsx" in said


def test_wherever_a_file_is_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder())
    Path("panel.xlsx").write_bytes(FILES["panel.xlsx"][0])
    for arguments in (
        ["verify", "panel.xlsx"],
        ["diff", "panel.xlsx", "."],
        ["explain", "left", "panel.xlsx"],
        ["init", "new", "--from", "panel.xlsx"],
    ):
        said = CliRunner().invoke(app, arguments)
        assert (said.exit_code, '"panel.xlsx" is an Excel workbook' in said.stderr) == (2, True), arguments
