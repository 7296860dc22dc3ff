"""The locator: finds where people wrote what a run holds, in the files of its appraisal.

What is asked for is named by its keys in the record: ("options", "charity", "scores", "pace").
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from appraise.files.checks.criteria import Criteria
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.library.library import recorded_name
from appraise.files.text.locations import FIGURE_KEYS, Location, Locator
from appraise.files.text.yaml_tree import KeyPath


class Sheets(NamedTuple):
    """The agreed score sheet, and the score sheets of the panel's members by their ids."""

    agreed: ParsedFile | None
    members: Mapping[str, ParsedFile]


def locator(
    base: Path,
    own: ParsedFile,
    criteria: Criteria,
    sheets: Sheets,
    models: Mapping[str, list[ParsedFile]],
    evidence: ParsedFile | None = None,
    costs: ParsedFile | None = None,
) -> Locator:
    """What finds where each thing stands in the files of an appraisal.

    base:   the folder that records name files from.
    own:    the appraisal's file; of a criteria set that runs alone, the set.
    models: the library's files behind each option.
    """

    def locate(*keys: Any) -> Location | None:
        figure = FIGURE_KEYS.get(keys[-2]) if len(keys) == 4 else None
        for parsed, thing in wanted(keys):
            path = next((path for path in ((*thing, figure), thing) if parsed and _leads(parsed, path)), None)
            if parsed is not None and path is not None:
                return Location(named(parsed.source.file), parsed.place(path, key=True))
        return None

    @cache
    def named(file: Path) -> str:
        return recorded_name(file, base)

    def wanted(keys: KeyPath) -> list[tuple[ParsedFile | None, KeyPath]]:
        match keys:
            case ("options", option, "scores", criterion):
                rule = (*criteria.paths[criterion], "rate-from")
                cell = ("scores", criterion, option)
                given = ((sheet, cell) for sheet in (sheets.agreed, *sheets.members.values()))
                return [*given, (criteria.file, rule)]
            case ("options", option, "verdicts", gate):
                return [(own, ("verdicts", gate, option))]
            case ("options", option, *more):
                behind = models[option] if _agreed(models[option], more) else []
                return [(own, keys), *((model, tuple(more)) for model in behind)]
            case ("groups" | "criteria" | "uncounted", name, *more):
                return [(criteria.file, (*criteria.paths[name], *more))]
            case ("shortlist-rule",):
                return [(criteria.file, ("shortlist",))]
            case ("panel", "sheets", member, *more):
                return [(sheets.members[member], tuple(more) or ("by",)), (own, ("panel", "sheets", member))]
            case ("weighting", "sheets", member, *more) if member in criteria.sheets:
                return [(criteria.sheets[member], tuple(more) or ("by",)), (criteria.file, ("weighting", "sheets"))]
            case ("panel", *more):
                return [(sheets.agreed, tuple(more) or ("by",)), (own, keys)]
            case ("dissent", *_):
                return [(sheets.agreed, keys)]
            case ("costs", *more):
                # An amount may stand right under its option, and what is gone stood in what is still there.
                nearer = [(costs, tuple(more[:length])) for length in range(len(more), 0, -1)]
                return [*nearer, (costs, ("lines",)), (own, ("costs",))]
            case ("documents" | "claims", *_):
                return [(evidence, keys)]
        return [(criteria.file if keys[0] in ("gates", "weighting", "seal") else own, keys)]

    return locate


def _agreed(models: list[ParsedFile], path: list[Any]) -> bool:
    """Whether the models behind an option say the same, so that the option says it too."""
    stated = [model.inside(tuple(path)) for model in models]
    return len({str(each.get("level", each) if isinstance(each, dict) else each) for each in stated}) == 1


def _leads(parsed: ParsedFile, path: KeyPath) -> bool:
    """Whether a path of keys leads to something in a file."""
    value: Any = parsed.root
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True
