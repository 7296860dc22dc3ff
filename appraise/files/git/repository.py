"""Git: what a commit holds, asked in a way that runs nothing a repository sets, fetches nothing and writes nothing.

Only plumbing is asked: none of it applies filters, text conversions, hooks or aliases. People's words never reach git
as an option: the name of a commit is checked first, and names of files stand after "--". Needs git 2.30.
"""

import os
import re
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO, NamedTuple, NoReturn

from appraise.files.library.library import is_shipped
from appraise.files.text.source import DISK, Store
from appraise.problem import AppraisalError, Problem

TIMEOUT = 20
"""How many seconds git may take to answer."""
LISTING_LIMIT = 32_000_000
"""How many bytes git may answer with, where no file is read."""

_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
)
_GIT = ("--no-replace-objects", "--literal-pathspecs")
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # nothing may be fetched, whatever the repository allows
    "GIT_GRAFT_FILE": os.devnull,  # parents are those the commits name
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
_HELD = {"040000": "a folder", "100644": "a file", "100755": "a file", "100664": "a file"}
_HELD |= {"120000": "reached by a symbolic link", "160000": "part of a submodule"}
_OUTSIDE = "outside the repository"
_FOLDER = "040000"
_NUMBER = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Answer(NamedTuple):
    """What git answered: its exit code, 0 where it was done; the bytes; the first line of what it complained of."""

    code: int
    out: bytes
    said: str


class Repository(NamedTuple):
    """Where a folder lies: the top of its repository, and the folder from there.

    shallow: whether the repository holds only its newest commits.
    """

    top: Path
    inside: Path
    shallow: bool


