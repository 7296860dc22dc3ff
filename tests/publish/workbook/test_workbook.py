"""Workbooks: what is in which cell, that figures are the record's, and that no text becomes anything else."""

import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import openpyxl
import pytest

from appraise import evaluate
from appraise.appraisal import (
    Appraisal,
    Combine,
    CostLine,
    Document,
    Gate,
    Group,
    OptionAmount,
    Panel,
    Requirement,
    Score,
    ShortlistRule,
)
from appraise.field_models import replaced
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.workbook import DoesNotFitError, workbook
from appraise.publish.workbook.layout import Layout
from appraise.publish.workbook.sheet import sum_formula
from appraise.run import Run
from appraise.weighting import group_shares, shares
from tests.conftest import ROOT, X_SCORES, X_WEIGHTS, appraisal, number
from tests.pages import CASES, EN, run_of
from tests.publish.everything import APPRAISAL, EVERYTHING
from tests.publish.workbook.sets import PROFILE, alone, drawn_panel, paid, scored_by, weighed_by, with_costs
from tests.spreadsheet import formulas, made, now, read, told

SETS = sorted(file.stem for file in (ROOT / "criteria").glob("*.yaml"))
ALL = [*CASES, "everything", *SETS]
HOSTILE = (
    "=1+1",
    '=HYPERLINK("https://example.org","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1+1",
    "{=1+1}",
    "https://example.org/a",
    "mailto:a@example.org",
    "12",
    "TRUE",
    "2026-01-01",
    "&P &F",
    "R&G services, &[Picture]",
    "_x0041_",
    "<b>&amp;</b>",
    "a\x07b",
)


def run(name: str) -> Run:
    return EVERYTHING if name == "everything" else alone(name) if name in SETS else run_of(name)


class Reading:
    """A workbook with the places of its figures."""

    def __init__(self, run: Run) -> None:
        self.run, self.content = run, made(run)
        self.cells = read(self.content)
        self.layout = Layout.of(Context.of(run, EN))

    def figure(self, block: str, node: str, option: str) -> Any:
        at = self.layout.blocks[block].at(node, option)
        return self.cells[at.sheet].get(f"{openpyxl.utils.get_column_letter(at.column + 1)}{at.row + 1}")

    def places(self, value: object, places: int) -> Decimal:
        return rounded(Fraction(str(value)), places)


@pytest.mark.parametrize("name", ALL)
def test_scores_values_points_and_shares_are_the_record_s(name: str) -> None:
    reading = Reading(run(name))
    of, layout = reading.run, reading.layout
    shares_at = "D" if of.inputs.uncounted else "C"
    for node in layout.nodes:
        if node.leaves:
            share = reading.cells["Scores"][f"{shares_at}{layout.blocks['score'].row(node.id) + 1}"]
            assert abs(Decimal(repr(share)) - of.shares[node.id]) <= Decimal("0.000001"), node.id
    for option, result in of.options.items():
        for criterion, cell in result.cells.items():
            score = reading.figure("score", criterion, option)
            assert score == (cell.score if cell.score == "unknown" else float(cell.score))
            ends = cell.value_range or (cell.value, cell.value)
            worth = [reading.figure(block, criterion, option) for block in ("value", "value-most")]
            assert [reading.places(each, 6) for each in worth] == [*ends]
            points = of.points(option, criterion)
            if points is not None:
                found = reading.places(reading.figure("points", criterion, option), 3)
                assert abs(found - points) <= Decimal("0.001")
            if cell.range:
                found_ends = [reading.figure(block, criterion, option) for block in ("lowest", "highest")]
                assert found_ends == [float(end) for end in cell.range]
    assert now(reading.cells) == told(of, ranged="least" in layout.blocks)


