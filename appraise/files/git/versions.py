"""Versions: the commits that changed an appraisal, each to be read whole."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from appraise.files.git.log import log_of
from appraise.files.text.source import Store, repositories
from appraise.problem import AppraisalError

_MOST = 50
"""How many commits are read whole: one to two seconds."""
_BYTES = 5_000_000
"""How much is read in all."""


def versions(file: Path, beside: Sequence[str]) -> Iterator[tuple[Path, Store, str]]:
    """The newest commits that changed an appraisal, newest first, along the first parents of merges: its path in each,
    the commit, and its day (UTC). Where its folder was moved, those before the move come after it. None where git
    cannot tell, and no more once more has been read than history is for.

    file: the appraisal on the disk. beside: the other files that it is made of, from its folder.
    """
    from appraise.files.git.repository import Commit, commit_number, repository

    try:
        if not repositories(file.absolute().parent):
            return
        repo = repository(file.parent)
        own: Path | None = repo.inside / file.name
        revision = commit_number(repo.top, "HEAD")
        kept: dict[str, bytes] = {}
        left = _MOST
        while own and revision and left:
            files = [Path(os.path.normpath(own.parent / each)) for each in (own.name, *beside)]
            log = log_of(repo.top, ["--first-parent", revision], files)[:left]
            for each in log:
                yield own, Commit(repo.top, each.sha, each.sha, kept), each.day
                if sum(map(len, kept.values())) > _BYTES:
                    return
            left -= len(log)
            own = _moved_from(repo.top, log[-1].sha, own) if log else None
            revision = f"{log[-1].sha}^1" if log else None
    except (AppraisalError, OSError, ValueError, OverflowError):
        return


def _moved_from(top: Path, sha: str, file: Path) -> Path | None:
    """What a file was called before a commit gave it its name; None where it was new, or had that name before."""
    from appraise.files.git.repository import ask

    answer = ask(top, "diff-tree", "-r", "-M", "--diff-filter=R", "--name-status", "-z", f"{sha}^1", sha)
    names = [] if answer.code else answer.out.decode("utf-8", "surrogateescape").split("\0")
    moves = zip(names[1::3], names[2::3], strict=False)
    return next((Path(was) for was, now in moves if now == file.as_posix()), None)
