"""Console: prints documents, problems and findings. Every text is data: no control code gets through.

What a stream cannot hold is spelled out, so that printing never fails for the sake of a letter.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console
from rich.text import Text

from appraise.problem import PROBLEM_LIMIT, Place, Problem
from appraise.publish.document import Document
from appraise.publish.documents.screen import Screen
from appraise.publish.render.escape import clean, cleaned, throughout
from appraise.publish.render.screen import BLOCKS, LEAST_WIDTH, LETTERS, drawn
from appraise.publish.render.terminal import BOLD, PLAIN, cells, lines, wrap

if TYPE_CHECKING:
    from rich.progress import Progress

    from appraise.files.library.explanations import Explanation
    from appraise.publish.findings.diagnostic import Diagnostic

_MOST = 20
"""The most problems, and findings of one kind, that are printed."""
_PATIENCE = 2.0
"""Seconds that a terminal waits without being told how far it is."""
_LEAST_WIDTH = 20
"""Characters a line, where a terminal says that it has fewer, or none."""
_WINDOW = 100
"""The longest part of a source line that is shown with a problem."""

_SIMPLER = str.maketrans(
    {
        "\N{MINUS SIGN}": "-",
        "\N{EN DASH}": "-",
        "\N{BOX DRAWINGS LIGHT HORIZONTAL}": "-",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{HORIZONTAL ELLIPSIS}": "...",
    }
)
"""Signs of our own for a stream that cannot hold them."""


def width_of(file: TextIO) -> int:
    """How many characters a line of a stream holds."""
    return max(Console(file=file).width, _LEAST_WIDTH)


def show(document: Document, file: TextIO) -> None:
    """Print a document: headings and what matters in bold on a terminal, plain elsewhere.

    rich knows the terminal, its width and its colours; the lines are laid out by `publish.render.terminal`, because its
    tables alone would take longer than all the rest of `appraise score`.
    """
    console = Console(file=file, markup=False, emoji=False, highlight=False)
    text = Text()
    width = max(console.width, _LEAST_WIDTH)
    for marked in "".join(f"{line}\n" for line in lines(document, width)).split(BOLD):
        strong, _, rest = marked.rpartition(PLAIN)
        text.append(_fitting(strong, console.encoding), "bold").append(_fitting(rest, console.encoding))
    console.width = width
    console.print(text, end="", soft_wrap=True)


def show_line(text: str, file: TextIO) -> None:
    """Print a line that is not broken, so that a command in it can be copied whole."""
    file.write(_fitting(f"{clean(text)}\n", file.encoding or "utf-8"))


def show_screen(screen: Screen, file: TextIO) -> None:
    """Print a screen: in colours on a terminal that has them, else as plain text, without blanks at ends of lines."""
    console = Console(file=file, markup=False, emoji=False, highlight=False)
    encoding = console.encoding
    fitting = throughout(cleaned(screen), lambda text: _fitting(text, encoding))
    signs = BLOCKS if _fitting("".join(BLOCKS), encoding) == "".join(BLOCKS) else LETTERS
    console.width = max(console.width, LEAST_WIDTH)
    for text in drawn(fitting, console.width, signs):
        if console.color_system is None:
            text.rstrip()
        console.print(text, soft_wrap=True)


def show_code(code: str, explanation: "Explanation", file: TextIO) -> None:
    """Print what the code of a problem or a finding means, what to do, and an example or a source."""
    width = Console(file=file).width
    source = explanation.source
    paragraphs = {code: explanation.means, "Why": explanation.why, "What to do": explanation.fix, "Source": source}
    parts = [wrap(f"{name}: {text}", width) for name, text in paragraphs.items() if text]
    if explanation.example:
        heading = "To live with one, write in appraisal.yaml:" if source else "For example:"
        parts.append([heading, *(f"  {line}" for line in explanation.example.splitlines())])
    text = "\n\n".join("\n".join(lines) for lines in parts)
    file.write(_fitting(f"{text}\n", file.encoding or "utf-8"))


@contextmanager
def drawing() -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how many sets of weights have been drawn, once that has taken two seconds; leave no trace."""
    began, shown = monotonic(), list["Progress"]()

    def tell(drawn: int, draws: int) -> None:
        if not shown and sys.stderr.isatty() and monotonic() - began > _PATIENCE:
            from rich.progress import Progress

            shown.append(Progress(console=Console(stderr=True), transient=True))
            shown[0].add_task("drawing sets of weights", total=draws)
            shown[0].start()
        for progress in shown:
            progress.update(progress.task_ids[0], completed=drawn)

    try:
        yield tell
    finally:
        for progress in shown:
            progress.stop()


