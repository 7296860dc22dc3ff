"""The shipped library: delivery models, criteria sets and templates, inside the installed package."""

import os
from pathlib import Path

from appraise.files.source import read
from appraise.problem import AppraisalError, Problem

_PACKAGE = Path(__file__).resolve().parents[1]


def folder(kind: str) -> Path:
    """The folder `models`, `criteria` or `templates`. An editable install has it beside the package."""
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        if (root / kind).is_dir():
            return root / kind
    what = f'the folder "{kind}" that belongs to appraise is not there'
    raise AppraisalError([Problem("no-library", what, "nothing can be looked up", "install appraise again")])


def ids(kind: str, beside: Path) -> dict[str, Path]:
    """Every entry by id, in id order: those beside an appraisal replace shipped ones of the same id."""
    found = {file.stem: file for root in (folder(kind), beside / kind) for file in root.glob("*.yaml")}
    return dict(sorted(found.items()))


def recorded(file: Path, base: Path) -> str:
    """How a record names a file: from the appraisal's folder; a shipped one begins with `library:`."""
    for kind in ("models", "criteria"):
        if file.parent == folder(kind) and base / kind != file.parent:
            return f"library:{kind}/{file.name}"
    return Path(os.path.relpath(file, base)).as_posix()


def template(name: str, suffix: str) -> str:
    """The text of a template for a form of output: a shipped one by its name, or a file of one's own by its path.

    suffix: the form, md or html.
    Raises: AppraisalError[no-template].
    """
    own = name.endswith(".j2")
    file = Path(name) if own else folder("templates") / f"{name}.{suffix}.j2"
    if own and not name.endswith(f".{suffix}.j2"):
        what = f'"{name}" is not a template for {suffix}'
        raise AppraisalError(
            [Problem("no-template", what, "escaping goes by the form", f"end its name in .{suffix}.j2")]
        )
    forms = sorted({shipped.suffixes[0][1:] for shipped in folder("templates").glob("appendix.*.j2")})
    if not own and not file.is_file():
        what = f'there is no template "{name}" for "{suffix}"'
        raise AppraisalError(
            [Problem("no-template", what, "the appendix needs one", f"write one of: {', '.join(forms)}")]
        )
    return read(file).text
