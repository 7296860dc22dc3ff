"""Explanations of one small appraisal, with every kind of thing in them, worked by hand."""

import re
import shlex
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appraise import Place, Run, evaluate, load
from appraise.cli import app
from appraise.cli.common import run_with_places
from appraise.files.text.locations import Locator
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.document import Document, Table, plain
from appraise.publish.documents.explain import explainable, explained
from tests.benchmarks.speed import write_large
from tests.conftest import ROOT, SMALLEST, X_SCORES, X_WEIGHTS, appraisal
from tests.publish.conftest import EN

APPRAISAL = """\
kind: appraisal
version: 1
title: Small
question: Which one?
date: 2026-01-01
status: draft
criteria: criteria.yaml
scores: scores.yaml
options:
  charity:
    characteristics:
      independence:
        level: operational
        reason: As stated here
  left:
    name: Left
    models: []
  hybrid:
    name: Hybrid
    models: [charity, wholly-owned-company]
verdicts:
  lawful:
    charity:
      verdict: pass
      by: Counsel
    left:
      verdict: conditional
      condition: Counsel agrees
    hybrid:
      verdict: fail
      reason: Counsel says so
      by: Counsel
perspectives:
  union:
    name: The union
    weights: {pace: 0}
"""
CRITERIA = """\
kind: criteria
version: 1
title: Three criteria
scale:
  0: No
  5: Yes
criteria:
  quality:
    name: Quality
    weight: 60
    criteria:
      reach:
        name: Reach
        weight: 3
      pace:
        name: Pace
        weight: 57
        values:
          0: 0
          4: 100
          5: 100
  freedom:
    name: Freedom
    weight: 40
    rate-from:
      characteristic: independence
      scores: {none: 0, shared: 2, operational: 4, full: 5}
gates:
  free:
    name: Free enough
    requires: {characteristic: independence, at-least: shared}
  quick:
    name: Quick enough
    requires: {criterion: pace, at-least: 2}
  lawful:
    name: Lawful
    requires: judgement
shortlist: {top: 1}
"""
SCORES = """\
kind: scores
version: 1
by: Panel
date: 2026-01-01
scores:
  reach:
    charity: 1
    left: 1
    hybrid: 1
  pace:
    charity: 4
    left:
      score: 4
      range: [1, 5]
      reason: As seen
    hybrid:
      score: unknown
      range: [4, 5]
  freedom:
    left: 4
dissent:
  - by: The clerk
    about: {criterion: pace, option: left}
    score: 2
    reason: Slower
"""


@pytest.fixture
def explain(folder: Callable[..., Path]) -> Callable[[str], str]:
    where = folder(appraisal=APPRAISAL, criteria=CRITERIA, scores=SCORES)

    def explained(name: str) -> str:
        done = CliRunner().invoke(app, ["explain", name, str(where), "--full"], env={"COLUMNS": "10000"})
        assert (done.exit_code, done.stderr) == (0, "")
        return done.stdout.replace("\N{EN DASH}", "-")

    return explained


Explain = Callable[[str], str]


def test_what_an_appraisal_states_is_named_before_what_its_model_says(explain: Explain) -> None:
    """The level stands on line 13 of the appraisal, and on another line of the model."""
    said = explain("charity")
    assert "- Free enough: pass. Asked for: Independence is at least “shared”." in said
    assert "Independence: “operational” [appraisal.yaml:13]. As stated here." in said
    assert "40% = 32. Independence: “operational” [appraisal.yaml:13]." in said


def test_a_gate_on_a_score_says_what_was_read_by_how_much_and_what_the_range_could_turn(explain: Explain) -> None:
    """At least 2: a 4 is 2 above it and may be a 1; what is not known is 4 or 5, above it either way."""
    said = explain("left")
    assert "- Quick enough: pass. Asked for: The score for Pace is at least 2." in said
    assert "Its score is 4 [scores.yaml:13]. It passes by 2. Over its range (1-5) it could fail." in said
    assert "Its score is not known [scores.yaml:17]. Over its whole range (4-5) it would pass." in explain("quick")
    assert "Nothing is recorded about its Independence." in said


def test_who_decided_and_where_it_is_written(explain: Explain) -> None:
    assert "No reason is recorded. Decided by Counsel [appraisal.yaml:24]." in explain("charity")
    said = explain("lawful")
    assert [line.partition(":")[0] for line in said.splitlines() if line.startswith("- ")] == [
        "- Left",
        "- Hybrid",
        "- Charity",
    ], "passes last"
    assert "- Hybrid: fail. Counsel says so. Decided by Counsel [appraisal.yaml:30]." in said
    assert (
        "- Left: conditional. Condition: Counsel agrees. No reason is recorded. "
        "Decided; nobody is named [appraisal.yaml:27]." in said
    )


