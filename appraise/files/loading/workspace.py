"""Workspace: the files of one appraisal as they are read, and the problems found on the way."""

import os
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from appraise.appraisal import Characteristic, File
from appraise.files.formats.messages import meant
from appraise.files.formats.parsed_file import ParsedFile, in_file_order
from appraise.files.formats.parsed_file import Path as Keys
from appraise.files.formats.score_sheet import Table
from appraise.files.library import library
from appraise.files.text.source import DISK, Store, read
from appraise.files.text.yaml_tree import tree
from appraise.problem import AppraisalError, Place, Problem, Problems

TO_REPLACE = "Replace:"
"""How the texts that `appraise init` writes begin."""
DATE_TO_REPLACE = "2026-01-01"
_BESIDE_A_DATE = "# replace"
"""What `appraise init` writes for every date, and the comment beside it: by both together it is known."""

_WHY = "the appraisal cannot be read without it"


class Workspace:
    """Parts by file, in the order they were opened, None where the text cannot be read; problems of the stage at hand.

    base:  the folder that records name files from and that local `models/` and `criteria/` lie in.
    store: where files are read from.
    """

    def __init__(self, base: Path, store: Store = DISK) -> None:
        self.base = base
        self.store = store
        self.parts: dict[Path, ParsedFile | None] = {}
        self.problems = Problems()
        self._ids: dict[tuple[str, Path], dict[str, Path]] = {}

    def open(
        self, file: Path, kind: str = "appraisal", at: Place | None = None, within: Path | None = None
    ) -> ParsedFile | None:
        """The part that a file makes, of the kind that is wanted of it; None where its text cannot be read, which is
        a problem of this stage.

        at:     where the file is named: the place of a problem of a file that leads out of the folder.
        within: the folder in which it should lie, if it is not that of the appraisal.
        """
        file = Path(os.path.normpath(file))
        if file not in self.parts:
            self.parts[file] = None
            try:
                source = read(file, store=self.store, within=within or self.base)
                self.parts[file] = ParsedFile(source, tree(source, kind))
            except AppraisalError as error:
                self.problems += [
                    each._replace(place=at) if each.code == "wrong-kind" else each for each in error.problems
                ]
        return self.parts[file]

    def refer(self, part: ParsedFile, key: str, kind: str = "") -> ParsedFile | None:
        """The part that the file makes which a key refers to."""
        file = self.named(part, key, kind)
        return self.open(file, key, part.place((key,))) if file else None

    def named(self, part: ParsedFile, key: str, kind: str = "") -> Path | None:
        """The file that a key refers to: by a path from the file it stands in, or by an id where `kind` names the
        folder to look in."""
        example = "run.json" if key == "follows" else f"{key}.yaml"
        named = part.root.get(key)
        if isinstance(named, Decimal):
            named = f"{named:f}"
        if not isinstance(named, str):
            return None
        known = self.ids(kind) if kind else {}
        if named in known:
            return known[named]
        file = part.source.file.parent / named
        if Path(named).is_absolute() or "\\" in named or ":" in named:
            what = "this path means something on one computer only"
            fix = f"write the path from the folder of this file, such as ../{example}"
        elif "/" not in named and not named.endswith((".yaml", ".json")):
            what = f'"{named}" is neither a file nor in the library' if kind else f'"{named}" is not a file'
            fix = meant(named, known) or f"name a file, such as {example}"
        elif (found := self.store.what_is(file)) != "a file":
            what = f'"{named}" is {found}' if found else f'the file "{named}" is not there'
            fix = "name a file" if found else "check the name, or write the file"
        else:
            return file
        self.problems.append(part.problem((key,), "no-file", what, _WHY, fix))
        return None

    def ids(self, kind: str) -> dict[str, Path]:
        """Every entry of the library by id, as `library.ids` has them."""
        if (kind, self.base) not in self._ids:
            self._ids[kind, self.base] = library.ids(kind, self.base, self.store)
        return self._ids[kind, self.base]

    def model(self, name: str) -> ParsedFile | None:
        """A delivery model of the library, if there is one."""
        file = self.ids("models").get(name)
        return self.open(file, "model") if file else None

    def characteristics(self) -> list[ParsedFile | None]:
        """The files that define characteristics, the shipped one first. A file beside the appraisal that is passed
        over for its name is a problem of this stage."""
        self.problems += library.misnamed(self.base, self.store)
        return [self.open(file, "characteristics") for file in library.characteristics(self.base, self.store)]

    def check(self, part: ParsedFile | None, kind: str) -> None:
        """Check the shape of a part as one of a kind."""
        if part is not None and (part.value is None or part.root.get("kind") != kind):
            self.problems += part.check(kind)

    def keep(self, found: tuple[Table, list[Problem]]) -> Table:
        """The scores of a sheet; what is wrong with them is a problem of this stage."""
        self.problems += found[1]
        return found[0]

    def stop(self) -> None:
        """End a stage: raise what it found, in file order."""
        if self.problems:
            raise AppraisalError(in_file_order(self.problems, [self.store.shown(file) for file in self.parts]))

    def unreplaced(self) -> list[Place]:
        """Where a text of a template still stands in the appraisal's own files; what the library says is not asked."""
        own = (part for part in self.parts.values() if part and not self._recorded(part).startswith("library:"))
        marked = (part for part in own if TO_REPLACE in part.source.text or _BESIDE_A_DATE in part.source.text)
        found = [(path, part.place(path)) for part in marked for path in _left(part.root)]
        return [place for path, place in found if path[-1] != "date" or _BESIDE_A_DATE in place.text]

    def files(self) -> tuple[File, ...]:
        """The files opened, as a record names them."""
        return tuple(File(self._recorded(part), part.source.sha256) for part in self.parts.values() if part)

    def _recorded(self, part: ParsedFile) -> str:
        return library.recorded(part.source.file, self.base)


def merged(parts: Iterable[ParsedFile | None]) -> Mapping[str, Characteristic]:
    """The characteristics that checked files define: a later one replaces an earlier one of the same id."""
    return {name: each for part in parts if part for name, each in part.value.characteristics.items()}


def _left(found: Any, path: Keys = ()) -> Iterator[Keys]:
    """The path of every text that a template asks to replace."""
    if isinstance(found, str):
        date = path[-1:] == ("date",) and found == DATE_TO_REPLACE
        yield from [path] if found.startswith(TO_REPLACE) or date else []
    elif isinstance(found, dict | list):
        for step, each in found.items() if isinstance(found, dict) else enumerate(found):
            yield from _left(each, (*path, step))
