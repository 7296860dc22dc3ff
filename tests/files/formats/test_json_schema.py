"""The JSON Schema against an outside validator: what `check` takes editors take, and what it refuses they refuse."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, get_origin

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import TypeAdapter, ValidationError
from pydantic.errors import PydanticInvalidForJsonSchema

from appraise import REGISTRY, field_types
from appraise.field_models import FieldModel, Search
from appraise.field_types import Address, Date, Finding, Method, Requires, when_read
from appraise.files.checks.consistency import check_cells, check_dissent
from appraise.files.checks.costs import check_cost_gate, check_costs
from appraise.files.checks.criteria import flatten
from appraise.files.checks.references import Known, Names, check_accepted, check_appraisal
from appraise.files.formats import json_schema as module
from appraise.files.formats.file_models import KINDS
from appraise.files.formats.json_schema import NAME, schema
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.score_sheet import read_scores
from appraise.files.loading.scaffold import new_appraisal_files
from appraise.files.text.source import Source
from appraise.files.text.yaml_tree import Map, Seq
from appraise.plain_numbers import NUMBER
from tests.conftest import ROOT

PROBLEMS = ROOT / "tests" / "problems"
ALONE = {kind: json.loads(schema(kind, REGISTRY)) for kind in KINDS}
ALL = Draft7Validator(json.loads(schema(None, REGISTRY)))
SHIPPED = [file for glob in ("models/*.yaml", "criteria/*.yaml", "examples/**/*.yaml") for file in ROOT.glob(glob)]


class Core(yaml.SafeLoader):
    """Reads as YAML 1.2 does, and so as editors do."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012


