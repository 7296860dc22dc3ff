"""Large appraisals: the appendix stays short and says what it leaves out, the annex has it, and both are there soon."""

import time
from decimal import Decimal
from functools import cache

import pytest

from appraise import evaluate
from appraise.appraisal import (
    Appraisal,
    CriteriaSet,
    Criterion,
    Gap,
    Gate,
    Group,
    Option,
    Perspective,
    Requirement,
    Score,
    ShortlistRule,
    Verdict,
)
from appraise.field_models import replaced
from appraise.publish.document import Document, Table, plain
from appraise.publish.documents.appendix import annex, appendix
from appraise.run import Run
from tests.publish import texts
from tests.publish.conftest import EN
from tests.publish.documents.test_sentences import words

SCALE = {Decimal(0): "None of it", Decimal(5): "All of it"}


def large(options: int, criteria: int, known: bool = True) -> Appraisal:
    """So many options by so many criteria in five groups, all of the same weight; every ninth option fails the gate.

    Option 0 has 0 for everything, option 1 has 1 and so on, to 5, and again: the totals are 0, 20, 40, 60, 80, 100.
    """
    ids = sorted(range(criteria), key=lambda at: at % 5)
    return Appraisal(
        files=(),
        title="Large",
        question="Which?",
        date="2026-01-01",
        status="draft",
        criteria_set=CriteriaSet(title="A set"),
        groups={f"g{at}": Group(name=f"Group {at}") for at in range(min(5, criteria))},
        criteria={
            f"c{at}": Criterion(
                name=f"Criterion {at}", question=f"Asks {at}?", weight=Decimal(1), scale=SCALE, group=f"g{at % 5}"
            )
            for at in ids
        },
        gates={"gate": Gate(name="Lawful", requires=Requirement())},
        options={
            f"o{at}": Option(
                name=f"Option {at}",
                summary=f"Summary {at}",
                scores={
                    f"c{other}": Score(Decimal(at % 6) if known else "unknown", reason=f"Reason {at} for {other}")
                    for other in ids
                },
                verdicts={"gate": Verdict(verdict="fail" if at % 9 == 8 else "pass", reason=f"Verdict {at}")},
            )
            for at in range(options)
        },
        shortlist_rule=ShortlistRule(top=3),
    )


@cache
def documents(options: int, criteria: int, known: bool = True) -> tuple[Run, Document, Document]:
    run = evaluate(large(options, criteria, known), brief=True)
    return run, appendix(run, EN), annex(run, EN)


def size(table: Table) -> tuple[int, int]:
    """Rows and columns, but for totals, lines and what stands before the first option."""
    rows = sum(row.role in ("plain", "group") for row in table.rows)
    return rows, len(table.columns) - table.fixed


@pytest.mark.parametrize(("options", "criteria"), [(12, 24), (13, 24), (12, 25), (13, 25), (60, 60), (40, 200)])
def test_the_appendix_has_room_for_12_options_and_24_criteria(options: int, criteria: int) -> None:
    """Beyond 24 criteria it shows the groups: 24 rows of criteria and 5 of groups are the most."""
    _, short, _ = documents(options, criteria)
    for table in texts.tables(short):
        rows, columns = size(table)
        assert rows <= 29, table.caption
        assert columns <= 12, table.caption
    matrix = next(table for table in texts.tables(short) if "oints (draft)" in table.caption and table.matrix)
    assert size(matrix) == (criteria + 5 if criteria <= 24 else 5, min(options, 12))
    assert words(texts.text(short)) < 1_000


@pytest.mark.parametrize(("options", "criteria"), [(12, 24), (61, 61)])
def test_what_is_left_out_is_counted_by_gate_and_where_it_stands_is_said(options: int, criteria: int) -> None:
    """Of 61 options 49 are not shown, and 6 of these fail the gate: 8, 17, 26, 35, 44 and 53."""
    _, short, _ = documents(options, criteria)
    text = texts.text(short)
    if options == 12:
        assert "are shown here" not in text
        assert "by group" not in text
    else:
        said = next(each for each in texts.said(short, "options") if "are shown here" in each)
        assert "49 more" in said
        assert "six at “Lawful”" in said
        assert sum("the record has all 61" in table.note for table in texts.tables(short)) >= 2


@pytest.mark.parametrize(("options", "criteria"), [(13, 24), (60, 60)])
def test_the_annex_has_every_option_and_every_criterion(options: int, criteria: int) -> None:
    """With name and summary, rank and total, every verdict with its reason, every score with its reason and points."""
    run, short, long = documents(options, criteria)
    both = texts.text(short) + texts.text(long)
    for at in range(options):
        assert f"Option {at}. Summary {at}." in both
        assert f"Verdict {at}." in both
        assert f"Reason {at} for {criteria - 1}." in both
    for at in range(criteria):
        assert f"Asks {at}?" in both
    whole = texts.section(long, "whole")
    matrix = next(block for block in whole.blocks if isinstance(block, Table) and block.parts)
    assert size(matrix) == (criteria + 5, options)
    totals = matrix.single()[1].rows[-2]
    shown = {column.heading: plain(cell.line) for column, cell in zip(matrix.columns, totals.cells, strict=True)}
    assert all(shown[f"Option {at}"] == str(run.options[f"o{at}"].total) for at in range(options))
    assert "the record has the rest" not in both


