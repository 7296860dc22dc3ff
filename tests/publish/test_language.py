from decimal import Decimal

import pytest

from appraise.publish import language as words
from appraise.publish.document import Span, bold, line, plain
from appraise.publish.language import Language
from tests.publish.conftest import EN


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
    assert EN.percent(Decimal(share)) == text


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
    assert EN.date(written) == read


def test_ranks_spans_and_counts() -> None:
    assert [EN.ranks(3, 3), EN.ranks(3, 4), EN.ranks(3, 5)] == ["3", "3 or 4", "3 to 5"]
    assert [EN.span(Decimal(5), Decimal(5)), EN.span(Decimal("-1.25"), Decimal(5), 1)] == [
        "5",
        "\N{MINUS SIGN}1.3 to 5.0",
    ]
    assert [EN.counted(1, "gate"), EN.counted(9, "gate"), EN.counted(10, "gate")] == [
        "one gate",
        "nine gates",
        "10 gates",
    ]


def test_lists_and_sentences() -> None:
    assert [plain(EN.listed(list("ABC"[:n]))) for n in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert plain(EN.listed([line("A"), "B"], "or")) == "A or B"
    assert [words.sentence(t) for t in ("So", "So.", 'He said "so."', "So (2).", None, " ")] == [
        "So.",
        "So.",
        'He said "so."',
        "So (2).",
        "",
        "",
    ]


def test_a_sentence_has_its_values_its_form_for_a_count_and_its_bold_words() -> None:
    words = Language(
        "en",
        {
            "few": {"1": "one", "other": "{n}"},
            "and": "and",
            "go": {"1": "**{N} of {names}** goes: {what}.", "other": "{n} go: {What}."},
        },
    )
    named: list[Span | str] = [bold("a*"), "{b}"]
    assert words.say("go", 1, names=named, what="on") == (bold("One of a* and {b}"), Span(" goes: on."))
    assert words.text("go", 12, what=line(bold("on"))) == "12 go: On."
    assert words.say("go", 12, what=line(bold("on"), " it"))[1] == bold("On")
    assert words.text("go", 12, what="on by Y Ltd.") == "12 go: On by Y Ltd."


@pytest.mark.parametrize(
    ("many", "end"), [(2, "o0 and o1"), (31, "o29 and o30"), (32, "o29 and 2 more"), (4000, "o29 and 3,970 more")]
)
def test_of_very_many_things_a_list_names_the_first_and_counts_the_rest(many: int, end: str) -> None:
    names = [f"o{index}" for index in range(many)]
    assert EN.names(names).endswith(end)
    assert EN.names(names, "or").endswith(end.replace(" and ", " or "))
    assert EN.text("result.level", options=names).endswith(f"{end}.")
