"""What holds for every panel, by brute force over thousands of random ones: see `tests.panels`."""

import random
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from appraise import evaluate, read_run
from appraise.analyses import AlternativeResult, PanelAnalysis
from appraise.appraisal import Appraisal, Score
from appraise.engine.analysis.panel import camps, panel, result_of
from appraise.engine.evaluation import Evaluation, agreed_evaluation
from appraise.field_models import replaced
from appraise.numbers import rounded
from appraise.run import ScoredCell
from appraise.value_functions import anchors
from appraise.weighting import shares
from tests import panels
from tests.panels import MEMBERS, Outcome, random_panel
from tests.second_scorer import differences

EACH = pytest.mark.parametrize(
    "seeds", [range(100), pytest.param(range(100, 1_100), marks=pytest.mark.slow)], ids=["some", "many"]
)
SOME = range(100)
T = TypeVar("T")


@cache
def evaluated(seed: int) -> Evaluation:
    return agreed_evaluation(random_panel(seed))


@cache
def analysed(seed: int) -> PanelAnalysis:
    found = panel(evaluated(seed))
    assert found is not None
    return found


def same(found: AlternativeResult, expected: Outcome) -> bool:
    return (
        {*found.leaders} == expected.leaders
        and found.shortlist == expected.shortlist
        and found.undetermined == expected.undetermined
    )


def people(case: Appraisal) -> set[str]:
    return {*(case.panel.sheets if case.panel else ()), *case.weighting.sheets}


@EACH
def test_shares_scores_and_totals_are_exact_and_rounded_on_the_way_out_alone(seeds: range) -> None:
    met: Counter[str] = Counter()
    for seed in seeds:
        case, found = random_panel(seed), evaluated(seed)
        assert found.shares == panels.shares(case)
        assert sum(found.shares.values()) == 1
        for (name, option), expected in panels.cells(case).items():
            valued = found.table[option][name]
            cell = valued.cell
            assert cell.from_ == expected.source
            assert valued.score == ("unknown" if expected.score is None else expected.score)
            if isinstance(expected.score, Fraction):
                assert cell.score == rounded(expected.score)
                met["rounded"] += expected.score != cell.score
            assert (cell.combined is None) == (expected.combined is None)
            if isinstance(expected.combined, Fraction):
                assert cell.combined == rounded(expected.combined)
            met[expected.source] += 1
            met["moderated"] += expected.combined is not None
            met["unknown"] += expected.score is None
        expected_result = panels.result(case)
        assert {option: total[:2] for option, total in found.totals.items()} == expected_result.totals
        assert same(result_of(found), expected_result)
    kinds = ("rounded", "sheet", "rule", "panel", "moderated", "unknown")
    assert min(met[what] for what in kinds) > len(seeds) / 10


@EACH
def test_the_absence_of_a_member_is_an_appraisal_without_the_files_of_this_member(seeds: range) -> None:
    """What the panel moderated stays, also where nobody else gave anything; so do agreed weights, and the only ones."""
    met: Counter[str] = Counter()
    for seed in seeds:
        case, found = random_panel(seed), analysed(seed)
        today = panels.result(case)
        assert {*found.without} == (people(case) if len(people(case)) > 1 else set())
        for member, absence in found.without.items():
            reduced = panels.without(case, member)
            expected = panels.result(reduced)
            assert same(absence.result, expected)
            assert absence.shortlist == (expected.sets != today.sets)
            assert absence.leaders == (expected.leaders != today.leaders)
            assert not absence.weights_stay or panels.shares(reduced) == panels.shares(case)
            met["shortlist"] += absence.shortlist
            met["leaders"] += absence.leaders
            met["same"] += not absence.shortlist
            met["weights stay"] += absence.weights_stay
    assert min(met.values()) > len(seeds) / 40


def test_the_absence_of_a_member_is_what_the_engine_makes_of_the_other_files() -> None:
    for seed in SOME:
        for member, absence in analysed(seed).without.items():
            case = panels.without(random_panel(seed), member)
            assert absence.result == result_of(agreed_evaluation(case))
            before = panels.without(panels.unmoderated(random_panel(seed)), member)
            assert absence.before_moderation in (None, result_of(agreed_evaluation(before)))


