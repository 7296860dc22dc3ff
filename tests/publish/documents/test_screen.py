"""One screen: the answer, the list and the scores are the record's, and a screen stays a screen."""

from typing import Any

import pytest

from appraise import Run, evaluate, load
from appraise.appraisal import Group, ShortlistRule
from appraise.field_models import replaced
from appraise.publish.context import APPENDIX
from appraise.publish.document import plain
from appraise.publish.documents.screen import Screen, screen
from tests.conftest import ROOT, appraisal, number
from tests.publish.conftest import EN, RUN, having, turned


def shown(run: Run) -> Screen:
    return screen(run, EN, ["appraise score --full"])


def listed(found: Screen) -> dict[str, list[tuple[str, str, str, str]]]:
    """What the list says, under each heading."""
    return {
        each.heading: [(option.letter, option.name, option.rank, option.total) for option in each.options]
        for each in found.listed
    }


def rows(found: Screen) -> list[tuple[str, ...]]:
    """What the matrix says, a range as a star."""
    assert found.scores
    return [tuple(plain(cell.line) + cell.beside for cell in row.cells) for row in found.scores.rows]


def case(options: int = 3, criteria: int = 2, **more: Any) -> Run:
    """Options that score 100, 99, 98 and so on, on criteria of one weight."""
    scores = {f"o{at}": (100 - at % 100,) * criteria for at in range(options)}
    return evaluate(appraisal({f"c{at}": 1 for at in range(criteria)}, scores, **more), brief=True)


def test_each_option_stands_under_its_outcome_with_a_letter_in_the_order_of_every_matrix() -> None:
    found = shown(RUN)
    assert listed(found) == {
        "Shortlisted: top 2": [("A", "Alpha", "1", "86"), ("B", "Beta", "2", "64")],
        "Not shortlisted": [("C", "Gamma", "3", "24 to 44")],
        "Excluded: D at “Lawful delegate”": [("D", "Delta (comparator)", "–", "60")],  # noqa: RUF001
    }
    assert found.unlisted == ""


def test_a_bar_ends_where_ranges_and_unknown_scores_do() -> None:
    """Beta: 64, over its range 56 to 72. Gamma: 24 to 44 as one score is unknown."""
    ends = {option.name: option.ends for each in shown(RUN).listed for option in each.options}
    assert ends["Alpha"] == (86, 86, 86, 86)
    assert ends["Beta"] == (56, 64, 64, 72)
    assert ends["Gamma"] == (24, 24, 44, 44)


def test_scores_weights_units_and_ranges_are_those_of_the_record() -> None:
    found = shown(RUN)
    assert rows(found) == [
        ("Strategy", "60%", "", "", "", ""),
        ("Independence", "40%", "5", "4*", "3", "0"),
        ("Pace", "20%", "4", "3", "?", "5"),
        ("Set-up cost", "40%", "£1.5m", "£3m", "£6m", "£0"),
    ]
    assert found.scores
    assert [column.heading for column in found.scores.columns[2:]] == ["Alpha", "Beta", "Gamma", "Delta"]
    assert [column.small for column in found.scores.columns[2:]] == ["A", "B", "C", "D"]
    # Independence of Alpha, 5 of 5, is worth 100; Beta's 80 lies in the fifth of six steps, Delta's 0 in the first.
    assert [cell.tint for cell in found.scores.rows[1].cells[2:]] == ["5", "4", "3", "0"]
    assert found.scores.rows[2].cells[4].tint == "open"


def test_without_a_range_nothing_is_said_of_one() -> None:
    cells = RUN.options["beta"].cells
    run = turned(RUN, "beta", cells={name: cell._replace(range=None) for name, cell in cells.items()})
    for each, heading in ((RUN, "Score (* has a range)"), (run, "Score")):
        scores = shown(each).scores
        assert scores
        assert scores.columns[0].heading == heading


def test_a_short_name_heads_the_column_and_the_list_keeps_the_name() -> None:
    options = {**RUN.inputs.options, "beta": replaced(RUN.inputs.options["beta"], short_name="B.")}
    found = shown(having(RUN, options=options))
    assert found.scores
    assert [column.heading for column in found.scores.columns[2:4]] == ["Alpha", "B."]
    assert found.listed[0].options[1].name == "Beta"


