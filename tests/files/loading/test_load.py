"""From files to an Appraisal: what is joined, what is left to defaults, where names are looked up, and in what order
problems are told."""

import os
import random
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from appraise import Appraisal, AppraisalError, Problem, evaluate, load
from appraise.appraisal import (
    About,
    Choice,
    Dissent,
    Evidence,
    Level,
    Panel,
    RateFrom,
    Requirement,
    Scope,
    Score,
    ShortlistRule,
)
from appraise.field_types import ID
from appraise.files.library import library
from appraise.publish.documents.summary import summary
from tests.conftest import ROOT, SMALLEST
from tests.publish.conftest import EN

Folder = Callable[..., Path]
Found = list[tuple[str, str, int]]

APPRAISAL, CRITERIA, SCORES = SMALLEST["appraisal"], SMALLEST["criteria"], SMALLEST["scores"]

WHOLE = {
    "appraisal": APPRAISAL.replace("scores: scores.yaml\n", "scores: scores.yaml\nevidence: evidence.yaml\n")
    + """\
  charity:
    characteristics:
      profit:
        level: unknown
  both:
    name: Both
    models: [charity, private-provider]
    reason: Two in one
comparator: left
left-out:
  closing: Nobody wants it
verdicts:
  safe:
    left: {verdict: pass}
    right: {verdict: fail, evidence: [paper 2]}
    charity: {verdict: conditional, condition: Plan}
    both: {verdict: unknown}
  fast:
    left: {verdict: pass, evidence: {for: [paper], against: [paper p.3]}, by: Board, date: 2026}
perspectives:
  users:
    name: Users
    weights: {speed: 50}
    scores:
      cost: {right: 5, left: {score: unknown, range: [1, 2]}}
    lift-gates: [safe]
  press:
    name: Press
    view: Too slow
    evidence: [paper]
recommendation:
  options: [left, charity]
unknowns:
  price: {text: Price, affects: [cost, speed, safe, left]}
background:
  roots: {title: Roots, items: [one, two], evidence: [paper 1]}
scope: {in: [all], undecided: [some]}
""",
    "criteria": """\
kind: criteria
version: 1
title: Whole
scale: {0: No, 5: Yes}
criteria:
  speed:
    name: Speed
    weight: 40
    criteria:
      pace:
        name: Pace
        weight: 75
      later:
        name: Later
        criteria:
          growth:
            name: Growth
            weight: 25
            scale: {1: Low, 2.5: Middle, 4: High}
  cost:
    name: Cost
    weight: 50
  price:
    name: Price
    weight: 10
    unit: GBP m
    worst: 6
    best: 0.50
  freedom:
    name: Freedom
    weight: 0
    rate-from: {characteristic: independence, scores: {none: 0, shared: 2, operational: 4, full: 5}}
gates:
  safe: {name: Safe, requires: judgement}
  fast: {name: Fast, requires: {criterion: pace, at-least: 1.5}}
  free: {name: Free, requires: {characteristic: independence, is: [shared, full]}}
shortlist: {within: 7.5}
""",
    "scores": """\
kind: scores
version: 1
by: Panel
members: {finance: Accountant}
date: 2026-01
scores:
  pace: {left: 4, right: 1, charity: unknown, both: 2}
  growth: {left: 1, right: 2.5, charity: 4, both: 3.25}
  cost:
    left: 2
    right:
      score: 3
      range: [2, 4]
      reason: Guessed
      evidence: {for: [paper 1], against: [paper 2]}
    charity: 1
    both: 1
  price: {left: 0.5, right: 6, charity: 2, both: unknown}
  freedom: {left: 3}
dissent:
  - {by: Union, about: {criterion: cost, option: left}, score: 4}
  - {by: Union, about: {criterion: pace, option: left}, score: unknown, reason: Why}
""",
    "evidence": """\
kind: evidence
version: 1
documents:
  paper: {title: Paper, date: 2025-12-31}
claims:
  cheap: {text: Cheap, for: {paper 1: Yes}, against: {paper: No}}
""",
}


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(AppraisalError) as caught:
        load(path)
    return caught.value.problems