def test_where_the_appendix_has_room_the_annex_does_not_say_it_again() -> None:
    _, _, long = documents(12, 24)
    assert "whole" not in [section.id for section in long.sections]


@pytest.mark.parametrize(("options", "criteria"), [(61, 24), (12, 61), (40, 200)])
def test_beyond_60_the_record_has_the_rest_and_the_annex_says_so(options: int, criteria: int) -> None:
    _, _, long = documents(options, criteria)
    said = texts.said(long, "whole")
    assert any(f"Of {options:,} options the first 60" in each for each in said) is (options > 60)
    assert any(f"Of {criteria} criteria the first 60" in each for each in said) is (criteria > 60)
    reasons = texts.section(long, "reasons")
    assert sum(isinstance(block, Table) for block in reasons.blocks) == min(criteria, 60)
    for table in texts.tables(long):
        rows, columns = size(table)
        assert rows <= 65, table.caption
        assert columns <= 60, table.caption


def test_where_no_score_is_known_that_is_said_and_not_shown_cell_by_cell() -> None:
    """12 options by 10 criteria made 7,950 words once. 11 of them are eligible, with 110 scores that are not known."""
    _, short, _ = documents(12, 10, known=False)
    text = texts.text(short)
    assert words(text) < 600
    assert sum("?" in cell for line in text.splitlines() for cell in line.split(" | ") if len(cell) < 5) == 0
    assert [each for each in texts.said(short, "scores") if "No score" in each] == texts.said(short, "scores")
    assert text.count("110 scores") == 2


def test_what_is_open_of_many_options_is_counted_in_the_appendix_and_named_in_the_annex() -> None:
    """Pace weighs 9 of 10 and is known of nobody but the last option, which has 0 there and at most 2 of 5 for the
    rest: 4 points, where all others have 10 or more. So 13 of the 14 unknown scores can change the shortlist."""
    five, least = Score(Decimal(5)), Score("unknown", (Decimal(0), Decimal(2)))
    rows = {f"o{at}": {"pace": Score("unknown"), "rest": five} for at in range(13)}
    rows["last"] = {"pace": Score(Decimal(0)), "rest": least}
    case = replaced(
        large(1, 1),
        groups={},
        gates={},
        criteria={
            "pace": Criterion(name="Pace", weight=Decimal(9), scale=SCALE),
            "rest": Criterion(name="Rest", weight=Decimal(1), scale=SCALE),
        },
        options={name: Option(name=f"Option {name}", scores=scores) for name, scores in rows.items()},
    )
    run = evaluate(case, brief=True)
    assert [(matter.option, matter.criterion) for matter in run.analyses.gates.matters] == [
        (f"o{at}", "pace") for at in range(13)
    ]
    said, named = texts.said(appendix(run, EN), "change"), texts.said(annex(run, EN), "whole")
    assert sum("14 scores" in each and "13 of them" in each for each in said) == 1
    assert not any("for Pace" in each for each in said)
    assert [each for each in named if each.endswith(". Pace.")] == [f"Option o{at}. Pace." for at in range(13)]


def test_long_lists_and_many_texts_stay_in_their_place() -> None:
    """500 things not known and 500 positions: the appendix counts them, by who settles them; the annex has them."""
    case = replaced(
        large(5, 5),
        unknowns={f"u{at}": Gap(text=f"Gap number {at}", by=f"Person {at % 3}") for at in range(500)},
        left_out={f"l{at}": f"Why {at} was left out" for at in range(500)},
        perspectives={f"p{at}": Perspective(name=f"View {at}", view=f"Says {at}") for at in range(500)},
    )
    run = evaluate(case)
    short, long = texts.text(appendix(run, EN)), texts.text(annex(run, EN))
    assert words(short) < 700
    for at in range(500):
        for text in (f"Gap number {at}.", f"Why {at} was left out.", f"Says {at}."):
            assert (text in short, text in long) == (False, True)
    assert short.count("500") == 3
    assert "167" in short


@pytest.mark.slow
def test_2000_options_are_told_soon_and_no_less_shortly() -> None:
    """A matter of seconds, most of which the record takes that the page carries: sentences about each option and each
    criterion would take minutes."""
    run = evaluate(large(2000, 25), brief=True)
    for make in (appendix, annex):
        begun = time.perf_counter()
        document = make(run, EN)
        took = time.perf_counter() - begun
        print(f"{make.__name__} of 2,000 options by 25 criteria: {took:.1f} s")
        assert took < 60
        rows, columns = zip(*map(size, texts.tables(document)), strict=True)
        assert (max(rows) <= 65, max(columns) <= 60) == (True, True)
    assert words(texts.text(appendix(run, EN))) < 1_000
    assert any("Of 2,000 options the first 60" in each for each in texts.said(document, "whole"))