@EACH
def test_before_moderation_is_an_appraisal_without_the_moderated_cells(seeds: range) -> None:
    met: Counter[str] = Counter()
    for seed in seeds:
        case, found = random_panel(seed), analysed(seed)
        if not panels.moderated(case):
            assert found.before_moderation is None
            assert all(absence.before_moderation is None for absence in found.without.values())
            continue
        before = panels.unmoderated(case)
        assert found.before_moderation is not None
        assert same(found.before_moderation, panels.result(before))
        for member, absence in found.without.items():
            assert absence.before_moderation is not None
            assert same(absence.before_moderation, panels.result(panels.without(before, member))), (seed, member)
            met["other"] += absence.before_moderation != absence.result
        met["moderated"] += 1
    assert min(met.values()) > len(seeds) / 40


@EACH
def test_weights_stay_where_nobody_else_gave_any_and_where_they_were_agreed(seeds: range) -> None:
    for seed in seeds:
        case = random_panel(seed)
        weighting = case.weighting
        for member, absence in analysed(seed).without.items():
            agreed = weighting.swings or weighting.order or weighting.method in ("direct", "equal")
            others = weighting.sheets.keys() - {member}
            assert absence.weights_stay == bool(agreed or member not in weighting.sheets or not others)


@EACH
def test_a_member_alone_has_the_own_sheets_and_for_the_rest_the_panels_figures(seeds: range) -> None:
    abstained = 0
    for seed in seeds:
        case, found = random_panel(seed), analysed(seed)
        assert {*found.own} == people(case)
        spoken = [
            place for place, cell in panels.cells(case).items() if panels.gave(case, *place) or cell.source == "panel"
        ]
        for member, own in found.own.items():
            expected = panels.own(case, member)
            assert same(own.result, expected)
            for option, (low, high) in expected.totals.items():
                assert own.totals[option] == (rounded(low) if low == high else None)
            given = panels.own_shares(case, member) if member in case.weighting.sheets else {}
            assert own.shares == {name: rounded(share) for name, share in given.items()}
            scored = case.panel is not None and member in case.panel.sheets
            assert own.abstained == sum(member not in panels.gave(case, *place) for place in spoken if scored)
            abstained += bool(own.abstained)
    assert abstained > len(seeds) / 10


@EACH
def test_a_cell_could_change_the_shortlist_just_where_some_score_between_those_given_does(seeds: range) -> None:
    met: Counter[object] = Counter()
    for seed in seeds:
        case, found = random_panel(seed), analysed(seed)
        assert {(cell.criterion, cell.option) for cell in found.cells} == panels.to_look_at(case)
        for cell in found.cells:
            assert cell.could_change == panels.could_change(case, cell.criterion, cell.option), (seed, cell)
            kind = "gate" if any(g.requires.criterion == cell.criterion for g in case.gates.values()) else "no gate"
            met[kind, cell.could_change] += 1
            met[case.criteria[cell.criterion].values is not None, cell.could_change] += 1
            met[next(name for name, value in case.shortlist_rule if value is not None), cell.could_change] += 1
    assert len(seeds) < 1_000 or (len(met), min(met.values()) > 50) == (14, True)


def test_two_camps_are_two_members_or_more_on_each_side_of_40_points() -> None:
    """Of several gaps the widest parts them, and of equal ones the lowest."""
    met = Counter[int]()
    for seed in range(5_000):
        chance = random.Random(seed)
        criterion = random_panel(seed % 50).criteria["c0"]
        members = chance.sample("abcdefg", chance.randint(2, 7))
        given = {member: Score(Decimal(chance.randint(0, 10)) / 2) for member in members}
        found, ways = camps(given, anchors(criterion)), panels.camps(criterion, given)
        *_, below, above = max(ways, key=lambda way: (way[0], -way[1]), default=(frozenset(), frozenset()))
        assert tuple(map(frozenset, found)) == ((below, above) if ways else ())
        met[len(ways)] += 1
    assert min(met[count] for count in (0, 1, 2)) > 10


