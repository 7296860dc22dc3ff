"""Field types: what one value in a file may be, how one that is not is told, and what editors are told of it.

A check takes what a file holds (a text, a Decimal, a boolean, a mapping, a list) and gives the plain value, or raises
what is wrong in our own words. A field type is a Python type with its check and its JSON Schema, so that an editor and
`appraise check` ask for the same.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from appraise.plain_numbers import plain_number

Unknown = Literal["unknown"]
UNKNOWN: Unknown = "unknown"

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
BLANKS = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
"""What looks like a space and is none, as a class of a pattern."""
WIDTHLESS = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What Unicode says is to show nothing, as a class of a pattern."""
_UNSEEN = rf"\s\x00-\x1f\x7f-\x9f\ud800-\udfff{BLANKS}{WIDTHLESS}"
_HIDDEN, _SEEN = re.compile(f"[{_UNSEEN}]+"), re.compile(f"[^{_UNSEEN}]")
_TYPED = str.maketrans(
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u2018\u2019\u201b\u02bc\u02b9\u00b4`\u201c\u201d\u201f",
    "----------" + "'" * 7 + '"' * 3,
)
"""Hyphens, dashes and quotes that word processors type for those of a keyboard."""
SHORT_NAME = 30
"""The most characters of a short name: three lines of ten letters, which a column of figures has room for."""
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
"""What parts the paragraphs of a text."""
_SUCH_A_DATE = "write 2016, 2016-09 or 2016-09-07"
_SUCH_A_CITATION = "write the document's id and, after one space, the place in it: cabinet-report 5.2"
_SUCH_AN_ADDRESS = (
    "write it as a browser shows it, such as https://www.gov.uk/guidance, with %20 for a space; leave the line out "
    "where there is none"
)
_ADDRESS = re.compile(r"[hH][tT][tT][pP][sS]?://(?![.-])([^\s!-,/:-@\[-^`{-~]+)(:[0-9]{1,5})?([/?#]\S*)?")
FORM_OF_ID = "small letters, digits and single hyphens, a letter first"


def when_read(check: Callable[[Any], Any]) -> PlainValidator:
    """A check of what a file holds. What a program makes is as it is: it has no text that could be meant otherwise, and
    may go where files may not. Files are read with a context, which says how much is still looked for."""

    def read(value: object, info: ValidationInfo) -> Any:
        return value if info.context is None else check(value)

    return PlainValidator(read)


def key(field: str) -> str:
    """How a field is spelled in files and records."""
    return field.rstrip("_").replace("_", "-")


def wrong(code: str, what: str, why: str, fix: str, **at: int) -> PydanticCustomError:
    """A value that is not what is wanted, in our own words. at: the `item` of a list, if it is one."""
    return PydanticCustomError(code, "{what}", {"what": what, "why": why, "fix": fix, **at})


def is_nothing(value: object) -> bool:
    """Whether nothing at all was typed for a key: the reader of YAML gives an empty mapping that says so."""
    return isinstance(value, dict) and getattr(value, "empty", False)


def kind_of(value: object) -> str:
    """What a value is, in plain words."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"the number {value:f}"
    if isinstance(value, str):
        return f'the text "{value}"' if len(value) < 40 else "a text"
    if is_nothing(value):
        return "nothing"
    return "a list" if isinstance(value, list) else "keys with values"


def as_seen(text: str) -> str:
    """What people tell a name by: its signs without regard to case, width, blanks, hidden characters, how accents are
    put together, and which hyphen, dash or quote a program typed. Of a text in which nothing can be seen, nothing."""
    folded = unicodedata.normalize("NFKC", _HIDDEN.sub("", text.translate(_TYPED))).casefold()
    return _HIDDEN.sub("", unicodedata.normalize("NFKC", folded).translate(_TYPED))


def as_text(value: object) -> str:
    """A text; of a number its own letters."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str) and _SEEN.search(value):
        return value
    if isinstance(value, str) or is_nothing(value):
        why = "an empty place does not say whether something was forgotten"
        fix = "give a text; a line that is not needed can be left out"
        hidden = isinstance(value, str) and value.strip()
        raise wrong("no-value", "nothing can be seen here" if hidden else "there is no value here", why, fix)
    why = "it could not be printed as it was meant"
    raise wrong("not-a-text", f"a text is wanted here, not {kind_of(value)}", why, "write a text, in quotes if need be")


def as_name(value: object) -> str:
    """A text of one paragraph: a name, a title, who did something."""
    text = as_text(value)
    if BLANK_LINE.search(text.strip()):
        why = "it stands in sentences and in headings, which have one paragraph"
        raise wrong("blank-line", "there is a blank line in this text", why, "take the blank line out")
    return text


def as_short_name(value: object) -> str:
    """A name that is short enough to head a column, in three lines of ten letters."""
    text = as_name(value)
    if len(text) > SHORT_NAME:
        what = f"this short name has {len(text)} characters"
        why = f"it heads a column of a table, where {SHORT_NAME} have room"
        raise wrong("short-name", what, why, "shorten it, or leave the line out: the name stands there then")
    return text


def as_number(value: object) -> Decimal:
    """A number, exactly as typed."""
    if isinstance(value, Decimal):
        return value
    what = f"a number is wanted here, not {kind_of(value)}"
    fix = plain_number(value) or "write a plain number such as 4 or 2.5, without quotes or units"
    raise wrong("not-a-number", what, "what was meant would have to be guessed", fix)


def as_score(value: object) -> Decimal | Unknown:
    """A score as recorded: a number or `unknown`."""
    if isinstance(value, Decimal):
        return value
    if value == UNKNOWN:
        return UNKNOWN
    what = f"a score is wanted here, not {kind_of(value)}"
    fix = plain_number(value) or "write a number on the criterion's scale, or unknown"
    raise wrong("not-a-score", what, "what was meant would have to be guessed", fix)


def as_id(value: object) -> str:
    """An id."""
    text = as_text(value)
    if is_id(text):
        return text
    if text == UNKNOWN:
        why, fix = "this word says that something is not known", "choose another"
        raise wrong("not-an-id", f'"{text}" cannot be an id', why, fix)
    why = "ids are for life: they stand in records and are compared letter by letter"
    near = near_id(text)
    fix = f"write {near}: " if near else "choose another: "
    raise wrong("not-an-id", f'"{text}" cannot be an id', why, fix + FORM_OF_ID)


def is_id(text: str) -> bool:
    """Whether a text is an id."""
    return ID.fullmatch(text) is not None and text != UNKNOWN


def near_id(text: str) -> str | None:
    """The id that comes of a text, if one does."""
    near = re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")
    return near if is_id(near) else None


def as_date(value: object) -> str:
    """A year, a month or a day."""
    text = as_text(value)
    try:
        if len(text) not in (4, 7, 10) or not text.isascii():
            raise ValueError
        datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        why = "a date must mean the same to everybody"
        what, fix = f'"{text}" is not a date', _SUCH_A_DATE
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", text):
            what = f"there is no {'month' if len(text) == 7 else 'day'} {text}"
        turned = re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})", text)
        if turned and int(turned[2]) <= 12:
            fix = f"write {turned[3]}-{int(turned[2]):02}-{int(turned[1]):02}: year, month, day"
        raise wrong("not-a-date", what, why, fix) from None
    return text


