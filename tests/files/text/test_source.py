"""What a path can lead to, in and out: always a problem in a word of ours, soon and in little memory."""

import os
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appraise import AppraisalError, Problem, load, read_run
from appraise.cli import app
from appraise.files.library import library
from appraise.files.text import source
from tests.conftest import SMALLEST

Folder = Callable[..., Path]


def problem(call: Callable[[], object]) -> Problem:
    with pytest.raises(AppraisalError) as caught:
        call()
    (found,) = caught.value.problems
    return found


@pytest.fixture
def strange(tmp_path: Path) -> dict[str, Path]:
    """Paths that lead to something else than a file with text."""
    paths = {name: tmp_path / f"{name}.yaml" for name in ("fifo", "folder", "loop", "missing", "dangling")}
    os.mkfifo(paths["fifo"])
    paths["folder"].mkdir()
    paths["loop"].symlink_to(paths["loop"])
    paths["dangling"].symlink_to(tmp_path / "nowhere")
    return paths | {"zero": Path("/dev/zero"), "long": tmp_path / ("x" * 5000), "nul": Path("a\0b.yaml")}


CODES = {
    "fifo": "not-a-file",
    "folder": "no-file",
    "loop": "unreadable",
    "missing": "no-file",
    "dangling": "no-file",
    "zero": "not-a-file",
    "long": "unreadable",
    "nul": "unreadable",
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs the files of Unix")
@pytest.mark.parametrize("name", CODES)
def test_a_path_that_is_no_file(name: str, strange: dict[str, Path]) -> None:
    start = time.perf_counter()
    assert problem(lambda: load(strange[name])).code == CODES[name]
    code = problem(lambda: read_run(strange[name])).code
    assert code == ("not-a-file" if name == "folder" else CODES[name])
    assert time.perf_counter() - start < 5


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs the files of Unix")
@pytest.mark.parametrize("name", ["fifo", "folder", "loop", "missing", "dangling", "long"])
def test_a_reference_to_no_file(name: str, strange: dict[str, Path], folder: Folder) -> None:
    named = os.path.relpath(strange[name], folder()) + ("/x.yaml" if name == "long" else "")
    where = folder(appraisal=SMALLEST["appraisal"].replace("scores: scores.yaml", f"scores: {named}"))
    found = problem(lambda: load(where))
    assert found.place
    assert (found.code, found.place.line) == ("no-file", 8)


def test_commands_end_with_2(folder: Folder) -> None:
    where = folder()
    (where / "scores.yaml").unlink()
    for command in ("check", "score", "appendix"):
        done = CliRunner().invoke(app, [command, str(where)])
        assert (done.exit_code, done.stdout) == (2, "")


@pytest.mark.slow
def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    file.write_bytes(b"a: b\n" * 8_000_000)
    tracemalloc.start()
    start = time.perf_counter()
    assert problem(lambda: load(file)).code == "too-large"
    assert time.perf_counter() - start < 5
    assert tracemalloc.get_traced_memory()[1] < 2 * source.YAML_LIMIT
    tracemalloc.stop()
    file.write_bytes(b"a: b\n" + b"#" * (source.YAML_LIMIT - 6) + b"\n")
    assert problem(lambda: load(file)).code == "wrong-kind"


def test_bytes_that_are_not_text(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes("kind: appraisal\ntitle: caf\xe9 cr\xe8me\n".encode("latin-1"))
    found = problem(lambda: load(file))
    assert found.place
    assert (found.code, found.place.line, found.place.column) == ("not-text", 2, 11)
    file.write_bytes("kind: appraisal\n".encode("utf-16"))
    assert problem(lambda: load(file)).code == "not-text"
    file.write_bytes(bytes(range(256)))
    assert problem(lambda: load(file)).code == "not-text"


def test_a_file_that_nobody_may_read(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where = folder()

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    found = problem(lambda: load(where))
    assert found.code == "unreadable"
    assert "permission denied" in found.what


def test_the_library_is_gone(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where = folder()
    monkeypatch.setattr(library, "_PACKAGE", where / "appraise")
    assert problem(lambda: load(where)).code == "no-library"


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    assert problem(lambda: library.template("appendix", "pdf")).code == "no-template"
    assert problem(lambda: library.template("council", "md")).code == "no-template"
    assert problem(lambda: library.template(str(tmp_path / "own.md.j2"), "html")).code == "no-template"
    assert problem(lambda: library.template(str(tmp_path / "own.md.j2"), "md")).code == "no-file"