@pytest.mark.parametrize(
    ("rule", "heading"),
    [
        (ShortlistRule(top=1), "Shortlisted: top 1"),
        (ShortlistRule(at_least=number("99.5")), "Shortlisted: at least 99.5 points"),
        (ShortlistRule(within=number("0.5")), "Shortlisted: within 0.5 points of the first"),
        (ShortlistRule(within=number(0)), "Shortlisted: the highest total"),
    ],
)
def test_the_rule_of_the_shortlist_stands_over_it(rule: ShortlistRule, heading: str) -> None:
    found = listed(shown(case(rule=rule)))
    assert list(found) == [heading, "Not shortlisted"]
    assert [name for _, name, _, _ in found[heading]] == ["o0"]


def test_what_is_not_settled_has_a_heading_of_its_own() -> None:
    """a has 60, b 0 to 100, c 50: with one place, it turns on b."""
    run = evaluate(appraisal({"c": 1}, {"a": (60,), "b": (None,), "c": (50,)}, ShortlistRule(top=1)), brief=True)
    assert listed(shown(run)) == {
        "Not settled": [("A", "a", "1 or 2", "60"), ("B", "b", "1 to 3", "0 to 100")],
        "Not shortlisted": [("C", "c", "2 or 3", "50")],
    }


def test_ties_share_a_rank() -> None:
    run = evaluate(appraisal({"c": 1}, {"a": (60,), "b": (60,), "c": (50,)}, ShortlistRule(top=1)), brief=True)
    assert listed(shown(run))["Shortlisted: top 1"] == [("A", "a", "1 =", "60"), ("B", "b", "1 =", "60")]


def test_the_excluded_are_named_by_letter_at_the_gates_they_fail() -> None:
    verdicts = {"law": {"o0": "fail", "o1": "fail"}, "vat": {"o1": "fail"}, "tax": {"o1": "fail"}, "x": {"o1": "fail"}}
    found = listed(shown(case(verdicts=verdicts)))
    assert list(found)[-1] == "Excluded: B at “law”; C at “law”, “vat”, “tax” and 1 more"
    nobody = listed(shown(case(verdicts={"law": dict.fromkeys(("o0", "o1", "o2"), "fail")})))
    assert list(nobody) == ["Excluded: A, B, C at “law”"]


def test_of_many_options_those_that_go_furthest_are_listed_and_the_rest_counted() -> None:
    """40 options: two excluded at one gate, one of them at another too; two shortlisted, so 36 are not, and ten of
    these have a place beside the two."""
    verdicts = {"law": {"o0": "fail", "o5": "fail"}, "vat": {"o5": "fail"}}
    found = shown(case(40, verdicts=verdicts))
    names = [option.name for each in found.listed for option in each.options]
    assert names == [f"o{at}" for at in range(15) if at not in (0, 5)][: APPENDIX.options]
    assert [option.letter for each in found.listed for option in each.options] == [*"ABCDEFGHIJKL"]
    assert found.unlisted == (
        "Not listed: 26 not shortlisted and 2 excluded (2 at “law” and 1 at “vat”). With --full all are."
    )
    assert found.scores
    assert len(found.scores.columns) == 2 + APPENDIX.options


def test_of_one_more_than_have_room_the_last_of_the_excluded_is_counted() -> None:
    found = shown(case(APPENDIX.options + 1, verdicts={"law": {f"o{at}": "fail" for at in range(5)}}))
    assert list(listed(found)) == ["Shortlisted: top 2", "Not shortlisted", "Excluded: I, J, K, L at “law”"]
    assert found.unlisted == "Not listed: 1 excluded (1 at “law”). With --full all are."


def test_where_nobody_is_eligible_the_first_are_listed_all_the_same() -> None:
    found = shown(case(13, verdicts={"law": {f"o{at}": "fail" for at in range(13)}}))
    assert sum(len(each.options) for each in found.listed) == APPENDIX.options
    assert found.unlisted == "Not listed: 1 excluded (1 at “law”). With --full all are."


def test_twelve_options_are_listed_all_the_excluded_too() -> None:
    found = shown(case(APPENDIX.options, verdicts={"law": {"o3": "fail"}}))
    assert sum(len(each.options) for each in found.listed) == APPENDIX.options
    assert found.unlisted == ""


