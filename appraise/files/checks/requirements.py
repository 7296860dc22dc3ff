"""Requirements: whether what a gate requires can be decided, and the requirement as an appraisal holds it."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, get_args

from pydantic_core import PydanticCustomError

from appraise.appraisal import Characteristic, Criterion, Currency, Requirement
from appraise.costing import NET_PRESENT
from appraise.field_types import as_year, kind_of
from appraise.files.checks.anchors import check_on_scale, scale_of
from appraise.files.checks.references import Checked, Known, check_name
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.text.yaml_tree import KeyPath
from appraise.plain_numbers import plain_currency, plain_number

_JUDGEMENT = "judgement"
_SUBJECTS = ("characteristic", "criterion", "cost")
_OF_COSTS = ("year", "unit")
_SUCH_A_COST = 'write such as {cost: net-present, at-most: 8.5, unit: "GBP m"}'
_WHY = "its verdicts could not be found"


def as_requirement(requires: Any, operators: Collection[str]) -> Requirement:
    """The requirement of a gate, once `check_requirement` found nothing wrong with it."""
    if requires == _JUDGEMENT:
        return Requirement()
    subject = next(key for key in requires if key in _SUBJECTS)
    operator = next(key for key in requires if key in operators)
    operand = requires[operator]
    operand = tuple(operand) if isinstance(operand, list) else operand
    more: dict[str, Any] = {"unit": requires["unit"]} if "unit" in requires else {}
    if "year" in requires:
        more["year"] = as_year(requires["year"])
    return Requirement(**{subject: requires[subject], "operator": operator, "operand": operand, **more})


def check_requirement(
    parsed: ParsedFile,
    path: KeyPath,
    requires: Any,
    operators: Mapping[str, str],
    criteria: Mapping[str, Criterion],
    known: Mapping[str, Characteristic],
) -> Checked:
    """Whether a gate asks one thing of one characteristic or criterion that is there.

    requires:  what stands at the path, as it was typed.
    operators: what each operator takes, "threshold" (a level or a number) or "levels".
    known:     the characteristics that rules may refer to.
    """
    if requires == _JUDGEMENT:
        return
    subjects = [key for key in requires if key in _SUBJECTS]
    asked = [key for key in requires if key in operators]
    more = _OF_COSTS if "cost" in subjects else ()
    strange = [key for key in requires if key not in (*subjects, *asked, *more)]
    if strange or len(subjects) != 1 or len(asked) != 1:
        what = "a gate asks one thing of one characteristic, criterion or cost"
        what = f'"{strange[0]}" is not something a gate can require' if strange else what
        fix = "write a characteristic, a criterion or a cost, and an operator such as at-least, at-most or is"
        yield parsed.problem((*path, *strange[:1]), "requires", what, _WHY, fix, key=True)
        return
    for key in (*subjects, *asked):
        typed = requires[key] if key in asked and isinstance(requires[key], list) else [requires[key]]
        for odd in (each for each in typed if not isinstance(each, str | Decimal)):
            what = f'{kind_of(odd)} cannot stand after "{key}"'
            fix = "write such as {characteristic: independence, at-least: shared}"
            fix = _SUCH_A_COST if subjects == ["cost"] else fix
            yield parsed.problem((*path, key), "requires", what, _WHY, fix, key=True)
            return
    name, operand, here = requires[subjects[0]], requires[asked[0]], (*path, asked[0])
    if subjects == ["cost"]:
        yield from _check_cost(parsed, path, operators[asked[0]], asked[0], requires)
        return
    things: Mapping[str, Any] = criteria if subjects == ["criterion"] else known
    if name not in things:
        yield from check_name(parsed, (*path, subjects[0]), subjects[0], name, Known(things))
    elif things is criteria:
        yield from _check_score(parsed, here, operators[asked[0]], operand, criteria[name])
    else:
        yield from _check_levels(parsed, here, operators[asked[0]], operand, known[name].levels)


def _check_score(parsed: ParsedFile, path: KeyPath, takes: str, operand: Any, criterion: Criterion) -> Checked:
    """Whether a gate on a criterion asks for a score on its scale. takes: what the operator takes."""
    if takes == "threshold" and isinstance(operand, Decimal):
        yield from check_on_scale(parsed, path, [operand], scale_of(criterion))
    else:
        what, fix = "of a criterion a gate asks for a score", plain_number(operand) if takes == "threshold" else None
        fix = fix or "write at-least or at-most and a number"
        yield parsed.problem(path, "requires", what, _WHY, fix, key=True)


def _check_cost(parsed: ParsedFile, path: KeyPath, takes: str, operator: str, requires: Mapping[str, Any]) -> Checked:
    """Whether a gate on a cost asks for an amount in a currency. Whether there is such a cost, see `costs`."""
    operand, unit, year = requires[operator], requires.get("unit"), requires.get("year")
    if takes != "threshold" or not isinstance(operand, Decimal):
        fix = plain_number(operand, "the unit of the gate") if takes == "threshold" else None
        what = "of a cost a gate asks for an amount"
        yield parsed.problem((*path, operator), "requires", what, _WHY, fix or _SUCH_A_COST, key=True)
    if unit not in get_args(Currency):
        what = "this is not a currency that is known here" if "unit" in requires else "the amount has no unit"
        why = "the amount would mean something else in a cost file in another unit"
        near = plain_currency(unit)
        fix = f'write unit: "{near}"' if near else 'write unit: "GBP", "GBP k" or "GBP m", in quotes inside braces'
        yield parsed.problem((*path, "unit") if "unit" in requires else path, "requires", what, why, fix)
    if year is not None:
        if requires["cost"] == NET_PRESENT:
            what, why = "net present cost has no single year", "it is summed over all of them"
            yield parsed.problem(
                (*path, "year"), "requires", what, why, "take the year out, or write cost: cash", key=True
            )
            return
        try:
            as_year(year)
        except PydanticCustomError as error:
            yield parsed.problem((*path, "year"), error.type, **dict(error.context or {}))


def _check_levels(parsed: ParsedFile, path: KeyPath, takes: str, operand: Any, levels: Mapping[str, str]) -> Checked:
    """Whether a gate on a characteristic asks for one of its levels, or for several. takes: what the operator takes."""
    several = takes == "levels"
    if several != isinstance(operand, list) or operand == []:
        some = operand if isinstance(operand, str) else ", ".join(list(levels)[:2])
        fix = f"write a list of levels: [{some}]" if several else f"write one of {', '.join(levels)}"
        what = f'"{path[-1]}" wants {"a list of levels" if several else "one level"}'
        yield parsed.problem(path, "requires", what, _WHY, fix, key=True)
        return
    for index, level in enumerate(operand if several else [operand]):
        yield from check_name(parsed, (*path, index) if several else path, "level", level, Known(levels))
