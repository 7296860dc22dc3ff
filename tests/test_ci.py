"""What `init --ci` writes works: every step of the workflow, run in a real repository as GitHub would run it."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
import yaml
from typer.testing import CliRunner

from appraise.cli import app
from appraise.files.loading.scaffold import MARKED
from appraise.problem import Place
from appraise.publish.findings.github import annotation
from tests.conftest import GIT, ROOT, git, installed
from tests.publish.render.test_escape import CALLS_OR_LEADS, READER, open_text

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, ("bash", "git"))), reason="needs bash and git"),
]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one new appraisal, its record and its workflow, committed."""
    folder = tmp_path / "a repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    for command in (["init", str(folder / "libraries"), "--ci"], ["score", str(folder / "libraries"), "-o"]):
        command += [str(folder / "libraries" / "run.json")] if command[-1] == "-o" else []
        assert CliRunner().invoke(app, command).exit_code == 0
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Begin")
    return folder


class Step(NamedTuple):
    """What a step came to: its exit code and what it printed. The runner reads the two streams each on its own."""

    code: int
    out: str
    err: str


def steps(repository: Path, base: str) -> dict[str, Step]:
    """What each step of our own comes to, of both jobs; with a `gh` that keeps the comment."""
    bin_, temporary = installed(repository.parent), repository.parent / "runner"
    temporary.mkdir(exist_ok=True)
    (bin_ / "gh").write_text(
        f"""#!/bin/sh
        cd "{temporary}" || exit 1
        for each; do
            case "$each" in body=*) printf %s "${{each#body=}}" > posted.md;; *) printf '%s ' "$each";; esac
        done >> asked
        echo >> asked
        case "$*" in *--paginate*)
            [ ! -e refused ] || exit 1
            while [ "$1" != --jq ]; do shift; done
            if [ "$(cat comments)" != "[]" ]; then jq -r "$2" comments; fi;;
        esac
        """
    )
    (bin_ / "gh").chmod(stat.S_IRWXU)
    if not (temporary / "comments").exists():
        (temporary / "comments").write_text("[]")
    for name in ("summary.md", "outputs"):
        (temporary / name).unlink(missing_ok=True)
    given = {
        "${{ github.event.pull_request.base.sha }}": base,
        "${{ github.event.pull_request.number }}": "1",
        "${{ github.token }}": "none",
    }
    found = {}
    for job in workflow_of(repository)["jobs"].values():
        for step in job["steps"]:
            if "run" not in step or "pip" in step["run"]:
                continue
            env = os.environ | GIT | {"PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}"}
            env |= {"RUNNER_TEMP": str(temporary), "GITHUB_STEP_SUMMARY": str(temporary / "summary.md")}
            env |= {"GITHUB_REPOSITORY": "council/appraisals", "GITHUB_OUTPUT": str(temporary / "outputs")}
            env |= {name: given[value] for name, value in step.get("env", {}).items()}
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done = subprocess.run(command, cwd=repository, env=env, capture_output=True, text=True, check=False)
            found[step["name"]] = Step(done.returncode, done.stdout, done.stderr)
        said = outputs(temporary / "outputs").get("comment", "")
        if not said:
            break
        given["${{ needs.appraisals.outputs.comment }}"] = said
    return found


def workflow_of(repository: Path) -> dict[Any, Any]:
    """The workflow of a repository."""
    read: dict[Any, Any] = yaml.safe_load((repository / ".github" / "workflows" / "appraise.yaml").read_text("utf-8"))
    return read


def outputs(file: Path) -> dict[str, str]:
    """What a step hands on, as the runner reads it: a name and a word, then lines until that word alone."""
    lines, found = file.read_text("utf-8").split("\n") if file.exists() else [], {}
    while lines and lines[0]:
        name, _, word = lines.pop(0).partition("<<")
        end = lines.index(word)
        found[name] = "\n".join(lines[:end])
        del lines[: end + 1]
    return found


def posted(repository: Path) -> str:
    """The comment that was written last."""
    return (repository.parent / "runner" / "posted.md").read_text("utf-8")


def asked(repository: Path) -> str:
    """What GitHub was asked last."""
    return (repository.parent / "runner" / "asked").read_text("utf-8").splitlines()[-1]


