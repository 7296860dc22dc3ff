"""A file is written whole or not at all, never through a link, and over nothing of other people's."""

import errno
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

import pytest

from appraise.files.text import write as module
from appraise.files.text.write import add_to, write_new
from appraise.files.text.write import write as write_bytes
from appraise.problem import AppraisalError, Problem
from tests.conftest import ROOT, SMALLEST

Folder = Callable[..., Path]
posix = pytest.mark.skipif(os.name == "nt", reason="needs the links, pipes and signals of Unix")

RECORD = '{\n  "kind": "run",\n  "title": "Smallest",\n'


def write(path: Path, text: str, force: bool = False, inputs: Iterable[Path] = ()) -> None:
    """The same for text, which most of what is written is."""
    write_bytes(path, text.encode(), force, [*inputs])


def refused(call: Callable[[], object]) -> Problem:
    with pytest.raises(AppraisalError) as caught:
        call()
    (found,) = caught.value.problems
    assert found.code == "not-written"
    return found


def contents(folder: Path) -> dict[str, str]:
    """What lies in a folder, through no link."""
    found = {}
    for file in sorted(folder.rglob("*")):
        mode = file.lstat().st_mode
        kind = "folder" if stat.S_ISDIR(mode) else "other"
        kind = f"-> {file.readlink()}" if stat.S_ISLNK(mode) else kind
        found[file.relative_to(folder).as_posix()] = file.read_text("utf-8") if stat.S_ISREG(mode) else kind
    return found


def test_what_is_not_written_over(folder: Folder) -> None:
    where = folder()
    mine = where / "notes.txt"
    mine.write_text("Mine", "utf-8")
    before = contents(where)
    refused(lambda: write(mine, "x"))
    refused(lambda: write(where / "scores.yaml", "x", True, [where / "scores.yaml"]))
    refused(lambda: write(where, "x"))
    refused(lambda: write(where / "no" / "run.json", "x"))
    refused(lambda: write(where / ("x" * 300), "x"))
    refused(lambda: write(where / "a\0b", "x"))
    refused(lambda: write_new(mine, {"a.yaml": "x"}))
    refused(lambda: write_new(where, {"deep/new.yaml": "x", "scores.yaml": "x"}))
    assert contents(where) == before
    write(mine, "x", force=True)
    assert mine.read_text("utf-8") == "x"
    hard = where / "hard.yaml"
    hard.hardlink_to(where / "scores.yaml")
    assert "made from" in refused(lambda: write(hard, "x", True, [where / "scores.yaml"])).why


def test_what_is_added_to_is_what_was_read(folder: Folder) -> None:
    where = folder()
    scores = where / "scores.yaml"
    was = scores.read_bytes()
    add_to(scores, was, b"# one more\n")
    assert scores.read_bytes() == was + b"# one more\n"
    before = contents(where)
    assert "changed since" in refused(lambda: add_to(scores, was, b"# another\n")).why
    assert "changed since" in refused(lambda: add_to(where / "none.yaml", was, b"")).why
    refused(lambda: add_to(where, was, b""))
    refused(lambda: add_to(where / "none" / "scores.yaml", was, b""))
    assert contents(where) == before


@posix
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    """A pipe that nobody reads would wait for ever; a device would be replaced by a file."""
    (tmp_path / "theirs").write_text("Theirs", "utf-8")
    os.mkfifo(tmp_path / "pipe")
    for name, to in (("link", "theirs"), ("dangling", "nowhere"), ("loop", "loop"), ("device", os.devnull)):
        (tmp_path / name).symlink_to(to)
    before = contents(tmp_path)
    for name in ("link", "dangling", "loop", "device", "pipe"):
        for force in (False, True):
            said = refused(lambda name=name, force=force: write(tmp_path / name, "x", force))  # type: ignore[misc]
            assert "link" in said.why or "pipe" in said.why
            refused(lambda name=name: write_new(tmp_path, {"new.yaml": "x", name: "x"}))  # type: ignore[misc]
    assert "device" in refused(lambda: write(Path(os.devnull), "x", force=True)).why
    assert contents(tmp_path) == before


