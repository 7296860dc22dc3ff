"""Log: the commits that touched files of a repository, as far back as history is read."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from appraise.files.library import library

_COMMITS = 200
"""How far back history is read: so many commits that touched the same files."""

BYTES_LIMIT = 20_000_000
"""How much of it is read: many times what the weights and scores of any appraisal come to over their years."""


class LogEntry(NamedTuple):
    """A commit that touched some files.

    sha: its number. time: when it was made, in seconds. before: the nearest earlier ones of the same files.
    """

    sha: str
    time: int
    before: tuple[str, ...]

    @property
    def day(self) -> str:
        """The day on which it was made (UTC)."""
        return datetime.fromtimestamp(self.time, UTC).date().isoformat()


def log_of(top: Path, among: list[str], files: list[Path]) -> list[LogEntry]:
    """The newest commits that touched files of the repository, newest first."""
    from appraise.files.git.repository import ask

    inside = [file.as_posix() for file in files if not library.is_shipped(file)]
    answer = ask(top, "rev-list", "--topo-order", "--timestamp", "--parents", f"-n{_COMMITS}", *among, "--", *inside)
    if answer.code or not inside:
        return []
    listed = (line.split() for line in answer.out.decode("ascii").splitlines())
    return [LogEntry(sha, int(time), tuple(before)) for time, sha, *before in listed]