@pytest.mark.parametrize("name", ALL)
def test_every_verdict_and_every_reason_is_there(name: str) -> None:
    reading = Reading(run(name))
    reasons = "\n".join(str(value) for value in reading.cells["Reasons"].values())
    for option, result in reading.run.options.items():
        for gate, judged in result.verdicts.items():
            assert reading.figure("gates", gate, option) == judged.verdict.capitalize()
            assert (judged.reason or "").rstrip(".") in reasons
            assert (judged.condition or "").rstrip(".") in reasons
        for cell in result.cells.values():
            assert (cell.reason or "").rstrip(".") in reasons
    for document in reading.run.inputs.documents.values():
        assert {document.title, document.address or document.title} <= {*reading.cells["Sources"].values()}


def test_group_points_and_totals_on_paper() -> None:
    """Of "everything": the company has 80 of 30 and of 10 in its group, 24 + 8 points; 20 of 20, and 75 of 40: 82."""
    reading = Reading(EVERYTHING)
    points = [reading.figure("points", node, "company") for node in ("freedom", "pace", "aims", "quality", "cost")]
    assert points == [24, 8, 32, 20, 30]
    assert reading.figure("value", "quality", "mutual") == 60
    assert [reading.figure(block, "quality", "charity") for block in ("value", "value-most")] == [50, 100]


def test_the_first_sheet_says_what_it_is_its_status_and_its_fingerprint() -> None:
    told = " ".join(str(value) for value in Reading(EVERYTHING).cells["About"].values())
    assert told.startswith("About: Ways to run it Draft. Not agreed by the panel; figures may change.")
    assert EVERYTHING.fingerprint() in told
    assert "changes no record" in told
    assert "“appraise verify” checks that record, and not this workbook" in told
    assert "North Yorkshire Council" not in str(Reading(run_of("leisure")).cells["About"].get("B5"))


@pytest.mark.parametrize("name", ["leisure", "birmingham-2016", "everything"])
def test_every_sheet_says_its_status(name: str) -> None:
    for cells in Reading(run(name)).cells.values():
        assert str(cells["A2"]).startswith(("Illustrative.", "Draft."))


def everywhere(text: str) -> Run:
    """A run with a text wherever people can put one."""
    options = {
        name: replaced(
            option,
            name=f"{text} {name}",
            short_name=text,
            scores={key: score._replace(reason=text) for key, score in option.scores.items()},
            verdicts={key: replaced(verdict, reason=text) for key, verdict in option.verdicts.items()},
        )
        for name, option in APPRAISAL.options.items()
    }
    named = {
        field: {key: replaced(value, name=text) for key, value in getattr(APPRAISAL, field).items()}
        for field in ("groups", "criteria", "gates")
    }
    documents = {**APPRAISAL.documents, "act": Document(title=text, publisher=text)}
    return evaluate(
        replaced(APPRAISAL, title=text, authority=text, question=text, options=options, documents=documents, **named),
        brief=True,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    """As many formulas as without it, none in another place, no link, and each text as it was typed."""
    content = made(everywhere(text))
    assert formulas(content) == formulas(made(evaluate(APPRAISAL, brief=True)))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(cell.hyperlink for cell in cells)
    shown = text.replace("\x07", "")
    found = [cell for cell in cells if cell.value == shown]
    assert len(found) > 20
    assert {cell.data_type for cell in found} == {"s"}
    assert not shown.startswith(("=", "+", "-", "@", "'")) or all(cell.quotePrefix for cell in found)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "external" in name.lower() or "_rels/sheet" in name]


def test_words_in_formulas_are_data() -> None:
    """A language may have quotes in its words."""
    said = EN._replace(
        texts={**EN.texts, "verdict.pass": 'No "way"', "workbook.open": 'A"&B1&"', "workbook.unknown": '"?"'}
    )
    cells = openpyxl.load_workbook(io.BytesIO(workbook(EVERYTHING, said)))["Working"]
    written = [str(cell.value) for row in cells.iter_rows() for cell in row if cell.data_type == "f"]
    assert any('"No ""way"""' in formula for formula in written)
    assert any('"A""&B1&"""' in formula for formula in written)


@pytest.mark.parametrize("name", ["leisure", "everything"])
def test_nothing_tells_of_people_programs_or_dates(name: str) -> None:
    content = made(run(name))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        held = b"".join(archive.read(each) for each in archive.namelist())
    for word in (b"<dcterms:", b"dc:creator", b"lastModifiedBy", b"Microsoft Excel"):
        assert word not in held
    assert content == made(run(name))