@posix
def test_nothing_is_written_through_a_link_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever clones a branch writes into the folders of it, wherever links in it lead."""
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    (mine / ".git").mkdir(parents=True)
    theirs.mkdir()
    (mine / "inside").mkdir()
    (mine / "out").symlink_to(theirs)
    (mine / "round").symlink_to(mine / "inside")
    (mine / "loop").symlink_to("loop")
    assert "leads elsewhere" in refused(lambda: write(mine / "out" / "run.json", RECORD)).why
    (theirs / ".git").mkdir()
    refused(lambda: write(mine / "out" / "run.json", RECORD))
    refused(lambda: write(mine / "loop" / "run.json", RECORD))
    refused(lambda: write_new(mine / "out", {"a.yaml": "x"}))
    refused(lambda: write_new(mine, {"out/a.yaml": "x"}))
    refused(lambda: write_new(mine, {"new/b.yaml": "x", "round/a.yaml": "x"}))
    assert list(contents(theirs)) == [".git"]
    assert not (mine / "new").exists()
    (mine / "hooks").symlink_to(mine / ".git")
    refused(lambda: write(mine / "hooks" / "run.json", RECORD))
    # Where there is no repository, what is named from here does not lead away from here.
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "out").symlink_to(theirs)
    monkeypatch.chdir(bare)
    refused(lambda: write(Path("out/run.json"), RECORD))
    refused(lambda: write_new(Path("out"), {"a.yaml": "x"}))
    assert list(contents(theirs)) == [".git"]
    write(mine / "round" / "run.json", RECORD)
    assert (mine / "inside" / "run.json").read_text("utf-8") == RECORD


def test_rights_stay_and_what_may_only_be_read_stays_too(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    write(file, RECORD)
    file.chmod(0o640)
    write(file, RECORD + "\n")
    assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o640
    file.chmod(0o444)
    assert "only be read" in refused(lambda: write(file, RECORD)).why
    assert file.read_text("utf-8") == RECORD + "\n"
    file.chmod(0o644)


@pytest.mark.parametrize("step", ["fsync", "replace", "fchmod", "write"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_leaves_everything_as_it_was(
    step: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    old = tmp_path / "run.json"
    write(old, RECORD)
    if step == "write":
        monkeypatch.setattr(os, "urandom", lambda _: b"x" * 150)  # no disk takes such a name
    elif not hasattr(os, step):
        return
    else:
        monkeypatch.setattr(os, step, fails)
    refused(lambda: write(old, RECORD + "new"))
    if step not in ("fchmod", "replace"):  # which a new file does not need
        refused(lambda: write_new(tmp_path / "new" / "er", {"a.yaml": "x", "b/c.yaml": "y"}))
    assert contents(tmp_path) == {"run.json": RECORD}


@pytest.mark.parametrize("stop", range(1, 4))
def test_new_files_come_all_together_and_one_after_a_stop_is_taken_up(
    stop: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"deep/a.yaml": "a", "b.yaml": "b", "appraisal.yaml": "c"}
    writes = iter(range(1, 10))

    put = module._put

    def interrupted(path: Path, content: bytes, rights: int | None) -> None:
        if next(writes) == stop:
            raise SystemExit(130)
        put(path, content, rights)

    with monkeypatch.context() as patch:
        patch.setattr(module, "_put", interrupted)
        with pytest.raises(SystemExit):
            write_new(tmp_path / "new", files)
    assert contents(tmp_path) == {}
    # What nothing could take away again, as after a power cut.
    (tmp_path / "new" / "deep").mkdir(parents=True)
    for name in list(files)[: stop - 1]:
        (tmp_path / "new" / name).write_text(files[name], "utf-8")
    assert write_new(tmp_path / "new", files) == list(files)[stop - 1 :]
    assert {name: text for name, text in contents(tmp_path / "new").items() if text != "folder"} == files
    assert write_new(tmp_path / "new", files) == []


WRITERS = {
    "record": ("score", "appraisal", "-o", "out/run.json"),
    "table": ("score", "appraisal", "-o", "out/run.csv"),
    "page": ("appendix", "appraisal", "-o", "out/appendix.html"),
    "markdown": ("appendix", "appraisal", "-o", "out/appendix.md"),
    "findings": ("check", "appraisal", "-o", "out/found.sarif"),
    "comparison": ("diff", "appraisal", "appraisal", "-o", "out/diff.json"),
    "schema": ("schema", "-o", "out/schema.json"),
    "init": ("init", "out/plain"),
    "init-ci": ("init", "--ci", "out/new"),
}
"""Every command that writes."""
KILLS = 27


def child(where: Path, *words: str) -> "subprocess.Popen[bytes]":
    """A command at work, so slowed that its writing can be met: every write to a disk takes a while."""
    script = (
        f"import sys, os, time; sys.path.insert(0, {str(ROOT)!r}); fsync = os.fsync\n"
        "os.fsync = lambda file: (time.sleep(0.02), fsync(file), time.sleep(0.02))\n"
        "from appraise.cli import main; main()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script, *words], cwd=where, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def planted(where: Path, targets: Iterable[str]) -> None:
    """Links and pipes of the names that writers may have used for what is not whole yet, beside each target."""
    for target in map(Path, targets):
        for other in ("{}.part", ".{}.part", "{}.tmp", ".{}.tmp", "{}~", ".{}.swp", ".#{}"):
            beside = where / "out" / target.parent / other.format(target.name)
            if len(target.name) % 2:
                beside.symlink_to(where / "theirs")
            else:
                os.mkfifo(beside)


@pytest.mark.slow
@posix
def test_kills_at_random_tear_nothing_and_no_rerun_is_refused(folder: Folder, request: pytest.FixtureRequest) -> None:
    """For every command that writes: what is there afterwards is what was there, or the whole of what is written."""
    where = folder().parent / "killed"
    (where / "appraisal").mkdir(parents=True)
    for name, text in SMALLEST.items():
        (where / "appraisal" / f"{name}.yaml").write_text(text, "utf-8", newline="\n")
    (where / "theirs").write_text("Theirs", "utf-8")
    (where / "out").mkdir()
    takes = []
    for words in WRITERS.values():
        began = time.monotonic()
        with child(where, *words) as done:
            assert done.wait(60) == 0, done.stderr and done.stderr.read()
        takes.append(time.monotonic() - began)
    planted(where, [name for name, text in contents(where / "out").items() if text != "folder"])
    whole = contents(where)
    random = Random(11)
    kills = request.config.getoption("--kills") or KILLS
    torn = 0
    for turn in range(kills):
        words = list(WRITERS.values())[turn % len(WRITERS)]
        targets = [name for name in whole if name.startswith(words[-1]) and whole[name] not in ("folder", "other")]
        fresh = turn // len(WRITERS) % 2 == 0
        for name in targets:
            if fresh and not whole[name].startswith("->"):
                (where / name).unlink()
        with child(where, *words) as killed:
            time.sleep((0.4 + 0.6 * random.random()) * takes[turn % len(WRITERS)])
            killed.send_signal(random.choice([signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP]))
            killed.wait(60)
        after = contents(where)
        left = {name for name in after.keys() - whole.keys() if re.search(r"(^|/)\.appraise-[0-9a-f]{16}$", name)}
        assert after.keys() - whole.keys() == left
        torn += bool(left or after.keys() != whole.keys())
        assert {name: text for name, text in after.items() if name not in left and text != whole[name]} == {}
        assert whole.keys() - after.keys() <= set(targets if fresh else ())
        for name in left:
            (where / name).unlink()
        with child(where, *words) as again:
            assert again.wait(60) == 0, again.stderr and again.stderr.read()
        assert contents(where) == whole
    assert torn, "no kill met a command before it was done"


@pytest.mark.slow
@posix
def test_many_writers_at_once_leave_one_whole(folder: Folder, request: pytest.FixtureRequest) -> None:
    where = folder()
    rounds = 10 if request.config.getoption("--kills") else 1
    for _ in range(rounds):
        (where / "run.json").unlink(missing_ok=True)
        writers = [child(where, "score", ".", "-o", "run.json") for _ in range(20 if rounds > 1 else 6)]
        said = [writer.communicate(timeout=120)[1].decode() for writer in writers]
        assert [writer.returncode for writer in writers] == [0] * len(writers), said
        assert set(said) == {"wrote run.json\n"}
        with child(where, "verify", "run.json") as holds:
            assert holds.wait(60) == 0
        writers = [child(where, "init", "new/deep") for _ in writers]
        said = [writer.communicate(timeout=120)[1].decode() for writer in writers]
        assert [writer.returncode for writer in writers] == [0] * len(writers), said
        assert "appraisal.yaml" in contents(where / "new" / "deep")
        shutil.rmtree(where / "new")
        assert not list(where.glob(".appraise-*"))
