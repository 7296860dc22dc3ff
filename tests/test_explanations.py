"""What `appraise explain CODE` says: every problem that a file can have is explained, with an example that is real."""

from collections.abc import Mapping

import pytest
import yaml

from tests.conftest import ROOT
from tests.test_problems import ELSEWHERE, FOLDERS, PROBLEMS, codes

FILE = ROOT / "templates" / "problems.yaml"
EXPLAINED: Mapping[str, Mapping[str, str]] = yaml.safe_load(FILE.read_text("utf-8"))
CODES = sorted(set(codes()))


def test_every_code_is_explained() -> None:
    assert sorted(EXPLAINED) == CODES


def test_codes_stand_in_order() -> None:
    assert list(EXPLAINED) == sorted(EXPLAINED)


@pytest.mark.parametrize("code", CODES)
def test_what_is_said_of_a_code(code: str) -> None:
    said = EXPLAINED[code]
    assert {"means", "fix"} <= set(said) <= {"means", "fix", "example"}
    for text in (said["means"], said["fix"]):
        assert text.endswith(".")
        assert "\n" not in text, "one paragraph"


def test_lines_are_short() -> None:
    """Examples stand as they were printed; all other lines keep to the width of the code."""
    printed = {line.strip() for said in EXPLAINED.values() for line in said.get("example", "").splitlines()}
    lines = FILE.read_text("utf-8").splitlines()
    assert [line for line in lines if len(line) > 120 and line.strip() not in printed] == []


@pytest.mark.parametrize("code", sorted(set(CODES) - set(ELSEWHERE)))
def test_an_example_is_what_check_prints(code: str) -> None:
    """Word for word the first problem in a folder of that code, in which nothing stands for something longer."""
    folders = [folder for folder in FOLDERS if code in (folder, "" if folder in CODES else folder.rpartition("-")[0])]
    printed = [first_problem((PROBLEMS / folder / "expected.txt").read_text("utf-8")) for folder in folders]
    assert EXPLAINED[code]["example"] in printed
    assert "(every model of the library)" not in EXPLAINED[code]["example"]


@pytest.mark.parametrize("code", sorted(ELSEWHERE))
def test_an_example_from_elsewhere_is_of_its_code(code: str) -> None:
    example = EXPLAINED[code].get("example")
    if example is not None:
        assert f"error[{code}]: " in example.splitlines()[0]
        assert example == first_problem(example)


def first_problem(said: str) -> str:
    """From the first line to the end of its fix."""
    before, fix, after = said.partition("\n  fix: ")
    return f"{before}{fix}{after.splitlines()[0]}\n"
