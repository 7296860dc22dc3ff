"""Models cannot be changed, and what makes others of them takes no name that is no field."""

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from appraise.appraisal import Appraisal, Level, Option, Scope
from appraise.field_models import FieldModel, joined, replaced
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.text.source import Source
from appraise.files.text.yaml_reader import read_yaml
from tests.conftest import ROOT


def test_other_values_go_into_fields_that_there_are_and_nothing_else() -> None:
    level = Level(level="some", reason="Because")
    assert replaced(level, level="none") == Level(level="none", reason="Because")
    assert level.level == "some"
    with pytest.raises(TypeError, match="Level has no field reasons, weight"):
        replaced(level, reasons="Because", weight=Decimal(1))


def test_values_that_are_checked_already_go_into_fields_that_there_are() -> None:
    assert joined(Level, level="some") == Level(level="some")
    with pytest.raises(TypeError, match="Level has no field wieght"):
        joined(Level, level="some", wieght=1)


def test_a_model_is_never_changed_in_place_nor_made_with_a_name_that_is_no_field() -> None:
    level = Level(level="some")
    with pytest.raises(ValidationError, match="frozen"):
        level.level = "none"
    with pytest.raises(ValidationError, match="wieght"):
        Level(level="some", wieght=1)  # type: ignore[call-arg]
    with pytest.raises(ValidationError, match="level"):
        Level()  # type: ignore[call-arg]


def test_what_was_left_out_is_told_from_what_was_left_empty() -> None:
    assert Option(name="A") == Option(name="A", dimensions={})
    assert "dimensions" not in Option(name="A").model_fields_set


def test_what_a_record_says_of_a_model_is_what_people_stated_in_its_own_order() -> None:
    option = Option(name="A", risks=("Slow",), reason="Asked for", comparator=True)
    assert list(option.stated()) == ["name", "reason", "comparator", "risks"]
    assert Scope(in_=("Care",)).stated() == {"in": ("Care",)}


def test_a_record_has_a_place_for_every_field() -> None:
    models = [FieldModel]
    for model in models:
        models += model.__subclasses__()
        assert sorted(model.recorded()) == sorted(model.model_fields)
    assert Appraisal.recorded()[:2] == ["files", "title"]


def test_models_are_copied_in_one_place_alone() -> None:
    """pydantic's own way of copying takes any name, and checks nothing."""
    unchecked = ("model_copy(", "model_construct(", ".copy(update")
    files = [
        file for file in (ROOT / "appraise").rglob("*.py") if any(each in file.read_text("utf-8") for each in unchecked)
    ]
    assert [file.name for file in files] == ["field_models.py"]


def test_a_mapping_and_a_list_of_any_length_are_read_in_order() -> None:
    """They are checked 500 at a time."""
    documents = "".join(f"  d{number}:\n    title: T{number}\n" for number in range(1234))
    names = ", ".join(f"n{number}" for number in range(1234))
    source = Source(Path("evidence.yaml"), f"kind: evidence\nversion: 1\ndocuments:\n{documents}")
    parsed = ParsedFile(source, read_yaml(source))
    assert parsed.check("evidence") == []
    assert list(parsed.value.documents) == [f"d{number}" for number in range(1234)]
    source = Source(Path("model.yaml"), f"kind: model\nversion: 1\nname: M\nalso-known-as: [{names}]\n")
    parsed = ParsedFile(source, read_yaml(source))
    assert parsed.check("model") == []
    assert parsed.value.also_known_as == tuple(f"n{number}" for number in range(1234))