def test_the_workflow_says_what_a_change_does_and_finds_a_record_changed_by_hand(repository: Path) -> None:
    base = git(repository, "rev-parse", "HEAD")
    criteria = repository / "libraries" / "criteria.yaml"
    text = criteria.read_text("utf-8")
    assert text.count("weight: 30\n") >= 1
    criteria.write_text(text.replace("weight: 30\n", "weight: 35\n", 1), "utf-8", newline="\n")
    record = repository / "libraries" / "run.json"
    record.write_text(record.read_text("utf-8").replace('"total": ', '"total":  ', 1), "utf-8", newline="\n")
    git(repository, "commit", "--quiet", "--all", "--message", "Reweight")
    done = steps(repository, base)
    assert done["Say what the change does"].code == 0, done
    said = posted(repository)
    assert "weight 30 (30%), now 35" in said
    assert f"<!-- appraise -->\n{(repository.parent / 'runner' / 'summary.md').read_text('utf-8')}" == f"{said}\n"
    assert "--method POST repos/council/appraisals/issues/1/comments" in asked(repository)
    assert done["Check the appraisals"].code == 0, done
    assert done["Verify the records"].code == 1, done


def test_a_change_that_mends_what_could_not_be_read_is_checked(repository: Path) -> None:
    """And one that is moved is told as gone and new; a name that could be markup is made plain."""
    scores = repository / "libraries" / "scores.yaml"
    whole = scores.read_text("utf-8")
    scores.write_text(whole.replace("score: 3\n", "score: 99\n", 1), "utf-8", newline="\n")
    git(repository, "commit", "--quiet", "--all", "--message", "A score beyond the scale")
    base = git(repository, "rev-parse", "HEAD")
    scores.write_text(whole, "utf-8", newline="\n")
    git(repository, "commit", "--quiet", "--all", "--message", "Mended")
    done = steps(repository, base)
    assert [step.code for step in done.values()] == [0, 0, 0, 0], done
    assert "`libraries/appraisal.yaml` could not be compared" in posted(repository)
    (repository / "libraries").rename(repository / "-@all <img> `x`")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Moved")
    done = steps(repository, base)
    assert [step.code for step in done.values()] == [0, 0, 0, 0], done
    said = posted(repository)
    assert "`-?all ?img? ?x?/appraisal.yaml` is new." in said
    assert "`libraries/appraisal.yaml` is no longer here." in said


def test_the_sheets_of_members_are_looked_at_too(repository: Path) -> None:
    """They lie in folders of their own, and only what names them is named here."""
    shutil.copytree(ROOT / "examples" / "school-meals", repository / "meals")
    (repository / "meals" / "run.json").unlink(missing_ok=True)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "A panel")
    base = git(repository, "rev-parse", "HEAD")
    for sheet in ("panel/head.yaml", "weights/governor.yaml"):
        file = repository / "meals" / sheet
        file.write_text(file.read_text("utf-8").replace("by:", "bye:", 1), "utf-8", newline="\n")
    git(repository, "commit", "--quiet", "--all", "--message", "Keys that are not known")
    done = steps(repository, base)["Check the appraisals"]
    assert done.code == 1
    named = set(re.findall("^::error file=([^,]*),", done.out, re.MULTILINE))
    assert named == {"meals/panel/head.yaml", "meals/weights/governor.yaml"}


def test_an_appraisal_that_came_is_named_and_a_record_left_behind_stops_the_change(repository: Path) -> None:
    base = git(repository, "rev-parse", "HEAD")
    assert {name: step.code for name, step in steps(repository, base).items()} == dict.fromkeys(
        ("Check the appraisals", "Verify the records", "Say what the change does", "Write the comment"), 0
    )
    assert not (repository.parent / "runner" / "posted.md").exists()
    assert "--paginate" in asked(repository)
    assert CliRunner().invoke(app, ["init", str(repository / "new & odd")]).exit_code == 0
    scores = repository / "libraries" / "scores.yaml"
    scores.write_text(scores.read_text("utf-8").replace("score: 3\n", "score: 2\n", 1), "utf-8", newline="\n")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "A new one, and a score without scoring again")
    done = steps(repository, base)
    assert "`new ? odd/appraisal.yaml` is new." in posted(repository)
    assert "`libraries/appraisal.yaml`" in posted(repository)
    assert done["Verify the records"].code == 1
    assert "out of date" in done["Verify the records"].out


def test_what_marks_records_is_what_the_attributes_say() -> None:
    assert MARKED in (ROOT / "templates" / "ci" / "gitattributes").read_text("utf-8").splitlines()


