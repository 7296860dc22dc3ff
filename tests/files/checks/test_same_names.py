"""Names that people could not tell apart: told wherever two things of a kind have one, and nowhere else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from appraise import AppraisalError, Problem, evaluate, load, read_run
from appraise.field_models import replaced
from appraise.field_types import as_seen
from appraise.publish.context import Context
from appraise.publish.criteria_tree import options_across
from tests.conftest import ROOT, SMALLEST, appraisal, call, git
from tests.publish.conftest import EN

Folder = Callable[..., Path]
APPRAISAL, CRITERIA, SCORES = SMALLEST["appraisal"], SMALLEST["criteria"], SMALLEST["scores"]

ALIKE = [
    ("Trust", "TRUST"),
    ("Trust", " Trust "),
    ("Arms length", "Arms\N{NO-BREAK SPACE}length"),
    ("Arms length", "Arms  length"),
    ("Arms length", "Armslength"),
    ("Arms length", "Arms\N{THIN SPACE}length"),
    ("Trust", "Tr\N{SOFT HYPHEN}ust"),
    ("Trust", "Tr\N{ZERO WIDTH NON-JOINER}ust"),
    ("Trust", "\N{ZERO WIDTH JOINER}Trust"),
    ("Trust", "Trust\N{LEFT-TO-RIGHT MARK}"),
    ("Trust", "Trust\N{ARABIC LETTER MARK}"),
    ("Trust", "Trust\N{VARIATION SELECTOR-16}"),
    ("Trust", "Tr\N{COMBINING GRAPHEME JOINER}ust"),
    ("Trust", "Trust\N{HANGUL FILLER}"),
    ("Trust", "Trust\N{BRAILLE PATTERN BLANK}"),
    ("Trust", "Trust\N{TAG SPACE}"),
    ("Trust", "\N{FULLWIDTH LATIN CAPITAL LETTER T}rust"),
    ("Caf\N{LATIN SMALL LETTER E WITH ACUTE}", "Cafe\N{COMBINING ACUTE ACCENT}"),
    ("Caf\N{LATIN SMALL LETTER E WITH ACUTE}", "CAFE\N{COMBINING ACUTE ACCENT}"),
    ("O\N{LATIN SMALL LIGATURE FFI}ce", "Office"),
    ("Stra\N{LATIN SMALL LETTER SHARP S}e", "STRASSE"),
    ("In-house", "In\N{NON-BREAKING HYPHEN}house"),
    ("In-house", "In\N{EN DASH}HOUSE"),
    ("Children's trust", "Children\N{RIGHT SINGLE QUOTATION MARK}s trust"),
    ("Phase \N{SUPERSCRIPT TWO}", "Phase 2"),
    ("\N{GREEK SMALL LETTER ALPHA WITH YPOGEGRAMMENI}", "\N{GREEK CAPITAL LETTER ALPHA WITH PROSGEGRAMMENI}"),
]
DISTINCT = [
    ("Trust", "Trusts"),
    ("Cafe", "Caf\N{LATIN SMALL LETTER E WITH ACUTE}"),
    ("Phase 1", "Phase 2"),
    ("In-house", "In-house, changed"),
    ("In-house", "In house"),
    ("Cost +", "Cost -"),
    ("\N{GRINNING FACE}", "\N{CRYING FACE}"),
]


def problems(where: Path) -> list[Problem]:
    with pytest.raises(AppraisalError) as caught:
        load(where)
    return list(caught.value.problems)


def told(where: Path) -> list[tuple[str, int, str]]:
    """The file and line of every name that is told, and where the first of that name is said to be."""
    found = []
    for problem in problems(where):
        assert problem.code == "same-name"
        assert problem.place
        first = problem.fix.partition("; the first is at ")[2]
        found.append((Path(problem.place.file).name, problem.place.line, first.rpartition("/")[2]))
    return found


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_look_alike_are_one(one: str, other: str, folder: Folder) -> None:
    where = folder(
        appraisal=APPRAISAL.replace("name: Left", f'name: "{one}"').replace("name: Right", f'name: "{other}"')
    )
    assert told(where) == [("appraisal.yaml", 14, "appraisal.yaml:11")]


@pytest.mark.parametrize(("one", "other"), DISTINCT)
def test_names_that_people_can_tell_apart_stay(one: str, other: str, folder: Folder) -> None:
    where = folder(
        appraisal=APPRAISAL.replace("name: Left", f'name: "{one}"').replace("name: Right", f'name: "{other}"')
    )
    assert [option.name for option in load(where).options.values()] == [one, other]


@pytest.mark.parametrize(
    "name", ["\N{SOFT HYPHEN}", " \N{NO-BREAK SPACE} ", "\N{ZERO WIDTH JOINER}", "\N{HANGUL FILLER}"]
)
def test_a_name_in_which_nothing_can_be_seen_is_none(name: str, folder: Folder) -> None:
    where = folder(appraisal=APPRAISAL.replace("name: Left", f'name: "{name}"'))
    assert [(each.code, each.place and each.place.line) for each in problems(where)] == [("no-value", 11)]
    assert as_seen(name) == ""


@pytest.mark.parametrize(
    ("left", "right", "at"),
    [
        ("RIGHT", "", [(15, 12)]),
        ("Port", "port", [(16, 12)]),
        ("", "LEFT", [(15, 11)]),
        ("Right", "Left", [(15, 12), (16, 11)]),
    ],
)
def test_a_short_name_is_nobody_elses_name_or_short_name(
    left: str, right: str, at: list[tuple[int, int]], folder: Folder
) -> None:
    text = APPRAISAL
    for name, short in (("Right", right), ("Left", left)):
        named = f"    name: {name}\n"
        text = text.replace(named, named + (f"    short-name: {short}\n" if short else ""))
    assert told(folder(appraisal=text)) == [("appraisal.yaml", line, f"appraisal.yaml:{first}") for line, first in at]


def test_a_short_name_may_be_its_own_options_name_and_heads_its_column_alone(folder: Folder) -> None:
    text = APPRAISAL.replace("name: Left\n", "name: Left\n    short-name: LEFT\n")
    text = text.replace("name: Right\n", "name: Right\n    short-name: Starboard\n")
    run = evaluate(load(folder(appraisal=text)))
    context = Context.of(run, EN)
    assert {context.head(option) for option in run.options} == {"LEFT", "Starboard"}
    assert {context.name(option) for option in run.options} == {"Left", "Right"}
    assert {column.heading for column in options_across(context)} == {"LEFT", "Starboard"}


def test_a_short_name_has_thirty_letters_at_most(folder: Folder) -> None:
    for letters, codes in ((30, []), (31, ["short-name"])):
        text = APPRAISAL.replace("name: Left\n", f"name: Left\n    short-name: {'x' * letters}\n")
        where = folder(appraisal=text)
        assert [each.code for each in problems(where)] == codes if codes else load(where)


@pytest.mark.parametrize("name", ["Shut", "shut\N{SOFT HYPHEN}"])
def test_an_option_is_not_left_out_by_its_short_name(name: str, folder: Folder) -> None:
    text = APPRAISAL.replace("name: Right\n", f'name: Right\n    short-name: "{name}"\n')
    (problem,) = problems(folder(appraisal=text + "left-out:\n  shut: Nobody wants it\n"))
    assert (problem.code, problem.place and problem.place.line) == ("left-out", 18)
    assert "appraisal.yaml:15)" in problem.what


def test_a_model_of_the_library_gives_no_short_name(folder: Folder) -> None:
    model = "kind: model\nversion: 1\nname: Ours\nshort-name: O\n"
    options = "options:\n  left:\n  right:\n    name: Right\n    models: []\n"
    where = folder(appraisal=APPRAISAL.partition("options:")[0] + options, models_left=model)
    assert [each.code for each in problems(where)] == ["unknown-key"]


def test_options_that_take_the_name_of_their_model(folder: Folder) -> None:
    options = "options:\n  left:\n    models: [charity]\n  right:\n    models: [charity]\n"
    where = folder(appraisal=APPRAISAL.partition("options:")[0] + options)
    (problem,) = problems(where)
    assert problem.fix.startswith("add: name: ... to this option; the first is at ")
    assert told(where) == [("appraisal.yaml", 12, "appraisal.yaml:10")]


def test_a_typed_name_is_told_where_it_is_typed(folder: Folder) -> None:
    options = "options:\n  left:\n    models: [charity]\n  right:\n    name: charity\n    models: []\n"
    where = folder(appraisal=APPRAISAL.partition("options:")[0] + options)
    assert told(where) == [("appraisal.yaml", 13, "appraisal.yaml:10")]


def test_two_models_of_one_name(folder: Folder) -> None:
    model = "kind: model\nversion: 1\nname: Ours\n"
    options = "options:\n  left:\n  right:\n"
    where = folder(appraisal=APPRAISAL.partition("options:")[0] + options, models_left=model, models_right=model)
    assert told(where) == [("appraisal.yaml", 11, "appraisal.yaml:10")]


def test_a_name_that_three_have_is_told_twice(folder: Folder) -> None:
    more = "  third:\n    name: left\n    models: []\n"
    scores = SCORES.replace("    right: 3\n", "    right: 3\n    third: 1\n").replace(
        "    right: 1\n", "    right: 1\n    third: 1\n"
    )
    where = folder(appraisal=APPRAISAL.replace("Right", "LEFT") + more, scores=scores)
    assert told(where) == [("appraisal.yaml", line, "appraisal.yaml:11") for line in (14, 17)]


def test_a_group_and_a_criterion_in_another_group(folder: Folder) -> None:
    nested = CRITERIA.replace(
        "  pace:\n    name: Pace\n    weight: 40\n",
        "  speed:\n    name: Speed\n    criteria:\n      pace:\n        name: COST\n        weight: 40\n",
    )
    assert told(folder(criteria=nested)) == [("criteria.yaml", 15, "criteria.yaml:9")]
    around = nested.replace("COST", "Pace").replace("name: Speed", "name: pace")
    assert told(folder(criteria=around)) == [("criteria.yaml", 15, "criteria.yaml:12")]


def test_one_name_in_two_kinds_is_none_of_our_business(folder: Folder) -> None:
    gates = "gates:\n  cost:\n    name: Cost\n    requires: {criterion: cost, at-least: 1}\n"
    where = folder(
        appraisal=APPRAISAL.replace("Left", "Cost") + "perspectives:\n  cost:\n    name: Cost\n",
        criteria=CRITERIA + gates,
    )
    assert load(where).gates["cost"].name == "Cost"


def test_a_set_that_runs_alone_over_the_library(folder: Folder) -> None:
    shutil.copy(ROOT / "criteria" / "childrens-trust.yaml", folder() / "alone.yaml")
    where = folder(models_ours="kind: model\nversion: 1\nname: CHARITY\n")
    alone = where / "alone.yaml"
    assert [each[0] for each in told(alone)] == ["ours.yaml"]
    (where / "models" / "ours.yaml").unlink()
    text = alone.read_text("utf-8")
    first = next(line for line in text.splitlines() if line.startswith("    name: "))
    second = [line for line in text.splitlines() if line.startswith("    name: ")][1]
    alone.write_text(text.replace(second, first), "utf-8")
    line, again = (text.splitlines().index(each) + 1 for each in (first, second))
    assert told(alone) == [("alone.yaml", again, f"alone.yaml:{line}")]


def test_characteristics_of_ones_own(folder: Folder) -> None:
    characteristics = "kind: characteristics\nversion: 1\ncharacteristics:\n"
    ours = "  {}:\n    name: Independence\n    question: How?\n    levels: {{none: No, shared: Some, full: Yes}}\n"
    where = folder(models_characteristics=characteristics + ours.format("ours"))
    assert [each[:2] for each in told(where)] == [("characteristics.yaml", 5)]
    where = folder(models_characteristics=characteristics + ours.format("independence"))
    assert load(where), "one that replaces another is no second one"


def test_documents_differ_by_publisher_or_date(folder: Folder) -> None:
    head = "kind: evidence\nversion: 1\ndocuments:\n"
    documents = [
        "  a: {title: Report, publisher: Us, date: 2016}\n",
        "  b: {title: Report, publisher: Us, date: 2017}\n",
        "  c: {title: Report, publisher: Them, date: 2016}\n",
        "  d: {title: Report, publisher: Us}\n",
        "  e: {title: Report}\n",
    ]
    own = APPRAISAL.replace("options:", "evidence: evidence.yaml\noptions:")
    assert len(load(folder(appraisal=own, evidence=head + "".join(documents))).documents) == 5
    again = "  f: {title: REPORT, publisher: us, date: 2016}\n  g: {title: report}\n"
    where = folder(appraisal=own, evidence=head + "".join(documents) + again)
    assert told(where) == [("evidence.yaml", 9, "evidence.yaml:4"), ("evidence.yaml", 10, "evidence.yaml:8")]


@pytest.mark.parametrize("name", ["Closing", "CLOSING", "clos\N{SOFT HYPHEN}ing"])
def test_an_option_is_not_left_out_by_its_name(name: str, folder: Folder) -> None:
    left_out = "left-out:\n  closing: Nobody wants it\n  left-hand: Too far\n"
    (problem,) = problems(folder(appraisal=APPRAISAL.replace("name: Right", f'name: "{name}"') + left_out))
    assert (problem.code, problem.place and problem.place.line) == ("left-out", 17)
    assert "appraisal.yaml:14)" in problem.what
    assert load(folder(appraisal=APPRAISAL + left_out))


def test_history_and_records_stay_readable(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are asked of files that people can mend; a commit and a record are compared and verified as they are."""
    where = folder()
    assert call("score", where, "-o", where / "run.json").exit_code == 0
    same = (where / "appraisal.yaml").read_text("utf-8").replace("Right", "Left")
    for command in (["init", "-q"], ["add", "appraisal.yaml", "criteria.yaml", "scores.yaml"], ["commit", "-qm", "1"]):
        git(where, *command)
    (where / "appraisal.yaml").write_text(same, "utf-8")
    git(where, "commit", "-qam", "2")
    monkeypatch.chdir(where)
    compared = call("diff", "HEAD~1", "HEAD")
    assert (compared.exit_code, compared.stderr) == (0, "")
    assert "Right" in compared.stdout
    assert call("diff", "HEAD", ".").exit_code == 2


def test_a_record_of_two_options_of_one_name_is_read_and_verified(tmp_path: Path) -> None:
    inputs = appraisal({"cost": 60, "pace": 40}, {"left": (2, 3), "right": (4, 1)})
    options = {id_: replaced(option, name="Trust") for id_, option in inputs.options.items()}
    (tmp_path / "run.json").write_text(evaluate(replaced(inputs, options=options)).to_json(), "utf-8")
    assert {option.name for option in read_run(tmp_path / "run.json").inputs.options.values()} == {"Trust"}
    assert "The record holds" in call("verify", tmp_path / "run.json").stdout
