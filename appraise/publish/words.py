"""How numbers, dates, lists and sentences read. Nothing here knows an appraisal.

Figures follow one rule: none after the point if all are whole, else one; more only where what is distinct
would not look distinct. Rounding is half away from zero. The minus is U+2212; a span is "55 to 70".
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from appraise.publish.document import Line, Span, line
from appraise.run import number_text, rounded

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_CLOSED = re.compile(
    "[.!?\N{HORIZONTAL ELLIPSIS}][\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK})\\]]*$"
)
_MOST_PLACES = 6


def number(value: Decimal, places: int | None = None) -> str:
    """A number with so many places, or as it stands."""
    text = number_text(value) if places is None else format(rounded(value, places), f".{places}f")
    return text.replace("-", "\N{MINUS SIGN}")


def places(values: Iterable[Decimal], distinct: bool = False) -> int:
    """How many places a set of numbers is shown with; more than one only to tell the distinct ones apart."""
    different = set(values)
    if all(value == value.to_integral_value() for value in different):
        return 0
    shown = 1
    while distinct and shown < _MOST_PLACES and len({rounded(v, shown) for v in different}) < len(different):
        shown += 1
    return shown


def span(low: Decimal, high: Decimal, shown: int | None = None) -> str:
    """One number, or "55 to 70"."""
    ends = number(low, shown), number(high, shown)
    return ends[0] if low == high else " to ".join(ends)


def percent(share: Decimal) -> str:
    """A part of the whole, in per cent with at most one place."""
    shown = rounded(share * 100, 1)
    return "under 0.1%" if share and not shown else f"{number(shown)}%"


def ranks(low: int, high: int) -> str:
    """ "3", "3 or 4" or "3 to 5"."""
    if low == high:
        return str(low)
    return f"{low} or {high}" if high == low + 1 else f"{low} to {high}"


def count(things: int, noun: str, plural: str = "") -> str:
    """ "one option", "seven options", "12 options"."""
    return f"{few(things)} {noun if things == 1 else plural or noun + 's'}"


def few(things: int) -> str:
    """A count up to nine in a word, above in figures."""
    return _COUNTS[things] if things < len(_COUNTS) else str(things)


def start(text: str) -> str:
    """Text as the start of a sentence."""
    return text[:1].upper() + text[1:]


def date(text: str) -> str:
    """A date of a year, a month or a day, as people write it."""
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", text, re.ASCII):
        return text
    year, *rest = text.split("-")
    parts = [str(int(day)) for day in rest[1:]] + [_MONTHS[int(month) - 1] for month in rest[:1]]
    return " ".join([*parts, year])


def listed(items: Sequence[str | Span | Line], word: str = "and") -> Line:
    """ "A", "A and B", "A, B and C"."""
    parts: list[str | Span | Line] = []
    for position, item in enumerate(items):
        if position:
            parts.append(f" {word} " if position == len(items) - 1 else ", ")
        parts.append(item)
    return line(*parts)


def sentence(text: str | None) -> str:
    """Text closed by a full stop, unless it closes itself; nothing stays nothing."""
    text = (text or "").strip()
    return text if not text or _CLOSED.search(text) else text + "."


def quoted(name: str) -> str:
    """A name inside a sentence that could be taken for its words."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}"


def spaced(*sentences: str) -> str:
    """Sentences after one another."""
    return " ".join(text for text in sentences if text)


def cited(for_: Sequence[str], against: Sequence[str] = ()) -> str:
    """Citations in brackets: those for what is said, then those against it."""
    speaks_against = "against: " + ", ".join(against) if against else ""
    parts = [part for part in (", ".join(for_), speaks_against) if part]
    return f"({'; '.join(parts)})" if parts else ""


def words_of(id_: str) -> str:
    """An id read as words, where nobody gave a name: "legal-form" is "Legal form"."""
    return start(id_.replace("-", " "))
