"""Verify: is a record as it was written, and does it come about again?

Texts are compared, not data, so that no byte can change unseen; what differs is then named by its keys.
"""

import html
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, AnyStr, Literal

from appraise.review_results import Compared, Fact, FileState, Keys, Verified
from appraise.run import Run, sealed, stated

_KEYED = re.compile(r'("(?:[^"\\]|\\.)*"): (.*)')
_HEADING = re.compile(r"<h[12][^>]*>(.*?)</h[12]>")
_TAG = re.compile("<[^<>]*>")
_BOM = b"\xef\xbb\xbf"
_WINDOW = 60
"""How much of a long line is shown around what differs in it."""

Lines = Sequence[str]


def hold_record(
    raw: bytes, text: str, run: Run, again: Run, of_files: Run | None, files: Mapping[str, FileState], fits: bool
) -> Verified:
    """Hold a record against what comes out when it is worked out again.

    raw, text: the record byte for byte, and as text with LF line ends and no byte order mark.
    run:       what it holds. again: what its own inputs come to.
    of_files:  what its files come to as they lie here, if they can be read.
    fits:      whether its fingerprint fits.
    """
    fingerprint, written = stated(text)[1], run.to_json()
    body, seal = stated(written)
    laid_out = sealed(body, fingerprint)
    line_ends, stray = _line_ends(raw, text)
    odd = stray or _first_difference(text, laid_out)

    alike = again._replace(appraise=run.appraise).to_json()
    given = of_files._replace(appraise=run.appraise).to_json() if of_files else None
    own = alike if again.appraise == run.appraise else again.to_json()
    once = next((each for each in (alike, own, given) if each and stated(each)[1] == fingerprint), written)
    to_trust = given is not None and all(state == "unchanged" for state in files.values())
    held_against: Literal["written", "files", "inputs"] = "inputs"
    ought = alike
    if once != written:
        held_against, ought = "written", once
    elif given is not None and to_trust and given != alike:
        held_against, ought = "files", given
    fact = None if written == ought else _fact(written.split("\n"), ought.split("\n"), odd is None)
    if not (fits or fact or odd) and to_trust:
        fact = Fact(("fingerprint",), fingerprint, seal, written.count("\n") - 1)
    return Verified(run.appraise, again.appraise, fits, alike == written, fact, held_against, odd, line_ends, files)


def hold_page(raw: bytes, page: str, made: str, by: str | None) -> Compared:
    """Hold a page against the one that is made again of the record in it.

    raw, page: the page byte for byte, and as text with LF line ends.
    by:        the version of appraise that made it, by its record's word, if it is another.
    """
    line_ends, stray = _line_ends(raw, page)
    lines, again = page.split("\n"), made.split("\n")
    line = _first_difference(page, made) or stray
    if line is None:
        return Compared(None, line_ends=line_ends)
    says, ought = (_line_of(each, line) for each in (lines, again))
    headings = [_words(found) for text in again[:line] for found in _HEADING.findall(text)]
    if _words(says) != _words(ought):
        says, ought = _words(says), _words(ought)
    return Compared(by, line, headings[-1] if headings else "", *_apart(says, ought), line_ends)


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two texts cut to where they first differ, if they are long."""
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - _WINDOW // 2) if max(len(one), len(other)) > _WINDOW else 0
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    end = start + _WINDOW
    before, after = "\N{HORIZONTAL ELLIPSIS}" * (start > 0), "\N{HORIZONTAL ELLIPSIS}" * (end < len(text))
    return f"{before}{text[start:end]}{after}"


def _words(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _line_ends(raw: bytes, text: str) -> tuple[bool, int | None]:
    """Whether line ends or a byte order mark are others throughout, and the first line where they are so alone."""
    plain = text.encode()
    if raw == plain:
        return False, None
    body = raw.removeprefix(_BOM)
    if body in (plain, plain.replace(b"\n", b"\r\n")):
        return True, None
    if 2 * body.count(b"\r\n") > plain.count(b"\n"):
        plain = plain.replace(b"\n", b"\r\n")
    return False, _first_difference(body, plain) or 1


def _first_difference(found: AnyStr, ought: AnyStr) -> int | None:
    """The first line, from 1, in which two texts differ."""
    if found == ought:
        return None
    one, other = (text.split("\n" if isinstance(text, str) else b"\n") for text in (found, ought))
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter) + 1


def _line_of(lines: Lines, line: int) -> str:
    return lines[line - 1] if line <= len(lines) else ""


def _fact(found: Lines, ought: Lines, laid_out: bool) -> Fact | None:
    """The first thing in which two records differ, their fingerprints aside. The lines above it are the same, and so
    is what it lies in."""
    pairs = enumerate(zip(found[:-3], ought[:-3], strict=False))
    at = next((at for at, (a, b) in pairs if a.rstrip(",") != b.rstrip(",")), None)
    if at is None and len(found) == len(ought):
        return None  # their fingerprints alone differ
    at = min(len(found), len(ought)) - 3 if at is None else at
    around = _around(found[:at])
    here, there = _thing(found, at, around), _thing(ought, at, around)
    line = at + 1 if laid_out else None
    if here is not None and there is not None and here[0] != there[0]:
        # Either what stands here was put in, or what ought to was taken out.
        here, there = (here, None) if there[0][-1] in _keys_after(found, at) else (None, there)
    keys = (here or there or ((), None))[0]
    said, due = here and here[1], there and there[1]
    if isinstance(said, str) and isinstance(due, str):
        said, due = _apart(said, due)
    return Fact(keys, said, due, line)


def _around(lines: Lines) -> list[list[Any]]:
    """What is open after some lines of a record: each by its key, and how many things stand in it so far."""
    opened: list[list[Any]] = []
    for text in lines:
        bare = text.strip().rstrip(",")
        if bare[:1] in ("}", "]"):
            opened.pop()
            continue
        key = _key(bare, opened)
        if opened:
            opened[-1][1] += 1
        if bare[-1:] in ("{", "["):
            opened.append([key, 0])
    return opened


def _key(bare: str, opened: Sequence[Sequence[Any]]) -> str:
    """The key of a line; in a list, its position from 1."""
    keyed = _KEYED.fullmatch(bare)
    return json.loads(keyed[1]) if keyed else str(opened[-1][1] + 1) if opened else ""


def _thing(lines: Lines, at: int, around: Sequence[Sequence[Any]]) -> tuple[Keys, Any] | None:
    """The keys and the value of what begins in a line; None where what is around it ends there."""
    bare = lines[at].strip().rstrip(",")
    if bare[:1] in ("}", "]"):
        return None
    end = at + 1
    if bare[-1:] in ("{", "["):
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        end += next(n for n, text in enumerate(lines[at + 1 :], 1) if text.startswith((f"{indent}}}", f"{indent}]")))
    keyed = _KEYED.fullmatch(bare)
    text = "\n".join([keyed[2] if keyed else bare, *lines[at + 1 : end]])
    keys = (*(str(key) for key, _ in around[1:]), _key(bare, around))
    return keys, json.loads(text.rstrip(","), parse_int=str, parse_float=str)


def _keys_after(lines: Lines, at: int) -> set[str]:
    """The keys of what follows in the same mapping."""
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    found = set()
    for text in lines[at + 1 :]:
        if not text.startswith(indent):
            break
        keyed = _KEYED.match(text, len(indent))
        found |= {json.loads(keyed[1])} if keyed else set()
    return found