def test_a_workflow_that_is_there_is_left_as_it_is_and_an_appraisal_too(repository: Path) -> None:
    workflow = repository / ".github" / "workflows" / "appraise.yaml"
    workflow.write_text("name: Our own\n", "utf-8")
    assert CliRunner().invoke(app, ["init", str(repository / "museums"), "--ci"]).exit_code == 0
    assert workflow.read_text("utf-8") == "name: Our own\n"
    workflow.unlink()
    (repository / "museums" / ".gitattributes").unlink()
    before = (repository / "museums" / "appraisal.yaml").read_bytes()
    assert CliRunner().invoke(app, ["init", str(repository / "museums"), "--ci"]).exit_code == 0
    assert workflow.exists()
    assert (repository / "museums" / "appraisal.yaml").read_bytes() == before
    done = CliRunner().invoke(app, ["init", str(repository / "museums"), "--ci"])
    assert (done.exit_code, "nothing was written: all is there already" in done.stderr) == (0, True)


def test_a_link_out_of_the_repository_is_not_followed(repository: Path) -> None:
    shutil.rmtree(repository / ".github")
    (repository / ".github").symlink_to(repository.parent)
    assert CliRunner().invoke(app, ["init", str(repository / "museums"), "--ci"]).exit_code == 2
    assert not (repository / "museums").exists()
    assert not (repository.parent / "workflows").exists()


def test_no_branch_and_no_tag_stands_for_the_commit_that_a_change_is_held_against(repository: Path) -> None:
    base = git(repository, "rev-parse", "HEAD")
    reweighted(repository)
    for name in (*(f"tags/{base[:length]}" for length in range(4, 41)), f"heads/{base}", "heads/HEAD", "tags/HEAD"):
        git(repository, "update-ref", f"refs/{name}", "HEAD")
    steps(repository, base)
    assert "weight 30 (30%), now 35" in posted(repository)


def reweighted(repository: Path) -> None:
    criteria = repository / "libraries" / "criteria.yaml"
    criteria.write_text(criteria.read_text("utf-8").replace("weight: 30\n", "weight: 35\n", 1), "utf-8", newline="\n")
    git(repository, "commit", "--quiet", "--all", "--message", "Reweight")


def test_only_our_own_comment_is_written_anew(repository: Path) -> None:
    base, comments = git(repository, "rev-parse", "HEAD"), repository.parent / "runner" / "comments"
    reweighted(repository)
    steps(repository, base)
    robot = {"type": "Bot", "login": "github-actions[bot]"}
    others = [
        {"id": 1, "body": "<!-- appraise -->\nNo appraisal changed.", "user": {"type": "User", "login": "stranger"}},
        {"id": 2, "body": "<!-- appraise -->", "user": {"type": "User", "login": "github-actions[bot]"}},
        {"id": 3, "body": "<!-- appraise -->", "user": {"type": "Bot", "login": "another[bot]"}},
        {"id": 4, "body": "> <!-- appraise -->", "user": robot},
    ]
    comments.write_text(json.dumps(others))
    steps(repository, base)
    assert "--method POST repos/council/appraisals/issues/1/comments" in asked(repository)
    comments.write_text(json.dumps([{"id": 42, "body": "<!-- appraise -->\nNews", "user": robot}, *others]))
    steps(repository, git(repository, "rev-parse", "HEAD"))
    assert "--method PATCH repos/council/appraisals/issues/comments/42" in asked(repository)
    assert posted(repository) == "<!-- appraise -->\nNo appraisal changed."


def test_where_the_comments_cannot_be_read_none_is_written(repository: Path) -> None:
    """Neither is one where nothing could be compared at all: that an appraisal is as it was would be untrue."""
    base = git(repository, "rev-parse", "HEAD")
    reweighted(repository)
    (repository.parent / "runner").mkdir()
    (repository.parent / "runner" / "refused").touch()
    assert steps(repository, base)["Write the comment"].code != 0
    (repository.parent / "runner" / "refused").unlink()
    done = steps(repository, "0" * 40)
    assert done["Say what the change does"].code != 0
    assert "Write the comment" not in done
    assert not (repository.parent / "runner" / "posted.md").exists()


COMMANDS = {
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "notice",
    "save-state",
}
COMMANDS |= {"remove-matcher", "set-env", "set-output", "stop-commands", "warning"}
UNHEEDED = re.compile("[\0\xad\u200b-\u200f\u2060\ufeff]")
"""Characters that comparing texts by the rules of a language passes over."""


