"""Workbooks worked out again by LibreOffice Calc, as they are and with other weights, scores, verdicts and rules."""

import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from appraise import evaluate
from appraise.appraisal import Appraisal, Criterion, Gate, Group, OptionAmount, Requirement, Score, ShortlistRule
from appraise.costing.years import position
from appraise.field_models import replaced
from appraise.field_types import UNKNOWN, Unknown
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.workbook.layout import Layout
from appraise.run import Run
from tests.conftest import ROOT, appraisal
from tests.pages import CASES, EN, run_of
from tests.publish.everything import APPRAISAL, EVERYTHING
from tests.publish.workbook.sets import (
    PROFILE,
    alone,
    drawn_costs,
    drawn_panel,
    paid,
    scored_by,
    weighed_by,
    with_costs,
)
from tests.spreadsheet import (
    NEVER,
    Cells,
    changed,
    formulas,
    made,
    now,
    read,
    recalculated,
    told,
    with_wrong_figures,
)

pytestmark = pytest.mark.slow
SETS = sorted(file.stem for file in (ROOT / "criteria").glob("*.yaml"))


@cache
def runs() -> dict[str, Run]:
    """Every example, every criteria set alone, cases made here, random panels and random costs."""
    found = {**{name: run_of(name) for name in CASES}, "everything": EVERYTHING, **{name: alone(name) for name in SETS}}
    found |= {f"panel-{seed}": evaluate(drawn_panel(seed), brief=True) for seed in range(30)}
    found |= {f"costs-{seed}": evaluate(drawn_costs(seed), brief=True) for seed in range(30)}
    return {name.replace(" ", "-"): run for name, run in found.items()}


@pytest.fixture(scope="module")
def from_wrong(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cells]:
    """Each of them worked out again, from a copy that stores 999 for every formula."""
    folder = tmp_path_factory.mktemp("wrong")
    return recalculated({name: with_wrong_figures(made(run)) for name, run in runs().items()}, folder)


def test_every_formula_comes_to_what_is_stored(from_wrong: Mapping[str, Cells]) -> None:
    for name, run in runs().items():
        content = made(run)
        stored, wrong = read(content), read(with_wrong_figures(content))
        for sheet, cell in formulas(content):
            assert wrong[sheet][cell] == 999
            right, worked_out = stored[sheet][cell], from_wrong[name][sheet][cell]
            close = worked_out == right if isinstance(right, str) else abs(worked_out - right) < 1e-9
            assert close, (name, sheet, cell, right, worked_out)


def test_outcomes_ranks_and_totals_are_the_record_s_to_the_last_place(from_wrong: Mapping[str, Cells]) -> None:
    for name, run in runs().items():
        ranged = any(cell.range for result in run.options.values() for cell in result.cells.values())
        assert now(from_wrong[name]) == told(run, ranged), name


def test_without_recalculation_the_wrong_figures_stay(tmp_path: Path) -> None:
    """So that the tests above can fail: by itself LibreOffice believes what is stored."""
    found = recalculated({"a": with_wrong_figures(made(run_of("leisure")))}, tmp_path, NEVER)["a"]
    assert {row["Lowest total, scores as given"] for row in now(found).values()} == {999}


