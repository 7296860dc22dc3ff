"""Consistency: whether options, scores and dissent fit the library, the criteria and each other."""

from collections.abc import Collection, Mapping

from appraise.appraisal import Characteristic, Follows
from appraise.files.checks.anchors import check_on_scale, check_score, scale_of
from appraise.files.checks.criteria import Criteria
from appraise.files.checks.references import (
    Checked,
    Known,
    Names,
    check_evidence,
    check_levels,
    check_name,
    listed,
    missing_scores,
)
from appraise.files.formats.file_models import AppraisalFile, SheetFile
from appraise.files.formats.messages import meant, nearest
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.score_sheet import Table
from appraise.files.text.yaml_tree import KeyPath
from appraise.problem import Problem


def check_options(
    parsed: ParsedFile, behind: Mapping[str, list[str]], library: Collection[str], known: Mapping[str, Characteristic]
) -> Checked:
    """Whether the models behind the options are in the library, and what options state is defined.

    behind: the models of each option. library: the ids of all models.
    """
    later = Known(dict.fromkeys([*parsed.value.options, *library]))
    for option, stated in parsed.value.options.items():
        path: KeyPath = ("options", option)
        for index, model in enumerate(behind[option]):
            if model not in library:
                here = path if stated.models is None else (*path, "models", index)
                why = "nothing is known about it"
                if stated.models is None:
                    why = "an option that names no models has the model of its own id behind it"
                fix = meant(model, library) or f"write one of {listed(library, 50)}, or models: [] for none"
                yield parsed.problem(here, "unknown-model", f'the library has no model "{model}"', why, fix, key=True)
        if stated.name is None and len(behind[option]) != 1:
            what = f'"{option}" has no name'
            why = "only an option with exactly one model takes that model's name"
            yield parsed.problem(path, "missing-key", what, why, "add: name: ...", key=True)
        yield from check_levels(parsed, (*path, "characteristics"), stated.characteristics, known)
        for model in stated.evolves_to:
            yield from check_name(parsed, (*path, "evolves-to", model), "model", model, later, key=True)


def check_cells(parsed: ParsedFile, path: KeyPath, table: Table, names: Names, criteria: Criteria) -> Checked:
    """Whether scores are for criteria and options that there are, and lie on the scale."""
    options = set(names.options.names)
    for name, row in table.items():
        criterion = criteria.criteria.get(name)
        if criterion is None:
            yield from check_name(parsed, (*path, name), "criterion", name, names.criteria, key=True)
            continue
        fine: set[int] = set()
        scale = scale_of(criterion)
        for option, score in row.items():
            if option not in options:
                yield from check_name(parsed, (*path, name, option), "option", option, names.options, key=True)
            if id(score) in fine:
                continue
            here = (*path, name, option)
            wrong = list(check_score(parsed, here, score, scale))
            wrong += check_evidence(parsed, (*here, "evidence"), score.evidence, names.documents)
            yield from wrong
            if not wrong:
                fine.add(id(score))


def check_dissent(parsed: ParsedFile, names: Names, criteria: Criteria) -> Checked:
    """Whether dissent is about a cell that there is, with a score on its scale, or about the weight of a criterion."""
    file: SheetFile = parsed.value
    for index, dissent in enumerate(file.dissent):
        about = dissent.about
        path: KeyPath = ("dissent", index)
        yield from check_name(parsed, (*path, "about", "criterion"), "criterion", about.criterion, names.criteria)
        wanted, other = ("score", "weight") if about.option else ("weight", "score")
        about_it = "an option is named" if about.option else "no option is named"
        if getattr(dissent, other) is not None:
            what, why = f"a {other} stands here, and {about_it}", f"this dissent is about a {wanted}"
            if about.option:
                fix = "take the weight out" if dissent.score is not None else "write score for weight"
                fix += "; or take the option out, if it is about the weight of the criterion"
            else:
                fix = "add the option to about; or write weight for score, if it is about the weight of the criterion"
            yield parsed.problem((*path, other), "dissent", what, why, fix, key=True)
        elif getattr(dissent, wanted) is None:
            what, why = f"this dissent gives no {wanted}", "nobody could say what is wanted instead"
            fix = f"add: {wanted}: ..., {'on the scale of the criterion' if about.option else 'in points of 100'}"
            yield parsed.problem(path, "dissent", what, why, fix)
        if about.option:
            yield from check_name(parsed, (*path, "about", "option"), "option", about.option, names.options)
        if about.criterion in criteria.criteria and dissent.score is not None:
            scale = scale_of(criteria.criteria[about.criterion])
            yield from check_on_scale(parsed, (*path, "score"), [dissent.score], scale)


