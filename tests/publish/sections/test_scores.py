from decimal import Decimal

from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.document import Table, plain
from appraise.publish.sections.scores import anchors, how_points_add_up, matrix, scores
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
    assert column(table, "Beta") == ["", "4 (3\N{EN DASH}5)", "3", "3 GBP m"]
    assert column(table, "Gamma") == ["", "3", "?", "6 GBP m"]


def test_tints_follow_the_value(run: Run) -> None:
    rows = {plain(row.cells[0].line): row.cells for row in matrix(Context.of(run, EN)).rows}
    assert [each.tint for each in rows["Pace"][2:]] == ["4", "3", "open", "5"]


def test_options_stand_by_rank_and_the_excluded_last(run: Run) -> None:
    columns = matrix(Context.of(run, EN)).columns
    assert [each.heading for each in columns] == ["Criterion", "Weight", "Alpha", "Beta", "Gamma", "Delta"]
    assert [(each.small, each.rule) for each in columns[4:]] == [("", False), ("excluded", True)]


def test_rounding_is_said_where_figures_shown_do_not_add_up(run: Run) -> None:
    assert matrix(Context.of(run, EN)).note == ""
    thirds = run._replace(
        shares={"strategy": Decimal("0.666667")} | dict.fromkeys(("independence", "pace", "cost"), Decimal("0.333333"))
    )
    for option, total in (("alpha", "85"), ("beta", "63.333333"), ("delta", "66.666667")):
        thirds = turned(thirds, option, total=Decimal(total))
    table = matrix(Context.of(thirds, EN))
    assert table.note == "Points are rounded; totals are worked out before rounding. Weights are rounded."
    assert column(table.single()[1], "Alpha")[1:] == ["33.3", "26.7", "25.0", "85.0"]


def test_only_a_scale_shared_by_all_is_named(run: Run) -> None:
    assert matrix(Context.of(run, EN)).parts[0] == "Scores (illustrative)"
    same = {
        name: replaced(each, scale={Decimal(0): "", Decimal(3): "", Decimal(5): ""})
        for name, each in run.inputs.criteria.items()
    }
    assert matrix(Context.of(having(run, criteria=same, status="agreed"), EN)).parts == ("Scores out of 5", "Points")
    assert "the weight times the score, divided by 5." in plain(
        how_points_add_up(Context.of(having(run, criteria=same), EN)).line
    )
    assert "the weight times the value of the score." in plain(how_points_add_up(Context.of(run, EN)).line)


def test_reading_the_matrix_is_explained_as_far_as_needed(run: Run) -> None:
    said = " ".join(plain(block.line) for block in scores(Context.of(run, EN)).blocks if block.kind == "paragraph")
    assert "“?” means" in said
    assert "“(3–5)” means" in said  # noqa: RUF001
    assert "One score of 12 follows by rule" in said
    known = turned(run, "gamma", cells={**run.options["gamma"].cells, "pace": cell("1", "20")}, total=Decimal(28))
    said = " ".join(plain(block.line) for block in scores(Context.of(known, EN)).blocks if block.kind == "paragraph")
    assert "“?”" not in said


def test_what_a_score_is_worth_is_shown_where_criteria_differ(run: Run) -> None:
    """Two scales of 0 to 5 and a cost from 6, which is worth nothing, to 0."""
    (table,) = anchors(Context.of(run, EN))
    assert [[plain(cell.line) for cell in row.cells] for row in table.rows] == [
        ["Independence", "0 at 0 and 100 at 5"],
        ["Pace", "0 at 0 and 100 at 5"],
        ["Set-up cost, GBP m", "100 at 0 and 0 at 6"],
    ]
    alike = {name: words for name, words in run.inputs.criteria.items() if name != "cost"}
    assert anchors(Context.of(having(run, criteria=alike), EN)) == []
