"""A part: one file of an appraisal as text, as a tree with places, and as the value its shape gave.

Also turns what pydantic found wrong into problems in our own words.
"""

from collections.abc import Iterable
from typing import Any

from pydantic_core import ValidationError

from appraise.files.shapes import kind_of, known_keys, validator
from appraise.files.source import Source
from appraise.files.tree import Map, place
from appraise.problem import Place, Problem

Path = tuple[Any, ...]


class Part:
    """One file that was read. `value` is there once `check` found nothing wrong."""

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
            self.value = validator(kind).validate_python(self.root)
        except ValidationError as error:
            return [self.shape_problem(kind, details) for details in _details(error)]
        return []

    def problem(self, path: Path, code: str, what: str, why: str, fix: str, key: bool = False) -> Problem:
        """A problem where a path of keys leads; `key` points at the last key itself."""
        return Problem(code, what, why, fix, self.place(path, key))

    def place(self, path: Path, key: bool = False) -> Place:
        """Where a path of keys leads, as far as it leads."""
        return place(self.source, self.root, path, key)

    def inside(self, path: Path) -> Any:
        """What stands at a path; an empty mapping where nothing does."""
        found: Any = self.root
        for step in path:
            found = found[step] if isinstance(found, list) or step in found else {}
        return found

    def at(self, *path: Any) -> str:
        """File and line of a key, as a fix refers to it."""
        where = self.place(path, key=True)
        return f"{where.file}:{where.line}"

    def shape_problem(self, kind: str, error: dict[str, Any], above: Path = ()) -> Problem:
        """One thing pydantic found wrong, at its place and in our words.

        above: the path of the mapping that was checked, where it is not the whole file.
        """
        steps = error["loc"]
        path = above + tuple(step for step in steps if step != "[key]")
        code, found = error["type"], error["input"]
        if code == "missing":
            what = f'"{path[-1]}" is missing'
            return self.problem(
                path[:-1], "missing-key", what, "the rest cannot be read without it", f"add: {path[-1]}: ...", key=True
            )
        if code == "extra_forbidden":
            known = known_keys(kind, steps[:-1])
            fix = meant(str(path[-1]), known) or f"take it out; known here are {', '.join(known)}"
            why = "it would be dropped without anyone seeing it"
            return self.problem(
                path, "unknown-key", f'"{path[-1]}" is not a key that is known here', why, fix, key=True
            )
        if code in ("dict_type", "list_type"):
            wanted = "a mapping, keys with values," if code == "dict_type" else "a list, lines beginning with -,"
            what = f"{wanted} is wanted here, not {kind_of(found)}"
            return self.problem(path, "wrong-form", what, "it would have to be guessed", "write it in that form")
        said = error["ctx"]
        return self.problem(path, code, said["what"], said["why"], said["fix"], key=steps[-1:] == ("[key]",))

    def _other_kind(self, kind: str, found: object) -> Problem:
        path: Path = () if found is None else ("kind",)
        what = '"kind" is missing' if found is None else f"this is {kind_of(found)} where kind: {kind} is wanted"
        return self.problem(
            path, "wrong-kind", what, "every file says what it is", f"write kind: {kind}, or name another file"
        )


def _details(error: ValidationError) -> list[dict[str, Any]]:
    return [dict(details) for details in error.errors(include_url=False)]


def meant(name: str, known: Iterable[str], at: Any = None) -> str | None:
    """The fix for a near miss: the nearest name that is known, and where it stands if `at` tells."""
    from difflib import get_close_matches

    near = get_close_matches(name, [str(each) for each in known], 1)
    if not near:
        return None
    return f'write "{near[0]}"' + (f" ({at(near[0])})" if at else "")


def in_file_order(problems: Iterable[Problem], files: list[str]) -> list[Problem]:
    """Problems as a reader meets them: file by file, line by line; those without a place first."""

    def order(problem: Problem) -> tuple[int, int, int]:
        place = problem.place
        return (
            (files.index(place.file) if place.file in files else -1, place.line, place.column) if place else (-1, 0, 0)
        )

    return sorted(problems, key=order)
