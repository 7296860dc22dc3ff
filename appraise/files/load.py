"""Load: from a path to an Appraisal, in four stages: text, shape, names, arithmetic.

All problems of a stage are told at once, in file order; the next begins when there are none. What the engine's
operators and methods take is handed in, so that this room needs nothing from the engine.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from appraise.appraisal import (
    NOTHING,
    Appraisal,
    Characteristic,
    CriteriaSet,
    Group,
    Option,
    Panel,
)
from appraise.files import library
from appraise.files.anchors import outside
from appraise.files.cells import Table, cells
from appraise.files.criteria import Criteria, flatten
from appraise.files.folder import Folder
from appraise.files.names import (
    Fit,
    Known,
    both_sides,
    in_appraisal,
    in_evidence,
    levels,
    missing_scores,
    unknown,
)
from appraise.files.options import join, models_of
from appraise.files.part import Part
from appraise.files.part import Path as Keys
from appraise.files.shapes import AppraisalFile, CriteriaFile, EvidenceFile, OptionFile, SheetFile
from appraise.files.source import what_is
from appraise.files.tree import Map
from appraise.files.wording import meant, nearest
from appraise.problem import Problem


class Tables(NamedTuple):
    """What the engine takes: the kind of operand of each gate operator and each weighting method, and what finds
    weights that cannot be worked out."""

    operators: Mapping[str, str]
    methods: Mapping[str, str]
    arithmetic: Callable[[Appraisal], list[Problem]]


_AS_WRITTEN = set(Appraisal._fields) - {"criteria", "options", "perspectives"}
"""What an appraisal's own file says as the appraisal holds it."""


def load(path: Path, tables: Tables) -> Appraisal:
    """The appraisal that a path names: an appraisal, a criteria file to run alone over the library, or a folder that
    holds `appraisal.yaml`.

    Raises: AppraisalError with every problem of the first stage that has any.
    """
    file = path / "appraisal.yaml" if what_is(path) == "a folder" else path
    folder = Folder(file.parent)
    part = folder.open(file)
    folder.stop()
    assert part is not None
    if part.root.get("kind") == "criteria":
        folder.base = library.base_of(file)
        return _alone(folder, part, tables)
    kind = part.root.get("kind")
    if kind in ("scores", "evidence", "model", "characteristics"):
        why = "it is read together with the appraisal that uses it"
        fix = "name the folder of the appraisal, or its appraisal.yaml"
        what = f"this file holds {kind}, and no appraisal" if kind != "model" else "this file holds a delivery model"
        folder.problems.append(part.problem(("kind",), "wrong-kind", what, why, fix))
        folder.stop()
    return _appraisal(folder, part, tables)