def told(path: Path) -> Found:
    """Code, file and line of every problem."""
    found = [(each.code, each.place) for each in problems(path)]
    return [(code, place.file.rpartition("/")[2], place.line) if place else (code, "", 0) for code, place in found]


@pytest.fixture
def whole(folder: Folder) -> Appraisal:
    return load(folder(**WHOLE))


def test_the_smallest(folder: Folder) -> None:
    found = load(folder())
    assert found == load(folder() / "appraisal.yaml")
    assert [file.path for file in found.files] == [
        "appraisal.yaml",
        "criteria.yaml",
        "scores.yaml",
        "library:models/characteristics.yaml",
    ]
    assert (found.status, found.authority, found.scope) == ("draft", None, Scope())
    assert {name: option.scores for name, option in found.options.items()} == {
        "left": {"cost": Score(Decimal(2)), "pace": Score(Decimal(4))},
        "right": {"cost": Score(Decimal(3)), "pace": Score(Decimal(1))},
    }
    assert found.shortlist_rule == ShortlistRule(top=1)
    assert found.weighting.method == "direct"
    assert found.gates == found.groups == found.perspectives == found.documents == {}
    assert not any(option.comparator for option in found.options.values())


def test_the_tree_of_criteria(whole: Appraisal) -> None:
    assert [(name, each.group, each.weight) for name, each in whole.groups.items()] == [
        ("speed", None, Decimal(40)),
        ("later", "speed", None),
    ]
    assert [(name, each.group) for name, each in whole.criteria.items()] == [
        ("pace", "speed"),
        ("growth", "later"),
        ("cost", None),
        ("price", None),
        ("freedom", None),
    ]
    assert whole.criteria["pace"].scale == {Decimal(0): "No", Decimal(5): "Yes"}
    assert whole.criteria["growth"].scale == {Decimal(1): "Low", Decimal("2.5"): "Middle", Decimal(4): "High"}
    price = whole.criteria["price"]
    assert (price.scale, price.unit, price.worst, str(price.best)) == (None, "GBP m", Decimal(6), "0.50")


def test_gates_and_verdicts(whole: Appraisal) -> None:
    assert [gate.requires for gate in whole.gates.values()] == [
        Requirement(),
        Requirement(None, "pace", "at-least", Decimal("1.5")),
        Requirement("independence", None, "is", ("shared", "full")),
    ]
    assert list(whole.options["left"].verdicts) == ["safe", "fast"]
    assert whole.options["left"].verdicts["fast"].evidence == Evidence(for_=("paper",), against=("paper p.3",))
    assert whole.options["right"].verdicts["safe"].evidence == Evidence(for_=("paper 2",))
    assert whole.options["charity"].verdicts["safe"].condition == "Plan"


def test_scores(whole: Appraisal) -> None:
    given = whole.options["right"].scores["cost"]
    assert given == Score(
        Decimal(3), (Decimal(2), Decimal(4)), "Guessed", Evidence(for_=("paper 1",), against=("paper 2",))
    )
    assert whole.options["charity"].scores["pace"] == Score("unknown")
    assert [name for name, option in whole.options.items() if "freedom" in option.scores] == ["left"]
    assert whole.dissent[0] == Dissent(by="Union", about=About(criterion="cost", option="left"), score=Decimal(4))
    assert whole.dissent[1].score == "unknown"
    assert whole.panel == Panel(by="Panel", members={"finance": "Accountant"}, date="2026-01")


