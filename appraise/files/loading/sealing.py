"""Sealing: reads the criteria set of an appraisal, before anyone has to be scored, and adds a seal to its file."""

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, NoReturn

from pydantic_core import PydanticCustomError

from appraise.appraisal import Appraisal, Seal
from appraise.field_models import joined
from appraise.field_types import as_date
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.library.library import is_shipped
from appraise.files.loading.criteria_set import CompanionFiles, check_arithmetic, read_criteria, without_options
from appraise.files.loading.load import open_own
from appraise.files.loading.workspace import Workspace
from appraise.files.text.file_names import is_record
from appraise.files.text.source import DISK, YAML_LIMIT, Source, read
from appraise.files.text.write import add_to
from appraise.files.text.yaml_reader import read_yaml
from appraise.problem import AppraisalError, Place, Problem, listed
from appraise.seal import as_sealed, fingerprints
from appraise.weighting import shares

_LAST_LINE_END = re.compile(rb"(\r\n|\n|\r)[^\r\n]*\Z")


class Sealed(NamedTuple):
    """A criteria file, as it is shown, its seal, and whether that was added now.

    shares: the exact share of the weight of each criterion, by its name.
    """

    file: str
    seal: Seal
    new: bool
    shares: Mapping[str, Fraction]


def add_seal(path: Path, date: str, registry: Registry) -> Sealed:
    """Seal a criteria set in its own file, which is otherwise left as it is.

    path: of an appraisal, of which no more is read than which set it uses, or of a criteria file.
    Raises: AppraisalError with every problem of the first stage that has any.
    """
    _check_date(date)
    workspace, parsed = _criteria_file(path)
    set_ = _read(workspace, parsed, registry)
    now = joined(Seal, date=date, **fingerprints(set_))
    weights = {set_.criteria[name].name: share for name, share in shares(set_).items()}
    if set_.seal == now:
        return Sealed(parsed.source.shown, now, False, weights)
    if set_.seal is not None:
        changed = [part for part, fits in as_sealed(set_).items() if not fits]
        since = f"; changed since: {listed(changed)}" if changed else ""
        what = f"this set was sealed on {set_.seal.date}{since}"
        fix = "take the seal: block out first, and say in the minutes why it is sealed again"
        _refuse(what, "a seal that could be written over would show nothing", fix, parsed.place(("seal",), key=True))
    _add(parsed, now)
    return Sealed(parsed.source.shown, now, True, weights)


def _check_date(date: str) -> None:
    try:
        as_date(date)
    except PydanticCustomError as error:
        told = error.context or {}
        raise AppraisalError([Problem("not-a-date", told["what"], told["why"], told["fix"])]) from None


def _criteria_file(path: Path) -> tuple[Workspace, ParsedFile]:
    """The criteria file that a path names, or that an appraisal there uses, with its workspace.

    No name in an appraisal leads to writing elsewhere than in its folder.
    """
    if is_record(path):
        what, why = f'"{path.as_posix()}" is a record', "what was agreed is sealed in the criteria file"
        _refuse(what, why, "name the folder of the appraisal, or the criteria file")
    workspace, own = open_own(path)
    parsed: ParsedFile | None = own
    if own.root.get("kind") != "criteria":
        parsed = workspace.open_named(own, "criteria", "criteria") if own.root.get("kind") == "appraisal" else None
        if parsed is None and not workspace.problems:
            workspace.problems += own.check("appraisal")
    workspace.stop()
    assert parsed is not None
    file = parsed.source.file
    place = own.place(("criteria",)) if parsed is not own else None
    if is_shipped(file.resolve()):
        why = "it is there for everybody, and its weights are where a panel starts"
        fix = f"begin an appraisal from it: appraise init DIR --from {file.stem}; or put a copy into the folder"
        _refuse(f'the criteria set "{file.stem}" comes with appraise', why, fix, place)
    if parsed is not own and not file.resolve().is_relative_to(own.source.file.parent.resolve()):
        what, why = f'"{parsed.source.shown}" lies outside the folder of the appraisal', "others may use it too"
        _refuse(what, why, "seal it by its own name, if it is the one that is meant", place)
    return workspace, parsed


def _read(workspace: Workspace, parsed: ParsedFile, registry: Registry) -> Appraisal:
    """A criteria set, whole and without texts of a template."""
    companions = CompanionFiles.open(workspace, parsed, ())
    workspace.stop()
    criteria = read_criteria(workspace, parsed, companions, registry)
    own = {each.source.shown for each in (parsed, *criteria.sheets.values())}
    workspace.problems += [_unreplaced(place) for place in workspace.unreplaced() if place.file in own]
    workspace.stop()
    set_ = without_options(criteria)
    check_arithmetic(workspace, set_, parsed, criteria, registry)
    return set_


def _add(parsed: ParsedFile, seal: Seal) -> None:
    """Add a seal below the last line of a file, with line ends as there.

    Raises: AppraisalError[not-written], and AppraisalError[not-sealed] where the file would then say something else.
    """
    source = parsed.source
    lines = [f"{name}: {value}" for name, value in seal.stated().items()]
    added = "\n  ".join(["seal:", *lines]) + "\n"
    added = added if source.text.endswith("\n") else f"\n{added}"
    try:
        then = dict(read_yaml(Source(source.file, source.text + added, source.shown), "criteria"))
    except AppraisalError:
        then = {}
    if not then.pop("seal", None) or then != parsed.root:
        why = "nothing can be added below its last line without changing what it says"
        fix = f"write it beside the other keys yourself: seal: {{{', '.join(lines)}}}"
        _refuse(f'"{source.shown}" was not sealed', why, fix)
    raw = DISK.read_bytes(source.file, YAML_LIMIT)
    if read(source.file).text != source.text:
        _refuse(f'"{source.shown}" was not sealed', "it has changed since it was read", "seal it again")
    end = found[1] if (found := _LAST_LINE_END.search(raw)) else b"\n"
    add_to(source.file, raw, added.encode().replace(b"\n", end))


def _unreplaced(place: Place) -> Problem:
    what, fix = "this is still what the template says", "write your own, or take the line out if it is not needed"
    return Problem("replace", what, "a seal says that people agreed on it", fix, place)


def _refuse(what: str, why: str, fix: str, place: Place | None = None) -> NoReturn:
    raise AppraisalError([Problem("not-sealed", what, why, fix, place)])