@EACH
def test_camps_are_told_of_members_who_gave_a_number(seeds: range) -> None:
    for seed in seeds:
        case = random_panel(seed)
        for cell in analysed(seed).cells:
            given = panels.gave(case, cell.criterion, cell.option)
            numbers = {member: score for member, score in given.items() if score.score != "unknown"}
            assert bool(cell.camps) == bool(panels.camps(case.criteria[cell.criterion], numbers))
            assert not cell.camps or {*cell.camps[0], *cell.camps[1]} == {*numbers}


@EACH
def test_cells_stand_in_the_order_in_which_to_look_at_them(seeds: range) -> None:
    for seed in seeds:
        cells, found = analysed(seed).cells, evaluated(seed)
        assert [*cells] == sorted(cells, key=lambda cell: (not cell.could_change, not cell.camps, -cell.points))
        for cell in cells:
            expected = panels.counted(found.appraisal, cell.criterion, cell.option)
            points = panels.line(found.appraisal.criteria[cell.criterion])
            low, high = panels.values(points, expected._replace(score=None)) if expected.spread else (0, 0)
            if expected.spread or expected.score is not None:
                assert cell.points == rounded(found.shares[cell.criterion] * (high - low))
            given = panels.gave(found.appraisal, cell.criterion, cell.option)
            assert {*cell.abstained} == {*(found.appraisal.panel.sheets if found.appraisal.panel else ())} - {*given}


def shuffled(case: Appraisal, chance: random.Random) -> Appraisal:
    """The same files with members, and criteria and options within each sheet, in another order; and level criteria."""

    def mixed(found: Mapping[str, T]) -> dict[str, T]:
        return dict(chance.sample([*found.items()], len(found)))

    assert case.panel is not None
    sheets = {
        member: replaced(sheet, scores={name: mixed(row) for name, row in mixed(sheet.scores).items()})
        for member, sheet in mixed(case.panel.sheets).items()
    }
    said = {
        member: replaced(
            sheet,
            swings=mixed(sheet.swings),
            order=tuple(tuple(chance.sample(level, len(level))) for level in sheet.order),
        )
        for member, sheet in mixed(case.weighting.sheets).items()
    }
    return replaced(case, panel=replaced(case.panel, sheets=sheets), weighting=replaced(case.weighting, sheets=said))


def test_the_order_of_people_and_of_rows_changes_nothing_but_in_which_order_they_are_named() -> None:
    for seed in SOME:
        case = random_panel(seed)
        other = shuffled(case, random.Random(seed))
        one, two = evaluated(seed), agreed_evaluation(other)
        assert one._replace(appraisal=other) == two
        first, second = analysed(seed), panel(two)
        assert second is not None
        assert (first.without, first.own, first.before_moderation) == (
            second.without,
            second.own,
            second.before_moderation,
        )
        assert [c._replace(abstained=(), camps=()) for c in first.cells] == [
            c._replace(abstained=(), camps=()) for c in second.cells
        ]
        assert [({*c.abstained}, [{*camp} for camp in c.camps]) for c in first.cells] == [
            ({*c.abstained}, [{*camp} for camp in c.camps]) for c in second.cells
        ]


def _from_nowhere(cells: Mapping[str, ScoredCell]) -> dict[str, ScoredCell]:
    """Cells without where they come from: of a sheet alone, what it leaves out is nobody's."""
    return {name: cell._replace(from_="sheet") for name, cell in cells.items()}


def test_one_sheet_alone_comes_to_what_the_same_sheet_does_without_a_panel() -> None:
    for seed in SOME:
        case = random_panel(seed)
        assert case.panel is not None
        member, sheet = next(iter(case.panel.sheets.items()))
        weights = replaced(case.weighting, sheets={})
        if case.weighting.by_members:
            weights = replaced(weights, method="equal")
        bare = {id_: replaced(option, scores={}) for id_, option in case.options.items()}
        alone = replaced(case, weighting=weights, options=bare, panel=replaced(case.panel, sheets={member: sheet}))
        plain = replaced(
            alone,
            panel=None,
            options={
                id_: replaced(option, scores={name: row[id_] for name, row in sheet.scores.items() if id_ in row})
                for id_, option in bare.items()
            },
        )
        one, two = evaluate(alone, brief=True), evaluate(plain, brief=True)
        for option, result in one.options.items():
            without = two.options[option]
            assert result._replace(cells=_from_nowhere(result.cells)) == without._replace(
                cells=_from_nowhere(without.cells)
            )
        assert one.shortlist == two.shortlist
        assert one.shares == two.shares
        assert one.analyses._replace(panel=None) == two.analyses


