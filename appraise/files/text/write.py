"""Writing: a file is written whole or not at all, never through a link, and over nothing of other people's."""

import os
import stat
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from appraise.files.text.outputs import Output
from appraise.files.text.source import leads_out
from appraise.problem import AppraisalError, Problem


def write(path: Path, content: bytes, force: bool = False, inputs: Collection[Path] = ()) -> None:
    """Put content into a file, by way of a new one of a random name beside it.

    force:  write over a file that is not one of ours, holds another kind of output or another appraisal's record, or
            may only be read.
    inputs: files this was made from, never written over.
    Raises: AppraisalError[not-written].
    """
    name = path.as_posix()
    try:
        try:
            _put(path, content, _may_replace(path, content, force, inputs))
        except FileExistsError:  # by now; whose it is has to be looked at again
            _put(path, content, _may_replace(path, content, force, inputs))
    except (OSError, RuntimeError, ValueError) as error:
        there = path.parent.is_dir()
        _refuse(name, _reason(error), "check who may write there" if there else "make the folder first")


def add_to(path: Path, was: bytes, more: bytes) -> None:
    """Add to the end of a file of people's own, and leave all that is in it.

    was: what it held when it was read.
    Raises: AppraisalError[not-written], also where it is a link, may only be read, or holds something else by now.
    """
    name = path.as_posix()
    try:
        if path.is_symlink():
            _refuse(name, "it is a symbolic link", "name the file it leads to")
        rights = _may_replace(path, was, True, ())
        if rights is None or path.read_bytes() != was:
            _refuse(name, "it has changed since it was read", "try again")
        if not rights & 0o222:
            _refuse(name, "it may only be read", "let it be written to first")
        _put(path, was + more, rights)
    except (OSError, RuntimeError, ValueError) as error:
        _refuse(name, _reason(error), "check who may write there")


def write_new(directory: Path, files: Mapping[str, str]) -> list[str]:
    """Put new files into a folder, all of them or none; the names of those that were not there already, word for word,
    as they are where this was stopped before.

    files: by path from the folder; the last one stands for the whole, as it is written last.
    Raises: AppraisalError[not-written], also where another file of one of these names is there.
    """
    made: list[Path] = []
    try:
        _refuse_astray(directory, directory.as_posix())
        new = [name for name, text in files.items() if not _is_written(directory, name, text)]
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
                _is_written(directory, name, files[name])
    except BaseException as error:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        if isinstance(error, OSError | RuntimeError | ValueError):
            _refuse(directory.as_posix(), _reason(error), "name another folder")
        raise
    return new


def _is_written(directory: Path, name: str, text: str) -> bool:
    """Whether a new file is there already, as it would be written but for its line ends, which git may change.

    Raises: AppraisalError[not-written] where something else is there, or a link leads elsewhere on the way.
    """
    path = directory / name
    if path.parent.resolve() != Path(os.path.normpath(directory.resolve() / Path(name).parent)):
        fix = "look where the link leads, or take it away"
        _refuse(path.as_posix(), "a symbolic link leads elsewhere from there", fix)
    status = _status(path)
    if status is None:
        return False
    content = text.encode()
    may_be = stat.S_ISREG(status.st_mode) and status.st_size <= len(content) + content.count(b"\n")
    if not may_be or path.read_bytes().replace(b"\r\n", b"\n") != content:
        _refuse(path.as_posix(), "it is there already", "name another folder")
    return True


def _status(path: Path) -> os.stat_result | None:
    """The status of a path itself, links not followed; None where there is nothing."""
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def _may_replace(path: Path, content: bytes, force: bool, inputs: Collection[Path]) -> int | None:
    """Refuse what must not be written over; else the rights of the file that is there, None where there is none."""
    name = path.as_posix()
    _refuse_astray(path.parent, name)
    status = _status(path)
    if status is None:
        return None
    if stat.S_ISLNK(status.st_mode):
        _refuse(name, "it is a symbolic link", "name the file it leads to, or - for standard output")
    if stat.S_ISDIR(status.st_mode):
        _refuse(name, "it is a folder", "name a file in it")
    if not stat.S_ISREG(status.st_mode):
        _refuse(name, "it is a device or a pipe, and no file", "write to standard output instead: -o -")
    if any(file.exists() and path.samefile(file) for file in inputs):
        _refuse(name, "it is one of the files this is made from", "name another file")
    if not force:
        _refuse_others(path, status, content, inputs)
    return stat.S_IMODE(status.st_mode)


def _refuse_others(path: Path, status: os.stat_result, content: bytes, inputs: Collection[Path]) -> None:
    """Refuse to write over what appraise did not write, or another kind of output. Of an empty file nothing is lost."""
    why, what = "", Output.of_content(content)
    there = Output.of_file(path) if status.st_size else what
    if status.st_size and not there.kind:
        why = "is not as this version of appraise wrote it"
    elif there.kind != what.kind:
        why = f"holds the {there.kind}"
    elif there.kind == "record" and not there.same_appraisal(what, path.parent, inputs):
        why = f"holds the record of another appraisal, {there.title}"
    elif not status.st_mode & 0o222:
        why = "may only be read"
    if why:
        _refuse(path.as_posix(), f"it is there already, and {why}", "name another file, or add --force")


def _put(path: Path, content: bytes, rights: int | None) -> None:
    """Write a new file beside this one and rename it: readers see the old content or the new, never a part.

    rights: of the file that is replaced; None where there was none.
    Raises: FileExistsError where there was none and there is one now.
    """
    beside = path.with_name(f".appraise-{os.urandom(8).hex()}")
    file = beside.open("xb")  # a name that is there already, as a link or anything else, is never opened
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if rights is not None and hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), rights)
        if rights is not None or not _take_name(beside, path):
            beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _take_name(beside: Path, path: Path) -> bool:
    """Give a file a name that nothing has; False where the disk knows no way that would not write over anything."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        return False
    beside.unlink()
    return True


def _refuse_astray(folder: Path, name: str) -> None:
    """Refuse a folder to which a link leads from elsewhere, and one in which git keeps its own."""
    real = folder.resolve()
    if leads_out(folder, real):
        fix = f"name the folder itself, if it is the one that is meant: {real.as_posix()}"
        _refuse(name, "a symbolic link leads elsewhere from there", fix)
    if ".git" in real.parts:
        _refuse(name, "git keeps its own files there", "name another folder")


def _reason(error: Exception) -> str:
    """Why a path cannot be used; some versions of Python raise a RuntimeError for a loop of links."""
    return error.strerror.lower() if isinstance(error, OSError) and error.strerror else "the name is not one"


def _refuse(name: str, why: str, fix: str) -> NoReturn:
    raise AppraisalError([Problem("not-written", f'"{name}" was not written', why, fix)])
