"""Source: one file as text with its places, where it is read from (the disk or a commit), and the limits of reading.

Says what is wrong with the bytes; `yaml_reader` makes data of the text.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, islice
from pathlib import Path

from appraise.files.text.characters import HIDDEN, character_problem
from appraise.files.text.conflicts import conflicts
from appraise.files.text.other_files import no_text, not_utf8
from appraise.problem import PROBLEM_LIMIT, AppraisalError, Place, Problem

YAML_LIMIT = 32_000_000
RECORD_LIMIT = 96_000_000

_RESCORE = "resolve the files of the appraisal and score it again; two records cannot be put together by hand"

_HEAD = 65_536
"""How many bytes of a file tell what it is."""
_START = rb"(?:\xef\xbb\xbf)?(?:(?:[ \t]*|---[ \t]*)(?:#[^\r\n]*)?[\r\n])*+"
KINDS = ("appraisal", "criteria", "scores", "weights", "costs", "evidence", "characteristics", "model", "words")
"""What the files of an appraisal say in their first line that they are."""
_FILE = re.compile(rb"%b[\"']?kind[\"']?[ \t]*:[ \t]*[\"']?(?:%b)\b" % (_START, "|".join(KINDS).encode()))
_RECORD = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:\s*\{\s*"kind":\s*"run"|<!DOCTYPE html><!-- appraise (?:appendix|annex) -->)'
)
"""How a record begins, and a page that carries one."""

_ORDINARY = bytes([*b"\t\n", *range(0x20, 0x7F)])


class Source:
    """A text file and the path by which people know it."""

    def __init__(self, file: Path, text: str, shown: str | None = None) -> None:
        self.file = file
        self.shown = file.as_posix() if shown is None else shown
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    def line(self, number: int) -> str:
        """A line, counted from 0; empty beyond the last, as YAML readers take more for line ends than LF."""
        return self.lines[number] if number < len(self.lines) else ""

    @cached_property
    def sha256(self) -> str:
        """The hash of the text with LF line ends and no byte order mark."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def place(self, line: int, column: int, width: int = 1) -> Place:
        """A place counted from 0, as YAML readers count, for people, who count from 1."""
        return Place(self.shown, line + 1, column + 1, self.line(line), width)


class Store:
    """Where files are read from: here the disk; `git.repository` makes one of a commit.

    top: the top of the repository, where the paths of a commit begin; None for the disk.
    """

    top: Path | None = None

    def what_is(self, path: Path) -> str | None:
        """What a path leads to: a file, a folder, something else; None for nothing."""
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError):
            return None
        return "a file" if stat.S_ISREG(mode) else "a folder" if stat.S_ISDIR(mode) else "not a file"

    def read_bytes(self, file: Path, limit: int) -> bytes:
        """The first bytes of a file, so many at most.

        Raises: AppraisalError[no-file, not-a-file, unreadable].
        """
        shown = file.as_posix()
        try:
            if not stat.S_ISREG(file.stat().st_mode):
                raise AppraisalError([_unreadable("not-a-file", shown, "is not a file", "name a file")])
            with file.open("rb") as handle:
                return handle.read(limit)
        except (FileNotFoundError, NotADirectoryError):
            fix = "check the name and the folder; a folder must hold appraisal.yaml"
            raise AppraisalError([_unreadable("no-file", shown, "is not there", fix)]) from None
        except (OSError, ValueError) as error:
            reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "its name is not one"
            fix = "check the name and who may read it"
            raise AppraisalError([_unreadable("unreadable", shown, f"cannot be read: {reason}", fix)]) from None

    def names(self, folder: Path) -> list[str]:
        """The names in a folder, in any order; none where there is no folder."""
        return [file.name for file in folder.iterdir()] if folder.is_dir() else []

    def shown(self, path: Path) -> str:
        """A path as people know it."""
        return path.as_posix()


DISK = Store()


