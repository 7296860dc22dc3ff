"""What is read out of git is what the disk held then; nothing that a repository sets is run, and nothing is written."""

import hashlib
import os
import stat
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from appraise import REGISTRY, AppraisalError, Problem, evaluate
from appraise.files.git import repository as git
from appraise.files.git import revisions
from appraise.files.git.revisions import Version, sides
from appraise.files.loading.load import Loaded, load
from appraise.files.record.read import read_run
from appraise.files.text import source
from tests.conftest import ROOT, SMALLEST

Git = Callable[..., str]

RULED = """\
kind: criteria
version: 1
title: By rule
criteria:
  own:
    name: Own
    weight: 1
    scale: {0: No, 1: Yes}
    rate-from: {characteristic: hub-ready, scores: {no: 0, yes: 1}}
shortlist: {top: 1}
"""
CHARACTERISTICS = """\
kind: characteristics
version: 1
characteristics:
  hub-ready:
    name: Ready to be a hub
    question: Could it be a hub?
    levels: {no: No, yes: Yes}
"""
HUB = """\
kind: model
version: 1
name: Community hub
characteristics:
  hub-ready: {level: yes, reason: Seen}
"""


def ask(*words: str, put: bytes | None = None) -> str:
    done = subprocess.run(["git", *words], input=put, capture_output=True, check=True)
    return done.stdout.decode().strip()


def write(**files: str) -> None:
    """Files by name, with _ for / in it, in the current directory."""
    for name, text in files.items():
        file = Path(name.replace("__", "/") + ".yaml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")


def keep() -> str:
    """A commit of everything there is."""
    ask("add", "-A")
    ask("commit", "-qm", "As it stands", "--allow-empty")
    return ask("rev-parse", "HEAD")


def smallest(folder: str = "libraries", **files: str) -> None:
    write(**{f"{folder}__{name}": text for name, text in (SMALLEST | files).items()})


def loaded(version: Version) -> Loaded:
    return load(version.path, REGISTRY, version.store)


def problem(call: Callable[[], object]) -> Problem:
    with pytest.raises(AppraisalError) as caught:
        call()
    (found,) = caught.value.problems
    return found


def listing(*folders: Path) -> Mapping[str, tuple[int, int, str]]:
    """Every file and folder with the time it was last written, its mode and what it holds."""
    found = {}
    for file in (each for folder in folders for each in [folder, *folder.rglob("*")]):
        held = file.lstat()
        text = hashlib.sha256(file.read_bytes()).hexdigest() if stat.S_ISREG(held.st_mode) else ""
        found[str(file)] = (held.st_mtime_ns, held.st_mode, text)
    return found


LAID_OUT: dict[str, tuple[str, Callable[[], None]]] = {
    "a folder": ("libraries", lambda: smallest()),
    "its file": ("libraries/appraisal.yaml", lambda: smallest()),
    "the top": (".", lambda: write(**SMALLEST)),
    "criteria elsewhere": (
        "libraries",
        lambda: write(
            libraries__appraisal=SMALLEST["appraisal"].replace("criteria.yaml", "../common/crit\u00e9ria \u00b0.yaml"),
            libraries__scores=SMALLEST["scores"],
            **{"common__crit\u00e9ria \u00b0": SMALLEST["criteria"]},
        ),
    ),
    "a set of its own by id": (
        "libraries",
        lambda: smallest(
            appraisal=SMALLEST["appraisal"].replace("criteria.yaml", "ours"), criteria__ours=SMALLEST["criteria"]
        ),
    ),
    "models and characteristics of its own": (
        "libraries",
        lambda: smallest(
            appraisal=SMALLEST["appraisal"].replace("options:\n", "options:\n  hub:\n    models: [hub]\n"),
            scores=SMALLEST["scores"]
            .replace("    left: 2\n", "    left: 2\n    hub: 1\n")
            .replace("    left: 4\n", "    left: 4\n    hub: 5\n"),
            models__hub=HUB,
            models__characteristics=CHARACTERISTICS,
        ),
    ),
    "a set alone": (
        "libraries/criteria/ours.yaml",
        lambda: write(
            libraries__criteria__ours=RULED,
            libraries__models__characteristics=CHARACTERISTICS,
            libraries__models__hub=HUB,
        ),
    ),
    "a set alone at the top": (
        "criteria/ours.yaml",
        lambda: write(criteria__ours=RULED, models__characteristics=CHARACTERISTICS, models__hub=HUB),
    ),
}


