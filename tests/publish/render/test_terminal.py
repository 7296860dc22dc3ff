import io
import re
from typing import Any

import pytest

from appraise.cli.console import print_problems, show
from appraise.field_models import replaced
from appraise.problem import Place, Problem
from appraise.publish.document import Cell, Column, Document, Row, Section, Table, line
from appraise.publish.documents.summary import summary
from appraise.publish.render.escape import clean
from appraise.publish.render.terminal import cells, wrap
from appraise.run import Run
from tests.publish.conftest import EN, having, ungated
from tests.publish.render.test_escape import HOSTILE


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def stream(encoding: str = "utf-8", terminal: bool = False) -> io.TextIOWrapper:
    return (Terminal if terminal else io.TextIOWrapper)(io.BytesIO(), encoding=encoding, newline="\n")


def written(file: io.TextIOWrapper) -> str:
    file.flush()
    assert isinstance(file.buffer, io.BytesIO)
    return file.buffer.getvalue().decode(file.encoding)


def shown(document: Document) -> str:
    file = stream()
    show(document, file)
    return written(file)


@pytest.fixture(autouse=True)
def _neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)


def test_the_summary_holds_what_redoes_the_totals_and_ends_with_the_answer(run: Run) -> None:
    text = shown(summary(run, EN))
    for row in (
        r"Alpha +Pass +Pass",
        r"Delta +Fail, Lawful delegate\. As stated\. Decided by Counsel,",
        r"  Independence +40% +5 +4 \(3–5\) +3 +0",  # noqa: RUF001
        r"Set-up cost +40% +30 +20 +0 +40",
        r"Total +100% +86 +64 +24 to 44 +60",
        r"Gamma +3 +24 to 44 +Not shortlisted\. At least 20",
    ):
        assert re.search(row, text), row
    assert text.index("Result: totals out of 100 (illustrative)") < text.index("On these scores two of the four")
    assert max(map(len, text.splitlines())) <= 80


def test_no_gates_no_tables_of_verdicts(run: Run) -> None:
    assert "Verdict" not in shown(summary(ungated(run), EN))


