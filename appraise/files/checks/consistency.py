"""Fits: whether options, scores and dissent fit the library, the criteria and each other."""

from collections.abc import Iterator, Mapping

from appraise.appraisal import Characteristic, Follows
from appraise.files.checks.anchors import ends, outside
from appraise.files.checks.criteria import Criteria
from appraise.files.checks.references import Fit, Known, both_sides, levels, listed, missing_scores, unknown
from appraise.files.formats.file_models import AppraisalFile, SheetFile
from appraise.files.formats.messages import meant, nearest
from appraise.files.formats.parsed_file import ParsedFile, Path
from appraise.files.formats.score_sheet import Table
from appraise.files.loading.workspace import Workspace
from appraise.problem import Problem


def options_fit(
    folder: Workspace, part: ParsedFile, behind: Mapping[str, list[str]], known: Mapping[str, Characteristic]
) -> Iterator[Problem]:
    """Whether the models behind the options are in the library, and what options state is defined."""
    library_ids = folder.ids("models")
    later = Known(dict.fromkeys([*part.value.options, *library_ids]))
    for option, stated in part.value.options.items():
        path: Path = ("options", option)
        for index, model in enumerate(behind[option]):
            if model not in library_ids:
                here = path if stated.models is None else (*path, "models", index)
                why = "nothing is known about it"
                if stated.models is None:
                    why = "an option that names no models has the model of its own id behind it"
                fix = meant(model, library_ids) or f"write one of {listed(library_ids, 50)}, or models: [] for none"
                yield part.problem(here, "unknown-model", f'the library has no model "{model}"', why, fix, key=True)
        if stated.name is None and len(behind[option]) != 1:
            what = f'"{option}" has no name'
            why = "only an option with exactly one model takes that model's name"
            yield part.problem(path, "missing-key", what, why, "add: name: ...", key=True)
        yield from levels(part, (*path, "characteristics"), stated.characteristics, known)
        for model in stated.evolves_to:
            yield from unknown(part, (*path, "evolves-to", model), "model", model, later, key=True)


def cells_fit(part: ParsedFile, path: Path, table: Table, fit: Fit, criteria: Criteria) -> Iterator[Problem]:
    """Whether scores are for criteria and options that there are, and lie on the scale."""
    options = set(fit.options.names)
    for name, row in table.items():
        criterion = criteria.criteria.get(name)
        if criterion is None:
            yield from unknown(part, (*path, name), "criterion", name, fit.criteria, key=True)
            continue
        fine: set[int] = set()
        between = ends(criterion)
        for option, score in row.items():
            if option not in options:
                yield from unknown(part, (*path, name, option), "option", option, fit.options, key=True)
            if id(score) in fine:
                continue
            here = (*path, name, option)
            wrong = list(outside(part, (*here, "score"), [score.score], criterion, between))
            wrong += outside(part, (*here, "range"), score.range or (), criterion, between)
            wrong += both_sides(part, (*here, "evidence"), score.evidence, fit.documents)
            yield from wrong
            if not wrong:
                fine.add(id(score))


def dissent_fits(part: ParsedFile, fit: Fit, criteria: Criteria) -> Iterator[Problem]:
    """Whether dissent is about a cell that there is, with a score on its scale."""
    file: SheetFile = part.value
    for index, dissent in enumerate(file.dissent):
        about = dissent.about
        path: Path = ("dissent", index)
        yield from unknown(part, (*path, "about", "criterion"), "criterion", about.criterion, fit.criteria)
        yield from unknown(part, (*path, "about", "option"), "option", about.option, fit.options)
        if about.criterion in criteria.criteria:
            yield from outside(part, (*path, "score"), [dissent.score], criteria.criteria[about.criterion])


def complete(
    part: ParsedFile, sheet: ParsedFile | None, scores: Table, criteria: Criteria, file: AppraisalFile
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
        missing = [option for option in missing if option not in taken] if taken else missing
        if missing and name not in misspelt:
            where = ("scores", name) if name in scores else ("scores",)
            yield missing_scores(sheet, where, name, missing)


def new_options(part: ParsedFile, before: Follows) -> Iterator[Problem]:
    """Whether every option that the stage before did not shortlist, or left open, says why it is considered now. The
    comparator, which is always kept, needs no reason."""
    file: AppraisalFile = part.value
    shortlisted = {option: then for option, then in before.options.items() if then.outcome == "shortlisted"}
    for option, words in file.options.items():
        if option == file.comparator or option in shortlisted or words.reason is not None:
            continue
        then = before.options[option].outcome if option in before.options else None
        was = {None: "is new since", "undetermined": "was left open at"}.get(then, "was not shortlisted at")
        why = "readers would ask why it is considered now"
        fix = f"add: reason: ...; shortlisted then: {listed(shortlisted, 50) or 'none'}"
        what = f'"{option}" {was} the stage before and has no reason'
        yield part.problem(("options", option), "new-option", what, why, fix, key=True)


def without_echoes(problems: list[Problem]) -> list[Problem]:
    """While an option's own name is in doubt, what else is said about names of options would only mislead."""
    doubt = any(problem.code == "unknown-model" for problem in problems)
    echoes = ("unknown-option", "missing-score", "missing-verdict") if doubt else ()
    return [problem for problem in problems if problem.code not in echoes]