def test_equal_totals_are_level_and_the_points_add_up(explain: Explain) -> None:
    """Reach: 3 x 20 / 100 = 0.6. Pace: 57 x 100 / 100. Freedom: 40 x 80 / 100 = 32. Together 89.6."""
    said = explain("left")
    assert "Weight 3%, its part of the group Quality" not in said
    assert "0.6 + 57 + 32 = 89.6 points, out of 100." in said
    assert "It ranks 1 of the two options that no gate excludes, level with Charity." in said


@pytest.mark.parametrize(
    ("scores", "ranked"),
    [
        ("    left: 2\n    right: 3\n", "It ranks 1 of the two options. The eligible"),
        ("    left: 3\n    right: 3\n", "It ranks 1 of the two options, level with Right. The eligible"),
    ],
)
def test_without_gates_nobody_is_said_to_pass_any(scores: str, ranked: str, folder: Callable[..., Path]) -> None:
    """And with one criterion nothing is said of how often an option is first over all weights."""
    criteria = SMALLEST["criteria"].replace("  pace:\n    name: Pace\n    weight: 40\n", "")
    sheet = SMALLEST["scores"].partition("  pace:")[0].replace("    left: 2\n    right: 3\n", scores)
    sheet = sheet.replace("left: 2", "left: 4")
    where = folder(criteria=criteria, scores=sheet)
    said = CliRunner().invoke(app, ["explain", "left", str(where)], env={"COLUMNS": "10000"}).stdout
    assert ranked in said
    assert "gate" not in said
    assert "set of weights" not in said


def test_an_excluded_option_has_no_rank_and_an_unknown_score_may_have_one_value(explain: Explain) -> None:
    """Any score from 4 to 5 has the value 100, so that the total of the hybrid is settled but for its freedom."""
    said = explain("hybrid")
    assert "Independence: not known, as its models differ." in said
    assert "[library:models" not in said
    assert "It has no rank, as a gate excludes it." in said
    assert "The score is not known; the range recorded is 4 to 5 [scores.yaml:17]. " in said
    assert "Every score that it could be has the value 100." in said
    assert "100 × 57% = 57." in said  # noqa: RUF001


def test_who_dissents_and_how_others_see_it_stand_with_the_option_alone(explain: Explain) -> None:
    """Without pace, 3 and 40 points are shared out: 20 x 3 / 43 + 80 x 40 / 43 = 75.8."""
    said = explain("left")
    assert "- The clerk. Left, Pace: would give 2; the score is 4. Slower." in said
    assert "- The union: shortlisted, rank 1 =, 75.8 points." in said
    assert "The clerk" not in explain("charity")


def test_a_group_a_criterion_and_a_point_of_view(explain: Explain) -> None:
    said = explain("quality")
    assert "Group of criteria: Quality" in said.splitlines()
    assert "It has 60% of the weight. It holds Reach and Pace." in said
    assert "Left       57.6" in said
    said = explain("pace")
    assert "It has 57% of the weight. [criteria.yaml:17] It is in the group Quality, which has 60%." in said
    assert "The value falls" not in said
    assert "Left     4 (1-5)    57.0" in said.splitlines()
    assert "- Left: 4 (1-5). As seen. [scores.yaml:13]" in said.splitlines()
    said = explain("union")
    assert "Point of view: The union" in said.splitlines()
    assert "This point of view gives the same shortlist." in said


def test_what_is_rounded_is_not_called_equal(folder: Callable[..., Path]) -> None:
    """On a scale of 0 to 3 a score of 1 is worth a third of 100; with 60% of the weight, a third of 60."""
    criteria = SMALLEST["criteria"].replace("5: Yes", "3: Yes")
    scores = SMALLEST["scores"].replace("left: 2", "left: 1").replace("left: 4", "left: 1")
    done = CliRunner().invoke(app, ["explain", "left", str(folder(criteria=criteria, scores=scores))])
    said = " ".join(done.stdout.split())
    assert "100 \N{ALMOST EQUAL TO} 33.333333. Weight 60% [criteria.yaml:10]." in said
    assert "60% \N{ALMOST EQUAL TO} 20." in said
    assert "20 + 13.333 = 33.333 points, out of 100." in said


EXAMPLES = (*sorted(ROOT.glob("examples/*/appraisal.yaml")), *sorted(ROOT.glob("criteria/*.yaml")))


@cache
def run_and_places(file: Path) -> tuple[Run, Locator, list[Place]]:
    return run_with_places(file)


