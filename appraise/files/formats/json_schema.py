"""JSON Schema: what each kind of file may hold, so that an editor checks and helps while people type.

It is made of the models, so that an editor and `appraise check` ask for the same. What ties one place of a file to
another (names, sums, scales) is for `check` alone. Draft 07, because not every editor knows a later one. Editors read
plain YAML: a number where text is wanted, and nothing after a key, are met here as they are met there.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter
from pydantic.errors import PydanticInvalidForJsonSchema
from pydantic.json_schema import GenerateJsonSchema

from appraise.appraisal import Currency, ScoreWithReason
from appraise.costing import NET_PRESENT
from appraise.field_types import Id, Schema, Year
from appraise.files.formats.file_models import FILES, KINDS
from appraise.files.formats.registry import Registry
from appraise.plain_numbers import NUMBER

NAME = "appraise.schema.json"
"""What the file is called beside the files it is for."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
_DEFINITIONS = "#/definitions/"
_AS_KEY: Schema = {"pattern": f"^{NUMBER.pattern}$", "patternErrorMessage": "write a plain number such as 4 or 2.5"}
"""A number as a key. JSON's keys are texts, but not every editor takes those of YAML for texts: no type is asked."""


def schema(kind: str | None, registry: Registry) -> str:
    """The JSON Schema of a kind of file, or of all kinds in one, where the file's own `kind` says which applies.

    registry: the gate operators, weighting methods and findings there are.
    """
    if kind:
        return schema_text(_of_kind(kind), registry)
    found = {name: dict(_of_kind(name)) for name in KINDS}
    definitions = {name: each for of in found.values() for name, each in of.pop("definitions", {}).items()}
    whole: Schema = {
        "type": "object",
        "properties": {"kind": {"description": "What this file holds.", "enum": list(found)}},
        "required": ["kind"],
        "allOf": [_where(name) for name in found],
        "definitions": found | definitions,
    }
    return schema_text(whole, registry)


def schema_of(adapter: TypeAdapter[Any], generator: type[GenerateJsonSchema]) -> Schema:
    """The JSON Schema of a type, with what it refers to under its own `definitions`."""
    found = adapter.json_schema(schema_generator=generator, ref_template=_DEFINITIONS + "{model}")
    return found | {"definitions": found.pop("$defs")} if "$defs" in found else found


def schema_text(schema: Schema, registry: Registry) -> str:
    """A schema as a file, with what the registry holds in its places."""
    head: Schema = {"$schema": _DRAFT, "title": "appraise"}
    return json.dumps(_filled_in(head | schema, _registered(registry)), ensure_ascii=False, indent=2) + "\n"


def keys_at(kind: str, steps: Iterable[Any]) -> list[str]:
    """The keys that a mapping in a file may have; of one whose keys people choose, none.

    kind:  of the file; or `cell`, a score with its reason.
    steps: the keys and positions that lead to it.
    """
    return list(_at(kind, steps).get("properties", ()))


def choices_at(kind: str, steps: Iterable[Any]) -> list[str]:
    """The words of which one may stand in a place of a file."""
    found: list[str] = _at(kind, steps)["enum"]
    return found


def _at(kind: str, steps: Iterable[Any]) -> Schema:
    found = whole = _of_kind(kind)
    for step in steps:
        inside = found.get("properties", {}).get(step) or found.get("additionalProperties") or found["items"]
        forms = (*inside.get("anyOf", ()), *inside.get("oneOf", ()))
        found = next((each for each in forms if "$ref" in each or "properties" in each), inside)
        found = whole["definitions"][found["$ref"].removeprefix(_DEFINITIONS)] if "$ref" in found else found
    return found