def test_perspectives_and_the_rest(whole: Appraisal) -> None:
    users, press = whole.perspectives.values()
    assert users.weights == {"speed": Decimal(50)}
    assert users.scores == {"cost": {"right": Score(Decimal(5)), "left": Score("unknown", (Decimal(1), Decimal(2)))}}
    assert (users.calculated, press.calculated) == (True, False)
    assert whole.recommendation == Choice(options=("left", "charity"))
    assert [option.comparator for option in whole.options.values()] == [True, False, False, False]
    assert whole.scope.in_ == ("all",)
    assert whole.claims["cheap"].for_ == {"paper 1": "Yes"}
    assert whole.left_out == {"closing": "Nobody wants it"}
    assert evaluate(whole).viewed.keys() == {"users"}


MODEL = "kind: model\nversion: 1\nname: {}\nsummary: Ours\ndimensions:\n  owner: us\n  route: {}\ncharacteristics:\n"
LEVELS = "  independence:\n    level: {}\n    reason: {}\n  profit:\n    level: retained\n    reason: Same\n"
LOCAL = MODEL.format("Local", "x") + LEVELS.format("full", "x")
RISKS = "risks:\n  - Old\nprecedents:\n  there:\n    name: There\nevolves-to:\n  charity:\n    how: By law\n"


def test_what_an_option_takes_from_models(folder: Folder) -> None:
    options = """\
options:
  one:
  two:
    name: Two
    models: [one]
    summary: Own
    dimensions: {owner: them}
    characteristics:
      independence: {level: shared}
  three:
    name: Three
    models: [one, other]
  four:
    name: Four
    models: [one, other]
    characteristics:
      independence: {level: full}
  five:
    name: Five
    models: []
"""
    where = folder(
        appraisal=APPRAISAL.partition("options:")[0] + options,
        scores=SCORES.partition("scores:")[0]
        + "scores:\n  cost: {one: 1, two: 1, three: 1, four: 1, five: 1}\n"
        + "  pace: {one: 1, two: 1, three: 1, four: 1, five: 1}\n",
        models_one=MODEL.format("One", "direct") + LEVELS.format("none", "First") + RISKS,
        models_other=MODEL.format("Other", "open") + LEVELS.format("full", "Second"),
    )
    one, two, three, four, five = load(where).options.values()
    assert (one.name, one.models, one.summary) == ("One", ("one",), "Ours")
    assert one.dimensions == {"owner": "us", "route": "direct"}
    assert one.characteristics == {
        "independence": Level(level="none", reason="First"),
        "profit": Level(level="retained", reason="Same"),
    }
    assert list(one.evolves_to) == ["charity"]
    assert (one.risks, one.advantages, one.precedents) == ((), (), {})
    assert (two.name, two.summary, two.dimensions) == ("Two", "Own", {"owner": "them", "route": "direct"})
    assert two.characteristics == {
        "independence": Level(level="shared"),
        "profit": Level(level="retained", reason="Same"),
    }
    assert (three.name, three.summary, three.evolves_to) == ("Three", None, {})
    assert three.dimensions == {"owner": "us"}
    assert three.characteristics == {
        "independence": Level(level="unknown"),
        "profit": Level(level="retained", reason="Same"),
    }
    assert four.characteristics["independence"] == Level(level="full")
    assert (five.models, five.dimensions, five.characteristics) == ((), {}, {})


def test_a_local_entry_replaces_the_shipped_one(folder: Folder) -> None:
    appraisal = APPRAISAL.replace("  left:\n    name: Left\n    models: []\n", "  charity:\n")
    scores = SCORES.replace("left", "charity")
    shipped = load(folder(appraisal=appraisal, scores=scores))
    assert "library:models/charity.yaml" in [file.path for file in shipped.files]
    local = load(folder(appraisal=appraisal, scores=scores, models_charity=LOCAL))
    assert local.options["charity"].name == "Local"
    assert "models/charity.yaml" in [file.path for file in local.files]


