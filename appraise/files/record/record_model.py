"""The record model: what `run.json` may hold, and its JSON Schema, made of the types of what it holds."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import GenericAlias, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import (
    AfterValidator,
    Field,
    PlainValidator,
    TypeAdapter,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    create_model,
)

from appraise.analyses import Analyses
from appraise.appraisal import Appraisal, Criterion, Gate, Group, Option, Perspective, Requirement
from appraise.field_models import FieldModel, Many, Search, default_of, in_batches, joined
from appraise.field_types import as_number, wrong
from appraise.files.formats.json_schema import PlainSchema, schema_of, schema_text
from appraise.files.formats.registry import Registry
from appraise.files.text.yaml_errors import TEXT_LIMIT
from appraise.plain_numbers import DIGITS
from appraise.run import Result, Shortlist, Viewed

RECORDED_NUMBER = re.compile(rf"-?[0-9]{{1,{DIGITS}}}(\.[0-9]{{1,{DIGITS}}})?")

Fields = dict[str, tuple[Any, Any]]
"""The type of each field, and its default or `...` where it is always there."""


@cache
def record_model() -> TypeAdapter[Any]:
    """What a record is checked by. Of its options, nodes, gates and perspectives it gives models that hold the fields
    of inputs and results together; all else becomes what it was."""
    share: Fields = {"share": (_recorded(Decimal), ...)}
    option, result = _fields(Option), _fields(Result)
    for name in ("verdicts", "scores"):
        del option[name]
    cells: Any = Annotated[result["cells"][0], WrapValidator(_row)]
    viewed: Fields = {name: (hint | None, ...) for name, (hint, _) in _fields(Viewed).items()}
    fields: Fields = _fields(Appraisal) | {
        "kind": (Literal["run"], ...),
        "version": (Annotated[Decimal, WithJsonSchema({"const": 1})], ...),
        "appraise": (_TEXT, ...),
        "groups": _each("Group", _fields(Group) | share),
        "uncounted": _each("Uncounted", _fields(Group) | share),
        "criteria": _each("Criterion", _fields(Criterion) | share),
        "gates": _each("Gate", _fields(Gate) | {"requires": (_REQUIREMENT, ...)}),
        "options": _each("Option", option | result | {"cells": (cells, Field(alias="scores"))}),
        "shortlist": (_recorded(Shortlist), ...),
        "perspectives": _each("Perspective", _fields(Perspective) | viewed),
        "analyses": (_recorded(Analyses), ...),
        "fingerprint": (_TEXT, ...),
    }
    return TypeAdapter(_model("Record", fields))


def record_schema(registry: Registry) -> str:
    """The JSON Schema of a record, for programs that read one. Whether a record is as it was written, its fingerprint
    alone says.

    registry: the gate operators, weighting methods and findings there are.
    """
    return schema_text(schema_of(record_model(), PlainSchema), registry)


def _row(found: Any, check: ValidatorFunctionWrapHandler, info: ValidationInfo[Search]) -> Any:
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


def _fields(kind: Any) -> Fields:
    """The fields of a model or a named tuple, as a record may hold them."""
    if issubclass(kind, FieldModel):
        return {
            name: (_recorded(field.annotation), Field(default_of(field), description=field.description))
            for name, field in kind.model_fields.items()
        }
    hints = get_type_hints(kind)
    return {name: (_recorded(hints[name]), kind._field_defaults.get(name, ...)) for name in kind._fields}


def _model(name: str, fields: Fields, doc: str | None = None) -> Any:
    definitions: Any = fields
    return create_model(name, __base__=FieldModel, __doc__=doc, **definitions)


def _each(name: str, fields: Fields) -> tuple[Any, Any]:
    """Things by id, of which a record always says whether there are any."""
    return _by(_TEXT, _model(name, fields)), ...


def _by(names: Any, of: Any) -> Any:
    return Annotated[Mapping[names, of], WrapValidator(in_batches)]


@cache
def _recorded(hint: Any) -> Any:
    """What a record may hold for a type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint is NoneType or origin is Literal:
        return hint
    if origin is Annotated:
        return _recorded(arguments[0])
    if origin in (Union, UnionType):
        return Union[tuple(map(_recorded, arguments))]  # noqa: UP007 - made of a list
    if origin is tuple and arguments[-1] is Ellipsis:
        several: Any = Many
        return several[_recorded(arguments[0])]
    if origin is tuple:
        return GenericAlias(tuple, tuple(map(_recorded, arguments)))
    if arguments:
        return _by(_POINT if _recorded(arguments[0]) is _PLAIN[Decimal] else _TEXT, _recorded(arguments[1]))
    return Annotated[_model(hint.__name__, _fields(hint), hint.__doc__), AfterValidator(_becomes(hint))]


def _becomes(kind: Any) -> Any:
    """What makes a model or a named tuple of its checked fields."""
    if issubclass(kind, FieldModel):
        return lambda found: joined(kind, **{name: getattr(found, name) for name in found.model_fields_set})
    return lambda found: kind(**dict(found))


def _requirement(found: Any) -> Requirement:
    """A requirement as it was typed."""
    if found == "judgement":
        return Requirement()
    subjects = [name for name in ("characteristic", "criterion", "cost") if isinstance(found, dict) and name in found]
    more = ("year", "unit") if subjects == ["cost"] else ()
    operators = [name for name in found if name not in (*subjects, *more)] if subjects else []
    if len(subjects) != 1 or len(operators) != 1:
        raise wrong("requires", "not a requirement", "", "")
    of_costs = {name: found[name] for name in more if name in found}
    name, operand = found[subjects[0]], found[operators[0]]
    operand = tuple(operand) if isinstance(operand, list) else operand
    asked = operand if isinstance(operand, tuple) else [operand]
    if not all(isinstance(each, str | Decimal) for each in (name, *asked, *of_costs.values())):
        raise wrong("requires", "not a requirement", "", "")
    return Requirement(**{subjects[0]: name, "operator": operators[0], "operand": operand, **of_costs})


def _whole(found: object) -> int:
    number = as_number(found)
    if number < 0 or number != int(number):
        raise wrong("not-a-count", "not a whole number", "", "")
    return int(number)


def _point(found: object) -> Decimal:
    if not isinstance(found, str) or not RECORDED_NUMBER.fullmatch(found):
        raise wrong("not-a-number", "not a point of a scale", "", "")
    return Decimal(found)


_TEXT = Annotated[str, Field(strict=True, max_length=TEXT_LIMIT)]
_POINT = Annotated[
    Decimal, PlainValidator(_point), WithJsonSchema({"type": "string", "pattern": f"^{RECORDED_NUMBER.pattern}$"})
]
_REQUIREMENT = Annotated[Requirement, PlainValidator(_requirement), WithJsonSchema({"x-registered": "requires"})]
_PLAIN: Mapping[Any, Any] = {
    str: _TEXT,
    bool: Annotated[bool, Field(strict=True)],
    int: Annotated[int, PlainValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0})],
    Decimal: Annotated[Decimal, PlainValidator(as_number), WithJsonSchema({"type": "number"})],
}