def commands(printed: str) -> list[str]:
    """The lines that GitHub's runner takes as commands. Its ActionCommand.cs looks for `::name ...::` where a line
    begins, then for the first `##[name ...]` anywhere in it; between stop-commands and its word it takes the word only.
    """
    taken, word = [], ""
    for line in re.split("\r\n|\r|\n", printed):
        seen = UNHEEDED.sub("", line)
        name, ended, _ = seen.lstrip().removeprefix("::").partition("::")
        known = bool(ended) and seen.lstrip().startswith("::") and _known(name, word)
        if not known:
            name, ended, _ = seen.partition("##[")[2].partition("]")
            known = bool(ended) and _known(name, word)
        name = name.split(" ")[0].lower()
        if known and word in ("", name):
            taken.append(line)
            word = seen.rpartition("::")[2].lower() if name == "stop-commands" else ""
    return taken


def _known(name: str, word: str) -> bool:
    return name.split(" ")[0].lower() in {*COMMANDS, word} - {""}


WORDS = (
    "::set-output name=a::b ##[add-path]/x $(touch pwned) `touch pwned` -x ' \" | @all #12\n"
    "::add-mask::a\n##[set-env name=A]b\n::stop-commands::a\n::endgroup::"
)
UNSEEN = f"{WORDS}\r::add-mask::a\u2028::add-mask::b\u200b::add-mask::c #\u200b#[add-mask]d"
NAMES = [
    "\n::set-output name=a::b",
    "\r##[add-path]x",
    "-x",
    "$(touch pwned)`touch pwned`; touch pwned",
    "'\" @all #1 https:",
    "::error::" + "w" * 200,
]


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("::error file=a::text", True),
        ("  ::SET-OUTPUT name=a::b", True),
        ("a ##[add-path]/x", True),
        ("##[group]", True),
        ("a\r::add-mask::b", True),
        ("a ::error::text", False),
        ("::none::text", False),
        ("::error text", False),
        ("##[none] ##[error]", False),
    ],
)
def test_commands_are_found_as_the_runner_finds_them(line: str, taken: bool) -> None:
    assert bool(commands(line)) is taken
    assert commands(f"::stop-commands::word\n{line}\n::word::") == ["::stop-commands::word", "::word::"]


@pytest.mark.parametrize("level", ["error", "warning", "notice"])
def test_an_annotation_is_one_command_whatever_it_says(level: Literal["error", "warning", "notice"]) -> None:
    assert len(commands(UNSEEN)) > 1
    line = annotation(level, Place(UNSEEN, 1, 1, ""), UNSEEN, UNSEEN)
    assert commands(line) == [line]


def title(repository: Path, text: str) -> None:
    """Give the appraisal a title."""
    appraisal = repository / "libraries" / "appraisal.yaml"
    before = appraisal.read_text("utf-8")
    assert before.count('"Replace: the title of the appraisal"') == 1
    written = before.replace('"Replace: the title of the appraisal"', json.dumps(text))
    appraisal.write_text(written, "utf-8", newline="\n")


