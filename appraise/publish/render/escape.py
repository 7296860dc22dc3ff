"""Escaping: text from files made safe for where it is shown. Every character of it is data, none is markup."""

import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

from appraise.field_types import BLANK_LINE
from appraise.publish.document import PARAGRAPH

_BLANKS = re.compile("[\t-\r\x1c-\x1f \x85\u2028\u2029]+")
_UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
)
_UNPAIRED = re.compile("[\ud800-\udfff]")

_Any = TypeVar("_Any")

_MARKS = re.compile(r"[\\`*_\[\]#]|[<>|$@{}^~]|&(?! )|:(?=//|[\w+-]*:)|==+")
_BACKSLASHED = frozenset("\\`*_[]#")
_LINKED = "|".join(
    (
        r"@[\w.-]",  # a person, a group of people, an address for mail, a commit of somebody
        r"#\d",  # an issue, here or in another repository
        r"(?<![a-z0-9])gh-\d",
        r"://",
        r"(?<![a-z0-9])www\.",
        r"(?<![a-z0-9])(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{7,40}(?![a-z0-9])",  # a commit, and no figure or word
        r":(?![\d:]+:)[\w+-]+:",  # a small picture, and no time of day
    )
)
"""What GitHub makes a mention, a link or a picture of, wherever it stands in a text."""
_WORD = r"[\w.:/@#?=%+~&-]"
_LINKS = re.compile(rf"(?<!{_WORD})(?={_WORD}*?(?:{_LINKED})){_WORD}*[\w/@#=%+~&-]", re.IGNORECASE)
_NAMED = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_OPENS_A_BLOCK = re.compile(r"( ?)([-+=:])|( ?\d+)([.)])(?= |$)")


def clean(text: str) -> str:
    """Text on one line, without what nobody sees: control characters, and marks that turn the order of letters."""
    return _UNPAIRED.sub("\N{REPLACEMENT CHARACTER}", _BLANKS.sub(" ", _UNSEEN.sub("", text)))


def paragraphs(text: str) -> str:
    """The same, but that what a blank line parted stays parted, by `PARAGRAPH`."""
    parts = BLANK_LINE.sub(PARAGRAPH, text).split(PARAGRAPH)
    kept = [part for part in map(clean, parts) if part.strip(" ")] if len(parts) > 1 else [clean(text)]
    return PARAGRAPH.join(kept).replace(f" {PARAGRAPH}", PARAGRAPH).replace(f"{PARAGRAPH} ", PARAGRAPH)


def cleaned(value: _Any) -> _Any:
    """The same value with every text in it clean, and its paragraphs kept."""
    return throughout(value, paragraphs)


def throughout(value: _Any, change: Callable[[str], str]) -> _Any:
    """The same value with every text in it changed."""
    result: Any = value
    if isinstance(value, str):
        result = change(value)
    elif isinstance(value, tuple):
        items = [throughout(item, change) for item in value]
        result = type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    return cast(_Any, result)


def markdown(text: str) -> str:
    """Clean text for Markdown: for any place in a line, a heading or a cell of a table.

    A character stays as it is where no reader of Markdown takes it for markup: a hyphen or a full stop inside a
    sentence, a colon, an ampersand before a blank. Else it gets a backslash, or is written as an entity where
    extensions of Markdown do not heed the backslash.

    A word that would call somebody or lead somewhere on GitHub is code: GitHub looks for these in the text that readers
    see, where neither backslash nor entity is left, and leaves code alone. It can be copied as it was written.
    """
    parts, done = [], 0
    for link in _LINKS.finditer(text):
        parts += [_MARKS.sub(_unmarked, text[done : link.start()]), f"`{link[0]}`"]
        done = link.end()
    text = "".join((*parts, _MARKS.sub(_unmarked, text[done:])))
    opening = _OPENS_A_BLOCK.match(text)
    if opening:
        before, mark = opening[1] or opening[3] or "", opening[2] or opening[4]
        text = f"{before}\\{mark}{text[opening.end() :]}"
    return text


def _unmarked(match: re.Match[str]) -> str:
    return "".join(f"\\{mark}" if mark in _BACKSLASHED else _NAMED.get(mark, f"&#{ord(mark)};") for mark in match[0])


def target(address: str) -> str:
    """An address for a link in Markdown, between < and >, which nothing in it can end and no entity in it changes."""
    return "".join(f"%{ord(mark):02X}" if mark in '<>"\\^`{|} ' else mark for mark in address).replace("&", "&amp;")


def style(text: str) -> str:
    """Clean text for a string in a style sheet, which no quote, bracket or tag in it can end."""
    return "".join(mark if mark.isascii() and (mark.isalnum() or mark == " ") else f"\\{ord(mark):x} " for mark in text)
