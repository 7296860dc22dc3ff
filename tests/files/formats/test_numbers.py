"""Numbers as people and their programs write them: taken exactly, or refused with the number that is meant."""

import json
import re
import struct
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraise import REGISTRY, AppraisalError, Problem, evaluate
from appraise.files.formats.json_schema import schema
from appraise.files.loading.load import load
from appraise.files.record.read import read_run
from appraise.plain_numbers import DIGITS, NUMBER, plain_number
from tests.conftest import SMALLEST

Folder = Callable[..., Path]

LONG = ("16.666666666666664", "0.0016666666666666668", "83.33166666666666", "33.333333333333336")


def problems(where: Path) -> list[Problem]:
    with pytest.raises(AppraisalError) as caught:
        load(where, REGISTRY)
    return list(caught.value.problems)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_that_is_written_without_an_exponent_is_taken(value: float) -> None:
    """`repr` writes as many digits as it takes to tell a float from the next."""
    text = repr(value)
    assert ("e" in text) or NUMBER.fullmatch(text), text


@given(st.integers(0, 2**64 - 1))
def test_every_bit_pattern_of_a_float_too(bits: int) -> None:
    (value,) = struct.unpack("d", struct.pack("Q", bits))
    text = repr(value)
    assert not re.fullmatch(r"-?[0-9.]+", text) or NUMBER.fullmatch(text)


@pytest.mark.parametrize("typed", LONG)
def test_a_record_keeps_them_as_typed_and_reads_them_back(typed: str, folder: Folder, tmp_path: Path) -> None:
    """In every place where a number may stand; the arithmetic is exact, by fractions."""
    criteria = (
        SMALLEST["criteria"].replace("weight: 60", f"weight: {typed}").replace("  5: Yes", f"  5: Yes\n  -{typed}: Low")
    )
    criteria = criteria.replace("shortlist: {top: 1}", f"shortlist: {{within: {typed}}}")
    criteria += f"gates:\n  least:\n    name: Least\n    requires: {{criterion: cost, at-least: -{typed}}}\n"
    cell = f"    left:\n      score: 2\n      range: [-{typed}, 2.{typed.replace('.', '')}]\n"
    criteria = criteria.replace(
        "    weight: 40", f"    weight: 40\n    unit: GBP\n    worst: -{typed}\n    best: {typed}"
    )
    scores = SMALLEST["scores"].replace("    left: 2\n", cell).replace("right: 1", f"right: {typed[:-1]}")
    where = folder(criteria=criteria, scores=scores.replace("    left: 4\n", f"    left: {typed}\n"))
    found = load(where, REGISTRY).appraisal
    assert found.criteria["cost"].weight == Decimal(typed)
    run = evaluate(found)
    share = Fraction(typed) / (Fraction(typed) + 40)
    assert abs(Fraction(run.shares["cost"]) - share) <= Fraction(1, 2_000_000)
    record = tmp_path / "run.json"
    record.write_text(run.to_json(), "utf-8")
    assert record.read_text("utf-8").count(typed) >= 6
    assert json.loads(record.read_text("utf-8"), parse_float=Decimal)["criteria"]["cost"]["weight"] == Decimal(typed)
    again = read_run(record, REGISTRY)
    assert again.to_json() == run.to_json()
    assert evaluate(again.appraisal()).to_json() == run.to_json()


MEANT = {
    '"4"': "4",
    "'2.5'": "2.5",
    "\u201c4\u201d": "4",
    "\u20184\u2019": "4",
    '"4 "': "4",
    "\u00a34,990,000": "4990000",
    "4,990,000": "4990000",
    "-\u00a31,200.50": "-1200.50",
    "1 000": "1000",
    "12 345 678": "12345678",
    "1\u2009000": "1000",
    "12%": "12",
    "4,5": "4.5",
    "+3": "3",
    ".5": "0.5",
    "4.": "4",
    "04": "4",
    "1e-05": "0.00001",
    "1.5E+3": "1500",
    "GBP 20": "20",
    "\u20ac1,000": "1000",
}


@pytest.mark.parametrize(("typed", "number"), MEANT.items())
@pytest.mark.parametrize(
    ("file", "old"),
    [("scores", "left: 2"), ("criteria", "weight: 60"), ("criteria", "{top: 1}"), ("criteria", "range")],
)
def test_the_fix_is_the_number_that_is_meant(typed: str, number: str, file: str, old: str, folder: Folder) -> None:
    """One error a value, and none beside it."""
    if old == "{top: 1}":
        text = SMALLEST[file].replace(old, f"\n  at-least: {typed}")
    elif old == "range":
        file, text = (
            "scores",
            SMALLEST["scores"].replace(
                "    left: 2\n", f"    left:\n      score: 2\n      range:\n        - 1\n        - {typed}\n"
            ),
        )
    else:
        text = SMALLEST[file].replace(old, f"{old.split(':')[0]}: {typed}")
    (found,) = problems(folder(**{file: text}))
    assert re.search(rf"(write|away:) {re.escape(number)}(,|$)", found.fix), found.fix
    assert NUMBER.fullmatch(number)


