"""What holds for every appraisal: an additive value model's properties, intervals, and the law of the record."""

import itertools
import math
import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appraise import Run, evaluate, read_run
from appraise.appraisal import Appraisal, Gate, Perspective, Requirement, Score, ShortlistRule, Verdict
from appraise.engine.totals import ranks, totals
from appraise.engine.values import cell_values
from appraise.field_models import replaced
from appraise.field_types import UNKNOWN
from appraise.weighting import shares
from tests.conftest import appraisal, score
from tests.cost_cases import random_costs

QUARTERS = st.integers(0, 400).map(lambda number: Decimal(number) / 4)
WEIGHTS = st.integers(0, 30).map(Decimal)
RULES = st.one_of(
    st.integers(1, 4).map(lambda number: ShortlistRule(top=number)),
    QUARTERS.map(lambda number: ShortlistRule(at_least=number)),
    QUARTERS.map(lambda number: ShortlistRule(within=number)),
)


@st.composite
def matrices(draw: st.DrawFn, cells: st.SearchStrategy[object] = QUARTERS, most: int = 5) -> Appraisal:
    """Weights that are not all 0 and a row of scores for each option."""
    width = draw(st.integers(1, 4))
    weights = draw(st.lists(WEIGHTS, min_size=width, max_size=width).filter(any))
    rows = draw(st.lists(st.tuples(*[cells] * width), min_size=1, max_size=most))
    named = {f"c{index}": weight for index, weight in enumerate(weights)}
    return appraisal(named, {f"o{index}": row for index, row in enumerate(rows)}, draw(RULES))


RANGES = st.tuples(st.one_of(st.none(), st.just(0)), QUARTERS, QUARTERS).map(
    lambda cell: (None if cell[0] is None else min(cell[1:]), min(cell[1:]), max(cell[1:]))
)
OPEN_CELLS = st.one_of(QUARTERS, QUARTERS, st.none(), RANGES)


def exact(case: Appraisal) -> dict[str, Fraction]:
    """Totals before any rounding, of appraisals without unknown scores."""
    return {option: total.low for option, total in totals(cell_values(case, {}), shares(case)).items()}


def with_column(case: Appraisal, name: str, change: object) -> Appraisal:
    """The scores of one criterion changed for every option."""
    assert callable(change)
    options = {
        option: replaced(words, scores={**words.scores, name: Score(change(words.scores[name].score))})
        for option, words in case.options.items()
    }
    return replaced(case, options=options)


def order(found: dict[str, Fraction]) -> list[list[bool]]:
    return [[mine > other for other in found.values()] for mine in found.values()]


@given(matrices(), st.sampled_from([2, 4, 5]), st.integers(0, 40))
def test_a_stretched_scale_with_its_weight_keeps_the_order(case: Appraisal, divide: int, add: int) -> None:
    """Values v become v / d + b on one criterion, whose weight is multiplied by d, for every option alike."""
    changed = with_column(case, "c0", lambda value: value / divide + add)
    stretched = replaced(case.criteria["c0"], weight=(case.criteria["c0"].weight or Decimal(0)) * divide)
    changed = replaced(changed, criteria={**case.criteria, "c0": stretched})
    assert order(exact(changed)) == order(exact(case))


@given(matrices(QUARTERS.map(lambda value: value / 2)), st.integers(0, 50))
def test_a_constant_on_a_column_changes_no_margin(case: Appraisal, add: int) -> None:
    """Every total of the options moves by the same amount."""
    before, after = exact(case), exact(with_column(case, "c0", lambda value: value + add))
    assert len({after[option] - before[option] for option in before}) == 1


@given(matrices(), st.data())
def test_leaving_an_option_out_moves_no_other_total(case: Appraisal, data: st.DataObject) -> None:
    """Scales are fixed, so no total turns on which options are there."""
    gone = data.draw(st.sampled_from(list(case.options)))
    left = {option: words for option, words in case.options.items() if option != gone}
    before = exact(case)
    del before[gone]
    assert exact(replaced(case, options=left)) == before


