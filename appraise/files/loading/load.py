"""Load: from a path to an Appraisal, in four stages: text, shape, names, arithmetic.

All problems of a stage are told at once, in file order; the next begins when there are none. What the engine's
operators and methods take is handed in, so that this room needs nothing from the engine.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from appraise.appraisal import Appraisal, Follows, Heading, Option, Panel, Statement
from appraise.field_models import joined, replaced
from appraise.files.checks.consistency import (
    cells_fit,
    complete,
    dissent_fits,
    new_options,
    options_fit,
    without_echoes,
)
from appraise.files.checks.criteria import as_appraised, flatten
from appraise.files.checks.references import Fit, Known, accepted_fit, in_appraisal, in_evidence, levels
from appraise.files.formats.file_models import AppraisalFile, EvidenceFile, SheetFile
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.formats.score_sheet import Table, cells
from appraise.files.library import library
from appraise.files.loading.criteria_set import placed
from appraise.files.loading.locations import places
from appraise.files.loading.options import join, models_of
from appraise.files.loading.standalone_set import alone
from appraise.files.loading.workspace import DATE_TO_REPLACE, TO_REPLACE, Workspace, merged
from appraise.files.text.locations import Find
from appraise.files.text.source import DISK, Store
from appraise.files.text.yaml_tree import Map
from appraise.problem import AppraisalError, Place, Problem

_AS_WRITTEN = {*Heading.model_fields, *Statement.model_fields, "scope", "left_out"} - {"perspectives"}
"""What an appraisal's own file says as the appraisal holds it."""

_NO_EVIDENCE = "add the document to evidence.yaml, and name evidence.yaml under evidence in appraisal.yaml"


class Loaded(NamedTuple):
    """An appraisal, where people wrote each thing in it, and where its files still hold texts of a template."""

    appraisal: Appraisal
    find: Find
    unreplaced: list[Place]


def load(path: Path, registry: Registry, store: Store = DISK) -> Loaded:
    """What a path names: an appraisal, a criteria file to run alone over the library, or a folder that holds
    `appraisal.yaml`.

    store:  where its files are read from; those of the shipped library are always read from the disk.
    Raises: AppraisalError with every problem of the first stage that has any.
    """
    file = path
    if store.what_is(path) == "a folder":
        file = path / "appraisal.yaml"
        if store.what_is(file) is None:
            what = f'there is no appraisal.yaml in "{store.shown(path)}"'
            fix = "name the folder of an appraisal, or begin one with: appraise init DIR"
            raise AppraisalError([Problem("no-file", what, "there is nothing to read", fix)])
    folder = Workspace(file.parent, store)
    part = folder.open(file, within=file.parent)
    folder.stop()
    assert part is not None
    if part.root.get("kind") == "criteria":
        folder.base = library.base_of(file, store)
        return Loaded(*alone(folder, part, registry), folder.unreplaced())
    kind = part.root.get("kind")
    if kind in ("scores", "evidence", "model", "characteristics"):
        why = "it is read together with the appraisal that uses it"
        fix = "name the folder of the appraisal, or its appraisal.yaml"
        what = f"this file holds {kind}, and no appraisal" if kind != "model" else "this file holds a delivery model"
        folder.problems.append(part.problem(("kind",), "wrong-kind", what, why, fix))
        folder.stop()
    return _appraisal(folder, part, registry)


