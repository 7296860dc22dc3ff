"""The JSON Schema of a record against an outside validator: it takes what is read, and refuses what is no record."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from appraise import REGISTRY, AppraisalError, evaluate
from appraise.files.record.read import run_in
from appraise.files.record.record_model import record_schema
from appraise.files.text.source import Source
from tests.conftest import ROOT
from tests.review.small import SMALL

TEXT = record_schema(REGISTRY)
SCHEMA = Draft7Validator(json.loads(TEXT))
RECORD = evaluate(SMALL).to_json()
"""Of an appraisal that says whatever one can say."""


def test_it_is_a_json_schema_in_the_same_bytes_every_time() -> None:
    Draft7Validator.check_schema(json.loads(TEXT))
    assert record_schema(REGISTRY) == TEXT


@pytest.mark.parametrize("file", sorted((ROOT / "examples").glob("*/run.json")), ids=lambda file: file.parent.name)
def test_every_record_there_is_is_taken(file: Path) -> None:
    assert [error.message for error in SCHEMA.iter_errors(json.loads(file.read_text("utf-8")))] == []


def places(found: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything in a record, of lists and mappings of one thing after another the first alone."""
    inside = (
        list(found.items()) if isinstance(found, dict) else list(enumerate(found)) if isinstance(found, list) else []
    )
    return [path, *(each for name, item in inside for each in places(item, (*path, name)))]


@pytest.mark.slow
def test_what_it_refuses_is_refused_and_what_is_no_record_here_it_refuses() -> None:
    """Something else in every place of a record, one at a time: a text, a number, truth, nothing, a mapping, a list."""
    record = json.loads(RECORD)
    assert SCHEMA.is_valid(record)
    paths = [path for path in places(record) if path]
    for number, path in enumerate(paths):
        around = record
        for step in path[:-1]:
            around = around[step]
        was = around[path[-1]]
        for other in (("?", -1, True, None, {"?": 1}, ["?"])[number % 6], *(({},) if isinstance(was, list) else ())):
            around[path[-1]] = other
            if taken(record):
                assert SCHEMA.is_valid(record), (path, other)
            elif not SCHEMA.is_valid(record):
                refused.append(path)
        around[path[-1]] = was
    assert len(refused) > len(paths) / 2


refused: list[tuple[Any, ...]] = []


def taken(record: Any) -> bool:
    """Whether a record is read, whatever its fingerprint."""
    try:
        run_in(Source(Path("run.json"), json.dumps(record, indent=2, ensure_ascii=False)), REGISTRY)
    except AppraisalError:
        return False
    return True
