"""Parsed files: one file as text, as YAML with places, and as the model that it gave; problems at their places."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from pydantic import ValidationError

from appraise.field_models import Search
from appraise.field_types import kind_of
from appraise.files.formats.file_models import FILES
from appraise.files.formats.messages import misfits
from appraise.files.text.characters import character_problem, is_mistyped_entry, mistaken_character
from appraise.files.text.source import Source
from appraise.files.text.yaml_tree import KeyPath, Map, place_of
from appraise.problem import PROBLEM_LIMIT, Place, Problem

_AS_SEEN = ("same-name", "no-value")
"""Problems that already are about what people see of a text."""


class ParsedFile:
    """One file that was read. `value` is its model, once `check` found nothing wrong."""

    def __init__(self, source: Source, root: Map) -> None:
        self.source = source
        self.root = root
        self.value: Any = None

    def check(self, kind: str) -> list[Problem]:
        """What is wrong with the shape of the file as one of a kind; nothing if `value` is there now."""
        found = self.root.get("kind")
        if found != kind:
            return [self._other_kind(kind, found)]
        try:
            self.value = FILES[kind].model_validate(self.root, context=Search(), by_alias=True, by_name=False)
        except ValidationError as error:
            return self.shape_problems(kind, error)
        return []

    def shape_problems(self, kind: str, error: ValidationError, above: KeyPath = ()) -> list[Problem]:
        """What pydantic found wrong, each at its place and in our words.

        above: the path of the mapping that was checked, where it is not the whole file.
        """
        return [
            self._seen(misfit.problem, above + misfit.path, misfit.at_key)
            for misfit in islice(misfits(kind, error), PROBLEM_LIMIT)
        ]

    def problem(self, path: KeyPath, code: str, what: str, why: str, fix: str, key: bool = False) -> Problem:
        """A problem where a path of keys leads; `key` points at the last key itself."""
        return self._seen(Problem(code, what, why, fix), path, key)

    def _seen(self, problem: Problem, path: KeyPath, key: bool) -> Problem:
        """A problem at its place; that of a character in the word there which people take for another, or do not see,
        in its stead: as people see it, nothing may be wrong with the word."""
        place = self.place(path, key)
        word = path[-1] if key and path else self.inside(path)
        odd = _odd_character(word, problem.code) if isinstance(word, str) else None
        if odd is None:
            return problem._replace(place=place)
        column = max(place.text.find(odd, place.column - 1) + 1, place.column)
        found = character_problem(odd, place._replace(column=column, width=1))
        return found._replace(fix=problem.fix) if ", without" in problem.fix else found

    def place(self, path: KeyPath, key: bool = False) -> Place:
        """Where a path of keys leads, as far as it leads."""
        return place_of(self.source, self.root, path, key)

    def inside(self, path: KeyPath) -> Any:
        """What stands at a path; an empty mapping where nothing does."""
        found: Any = self.root
        for step in path:
            if step == "for" and isinstance(found, list):
                continue  # of evidence that is a plain list, which nobody has to say is for something
            if step == "amount" and not (isinstance(found, dict) and step in found):
                continue  # of an option that has an amount and nothing else
            known = found if isinstance(found, dict) else range(len(found)) if isinstance(found, list) else ()
            found = found[step] if step in known else {}
        return found

    def at(self, *path: Any) -> str:
        """File and line of a key, as a fix refers to it."""
        where = self.place(path, key=True)
        return f"{where.file}:{where.line}"

    def _other_kind(self, kind: str, found: object) -> Problem:
        path: KeyPath = () if found is None else ("kind",)
        wanted = f'"{kind}" is wanted here, not {kind_of(found)}'
        what = '"kind" is missing' if found is None else f"a file of the kind {wanted}"
        fix = f"write kind: {kind}, or name another file where this one is named"
        return self.problem(path, "wrong-kind", what, "every file says what it is", fix)


def _odd_character(word: str, code: str) -> str | None:
    """The character in the first word of a text, or at its end, that people take for another or do not see, where a
    problem of a code may come of it. Texts of another form are looked at as far as they look like a key."""
    if code in _AS_SEEN:
        return None
    first = word.split(" ")[0]
    if code == "wrong-form":
        return mistaken_character(first) if is_mistyped_entry(word) else None
    return mistaken_character(first) or mistaken_character(word[-1:])


def in_file_order(problems: Iterable[Problem], files: list[str]) -> list[Problem]:
    """Problems as a reader meets them: file by file, line by line; those without a place first."""

    positions = {file: position for position, file in enumerate(files)}

    def order(problem: Problem) -> tuple[int, int, int]:
        place = problem.place
        return (positions.get(place.file, -1), place.line, place.column) if place else (-1, 0, 0)

    return sorted(problems, key=order)
