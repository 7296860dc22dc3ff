"""Weights after scores: what git knows of the order in which weights and scores were agreed."""

import os
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from appraise.files.git.log import BYTES_LIMIT, LogEntry, log_of
from appraise.files.library import library
from appraise.files.text.file_names import is_record
from appraise.files.text.source import Source, read, repositories
from appraise.files.text.yaml_reader import read_yaml
from appraise.problem import AppraisalError

_CRITERIA = re.compile(r"^criteria:.*$", re.MULTILINE)
_ABOUT_WEIGHTS = ("by", "date", "reason")
"""What stands beside a weighting without being part of it."""
_JUDGED = ("swings", "order")
"""What people said of weights: in the criteria file where it was agreed, else in the sheet of each member."""


class _TooMuchError(Exception):
    """There is more history than is read."""


def weights_after_scores(file: Path) -> str | None:
    """The day (UTC) of the commit in which the weights of an appraisal were last changed, where an ancestor of that
    commit already held a known score in its score sheet, or in the sheet of a member of the panel. None where it did
    not, and where nobody can tell: without git, outside a repository, where the clone or the newest 200 commits do not
    reach back that far, or where these hold more than is read.

    file: an appraisal on the disk. What is not committed does not count.
    """
    try:
        asked = not is_record(file) and repositories(file.absolute().parent)
        return _day_of_change(file) if asked else None
    except (AppraisalError, OSError, ValueError, OverflowError, _TooMuchError):
        return None


def _day_of_change(file: Path) -> str | None:
    from appraise.files.git.repository import commit_number, repository

    repo = repository(file.parent)
    top = repo.top
    head = commit_number(top, "HEAD")
    if head is None:
        return None
    committed = _Committed(top, repo.inside / file.name, head)
    criteria, sheets = committed.criteria, committed.sheets
    if criteria is None or not sheets:
        return None
    scored = (each.sha for each in reversed(log_of(top, [head], sheets)) if committed.any_score(each.sha))
    first = next(scored, None)
    if first is None:
        return None
    # Most appraisals end here: nothing about the weights is other than when someone was first scored.
    weighed = [criteria, *committed.weight_sheets(head, criteria).values()]
    touched = log_of(top, [head, f"^{first}"], weighed)
    if not touched and committed.weights(first) == committed.weights(head):
        return None
    files = weighed if committed.criteria_at(first) == criteria else [*weighed, committed.own]
    changed = _last_change(log_of(top, [head], files), committed.weights, repo.shallow)
    before = log_of(top, [changed.sha], sheets) if changed else []
    if changed is None or not any(committed.any_score(each.sha) for each in before if each.sha != changed.sha):
        return None
    return changed.day


class _Committed:
    """The weights and scores of an appraisal as commits hold them.

    own:      the appraisal's own file, from the top of the repository.
    criteria: the file that it names in the newest commit; None where it names none.
    sheets:   those with scores that it names there, the agreed one and those of the members of the panel.
    weights:  from a commit to the weights in it; None where they cannot be read.
    """

    def __init__(self, top: Path, own: Path, head: str) -> None:
        from appraise.files.git.repository import Commit

        self.own = own
        self._kept: dict[str, bytes] = {}
        self._store = cache(lambda sha: Commit(top, sha, sha, self._kept))
        self._parsed = cache(lambda text: read_yaml(Source(own, text)))
        self.weights = cache(self._weights_at)
        self._now = self._text(head, own)
        self.criteria, agreed = (self._named(head, self._now, key) for key in ("criteria", "scores"))
        panel = self._parsed(self._now).get("panel")
        self.sheets = [*([agreed] if agreed else []), *_sheets(panel, own).values()]

    def criteria_at(self, sha: str) -> Path | None:
        """The criteria file of a commit: today's where the appraisal named it in the same words, or was not there."""
        try:
            then = self._text(sha, self.own)
            same = _CRITERIA.findall(then) == _CRITERIA.findall(self._now) != []
            return self.criteria if same else self._named(sha, then, "criteria") or self.criteria
        except AppraisalError:
            return self.criteria

    def any_score(self, sha: str) -> bool:
        """Whether a score sheet of a commit holds a number for anyone."""
        tables = (self._data(sha, sheet).get("scores") for sheet in self.sheets)
        rows = (row for table in tables if isinstance(table, dict) for row in table.values())
        cells = (cell for row in rows if isinstance(row, dict) for cell in row.values())
        return any(isinstance(cell.get("score") if isinstance(cell, dict) else cell, Decimal) for cell in cells)

    def weight_sheets(self, sha: str, criteria: Path | None) -> dict[str, Path]:
        """The sheets with weights that a criteria file of a commit names, by member; none where weights were agreed."""
        weighting = self._data(sha, criteria).get("weighting")
        agreed = isinstance(weighting, dict) and any(each in weighting for each in _JUDGED)
        return _sheets(weighting, criteria) if criteria and not agreed else {}

    def _weights_at(self, sha: str) -> Any:
        """The method of a commit's weights with what belongs to it, what each member said, and the tree with every
        weight."""
        criteria = self.criteria_at(sha)
        root = self._data(sha, criteria)
        weighting = root.get("weighting")
        method = {"method": "direct"} | (dict(weighting) if isinstance(weighting, dict) else {})
        asked = {name: each for name, each in method.items() if name not in (*_ABOUT_WEIGHTS, "sheets")}
        said = {member: self._data(sha, sheet) for member, sheet in self.weight_sheets(sha, criteria).items()}
        if not root or not all(said.values()):
            return None
        by_member = {member: [each.get(name) for name in _JUDGED] for member, each in said.items()}
        return asked, by_member, _nodes(root.get("criteria"))

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
        if sum(map(len, self._kept.values())) > BYTES_LIMIT:
            raise _TooMuchError
        return text


def _last_change(commits: list[LogEntry], weights: Callable[[str], Any], shallow: bool) -> LogEntry | None:
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


def _sheets(names: Any, file: Path) -> dict[str, Path]:
    """The sheets that stand under `sheets` in a part of a file, by member."""
    sheets = names.get("sheets") if isinstance(names, dict) else None
    named = sheets.items() if isinstance(sheets, dict) else ()
    return {member: Path(os.path.normpath(file.parent / path)) for member, path in named if isinstance(path, str)}


def _nodes(nodes: Any) -> Any:
    if not isinstance(nodes, dict):
        return None
    return {
        name: (node.get("weight"), _nodes(node.get("criteria"))) if isinstance(node, dict) else None
        for name, node in nodes.items()
    }
