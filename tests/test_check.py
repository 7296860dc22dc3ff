"""`appraise check`: what it tells of findings, in each format, and the code it ends with.

What each check finds stands in `findings/`; here it is how that is told.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from appraise import REGISTRY, __version__
from appraise.cli import app
from appraise.cli.check import diagnostics_of
from appraise.files.text.locations import Location
from appraise.problem import Place
from appraise.publish.findings.diagnostic import Diagnostic
from appraise.publish.findings.github import annotation, of_diagnostic
from appraise.publish.findings.sarif import sarif
from appraise.review.checks import CHECKS
from appraise.review_results import Finding
from tests.conftest import ROOT, SMALLEST

BASE = ROOT / "tests" / "findings" / "base"
OPEN_UNKNOWN = "    by: Cabinet, December 2026\n"
EXCLUDED = "unknowns:\n", "decision:\n  options: [charity, in-house-transformed, wholly-owned-company]\nunknowns:\n"
NO_EQUALITY = re.compile(r"  text: Opening hours affect .*\n")
Base = Callable[..., None]


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Base:
    """The well-made appraisal, with one finding of each gravity unless some are left out, and what is accepted."""
    copytree(BASE, tmp_path / "base")
    monkeypatch.chdir(tmp_path / "base")

    def write(*severities: str, accepted: str = "") -> None:
        text = (BASE / "appraisal.yaml").read_text("utf-8")
        assert OPEN_UNKNOWN in text
        assert EXCLUDED[0] in text
        text = text.replace(*EXCLUDED) if "error" in severities else text
        text = NO_EQUALITY.sub("", text) if "warning" in severities else text
        text = text.replace(OPEN_UNKNOWN, "") if "note" in severities else text
        Path("appraisal.yaml").write_text(text + accepted, "utf-8", newline="\n")

    return write


def test_the_gravest_stand_first_and_are_counted(base: Base) -> None:
    base("error", "warning", "note")
    done = call()
    heads = [line for line in done.stdout.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]
    assert [re.findall(r"\w+\[[a-z-]+\]", head)[0] for head in heads] == [
        "error[recommended-excluded]",
        "warning[no-equality]",
        "note[unknown-without-gateway]",
    ]
    assert done.stdout.splitlines()[-1] == "3 findings: 1 error, 1 warning, 1 note"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("found", "fail_on", "code"),
    [
        ("error", None, 1),
        ("warning", None, 0),
        ("note", None, 0),
        ("", "note", 0),
        ("error", "error", 1),
        ("error", "warning", 1),
        ("error", "note", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("warning", "note", 1),
        ("note", "error", 0),
        ("note", "warning", 0),
        ("note", "note", 1),
    ],
)
def test_it_ends_with_1_from_a_gravity_on(base: Base, found: str, fail_on: str | None, code: int) -> None:
    base(found)
    asked = ["--fail-on", fail_on] if fail_on else []
    assert [call(*asked, "--format", form).exit_code for form in ("text", "json", "github", "sarif")] == [code] * 4


ACCEPTED = """\
accepted:
  recommended-excluded:
    - where: decision charity
      reason: Counsel's advice came after the decision.
      by: Cabinet
  no-equality:
    - reason: The screening is due in May.
