"""Scaffold: the files of a new appraisal, which already scores."""

import os
import re
import textwrap
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from appraise.field_types import key
from appraise.files.checks.criteria import flatten
from appraise.files.formats.file_models import AppraisalFile
from appraise.files.formats.json_schema import NAME, schema
from appraise.files.formats.messages import meant
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.library import library
from appraise.files.loading.criteria_set import CompanionFiles, check_arithmetic, merged, read_criteria, without_options
from appraise.files.loading.load import load
from appraise.files.loading.workspace import DATE_TO_REPLACE, Workspace
from appraise.files.text.file_names import misnamed
from appraise.files.text.source import DISK, read, repositories
from appraise.problem import AppraisalError, Problem

Files = dict[str, str]

OPTIONS = ("in-house", "in-house-transformed", "wholly-owned-company")
"""What an appraisal of a criteria set begins with, where nobody says: reviewers expect the first two side by side."""

MARKED = "run.json text eol=lf diff=appraise"
"""How git is told about records."""

_WEIGHTING = re.compile(r"^weighting:\n(?: .*\n|\n)*", re.MULTILINE)
_SEAL = re.compile(r"^seal:(?: *\{.*\}.*)?\n(?: .*\n|\n)*", re.MULTILINE)
"""What sealed a set for one appraisal: nobody has agreed on it for another."""
_MODELINE = re.compile(r"\A# yaml-language-server: .*\n")


def new_appraisal_files(
    criteria_set: str | None, registry: Registry, options: Sequence[str] | None = None, beside: Path = Path()
) -> Files:
    """The files of a new appraisal by name, and the schema by which editors check them.

    criteria_set: the id of a set in the library, or the path of one; None for the few criteria that show the format.
    options:      ids of models to begin with; None for those that go with the set, or that show the format.
    beside:       the folder of the new appraisal, which may hold models already.
    Raises:       AppraisalError[no-file, file-name, unknown-model] and all of reading a criteria file.
    """
    if (other := misnamed(beside / "appraisal.yaml")) is not None:
        raise AppraisalError([other])
    files = _templates("init")
    if criteria_set is not None or options is not None:
        options = OPTIONS if options is None else options
        known = library.entries("models", beside)
        if strange := [name for name in options if name not in known]:
            raise AppraisalError([_no_model(name, known) for name in strange])
        files |= _files_from(
            criteria_set or str(library.shipped_folder("templates") / "init" / "criteria.yaml"),
            registry,
            list(dict.fromkeys(options)),
        )
        if DISK.what_is(beside / "models" / "characteristics.yaml") is not None:
            files["models/characteristics.yaml"] = ""
    files["appraisal.yaml"] += _more_keys(files["appraisal.yaml"])
    modeline = "# yaml-language-server: $schema={}\n"
    written = {
        name: modeline.format(f"{'../' * name.count('/')}{NAME}") + _MODELINE.sub("", text)
        for name, text in files.items()
        if text
    }
    # The appraisal comes last: a folder that holds it holds the rest too, whatever stopped its being written.
    appraisal = written.pop("appraisal.yaml")
    return written | {NAME: schema(None, registry), "appraisal.yaml": appraisal}


def still_missing(directory: Path, files: Files, registry: Registry) -> Files:
    """Of the files of a new appraisal those that are still to be written beside an appraisal that is there: those that
    a stop left out, where it is the same one; none where it is people's own, of which every file must be there.

    Raises: AppraisalError[no-file].
    """
    try:
        if read(directory / "appraisal.yaml").text == files["appraisal.yaml"]:
            return {name: text for name, text in files.items() if DISK.what_is(directory / name) is None}
        load(directory, registry)
    except AppraisalError as error:
        if missing := [problem for problem in error.problems if problem.code == "no-file"]:
            raise AppraisalError(missing) from None
    return {}


def marks_records(directory: Path) -> bool:
    """Whether the attributes in a folder have git treat records as what `workflow` writes does."""
    try:
        return MARKED in read(directory / ".gitattributes").text
    except AppraisalError:
        return False


def workflow(directory: Path) -> Files:
    """What makes git and GitHub look at a new appraisal, by name from its folder: attributes beside it, and at the top
    of the repository what runs with every pull request; what is there already stays as it is. Where there is no
    repository yet, the folder is taken for its top.
    """
    here = directory.resolve()
    top = next(iter(repositories(here)), here)
    templates = library.shipped_folder("templates") / "ci"
    names = {here / ".gitattributes": "gitattributes", top / ".github/workflows/appraise.yaml": "appraise.yaml"}
    return {
        Path(os.path.relpath(file, here)).as_posix(): (templates / name).read_text("utf-8")
        for file, name in names.items()
        if DISK.what_is(file) is None
    }


def _templates(folder: str) -> Files:
    files = sorted((library.shipped_folder("templates") / folder).glob("*.yaml"))
    return {file.name: file.read_text("utf-8") for file in files}


def _no_model(name: str, known: Collection[str]) -> Problem:
    fix = meant(name, known) or f"write one of {', '.join(known)}"
    return Problem("unknown-model", f'the library has no model "{name}"', "nothing is known about it", fix)