def check_member_sheet(parsed: ParsedFile) -> Checked:
    """Whether the sheet of one member of a panel holds nothing that is the whole panel's."""
    for key in ("members", "dissent"):
        if getattr(parsed.value, key):
            what, why = f'"{key}" stands in the sheet of one member', "it would be dropped without anyone seeing it"
            fix = "name every member under sheets of the panel, each with a sheet"
            if key == "dissent":
                fix = "take it out; dissent from what the panel agreed stands in the agreed sheet"
            yield parsed.problem((key,), "member-sheet", what, why, fix, key=True)


def check_members_once(
    parsed: ParsedFile, sheet: ParsedFile | None, members: Mapping[str, ParsedFile | None]
) -> Checked:
    """Whether members are named in one place, by their sheets or in the agreed one, and none of theirs is that one."""
    file: AppraisalFile = parsed.value
    for member, own in members.items():
        if own is not None and own is sheet:
            what, why = f'this is the sheet of "{member}"', "all of it would count as agreed by the panel"
            fix = "take it out, or name a sheet with what the panel agreed and nobody scored"
            yield parsed.problem(("scores",), "member-sheet", what, why, fix)
    if file.panel is not None and sheet is not None and sheet.value.members:
        what = f'"members" stands here, and the appraisal has a panel ({parsed.at("panel")})'
        why, fix = "the two could name different people", "take it out; each member's own sheet says who it is"
        yield sheet.problem(("members",), "member-sheet", what, why, fix, key=True)


def check_complete(
    parsed: ParsedFile, sheet: ParsedFile | None, scores: Table, members: Collection[Table], criteria: Criteria
) -> Checked:
    """Whether every option has a score on every criterion that no rule can score, and that no member of a panel scored:
    what a member leaves out is an abstention. What a misspelt name stands for is not missing too."""
    file: AppraisalFile = parsed.value
    misspelt = [nearest(name, criteria.criteria) for name in scores if name not in criteria.criteria]
    by_members = {name for table in members for name, row in table.items() if row}
    needed = [
        name for name, criterion in criteria.criteria.items() if criterion.rate_from is None and name not in by_members
    ]
    if sheet is None:
        if needed:
            why = f'no rule can score "{needed[0]}"'
            yield parsed.problem((), "missing-key", '"scores" is missing', why, "add: scores: scores.yaml", key=True)
        return
    for name in needed:
        row = scores.get(name, {})
        missing = [option for option in file.options if option not in row]
        taken = [nearest(other, missing) for other in row if other not in file.options] if missing and row else []
        missing = [option for option in missing if option not in taken] if taken else missing
        if missing and name not in misspelt:
            where = ("scores", name) if name in scores else ("scores",)
            yield missing_scores(sheet, where, name, missing)


def check_new_options(parsed: ParsedFile, before: Follows) -> Checked:
    """Whether every option that the stage before did not shortlist, or left open, says why it is considered now. The
    comparator, which is always kept, needs no reason."""
    file: AppraisalFile = parsed.value
    shortlisted = {option: then for option, then in before.options.items() if then.outcome == "shortlisted"}
    for option, stated in file.options.items():
        if option == file.comparator or option in shortlisted or stated.reason is not None:
            continue
        then = before.options[option].outcome if option in before.options else None
        was = {None: "is new since", "undetermined": "was left open at"}.get(then, "was not shortlisted at")
        why = "readers would ask why it is considered now"
        fix = f"add: reason: ...; shortlisted then: {listed(shortlisted, 50) or 'none'}"
        what = f'"{option}" {was} the stage before and has no reason'
        yield parsed.problem(("options", option), "new-option", what, why, fix, key=True)


def without_echoes(problems: list[Problem]) -> list[Problem]:
    """While an option's own name is in doubt, what else is said about names of options would only mislead."""
    doubt = any(problem.code == "unknown-model" for problem in problems)
    echoes = ("unknown-option", "missing-score", "missing-verdict") if doubt else ()
    return [problem for problem in problems if problem.code not in echoes]