"""


def test_what_people_accepted_is_told_in_a_line_and_does_not_count(base: Base) -> None:
    base("error", "warning", "note", accepted=ACCEPTED)
    done = call()
    lines = done.stdout.splitlines()
    assert "note[unknown-without-gateway]" in lines[0]
    assert re.sub(r":\d+:\d+:", "", "\n".join(lines[-5:])) == (
        'appraisal.yaml accepted[recommended-excluded]: The decision names "Charity", which fails at '
        '"A say beyond the contract".\n'
        "  reason: Counsel's advice came after the decision. (by Cabinet)\n"
        "appraisal.yaml accepted[no-equality]: Nothing is said about equality.\n"
        "  reason: The screening is due in May.\n"
        "1 finding: 1 note; 2 accepted"
    )
    assert done.exit_code == 0
    assert call("--fail-on", "warning").exit_code == 0
    assert call("--fail-on", "note").exit_code == 1


def test_where_all_is_accepted_no_problem_is_left(base: Base) -> None:
    base("error", "warning", accepted=ACCEPTED)
    assert call("--fail-on", "note").exit_code == 0
    assert call().stdout.splitlines()[-1] == "No problems found. 2 findings accepted."


def test_a_finding_says_how_it_is_accepted_and_then_is(base: Base) -> None:
    base("note")
    assert re.findall(r"  accept: (.*), where: (.*)\n", call().stdout) == [("unknown-without-gateway", "pensions")]
    explained = CliRunner().invoke(app, ["explain", "unknown-without-gateway"]).stdout
    lived_with = dedent(explained.partition("appraisal.yaml:\n")[2]).replace("reason: ...", "reason: Ours")
    for where, count in (("pensions", 1), ("nobody", 0)):
        base("note", accepted=lived_with.replace("where: ...", f"where: {where}"))
        assert call("--fail-on", "note").exit_code == 1 - count
        assert f"No problems found. {count} finding accepted.\n" in call().stdout or not count


def test_without_where_every_finding_of_that_name_is_accepted(base: Base) -> None:
    base("note", accepted="accepted:\n  unknown-without-gateway:\n    - reason: Ours\n")
    assert call("--fail-on", "note").exit_code == 0
    assert call().stdout.splitlines()[-1] == "No problems found. 1 finding accepted."


def test_accepting_one_of_a_kind_leaves_the_others(base: Base) -> None:
    base("error", accepted=ACCEPTED.replace("decision charity", "decision shared-service"))
    done = call()
    assert done.exit_code == 1
    assert "error[recommended-excluded]" in done.stdout
    assert 'note[accepted-nothing]: "recommended-excluded" is accepted, for "decision shared-service"' in done.stdout


def test_quiet_prints_findings_alone(base: Base) -> None:
    base()
    assert (call().stdout, call("-q").stdout) == ("No problems found.\n", "")
    base("warning", "note", accepted=ACCEPTED)
    assert [line[:1] for line in call("-q").stdout.splitlines() if "]: " in line] == ["a", "a"]
    assert "accepted[" not in call("-q").stdout
    assert "findings:" not in call("-q").stdout


def test_a_record_is_checked_in_its_own_lines(base: Base) -> None:
    base("error", "warning", "note")
    assert CliRunner().invoke(app, ["score", "-o", "run.json"]).exit_code == 0
    record, files = call("run.json", "--format", "json"), call("--format", "json")
    assert record.exit_code == files.exit_code == 1
    lines = Path("run.json").read_text("utf-8").splitlines()
    for each in json.loads(record.stdout)["findings"]:
        assert each["file"] == "run.json"
        key = {"no-equality": "equality", "unknown-without-gateway": "pensions"}.get(each["code"], "decision")
        assert lines[each["line"] - 1].strip().startswith(f'"{key}":')

    def told_of(done: Result) -> list[Any]:
        found = json.loads(done.stdout)["findings"]
        return [(each["code"], each["what"]) for each in found]

    assert told_of(record) == told_of(files)


def test_json_tells_everything_of_each_finding(base: Base) -> None:
    base("note", "warning", accepted=ACCEPTED)
    found = json.loads(call("--format", "json").stdout)
    assert (found["kind"], found["version"], found["appraise"]) == ("check", 1, __version__)
    equality = next(each for each in found["findings"] if each["code"] == "no-equality")
    assert equality == {
        "code": "no-equality",
        "severity": "warning",
        "file": "appraisal.yaml",
        "line": 143,
        "column": 1,
        "what": "Nothing is said about equality.",
        "why": CHECKS["no-equality"].WHY,
        "fix": CHECKS["no-equality"].FIX,
        "source": CHECKS["no-equality"].SOURCE,
        "where": "",
        "accepted": {"reason": "The screening is due in May.", "by": None},
    }


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_problems_in_reading_come_in_the_same_form_and_end_with_2(form: str, base: Base) -> None:
    base()
    Path("scores.yaml").write_text(Path("scores.yaml").read_text("utf-8").replace("score: 5", "score: 9"), "utf-8")
    done = call("--format", form)
    assert (done.exit_code, done.stderr) == (2, "")
    assert done.stdout.count("outside-scale") >= 3
    text = call()
    assert (text.exit_code, text.stdout) == (2, "")
    lines = [int(line) for line in re.findall(r"scores.yaml:(\d+):14: error", text.stderr)]
    assert len(lines) == 3
    for line in lines:
        assert {"json": f'"line": {line},', "github": f",line={line},", "sarif": f'"startLine": {line},'}[
            form
        ] in done.stdout


def test_files_come_in_their_order_and_lines_in_theirs() -> None:
    def finding(name: str, *at: str) -> Finding:
        return Finding("a-code", "note", name, "Why.", "Fix.", "Source", at, "", None)

    written: dict[tuple[str, ...], tuple[str, int]] = {
        ("b",): ("two", 1),
        ("c",): ("one", 9),
        ("d",): ("one", 3),
        ("title",): ("one", 1),
    }

    def find(*keys: str) -> Location | None:
        file, line = written.get(keys, ("", 0))
        return Location(file, Place(file, line, 1, "")) if file else None

    findings = [finding("1", "b"), finding("2", "c"), finding("3", "d", "deeper", "still"), finding("4", "gone", "too")]
    in_order = diagnostics_of([*findings, finding("5")], find, ["one", "two"])
    assert [each.what for each in in_order] == ["4", "5", "3", "2", "1"]
    assert [each.place.line for each in in_order if each.place] == [1, 1, 3, 9, 1]


def test_an_annotation_is_a_workflow_command_that_no_text_can_break() -> None:
    text = annotation("warning", Place("a,b:c.yaml", 12, 7, ""), "close-call", "50% of it\nand ::error::more")
    assert text == "::warning file=a%2Cb%3Ac.yaml,line=12,col=7,title=close-call::50%25 of it%0Aand ::error::more"
    assert annotation("notice", None, "a:b", "x\r") == "::notice title=a%3Ab::x%0D"


def test_an_annotation_shows_no_marks_that_nobody_sees() -> None:
    text = "one\x1b[2K\u202etwo\nthree"
    line = of_diagnostic(Diagnostic("colon", "note", text, "Why.", "Fix.", Place("a\x1b.yaml", 1, 2, "")))
    assert line == "::notice file=a.yaml,line=1,col=2,title=colon::one[2Ktwo three%0AWhy.%0AFix."


@given(st.text(), st.text(), st.text())
def test_an_annotation_stays_on_one_line_and_can_be_read_back(file: str, title: str, text: str) -> None:
    line = annotation("error", Place(file, 1, 2, ""), title, text)
    assert not re.search("[\r\n]", line)
    properties, _, data = line.removeprefix("::error ").partition("::")
    pairs = dict(each.split("=", 1) for each in properties.split(","))

    def back(told: str, codes: str) -> str:
        return re.sub(f"%({codes})", lambda found: chr(int(found[1], 16)), told)

    assert back(pairs["file"], "25|0D|0A|3A|2C") == file
    assert back(pairs["title"], "25|0D|0A|3A|2C") == title
    assert back(data, "25|0D|0A") == text


def test_github_shows_each_finding_at_its_line_and_what_is_accepted_as_a_notice(base: Base) -> None:
    base("warning", "note", accepted=ACCEPTED)
    lines = call("--format", "github").stdout.splitlines()
    heads = (re.match(r"::(\w+) file=appraisal.yaml,line=\d+,col=\d+,title=([^:]*)::", line) for line in lines)
    assert [head and head.groups() for head in heads] == [
        ("notice", "no-equality%2C accepted"),
        ("notice", "unknown-without-gateway"),
        ("notice", "accepted-nothing"),
    ]
    assert lines[0].endswith("::Nothing is said about equality.%0AThe screening is due in May.")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text there")
def test_a_folder_whose_name_is_no_text_is_named_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"bad\xff")
    assert CliRunner().invoke(app, ["init", "-q", name]).exit_code == 0
    assert '"uri": "bad%FF/' in CliRunner().invoke(app, ["check", name, "--format", "sarif"]).stdout


def test_what_is_accepted_twice_is_told(base: Base) -> None:
    base(accepted="accepted:\n  no-comparator:\n    - reason: One\n    - reason: Two\n")
    assert call().stdout.count("note[accepted-nothing]") == 2
    base("note", accepted="accepted:\n  unknown-without-gateway:\n    - reason: One\n    - reason: Two\n")
    assert call().stdout.count("note[accepted-nothing]") == 1


def test_every_finding_is_listed() -> None:
    said = CliRunner().invoke(app, ["explain", "findings"]).stdout
    assert re.findall("^([a-z-]+): (?:error|warning|note)", said, re.MULTILINE) == list(CHECKS)


def test_sarif_is_a_log_of_version_2_1_0(base: Base) -> None:
    """What the standard asks of the properties used: their places, types and words (3.13, 3.14, 3.27, 3.35, 3.49)."""
    base("error", "warning", "note", accepted=ACCEPTED)
    done = call("--format", "sarif")
    assert done.stdout == call("--format", "sarif").stdout
    log = json.loads(done.stdout)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "appraise"
    assert [rule["id"] for rule in rules] == sorted(CHECKS)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    told = [result["ruleId"] for result in run["results"]]
    assert told[0] == "unknown-without-gateway"
    assert not {"recommended-excluded", "no-equality"} & set(told), "a service would show what is accepted as open"
    assert "invocations" not in run
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "appraisal.yaml"}
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1


def test_in_sarif_a_path_is_a_reference_and_a_problem_has_a_rule() -> None:
    problem = Diagnostic("colon", "error", "[what](https://a.example)", "why", "fix", Place("a b/50%é.yaml", 3, 4, ""))
    (run,) = json.loads(sarif([problem, problem._replace(place=None)], {}, "1"))["runs"]
    assert run["tool"]["driver"]["rules"] == [{"id": "colon"}]
    (first,) = run["results"]
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b/50%25%C3%A9.yaml"
    assert first["message"] == {"text": "[what] (https://a.example). why. fix."}  # no link
    (told,) = run["invocations"]
    assert told["executionSuccessful"] is False
    assert [(each["descriptor"]["id"], each["level"]) for each in told["toolExecutionNotifications"]] == [
        ("colon", "error")
    ]


def test_sarif_of_what_is_not_there_has_no_result_without_a_place(base: Base) -> None:
    """GitHub refuses a whole log for one result without a location."""
    done = call("nope", "--format", "sarif")
    (run,) = json.loads(done.stdout)["runs"]
    assert (done.exit_code, run["results"]) == (2, [])
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["descriptor"] == {"id": "no-file"}
    assert '"nope" is not there' in told["message"]["text"]


@pytest.mark.parametrize("start", [".", "councils", "councils/north/van"])
def test_paths_for_github_begin_at_the_top_of_the_repository(
    start: str, base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From wherever check is called; in JSON a path stays as it was typed, for a program that runs there."""
    base("error")
    here = Path.cwd()
    top = tmp_path / "top"
    (top / "councils" / "north").mkdir(parents=True)
    (top / ".git").mkdir()
    copytree(here, top / "councils" / "north" / "van")
    monkeypatch.chdir(top / start)
    typed = Path(os.path.relpath(top / "councils" / "north" / "van"))
    found = json.loads(call(typed, "--format", "sarif").stdout)["runs"][0]["results"]
    uris = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in found}
    assert uris == {"councils/north/van/appraisal.yaml"}
    lines = call(typed, "--format", "github").stdout.splitlines()
    assert lines
    assert all("file=councils/north/van/appraisal.yaml," in line for line in lines)
    told = json.loads(call(typed, "--format", "json").stdout)["findings"]
    assert {each["file"] for each in told} == {(typed / "appraisal.yaml").as_posix()}