@pytest.fixture
def _once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is evaluated once, however often it is asked about."""
    monkeypatch.setattr("appraise.cli.explain.run_with_places", run_and_places)


def run_of(file: Path) -> Run:
    return run_and_places(file)[0]


ALL = "For all of it: appraise explain "
NAMES = [(file, name) for file in EXAMPLES for name in explainable(load(file))]


def at_80(*arguments: object) -> list[str]:
    """The lines that a terminal of 80 columns shows."""
    done = CliRunner().invoke(app, ["explain", *map(str, arguments)], env={"COLUMNS": "80"})
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.splitlines()


def words(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "name"), NAMES, ids=lambda value: value if isinstance(value, str) else value.parts[-2]
)
def test_an_explanation_is_a_screen_and_names_the_command_for_all_of_it(file: Path, name: str) -> None:
    """All of it is at least as long, and holds every paragraph and every item of the short form."""
    short = at_80(name, file)
    assert len(short) <= (30 if name == "robustness" else 48)
    if not short[-1].startswith(ALL):
        assert short == at_80(name, file, "--full")
        return
    assert max(map(len, short[:-1])) <= 80
    full = at_80(*shlex.split(short[-1].removeprefix(ALL)))
    assert len(full) >= len(short)
    assert not [line for line in full if "--full" in line]
    for paragraph in "\n".join(short[:-2]).split("\n\n"):
        for item in re.split("^- ", paragraph, flags=re.MULTILINE):
            if "\N{BOX DRAWINGS LIGHT HORIZONTAL}" not in item and "with --full" not in item:
                assert words(item.splitlines()) in words(full)


@pytest.mark.slow
@pytest.mark.usefixtures("_once")
def test_with_2000_options_it_still_is_a_screen(tmp_path: Path) -> None:
    write_large(tmp_path, 2000, 3)
    for name in ("gates", "weights", "scores", "robustness", "o3", "c1"):
        short = at_80(name, tmp_path)
        assert len(short) <= (30 if name == "robustness" else 48)
    assert short[-1] == f"For all of it: appraise explain c1 {tmp_path} --full"
    results = run_of(tmp_path).options
    level = sum(result.total == results["o3"].total for result in results.values()) - 1
    assert level > 6
    assert f"level with {level} other options." in words(at_80("o3", tmp_path))


@pytest.mark.slow
@pytest.mark.usefixtures("_once")
def test_what_is_cut_is_counted(tmp_path: Path) -> None:
    """A matrix keeps the columns that stand beside one another, and a table its total."""
    write_large(tmp_path, 100, 60)
    for name, head, many in (("c1", "Option", 100), ("o3", "Criterion", 60), ("scores", "Criterion", 60)):
        short = at_80(name, tmp_path)
        shown = sum(bool(re.match(rf"{head} [0-9]+  ", line)) for line in short)
        assert 5 <= shown < many
        assert f"{many - shown} more rows with --full." in words(short)
        assert (name == "o3") == any(line.startswith("Total  ") for line in short)
        assert (name == "scores") == ("more columns with --full." in words(short))


def document(run: Run, name: str) -> Document:
    return explained(Context.of(run, EN), name, lambda *_: "")[0]


def rows(run: Run, name: str, caption: str) -> Mapping[str, list[str]]:
    """The cells of the one table whose caption begins so, by their heads."""
    blocks = [block for section in document(run, name).sections for block in section.blocks]
    (table,) = (block for block in blocks if isinstance(block, Table) and block.caption.startswith(caption))
    return {plain(row.cells[0].line): [plain(cell.line) for cell in row.cells[1:]] for row in table.rows}


def figures(text: str) -> list[Decimal]:
    return [Decimal(end) for end in text.split(" to ")]


@pytest.mark.parametrize("file", EXAMPLES[:3], ids=lambda file: file.parts[-2])
def test_an_option_s_table_is_the_record_s_and_adds_up(file: Path) -> None:
    """Value times weight is points, and the points of all criteria are the total, also where a score is not known."""
    run = run_of(file)
    for option, result in run.options.items():
        table = dict(rows(run, option, "How the total comes about"))
        total = table.pop("Total")
        least, most = Decimal(0), Decimal(0)
        for name, criterion in run.inputs.criteria.items():
            score, value, weight, points = table[criterion.name]
            cell = result.cells[name]
            if criterion.unit is None:
                assert score.startswith("?" if cell.score == "unknown" else str(cell.score))
            assert weight == f"{(run.shares[name] * 100).normalize():f}%"
            products = [end * run.shares[name] for end in figures(value)]
            assert figures(points) == products
            assert cell.value is None or figures(value) == [cell.value]
            least, most = least + products[0], most + products[-1]
        assert figures(total[-1]) == ([least] if least == most else [least, most])
        assert result.total is None or figures(total[-1]) == [result.total]
        groups = {group.name: name for name, group in run.inputs.groups.items()}
        for name in groups.keys() & table.keys():
            inside = [each.name for key, each in run.inputs.criteria.items() if groups[name] in run.inputs.around(key)]
            assert figures(table[name][-1])[0] == sum(figures(table[each][-1])[0] for each in inside)


def test_points_that_are_rounded_are_said_to_be() -> None:
    """A third of 100 is shown as 33.3; three of these are 99.9, and the total is 100."""
    run = evaluate(appraisal({"x": 1, "y": 1, "z": 1}, {"a": (100, 100, 100), "b": (0, 0, 0)}))
    text = str(document(run, "a"))
    assert "Points are rounded; totals are worked out before rounding." in text
    assert "Points are rounded" not in str(document(run, "b"))


@pytest.mark.parametrize("file", EXAMPLES[:2], ids=lambda file: file.parts[-2])
def test_first_places_are_the_record_s(file: Path) -> None:
    run = run_of(file)
    robustness = run.analyses.robustness
    assert robustness is not None
    table = rows(run, "robustness", "Share of all possible weights that put each")
    for option, share in robustness.first.items():
        assert table[run.inputs.options[option].name][0] == f"{rounded(share * 100, 0)}%"
    shares = [Decimal(cells[0].removesuffix("%")) for cells in table.values()]
    assert shares == sorted(shares, reverse=True)


def test_where_scores_are_drawn_first_places_are_those_of_rank_1() -> None:
    """left has 70 to 90 evenly and right 75: left is ahead on three quarters of the draws, whatever the weights."""
    case = appraisal({"x": 50, "y": 50}, {"left": ((80, 70, 90), 50), "right": (75, 50)})
    run = evaluate(case)
    assert "the shares of first places are left 75% and right 25%." in str(document(run, "robustness"))
    known = evaluate(appraisal({"x": 50, "y": 50}, {"left": (80, 50), "right": (75, 50)}))
    assert "drawn at random" not in str(document(known, "robustness"))


def said(run: Run, name: str) -> str:
    blocks = [block for section in document(run, name).sections for block in section.blocks]
    lines = [item for block in blocks if block.kind == "bullets" for item in block.items]
    lines += [block.line for block in blocks if block.kind == "paragraph"]
    return "\n".join(map(plain, lines))


def test_what_it_takes_to_draw_level_is_told_as_a_part_of_all_weight() -> None:
    """woc leads in-house by 16.25 and charity by 22.5: see the table. A point of weight from ind to aff is worth 1.25
    points to in-house (0 to 100 against 75 to 50), and nothing gives it more, so that 13 do it. For charity: pace to
    ind gives 1 a point, of which there are 25."""
    run = evaluate(appraisal(X_WEIGHTS, X_SCORES))
    least = "All weights together are 100%, and no smaller move does it."
    moved = "Moving 13% of all weight from ind to aff would bring it level with woc."
    assert f"{moved} {least}" in said(run, "in-house")
    assert "No weights bring it level with woc." not in said(run, "charity")
    assert "Moving 22.5% of all weight from pace to ind would bring it level with woc." in said(run, "charity")
    assert "No weights put it first. At its closest it is 12.5 points behind, with " in said(run, "jv")
    assert "Of all possible weights, 4% put charity first. That is not the chance that it is best." in said(
        run, "charity"
    )


def test_of_several_criteria_the_part_of_all_weight_is_told_first() -> None:
    """b is behind by 16. A point from x or y to z is worth 1.05 to it, and x has but 10: the rest, 5.24, is from y."""
    run = evaluate(appraisal({"x": 10, "y": 10, "z": 80}, {"a": (100, 100, 50), "b": (0, 0, 55)}))
    assert run.options["a"].total == 60
    assert run.options["b"].total == 44
    told = said(run, "b")
    assert "To draw level with a, it would take 15.2% of all the weight to move between criteria" in told
    assert "That is about 15.2% of all weight from x (10) and y (5.2) to z." in told


def test_a_question_without_an_appraisal_is_told_where_to_ask_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not to write "weight", which is a code."""
    monkeypatch.chdir(tmp_path)
    for question in ("gates", "weights", "scores", "robustness"):
        done = CliRunner().invoke(app, ["explain", question])
        assert done.exit_code == 2
        assert f'"{question}" is asked of an appraisal, and there is no appraisal.yaml here' in done.stderr
        assert f"fix: name the appraisal too: appraise explain {question} FILE\n" in done.stderr


def test_what_matters_first_stands_first(explain: Explain) -> None:
    """What an option does not pass before its points, what it passes after them; sentences before long lists."""
    said = explain("left")
    at = [
        said.index(text) for text in ("Gates not passed", "How the total comes about", "Gates passed", "Line by line")
    ]
    assert at == sorted(at)
