"""`examples/every-key/` shows every key of every kind of file, says what each is for, and is accepted."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from appraise import REGISTRY, evaluate, load
from appraise.files.formats.file_models import KINDS
from appraise.files.formats.json_schema import schema
from tests.conftest import ROOT, call

FOLDER = ROOT / "examples" / "every-key"
FILES = sorted(FOLDER.rglob("*.yaml"))
SCHEMAS: dict[str, dict[str, Any]] = {kind: json.loads(schema(kind, REGISTRY)) for kind in KINDS}
RULE = re.compile(r"\{(top|at-least|within): [0-9]+\}")
ONE_OF = {
    "criteria": {"ShortlistRule.at-least", "ShortlistRule.within", "WeightingFile.order"},
    "weights": {"weights.order"},
}
"""A file has one rule for its shortlist and one method, so the others stand in comments, and are tried below."""


class Where(NamedTuple):
    """A place of a schema: its name, for which that of a definition stands, so that a key that may stand in several
    places has to be shown in one of them."""

    name: str
    part: dict[str, Any]

    def meant(self, whole: dict[str, Any]) -> "Iterator[Where]":
        """What may stand in this place, each with the name of its definition if it has one."""
        name, part = self
        if "$ref" in part:
            name = part["$ref"].rpartition("/")[2]
            part = whole["definitions"][name]
        forms = [*part.get("anyOf", ()), *part.get("oneOf", ())] if "properties" not in part else []
        if not forms:
            yield Where(name, part)
        for each in forms:
            yield from Where(name, each).meant(whole)

    def under(self, key: str) -> "Where | None":
        """The place under a key: one that the schema names, or one whose name people choose."""
        properties, chosen = self.part.get("properties", {}), self.part.get("additionalProperties")
        if key in properties:
            return Where(f"{self.name}.{key}", properties[key])
        return Where(f"{self.name}.*", chosen) if isinstance(chosen, dict) else None


def wanted(where: Where, whole: dict[str, Any], seen: set[str]) -> Iterator[str]:
    """The keys that a schema names at a place and below it."""
    for name, part in where.meant(whole):
        if name in whole.get("definitions", {}) and name in seen:
            continue
        seen.add(name)
        for key, each in part.get("properties", {}).items():
            yield _named(name, key)
            yield from wanted(Where(_named(name, key), each), whole, seen)
        for each in (part.get("additionalProperties"), part.get("items")):
            if isinstance(each, dict):
                yield from wanted(Where(f"{name}.*", each), whole, seen)


def shown(where: Where, whole: dict[str, Any], node: yaml.Node) -> Iterator[tuple[str, int]]:
    """The keys of a schema that a file has, each with the number of its line, from 0."""
    for name, part in where.meant(whole):
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value in part.get("properties", {}):
                    yield _named(name, key.value), key.start_mark.line
                below = Where(name, part).under(key.value)
                if below is not None:
                    yield from shown(below, whole, value)
        elif isinstance(node, yaml.SequenceNode) and "items" in part:
            for value in node.value:
                yield from shown(Where(f"{name}.*", part["items"]), whole, value)


def _named(name: str, key: str) -> str:
    return f"{name}.{key}"


def explained(lines: list[str], line: int) -> bool:
    """Whether a comment stands beside a line or right above it."""
    return " # " in lines[line] or lines[line - 1].lstrip().startswith("# ")


def shown_in(kind: str) -> Iterator[tuple[str, bool]]:
    """The keys that the files of a kind show, each with whether it is explained there."""
    whole = SCHEMAS[kind]
    for file in FILES:
        text = file.read_text("utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is not None and yaml.safe_load(text)["kind"] == kind:
            for name, line in shown(Where(kind, whole), whole, node):
                yield name, explained(text.splitlines(), line)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_kind_of_file_is_shown(kind: str) -> None:
    every = set(wanted(Where(kind, SCHEMAS[kind]), SCHEMAS[kind], set()))
    assert {f"{kind}.kind", f"{kind}.version"} <= every
    assert every - {name for name, _ in shown_in(kind)} == ONE_OF.get(kind, set())


def test_every_key_says_what_it_is_for() -> None:
    """Once; what may stand in several kinds of file, such as a score, in one of them."""
    named = [each for kind in KINDS for each in shown_in(kind)]
    assert {name for name, _ in named} - {name for name, said in named if said} == set()


def test_every_word_to_choose_is_named() -> None:
    """Where one of several words is to be written, all of them stand in the files; the codes of findings are many."""

    def words(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            yield from (part.get("enum", ()) if "propertyNames" not in part else ())
            for key, each in part.items():
                yield from words(each) if key != "propertyNames" else ()
        elif isinstance(part, list):
            for each in part:
                yield from words(each)

    text = " ".join(file.read_text("utf-8") for file in FILES)
    every = {word for kind in KINDS for word in words(SCHEMAS[kind])}
    assert {"draft", "equal", "conditional"} <= every
    assert {word for word in every if not re.search(rf"\b{word}\b", text)} == set()


def test_check_accepts_it_and_the_stage_that_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the comments of the second stage say: its record first. Nothing is found that is not accepted."""
    shutil.copytree(FOLDER, tmp_path / "every-key")
    monkeypatch.chdir(tmp_path / "every-key")
    commands = re.findall("^#     appraise (.*)$", Path("second-stage.yaml").read_text("utf-8"), re.MULTILINE)
    assert commands == ["score . -o run.json", "score second-stage.yaml"]
    for command in commands:
        assert call(*command.split()).exit_code == 0, command
    for appraisal, accepted in ((".", 3), ("second-stage.yaml", 2)):
        done = call("check", appraisal, "--fail-on", "note")
        assert (done.exit_code, done.output.splitlines()[-1]) == (
            0,
            f"No problems found. {accepted} findings accepted.",
        )
    follows = load("second-stage.yaml").follows
    assert follows is not None
    assert [option for option, then in follows.options.items() if then.outcome == "shortlisted"] == ["trust"]
    # Visitors and cost weigh half each. Volunteers: 3 of 5, as one gave 3 and one says that nobody can know, is 60, and
    # 800,000 are worth 20: 40. Trust: 4 and 5 were given, and 4 agreed: 80, and 650,000 are worth 50. In-house 40, 40.
    totals = {option: result.total for option, result in evaluate(load("second-stage.yaml")).options.items()}
    assert totals == {"in-house": 40, "trust": 65, "volunteers": 40}
    assert call("verify", "run.json").exit_code == 0