def without_gates() -> Run:
    return evaluate(appraisal(X_WEIGHTS, X_SCORES))


def test_what_is_not_there_has_no_sheet() -> None:
    assert list(read(made(without_gates()))) == ["About", "Result", "Scores", "Working", "Reasons"]
    costs = ["Costs"] if EVERYTHING.inputs.costs else []
    every = ["About", "Result", "Scores", *costs, "Gates", "Working", "Scales", "Reasons", "Sources"]
    assert list(read(made(EVERYTHING))) == every


def test_the_worked_example_without_gates() -> None:
    """Five options, four criteria; totals 55, 71.25, 60, 45 and 48.75."""
    found = now(read(made(without_gates())))
    totals = {option: row["Lowest total, scores as given"] for option, row in found.items()}
    assert totals == {"in-house": 55, "woc": Decimal("71.25"), "mutual": 60, "jv": 45, "charity": Decimal("48.75")}
    assert {option for option, row in found.items() if row["Outcome"] == "Shortlisted"} == {"woc", "mutual"}


@pytest.mark.parametrize(
    "rule", [ShortlistRule(top=1), ShortlistRule(at_least=Decimal("48.75")), ShortlistRule(within=Decimal(0))]
)
@pytest.mark.parametrize("options", [1, 2])
def test_few_options_by_each_rule(rule: ShortlistRule, options: int) -> None:
    few = evaluate(appraisal(X_WEIGHTS, dict(list(X_SCORES.items())[:options]), rule))
    assert now(read(made(few))) == told(few, ranged=False)


def test_a_cell_that_is_too_long_for_a_spreadsheet_stops_it() -> None:
    for letters, fits in ((32_767, True), (32_768, False)):
        case = appraisal({"a": 1}, {"left": (1,)})
        option = replaced(case.options["left"], scores={"a": Score(Decimal(1), reason="x" * (letters - 1) + ".")})
        long = evaluate(replaced(case, options={"left": option}))
        if fits:
            assert made(long)
        else:
            with pytest.raises(DoesNotFitError):
                made(long)


def test_sums_of_many_cells_apart_are_nested_and_ranges_are_joined() -> None:
    """Excel takes 255 in one sum."""
    assert sum_formula([4, 5, 6, 9], 2) == "SUM($C$5:$C$7,$C$10)"
    many = sum_formula(range(0, 1000, 2), 0)
    assert many.startswith("SUM(SUM($A$1,$A$3,")
    assert max(each.count(",") for each in many.removeprefix("SUM(").split("SUM(")) <= 200
    assert many.count("$A$") == 500


@pytest.mark.parametrize(
    ("points", "fits"),
    [
        ((10**12, 10**12 + 1), False),
        ((10**6, 10**6 + 2), True),
        ((10**7, 10**7 + 1), False),
        ((0, Decimal("0.000000000001")), True),
        ((-1, 1), True),
    ],
)
def test_a_scale_that_is_too_fine_for_15_digits_stops_it(points: tuple[Decimal, Decimal], fits: bool) -> None:
    """At 10 to the power of 12, 15 digits leave hundredths: on a scale one point wide, whole values."""
    case = appraisal({"a": 1}, {"left": (points[0],), "right": (points[1],)})
    scale = {Decimal(point): "x" for point in points}
    fine = evaluate(replaced(case, criteria={"a": replaced(case.criteria["a"], name="Fine", scale=scale)}))
    if fits:
        assert now(read(made(fine))) == told(fine, ranged=False)
    else:
        with pytest.raises(DoesNotFitError) as stopped:
            made(fine)
        assert stopped.value.too_fine == "Fine"


def test_a_gate_that_parts_what_is_one_figure_to_a_spreadsheet_stops_it() -> None:
    """To a float 0.12345678901234567 and ...8 are the same."""
    asked, given = Decimal("0.12345678901234568"), Decimal("0.12345678901234567")
    case = appraisal({"a": 1}, {"left": (given,)})
    gate = Gate(name="Just", requires=Requirement(None, "a", "at-least", asked))
    with pytest.raises(DoesNotFitError) as stopped:
        made(evaluate(replaced(case, gates={"g": gate})))
    assert stopped.value.too_fine == "Just"


