"""Messages: what pydantic finds wrong with a file, told in the words of the file."""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import ValidationError

from appraise.field_types import BY_CURRENCY, UNKNOWN, kind_of
from appraise.files.text.yaml_tree import KeyPath
from appraise.plain_numbers import NUMBER, plain_currency, plain_number
from appraise.problem import Problem, listed

_SUCH_AS = {
    "version": "1",
    "shortlist": "{top: 2}",
    "status": "draft",
    "combine": "median, or mean",
    "currency": "GBP k, or GBP m",
    "period": "{from: 2026-27, years: 10}",
    "when": "once, or yearly",
}
"""What to write for a key that is missing, where that is the same in most files."""
_RANGES = {
    "range": "write the lowest and the highest score thought possible: [2, 4]",
    "costs range": "write the lowest and the highest amount thought possible: [300, 600]",
    "costs range-percent": "write the lowest and the highest thought possible, in per cent of the amount: [-10, 30]",
}
"""How to write a range, by the key it stands under, and by the kind of file where that matters."""
_SPAN = re.compile(rf"(?P<low>{NUMBER.pattern}) *%? *(?:-|\N{{EN DASH}}|to) *\+?(?P<high>{NUMBER.pattern}) *%?")
"""A range as people write it in a sentence."""
_AS_PYTHON = re.compile(rf"Decimal\('({NUMBER.pattern})'\)")
_BRANCHES = ("[figure]", "[by-key]")
"""What pydantic says between two keys of which of two forms was read."""
_BELOW = " on each line below, indented further"

_MOST_NAMES = 200
_LONGEST_NAME = 100
"""Among more names, or longer ones, nobody looks for one that is spelled alike: it takes too long."""


class Misfit(NamedTuple):
    """A problem without its place, and the keys that lead there. `at_key` points at the last key itself."""

    problem: Problem
    path: KeyPath
    at_key: bool = False


def misfits(kind: str, error: ValidationError) -> Iterator[Misfit]:
    """Everything wrong with a mapping of a kind, in our own words."""
    return (_misfit(kind, dict(details)) for details in error.errors(include_url=False))


def _misfit(kind: str, error: dict[str, Any]) -> Misfit:
    """One error of pydantic. Those of our own checks come with their words."""
    # Brought in for files that are wrong alone: it takes time to start.
    from appraise.files.formats.json_schema import choices_at, keys_at

    steps = tuple(_step(step) for step in error["loc"] if step not in _BRANCHES)
    at_key = steps[-1:] == ("[key]",) and error["type"] not in ("missing", "extra_forbidden")
    path = steps[:-1] if at_key else steps
    match error["type"]:
        case "missing":
            why, fix = "the rest cannot be read without it", f"add: {path[-1]}: {_SUCH_AS.get(path[-1], '...')}"
            return Misfit(Problem("missing-key", f'"{path[-1]}" is missing', why, fix), path[:-1], at_key=True)
        case "extra_forbidden" | "invalid_key":
            known = keys_at(kind, steps[:-1])
            fix = meant(str(path[-1]), known) or f"take it out; known here are {', '.join(known)}"
            what, why = f'"{path[-1]}" is not a key that is known here', "it would be dropped without anyone seeing it"
            return Misfit(Problem("unknown-key", what, why, fix), path, at_key=True)
        case "dict_type":
            return _wrong_form("keys with values are", path, error, "write a key and its value" + _BELOW)
        case "model_type":
            fix = f"write one of these and its value{_BELOW}: {', '.join(keys_at(kind, steps))}"
            return _wrong_form("keys with values are", path, error, fix)
        case "tuple_type":
            fix = "write each item on a line of its own that begins with -, or all in [ ]"
            return _wrong_form("a list is", path, error, _as_range(kind, path, error["input"]) or fix)
        case "literal_error":
            what, fix = f"{kind_of(error['input'])} cannot stand here", f"write {listed(choices_at(kind, steps), 'or')}"
            near = plain_currency(error["input"]) if path == ("currency",) else None
            fix = f"write {near}" if near else fix
            return Misfit(Problem("not-one-of", what, "it has no meaning in this place", fix), path)
    ours = error["ctx"]
    if path[-3:] == ("rate-from", "scores", UNKNOWN):
        ours["fix"] = "take it out; the level unknown needs no score"
    if ranged := _as_range(kind, path[:-1], error["input"]):
        ours["fix"] = plain_number(error["input"], *([BY_CURRENCY] if kind == "costs" else [])) or ranged
    if error["type"] == "not-an-amount" and (span := _SPAN.fullmatch(str(error["input"]))):
        ours["fix"] = f"write amount: unknown, or the likeliest, and beside it range: [{span['low']}, {span['high']}]"
    if kind == "costs" and path[:1] == ("discount-rate",) and at_key:
        ours["fix"] = "write the number of the year, of which the first is 0: {0: 3.5, 31: 3.0}"
    path += (ours["item"],) if "item" in ours else ()
    return Misfit(Problem(error["type"], ours["what"], ours["why"], ours["fix"]), path, at_key)


def _as_range(kind: str, path: KeyPath, value: Any) -> str | None:
    """How to write a range, with the ends that people gave; None where no range stands."""
    span = _SPAN.fullmatch(value) if isinstance(value, str) else None
    fix = _RANGES.get(f"{kind} {path[-1]}", _RANGES.get(path[-1])) if path else None
    return f"write [{span['low']}, {span['high']}]" if span and fix else fix


def _wrong_form(wanted: str, path: KeyPath, error: dict[str, Any], fix: str) -> Misfit:
    what = f"{wanted} wanted here, not {kind_of(error['input'])}"
    return Misfit(Problem("wrong-form", what, "what was meant would have to be guessed", fix), path)


def _step(step: Any) -> Any:
    """A key that leads to a problem: pydantic tells one that is a number by its Python name."""
    number = _AS_PYTHON.fullmatch(step) if isinstance(step, str) else None
    return Decimal(number[1]) if number else step


def meant(name: str | Decimal, known: Collection[str], at: Any = None) -> str | None:
    """The fix for a near miss: the nearest name that is known, and where it stands if `at` tells."""
    near = nearest(name, known)
    return f'write "{near}"' + (f" ({at(near)})" if at else "") if near else None


def nearest(name: str | Decimal, known: Collection[str]) -> str | None:
    """The known name that somebody may have meant: one that is spelled alike, or the only one that holds it."""
    if len(known) > _MOST_NAMES or len(str(name)) > _LONGEST_NAME:
        return None
    from difflib import get_close_matches

    names = [text for text in map(str, known) if len(text) <= _LONGEST_NAME]
    near = get_close_matches(str(name), names, 1, 0.7) or [each for each in names if str(name) in each]
    return near[0] if len(near) == 1 else None
