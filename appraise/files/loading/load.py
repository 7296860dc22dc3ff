"""Load: from a path to an Appraisal, in four stages: text, shape, names, arithmetic.

All problems of a stage are told at once, in file order; the next begins when there are none. What the engine's
operators and methods take is handed in, so that this room needs nothing from the engine.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from appraise.appraisal import (
    Appraisal,
    Costs,
    File,
    Follows,
    Heading,
    Meeting,
    Option,
    Panel,
    Publications,
    ScoreSheet,
    Statement,
)
from appraise.field_models import joined, part_of, replaced
from appraise.files.checks import consistency
from appraise.files.checks.costs import check_cost_gate, check_costs
from appraise.files.checks.criteria import Criteria, as_appraised
from appraise.files.checks.references import Known, Names, check_accepted, check_appraisal, check_claims
from appraise.files.checks.same_names import (
    check_document_names,
    check_line_names,
    check_member_names,
    check_option_names,
    check_perspective_names,
)
from appraise.files.formats.file_models import AppraisalFile, EvidenceFile, SheetFile
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.formats.score_sheet import Table, read_scores
from appraise.files.library import library
from appraise.files.loading.criteria_set import CompanionFiles, check_arithmetic, read_criteria
from appraise.files.loading.locator import Sheets, locator
from appraise.files.loading.options import join, models_of
from appraise.files.loading.standalone_set import load_standalone
from appraise.files.loading.workspace import DATE_TO_REPLACE, TO_REPLACE, Workspace
from appraise.files.text.file_names import misnamed
from appraise.files.text.locations import Locator
from appraise.files.text.source import DISK, Store
from appraise.files.text.yaml_tree import KeyPath, Map
from appraise.problem import AppraisalError, Place, Problem

_AS_WRITTEN = {*Heading.model_fields, *Statement.model_fields, "scope", "left_out"} - {"perspectives"}
"""What an appraisal's own file says as the appraisal holds it."""

_NO_EVIDENCE = "add the document to evidence.yaml, and name evidence.yaml under evidence in appraisal.yaml"


_NO_COSTS = "write what each option costs in costs.yaml, and name costs.yaml under costs in appraisal.yaml"


class Loaded(NamedTuple):
    """An appraisal, where people wrote each thing in it, and where its files still hold texts of a template."""

    appraisal: Appraisal
    locate: Locator
    unreplaced: list[Place]


def load(path: Path, registry: Registry, store: Store = DISK) -> Loaded:
    """What a path names: an appraisal, a criteria file to run alone over the library, or a folder that holds
    `appraisal.yaml`.

    store:  where its files are read from; those of the shipped library are always read from the disk.
    Raises: AppraisalError with every problem of the first stage that has any.
    """
    workspace, own = open_own(path, store)
    if own.root.get("kind") == "criteria":
        return Loaded(*load_standalone(workspace, own, registry), workspace.unreplaced())
    return _load_appraisal(workspace, own, registry)


def open_own(path: Path, store: Store = DISK) -> tuple[Workspace, ParsedFile]:
    """The file that a path names, of an appraisal or a criteria set, and a workspace in which no other is open.

    path:   of the file, or of a folder that holds `appraisal.yaml`.
    Raises: AppraisalError.
    """
    file = path
    if store.what_is(path) == "a folder":
        file = path / "appraisal.yaml"
        if store.what_is(file) is None:
            what = f'there is no appraisal.yaml in "{store.shown(path)}"'
            fix = "name the folder of an appraisal, or begin one with: appraise init DIR"
            nothing = Problem("no-file", what, "there is nothing to read", fix)
            raise AppraisalError([misnamed(file, store) or nothing])
    workspace = Workspace(file.parent, store)
    own = workspace.open(file)
    workspace.stop()
    assert own is not None
    kind = own.root.get("kind")
    if kind == "criteria":
        workspace.base = library.base_of(file, store)
    if kind in ("scores", "weights", "costs", "evidence", "model", "characteristics"):
        why = "it is read together with the appraisal that uses it"
        fix = "name the folder of the appraisal, or its appraisal.yaml"
        what = f"this file holds {kind}, and no appraisal" if kind != "model" else "this file holds a delivery model"
        raise AppraisalError([own.problem(("kind",), "wrong-kind", what, why, fix)])
    return workspace, own