@pytest.mark.parametrize("name", LAID_OUT)
def test_what_nobody_changed_reads_as_on_the_disk(name: str, repo: Path) -> None:
    path, lay_out = LAID_OUT[name]
    lay_out()
    keep()
    then, now = map(loaded, sides("HEAD", path))
    assert then.appraisal == now.appraisal
    assert then.appraisal.files == now.appraisal.files
    assert evaluate(then.appraisal, brief=True).to_json() == evaluate(now.appraisal, brief=True).to_json()
    # And it was the commit that was read: it stands when nothing is left on the disk.
    for file in repo.rglob("*.yaml"):
        file.unlink()
    assert loaded(sides(f"HEAD:{path}")[0]).appraisal == now.appraisal


def test_an_earlier_commit_holds_what_was_written_then(repo: Path) -> None:
    smallest()
    keep()
    smallest(scores=SMALLEST["scores"].replace("left: 2", "left: 5"), models__newhub=HUB)
    keep()
    smallest(scores=SMALLEST["scores"].replace("left: 2", "left: 0"))
    read = [
        loaded(sides(text)[0]).appraisal.options["left"].scores["cost"].score
        for text in ("HEAD~1:libraries", "HEAD:libraries", "libraries")
    ]
    assert read == [2, 5, 0]


def test_a_record_is_read_from_a_commit(repo: Path) -> None:
    smallest()
    run = evaluate(load(Path("libraries"), REGISTRY).appraisal)
    Path("libraries/run.json").write_text(run.to_json(), "utf-8")
    keep()
    Path("libraries/run.json").write_text("{}", "utf-8")
    then, now = sides("HEAD", "libraries/run.json")
    assert read_run(then.path, REGISTRY, then.store) == run
    assert then.label == "HEAD:libraries/run.json"
    found = problem(lambda: read_run(now.path, REGISTRY, now.store))
    assert found.place
    assert (found.code, found.place.file) == ("not-a-record", "libraries/run.json")
    keep()
    bad = sides("HEAD", "libraries/run.json")[0]
    found = problem(lambda: read_run(bad.path, REGISTRY, bad.store))
    assert found.place
    assert found.place.file == "HEAD:libraries/run.json"


def test_problems_of_a_commit_name_the_commit(repo: Path) -> None:
    smallest(scores=SMALLEST["scores"].replace("  pace:", "  speed:"), criteria=SMALLEST["criteria"])
    keep()
    with pytest.raises(AppraisalError) as caught:
        loaded(sides("main:libraries")[0])
    places = [found.place for found in caught.value.problems if found.place]
    assert [(place.file, place.line) for place in places if place.text == "  speed:"] == [
        ("main:libraries/scores.yaml", 9)
    ]
    assert [(place.file, place.line) for place in places] == sorted((place.file, place.line) for place in places)
    assert all(place.file.startswith("main:libraries/") for place in places)
    smallest(models__Our_Hub=HUB)
    keep()
    found = problem(lambda: loaded(sides("HEAD:libraries")[0]))
    assert (found.code, '"HEAD:libraries/models/Our_Hub.yaml"' in found.what) == ("file-name", True)
    smallest(appraisal=SMALLEST["appraisal"].replace("scores: scores.yaml", "scores: ../../scores.yaml"))
    Path("libraries/models/Our_Hub.yaml").unlink()
    keep()
    found = problem(lambda: loaded(sides("HEAD:libraries")[0]))
    assert (found.code, found.what) == ("no-file", '"../../scores.yaml" is outside the repository')
    found = problem(lambda: loaded(sides("HEAD:nowhere")[0]))
    assert (found.code, found.what) == ("no-file", '"HEAD:nowhere" is not there')
    Path("libraries/appraisal.yaml").unlink()
    keep()
    found = problem(lambda: loaded(sides("HEAD:libraries")[0]))
    assert (found.code, found.what) == ("no-file", 'there is no appraisal.yaml in "HEAD:libraries"')


