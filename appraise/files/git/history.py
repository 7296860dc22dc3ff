"""History: what git knows of the order in which weights and scores were agreed."""

import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from appraise.files.library import library
from appraise.files.text.source import Source, Store, read
from appraise.files.text.yaml_tree import tree
from appraise.problem import AppraisalError

_COMMITS = 200
"""How far back history is read: so many commits that touched the weights, and so many that touched the scores."""

_BYTES = 20_000_000
"""How much of it is read: many times what the weights and scores of any appraisal come to over their years."""

_CRITERIA = re.compile(r"^criteria:.*$", re.MULTILINE)
_SAID_OF_WEIGHTS = ("by", "date", "reason")
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
        held = file.suffix != ".json" and any((folder / ".git").exists() for folder in file.absolute().parents)
        return _day_of_change(file) if held else None
    except (AppraisalError, OSError, ValueError, OverflowError, _TooMuchError):
        return None


def _day_of_change(file: Path) -> str | None:
    from appraise.files.git.repository import commit, number, repository

    found = repository(file.parent)
    top, own = found.top, found.inside / file.name
    head = number(top, "HEAD")
    if head is None:
        return None
    kept: dict[str, bytes] = {}
    parsed = cache(lambda text: tree(Source(own, text)))

    @cache
    def at(sha: str) -> Store:
        return commit(top, sha, sha, kept)

    def text(sha: str, path: Path) -> str:
        found = read(path, store=at(sha)).text
        if sum(map(len, kept.values())) > _BYTES:
            raise _TooMuchError
        return found

    now = text(head, own)
    criteria, sheet = (_named(parsed(now), key, own, at(head)) for key in ("criteria", "scores"))
    if criteria is None or sheet is None:
        return None

    def named(sha: str) -> Path:
        """The criteria file of a commit: today's where the appraisal named it in the same words, or was not there."""
        try:
            then = text(sha, own)
            same = _CRITERIA.findall(then) == _CRITERIA.findall(now) != []
            return criteria if same else _named(parsed(then), "criteria", own, at(sha)) or criteria
        except AppraisalError:
            return criteria

    @cache
    def weights(sha: str) -> Any:
        """The weights of a commit; None where they cannot be read."""
        try:
            return _weights(parsed(text(sha, named(sha))))
        except AppraisalError:
            return None

    def scored(sha: str) -> bool:
        try:
            return _any_score(parsed(text(sha, sheet)).get("scores"))
        except AppraisalError:
            return False

    first = next((each.sha for each in reversed(_commits(top, [head], [sheet])) if scored(each.sha)), None)
    if first is None:
        return None
    # Most appraisals end here: nothing about the weights is other than when someone was first scored.
    touched = _commits(top, [head, f"^{first}"], [criteria])
    if not touched and weights(first) == weights(head):
        return None
    files = [criteria] if named(first) == criteria else [criteria, own]
    changed = _last_change(_commits(top, [head], files), weights, found.shallow)
    before = _commits(top, [changed.sha], [sheet]) if changed else []
    if changed is None or not any(scored(each.sha) for each in before if each.sha != changed.sha):
        return None
    return datetime.fromtimestamp(changed.time, UTC).date().isoformat()


def _named(root: Mapping[Any, Any], key: str, own: Path, store: Store) -> Path | None:
    """The file that a key of an appraisal names."""
    named = root.get(key)
    if not isinstance(named, str):
        return None
    known = library.ids("criteria", own.parent, store) if key == "criteria" else {}
    return known.get(named) or Path(os.path.normpath(own.parent / named))


def _commits(top: Path, among: list[str], files: list[Path]) -> list[_Commit]:
    """The newest commits that touched files of the repository, newest first."""
    from appraise.files.git.repository import ask

    inside = [file.as_posix() for file in files if not library.is_shipped(file)]
    found = ask(top, "rev-list", "--topo-order", "--timestamp", "--parents", f"-n{_COMMITS}", *among, "--", *inside)
    if found.code or not inside:
        return []
    listed = (line.split() for line in found.out.decode("ascii").splitlines())
    return [_Commit(sha, int(time), tuple(before)) for time, sha, *before in listed]


def _last_change(commits: list[_Commit], weights: Callable[[str], Any], shallow: bool) -> _Commit | None:
    """The newest commit whose weights none of those right before it had. Commits that cannot be read are passed over.
    Where nothing came before, the weights were first set there, unless earlier commits are only out of sight."""
    listed = {each.sha: each for each in commits}
    for each in commits:
        if weights(each.sha) is None:
            continue
        waiting, before, out_of_sight = list(each.before), [], False
        seen = set(waiting)
        while waiting:
            sha = waiting.pop()
            if sha not in listed:
                out_of_sight = True
            elif weights(sha) is not None:
                before.append(weights(sha))
            else:
                waiting += [older for older in listed[sha].before if older not in seen]
                seen.update(listed[sha].before)
        if weights(each.sha) not in before:
            return None if out_of_sight or (shallow and not before) else each
    return None


def _weights(root: Mapping[Any, Any]) -> Any:
    """What the weights of a criteria file are: the method with what belongs to it, and the tree with every weight."""
    weighting = root.get("weighting")
    method = {"method": "direct"} | (dict(weighting) if isinstance(weighting, dict) else {})
    return {name: each for name, each in method.items() if name not in _SAID_OF_WEIGHTS}, _nodes(root.get("criteria"))


def _nodes(nodes: Any) -> Any:
    if not isinstance(nodes, dict):
        return None
    return {
        name: (node.get("weight"), _nodes(node.get("criteria"))) if isinstance(node, dict) else None
        for name, node in nodes.items()
    }


def _any_score(rows: Any) -> bool:
    """Whether a score sheet holds a number for anyone."""
    rows = rows.values() if isinstance(rows, dict) else []
    cells = (cell for row in rows if isinstance(row, dict) for cell in row.values())
    return any(isinstance(cell.get("score") if isinstance(cell, dict) else cell, Decimal) for cell in cells)
