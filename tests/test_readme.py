"""Every command that the README and CONTRIBUTING show works as shown.

What the commands print is shown in the README. After a change that is meant, write it anew:
pytest tests/test_readme.py --refresh
"""

import ast
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

import appraise
from tests.conftest import GIT, ROOT, call, git

PAGE = ROOT / "README.md"
README = PAGE.read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = {text.splitlines()[0]: text for text in re.split("^## ", README, flags=re.MULTILINE)[1:]}
WALKS = ["Try it", "Your first appraisal", "The analyst", "The panel", "The money", "The officer", "The reviewer"]
LEFT_OUT = "..."
"""A line that stands for those between two that are shown."""


class Block(NamedTuple):
    """A block of a section: `sh` holds commands, `text` what the last of them print, `diff` a change to a file, `yaml`
    a part of the file that was linked to last."""

    kind: str
    text: str


def blocks(section: str) -> list[Block]:
    return [Block(*found) for found in BLOCK.findall(SECTIONS[section])]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository to clone, with what the walks need of this one."""
    repository = tmp_path_factory.mktemp("origin")
    for name in ("examples", "criteria", "models"):
        shutil.copytree(ROOT / name, repository / name)
    shutil.copy(ROOT / ".gitattributes", repository)
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "The examples"]):
        git(repository, *arguments)
    return repository


@pytest.fixture
def clone(origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh clone, which is the current folder, on a terminal of 80 columns."""
    git(tmp_path, "clone", "--quiet", str(origin), "clone")
    monkeypatch.chdir(tmp_path / "clone")
    for name, value in (GIT | {"COLUMNS": "80"}).items():
        monkeypatch.setenv(name, value)
    return tmp_path / "clone"


@pytest.mark.parametrize("section", WALKS)
def test_a_walk_works_pasted_line_by_line(section: str, clone: Path, request: pytest.FixtureRequest) -> None:
    """In a fresh clone: every command in turn, every change to a file, and all that is shown of what they print."""
    printed, ran = "", 0
    found = blocks(section)
    for at, (kind, text) in enumerate(found):
        if kind == "sh" and not text.startswith("source"):
            printed = "".join(_printed(line) for line in text.splitlines())
            assert "error[" not in printed or any("error[" in shown.text for shown in found[at + 1 : at + 2]), printed
            ran += 1
        elif kind == "diff":
            _change(text)
        elif kind == "yaml":
            link = re.findall(r"\]\(([^)]+\.yaml)\)", SECTIONS[section][: SECTIONS[section].index(text)])[-1]
            assert is_shown(text, Path(link).read_text("utf-8"))
        elif kind == "text":
            if request.config.getoption("--refresh"):
                page = PAGE.read_text("utf-8")
                assert page.count(text) == 1
                PAGE.write_text(page.replace(text, refreshed(text, printed)), "utf-8", newline="\n")
            else:
                assert is_shown(text, printed), f"it printed:\n{printed}"
    assert ran


def test_the_walks_are_all_the_commands_there_are() -> None:
    assert [section for section in SECTIONS if section not in WALKS and "```" in SECTIONS[section]] == ["Look it up"]
    assert [kind for kind, _ in blocks("Look it up")] == ["sh"]


def _printed(command: str) -> str:
    """What a command prints. `appraise` runs in this process, all else in a shell; `check` of a mistake is refused."""
    command = command.rpartition("&& .venv/bin/")[2]
    if not command.startswith("appraise "):
        return subprocess.run(["bash", "-ec", command], capture_output=True, text=True, check=True).stdout
    done = call(*shlex.split(command)[1:])
    refused = "error[" in done.stderr
    assert done.exit_code == (2 if refused else 0), f"{command}\n{done.output}"
    return done.stderr if refused else done.stdout


def _change(diff: str) -> None:
    """Make the change that a diff shows, which fits in one place."""
    first, *lines = diff.splitlines(keepends=True)
    file = Path(first.removeprefix("--- ").strip())
    old, new = ("".join(line[1:] for line in lines if line[0] in kept) for kept in (" -", " +"))
    text = file.read_text("utf-8")
    assert text.count(old) == 1, diff
    file.write_text(text.replace(old, new), "utf-8")


