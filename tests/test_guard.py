"""The guard over the tests sees whatever could harm, also through links, and lets pass what is a test's own."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.guard import Guard, OutsideError


@pytest.fixture(scope="module")
def guard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guard]:
    mine = tmp_path_factory.mktemp("guarded") / "mine"
    mine.mkdir()
    yield (made := Guard(mine))
    made.awake = False


@pytest.fixture
def here(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The guarded folder, which holds links out of it; a file and a folder of somebody else's lie beside it."""
    mine = guard.folders[0]
    theirs = mine.parent / "theirs"
    theirs.mkdir(exist_ok=True)
    (theirs / "file").write_text("theirs")
    (mine / "own").write_text("own")
    for link, to in (("to-file", theirs / "file"), ("to-new", theirs / "new"), ("to-folder", theirs)):
        (mine / link).unlink(missing_ok=True)
        (mine / link).symlink_to(to)
    monkeypatch.chdir(mine)
    guard.awake = True
    yield mine
    guard.awake = False
    assert {file.name for file in theirs.iterdir()} == {"file"}
    assert (theirs / "file").read_text() == "theirs"


HARMFUL: dict[str, Callable[[], object]] = {
    "writes": lambda: Path("../theirs/file").write_text(""),
    "writes through a link": lambda: Path("to-file").write_text(""),
    "writes something new through a link": lambda: Path("to-new").write_text(""),
    "adds": lambda: Path("to-folder/new").open("a").close(),
    "opens": lambda: os.close(os.open(b"../theirs/file", os.O_RDWR)),
    "removes": lambda: Path("../theirs/file").unlink(),
    "removes through a link": lambda: Path("to-folder/file").unlink(),
    "renames": lambda: Path("own").replace("../theirs/file"),
    "takes away": lambda: Path("../theirs/file").replace("own"),
    "links": lambda: Path("../theirs/new").symlink_to("own"),
    "links the same": lambda: Path("../theirs/new").hardlink_to("own"),
    "makes a folder": lambda: Path("../theirs/new").mkdir(),
    "changes rights through a link": lambda: Path("to-file").chmod(0),
    "dates": lambda: os.utime("to-file", (0, 0)),
    "cuts": lambda: os.truncate("to-file", 0),
    "removes all": lambda: shutil.rmtree("../theirs"),
}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("does", HARMFUL)
def test_what_is_not_a_tests_own_stays(does: str, guard: Guard, here: Path) -> None:
    with pytest.raises(OutsideError):
        HARMFUL[does]()
    assert len(guard.taken()) == 1


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_is_its_own_it_may_change(guard: Guard, here: Path) -> None:
    Path("own").write_text("changed")
    Path("own").replace("other")
    Path("to-file").unlink()
    Path("folder").mkdir()
    Path("folder/in it").touch()
    shutil.rmtree("folder")
    assert Path("../theirs/file").read_text() == "theirs"
    with Path(os.devnull).open("w") as nothing:
        nothing.write("anything")
    assert not guard.taken()


def test_no_test_names_a_file_of_the_system() -> None:
    """A device is none."""
    named = "|".join(f"/{folder}/" for folder in ("etc", "home", "root", "usr", "var", "opt", "boot"))
    for file in sorted((ROOT / "tests").rglob("*.py")):
        text = file.read_text("utf-8")
        assert not [each for each in named.split("|") if f'"{each}' in text or f" {each}" in text], file
