"""Keys that look like what pydantic says of keys are told as the keys that they are."""

from pathlib import Path

import pytest

from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.text.source import Source
from appraise.files.text.yaml_reader import read_yaml


@pytest.mark.parametrize("key", ["[key]", "Decimal('x')", "Decimal('1')x"])
def test_a_key_that_is_spelled_as_pydantic_spells_keys(key: str) -> None:
    text = f'kind: evidence\nversion: 1\ndocuments:\n  paper:\n    title: T\n    "{key}": 1\n"{key}": 2\n'
    source = Source(Path("evidence.yaml"), text)
    problems = ParsedFile(source, read_yaml(source)).check("evidence")
    found = [(problem.code, problem.place and problem.place.line) for problem in problems]
    assert sorted(found, key=str) == [("unknown-key", 6), ("unknown-key", 7)]
    assert all(key in problem.what for problem in problems)