def test_a_scale_whose_points_are_in_quotes(folder: Folder) -> None:
    (found,) = problems(folder(criteria=SMALLEST["criteria"].replace("  5: Yes", '  "5": Yes')))
    assert found.fix == "take the quotes away: 5"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 1", 'version: "1"'),
        ("shortlist: {top: 1}", 'shortlist: {top: "1"}'),
        (
            "shortlist: {top: 1}",
            'shortlist: {top: 1}\ngates:\n  g:\n    name: G\n    requires: {criterion: cost, at-least: "1"}',
        ),
    ],
)
def test_other_numbers_in_quotes(old: str, new: str, folder: Folder) -> None:
    (found,) = problems(folder(criteria=SMALLEST["criteria"].replace(old, new)))
    assert found.fix.startswith("take the quotes away")


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("[\u00a34,990,000, \u00a35,400,000]", ["4990000", "5400000"]),
        ("[4,990, 5,400]", ["4990", "5400"]),
        ("[4,990,000,5,400,000]", ["4990000"]),
        ("[2, 5,400]", ["5400"]),
    ],
)
def test_thousands_in_brackets_are_one_error_a_number(typed: str, numbers: list[str], folder: Folder) -> None:
    cell = f"    left:\n      score: 2\n      range: {typed}\n"
    found = problems(folder(scores=SMALLEST["scores"].replace("    left: 2\n", cell)))
    assert {each.code for each in found} == {"flow-number"}
    if len(numbers) == len(found):
        assert [each.fix.split(",")[0] for each in found] == [f"write {number}" for number in numbers]
    assert all("thousands separators" in each.fix for each in found)
    assert all(("pound sign" in each.fix) == ("\u00a3" in typed) for each in found)


def test_thousands_in_braces(folder: Folder) -> None:
    text = SMALLEST["scores"].replace("left: 2", "left: {score: 4,990,000, reason: High}")
    (found,) = problems(folder(scores=text))
    assert (found.code, found.fix) == ("flow-number", "write 4990000, without thousands separators")


@pytest.mark.parametrize("typed", ["[0,100]", "[2,400]", "[0, 5]", "[1,2]"])
def test_two_numbers_with_a_comma_alone_between_are_two(typed: str, folder: Folder) -> None:
    cell = f"    left:\n      score: 2\n      range: {typed}\n"
    assert all(
        each.code != "flow-number" for each in _found(folder(scores=SMALLEST["scores"].replace("    left: 2\n", cell)))
    )


def _found(where: Path) -> list[Problem]:
    try:
        load(where, REGISTRY)
    except AppraisalError as error:
        return list(error.problems)
    return []


def test_what_is_too_long_says_how_long_it_may_be(folder: Folder) -> None:
    for typed in ("1" * (DIGITS + 1), f"0.{'3' * (DIGITS + 1)}", "9" * 55, "1e300", "3" * 3000):
        (found,) = problems(folder(criteria=SMALLEST["criteria"].replace("weight: 60", f"weight: {typed}")))
        assert str(DIGITS) in found.fix
    (found,) = problems(folder(criteria=SMALLEST["criteria"].replace("weight: 60", f"weight: {'3' * 3000}")))
    assert (found.code, len(found.what) < 200) == ("not-a-number", True)


def test_an_editor_takes_and_refuses_the_same() -> None:
    """A schema knows numbers, not digits; as keys, which are texts, they have the pattern of our own."""
    text = schema("criteria", REGISTRY)
    assert json.dumps(f"^{NUMBER.pattern}$")[1:-1] in text


@pytest.mark.parametrize("typed", ["high", "4/5", "3-4", "4 of 5", "-", "\u00a3", "n/a", "1.2.3", "5e", "", "1:30"])
def test_what_may_mean_anything_is_not_guessed(typed: str) -> None:
    assert plain_number(typed) is None


@pytest.mark.parametrize("typed", ["12,34,567", "1,000,00", "1,2,3"])
def test_commas_that_part_no_thousands_are_not_guessed_at(typed: str) -> None:
    assert plain_number(typed) is None


@pytest.mark.parametrize("typed", ["2 to 4", "2 4", "2; 4", "2 - 4", "2 \N{EN DASH} 4", "2 and 4"])
def test_two_numbers_in_brackets_want_a_comma(typed: str, folder: Folder) -> None:
    cell = f"    left:\n      score: 2\n      range: [{typed}]\n"
    (found,) = problems(folder(scores=SMALLEST["scores"].replace("    left: 2\n", cell)))
    assert (found.code, found.fix) == ("flow-text", "put a comma between the two numbers: 2, 4")
