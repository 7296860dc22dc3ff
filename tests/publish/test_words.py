from decimal import Decimal

import pytest

from appraise.publish import words
from appraise.publish.document import line, plain


@pytest.mark.parametrize(
    ("values", "distinct", "shown"),
    [
        (["82", "80"], True, 0),
        (["82", "80.04"], True, 1),
        (["82.04", "82.01"], True, 2),
        (["82.04", "82.01"], False, 1),
        (["82.0000001", "82.0000002"], True, 6),
        ([], True, 0),
    ],
)
def test_places_are_few_and_more_only_to_tell_numbers_apart(values: list[str], distinct: bool, shown: int) -> None:
    assert words.places(map(Decimal, values), distinct) == shown


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "\N{MINUS SIGN}3"),
        ("0.25", 1, "0.3"),
        ("3", 1, "3.0"),
        ("1.50", None, "1.5"),
        ("-0", None, "0"),
    ],
)
def test_numbers_round_half_away_from_zero(value: str, places: int | None, text: str) -> None:
    assert words.number(Decimal(value), places) == text


@pytest.mark.parametrize(
    ("share", "text"), [("0.2", "20%"), ("0.333333", "33.3%"), ("0.0004", "under 0.1%"), ("0", "0%"), ("1", "100%")]
)
def test_percent(share: str, text: str) -> None:
    assert words.percent(Decimal(share)) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2016-09-07", "7 September 2016"),
        ("2016-09", "September 2016"),
        ("2016", "2016"),
        ("spring 2016", "spring 2016"),
    ],
)
def test_dates(written: str, read: str) -> None:
    assert words.date(written) == read


def test_ranks_spans_and_counts() -> None:
    assert [words.ranks(3, 3), words.ranks(3, 4), words.ranks(3, 5)] == ["3", "3 or 4", "3 to 5"]
    assert [words.span(Decimal(5), Decimal(5)), words.span(Decimal("-1.25"), Decimal(5), 1)] == [
        "5",
        "\N{MINUS SIGN}1.3 to 5.0",
    ]
    assert [words.count(1, "gate"), words.count(9, "gate"), words.count(10, "gate")] == [
        "one gate",
        "nine gates",
        "10 gates",
    ]


def test_lists_and_sentences() -> None:
    assert [plain(words.listed(list("ABC"[:n]))) for n in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert plain(words.listed([line("A"), "B"], "or")) == "A or B"
    assert [words.sentence(t) for t in ("So", "So.", 'He said "so."', "So (2).", None, " ")] == [
        "So.",
        "So.",
        'He said "so."',
        "So (2).",
        "",
        "",
    ]
    assert words.cited(("a 1", "b"), ("c",)) == "(a 1, b; against: c)"
    assert words.cited(()) == ""
