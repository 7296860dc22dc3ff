"""Records: `run.json` read back into the Run it holds.

A record is written by appraise and never by hand: its fingerprint says whether it still is as it was written. What
each part may hold is read off the types themselves, so that a record has one definition.
"""

import json
import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from appraise.appraisal import Appraisal, Criterion, Gate, Group, Option, Perspective, Score, Verdict
from appraise.field_models import Search, joined, part_of, replaced
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.record.cross_checks import cross_check
from appraise.files.record.record_model import RECORDED_NUMBER, record_model
from appraise.files.text.locations import FIGURE_KEYS, Location, Locator
from appraise.files.text.source import DISK, RECORD_LIMIT, Source, Store, read
from appraise.files.text.yaml_tree import KeyPath, Map
from appraise.problem import AppraisalError, Place, Problem
from appraise.run import Result, Run, ScoredCell, Viewed, fingerprint, sealed, stated

_MOST_VALUES = 8_000_000
"""Lists, mappings and values beside each other: what the largest records hold, twice."""
_NEVER_WRITTEN = re.compile(r"\\u(?!00[01])")
_WHY = "a record is written by appraise and never by hand"
_SCORE_AGAIN = "score the appraisal again"
_TAKE_BACK = f"{_SCORE_AGAIN}, or take the record back from git"
_KEY = re.compile(r'( +)("(?:[^"\\]|\\.)*"):')

_PARTS: Any = {"groups": Group, "uncounted": Group, "criteria": Criterion, "gates": Gate, "perspectives": Perspective}
"""What inputs hold by id beside options, of which a record says no more than that and results."""


def read_run(path: Path, registry: Registry, store: Store = DISK) -> Run:
    """The run that a record holds: one that can be shown and evaluated again.

    store:  where it is read from.
    Raises: AppraisalError[no-file, not-json, not-a-record, fingerprint].
    """
    return sound_run(read(path, RECORD_LIMIT, store, path.parent), registry)


def sound_run(source: Source, registry: Registry) -> Run:
    """The run that a record's text holds, where its fingerprint fits.

    Raises: AppraisalError[not-json, not-a-record, fingerprint].
    """
    data = _record_data(source)
    if not fits(source.text):
        what = "the record is not as it was written: its fingerprint does not fit"
        why = "a figure in it may have been changed by hand, or a merge may have mixed two records"
        raise AppraisalError([_Record(source).problem(("fingerprint",), "fingerprint", what, why, _TAKE_BACK)])
    return _checked(source, data, registry)


def run_in(source: Source, registry: Registry) -> Run:
    """The run that a record's text holds, whether or not its fingerprint fits.

    Raises: AppraisalError[not-json, not-a-record].
    """
    return _checked(source, _record_data(source), registry)


def fits(text: str) -> bool:
    """Whether a record's text is what its fingerprint was taken of."""
    body, seal = stated(text)
    ending = sealed("", seal)
    return fingerprint(body) == seal and text.endswith((ending, ending[:-1]))


def _record_data(source: Source) -> dict[str, Any]:
    """A record's text as data; what is no record, or one of a version to come, is refused."""
    data = _json(source)
    if not isinstance(data, dict) or data.get("kind") != "run":
        raise _not_a_record(source, (), "this is not a record", "name a run.json that appraise wrote")
    if data.get("version") != 1:
        what = "this record is of a version that is not known here"
        raise _not_a_record(source, ("version",), what, "use a newer appraise")
    return data


def _checked(source: Source, data: dict[str, Any], registry: Registry) -> Run:
    """The run in a record's data, once every part of it is what a record holds."""
    try:
        search = Search(left=1)
        found = record_model().validate_python(data, context=search, by_alias=True, by_name=False)
        run = _run(found, search.cells.values())
    except ValidationError as error:
        path = error.errors(include_url=False)[0]["loc"]
        raise _not_a_record(source, path, "this is not what a record holds here") from None
    for problem in cross_check(_Record(source), run, registry):
        raise AppraisalError([Problem("not-a-record", problem.what, _WHY, _SCORE_AGAIN, problem.place)])
    return run