@pytest.mark.parametrize("width", [0, 1, 20, 40, 80, 200])
@pytest.mark.parametrize("name", [*HOSTILE, "Long " * 60, "Unbroken" * 40, "\u4e2d\u6587" * 50])
def test_names_wrap_and_never_vanish(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    options = {each: replaced(words, name=name) for each, words in run.inputs.options.items()}
    text = shown(summary(having(run, options=options, title="T"), EN))
    letters = re.sub(r"\s", "", clean(name))
    assert letters in re.sub(r"\s", "", text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def matrix(options: int) -> Document:
    columns = (
        Column("Criterion"),
        Column("Weight", True),
        *(Column(f"Option number {n}", True) for n in range(options)),
    )
    row = Row((Cell(line("Pace")), Cell(line("100%")), *(Cell(line(f"{n}.5")) for n in range(options))))
    table = Table("Scores", columns, (row,), matrix=True, fixed=2)
    return Document("T", "Draft", line("Draft."), (Section("s", "S", (table,)),))


def test_a_matrix_too_wide_comes_in_blocks_that_repeat_the_criteria() -> None:
    text = shown(matrix(30))
    rows = [row for row in text.splitlines() if row.startswith("Pace")]
    assert len(rows) == text.count("Scores") > 1
    assert all(row.split()[1] == "100%" for row in rows)
    assert [value for row in rows for value in row.split()[2:]] == [f"{n}.5" for n in range(30)]
    assert max(map(len, text.splitlines())) <= 80
    assert len([row for row in shown(matrix(3)).splitlines() if row.startswith("Pace")]) == 1


@pytest.mark.parametrize("matrix", [True, False])
def test_a_line_stands_across_the_table_and_widens_no_column(matrix: bool) -> None:
    across = "Excluded at a gate: totals for information"
    cells_of = (("Alpha", "86"), (across, ""), ("Delta", "60"))
    alpha, between, delta = (Row(tuple(Cell(line(text)) for text in texts)) for texts in cells_of)
    rows = (alpha, between._replace(role="line"), delta)
    table = Table("", (Column("Option"), Column("Total", True)), rows, matrix=matrix)
    text = shown(Document("T", "Draft", line("Draft."), (Section("s", "S", (table,)),)))
    assert text.splitlines()[-3:] == ["Alpha      86", across, "Delta      60"]


def test_a_terminal_gets_bold_and_a_pipe_gets_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def text(terminal: bool) -> str:
        file = stream(terminal=terminal)
        show(summary(run, EN), file)
        return written(file)

    bold = text(terminal=True)
    assert "\x1b[1mShortlisted\x1b[0m." in bold
    assert bold.replace("\x1b[1m", "").replace("\x1b[0m", "") == text(terminal=False)
    monkeypatch.setenv("TERM", "dumb")
    assert text(terminal=True) == text(terminal=False)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_stream_that_cannot_hold_a_letter_spells_it_out(run: Run, encoding: str) -> None:
    file = stream(encoding)
    show(summary(having(run, title="T\u0177 \u2212 1"), EN), file)
    text = written(file)
    assert ("T\u0177 \u2212 1" if encoding == "utf-8" else "T\\u0177 - 1") in text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("a bb ccc", 4, ["a bb", "ccc"]),
        ("not-for-profit", 8, ["not-for-", "profit"]),
        ("abcdefgh ij", 5, ["abcde", "fgh", "ij"]),
        ("\u4e2d\u6587\u4e2d", 4, ["\u4e2d\u6587", "\u4e2d"]),
        ("", 5, [""]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines
    assert all(cells(each) <= width for each in lines)


def problem(**more: Any) -> Problem:
    place = Place("scores.yaml", 31, 3, "  independance:", 12)
    return Problem(
        "unknown-criterion", 'no criterion is called "independance"', "it would be lost", "write so", place
    )._replace(**more)


def printed(*problems: Problem, encoding: str = "utf-8") -> list[str]:
    file = stream(encoding)
    print_problems(problems, "nothing was scored", file)
    return written(file).splitlines()


def test_a_problem_points_at_the_word() -> None:
    assert printed(problem()) == [
        'scores.yaml:31:3: error[unknown-criterion]: no criterion is called "independance"',
        "   31 |   independance:",
        "      |   ^^^^^^^^^^^^",
        "  why: it would be lost",
        "  fix: write so",
        "1 problem; nothing was scored",
    ]


def test_a_problem_without_a_place_has_no_line_of_a_file() -> None:
    assert printed(problem(place=None))[:2] == [
        'error[unknown-criterion]: no criterion is called "independance"',
        "  why: it would be lost",
    ]


@pytest.mark.parametrize(
    "place",
    [
        Place("f", 1, 4, "a:\tword", 4),
        Place("f", 1, 1001, "x" * 1000 + "word" + "y" * 1000, 4),
        Place("f", 123456, 5, "\x1b[1mword\u202e", 4),
        Place("f", 1, 3, "\u4e2d\u6587word", 4),
        Place("f", 1, 9, "too far", 1),
        Place("f", 1, 1, "", 1),
    ],
)
def test_carets_stand_under_the_word_whatever_the_line_holds(place: Place) -> None:
    _, source, carets, *_ = printed(problem(place=place))
    assert len(source) < 130
    assert not re.search("[\x00-\x1f\u202e]", source)
    assert source.index("|") == carets.index("|")
    under = carets[carets.index("^") :]
    assert set(under) == {"^"}
    if "word" in place.text:
        assert cells(source[: source.index("word")]) == carets.index("^")
        assert len(under) == 4


def test_the_first_twenty_problems_then_the_count() -> None:
    text = printed(*[problem(code=f"code-{n}") for n in range(23)])
    assert sum("error[" in each for each in text) == 20
    assert text[-2:] == ["and 3 more problems", "23 problems; nothing was scored"]
    assert "and" not in printed(*[problem()] * 20)[-2]


def test_problems_print_anywhere_and_on_one_line() -> None:
    text = printed(problem(what="\x1b[2Jgone\nin two \u0177", place=None), encoding="ascii")
    assert text[0] == "error[unknown-criterion]: [2Jgone in two \\u0177"