@pytest.mark.slow
@given(matrices(OPEN_CELLS), st.data())
def test_excluding_an_option_moves_no_other_total(case: Appraisal, data: st.DataObject) -> None:
    """A gate that some fail leaves every total where it is, the excluded ones' too."""
    gone = data.draw(st.sets(st.sampled_from(list(case.options))))
    options = {
        option: replaced(words, verdicts={"g": Verdict(verdict="fail" if option in gone else "pass")})
        for option, words in case.options.items()
    }
    before, after = (
        evaluate(case),
        evaluate(replaced(case, gates={"g": Gate(name="G", requires=Requirement())}, options=options)),
    )
    for option in case.options:
        mine, others = before.options[option], after.options[option]
        assert (mine.total, mine.total_range, mine.would_rank) == (others.total, others.total_range, others.would_rank)
        assert (others.outcome == "excluded") == (option in gone)


@pytest.mark.slow
@given(matrices(OPEN_CELLS), st.sampled_from([Decimal("0.5"), Decimal(3), Decimal(100)]))
def test_scaling_all_weights_changes_nothing(case: Appraisal, by: Decimal) -> None:
    """Only the proportions of weights count."""
    criteria = {name: replaced(words, weight=(words.weight or 0) * by) for name, words in case.criteria.items()}
    before, after = evaluate(case), evaluate(replaced(case, criteria=criteria))
    assert (after.options, after.shares, after.shortlist) == (before.options, before.shares, before.shortlist)


@given(matrices(QUARTERS), st.data())
def test_a_higher_score_never_lowers_a_total(case: Appraisal, data: st.DataObject) -> None:
    """The model is monotone as long as values rise with scores."""
    option = data.draw(st.sampled_from(list(case.options)))
    words = case.options[option]
    raised = Score(data.draw(QUARTERS.filter(lambda value: value >= Decimal(words.scores["c0"].score))))
    higher = replaced(words, scores={**words.scores, "c0": raised})
    assert exact(replaced(case, options={**case.options, option: higher}))[option] >= exact(case)[option]


@given(matrices(OPEN_CELLS, most=4))
def test_intervals_against_every_completion(case: Appraisal) -> None:
    """Each unknown score put at both its ends, in all combinations: the best and the worst rank met are the ends of
    the interval, and an outcome is settled just where all completions agree on it."""
    run = evaluate(case)
    table, share = cell_values(case, {}), shares(case)
    open_cells = [(option, name) for option, row in table.items() for name, cell in row.items() if cell.low < cell.high]
    if len(open_cells) > 9:
        return
    seen: dict[str, set[tuple[int, bool]]] = {option: set() for option in case.options}
    for chosen in itertools.product((0, 1), repeat=len(open_cells)):
        put = dict(zip(open_cells, chosen, strict=True))
        total = {option: Fraction(0) for option in table}
        for option, row in table.items():
            for name, cell in row.items():
                total[option] += share[name] * (cell.high if put.get((option, name)) else cell.low)
        for option, mine in total.items():
            others = [other for name, other in total.items() if name != option]
            rank = 1 + sum(other > mine for other in others)
            seen[option].add((rank, goes_forward(case.shortlist_rule, mine, others, rank)))
    ends = {option: total[:2] for option, total in totals(table, share).items()}
    intervals = ranks(ends)
    for option, found in seen.items():
        met = {rank for rank, _ in found}
        assert intervals[option] == (min(met), max(met))
        assert run.options[option].rank == (min(met) if len(met) == 1 else None)
        decided = {forward for _, forward in found}
        expected = "undetermined" if len(decided) == 2 else "shortlisted" if True in decided else "not-shortlisted"
        assert run.options[option].outcome == expected


@pytest.mark.slow
@given(matrices(OPEN_CELLS, most=4))
def test_an_open_outcome_names_just_those_it_turns_on(case: Appraisal) -> None:
    """Every total put at all ends met in its interval and between them, in all combinations: another option is named
    for an undetermined one just where two combinations that differ in its total alone differ in the outcome."""
    run = evaluate(case)
    ends = {option: total[:2] for option, total in totals(cell_values(case, {}), shares(case)).items()}
    points = sorted({end for both in ends.values() for end in both} | distances(case.shortlist_rule, ends))
    points = sorted({*points, *((one + two) / 2 for one, two in itertools.pairwise(points))})
    grid = [[point for point in points if low <= point <= high] for low, high in ends.values()]
    if math.prod(map(len, grid)) > 20_000:
        return
    forward = {put: going(case.shortlist_rule, list(put)) for put in itertools.product(*grid)}
    names = list(ends)
    for option in run.shortlist.undetermined:
        mine = names.index(option)
        turns_on = set()
        for put, found in forward.items():
            for other, name in enumerate(names):
                if name != option and any(
                    forward[(*put[:other], point, *put[other + 1 :])][mine] != found[mine] for point in grid[other]
                ):
                    turns_on.add(name)
        named = {other for _, other in run.options[option].because.undetermined_by}
        assert named - {option} == turns_on


