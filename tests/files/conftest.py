"""Repositories whose commits have a day each."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Commit = Callable[..., str]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, which is the current directory."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[user]\n name = Clerk\n email = clerk@example.org\n", "utf-8")
    where = tmp_path / "repo"
    where.mkdir()
    monkeypatch.chdir(where)
    git("init", "-q", "-b", "main")
    return where


@pytest.fixture
def commit(repo: Path) -> Commit:
    """Writes files of `libraries/` by name (None takes one away) and commits them on a day."""

    def write(day: str, **files: str | None) -> str:
        for name, text in files.items():
            file = Path("libraries", f"{name.replace('__', '/')}.yaml")
            file.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                file.unlink()
            else:
                file.write_text(text, "utf-8", newline="\n")
        when = day if "T" in day else f"{day}T12:00:00Z"
        git("add", "-A")
        # who wrote it may have done so on another day: what counts is the commit
        git("commit", "-qm", day, "--allow-empty", GIT_COMMITTER_DATE=when, GIT_AUTHOR_DATE="2001-01-01T00:00:00Z")
        return git("rev-parse", "HEAD")

    return write


def git(*words: str, **env: str) -> str:
    done = subprocess.run(
        ["git", *words], env=os.environ | env, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    return done.stdout.decode().strip()
