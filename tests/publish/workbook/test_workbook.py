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
from appraise.appraisal import Document, Gate, Group, Requirement, Score, ShortlistRule
from appraise.field_models import replaced
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.workbook import DoesNotFitError, workbook
from appraise.publish.workbook.layout import Layout
from appraise.publish.workbook.sheet import sum_formula
from appraise.run import Run
from tests.conftest import ROOT, X_SCORES, X_WEIGHTS, appraisal
from tests.pages import CASES, EN, run_of
from tests.publish.everything import APPRAISAL, EVERYTHING
from tests.publish.workbook.sets import alone
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
    every = ["About", "Result", "Scores", "Gates", "Working", "Scales", "Reasons", "Sources"]
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
    assert not shaded & formulas(made(EVERYTHING))
    assert {sheet for sheet, _ in shaded} == {"Result", "Scores", "Gates"}
    blocks = Layout.of(Context.of(EVERYTHING, EN)).blocks
    for block, criterion, option in product(
        ("score", "lowest", "highest"), EVERYTHING.inputs.criteria, EVERYTHING.options
    ):
        at = blocks[block].at(criterion, option)
        assert (at.sheet, f"{openpyxl.utils.get_column_letter(at.column + 1)}{at.row + 1}") in shaded
    assert len([cell for sheet, cell in shaded if sheet == "Result"]) == 1
