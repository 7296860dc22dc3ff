"""Catalogue: the whole library, read to be looked up, with what is wrong in entries that nobody asks for left aside."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from appraise.appraisal import Appraisal, Characteristic, Model
from appraise.field_models import replaced
from appraise.files.checks.criteria import flatten
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.library import library
from appraise.files.loading.criteria_set import check_models, merged, without_options
from appraise.files.loading.workspace import Workspace


class Catalogue(NamedTuple):
    """What there is, by id. A criteria set is an appraisal without options."""

    models: Mapping[str, Model]
    sets: Mapping[str, Appraisal]
    characteristics: Mapping[str, Characteristic]


def load_catalogue(base: Path, registry: Registry, wanted: str | None = None) -> Catalogue:
    """Every delivery model, criteria set and characteristic of the library, those beside `base` included.

    wanted: the one entry that is asked for; what is wrong with others is left for whoever asks for them.
    Raises: AppraisalError with every problem of the first stage that has any.
    """
    workspace = Workspace(base)
    models = {name: workspace.model(name) for name in workspace.entries("models")}
    sets = {name: workspace.open(file) for name, file in workspace.entries("criteria").items()}
    weights = {name: workspace.open_sheets(parsed, ("weighting", "sheets"), "weights") for name, parsed in sets.items()}
    definitions = workspace.characteristics()
    _stop(workspace, wanted)
    workspace.check_shapes(model=models.values(), criteria=sets.values(), characteristics=definitions)
    workspace.check_shapes(weights=[sheet for sheets in weights.values() for sheet in sheets.values()])
    _stop(workspace, wanted)
    known = _every_level(definitions)
    check_models(workspace, models.values(), known)
    appraisals = {}
    for name, parsed in sets.items():
        if parsed is not None and parsed.value is not None:
            criteria = flatten(parsed, weights[name], known, registry)
            workspace.problems += [each for each in criteria.problems if each.code != "missing-level"]
            appraisals[name] = without_options(criteria)
    _stop(workspace, wanted)
    sound = {name: parsed.value for name, parsed in models.items() if parsed is not None and parsed.value is not None}
    return Catalogue(sound, appraisals, merged(definitions))


def _stop(workspace: Workspace, wanted: str | None) -> None:
    """End a stage, of which only the problems of the wanted entry count and those of characteristics."""
    if wanted is not None:
        kept = (f"/{wanted}.yaml", f"/{library.CHARACTERISTICS}.yaml")
        asked = (each for each in workspace.problems if each.place and f"/{each.place.file}".endswith(kept))
        workspace.problems[:] = asked
    workspace.stop()


def _every_level(definitions: Iterable[ParsedFile | None]) -> Mapping[str, Characteristic]:
    """The characteristics with the levels of every file that defines them. A set or a model of the library is shown
    as it is, whether or not its rules fit the levels of a characteristic that somebody replaced."""
    known = dict(merged(definitions))
    for parsed in filter(None, definitions):
        for name, each in parsed.value.characteristics.items():
            known[name] = replaced(known[name], levels={**each.levels, **known[name].levels})
    return known
