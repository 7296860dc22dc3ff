"""`appraise seal`: fingerprints of what was agreed, added to the criteria file, and what breaks them."""

import os
import random
import re
import shutil
import stat
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from appraise import REGISTRY, AppraisalError, Problem, evaluate, load, read_run
from appraise.appraisal import Appraisal
from appraise.field_models import replaced
from appraise.files.loading import sealing
from appraise.files.loading.sealing import add_seal
from appraise.review.changes import changes
from appraise.review.checks import findings
from appraise.review_results import Change, CheckInput
from appraise.seal import as_sealed, fingerprints
from tests.conftest import ROOT, SMALLEST, call, number

Folder = Callable[..., Path]
_T = TypeVar("_T")
MEALS = ROOT / "examples" / "school-meals"
UNSEALED = re.sub(r"^seal:\n(?:  .*\n)*", "", (MEALS / "criteria.yaml").read_text("utf-8"), flags=re.MULTILINE)
PARTS = ["weights", "criteria", "gates", "shortlist"]
posix = pytest.mark.skipif(os.name == "nt", reason="needs the links and rights of Unix")


@pytest.fixture
def meals(tmp_path: Path) -> Path:
    """The example of a panel, without its seal."""
    shutil.copytree(MEALS, tmp_path / "meals")
    (tmp_path / "meals" / "criteria.yaml").write_text(UNSEALED, "utf-8", newline="\n")
    return tmp_path / "meals"


def change(folder: Path, was: str, now: str, name: str = "criteria.yaml") -> None:
    file = folder / name
    text = file.read_text("utf-8")
    assert text.count(was) == 1, was
    file.write_text(text.replace(was, now), "utf-8", newline="\n")


def refused(path: Path, date: str = "2026-09-09") -> Problem:
    """The one problem for which nothing is sealed."""
    with pytest.raises(AppraisalError) as caught:
        add_seal(path, date, REGISTRY)
    (problem,) = caught.value.problems
    return problem


def codes(folder: Path) -> list[tuple[str, str]]:
    found = findings(CheckInput(evaluate(load(folder), brief=True), None))
    return [(each.code, each.where) for each in found if "seal" in each.code]