@pytest.mark.parametrize("depth", [3, 40])
def test_groups_in_groups(depth: int) -> None:
    case = appraisal({"a": 1, "b": 1}, {"left": (100, 0)})
    groups = {f"g{at}": Group(name=f"Group {at}", group=f"g{at - 1}" if at else None) for at in range(depth)}
    inside = replaced(case.criteria["a"], group=f"g{depth - 1}", name="A criterion with a long name, " * 5)
    deep = evaluate(replaced(case, groups=groups, criteria={**case.criteria, "a": inside}), brief=True)
    assert Reading(deep).figure("points", "g0", "left") == 50


def validations(content: bytes, sheet: str) -> Iterator[Any]:
    return iter(openpyxl.load_workbook(io.BytesIO(content))[sheet].data_validations.dataValidation)


def test_what_is_typed_is_checked_against_its_scale() -> None:
    """Scores on their scale, weights from 0, verdicts by name; what is wrong is told in words."""
    content = made(EVERYTHING)
    scores = list(validations(content, "Scores"))
    assert any("<=6)" in each.formula1 and "unknown" in each.formula1 for each in scores if each.type == "custom")
    assert all(each.error for each in scores)
    (rule,) = validations(content, "Result")
    assert (rule.type, rule.operator, rule.formula1) == ("whole", "greaterThanOrEqual", "1")
    assert {each.formula1 for each in validations(content, "Gates")} == {'"Pass,Fail,Conditional,Unknown"'}


def test_groups_without_a_weight_of_their_own_and_equal_weights() -> None:
    case = appraisal({"a": 1, "b": 3, "c": 4}, {"left": (100, 0, 0), "right": (0, 100, 50)})
    inside = {name: replaced(case.criteria[name], group="g") for name in ("a", "c")}
    grouped = replaced(case, criteria={**case.criteria, **inside}, groups={"g": Group(name="Group")})
    assert Reading(evaluate(grouped)).figure("points", "g", "left") == 12.5
    equal = Reading(evaluate(replaced(grouped, weighting=replaced(case.weighting, method="equal"))))
    assert equal.figure("points", "g", "right") == pytest.approx(50 / 3)
    assert [each.type for each in validations(equal.content, "Scores")] == ["custom"] * 3, "weights are not to change"


def test_cells_that_may_be_changed_are_yellow_and_no_others() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(EVERYTHING)))
    shaded = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "FFFFF7BF"
    }
    assert {sheet for sheet, _ in shaded & formulas(made(EVERYTHING))} <= {"Costs"}, "amounts run on from year to year"
    assert {sheet for sheet, _ in shaded} - {"Costs"} == {"Result", "Scores", "Gates"}
    blocks = Layout.of(Context.of(EVERYTHING, EN)).blocks
    for block, criterion, option in product(
        ("score", "lowest", "highest"), EVERYTHING.inputs.criteria, EVERYTHING.options
    ):
        at = blocks[block].at(criterion, option)
        assert (at.sheet, f"{openpyxl.utils.get_column_letter(at.column + 1)}{at.row + 1}") in shaded
    assert len([cell for sheet, cell in shaded if sheet == "Result"]) == 1


PANEL = {
    "ann": {"q": {"A": 4, "B": 3, "C": 2}, "r": {"A": 2, "B": 4, "C": 3}},
    "ben": {"q": {"A": 4, "B": 2, "C": 3}, "r": {"A": 3, "B": 4}},
    "cat": {"q": {"A": 1, "B": 5, "C": 3}, "r": {"A": 2, "B": 3, "C": 5}},
    "dov": {"q": {"A": 5, "B": 2, "C": 3}, "r": {"B": 4, "C": 2}},
}
SWINGS = {
    "ann": {"q": 100, "r": 50},
    "ben": {"q": 100, "r": 80},
    "cat": {"q": 40, "r": 100},
    "dov": {"q": 100, "r": 60},
}


