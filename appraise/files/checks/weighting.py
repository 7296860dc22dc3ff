"""Weighting: whether the method has what it takes, of every criterion, from the set itself or from each member."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from appraise.appraisal import Criterion, Group, Judgement
from appraise.files.checks.references import Checked, Known, check_name, listed
from appraise.files.formats.file_models import WeightingFile
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.text.yaml_tree import KeyPath
from appraise.problem import Problem

_TAKES = {
    "weights": "a weight on each criterion",
    "nothing": "none of this",
    "swings": "swings",
    "order": "an order",
}
"""What a method takes, by the kind of its operand."""
_FORMS = {
    "swings": "swings: with each criterion and a number on a line below, 100 for the swing that is worth most",
    "order": "order: with each criterion on a line below, the one whose swing is worth most first",
}
"""How to write what people said of weights."""
_DROPPED = "it would be dropped without anyone seeing it"
_MOST_NAMES = 12


def check_weighting(
    parsed: ParsedFile,
    sheets: Mapping[str, ParsedFile],
    groups: Mapping[str, Group],
    criteria: Mapping[str, Criterion],
    paths: Mapping[str, KeyPath],
    methods: Mapping[str, str],
) -> Checked:
    """Whether the method is known, every criterion has the weight it needs, and nobody gave one that it would drop.

    sheets: what each member said of weights. paths: where each group and criterion stands in the file.
    """
    weighting: WeightingFile = parsed.value.weighting
    if weighting.method not in methods:
        path = ("weighting", "method")
        yield from check_name(parsed, path, "weighting method", weighting.method, Known(methods))
        return
    operand, known = methods[weighting.method], Known(criteria, lambda name: parsed.at(*paths[name]))
    yield from _check_nodes(parsed, weighting.method, operand == "weights", groups, criteria, paths)
    yield from _check_taken(parsed, ("weighting",), weighting, weighting.method, operand)
    if operand not in ("swings", "order"):
        if weighting.sheets:
            what = f'sheets of weights stand here, but the method "{weighting.method}" takes {_TAKES[operand]}'
            fix = "take them out, or write method: swing, rank-order or rank-sum"
            yield parsed.problem(("weighting", "sheets"), "weighting", what, _DROPPED, fix, key=True)
        return
    agreed = bool(getattr(weighting, operand))
    if agreed:
        yield from _check_judgement(parsed, ("weighting", operand), weighting, operand, known, groups)
        if weighting.sheets and weighting.reason is None:
            why = "readers would ask why the weights are not those that members gave"
            fix = f"add: reason: ...; or take {operand} out, and the mean of the members' weights counts"
            what = f'"{operand}" stands beside sheets, without a reason'
            yield parsed.problem(("weighting", operand), "weighting", what, why, fix, key=True)
    elif not weighting.sheets:
        what, why = (
            f'the method "{weighting.method}" has no {operand}',
            "what each criterion counts for cannot be known",
        )
        fix = f"add {_FORMS[operand]}; or sheets, with the {operand} of each member"
        yield parsed.problem(("weighting",), "missing-weight", what, why, fix, key=True)
    for sheet in sheets.values():
        yield from _check_taken(sheet, (), sheet.value, weighting.method, operand)
        if not getattr(sheet.value, operand):
            why = f'the method is "{weighting.method}" ({parsed.at("weighting", "method")})'
            fix = f"add {_FORMS[operand]}"
            yield sheet.problem((), "missing-weight", f'"{operand}" is missing', why, fix, key=True)
        else:
            yield from _check_judgement(sheet, (operand,), sheet.value, operand, known, groups)


def _check_nodes(
    parsed: ParsedFile,
    method: str,
    wanted: bool,
    groups: Mapping[str, Group],
    criteria: Mapping[str, Criterion],
    paths: Mapping[str, KeyPath],
) -> Checked:
    """Whether weights stand in the tree where the method takes them there, and nowhere else."""
    nodes: dict[str, Criterion | Group] = {**groups, **criteria}
    for name, node in nodes.items():
        path = paths[name]
        if wanted and node.weight is None and name in criteria:
            what, why = f'"{name}" has no weight', "what it counts for cannot be known"
            fix = "add: weight: ..., 0 if it is not to count"
            yield parsed.problem(path, "missing-weight", what, why, fix, key=True)
        if not wanted and node.weight is not None:
            what = f'a weight stands here, but the method "{method}" takes none'
            fix = "take it out, or write method: direct"
            if method == "swing":
                fix = "write it under swings, by the id of the criterion; or write method: direct"
            yield parsed.problem((*path, "weight"), "weight", what, _DROPPED, fix, key=True)


def _check_taken(parsed: ParsedFile, path: KeyPath, judgement: Judgement, method: str, operand: str) -> Checked:
    """Whether a judgement says nothing that the method does not take."""
    for key in ("swings", "order"):
        if getattr(judgement, key) and key != operand:
            what = f'"{key}" stands here, but the method "{method}" takes {_TAKES[operand]}'
            fix = f"take it out, or write method: {'swing' if key == 'swings' else 'rank-order or rank-sum'}"
            yield parsed.problem((*path, key), "weighting", what, _DROPPED, fix, key=True)


def _check_judgement(
    parsed: ParsedFile, path: KeyPath, judgement: Judgement, operand: str, known: Known, groups: Collection[str]
) -> Checked:
    """Whether a judgement is of every criterion, once, and its largest swing is 100."""
    if operand == "swings":
        named = [((*path, name), name, True) for name in judgement.swings]
    else:
        named = list(_placed(parsed, path, judgement))
    seen: set[str] = set()
    for where, name, key in named:
        if name in groups:
            what, why = f'"{name}" is a group', "criteria are weighed one by one, whatever group they are in"
            fix = "name each criterion in it instead"
            yield parsed.problem(where, "weighting", what, why, fix, key=key)
            seen.add(name)
            continue
        yield from check_name(parsed, where, "criterion", name, known, key=key)
        if name in seen:
            yield parsed.problem(where, "twice", f'"{name}" stands in this order twice', "it has one place", "keep one")
        seen.add(name)
    missing = [name for name in known.names if name not in seen]
    strange = [name for name in seen if name not in known.names]
    if missing and not strange:
        yield _left_out(parsed, path, operand, missing)
    largest = max(judgement.swings.values(), default=Decimal(100))
    if operand == "swings" and largest != 100:
        why = "every swing is measured against the one that is worth most"
        fix = "give 100 to the swing that is worth most, and to each other what it is worth beside it"
        if largest:
            fix = f"ask whose swings they are; if only the scale is off, multiply each by 100 / {largest:f}"
        yield parsed.problem(path, "swing", f"the largest swing here is {largest:f}, and not 100", why, fix, key=True)


def _placed(parsed: ParsedFile, path: KeyPath, judgement: Judgement) -> Iterator[tuple[KeyPath, str, bool]]:
    """Every criterion in an order, with where it stands."""
    for index, level in enumerate(judgement.order):
        listed_here = isinstance(parsed.inside((*path, index)), list)
        for place, name in enumerate(level):
            yield (*path, index, place) if listed_here else (*path, index), name, False


def _left_out(parsed: ParsedFile, path: KeyPath, operand: str, missing: list[str]) -> Problem:
    names = listed(missing, _MOST_NAMES)
    what = f"no swing for {names}" if operand == "swings" else f"no place in this order for {names}"
    why = "weights are relative: what is left out would raise all the others"
    fix = "give each its place; level ones stand in [ ]"
    if operand == "swings":
        fix = "add each, as whose sheet it is says; 0 is for what is not to count"
    return parsed.problem(path, "missing-weight", what, why, fix, key=True)
