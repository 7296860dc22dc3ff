"""File names: what a file is by its name alone, and names that are wrong in their ending or their capitals."""

import re
from pathlib import Path

from appraise.files.text.source import DISK, Store
from appraise.problem import Problem

YAML_ENDING = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
"""How names of YAML files end, as people and their programs write them: Notepad adds .txt, which Windows hides."""
_BY_LETTER = "commands, hooks and workflows look for names letter by letter, and would pass it over"


def is_record(file: Path) -> bool:
    """Whether a path is that of a record, by its name."""
    return file.suffix.lower() == ".json"


def misnamed(file: Path, store: Store = DISK) -> Problem | None:
    """That a file is not there, but one is whose name is the same but for capitals and ending; None where none is."""
    folder = file.parent if store.what_is(file.parent) == "a folder" else None
    name = YAML_ENDING.sub(".yaml", file.name.lower())
    names = sorted(store.names(folder)) if folder is not None and name.endswith(".yaml") else []
    near = next((each for each in names if YAML_ENDING.sub(".yaml", each.lower()) == name and each != file.name), None)
    if near is None or store.what_is(file.with_name(near)) != "a file":
        return None
    what = f'"{store.shown(file)}" is not there, but "{near}" is'
    wanted = YAML_ENDING.sub(".yaml", file.name)
    return Problem("file-name", what, _BY_LETTER, f"write {near}" if near == wanted else f"rename {near} to {wanted}")


def ill_named(file: Path, store: Store = DISK) -> Problem | None:
    """That the name of a YAML file ends otherwise than in .yaml, and what it should be; None where it does not."""
    if file.suffix == ".yaml" or not YAML_ENDING.search(file.name):
        return None
    name = YAML_ENDING.sub(".yaml", file.name)
    what = f'the name of "{store.shown(file)}" does not end in .yaml'
    return Problem("file-name", what, _BY_LETTER, f"rename it to {name}, also where it is named")
