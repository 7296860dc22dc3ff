"""Writing: a file is put in place whole or not at all, never through a link, and over nothing of other people's."""

import os
import re
import stat
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import NoReturn

from appraise.problem import AppraisalError, Problem

_HEAD, _TAIL = 262_144, 300
"""How many bytes of a file that is there already are read to see whose it is: so many of its first and last."""

_OURS = {
    "record": rb'\{\r?\n  "kind": "run",',
    "comparison": rb'\{\r?\n  "kind": "difference",',
    "appendix": rb"(<!DOCTYPE html>)?<!-- appraise appendix -->\r?\n",
    "table": rb"(\xef\xbb\xbf)?option,name,outcome,rank,total,",
    "schema": rb'\{\r?\n  "\$schema": [^\n]*\n  "title": "appraise',
    "findings": rb'\{\r?\n  ("kind": "check",|"\$schema": [^{]*\{\s*"tool": \{\s*"driver": \{\s*"name": "appraise")',
}
"""How each kind of output begins."""
_COMPARED = re.compile(rb"\nCompared with appraise [^\n]*\n[^\n]*[0-9a-f]{64}\r?\n\Z")
"""How a comparison ends that is text, or a comment in Markdown, which begins with what people are to read."""
_TITLE = re.compile(rb'^  "title": (".*"),\r?$', re.MULTILINE)
_FIRST_FILE = re.compile(rb'^      "path": "([^"\\]*)",\r?$', re.MULTILINE)

_LEADS_OUT = "a symbolic link leads elsewhere from there", "name the folder that it leads to"


def write(path: Path, text: str, force: bool = False, inputs: Collection[Path] = ()) -> None:
    """Put text into a file, by way of a new one of a random name beside it.

    force:  write over a file that is not one of ours, holds another kind of output or another appraisal's record, or
            may only be read.
    inputs: files this text was made from, never written over.
    Raises: AppraisalError[not-written].
    """
    name, content = path.as_posix(), text.encode("utf-8", "backslashreplace")
    try:
        try:
            _put(path, content, _may_replace(path, content, force, inputs))
        except FileExistsError:  # by now; whose it is has to be looked at again
            _put(path, content, _may_replace(path, content, force, inputs))
    except (OSError, RuntimeError, ValueError) as error:
        _refuse(name, _reason(error), "check the folder and who may write to it")


def write_new(directory: Path, files: Mapping[str, str]) -> list[str]:
    """Put new files into a folder, all of them or none; the names of those that were not there already, word for word,
    as they are where this was stopped before.

    files: by path from the folder; the last one stands for the whole, as it is written last.
    Raises: AppraisalError[not-written], also where another file of one of these names is there.
    """
    made: list[Path] = []
    try:
        if _leads_out(directory):
            _refuse(directory.as_posix(), *_LEADS_OUT)
        new = [name for name, text in files.items() if not _is_there(directory, name, text)]
        for name in new:
            folder = (directory / name).parent
            for each in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
                with suppress(FileExistsError):
                    each.mkdir()
                    made.append(each)
        for name in new:
            try:
                _put(directory / name, files[name].encode(), None)
                made.append(directory / name)
            except FileExistsError:  # by now; somebody else may be writing the same
                _is_there(directory, name, files[name])
    except BaseException as error:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        if isinstance(error, OSError | RuntimeError | ValueError):
            _refuse(directory.as_posix(), _reason(error), "name another folder")
        raise
    return new


def _is_there(directory: Path, name: str, text: str) -> bool:
    """Whether a new file is there already, as it would be written but for its line ends, which git may change.

    Raises: AppraisalError[not-written] where something else is there, or a link leads elsewhere on the way.
    """
    path = directory / name
    if path.parent.resolve() != Path(os.path.normpath(directory.resolve() / Path(name).parent)):
        fix = "look where the link leads, or take it away"
        _refuse(path.as_posix(), "a symbolic link leads elsewhere from there", fix)
    try:
        held = path.lstat()
    except FileNotFoundError:
        return False
    content = text.encode()
    size = len(content) + content.count(b"\n")
    if not stat.S_ISREG(held.st_mode) or held.st_size > size or path.read_bytes().replace(b"\r\n", b"\n") != content:
        _refuse(path.as_posix(), "it is there already", "name another folder")
    return True