def as_citation(value: object) -> str:
    """A document's id and, where there is one, a blank and a place in it."""
    text = as_name(value)
    document, _, place = text.partition(" ")
    if ID.fullmatch(document) and place == place.strip() and (place or document == text):
        return text
    why = "a citation leads to a document"
    raise wrong("not-a-citation", f'"{text}" is not a citation', why, _SUCH_A_CITATION)


def as_address(value: object) -> str:
    """The address of a page on the web."""
    text = as_text(value)
    if is_address(text):
        return text
    what = f'"{text}" is not the address of a page on the web' if len(text) < 80 else "this is no address of a page"
    why = "readers follow it from the appendix, so it leads to a page by http or https and to nothing else"
    fix = f"write https://{text}" if is_address(f"https://{text}") and "." in text else _SUCH_AN_ADDRESS
    if "@" in text.partition("://")[2].partition("/")[0]:
        what, fix = "this address holds a name or a password", "take out what stands before the @, and the @"
    raise wrong("not-an-address", what, why, fix)


def is_address(text: str) -> bool:
    """Whether a text is the address of a page on the web, whole, with nothing in it that cannot be seen."""
    found = _ADDRESS.fullmatch(text)
    letters = found and all(mark in "-._" or unicodedata.category(mark)[0] in "LMN" for mark in found[1])
    return bool(letters) and not _HIDDEN.search(text)