def test_no_text_of_a_finding_can_forge_a_line_or_hide_one(base: Base) -> None:
    """Everything people write stays on the line where it is quoted, in a form for people and for GitHub."""
    base("note")
    text = Path("appraisal.yaml").read_text("utf-8")
    forged = 'text: "What\\n::error::forged"'
    Path("appraisal.yaml").write_text(
        text.replace("text: What a company would pay into the pension fund", forged), "utf-8"
    )
    for form in ("text", "github"):
        said = call("--format", form)
        assert said.exit_code == 0
        assert "forged" in said.stdout
        assert not [line for line in said.stdout.splitlines() if line.startswith("::error")]


@pytest.mark.parametrize(("status", "found"), [("agreed", True), ("draft", True), ("illustrative", False)])
def test_weights_that_git_saw_change_after_the_scores_are_found_unless_nothing_is_real(
    base: Base, status: str, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    base()
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-05-04T12:00:00Z")
    text = Path("appraisal.yaml").read_text("utf-8")
    Path("appraisal.yaml").write_text(text.replace("status: agreed", f"status: {status}"), "utf-8")
    _git("init", "-q")
    _git("add", ".")
    _git("commit", "-qm", "scores")
    assert "weights-after-scores" not in call().stdout
    text = Path("criteria.yaml").read_text("utf-8")
    assert text.count("weight: 24") == text.count("weight: 14") == 1
    Path("criteria.yaml").write_text(
        text.replace("weight: 24", "weight: 22").replace("weight: 14", "weight: 16"), "utf-8"
    )
    _git("commit", "-qam", "weights")
    for source in (".", "appraisal.yaml"):
        assert ("the weights were last changed on 2026-05-04" in call(source).stdout) == found


def _git(*words: str) -> None:
    """One git command, as nobody in particular."""
    subprocess.run(
        ["git", "-c", "commit.gpgsign=false", "-c", "user.name=A", "-c", "user.email=a@example.org", *words], check=True
    )


@pytest.mark.parametrize("code", CHECKS)
def test_every_finding_is_explained(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = " ".join(CliRunner().invoke(app, ["explain", code]).stdout.split())
    check = CHECKS[code]
    means = f"{code}: {check.MEANS} Why: {check.WHY} What to do: {check.FIX} Source: {check.SOURCE} To live with one"
    assert said.startswith(means)


def test_the_name_of_a_finding_is_suggested(base: Base) -> None:
    base()
    done = CliRunner().invoke(app, ["explain", "no-equalitty"])
    assert (done.exit_code, 'fix: write "no-equality"' in done.stderr) == (2, True)
    done = CliRunner().invoke(app, ["explain", "nonsense"])
    assert "or the code of an error or a finding" in done.stderr


def test_reading_an_appraisal_knows_the_codes_and_needs_no_check(tmp_path: Path) -> None:
    assert list(REGISTRY.findings()) == list(CHECKS)
    for name, text in SMALLEST.items():
        accepted = "accepted:\n  no-equality:\n    - reason: Ours\n" if name == "appraisal" else ""
        (tmp_path / f"{name}.yaml").write_text(text + accepted, "utf-8")
    script = "import sys, appraise\nappraise.load('.')\nprint('appraise.review.checks' in sys.modules)"
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_what_was_found_decides_how_it_ends_whoever_reads_it(base: Base) -> None:
    """As in `appraise check --fail-on note | head`, where a shell is to stop at what fails."""
    base("note")
    script = (
        "import appraise.cli as c, appraise.cli.check as k\n"
        "def gone(*_): raise BrokenPipeError(32, 'Broken pipe')\n"
        "k.print_findings = gone\nc.main()"
    )
    for fail_on, code in (("note", 1), ("error", 0)):
        command = [sys.executable, "-c", script, "check", ".", "--fail-on", fail_on]
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=env, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (code, b"")