def four(combine: Combine) -> Appraisal:
    """Four members score three options from 0 to 5 on two criteria of weight 3 and 2; two cells are left to others."""
    case = appraisal({"q": 3, "r": 2}, dict.fromkeys("ABC", (None, None)), ShortlistRule(top=1))
    ends = {Decimal(0): "None", Decimal(5): "All"}
    criteria = {name: replaced(criterion, scale=ends) for name, criterion in case.criteria.items()}
    options = {name: replaced(option, scores={}) for name, option in case.options.items()}
    return scored_by(replaced(case, criteria=criteria, options=options), combine, PANEL)


def totals(case: Appraisal) -> dict[str, Decimal]:
    found = now(read(made(evaluate(case, brief=True))))
    return {option: row["Lowest total, scores as given"] for option, row in found.items()}


def written(case: Appraisal, sheet: str = "Scores") -> dict[str, Any]:
    """The formulas and the figures of a sheet, by cell."""
    return dict(read(made(evaluate(case, brief=True)), formulas=True)[sheet])


def test_scores_of_a_panel_are_formulas_of_what_members_gave() -> None:
    """The means are 7/2, 3 and 11/4, then 7/3, 15/4 and 10/3: 182/3, 66 and 179/3. The medians give 64, 62 and 60."""
    assert totals(four("mean")) == {"A": Decimal("60.666667"), "B": 66, "C": Decimal("59.666667")}
    assert totals(four("median")) == {"A": 64, "B": 62, "C": 60}
    by_median, by_mean = {*written(four("median")).values()}, {*written(four("mean")).values()}
    assert {"=MEDIAN(4,4,1,5)", "=MEDIAN(2,3,2)", "=MEDIAN(3,5,2)"} <= by_median
    assert {"=AVERAGE(4,4,1,5)", "=AVERAGE(2,3,2)", "=AVERAGE(3,5,2)"} <= by_mean


def test_weights_of_members_are_the_mean_of_their_shares() -> None:
    """Of their swings the shares are 2/3, 5/9, 2/7 and 5/8, in the mean 1075/2016: 25535/432, 45025/672, 52225/864."""
    case = weighed_by(four("mean"), "swing", SWINGS)
    assert {"=AVERAGE(100/150,100/180,40/140,100/160)", "=AVERAGE(50/150,80/180,100/140,60/160)"} <= {
        *written(case).values()
    }
    places = {
        option: rounded(Fraction(*total))
        for option, total in zip("ABC", ((25535, 432), (45025, 672), (52225, 864)), strict=True)
    }
    assert totals(case) == places
    assert Layout.of(Context.of(evaluate(case, brief=True), EN)).shares["q"] == Fraction(1075, 2016)


def test_weights_of_an_order_are_fractions_and_agreed_swings_may_be_changed() -> None:
    """Of a, then b and c level, then d the rank-order weights are 25/48, 5/24 twice and 1/16; the rank sums 2/5, 1/4,
    1/4 and 1/10."""
    case = appraisal({"a": 1, "b": 1, "c": 1, "d": 1}, {"left": (100, 0, 0, 0), "right": (0, 100, 100, 100)})
    order = ["a", ["b", "c"], "d"]
    centroid, ranks = (weighed_by(case, method, {}, order) for method in ("rank-order", "rank-sum"))
    assert [written(centroid)[f"B{row}"] for row in range(6, 10)] == ["=25/48", "=5/24", "=5/24", "=1/16"]
    assert [written(ranks)[f"B{row}"] for row in range(6, 10)] == ["=2/5", "=1/4", "=1/4", "=1/10"]
    assert (totals(centroid)["left"], totals(ranks)["left"]) == (Decimal("52.083333"), 40)
    swings = weighed_by(case, "swing", {}, {"a": 100, "b": 50, "c": 50, "d": 0})
    assert [written(swings)[f"B{row}"] for row in range(6, 10)] == [100, 50, 50, 0]
    assert totals(swings) == {"left": 50, "right": 50}
    for each, yellow in ((centroid, False), (swings, True)):
        book = openpyxl.load_workbook(io.BytesIO(made(evaluate(each, brief=True))))
        assert {book["Scores"][f"B{row}"].fill.fgColor.rgb == "FFFFF7BF" for row in range(6, 10)} == {yellow}