class Changes:
    """One thing after another changed in an appraisal, and the same in its workbook."""

    def __init__(self, case: Appraisal) -> None:
        run = evaluate(case, brief=True)
        self.case, self.content = case, made(run)
        self.layout = Layout.of(Context.of(run, EN))
        self.cells: dict[str, dict[str, Any]] = {}

    def put(self, sheet: str, row: int, column: int, value: object) -> None:
        self.cells.setdefault(sheet, {})[f"{get_column_letter(column + 1)}{row + 1}"] = value

    def weight(self, criterion: str, weight: Decimal) -> None:
        given = replaced(self.case.criteria[criterion], weight=weight)
        self.case = replaced(self.case, criteria={**self.case.criteria, criterion: given})
        self.put("Scores", self.layout.blocks["score"].row(criterion), 1, weight)

    def score(self, option: str, criterion: str, score: object) -> None:
        given = self.case.options[option]
        old = given.scores.get(criterion)
        asked = Score(score, old.range if old else None)  # type: ignore[arg-type]
        scored = replaced(given, scores={**given.scores, criterion: asked})
        self.case = replaced(self.case, options={**self.case.options, option: scored})
        at = self.layout.blocks["score"].at(criterion, option)
        self.put(at.sheet, at.row, at.column, score)

    def verdict(self, option: str, gate: str, verdict: str) -> None:
        given = self.case.options[option]
        decided = replaced(given.verdicts[gate], verdict=verdict)
        judged = replaced(given, verdicts={**given.verdicts, gate: decided})
        self.case = replaced(self.case, options={**self.case.options, option: judged})
        at = self.layout.blocks["gates"].at(gate, option)
        self.put(at.sheet, at.row, at.column, verdict.capitalize())

    def rule(self, limit: Decimal) -> None:
        rule = self.case.shortlist_rule
        kind = next(name for name in ("top", "at_least", "within") if getattr(rule, name) is not None)
        given = int(limit) if kind == "top" else limit
        self.case = replaced(self.case, shortlist_rule=replaced(rule, **{kind: given}))
        self.put("Result", self.layout.rule().row, 1, limit)

    def costs(self, **changes: object) -> None:
        assert self.case.costs is not None
        self.case = replaced(self.case, costs=replaced(self.case.costs, **changes))

    def rate(self, start: int, rate: Decimal) -> None:
        costs, places = self.case.costs, self.layout.costs
        assert costs
        assert places
        several = costs.discount_rate if isinstance(costs.discount_rate, Mapping) else None
        self.costs(discount_rate={**several, Decimal(start): rate} if several else rate)
        self.put(places.sheet, places.rates[start], 1, rate)

    def bias(self, line: str, bias: Decimal) -> None:
        costs, places = self.case.costs, self.layout.costs
        assert costs
        assert places
        self.costs(lines={**costs.lines, line: replaced(costs.lines[line], optimism_bias=bias)})
        self.put(places.sheet, places.lines[line], 1, bias)

    def amount(self, line: str, option: str, amount: Decimal | Unknown) -> None:
        """Another amount instead of one that is the same in all its years, typed where that begins."""
        costs, places = self.case.costs, self.layout.costs
        assert costs
        assert places
        given = costs.lines[line]
        stated = given.of(option)
        paid = OptionAmount(amount=amount, range=stated.range, range_percent=stated.range_percent)
        changed_line = replaced(given, options={**given.options, option: paid})
        self.costs(lines={**costs.lines, line: changed_line})
        at = places.year(places.amounts[line, option], position(costs.period, given.from_) if given.from_ else 0)
        self.put(at.sheet, at.row, at.column, amount)


