"""Verification: whether a record is as it was written, and is reproduced from its inputs.

Texts are compared, not data, so that no byte can change unseen; what differs is then given by its keys.
"""

import html
import json
import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, AnyStr, Literal

from appraise.review_results import Discrepancy, FileState, Keys, PageComparison, Verification
from appraise.run import Run, sealed, stated

_HEADING = re.compile(r"<h[12][^>]*>(.*?)</h[12]>")
_TAG = re.compile("<[^<>]*>")
_BOM = b"\xef\xbb\xbf"
_LINE_ENDS = re.compile(r"((?:\\n)+)")
_WINDOW = 60
"""How much of a long line is shown around what differs in it."""


def hold_record(
    raw: bytes, text: str, run: Run, again: Run, of_files: Run | None, files: Mapping[str, FileState], fits: bool
) -> Verification:
    """Compare a record with what its inputs, and its files, give when worked out again.

    raw, text: the record byte for byte, and as text with LF line ends and no byte order mark.
    run:       what it holds. again: the run of its own inputs.
    of_files:  the run of its files as they are here, if they can be read.
    files:     their states.
    fits:      whether its fingerprint is that of its text.
    """
    fingerprint, written = stated(text)[1], run.to_json()
    body, seal = stated(written)
    line_ends, odd_ending = _line_ends(raw, text)
    odd_line = odd_ending or _first_difference(text, sealed(body, fingerprint))

    by_inputs = again._replace(appraise=run.appraise).to_json()
    by_files = of_files._replace(appraise=run.appraise).to_json() if of_files else None
    by_files = by_inputs if by_files and _without_blank_lines(by_inputs, by_files) else by_files
    candidates = (by_inputs, by_inputs if again.appraise == run.appraise else again.to_json(), by_files)
    # The record as it was once written, if it is one of these: the one with the fingerprint that is stated.
    original = next((record for record in candidates if record and stated(record)[1] == fingerprint), None)
    unchanged = by_files if all(state == "unchanged" for state in files.values()) else None
    held_against, ought = _standard(written, original, unchanged, by_inputs)
    fact = None if written == ought else _discrepancy(written, ought, odd_line is None)
    if unchanged is not None and not (fits or fact or odd_line):
        fact = Discrepancy(("fingerprint",), fingerprint, seal, written.count("\n") - 1)
    same = by_inputs == written
    return Verification(run.appraise, again.appraise, fits, same, fact, held_against, odd_line, line_ends, files)


def _without_blank_lines(record: str, by_files: str) -> bool:
    """Whether a record differs from what its files give in this alone, that some blank lines in texts are no more than
    line ends in it, as versions before 0.1.0 read them."""
    one, other = (_LINE_ENDS.split(stated(text)[0]) for text in (record, by_files))
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(a == b or (a, b) == (r"\n", r"\n\n") for a, b in pairs)


def _standard(
    written: str, original: str | None, of_unchanged_files: str | None, by_inputs: str
) -> tuple[Literal["written", "files", "inputs"], str]:
    """What a record is compared with, the surest that differs first: what it once was, what its unchanged files give,
    or else what its inputs give."""
    if original is not None and original != written:
        return "written", original
    if of_unchanged_files is not None and of_unchanged_files != by_inputs:
        return "files", of_unchanged_files
    return "inputs", by_inputs


def hold_page(raw: bytes, page: str, made: str, by: str | None) -> PageComparison:
    """Compare a page with the one made again from the record in it.

    raw, page: the page byte for byte, and as text with LF line ends.
    made:      the page made again.
    by:        the version of appraise that made the page, by its record, if it is another.
    """
    line_ends, odd_ending = _line_ends(raw, page)
    lines, again = page.split("\n"), made.split("\n")
    line = _first_difference(page, made) or odd_ending
    if line is None:
        return PageComparison(None, line_ends=line_ends)
    says, ought = (_line_of(each, line) for each in (lines, again))
    headings = [_plain_text(heading) for text in again[:line] for heading in _HEADING.findall(text)]
    if _plain_text(says) != _plain_text(ought):
        says, ought = _plain_text(says), _plain_text(ought)
    return PageComparison(by, line, headings[-1] if headings else "", *_excerpts(says, ought), line_ends)


def _excerpts(one: str, other: str) -> tuple[str, str]:
    """Two texts around where they first differ, if they are long."""
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - _WINDOW // 2) if max(len(one), len(other)) > _WINDOW else 0
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    end = start + _WINDOW
    before, after = "\N{HORIZONTAL ELLIPSIS}" * (start > 0), "\N{HORIZONTAL ELLIPSIS}" * (end < len(text))
    return f"{before}{text[start:end]}{after}"


def _plain_text(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _line_ends(raw: bytes, text: str) -> tuple[bool, int | None]:
    """Whether all line ends are CRLF or there is a byte order mark; and else the first line with another line end."""
    plain = text.encode()
    if raw == plain:
        return False, None
    body = raw.removeprefix(_BOM)
    if body in (plain, plain.replace(b"\n", b"\r\n")):
        return True, None
    if 2 * body.count(b"\r\n") > plain.count(b"\n"):
        plain = plain.replace(b"\n", b"\r\n")
    return False, _first_difference(body, plain) or 1


def _first_difference(text: AnyStr, ought: AnyStr) -> int | None:
    """The first line, from 1, in which two texts differ."""
    if text == ought:
        return None
    one, other = (each.split("\n" if isinstance(each, str) else b"\n") for each in (text, ought))
    return next(line for line, (mine, its) in enumerate(zip_longest(one, other), 1) if mine != its)


def _line_of(lines: Sequence[str], line: int) -> str:
    return lines[line - 1] if line <= len(lines) else ""


def _discrepancy(written: str, ought: str, laid_out: bool) -> Discrepancy | None:
    """The first thing in which two records differ; None where only their fingerprints do.

    laid_out: whether the lines of the first are those of its file.
    """
    here, there = (json.loads(text, parse_int=str, parse_float=str) for text in (written, ought))
    unlike = _first_unlike(here | {"fingerprint": None}, there | {"fingerprint": None}, ())
    if unlike is None:
        return None
    keys, says, due = unlike
    if isinstance(says, str) and isinstance(due, str):
        says, due = _excerpts(says, due)
    # The comma after an entry tells of the next one.
    line = _first_difference(written.replace(",\n", "\n"), ought.replace(",\n", "\n"))
    return Discrepancy(keys, says, due, line if laid_out else None)


def _first_unlike(says: Any, ought: Any, keys: Keys) -> tuple[Keys, Any, Any] | None:
    """The keys of the first thing in which two parts of records differ, and what stands in each; None for nothing.

    keys: those of the parts; positions in a list count from 1.
    """
    if not (says and ought and type(says) is type(ought) and isinstance(says, dict | list)):
        return None if says == ought else (keys, says, ought)
    here, there = (
        part if isinstance(part, dict) else {str(position): item for position, item in enumerate(part, 1)}
        for part in (says, ought)
    )
    for mine, its in zip_longest(here, there):
        if mine == its:
            unlike = _first_unlike(here[mine], there[mine], (*keys, mine))
            if unlike:
                return unlike
        elif mine is None or (its is not None and its not in here):
            return (*keys, its), None, there[its]  # it was taken out
        else:
            return (*keys, mine), here[mine], None  # it was put in
    return None
