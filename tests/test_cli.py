"""The commands: what they print and write, where, and the codes they end with."""

import csv
import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from appraise import __version__, evaluate, load, read_run
from tests.conftest import ROOT, SMALLEST, call

Folder = Callable[..., Path]
APPRAISE = [sys.executable, "-m", "appraise"]


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_version() -> None:
    assert call("--version").stdout == f"appraise {__version__}\n"


def test_a_wrong_call_ends_with_2() -> None:
    assert call("score", "--nonsense").exit_code == 2
    assert call("nonsense").exit_code == 2
    assert call("score", "--format", "pdf").exit_code == 2


def test_what_may_be_left_out_stands_in_one_pair_of_brackets() -> None:
    """Whichever typer lays out the help: some put brackets of their own about a name."""
    for command, argument in (
        ("score", "FILE"),
        ("diff", "NEW"),
        ("explain", "FILE"),
        ("library", "ID"),
        ("schema", "KIND"),
    ):
        assert f" [{argument}] " in call(command, "--help").stdout


def test_results_on_stdout_and_the_rest_on_stderr(folder: Folder) -> None:
    where = folder()
    done = call("score", where, "-o", where / "run.json")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"wrote {where / 'run.json'}\n")
    quiet = call("score", where, "-o", where / "run.json", "--quiet")
    assert (quiet.exit_code, quiet.output) == (0, "")
    assert call("score", where, "--format", "json").stdout == (where / "run.json").read_text("utf-8")
    assert call("score", where, "-o", "-").stdout == (where / "run.json").read_text("utf-8")


@pytest.mark.parametrize("command", ["check", "score", "appendix"])
def test_a_folder_a_file_and_a_record_will_do(command: str, folder: Folder) -> None:
    where = folder()
    assert call("score", where, "-o", where / "run.json").exit_code == 0
    outputs = [call(command, source) for source in (where, where / "appraisal.yaml", where / "run.json")]
    assert [done.exit_code for done in outputs] == [0, 0, 0]
    # What check finds stands in other lines of a record; what score says to type next names the file.
    before_next = [done.stdout.partition("\nNext: ")[0] for done in outputs]
    said = [re.findall(r"\w+\[.*", text) if command == "check" else [text] for text in before_next]
    assert sorted(said[0]) == sorted(said[1]) == sorted(said[2])
    assert said[0]


def commands(said: str) -> list[str]:
    """What `score` says to type next."""
    return [line.removeprefix("Next:").strip() for line in said.partition("\nNext:")[2].splitlines()]