def print_problems(problems: Sequence[Problem], undone: str, file: TextIO) -> None:
    """Print what is wrong, each with its place, the reason and what to type instead; last, how many problems there are.

    undone: what did not happen because of them.
    """
    lines = [line for problem in problems[:_MOST] for line in _problem(problem)]
    count, more = len(problems), len(problems) - _MOST
    least = "at least " if count >= PROBLEM_LIMIT else ""
    if more > 0:
        lines.append(f"and {least}{more} more {'problem' if more == 1 else 'problems'}")
    lines.append(clean(f"{least}{count:,} problem{'s' * (count != 1)}; {undone}"))
    file.write(_fitting("\n".join([*lines, ""]), file.encoding or "utf-8"))


def print_findings(diagnostics: "Sequence[Diagnostic]", file: TextIO) -> None:
    """Print findings as problems are printed, those that people accepted without the line in the file. What all of one
    code have in common follows once: why it matters, what to do and who says so, or why people live with it. Of many of
    one code the first are printed, and how many more there are."""
    alike: dict[Any, list[Diagnostic]] = {}
    for each in diagnostics:
        alike.setdefault((each.code, each.accepted), []).append(each)
    printed = [line for group in alike.values() for line in _findings(group)]
    file.write(_fitting("".join(f"{line}\n" for line in printed), file.encoding or "utf-8"))


def _findings(alike: "Sequence[Diagnostic]") -> Iterator[str]:
    """The lines of findings that have all but their place in common."""
    first, shown = alike[0], alike[:_MOST]
    for each in shown:
        yield from _what(each, "accepted" if first.accepted else each.severity, not first.accepted)
    if len(alike) > _MOST:
        yield f"and {len(alike) - _MOST} more of {first.code}"
    if first.accepted:
        reason, by = first.accepted
        yield f"  reason: {clean(reason)}{f' (by {clean(by)})' if by else ''}"
        return
    named = " or where: ".join(each.where for each in shown if each.where)
    yield f"  why: {clean(first.why)}"
    yield f"  fix: {clean(first.fix)}"
    yield f"  source: {clean(first.source or '')}"
    yield f"  accept: {first.code}{f', where: {clean(named)}' if named else ''}"


def _fitting(text: str, encoding: str) -> str:
    """The text, with what a stream cannot hold spelled out."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_SIMPLER).encode(encoding, "backslashreplace").decode(encoding)
    return text


def _what(found: "Problem | Diagnostic", kind: str, with_source: bool = True) -> Iterator[str]:
    """What is wrong and where, with the line in the file unless that is not asked for."""
    place = found.place
    where = f"{place.file}:{place.line}:{place.column}: " if place else ""
    yield clean(f"{where}{kind}[{found.code}]: {found.what}")
    if place and with_source:
        yield from _source(place)


def _problem(problem: Problem) -> Iterator[str]:
    yield from _what(problem, "error")
    yield f"  why: {clean(problem.why)}"
    yield f"  fix: {clean(problem.fix)}"


def _source(place: Place) -> Iterator[str]:
    """The line in the file with carets under the word, both cut to a window around it."""
    text = place.text
    start = min(max(place.column - 1, 0), len(text))
    first = max(0, start - _WINDOW // 2) if len(text) > _WINDOW else 0
    shown = "".join(mark if clean(mark) == mark else " " for mark in text[first : first + _WINDOW])
    before = shown[: start - first]
    under = shown[start - first : start - first + max(place.width, 1)] or " "

    opening, closing = "..." if first else "", "..." if first + _WINDOW < len(text) else ""
    margin = f"{place.line:>5} | "
    yield f"{margin}{opening}{shown}{closing}".rstrip()
    yield f"{' ' * (len(margin) - 2)}| {' ' * (len(opening) + cells(before))}{'^' * max(cells(under), 1)}"
