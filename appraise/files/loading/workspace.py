"""Workspace: the files of one appraisal as they are read, and the problems found on the way."""

import os
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from appraise.appraisal import File
from appraise.files.formats.messages import meant
from appraise.files.formats.parsed_file import ParsedFile, in_file_order
from appraise.files.library import library
from appraise.files.text.file_names import ill_named, misnamed
from appraise.files.text.other_files import table
from appraise.files.text.source import DISK, Store, read
from appraise.files.text.yaml_reader import read_yaml
from appraise.files.text.yaml_tree import KeyPath, Map
from appraise.problem import AppraisalError, Place, Problems

TO_REPLACE = "Replace:"
"""How the texts that `appraise init` writes begin."""
DATE_TO_REPLACE = "2026-01-01"
_BESIDE_A_DATE = "# replace"
"""What `appraise init` writes for every date, and the comment beside it: by both together it is known."""

_ENDING = re.compile(r"\.[A-Za-z]{2,4}$")
_WHY = "the appraisal cannot be read without it"


class Workspace:
    """Parsed files by path, in the order they were opened, None where the text cannot be read; problems of the stage
    at hand.

    base:    the folder that records name files from and that local `models/` and `criteria/` lie in.
    store:   where files are read from.
    entries: from a kind, "models" or "criteria", to its files by id, as `library.entries` has them.
    """

    def __init__(self, base: Path, store: Store = DISK) -> None:
        self.base = base
        self.store = store
        self.files: dict[Path, ParsedFile | None] = {}
        self.problems = Problems()
        self._checked: set[tuple[str, Path]] = set()
        self.entries = cache(lambda kind: library.entries(kind, self.base, self.store))

    @property
    def as_people_write(self) -> bool:
        """Whether the files lie where people can mend them. What a commit holds is history: it can be compared, even
        where more is asked by now of what is written."""
        return self.store.top is None

    def open(self, file: Path, kind: str = "appraisal", at: Place | None = None) -> ParsedFile | None:
        """A file, parsed as one of a kind; None where its text cannot be read, which is a problem of this stage.

        at: where the file is named: the place of a problem of a file that leads out of the folder.
        """
        file = Path(os.path.normpath(file))
        if file not in self.files:
            self.files[file] = None
            if self.store.what_is(file) == "a file":
                wrong = ill_named(file, self.store) if self.as_people_write else None
                if wrong := wrong or table(self.store.shown(file)):
                    self.problems.append(wrong._replace(place=at))
                    return None
            try:
                source = read(file, store=self.store, within=self.base)
                self.files[file] = ParsedFile(source, read_yaml(source, kind, self.as_people_write))
            except AppraisalError as error:
                self.problems += [
                    each._replace(place=at) if each.code == "wrong-kind" else each for each in error.problems
                ]
        return self.files[file]

    def open_sheets(self, parsed: ParsedFile | None, path: KeyPath, kind: str) -> dict[str, ParsedFile | None]:
        """The files that a mapping refers to, by id, each to hold a kind; none where there is no such mapping."""
        named = parsed.inside(path) if parsed else None
        if parsed is None or not isinstance(named, Map):
            return {}
        sheets: dict[str, ParsedFile | None] = {}
        whose: dict[Path, str] = {}
        for name in named:
            file = self.named_file(parsed, (*path, name))
            sheets[name] = self.open(file, kind, parsed.place((*path, name))) if file else None
            if file and (first := whose.setdefault(Path(os.path.normpath(file)), name)) != name:
                what, why = f'this is the sheet of "{first}" too', "what one person gave would count twice"
                fix = "name the sheet of this member"
                self.problems.append(parsed.problem((*path, name), "member-sheet", what, why, fix))
        return sheets

    def open_named(self, parsed: ParsedFile, key: str, kind: str = "") -> ParsedFile | None:
        """The file that a key refers to, as `named_file` finds it."""
        file = self.named_file(parsed, (key,), kind)
        return self.open(file, key, parsed.place((key,))) if file else None

    def named_file(self, parsed: ParsedFile, path: KeyPath, kind: str = "") -> Path | None:
        """The file that the last key of a path refers to: by a path from the file it stands in, or by an id where
        `kind` names the folder to look in."""
        key = path[-1]
        example = "run.json" if key == "follows" else f"{key}.yaml"
        named = parsed.inside(path)
        if isinstance(named, Decimal):
            named = f"{named:f}"
        if not isinstance(named, str):
            return None
        known = self.entries(kind) if kind else {}
        if named in known:
            return known[named]
        file = parsed.source.file.parent / named
        if Path(named).is_absolute() or "\\" in named or ":" in named:
            what = "this path means something on one computer only"
            fix = f"write the path from the folder of this file, such as ../{example}"
        elif (target := self.store.what_is(file)) == "a file":
            return file
        elif target:
            what, fix = f'"{named}" is {target}', "name a file"
        elif other := misnamed(file, self.store):
            self.problems.append(other._replace(place=parsed.place(path)))
            return None
        elif "/" not in named and not _ENDING.search(named):
            what = f'"{named}" is neither a file nor in the library' if kind else f'"{named}" is not a file'
            fix = meant(named, known) or f"name a file, such as {example}"
        else:
            what, fix = f'the file "{named}" is not there', "check the name, or write the file"
        self.problems.append(parsed.problem(path, "no-file", what, _WHY, fix))
        return None

    def model(self, name: str) -> ParsedFile | None:
        """A delivery model of the library, if there is one."""
        file = self.entries("models").get(name)
        return self.open(file, "model") if file else None

    def characteristics(self) -> list[ParsedFile | None]:
        """The files that define characteristics, the shipped one first. A file beside the appraisal that is passed
        over for its name is a problem of this stage."""
        self.problems += library.misplaced(self.base, self.store)
        return [self.open(file, "characteristics") for file in library.characteristics_files(self.base, self.store)]

    def check_shapes(self, **files: Iterable[ParsedFile | None]) -> None:
        """Check the shape of files, once each, by the kind that each has to be of."""
        for kind, each in files.items():
            for parsed in each:
                if parsed is not None and (kind, parsed.source.file) not in self._checked:
                    self._checked.add((kind, parsed.source.file))
                    self.problems += parsed.check(kind)

    def stop(self) -> None:
        """End a stage: raise what it found, in file order."""
        if self.problems:
            raise AppraisalError(in_file_order(self.problems, [self.store.shown(file) for file in self.files]))

    def unreplaced(self) -> list[Place]:
        """Where a text of a template still stands in the appraisal's own files; what the library says is not asked."""
        opened = (each for each in self.files.values() if each)
        own = (each for each in opened if not self._recorded_name(each).startswith("library:"))
        marked = (each for each in own if TO_REPLACE in each.source.text or _BESIDE_A_DATE in each.source.text)
        places = [(path, each.place(path)) for each in marked for path in _to_replace(each.root)]
        return [place for path, place in places if path[-1] != "date" or _BESIDE_A_DATE in place.text]

    def recorded_files(self) -> tuple[File, ...]:
        """The files opened, as a record names them."""
        return tuple(File(self._recorded_name(each), each.source.sha256) for each in self.files.values() if each)

    def _recorded_name(self, parsed: ParsedFile) -> str:
        return library.recorded_name(parsed.source.file, self.base)


def _to_replace(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The path of every text that a template asks to replace."""
    if isinstance(value, str):
        date = path[-1:] == ("date",) and value == DATE_TO_REPLACE
        yield from [path] if value.startswith(TO_REPLACE) or date else []
    elif isinstance(value, dict | list):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _to_replace(each, (*path, step))
