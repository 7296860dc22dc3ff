"""Entries: the whole library, read to be looked up."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from appraise.appraisal import Appraisal, Characteristic, Model
from appraise.files import library
from appraise.files.criteria import as_appraised, flatten
from appraise.files.folder import Folder
from appraise.files.names import levels
from appraise.files.tables import Tables


class Entries(NamedTuple):
    """What there is, by id. A criteria set is an appraisal without options."""

    models: Mapping[str, Model]
    sets: Mapping[str, Appraisal]
    characteristics: Mapping[str, Characteristic]


def entries(base: Path, tables: Tables) -> Entries:
    """Every delivery model, criteria set and characteristic of the library, those beside `base` included.

    Raises: AppraisalError with every problem of the first stage that has any.
    """
    folder = Folder(base)
    names = [name for name in library.ids("models", base) if name != "characteristics"]
    models = {name: folder.model(name) for name in names}
    sets = {name: folder.open(file) for name, file in library.ids("criteria", base).items()}
    characteristics = folder.model("characteristics")
    folder.stop()
    for kind, parts in (
        ("model", models.values()),
        ("criteria", sets.values()),
        ("characteristics", [characteristics]),
    ):
        for part in parts:
            folder.check(part, kind)
    folder.stop()
    assert characteristics is not None
    known: Mapping[str, Characteristic] = characteristics.value.characteristics
    for model in filter(None, models.values()):
        folder.problems += levels(model, ("characteristics",), model.value.characteristics, known)
    found = {}
    for name, part in sets.items():
        assert part is not None
        criteria = flatten(part, known, tables.operators, tables.methods)
        folder.problems += criteria.problems
        fields = as_appraised(part.value, criteria)
        found[name] = Appraisal(**fields, files=(), title=part.value.title, options={}, characteristics=known)
    folder.stop()
    return Entries({name: part.value for name, part in models.items() if part}, found, known)