def _may_replace(path: Path, content: bytes, force: bool, inputs: Collection[Path]) -> int | None:
    """Refuse what must not be written over; else the rights of the file that is there, None where there is none."""
    name, another = path.as_posix(), "name another file"
    if _leads_out(path.parent):
        _refuse(name, *_LEADS_OUT)
    try:
        held = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(held.st_mode):
        _refuse(name, "it is a symbolic link", "name the file it leads to, or - for standard output")
    if stat.S_ISDIR(held.st_mode):
        _refuse(name, "it is a folder", "name a file in it")
    if not stat.S_ISREG(held.st_mode):
        _refuse(name, "it is a device or a pipe, and no file", "write to standard output instead: -o -")
    if any(file.exists() and path.samefile(file) for file in inputs):
        _refuse(name, "it is one of the files this is made from", another)
    if not force:
        another += ", or add --force"
        there, this = _kind(path), _kind_of(content[:_HEAD], content[-_TAIL:])
        if not there:
            _refuse(name, "it is there already, and does not begin as what appraise writes", another)
        if this != there and held.st_size:
            _refuse(name, f"it is there already, and holds the {there}", another)
        if there == "record" and not _same_appraisal(path, content, inputs):
            _refuse(name, "it is there already, and holds the record of another appraisal", another)
        if not held.st_mode & 0o222:
            _refuse(name, "it is there already, and may only be read", another)
    return stat.S_IMODE(held.st_mode)


def _put(path: Path, content: bytes, rights: int | None) -> None:
    """Have a file hold this, whole, in the moment that a new one takes its name.

    rights: of the file that is replaced; None where there was none.
    Raises: FileExistsError where there was none and there is one now.
    """
    beside = path.with_name(f".appraise-{token_hex(8)}")
    file = beside.open("xb")  # a name that is there already, as a link or anything else, is never opened
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if rights is not None and hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), rights)
        if rights is not None or not _named(beside, path):
            beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _named(beside: Path, path: Path) -> bool:
    """Give a file a name that nothing has; False where the disk knows no way that would not write over anything."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        return False
    beside.unlink()
    return True


def _leads_out(folder: Path) -> bool:
    """Whether a symbolic link leads from a folder out of the current one or the repository that it is said to lie in,
    or to where git keeps its own."""
    said, real = Path(os.path.abspath(folder)), folder.resolve()  # noqa: PTH100 - resolve() follows links
    tops = [top.resolve() for top in (said, *said.parents) if (top / ".git").exists()]
    if not folder.is_absolute() and ".." not in folder.parts:
        tops.append(Path.cwd().resolve())
    return any(not real.is_relative_to(top) or ".git" in real.relative_to(top).parts for top in tops)


def _kind(path: Path) -> str:
    """What a file holds that appraise wrote; "nothing" of an empty one, and "" of what it did not write."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(max(0, path.stat().st_size - _TAIL))
        return _kind_of(head, file.read(_TAIL)) if head else "nothing"


def _kind_of(head: bytes, tail: bytes) -> str:
    found = (kind for kind, beginning in _OURS.items() if re.match(beginning, head))
    return next(found, "comparison" if _COMPARED.search(tail) else "")


def _same_appraisal(path: Path, content: bytes, inputs: Collection[Path]) -> bool:
    """Whether the record in a file is an earlier one of the same appraisal: of the one that lies beside it, or else of
    one with the same title."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    first, titles = _FIRST_FILE.search(head), [_TITLE.search(text) for text in (head, content[:_HEAD])]
    beside = path.parent / first[1].decode("utf-8", "replace") if first else None
    if beside is not None and beside.is_file():
        return any(file.exists() and beside.samefile(file) for file in inputs)
    return None not in titles and len({found[1] for found in titles if found}) == 1


def _reason(error: Exception) -> str:
    """Why a path cannot be used; some versions of Python raise a RuntimeError for a loop of links."""
    return error.strerror.lower() if isinstance(error, OSError) and error.strerror else "the name is not one"


def _refuse(name: str, why: str, fix: str) -> NoReturn:
    raise AppraisalError([Problem("not-written", f'"{name}" was not written', why, fix)])
