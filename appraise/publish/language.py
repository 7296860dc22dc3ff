"""Language: how sentences, numbers, dates and lists read in one language. Nothing here knows an appraisal.

The sentences themselves come from a file, one for each language; `templates/words/en.yaml` says how such a file is
written. Figures follow one rule: none after the point if all are whole, else one; more only where what is distinct
would not look distinct. Rounding is half away from zero. The minus is U+2212; a span is "55 to 70".
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple, cast

from appraise.numbers import number_text, rounded
from appraise.publish.document import Column, Line, Part, Span, line, plain

_CLOSED = re.compile(
    "[.!?\N{HORIZONTAL ELLIPSIS}][\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK})\\]]*$"
)
_PIECE = re.compile(r"(\*\*)|\{([A-Za-z_]+)\}")
MOST_PLACES = 6
"""The most decimal places that a figure is shown with."""
_ENDS = 8
"""Pieces of a sentence that are looked at for a full stop at their end: quotes and brackets may stand after it."""
DASH = "\N{EN DASH}"
"""What stands in a cell that has no value."""
MOST_LISTED = 30
"""Things that a list names; of more, the first so many, and how many more there are. As many options are compared one
by one at most."""

Value = Part | Sequence[Part] | int


class Language(NamedTuple):
    """What appraise says, in one language.

    code:  as web pages give it.
    texts: each sentence by its key. One that turns on a count has a form for each count that needs its own, and
           one for every `other`.
    """

    code: str
    texts: Mapping[str, str | Mapping[str, str]]

    def say(self, key: str, n: int | None = None, /, **values: Value) -> Line:
        """The sentence of a key with values in their places, in the form for a count `n`, which is "{n}" in words.

        A value that closes itself, such as "Y Ltd.", gets no second full stop. A list reads as "A, B and C". The value
        of "{Name}" is that of `name`, as the start of a sentence.
        """
        form = self.texts[key]
        if not isinstance(form, str):
            form = form[str(n)] if str(n) in form else form["other"]
        given = values if n is None else {"n": n, **values}
        spans: list[Part] = []
        for text, name, strong in _pieces(form):
            if not name:
                closed = text.startswith(".") and spans and _CLOSED.search(plain(line(*spans[-_ENDS:])))
                spans.append(Span(text[1:] if closed else text, strong))
                continue
            read = self._read(given[name.lower()])
            if name[0].isupper() and read:
                read = (read[0]._replace(text=start(read[0].text)), *read[1:])
            spans += [span._replace(bold=True) for span in read] if strong else read
        return line(*spans)

    def text(self, key: str, n: int | None = None, /, **values: Value) -> str:
        """The same as plain text."""
        return plain(self.say(key, n, **values))

    def columns(self, *keys: str, numeric: Container[int] = (), figures: Iterable[str] = ()) -> tuple[Column, ...]:
        """Columns of a table by the keys of their headings.

        numeric: the positions of those that hold figures. figures: the headings of columns of figures after these.
        """
        columns = (Column(self.text(key), numeric=position in numeric) for position, key in enumerate(keys))
        return (*columns, *(Column(heading, numeric=True) for heading in figures))

    def _read(self, value: Value) -> Line:
        if isinstance(value, int):
            return line(self.few(value))
        return self.listed(value) if isinstance(value, list) else line(cast(Part, value))

    def few(self, things: int) -> str:
        """A small count in a word, a larger one in figures."""
        numerals = self.texts["few"]
        return str(things) if isinstance(numerals, str) else numerals.get(str(things), str(things))

    def counted(self, things: int, noun: str) -> str:
        """ "one option", "seven options", "12 options"."""
        return self.text(f"count.{noun}", things)

    def listed(self, items: Sequence[Part], word: str = "and") -> Line:
        """ "A", "A and B", "A, B and C"; `word` may be "or". Of very many, "A, B and 3,998 more"."""
        if len(items) > MOST_LISTED + 1:
            items = [*items[:MOST_LISTED], self.text("more", count=number(Decimal(len(items) - MOST_LISTED)))]
        parts: list[Part] = []
        for position, item in enumerate(items):
            if position:
                parts.append(f" {self.text(word)} " if position == len(items) - 1 else ", ")
            parts.append(item)
        return line(*parts)

    def names(self, items: Sequence[str], word: str = "and") -> str:
        """The same as plain text."""
        return plain(self.listed(items, word))

    def span(self, low: Decimal, high: Decimal, places: int | None = None) -> str:
        """One number, or "55 to 70"."""
        ends = number(low, places), number(high, places)
        return ends[0] if ends[0] == ends[1] else self.text("span", low=ends[0], high=ends[1])

    def percent(self, share: Decimal) -> str:
        """A part of the whole, in per cent with at most one place."""
        shown = rounded(share * 100, 1)
        return self.text("percent.least") if share and not shown else self.text("percent.figure", figure=number(shown))

    def points(self, figure: str) -> str:
        """ "1 point", "2.5 points"."""
        return self.text("points", int(figure) if figure.isdecimal() else None, figure=figure)

    def ranks(self, low: int, high: int) -> str:
        """ "3", "3 or 4" or "3 to 5"."""
        if low == high:
            return str(low)
        return self.text("ranks.next" if high == low + 1 else "span", low=str(low), high=str(high))

    def date(self, text: str) -> str:
        """A date of a year, a month or a day, as people write it."""
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])(-\d\d)?", text, re.ASCII):
            return text
        year, month, *day = text.split("-")
        named = self.text("month", int(month))
        if day:
            return self.text("date.day", day=str(int(day[0])), month=named, year=year)
        return self.text("date.month", month=named, year=year)

    def quoted(self, name: str) -> str:
        """A name inside a sentence that could be taken for its words."""
        return self.text("quoted", name=name)

    def labelled(self, key: str, text: str | None) -> str:
        """A sentence after its label, such as "Source: ..."; nothing where there is none."""
        return self.text(f"label.{key}", text=sentence(text)) if text else ""


@cache
def _pieces(form: str) -> tuple[tuple[str, str, bool], ...]:
    """A form taken apart: text or the name of a value, and whether it stands between two `**`."""
    pieces, strong, at = [], False, 0
    for piece in _PIECE.finditer(form):
        pieces.append((form[at : piece.start()], "", strong))
        strong ^= piece[1] is not None
        pieces += [("", piece[2], strong)] if piece[2] else []
        at = piece.end()
    return (*pieces, (form[at:], "", strong))


def number(value: Decimal, places: int | None = None) -> str:
    """A number with so many decimal places, or as it stands; a comma before every three digits of a large one."""
    text = number_text(value) if places is None else format(rounded(value, places), f".{places}f")
    return format(Decimal(text), ",f").replace("-", "\N{MINUS SIGN}")


def places(values: Iterable[Decimal], distinct: bool = False) -> int:
    """How many decimal places a set of numbers is shown with; more than one only to tell the distinct ones apart."""
    different = set(values)
    if all(value == value.to_integral_value() for value in different):
        return 0
    decimals = 1
    while distinct and decimals < MOST_PLACES and len({rounded(v, decimals) for v in different}) < len(different):
        decimals += 1
    return decimals


def start(text: str) -> str:
    """Text as the start of a sentence."""
    return text[:1].upper() + text[1:]


def sentence(text: str | None) -> str:
    """Text closed by a full stop, unless it closes itself; nothing stays nothing."""
    text = (text or "").strip()
    return text if not text or _CLOSED.search(text) else text + "."


def spaced(*sentences: Part) -> Line:
    """Sentences after one another, empty ones left out."""
    parts: list[Part] = []
    for spans in filter(None, map(line, sentences)):
        parts += [" ", *spans] if parts else spans
    return line(*parts)


def id_as_text(id_: str) -> str:
    """An id read as words, where nobody gave a name: "legal-form" is "Legal form"."""
    return start(id_.replace("-", " "))
