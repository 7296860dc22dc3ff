"""Anchors: whether a criterion's values can run from 0 to 100, and whether scores lie between its ends."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from appraise.appraisal import Characteristic, Criterion
from appraise.files.names import Found, Known, unknown
from appraise.files.part import Part, Path


def anchored(part: Part, path: Path, criterion: Criterion) -> Found:
    """Whether a criterion has one set of anchors, and whether they reach from 0 to 100."""
    why = "values run between anchors that are fixed before anyone is scored"
    ends = criterion.worst is not None or criterion.best is not None
    if criterion.scale is None and criterion.unit is None:
        fix = "add a scale with a descriptor a point, or a unit with worst and best"
        yield part.problem(path, "no-scale", f'"{path[-1]}" has neither a scale nor a unit', why, fix, key=True)
        return
    if criterion.unit is None:
        if ends:
            yield part.problem(
                (*path, "worst"), "anchors", "worst and best belong to a unit", why, "add the unit", key=True
            )
        if len(criterion.scale or {}) < 2:
            yield part.problem(
                path,
                "anchors",
                "a scale has at least two points",
                why,
                "describe its lowest and highest point",
                key=True,
            )
    elif criterion.values is not None:
        if ends:
            fix = "keep one of the two"
            yield part.problem((*path, "values"), "anchors", "values stands beside worst and best", why, fix, key=True)
    elif criterion.worst is None or criterion.best is None or criterion.worst == criterion.best:
        fix = "add worst and best, two different numbers, or values"
        yield part.problem(path, "anchors", f'the unit of "{path[-1]}" has no worst and best', why, fix, key=True)
    if criterion.values is not None:
        reached = set(criterion.values.values())
        if not {Decimal(0), Decimal(100)} <= reached:
            yield part.problem(
                (*path, "values"),
                "anchors",
                "values does not reach both 0 and 100",
                why,
                "give the points where the value is 0 and 100",
                key=True,
            )
        scale = criterion.scale
        if (
            scale
            and criterion.unit is None
            and (min(scale), max(scale)) != (min(criterion.values), max(criterion.values))
        ):
            fix = f"let it run from {min(scale):f} to {max(scale):f}"
            yield part.problem(
                (*path, "values"), "anchors", "values does not run from end to end of the scale", why, fix, key=True
            )


def ends(criterion: Criterion) -> tuple[Decimal, Decimal]:
    """The lowest and the highest score a criterion takes."""
    points = (
        criterion.values
        or criterion.scale
        or dict.fromkeys((criterion.worst or Decimal(0), criterion.best or Decimal(0)))
    )
    return min(points), max(points)


def outside(part: Part, path: Path, scores: Iterable[Any], criterion: Criterion) -> Found:
    """Whether scores lie on the criterion's scale."""
    low, high = ends(criterion)
    for score in scores:
        if isinstance(score, Decimal) and not low <= score <= high:
            why = "it would have a value below 0 or above 100"
            fix = f"write {low:f} to {high:f}, or change the criterion's anchors"
            what = f'{score:f} lies outside the scale of "{criterion.name}"'
            yield part.problem(path, "outside-scale", what, why, fix)
            return


def rates(part: Part, path: Path, criterion: Criterion, known: Mapping[str, Characteristic]) -> Found:
    """Whether `rate-from` scores every level of a characteristic, on the criterion's scale."""
    rule = criterion.rate_from
    if rule is None:
        return
    here = (*path, "rate-from")
    if rule.characteristic not in known:
        yield from unknown(part, (*here, "characteristic"), "characteristic", rule.characteristic, Known(known))
        return
    wanted = known[rule.characteristic].levels
    for level, score in rule.scores.items():
        yield from unknown(part, (*here, "scores", level), "level", level, Known(wanted), key=True)
        yield from outside(part, (*here, "scores", level), [score], criterion)
    missing = [level for level in wanted if level not in rule.scores]
    if missing:
        what = f"no score for {' and '.join(missing)}"
        why = "an option of that level would have none"
        yield part.problem((*here, "scores"), "missing-level", what, why, "give every level a score", key=True)