class PlainSchema(GenerateJsonSchema):
    """JSON Schema without titles of its own; a description is the first paragraph of a docstring."""

    schema_dialect = _DRAFT

    def default_schema(self, schema: Any) -> Schema:
        """The default is left out of the schema: it is for the code alone."""
        return self.generate_inner(schema["schema"])

    def literal_schema(self, schema: Any) -> Schema:
        """An enum, also for one word."""
        return {"enum": schema["expected"]}

    def function_plain_schema(self, schema: Any) -> Schema:
        """Refuse a check of our own that has no JSON Schema beside it."""
        raise PydanticInvalidForJsonSchema("a check that has no JSON Schema beside it")

    def dict_schema(self, schema: Any) -> Schema:
        """A mapping whose keys people choose."""
        keys, values = self.generate_inner(schema["keys_schema"]), self.generate_inner(schema["values_schema"])
        return {"type": "object", "propertyNames": keys, "additionalProperties": values}

    def model_schema(self, schema: Any) -> Schema:
        """A mapping with just these keys."""
        found = super().model_schema(schema)
        del found["title"]
        if "description" in found:
            found["description"] = " ".join(found["description"].partition("\n\n")[0].split())
        return found

    def field_title_should_be_set(self, schema: Any) -> bool:
        """No field has a title of its own: the key is its name."""
        return False


class _ForEditors(PlainSchema):
    """The same for plain YAML: what needs nothing in it may be left empty, and what is left out is not null."""

    def nullable_schema(self, schema: Any) -> Schema:
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: Any) -> Schema:
        found = super().dict_schema(schema) | {"type": ["object", "null"]}
        return found | ({"propertyNames": _AS_KEY} if found["propertyNames"] == {"type": "number"} else {})

    def model_schema(self, schema: Any) -> Schema:
        found = super().model_schema(schema)
        return found if found.keys() & {"required", "minProperties"} else found | {"type": ["object", "null"]}


@cache
def _of_kind(kind: str) -> Schema:
    """The schema of a kind of file; of a cell, that of a score with its reason."""
    found = schema_of(TypeAdapter(ScoreWithReason if kind == "cell" else FILES[kind]), _ForEditors)
    return {name: each for name, each in found.items() if name != "description"}


def _where(kind: str) -> Schema:
    """What holds in a file that says this kind, and nowhere else: an editor speaks of the kind people mean."""
    said = {"type": "object", "properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {"if": said, "then": {"$ref": f"{_DEFINITIONS}{kind}"}}


def _filled_in(found: Any, registered: Mapping[str, Schema]) -> Any:
    """The same with what the registry holds in its places."""
    if isinstance(found, dict):
        names = registered.get(found.get("x-registered", ""), {})
        return {name: _filled_in(each, registered) for name, each in found.items() if name != "x-registered"} | names
    return [_filled_in(each, registered) for each in found] if isinstance(found, list) else found


def _registered(registry: Registry) -> Mapping[str, Schema]:
    return {
        "methods": {"enum": list(registry.methods)},
        "findings": {"enum": list(registry.findings())},
        "requires": _requires(registry.operators),
    }


def _requires(operators: Mapping[str, str]) -> Schema:
    """What a gate may ask: `judgement`, or one operator of a characteristic, of a criterion's score or of a cost."""
    name = TypeAdapter(Id).json_schema()
    of_levels: Mapping[str, Schema] = {"threshold": name, "levels": {"type": "array", "items": name, "minItems": 1}}
    levels = {operator: of_levels[operand] for operator, operand in operators.items()}
    scores = {operator: {"type": "number"} for operator, operand in operators.items() if operand == "threshold"}
    one = {"type": "object", "additionalProperties": False, "minProperties": 2, "maxProperties": 2}
    asked = [
        one | {"properties": {subject: name, **operands}, "required": [subject]}
        for subject, operands in (("characteristic", levels), ("criterion", scores))
    ]
    of_costs = {"year": TypeAdapter(Year).json_schema(), "unit": {"enum": list(get_args(Currency))}}
    costs = {"properties": {"cost": name, **scores, **of_costs}, "required": ["cost", "unit"]}
    of_all_years = {"if": {"properties": {"cost": {"const": NET_PRESENT}}}, "then": {"properties": {"year": False}}}
    of_one = {"oneOf": [{"required": [operator]} for operator in scores]}
    return {"anyOf": [{"const": "judgement"}, *asked, one | costs | of_all_years | of_one | {"maxProperties": 4}]}