class _Files(NamedTuple):
    """The files of an appraisal; None for each that it does not name or whose text cannot be read.

    members: the score sheets of the panel's members, by their ids.
    behind:  the ids of the models behind each option.
    """

    own: ParsedFile
    criteria: ParsedFile | None
    members: Mapping[str, ParsedFile | None]
    sheet: ParsedFile | None
    costs: ParsedFile | None
    evidence: ParsedFile | None
    follows: Follows | None
    companions: CompanionFiles
    behind: Mapping[str, list[str]]

    def models(self) -> dict[str, list[ParsedFile]]:
        """The models behind each option, without those that are not there."""
        known = self.companions.models
        return {name: [model for each in ids if (model := known.get(each))] for name, ids in self.behind.items()}


class _Tables(NamedTuple):
    """The scores of the sheet, of each member of the panel, and of each perspective that has its own."""

    sheet: Table
    members: Mapping[str, Table]
    perspectives: Mapping[str, Table]


def _load_appraisal(workspace: Workspace, own: ParsedFile, registry: Registry) -> Loaded:
    """An appraisal with the files it refers to."""
    files = _open(workspace, own, registry)
    workspace.stop()
    tables = _check_shapes(workspace, files)
    criteria = read_criteria(workspace, files.criteria, files.companions, registry)
    _check_names(workspace, files, tables, criteria, registry)
    unreplaced = workspace.unreplaced()
    if own.value.status == "agreed":
        workspace.problems += map(_unreplaced, unreplaced)
    workspace.stop()
    appraisal = _joined(files, tables, criteria, workspace.recorded_files())
    check_arithmetic(workspace, appraisal, own, criteria, registry)
    sheets = Sheets(files.sheet, {name: sheet for name, sheet in files.members.items() if sheet})
    where = locator(workspace.base, own, criteria, sheets, files.models(), files.evidence, files.costs)
    return Loaded(appraisal, where, unreplaced)


def _open(workspace: Workspace, own: ParsedFile, registry: Registry) -> _Files:
    """Every file that an appraisal refers to, in the order in which a record names them."""
    criteria = workspace.open_named(own, "criteria", "criteria")
    members = workspace.open_sheets(own, ("panel", "sheets"), "scores")
    sheet = workspace.open_named(own, "scores")
    costs = workspace.open_named(own, "costs")
    evidence = workspace.open_named(own, "evidence")
    follows = None
    if "follows" in own.root:  # what reads records is brought in for appraisals that name one alone
        from appraise.files.loading.previous_stage import load_previous_stage

        follows = load_previous_stage(workspace, own, registry)
    options = own.root.get("options")
    behind = {name: models_of(name, stated) for name, stated in options.items()} if isinstance(options, Map) else {}
    companions = CompanionFiles.open(workspace, criteria, (model for models in behind.values() for model in models))
    return _Files(own, criteria, members, sheet, costs, evidence, follows, companions, behind)


def _check_shapes(workspace: Workspace, files: _Files) -> _Tables:
    """Check the shape of the files. The scores, which are checked cell by cell, are handed back."""
    own, sheet = files.own, files.sheet
    workspace.check_shapes(
        appraisal=[own],
        criteria=[files.criteria],
        scores=[*files.members.values(), sheet],
        costs=[files.costs],
        evidence=[files.evidence],
    )
    files.companions.check_shapes(workspace)

    def table(parsed: ParsedFile, path: KeyPath) -> Table:
        scores, problems = read_scores(parsed, path, parsed.inside(path))
        workspace.problems += problems
        return scores

    scores = table(sheet, ("scores",)) if sheet else {}
    members = {name: table(each, ("scores",)) for name, each in files.members.items() if each}
    workspace.problems[:] = [_of_a_member(files, problem) for problem in workspace.problems]
    perspectives = own.value.perspectives if own.value else {}
    paths = {name: ("perspectives", name, "scores") for name, stated in perspectives.items() if stated.scores}
    return _Tables(scores, members, {name: table(own, path) for name, path in paths.items()})


def _check_names(workspace: Workspace, files: _Files, tables: _Tables, criteria: Criteria, registry: Registry) -> None:
    """Check that what the files name is there, and that options, scores and dissent fit it."""
    own, sheet, problems = files.own, files.sheet, workspace.problems
    names = _names(own, criteria, files.evidence)
    problems += consistency.check_options(own, files.behind, workspace.entries("models"), criteria.characteristics)
    problems += check_appraisal(own, names, criteria.gates)
    problems += check_accepted(own, registry.findings)
    if files.evidence:
        problems += check_claims(files.evidence, names.documents)
    if files.costs:
        problems += check_costs(files.costs, names)
    costs = files.costs.value if files.costs else None
    for gate, stated in criteria.gates.items():
        problems += check_cost_gate(criteria.file, ("gates", gate, "requires"), stated.requires, costs, _NO_COSTS)
    if sheet:
        problems += consistency.check_dissent(sheet, names, criteria)
        problems += consistency.check_cells(sheet, ("scores",), tables.sheet, names, criteria)
    for name, member in files.members.items():
        if member:
            problems += consistency.check_member_sheet(member)
            problems += consistency.check_cells(member, ("scores",), tables.members[name], names, criteria)
    problems += consistency.check_members_once(own, sheet, files.members)
    for name, table in tables.perspectives.items():
        problems += consistency.check_cells(own, ("perspectives", name, "scores"), table, names, criteria)
    problems += consistency.check_complete(own, sheet, tables.sheet, tables.members.values(), criteria)
    problems += consistency.check_new_options(own, files.follows) if files.follows else []
    if workspace.as_people_write:
        problems += check_option_names(own, files.models())
        problems += check_perspective_names(own)
        problems += check_member_names(files.members, criteria.sheets)
        problems += check_document_names(files.evidence) if files.evidence else []
        problems += check_line_names(files.costs) if files.costs else []
    problems[:] = consistency.without_echoes(problems)