@pytest.mark.parametrize("seed", range(40))
def test_shares_and_totals_of_panels_are_the_engine_s(seed: int) -> None:
    case = drawn_panel(seed)
    run = evaluate(case, brief=True)
    exact, found = shares(case), Layout.of(Context.of(run, EN)).shares
    assert {name: found[name] for name in (*exact, *case.groups)} == exact | group_shares(exact, case)
    ranged = any(cell.range for result in run.options.values() for cell in result.cells.values())
    assert now(read(made(run))) == told(run, ranged)


def test_of_many_members_no_formula_takes_more_figures_than_excel_does() -> None:
    """Excel takes 255 in one; all 301 gave 1 but for one 5, so that the mean is 305/301 and the median 1."""
    many = {f"m{at}": {"q": dict.fromkeys("ABC", 5 if at == 7 else 1)} for at in range(301)}
    for combine, q in (("mean", Fraction(305, 301)), ("median", Fraction(1))):
        case = scored_by(four("mean"), combine, many)  # type: ignore[arg-type]
        told_by = written(case).values()
        assert max(str(each).count(",") for each in told_by if "MEDIAN({" not in str(each)) < 255
        case = replaced(case, criteria={"q": case.criteria["q"]})
        assert totals(case)["A"] == rounded(q * 20)


def test_the_sheet_of_what_each_member_gave() -> None:
    """In their own words and figures, with what was agreed instead; nothing where somebody left a cell to others."""
    case = weighed_by(four("median"), "swing", SWINGS)
    option, sheets = case.options["C"], dict(case.panel.sheets if case.panel else {})
    rows = sheets["ben"].scores
    cited = {**rows["q"], "C": Score(Decimal(3), (Decimal(2), Decimal(4)), "Seen at work")}
    sheets["ben"] = replaced(sheets["ben"], scores={**rows, "q": cited, "r": {**rows["r"], "C": Score("unknown")}})
    moderated = replaced(option, scores={"r": Score(Decimal(4), reason="The 2 was of another year")})
    case = replaced(
        case,
        options={**case.options, "C": moderated},
        panel=replaced(case.panel or Panel(), sheets=sheets, by="All four"),
    )
    run = evaluate(case, brief=True)
    cells = read(made(run))["Panel"]
    rows_there = {tuple(cells.get(f"{letter}{row}") for letter in "ABCDEFGH") for row in range(4, 20)}
    heads = ("Criterion", "Option", "Ann, Office", "Ben, Office", "Cat, Office", "Dov, Office")
    assert (*heads, "Combined", "Agreed instead") in rows_there
    assert ("q", "A", 4, 4, 1, 5, 4, None) in rows_there
    assert ("r", "A", 2, 3, 2, None, 2, None) in rows_there
    assert ("r", "C", 3, "unknown", 5, 2, 3, 4) in rows_there
    assert ("q", None, 100, 100, 40, 100, None, None) in rows_there
    assert {row[0] for row in rows_there} > {"Share of the weight that this comes to"}
    (share,) = (row for row in rows_there if row[0] == "q" and row[1] is None and row[2] == pytest.approx(2 / 3))
    assert share[6] == pytest.approx(1075 / 2016)
    reasons = [
        tuple(row)
        for row in zip(
            *([read(made(run))["Reasons"].get(f"{letter}{at}") for at in range(5, 13)] for letter in "ABCDE"),
            strict=True,
        )
    ]
    assert ("q", "C", "3 (2\N{EN DASH}4)", "Ben, Office", "Seen at work.") in reasons
    given = "Members gave 2, 3 (2\N{EN DASH}4), 3 and 3; the median is taken."
    assert ("q", "C", "3 (2\N{EN DASH}4)", "", given) in reasons
    assert (
        "r",
        "C",
        "4",
        "All four",
        "The 2 was of another year. Members gave 3, unknown, 5 and 2; the median is taken. "
        "The panel agreed on this score instead.",
    ) in reasons


