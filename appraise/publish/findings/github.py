"""Annotations: lines that GitHub shows beside the changed lines of a pull request.

A workflow command, as GitHub's own toolkit writes it: `::warning file=scores.yaml,line=12,col=7,title=...::text`.
"""

from typing import Literal

from appraise.publish.findings.diagnostic import Diagnostic
from appraise.publish.render.escape import clean

_LEVELS: dict[str, Literal["error", "warning", "notice"]] = {
    "error": "error",
    "warning": "warning",
    "note": "notice",
}


def annotation(
    level: Literal["error", "warning", "notice"],
    file: str | None,
    line: int | None,
    column: int | None,
    title: str,
    text: str,
) -> str:
    """One workflow command, without a line end. A text may have several lines; what has no place has no file."""
    given = {"file": file, "line": line, "col": column, "title": title}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in given.items() if value is not None)
    return f"::{level} {properties}::{_data(text)}"


def of_told(told: Diagnostic) -> str:
    """The annotation of a finding or a problem; of one that people accepted, a notice with their reason."""
    place, level, title = told.place, _LEVELS[told.severity], told.code
    lines: tuple[str | None, ...] = (told.what, told.why, told.fix, told.source)
    if told.accepted:
        level, title, lines = "notice", f"{told.code}, accepted", (told.what, *told.accepted)
    text = "\n".join(clean(line) for line in lines if line)
    file, line, column = (clean(place.file), place.line, place.column) if place else (None, None, None)
    return annotation(level, file, line, column, title, text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