@EACH
def test_a_cell_that_all_leave_out_is_unknown_or_what_a_rule_says(seeds: range) -> None:
    met: Counter[str] = Counter()
    for seed in seeds:
        case, found = random_panel(seed), evaluated(seed)
        for (name, option), expected in panels.cells(case).items():
            if panels.gave(case, name, option) or name in case.options[option].scores:
                continue
            cell = found.table[option][name]
            points = panels.line(case.criteria[name])
            assert cell.cell.from_ == ("rule" if case.criteria[name].rate_from else "panel")
            assert (cell.low, cell.high) == panels.values(points, expected)
            if expected.score is None:
                assert (cell.low, cell.high) == (0, 100)
            met["unknown" if expected.score is None else "rule"] += 1
    assert min(met.values()) > len(seeds) / 40


@EACH
def test_swings_in_the_same_proportions_give_the_same_shares_and_people_count_alike(seeds: range) -> None:
    """Each person's swings are shares of this person's own whole before the mean is taken: dividing them all by two,
    which no file may, since the largest is 100, would change nothing. Of two people with the same swings each share is
    theirs. The medians of shares, which would not add up to 1, are not what counts."""
    medians_differ = 0
    for seed in seeds:
        case = random_panel(seed)
        weighting = case.weighting
        if weighting.method != "swing" or not weighting.by_members:
            continue
        halved = {
            member: replaced(sheet, swings={name: swing / 2 for name, swing in sheet.swings.items()})
            for member, sheet in weighting.sheets.items()
        }
        one = next(iter(halved))
        for sheets in (halved, {**weighting.sheets, one: halved[one]}):
            assert shares(replaced(case, weighting=replaced(weighting, sheets=sheets))) == shares(case)
        only = weighting.sheets[one]
        twice = replaced(weighting, sheets={"ann": only, "ben": only})
        assert shares(replaced(case, weighting=twice)) == panels.own_shares(case, one)
        each = [panels.own_shares(case, member) for member in weighting.sheets]
        medians = sum(sorted(own[name] for own in each)[len(each) // 2] for name in case.criteria)
        medians_differ += medians != 1
    assert medians_differ > len(seeds) / 40


def test_the_law_of_the_record_holds_with_panels(tmp_path: Path) -> None:
    """A run's appraisal gives the run again, its record is read as it was written, and a second scorer agrees."""
    record = tmp_path / "run.json"
    for seed in SOME:
        case = random_panel(seed)
        run = evaluate(case, brief=True)
        assert evaluate(run.appraisal(), brief=True) == run
        text = run.to_json()
        record.write_text(text, "utf-8", newline="\n")
        read = read_run(record)
        assert read == run
        assert read.to_json() == text
        assert evaluate(read.appraisal(), brief=True).to_json() == text
        assert differences(text) == []


@pytest.mark.slow
def test_the_law_holds_for_whole_runs(tmp_path: Path) -> None:
    record = tmp_path / "run.json"
    for seed in range(40):
        run = evaluate(random_panel(seed))
        record.write_text(run.to_json(), "utf-8", newline="\n")
        assert read_run(record) == run
        assert evaluate(read_run(record).appraisal()) == run


def test_random_panels_have_everything_that_files_can_say() -> None:
    cases = [random_panel(seed) for seed in range(200)]
    assert {case.weighting.method for case in cases} == {*panels.METHODS}
    assert {len(case.panel.sheets) for case in cases if case.panel} == {1, 2, 3, 4, 5}
    assert all(people(case) <= {*MEMBERS} for case in cases)
    assert {next(name for name, value in case.shortlist_rule if value is not None) for case in cases} == {
        "top",
        "at_least",
        "within",
    }
