"""Alone: a criteria set over the whole library, without an appraisal around it. A first desk sift."""

from appraise.appraisal import Appraisal, Group
from appraise.field_models import joined
from appraise.files.checks.criteria import as_appraised, flatten
from appraise.files.checks.references import levels
from appraise.files.formats.file_models import OptionFile
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.loading.criteria_set import placed
from appraise.files.loading.locations import places
from appraise.files.loading.options import join
from appraise.files.loading.workspace import Workspace, merged
from appraise.files.text.locations import Find


def alone(folder: Workspace, part: ParsedFile, registry: Registry) -> tuple[Appraisal, Find]:
    """Every model of the library is an option; only criteria that a rule can score count. With the places."""
    defined = folder.characteristics()
    models = {name: folder.model(name) for name in folder.ids("models")}
    folder.stop()
    folder.check(part, "criteria")
    for each in defined:
        folder.check(each, "characteristics")
    for model in models.values():
        folder.check(model, "model")
    folder.stop()

    known = merged(defined)
    criteria = flatten(part, known, registry.operators, registry.methods)
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
    fields = as_appraised(part.value, criteria) | {"criteria": counted}
    appraisal = joined(
        Appraisal,
        **fields,
        title=part.value.title,
        files=folder.files(),
        uncounted={
            name: joined(Group, name=words.name, group=words.group, question=words.question, weight=words.weight)
            for name, words in criteria.criteria.items()
            if name not in counted
        },
        options={name: join(nobody, {name: model.value}, False) for name, model in models.items() if model is not None},
        characteristics=known,
    )
    folder.problems += placed(registry.arithmetic(appraisal), part, part, criteria)
    folder.stop()
    behind = {name: [model] for name, model in models.items() if model is not None}
    return appraisal, places(folder, part, part, criteria, None, behind)
