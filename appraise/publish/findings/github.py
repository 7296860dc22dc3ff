"""Annotations: lines that GitHub shows beside the changed lines of a pull request.

A workflow command, as GitHub's own toolkit writes it: `::warning file=scores.yaml,line=12,col=7,title=...::text`.
"""

from typing import Literal

from appraise.problem import Place
from appraise.publish.findings.diagnostic import Diagnostic
from appraise.publish.render.escape import clean

Level = Literal["error", "warning", "notice"]
_LEVELS: dict[str, Level] = {"error": "error", "warning": "warning", "note": "notice"}


def annotation(level: Level, place: Place | None, title: str, text: str) -> str:
    """One workflow command, without a line end. A text may have several lines; what has no place has no file."""
    at = {"file": place.file, "line": place.line, "col": place.column} if place else {}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in {**at, "title": title}.items())
    return f"::{level} {properties}::{_data(text)}"


def of_diagnostic(diagnostic: Diagnostic) -> str:
    """The annotation of a finding or a problem; of one that people accepted, a notice with their reason."""
    level, title = _LEVELS[diagnostic.severity], diagnostic.code
    lines: tuple[str | None, ...] = (diagnostic.what, diagnostic.why, diagnostic.fix, diagnostic.source)
    if diagnostic.accepted:
        level, title = "notice", f"{diagnostic.code}, accepted"
        lines = (diagnostic.what, *diagnostic.accepted)
    place = diagnostic.place and diagnostic.place._replace(file=clean(diagnostic.place.file))
    return annotation(level, place, title, "\n".join(clean(line) for line in lines if line))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