def drawn(seed: int) -> Changes:
    """A random appraisal with gates, ranges, unknown scores, groups and a value function that is bent, and changes."""
    chance = random.Random(seed)
    width = chance.randint(2, 5)
    weights: dict[str, object] = {f"c{at}": chance.choice([0, 1, 3, 7, "12.5", 20, "33.3"]) for at in range(width)}
    weights["c0"] = chance.randint(1, 6)
    cells = [0, 10, 25, "37.5", 60, 75, 100, None, (50, 40, 70), (20, 20, 90), (None, 30, 80)]
    options = {f"o{at}": tuple(chance.choice(cells) for _ in weights) for at in range(chance.choice([1, 2, 3, 4, 6]))}
    if len(options) > 2:
        options["o1"] = options["o0"]
    rule = chance.choice(
        [
            ShortlistRule(top=2),
            ShortlistRule(at_least=Decimal(50)),
            ShortlistRule(within=Decimal(chance.choice([0, 9]))),
        ]
    )
    words = ["pass", "pass", "fail", "unknown", "conditional"]
    verdicts = {"g": {option: chance.choice(words) for option in options}} if chance.random() < 0.7 else {}
    case = appraisal(weights, options, rule, verdicts)
    criteria: dict[str, Criterion] = dict(case.criteria)
    if chance.random() < 0.5:
        bend = {Decimal(0): Decimal(20), Decimal(40): Decimal(100), Decimal(70): Decimal(0), Decimal(100): Decimal(50)}
        criteria["c1"] = replaced(criteria["c1"], values=bend, scale=None, unit="visits")
    if chance.random() < 0.5:
        criteria["c0"] = replaced(criteria["c0"], scale=None, unit="GBP m", worst=Decimal(130), best=Decimal("-7.5"))
    groups = {}
    if chance.random() < 0.5:
        groups = {"top": Group(name="Top"), "inner": Group(name="Inner", group="top")}
        criteria |= {"c0": replaced(criteria["c0"], group="top"), "c1": replaced(criteria["c1"], group="inner")}
    gates = dict(case.gates)
    if chance.random() < 0.5:
        gates["r"] = Gate(
            name="r", requires=Requirement(None, "c0", chance.choice(["at-least", "at-most"]), Decimal(40))
        )
    changes = Changes(replaced(case, criteria=criteria, groups=groups, gates=gates))
    for _ in range(chance.randint(1, 4)):
        option, criterion = chance.choice([*options]), chance.choice([*weights])
        kind = chance.choice(["weight", "score", "score", "verdict", "rule"])
        recorded = case.options[option].scores[criterion]
        if kind == "weight":
            changes.weight(criterion, Decimal(chance.choice(["0.5", "2", "17.25", "40"])))
        elif kind == "score" and not recorded.range:
            changes.score(option, criterion, chance.choice([UNKNOWN, Decimal(0), Decimal("55.5"), Decimal(90)]))
        elif kind == "verdict" and verdicts:
            changes.verdict(option, "g", chance.choice(words))
        elif kind == "rule":
            changes.rule(Decimal(chance.choice([1, 3, 20])))
    return changes


@pytest.mark.parametrize("first", [0, 40])
def test_what_is_changed_gives_what_scoring_it_gives(first: int, tmp_path: Path) -> None:
    """Of many random appraisals, each as changed, and its workbook with the same changes."""
    cases = {f"drawn-{seed}": drawn(seed) for seed in range(first, first + 40)}
    contents = {name: changed(each.content, each.cells) for name, each in cases.items()}
    found = recalculated(contents, tmp_path)
    for name, each in cases.items():
        options = each.case.options.values()
        ranged = any(score.range for option in options for score in option.scores.values())
        assert now(found[name]) == told(evaluate(each.case, brief=True), ranged), name


def test_a_changed_weight_on_paper(tmp_path: Path) -> None:
    """Cost weighs 40 of 100. At 90 of 150, the company has (30*80 + 10*80 + 20*100 + 90*75) / 150 = 79.666667, and the
    council as now, which is excluded, (0 + 10*100 + 20*100 + 90*90) / 150 = 74."""
    changes = Changes(APPRAISAL)
    changes.weight("cost", Decimal(90))
    found = now(recalculated({"a": changed(changes.content, changes.cells)}, tmp_path)["a"])
    assert found["A company of its own"]["Lowest total, scores as given"] == Decimal("79.666667")
    assert found["The council as now (comparator)"]["Highest total, scores as given"] == 74
    assert found == told(evaluate(changes.case), ranged=True)


def test_a_changed_swing_and_a_score_typed_over_what_members_gave_on_paper(tmp_path: Path) -> None:
    """Swings of 100 and 50; two members gave left 90 and 30 on a, in the mean 60: 40 points, and 10 for the 30 on b. A
    swing of 100 for b makes these 30 and 15; with 80 typed over the mean, 40 and 15."""
    sheets = {"ann": {"a": {"left": 90}, "b": {"left": 30}}, "ben": {"a": {"left": 30}, "b": {"left": 30}}}
    bare = appraisal({"a": 1, "b": 1}, {"left": (None, None)})
    options = {"left": replaced(bare.options["left"], scores={})}
    case = scored_by(replaced(bare, options=options), "mean", sheets)
    content = made(evaluate(weighed_by(case, "swing", {}, {"a": 100, "b": 50}), brief=True))
    contents = {
        "as-agreed": content,
        "swing": changed(content, {"Scores": {"B7": 100}}),
        "score": changed(content, {"Scores": {"B7": 100, "F6": 80}}),
    }
    found = {name: now(cells)["left"] for name, cells in recalculated(contents, tmp_path).items()}
    totals = {name: row["Lowest total, scores as given"] for name, row in found.items()}
    assert totals == {"as-agreed": 50, "swing": 45, "score": 55}