def test_a_characteristic_of_ones_own_is_added_or_replaces_one(folder: Folder) -> None:
    own = """\
kind: characteristics
version: 1
characteristics:
  pace:
    name: Pace
    question: How soon?
    levels: {slow: Years, fast: Months}
  independence:
    name: Independence
    question: Whose word counts?
    levels: {none: Theirs, apart: Ours}
"""
    level = "    characteristics:\n      pace: {level: fast}\n      independence: {level: apart}\n"
    appraisal = APPRAISAL.replace("    models: []\n  right", f"    models: []\n{level}  right") + "  charity:\n"
    scores = SCORES.replace("    right: 3\n", "    right: 3\n    charity: 1\n") + "    charity: 1\n"
    shipped = load(folder()).characteristics
    where = folder(appraisal=appraisal.replace("  charity:\n", ""), models_characteristics=own)
    found = load(where)
    assert list(found.characteristics) == [*shipped, "pace"]
    assert found.characteristics["independence"].question == "Whose word counts?"
    assert found.characteristics["profit"] == shipped["profit"]
    assert [file.path for file in found.files][3:] == [
        "library:models/characteristics.yaml",
        "models/characteristics.yaml",
    ]
    assert evaluate(found).appraisal() == found
    said = told(folder(appraisal=appraisal, scores=scores, models_characteristics=own))
    assert [(code, Path(file).name) for code, file, _ in said] == [("unknown-level", "charity.yaml")]


def test_what_is_stated_as_empty_is_empty(folder: Folder) -> None:
    options = "options:\n  one:\n  two:\n    name: Two\n    models: [one]\n    evolves-to:\n    dimensions:\n"
    where = folder(
        appraisal=APPRAISAL.partition("options:")[0] + options,
        scores=SCORES.replace("left", "one").replace("right", "two"),
        models_one=MODEL.format("One", "direct") + LEVELS.format("none", "First") + RISKS,
    )
    one, two = load(where).options.values()
    assert (list(one.dimensions), list(one.evolves_to)) == (["owner", "route"], ["charity"])
    assert (two.dimensions, two.evolves_to) == ({}, {})
    assert two.characteristics == one.characteristics


