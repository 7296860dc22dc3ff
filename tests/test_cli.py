"""The commands: what they print and write, where, and the codes they end with."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from appraise import __version__, read_run
from appraise.cli import app
from tests.conftest import ROOT, SMALLEST

Folder = Callable[..., Path]
APPRAISE = [sys.executable, "-m", "appraise"]


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_version() -> None:
    assert call("--version").stdout == f"appraise {__version__}\n"


def test_a_wrong_call_ends_with_2() -> None:
    assert call("score", "--nonsense").exit_code == 2
    assert call("nonsense").exit_code == 2
    assert call("score", "--format", "pdf").exit_code == 2


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
    # What check finds stands in other lines of a record.
    said = [re.findall(r"\w+\[.*", done.stdout) if command == "check" else [done.stdout] for done in outputs]
    assert sorted(said[0]) == sorted(said[1]) == sorted(said[2])
    assert said[0]


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
    for words, written in (
        ("out.csv", table),
        ("out.json", record),
        ("OUT.CSV", table),
        ("out.csv --format csv", table),
    ):
        assert call("score", "--force", "-o", *words.split()).exit_code == 0
        assert Path(words.split()[0]).read_bytes().decode() == written
    before = contents(Path())
    for words in ("run.json --format csv", "out.csv --format json", "out.json --format table", "out.xlsx", "out"):
        done = call("score", "--force", "-o", *words.split())
        assert (done.exit_code, done.stdout) == (2, "")
        assert f'error[not-written]: "{words.split()[0]}" was not written' in done.stderr
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
    assert call("init", where).exit_code == 2
    assert contents(where) == before


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
        ["option", "name", "outcome", "rank", "total", "cost", "pace"],
        ["left", "'=1+1", "shortlisted", "1", "56", "24", "32"],
        ["right", "Right", "not-shortlisted", "2", "44", "36", "8"],
    ]


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
    assert call("appendix", where).stdout.startswith("# Smallest")
    assert call("appendix", where, "--format", "html").stdout.startswith("<!DOCTYPE html>")
    own = tmp_path / "own.md.j2"
    own.write_text("{{ document.title }} in our house style\n")
    assert call("appendix", where, "--template", own).stdout == "Smallest in our house style\n"
    own.write_text("{{ ''.__class__.__mro__ }}")
    assert call("appendix", where, "--template", own).exit_code == 2
    assert call("appendix", where, "--format", "docx").exit_code == 2
    assert call("appendix", where, "--template", own, "--format", "html").exit_code == 2
    assert call("appendix", where, "--template", tmp_path / "none.md.j2").exit_code == 2


def test_a_fault_of_our_own_is_one_plain_line(folder: Folder) -> None:
    script = "import appraise.cli.score as s, appraise.cli as c\ns.summary = None\nc.main()"
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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full here")
def test_a_full_disk_is_told(folder: Folder) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*APPRAISE, "score", str(folder())], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_interrupt_ends_with_130(tmp_path: Path) -> None:
    script = (
        "import appraise.cli as c, appraise.cli.score as s, time\n"
        "s.run_of = lambda file, brief: time.sleep(30)\nc.main()"
    )
    with subprocess.Popen([sys.executable, "-c", script, "score"], cwd=ROOT, stderr=subprocess.PIPE) as child:
        time.sleep(2)
        child.send_signal(signal.SIGINT)
        assert child.wait(10) == 130
        assert child.stderr is not None
        assert child.stderr.read() == b""