def test_a_changed_weight_of_a_group_on_paper(tmp_path: Path) -> None:
    """In a group of weight 40, a and b have 75 and 25 of 100, and c weighs 60 outside. Left has 100 on a and on nothing
    else: 30 of 100. With 120 for the group it has 120 * 3/4 of 180, which is 50."""
    case = appraisal({"a": 75, "b": 25, "c": 60}, {"left": (100, 0, 0), "right": (0, 0, 100)})
    inside = {name: replaced(case.criteria[name], group="g") for name in ("a", "b")}
    groups = {"g": Group(name="Group", weight=Decimal(40))}
    changes = Changes(replaced(case, criteria={**case.criteria, **inside}, groups=groups))
    assert evaluate(changes.case).options["left"].total == 30
    changes.put("Scores", changes.layout.blocks["score"].row("g"), 1, 120)
    found = now(recalculated({"a": changed(changes.content, changes.cells)}, tmp_path)["a"])
    left, right = (found[option]["Lowest total, scores as given"] for option in ("left", "right"))
    assert (left, right) == (50, Decimal("33.333333"))
    heavier = replaced(changes.case, groups={"g": Group(name="Group", weight=Decimal(120))})
    assert found == told(evaluate(heavier), ranged=False)


def test_what_files_may_not_hold_is_taken_with_care(tmp_path: Path) -> None:
    """A score outside its range widens it; what is no verdict lets nobody pass."""
    case = appraisal({"a": 1}, {"left": ((50, 40, 60),), "right": (10,)}, verdicts={"g": {}})
    changes = Changes(case)
    changes.put(
        "Scores", changes.layout.blocks["score"].row("a"), changes.layout.blocks["score"].at("a", "left").column, 90
    )
    at = changes.layout.blocks["gates"].at("g", "right")
    changes.put("Gates", at.row, at.column, "Fail ")
    found = now(recalculated({"a": changed(changes.content, changes.cells)}, tmp_path)["a"])
    left, right = found["left"], found["right"]
    assert [left[f"{end} total within ranges"] for end in ("Lowest", "Highest")] == [40, 90]
    assert right["Outcome"] == "Excluded"


PASTED: tuple[tuple[str, tuple[str, str], object], ...] = (
    ("score", ("pace", "company"), 9),
    ("score", ("pace", "company"), "n/a"),
    ("score", ("pace", "company"), None),
    ("lowest", ("pace", "company"), 2),
    ("highest", ("pace", "mutual"), 9),
    ("lowest", ("cost", "company"), 3),
    ("gates", ("lawful", "twin"), "pass "),
    ("weight", ("pace", ""), -5),
    ("weight", ("pace", ""), None),
    ("rule", ("", ""), "two"),
    ("rule", ("", ""), 0),
    ("rule", ("", ""), 1.5),
)


def test_what_is_pasted_and_is_none_is_counted(tmp_path: Path) -> None:
    """Whatever gets past the check of what is typed: a score that is none, a range with one end, an unheard verdict."""
    contents = {}
    for number, (sheet, (node, option), value) in enumerate(PASTED):
        changes = Changes(APPRAISAL)
        blocks = changes.layout.blocks
        at = changes.layout.rule() if sheet == "rule" else blocks["score"].beside("pace", 1)
        at = blocks[sheet].at(node, option) if sheet in blocks else at
        changes.put(at.sheet, at.row, at.column, value)
        contents[str(number)] = changed(changes.content, changes.cells)
    found = recalculated(contents, tmp_path)
    assert {cells["Result"]["A5"] for cells in found.values()} == {"Yellow cells to check"}
    assert [cells["Result"]["B5"] for cells in found.values()] == [1] * len(PASTED)


def test_a_line_with_more_digits_than_totals_are_compared_by(tmp_path: Path) -> None:
    """A third of 100 is at least 33.333333333333."""
    case = appraisal(
        {"a": 1, "b": 1, "c": 1}, {"left": (100, 0, 0)}, ShortlistRule(at_least=Decimal("33.333333333333"))
    )
    found = now(recalculated({"a": made(evaluate(case))}, tmp_path)["a"])
    assert found == told(evaluate(case), ranged=False)
    assert found["left"]["Outcome"] == "Shortlisted"


