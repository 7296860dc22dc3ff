"""Shapes: what each kind of file may say, checked by pydantic's core.

A shape checks one mapping by itself and gives its plain value; whether names fit together is for `names`. Which
keys are needed is said once, by the value: those without a default. Only what works is accepted: a key without its
work is an unknown key. The schemas are built for `pydantic_core` directly, because pydantic's model classes take
longer to start than everything else `appraise score` does.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator
from pydantic_core import core_schema as cs

from appraise import appraisal as words
from appraise.appraisal import NOTHING
from appraise.files.tree import ID, Map
from appraise.run import key


class AppraisalFile(NamedTuple):
    """`kind: appraisal`, as far as it differs from the Appraisal it becomes."""

    title: str
    question: str
    date: str
    status: Any
    criteria: str
    options: Mapping[str, "OptionFile"]
    authority: str | None = None
    gateway: str | None = None
    scope: words.Scope = words.Scope()
    scores: str | None = None
    evidence: str | None = None
    comparator: str | None = None
    left_out: Mapping[str, str] = NOTHING
    verdicts: Mapping[str, Mapping[str, words.Verdict]] = NOTHING
    perspectives: Mapping[str, words.Perspective] = NOTHING
    recommendation: words.Choice | None = None
    decision: words.Choice | None = None
    unknowns: Mapping[str, words.Gap] = NOTHING
    background: Mapping[str, words.Note] = NOTHING
    consultation: words.Note | None = None
    equality: words.Note | None = None


class OptionFile(NamedTuple):
    """An option with what it states itself; `models` is None where its id names its model."""

    name: str | None = None
    models: tuple[str, ...] | None = None
    reason: str | None = None
    summary: str | None = None
    dimensions: Mapping[str, str] = NOTHING
    characteristics: Mapping[str, words.Level] = NOTHING
    evolves_to: Mapping[str, words.Evolution] = NOTHING
    precedents: Mapping[str, words.Precedent] = NOTHING
    advantages: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()


class CriteriaFile(NamedTuple):
    """`kind: criteria`."""

    title: str
    criteria: Mapping[str, "Node"]
    shortlist: words.ShortlistRule
    source: str | None = None
    scale: Mapping[Decimal, str] | None = None
    weighting: words.Weighting = words.Weighting()
    gates: Mapping[str, "GateFile"] = NOTHING


class Node(NamedTuple):
    """A criterion; with `criteria` of its own, a group."""

    name: str
    question: str | None = None
    weight: Decimal | None = None
    criteria: Mapping[str, "Node"] | None = None
    scale: Mapping[Decimal, str] | None = None
    unit: str | None = None
    worst: Decimal | None = None
    best: Decimal | None = None
    values: Mapping[Decimal, Decimal] | None = None
    rate_from: words.RateFrom | None = None
    source: str | None = None


class GateFile(NamedTuple):
    """A gate; `requires` is checked against the operators there are."""

    name: str
    requires: Any
    deadline: str | None = None
    reason: str | None = None
    source: str | None = None


class SheetFile(NamedTuple):
    """`kind: scores`. Its cells are many and mostly bare numbers: `cells` checks them."""

    by: str
    date: str
    scores: Any
    members: Mapping[str, str] = NOTHING
    dissent: tuple[words.Dissent, ...] = ()


class EvidenceFile(NamedTuple):
    """`kind: evidence`."""

    documents: Mapping[str, words.Document] = NOTHING
    claims: Mapping[str, words.Claim] = NOTHING


class CharacteristicsFile(NamedTuple):
    """`kind: characteristics`."""

    characteristics: Mapping[str, words.Characteristic]


class ModelFile(NamedTuple):
    """`kind: model`: an entry of the library. `source` is where its summary and dimensions come from."""

    name: str
    also_known_as: tuple[str, ...] = ()
    summary: str | None = None
    source: str | None = None
    dimensions: Mapping[str, str] = NOTHING
    characteristics: Mapping[str, words.Level] = NOTHING
    evolves_to: Mapping[str, words.Evolution] = NOTHING
    precedents: Mapping[str, words.Precedent] = NOTHING
    advantages: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()


def wrong(code: str, what: str, why: str, fix: str) -> PydanticCustomError:
    """A value that is not what is wanted, in our own words."""
    return PydanticCustomError(code, "{what}", {"what": what, "why": why, "fix": fix})


def kind_of(value: object) -> str:
    """What a value is, in plain words."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"the number {value:f}"
    if isinstance(value, str):
        return f'the text "{value}"' if len(value) < 40 else "a text"
    if isinstance(value, Map) and value.empty:
        return "nothing"
    return "a list" if isinstance(value, list) else "a mapping"