def is_shown(text: str, printed: str) -> bool:
    """Whether all that a block shows is printed, whole lines in this order, with nothing between but what it says is
    left out."""
    parts = [re.escape(part) for part in f"\n{text}".split(f"\n{LEFT_OUT}\n")]
    return re.fullmatch("\n(?:.*\n)?".join(parts), f"\n{printed}", re.DOTALL) is not None


def refreshed(text: str, printed: str) -> str:
    """A block as it shows what is printed now. Of a part, it shows as many paragraphs and items as before, from the
    line with which it began, or from the start where nothing is left out before it."""
    if f"\n{LEFT_OUT}\n" not in f"\n{text}":
        return printed
    lines, start = printed.splitlines(), 0
    parts: list[str] = []
    for part in f"\n{text}".split(f"\n{LEFT_OUT}\n"):
        was = part.strip("\n").splitlines()
        if was:
            start = lines.index(was[0], start) if parts else 0
            ends = [end for end in range(start + 1, len(lines) + 1) if _ends(lines, end)]
            end = ends[sum(_ends(was, end) for end in range(1, len(was) + 1)) - 1]
            parts.append("\n".join(lines[start:end]) + "\n")
            start = end
        else:
            parts.append("")
    return f"{LEFT_OUT}\n".join(parts)


def _ends(lines: list[str], end: int) -> bool:
    """Whether a paragraph or an item ends before a line."""
    return bool(lines[end - 1]) and (end == len(lines) or not lines[end] or lines[end].startswith("- "))


def test_a_block_shows_what_is_printed() -> None:
    printed = "Title\n\n- One thing\n  and more\n- Another\n\nEnd\n"
    for text in (printed, "Title\n...\n", "...\n- Another\n...\n", "Title\n...\n- Another\n\nEnd\n", "...\nEnd\n"):
        assert is_shown(text, printed), text
        assert refreshed(text, printed) == text
    for text in ("Title\n", "Title\n...\n- Other\n...\n", "...\n- Another\n...\nTitle\n", "...\nand more\n...\n"):
        assert not is_shown(text, printed), text
    now = "Title now\n\n- One thing\n- Another\n  and more\n- A third\n\nEnd\n"
    assert refreshed("Title\n...\n- Another\n...\n", now) == "Title now\n...\n- Another\n  and more\n...\n"
    assert refreshed("Title\n\n- One thing\n  and more\n...\n", now) == "Title now\n\n- One thing\n...\n"
    assert refreshed(printed, now) == now


def test_a_newcomer_reads_it_in_five_minutes() -> None:
    assert len(BLOCK.sub("", README).split()) <= 900


def test_what_the_readme_names_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) > 3
    assert all((ROOT / link).exists() for link in links)
    (picture,) = re.findall(r"!\[[^]]{60,}\]\(([^)]+\.png)\)", README)
    assert (ROOT / picture).stat().st_size < 200_000
    assert f"`{picture}`" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_python_as_the_package_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    first, *rest = re.findall("^    (.*)$", appraise.__doc__ or "", re.MULTILINE)
    assert first == 'run = appraise.evaluate(appraise.load("examples/birmingham-2016"))'
    run = appraise.evaluate(appraise.load("examples/birmingham-2016"))
    assert len(rest) == 4
    for line in rest:
        shown, value = line.split("  # ")
        assert eval(shown, {"run": run}) == ast.literal_eval(value), line
    table = run.table()
    assert list(table.index) == list(run.options)
    assert list(table.columns) == ["name", "outcome", "rank", "total", "low", "high", "cash", *run.inputs.criteria]
    assert table.loc["wholly-owned-company", "total"] == 79
    assert appraise.read_run("examples/birmingham-2016/run.json") == run


def test_ci_runs_the_test_command_of_the_readme() -> None:
    commands = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert len(commands) == 2
    assert commands[0].endswith("appraise score examples/birmingham-2016")
    assert [line for line in README.splitlines() if line.endswith("pytest")] == commands[1:]
    assert "grep -m 1 'pytest$' README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_file_that_contributing_names_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"`((?:appraise|models|criteria|templates|tests)/[\w./-]+)`", text)
    assert len(named) > 10
    for name in named:
        assert (ROOT / name).exists(), name