def repositories(folder: Path) -> list[Path]:
    """The tops of the working copies that a folder lies in by its path, the innermost first."""
    return [top for top in (folder, *folder.parents) if (top / ".git").exists()]


def leads_out(path: Path, real: Path) -> bool:
    """Whether a symbolic link leads from a path out of a repository in which it lies by its name, or, where it is
    named from the current folder, out of that.

    real: the path with every link followed.
    """
    tops = repositories(Path(os.path.abspath(path)))  # noqa: PTH100 - resolve() follows links
    tops += [] if path.is_absolute() or ".." in path.parts else [Path()]
    return not all(real.is_relative_to(os.path.realpath(top)) for top in tops)


def _is_private(file: Path, within: Path, limit: int) -> bool:
    """Whether a file lies elsewhere than in a folder and does not begin as one that people meant to be read here."""
    try:
        real = Path(os.path.realpath(file))
        if real.is_relative_to(os.path.realpath(within)) and not leads_out(file, real):
            return False
        # What has no size is made by the system as it is read.
        head = DISK.read_bytes(file, _HEAD) if real.stat().st_size else b""
    except (OSError, ValueError):
        return False
    return not (_FILE.match(head) or (limit == RECORD_LIMIT and _RECORD.match(head)))


def read(file: Path, limit: int = YAML_LIMIT, store: Store = DISK, within: Path | None = None) -> Source:
    """A file's text, with LF line ends and without a byte order mark.

    limit:  in bytes.
    within: the folder in which the file should lie. Whoever wrote the name or the link that leads elsewhere may not be
            who reads this, and what is wrong with a text is told with its lines: from elsewhere only what begins as
            our files do is read.
    Raises: AppraisalError[no-file, not-a-file, unreadable, wrong-kind, too-large, not-text, hidden-character,
            conflict].
    """
    shown = store.shown(file)
    if within is not None and store.top is None and _is_private(file, within, limit):
        what = f'"{shown}" leads out of the folder, to a file that does not begin with its kind'
        why = "it may be a private file, so nothing of it is read"
        fix = "begin the file with its kind, such as kind: criteria, or put the file that is meant into the folder"
        raise AppraisalError([Problem("wrong-kind", what, why, fix)])
    raw = store.read_bytes(file, limit + 1)
    if len(raw) > limit:
        what, fix = f'"{shown}" is larger than {limit // 1_000_000} MB', "check that it is the right file; if it is, "
        fix += "score the appraisal again" if limit == RECORD_LIMIT else "take out what does not belong in it"
        raise AppraisalError([Problem("too-large", what, "no appraisal needs more", fix)])
    source = Source(file, _decoded(raw, shown), shown)
    found = chain(_hidden(source), conflicts(shown, source.text, _RESCORE if limit == RECORD_LIMIT else ""))
    if problems := [*islice(found, PROBLEM_LIMIT)]:
        raise AppraisalError(problems)
    return source


def _hidden(source: Source) -> Iterator[Problem]:
    """The first hidden character of each line that holds one."""
    if not _any_hidden(source.text):
        return
    for number, line in enumerate(source.lines):
        if hidden := HIDDEN.search(line):
            yield character_problem(hidden[0], source.place(number, hidden.start()))


def _any_hidden(text: str) -> bool:
    """Whether a text holds a hidden character. Ordinary ASCII is dropped before the search, which takes a tenth."""
    return HIDDEN.search(text.encode().translate(None, _ORDINARY).decode()) is not None


def _decoded(raw: bytes, shown: str) -> str:
    """The text of a file's bytes.

    Raises: AppraisalError[wrong-kind, not-text].
    """
    if (other := no_text(shown, raw)) is not None:
        raise AppraisalError([other])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AppraisalError([not_utf8(shown, raw, error.start)]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(code: str, shown: str, what: str, fix: str) -> Problem:
    return Problem(code, f'"{shown}" {what}', "nothing can be done without it", fix)
