"""Schema: what each kind of file may say, as JSON Schema, so that an editor checks and helps while people type.

It is made of the shapes, so that an editor and `appraise check` ask for the same. What ties one place of a file to
another (names, sums, scales) is for `check` alone. Draft 07, because not every editor knows a later one. Editors read
plain YAML: a number where text is wanted, and nothing after a key, are met here as they are met there.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from appraise import appraisal as words
from appraise.appraisal import UNKNOWN
from appraise.files.formats import models as shapes
from appraise.files.formats.descriptions import SAID
from appraise.files.formats.field_types import (
    SETTINGS,
    as_citation,
    as_count,
    as_date,
    as_draws,
    as_evidence,
    as_finding,
    as_id,
    as_method,
    as_number,
    as_requires,
    as_score,
    as_seed,
    as_text,
    as_total,
    as_value,
    as_version,
    as_weight,
    as_within,
    distinct,
    filled,
)
from appraise.files.formats.registry import Registry
from appraise.files.text.yaml_tree import ID, NUMBER
from appraise.run import key

Schema = dict[str, Any]
Leaves = Mapping[Callable[[Any], Any], Schema]

NAME = "appraise.schema.json"
"""What the file is called beside the files it is for."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
_DAY = "(0[13578]|1[02])(-(0[1-9]|[12][0-9]|3[01]))?|(0[469]|11)(-(0[1-9]|[12][0-9]|30))?|02(-(0[1-9]|[12][0-9]))?"


def _setting(type_: str, name: str) -> Schema:
    return {"type": type_, "minimum": SETTINGS[name].least, "maximum": SETTINGS[name].most}


def _text(pattern: str, fix: str, *others: str) -> Schema:
    """A text of a form, and what an editor that knows `patternErrorMessage` says where it has another."""
    return {"type": ["string", *others] if others else "string", "pattern": pattern, "patternErrorMessage": fix}


_ID = _text(f"^(?!{UNKNOWN}$){ID.pattern}$", "write an id: small letters, digits and single hyphens, a letter first")
_NUMBER: Schema = {"type": "number"}
_AS_KEY: Schema = {"pattern": f"^{NUMBER.pattern}$", "patternErrorMessage": "write a plain number such as 4 or 2.5"}
"""A number as a key. JSON's keys are texts, but not every editor takes those of YAML for texts: no type is asked."""


