"""Field models: lists and mappings of fields, and the frozen pydantic models that hold what people write."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Annotated, Any, ClassVar, TypeVar, get_type_hints

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    SkipValidation,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    create_model,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from appraise.field_types import YEAR_AS_KEY, Citation, Finding, Id, Number, Schema, Year, distinct, filled, key
from appraise.problem import PROBLEM_LIMIT


@dataclass(frozen=True)
class Also:
    """What is checked of a whole list or mapping, and what that adds to its JSON Schema."""

    check: Callable[[Any], Any]
    schema: Callable[[Schema], Schema]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(
            lambda value, info: value if info.context is None else self.check(value), handler(source)
        )

    def __get_pydantic_json_schema__(self, inner: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return self.schema(handler.resolve_ref_schema(handler(inner)))


def _one_at_least(inner: Schema) -> Schema:
    return inner | ({"minItems": 1} if inner["type"] == "array" else {"type": "object", "minProperties": 1})


@dataclass
class Search:
    """What a check of a file keeps in mind on its way, as pydantic's context.

    left:  how many more errors are looked for: of one file they would fill the memory long before anybody read them.
    cells: those of a record that are checked already, each of which recurs, by their place in memory.
    """

    left: int = PROBLEM_LIMIT
    cells: dict[int, Any] = field(default_factory=dict)


_BATCH = 500
"""How many things of a mapping or a list are checked between two looks at how much is wrong."""


def in_batches(found: Any, check: ValidatorFunctionWrapHandler, info: ValidationInfo[Search | None]) -> Any:
    """A mapping or a list of any length, which is looked at no further once enough is wrong."""
    search = info.context
    if search is None or not isinstance(found, dict | list):
        return check(found)
    left, errors = search.left, list[InitErrorDetails]()
    value: Any = {} if (keyed := isinstance(found, dict)) else []
    things = iter(found.items()) if isinstance(found, dict) else iter(found)
    for start in range(0, max(len(found), 1), _BATCH):
        if search.left <= 0:  # enough was found elsewhere, so nobody will see the value
            break
        batch = found if len(found) <= _BATCH else type(value)(islice(things, _BATCH))
        try:
            value.update(check(batch)) if keyed else value.extend(check(batch))
        except ValidationError as error:
            errors += _again(error, None if keyed else start)
            search.left = left - len(errors)
    if errors:
        raise ValidationError.from_exception_data("", errors)
    return value if keyed else tuple(value)


def _again(error: ValidationError, start: int | None) -> Iterator[InitErrorDetails]:
    """Errors to be raised again. start: how many things of a list came before those that were checked."""
    for each in error.errors(include_url=False):
        path, ctx = each["loc"], each.get("ctx", {})
        path = path if start is None or not path else (int(path[0]) + start, *path[1:])
        kind = PydanticCustomError(each["type"], "{what}", ctx) if "what" in ctx else each["type"]
        yield InitErrorDetails(type=kind, loc=path, input=each["input"], ctx=ctx)


V = TypeVar("V")
Many = Annotated[tuple[V, ...], WrapValidator(in_batches)]
ById = Annotated[Mapping[Id, V], WrapValidator(in_batches)]
ByNumber = Annotated[Mapping[Number, V], WrapValidator(in_batches)]
ByYear = Annotated[Mapping[Annotated[Year, WithJsonSchema(YEAR_AS_KEY)], V], WrapValidator(in_batches)]
ByFinding = Annotated[Mapping[Finding, V], WrapValidator(in_batches)]
ByCitation = Annotated[Mapping[Citation, V], WrapValidator(in_batches)]
Ids = Annotated[Many[Id], Also(distinct, lambda inner: inner | {"uniqueItems": True})]
Filled = Also(filled, _one_at_least)


class FieldModel(BaseModel):
    """A mapping with just these keys, which cannot be changed once it is there.

    Files and records spell a field with hyphens for underscores; `in_` and `for_` are `in` and `for` there.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,
        alias_generator=key,
        validate_by_name=True,
        validate_by_alias=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _limit_unknown_keys(cls, found: Any) -> Any:
        """Keep at most PROBLEM_LIMIT of the keys that are not known here."""
        if not isinstance(found, dict) or len(found) <= len(cls.model_fields) + PROBLEM_LIMIT:
            return found
        known = {key(name) for name in cls.model_fields}
        strange = islice((name for name in found if name not in known), PROBLEM_LIMIT)
        return {name: found[name] for name in (*(name for name in found if name in known), *strange)}

    FIRST: ClassVar[tuple[str, ...]] = ()
    """The fields that come first in a record, where it has another order than the file."""

    @classmethod
    def recorded(cls) -> list[str]:
        """The fields in the order in which a record holds them."""
        return [*cls.FIRST, *(name for name in cls.model_fields if name not in cls.FIRST)]

    def stated(self) -> dict[str, Any]:
        """The fields by the names they have in a record, without those that people left out."""
        fields = type(self).model_fields
        values = ((name, getattr(self, name)) for name in self.recorded())
        return {key(name): value for name, value in values if value != default_of(fields[name])}


def default_of(field: FieldInfo) -> Any:
    """What is taken where a field is left out; `...` where it cannot be."""
    make: Any = field.default_factory
    return ... if field.is_required() else make() if make else field.default


M = TypeVar("M", bound=FieldModel)


def replaced(model: M, /, **fields: Any) -> M:
    """The same with other values in some fields. They are not checked again, but a name that is no field is refused.

    Raises: TypeError.
    """
    _no_other(type(model), fields)
    return model.model_copy(update=fields)


def joined(model: type[M], /, **fields: Any) -> M:
    """A model of values that are checked already. They are not checked again, but a name that is no field is refused.

    Raises: TypeError.
    """
    _no_other(model, fields)
    return model.model_construct(**fields)


def part_of(model: type[M], whole: FieldModel, /, **fields: Any) -> M:
    """A model of those fields of a larger one that it has too, and of other values in some.

    Raises: TypeError as `joined` does.
    """
    shared = (name for name in model.model_fields if name in type(whole).model_fields)
    return joined(model, **{name: getattr(whole, name) for name in shared} | fields)


def _no_other(model: type[FieldModel], names: Iterable[str]) -> None:
    if strange := {*names} - model.model_fields.keys():
        raise TypeError(f"{model.__name__} has no field {', '.join(sorted(strange))}")


@dataclass(frozen=True)
class ReadAs:
    """A type that is read as another is."""

    other: Any

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(self.other)


class ReadByHand(ReadAs):
    """A type that is not read by pydantic, and what it is read as by hand."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(Annotated[self.other, SkipValidation])


class FromKeys:
    """A named tuple, which stays small where there are hundreds of thousands, read from a mapping of its fields."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        hints, defaults = get_type_hints(source, include_extras=True), source._field_defaults
        fields: Any = {name: (hints[name], defaults.get(name, ...)) for name in source._fields}
        model = create_model(source.__name__, __base__=FieldModel, __doc__=source.__doc__, **fields)

        def read(found: Any, check: ValidatorFunctionWrapHandler) -> Any:
            return found if isinstance(found, source) else source(**dict(check(found)))

        return core_schema.no_info_wrap_validator_function(read, handler.generate_schema(model))