def test_a_weight_sheet_alone_has_a_sheet_and_an_order_its_places() -> None:
    case = appraisal({"a": 1, "b": 1, "c": 1}, {"left": (100, 0, 0), "right": (0, 50, 50)})
    orders = {"ann": ["a", ["b", "c"]], "ben": [["a", "b"], "c"]}
    cells = read(made(evaluate(weighed_by(case, "rank-sum", orders), brief=True)))["Panel"]
    assert [[cells[f"{letter}{row}"] for letter in "ACD"] for row in (6, 7, 8)] == [
        ["a", 1, 1],
        ["b", 2, 1],
        ["c", 2, 3],
    ]
    agreed = weighed_by(case, "rank-sum", orders, ["c", "b", "a"])
    cells = read(made(evaluate(replaced(agreed, weighting=replaced(agreed.weighting, reason="So")), brief=True)))[
        "Panel"
    ]
    assert [cells[f"F{row}"] for row in (11, 12, 13)] == pytest.approx([1 / 6, 2 / 6, 3 / 6])


def test_a_score_that_nobody_knows_or_one_alone_gave_is_no_formula() -> None:
    case = scored_by(four("mean"), "mean", {"ann": {"q": {"A": 4, "B": None}}, "ben": {"q": {"B": None}}})
    found = written(case)
    assert found["F6"] == 4
    assert [found[cell] for cell in ("G6", "H6")] == ["unknown", "unknown"]
    reasons = {*read(made(evaluate(case, brief=True)))["Reasons"].values()}
    assert "Nobody on the panel gave a number." in reasons


def sums_of(case: Appraisal) -> dict[str, Any]:
    """What the sheet of costs has for its one option, by the heads of the columns, to six places."""
    run = evaluate(case, brief=True)
    cells, places = read(made(run))["Costs"], Layout.of(Context.of(run, EN)).costs
    assert places
    found = {}
    for column in places.columns.values():
        letter = openpyxl.utils.get_column_letter(column + 1)
        value = cells[f"{letter}{places.sums['A'] + 1}"]
        found[cells[f"{letter}4"]] = value if isinstance(value, str) else rounded(Fraction(str(value)))
    return found


@pytest.mark.parametrize(
    ("rate", "present"),
    [("3.5", "286.137073"), ("5", "280.671634"), ({0: "3.5", 3: "3.0"}, "286.487342")],
)
def test_a_net_present_cost_on_paper(rate: object, present: str) -> None:
    """100, 60, 60 and 80: at 3.5 % a year 100 + 60/1.035 + 60/1.035^2 + 80/1.035^3, and so on."""
    rates = {number(year): number(each) for year, each in rate.items()} if isinstance(rate, dict) else number(rate)
    assert sums_of(with_costs({"l": paid("once", PROFILE)}, rates)) == {
        "Cash over the period, £k": 300,
        "How much of the cash is known": "All",
        "Discounted, before optimism bias, £k": Decimal(present),
        "Optimism bias, £k": 0,
        "Net present cost, £k": Decimal(present),
        "How much of the net present cost is known": "All",
    }


def test_ends_of_costs_on_paper() -> None:
    """Set-up 420 (300 to 600), running 60 (55 to 70) in three later years, and VAT of 0 to 5 a year, discounted too."""
    lines = {
        "set-up": paid("once", Decimal(420), (300, 600)),
        "running": paid("yearly", Decimal(60), (55, 70), from_="2027-28"),
        "vat": paid("yearly", "unknown", (0, 5), from_="2027-28"),
    }
    found = sums_of(with_costs(lines))
    ends = ["588.098219", "602.106404", "454.090034", "810.122774"]
    heads = [f"{end} net present cost" for end in ("Lowest", "Highest")]
    named = [f"{head}, amounts as given, £k" for head in heads] + [f"{head} within ranges, £k" for head in heads]
    assert [found[head] for head in named] == [Decimal(end) for end in ends]
    assert found["Highest cash within ranges, £k"] == 600 + 3 * 75
    biased = {**lines, "set-up": replaced(lines["set-up"], optimism_bias=Decimal(24))}
    del biased["vat"]
    found = sums_of(with_costs(biased))
    assert found["Optimism bias, £k"] == Decimal("100.8")
    assert found["Net present cost, £k"] == Decimal("688.898219")


