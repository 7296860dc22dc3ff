"""Criteria set: the stages in which one is read, whether alone, in an appraisal, to be looked up or to begin from."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from appraise.appraisal import Appraisal, Characteristic
from appraise.field_models import joined
from appraise.files.checks.criteria import Criteria, as_appraised, flatten
from appraise.files.checks.references import check_levels
from appraise.files.checks.same_names import check_criteria_names
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.loading.workspace import Workspace


class CompanionFiles(NamedTuple):
    """The files that a criteria set is read with; None for each whose text cannot be read.

    weights:     what members of a panel said of its weights, by their ids.
    definitions: those of the library that define characteristics, the shipped one first.
    models:      delivery models of the library, by id.
    """

    weights: Mapping[str, ParsedFile | None]
    definitions: list[ParsedFile | None]
    models: Mapping[str, ParsedFile | None]

    @classmethod
    def open(cls, workspace: Workspace, criteria: ParsedFile | None, models: Iterable[str]) -> "CompanionFiles":
        """What the set names, what defines characteristics, and the models of these ids."""
        weights = workspace.open_sheets(criteria, ("weighting", "sheets"), "weights")
        definitions = workspace.characteristics()
        return cls(weights, definitions, {name: workspace.model(name) for name in models})

    def check_shapes(self, workspace: Workspace) -> None:
        """Check the shape of every file."""
        workspace.check_shapes(
            weights=self.weights.values(), characteristics=self.definitions, model=self.models.values()
        )


def merged(definitions: Iterable[ParsedFile | None]) -> Mapping[str, Characteristic]:
    """The characteristics that checked files define: a later one replaces an earlier one of the same id."""
    return {name: each for parsed in definitions if parsed for name, each in parsed.value.characteristics.items()}


def read_criteria(
    workspace: Workspace, file: ParsedFile | None, companions: CompanionFiles, registry: Registry
) -> Criteria:
    """The criteria of a set. Problems of shape end this stage, with those that are in the workspace by then; those of
    names are left there.

    file: None where an appraisal names none, which its shape tells.

    Raises: AppraisalError.
    """
    workspace.check_shapes(criteria=[file])
    companions.check_shapes(workspace)
    workspace.stop()
    assert file is not None
    criteria = flatten(file, companions.weights, merged(companions.definitions), registry)
    workspace.problems += criteria.problems
    if workspace.as_people_write:
        workspace.problems += check_criteria_names(criteria, filter(None, companions.definitions))
    check_models(workspace, companions.models.values(), criteria.characteristics)
    return criteria


def check_models(
    workspace: Workspace, models: Iterable[ParsedFile | None], known: Mapping[str, Characteristic]
) -> None:
    """Check that the characteristics and levels of models are defined. Models of the wrong shape are passed over."""
    for model in models:
        if model is not None and model.value is not None:
            workspace.problems += check_levels(model, ("characteristics",), model.value.characteristics, known)


def without_options(criteria: Criteria) -> Appraisal:
    """A criteria set as an appraisal of no options."""
    return joined(Appraisal, **as_appraised(criteria), files=(), title=criteria.file.value.title, options={})


def check_arithmetic(
    workspace: Workspace, appraisal: Appraisal, own: ParsedFile, criteria: Criteria, registry: Registry
) -> None:
    """Check that the weights of an appraisal can be worked out.

    own:    the file of the appraisal; of a set without one, the criteria file.
    Raises: AppraisalError.
    """
    for problem in registry.arithmetic(appraisal):
        what, name = problem.about or ("", "")
        if what == "perspective-weights":
            place = own.place(("perspectives", name, "weights"), key=True)
        elif what == "member-weights":
            place = criteria.sheets[name].place(("swings",), key=True)
        else:
            path = (*criteria.paths[name], "weight") if what == "weight" else ("criteria",)
            place = criteria.file.place(path, key=True)
        workspace.problems.append(problem._replace(place=place))
    workspace.stop()
