"""Writing: a file is written whole or not at all, and nothing of other people's is written over unasked."""

import os
import re
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NoReturn

from appraise.problem import AppraisalError, Problem

_OURS = re.compile(rb"\b[0-9a-f]{64}\b")


def write(path: Path, text: str, force: bool = False, inputs: Collection[Path] = ()) -> None:
    """Put text into a file, by way of a temporary file beside it.

    force:  write over a file that is not one of ours, or holds another kind of output.
    inputs: files this text was made from, never written over.
    Raises: AppraisalError[not-written].
    """
    name = path.as_posix()
    beside = path.with_name(f".{path.name}.part")
    try:
        if any(path.exists() and file.exists() and path.samefile(file) for file in inputs):
            _refuse(name, "it is one of the files this is made from", "name another file")
        if path.exists() and not force:
            there, this = _kind(path.read_bytes()), _kind(text.encode())
            if not there:
                _refuse(name, "it is there already, and appraise did not write it", "name another file, or add --force")
            if this and this != there:
                _refuse(name, f"it is there already, and holds the {there}", "name another file, or add --force")
        try:
            with beside.open("wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, beside)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "the name is not one"
        _refuse(name, reason, "check the folder and who may write to it")


def write_new(directory: Path, files: Mapping[str, str]) -> None:
    """Put new files into a folder, all of them or none.

    Raises: AppraisalError[not-written], also where one of them is there already.
    """
    written: list[Path] = []
    try:
        try:
            for name in files:
                if (directory / name).exists():
                    _refuse((directory / name).as_posix(), "it is there already", "name another folder")
            for name in files:
                (directory / name).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            _refuse(directory.as_posix(), (error.strerror or "").lower(), "name another folder")
        for name, text in files.items():
            write(directory / name, text)
            written.append(directory / name)
    except AppraisalError:
        for file in written:
            file.unlink()
        raise


def _kind(text: bytes) -> str:
    """What appraise wrote: a schema, a record, a comparison or an appendix; the latter name it and hold a fingerprint.
    Nothing for what it did not write, or for a table, which bears no mark."""
    if b'"$schema"' in text[:20] and b'"title": "appraise' in text[:200]:
        return "schema"
    if b"appraise" not in text or not _OURS.search(text):
        return ""
    if b'"kind": "difference"' in text[:40] or b"Compared with appraise" in text[-300:]:
        return "comparison"
    return "record" if b'"kind": "run"' in text[:40] else "appendix"


def _refuse(name: str, why: str, fix: str) -> NoReturn:
    raise AppraisalError([Problem("not-written", f'"{name}" was not written', why, fix)])