def _more_keys(text: str) -> str:
    """A comment that names what an appraisal can say beyond what this one does."""
    unused = [key(field) for field in AppraisalFile.model_fields if f"\n{key(field)}:" not in f"\n{text}"]
    comment = f"More keys: {', '.join(unused)}. examples/every-key/ in the repository of appraise shows each."
    return textwrap.fill(comment, 100, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False) + "\n"


def _files_from(criteria_set: str, registry: Registry, options: Sequence[str]) -> Files:
    """An appraisal that uses a criteria set, with every score and judgement still unknown. Where its rules need
    characteristics of one's own, these come with it. In-house, if it is one of the options, is the comparator.
    A set that people wrote is taken as it is; who agreed the weights of one that comes with appraise is left open.
    """
    sets = library.entries("criteria", Path())
    file = sets.get(criteria_set) or Path(criteria_set)
    if criteria_set not in sets and file.suffix != ".yaml" and DISK.what_is(file) != "a file":
        fix = meant(criteria_set, sets) or f"write one of these, or the path of a file: {', '.join(sets)}"
        what = f'there is no criteria set "{criteria_set}"'
        if DISK.what_is(file) == "a folder":
            what, fix = f'"{criteria_set}" is a folder, and no criteria set', "name the criteria file in it"
        raise AppraisalError([Problem("no-file", what, "there is nothing to begin from", fix)])
    workspace = Workspace(library.base_of(file))
    parsed = workspace.open(file)
    companions = CompanionFiles.open(workspace, parsed, options)
    workspace.stop()
    assert parsed is not None
    criteria = read_criteria(workspace, parsed, companions, registry)
    workspace.stop()
    check_arithmetic(workspace, without_options(criteria), parsed, criteria, registry)
    judged = [name for name, gate in criteria.gates.items() if gate.requires.operator is None]
    scored = [name for name, criterion in criteria.criteria.items() if criterion.rate_from is None]
    appraisal = _templates("init-from")["appraisal.yaml"] + "".join(f"  {option}:\n" for option in options)
    if "in-house" not in options:
        appraisal = appraisal.replace("comparator: in-house\n", "")
    if not scored:
        appraisal = appraisal.replace("scores: scores.yaml\n", "")
    text, date = _SEAL.sub("", parsed.source.text), max(DATE_TO_REPLACE, parsed.value.weighting.date or "")
    if library.is_shipped(file.resolve()):
        text, date = _WEIGHTING.sub(_reweighted(parsed.value.weighting.method), text), DATE_TO_REPLACE
    definitions = companions.definitions
    own = definitions[-1] if flatten(parsed, companions.weights, merged(definitions[:1]), registry).problems else None
    return {
        "appraisal.yaml": appraisal + "".join(_verdicts(judged, options)),
        "criteria.yaml": text,
        "scores.yaml": "".join(_scores(scored, options, date)) if scored else "",
        "models/characteristics.yaml": own.source.text if own else "",
        **dict(_weights_sheets(parsed, companions)),
    }


def _weights_sheets(parsed: ParsedFile, companions: CompanionFiles) -> Iterator[tuple[str, str]]:
    """What members said of the weights of a set, by the path that the set names it by.

    Raises: AppraisalError[no-file] where such a path leads out of the set's folder.
    """
    outside = []
    for member, path in parsed.value.weighting.sheets.items():
        sheet = companions.weights[member]
        if Path(path).is_absolute() or ".." in Path(path).parts:
            what = f'the sheet "{path}" does not lie in the folder of this criteria set, or below it'
            why, fix = "it is copied with the set, to the same place", "move it there, and name it so here"
            outside.append(parsed.problem(("weighting", "sheets", member), "no-file", what, why, fix))
        elif sheet is not None:
            yield path, sheet.source.text
    if outside:
        raise AppraisalError(outside)


def _reweighted(method: str) -> str:
    """A weighting that nobody has agreed yet: the weights of a shipped set are where a panel starts."""
    return (
        f'weighting:\n  method: {method}\n  by: "Replace: who agreed the weights"\n'
        f"  date: {DATE_TO_REPLACE}                 # replace: when; before anyone is scored\n"
        '  reason: "Replace: why these weights"\n'
    )


def _verdicts(gates: Sequence[str], options: Sequence[str]) -> Iterator[str]:
    if gates:
        yield "verdicts:                          # pass, fail, conditional (with its condition) or unknown\n"
    for gate in gates:
        yield f"  {gate}:\n"
        for option in options:
            yield f"    {option}:\n"
            yield '      verdict: unknown\n      reason: "Replace: why"\n      by: "Replace: who decided"\n'


def _scores(criteria: Sequence[str], options: Sequence[str], date: str) -> Iterator[str]:
    """A sheet without scores. date: one that is not before that of the weights or the seal."""
    yield 'kind: scores\nversion: 1\nby: "Replace: who scored"\n'
    yield f"{f'date: {date}':35}# replace: when\nscores:\n"
    for criterion in criteria:
        yield f"  {criterion}:\n"
        for option in options:
            yield f'    {option}:\n      score: unknown\n      reason: "Replace: what the evidence says"\n'