def distances(rule: ShortlistRule, ends: dict[str, tuple[Fraction, Fraction]]) -> set[Fraction]:
    """Where a total is just so far from an end as the rule allows."""
    within = Fraction(rule.within or 0)
    return {end + sign * within for both in ends.values() for end in both for sign in (1, -1)}


def going(rule: ShortlistRule, put: list[Fraction]) -> list[bool]:
    """Who goes forward where every total is known."""
    found = []
    for index, mine in enumerate(put):
        others = put[:index] + put[index + 1 :]
        found.append(goes_forward(rule, mine, others, 1 + sum(other > mine for other in others)))
    return found


def goes_forward(rule: ShortlistRule, mine: Fraction, others: list[Fraction], rank: int) -> bool:
    """The rule where every score is known."""
    if rule.top is not None:
        return rank <= rule.top
    if rule.at_least is not None:
        return mine >= rule.at_least
    return not others or mine >= max(others) - Fraction(rule.within or 0)


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn"]), min_size=1).filter(str.strip)


VERDICTS = [
    Verdict(verdict="pass"),
    Verdict(verdict="fail"),
    Verdict(verdict="conditional", condition="if it holds"),
    Verdict(verdict="unknown"),
]


@st.composite
def whole(draw: st.DrawFn) -> Appraisal:
    """An appraisal with gates, perspectives, names of any text, and costs or none."""
    case = draw(matrices(OPEN_CELLS))
    verdicts = st.fixed_dictionaries(dict.fromkeys(case.options, st.sampled_from(VERDICTS)))
    gates = draw(st.dictionaries(st.sampled_from(["g", "h"]), verdicts))
    asked = draw(st.one_of(st.none(), QUARTERS))
    others = any(criterion.weight for name, criterion in case.criteria.items() if name != "c0")
    view = Perspective(
        name=draw(TEXT),
        weights={"c0": Decimal(draw(st.integers(0, 100)))} if others else {},
        scores=draw(st.sampled_from([{}, {"c0": {"o0": score(50)}}])),
        lift_gates=tuple(sorted(draw(st.sets(st.sampled_from(sorted(gates)))))) if gates else (),
    )
    options = {
        option: replaced(
            words,
            name=draw(TEXT),
            verdicts={gate: replaced(found[option], reason=draw(TEXT)) for gate, found in gates.items()},
        )
        for option, words in case.options.items()
    }
    rules = {"r": Gate(name="R", requires=Requirement(None, "c0", "at-least", asked))} if asked is not None else {}
    judged = {gate: Gate(name=gate, requires=Requirement()) for gate in gates}
    seed = draw(st.one_of(st.none(), st.integers(0, 9_999)))
    costs = None if seed is None else random_costs(random.Random(seed), [*case.options])
    if costs is not None and asked is not None:
        by_cost = Requirement(cost="cash", operator="at-most", operand=asked, unit="GBP k")
        rules["m"] = Gate(name="M", requires=by_cost)
    gates_of = judged | rules
    return replaced(case, options=options, gates=gates_of, perspectives={"v": view}, title=draw(TEXT), costs=costs)


@given(whole())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_law_of_the_record(tmp_path: Path, case: Appraisal) -> None:
    """A run's appraisal gives the run again, and so does its record, to the byte."""
    run = evaluate(case)
    assert evaluate(run.appraisal()) == run
    record = tmp_path / "run.json"
    record.write_text(run.to_json(), "utf-8", newline="\n")
    read = read_run(record)
    assert read == run
    assert evaluate(read.appraisal()) == run
    assert read.to_json() == run.to_json()


def test_unknown_is_the_word_in_records() -> None:
    run: Run = evaluate(appraisal({"a": 1}, {"one": (None,)}))
    assert run.options["one"].cells["a"].score == UNKNOWN
    assert '"score": "unknown"' in run.to_json()