def _appraisal(folder: Folder, part: Part, tables: Tables) -> Appraisal:
    """An appraisal with the files it refers to."""
    criteria_part = folder.refer(part, "criteria", "criteria")
    sheet_part = folder.refer(part, "scores")
    evidence_part = folder.refer(part, "evidence")
    characteristics_part = folder.model("characteristics")
    raw = part.root.get("options")
    behind = {option: models_of(option, stated) for option, stated in raw.items()} if isinstance(raw, Map) else {}
    models = {name: folder.model(name) for each in behind.values() for name in each if name != "characteristics"}
    folder.stop()

    kinds = ("appraisal", "criteria", "scores", "evidence", "characteristics")
    for each, kind in zip((part, criteria_part, sheet_part, evidence_part, characteristics_part), kinds, strict=True):
        folder.check(each, kind)
    for model in models.values():
        folder.check(model, "model")
    scores = folder.keep(cells(sheet_part, ("scores",), sheet_part.root.get("scores"))) if sheet_part else {}
    file: AppraisalFile = part.value
    views = {
        view: folder.keep(cells(part, ("perspectives", view, "scores"), part.root["perspectives"][view]["scores"]))
        for view, words in (file.perspectives if file else NOTHING).items()
        if words.scores
    }
    folder.stop()

    assert criteria_part is not None
    assert characteristics_part is not None
    known: Mapping[str, Characteristic] = characteristics_part.value.characteristics
    criteria = flatten(criteria_part, known, tables.operators, tables.methods)
    documents = evidence_part.value.documents if evidence_part else NOTHING
    fit = Fit(
        criteria=Known(criteria.criteria, lambda name: criteria_part.at(*criteria.paths[name])),
        groups=Known(criteria.groups),
        gates=Known(criteria_part.value.gates, lambda name: criteria_part.at("gates", name)),
        options=Known(file.options, lambda name: part.at("options", name)),
        documents=Known(documents, lambda name: evidence_part.at("documents", name) if evidence_part else ""),
        paths=criteria.paths,
    )
    folder.problems += criteria.problems
    folder.problems += _options_fit(folder, part, behind, known)
    for model in models.values():
        if model is not None:
            folder.problems += levels(model, ("characteristics",), model.value.characteristics, known)
    folder.problems += in_appraisal(part, fit, criteria.gates)
    if evidence_part:
        folder.problems += in_evidence(evidence_part, fit.documents)
    if sheet_part:
        folder.problems += _dissent_fits(sheet_part, fit, criteria)
        folder.problems += _cells_fit(sheet_part, ("scores",), scores, fit, criteria)
    for view, table in views.items():
        folder.problems += _cells_fit(part, ("perspectives", view, "scores"), table, fit, criteria)
    folder.problems += _complete(part, sheet_part, scores, criteria, file)
    folder.problems = _without_echoes(folder.problems)
    folder.stop()

    sheet: SheetFile | None = sheet_part.value if sheet_part else None
    evidence: EvidenceFile = evidence_part.value if evidence_part else EvidenceFile()
    appraisal = Appraisal(
        **_from_criteria(criteria_part.value, criteria),
        **{field: getattr(file, field) for field in AppraisalFile._fields if field in _AS_WRITTEN},
        files=folder.files(),
        options=_options(file, behind, models, scores),
        perspectives={
            view: words._replace(scores=views.get(view, NOTHING)) for view, words in file.perspectives.items()
        },
        panel=Panel(sheet.by, sheet.members, sheet.date) if sheet else None,
        dissent=sheet.dissent if sheet else (),
        documents=evidence.documents,
        claims=evidence.claims,
        characteristics=known,
    )
    folder.problems += _placed(tables.arithmetic(appraisal), part, criteria_part, criteria)
    folder.stop()
    return appraisal


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """While an option's own name is in doubt, what else is said about names of options would only mislead."""
    doubt = any(problem.code == "unknown-model" for problem in problems)
    echoes = ("unknown-option", "missing-score", "missing-verdict") if doubt else ()
    return [problem for problem in problems if problem.code not in echoes]


def _alone(folder: Folder, part: Part, tables: Tables) -> Appraisal:
    """A criteria set over the library: a first desk sift. Only criteria that a rule can score count."""
    characteristics_part = folder.model("characteristics")
    names = [name for name in library.ids("models", folder.base) if name != "characteristics"]
    models = {name: folder.model(name) for name in names}
    folder.stop()
    folder.check(part, "criteria")
    folder.check(characteristics_part, "characteristics")
    for model in models.values():
        folder.check(model, "model")
    folder.stop()

    assert characteristics_part is not None
    known: Mapping[str, Characteristic] = characteristics_part.value.characteristics
    criteria = flatten(part, known, tables.operators, tables.methods)
    folder.problems += criteria.problems
    for model in models.values():
        if model is not None:
            folder.problems += levels(model, ("characteristics",), model.value.characteristics, known)
    counted = {name: words for name, words in criteria.criteria.items() if words.rate_from}
    if not counted and not folder.problems:
        what = "no criterion here has a rate-from"
        why = "run alone, a set scores the library by its rules, and it has none"
        fix = "add a rate-from to a criterion, or score an appraisal that uses this set"
        folder.problems.append(part.problem(("criteria",), "no-rule", what, why, fix, key=True))
    folder.stop()

    nobody = OptionFile()
    fields = _from_criteria(part.value, criteria) | {"criteria": counted}
    appraisal = Appraisal(
        **fields,
        title=part.value.title,
        files=folder.files(),
        uncounted={
            name: Group(words.name, words.group, words.question, words.weight)
            for name, words in criteria.criteria.items()
            if name not in counted
        },
        options={name: join(nobody, {name: model.value}, False) for name, model in models.items() if model is not None},
        characteristics=known,
    )
    folder.problems += _placed(tables.arithmetic(appraisal), part, part, criteria)
    folder.stop()
    return appraisal


def _from_criteria(file: CriteriaFile, criteria: Criteria) -> dict[str, Any]:
    return {
        "criteria_set": CriteriaSet(file.title, file.source),
        "weighting": file.weighting,
        "groups": criteria.groups,
        "criteria": criteria.criteria,
        "gates": criteria.gates,
        "shortlist_rule": file.shortlist,
    }


def _options(
    file: AppraisalFile, behind: Mapping[str, list[str]], models: Mapping[str, Part | None], scores: Table
) -> dict[str, Option]:
    """Every option joined with its models, its decided verdicts and its scores."""
    options = {}
    for name, stated in file.options.items():
        found = {model: part.value for model in behind[name] if (part := models[model])}
        options[name] = join(stated, found, name == file.comparator)._replace(
            verdicts={gate: decided[name] for gate, decided in file.verdicts.items() if name in decided},
            scores={criterion: row[name] for criterion, row in scores.items() if name in row},
        )
    return options


