"""Anchors: whether a criterion's values can run from 0 to 100, and whether scores lie between its ends."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any

from appraise.appraisal import Characteristic, Criterion
from appraise.files.checks.references import Found, Known, unknown
from appraise.files.formats.parsed_file import ParsedFile, Path

_MOST_LEVELS = 20
"""The most levels that one problem names."""


def anchored(part: ParsedFile, path: Path, criterion: Criterion) -> Found:
    """Whether a criterion has one set of anchors, and whether they reach from 0 to 100."""
    why = "scores become values of 0 to 100 between two ends that are fixed before anyone is scored"
    ends = criterion.worst is not None or criterion.best is not None
    if criterion.scale is None and criterion.unit is None:
        fix = "add a scale that describes each point, or a unit with worst and best"
        yield part.problem(path, "no-scale", f'"{path[-1]}" has neither a scale nor a unit', why, fix, key=True)
        return
    if criterion.scale is not None and criterion.unit is not None:
        what, fix = f'"{path[-1]}" has a scale and a unit', "keep one; a unit stands in place of a scale"
        yield part.problem((*path, "scale"), "anchors", what, why, fix, key=True)
    if criterion.unit is None:
        if ends:
            at = (*path, "best" if criterion.worst is None else "worst")
            yield part.problem(at, "anchors", "worst and best belong to a unit", why, "add the unit", key=True)
        if len(criterion.scale or {}) < 2:
            what = f'the scale of "{path[-1]}" has fewer than two points'
            yield part.problem(path, "anchors", what, why, "describe its lowest and its highest point", key=True)
    elif criterion.values is not None:
        if ends:
            fix = "keep one of the two"
            yield part.problem(
                (*path, "values"), "anchors", '"values" stands beside worst and best', why, fix, key=True
            )
    elif criterion.worst is None or criterion.best is None:
        missing = " and no ".join(end for end in ("worst", "best") if getattr(criterion, end) is None)
        what, fix = f'"{path[-1]}" has a unit but no {missing}', "add worst and best, two different numbers, or values"
        yield part.problem(path, "anchors", what, why, fix, key=True)
    elif criterion.worst == criterion.best:
        what, fix = f'the worst and the best of "{path[-1]}" are the same', "write two different numbers"
        yield part.problem((*path, "worst"), "anchors", what, why, fix)
    if criterion.values is not None:
        missed = [str(end) for end in (0, 100) if end not in criterion.values.values()]
        if missed:
            what = f'no point of "values" has the value {" or ".join(missed)}'
            fix = "give one point the value 0 and one the value 100"
            yield part.problem((*path, "values"), "anchors", what, why, fix, key=True)
        scale = criterion.scale
        if (
            scale
            and criterion.values
            and criterion.unit is None
            and (min(scale), max(scale)) != (min(criterion.values), max(criterion.values))
        ):
            fix = f"let it run from {min(scale):f} to {max(scale):f}"
            what = '"values" does not run from end to end of the scale'
            yield part.problem((*path, "values"), "anchors", what, why, fix, key=True)


def ends(criterion: Criterion) -> tuple[Decimal, Decimal]:
    """The lowest and the highest score a criterion takes; the same twice where its anchors are at fault."""
    stated = [end for end in (criterion.worst, criterion.best) if end is not None]
    described = criterion.scale if criterion.unit is None else None
    points = described or criterion.values or stated or [Decimal(0)]
    return min(points), max(points)


def outside(
    part: ParsedFile,
    path: Path,
    scores: Iterable[Any],
    criterion: Criterion,
    between: tuple[Decimal, Decimal] | None = None,
) -> Found:
    """Whether scores lie on the criterion's scale. between: its ends, where they are known."""
    low, high = between or ends(criterion)
    for score in scores:
        if isinstance(score, Decimal) and low < high and not low <= score <= high:
            why = "its value would be below 0 or above 100"
            fix = f"write a number from {low:f} to {high:f}, or change the ends of the scale"
            what = f'{score:f} lies outside the scale of "{criterion.name}"'
            yield part.problem(path, "outside-scale", what, why, fix)
            return


def rates(part: ParsedFile, path: Path, criterion: Criterion, known: Mapping[str, Characteristic]) -> Found:
    """Whether `rate-from` scores every level of a characteristic, on the criterion's scale."""
    rule = criterion.rate_from
    if rule is None:
        return
    here = (*path, "rate-from")
    if rule.characteristic not in known:
        yield from unknown(part, (*here, "characteristic"), "characteristic", rule.characteristic, Known(known))
        return
    wanted = known[rule.characteristic].levels
    between = ends(criterion)
    for level, score in rule.scores.items():
        yield from unknown(part, (*here, "scores", level), "level", level, Known(wanted), key=True)
        yield from outside(part, (*here, "scores", level), [score], criterion, between)
    missing = list(islice((level for level in wanted if level not in rule.scores), _MOST_LEVELS + 1))
    if missing:
        more = " and more" if len(missing) > _MOST_LEVELS else ""
        what = f"no score for {' and '.join(missing[:_MOST_LEVELS])}{more}"
        why = "an option of that level would have none"
        yield part.problem((*here, "scores"), "missing-level", what, why, "give every level a score", key=True)
