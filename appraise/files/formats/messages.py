"""Wording: what pydantic finds wrong with a shape, told in the words of the file."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import ValidationError

from appraise.field_types import UNKNOWN, either, kind_of
from appraise.problem import Problem

_SUCH_AS = {"version": "1", "shortlist": "{top: 2}", "status": "draft"}
"""What to write for a key that is missing, where that is the same in most files."""


_RANGE = "write the lowest and the highest score thought possible: [2, 4]"

_MOST_NAMES = 200
_LONGEST_NAME = 100
"""Among more names, or longer ones, nobody looks for one that is spelled alike: it takes too long."""


class Said(NamedTuple):
    """A problem without its place, and the keys that lead there. `at_key` points at the last key itself."""

    problem: Problem
    path: tuple[Any, ...]
    at_key: bool


def in_our_words(kind: str, error: ValidationError) -> Iterator[Said]:
    """Everything wrong with a mapping of a kind."""
    return (_said(kind, dict(details)) for details in error.errors(include_url=False))


def _said(kind: str, error: dict[str, Any]) -> Said:
    from appraise.files.formats.json_schema import choices_at, keys_at

    steps = tuple(_step(step) for step in error["loc"])
    path = tuple(step for step in steps if step != "[key]")
    code = error["type"]
    if code == "missing":
        why = "the rest cannot be read without it"
        fix = f"add: {path[-1]}: {_SUCH_AS.get(path[-1], '...')}"
        problem = Problem("missing-key", f'"{path[-1]}" is missing', why, fix)
        return Said(problem, path[:-1], True)
    if code in ("extra_forbidden", "invalid_key"):
        known = keys_at(kind, steps[:-1])
        fix = meant(str(path[-1]), known) or f"take it out; known here are {', '.join(known)}"
        why = "it would be dropped without anyone seeing it"
        return Said(Problem("unknown-key", f'"{path[-1]}" is not a key that is known here', why, fix), path, True)
    if code in ("dict_type", "model_type", "tuple_type"):
        wanted, fix = "keys with values are", "write a key and its value on each line below, indented further"
        if code == "model_type":
            keys = ", ".join(keys_at(kind, steps))
            fix = f"write one of these and its value on each line below, indented further: {keys}"
        if code == "tuple_type":
            wanted, fix = "a list is", "write each item on a line of its own that begins with -, or all in [ ]"
            fix = _RANGE if path[-1:] == ("range",) else fix
        what = f"{wanted} wanted here, not {kind_of(error['input'])}"
        return Said(Problem("wrong-form", what, "what was meant would have to be guessed", fix), path, False)
    if code == "literal_error":
        what, fix = f"{kind_of(error['input'])} cannot stand here", f"write {either(choices_at(kind, steps))}"
        return Said(Problem("not-one-of", what, "it has no meaning in this place", fix), path, False)
    told = error["ctx"]
    if path[-3:] == ("rate-from", "scores", UNKNOWN):
        told["fix"] = "take it out; the level unknown needs no score"
    if path[-2:-1] == ("range",):
        told["fix"] = _RANGE
    path += (told["item"],) if "item" in told else ()
    return Said(Problem(code, told["what"], told["why"], told["fix"]), path, steps[-1:] == ("[key]",))


def _step(step: Any) -> Any:
    """A key that leads to a problem: pydantic tells one that is a number by its Python name."""
    return Decimal(step[9:-2]) if str(step).startswith("Decimal('") else step


def meant(name: str | Decimal, known: Collection[str], at: Any = None) -> str | None:
    """The fix for a near miss: the nearest name that is known, and where it stands if `at` tells."""
    near = nearest(name, known)
    if near is None:
        return None
    return f'write "{near}"' + (f" ({at(near)})" if at else "")


def nearest(name: str | Decimal, known: Collection[str]) -> str | None:
    """The known name that somebody may have meant: one that is spelled alike, or the only one that holds it."""
    if len(known) > _MOST_NAMES or len(str(name)) > _LONGEST_NAME:
        return None
    from difflib import get_close_matches

    names = [text for text in map(str, known) if len(text) <= _LONGEST_NAME]
    near = get_close_matches(str(name), names, 1, 0.7) or [each for each in names if str(name) in each]
    return near[0] if len(near) == 1 else None
