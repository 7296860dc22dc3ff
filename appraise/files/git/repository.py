"""Repository: what a commit holds, asked of the git command.

Git is asked in a way that runs nothing a repository sets, fetches nothing and writes nothing.
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
from appraise.files.text.source import Store
from appraise.problem import AppraisalError, Problem

TIMEOUT = 20
"""How many seconds git may take to answer."""
LISTING_LIMIT = 32_000_000
"""How many bytes git may answer with, where no file is read."""

_SETTINGS = ("core.fsmonitor=false", "core.hooksPath=/dev/null")
_GIT = ("--no-replace-objects", "--literal-pathspecs")
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # nothing may be fetched, whatever the repository allows
    "GIT_GRAFT_FILE": os.devnull,  # parents are those the commits name
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
_KINDS = {"040000": "a folder", "100644": "a file", "100755": "a file", "100664": "a file"}
_KINDS |= {"120000": "reached by a symbolic link", "160000": "part of a submodule"}
_OUTSIDE = "outside the repository"
_FOLDER = "040000"
_NUMBER = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Answer(NamedTuple):
    """What git answered: its exit code, 0 where it was done; the bytes; the first line of what it complained of."""

    code: int
    out: bytes
    complaint: str


class Repository(NamedTuple):
    """Where a folder lies: the top of its repository, and the folder from there.

    shallow: whether the repository holds only its newest commits.
    """

    top: Path
    inside: Path
    shallow: bool


def ask(where: Path, *arguments: str, limit: int = LISTING_LIMIT) -> Answer:
    """Ask git in a folder.

    limit:  how many bytes are read at most; what comes after is not waited for.
    Raises: AppraisalError[no-git, git-failed].
    """
    program = _program()
    if program is None:
        fix = "install git, or compare two folders instead"
        raise AppraisalError([Problem("no-git", "git is not installed here", "only git can read a commit", fix)])
    settings = [argument for setting in _SETTINGS for argument in ("-c", setting)]
    try:
        process = subprocess.Popen(
            [program, *settings, *_GIT, *arguments],
            cwd=where,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        _failed("git cannot be started", getattr(error, "strerror", None) or "its call is not one")
    out, errors = _Listener(process.stdout, limit), _Listener(process.stderr, 4000, to_the_end=True)
    until, code = monotonic() + TIMEOUT, None
    try:
        out.join(TIMEOUT)
        if len(out.kept) == limit:
            return Answer(0, out.kept, "")
        if not out.is_alive():
            code = process.wait(max(0.0, until - monotonic()))
            errors.join(min(1.0, max(0.0, until - monotonic())) if code else 0)
    except subprocess.TimeoutExpired:
        pass
    finally:
        if code is None:
            _end(process)
    if code is None:
        fix = "see whether git works here: git status; then try again"
        _failed(f"git did not answer within {TIMEOUT} seconds", "nothing is waited for without end", fix)
    first = errors.kept.decode("utf-8", "replace").strip().split("\n")[0]
    return Answer(code, out.kept, "".join(filter(str.isprintable, first))[:200])


class _Listener(Thread):
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
    programs = (shutil.which("git", path=folder) for folder in folders if Path(folder).is_absolute())
    return next((each for each in programs if each and Path(each).is_absolute()), None)


def _environment() -> dict[str, str]:
    """The environment without what would lead git to another repository or have it write down what it does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    kept |= {name: value for name, value in os.environ.items() if name.startswith(("GIT_CONFIG_", "GIT_EXEC_PATH"))}
    return kept | _ENVIRONMENT


