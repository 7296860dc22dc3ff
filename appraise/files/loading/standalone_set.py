"""Standalone set: a criteria set over the whole library, without an appraisal around it. A first desk sift."""

from appraise.appraisal import Appraisal, Group
from appraise.field_models import joined, part_of
from appraise.files.checks.criteria import as_appraised
from appraise.files.checks.same_names import check_model_names
from appraise.files.formats.file_models import OptionFile
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.loading.criteria_set import CompanionFiles, check_arithmetic, read_criteria
from appraise.files.loading.locator import Sheets, locator
from appraise.files.loading.options import join
from appraise.files.loading.workspace import Workspace
from appraise.files.text.locations import Locator


def load_standalone(workspace: Workspace, parsed: ParsedFile, registry: Registry) -> tuple[Appraisal, Locator]:
    """The appraisal of every model of the library on the criteria that a rule can score, and where things are written.

    Raises: AppraisalError with every problem of the first stage that has any.
    """
    companions = CompanionFiles.open(workspace, parsed, workspace.entries("models"))
    workspace.stop()
    criteria = read_criteria(workspace, parsed, companions, registry)
    if workspace.as_people_write:
        workspace.problems += check_model_names(filter(None, companions.models.values()))
    counted = {name: criterion for name, criterion in criteria.criteria.items() if criterion.rate_from}
    if not counted and not workspace.problems:
        what = "no criterion here has a rate-from"
        why = "run alone, a set scores the library by its rules, and it has none"
        fix = "add a rate-from to a criterion, or score an appraisal that uses this set"
        workspace.problems.append(parsed.problem(("criteria",), "no-rule", what, why, fix, key=True))
    workspace.stop()

    models = {name: model for name, model in companions.models.items() if model is not None}
    appraisal = joined(
        Appraisal,
        **as_appraised(criteria) | {"criteria": counted},
        title=parsed.value.title,
        files=workspace.recorded_files(),
        uncounted={
            name: part_of(Group, criterion) for name, criterion in criteria.criteria.items() if name not in counted
        },
        options={name: join(OptionFile(), {name: model.value}, False) for name, model in models.items()},
    )
    check_arithmetic(workspace, appraisal, parsed, criteria, registry)
    behind = {name: [model] for name, model in models.items()}
    return appraisal, locator(workspace.base, parsed, criteria, Sheets(None, {}), behind)