def as_weight(value: object) -> Decimal:
    """Points: a number that is not below 0."""
    number = as_number(value)
    if number < 0:
        why = "these points cannot be less than nothing"
        raise wrong("below-0", f"{number:f} is below 0", why, "write 0 or more")
    return number


def _within_100(code: str, what: str) -> Callable[[object], Decimal]:
    """A number from 0 to 100."""

    def check(value: object) -> Decimal:
        number = as_number(value)
        if not 0 <= number <= 100:
            raise wrong(code, f"{number:f} lies outside 0 to 100", f"{what} run from 0 to 100", "write 0 to 100")
        return number

    return check


def as_placing(value: object) -> tuple[str, ...]:
    """One place in an order: an id, or a list of ids that are level."""
    return tuple(distinct([as_id(each) for each in value])) if isinstance(value, list) and value else (as_id(value),)


def as_count(value: object) -> int:
    """A whole number of 1 or more."""
    number = as_number(value)
    if number < 1 or number != int(number):
        what = f"{number:f} is not a whole number of 1 or more"
        raise wrong("not-a-count", what, "it counts options", "write 1 or more")
    return int(number)


class Bounds(NamedTuple):
    """From where to where a setting may go, and why no further."""

    least: int
    most: int
    why: str


SETTINGS = {
    "within": Bounds(0, 100, "weights are points of 100"),
    "draws": Bounds(1_000, 1_000_000, "fewer say too little, and 1,000,000 are right to 0.1 points 19 times in 20"),
    "seed": Bounds(0, 4_294_967_295, "the draws begin from a number of 32 bits"),
}


def _setting(name: str, kind: str = "") -> tuple[PlainValidator, WithJsonSchema]:
    """A setting within its bounds. kind: "whole ", if it is a whole number."""
    least, most, why = SETTINGS[name]

    def check(value: object) -> Decimal | int:
        number = as_number(value)
        if not least <= number <= most or (kind and number != int(number)):
            asked = f"{kind}number from {least:,} to {most:,}"
            raise wrong("setting", f"{number:f} is not a {asked}", why, f"write a {asked.replace(',', '')}")
        return int(number) if kind else number

    return when_read(check), WithJsonSchema(
        {"type": "integer" if kind else "number", "minimum": least, "maximum": most}
    )


BY_CURRENCY = "the currency of the file"
"""What tells in what the amounts of costs are."""


def as_amount(value: object) -> Decimal | Unknown:
    """What is paid: a number or `unknown`."""
    if isinstance(value, Decimal):
        return value
    if value == UNKNOWN:
        return UNKNOWN
    what = f"an amount is wanted here, not {kind_of(value)}"
    fix = plain_number(value, BY_CURRENCY) or f"write a number in {BY_CURRENCY}, or unknown; 0 where nothing is paid"
    raise wrong("not-an-amount", what, "what was meant would have to be guessed", fix)


def as_known_amount(value: object) -> Decimal:
    """What is paid in one of several years: a number."""
    amount = as_amount(value)
    if amount == UNKNOWN:
        what, why = "one year alone cannot be unknown", "what all the years come to would then have no end"
        fix = "write amount: unknown for all of them, with range: if it has ends; or put it on a line of its own"
        raise wrong("not-an-amount", what, why, fix)
    return amount


YEAR = re.compile(r"([12][0-9]{3})(?:-([0-9]{2}))?")
_SUCH_A_YEAR = "write a financial year such as 2026-27, or a calendar year such as 2026"
_NEAR_YEAR = re.compile(r"(?P<year>[12][0-9]{3})(?: ?[-/\N{EN DASH}] ?(?P<then>[0-9]{2}))?")
MOST_YEARS = 200
"""The most years that costs are counted over."""
_MOST_PER_CENT = 1000
_LEAST_RATE = Decimal("0.2")
"""No discount rate is as low and not 0: 0.035 is meant as 3.5 per cent."""


def as_year(value: object) -> str:
    """A financial year, such as 2026-27, or a calendar year: plain YAML reads the first as text, the second as a
    number."""
    text = as_text(value)
    found = YEAR.fullmatch(text)
    why = "a year must mean the same to everybody"
    if found and not found[2] and isinstance(value, str):
        raise wrong("not-a-year", f'"{text}" is a text here', why, f"take the quotes away: {text}")
    if found and (not found[2] or int(found[2]) == (int(found[1]) + 1) % 100):
        return text
    near = _NEAR_YEAR.search(text) if len(text) < 40 else None
    fix = _near_year(int(near["year"]), int(near["then"] or 0)) if near else _SUCH_A_YEAR
    raise wrong("not-a-year", f'"{text}" is not a year', why, fix)


