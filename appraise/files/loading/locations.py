"""Places: where people wrote what a run holds, for whoever asks where a number comes from.

What is asked for is named by its keys in the record: ("options", "charity", "scores", "pace").
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path as File
from typing import Any

from appraise.files.checks.criteria import Criteria
from appraise.files.formats.parsed_file import ParsedFile, Path
from appraise.files.library.library import recorded
from appraise.files.loading.workspace import Workspace
from appraise.files.text.locations import FIGURES, Find, Location


def places(
    folder: Workspace,
    own: ParsedFile,
    criteria_part: ParsedFile,
    criteria: Criteria,
    sheet: ParsedFile | None,
    models: Mapping[str, list[ParsedFile]],
    evidence: ParsedFile | None = None,
) -> Find:
    """Where each thing stands in the files of an appraisal.

    own:    the appraisal's file; of a criteria set that runs alone, the set.
    models: the library's files behind each option.
    """

    def find(*keys: Any) -> Location | None:
        figure = FIGURES.get(keys[-2]) if len(keys) == 4 else None
        for part, thing in wanted(keys):
            path = next((path for path in ((*thing, figure), thing) if part and _leads(part, path)), None)
            if part is not None and path is not None:
                return Location(named(part.source.file), part.place(path, key=True))
        return None

    @cache
    def named(file: File) -> str:
        return recorded(file, folder.base)

    def wanted(keys: Path) -> list[tuple[ParsedFile | None, Path]]:
        match keys:
            case ("options", option, "scores", criterion):
                rule = (*criteria.paths[criterion], "rate-from")
                return [(sheet, ("scores", criterion, option)), (criteria_part, rule)]
            case ("options", option, "verdicts", gate):
                return [(own, ("verdicts", gate, option))]
            case ("options", option, *more):
                behind = models[option] if _agreed(models[option], more) else []
                return [(own, keys), *((model, tuple(more)) for model in behind)]
            case ("groups" | "criteria" | "uncounted", name, *more):
                return [(criteria_part, (*criteria.paths[name], *more))]
            case ("shortlist-rule",):
                return [(criteria_part, ("shortlist",))]
            case ("panel", *more):
                return [(sheet, tuple(more) or ("by",))]
            case ("dissent", *_):
                return [(sheet, keys)]
            case ("documents" | "claims", *_):
                return [(evidence, keys)]
        return [(criteria_part if keys[0] in ("gates", "weighting") else own, keys)]

    return find


def _agreed(models: list[ParsedFile], path: list[Any]) -> bool:
    """Whether the models behind an option say the same, so that the option says it too."""
    said = [model.inside(tuple(path)) for model in models]
    return len({str(each.get("level", each) if isinstance(each, dict) else each) for each in said}) == 1


def _leads(part: ParsedFile, path: Path) -> bool:
    """Whether a path of keys leads to something in a file."""
    found: Any = part.root
    for step in path:
        if not isinstance(found, dict) or step not in found:
            return False
        found = found[step]
    return True