def grouped(criteria: int, groups: int) -> Run:
    """So many criteria of one weight, each group with as many as the next; every score is 50 of 100."""
    inputs = appraisal({f"c{at}": 1 for at in range(criteria)}, {"a": (50,) * criteria, "b": (40,) * criteria})
    placed = {name: replaced(each, group=f"g{int(name[1:]) % groups}") for name, each in inputs.criteria.items()}
    ordered = dict(sorted(placed.items(), key=lambda pair: str(pair[1].group)))
    tree = {f"g{at}": Group(name=f"Group {at}") for at in range(groups)}
    return evaluate(replaced(inputs, criteria=ordered, groups=tree), brief=True)


def test_of_many_criteria_the_groups_are_shown_with_their_points() -> None:
    """30 criteria in three groups: each group weighs a third, and half of that is 16.7 points."""
    found = shown(grouped(30, 3))
    assert rows(found) == [(f"Group {at}", "33.3%", "16.7", "13.3") for at in range(3)]
    assert found.scores
    assert found.scores.columns[0].heading == "Points"
    assert found.unscored == "Points by group; with --full the scores on 30 criteria."


def test_as_many_criteria_as_have_room_are_shown_one_by_one() -> None:
    """24 criteria in two groups are 26 rows; one criterion more, and there are two."""
    found = shown(grouped(APPENDIX.rows, 2))
    assert len(rows(found)) == APPENDIX.rows + 2
    assert found.unscored == ""
    assert len(rows(shown(grouped(APPENDIX.rows + 1, 2)))) == 2


def test_of_many_criteria_without_groups_the_first_are_shown() -> None:
    """30 criteria: c0 to c5 weigh 1 each and the rest 2, 54 in all: the last six have 12 of 54, 22.2%."""
    weights = {f"c{at}": 1 if at < 6 else 2 for at in range(30)}
    run = evaluate(appraisal(weights, {"a": (50,) * 30, "b": (40,) * 30}), brief=True)
    found = shown(run)
    assert [row[0] for row in rows(found)] == [f"c{at}" for at in range(24)]
    assert found.unscored == "6 more with 22.2% of the weight are shown with --full."


def test_a_unit_that_is_no_money_stands_with_the_criterion() -> None:
    criteria = {name: replaced(each, unit=each.unit and "weeks") for name, each in RUN.inputs.criteria.items()}
    assert rows(shown(having(RUN, criteria=criteria)))[-1] == ("Set-up cost, weeks", "40%", "1.5", "3", "6", "0")


def test_where_no_score_is_known_that_is_said_once_and_there_is_no_matrix() -> None:
    run = evaluate(appraisal({"c": 1, "d": 1}, {"a": (None, None), "b": (None, None)}), brief=True)
    found = shown(run)
    assert found.scores is None
    assert found.unscored == "No score is known yet."


@pytest.mark.parametrize("path", ["examples/birmingham-2016", "examples/birmingham-2017", "examples/leisure"])
def test_every_number_on_the_screen_of_an_example_is_that_of_its_record(path: str) -> None:
    run = evaluate(load(ROOT / path), brief=True)
    found = shown(run)
    named = {option.letter: option for each in found.listed for option in each.options}
    options = {name_of(run, option): option for option in run.options}
    letters = {options[each.name]: letter for letter, each in named.items()}
    assert sorted(letters) == sorted(run.options)
    for option, result in run.options.items():
        low, high = result.low_high or (result.total, result.total)
        assert named[letters[option]].ends[1:3] == (low, high)
        least, _, _, greatest = named[letters[option]].ends
        assert (least, greatest) == (result.total_range or (low, high))
    assert found.scores
    columns = {column.small: at for at, column in enumerate(found.scores.columns)}
    by_name = {row[0]: row for row in rows(found)}
    for option, result in run.options.items():
        for criterion, cell in result.cells.items():
            value = by_name[run.inputs.criteria[criterion].name][columns[letters[option]]]
            assert value == ("?" if cell.score == "unknown" else f"{cell.score:f}") + ("*" if cell.range else "")


def name_of(run: Run, option: str) -> str:
    stated = run.inputs.options[option]
    return f"{stated.name} (comparator)" if stated.comparator else stated.name


def test_the_facts_are_four_at_most() -> None:
    for path in ("examples/birmingham-2016", "examples/leisure", "criteria/childrens-trust.yaml"):
        found = shown(evaluate(load(ROOT / path), brief=True))
        assert 1 <= len(found.facts) <= 4
        assert all(fact[0].bold for fact in found.facts)