def _appraisal(folder: Workspace, part: ParsedFile, registry: Registry) -> Loaded:
    """An appraisal with the files it refers to."""
    criteria_part = folder.refer(part, "criteria", "criteria")
    sheet_part = folder.refer(part, "scores")
    evidence_part = folder.refer(part, "evidence")
    before = _before(folder, part, registry) if "follows" in part.root else None
    defined = folder.characteristics()
    raw = part.root.get("options")
    behind = {option: models_of(option, stated) for option, stated in raw.items()} if isinstance(raw, Map) else {}
    models = {name: folder.model(name) for each in behind.values() for name in each}
    folder.stop()

    kinds = ("appraisal", "criteria", "scores", "evidence")
    for each, kind in zip((part, criteria_part, sheet_part, evidence_part), kinds, strict=True):
        folder.check(each, kind)
    for each in defined:
        folder.check(each, "characteristics")
    for model in models.values():
        folder.check(model, "model")
    scores = folder.keep(cells(sheet_part, ("scores",), sheet_part.root.get("scores"))) if sheet_part else {}
    file: AppraisalFile = part.value
    views = {
        view: folder.keep(cells(part, ("perspectives", view, "scores"), part.root["perspectives"][view]["scores"]))
        for view, words in (file.perspectives if file else {}).items()
        if words.scores
    }
    folder.stop()

    assert criteria_part is not None
    known = merged(defined)
    criteria = flatten(criteria_part, known, registry.operators, registry.methods)
    documents = evidence_part.value.documents if evidence_part else {}
    fit = Fit(
        criteria=Known(criteria.criteria, lambda name: criteria_part.at(*criteria.paths[name])),
        groups=Known(criteria.groups),
        gates=Known(criteria_part.value.gates, lambda name: criteria_part.at("gates", name)),
        options=Known(file.options, lambda name: part.at("options", name)),
        documents=Known(
            documents,
            lambda name: evidence_part.at("documents", name) if evidence_part else "",
            f"add it under documents in {evidence_part.source.shown}" if evidence_part else _NO_EVIDENCE,
        ),
        paths=criteria.paths,
    )
    folder.problems += criteria.problems
    folder.problems += options_fit(folder, part, behind, known)
    for model in models.values():
        if model is not None:
            folder.problems += levels(model, ("characteristics",), model.value.characteristics, known)
    folder.problems += in_appraisal(part, fit, criteria.gates)
    folder.problems += accepted_fit(part, registry.findings)
    if evidence_part:
        folder.problems += in_evidence(evidence_part, fit.documents)
    if sheet_part:
        folder.problems += dissent_fits(sheet_part, fit, criteria)
        folder.problems += cells_fit(sheet_part, ("scores",), scores, fit, criteria)
    for view, table in views.items():
        folder.problems += cells_fit(part, ("perspectives", view, "scores"), table, fit, criteria)
    folder.problems += complete(part, sheet_part, scores, criteria, file)
    folder.problems += new_options(part, before) if before else []
    folder.problems[:] = without_echoes(folder.problems)
    unreplaced = folder.unreplaced()
    if file.status == "agreed":
        folder.problems += map(_unreplaced, unreplaced)
    folder.stop()

    sheet: SheetFile | None = sheet_part.value if sheet_part else None
    evidence: EvidenceFile | None = evidence_part.value if evidence_part else None
    appraisal = joined(
        Appraisal,
        **as_appraised(criteria_part.value, criteria),
        **{field: getattr(file, field) for field in _AS_WRITTEN},
        files=folder.files(),
        options=_options(file, behind, models, scores),
        follows=before,
        perspectives={view: replaced(words, scores=views.get(view, {})) for view, words in file.perspectives.items()},
        panel=joined(Panel, by=sheet.by, members=sheet.members, date=sheet.date) if sheet else None,
        dissent=sheet.dissent if sheet else (),
        documents=documents,
        claims=evidence.claims if evidence else {},
        characteristics=known,
    )
    folder.problems += placed(registry.arithmetic(appraisal), part, criteria_part, criteria)
    folder.stop()
    behind_each = {name: [found for each in named if (found := models.get(each))] for name, named in behind.items()}
    return Loaded(
        appraisal, places(folder, part, criteria_part, criteria, sheet_part, behind_each, evidence_part), unreplaced
    )


def _before(folder: Workspace, part: ParsedFile, registry: Registry) -> Follows | None:
    """The stage before. What reads records is brought in for appraisals that name one alone."""
    from appraise.files.loading.previous_stage import before

    return before(folder, part, registry)


def _options(
    file: AppraisalFile, behind: Mapping[str, list[str]], models: Mapping[str, ParsedFile | None], scores: Table
) -> dict[str, Option]:
    """Every option joined with its models, its decided verdicts and its scores."""
    options = {}
    for name, stated in file.options.items():
        found = {model: part.value for model in behind[name] if (part := models[model])}
        options[name] = replaced(
            join(stated, found, name == file.comparator),
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