def test_nothing_that_others_wrote_is_a_command_to_the_runner_or_to_the_shell(repository: Path) -> None:
    whole = repository / "libraries"
    title(repository, WORDS)
    scored = CliRunner().invoke(app, ["score", str(whole), "-o", str(whole / "run.json")])
    assert scored.exit_code == 0, scored.output
    for name in NAMES:
        shutil.copytree(whole, repository / name)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", WORDS, "--author", "::set-output name=a::b ##[add-path]c <@all>")
    base = git(repository, "rev-parse", "HEAD")
    for name in (
        "heads/$(touch${IFS}pwned)",
        "heads/`touch${IFS}pwned`",
        "tags/-x",
        "tags/@all",
        "heads/'\";touch${IFS}pwned",
    ):
        git(repository, "update-ref", f"refs/{name}", "HEAD")
    faults = [
        ("appraisal.yaml", f"{json.dumps(UNSEEN)}: 1\n"),
        ("appraisal.yaml", f"criteria: {json.dumps(UNSEEN)}\n"),
        ("scores.yaml", f"  {json.dumps(UNSEEN)}: 1\n"),
        ("criteria.yaml", "\t##[add-path]x\n::set-output name=a::b\n"),
    ]
    for name, (file, fault) in zip(NAMES, faults, strict=False):
        with (repository / name / file).open("a", encoding="utf-8", newline="\n") as broken:
            broken.write(fault)
    for name in NAMES[4:]:
        scores = repository / name / "scores.yaml"
        text = scores.read_text("utf-8").replace('"Replace: what the evidence says"', json.dumps(WORDS))
        scores.write_text(text.replace("score: 3\n", "score: 2\n"), "utf-8", newline="\n")
    git(repository, "commit", "--quiet", "--all", "--message", "Faults")
    done = steps(repository, base)
    assert not list(repository.parent.rglob("pwned"))
    assert [step.code for step in done.values()] == [1, 1, 0, 0], done
    for step in done.values():
        assert commands(step.err) == []
    fenced = {name: commands(step.out) for name, step in done.items()}
    assert fenced.pop("Write the comment") == []
    for name, taken in fenced.items():
        assert taken[0].startswith("::stop-commands::")
        assert taken[1] == f"::{taken[0].rpartition(':')[2]}::"
        told = taken[2:]
        assert all(re.match("::(error|warning|notice) file=", each) for each in told), told
        assert bool(told) is (name == "Check the appraisals")
    assert len({taken[0] for taken in fenced.values()}) == len(fenced)
    told = fenced["Check the appraisals"][2:]
    assert done["Check the appraisals"].out.splitlines()[-len(told) :] == told
    unfenced = [commands(step.out.replace("::stop-commands::", "")) for step in done.values()]
    assert "could not be compared" in posted(repository)
    assert unfenced[2], "without its fence the last step would give a command"


def test_a_comment_calls_nobody_and_leads_nowhere_and_an_appendix_too(repository: Path) -> None:
    base = git(repository, "rev-parse", "HEAD")
    names = "@octocat @org/team #12 GH-3 owner/repo#7 https://a.example www.a.example a@b.example 8de3202 :+1:"
    title(repository, names)
    git(repository, "commit", "--quiet", "--all", "--message", "A title")
    steps(repository, base)
    appendix = CliRunner().invoke(app, ["appendix", str(repository / "libraries"), "--format", "md"]).stdout
    for text in (posted(repository), appendix):
        assert "`@octocat` `@org/team` `#12`" in text
        for piece in open_text(READER.parse(text)):
            assert not any(re.search(each, piece, re.IGNORECASE) for each in CALLS_OR_LEADS), piece


