from decimal import Decimal

import pytest

from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.document import Table, plain
from appraise.publish.sections.scores import how_to_read, matrix
from appraise.run import Run
from tests.publish.conftest import EN, cell, having, turned


def column(table: Table, heading: str) -> list[str]:
    """What stands under a heading, from top to bottom."""
    position = [each.heading for each in table.columns].index(heading)
    return [plain(row.cells[position].line) for row in table.rows]


def test_every_total_can_be_redone_from_the_points(run: Run) -> None:
    points = matrix(Context.of(run, EN)).single()[1]
    assert column(points, "Criterion") == ["Strategy", "Independence", "Pace", "Set-up cost", "Total"]
    assert column(points, "Weight") == ["60%", "40%", "20%", "40%", "100%"]
    assert column(points, "Alpha") == ["56", "40", "16", "30", "86"]
    assert column(points, "Gamma") == ["24 to 44", "24", "0 to 20", "0", "24 to 44"]
    for option in ("Alpha", "Beta", "Delta"):
        group, independence, pace, cost, total = map(int, column(points, option))
        assert group == independence + pace
        assert total == group + cost


def test_scores_stand_as_recorded_with_unit_range_and_mark_for_unknown(run: Run) -> None:
    table, _ = matrix(Context.of(run, EN)).single()
    assert column(table, "Beta") == ["", "4 (3\N{EN DASH}5)", "3", "£3m"]
    assert column(table, "Gamma") == ["", "3", "?", "£6m"]


def test_tints_follow_the_value(run: Run) -> None:
    rows = {plain(row.cells[0].line): row.cells for row in matrix(Context.of(run, EN)).rows}
    assert [each.tint for each in rows["Pace"][2:]] == ["4", "3", "open", "5"]


def test_options_stand_by_rank_and_the_excluded_last(run: Run) -> None:
    columns = matrix(Context.of(run, EN)).columns
    assert [each.heading for each in columns] == ["Criterion", "Weight", "Alpha", "Beta", "Gamma", "Delta"]
    assert [(each.small, each.rule) for each in columns[4:]] == [("", False), ("excluded", True)]


def test_rounding_is_said_where_figures_shown_do_not_add_up(run: Run) -> None:
    assert "round" not in matrix(Context.of(run, EN)).note
    thirds = run._replace(
        shares={"strategy": Decimal("0.666667")} | dict.fromkeys(("independence", "pace", "cost"), Decimal("0.333333"))
    )
    for option, total in (("alpha", "85"), ("beta", "63.333333"), ("delta", "66.666667")):
        thirds = turned(thirds, option, total=Decimal(total))
    table = matrix(Context.of(thirds, EN))
    assert "Points are rounded; totals are worked out before rounding." in table.note
    assert table.note.endswith("Weights are rounded.")
    assert column(table.single()[1], "Alpha")[1:] == ["33.3", "26.7", "25.0", "85.0"]


def test_only_a_scale_shared_by_all_is_named(run: Run) -> None:
    assert matrix(Context.of(run, EN)).parts[0] == "Scores (illustrative)"
    same = {
        name: replaced(each, scale={Decimal(0): "", Decimal(3): "", Decimal(5): ""})
        for name, each in run.inputs.criteria.items()
    }
    assert matrix(Context.of(having(run, criteria=same, status="agreed"), EN)).parts == ("Scores out of 5", "Points")


@pytest.mark.parametrize(
    ("least", "totals"),
    [
        (0, {"Alpha": "4.3", "Beta": "3.2", "Gamma": "1.2 to 2.2", "Delta": "3.0"}),
        (1, {"Alpha": "4.4", "Beta": "3.6", "Gamma": "2.0 to 2.8", "Delta": "3.4"}),
    ],
)
def test_totals_stand_on_the_scale_that_people_scored_on_too(run: Run, least: int, totals: dict[str, str]) -> None:
    """86 of 100 is 4.3 of 0 to 5, and 1 + 0.86 x 4 = 4.44 of 1 to 5; 24 to 44 is 1.2 to 2.2, and 1.96 to 2.76."""
    alike = {
        name: replaced(each, scale={Decimal(least): "", Decimal(5): ""}, unit=None, worst=None, best=None)
        for name, each in run.inputs.criteria.items()
    }
    table = matrix(Context.of(having(run, criteria=alike), EN)).single()[1]
    assert {option: column(table, option)[-1] for option in totals} == totals
    assert column(table, "Criterion")[-1].endswith(f"from {least} to 5")


def test_where_criteria_are_scored_otherwise_there_is_no_such_total(run: Run) -> None:
    """Cost is measured; or one criterion's value does not run straight; or all are scored 0 to 100 already."""
    scales = {
        name: replaced(each, scale={Decimal(0): "", Decimal(5): ""}) for name, each in run.inputs.criteria.items()
    }
    bent = {**scales, "pace": replaced(scales["pace"], values={Decimal(0): Decimal(0), Decimal(5): Decimal(100)})}
    percent = {name: replaced(each, scale={Decimal(0): "", Decimal(100): ""}) for name, each in scales.items()}
    for criteria in (run.inputs.criteria, bent, percent):
        rows = matrix(Context.of(having(run, criteria=criteria), EN)).rows
        assert [plain(row.cells[0].line) for row in rows if row.role == "total"] == ["Total"]


def test_reading_the_matrix_is_explained_as_far_as_needed(run: Run) -> None:
    """Beta has a range, Gamma an unknown score, and one of Alpha's follows by rule."""
    said = plain(how_to_read(Context.of(run, EN)).line)
    assert "range" in said
    assert "“?”" in said
    assert "One score of 12 follows from a recorded characteristic" in said
    known = turned(run, "gamma", cells={**run.options["gamma"].cells, "pace": cell("1", "20")}, total=Decimal(28))
    assert "“?”" not in plain(how_to_read(Context.of(known, EN)).line)
    for option, result in known.options.items():
        bare = {name: each._replace(range=None, from_="sheet") for name, each in result.cells.items()}
        known = turned(known, option, cells=bare)
    said = plain(how_to_read(Context.of(known, EN)).line)
    assert "range" not in said
    assert "characteristic" not in said