def _near_year(year: int, then: int) -> str:
    """How to write a year that was typed otherwise. then: the number after it, of the next year or of a month."""
    first = year - 1 if 1 <= then <= 3 and then != (year + 1) % 100 else year
    return f"write {first}-{(first + 1) % 100:02} for a financial year, or {year} for a calendar year"


def as_years(value: object) -> int:
    """How many years a period has."""
    number = as_number(value)
    if not 1 <= number <= MOST_YEARS or number != int(number):
        what = f"{number:f} is not a whole number of 1 to {MOST_YEARS}"
        raise wrong("not-a-count", what, "it counts years", f"write 1 to {MOST_YEARS}")
    return int(number)


def as_rate(value: object) -> Decimal:
    """A discount rate in per cent a year."""
    number = _per_cent(value, 100, "a discount rate", "3.5")
    if 0 < number < _LEAST_RATE:
        what, why = f"{number:f} per cent a year is almost nothing", "a rate stands in per cent here, not in parts of 1"
        meant = f"{(100 * number).normalize():f}"
        raise wrong("per-cent", what, why, f"write {meant} for {meant} per cent a year, or 0 for none")
    return number


def as_bias(value: object) -> Decimal:
    """Optimism bias in per cent."""
    return _per_cent(value, _MOST_PER_CENT, "optimism bias", "24")


def _per_cent(value: object, most: int, what: str, such_as: str) -> Decimal:
    """Per cent, from 0 to so many."""
    number = as_number(value)
    if not 0 <= number <= most:
        why, fix = f"{what} runs from 0 to {most} per cent", f"write {such_as} for {such_as} per cent"
        raise wrong("per-cent", f"{number:f} lies outside 0 to {most}", why, fix)
    return number


def as_yes(value: object) -> bool:
    """True or false."""
    if isinstance(value, bool):
        return value
    what = f"true or false is wanted here, not {kind_of(value)}"
    raise wrong("not-one-of", what, "what was meant would have to be guessed", "write true, or take the line out")


def as_version(value: object) -> int:
    """The version of the format."""
    if value == 1 and isinstance(value, Decimal):
        return 1
    what, why = "this version of the format is not known here", "a file in another format would be misread"
    if value == "1":
        what = f"a number is wanted here, not {kind_of(value)}"
    raise wrong("version", what, why, "take the quotes away: version: 1" if value == "1" else "write version: 1")


def as_evidence(value: object) -> object:
    """Evidence: a plain list of citations speaks for."""
    if isinstance(value, str):
        what = f"a list of citations is wanted here, not {kind_of(value)}"
        raise wrong("wrong-form", what, "there may be more than one", f"write it in brackets: [{value}]")
    return {"for": value} if isinstance(value, list) else value


def as_requires(value: object) -> object:
    """What a gate requires, as far as no operator needs to be known."""
    if value == "judgement" or (isinstance(value, dict) and not is_nothing(value)):
        return value
    fix = "write judgement, or such as {characteristic: independence, at-least: shared}"
    raise wrong("requires", f"{kind_of(value)} is not a requirement", "no verdict could be found from it", fix)


def distinct(ids: Any) -> Any:
    """A list in which no id stands twice."""
    seen = set()
    for index, name in enumerate(ids):
        if name in seen:
            raise wrong("twice", f'"{name}" stands in this list twice', "it counts once", "keep one", item=index)
        seen.add(name)
    return ids


def filled(value: Any) -> Any:
    """A mapping or list with something in it."""
    if value:
        return value
    raise wrong("no-value", "nothing stands here", "at least one is needed", "add one")


Schema = dict[str, Any]


def _text(pattern: str, fix: str, *others: str, **more: Any) -> WithJsonSchema:
    """A text of a form, and what an editor that knows `patternErrorMessage` says where it has another.

    others: what else than a text may stand there, as plain YAML reads it.
    """
    types = ["string", *others] if others else "string"
    return WithJsonSchema({"type": types, "pattern": pattern, "patternErrorMessage": fix, **more})


_DAY = "(0[13578]|1[02])(-(0[1-9]|[12][0-9]|3[01]))?|(0[469]|11)(-(0[1-9]|[12][0-9]|30))?|02(-(0[1-9]|[12][0-9]))?"

