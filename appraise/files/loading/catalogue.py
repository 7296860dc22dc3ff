"""Catalogue: the whole library, read to be looked up."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from appraise.appraisal import Appraisal, Characteristic, Model
from appraise.field_models import replaced
from appraise.files.checks.criteria import as_appraised, flatten
from appraise.files.checks.references import levels
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.library import library
from appraise.files.loading.workspace import Workspace, merged


class Catalogue(NamedTuple):
    """What there is, by id. A criteria set is an appraisal without options."""

    models: Mapping[str, Model]
    sets: Mapping[str, Appraisal]
    characteristics: Mapping[str, Characteristic]


def entries(base: Path, registry: Registry, wanted: str | None = None) -> Catalogue:
    """Every delivery model, criteria set and characteristic of the library, those beside `base` included.

    wanted: the one entry that is asked for; what is wrong with others is left for whoever asks for them.
    Raises: AppraisalError with every problem of the first stage that has any.
    """
    folder = Workspace(base)
    models = {name: folder.model(name) for name in library.ids("models", base)}
    sets = {name: folder.open(file) for name, file in library.ids("criteria", base).items()}
    defined = folder.characteristics()

    def stop() -> None:
        if wanted is not None:
            kept = (f"/{wanted}.yaml", f"/{library.CHARACTERISTICS}.yaml")
            asked = (each for each in folder.problems if each.place and f"/{each.place.file}".endswith(kept))
            folder.problems[:] = asked
        folder.stop()

    stop()
    for kind, parts in (
        ("model", models.values()),
        ("criteria", sets.values()),
        ("characteristics", defined),
    ):
        for part in parts:
            folder.check(part, kind)
    stop()
    known = _every_level(defined)
    sound = {name: part for name, part in models.items() if part is not None and part.value is not None}
    for model in sound.values():
        folder.problems += levels(model, ("characteristics",), model.value.characteristics, known)
    found = {}
    for name, part in sets.items():
        if part is None or part.value is None:
            continue
        criteria = flatten(part, known, registry.operators, registry.methods)
        folder.problems += [each for each in criteria.problems if each.code != "missing-level"]
        fields = as_appraised(part.value, criteria)
        found[name] = Appraisal(**fields, files=(), title=part.value.title, options={}, characteristics=known)
    stop()
    return Catalogue({name: part.value for name, part in sound.items()}, found, merged(defined))


def _every_level(defined: list[ParsedFile | None]) -> Mapping[str, Characteristic]:
    """The characteristics with the levels of every file that defines them. A set or a model of the library is shown
    as it is, whether or not its rules fit the levels of a characteristic that somebody replaced."""
    known = dict(merged(defined))
    for part in filter(None, defined):
        for name, each in part.value.characteristics.items():
            known[name] = replaced(known[name], levels={**each.levels, **known[name].levels})
    return known