def as_text(value: object) -> str:
    """A text; of a number its own letters."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str) and value.strip():
        return value
    if value == "" or isinstance(value, str) or (isinstance(value, Map) and value.empty):
        fix = "give a text, or leave the line out"
        raise wrong("no-value", "there is no value here", "nothing is not a value", fix)
    why = "it could not be printed as it was meant"
    raise wrong("not-a-text", f"a text is wanted here, not {kind_of(value)}", why, "write a text, in quotes if need be")


def as_number(value: object) -> Decimal:
    """A number, exactly as typed."""
    if isinstance(value, Decimal):
        return value
    what = f"a number is wanted here, not {kind_of(value)}"
    fix = "write a plain number such as 4 or 2.5, of at most 15 digits, without quotes or units"
    raise wrong("not-a-number", what, "it would have to be guessed", fix)


def as_id(value: object) -> str:
    """An id."""
    text = as_text(value)
    if ID.fullmatch(text) and text != words.UNKNOWN:
        return text
    why = "ids are for life: they stand in records and are compared letter by letter"
    fix = 'write small letters, digits and single hyphens, a letter first; "unknown" has a meaning of its own'
    raise wrong("not-an-id", f'"{text}" cannot be an id', why, fix)


def as_date(value: object) -> str:
    """A year, a month or a day."""
    text = as_text(value)
    try:
        if len(text) not in (4, 7, 10) or not text.isascii():
            raise ValueError
        datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        why = "a date must mean the same to everybody"
        raise wrong("not-a-date", f'"{text}" is not a date', why, "write 2016, 2016-09 or 2016-09-07") from None
    return text


def as_citation(value: object) -> str:
    """A document's id and, where there is one, a blank and a place in it."""
    text = as_text(value)
    document, _, place = text.partition(" ")
    if ID.fullmatch(document) and place == place.strip() and (place or document == text):
        return text
    why = "a citation leads to a document"
    fix = "write the document's id and, after one blank, the place in it: cabinet-report 5.2"
    raise wrong("not-a-citation", f'"{text}" is not a citation', why, fix)


def _weight(value: object) -> Decimal:
    number = as_number(value)
    if number < 0:
        raise wrong("below-0", f"{number:f} is below 0", "it says how much something counts", "write 0 or more")
    return number


def _percent(value: object) -> Decimal:
    number = as_number(value)
    if not 0 <= number <= 100:
        raise wrong("not-a-value", f"{number:f} lies outside 0 to 100", "values run from 0 to 100", "write 0 to 100")
    return number


def _count(value: object) -> int:
    number = as_number(value)
    if number < 1 or number != int(number):
        raise wrong("not-a-count", f"{number:f} is not a whole number from 1", "it counts options", "write 1 or more")
    return int(number)


def _version(value: object) -> int:
    if value == 1 and isinstance(value, Decimal):
        return 1
    why = "a file in another format would be misread"
    raise wrong("version", "this version of the format is not known here", why, "write version: 1")


def _one_of(*allowed: str) -> CoreSchema:
    def check(value: object) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        what = f"{kind_of(value)} does not fit here"
        raise wrong("not-one-of", what, "it has no meaning in this place", f"write {' or '.join(allowed)}")

    return _plain(check)


