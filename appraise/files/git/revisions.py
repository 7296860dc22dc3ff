"""Revisions: the two sides that people want compared, each on the disk or in a commit."""

import os
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from appraise.files.git.repository import Commit, Repository, commit_number, repository
from appraise.files.text.source import DISK, Store, repositories
from appraise.problem import AppraisalError, Problem

_WINDOWS = os.name == "nt"
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_HERE = re.compile(r"\.\.?/|\.$")
_REFUSED = {
    r"$": "the name of the commit is missing",
    r"-": "what begins with - could be taken for an option",
    r"(?s:.*)@\{": "what @{ } means differs from computer to computer",
    r"(?s:.*)\.\.": "two dots name a range, and one commit is wanted",
    r"(?s:.*)(\^\{|[\s\\])": "no such text names one commit",
    r".{400}": "it is too long for the name of a commit",
}
"""What cannot name a commit here, and why."""
_FIX = "name a commit by its branch, tag or number, such as main, v1.0, HEAD~1 or 3f2a91c; a path may follow after :"


class Version(NamedTuple):
    """One side of a comparison: what to read, where from, and how people know it: by its path, such as `libraries`, or
    by its commit and path, such as `HEAD~1:libraries`; a commit alone stands for the top of its repository.

    commit: the full number of the commit; None for the disk.
    """

    path: Path
    store: Store
    label: str
    commit: str | None = None


class _Typed(NamedTuple):
    """What people typed: a path on the disk, or a revision with a path or without. mistaken: the revision that a path
    could be taken for."""

    revision: str | None
    path: str | None
    mistaken: str | None = None


def sides(old: str, new: str | None = None) -> tuple[Version, Version]:
    """The older and the newer side. Each is a path on the disk; a revision and a path in it, REV:PATH, in the
    repository of the current directory; or a revision alone: what the other side names, in the repository that holds
    it, at that revision. What could be both is refused.

    new:    the current directory, where people name none. PATH is meant from the top of the repository, or, if it
            begins with ./ or ../, from the current directory. Two revisions alone are of the current directory.
    Raises: AppraisalError[no-revision, no-file, no-git, git-failed].
    """
    first, second = _typed(old), _typed("." if new is None else new)
    for asked, other in ((first, second), (second, first)):
        _distinct(asked, {Path(), _folder_of(other)})
    kept: dict[str, bytes] = {}
    repository_of = cache(repository)

    def version(asked: _Typed, other: _Typed) -> Version:
        if asked.revision is None:
            path = Path(asked.path or "")
            return Version(path, DISK, path.as_posix())
        named = other if asked.path is None else asked
        where = _folder_of(named)
        repo = repository_of(where)
        path = repo.inside
        if named.revision is None:
            path /= Path(named.path or "").relative_to(where)
        elif named.path is not None:
            path = _from_top(named.path, repo)
        sha = commit_number(repo.top, asked.revision)
        if sha is None:
            raise AppraisalError([_no_commit(asked, repo)])
        store = Commit(repo.top, sha, asked.revision, kept)
        return Version(path, store, store.shown(path), sha)

    return version(first, second), version(second, first)


def _typed(text: str) -> _Typed:
    """What was typed, once it can be nothing but what it looks like."""
    revision, colon, path = text.partition(":")
    why = next((why for form, why in _REFUSED.items() if re.match(form, revision)), None)
    if why is None and not revision.isprintable():
        why = "it holds a character that cannot be seen"
    if text and (DISK.what_is(Path(text)) is not None or (_WINDOWS and _DRIVE.match(text))):
        return _Typed(None, text, revision if why is None and not text.startswith((".", "/")) else None)
    if why is not None:
        what = f'"{text}" is no file, and "{revision}" cannot name a commit'
        raise AppraisalError([Problem("no-revision", what, why, _FIX)])
    return _Typed(revision, path if colon else None)


def _folder_of(asked: _Typed) -> Path:
    """The folder in whose repository a revision is looked up: that of a path, or else the current one."""
    path = Path(asked.path or "") if asked.revision is None else Path()
    return path if DISK.what_is(path) == "a folder" else path.parent


def _distinct(asked: _Typed, folders: set[Path]) -> None:
    """Refuse a path whose name stands for a commit too, in the repository of one of these folders."""
    if asked.mistaken is not None and any(_names_a_commit(asked.mistaken, folder) for folder in folders):
        what = f'"{asked.path}" is a file or a folder here, and "{asked.mistaken}" is a commit too'
        why = "one of the two would be read, and nobody could tell which"
        fix = f'write "./{asked.path}" for what is here, or "{asked.mistaken}~0" for the commit'
        raise AppraisalError([Problem("no-revision", what, why, fix)])


def _names_a_commit(revision: str, folder: Path) -> bool:
    if not repositories(folder.resolve()):
        return False
    try:
        return commit_number(repository(folder).top, revision) is not None
    except AppraisalError:
        return False


def _from_top(typed: str, repo: Repository) -> Path:
    """A path as people typed it after a revision, from the top of the repository."""
    path = Path(os.path.normpath(repo.inside / typed if _HERE.match(typed) else typed))
    if path.is_absolute() or path.drive or path.root or ".." in path.parts:
        what, why = f'"{typed}" leads outside the repository', "a commit holds nothing from there"
        fix = "write the path from the top of the repository, or one that begins with ./ or ../ from where you are"
        raise AppraisalError([Problem("no-file", what, why, fix)])
    return path


def _no_commit(asked: _Typed, repo: Repository) -> Problem:
    no_file = "is no file and " if asked.path is None else ""
    what = f'"{asked.revision}" {no_file}names no commit of the repository "{repo.top.as_posix()}"'
    why = "this clone holds only the newest commits" if repo.shallow else "there is nothing to compare with"
    fix = "fetch the older ones: git fetch --unshallow" if repo.shallow else "check the name; git log lists the commits"
    return Problem("no-revision", what, why, fix)