def test_the_job_that_reads_what_others_wrote_may_change_nothing(repository: Path) -> None:
    workflow = workflow_of(repository)
    assert workflow[True] == {"pull_request": None}
    assert workflow["permissions"] == {}
    reads, writes = workflow["jobs"]["appraisals"], workflow["jobs"]["comment"]
    assert (reads["permissions"], writes["permissions"]) == ({"contents": "read"}, {"pull-requests": "write"})
    assert not any("uses" in step for step in writes["steps"])
    assert [step["name"] for step in writes["steps"] if "GH_TOKEN" in step["env"]] == ["Write the comment"]
    assert not any(word in str(reads) for word in ("GH_TOKEN", "github.token", "secrets"))
    assert [step["with"].get("persist-credentials") for step in reads["steps"] if "uses" in step] == [False, None]
    for job in (reads, writes):
        assert job["timeout-minutes"] <= 20
        assert not any("${{" in step.get("run", "") for step in job["steps"])
    text = (repository / ".github" / "workflows" / "appraise.yaml").read_text("utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in used)


def test_a_comment_is_cut_between_lines(repository: Path) -> None:
    base = git(repository, "rev-parse", "HEAD")
    title(repository, "\u20ac@octocat" * 5)
    git(repository, "commit", "--quiet", "--all", "--message", "A title")
    workflow = repository / ".github" / "workflows" / "appraise.yaml"
    whole = workflow.read_text("utf-8")
    steps(repository, base)
    assert "says the rest" not in posted(repository)
    said = (repository.parent / "runner" / "said.md").read_bytes()
    lines = said.decode("utf-8").splitlines()
    at = said.index("\u20ac".encode())
    for most in (at + 1, at + 8, len(said) - 1):
        workflow.write_text(whole.replace("60000", str(most)), "utf-8", newline="\n")
        assert steps(repository, base)["Say what the change does"].code == 0
        kept, _, rest = posted(repository).removeprefix("<!-- appraise -->\n").partition("\n</details>\n\nThe summary")
        assert rest == " of this run says the rest."
        assert kept.splitlines() == lines[: len(kept.splitlines())]
        assert len(kept.encode()) <= most


HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def test_the_hooks_for_pre_commit_call_commands_that_there_are() -> None:
    assert [hook["id"] for hook in HOOKS] == ["appraise-check", "appraise-verify"]
    for hook in HOOKS:
        assert CliRunner().invoke(app, [*hook["entry"].split()[1:], "--help"]).exit_code == 0


def test_the_hooks_see_what_a_commit_would_do_to_an_appraisal_and_its_record(repository: Path) -> None:
    """As pre-commit itself runs them; but with this checkout in place of one that pre-commit installs."""
    hooks = [hook | {"language": "system", "args": ["libraries"]} for hook in HOOKS]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    (repository / "notes.txt").write_text("Notes\n", "utf-8")
    git(repository, "add", "--all")
    assert _hooks(repository) == {"appraise check": "Passed", "appraise verify": "Passed"}
    git(repository, "commit", "--quiet", "--message", "Hooks")
    (repository / "notes.txt").write_text("More\n", "utf-8")
    git(repository, "add", "--all")
    assert _hooks(repository) == {"appraise check": "Passed", "appraise verify": "Passed"}
    scores = repository / "libraries" / "scores.yaml"
    whole = scores.read_text("utf-8")
    scores.write_text(whole.replace("score: 3\n", "score: 2\n", 1), "utf-8", newline="\n")
    git(repository, "add", "libraries/scores.yaml")
    assert _hooks(repository) == {"appraise check": "Passed", "appraise verify": "Failed"}
    git(repository, "reset", "--quiet", "--hard")
    git(repository, "rm", "--quiet", "libraries/evidence.yaml")
    assert _hooks(repository) == {"appraise check": "Failed", "appraise verify": "Failed"}
    git(repository, "reset", "--quiet", "--hard")
    git(repository, "rm", "--quiet", "libraries/run.json")
    assert _hooks(repository) == {"appraise check": "Passed", "appraise verify": "Failed"}


def _hooks(repository: Path) -> dict[str, str]:
    """What pre-commit says of each hook, about what is staged."""
    env = os.environ | GIT | {"PATH": f"{installed(repository.parent)}{os.pathsep}{os.environ['PATH']}"}
    env |= {"PRE_COMMIT_HOME": str(repository.parent / "pre-commit"), "PRE_COMMIT_COLOR": "never"}
    command = [sys.executable, "-m", "pre_commit", "run"]
    done = subprocess.run(command, cwd=repository, env=env, capture_output=True, text=True, check=False)
    return dict(re.findall(r"(?m)^(.+?)\.+(?:\(.*\))?(Passed|Failed|Skipped)$", done.stdout))


def test_git_tells_what_a_change_of_a_record_means(repository: Path) -> None:
    """With the one setting that `.gitattributes` names beside its line for records."""
    (setting,) = re.findall(
        "^#   (git config .*)$", (repository / "libraries/.gitattributes").read_text(), re.MULTILINE
    )
    scores = repository / "libraries" / "scores.yaml"
    scores.write_text(scores.read_text("utf-8").replace("score: unknown", "score: 1.5"), "utf-8")
    record = str(repository / "libraries" / "run.json")
    assert CliRunner().invoke(app, ["score", str(repository / "libraries"), "-o", record]).exit_code == 0
    path = f"{installed(repository.parent)}{os.pathsep}{os.environ['PATH']}"
    for command in (setting, "git diff --ext-diff -- libraries/run.json"):
        said = subprocess.run(
            ["bash", "-ec", command],
            cwd=repository,
            env=os.environ | GIT | {"PATH": path},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    assert said.startswith("Numbers changed; the outcome is the same.")


def test_no_name_that_others_gave_a_file_is_taken_for_an_option() -> None:
    """Wherever a shell hands names over, as git does those of a branch: one like -ohome/x would say what to write."""
    texts = [(ROOT / "templates" / "ci" / name).read_text("utf-8") for name in ("appraise.yaml", "gitattributes")]
    handed = [
        line
        for text in texts
        for line in text.splitlines()
        if re.search(r"appraise (check|score|appendix|diff|verify|explain) .*\$", line) and "cut " not in line
    ]
    assert len(handed) == 4
    assert all(re.search(r"appraise \w+ (--\w+ \w+ )*-- ", line) for line in handed)
