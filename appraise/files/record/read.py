"""Records: `run.json` read back into the Run it holds.

A record is written by appraise and never by hand: its fingerprint says whether it still is as it was written. What
each part may hold is read off the words themselves, so that a record has one definition.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path as File
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn, Union, get_args, get_origin, get_type_hints

from pydantic_core import CoreSchema, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from appraise.analyses import Analyses
from appraise.appraisal import (
    Appraisal,
    Criterion,
    Gate,
    Group,
    Option,
    Perspective,
    Requirement,
    Score,
    Verdict,
)
from appraise.files.formats.field_types import as_number, wrong
from appraise.files.formats.models import Search, exactly, many, mapping
from appraise.files.formats.parsed_file import ParsedFile, Path
from appraise.files.formats.registry import Registry
from appraise.files.record.cross_checks import misfits
from appraise.files.text.locations import FIGURES, Find, Location
from appraise.files.text.source import DISK, RECORD_LIMIT, Source, Store, read
from appraise.files.text.yaml_errors import TEXT_LIMIT
from appraise.files.text.yaml_tree import Map
from appraise.problem import AppraisalError, Place, Problem
from appraise.run import Result, Run, ScoredCell, Shortlist, Viewed, fingerprint, key, sealed, stated

_MOST_VALUES = 8_000_000
"""Lists, mappings and values beside each other: what the largest records hold, twice."""
_NUMBER = re.compile(r"-?[0-9]{1,24}(\.[0-9]{1,24})?")
_NEVER_WRITTEN = re.compile(r"\\u(?!00[01])")
_KEY = re.compile(r'( +)("(?:[^"\\]|\\.)*"):')

Fields = dict[str, cs.TypedDictField]


def read_run(path: File, registry: Registry, store: Store = DISK) -> Run:
    """The run that a record holds: one that can be shown and evaluated again.

    store:  where it is read from.
    Raises: AppraisalError[no-file, not-json, not-a-record, fingerprint].
    """
    return sound_run(read(path, RECORD_LIMIT, store, path.parent), registry)


def sound_run(source: Source, registry: Registry) -> Run:
    """The run that a record's text holds, where its fingerprint fits.

    Raises: AppraisalError[not-json, not-a-record, fingerprint].
    """
    data = _json(source)
    _of_a_kind(source, data)
    if not fits(source.text):
        problem = Problem(
            code="fingerprint",
            what="the record is not as it was written: its fingerprint does not fit",
            why="a figure in it may have been changed by hand, or a merge may have mixed two records",
            fix="score the appraisal again, or take the record back from git",
            place=_place(source, ("fingerprint",)),
        )
        raise AppraisalError([problem])
    return _checked(source, data, registry)


def run_in(source: Source, registry: Registry) -> Run:
    """The run that a record's text holds, whether or not its fingerprint fits.

    Raises: AppraisalError[not-json, not-a-record].
    """
    data = _json(source)
    _of_a_kind(source, data)
    return _checked(source, data, registry)


def fits(text: str) -> bool:
    """Whether a record's text is what its fingerprint was taken of."""
    body, seal = stated(text)
    ending = sealed("", seal)
    return fingerprint(body) == seal and text.endswith((ending, ending[:-1]))


def _of_a_kind(source: Source, data: Any) -> None:
    """Refuse what is no record, or one of a version to come."""
    if not isinstance(data, dict) or data.get("kind") != "run":
        _refuse(source, (), "this is not a record", "name a run.json that appraise wrote")
    if data.get("version") != 1:
        _refuse(source, ("version",), "this record is of a version that is not known here", "use a newer appraise")


def _checked(source: Source, data: dict[str, Any], registry: Registry) -> Run:
    """The run in a record's data, once every part of it is what a record holds."""
    try:
        search = Search(left=1)
        run = _run(_validator().validate_python(data, context=search), search.cells.values())
    except ValidationError as error:
        _refuse(source, error.errors(include_url=False)[0]["loc"], "this is not what a record holds here")
    for problem in misfits(_Record(source), run, registry):
        _refuse(source, (), problem.what, place=problem.place)
    return run