def test_a_score_that_a_gate_reads_turns_its_verdict(tmp_path: Path) -> None:
    """The gate asks for a cost of at most 5: at 5.5 the company is out."""
    changes = Changes(APPRAISAL)
    company = changes.case.options["company"]
    cost = replaced_range(company.scores["cost"])
    changes.case = replaced(
        changes.case,
        options={**changes.case.options, "company": replaced(company, scores={**company.scores, "cost": cost})},
    )
    changes = Changes(changes.case)
    changes.score("company", "cost", Decimal("5.5"))
    found = recalculated({"a": changed(changes.content, changes.cells)}, tmp_path)["a"]
    at = changes.layout.blocks["gates"].at("afford", "company")
    assert found["Gates"][f"{'ABCDEFGH'[at.column]}{at.row + 1}"] == "Fail"
    assert now(found)["A company of its own"]["Outcome"] == "Excluded"
    assert now(found) == told(evaluate(changes.case), ranged=True)


def replaced_range(score: Score) -> Score:
    """The same score without its range."""
    return score._replace(range=None)


def drawn_cost_changes(seed: int) -> Changes:
    """Random costs, and another rate, another optimism bias and other amounts, some of them unknown."""
    changes, chance = Changes(drawn_costs(seed)), random.Random(seed)
    costs, places = changes.case.costs, changes.layout.costs
    assert costs
    assert places
    if places.rates:
        changes.rate(chance.choice([*places.rates]), Decimal(chance.choice(["0", "1.5", "6", "12.25"])))
    for name, line in costs.lines.items():
        if places.rates and not line.transfer and chance.random() < 0.5:
            changes.bias(name, Decimal(chance.choice([0, 10, 66])))
        for option in changes.case.options:
            stated = line.of(option)
            if isinstance(stated.amount, Mapping) or chance.random() < 0.4:
                continue
            if stated.range is not None:
                new: Decimal | Unknown = chance.choice([*stated.range, *([UNKNOWN] if places.open else [])])
            else:
                new = chance.choice([Decimal(-4), Decimal("44.5"), *([] if stated.range_percent else [UNKNOWN])])
            changes.amount(name, option, new)
    return changes


def costs_told(changes: Changes, run: Run) -> dict[tuple[str, str], object]:
    """What a run says of the costs of each option, by the name of the column in the sheet of costs."""
    places, found = changes.layout.costs, dict[tuple[str, str], object]()
    assert places
    for option, result in run.options.items():
        assert result.cost
        for name, cost in (("cash", result.cost.cash), ("net-present", result.cost.net_present)):
            if cost is not None:
                low, high = cost.low_high or (cost.total, cost.total)
                least, most = cost.range or (low, high)
                ends = {"total": low, "low": low, "high": high, "least": least, "most": most}
                found |= {(option, f"{name}.{end}"): ends[end] for end in places.ends}
                found[option, f"{name}.known"] = "Known part" if cost.not_known else "All"
    return found


def costs_now(changes: Changes, cells: Cells) -> dict[tuple[str, str], object]:
    """The same as a workbook has it."""
    places, found = changes.layout.costs, dict[tuple[str, str], object]()
    assert places
    for option, row in places.sums.items():
        for name, column in places.columns.items():
            if name not in ("discounted", "bias"):
                value = cells[places.sheet][f"{get_column_letter(column + 1)}{row + 1}"]
                found[option, name] = value if isinstance(value, str) else rounded(Decimal(repr(value)))
    return found