def places_in(path: Path, store: Store = DISK) -> Locator:
    """Where each thing stands in a record."""
    source = read(path, RECORD_LIMIT, store, path.parent)
    lines: dict[KeyPath, int] = {}
    here: list[str] = []
    for number, text in enumerate(source.lines):
        if found := _KEY.match(text):
            here = [*here[: len(found[1]) // 2 - 1], json.loads(found[2])]
            lines.setdefault(tuple(here), number)

    def find(*keys: str) -> Location | None:
        figure = FIGURE_KEYS.get(keys[-2]) if len(keys) == 4 else None
        line = lines.get((*keys, figure)) or lines.get(keys)
        return Location(path.name, _at(source, line)) if line else None

    return find


class _Numbers(dict[str, Decimal]):
    """Numbers by how they are written: most of a record's recur, and looking one up takes less than making it."""

    def __missing__(self, text: str) -> Decimal:
        if not RECORDED_NUMBER.fullmatch(text):
            raise ValueError
        self[text] = number = Decimal(text)
        return number


def _json(source: Source) -> Any:
    number = _Numbers().__getitem__

    known: dict[Any, dict[str, Any]] = {}

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        whole = tuple(pairs)
        try:
            return known.get(whole) or known.setdefault(whole, named(pairs))
        except TypeError:
            # It holds lists or mappings, by which nothing can be looked up.
            return named(pairs)

    def named(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = dict(pairs)
        if len(names) < len(pairs):
            raise ValueError
        return names

    try:
        # Values take some hundred times the room of the signs that they are written with.
        if sum(map(source.text.count, "[{,")) > _MOST_VALUES:
            raise ValueError
        # A backslash before another stands for itself.
        if "\\" in source.text and _NEVER_WRITTEN.search(source.text.replace("\\\\", "")):
            raise ValueError
        return json.loads(
            source.text, parse_float=number, parse_int=number, parse_constant=number, object_pairs_hook=mapping
        )
    except (ValueError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        what, place = "this cannot be read as a record", source.place(line - 1, column - 1)
        raise AppraisalError([Problem("not-json", what, _WHY, _TAKE_BACK, place)]) from None


def _not_a_record(source: Source, path: KeyPath, what: str, fix: str = _SCORE_AGAIN) -> AppraisalError:
    return AppraisalError([_Record(source).problem(path, "not-a-record", what, _WHY, fix)])


class _Record(ParsedFile):
    """A record as a parsed file, so that it can be asked the same questions as files are."""

    def __init__(self, source: Source) -> None:
        super().__init__(source, Map(0, 0))

    def place(self, path: KeyPath, key: bool = False) -> Place:
        """Where a path leads, as far as one key a line and two blanks a level show it."""
        line, lines = 0, self.source.lines
        for depth, step in enumerate(path):
            inside = "  " * (depth + 1)
            start = f"{inside}{json.dumps(str(step), ensure_ascii=False)}:"
            for number, text in enumerate(lines[line + 1 :], line + 1):
                if text.startswith(start):
                    line = number
                    break
                if not text.startswith(inside):
                    return _at(self.source, line)
        return _at(self.source, line)


def _at(source: Source, line: int) -> Place:
    text = source.lines[line]
    return source.place(line, len(text) - len(text.lstrip()))


def _run(found: Any, cells: Collection[ScoredCell]) -> Run:
    """The run in a checked record: inputs and results taken apart again. cells: every one in it, once."""
    nodes = {**found.groups, **found.criteria, **found.uncounted}
    sheet = (cell for cell in cells if cell.from_ == "sheet")
    scores = {id(cell): Score(cell.score, cell.range, cell.reason, cell.evidence) for cell in sheet}
    parts = {
        field: {name: part_of(model, each) for name, each in getattr(found, field).items()}
        for field, model in _PARTS.items()
    }
    options = {name: _option(each, scores) for name, each in found.options.items()}
    return Run(
        appraise=found.appraise,
        inputs=replaced(part_of(Appraisal, found), **parts, options=options),
        shares={name: node.share for name, node in nodes.items()},
        options={name: Result(*_values(Result, each)) for name, each in found.options.items()},
        shortlist=found.shortlist,
        viewed={
            name: Viewed(*_values(Viewed, each))
            for name, each in found.perspectives.items()
            if any(value is not None for value in _values(Viewed, each))
        },
        analyses=found.analyses,
    )


def _option(found: Any, scores: Mapping[int, Score]) -> Option:
    """An option as people stated it: of verdicts the decided ones, of scores, by their cells, those of a sheet."""
    decided = {
        gate: joined(Verdict, **{field: getattr(judged, field) for field in Verdict.model_fields})
        for gate, judged in found.verdicts.items()
        if judged.from_ == "decision"
    }
    sheet = {criterion: scores[id(cell)] for criterion, cell in found.cells.items() if id(cell) in scores}
    return replaced(part_of(Option, found), verdicts=decided, scores=sheet)


def _values(kind: Any, found: Any) -> list[Any]:
    return [getattr(found, field) for field in kind._fields]