def places_in(path: File, store: Store = DISK) -> Find:
    """Where each thing stands in a record."""
    source = read(path, RECORD_LIMIT, store, path.parent)
    lines: dict[Path, int] = {}
    here: list[str] = []
    for number, text in enumerate(source.lines):
        found = _KEY.match(text)
        if found:
            here = [*here[: len(found[1]) // 2 - 1], json.loads(found[2])]
            lines.setdefault(tuple(here), number)

    def find(*keys: str) -> Location | None:
        figure = FIGURES.get(keys[-2]) if len(keys) == 4 else None
        line = lines.get((*keys, figure)) or lines.get(keys)
        return Location(path.name, _at(source, line)) if line else None

    return find


class _Numbers(dict[str, Decimal]):
    """Numbers by how they are written: most of a record's recur, and looking one up takes less than making it."""

    def __missing__(self, text: str) -> Decimal:
        if not _NUMBER.fullmatch(text):
            raise ValueError
        self[text] = number = Decimal(text)
        return number


def _json(source: Source) -> Any:
    number = _Numbers().__getitem__

    known: dict[Any, dict[str, Any]] = {}

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        whole = tuple(found)
        try:
            return known.get(whole) or known.setdefault(whole, named(found))
        except TypeError:
            # It holds lists or mappings, by which nothing can be looked up.
            return named(found)

    def named(found: list[tuple[str, Any]]) -> dict[str, Any]:
        names = dict(found)
        if len(names) < len(found):
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
            source.text, parse_float=number, parse_int=number, parse_constant=number, object_pairs_hook=pairs
        )
    except (ValueError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        why = "a record is written by appraise and never by hand"
        fix = "score the appraisal again, or take the record back from git"
        place = source.place(line - 1, column - 1)
        raise AppraisalError([Problem("not-json", "this cannot be read as a record", why, fix, place)]) from None


def _refuse(
    source: Source, path: Path, what: str, fix: str = "score the appraisal again", place: Place | None = None
) -> NoReturn:
    why = "a record is written by appraise and never by hand"
    raise AppraisalError([Problem("not-a-record", what, why, fix, place or _place(source, path))])


class _Record(ParsedFile):
    """A record as a part, so that it can be asked the same questions as files are."""

    def __init__(self, source: Source) -> None:
        super().__init__(source, Map(0, 0))

    def place(self, path: Path, key: bool = False) -> Place:
        return _place(self.source, path)


def _place(source: Source, path: Path) -> Place:
    """Where a path leads, as far as one key a line and two blanks a level show it."""
    line = 0
    for depth, step in enumerate(path):
        inside = "  " * (depth + 1)
        start = f"{inside}{json.dumps(str(step), ensure_ascii=False)}:"
        for number, text in enumerate(source.lines[line + 1 :], line + 1):
            if text.startswith(start):
                line = number
                break
            if not text.startswith(inside):
                return _at(source, line)
    return _at(source, line)


def _at(source: Source, line: int) -> Place:
    text = source.lines[line]
    return source.place(line, len(text) - len(text.lstrip()))


@cache
def _validator() -> SchemaValidator:
    share = {"share": _field(Decimal, True)}
    option, result = _fields(Option), _fields(Result)
    for field in ("verdicts", "scores"):
        del option[field]
    cells = cs.with_info_wrap_validator_function(_row, _schema(get_type_hints(Result)["cells"]))
    result["cells"] = cs.typed_dict_field(cells, required=True, validation_alias="scores")
    viewed = {field: cs.typed_dict_field(cs.nullable_schema(each["schema"])) for field, each in _fields(Viewed).items()}
    gate = _fields(Gate) | {"requires": cs.typed_dict_field(cs.no_info_plain_validator_function(_requirement))}
    record = _fields(Appraisal) | {
        "kind": _field(str, True),
        "version": _field(Decimal, True),
        "appraise": _field(str, True),
        "groups": _each(_fields(Group) | share),
        "uncounted": _each(_fields(Group) | share),
        "criteria": _each(_fields(Criterion) | share),
        "gates": _each(gate),
        "options": _each(option | result),
        "shortlist": _field(Shortlist, True),
        "perspectives": _each(_fields(Perspective) | viewed),
        "analyses": _field(Analyses, True),
        "fingerprint": _field(str, True),
    }
    return SchemaValidator(exactly(record))


def _row(found: Any, check: Callable[[Any], Any], info: "cs.ValidationInfo[Search]") -> Any:
    """The cells of one option. Most cells of a large record recur: each is checked once and is then one value."""
    if not isinstance(found, dict) or info.context.left <= 0:
        return check(found)
    known = info.context.cells
    try:
        return {name: known[id(cell)] for name, cell in found.items()}
    except KeyError:
        for name, cell in found.items():
            if id(cell) not in known:
                known[id(cell)] = check({name: cell})[name]
        return {name: known[id(cell)] for name, cell in found.items()}


def _run(found: dict[str, Any], cells: Collection[ScoredCell]) -> Run:
    """The run in a checked record: inputs and results taken apart again. cells: every one in it, once."""
    nodes = {**found["groups"], **found["criteria"], **found["uncounted"]}
    options, perspectives = found["options"], found["perspectives"]
    sheet = (cell for cell in cells if cell.from_ == "sheet")
    scores = {id(cell): Score(cell.score, cell.range, cell.reason, cell.evidence) for cell in sheet}
    inputs = _words(Appraisal, found)._replace(
        groups={name: _words(Group, each) for name, each in found["groups"].items()},
        uncounted={name: _words(Group, each) for name, each in found["uncounted"].items()},
        criteria={name: _words(Criterion, each) for name, each in found["criteria"].items()},
        gates={name: _words(Gate, each) for name, each in found["gates"].items()},
        options={name: _option(each, scores) for name, each in options.items()},
        perspectives={name: _words(Perspective, each) for name, each in perspectives.items()},
    )
    return Run(
        appraise=found["appraise"],
        inputs=inputs,
        shares={name: node["share"] for name, node in nodes.items()},
        options={name: _words(Result, each) for name, each in options.items()},
        shortlist=found["shortlist"],
        viewed={
            name: _words(Viewed, each)
            for name, each in perspectives.items()
            if any(each[field] is not None for field in Viewed._fields)
        },
        analyses=found["analyses"],
    )


def _option(found: dict[str, Any], scores: Mapping[int, Score]) -> Option:
    """An option as people stated it: of verdicts the decided ones, of scores, by their cells, those of a sheet."""
    decided = {
        gate: Verdict(*(getattr(judged, field) for field in Verdict._fields))
        for gate, judged in found["verdicts"].items()
        if judged.from_ == "decision"
    }
    sheet = {criterion: scores[id(cell)] for criterion, cell in found["cells"].items() if id(cell) in scores}
    return Option(
        **{field: found[field] for field in Option._fields if field in found} | {"verdicts": decided, "scores": sheet}
    )


def _words(words: Any, found: dict[str, Any]) -> Any:
    return words(**{field: found[field] for field in words._fields if field in found})


def _requirement(found: Any) -> Requirement:
    """A requirement as it was typed."""
    if found == "judgement":
        return Requirement()
    subjects = [name for name in ("characteristic", "criterion") if isinstance(found, dict) and name in found]
    operators = [name for name in found if name not in subjects] if subjects else []
    if len(subjects) != 1 or len(operators) != 1:
        raise wrong("requires", "not a requirement", "", "")
    name, operand = found[subjects[0]], found[operators[0]]
    operand = tuple(operand) if isinstance(operand, list) else operand
    asked = operand if isinstance(operand, tuple) else [operand]
    if not all(isinstance(each, str | Decimal) for each in (name, *asked)):
        raise wrong("requires", "not a requirement", "", "")
    return Requirement(**{subjects[0]: name, "operator": operators[0], "operand": operand})


def _fields(words: Any) -> Fields:
    """The fields of a value as a record spells them; those without a default are always there."""
    hints = get_type_hints(words)
    return {field: _field(hints[field], field not in words._field_defaults, key(field)) for field in words._fields}


def _field(hint: Any, required: bool, alias: str | None = None) -> cs.TypedDictField:
    return cs.typed_dict_field(_schema(hint), required=required, validation_alias=alias)


def _each(fields: Fields) -> cs.TypedDictField:
    return cs.typed_dict_field(mapping(_PLAIN[str], exactly(fields)))


def _schema(hint: Any) -> CoreSchema:
    """What a record may hold for a type."""
    arguments = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        choices = [_schema(each) for each in arguments if each is not NoneType]
        schema = choices[0] if len(choices) == 1 else cs.union_schema([*choices])
        return cs.nullable_schema(schema) if NoneType in arguments else schema
    if get_origin(hint) is Literal:
        return cs.literal_schema(list(arguments))
    if get_origin(hint) is tuple and arguments[-1] is Ellipsis:
        return many(_schema(arguments[0]))
    if get_origin(hint) is tuple:
        return cs.tuple_schema([_schema(each) for each in arguments])
    if arguments:
        return mapping(_KEYS[arguments[0]], _schema(arguments[1]))
    if hint in _PLAIN:
        return _PLAIN[hint]
    return cs.no_info_after_validator_function(lambda found: _words(hint, found), exactly(_fields(hint)))


def _whole(found: object) -> int:
    number = as_number(found)
    if number < 0 or number != int(number):
        raise wrong("not-a-count", "not a whole number", "", "")
    return int(number)


def _point(found: str) -> Decimal:
    if not _NUMBER.fullmatch(found):
        raise wrong("not-a-number", "not a point of a scale", "", "")
    return Decimal(found)


_PLAIN: dict[Any, CoreSchema] = {
    str: cs.str_schema(strict=True, max_length=TEXT_LIMIT),
    bool: cs.bool_schema(strict=True),
    int: cs.no_info_plain_validator_function(_whole),
    Decimal: cs.no_info_plain_validator_function(as_number),
}
_KEYS: dict[Any, CoreSchema] = {str: _PLAIN[str], Decimal: cs.no_info_plain_validator_function(_point)}