def _options_fit(
    folder: Folder, part: Part, behind: Mapping[str, list[str]], known: Mapping[str, Characteristic]
) -> Iterator[Problem]:
    """Whether the models behind the options are in the library, and what options state is defined."""
    library_ids = [name for name in library.ids("models", folder.base) if name != "characteristics"]
    for option, stated in part.value.options.items():
        path: Keys = ("options", option)
        for index, model in enumerate(behind[option]):
            if model not in library_ids:
                here = path if stated.models is None else (*path, "models", index)
                why = "nothing is known about it"
                if stated.models is None:
                    why = "an option that names no models has the model of its own id behind it"
                fix = meant(model, library_ids) or f"write one of {', '.join(library_ids)}, or models: [] for none"
                yield part.problem(here, "unknown-model", f'the library has no model "{model}"', why, fix, key=True)
        if stated.name is None and len(behind[option]) != 1:
            what = f'"{option}" has no name'
            why = "only an option with exactly one model takes that model's name"
            yield part.problem(path, "missing-key", what, why, "add: name: ...", key=True)
        yield from levels(part, (*path, "characteristics"), stated.characteristics, known)
        later = Known([*part.value.options, *library_ids])
        for model in stated.evolves_to:
            yield from unknown(part, (*path, "evolves-to", model), "model", model, later, key=True)


def _cells_fit(part: Part, path: Keys, table: Table, fit: Fit, criteria: Criteria) -> Iterator[Problem]:
    """Whether scores are for criteria and options that there are, and lie on the scale."""
    options = set(fit.options.names)
    for name, row in table.items():
        criterion = criteria.criteria.get(name)
        if criterion is None:
            yield from unknown(part, (*path, name), "criterion", name, fit.criteria, key=True)
            continue
        fine: set[int] = set()
        for option, score in row.items():
            if option not in options:
                yield from unknown(part, (*path, name, option), "option", option, fit.options, key=True)
            if id(score) in fine:
                continue
            here = (*path, name, option)
            wrong = list(outside(part, (*here, "score"), [score.score], criterion))
            wrong += outside(part, (*here, "range"), score.range or (), criterion)
            wrong += both_sides(part, (*here, "evidence"), score.evidence, fit.documents)
            yield from wrong
            if not wrong:
                fine.add(id(score))


def _dissent_fits(part: Part, fit: Fit, criteria: Criteria) -> Iterator[Problem]:
    """Whether dissent is about a cell that there is, with a score on its scale."""
    file: SheetFile = part.value
    for index, (_, about, score, _) in enumerate(file.dissent):
        path: Keys = ("dissent", index)
        yield from unknown(part, (*path, "about", "criterion"), "criterion", about.criterion, fit.criteria)
        yield from unknown(part, (*path, "about", "option"), "option", about.option, fit.options)
        if about.criterion in criteria.criteria:
            yield from outside(part, (*path, "score"), [score], criteria.criteria[about.criterion])


def _complete(
    part: Part, sheet: Part | None, scores: Table, criteria: Criteria, file: AppraisalFile
) -> Iterator[Problem]:
    """Whether every option has a score on every criterion that no rule can score. What a misspelt name stands for
    is not missing too."""
    misspelt = [nearest(name, criteria.criteria) for name in scores if name not in criteria.criteria]
    needed = [name for name, criterion in criteria.criteria.items() if criterion.rate_from is None]
    if sheet is None:
        if needed:
            why = f'no rule can score "{needed[0]}"'
            yield part.problem((), "missing-key", '"scores" is missing', why, "add: scores: scores.yaml", key=True)
        return
    for name in needed:
        row = scores.get(name, {})
        missing = [option for option in file.options if option not in row]
        taken = [nearest(other, missing) for other in row if other not in file.options] if missing and row else []
        missing = [option for option in missing if option not in taken]
        if missing and name not in misspelt:
            where = ("scores", name) if name in scores else ("scores",)
            yield missing_scores(sheet, where, name, missing)


def _placed(problems: list[Problem], part: Part, criteria_part: Part, criteria: Criteria) -> Iterator[Problem]:
    """Problems of arithmetic with the places of what they are about."""
    for problem in problems:
        what, name = problem.about or ("", "")
        if what == "perspective-weights":
            place = part.place(("perspectives", name, "weights"), key=True)
        elif what == "weight":
            place = criteria_part.place((*criteria.paths[name], "weight"), key=True)
        else:
            place = criteria_part.place(("criteria",), key=True)
        yield problem._replace(place=place)
