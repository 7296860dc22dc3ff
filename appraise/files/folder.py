"""Folder: the files of one appraisal as they are read, and the problems found on the way."""

import os
from decimal import Decimal
from pathlib import Path

from appraise.appraisal import File
from appraise.files import library
from appraise.files.cells import Table
from appraise.files.part import Part, in_file_order
from appraise.files.source import read, what_is
from appraise.files.tree import tree
from appraise.files.wording import meant
from appraise.problem import AppraisalError, Problem

_WHY = "the appraisal cannot be read without it"


class Folder:
    """Parts by file, in the order they were opened, None where the text cannot be read; problems of the stage at hand.

    base: the folder that records name files from and that local `models/` and `criteria/` lie in.
    """

    def __init__(self, base: Path) -> None:
        self.base = base
        self.parts: dict[Path, Part | None] = {}
        self.problems: list[Problem] = []

    def open(self, file: Path, kind: str = "appraisal") -> Part | None:
        """The part that a file makes, of the kind that is wanted of it; None where its text cannot be read, which is
        a problem of this stage."""
        file = Path(os.path.normpath(file))
        if file not in self.parts:
            self.parts[file] = None
            try:
                source = read(file)
                self.parts[file] = Part(source, tree(source, kind))
            except AppraisalError as error:
                self.problems += error.problems
        return self.parts[file]

    def refer(self, part: Part, key: str, kind: str = "") -> Part | None:
        """The file that a key refers to: by a path from the file it stands in, or by an id where `kind` names the
        folder to look in."""
        named = part.root.get(key)
        if isinstance(named, Decimal):
            named = f"{named:f}"
        if not isinstance(named, str):
            return None
        known = library.ids(kind, self.base) if kind else {}
        if named in known:
            return self.open(known[named], key)
        file = part.source.file.parent / named
        if Path(named).is_absolute() or "\\" in named or ":" in named:
            what = "this path means something on one computer only"
            fix = f"write the path from the folder of this file, such as ../{key}.yaml"
        elif "/" not in named and not named.endswith((".yaml", ".json")):
            what = f'"{named}" is neither a file nor in the library' if kind else f'"{named}" is not a file'
            fix = meant(named, known) or f"name a file, such as {key}.yaml"
        elif (found := what_is(file)) != "a file":
            what = f'"{named}" is {found}' if found else f'the file "{named}" is not there'
            fix = "name a file" if found else "check the name, or write the file"
        else:
            return self.open(file, key)
        self.problems.append(part.problem((key,), "no-file", what, _WHY, fix))
        return None

    def model(self, name: str) -> Part | None:
        """An entry of the library, if there is one."""
        file = library.ids("models", self.base).get(name)
        return self.open(file, name if name == "characteristics" else "model") if file else None

    def check(self, part: Part | None, kind: str) -> None:
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
            raise AppraisalError(in_file_order(self.problems, [file.as_posix() for file in self.parts]))

    def files(self) -> tuple[File, ...]:
        """The files opened, as a record names them."""
        opened = {file: part for file, part in self.parts.items() if part}
        return tuple(File(library.recorded(file, self.base), part.source.sha256) for file, part in opened.items())