def test_its_totals_by_hand() -> None:
    """Visitors weigh .4 with 20 points of value a step, freedom .2, running cost .4 with 1 point of value for 5,000.
    Trust: .4 of 80 is 32; full freedom is worth 60, .2 of it 12; 650,000 are worth 50, .4 of it 20: 64.
    Volunteers: visitors not known, 0 to 40; shared is scored 2, half way to the 4 that is worth 100: 50, .2 of it 10;
    800,000 are worth 20, .4 of it 8: 18 to 58. In-house: .4 of 40 is 16; no freedom; 700,000 are worth 40: 16 more."""
    options = evaluate(load(FOLDER)).options
    assert (options["trust"].total, options["in-house"].total) == (64, 32)
    assert options["volunteers"].low_high == (18, 58)
    assert {option: result.outcome for option, result in options.items()} == {
        "in-house": "excluded",
        "trust": "shortlisted",
        "volunteers": "not-shortlisted",
    }


def test_the_rules_for_a_shortlist_in_the_comment_can_be_written(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "every-key")
    file = tmp_path / "every-key" / "criteria.yaml"
    text, written = file.read_text("utf-8"), "shortlist: {top: 1}"
    *_, first, second = text.partition(f"\n{written}\n")[0].splitlines()
    rules = list(RULE.finditer(f"{first} {second}"))
    assert {rule[1] for rule in rules} == {"top", "at-least", "within"}
    for rule in rules:
        file.write_text(text.replace(written, f"shortlist: {rule[0]}"), "utf-8")
        assert "trust" in evaluate(load(tmp_path / "every-key")).shortlist.options, rule[0]


@pytest.mark.parametrize("method", ["rank-order", "rank-sum"])
def test_the_orders_in_the_comments_can_be_written(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two in order the first weighs 3/4 by the centroid and 2/3 by the sum. Agreed that is visitors; of the members
    Finance has cost first, so that the mean of both is a half each."""
    shutil.copytree(FOLDER, tmp_path / "every-key")
    monkeypatch.chdir(tmp_path / "every-key")
    assert call("score", ".", "-o", "run.json").exit_code == 0
    criteria, finance, collections = map(
        Path, ("second-criteria.yaml", "weights/finance.yaml", "weights/collections.yaml")
    )
    agreed, own = (
        re.findall(r"^ *# (order: \[.*\])$", file.read_text("utf-8"), re.MULTILINE) for file in (criteria, finance)
    )
    for file, (order,) in ((criteria, agreed), (finance, own), (collections, agreed)):
        text, count = re.subn(r"swings: \{.*\}", order, file.read_text("utf-8"))
        assert count == 1
        file.write_text(text.replace("method: swing", f"method: {method}"), "utf-8")
    first = {"rank-order": 0.75, "rank-sum": 0.666667}[method]
    assert float(evaluate(load("second-stage.yaml")).shares["visitors"]) == first
    criteria.write_text(criteria.read_text("utf-8").replace(f"  {agreed[0]} ", "  # "), "utf-8")
    assert float(evaluate(load("second-stage.yaml")).shares["visitors"]) == 0.5


def test_nobody_takes_it_for_facts() -> None:
    run = evaluate(load(FOLDER))
    assert run.inputs.status == "illustrative"
    for document in run.inputs.documents.values():
        assert "llustrative" in document.title
        assert document.address is None or document.address.startswith("https://www.example.org/")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_its_lines_fit_on_a_screen(file: Path) -> None:
    assert [line for line in file.read_text("utf-8").splitlines() if len(line) > 120] == []
