"""Criteria: flattens the tree of a criteria file into groups, criteria and gates, and checks that they fit."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from appraise.appraisal import (
    Characteristic,
    CriteriaSet,
    Criterion,
    Gate,
    Group,
    Weighed,
    Weighting,
    WeightSheet,
)
from appraise.field_models import joined, part_of
from appraise.field_types import key
from appraise.files.checks.anchors import check_anchors, check_rating
from appraise.files.checks.references import Checked
from appraise.files.checks.requirements import as_requirement, check_requirement
from appraise.files.checks.weighting import check_weighting
from appraise.files.formats.file_models import CriteriaFile, Node
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.text.yaml_tree import KeyPath
from appraise.problem import Problems


class Criteria(NamedTuple):
    """A criteria file, flattened: groups before what is in them, leaves in file order.

    file:            the file itself, checked.
    weighting:       how the weights were found, with what each member said.
    characteristics: those that its rules may refer to.
    sheets:          the files of what members said of weights.
    paths:           where each group and criterion stands in the tree of the file.
    problems:        everything in the file that does not fit.
    """

    file: ParsedFile
    weighting: Weighting
    sheets: Mapping[str, ParsedFile]
    characteristics: Mapping[str, Characteristic]
    groups: dict[str, Group]
    criteria: dict[str, Criterion]
    gates: dict[str, Gate]
    paths: dict[str, KeyPath]
    problems: Problems


def flatten(
    parsed: ParsedFile,
    weights: Mapping[str, ParsedFile | None],
    known: Mapping[str, Characteristic],
    registry: Registry,
) -> Criteria:
    """The groups, criteria and gates of a checked criteria file, and everything in it that does not fit.

    weights: the checked files of what members said of weights. known: the characteristics that rules may refer to.
    """
    file: CriteriaFile = parsed.value
    sheets = {name: sheet for name, sheet in weights.items() if sheet is not None and sheet.value is not None}
    said = {name: part_of(WeightSheet, sheet.value) for name, sheet in sheets.items()}
    criteria = Criteria(
        parsed, part_of(Weighting, file.weighting, sheets=said), sheets, known, {}, {}, {}, {}, Problems()
    )
    _flatten_nodes(criteria, file.criteria, None, ("criteria",))
    problems, leaves = criteria.problems, criteria.criteria
    for name, criterion in leaves.items():
        path = criteria.paths[name]
        problems += list(check_anchors(parsed, path, criterion)) or check_rating(parsed, path, criterion, known)
    for gate, stated in file.gates.items():
        path = ("gates", gate, "requires")
        wrong = list(check_requirement(parsed, path, stated.requires, registry.operators, leaves, known))
        problems += wrong
        if not wrong:
            requirement = as_requirement(stated.requires, registry.operators)
            criteria.gates[gate] = joined(Gate, **dict(stated) | {"requires": requirement})
    problems += check_weighting(parsed, sheets, criteria.groups, leaves, criteria.paths, registry.methods)
    if sum(value is not None for _, value in file.shortlist) != 1:
        why = "the rule says who goes forward"
        fix = "write one of top, at-least and within"
        what = "the shortlist wants exactly one rule"
        problems.append(parsed.problem(("shortlist",), "shortlist", what, why, fix, key=True))
    return criteria


def as_appraised(criteria: Criteria) -> dict[str, Any]:
    """What a criteria file gives to the appraisal that uses it."""
    file: CriteriaFile = criteria.file.value
    return {
        "criteria_set": part_of(CriteriaSet, file),
        "weighting": criteria.weighting,
        "seal": file.seal,
        "groups": criteria.groups,
        "criteria": criteria.criteria,
        "gates": criteria.gates,
        "shortlist_rule": file.shortlist,
        "characteristics": criteria.characteristics,
    }


def _flatten_nodes(criteria: Criteria, nodes: Mapping[str, Node], group: str | None, path: KeyPath) -> None:
    """Flatten the nodes at a path, all in one group."""
    parsed = criteria.file
    for name, node in nodes.items():
        here = (*path, name)
        if name in criteria.paths:
            why = "an id means one thing; it could not be told which one is scored or weighted"
            what = f'"{name}" is the id of another group or criterion ({parsed.at(*criteria.paths[name])})'
            criteria.problems.append(parsed.problem(here, "duplicate-id", what, why, "give one another id", key=True))
            continue
        criteria.paths[name] = here
        if node.criteria is None:
            scale = parsed.value.scale if node.scale is None and node.unit is None else node.scale
            criteria.criteria[name] = part_of(Criterion, node, group=group, scale=scale)
        else:
            criteria.groups[name] = part_of(Group, node, group=group)
            criteria.problems.extend(_check_group(parsed, here))
            _flatten_nodes(criteria, node.criteria, name, (*here, "criteria"))


def _check_group(parsed: ParsedFile, path: KeyPath) -> Checked:
    """A group is not scored itself, so it has no scale."""
    known = {*map(key, Weighed.model_fields), "criteria"}
    for name in parsed.inside(path):
        if name not in known:
            what, why = f'a group has no "{name}"', "a group is not scored itself; only the criteria in it are"
            yield parsed.problem((*path, name), "group", what, why, "move it to a criterion", key=True)