def repository(where: Path) -> Repository:
    """The repository that holds a folder.

    Raises: AppraisalError[no-git, git-failed].
    """
    answer = ask(where, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-cdup", "--show-prefix")
    here = where.resolve()
    if answer.code and "dubious ownership" in answer.complaint:
        what = f'git does not read the repository of "{here.as_posix()}": it belongs to someone else'
        fix = "make a clone of your own; or, if you trust its owner, add it to safe.directory as git describes"
        _failed(what, "git protects you from settings that others may have written there", fix)
    if answer.code and "not a git repository" not in answer.complaint and "bare repository" not in answer.complaint:
        _failed(f'git cannot read the repository of "{here.as_posix()}"', answer.complaint)
    if answer.code or not answer.out.startswith(b"true\n"):
        what = f'"{here.as_posix()}" is in no working copy of a git repository'
        why, fix = "only a repository holds earlier versions", "go to a folder of the repository, or name two files"
        raise AppraisalError([Problem("no-git", what, why, fix)])
    _, shallow, up, inside = answer.out.split(b"\n", 3)
    top = Path(os.path.normpath(here / up.decode()))
    return Repository(top, Path(inside[:-1].decode("utf-8", "surrogateescape")), shallow == b"true")


def commit_number(top: Path, revision: str) -> str | None:
    """The full number of the commit that people name; None where there is no such commit. The name must have been
    checked by `revisions`."""
    answer = ask(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    number = answer.out.decode("utf-8", "replace").strip()
    return number if not answer.code and _NUMBER.fullmatch(number) else None


class Commit(Store):
    """The files of a commit, by paths from the top of the repository; those of the shipped library are on the disk.

    sha:  its full number.
    name: how people know it: problems name files such as HEAD~1:libraries/scores.yaml.
    kept: what git answered, by the number of each thing, to be shared between commits.
    """

    def __init__(self, top: Path, sha: str, name: str, kept: dict[str, bytes]) -> None:
        self.top: Path = top
        self.sha = sha
        self.name = name
        self.kept = kept
        self._folders: dict[str, dict[str, tuple[str, str]]] = {}

    def what_is(self, path: Path) -> str | None:
        """What a path leads to, as of `Store`; else why nothing can be read there."""
        return super().what_is(path) if is_shipped(path) else self._entry(path)[0]

    def read_bytes(self, file: Path, limit: int) -> bytes:
        """The first bytes of a file, so many at most.

        Raises: AppraisalError[no-file, not-a-file, git-failed].
        """
        if is_shipped(file):
            return super().read_bytes(file, limit)
        kind, number = self._entry(file)
        if kind != "a file":
            raise AppraisalError([_no_file(self.shown(file), kind)])
        if number in self.kept:
            return self.kept[number][:limit]
        answer = ask(self.top, "cat-file", "blob", number, limit=limit)
        if answer.code:
            _failed(f'git cannot read "{self.shown(file)}"', answer.complaint)
        if len(answer.out) < limit:
            self.kept[number] = answer.out
        return answer.out

    def names(self, folder: Path) -> list[str]:
        """The names in a folder; none where there is no folder.

        Raises: AppraisalError[no-file, not-a-file, git-failed] where what is there is not part of the commit.
        """
        if is_shipped(folder):
            return super().names(folder)
        kind, number = self._entry(folder)
        if kind not in (None, "a file", "a folder", _OUTSIDE):
            raise AppraisalError([_no_file(self.shown(folder), kind)])
        return list(self._folder(number)) if kind == "a folder" else []

    def shown(self, path: Path) -> str:
        """A path as people know it: after the name of the commit."""
        if is_shipped(path):
            return super().shown(path)
        return self.name if path == Path() else f"{self.name}:{path.as_posix()}"

    def _entry(self, path: Path) -> tuple[str | None, str]:
        """What a path leads to, and its number. What a link or a submodule would lead to is not in the commit."""
        normal = Path(os.path.normpath(path))
        if normal.is_absolute() or normal.drive or ".." in normal.parts:
            return _OUTSIDE, ""
        mode, number = _FOLDER, self.sha
        for step in normal.parts:
            if mode != _FOLDER:
                kind = _KINDS.get(mode)
                return (None if kind == "a file" else kind), number
            mode, number = self._folder(number).get(step, ("", ""))
            if not mode:
                return None, ""
        return _KINDS.get(mode, "not a file"), number

    def _folder(self, number: str) -> dict[str, tuple[str, str]]:
        """What a folder holds: mode and number of each thing by name."""
        if number not in self._folders:
            if number not in self.kept:
                answer = ask(self.top, "ls-tree", "-z", "--full-tree", number)
                if answer.code or len(answer.out) == LISTING_LIMIT:
                    reason = answer.complaint or "a folder there is too large"
                    _failed(f'git cannot read what "{self.name}" holds', reason)
                self.kept[number] = answer.out
            lines = (line.partition("\t") for line in self.kept[number].decode("utf-8", "surrogateescape").split("\0"))
            # No checkout writes the names left out here: git itself refuses to make them.
            self._folders[number] = {
                name: (entry.split(" ")[0], entry.split(" ")[2])
                for entry, _, name in lines
                if entry and "/" not in name and name not in ("", ".", "..")
            }
        return self._folders[number]


def _no_file(shown: str, kind: str | None) -> Problem:
    if kind is None:
        fix = "check the name and the commit; names in a commit begin at the top of the repository"
        return Problem("no-file", f'"{shown}" is not there', "nothing can be done without it", fix)
    if kind == "a folder":
        return Problem("not-a-file", f'"{shown}" is a folder', "nothing can be done without it", "name a file")
    if kind == _OUTSIDE:
        what, fix = f'"{shown}" leads outside the repository', "name a file of the repository"
        return Problem("no-file", what, "a commit holds nothing from there", fix)
    why, fix = "what it leads to is not part of the commit", "name the file itself, or compare two folders instead"
    return Problem("not-a-file", f'"{shown}" is {kind}', why, fix)


def _failed(what: str, why: str, fix: str = "") -> NoReturn:
    fix = fix or "check the repository with git fsck; if the clone is partial, make a full one"
    raise AppraisalError([Problem("git-failed", what, why or "git does not say why", fix)])