def test_other_rates_biases_and_amounts_give_what_the_engine_gives(tmp_path: Path) -> None:
    """Of many random costs, each as changed, and its workbook with the same changes; gates that ask for them too."""
    cases = {f"drawn-{seed}": drawn_cost_changes(seed) for seed in range(60)}
    found = recalculated({name: changed(each.content, each.cells) for name, each in cases.items()}, tmp_path)
    for name, each in cases.items():
        run = evaluate(each.case, brief=True)
        assert costs_now(each, found[name]) == costs_told(each, run), name
        for option, result in run.options.items():
            for gate, judged in result.verdicts.items():
                at = each.layout.blocks["gates"].at(gate, option)
                cell = f"{get_column_letter(at.column + 1)}{at.row + 1}"
                assert found[name]["Gates"][cell] == judged.verdict.capitalize(), (name, gate, option)
        assert found[name]["Result"]["B5"] == 0, name


def test_a_changed_rate_on_paper(tmp_path: Path) -> None:
    """100, 60, 60 and 80: 286.137073 at 3.5 % a year, 280.671634 at 5 %; with 10 % of optimism bias a tenth more."""
    changes = Changes(with_costs({"l": paid("once", PROFILE)}))
    contents = {"as-given": changes.content}
    changes.rate(0, Decimal(5))
    contents["rate"] = changed(changes.content, changes.cells)
    changes.bias("l", Decimal(10))
    contents["bias"] = changed(changes.content, changes.cells)
    found = {name: now(cells)["A"]["Net present cost, £k"] for name, cells in recalculated(contents, tmp_path).items()}
    assert found == {
        "as-given": Decimal("286.137073"),
        "rate": Decimal("280.671634"),
        "bias": rounded(Fraction(2599300, 9261) * Fraction(11, 10)),
    }


def test_another_amount_runs_on_and_turns_the_gate_that_asks_for_it(tmp_path: Path) -> None:
    """10 a year for four years is 40, and the gate asks for 50,000 pounds at most: with 13 it is 52. With 20 from the
    second year on it is 70, of which the last year has 20."""
    asked = Requirement(None, None, "at-most", Decimal(50_000), "cash", None, "GBP")
    gates = {"g": Gate(name="g", requires=asked)}
    changes = Changes(with_costs({"l": paid("yearly", Decimal(10))}, gates=gates))
    places, at = changes.layout.costs, changes.layout.blocks["gates"].at("g", "A")
    assert places
    row, contents = places.amounts["l", "A"], {"as-given": changes.content}
    for name, year, amount in (("dearer", 0, 13), ("later", 1, 20)):
        cell = f"{get_column_letter(places.year(row, year).column + 1)}{row + 1}"
        contents[name] = changed(changes.content, {"Costs": {cell: amount}})
    cash, last = places.sum_of("A", "cash.total"), places.year(places.sums["A"], 3)
    names = [f"{get_column_letter(each.column + 1)}{each.row + 1}" for each in (cash, last, at)]
    found = {
        name: (cells["Costs"][names[0]], cells["Costs"][names[1]], cells["Gates"][names[2]])
        for name, cells in recalculated(contents, tmp_path).items()
    }
    assert found == {"as-given": (40, 10, "Pass"), "dearer": (52, 13, "Fail"), "later": (70, 20, "Fail")}


def test_what_is_pasted_into_costs_and_is_none_is_counted(tmp_path: Path) -> None:
    """No number and not the word; outside its range, or a range the wrong way round; a rate or a bias that is none."""
    changes = Changes(
        with_costs({"l": paid("once", Decimal(5), (4, 6)), "v": paid("once", "unknown", (0, 5), name="V")})
    )
    places = changes.layout.costs
    assert places
    known, unknown = (places.year(places.amounts[name, "A"], 0) for name in ("l", "v"))
    pasted: list[tuple[int, int, object]] = [
        (known.row, known.column, "n/a"),
        (known.row, known.column, 7),
        (known.row + 1, known.column, 5.5),
        (unknown.row + 1, unknown.column, 9),
        (places.rates[0], 1, 101),
        (places.rates[0], 1, None),
        (places.lines["l"], 1, -1),
    ]
    contents = {"as-given": changes.content}
    for at, (row, column, value) in enumerate(pasted):
        contents[str(at)] = changed(changes.content, {"Costs": {f"{get_column_letter(column + 1)}{row + 1}": value}})
    counted = {name: cells["Result"]["B5"] for name, cells in recalculated(contents, tmp_path).items()}
    assert counted == {"as-given": 0, **{str(at): 1 for at in range(len(pasted))}}
