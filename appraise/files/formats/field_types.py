"""Scalars: what one value in a file may be, and how a value that is not is told.

Each check takes what the tree holds (a text, a Decimal, a boolean, a mapping, a list) and gives the plain value.
"""

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from appraise.appraisal import UNKNOWN, Unknown
from appraise.files.text.yaml_tree import ID, Map

FORM_OF_ID = "small letters, digits and single hyphens, a letter first"


def wrong(code: str, what: str, why: str, fix: str, **at: int) -> PydanticCustomError:
    """A value that is not what is wanted, in our own words. at: the `item` of a list, if it is one."""
    return PydanticCustomError(code, "{what}", {"what": what, "why": why, "fix": fix, **at})


def kind_of(value: object) -> str:
    """What a value is, in plain words."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"the number {value:f}"
    if isinstance(value, str):
        return f'the text "{value}"' if len(value) < 40 else "a text"
    if isinstance(value, Map) and value.empty:
        return "nothing"
    return "a list" if isinstance(value, list) else "keys with values"


def either(words: Sequence[str]) -> str:
    """Words of which one is wanted."""
    return " or ".join([", ".join(words[:-1]), *words[-1:]]) if len(words) > 1 else "".join(words)


def as_text(value: object) -> str:
    """A text; of a number its own letters."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str) and value.strip():
        return value
    if value == "" or isinstance(value, str) or (isinstance(value, Map) and value.empty):
        why = "an empty place does not say whether something was forgotten"
        fix = "give a text; a line that is not needed can be left out"
        raise wrong("no-value", "there is no value here", why, fix)
    why = "it could not be printed as it was meant"
    raise wrong("not-a-text", f"a text is wanted here, not {kind_of(value)}", why, "write a text, in quotes if need be")


def as_number(value: object) -> Decimal:
    """A number, exactly as typed."""
    if isinstance(value, Decimal):
        return value
    what = f"a number is wanted here, not {kind_of(value)}"
    fix = "write a plain number such as 4 or 2.5, of at most 15 digits, without quotes or units"
    raise wrong("not-a-number", what, "what was meant would have to be guessed", fix)


def as_score(value: object) -> Decimal | Unknown:
    """A score as recorded: a number or `unknown`."""
    if isinstance(value, Decimal):
        return value
    if value == UNKNOWN:
        return UNKNOWN
    what = f"a score is wanted here, not {kind_of(value)}"
    fix = "write a number on the criterion's scale, or unknown"
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


def as_finding(value: object) -> str:
    """The name of a finding. Which there are is found later."""
    return as_id(value)


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
        what, fix = f'"{text}" is not a date', "write 2016, 2016-09 or 2016-09-07"
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", text):
            what = f"there is no {'month' if len(text) == 7 else 'day'} {text}"
        turned = re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})", text)
        if turned and int(turned[2]) <= 12:
            fix = f"write {turned[3]}-{int(turned[2]):02}-{int(turned[1]):02}: year, month, day"
        raise wrong("not-a-date", what, why, fix) from None
    return text


def as_citation(value: object) -> str:
    """A document's id and, where there is one, a blank and a place in it."""
    text = as_text(value)
    document, _, place = text.partition(" ")
    if ID.fullmatch(document) and place == place.strip() and (place or document == text):
        return text
    why = "a citation leads to a document"
    fix = "write the document's id and, after one space, the place in it: cabinet-report 5.2"
    raise wrong("not-a-citation", f'"{text}" is not a citation', why, fix)


def as_weight(value: object) -> Decimal:
    """Points: a number that is not below 0."""
    number = as_number(value)
    if number < 0:
        why = "these points cannot be less than nothing"
        raise wrong("below-0", f"{number:f} is below 0", why, "write 0 or more")
    return number


def as_value(value: object) -> Decimal:
    """A value: 0 to 100."""
    number = as_number(value)
    if not 0 <= number <= 100:
        raise wrong("not-a-value", f"{number:f} lies outside 0 to 100", "values run from 0 to 100", "write 0 to 100")
    return number


def as_total(value: object) -> Decimal:
    """A total, or a distance between two: 0 to 100."""
    number = as_number(value)
    if not 0 <= number <= 100:
        raise wrong("shortlist", f"{number:f} lies outside 0 to 100", "totals run from 0 to 100", "write 0 to 100")
    return number


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


def as_within(value: object) -> Decimal:
    """How far weights may lie from the agreed ones, in points."""
    return _setting("within", value)


def as_draws(value: object) -> int:
    """How many sets of weights are drawn."""
    return int(_setting("draws", value, "whole "))


def as_seed(value: object) -> int:
    """What the draws begin from."""
    return int(_setting("seed", value, "whole "))


def _setting(name: str, value: object, kind: str = "") -> Decimal:
    number, (least, most, why) = as_number(value), SETTINGS[name]
    if not least <= number <= most or (kind and number != int(number)):
        asked = f"{kind}number from {least:,} to {most:,}"
        raise wrong("setting", f"{number:f} is not a {asked}", why, f"write a {asked.replace(',', '')}")
    return number


def as_version(value: object) -> int:
    """The version of the format."""
    if value == 1 and isinstance(value, Decimal):
        return 1
    why = "a file in another format would be misread"
    raise wrong("version", "this version of the format is not known here", why, "write version: 1")


def as_method(value: object) -> str:
    """The name of a weighting method; which there are is for `criteria`."""
    return as_text(value)


def as_evidence(value: object) -> object:
    """Evidence: a plain list of citations speaks for."""
    if isinstance(value, str):
        what = f"a list of citations is wanted here, not {kind_of(value)}"
        raise wrong("wrong-form", what, "there may be more than one", f"write it in brackets: [{value}]")
    return {"for": value} if isinstance(value, list) else value


def as_requires(value: object) -> object:
    """What a gate requires, as far as no operator needs to be known."""
    if value == "judgement" or (isinstance(value, Map) and not value.empty):
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
