"""`appraise verify`: what it says of records and pages, whatever was done to them; and a second scorer of records."""

import base64
import json
import random
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

import appraise
from appraise import Appraisal, AppraisalError, Run, evaluate, load
from appraise.appraisal import Group, Perspective, Score, ShortlistRule
from appraise.cli import verify as command
from appraise.field_models import replaced
from appraise.files.library.library import template
from appraise.files.text.source import Source
from appraise.publish.documents.appendix import appendix
from appraise.publish.render.template import render
from appraise.run import fingerprint
from tests.conftest import ROOT, SMALLEST, appraisal, call
from tests.engine.analysis.test_witnesses import CASES, drawn
from tests.publish.conftest import EN
from tests.second_scorer import differences

Folder = Callable[..., Path]

RECORDS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples").rglob("run.json"))
SETS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "criteria").glob("*.yaml"))


def said(done: Result) -> str:
    """What was printed, on one line."""
    return " ".join(done.output.split())


@pytest.fixture
def here(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest appraisal with its record and its appendix, and the folder is where one is."""
    where = folder()
    monkeypatch.chdir(where)
    assert call("score", "-o", "run.json").exit_code == 0
    assert call("appendix", "run.json", "-o", "appendix.html").exit_code == 0
    assert call("appendix", "run.json", "-o", "appendix.md").exit_code == 0
    return where


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same inputs are worked out once, and words are read once."""
    known: list[Run] = []

    def evaluated(given: Appraisal) -> Run:
        found = next((run for run in known if run.inputs == given), None)
        if found is None:
            found = evaluate(given)
            known.append(found)
        return found

    monkeypatch.setattr(command, "evaluated", evaluated)
    monkeypatch.setattr(command, "language_of", lambda _language="en": EN)


def edit(file: str, old: str, new: str, after: str = "") -> None:
    text = Path(file).read_text("utf-8")
    at = text.index(old, text.index(after))
    Path(file).write_text(text[:at] + new + text[at + len(old) :], "utf-8", newline="\n")


@pytest.mark.parametrize("path", RECORDS)
def test_committed_records_hold(path: str) -> None:
    done = call("verify", ROOT / path)
    assert done.exit_code == 0
    assert done.output.startswith("The record holds.\n")
    assert max(map(len, done.output.splitlines())) <= 80


def test_a_record_that_holds(here: Path) -> None:
    done = call("verify", "run.json")
    stated = json.loads(Path("run.json").read_text("utf-8"))["fingerprint"]
    assert (done.exit_code, done.output) == (
        0,
        f"""\
The record holds.
Smallest, 1 January 2026: made with appraise {appraise.__version__}.

- The fingerprint fits:
  {stated}
- Worked out again from the inputs in it, the record is the same, byte for byte.

File                                 Now
──────────────────────────────────────────────
appraisal.yaml                       Unchanged
criteria.yaml                        Unchanged
scores.yaml                          Unchanged
library:models/characteristics.yaml  Unchanged
""",
    )


def test_files_that_moved_on_leave_the_record_out_of_date_and_whole(here: Path) -> None:
    edit("scores.yaml", "left: 2", "left: 3")
    Path("criteria.yaml").unlink()
    done = call("verify", "run.json")
    assert done.exit_code == 1
    assert done.output.startswith("The record is as it was written, and out of date.\n")
    assert "Score the appraisal again" in done.output
    assert re.search("^scores.yaml +Changed since$", done.output, re.MULTILINE)
    assert re.search("^criteria.yaml +Not here$", done.output, re.MULTILINE)
    assert re.search("^appraisal.yaml +Unchanged$", done.output, re.MULTILINE)
    page = call("verify", "appendix.html")
    assert (page.exit_code, page.output.splitlines()[0]) == (1, "The page is as it was written, and out of date.")
    assert call("verify", ".").output == done.output


def test_files_with_other_line_ends_are_unchanged_and_none_is_needed(here: Path, tmp_path: Path) -> None:
    for file in here.glob("*.yaml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert "Changed" not in call("verify", "run.json").output
    for file in here.glob("*.yaml"):
        file.unlink()
    done = call("verify", "run.json")
    assert (done.exit_code, done.output.splitlines()[0], done.output.count("Not here")) == (0, "The record holds.", 3)


def test_the_library_is_held_against_the_one_that_is_shipped(here: Path) -> None:
    """The record is of an older library, and says so itself."""
    data = Path("run.json").read_text("utf-8")
    shipped = re.search(r'"library:models/characteristics.yaml",\n +"sha256": "([0-9a-f]{64})"', data)
    assert shipped
    body = data.replace(shipped[1], "0" * 64)[: data.rindex('  "fingerprint"')]
    Path("run.json").write_text(f'{body}  "fingerprint": "{fingerprint(body)}"\n}}\n', "utf-8", newline="\n")
    done = call("verify", "run.json")
    assert done.exit_code == 0
    assert re.search("^library:models/characteristics.yaml +Changed since$", done.output, re.MULTILINE)


def test_a_file_of_another_place_is_not_reached_for(here: Path) -> None:
    """A name that leads nowhere, or to what is no file, is not here."""
    for name in ("library:nowhere/x.yaml", "library:models/", "/dev/zero", "../..", "a\\u0000b"):
        changed = Path("run.json").read_text("utf-8").replace('"criteria.yaml"', f'"{name}"', 1)
        Path("other.json").write_text(changed, "utf-8", newline="\n")
        assert call("verify", "other.json").exit_code == 1, name


def test_a_changed_figure_is_named_in_the_words_of_the_appraisal(here: Path) -> None:
    """Left: cost 2 of 5 with 60%, pace 4 of 5 with 40%: 24 and 32 are 56."""
    edit("run.json", '"total": 56', '"total": 65')
    line = Path("run.json").read_text("utf-8").split("\n").index('      "total": 65,') + 1
    done = call("verify", "run.json")
    assert done.exit_code == 1
    assert done.output.startswith("The record does not hold.\n")
    assert f"Line {line}, Left, total: the record says 65; when it was written it said 56." in said(done)


def test_a_changed_score_is_named_with_its_option_and_criterion(here: Path) -> None:
    """Left comes to 68 with 3 for cost."""
    edit("run.json", '"score": 2', '"score": 3')
    assert "Left, Cost, score: the record says 3; when it was written it said 2." in said(call("verify", "run.json"))
    for file in here.glob("*.yaml"):
        file.unlink()
    done = call("verify", "run.json")
    assert (done.exit_code, "Left, total: the record says 56, worked out 68." in said(done)) == (1, True)


def test_a_record_made_of_other_scores_is_held_against_the_files_that_it_names(here: Path) -> None:
    """Somebody scored left 3 for cost, which gives 68, and named the files as they are."""
    run = evaluate(load(here))
    left = run.inputs.options["left"]
    scores = {**left.scores, "cost": left.scores["cost"]._replace(score=Decimal(3))}
    options = {**run.inputs.options, "left": replaced(left, scores=scores)}
    forged = evaluate(replaced(run.inputs, options=options)).to_json()
    Path("run.json").write_text(forged, "utf-8", newline="\n")
    done = call("verify", "run.json")
    assert done.exit_code == 1
    assert "Left, total: the record says 68; its files, which are unchanged, give 56." in said(done)


def test_a_changed_text_is_told_though_the_results_fit(here: Path) -> None:
    edit("run.json", '"Which one?"', '"Which ones?"')
    done = call("verify", "run.json")
    assert "question: the record says “Which ones?”; when it was written it said “Which one?”" in said(done)
    Path("scores.yaml").unlink()
    done = call("verify", "run.json")
    assert done.exit_code == 1
    assert "So it is a text that was changed, or the fingerprint itself" in said(done)


@pytest.mark.parametrize(
    ("recorded", "code"),
    [("One.\n\nTwo.", 0), ("One.\nTwo.", 0), ("One. Two.", 1), ("One.\n\nTwo", 1), ("One.\n\n\nTwo.", 1)],
    ids=["as now", "one line end, as it was read before", "a blank", "another letter", "one more"],
)
def test_a_record_from_before_blank_lines_were_kept_holds(recorded: str, code: int, here: Path) -> None:
    """Its folded texts have one line end for a blank line, which nothing in its files or its inputs speaks against."""
    edit("appraisal.yaml", "options:", "equality:\n  text: >-\n    One.\n\n    Two.\noptions:")
    inputs = load(here)
    assert inputs.equality
    assert inputs.equality.text == "One.\n\nTwo."
    before = replaced(inputs, equality=replaced(inputs.equality, text=recorded))
    Path("run.json").write_text(evaluate(before).to_json(), "utf-8")
    assert call("verify", "run.json").exit_code == code


def test_broken_json_is_named_with_line_and_column(here: Path) -> None:
    edit("run.json", '"kind": "run",', '"kind": "run"')
    done = call("verify", "run.json")
    assert done.exit_code == 2
    assert done.output.startswith("run.json:3:3: error[not-json]")
    assert done.output.endswith("nothing was verified\n")


def test_line_ends_changed_throughout_do_no_harm(here: Path) -> None:
    for file in (Path("run.json"), Path("appendix.html")):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
        done = call("verify", file)
        assert done.exit_code == 0
        assert "Only line ends are others throughout" in said(done)


def test_another_version_of_appraise(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record comes about again but for that line. Its page may be made in another way, and then nothing is proved:
    whoever changes a page can change the version that the record in it names."""
    monkeypatch.setattr(appraise, "__version__", "9.9.9")
    done = call("verify", "run.json")
    assert done.exit_code == 0
    assert "again from the inputs in it with appraise 9.9.9, the record is the same but for the line" in said(done)
    assert call("verify", "appendix.html").exit_code == 0
    edit("appendix.html", "<h1>", '<h1 class="older">')
    done = call("verify", "appendix.html")
    assert done.exit_code == 1
    assert done.output.startswith("The record in this page holds. Whether the page does cannot be said.\n")
    assert "The record says that appraise 0.1.0 made it." in said(done)


def test_a_record_has_neither_template_nor_language(here: Path) -> None:
    for option in (["--template", "own.html.j2"], ["--language", "cy"]):
        assert call("verify", "run.json", *option).exit_code == 2


def test_a_page_carries_its_record_without_a_script(here: Path) -> None:
    page = Path("appendix.html").read_text("utf-8")
    (link,) = re.findall('<a download="run.json" href="data:application/json;base64,([^"]+)">', page)
    assert base64.b64decode(link) == Path("run.json").read_bytes()
    assert "<script" not in page
    assert page.index("<footer>") < page.index(link)
    done = call("verify", "appendix.html")
    assert done.exit_code == 0
    assert done.output.startswith("The page holds, and so does the record in it.\n")


def test_a_figure_changed_on_the_page_is_named_with_its_section(here: Path) -> None:
    edit("appendix.html", ">56<", ">65<", after='<section id="answer">')
    done = call("verify", "appendix.html")
    assert done.exit_code == 1
    assert done.output.startswith("The page does not hold; the record in it does.\n")
    assert "under “1. The answer”, says “65”. Made again from its record, it says “56”." in said(done)


class TestTheAnnex:
    """It verifies as the appendix does, is told from it, and a change in it is named where it stands."""

    @pytest.fixture(autouse=True)
    def _annex(self, here: Path) -> None:
        assert call("appendix", "run.json", "--annex", "-o", "annex.html").exit_code == 0

    def test_it_holds_with_the_record_that_the_appendix_carries(self) -> None:
        done = call("verify", "annex.html")
        assert (done.exit_code, done.output) == (0, call("verify", "appendix.html").output)
        assert done.output.startswith("The page holds, and so does the record in it.\n")
        links = [
            re.findall('base64,([^"]+)"', Path(f"{name}.html").read_text("utf-8")) for name in ("annex", "appendix")
        ]
        assert links[0] == links[1]

    @pytest.mark.parametrize(
        ("page", "after", "section"),
        [
            ("annex", '<section id="reasons">', "The reason for every score"),
            ("appendix", '<section id="method">', "judged"),
        ],
    )
    def test_a_changed_weight_is_named_in_the_page_that_it_was_changed_in(
        self, page: str, after: str, section: str
    ) -> None:
        edit(f"{page}.html", "60%", "65%", after=after)
        text = Path(f"{page}.html").read_text("utf-8")
        line = text[: text.index("65%", text.index(after))].count("\n") + 1
        done = call("verify", f"{page}.html")
        assert done.exit_code == 1
        assert f"Line {line} of the page, under “" in said(done)
        assert f"{section}”, says “" in said(done)
        assert "60%" in said(done).partition("Made again from its record")[2]

    def test_one_that_says_it_is_the_other_does_not_hold(self) -> None:
        for page, other in (("annex", "appendix"), ("appendix", "annex")):
            edit(f"{page}.html", f"<!-- appraise {page} -->", f"<!-- appraise {other} -->")
            assert call("verify", f"{page}.html").exit_code == 1

    def test_sections_of_the_one_in_the_other_are_told(self) -> None:
        page, annex = (Path(f"{name}.html").read_text("utf-8") for name in ("appendix", "annex"))
        moved = annex[annex.index('<section id="reasons">') : annex.index('<section id="more">')]
        Path("appendix.html").write_text(page.replace("</main>", f"{moved}</main>"), "utf-8", newline="\n")
        done = call("verify", "appendix.html")
        assert (done.exit_code, "The page does not hold; the record in it does." in done.output) == (1, True)

    def test_it_is_out_of_date_as_its_record_is(self) -> None:
        edit("scores.yaml", "left: 2", "left: 3")
        done = call("verify", "annex.html")
        assert (done.exit_code, done.output.splitlines()[0]) == (1, "The page is as it was written, and out of date.")

    def test_in_markdown_it_carries_no_record_and_names_one(self) -> None:
        assert call("appendix", "run.json", "--annex", "-o", "annex.md").exit_code == 0
        done = call("verify", "annex.md")
        assert done.exit_code == 2
        assert json.loads(Path("run.json").read_text("utf-8"))["fingerprint"] in done.output
        assert "appraise verify run.json" in done.output


def test_a_record_changed_in_the_page(here: Path) -> None:
    page, record = Path("appendix.html").read_text("utf-8"), Path("run.json").read_bytes()
    changed = record.replace(b'"total": 56', b'"total": 65', 1)
    true, false = (base64.b64encode(each).decode() for each in (record, changed))
    Path("appendix.html").write_text(page.replace(true, false), "utf-8", newline="\n")
    done = call("verify", "appendix.html")
    assert done.exit_code == 1
    assert done.output.startswith("The record in this page does not hold.\n")
    assert "Left, total: the record says 65; when it was written it said 56." in said(done)
    broken = base64.b64encode(record.replace(b'"kind": "run",', b'"kind": "run"', 1)).decode()
    Path("appendix.html").write_text(page.replace(true, broken), "utf-8", newline="\n")
    assert call("verify", "appendix.html").output.startswith("run.json in appendix.html:3:3: error[not-json]")


def test_a_page_of_ones_own_template_and_words(here: Path) -> None:
    shipped = (ROOT / "templates/appendix.html.j2").read_text("utf-8")
    Path("own.html.j2").write_text(shipped.replace("<header>", '<header class="own">'), "utf-8")
    words = (ROOT / "templates/words/en.yaml").read_text("utf-8")
    Path("own.yaml").write_text(words.replace("heading: The answer", "heading: The outcome"), "utf-8")
    own = ["--template", "own.html.j2", "--language", "own.yaml"]
    assert call("appendix", "run.json", "-o", "own.html", *own).exit_code == 0
    assert call("verify", "own.html", *own).exit_code == 0
    for part in ([], own[:2], own[2:]):
        done = call("verify", "own.html", *part)
        assert done.exit_code == 1
        assert "is made again with --template and --language" in said(done)


def test_a_page_whose_record_is_not_plain_letters_is_told(here: Path) -> None:
    edit("appendix.html", "base64,", "base64,\u00e9")
    done = call("verify", "appendix.html")
    assert (done.exit_code, "error[not-a-record]" in done.output) == (2, True)


def test_a_page_without_a_record_or_with_two(here: Path) -> None:
    page = Path("appendix.html").read_text("utf-8")
    for changed in (
        page.replace("base64,", "base65,"),
        page.replace("<main>", '<a href="data:application/json;base64,">'),
    ):
        Path("appendix.html").write_text(changed, "utf-8", newline="\n")
        done = call("verify", "appendix.html")
        assert (done.exit_code, "error[not-a-record]" in done.output) == (2, True)


def test_markdown_carries_no_record_and_names_one(here: Path) -> None:
    stated = json.loads(Path("run.json").read_text("utf-8"))["fingerprint"]
    done = call("verify", "appendix.md")
    assert done.exit_code == 2
    assert '"appendix.md" is an appendix in Markdown, which carries no record' in done.output
    assert f"by its fingerprint, {stated}" in done.output
    assert "run.json states that fingerprint: appraise verify run.json" in done.output
    edit("run.json", stated, "0" * 64)
    assert "find the record that states it" in call("verify", "appendix.md").output
    assert "it names no fingerprint" in call("verify", Path("other.md").write_text("x") and "other.md").output


def other(byte: int) -> int:
    """A byte of the same kind: another digit, the next letter, a line end for a blank, a blank for a line end."""
    mark = chr(byte)
    if mark.isdigit():
        return ord(str((int(mark) + 1) % 10))
    return byte + 1 if mark.isalpha() and mark not in "zZ" else ord("\n") if mark == " " else ord(" ")


def outcome(record: bytes) -> str:
    """What a verification that has no files tells of a record."""
    try:
        text = record.decode()
        found = command._held(Source(Path("run.json"), text), record, Path("nowhere"))[1]
    except UnicodeDecodeError:
        return "unreadable"
    except AppraisalError as error:
        return "unreadable" if error.problems[0].place else "?"
    if found.holds:
        return "holds"
    return "fact" if found.fact else "line" if found.odd_line else "text" if not found.fits else "?"


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_every_byte_of_a_record_counts() -> None:
    """What is not a text is named: a fact, a line, or where the record cannot be read."""
    run = evaluate(appraisal({"cost": 60}, {"left": (10,), "right": (60,)}, ShortlistRule(top=1)))
    record = run.to_json().encode()
    assert outcome(record) == "holds"
    seen = set()
    for at, byte in enumerate(record):
        for instead in (other(byte), byte ^ 1)[: 1 + (at % 4 == 0)]:
            changed = outcome(record[:at] + bytes([instead]) + record[at + 1 :])
            assert changed in ("fact", "line", "text", "unreadable"), at
            seen.add(changed)
    chance = random.Random(1)
    for _ in range(300):
        at, size = chance.randrange(len(record) + 1), chance.randrange(3)
        changed = outcome(record[:at] + chance.randbytes(size) + record[at + (size + 1) % 2 :])
        assert changed in ("fact", "line", "text", "unreadable"), at
    assert seen == {"fact", "line", "text", "unreadable"}


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_every_byte_of_a_page_counts(here: Path) -> None:
    page = Path("appendix.html").read_bytes()
    for file in here.glob("*.yaml"):
        file.unlink()
    carried = page.index(b"base64,")
    chance = random.Random(1)
    places = [chance.randrange(len(page)) for _ in range(60)]
    places += [chance.randrange(carried, page.index(b'"', carried)) for _ in range(20)]
    for at in places:
        for byte in (other(page[at]), page[at] ^ 1):
            Path("appendix.html").write_bytes(page[:at] + bytes([byte]) + page[at + 1 :])
            done = call("verify", "appendix.html")
            assert done.exit_code in (1, 2), at
            assert not done.exception or isinstance(done.exception, SystemExit), at
            assert re.search("Line [0-9]+|error\\[|So it is a text", said(done)), at


def varied(seed: int) -> Appraisal:
    """A random appraisal with groups weighed in every way, bent values, measures and scores of a point of view."""
    chance, case = random.Random(seed), drawn(seed)
    criteria, groups = dict(case.criteria), {}
    for name, criterion in criteria.items():
        shape = chance.randrange(4)
        if shape == 1:
            bent = {Decimal(0): Decimal(0), Decimal(40): Decimal(100), Decimal(100): Decimal(chance.randint(0, 9) * 10)}
            criteria[name] = replaced(criterion, scale=None, values=bent)
        elif shape == 2:
            criteria[name] = replaced(criterion, scale=None, unit="m", worst=Decimal(100), best=Decimal(0))
    together = sum(int(each.weight or 0) for each in criteria.values())
    if len(criteria) > 2 and together:
        inside = list(criteria)[:-1]
        whole = sum((criteria[name].weight or Decimal(0) for name in inside), Decimal(0))
        weight = chance.choice([None, whole])
        groups = {"outer": Group(name="Outer"), "inner": Group(name="Inner", group="outer", weight=weight)}
        criteria |= {name: replaced(criteria[name], group="inner") for name in inside}
        if whole and chance.random() < 0.5:
            hundred = {name: Decimal(100 if at == 0 else 0) for at, name in enumerate(inside)}
            criteria |= {name: replaced(criteria[name], weight=points) for name, points in hundred.items()}
    views = dict(case.perspectives)
    if "v" in views:
        scores = {"c0": {"o0": Score(Decimal(chance.randint(0, 100)))}}
        views["s"] = Perspective(name="S", scores=scores, lift_gates=tuple(case.gates)[:1])
    if groups:
        views["g"] = Perspective(name="G", weights={"outer": Decimal(chance.randint(1, 100))}, scores={})
        agreed = criteria[list(criteria)[-1]].weight
        inner = sum(criteria[name].weight or 0 for name in list(criteria)[:-1])
        views = {name: view for name, view in views.items() if (agreed and inner) or name not in ("g", "v", "w")}
    return replaced(case, criteria=criteria, groups=groups, perspectives=views)


@pytest.mark.parametrize("path", [*RECORDS, *SETS])
def test_a_second_scorer_comes_to_the_same_on_what_is_shipped(path: str) -> None:
    file = ROOT / path
    text = file.read_text("utf-8") if path.endswith(".json") else evaluate(load(file), brief=True).to_json()
    assert differences(text) == []


@pytest.mark.slow
def test_a_second_scorer_comes_to_the_same_on_random_appraisals() -> None:
    seen = set()
    for case in [*CASES.values(), *(varied(seed) for seed in range(200))]:
        run = evaluate(case, brief=True)
        assert differences(run.to_json()) == []
        seen |= {result.outcome for result in run.options.values()} | {bool(run.viewed), bool(case.groups)}
    assert seen == {"shortlisted", "not-shortlisted", "undetermined", "excluded", True, False}


@pytest.mark.parametrize(
    ("at", "value", "told"),
    [
        (("criteria", "ind", "share"), 0.5, "share of ind"),
        (("options", "woc", "total"), 71.250001, "woc: total"),
        (("options", "woc", "rank"), 2, "woc: rank"),
        (("options", "jv", "outcome"), "shortlisted", "jv: outcome"),
        (("options", "jv", "would-rank"), 4, "jv: would-rank"),
        (("options", "jv", "scores", "ind", "value"), 74, "jv, ind: value"),
        (("shortlist", "options"), ["mutual", "woc"], "shortlisted"),
    ],
)
def test_the_second_scorer_sees_what_is_wrong(at: tuple[str, ...], value: Any, told: str) -> None:
    data = json.loads(evaluate(CASES["x"], brief=True).to_json())
    inside = data
    for step in at[:-1]:
        inside = inside[step]
    inside[at[-1]] = value
    assert differences(json.dumps(data)) == [told]


def test_a_page_with_hostile_names_is_compared_as_any_other(here: Path) -> None:
    text = SMALLEST["appraisal"].replace(
        "name: Left", "name: '</h2><script> {{ 1 }} \"data:application/json;base64,\"'"
    )
    Path("appraisal.yaml").write_text(text, "utf-8", newline="\n")
    run = evaluate(load(here))
    Path("hostile.html").write_text(
        render(appendix(run, EN), template("appendix", "html")[0], "html"), "utf-8", newline="\n"
    )
    assert call("verify", "hostile.html").exit_code == 0


def test_the_record_of_a_set_alone_has_nothing_to_do_with_the_appraisal_beside_it(here: Path) -> None:
    shutil.copy(ROOT / "criteria" / "childrens-trust.yaml", "set.yaml")
    assert call("score", "set.yaml", "-o", "set.json").exit_code == 0
    Path("set.yaml").unlink()
    assert call("verify", "set.json").exit_code == 0
    assert call("score", ROOT / "criteria" / "childrens-trust.yaml", "-o", "shipped.json").exit_code == 0
    assert call("verify", "shipped.json").exit_code == 0


def test_each_file_is_read_once_whoever_writes_to_it_meanwhile(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found in one reading is never held against another: after each reading the file is a different one."""
    opened, plain = list[str](), Path.open

    def once(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if path.name in ("run.json", "appendix.html", "scores.yaml", "criteria.yaml", "appraisal.yaml"):
            opened.append(path.name)
        return plain(path, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", once)
    for what in ("run.json", "appendix.html"):
        opened.clear()
        assert call("verify", what).exit_code == 0
        assert sorted(opened) == sorted([what, "scores.yaml", "criteria.yaml", "appraisal.yaml"])


def test_a_record_whose_appraisal_lost_a_file_is_out_of_date_and_one_that_lies_alone_is_not(here: Path) -> None:
    Path("criteria.yaml").unlink()
    done = call("verify", "run.json")
    assert (done.exit_code, done.output.splitlines()[0]) == (1, "The record is as it was written, and out of date.")
    Path("appraisal.yaml").unlink()
    assert call("verify", "run.json").exit_code == 1
    Path("scores.yaml").unlink()
    assert call("verify", "run.json").exit_code == 0
    # One that names none of what lies beside it was not made from that, whatever its fingerprint says.
    Path("appraisal.yaml").write_text(SMALLEST["appraisal"], "utf-8")
    text = Path("run.json").read_text("utf-8")
    for name in SMALLEST:
        text = text.replace(f'"path": "{name}.yaml"', f'"path": "x/{name}.yaml"')
    body = text[: text.index('  "fingerprint"')]
    Path("run.json").write_text(f'{body}  "fingerprint": "{fingerprint(body)}"\n}}\n', "utf-8", newline="\n")
    done = call("verify", "run.json")
    assert (done.exit_code, "out of date" in done.output, "appraisal.yaml" in done.output) == (1, True, True)