def test_only_files_named_by_an_id_are_models(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where = folder(**{"models_community-hub": LOCAL})
    assert "community-hub" in library.entries("models", where)
    (where / "models" / "notes.md").write_text("Our own models")
    (where / "models" / ".old_one.yaml").write_text(LOCAL)
    assert load(where)
    for name, fix in (
        ("community_run.yaml", "rename it to community-run.yaml"),
        ("community-run.yml", "rename it to community-run.yaml"),
        ("My model.yaml", "rename it to my-model.yaml"),
        ("Community-Hub.yaml", "take one out of the folder; community-hub.yaml is there too"),
        ("unknown.yaml", "rename it to an id"),
    ):
        file = where / "models" / name
        file.write_text(LOCAL)
        found = problems(where)
        assert [(each.code, each.place) for each in found] == [("file-name", None)]
        assert found[0].fix.startswith(fix)
        assert all(ID.fullmatch(each) and each != "unknown" for each in library.entries("models", where))
        file.unlink()
    strange = folder(**{"criteria_our set": CRITERIA, "criteria_our.set": CRITERIA}) / "criteria" / "our set.yaml"
    assert "our set" not in library.entries("criteria", where)
    assert told(strange) == [("no-rule", "our set.yaml", 7)]


def test_a_criteria_set_by_id(folder: Folder) -> None:
    by_id = APPRAISAL.replace("criteria.yaml", "childrens-trust")
    where = folder(appraisal=by_id)
    assert {code for code, *_ in told(where)} == {"unknown-criterion", "missing-score", "missing-verdict"}
    local = load(folder(appraisal=by_id, **{"criteria_childrens-trust": CRITERIA}))
    assert list(local.criteria) == ["cost", "pace"]
    assert local.files[1].path == "criteria/childrens-trust.yaml"


def test_paths_are_from_the_file_that_names_them(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where = folder()
    (where / "deep" / "er").mkdir(parents=True)
    shutil.move(where / "appraisal.yaml", where / "deep" / "er")
    moved = where / "deep" / "er" / "appraisal.yaml"
    moved.write_text(APPRAISAL.replace(": criteria.y", ": ../../criteria.y").replace(": scores.y", ": ../../scores.y"))
    found = load(moved)
    assert [file.path for file in found.files][:3] == ["appraisal.yaml", "../../criteria.yaml", "../../scores.yaml"]
    monkeypatch.chdir(where / "deep")
    assert load(Path("er")) == found


@pytest.mark.parametrize("named", ["/nowhere/x.yaml", "a\\b.yaml", "C:a.yaml", "https://x.y/z.yaml", "no.yaml", "no"])
def test_paths_that_are_refused(named: str, folder: Folder) -> None:
    where = folder(appraisal=APPRAISAL.replace("scores.yaml", f"'{named}'"))
    assert told(where) == [("no-file", "appraisal.yaml", 8)]


def test_one_file_cannot_be_two_kinds(folder: Folder) -> None:
    for wrong in ("criteria: appraisal.yaml", "criteria: scores.yaml"):
        assert [code for code, *_ in told(folder(appraisal=APPRAISAL.replace("criteria: criteria.yaml", wrong)))] == [
            "wrong-kind"
        ]
    library = APPRAISAL.replace("  left:\n", "  characteristics:\n").replace("    name: Left\n    models: []\n", "")
    where = folder(appraisal=library, scores=SCORES.replace("left", "characteristics"))
    assert {code for code, *_ in told(where)} == {"unknown-model"}


RATED = CRITERIA.replace(
    "    weight: 40\n",
    "    weight: 40\n    rate-from:\n      characteristic: independence\n"
    "      scores: {none: 0, shared: 2, operational: 4, full: 5}\n",
)


def test_a_rule_scores_what_no_sheet_scores(folder: Folder) -> None:
    characteristics = "    characteristics:\n      independence: {level: shared, reason: Said}\n"
    where = folder(
        criteria=RATED,
        appraisal=APPRAISAL.replace("    models: []\n  right", f"    models: []\n{characteristics}  right"),
        scores=SCORES.replace("  pace:\n    left: 4\n    right: 1\n", "  pace: {right: 1}\n"),
    )
    found = load(where)
    points = {"none": Decimal(0), "shared": Decimal(2), "operational": Decimal(4), "full": Decimal(5)}
    assert found.criteria["pace"].rate_from == RateFrom(characteristic="independence", scores=points)
    cells = {option: result.cells["pace"] for option, result in evaluate(found).options.items()}
    assert (cells["left"].score, cells["left"].from_, cells["left"].reason) == (Decimal(2), "rule", "Said")
    assert (cells["right"].score, cells["right"].from_) == (Decimal(1), "sheet")


def test_a_criteria_set_run_alone(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    gates = "gates:\n  a: {name: A, requires: judgement}\n  b: {name: B, requires: {criterion: cost, at-least: 1}}\n"
    where = folder(
        criteria_ours=RATED + gates,
        models_charity=LOCAL,
        models_zoo=MODEL.format("Zoo", "x") + LEVELS.format("unknown", "x"),
    )
    found = load(where / "criteria" / "ours.yaml")
    assert (found.title, found.question, found.date, found.status) == ("Two criteria", None, None, "illustrative")
    shipped = {file.stem for file in (ROOT / "models").glob("*.yaml")} - {"characteristics"}
    assert list(found.options) == sorted({*shipped, "zoo"})
    assert found.options["charity"].name == "Local"
    assert (list(found.criteria), list(found.uncounted)) == (["pace"], ["cost"])
    run = evaluate(found)
    assert (run.shares["pace"], run.shares["cost"]) == (1, Decimal("0.6"))
    assert {judged.verdict for each in run.options.values() for judged in each.verdicts.values()} == {"unknown"}
    assert run.options["charity"].total == 100
    assert run.options["zoo"].total is None
    for here, name in (
        (where, "criteria/ours.yaml"),
        (where / "criteria", "ours.yaml"),
        (where / "models", "../criteria/ours.yaml"),
    ):
        monkeypatch.chdir(here)
        assert load(Path(name)) == found


def test_a_near_miss_names_the_place(folder: Folder) -> None:
    where = folder(scores=SCORES.replace("pace:", "pcae:"))
    (problem,) = problems(where)
    assert (problem.code, problem.place and problem.place.line) == ("unknown-criterion", 9)
    assert problem.fix == f'write "pace" ({where.as_posix()}/criteria.yaml:11)'
    assert [code for code, *_ in told(folder(scores=SCORES.replace("pace:", "xyz:")))] == [
        "missing-score",
        "unknown-criterion",
    ]


def test_all_problems_of_a_stage_in_file_order(folder: Folder) -> None:
    """Text before shape before names before arithmetic."""
    text = {"scores": SCORES.replace("by: Panel", "by: ~"), "criteria": CRITERIA.replace("No", "&x No")}
    shape = {"appraisal": APPRAISAL.replace("status: draft", "status: new\nseal: run.json")}
    names = {"appraisal": shape["appraisal"].replace("status: new\nseal: run.json", "status: draft\ncomparator: up")}
    weights = {"criteria": CRITERIA.replace("60", "0").replace("40", "0")}
    wrong_scores = {"scores": SCORES.replace("    left: 2", "    left: yes").replace("date: 2026-01-01\n", "")}
    assert told(folder(**{**shape, **text})) == [("anchor", "criteria.yaml", 5), ("no-value", "scores.yaml", 3)]
    assert told(folder(**{**shape, **weights, **wrong_scores})) == [
        ("not-one-of", "appraisal.yaml", 6),
        ("unknown-key", "appraisal.yaml", 7),
        ("missing-key", "scores.yaml", 1),
        ("not-a-score", "scores.yaml", 6),
    ]
    off = {"scores": SCORES.replace("right: 3", "right: 8").replace("right: 1", "up: 1")}
    assert told(folder(**{**names, **weights, **off})) == [
        ("unknown-option", "appraisal.yaml", 7),
        ("outside-scale", "scores.yaml", 8),
        ("missing-score", "scores.yaml", 9),
        ("unknown-option", "scores.yaml", 11),
    ]
    assert told(folder(**{**SMALLEST, **weights})) == [("no-weight", "criteria.yaml", 7)]


def test_a_missing_file_hides_no_other(folder: Folder) -> None:
    where = folder(appraisal=APPRAISAL.replace("scores.yaml", "sheet.yaml"), criteria="kind: &a b\n")
    assert told(where) == [("no-file", "appraisal.yaml", 8), ("anchor", "criteria.yaml", 1)]


def test_what_is_not_built_yet_is_refused(folder: Folder) -> None:
    where = folder(criteria=CRITERIA + "weighting: {method: pairwise}\n")
    assert told(where) == [("unknown-weighting", "criteria.yaml", 15)]


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ("{speed: 100.1}", "perspective-weights"),
        ("{speed: 60, cost: 50}", "perspective-weights"),
        ("{speed: 40, pace: 20}", "perspective-weights"),
        ("{speed: 40, growth: 20}", "perspective-weights"),
        ("{later: 40, growth: 20}", "perspective-weights"),
        ("{speed: 0, cost: 0, price: 0}", "perspective-weights"),
        ("{nothing: 50}", "unknown-criterion"),
        ("{speed: -1}", "below-0"),
    ],
)
def test_weights_of_perspectives_that_are_refused(weights: str, code: str, folder: Folder) -> None:
    where = folder(**WHOLE | {"appraisal": WHOLE["appraisal"].replace("{speed: 50}", weights)})
    assert [found for found, *_ in told(where)] == [code]


@pytest.mark.parametrize(
    "weights",
    ["{speed: 100}", "{freedom: 10}", "{later: 40, pace: 20}", "{pace: 0}", "{speed: 50, cost: 20, price: 20}"],
)
def test_weights_of_perspectives_that_are_taken(weights: str, folder: Folder) -> None:
    where = folder(**WHOLE | {"appraisal": WHOLE["appraisal"].replace("{speed: 50}", weights)})
    viewed = evaluate(load(where)).viewed["users"]
    assert sum(viewed.shares.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("charity: {verdict: conditional, condition: Plan}", "charity: {verdict: conditional}", ("condition", 32)),
        ("both: {verdict: unknown}", "both: {verdict: unknown, condition: Plan}", ("condition", 33)),
        ("    both: {verdict: unknown}\n", "", ("missing-verdict", 29)),
        ("both: {verdict: unknown}", "both: {verdict: maybe}", ("not-one-of", 33)),
        ("both: {verdict: unknown}", "both: {}", ("missing-key", 33)),
        ("both: {verdict: unknown}", "all: {verdict: unknown}", ("unknown-option", 33)),
        ("  fast:\n", "  faster:\n", ("unknown-gate", 34)),
        ("against: [paper p.3]", "against: [papers p.3]", ("unknown-document", 35)),
        ("evidence: [paper 2]", "evidence: [paper  2]", ("flow-text", 31)),
    ],
)
def test_verdicts_that_are_refused(old: str, new: str, found: tuple[str, int], folder: Folder) -> None:
    assert WHOLE["appraisal"].count(old) == 1
    where = folder(**WHOLE | {"appraisal": WHOLE["appraisal"].replace(old, new)})
    assert found in [(code, line) for code, _, line in told(where)]