for tag, form in {
    "null": "~|null|Null|NULL|",
    "bool": "true|True|TRUE|false|False|FALSE",
    "int": "[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), None)


def edited(text: str) -> Any:
    """A file's data as an editor has it."""
    makes: dict[str, Callable[[str], Any]] = {"null": lambda _: None, "bool": lambda text: text.lower() == "true"}

    def plain(node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return {str(name.value): plain(value) for name, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [plain(value) for value in node.value]
        return (makes | {"int": int, "float": float}).get(node.tag.rpartition(":")[2], str)(node.value)

    root = yaml.compose(text, Loader=Core)
    return None if root is None else plain(root)


def typed(value: Any) -> Any:
    """The same data as our own reader has it."""
    if value is None:
        return Map(0, 0, empty=True)
    if isinstance(value, dict):
        found = Map(0, 0)
        for name, each in value.items():
            found[Decimal(name) if NUMBER.fullmatch(name) else name] = typed(each)
            found.places.extend((0, 0, 0, 0))
        return found
    if isinstance(value, list):
        items = Seq(0, 0)
        for each in value:
            items.append(typed(each))
            items.places.extend((0, 0))
        return items
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_it_is_a_json_schema_in_the_same_bytes_every_time(kind: str | None) -> None:
    text = schema(kind, REGISTRY)
    assert text == schema(kind, REGISTRY)
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    Draft7Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_shipped_file_is_taken(file: Path) -> None:
    found = edited(file.read_text("utf-8"))
    assert [error.message for error in ALL.iter_errors(found)] == []
    assert {kind for kind, each in ALONE.items() if Draft7Validator(each).is_valid(found)} == {found["kind"]}


def test_what_init_writes_is_taken_by_the_schema_it_names() -> None:
    files = new_appraisal_files(None, REGISTRY)
    found = Draft7Validator(json.loads(files.pop(NAME)))
    for text in files.values():
        assert text.startswith(f"# yaml-language-server: $schema={NAME}\nkind: ")
        assert found.is_valid(edited(text))


UNSEEN = {
    "cost-line": "another key, or another file",
    "cost-range": "one number against another",
    "cost-year": "one year against another",
    "missing-cost": "another file",
    "unknown-cost": "another file",
    "anchors": "which keys give a criterion its ends turns on its scale",
    "file-name": "the folder",
    "follows": "another file",
    "duplicate-id": "ids in other groups",
    "group-weight": "a sum",
    "left-out": "another key",
    "missing-key-2": "only an option with one model takes its name",
    "missing-key-3": "scores are needed unless every criterion has a rule",
    "missing-level": "another file",
    "missing-score": "another file",
    "missing-verdict": "another file",
    "member-name": "another file",
    "member-sheet": "another file",
    "missing-weight": "the method",
    "new-option": "another file",
    "no-file": "the folder",
    "no-rule": "the file run alone",
    "no-scale": "the file's own scale",
    "no-value-4": "which characters show something",
    "no-weight": "a sum",
    "outside-scale": "the criterion's scale",
    "perspective-weights": "a sum",
    "replace": "another key",
    "range": "one number against another",
    "requires-8": "another file",
    "requires-9": "another file",
    "same-name": "another key, or another file",
    "swing": "one number against another",
    "twice-2": "a list in a list",
    "unknown-characteristic": "another file",
    "unknown-criterion": "another file",
    "unknown-document": "another file",
    "unknown-gate": "another file",
    "unknown-level": "another file",
    "unknown-model": "the library",
    "unknown-option": "another file",
    "weight": "the method",
    "weighting": "the method",
    "wrong-kind": "the file that names it",
    "anchor": "it is YAML",
    "backslash": "it is YAML",
    "directive": "it is YAML",
    "duplicate-key": "no data shows it; editors tell it by themselves",
    "flow-text": "it is YAML",
    "hash": "it is YAML",
    "hidden-character-2": "it is YAML",
    "blank-line": "the layout of a text",
    "layout": "the layout of a text",
    "tag": "it is YAML",
}
"""What only `check` finds, by code or by folder, and what it would take to see it."""

SEEN_ALL_THE_SAME = {"anchors-8", "cost-range-2", "flow-text-2", "flow-text-3", "wrong-kind-2"}


@pytest.mark.parametrize("folder", sorted(file.parent.name for file in PROBLEMS.glob("*/expected.txt")))
def test_an_editor_sees_what_check_sees(folder: str) -> None:
    refused = False
    for file in (PROBLEMS / folder).glob("*.yaml"):
        try:
            refused |= not ALL.is_valid(edited(file.read_text("utf-8")))
        except (yaml.YAMLError, ValueError):
            refused = True
    unseen = {folder, re.sub("-[0-9]$", "", folder)} & set(UNSEEN) and folder not in SEEN_ALL_THE_SAME
    assert refused == (not unseen)


FULL = {
    "appraisal": """
kind: appraisal
version: 1
title: T
question: Q
date: 2016-09
status: draft
authority: A
gateway: G
follows: ../before/run.json
scope: {in: [a], out: [b], undecided: [c]}
criteria: criteria.yaml
panel: {chair: C, facilitator: F, met: [a], absent: [b], combine: mean, sheets: {finance: panel/finance.yaml}}
scores: scores.yaml
evidence: evidence.yaml
costs: costs.yaml
comparator: a
options:
  a:
    name: A
    short-name: A
    models: [b]
    reason: R
    summary: S
    dimensions: {owner: council}
    characteristics:
      independence: {level: full, reason: R, source: S, evidence: {for: [doc 5.2], against: [doc]}}
    evolves-to:
      b: {how: H, source: S}
    precedents:
      c: {name: N, year: 2016, outcome: O, source: S}
    advantages: [a]
    risks: [b]
  b:
left-out: {z: Z}
verdicts:
  gate:
    a: {verdict: conditional, condition: C, reason: R, evidence: [doc 5.2], by: B, date: 2016-09-07}
perspectives:
  p:
    name: P
    view: V
    evidence: [doc]
    weights: {cost: 40}
    scores:
      cost: {a: 4, b: {score: unknown, range: [1, 2]}}
    lift-gates: [gate]
recommendation: {options: [a], reason: R, by: B, date: 2016}
decision: {options: [a]}
unknowns:
  u: {text: T, affects: [cost], by: B}
background:
  b: {title: T, text: T, items: [a], evidence: [doc]}
consultation: {text: T}
robustness: {within: 5, draws: 1000, seed: 1}
equality: {text: T}
accepted:
  no-comparator: [{where: a, reason: R, by: B}]
""",
    "criteria": """
kind: criteria
version: 1
title: T
source: S
scale: {0: No, 2.5: Partly, 5: Yes}
weighting: {method: direct, by: B, date: 2016-08-15, reason: R}
seal: {date: 2016-08-16, weights: 0f, criteria: 1e, gates: 2d, shortlist: 3c}
criteria:
  group:
    name: G
    question: Q
    weight: 40
    criteria:
      pace: {name: P, weight: 40, values: {0: 0, 5: 100}, rate-from: {characteristic: pace, scores: {slow: 0, fast: 5}}}
  cost: {name: C, weight: 60, unit: GBP m, worst: 6, best: 0, source: S}
  reach: {name: R, weight: 0, scale: {0: No, 1: Yes}}
gates:
  a: {name: A, requires: judgement, deadline: 2017-04, reason: R, source: S}
  b: {name: B, requires: {criterion: cost, at-most: 4}}
  c: {name: C, requires: {characteristic: pace, at-least: fast}}
  d: {name: D, requires: {characteristic: pace, is: [slow, fast]}}
  e: {name: E, requires: {cost: net-present, at-most: 8.5, unit: GBP m}}
  f: {name: F, requires: {cost: running, at-most: 300, unit: GBP k, year: 2016-17}}
shortlist: {top: 2}
seal: {date: 2026-11, weights: 5f2a91c07d3e, criteria: 0be1774ac19f, gates: 9d00e2f4b6aa, shortlist: 41c3a8e05512}
""",
    "scores": """
kind: scores
version: 1
by: B
members: {finance: F}
date: 2016-08-25
scores:
  cost: {a: 4, b: unknown}
  pace:
    a: {score: 4, range: [3, 5], reason: R, evidence: {for: [doc], against: [doc 1]}}
    b: {score: unknown}
dissent:
  - {by: B, about: {criterion: cost, option: a}, score: 3, reason: R}
  - {by: B, about: {criterion: cost}, weight: 30}
""",
    "weights": """
kind: weights
version: 1
by: B
date: 2016-08-15
reason: R
swings: {cost: 100, pace: 50.5, reach: 0}
order: [cost, [pace, reach]]
""",
    "costs": """
kind: costs
version: 1
by: B
date: 2016-08-15
currency: GBP k
prices: 2016-17
period: {from: 2016-17, years: 3}
discount-rate: {0: 3.5, 2: 3}
lines:
  capital:
    name: C
    when: once
    optimism-bias: 24
    reason: R
    evidence: [doc 5.2]
    options:
      a: {2016-17: 40, 2017-18: 60}
      b: {amount: {2017-18: 60}, range-percent: [-10, 30], reason: R, evidence: [doc]}
  running:
    name: N
    when: yearly
    from: 2017-18
    amount: unknown
    range: [50, 90]
    options:
      a: -70
  vat: {name: V, when: yearly, transfer: true, amount: 3}
""",
    "evidence": """
kind: evidence
version: 1
documents:
  doc: {title: T, publisher: P, date: 2016, address: 'https://a.example/b'}
claims:
  c: {text: T, for: {doc 5.2: N}, against: {doc: N}}
""",
    "characteristics": """
kind: characteristics
version: 1
characteristics:
  pace: {name: N, question: Q, levels: {slow: S, fast: F}}
""",
    "model": """
kind: model
version: 1
name: N
also-known-as: [a]
summary: S
source: S
dimensions: {owner: council}
characteristics:
  pace: {level: unknown, reason: R, source: S, evidence: {for: [doc], against: [doc]}}
evolves-to:
  b: {how: H}
precedents:
  c: {name: N, year: 2016, outcome: O}
advantages: [a]
risks: [b]
""",
}
"""A file of each kind with every key in it, but for one in place of which another stands."""

IN_PLACE_OF_IT = {"criteria": {"within", "swings", "order", "sheets"}}
"""Those that another key, or the method, leaves no room for; what members say of weights has the same form."""

VALUES: list[Any] = [
    *(
        None,
        True,
        "",
        " ",
        "text",
        "Not An Id",
        "not--an-id",
        "unknown",
        "judgement",
        "direct",
        "cost",
        "pass",
        "draft",
        "no-comparator",
    ),
    *("doc 5.2", "doc  5", "doc ", "criteria", "2016", "2016-1", "2016-13", "2016-09-31", "2016-09-30", "0000", "a\nb"),
    *(-1, 0, 1, 1.5, 3, 100, 101, 999, 2016, 12345),
    *([], ["a"], ["a", "a"], [1], [1, 2], [None], ["Not An Id"]),
    *("GBP m", "£m", "2016-17", "2016-18", "2017-18", 0.035, 0.2, [-10, 30], [3, 1, 2], [1, "x"], [-200, 30]),
    *({"2016-17": 3}, {"2016-17": 3, "reason": "R"}, {"0": 3.5}, {"0": 0.035}, {"amount": 3}, {"amount": "unknown"}),
    *({"cost": "cash", "at-most": 3, "unit": "GBP"}, {"cost": "cash", "at-most": 3}, {"cost": "cash", "unit": "GBP"}),
    *({}, {"a": None}, {"a": "b"}, {"Not An Id": "b"}, {"3": "x"}, {"score": 1}, {"verdict": "pass"}, {"name": "N"}),
    *({"criterion": "cost", "at-least": 3}, {"criterion": "cost", "at-least": 3, "at-most": 4}, {"criterion": "cost"}),
]


def test_the_full_files_have_every_key() -> None:
    def keys(found: Any) -> set[str]:
        each = found.values() if isinstance(found, dict) else found if isinstance(found, list) else []
        return set(found.get("properties", ()) if isinstance(found, dict) else ()).union(*map(keys, each))

    for kind, text in FULL.items():
        assert {key for key in keys(ALONE[kind]) if not re.search(rf"\b{key}:", text)} <= IN_PLACE_OF_IT.get(
            kind, set()
        )


def read(kind: str, value: Any) -> ParsedFile:
    return ParsedFile(Source(Path(kind), ""), typed(value))


def checked(kind: str) -> ParsedFile:
    part = read(kind, edited(FULL[kind]))
    assert part.check(kind) == []
    return part


KNOWN = checked("characteristics").value.characteristics
CRITERIA = flatten(checked("criteria"), {}, KNOWN, REGISTRY)
FIT = Names(
    criteria=Known(CRITERIA.criteria),
    groups=Known(CRITERIA.groups),
    gates=Known(["gate"]),
    options=Known(checked("appraisal").value.options),
    documents=Known(checked("evidence").value.documents),
    paths=CRITERIA.paths,
)


def codes(kind: str, value: Any) -> set[str]:
    """What `check` refuses a file for, as far as this file alone, or a name in it, is the reason."""
    part = read(kind, value)
    found = part.check(kind)
    if not found:
        tables: list[tuple[str, ...]] = [("scores",)] if kind == "scores" else []
        if kind == "appraisal":
            found += [*check_appraisal(part, FIT, {}), *check_accepted(part, REGISTRY.findings)]
            tables = [("perspectives", name, "scores") for name, view in part.value.perspectives.items() if view.scores]
        elif kind == "scores":
            found += check_dissent(part, FIT, CRITERIA)
        elif kind == "costs":
            found += check_costs(part, FIT)
        elif kind == "criteria":
            criteria = flatten(part, {}, KNOWN, REGISTRY)
            found += criteria.problems
            for name, gate in criteria.gates.items():
                found += check_cost_gate(part, ("gates", name, "requires"), gate.requires, checked("costs").value, "")
        for path in tables:
            table, problems = read_scores(part, path, part.inside(path))
            found += [*problems, *check_cells(part, path, table, FIT, CRITERIA)]
    return {problem.code for problem in found}


def faults(file: Any) -> Iterator[None]:
    """One thing in a file changed at a time: another value, a key less, a key of another name."""

    def places(found: Any) -> Iterator[tuple[Any, Any]]:
        for step, each in found.items() if isinstance(found, dict) else enumerate(found):
            yield found, step
            if isinstance(each, dict | list):
                yield from places(each)

    for around, step in list(places(file)):
        was = around[step]
        for value in VALUES:
            around[step] = value
            yield
        around[step] = was
        if isinstance(around, dict):
            del around[step]
            yield
            for name in ("Not An Id", "unknown", "nonsense", "3", "3x", "2016-17", "2016"):
                around[name] = was
                yield
                del around[name]
            around[step] = was


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_and_check_agree_on_every_single_fault(kind: str) -> None:
    """No fault of shape passes an editor, and nothing that `check` takes is refused there."""
    full = edited(FULL[kind])
    assert ALL.is_valid(full)
    assert codes(kind, full) == set()
    for _ in faults(full):
        found, taken = codes(kind, full), ALL.is_valid(full)
        assert not (taken and found - set(UNSEEN)), full
        assert taken or found, full


TYPES = {name: each for name, each in vars(field_types).items() if get_origin(each) is Annotated}


@pytest.mark.parametrize("name", TYPES)
def test_a_check_of_one_value_and_its_schema_agree(name: str) -> None:
    adapter = TypeAdapter(TYPES[name])
    found = Draft7Validator(module._filled_in(adapter.json_schema(), module._registered(REGISTRY)))
    values = list(VALUES)
    if TYPES[name] is Date:
        values += [f"{year}-{month:02}-{day:02}" for year in (1900, 2016) for month in range(14) for day in range(33)]
        values.remove("1900-02-29")  # which years have one is more than a pattern can say
    if TYPES[name] is Address:
        values += [
            "https://a.example",
            "http://a.example:80/b?c#d",
            "ftp://a.example",
            "https://a@b.example",
            "https://a b",
        ]
        values += [
            "https://",
            "https:///a",
            "a.example",
            "javascript:alert(1)",
            "https://a.example/b\N{NO-BREAK SPACE}c",
        ]
    taken = [value for value in values if found.is_valid(value)]
    by_check = [value for value in values if takes(adapter, value)]
    if TYPES[name] in (Finding, Method, Requires):  # which there are is found later
        assert [value for value in taken if value not in by_check] == []
    else:
        assert taken == by_check
    assert 0 < len(taken) < len(values)


def takes(adapter: TypeAdapter[Any], value: Any) -> bool:
    try:
        adapter.validate_python(typed(value), context=Search())
    except ValidationError:
        return False
    return True


def test_a_check_that_editors_could_not_be_told_of_is_an_error() -> None:
    with pytest.raises(PydanticInvalidForJsonSchema):
        module.schema_of(TypeAdapter(Annotated[str, when_read(str)]), module.PlainSchema)
    with pytest.raises(KeyError):
        schema(None, REGISTRY._replace(operators={"between": "two numbers"}))


def test_gate_operators_and_weighting_methods_are_those_of_the_tables() -> None:
    text = schema("criteria", REGISTRY._replace(operators={"beyond": "threshold"}, methods={"by-lot": "nothing"}))
    found = Draft7Validator(json.loads(text))
    file = {
        "kind": "criteria",
        "version": 1,
        "title": "T",
        "criteria": {"cost": {"name": "C"}},
        "shortlist": {"top": 1},
    }
    for operator, method, taken in (
        ("beyond", "by-lot", True),
        ("at-least", "by-lot", False),
        ("beyond", "equal", False),
    ):
        gates = {"g": {"name": "G", "requires": {"criterion": "cost", operator: 3}}}
        assert found.is_valid(file | {"weighting": {"method": method}, "gates": gates}) == taken


def test_what_is_said_of_a_key_reaches_the_editor() -> None:
    text, said = schema(None, REGISTRY), set()
    models = [FieldModel]
    for model in models:
        models += model.__subclasses__()
        said |= {field.description for field in model.model_fields.values()} - {None}
    assert len(said) > 40
    assert [each for each in said if json.dumps(each) not in text] == []