def test_what_is_not_known_is_said_and_its_sum_is_a_known_part() -> None:
    """VAT is unknown and a transfer: net present cost has none of it, cash is a known part."""
    lines = {"set-up": paid("once", Decimal(10)), "vat": paid("yearly", "unknown", transfer=True)}
    case = with_costs(lines)
    found = sums_of(case)
    assert (found["Cash over the period, £k"], found["How much of the cash is known"]) == (10, "Known part")
    assert (found["Net present cost, £k"], found["How much of the net present cost is known"]) == (10, "All")
    cells = read(made(evaluate(case)))
    assert [*cells["Costs"].values()].count("unknown") == 4
    assert now(cells)["A"]["Net present cost, £k"] == 10
    alone = read(made(evaluate(with_costs(lines, None))))
    assert now(alone)["A"]["Cash over the period, £k"] == "Not known"
    assert not any("iscount" in str(value) for value in alone["Costs"].values()), "no rate, no factors"


def test_the_reasons_of_amounts() -> None:
    """Of an option's own amount, and of what a line says for every other; none of an amount without a reason."""
    own = OptionAmount(amount=Decimal(420), range=(Decimal(300), Decimal(600)), reason="Quote of 2 November")
    lines = {
        "own": CostLine(name="Set-up", when="once", options={"A": own}),
        "all": CostLine(name="VAT", when="yearly", amount="unknown", reason="Not published"),
        "none": paid("once", Decimal(3)),
    }
    cells = read(made(evaluate(with_costs(lines))))["Reasons"]
    rows = [tuple(cells.get(f"{letter}{row}") for letter in "ABCD") for row in range(6, 10)]
    assert rows == [
        ("Set-up", "A", "£420k (£300k\N{EN DASH}£600k)", "Quote of 2 November."),
        ("VAT", "", "unknown", "Not published."),
        (None, None, None, None),
        (None, None, None, None),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_names_of_lines_stay_text(text: str) -> None:
    case = with_costs({"l": replaced(paid("once", PROFILE), name=text)})
    content = made(evaluate(replaced(case, costs=replaced(case.costs, by=text)), brief=True))  # type: ignore[type-var]
    assert formulas(content) == formulas(made(evaluate(with_costs({"l": paid("once", PROFILE)}), brief=True)))
    shown = text.replace("\x07", "")
    assert f"{shown}, once" in read(content)["Costs"].values()


def test_two_hundred_years_of_many_lines() -> None:
    """1 a year for 200 years, 40 times over, is 8,000; that of all years at 0 % too."""
    found = sums_of(
        with_costs({f"l{at}": paid("yearly", Decimal(1), (0, 2), name=f"L{at}") for at in range(40)}, number(0), 200)
    )
    assert (found["Cash over the period, £k"], found["Net present cost, £k"]) == (8000, 8000)
    assert found["Highest net present cost within ranges, £k"] == 16000


@pytest.mark.parametrize(("amount", "fits"), [("8500", True), ("8500.00001", True), ("8500.000001", False)])
def test_a_gate_that_parts_less_than_a_penny_stops_it(amount: str, fits: bool) -> None:
    """The gate asks for 8.5 million at most."""
    gate = Gate(name="Just", requires=Requirement(None, None, "at-most", Decimal("8.5"), "cash", None, "GBP m"))
    run = evaluate(with_costs({"l": paid("once", Decimal(amount))}, gates={"g": gate}))
    if fits:
        assert Reading(run).figure("gates", "g", "A") == ("Pass" if amount == "8500" else "Fail")
    else:
        with pytest.raises(DoesNotFitError) as stopped:
            made(run)
        assert stopped.value.too_fine == "Just"