def test_what_each_side_may_be(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smallest()
    smallest("roads")
    first = keep()
    ask("tag", "-a", "v1.0", "-m", "Agreed")
    ask("branch", "roads")
    keep()
    told = {
        ("HEAD~1",): ("HEAD~1", "."),
        ("HEAD~1:libraries",): ("HEAD~1:libraries", "."),
        ("HEAD:",): ("HEAD", "."),
        ("HEAD", "libraries"): ("HEAD:libraries", "libraries"),
        ("libraries", "v1.0"): ("libraries", "v1.0:libraries"),
        ("v1.0", "HEAD"): ("v1.0", "HEAD"),
        (first[:9], "v1.0:roads/appraisal.yaml"): (f"{first[:9]}:roads/appraisal.yaml", "v1.0:roads/appraisal.yaml"),
        ("./roads", "HEAD:libraries"): ("roads", "HEAD:libraries"),
        ("roads~0", "libraries"): ("roads~0:libraries", "libraries"),
    }
    for given, labels in told.items():
        assert tuple(side.label for side in sides(*given)) == labels, given
    assert [side.commit for side in sides("v1.0", "libraries")] == [first, None]
    monkeypatch.chdir("libraries")
    told = {
        ("v1.0",): ("v1.0:libraries", "."),
        ("v1.0:roads", "HEAD:./"): ("v1.0:roads", "HEAD:libraries"),
        ("v1.0:../roads", "HEAD:./scores.yaml"): ("v1.0:roads", "HEAD:libraries/scores.yaml"),
        ("HEAD:.", "../roads"): ("HEAD:libraries", "../roads"),
        ("HEAD", "../roads/appraisal.yaml"): ("HEAD:roads/appraisal.yaml", "../roads/appraisal.yaml"),
        ("HEAD", str(repo / "roads")): ("HEAD:roads", (repo / "roads").as_posix()),
    }
    for given, labels in told.items():
        assert tuple(side.label for side in sides(*given)) == labels, given
    # a revision alone is looked up where the other side lies, and that need not be here
    monkeypatch.chdir(repo.parent)
    assert sides("roads", "repo/libraries")[0].label == "roads:libraries"
    assert loaded(sides("v1.0", "repo/libraries")[0]).appraisal.title == "Smallest"
    assert problem(lambda: sides("v1.0:libraries", "repo/libraries")).code == "no-git"


def test_a_drive_is_a_path_on_windows(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smallest()
    keep()
    assert problem(lambda: sides(r"C:\libraries", "libraries")).code == "no-revision"
    monkeypatch.setattr(revisions, "_WINDOWS", True)
    assert sides(r"C:\libraries", "libraries")[0].store is source.DISK
    assert sides("C:/libraries", "libraries")[0].store is source.DISK


HOSTILE = {
    "--output=x": "option",
    "-O": "option",
    "--upload-pack=./x": "option",
    "-:libraries": "option",
    "HEAD@{1}": "computer to computer",
    "@{upstream}:libraries": "computer to computer",
    "HEAD..main": "range",
    "HEAD...main": "range",
    "a b": "no such text",
    "HEAD\n": "no such text",
    "HEAD\t:x": "no such text",
    "HE\x1b[2JAD": "cannot be seen",
    "HE\u202eAD": "cannot be seen",
    "\udcff": "cannot be seen",
    "HEAD^{/Agreed}": "no such text",
    "\\\\server\\share": "no such text",
    "": "missing",
    ":libraries": "missing",
    ":/Agreed": "missing",
    "H" * 500: "too long",
}


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_what_could_be_taken_for_something_else_never_reaches_git(
    text: str, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smallest()
    keep()
    before = listing(repo)
    monkeypatch.setattr(subprocess, "Popen", None)
    for given in ((text,), (text, "libraries"), ("libraries", text)):
        found = problem(lambda given=given: sides(*given))  # type: ignore[misc]
        assert (found.code, HOSTILE[text] in found.why) == ("no-revision", True)
        assert "HEAD~1" in found.fix
    assert listing(repo) == before


@pytest.mark.parametrize(
    "text", ["nowhere", "nowhere.yaml", "^HEAD", "HEAD~999999999999", "HEAD^9", "HEAD^@", "0" * 40]
)
def test_what_names_no_commit(text: str, repo: Path) -> None:
    smallest()
    keep()
    found = problem(lambda: sides(text))
    assert (found.code, f'"{text}" is no file and names no commit' in found.what) == ("no-revision", True)
    assert problem(lambda: sides(f"{text}:libraries")).code == "no-revision"


@pytest.mark.parametrize(
    "path", ["..", "../", "../x", "./../../x", "/x.yaml", "libraries/../../x", "../repo/libraries"]
)
def test_a_path_that_leads_outside_is_refused(path: str, repo: Path) -> None:
    smallest()
    keep()
    found = problem(lambda: sides(f"HEAD:{path}"))
    assert (found.code, found.what) == ("no-file", f'"{path}" leads outside the repository')


def test_nothing_outside_is_read_for_a_commit(repo: Path) -> None:
    """Not even where a caller, or a file in the commit, names it outright."""
    smallest()
    smallest("../outside")
    store = sides("HEAD", "libraries")[0].store if keep() else source.DISK
    for path in (repo / "libraries", Path("../outside"), Path("libraries/../../outside"), ROOT / "models" / ".." / "x"):
        assert store.what_is(path) == "outside the repository"
        assert store.names(path) == []
        assert problem(lambda path=path: source.read(path / "scores.yaml", store=store)).code == "no-file"  # type: ignore[misc]
    assert store.what_is(Path("libraries\0")) is None


def markers(tmp_path: Path) -> tuple[Path, str]:
    """A program that leaves a mark when it is run, and where the mark would be."""
    mark, program = tmp_path / "mark", tmp_path / "evil.sh"
    program.write_text(f"#!/bin/sh\necho run >> {mark}\nexit 1\n", "utf-8")
    program.chmod(0o755)
    return mark, program.as_posix()


@pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")
def test_nothing_that_a_repository_sets_is_run_and_nothing_is_written(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smallest()
    keep()
    smallest(scores=SMALLEST["scores"].replace("left: 2", "left: 5"))
    keep()
    blob = ask("rev-parse", "HEAD~1:libraries/scores.yaml")
    mark, program = markers(tmp_path)
    Path(".git/info/attributes").write_text("* diff=evil filter=evil merge=evil working-tree-encoding=UTF-16\n")
    settings = "core.fsmonitor core.pager core.editor core.sshCommand core.askPass core.gitProxy credential.helper"
    settings += " gpg.program gpg.ssh.program diff.external diff.evil.command diff.evil.textconv filter.evil.smudge"
    settings += " filter.evil.clean filter.evil.process sequence.editor pager.rev-parse pager.ls-tree pager.cat-file"
    settings += " uploadpack.packObjectsHook interactive.diffFilter remote.origin.uploadpack remote.origin.vcs"
    for setting in settings.split():
        ask("config", setting, program)
    for alias in ("rev-parse", "ls-tree", "cat-file", "rev-list", "fetch"):
        ask("config", f"alias.{alias}", f"!{program}")
    for setting, value in {
        "remote.origin.url": f"ext::{program} %S",
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
        "extensions.partialClone": "origin",
        "protocol.ext.allow": "always",
        "protocol.allow": "always",
        "core.hooksPath": tmp_path.as_posix(),
        "core.splitIndex": "true",
        "core.untrackedCache": "true",
        "gc.auto": "1",
        "log.showSignature": "true",
        "trace2.eventTarget": mark.as_posix(),
    }.items():
        ask("config", setting, value)
    hooks = "pre-auto-gc post-checkout post-index-change reference-transaction pre-commit fsmonitor-watchman"
    for hook in hooks.split():
        for folder in (tmp_path, Path(".git/hooks")):
            (folder / hook).write_text(f"#!/bin/sh\necho hook >> {mark}\n", "utf-8")
            (folder / hook).chmod(0o755)
    for name in ("GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_PAGER", "GIT_EDITOR", "GIT_ASKPASS", "GIT_PROXY_COMMAND"):
        monkeypatch.setenv(name, program)
    for name in ("GIT_TRACE", "GIT_TRACE2", "GIT_TRACE2_EVENT", "GIT_TRACE_SETUP"):
        monkeypatch.setenv(name, mark.as_posix())
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "ext:file")
    (repo / "libraries" / "scores.yaml").touch()  # an index that git would like to refresh
    mark.unlink(missing_ok=True)  # setting it up ran some of it

    before = listing(repo, tmp_path)
    then, now = sides("HEAD~1", "libraries")
    assert loaded(then).appraisal.options["left"].scores["cost"].score == 2
    assert loaded(now).appraisal.options["left"].scores["cost"].score == 5
    assert listing(repo, tmp_path) == before

    # What a partial clone lacks is told and not fetched.
    (repo / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    before = listing(repo, tmp_path)
    found = problem(lambda: loaded(sides("HEAD~1", "libraries")[0]))
    assert (found.code, '"HEAD~1:libraries/scores.yaml"' in found.what) == ("git-failed", True)
    # Nor by a git that knows of no such switch.
    monkeypatch.delitem(git._ENVIRONMENT, "GIT_NO_LAZY_FETCH")
    assert problem(lambda: loaded(sides("HEAD~1", "libraries")[0])).code == "git-failed"
    assert listing(repo, tmp_path) == before
    assert not mark.exists()

    # The test could fail: the same repository runs the programs when git is asked without care.
    ask_freely = ["git", "-C", str(repo), "cat-file", "blob", blob]
    subprocess.run(ask_freely, env=os.environ | {"GIT_DIR": ".git"}, capture_output=True, check=False)
    assert mark.exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_and_submodules_are_refused_and_said(repo: Path) -> None:
    smallest()
    smallest("outside/common")
    Path("libraries/scores.yaml").unlink()
    Path("libraries/scores.yaml").symlink_to("../outside/common/scores.yaml")
    Path("linked").symlink_to("libraries")
    first = keep()
    store = sides("HEAD:libraries")[0].store
    what = '"HEAD:libraries/scores.yaml" is reached by a symbolic link'
    assert problem(lambda: source.read(Path("libraries/scores.yaml"), store=store))[:2] == ("not-a-file", what)
    assert problem(lambda: loaded(sides("HEAD:linked")[0])).code == "not-a-file"
    found = problem(lambda: loaded(sides("HEAD:libraries")[0]))
    assert found.place
    assert (found.place.line, found.what) == (8, '"scores.yaml" is reached by a symbolic link')

    Path("libraries/scores.yaml").unlink()
    smallest(appraisal=SMALLEST["appraisal"].replace("criteria.yaml", "../linked/criteria.yaml"))
    keep()
    assert "is reached by a symbolic link" in problem(lambda: loaded(sides("HEAD:libraries")[0])).what

    smallest(appraisal=SMALLEST["appraisal"].replace("criteria.yaml", "../sub/criteria.yaml"))
    ask("add", "-A")
    ask("update-index", "--add", "--cacheinfo", f"160000,{first},sub")
    ask("commit", "-qm", "A submodule")
    assert "is part of a submodule" in problem(lambda: loaded(sides("HEAD:libraries")[0])).what

    smallest()
    Path("libraries/models").symlink_to("../outside")
    keep()
    found = problem(lambda: loaded(sides("HEAD:libraries")[0]))
    assert (found.code, '"HEAD:libraries/models" is reached' in found.what) == ("not-a-file", True)


def test_trees_with_names_that_no_checkout_would_write(repo: Path) -> None:
    smallest()
    keep()
    files = {name: ask("hash-object", f"libraries/{name}.yaml") for name in SMALLEST}
    entries = [(f"{name}.yaml", blob) for name, blob in files.items()]
    entries += [(name, files["scores"]) for name in ("..", "../evil.yaml", "/evil.yaml", "a\tb\n.yaml")]
    raw = b"".join(f"100644 {name}\0".encode() + bytes.fromhex(blob) for name, blob in sorted(entries))
    tree = ask("hash-object", "-w", "-t", "tree", "--stdin", "--literally", put=raw)
    sha = ask("commit-tree", tree, "-m", "Odd")
    version = sides(f"{sha}:")[0]
    assert sorted(version.store.names(Path())) == ["a\tb\n.yaml", "appraisal.yaml", "criteria.yaml", "scores.yaml"]
    assert version.store.what_is(Path("..")) == "outside the repository"
    assert loaded(version).appraisal.title == "Smallest"


def test_replaced_and_grafted_commits_are_read_as_they_were_made(repo: Path) -> None:
    smallest()
    first = keep()
    smallest(appraisal=SMALLEST["appraisal"].replace("Smallest", "Second"))
    second = keep()
    ask("replace", first, second)
    Path(".git/info/grafts").write_text(f"{second} {second}\n")
    assert loaded(sides("HEAD~1:libraries")[0]).appraisal.title == "Smallest"
    assert loaded(sides(f"{first}:libraries")[0]).appraisal.title == "Smallest"


def test_damage_is_told(repo: Path) -> None:
    smallest()
    keep()
    for name in ("HEAD:libraries/scores.yaml", "HEAD:libraries"):
        file = Path(".git/objects", (sha := ask("rev-parse", name))[:2], sha[2:])
        file.chmod(0o644)
        file.write_bytes(b"no object")
        found = problem(lambda: loaded(sides("HEAD:libraries")[0]))
        assert (found.code, "git fsck" in found.fix) == ("git-failed", True)
        assert found.why != "git does not say why"
    Path(".git/HEAD").write_text("nonsense")
    assert problem(lambda: sides("HEAD")).code in ("no-git", "git-failed")


def test_a_clone_that_does_not_reach_that_far(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smallest()
    first = keep()
    keep()
    ask("clone", "-q", "--depth", "1", repo.as_uri(), str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    for text in ("HEAD~1", first):
        found = problem(lambda text=text: sides(text))  # type: ignore[misc]
        assert (found.code, "--unshallow" in found.fix) == ("no-revision", True)
    assert loaded(sides("HEAD:libraries")[0]).appraisal.title == "Smallest"


def test_where_there_is_nothing_to_ask(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smallest()
    found = problem(lambda: sides("HEAD", "libraries"))
    assert (found.code, "names no commit" in found.what) == ("no-revision", True)
    keep()
    monkeypatch.chdir(".git")
    assert problem(lambda: sides("HEAD~0")).code == "no-git"
    monkeypatch.chdir(tmp_path)
    found = problem(lambda: sides("HEAD~0"))
    assert (found.code, "in no working copy" in found.what) == ("no-git", True)
    ask("clone", "-q", "--bare", str(repo), str(tmp_path / "bare"))
    monkeypatch.chdir(tmp_path / "bare")
    assert problem(lambda: sides("HEAD~0")).code == "no-git"
    monkeypatch.chdir(repo)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    found = problem(lambda: sides("HEAD~0"))
    assert (found.code, found.what) == ("no-git", "git is not installed here")
    assert [side.path for side in sides("libraries", "libraries/appraisal.yaml")] == [
        Path("libraries"),
        Path("libraries/appraisal.yaml"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="the program is a shell script")
def test_a_git_that_hangs_complains_or_floods(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smallest()
    keep()
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    monkeypatch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")

    def does(script: str) -> Problem:
        fake.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        fake.chmod(0o755)
        start = time.perf_counter()
        found = problem(lambda: sides("HEAD"))
        assert time.perf_counter() - start < 5
        return found

    monkeypatch.setattr(git, "TIMEOUT", 0.3)
    found = does("(sleep 60; touch late) & sleep 60")  # its children hold its output open, and end with it
    assert (found.code, "did not answer" in found.what) == ("git-failed", True)
    with monkeypatch.context() as windows:
        windows.delattr(os, "killpg")  # as on Windows, where they do not end with it, and nobody waits for them
        assert "did not answer" in does("(sleep 6) & sleep 6").what
        assert "did not answer" in does("(sleep 6) &").what
    monkeypatch.setattr(git, "TIMEOUT", 20)
    found = does("echo \"fatal: detected dubious ownership in repository at '/x'\" >&2; exit 128")
    assert (found.code, "belongs to someone else" in found.what) == ("git-failed", True)
    found = does("printf 'fatal: \\033[2Jbroken\\nmore' >&2; exit 128")
    assert (found.code, found.why) == ("git-failed", "fatal: [2Jbroken")
    found = does("head -c 300000 /dev/zero | tr '\\0' 'x' >&2; exit 128")  # it waits until it is heard
    assert (found.code, "xxx" in found.why) == ("git-failed", True)
    monkeypatch.setattr(git, "LISTING_LIMIT", 1000)
    assert does("cat /dev/zero").code in ("git-failed", "no-git")
    fake.write_text("not a program", "utf-8")
    assert problem(lambda: sides("HEAD")).code == "git-failed"


def test_a_folder_that_looks_like_a_repository_is_no_repository(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone can bring one along, with settings and commits of its own."""
    smallest()
    keep()
    ask("clone", "--quiet", "--bare", ".", "inside")
    monkeypatch.chdir("inside")
    assert problem(lambda: git.repository(Path())).code == "no-git"


@pytest.mark.skipif(os.name == "nt", reason="the program is a shell script")
def test_a_git_in_the_current_folder_is_not_run(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smallest()
    keep()
    Path("git").write_text("#!/bin/sh\ntouch mark\n", "utf-8")
    Path("git").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", os.environ["PATH"]]))
    assert loaded(sides("HEAD:libraries")[0]).appraisal.title == "Smallest"
    assert not Path("mark").exists()


def test_a_file_that_is_too_large_is_refused_soon(repo: Path) -> None:
    smallest()
    Path("libraries/scores.yaml").write_bytes(b"a: b\n" * 8_000_000)
    keep()
    start = time.perf_counter()
    found = problem(lambda: loaded(sides("HEAD:libraries")[0]))
    assert (found.code, '"HEAD:libraries/scores.yaml"' in found.what) == ("too-large", True)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("name", ["roads", "HEAD", "{sha}", "{sha}:libraries"])
def test_what_is_both_a_path_and_a_commit_is_refused(name: str, repo: Path) -> None:
    """Else a file that somebody adds could stand in for the commit that a change is held against."""
    smallest()
    sha = keep()
    ask("branch", "roads")
    name = name.format(sha=sha)
    (repo / name).mkdir()
    for given in ((name, "libraries"), ("libraries", name)):
        found = problem(lambda given=given: sides(*given))  # type: ignore[misc]
        assert (found.code, f'write "./{name}"' in found.fix) == ("no-revision", True)
    assert sides(f"./{name}", "libraries")[0].commit is None


def test_a_path_is_no_commit_of_the_other_sides_repository_either(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smallest()
    keep()
    ask("branch", "roads")
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "roads").mkdir(parents=True)
    monkeypatch.chdir(elsewhere)
    assert problem(lambda: sides("roads", str(repo / "libraries"))).code == "no-revision"


def test_reading_a_commit_takes_a_handful_of_processes(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two to find the commit, one a folder on the way, one a file; what two sides share is read once. Two more see that
    a path on the disk is no commit."""
    smallest()
    keep()
    smallest(scores=SMALLEST["scores"].replace("left: 2", "left: 5"))
    keep()
    counted = []
    start = subprocess.Popen

    def counting(*given: object, **named: object) -> object:
        counted.append(given)
        return start(*given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", counting)
    loaded(sides("HEAD", "libraries")[0])
    assert len(counted) == 2 + 2 + 2 + 3
    counted.clear()
    for side in sides("HEAD~1:libraries", "HEAD:libraries"):
        loaded(side)
    assert len(counted) == 3 + 2 * 2 + 4