_ANY_TEXT = _text(r"\S", "give a text, or leave the line out", "number")
Text = Annotated[str, when_read(as_text), _ANY_TEXT]
Name = Annotated[str, when_read(as_name), _ANY_TEXT]
ShortName = Annotated[
    str,
    when_read(as_short_name),
    _text(r"\S", "give a text, or leave the line out", "number", maxLength=SHORT_NAME),
]
_AS_ID = _text(f"^(?!{UNKNOWN}$){ID.pattern}$", f"write an id: {FORM_OF_ID}")
_ID_SCHEMA = _AS_ID.json_schema
Id = Annotated[str, when_read(as_id), _AS_ID]
Date = Annotated[
    str,
    when_read(as_date),
    _text(f"^(?!0000)[0-9]{{4}}(-({_DAY}))?$", _SUCH_A_DATE, "integer", minimum=1000, maximum=9999),
]
Citation = Annotated[str, when_read(as_citation), _text(rf"^{ID.pattern}( \S([\s\S]*\S)?)?$", _SUCH_A_CITATION)]
Address = Annotated[str, when_read(as_address), _text(f"^{_ADDRESS.pattern}$", _SUCH_AN_ADDRESS)]
Number = Annotated[Decimal, when_read(as_number), WithJsonSchema({"type": "number"})]
Points = Annotated[Decimal, when_read(as_weight), WithJsonSchema({"type": "number", "minimum": 0})]
_TO_100 = WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})
Value = Annotated[Decimal, when_read(_within_100("not-a-value", "values")), _TO_100]
Total = Annotated[Decimal, when_read(_within_100("shortlist", "totals")), _TO_100]
Swing = Annotated[Decimal, when_read(_within_100("swing", "swings")), _TO_100]
Placing = Annotated[
    tuple[str, ...],
    when_read(as_placing),
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA, "minItems": 1, "uniqueItems": True}]}),
]
Count = Annotated[int, when_read(as_count), WithJsonSchema({"type": "integer", "minimum": 1})]
Within = Annotated[Decimal, *_setting("within")]
Draws = Annotated[int, *_setting("draws", "whole ")]
Seed = Annotated[int, *_setting("seed", "whole ")]
Rated = Annotated[
    Decimal | Unknown,
    when_read(as_score),
    _text(f"^{UNKNOWN}$", "write a number on the criterion's scale, or unknown", "number", examples=[UNKNOWN]),
]
OneAmount = Annotated[
    Decimal | Unknown,
    when_read(as_amount),
    _text(f"^{UNKNOWN}$", "write a number, or unknown", "number", examples=[UNKNOWN]),
]
KnownAmount = Annotated[Decimal, when_read(as_known_amount), WithJsonSchema({"type": "number"})]
_TWO_YEARS = "|".join(f"{year:02}-{(year + 1) % 100:02}" for year in range(100))
Year = Annotated[
    str,
    when_read(as_year),
    _text(rf"^[12][0-9]({_TWO_YEARS})$", _SUCH_A_YEAR, "integer", minimum=1000, maximum=2999),
]
YEAR_AS_KEY = {"pattern": rf"^[12][0-9]([0-9]{{2}}|{_TWO_YEARS})$", "patternErrorMessage": _SUCH_A_YEAR}
"""The schema of a year that is a key: a text to most editors, whatever stands there."""
Years = Annotated[int, when_read(as_years), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_YEARS})]
Rate = Annotated[
    Decimal,
    when_read(as_rate),
    WithJsonSchema(_TO_100.json_schema | {"not": {"exclusiveMinimum": 0, "exclusiveMaximum": float(_LEAST_RATE)}}),
]
Bias = Annotated[
    Decimal, when_read(as_bias), WithJsonSchema({"type": "number", "minimum": 0, "maximum": _MOST_PER_CENT})
]
Yes = Annotated[bool, when_read(as_yes), WithJsonSchema({"type": "boolean"})]
Version = Annotated[int, when_read(as_version), WithJsonSchema({"const": 1})]
Method = Annotated[str, when_read(as_text), WithJsonSchema({"x-registered": "methods"})]
Requires = Annotated[Any, when_read(as_requires), WithJsonSchema({"x-registered": "requires"})]
Finding = Annotated[str, when_read(as_id), WithJsonSchema({"x-registered": "findings"})]
"""The last three are told to editors by what the registry holds, see `files.formats.json_schema`."""
