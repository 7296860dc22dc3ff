"""History: what git knows of the order in which weights and scores were agreed, and of an appraisal as it was."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from appraise.files.library import library
from appraise.files.text.file_names import is_record
from appraise.files.text.source import Source, Store, read, repositories
from appraise.files.text.yaml_reader import read_yaml
from appraise.problem import AppraisalError

_COMMITS = 200
"""How far back history is read: so many commits that touched the weights, and so many that touched the scores."""

_BYTES = 20_000_000
"""How much of it is read: many times what the weights and scores of any appraisal come to over their years."""

_VERSIONS = 50
"""How many commits are read whole: one to two seconds."""

_CRITERIA = re.compile(r"^criteria:.*$", re.MULTILINE)
_ABOUT_WEIGHTS = ("by", "date", "reason")
"""What stands beside a weighting without being part of it."""


class _TooMuchError(Exception):
    """There is more history than is read."""


class _Commit(NamedTuple):
    """sha: its number. time: when it was made, in seconds. before: the nearest earlier ones of the same files."""

    sha: str
    time: int
    before: tuple[str, ...]


def weights_after_scores(file: Path) -> str | None:
    """The day (UTC) of the commit in which the weights of an appraisal were last changed, where an ancestor of that
    commit already held a known score in its score sheet. None where it did not, and where nobody can tell: without
    git, outside a repository, where the clone or the newest 200 commits do not reach back that far, or where these hold
    more than is read.

    file: an appraisal on the disk. What is not committed does not count.
    """
    try:
        asked = not is_record(file) and repositories(file.absolute().parent)
        return _day_of_change(file) if asked else None
    except (AppraisalError, OSError, ValueError, OverflowError, _TooMuchError):
        return None


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
        for each in _commits(repo.top, ["--first-parent", head], files)[:_VERSIONS] if head else []:
            yield repo.inside / file.name, Commit(repo.top, each.sha, each.sha, kept), _day(each)
            if sum(map(len, kept.values())) > _BYTES:
                return
    except (AppraisalError, OSError, ValueError, OverflowError):
        return


def _day_of_change(file: Path) -> str | None:
    from appraise.files.git.repository import commit_number, repository

    repo = repository(file.parent)
    top = repo.top
    head = commit_number(top, "HEAD")
    if head is None:
        return None
    committed = _Committed(top, repo.inside / file.name, head)
    criteria, sheet = committed.criteria, committed.sheet
    if criteria is None or sheet is None:
        return None
    scored = (each.sha for each in reversed(_commits(top, [head], [sheet])) if committed.any_score(each.sha))
    first = next(scored, None)
    if first is None:
        return None
    # Most appraisals end here: nothing about the weights is other than when someone was first scored.
    touched = _commits(top, [head, f"^{first}"], [criteria])
    if not touched and committed.weights(first) == committed.weights(head):
        return None
    files = [criteria] if committed.criteria_at(first) == criteria else [criteria, committed.own]
    changed = _last_change(_commits(top, [head], files), committed.weights, repo.shallow)
    before = _commits(top, [changed.sha], [sheet]) if changed else []
    if changed is None or not any(committed.any_score(each.sha) for each in before if each.sha != changed.sha):
        return None
    return _day(changed)


def _day(commit: _Commit) -> str:
    return datetime.fromtimestamp(commit.time, UTC).date().isoformat()


class _Committed:
    """The weights and scores of an appraisal as commits hold them.

    own:             the appraisal's own file, from the top of the repository.
    criteria, sheet: the files that it names in the newest commit; None where it names none.
    weights:         from a commit to the weights in it; None where they cannot be read.
    """

    def __init__(self, top: Path, own: Path, head: str) -> None:
        from appraise.files.git.repository import Commit

        self.own = own
        self._kept: dict[str, bytes] = {}
        self._store = cache(lambda sha: Commit(top, sha, sha, self._kept))
        self._parsed = cache(lambda text: read_yaml(Source(own, text)))
        self.weights = cache(self._weights_at)
        self._now = self._text(head, own)
        self.criteria, self.sheet = (self._named(head, self._now, key) for key in ("criteria", "scores"))

    def criteria_at(self, sha: str) -> Path | None:
        """The criteria file of a commit: today's where the appraisal named it in the same words, or was not there."""
        try:
            then = self._text(sha, self.own)
            same = _CRITERIA.findall(then) == _CRITERIA.findall(self._now) != []
            return self.criteria if same else self._named(sha, then, "criteria") or self.criteria
        except AppraisalError:
            return self.criteria

    def any_score(self, sha: str) -> bool:
        """Whether the score sheet of a commit holds a number for anyone."""
        rows = self._data(sha, self.sheet).get("scores")
        rows = rows.values() if isinstance(rows, dict) else []
        cells = (cell for row in rows if isinstance(row, dict) for cell in row.values())
        return any(isinstance(cell.get("score") if isinstance(cell, dict) else cell, Decimal) for cell in cells)

    def _weights_at(self, sha: str) -> Any:
        """The method of a commit's weights with what belongs to it, and the tree with every weight."""
        root = self._data(sha, self.criteria_at(sha))
        weighting = root.get("weighting")
        method = {"method": "direct"} | (dict(weighting) if isinstance(weighting, dict) else {})
        asked = {name: each for name, each in method.items() if name not in _ABOUT_WEIGHTS}
        return (asked, _nodes(root.get("criteria"))) if root else None

    def _data(self, sha: str, path: Path | None) -> Mapping[Any, Any]:
        """What a file of a commit holds; nothing where it cannot be read."""
        try:
            return self._parsed(self._text(sha, path)) if path else {}
        except AppraisalError:
            return {}

    def _named(self, sha: str, text: str, key: str) -> Path | None:
        """The file that a key of the appraisal names in a commit."""
        named = self._parsed(text).get(key)
        if not isinstance(named, str):
            return None
        folder = self.own.parent
        known = library.entries("criteria", folder, self._store(sha)) if key == "criteria" else {}
        return known.get(named) or Path(os.path.normpath(folder / named))

    def _text(self, sha: str, path: Path) -> str:
        text = read(path, store=self._store(sha)).text
        if sum(map(len, self._kept.values())) > _BYTES:
            raise _TooMuchError
        return text