def test_four_fingerprints_for_the_minutes(meals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(meals)
    done = call("seal", "--date", "2026-09-09")
    assert (done.exit_code, done.stderr) == (0, "")
    first, weighs = done.stdout.split("\n\n")
    file, date, *four = first.splitlines()
    assert (file, date) == ("criteria.yaml", "date       2026-09-09")
    assert [line.split()[0] for line in four] == PARTS
    assert all(re.fullmatch(r"[a-z]+ +[0-9a-f]{12}", line) for line in four)
    sealed = yaml.load(Path("criteria.yaml").read_text("utf-8"), yaml.BaseLoader)["seal"]
    assert [f"{name:10} {value}" for name, value in sealed.items()] == [date, *four]
    assert weighs.splitlines()[0] == "  20.6%  Meals pupils choose"
    assert codes(meals) == []


def test_a_fingerprint_by_hand(folder: Folder) -> None:
    """Of the smallest set: what stands in it, written as JSON by hand."""
    whole = {
        "weights": '{"method":"direct","weights":{"cost":"60","pace":"40"}}',
        "criteria": '{"criteria":{"cost":{"name":"Cost","scale":{"0":"No","5":"Yes"}},'
        '"pace":{"name":"Pace","scale":{"0":"No","5":"Yes"}}}}',
        "gates": "{}",
        "shortlist": '{"top":1}',
    }
    by_hand = {part: sha256(text.encode()).hexdigest()[:12] for part, text in whole.items()}
    assert fingerprints(load(folder())) == by_hand


def test_it_needs_no_scores_and_no_sound_appraisal(meals: Path) -> None:
    """Only what an appraisal names under criteria is read, before anyone is scored."""
    shutil.rmtree(meals / "panel")
    (meals / "scores.yaml").unlink()
    (meals / "appraisal.yaml").write_text("kind: appraisal\nversion: 1\ncriteria: criteria.yaml\nlater: x\n", "utf-8")
    before = add_seal(meals, "2026-09-09", REGISTRY)
    again = add_seal(meals / "criteria.yaml", "2026-09-09", REGISTRY)
    assert (before.new, again.new, before.seal) == (True, False, again.seal)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("begins", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n# The end", "\n\n"])
def test_every_other_byte_is_left_alone(end: str, begins: bytes, last: str, meals: Path) -> None:
    file = meals / "criteria.yaml"
    before = begins + (UNSEALED.rstrip("\n") + last).replace("\n", end).encode()
    file.write_bytes(before)
    add_seal(meals, "2026-09-09", REGISTRY)
    after = file.read_bytes()
    assert after.startswith(before)
    added = after[len(before) :].decode()
    block = added.removeprefix(end) if not last.endswith("\n") else added
    assert re.fullmatch(rf"seal:{end}(  [a-z]+: [0-9a-f-]+{end}){{5}}", block)
    assert as_sealed(load(meals)) == dict.fromkeys(PARTS, True)


def test_it_is_sealed_once(meals: Path) -> None:
    add_seal(meals, "2026-09-09", REGISTRY)
    sealed = (meals / "criteria.yaml").read_bytes()
    done = call("seal", meals, "--date", "2026-09-09")
    assert (done.exit_code, done.stderr) == (0, "sealed already; nothing was written\n")
    assert "weights " in done.stdout
    assert refused(meals, "2026-09-10").what == "this set was sealed on 2026-09-09"
    change(meals, "food: 90\n", "food: 80\n", "weights/head.yaml")
    change(meals, "at-most: 4300000", "at-most: 4200000")
    problem = refused(meals)
    assert problem.code == "not-sealed"
    assert problem.what == "this set was sealed on 2026-09-09; changed since: weights and gates"
    assert problem.place is not None
    assert problem.place.text == "seal:"
    change(meals, "at-most: 4200000", "at-most: 4300000")
    assert (meals / "criteria.yaml").read_bytes() == sealed


CHANGES = [
    ("weights", "food: 90\n", "food: 85\n", "weights/head.yaml"),
    ("weights", "    head: weights/head.yaml\n", "", "criteria.yaml"),
    ("criteria", "  5: In every school\n", "  5: In every school of the county\n", "criteria.yaml"),
    ("criteria", "    worst: 4500000\n", "    worst: 4600000\n", "criteria.yaml"),
    ("criteria", "would most pupils choose", "would pupils choose", "criteria.yaml"),
    ("criteria", "    name: Running cost\n", "    name: What it costs\n", "criteria.yaml"),
    ("gates", "at-most: 4300000", "at-most: 4400000", "criteria.yaml"),
    ("gates", "requires: judgement\n", "requires: judgement\n    deadline: 2027-09\n", "criteria.yaml"),
    ("shortlist", "{top: 2}", "{top: 3}", "criteria.yaml"),
    ("", "GBP\n", "GBP\n    source: The budget book\n", "criteria.yaml"),
    ("", "worst: 4500000\n", "worst: 4500000.0\n", "criteria.yaml"),
    ("", "date: 2026-09-08\n", "date: 2026-09-07\n", "weights/head.yaml"),
    ("", "reason: Schools pay for", "reason: All schools pay for", "weights/head.yaml"),
    ("", "    reason: Some pupils have", "    reason: Many pupils have", "criteria.yaml"),
    ("", "Each member counts the same.", "Each counts the same.", "criteria.yaml"),
]


@pytest.mark.parametrize(("part", "was", "now", "name"), CHANGES)
def test_what_breaks_which_of_the_four(part: str, was: str, now: str, name: str, meals: Path) -> None:
    add_seal(meals, "2026-09-09", REGISTRY)
    change(meals, was, now, name)
    assert codes(meals) == ([("changed-after-seal", part)] if part else [])


def shuffled(appraisal: Appraisal, seed: int) -> Appraisal:
    """The same in another order of criteria, gates and people."""

    def mixed(mapping: Mapping[str, _T]) -> dict[str, _T]:
        names = list(mapping)
        random.Random(seed).shuffle(names)
        return {name: mapping[name] for name in names}

    weighting = replaced(appraisal.weighting, sheets=mixed(appraisal.weighting.sheets))
    return replaced(
        appraisal,
        weighting=weighting,
        criteria=mixed(appraisal.criteria),
        gates=mixed(appraisal.gates),
        groups=mixed(appraisal.groups),
        options={},
    )


@pytest.mark.parametrize("name", ["school-meals", "birmingham-2016", "every-key"])
def test_order_and_the_way_through_a_record_change_nothing(name: str, tmp_path: Path) -> None:
    appraisal = load(ROOT / "examples" / name)
    now = fingerprints(appraisal)
    assert all(fingerprints(shuffled(appraisal, seed)) == now for seed in range(20))
    (tmp_path / "run.json").write_text(evaluate(appraisal, brief=True).to_json(), "utf-8", newline="\n")
    assert fingerprints(read_run(tmp_path / "run.json").appraisal()) == now


def test_what_a_member_said_is_sealed_and_the_name_and_the_date_beside_it_are_not() -> None:
    appraisal = load(MEALS)
    sheets = appraisal.weighting.sheets

    def weights(**fields: Any) -> str:
        changed = {**sheets, "head": replaced(sheets["head"], **fields)}
        return fingerprints(replaced(appraisal, weighting=replaced(appraisal.weighting, sheets=changed)))["weights"]

    swings = {**sheets["head"].swings, "say": number(41)}
    assert weights(swings=swings) != weights() == weights(by="The head", date="2026-09-01", reason="Another")


def test_in_an_order_the_places_count_and_those_who_share_one_do_not(folder: Folder) -> None:
    def of(order: str) -> str:
        weighting = f"weighting:\n  method: rank-order\n  order: {order}\n"
        text = re.sub("    weight: .*\n", "", SMALLEST["criteria"]).replace("scale:", f"{weighting}scale:", 1)
        return fingerprints(load(folder(criteria=text)))["weights"]

    assert of("[cost, pace]") != of("[pace, cost]")
    assert of("[[cost, pace]]") == of("[[pace, cost]]")


def test_a_gate_asks_for_a_level_among_all_in_their_order() -> None:
    appraisal = load(ROOT / "examples" / "every-key")
    known = appraisal.characteristics["independence"]
    turned = replaced(known, levels=dict(reversed([*known.levels.items()])))
    worded = replaced(known, levels={name: f"{text} indeed" for name, text in known.levels.items()})

    def gates(levels: object) -> str:
        characteristics = {**appraisal.characteristics, "independence": levels}
        return fingerprints(replaced(appraisal, characteristics=characteristics))["gates"]

    assert gates(worded) == gates(known) != gates(turned)


def test_a_set_run_alone_tells_what_it_holds(tmp_path: Path) -> None:
    """Criteria that no rule scores are left uncounted there, without their scales."""
    shutil.copytree(ROOT / "criteria", tmp_path / "criteria")
    add_seal(tmp_path / "criteria" / "childrens-trust.yaml", "2026-09", REGISTRY)
    alone = load(tmp_path / "criteria" / "childrens-trust.yaml")
    assert alone.uncounted
    assert as_sealed(alone) == dict.fromkeys(["weights", "gates", "shortlist"], True)


def test_who_was_scored_before_the_seal(meals: Path) -> None:
    dates = {file.stem: load(meals).panel.sheets[file.stem].date for file in sorted((meals / "panel").iterdir())}  # type: ignore[union-attr]
    assert set(dates.values()) == {"2026-09-22"}
    change(meals, "date: 2026-09-22\n", "date: 2026-09-08\n", "panel/head.yaml")
    change(meals, "date: 2026-09-22\n", "date: 2026-09\n", "panel/governor.yaml")
    change(meals, "date: 2026-09-29\n", "date: 2026-08\n", "scores.yaml")
    add_seal(meals, "2026-09-09", REGISTRY)
    assert codes(meals) == [("scored-before-seal", "scores"), ("scored-before-seal", "head")]


def test_weights_dated_after_the_seal_are_out_of_order(meals: Path) -> None:
    change(meals, "status: illustrative", "status: draft", "appraisal.yaml")
    add_seal(meals, "2026-09-07", REGISTRY)
    found = findings(CheckInput(evaluate(load(meals), brief=True), None))
    (told,) = (each for each in found if each.where == "weights seal")
    assert told.what == "The weights are dated 2026-09-08, after the seal of 2026-09-07."


@pytest.mark.parametrize("flow", [False, True])
def test_an_appraisal_begun_from_a_sealed_set_is_not_sealed(flow: bool, meals: Path) -> None:
    add_seal(meals, "2026-09-20", REGISTRY)
    if flow:
        seal = yaml.load((meals / "criteria.yaml").read_text("utf-8"), yaml.BaseLoader)["seal"]
        block = "seal:\n" + "".join(f"  {part}: {digits}\n" for part, digits in seal.items())
        pairs = ", ".join(f"{part}: {digits}" for part, digits in seal.items())
        change(meals, block, f"seal: {{{pairs}}}\n")
    assert call("init", meals / "new", "--from", meals / "criteria.yaml").exit_code == 0
    assert load(meals / "new").seal is None
    begun = yaml.safe_load((meals / "new" / "criteria.yaml").read_text("utf-8"))
    assert begun == {
        k: v for k, v in yaml.safe_load((meals / "criteria.yaml").read_text("utf-8")).items() if k != "seal"
    }
    assert codes(meals / "new") == []


def test_what_changes_while_it_is_sealed_is_not_sealed(meals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fingerprints_late(set_: Appraisal) -> dict[str, str]:
        change(meals, "shortlist: {top: 2}", "shortlist: {top: 3}")
        return fingerprints(set_)

    monkeypatch.setattr(sealing, "fingerprints", fingerprints_late)
    with pytest.raises(AppraisalError, match="not-sealed"):
        add_seal(meals, "2026-09-09", REGISTRY)
    assert "seal:" not in (meals / "criteria.yaml").read_text("utf-8")


def test_how_a_text_is_wrapped_is_not_sealed(meals: Path) -> None:
    add_seal(meals, "2026-09-09", REGISTRY)
    change(meals, "name: Special diets", "name: >\n      Special\n      diets")
    assert codes(meals) == []


def test_a_new_seal_is_told_by_its_date(meals: Path) -> None:
    before = load(meals)
    add_seal(meals, "2026-09-09", REGISTRY)
    assert changes(before, load(meals)) == (Change("words", ("seal",), None, "2026-09-09"),)


def test_what_is_not_sealed(meals: Path, tmp_path: Path) -> None:
    assert refused(meals, "9.9.2026").code == "not-a-date"
    assert refused(meals / "run.json").what.endswith('run.json" is a record')
    assert refused(meals / "scores.yaml").code == "wrong-kind"
    assert refused(meals / "weights").code == "no-file"
    assert refused(ROOT / "criteria" / "childrens-trust.yaml").what.endswith("comes with appraise")
    change(meals, "criteria: criteria.yaml", "criteria: childrens-trust", "appraisal.yaml")
    assert "init DIR --from childrens-trust" in refused(meals).fix
    outside = tmp_path / "theirs.yaml"
    shutil.move(meals / "criteria.yaml", outside)
    change(meals, "criteria: childrens-trust", "criteria: ../theirs.yaml", "appraisal.yaml")
    assert "outside the folder" in refused(meals).what
    change(meals, "criteria: ../theirs.yaml\n", "", "appraisal.yaml")
    assert refused(meals).code == "missing-key"
    assert outside.read_text("utf-8") == UNSEALED


def test_what_is_not_complete_is_told_as_check_tells_it(meals: Path) -> None:
    change(meals, "  food: 90\n", "", "weights/head.yaml")
    assert refused(meals).code == "missing-weight"
    assert call("init", meals / "new").exit_code == 0
    with pytest.raises(AppraisalError) as caught:
        add_seal(meals / "new", "2026-09-09", REGISTRY)
    assert {problem.code for problem in caught.value.problems} == {"replace"}
    assert {problem.place.file for problem in caught.value.problems if problem.place} == {
        (meals / "new" / "criteria.yaml").as_posix()
    }


@pytest.mark.parametrize(
    "text",
    [
        SMALLEST["criteria"] + "...\n",
        re.sub("^", "  ", SMALLEST["criteria"], flags=re.MULTILINE),
        SMALLEST["criteria"] + "source: |\n  Where it\n  comes from",
    ],
)
def test_where_nothing_can_be_added_the_lines_are_given(text: str, folder: Folder) -> None:
    where = folder(criteria=text)
    problem = refused(where)
    assert problem.code == "not-sealed"
    assert (where / "criteria.yaml").read_text("utf-8") == text
    written = problem.fix.partition(": ")[2]
    (where / "criteria.yaml").write_text(SMALLEST["criteria"] + written + "\n", "utf-8")
    assert as_sealed(load(where)) == dict.fromkeys(PARTS, True)


@posix
def test_neither_through_a_link_nor_into_what_may_only_be_read(folder: Folder) -> None:
    where = folder()
    file = where / "criteria.yaml"
    file.chmod(stat.S_IRUSR)
    assert refused(where).why == "it may only be read"
    file.chmod(0o640)
    file.rename(where / "agreed.yaml")
    file.symlink_to("agreed.yaml")
    assert "link" in refused(where).why
    assert (where / "agreed.yaml").read_text("utf-8") == SMALLEST["criteria"]
    file.unlink()
    (where / "agreed.yaml").rename(file)
    add_seal(where, "2026-09-09", REGISTRY)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(each.name for each in where.iterdir()) == ["appraisal.yaml", "criteria.yaml", "scores.yaml"]