def schema(kind: str | None, registry: Registry) -> str:
    """The JSON Schema of a kind of file, or of all kinds in one, where the file's own `kind` says which applies.

    tables: the gate operators, weighting methods and findings there are.
    """
    leaves = _leaves(registry)
    found = {name: _of(shapes.shape_of(name), leaves) for name in ([kind] if kind else shapes.KINDS)}
    node = {"node": _of(shapes.NODE, leaves)} if "criteria" in found else {}
    whole: Schema = {"$schema": _DRAFT, "title": "appraise"}
    if kind:
        whole |= found[kind] | ({"definitions": node} if node else {})
    else:
        whole |= {
            "type": "object",
            "properties": {"kind": {"description": "What this file holds.", "enum": list(found)}},
            "required": ["kind"],
            "allOf": [_where(name) for name in found],
            "definitions": found | node,
        }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _where(kind: str) -> Schema:
    """What holds in a file that says this kind, and nowhere else: an editor speaks of the kind people mean."""
    said = {"type": "object", "properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {"if": said, "then": {"$ref": f"#/definitions/{kind}"}}


def _leaves(registry: Registry) -> Leaves:
    """What every check of one value takes. A check that is not here cannot be told to editors, and is an error."""
    return {
        as_text: _text(r"\S", "give a text, or leave the line out", "number"),
        as_id: _ID,
        as_finding: {"enum": list(registry.findings())},
        as_date: _text(f"^(?!0000)[0-9]{{4}}(-({_DAY}))?$", "write 2016, 2016-09 or 2016-09-07", "integer")
        | {"minimum": 1000, "maximum": 9999},
        as_citation: _text(
            rf"^{ID.pattern}( \S([\s\S]*\S)?)?$",
            "write the document's id and, after one space, the place in it: cabinet-report 5.2",
        ),
        as_number: _NUMBER,
        as_weight: {"type": "number", "minimum": 0},
        as_value: {"type": "number", "minimum": 0, "maximum": 100},
        as_total: {"type": "number", "minimum": 0, "maximum": 100},
        as_count: {"type": "integer", "minimum": 1},
        as_within: _setting("number", "within"),
        as_draws: _setting("integer", "draws"),
        as_seed: _setting("integer", "seed"),
        as_score: _text(f"^{UNKNOWN}$", "write a number on the criterion's scale, or unknown", "number")
        | {"examples": [UNKNOWN]},
        as_version: {"const": 1},
        as_method: {"enum": list(registry.methods)},
        as_requires: _requires(registry.operators),
    }


def _requires(operators: Mapping[str, str]) -> Schema:
    """What a gate may ask: `judgement`, or one operator of a characteristic or of a criterion's score."""
    of_levels = {"threshold": _ID, "levels": {"type": "array", "items": _ID, "minItems": 1}}
    asked = {
        "characteristic": {name: of_levels[operand] for name, operand in operators.items()},
        "criterion": {name: _NUMBER for name, operand in operators.items() if operand == "threshold"},
    }
    return {
        "anyOf": [{"const": "judgement"}]
        + [
            _object({subject: _ID, **operands}, [subject]) | {"minProperties": 2, "maxProperties": 2}
            for subject, operands in asked.items()
        ]
    }


def _of(shape: Any, leaves: Leaves) -> Schema:
    """A shape as JSON Schema."""
    match shape["type"]:
        case "definition-ref":
            return {"$ref": f"#/definitions/{shape['schema_ref']}"}
        case "function-wrap":
            return _of(shape["schema"], leaves)
        case "any":
            return _of(shape["metadata"]["by-hand"], leaves)
        case "union":
            return {"anyOf": [_of(choice, leaves) for choice in shape["choices"]]}
        case "list":
            return {"type": "array", "items": _of(shape["items_schema"], leaves)}
        case "dict":
            return _mapping(_of(shape["keys_schema"], leaves), _of(shape["values_schema"], leaves))
        case "function-plain" if "metadata" in shape:
            return {"enum": list(shape["metadata"]["one-of"])}
        case "function-plain":
            return leaves[shape["function"]["function"]]
        case "typed-dict":
            fields = shape["fields"].values()
            properties = {each["validation_alias"]: _of(each["schema"], leaves) for each in fields}
            return _object(properties, [each["validation_alias"] for each in fields if each["required"]])
    inner = _of(shape["schema"], leaves)
    if "metadata" in shape:
        return _told(inner, shape["metadata"]["becomes"])
    return _WRAPPED[shape["function"]["function"]](inner)


def _mapping(keys: Schema, values: Schema) -> Schema:
    """A mapping whose keys people choose; it may be left empty."""
    names = _AS_KEY if keys == _NUMBER else keys
    return {"type": ["object", "null"], "propertyNames": names, "additionalProperties": values}


def _object(properties: Schema, required: list[str]) -> Schema:
    """A mapping with these keys and no others. It may be left empty where it needs none."""
    found = {"type": "object" if required else ["object", "null"], "properties": properties}
    return found | ({"required": required} if required else {}) | {"additionalProperties": False}


def _one_at_least(inner: Schema) -> Schema:
    return inner | ({"minItems": 1} if inner["type"] == "array" else {"type": "object", "minProperties": 1})


def _evidence(inner: Schema) -> Schema:
    """A plain list of citations speaks for."""
    return inner | {"type": ["array", *inner["type"]], "items": inner["properties"]["for"]["items"]}


_WRAPPED: Mapping[Any, Callable[[Schema], Schema]] = {
    tuple: lambda inner: inner,
    distinct: lambda inner: inner | {"uniqueItems": True},
    filled: _one_at_least,
    as_evidence: _evidence,
}
"""What a check of a whole list or mapping adds to it."""

_MORE: Mapping[Any, Schema] = {
    words.ShortlistRule: {"type": "object", "minProperties": 1, "maxProperties": 1},
    words.Verdict: {
        "if": {"properties": {"verdict": {"const": "conditional"}}},
        "then": {"required": ["condition"]},
        "else": {"properties": {"condition": False}},
    },
    shapes.Node: {
        "if": {"required": ["criteria"]},
        "then": {"propertyNames": {"enum": ["name", "question", "weight", "criteria"]}},
        "dependencies": {"unit": {"properties": {"scale": False}}},
    },
}
"""What `check` asks later than of the shape, where one mapping shows it by itself."""


def _told(inner: Schema, becomes: Any) -> Schema:
    """A mapping with what editors say of it and of its keys."""
    said = {key(field): {"description": text} for field, text in SAID.get(becomes, {}).items()}
    properties = {name: said.get(name, {}) | each | said.get(name, {}) for name, each in inner["properties"].items()}
    first = (becomes.__doc__ or "").partition("\n\n")[0]
    meant = {} if "kind" in properties else {"description": " ".join(first.split())}
    return meant | inner | {"properties": properties} | _MORE.get(becomes, {})