@pytest.mark.parametrize("name", ["", "my report", "it's", "run.json"])
def test_score_ends_with_three_commands_that_work_as_they_stand(
    name: str, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = folder()
    monkeypatch.chdir(where)
    if name == "run.json":
        assert call("score", "-o", name, "-q").exit_code == 0
    elif name:
        (where / name).mkdir()
        for file in SMALLEST:
            (where / f"{file}.yaml").rename(where / name / f"{file}.yaml")
    named = f" {shlex.quote(name)}" if name else ""
    found = commands(call("score", *([name] if name else [])).stdout)
    assert found == [
        f"appraise score{named} --full",
        f"appraise explain scores{named}",
        f"appraise appendix{named} -o appendix.html",
    ]
    for command in found:
        assert call(*shlex.split(command)[1:]).exit_code == 0, command


def test_score_says_to_ask_for_gates_where_they_leave_fewer_than_two_and_else_to_check(folder: Folder) -> None:
    gates = "gates:\n  safe:\n    name: Safe\n    requires: {criterion: cost, at-least: 3}\n"
    where = folder(criteria=SMALLEST["criteria"] + gates)
    assert commands(call("score", where).stdout)[1] == f"appraise explain gates {where}"
    one = "  right:\n    name: Right\n    models: []\n"
    scores = "".join(f"{line}\n" for line in SMALLEST["scores"].splitlines() if "right" not in line)
    where = folder(appraisal=SMALLEST["appraisal"].replace(one, ""), scores=scores)
    assert commands(call("score", where).stdout)[1] == f"appraise check {where}"


def test_with_full_score_prints_what_redoes_the_totals(folder: Folder) -> None:
    """Left has 2 and 4 of 5 on weights of 60 and 40: 24 and 32 points."""
    said = call("score", folder(), "--full").stdout
    assert re.search(r"^Cost +60% +24 +36$", said, re.M)
    assert re.search(r"^Pace +40% +32 +8$", said, re.M)
    assert "█" not in said


@pytest.mark.parametrize(
    "command", ["check", "score", "score -o run.json", "score --format csv", "appendix -o appendix.html"]
)
def test_bad_input_leaves_everything_as_it_was(command: str, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where = folder(scores=SMALLEST["scores"].replace("left: 2", "left: 9"))
    monkeypatch.chdir(where)
    before = contents(where)
    done = call(*command.split())
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("scores.yaml:7:11: error[outside-scale]: 9 lies outside")
    assert "Traceback" not in done.stderr
    assert contents(where) == before


def test_nothing_of_other_peoples_is_written_over(folder: Folder) -> None:
    where = folder()
    theirs = where / "report.md"
    theirs.write_text("my notes")
    assert call("appendix", where, "-o", theirs).exit_code == 2
    assert theirs.read_text() == "my notes"
    assert call("appendix", where, "-o", theirs, "--force").exit_code == 0
    written = theirs.read_text("utf-8")
    assert call("appendix", where, "-o", theirs).exit_code == 0
    assert theirs.read_text("utf-8") == written
    before = (where / "scores.yaml").read_bytes()
    assert call("score", where, "-o", where / "scores.yaml", "--force").exit_code == 2
    assert (where / "scores.yaml").read_bytes() == before


def test_a_record_that_its_files_have_outlived_is_told(folder: Folder) -> None:
    where = folder()
    assert call("score", where, "-o", where / "run.json").exit_code == 0
    assert call("check", where / "run.json").stderr == ""
    (where / "scores.yaml").write_text(SMALLEST["scores"].replace("left: 2", "left: 1"))
    done = call("appendix", where / "run.json", "-o", where / "appendix.md")
    assert done.exit_code == 0
    assert done.stderr.startswith("note: scores.yaml has changed since this record was written")
    assert call("appendix", where / "run.json", "-o", where / "run.json", "--format", "md").exit_code == 2


def test_the_ending_says_what_is_written(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder())
    table, record = call("score", "--format", "csv").stdout, call("score", "--format", "json").stdout
    for arguments, written in (
        ("out.csv", table),
        ("out.json", record),
        ("OUT.CSV", table),
        ("out.csv --format csv", table),
    ):
        assert call("score", "--force", "-o", *arguments.split()).exit_code == 0
        mark = "\ufeff" if "csv" in arguments.lower() else ""
        assert Path(arguments.split()[0]).read_bytes().decode() == mark + written
    before = contents(Path())
    for arguments in ("run.json --format csv", "out.csv --format json", "out.json --format table", "out.ods", "out"):
        done = call("score", "--force", "-o", *arguments.split())
        assert (done.exit_code, done.stdout) == (2, "")
        assert f'error[not-written]: "{arguments.split()[0]}" was not written' in done.stderr
        assert contents(Path()) == before
    assert call("score", "-o", "-", "--format", "table").stdout == call("score").stdout


def test_texts_of_a_template_are_counted_and_none_goes_into_an_agreed_appraisal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("init", "new", "-q").exit_code == 0
    files = sorted(Path("new").glob("*.yaml"))
    written = [file.read_text("utf-8") for file in files]
    left = sum(text.count('"Replace: ') + text.count("date: 2026-01-01") for text in written)
    counted = f"{left} places still hold what the template says, the first in new/appraisal.yaml:4.\n"
    assert call("check", "new").stdout.startswith(counted)
    assert counted not in call("check", "new", "--quiet").stdout
    agreed = Path("new/appraisal.yaml").read_text("utf-8").replace("status: illustrative", "status: agreed")
    Path("new/appraisal.yaml").write_text(agreed, "utf-8")
    done = call("score", "new", "-o", "new/run.json")
    assert done.exit_code == 2
    assert f"{left} problems; nothing was scored" in done.stderr
    for file in files:
        text = (
            file.read_text("utf-8")
            .replace("Replace: who scored", "replace: WHO")
            .replace('"Replace: ', '"Our own ')
            .replace("2026-01-01", "2026-02-03")
        )
        file.write_text(text.replace("WHO", "Replace: who"), "utf-8")
    assert "the template says" not in call("check", "new").stdout
    draft = Path("new/appraisal.yaml").read_text("utf-8").replace("status: agreed", "status: draft")
    Path("new/appraisal.yaml").write_text(draft.replace('"Our own why it passes"', '"Replace: why"'), "utf-8")
    line = draft[: draft.index("Our own why it passes")].count("\n") + 1
    counted = f"1 place still holds what the template says, in new/appraisal.yaml:{line}.\n"
    assert call("check", "new").stdout.startswith(counted)


def test_a_write_that_fails_leaves_the_old_file_whole(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where = folder()
    assert call("score", where, "-o", where / "run.json").exit_code == 0
    before = contents(where)
    for name in ("fsync", "replace"):

        def fails(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, name, fails)
            done = call("score", where, "-o", where / "run.json")
        assert done.exit_code == 2
        assert contents(where) == before
    assert call("score", where, "-o", where / "nowhere" / "run.json").exit_code == 2


def test_init_writes_what_scores_and_says_replace(tmp_path: Path) -> None:
    where = tmp_path / "new"
    assert call("init", where).exit_code == 0
    assert call("score", where, "-o", where / "run.json").exit_code == 0
    run = read_run(where / "run.json")
    assert run.inputs.status == "illustrative"
    assert all(option.models for option in run.inputs.options.values())
    assert len(run.inputs.criteria) == 3
    assert all(criterion.question and (criterion.scale or criterion.unit) for criterion in run.inputs.criteria.values())
    reasons = [score.reason for option in run.inputs.options.values() for score in option.scores.values()]
    assert all(reason and reason.startswith("Replace: ") for reason in reasons)
    before = contents(where)
    done = call("init", where)
    assert (done.exit_code, "nothing was written: all is there already" in done.stderr) == (0, True)
    (where / "evidence.yaml").unlink()
    done = call("init", where)
    assert (done.exit_code, f"wrote evidence.yaml in {where}\n" in done.stderr) == (0, True)
    assert contents(where) == before
    (where / "scores.yaml").write_bytes(before["scores.yaml"] + b"# ours\n")
    (where / "evidence.yaml").unlink()
    assert call("init", where).exit_code == 2
    assert not (where / "evidence.yaml").exists()


def test_what_looks_at_changes_is_written_beside_an_appraisal_at_work(tmp_path: Path) -> None:
    where, workflow = tmp_path / "new", tmp_path / "new" / ".github" / "workflows" / "appraise.yaml"
    assert call("init", where).exit_code == 0
    scores = (where / "scores.yaml").read_text("utf-8").replace("score: 3\n", "score: 2\n", 1)
    (where / "scores.yaml").write_text(scores, "utf-8", newline="\r\n")
    assert call("init", where, "--ci").exit_code == 0
    assert workflow.exists()
    assert (where / "scores.yaml").read_bytes().decode() == scores.replace("\n", "\r\n")
    workflow.unlink()
    appraisal = (where / "appraisal.yaml").read_text("utf-8").replace("Replace: the title", "Our title")
    (where / "appraisal.yaml").write_text(appraisal, "utf-8")
    (where / "scores.yaml").unlink()
    done = call("init", where, "--ci")
    assert (done.exit_code, 'the file "scores.yaml" is not there' in done.stderr) == (2, True)
    assert not workflow.exists()


def test_schema_is_of_all_kinds_of_file_or_of_one(tmp_path: Path) -> None:
    file = tmp_path / "appraise.schema.json"
    assert call("schema", "-o", file).stderr == f"wrote {file}\n"
    assert call("schema").stdout == file.read_text("utf-8")
    assert json.loads(call("schema", "scores").stdout)["properties"]["kind"] == {"enum": ["scores"]}
    assert call("schema", "nonsense").exit_code == 2
    assert call("init", tmp_path / "new").exit_code == 0
    assert (tmp_path / "new" / file.name).read_bytes() == file.read_bytes()


def test_csv_is_a_row_an_option_and_no_spreadsheet_computes_it(folder: Folder) -> None:
    where = folder(appraisal=SMALLEST["appraisal"].replace("name: Left", "name: =1+1"))
    rows = list(csv.reader(io.StringIO(call("score", where, "--format", "csv").stdout)))
    assert rows == [
        ["option", "name", "outcome", "rank", "total", "low", "high", "cost", "pace"],
        ["left", "'=1+1", "shortlisted", "1", "56", "56", "56", "24", "32"],
        ["right", "Right", "not-shortlisted", "2", "44", "44", "44", "36", "8"],
    ]


def test_a_table_has_the_lowest_and_the_highest_total_and_every_criterion_a_column_of_its_own(folder: Folder) -> None:
    """Weights 60 and 40, scales 0 to 5. Left: 24 for a 2; the 4 may be 3 to 5, which is 24 to 40. Right: 36 for a 3;
    what is not known takes anything from 0 to 40."""
    names = {"cost": "total", "pace": "rank"}
    criteria, scores = SMALLEST["criteria"], SMALLEST["scores"]
    for id_, column in names.items():
        criteria, scores = (
            criteria.replace(f"  {id_}:\n", f"  {column}:\n"),
            scores.replace(f"  {id_}:", f"  {column}:"),
        )
    scores = scores.replace("    left: 4\n", "    left:\n      score: 4\n      range: [3, 5]\n")
    where = folder(criteria=criteria, scores=scores.replace("    right: 1\n", "    right: unknown\n"))
    heads, left, right = csv.reader(io.StringIO(call("score", where, "--format", "csv").stdout))
    assert heads[3:] == ["rank", "total", "low", "high", "total (points)", "rank (points)"]
    assert left[4:] == ["56", "48", "64", "24", "32"]
    assert right[4:] == ["", "36", "76", "36", ""]
    table = evaluate(load(where)).table()
    assert [*table.loc["left"][["total", "low", "high", "total (points)", "rank (points)"]]] == [56, 48, 64, 24, 32]


def test_numbers_are_numbers_in_a_data_frame(folder: Folder) -> None:
    """Weights 60 and 40, scales 0 to 5: left has 24 and 32; right 36 and what is not known; up 12.06 and 40, but fails
    a gate. Who is best, a mean and an order are what pandas says they are; what is open is missing."""
    verdicts = "verdicts:\n  safe:\n    left: {verdict: pass}\n    right: {verdict: pass}\n    up: {verdict: fail}\n"
    scores = SMALLEST["scores"].replace("right: 3\n", "right: 3\n    up: 1.005\n")
    where = folder(
        appraisal=SMALLEST["appraisal"] + "  up:\n    name: Up\n    models: []\n" + verdicts,
        criteria=SMALLEST["criteria"] + "gates:\n  safe:\n    name: Safe\n    requires: judgement\n",
        scores=scores.replace("right: 1\n", "right: unknown\n    up: 5\n"),
    )
    run = evaluate(load(where))
    table = run.table()
    assert {name: str(table[name].dtype) for name in table.columns[2:]} == {
        "rank": "Int64",
        **dict.fromkeys(["total", "low", "high", "cost", "pace"], "float64"),
    }
    assert [*table["total"].nlargest(1).items()] == [("left", 56)]
    assert [*table.sort_values("cost").index] == ["up", "left", "right"]
    assert table["cost"].describe()["mean"] == pytest.approx((24 + 36 + 12.06) / 3)
    assert [*table.isna().loc["right"]] == [False, False, True, True, False, False, False, True]
    assert [*table.loc["up", ["low", "high"]]] == [52.06, 52.06]
    assert [row["cost"] for row in run.rows()] == [24, 36, Decimal("12.06")]


def test_a_data_frame_of_nothing_known_has_numbers_too(folder: Folder) -> None:
    unknown = SMALLEST["scores"]
    for value in ("left: 2", "right: 3", "left: 4", "right: 1"):
        unknown = unknown.replace(value, f"{value[:-1]}unknown")
    table = evaluate(load(folder(scores=unknown))).table()
    assert [str(kind) for kind in table.dtypes.iloc[2:]] == ["Int64", *["float64"] * 5]
    assert table[["total", "cost", "pace"]].isna().all(axis=None)


def test_a_table_that_people_worked_on_is_theirs(folder: Folder) -> None:
    where = folder()
    assert call("score", where, "-o", where / "run.csv").exit_code == 0
    head, rows = (where / "run.csv").read_text("utf-8").split("\n", 1)
    (where / "run.csv").write_text(f"{head},my notes\n{rows}", "utf-8")
    assert call("score", where, "-o", where / "run.csv").exit_code == 2


@pytest.mark.parametrize("name", ["run.csv", "run.json", "page.html", "page.md", "check.json", "check.sarif"])
def test_what_appraise_wrote_it_may_write_again(name: str, folder: Folder) -> None:
    where = folder()
    command = "appendix" if name.startswith("page") else "check" if name.startswith("check") else "score"
    for _ in range(2):
        done = call(command, where, "-o", where / name)
        assert (done.exit_code, done.stderr) == (0, f"wrote {where / name}\n")
        # git may change line ends on the way; nothing is held in an empty file.
        (where / name).write_bytes((where / name).read_bytes().replace(b"\n", b"\r\n"))
    (where / name).write_bytes(b"")
    assert call(command, where, "-o", where / name).exit_code == 0
    other = "run.json" if name != "run.json" else "run.csv"
    (where / other).unlink(missing_ok=True)
    assert call("score", where, "-o", where / other).exit_code == 0
    (where / other).replace(where / name)
    before = (where / name).read_bytes()
    done = call(command, where, "-o", where / name)
    assert (done.exit_code, "it is there already, and holds the " in done.stderr) == (2, True)
    assert (where / name).read_bytes() == before


def test_a_record_of_another_appraisal_is_not_written_over(folder: Folder, tmp_path: Path) -> None:
    one = folder()
    other = tmp_path / "other"
    shutil.copytree(one, other)
    (other / "scores.yaml").write_text(SMALLEST["scores"].replace("left: 2", "left: 3"), "utf-8")
    assert call("score", other, "-o", other / "run.json").exit_code == 0
    done = call("score", one, "-o", other / "run.json")
    assert (done.exit_code, "holds the record of another appraisal" in done.stderr) == (2, True)
    assert call("score", other, "-o", other / "run.json").exit_code == 0
    # Wherever it lies, a record with another title and other files is another appraisal's.
    shutil.copy(ROOT / "examples" / "leisure" / "run.json", one / "keep.json")
    assert call("score", one, "-o", one / "keep.json").exit_code == 2
    assert call("score", one, "-o", one / "run.json").exit_code == 0
    titled = SMALLEST["appraisal"].replace("Smallest", "A title at last")
    (one / "appraisal.yaml").write_text(titled, "utf-8")
    assert call("score", one, "-o", one / "run.json").exit_code == 0
    set_ = (ROOT / "criteria" / "leisure-review.yaml").read_text("utf-8")
    for title in ("A review of leisure services", "Renamed"):
        (one / "set.yaml").write_text(set_.replace("A review of leisure services", title), "utf-8")
        assert call("score", one / "set.yaml", "-o", one / "set.json").exit_code == 0
    # One of a stage in a folder below is that stage's.
    (one / "next").mkdir()
    for name, text in SMALLEST.items():
        (one / "next" / f"{name}.yaml").write_text(text, "utf-8")
    for _ in range(2):
        assert call("score", one / "next", "-o", one / "next.json").exit_code == 0
    (one / "appraisal.yaml").write_text(SMALLEST["appraisal"], "utf-8")
    # Away from the appraisal, its title says which one it is.
    away = tmp_path / "away" / "run.json"
    away.parent.mkdir()
    assert call("score", other, "-o", away).exit_code == 0
    assert call("score", one, "-o", away).exit_code == 0
    (one / "appraisal.yaml").write_text(SMALLEST["appraisal"].replace("Smallest", "Museums"), "utf-8")
    assert call("score", one, "-o", away).exit_code == 2
    assert call("score", one, "-o", away, "--force").exit_code == 0


def test_a_template_and_words_are_inputs_too(folder: Folder) -> None:
    where = folder()
    for shipped, own in (("appendix.md.j2", "own.md.j2"), ("words/en.yaml", "own.yaml")):
        shutil.copy(ROOT / "templates" / shipped, where / own)
    before = contents(where)
    for own in ("own.md.j2", "own.yaml"):
        command = ["appendix", where, "--template", where / "own.md.j2", "--language", where / "own.yaml"]
        done = call(*command, "--format", "md", "--force", "-o", where / own)
        assert (done.exit_code, "one of the files this is made from" in done.stderr) == (2, True)
    assert contents(where) == before
    assert call(*command, "-o", where / "page.md").exit_code == 0


def test_findings_are_written_whole_and_what_cannot_be_read_is_told_in_the_file_too(folder: Folder) -> None:
    where = folder()
    for name in ("found.json", "found.sarif"):
        assert call("check", where, "-o", where / name).exit_code == 0
        printed = call("check", where, "--format", name.rpartition(".")[2]).stdout
        assert (where / name).read_bytes().decode() == printed
    (where / "scores.yaml").write_text(SMALLEST["scores"].replace("left: 2", "left: 9"))
    assert call("check", where, "-o", where / "found.json").exit_code == 2
    assert json.loads((where / "found.json").read_bytes())["findings"][0]["code"] == "outside-scale"
    for arguments in ("found.txt", "found", "found.json --format sarif", "found.json --format text"):
        done = call("check", where, "-o", *arguments.split())
        assert (done.exit_code, "was not written" in done.stderr) == (2, True)


def test_the_record_is_plain_json(folder: Folder) -> None:
    record = json.loads(call("score", folder(), "--format", "json").stdout)
    assert (record["kind"], record["version"], record["appraise"]) == ("run", 1, __version__)
    assert [file["path"] for file in record["files"]] == [
        "appraisal.yaml",
        "criteria.yaml",
        "scores.yaml",
        "library:models/characteristics.yaml",
    ]
    assert record["options"]["left"]["scores"]["cost"] == {"score": 2, "value": 40, "from": "sheet"}
    assert record["options"]["left"]["because"] == {"rank": 1, "line": 1}
    assert list(record)[-1] == "fingerprint"


def test_forms_and_templates(folder: Folder, tmp_path: Path) -> None:
    where = folder()
    assert call("appendix", where).stdout.startswith("<!-- appraise appendix -->\n\n# Smallest\n")
    assert call("appendix", where, "--format", "html").stdout.startswith("<!DOCTYPE html>")
    own = tmp_path / "own.md.j2"
    own.write_text("{{ document.title }} in our house style\n")
    assert call("appendix", where, "--template", own).stdout == "Smallest in our house style\n"
    own.write_text("{{ ''.__class__.__mro__ }}")
    assert call("appendix", where, "--template", own).exit_code == 2
    assert call("appendix", where, "--format", "docx").exit_code == 2
    assert call("appendix", where, "--template", own, "--format", "html").exit_code == 2
    assert call("appendix", where, "--template", tmp_path / "none.md.j2").exit_code == 2


def test_the_annex_is_asked_for_by_name_in_every_form_of_the_appendix(folder: Folder) -> None:
    where = folder()
    pages = {
        (annex, form): call("appendix", where, "--format", form, *(["--annex"] if annex else [])).stdout
        for annex in (False, True)
        for form in ("md", "html")
    }
    assert pages[True, "md"].startswith("<!-- appraise annex -->\n\n# Smallest\n")
    assert pages[True, "html"].startswith("<!DOCTYPE html><!-- appraise annex -->")
    assert pages[False, "html"].startswith("<!DOCTYPE html><!-- appraise appendix -->")
    for form in ("md", "html"):
        assert "annex" in pages[False, form].replace("appraise annex", "")
        assert "The reason for every score" in pages[True, form]
        assert "The reason for every score" not in pages[False, form]
    own = where / "own.md.j2"
    own.write_text("{{ document.kind }} in our house style\n")
    assert call("appendix", where, "--annex", "--template", own).stdout == "annex in our house style\n"
    assert "--annex" in call("appendix", "--help").stdout


def test_the_annex_is_written_anew_over_itself_and_over_nothing_of_others(folder: Folder) -> None:
    where = folder()
    assert call("score", where, "-o", where / "run.json").exit_code == 0
    for name in ("annex.html", "annex.md"):
        for _ in range(2):
            done = call("appendix", where / "run.json", "--annex", "-o", where / name)
            assert (done.exit_code, "wrote" in done.output) == (0, True)
        assert call("appendix", where / "run.json", "-o", where / name).exit_code == 2
        (where / name).write_text("my notes")
        done = call("appendix", where / "run.json", "--annex", "-o", where / name)
        assert (done.exit_code, (where / name).read_text()) == (2, "my notes")


def test_a_fault_of_our_own_is_one_plain_line(folder: Folder) -> None:
    script = "import appraise.cli.score as s, appraise.cli as c\ns.screen = None\nc.main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "score", str(folder())], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "--debug" in done.stderr


def test_a_reader_that_stops_listening_is_no_fault(folder: Folder) -> None:
    command = f"{sys.executable} -m appraise score {folder()} | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("Smallest\n", "")


def test_a_pipe_closed_on_windows_is_no_fault(folder: Folder) -> None:
    """There, writing into it is an invalid argument."""
    script = (
        "import appraise.cli as c, appraise.cli.score as s\n"
        "def put(*_): raise OSError(22, 'Invalid argument')\n"
        "s.put = put\nc.main()"
    )
    command = [sys.executable, "-c", script, "score", str(folder()), "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full here")
def test_a_full_disk_is_told(folder: Folder) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*APPRAISE, "score", str(folder())], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs the signals of Unix")
def test_what_was_set_aside_for_a_command_stays_aside(folder: Folder) -> None:
    """As nohup does with the signal that a terminal was closed."""
    script = "import signal, appraise.cli as c; c.app = lambda **_: signal.raise_signal(signal.SIGHUP); c.main()"
    for before, code in (("SIG_DFL", 129), ("SIG_IGN", 0)):
        aside = f"import signal; signal.signal(signal.SIGHUP, signal.{before}); "
        done = subprocess.run([sys.executable, "-c", aside + script], cwd=ROOT, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.slow
def test_an_interrupt_ends_with_130(tmp_path: Path) -> None:
    script = (
        "import appraise.cli as c, appraise.cli.score as s, signal, time\n"
        "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"  # whatever the tests themselves were started with
        "s.run_of = lambda file, brief: time.sleep(30)\nc.main()"
    )
    with subprocess.Popen([sys.executable, "-c", script, "score"], cwd=ROOT, stderr=subprocess.PIPE) as child:
        time.sleep(2)
        child.send_signal(signal.SIGINT)
        assert child.wait(10) == 130
        assert child.stderr is not None
        assert child.stderr.read() == b""


@pytest.mark.parametrize("given", [None, "4"])
def test_numpy_starts_one_thread_unless_people_say_otherwise_and_an_import_sets_nothing(given: str | None) -> None:
    code = (
        "import os, sys\n"
        "before = dict(os.environ)\n"
        "import appraise, appraise.cli\n"
        "assert dict(os.environ) == before and 'numpy' not in sys.modules\n"
        "appraise.cli.app = lambda **_: print(os.environ['OPENBLAS_NUM_THREADS'])\n"
        "appraise.cli.main()\n"
    )
    env = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=env if given is None else env | {"OPENBLAS_NUM_THREADS": given},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == (given or "1")


@pytest.mark.parametrize(
    ("command", "name", "begins"),
    [
        ("appendix", "a.HTML", b"<!DOCTYPE html>"),
        ("appendix", "a.htm", b"<!DOCTYPE html>"),
        ("appendix", "a.HTM", b"<!DOCTYPE html>"),
        ("appendix", "a.MD", b"<!-- appraise appendix -->"),
        ("appendix", "a.markdown", b"<!-- appraise appendix -->"),
        ("score", "a.JSON", b'{\n  "kind": "run"'),
        ("score", "a.Csv", b"\xef\xbb\xbfoption,"),
        ("check", "a.Json", b'{\n  "kind": "check"'),
        ("check", "a.SARIF", b'{\n  "$schema"'),
        ("schema", "a.JSON", b'{\n  "$schema"'),
    ],
)
def test_the_ending_of_a_name_may_be_in_capitals(command: str, name: str, begins: bytes, folder: Folder) -> None:
    where = folder()
    done = call(command, *([] if command == "schema" else [where]), "-o", where / name)
    assert (done.exit_code, done.stderr) == (0, f"wrote {where / name}\n")
    assert (where / name).read_bytes().startswith(begins)


def test_what_diff_writes_goes_by_the_ending_too(folder: Folder) -> None:
    where = folder()
    for name, begins in (("a.MD", b"##"), ("a.Markdown", b"##"), ("a.JSON", b'{\n  "kind": "difference"')):
        assert call("diff", where, where, "-o", where / name).exit_code == 0
        assert (where / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("name", "told"), [("a.odt", "Word"), ("a.PDF", "browser"), ("a.csv", "appraise score"), ("a.txt", "template")]
)
def test_a_form_that_an_appendix_does_not_have_is_told_with_those_it_has(name: str, told: str, folder: Folder) -> None:
    where = folder()
    done = call("appendix", where, "-o", where / name)
    assert (done.exit_code, (where / name).exists()) == (2, False)
    assert "html, md or docx" in done.stderr
    assert told.lower() in done.stderr.lower()
    assert done.stderr.count("error[") == 1


def test_a_record_whose_name_is_in_capitals_is_read_as_one(folder: Folder) -> None:
    where = folder()
    assert call("score", where, "-o", where / "RUN.JSON").exit_code == 0
    for command in ("score", "check", "appendix", "verify"):
        assert call(command, where / "RUN.JSON").exit_code == 0, command
    assert "Nothing changed" in call("diff", where / "RUN.JSON", where).stdout


@pytest.mark.parametrize("name", ["with space", "it's", "-x", "a&b", "$(HOME)", "plain"])
def test_a_command_that_is_printed_can_be_put_into_a_shell(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (line,) = [each for each in call("init", "--", name).stderr.splitlines() if each.startswith("next: ")]
    script = f'appraise() {{ "{sys.executable}" -m appraise "$@"; }}\n{line.removeprefix("next: ")} --quiet'
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, "Shortlisted" in done.stdout) == (0, True), done.stderr


def test_a_record_beside_a_page_is_named_for_a_shell(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where = folder() / "my report"
    where.mkdir()
    monkeypatch.chdir(where.parent)
    call("score", ".", "-o", "my report/run.json")
    call("appendix", "my report/run.json", "-o", "my report/a.md")
    assert "appraise verify 'my report/run.json'" in call("verify", "my report/a.md").stderr


def test_options_alone_begin_an_appraisal(tmp_path: Path) -> None:
    """It is the first thing people type. The criteria are those that show the format; nothing is scored yet."""
    where = tmp_path / "new"
    done = call("init", where, "--options", "in-house, charity")
    assert done.exit_code == 0
    run = evaluate(load(where))
    assert list(run.inputs.options) == ["in-house", "charity"]
    assert run.inputs.options["in-house"].comparator
    assert all(score.score == "unknown" for option in run.inputs.options.values() for score in option.scores.values())
    assert call("check", where).exit_code == 0
    without = tmp_path / "without"
    assert call("init", without, "--options", "charity").exit_code == 0
    assert not load(without).options["charity"].comparator
    wrong = call("init", tmp_path / "wrong", "--options", "in-hose")
    assert (wrong.exit_code, 'write "in-house"' in wrong.stderr) == (2, True)