def _as_evidence(value: object) -> object:
    return {"for": value} if isinstance(value, list) else value


def _as_requires(value: object) -> object:
    if value == "judgement" or (isinstance(value, Map) and not value.empty):
        return value
    fix = "write judgement, or a characteristic or criterion with an operator: {characteristic: independence, at-least: shared}"
    raise wrong("requires", f"{kind_of(value)} is not a requirement", "no verdict could be found from it", fix)


def _filled(value: Any) -> Any:
    if value:
        return value
    raise wrong("no-value", "nothing stands here", "at least one is needed", "add one")


def _plain(check: Callable[[Any], Any]) -> CoreSchema:
    return cs.no_info_plain_validator_function(check)


def _many(of: CoreSchema) -> CoreSchema:
    return cs.no_info_after_validator_function(tuple, cs.list_schema(of, strict=True))


def _by(keys: CoreSchema, of: CoreSchema) -> CoreSchema:
    return cs.dict_schema(keys, of, strict=True)


def _shape(becomes: Any, **fields: CoreSchema) -> CoreSchema:
    """A mapping that becomes a value: exactly these keys, needed unless the value has a default for them.
    What the value has no field for (`kind`, `version`) is checked and not kept."""
    typed = {
        field: cs.typed_dict_field(schema, required=field not in becomes._field_defaults, validation_alias=key(field))
        for field, schema in fields.items()
    }

    def become(found: dict[str, Any]) -> Any:
        return becomes(**{field: value for field, value in found.items() if field in becomes._fields})

    checked = cs.typed_dict_schema(typed, extra_behavior="forbid", strict=True)
    return cs.no_info_after_validator_function(become, checked)


_any = cs.any_schema()
_text, _id, _date, _citation = _plain(as_text), _plain(as_id), _plain(as_date), _plain(as_citation)
_number, _points = _plain(as_number), _plain(_weight)
_texts, _ids, _citations = _many(_text), _many(_id), _many(_citation)
_evidence = cs.no_info_before_validator_function(
    _as_evidence, _shape(words.Evidence, for_=_citations, against=_citations)
)
_scope = _shape(words.Scope, in_=_texts, out=_texts, undecided=_texts)
_choice = _shape(
    words.Choice, options=cs.no_info_after_validator_function(_filled, _ids), reason=_text, by=_text, date=_date
)
_gap = _shape(words.Gap, text=_text, affects=_ids, by=_text)
_note = _shape(words.Note, title=_text, text=_text, items=_texts, evidence=_citations)
_level = _shape(words.Level, level=_text, reason=_text, source=_text, evidence=_evidence)
_about_models = {
    "summary": _text,
    "dimensions": _by(_id, _text),
    "characteristics": _by(_id, _level),
    "evolves_to": _by(_id, _shape(words.Evolution, how=_text, source=_text)),
    "precedents": _by(_id, _shape(words.Precedent, name=_text, year=_date, outcome=_text, source=_text)),
    "advantages": _texts,
    "risks": _texts,
}
_verdict = _shape(
    words.Verdict,
    verdict=_one_of("pass", "fail", "conditional", "unknown"),
    condition=_text,
    reason=_text,
    evidence=_evidence,
    by=_text,
    date=_date,
)
_perspective = _shape(
    words.Perspective,
    name=_text,
    view=_text,
    evidence=_citations,
    weights=_by(_id, _points),
    scores=_by(_id, _by(_id, _any)),
    lift_gates=_ids,
)
_rate_from = _shape(words.RateFrom, characteristic=_id, scores=_by(_id, _number))
_scale = _by(_number, _text)
_nodes = cs.no_info_after_validator_function(_filled, _by(_id, cs.definition_reference_schema("node")))
_node: Any = _shape(
    Node,
    name=_text,
    question=_text,
    weight=_points,
    criteria=_nodes,
    scale=_scale,
    unit=_text,
    worst=_number,
    best=_number,
    values=_by(_number, _plain(_percent)),
    rate_from=_rate_from,
    source=_text,
)
_node["ref"] = "node"
_gate = _shape(GateFile, name=_text, requires=_plain(_as_requires), deadline=_date, reason=_text, source=_text)
_dissent = _shape(
    words.Dissent, by=_text, about=_shape(words.About, criterion=_id, option=_id), score=_any, reason=_text
)
CELL = _shape(words.Score, score=_any, range=_many(_number), reason=_text, evidence=_evidence)

