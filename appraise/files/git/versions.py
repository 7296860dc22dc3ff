"""Versions: the commits that changed an appraisal, each to be read whole."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from appraise.files.git.log import BYTES_LIMIT, log_of
from appraise.files.text.source import Store, repositories
from appraise.problem import AppraisalError

_MOST = 50
"""How many commits are read whole: one to two seconds."""


def versions(file: Path, beside: Sequence[str]) -> Iterator[tuple[Path, Store, str]]:
    """The newest commits that changed an appraisal, newest first, along the first parents of merges: its path in each,
    the commit, and its day (UTC). None where git cannot tell, and no more once more has been read than history is for.

    file: the appraisal on the disk. beside: the other files that it is made of, from its folder.
    """
    from appraise.files.git.repository import Commit, commit_number, repository

    try:
        if not repositories(file.absolute().parent):
            return
        repo = repository(file.parent)
        head = commit_number(repo.top, "HEAD")
        files = [Path(os.path.normpath(repo.inside / each)) for each in (file.name, *beside)]
        kept: dict[str, bytes] = {}
        for each in log_of(repo.top, ["--first-parent", head], files)[:_MOST] if head else []:
            yield repo.inside / file.name, Commit(repo.top, each.sha, each.sha, kept), each.day
            if sum(map(len, kept.values())) > BYTES_LIMIT:
                return
    except (AppraisalError, OSError, ValueError, OverflowError):
        return
