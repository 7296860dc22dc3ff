"""Criteria: the tree of nodes in a criteria file becomes groups and criteria, with gates that fit them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from appraise.appraisal import Characteristic, CriteriaSet, Criterion, Gate, Group, Requirement
from appraise.field_models import joined
from appraise.field_types import kind_of
from appraise.files.checks.anchors import anchored, outside, rates
from appraise.files.checks.references import Known, unknown
from appraise.files.formats.file_models import CriteriaFile, Node
from appraise.files.formats.parsed_file import ParsedFile, Path
from appraise.problem import Problem, Problems


class Criteria(NamedTuple):
    """A criteria file, flattened: groups before what is in them, leaves in file order.

    paths: where each group and criterion stands in the tree of the file.
    """

    groups: dict[str, Group]
    criteria: dict[str, Criterion]
    gates: dict[str, Gate]
    paths: dict[str, Path]
    problems: Problems


def flatten(
    part: ParsedFile, known: Mapping[str, Characteristic], operators: Mapping[str, str], methods: Mapping[str, str]
) -> Criteria:
    """The groups, criteria and gates of a checked criteria file, and everything in it that does not fit.

    known:              the characteristics that rules may refer to.
    operators, methods: the kind of operand each gate operator and weighting method takes.
    """
    file: CriteriaFile = part.value
    found = Criteria({}, {}, {}, {}, Problems())
    _nodes(part, found, file, file.criteria, None, ("criteria",))
    for name, criterion in found.criteria.items():
        path = found.paths[name]
        found.problems.extend(list(anchored(part, path, criterion)) or rates(part, path, criterion, known))
    for gate, words in file.gates.items():
        path = ("gates", gate, "requires")
        requires, wrong = required(part, path, words.requires, operators, found.criteria, known)
        found.problems.extend(wrong)
        if not wrong:
            found.gates[gate] = joined(Gate, **dict(words) | {"requires": requires})
    found.problems.extend(_weighting(part, found, methods))
    if sum(value is not None for _, value in file.shortlist) != 1:
        why = "the rule says who goes forward"
        fix = "write one of top, at-least and within"
        what = "the shortlist wants exactly one rule"
        found.problems.append(part.problem(("shortlist",), "shortlist", what, why, fix, key=True))
    return found


def as_appraised(file: CriteriaFile, criteria: Criteria) -> dict[str, Any]:
    """What a criteria file gives to the appraisal that uses it."""
    return {
        "criteria_set": joined(CriteriaSet, title=file.title, source=file.source),
        "weighting": file.weighting,
        "groups": criteria.groups,
        "criteria": criteria.criteria,
        "gates": criteria.gates,
        "shortlist_rule": file.shortlist,
    }


def _nodes(
    part: ParsedFile, found: Criteria, file: CriteriaFile, nodes: Mapping[str, Node], group: str | None, path: Path
) -> None:
    for name, node in nodes.items():
        here = (*path, name)
        if name in found.paths:
            why = "an id means one thing; it could not be told which one is scored or weighted"
            what = f'"{name}" is the id of another group or criterion ({part.at(*found.paths[name])})'
            found.problems.append(part.problem(here, "duplicate-id", what, why, "give one another id", key=True))
            continue
        found.paths[name] = here
        fields = {field: value for field, value in node if field != "criteria"}
        if node.criteria is None:
            scale = file.scale if node.scale is None and node.unit is None else node.scale
            found.criteria[name] = joined(Criterion, **fields | {"group": group, "scale": scale})
        else:
            found.groups[name] = joined(Group, name=node.name, group=group, question=node.question, weight=node.weight)
            found.problems.extend(_only_a_group(part, here, node))
            _nodes(part, found, file, node.criteria, name, (*here, "criteria"))


def _only_a_group(part: ParsedFile, path: Path, node: Node) -> Iterator[Problem]:
    """A group is not scored itself, so it has no scale."""
    for key in part.inside(path):
        if key not in ("name", "question", "weight", "criteria"):
            why = "a group is not scored itself; only the criteria in it are"
            yield part.problem(
                (*path, key), "group", f'a group has no "{key}"', why, "move it to a criterion", key=True
            )


def _weighting(part: ParsedFile, found: Criteria, methods: Mapping[str, str]) -> Iterator[Problem]:
    """Whether the method is known and every criterion has the weight it needs, and none that it would drop."""
    method = part.value.weighting.method
    if method not in methods:
        yield from unknown(part, ("weighting", "method"), "weighting method", method, Known(methods))
        return
    wanted = methods[method] == "weights"
    for name, node in (found.groups | found.criteria).items():
        path = found.paths[name]
        if wanted and node.weight is None and name in found.criteria:
            why = "what it counts for cannot be known"
            what = f'"{name}" has no weight'
            yield part.problem(path, "missing-weight", what, why, "add: weight: ..., 0 if it is not to count", key=True)
        if not wanted and node.weight is not None:
            what = f'a weight stands here, but the method "{method}" takes none'
            why = "it would be dropped without anyone seeing it"
            yield part.problem((*path, "weight"), "weight", what, why, "take it out, or write method: direct", key=True)


def required(
    part: ParsedFile,
    path: Path,
    requires: Any,
    operators: Mapping[str, str],
    criteria: Mapping[str, Criterion],
    known: Mapping[str, Characteristic],
) -> tuple[Requirement, list[Problem]]:
    """What a gate requires, and what is wrong with it.

    operators: what each operator takes, "threshold" (a level or a number) or "levels".
    """
    if requires == "judgement":
        return Requirement(), []
    why = "its verdicts could not be found"
    subjects = [key for key in requires if key in ("characteristic", "criterion")]
    asked = [key for key in requires if key in operators]
    strange = [key for key in requires if key not in subjects and key not in asked]
    if strange or len(subjects) != 1 or len(asked) != 1:
        what = (
            f'"{strange[0]}" is not something a gate can require'
            if strange
            else "a gate asks one thing of one characteristic or criterion"
        )
        fix = "write a characteristic or a criterion, and an operator such as at-least, at-most or is"
        return Requirement(), [part.problem((*path, *strange[:1]), "requires", what, why, fix, key=True)]
    subject, operator = subjects[0], asked[0]
    name, operand = requires[subject], requires[operator]
    here = (*path, operator)
    for key, found in ((subject, [name]), (operator, operand if isinstance(operand, list) else [operand])):
        if not all(isinstance(each, str | Decimal) for each in found):
            odd = next(each for each in found if not isinstance(each, str | Decimal))
            what = f'{kind_of(odd)} cannot stand after "{key}"'
            fix = "write such as {characteristic: independence, at-least: shared}"
            return Requirement(), [part.problem((*path, key), "requires", what, why, fix, key=True)]
    if subject == "criterion":
        found = list(unknown(part, (*path, subject), "criterion", name, Known(criteria)))
        if found:
            return Requirement(), found
        if operators[operator] != "threshold" or not isinstance(operand, Decimal):
            what, fix = "of a criterion a gate asks for a score", "write at-least or at-most and a number"
            return Requirement(), [part.problem(here, "requires", what, why, fix, key=True)]
        return Requirement(None, name, operator, operand), list(outside(part, here, [operand], criteria[name]))
    found = list(unknown(part, (*path, subject), "characteristic", name, Known(known)))
    if found:
        return Requirement(), found
    several = operators[operator] == "levels"
    if several != isinstance(operand, list) or operand == []:
        some = ", ".join([operand] if isinstance(operand, str) else list(known[name].levels)[:2])
        fix = f"write a list of levels: [{some}]" if several else f"write one of {', '.join(known[name].levels)}"
        return Requirement(), [
            part.problem(
                here,
                "requires",
                f'"{operator}" wants {"a list of levels" if several else "one level"}',
                why,
                fix,
                key=True,
            )
        ]
    for index, level in enumerate(operand if several else [operand]):
        found += unknown(part, (*here, index) if several else here, "level", level, Known(known[name].levels))
    return Requirement(name, None, operator, tuple(operand) if several else operand), found