def ask(where: Path, *words: str, limit: int = LISTING_LIMIT) -> Answer:
    """Ask git in a folder.

    limit:  how many bytes are read at most; what comes after is not waited for.
    Raises: AppraisalError[no-git, git-failed].
    """
    program = _program()
    if program is None:
        fix = "install git, or compare two folders instead"
        raise AppraisalError([Problem("no-git", "git is not installed here", "only git can read a commit", fix)])
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    try:
        process = subprocess.Popen(
            [program, *settings, *_GIT, *words],
            cwd=where,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        _failed("git cannot be started", getattr(error, "strerror", None) or "its call is not one")
    out, said = _Heard(process.stdout, limit), _Heard(process.stderr, 4000, to_the_end=True)
    until, code = monotonic() + TIMEOUT, None
    try:
        out.join(TIMEOUT)
        if len(out.kept) == limit:
            return Answer(0, out.kept, "")
        if not out.is_alive():
            code = process.wait(max(0.0, until - monotonic()))
            said.join(min(1.0, max(0.0, until - monotonic())) if code else 0)
    except subprocess.TimeoutExpired:
        pass
    finally:
        if code is None:
            _end(process)
    if code is None:
        fix = "see whether git works here: git status; then try again"
        _failed(f"git did not answer within {TIMEOUT} seconds", "nothing is waited for without end", fix)
    first = said.kept.decode("utf-8", "replace").strip().split("\n")[0]
    return Answer(code, out.kept, "".join(filter(str.isprintable, first))[:200])


class _Heard(Thread):
    """What a process says in one of its streams, up to so many bytes. It is listened to from a thread of its own, as
    what git has started can hold a stream open when git itself is gone."""

    def __init__(self, stream: IO[bytes] | None, most: int, to_the_end: bool = False) -> None:
        super().__init__(daemon=True)
        assert stream is not None
        self.stream, self.most, self.to_the_end = stream, most, to_the_end
        self.kept = b""
        self.start()

    def run(self) -> None:
        """Listen until enough is kept; a process that is to be heard to the end would wait for us otherwise."""
        with self.stream:
            self.kept = self.stream.read(self.most)
            while self.to_the_end and self.stream.read(65_536):
                pass


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and, where that can be done, whatever it has started."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _program() -> str | None:
    """Where git is. A program of that name in the current folder is not taken for it."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    found = (shutil.which("git", path=folder) for folder in folders if Path(folder).is_absolute())
    return next((each for each in found if each and Path(each).is_absolute()), None)


def _environment() -> dict[str, str]:
    """The environment without what would lead git to another repository or have it write down what it does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    kept |= {name: value for name, value in os.environ.items() if name.startswith(("GIT_CONFIG_", "GIT_EXEC_PATH"))}
    return kept | _ENVIRONMENT


def repository(where: Path) -> Repository:
    """The repository that holds a folder.

    Raises: AppraisalError[no-git, git-failed].
    """
    found = ask(where, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-cdup", "--show-prefix")
    here = where.resolve()
    if found.code and "dubious ownership" in found.said:
        what = f'git does not read the repository of "{here.as_posix()}": it belongs to someone else'
        fix = "make a clone of your own; or, if you trust its owner, add it to safe.directory as git describes"
        _failed(what, "git protects you from settings that others may have written there", fix)
    if found.code and "not a git repository" not in found.said and "bare repository" not in found.said:
        _failed(f'git cannot read the repository of "{here.as_posix()}"', found.said)
    if found.code or not found.out.startswith(b"true\n"):
        what = f'"{here.as_posix()}" is in no working copy of a git repository'
        why, fix = "only a repository holds earlier versions", "go to a folder of the repository, or name two files"
        raise AppraisalError([Problem("no-git", what, why, fix)])
    _, shallow, up, inside = found.out.split(b"\n", 3)
    top = Path(os.path.normpath(here / up.decode()))
    return Repository(top, Path(inside[:-1].decode("utf-8", "surrogateescape")), shallow == b"true")


def number(top: Path, revision: str) -> str | None:
    """The full number of the commit that people name; None where there is no such commit. The name must have been
    checked by `revisions`."""
    found = ask(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    said = found.out.decode("utf-8", "replace").strip()
    return said if not found.code and _NUMBER.fullmatch(said) else None


def commit(top: Path, sha: str, name: str, kept: dict[str, bytes] | None = None) -> Store:
    """The files of a commit, by paths from the top of the repository; those of the shipped library are on the disk.

    sha:  its full number.
    name: how people know it: problems name files such as HEAD~1:libraries/scores.yaml.
    kept: what git answered, by the number of each thing, to be shared between commits.
    """
    kept = {} if kept is None else kept
    folders: dict[str, dict[str, tuple[str, str]]] = {}

    def folder(tree: str) -> dict[str, tuple[str, str]]:
        """What a folder holds: kind and number of each thing by name."""
        if tree not in folders:
            if tree not in kept:
                found = ask(top, "ls-tree", "-z", "--full-tree", tree)
                if found.code or len(found.out) == LISTING_LIMIT:
                    _failed(f'git cannot read what "{name}" holds', found.said or "a folder there is too large")
                kept[tree] = found.out
            listed = (line.partition("\t") for line in kept[tree].decode("utf-8", "surrogateescape").split("\0"))
            # No checkout writes the names left out here: git itself refuses to make them.
            folders[tree] = {
                name: (kind.split(" ")[0], kind.split(" ")[2])
                for kind, _, name in listed
                if kind and "/" not in name and name not in ("", ".", "..")
            }
        return folders[tree]

    def find(path: Path) -> tuple[str | None, str]:
        """What a path leads to, and its number. What a link or a submodule would lead to is not in the commit."""
        steps = _steps(path)
        if steps is None:
            return _OUTSIDE, ""
        mode, here = _FOLDER, sha
        for step in steps:
            if mode != _FOLDER:
                break
            mode, here = folder(here).get(step, ("", ""))
            if not mode:
                return None, ""
        else:
            return _HELD.get(mode, "not a file"), here
        return (None if _HELD.get(mode) == "a file" else _HELD.get(mode)), here

    def what_is(path: Path) -> str | None:
        return DISK.what_is(path) if is_shipped(path) else find(path)[0]

    def raw(path: Path, limit: int) -> bytes:
        if is_shipped(path):
            return DISK.raw(path, limit)
        held, blob = find(path)
        if held != "a file":
            raise AppraisalError([_no_file(shown(path), held)])
        if blob in kept:
            return kept[blob][:limit]
        found = ask(top, "cat-file", "blob", blob, limit=limit)
        if found.code:
            _failed(f'git cannot read "{shown(path)}"', found.said)
        if len(found.out) < limit:
            kept[blob] = found.out
        return found.out

    def names(path: Path) -> list[str]:
        if is_shipped(path):
            return DISK.names(path)
        held, tree = find(path)
        if held not in (None, "a file", "a folder", _OUTSIDE):
            raise AppraisalError([_no_file(shown(path), held)])
        return list(folder(tree)) if held == "a folder" else []

    def shown(path: Path) -> str:
        if is_shipped(path):
            return DISK.shown(path)
        return name if path == Path() else f"{name}:{path.as_posix()}"

    return Store(what_is, raw, names, shown, lambda path: top / path)


def _steps(path: Path) -> tuple[str, ...] | None:
    """The names on the way from the top; None where it leads outside."""
    normal = Path(os.path.normpath(path))
    return None if normal.is_absolute() or normal.drive or ".." in normal.parts else normal.parts


def _no_file(shown: str, held: str | None) -> Problem:
    if held is None:
        fix = "check the name and the commit; names in a commit begin at the top of the repository"
        return Problem("no-file", f'"{shown}" is not there', "nothing can be done without it", fix)
    if held == "a folder":
        return Problem("not-a-file", f'"{shown}" is a folder', "nothing can be done without it", "name a file")
    if held == _OUTSIDE:
        what, fix = f'"{shown}" leads outside the repository', "name a file of the repository"
        return Problem("no-file", what, "a commit holds nothing from there", fix)
    why, fix = "what it leads to is not part of the commit", "name the file itself, or compare two folders instead"
    return Problem("not-a-file", f'"{shown}" is {held}', why, fix)


def _failed(what: str, why: str, fix: str = "") -> NoReturn:
    fix = fix or "check the repository with git fsck; if the clone is partial, make a full one"
    raise AppraisalError([Problem("git-failed", what, why or "git does not say why", fix)])