ODD = ["[a]", "[[a]]", "{a: b}", "[]", "{}", '""', '" "', "text", "-1", "0", "1", "101", "999999999999999", "true", ""]
ODD += ["unknown", "judgement", "[1, 2]", "[unknown]", "2016-13", "paper", "left", "[left]", "conditional", "{1: 2}"]
ODD += ["{0: 0, 5: 100}", "{top: 1}", "{criterion: [a], at-least: 1}", "{characteristic: {a: b}, is: a}", "x/y.yaml"]
ODD += ["{characteristic: independence, is: [[a]]}", "{criterion: pace, at-least: {a: b}}", "charity", "'a\\b'"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_anything_is_taken_or_refused(seed: int, folder: Folder) -> None:
    """Whatever stands in a file, what comes of it is an Appraisal that can be evaluated and shown, or problems."""
    chance = random.Random(seed)
    taken = 0
    for _ in range(300):
        name = chance.choice(list(WHOLE))
        lines = WHOLE[name].splitlines()
        at = chance.randrange(len(lines))
        key, colon, _ = lines[at].partition(":")
        change = chance.randrange(5)
        if change == 0:
            del lines[at]
        elif change == 1:
            lines.insert(at, lines[chance.randrange(len(lines))])
        elif change == 2:
            lines[at] = lines[at].replace(
                key.strip(), chance.choice(["a", "1", "true", "name", "weight", "score", "A b"])
            )
        elif colon:
            lines[at] = f"{key}: {chance.choice(ODD)}"
        where = folder(**WHOLE | {name: "\n".join(lines) + "\n"})
        try:
            assert summary(evaluate(load(where)), EN)
            taken += 1
        except AppraisalError:
            continue
    assert 10 < taken < 200


def test_nothing_depends_on_where_it_runs(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where = folder(**WHOLE)
    found = load(where)
    monkeypatch.chdir(where)
    assert load(Path()) == load("appraisal.yaml") == load(os.curdir) == found
    assert not any(str(where) in file.path for file in found.files)


@pytest.mark.parametrize("half_typed", ["sheets: {}", "swings: {}", "order: []"])
def test_a_judgement_of_weights_without_anything_in_it_is_told(half_typed: str, folder: Folder) -> None:
    where = folder(criteria=CRITERIA + f"weighting: {{method: equal, {half_typed}}}\n")
    assert told(where) == [("no-value", "criteria.yaml", 15)]
