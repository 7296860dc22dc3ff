"""Shapes: what each kind of file may say, checked by pydantic's core.

A shape checks one mapping by itself and gives its plain value; whether names fit together is for `names`. Which
keys are needed is said once, by the value: those without a default. Only what works is accepted: a key without its
work is an unknown key. The schemas are built for `pydantic_core` directly, because pydantic's model classes take
longer to start than everything else `appraise score` does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from appraise import appraisal as words
from appraise.appraisal import NOTHING
from appraise.files.formats.field_types import (
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
    either,
    filled,
    kind_of,
    wrong,
)
from appraise.problem import PROBLEM_LIMIT
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
    follows: str | None = None
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
    accepted: Mapping[str, tuple[words.Accepted, ...]] = NOTHING
    robustness: words.RobustnessSettings = words.RobustnessSettings()


class OptionFile(NamedTuple):
    """An option with what it states itself. Without `models`, its id names its model.

    Dimensions and ways to evolve that it states with nothing in them are none; left out, they are its model's.
    """

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
    """A pass or fail requirement that no strength elsewhere can make up for.

    `requires` is checked against the operators there are.
    """

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


@dataclass
class Search:
    """What a check of a file keeps in mind on its way.

    left:  how many more errors are looked for: of one file they would fill the memory long before anybody read them.
    cells: those of a record that are checked already, each of which recurs, by their place in memory.
    """

    left: int = PROBLEM_LIMIT
    cells: dict[int, Any] = field(default_factory=dict)


_BATCH = 500
"""How many things of a mapping or a list are checked between two looks at how much is wrong."""


def bounded(of: CoreSchema) -> CoreSchema:
    """A mapping or a list of any length, which is looked at no further once enough is wrong."""
    return cs.with_info_wrap_validator_function(_in_batches, of)


def _in_batches(found: Any, check: Callable[[Any], Any], info: "cs.ValidationInfo[Search]") -> Any:
    if not isinstance(found, dict | list):
        return check(found)
    search, left, errors = info.context, info.context.left, list[InitErrorDetails]()
    value: Any = {} if isinstance(found, dict) else []
    things = iter(found.items()) if isinstance(found, dict) else iter(found)
    for start in range(0, max(len(found), 1), _BATCH):
        if search.left <= 0:  # enough was found elsewhere, so nobody will see the value
            break
        batch = found if len(found) <= _BATCH else type(value)(islice(things, _BATCH))
        try:
            if isinstance(found, dict):
                value |= check(batch)
            else:
                value += check(batch)
        except ValidationError as error:
            errors += _again(error, start if isinstance(found, list) else None)
            search.left = left - len(errors)
    if errors:
        raise ValidationError.from_exception_data("", errors)
    return value


def _again(error: ValidationError, start: int | None) -> Iterator[InitErrorDetails]:
    """Errors to be raised again. start: how many things of a list came before those that were checked."""
    for each in error.errors(include_url=False):
        path, ctx = each["loc"], each.get("ctx", {})
        path = path if start is None or not path else (int(path[0]) + start, *path[1:])
        kind = PydanticCustomError(each["type"], "{what}", ctx) if "what" in ctx else each["type"]
        yield InitErrorDetails(type=kind, loc=path, input=each["input"], ctx=ctx)


def one_of(*allowed: str) -> CoreSchema:
    """One of these words."""

    def check(value: object) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        what = f"{kind_of(value)} cannot stand here"
        raise wrong("not-one-of", what, "it has no meaning in this place", f"write {either(allowed)}")

    return cs.no_info_plain_validator_function(check, metadata={"one-of": allowed})


def plain(check: Callable[[Any], Any]) -> CoreSchema:
    """Whatever a check takes."""
    return cs.no_info_plain_validator_function(check)


def by_hand(of: CoreSchema) -> CoreSchema:
    """What `cells` checks in place of pydantic, and as what."""
    return cs.any_schema(metadata={"by-hand": of})


def many(of: CoreSchema) -> CoreSchema:
    """A list."""
    return cs.no_info_after_validator_function(tuple, bounded(cs.list_schema(of, strict=True)))


def mapping(keys: CoreSchema, of: CoreSchema) -> CoreSchema:
    """A mapping whose keys people choose."""
    return bounded(cs.dict_schema(keys, of, strict=True))


def shape(becomes: Any, **fields: CoreSchema) -> CoreSchema:
    """A mapping that becomes a value: exactly these keys, needed unless the value has a default for them.
    What the value has no field for (`kind`, `version`) is checked and not kept."""
    typed = {
        field: cs.typed_dict_field(schema, required=field not in becomes._field_defaults, validation_alias=key(field))
        for field, schema in fields.items()
    }

    def become(found: dict[str, Any]) -> Any:
        return becomes(**{field: value for field, value in found.items() if field in becomes._fields})

    checked = exactly(typed)
    return cs.no_info_after_validator_function(become, checked, metadata={"becomes": becomes})


def exactly(fields: dict[str, cs.TypedDictField]) -> CoreSchema:
    """A mapping with these keys. Of a great many that are not known here, some are told."""
    known = dict.fromkeys(each.get("validation_alias") or name for name, each in fields.items())

    def cut(found: Any, check: Callable[[Any], Any]) -> Any:
        if isinstance(found, dict) and len(found) > len(known) + PROBLEM_LIMIT:
            strange = islice((name for name in found if name not in known), PROBLEM_LIMIT)
            found = {name: found[name] for name in (*(name for name in known if name in found), *strange)}
        return check(found)

    return cs.no_info_wrap_validator_function(cut, cs.typed_dict_schema(fields, extra_behavior="forbid", strict=True))


TEXT, AN_ID, DATE, CITATION = plain(as_text), plain(as_id), plain(as_date), plain(as_citation)
NUMBER, POINTS, SCORE, TOTAL = plain(as_number), plain(as_weight), plain(as_score), plain(as_total)
TEXTS, CITATIONS = many(TEXT), many(CITATION)
IDS = cs.no_info_after_validator_function(distinct, many(AN_ID))
EVIDENCE = cs.no_info_before_validator_function(as_evidence, shape(words.Evidence, for_=CITATIONS, against=CITATIONS))
SCOPE = shape(words.Scope, in_=TEXTS, out=TEXTS, undecided=TEXTS)
CHOICE = shape(words.Choice, options=cs.no_info_after_validator_function(filled, IDS), reason=TEXT, by=TEXT, date=DATE)
GAP = shape(words.Gap, text=TEXT, affects=IDS, by=TEXT)
NOTE = shape(words.Note, title=TEXT, text=TEXT, items=TEXTS, evidence=CITATIONS)
LEVEL = shape(words.Level, level=TEXT, reason=TEXT, source=TEXT, evidence=EVIDENCE)
ABOUT_MODELS = {
    "summary": TEXT,
    "dimensions": mapping(AN_ID, TEXT),
    "characteristics": mapping(AN_ID, LEVEL),
    "evolves_to": mapping(AN_ID, shape(words.Evolution, how=TEXT, source=TEXT)),
    "precedents": mapping(AN_ID, shape(words.Precedent, name=TEXT, year=DATE, outcome=TEXT, source=TEXT)),
    "advantages": TEXTS,
    "risks": TEXTS,
}
VERDICT = shape(
    words.Verdict,
    verdict=one_of("pass", "fail", "conditional", "unknown"),
    condition=TEXT,
    reason=TEXT,
    evidence=EVIDENCE,
    by=TEXT,
    date=DATE,
)
CELL = shape(words.Score, score=SCORE, range=many(NUMBER), reason=TEXT, evidence=EVIDENCE)
ROW = mapping(AN_ID, by_hand(cs.union_schema([SCORE, CELL])))
PERSPECTIVE = shape(
    words.Perspective,
    name=TEXT,
    view=TEXT,
    evidence=CITATIONS,
    weights=mapping(AN_ID, POINTS),
    scores=mapping(AN_ID, ROW),
    lift_gates=IDS,
)
RATE_FROM = shape(words.RateFrom, characteristic=AN_ID, scores=mapping(AN_ID, NUMBER))
SCALE = mapping(NUMBER, TEXT)
NODES = cs.no_info_after_validator_function(filled, mapping(AN_ID, cs.definition_reference_schema("node")))
NODE: Any = shape(
    Node,
    name=TEXT,
    question=TEXT,
    weight=POINTS,
    criteria=NODES,
    scale=SCALE,
    unit=TEXT,
    worst=NUMBER,
    best=NUMBER,
    values=mapping(NUMBER, plain(as_value)),
    rate_from=RATE_FROM,
    source=TEXT,
)
NODE["ref"] = "node"
GATE = shape(GateFile, name=TEXT, requires=plain(as_requires), deadline=DATE, reason=TEXT, source=TEXT)
DISSENT = shape(
    words.Dissent, by=TEXT, about=shape(words.About, criterion=AN_ID, option=AN_ID), score=SCORE, reason=TEXT
)

_FILES: dict[str, tuple[Any, dict[str, CoreSchema]]] = {
    "appraisal": (
        AppraisalFile,
        {
            "title": TEXT,
            "authority": TEXT,
            "question": TEXT,
            "gateway": TEXT,
            "date": DATE,
            "status": one_of("draft", "agreed", "illustrative"),
            "follows": TEXT,
            "scope": SCOPE,
            "criteria": TEXT,
            "scores": TEXT,
            "evidence": TEXT,
            "comparator": AN_ID,
            "options": cs.no_info_after_validator_function(
                filled, mapping(AN_ID, shape(OptionFile, name=TEXT, models=IDS, reason=TEXT, **ABOUT_MODELS))
            ),
            "left_out": mapping(AN_ID, TEXT),
            "verdicts": mapping(AN_ID, mapping(AN_ID, VERDICT)),
            "perspectives": mapping(AN_ID, PERSPECTIVE),
            "recommendation": CHOICE,
            "decision": CHOICE,
            "unknowns": mapping(AN_ID, GAP),
            "background": mapping(AN_ID, NOTE),
            "consultation": NOTE,
            "equality": NOTE,
            "accepted": mapping(plain(as_finding), many(shape(words.Accepted, where=TEXT, reason=TEXT, by=TEXT))),
            "robustness": shape(
                words.RobustnessSettings, within=plain(as_within), draws=plain(as_draws), seed=plain(as_seed)
            ),
        },
    ),
    "criteria": (
        CriteriaFile,
        {
            "title": TEXT,
            "source": TEXT,
            "scale": SCALE,
            "weighting": shape(words.Weighting, method=plain(as_method), by=TEXT, date=DATE, reason=TEXT),
            "criteria": NODES,
            "gates": mapping(AN_ID, GATE),
            "shortlist": shape(words.ShortlistRule, top=plain(as_count), at_least=TOTAL, within=TOTAL),
        },
    ),
    "scores": (
        SheetFile,
        {
            "by": TEXT,
            "members": mapping(AN_ID, TEXT),
            "date": DATE,
            "scores": by_hand(mapping(AN_ID, ROW)),
            "dissent": many(DISSENT),
        },
    ),
    "evidence": (
        EvidenceFile,
        {
            "documents": mapping(AN_ID, shape(words.Document, title=TEXT, publisher=TEXT, date=DATE)),
            "claims": mapping(
                AN_ID, shape(words.Claim, text=TEXT, for_=mapping(CITATION, TEXT), against=mapping(CITATION, TEXT))
            ),
        },
    ),
    "characteristics": (
        CharacteristicsFile,
        {
            "characteristics": mapping(
                AN_ID,
                shape(
                    words.Characteristic,
                    name=TEXT,
                    question=TEXT,
                    levels=cs.no_info_after_validator_function(filled, mapping(AN_ID, TEXT)),
                ),
            )
        },
    ),
    "model": (words.Model, {"name": TEXT, "also_known_as": TEXTS, "source": TEXT, **ABOUT_MODELS}),
}

KINDS = tuple(_FILES)


@cache
def shape_of(kind: str) -> CoreSchema:
    """The shape of a kind of file; `cell` is one score with its reason."""
    if kind == "cell":
        return CELL
    becomes, fields = _FILES[kind]
    return shape(becomes, kind=one_of(kind), version=plain(as_version), **fields)


@cache
def validator(kind: str) -> SchemaValidator:
    """What checks a file of a kind and gives its value; `cell` checks one score with its reason."""
    return SchemaValidator(cs.definitions_schema(shape_of(kind), [NODE] if kind == "criteria" else []))


def known_keys(kind: str, steps: Iterable[Any]) -> list[str]:
    """The keys that a mapping in a file may have: steps are the keys and positions that lead to it."""
    schema: Any = shape_of(kind)
    for step in [*steps, None]:
        while schema["type"] in ("function-after", "function-before", "function-wrap", "definition-ref"):
            schema = NODE if schema["type"] == "definition-ref" else schema["schema"]
        if step is None:
            break
        if schema["type"] == "typed-dict":
            fields = (each for each in schema["fields"].values() if each["validation_alias"] == step)
            schema = next(fields)["schema"]
        else:
            schema = schema["values_schema" if schema["type"] == "dict" else "items_schema"]
    return [each["validation_alias"] for each in schema["fields"].values()] if "fields" in schema else []
