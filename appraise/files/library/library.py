"""Library: where models, criteria sets and templates lie, shipped or beside an appraisal, and how records name them."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from appraise.appraisal import File
from appraise.field_types import FORM_OF_ID, is_id, near_id
from appraise.files.text.file_names import YAML_ENDING, is_record
from appraise.files.text.source import DISK, RECORD_LIMIT, Store, read, repositories
from appraise.problem import AppraisalError, Problem

_PACKAGE = Path(__file__).resolve().parents[2]
CHARACTERISTICS = "characteristics"
_SHIPPED = "library:"
"""How a record names files that come with appraise."""


def shipped_folder(kind: str) -> Path:
    """The folder `models`, `criteria` or `templates`. An editable install has it beside the package."""
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        if (root / kind).is_dir():
            return root / kind
    what = f'the folder "{kind}" that belongs to appraise is not there'
    raise AppraisalError([Problem("no-library", what, "nothing can be looked up", "install appraise again")])


def is_shipped(file: Path) -> bool:
    """Whether a file belongs to the shipped library, which is read from the disk whatever else is read from."""
    file = Path(os.path.normpath(file))
    return file.is_absolute() and any(file.is_relative_to(shipped_folder(kind)) for kind in ("models", "criteria"))


def entries(kind: str, beside: Path, store: Store = DISK) -> dict[str, Path]:
    """The files of the models or the criteria sets by id, in id order: those beside an appraisal replace shipped ones
    of the same id."""
    files = [root / name for root in (shipped_folder(kind), beside / kind) for name in _names(root, store)]
    by_id = {file.stem: file for file in files if file.suffix == ".yaml" and is_id(file.stem)}
    return {name: by_id[name] for name in sorted(by_id) if (kind, name) != ("models", CHARACTERISTICS)}


def _names(folder: Path, store: Store) -> list[str]:
    """The names in a folder; none where it is not there or a link leads out, OSError where it may not be read."""
    return [] if _leads_out(folder, store) else store.names(folder)


def _leads_out(beside: Path, store: Store) -> bool:
    """Whether a link leads from a folder beside an appraisal out of the repository or, where there is none, out of the
    folder around the appraisal. The names there may be private."""
    if store.top is not None:
        return False
    base = Path(os.path.realpath(beside.parent))
    top = next(iter(repositories(base)), base.parent)
    return not Path(os.path.realpath(beside)).is_relative_to(top)


def characteristics_files(beside: Path, store: Store = DISK) -> list[Path]:
    """The files that define characteristics: the shipped one and, where there is one, that beside an appraisal."""
    name = f"{CHARACTERISTICS}.yaml"
    shipped, own = shipped_folder("models") / name, beside / "models" / name
    if store.what_is(own) is None:
        return [shipped]
    return [own] if Path(store.top or "", own).resolve() == shipped.resolve() else [shipped, own]


def misplaced(beside: Path, store: Store = DISK) -> Iterator[Problem]:
    """Problems of folders beside an appraisal from which a link leads elsewhere, and of YAML files in them whose name
    is no id followed by .yaml: nothing could refer to what is there, but for a criteria set, by its path."""
    for each in (beside / "models", beside / "criteria"):
        if _leads_out(each, store):
            what = f'a symbolic link leads elsewhere from "{store.shown(each)}"'
            why = "what is there may be private, so nothing of it is listed"
            yield Problem("no-file", what, why, "put the files into the folder itself")
    for folder in (beside / "models", beside / "criteria"):
        there = [name for name in sorted(_names(folder, store)) if not name.startswith(".")]
        for file in (folder / name for name in there):
            named = file.suffix == ".yaml" and (is_id(file.stem) or folder.name == "criteria")
            if named or not YAML_ENDING.search(file.name):
                continue
            near = near_id(YAML_ENDING.sub("", file.name))
            fix = f"rename it to {near}.yaml" if near else f"rename it to an id followed by .yaml: {FORM_OF_ID}"
            if f"{near}.yaml" in there:
                fix = f"take one out of the folder; {near}.yaml is there too"
            what = f'the name of "{store.shown(file)}" is not an id followed by .yaml'
            yield Problem("file-name", what, "the file would be passed over without anyone seeing it", fix)


def recorded_name(file: Path, base: Path) -> str:
    """How a record names a file: from the appraisal's folder; a shipped one begins with `library:`."""
    for kind in ("models", "criteria"):
        if file.parent == shipped_folder(kind) and base / kind != file.parent:
            return f"{_SHIPPED}{kind}/{file.name}"
    return Path(os.path.relpath(file, base)).as_posix()


def base_of(file: Path, store: Store = DISK) -> Path:
    """The folder that a record names files from: the appraisal's or the record's own, or the one around a
    `criteria/` folder."""
    if store.what_is(file) == "a folder":
        return file
    around = Path(os.path.normpath(file.parent / ".."))
    # What lies on the disk now says nothing about a commit.
    folder = file.parent.resolve() if store.top is None else file.parent
    inside = folder.name == "criteria" and not is_record(file)
    return around if inside and store.what_is(around) == "a folder" else file.parent


def recorded_file(name: str, base: Path) -> Path | None:
    """The file that a record names, from the folder that the record names files from; None where no appraisal could
    have named it."""
    kind, _, file = name.removeprefix(_SHIPPED).partition("/")
    if name.startswith(_SHIPPED):
        return shipped_folder(kind) / file if kind in ("models", "criteria") and Path(file).name == file else None
    return None if Path(name).is_absolute() else base / name


FileState = Literal["unchanged", "changed", "missing"]
"""What became of a file that a record names."""


def file_state(file: File, base: Path) -> FileState:
    """What became of a file that a record names. One that can no longer be read has changed."""
    path = recorded_file(file.path, base)
    if path is None or DISK.what_is(path) != "a file":
        return "missing"
    try:
        return "unchanged" if read(path, RECORD_LIMIT, within=base).sha256 == file.sha256 else "changed"
    except AppraisalError:
        return "changed"


def own_files(files: Sequence[File]) -> list[File]:
    """Of the files that a record names, those of the appraisal itself: what is shipped moves on with each version."""
    return [file for file in files if not file.path.startswith(_SHIPPED)]


def template(name: str, form: str) -> tuple[str, str | None]:
    """The text of a template for a form of output, md or html, and where people wrote it: a shipped one by its name,
    or one's own by its path.

    Raises: AppraisalError[no-template].
    """
    if name.endswith(".j2"):
        if not name.endswith(f".{form}.j2"):
            what = f'"{name}" is not a template for {form}'
            why = "what it prints is kept from being markup as its form needs"
            fix = f"name an output of the template's form, or a template whose name ends in .{form}.j2"
            raise AppraisalError([Problem("no-template", what, why, fix)])
        own = read(Path(name))
        return own.text, own.shown
    shipped = sorted(file.name.removesuffix(".j2") for file in shipped_folder("templates").glob("*.j2"))
    if f"{name}.{form}" not in shipped:
        what = f'there is no template "{name}" for {form}'
        fix = f"write the path of a template, or use one of these: {', '.join(shipped)}"
        raise AppraisalError([Problem("no-template", what, "the appendix is made by a template", fix)])
    return read(shipped_folder("templates") / f"{name}.{form}.j2").text, None