_FILES: dict[str, tuple[Any, dict[str, CoreSchema]]] = {
    "appraisal": (
        AppraisalFile,
        {
            "title": _text,
            "authority": _text,
            "question": _text,
            "gateway": _text,
            "date": _date,
            "status": _one_of("draft", "agreed", "illustrative"),
            "scope": _scope,
            "criteria": _text,
            "scores": _text,
            "evidence": _text,
            "comparator": _id,
            "options": cs.no_info_after_validator_function(
                _filled, _by(_id, _shape(OptionFile, name=_text, models=_ids, reason=_text, **_about_models))
            ),
            "left_out": _by(_id, _text),
            "verdicts": _by(_id, _by(_id, _verdict)),
            "perspectives": _by(_id, _perspective),
            "recommendation": _choice,
            "decision": _choice,
            "unknowns": _by(_id, _gap),
            "background": _by(_id, _note),
            "consultation": _note,
            "equality": _note,
        },
    ),
    "criteria": (
        CriteriaFile,
        {
            "title": _text,
            "source": _text,
            "scale": _scale,
            "weighting": _shape(words.Weighting, method=_text, by=_text, date=_date, reason=_text),
            "criteria": _nodes,
            "gates": _by(_id, _gate),
            "shortlist": _shape(words.ShortlistRule, top=_plain(_count), at_least=_number, within=_points),
        },
    ),
    "scores": (
        SheetFile,
        {"by": _text, "members": _by(_id, _text), "date": _date, "scores": _any, "dissent": _many(_dissent)},
    ),
    "evidence": (
        EvidenceFile,
        {
            "documents": _by(_id, _shape(words.Document, title=_text, publisher=_text, date=_date)),
            "claims": _by(
                _id, _shape(words.Claim, text=_text, for_=_by(_citation, _text), against=_by(_citation, _text))
            ),
        },
    ),
    "characteristics": (
        CharacteristicsFile,
        {
            "characteristics": _by(
                _id,
                _shape(
                    words.Characteristic,
                    name=_text,
                    question=_text,
                    levels=cs.no_info_after_validator_function(_filled, _by(_id, _text)),
                ),
            )
        },
    ),
    "model": (ModelFile, {"name": _text, "also_known_as": _texts, "source": _text, **_about_models}),
}


@cache
def _schema(kind: str) -> CoreSchema:
    if kind == "cell":
        return CELL
    becomes, fields = _FILES[kind]
    return _shape(becomes, kind=_one_of(kind), version=_plain(_version), **fields)


@cache
def validator(kind: str) -> SchemaValidator:
    """What checks a file of a kind and gives its value; `cell` checks one score with its reason."""
    return SchemaValidator(cs.definitions_schema(_schema(kind), [_node] if kind == "criteria" else []))


def known_keys(kind: str, steps: Iterable[Any]) -> list[str]:
    """The keys that a mapping in a file may have: steps are the keys and positions that lead to it."""
    schema: Any = _schema(kind)
    for step in [*steps, None]:
        while schema["type"] in ("function-after", "function-before", "definition-ref"):
            schema = _node if schema["type"] == "definition-ref" else schema["schema"]
        if step is None:
            break
        if schema["type"] == "typed-dict":
            fields = (each for each in schema["fields"].values() if each["validation_alias"] == step)
            schema = next(fields)["schema"]
        else:
            schema = schema["values_schema" if schema["type"] == "dict" else "items_schema"]
    return [each["validation_alias"] for each in schema["fields"].values()]