def _commits(top: Path, among: list[str], files: list[Path]) -> list[_Commit]:
    """The newest commits that touched files of the repository, newest first."""
    from appraise.files.git.repository import ask

    inside = [file.as_posix() for file in files if not library.is_shipped(file)]
    answer = ask(top, "rev-list", "--topo-order", "--timestamp", "--parents", f"-n{_COMMITS}", *among, "--", *inside)
    if answer.code or not inside:
        return []
    listed = (line.split() for line in answer.out.decode("ascii").splitlines())
    return [_Commit(sha, int(time), tuple(before)) for time, sha, *before in listed]


def _last_change(commits: list[_Commit], weights: Callable[[str], Any], shallow: bool) -> _Commit | None:
    """The newest commit whose weights none of those right before it had. Commits that cannot be read are passed over.
    Where nothing came before, the weights were first set there, unless earlier commits are only out of sight."""
    listed = {each.sha: each for each in commits}
    for each in commits:
        if weights(each.sha) is None:
            continue
        earlier, before, out_of_sight = list(each.before), [], False
        for sha in earlier:  # which grows on the way
            if sha not in listed:
                out_of_sight = True
            elif weights(sha) is not None:
                before.append(weights(sha))
            else:
                earlier += [older for older in listed[sha].before if older not in earlier]
        if weights(each.sha) not in before:
            return None if out_of_sight or (shallow and not before) else each
    return None


def _nodes(nodes: Any) -> Any:
    if not isinstance(nodes, dict):
        return None
    return {
        name: (node.get("weight"), _nodes(node.get("criteria"))) if isinstance(node, dict) else None
        for name, node in nodes.items()
    }