def _names(own: ParsedFile, criteria: Criteria, evidence: ParsedFile | None) -> Names:
    """Everything that an appraisal may name."""
    documents = Known({}, add=_NO_EVIDENCE)
    if evidence:
        add = f"add it under documents in {evidence.source.shown}"
        documents = Known(evidence.value.documents, lambda name: evidence.at("documents", name), add)
    return Names(
        criteria=Known(criteria.criteria, lambda name: criteria.file.at(*criteria.paths[name])),
        groups=Known(criteria.groups),
        gates=Known(criteria.file.value.gates, lambda name: criteria.file.at("gates", name)),
        options=Known(own.value.options, lambda name: own.at("options", name)),
        documents=documents,
        paths=criteria.paths,
    )


def _joined(files: _Files, tables: _Tables, criteria: Criteria, recorded: tuple[File, ...]) -> Appraisal:
    """What the checked files of an appraisal say together."""
    file: AppraisalFile = files.own.value
    sheet: SheetFile | None = files.sheet.value if files.sheet else None
    evidence: EvidenceFile | None = files.evidence.value if files.evidence else None
    return joined(
        Appraisal,
        **as_appraised(criteria),
        **{field: getattr(file, field) for field in _AS_WRITTEN},
        files=recorded,
        options=_options(files, tables.sheet),
        follows=files.follows,
        perspectives={
            name: replaced(stated, scores=tables.perspectives.get(name, {}))
            for name, stated in file.perspectives.items()
        },
        panel=_panel(files, tables),
        dissent=sheet.dissent if sheet else (),
        costs=part_of(Costs, files.costs.value) if files.costs else None,
        **dict(part_of(Publications, evidence) if evidence else joined(Publications)),
    )


def _of_a_member(files: _Files, problem: Problem) -> Problem:
    """A problem, with the cure for a member of a panel: who gives no score leaves the cell out."""
    sheets = {sheet.source.shown for sheet in files.members.values() if sheet}
    if problem.code != "not-a-score" or problem.place is None or problem.place.file not in sheets:
        return problem
    return problem._replace(fix=f"{problem.fix}; to abstain, take the line out: unknown says that nobody can know")


def _panel(files: _Files, tables: _Tables) -> Panel | None:
    """Who gave the agreed scores, and the panel with what each of its members gave."""
    meeting = files.own.value.panel
    agreed = part_of(Panel, files.sheet.value) if files.sheet else None
    if meeting is None:
        return agreed
    return replaced(
        agreed or joined(Panel),
        **{field: getattr(meeting, field) for field in Meeting.model_fields},
        sheets={
            name: part_of(ScoreSheet, sheet.value, scores=tables.members[name])
            for name, sheet in files.members.items()
            if sheet
        },
    )


def _options(files: _Files, scores: Table) -> dict[str, Option]:
    """Every option joined with its models, its decided verdicts and its scores."""
    file: AppraisalFile = files.own.value
    options = {}
    for name, stated in file.options.items():
        models = {each: parsed.value for each in files.behind[name] if (parsed := files.companions.models[each])}
        options[name] = replaced(
            join(stated, models, name == file.comparator),
            verdicts={gate: decided[name] for gate, decided in file.verdicts.items() if name in decided},
            scores={criterion: row[name] for criterion, row in scores.items() if name in row},
        )
    return options


def _unreplaced(place: Place) -> Problem:
    """What a template wrote, in an appraisal that says that people agreed on it."""
    date = DATE_TO_REPLACE in place.text
    what = "this is still the date of the template" if date else f'this text still says "{TO_REPLACE}"'
    fix = "write your own, or status: draft"
    return Problem("replace", what, "an agreed appendix would print it", fix, place)
