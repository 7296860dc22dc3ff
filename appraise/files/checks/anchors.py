"""Anchors: whether a criterion's values can run from 0 to 100, and whether scores lie between its ends."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from appraise.appraisal import Characteristic, Criterion, Score
from appraise.files.checks.references import Checked, Known, check_name
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.text.yaml_tree import KeyPath
from appraise.run import ScoredCell

_WHY = "scores become values of 0 to 100 between two ends that are fixed before anyone is scored"
_MOST_LEVELS = 20
"""The most levels that one problem names."""


def check_anchors(parsed: ParsedFile, path: KeyPath, criterion: Criterion) -> Checked:
    """Whether a criterion has one set of anchors, and whether they reach from 0 to 100."""
    if criterion.scale is None and criterion.unit is None:
        fix = "add a scale that describes each point, or a unit with worst and best"
        yield parsed.problem(path, "no-scale", f'"{path[-1]}" has neither a scale nor a unit', _WHY, fix, key=True)
        return
    if criterion.scale is not None and criterion.unit is not None:
        what, fix = f'"{path[-1]}" has a scale and a unit', "keep one; a unit stands in place of a scale"
        yield parsed.problem((*path, "scale"), "anchors", what, _WHY, fix, key=True)
    yield from (_check_scale if criterion.unit is None else _check_unit)(parsed, path, criterion)
    if criterion.values is not None:
        yield from _check_values(parsed, (*path, "values"), criterion, criterion.values)


def _check_scale(parsed: ParsedFile, path: KeyPath, criterion: Criterion) -> Checked:
    """Whether a scale has two points, and no ends beside it."""
    if criterion.worst is not None or criterion.best is not None:
        at = (*path, "best" if criterion.worst is None else "worst")
        yield parsed.problem(at, "anchors", "worst and best belong to a unit", _WHY, "add the unit", key=True)
    if len(criterion.scale or {}) < 2:
        what = f'the scale of "{path[-1]}" has fewer than two points'
        yield parsed.problem(path, "anchors", what, _WHY, "describe its lowest and its highest point", key=True)


def _check_unit(parsed: ParsedFile, path: KeyPath, criterion: Criterion) -> Checked:
    """Whether a measure in a unit has two different ends, or values in place of them."""
    missing = [end for end in ("worst", "best") if getattr(criterion, end) is None]
    if criterion.values is not None:
        if len(missing) < 2:
            what = '"values" stands beside worst and best'
            yield parsed.problem((*path, "values"), "anchors", what, _WHY, "keep one of the two", key=True)
    elif missing:
        what = f'"{path[-1]}" has a unit but no {" and no ".join(missing)}'
        fix = "add worst and best, two different numbers, or values"
        yield parsed.problem(path, "anchors", what, _WHY, fix, key=True)
    elif criterion.worst == criterion.best:
        what, fix = f'the worst and the best of "{path[-1]}" are the same', "write two different numbers"
        yield parsed.problem((*path, "worst"), "anchors", what, _WHY, fix)


def _check_values(
    parsed: ParsedFile, path: KeyPath, criterion: Criterion, values: Mapping[Decimal, Decimal]
) -> Checked:
    """Whether values reach 0 and 100, from end to end of the scale where there is one."""
    if missed := [str(end) for end in (0, 100) if end not in values.values()]:
        what = f'no point of "values" has the value {" or ".join(missed)}'
        yield parsed.problem(path, "anchors", what, _WHY, "give one point the value 0 and one the value 100", key=True)
    scale = criterion.scale if criterion.unit is None else None
    if scale and values and (min(scale), max(scale)) != (min(values), max(values)):
        what = '"values" does not run from end to end of the scale'
        fix = f"let it run from {min(scale):f} to {max(scale):f}"
        yield parsed.problem(path, "anchors", what, _WHY, fix, key=True)


class Scale(NamedTuple):
    """The lowest and the highest score that a criterion takes; the same twice where its anchors are at fault."""

    criterion: str
    low: Decimal
    high: Decimal


def scale_of(criterion: Criterion) -> Scale:
    """The scale of a criterion, or of its unit."""
    stated = [end for end in (criterion.worst, criterion.best) if end is not None]
    described = criterion.scale if criterion.unit is None else None
    points = described or criterion.values or stated or [Decimal(0)]
    return Scale(criterion.name, min(points), max(points))


def check_on_scale(parsed: ParsedFile, path: KeyPath, scores: Iterable[Decimal | str], scale: Scale) -> Checked:
    """Whether scores lie on a scale. Of several at one place the first that does not is told."""
    name, low, high = scale
    for score in scores:
        if isinstance(score, Decimal) and low < high and not low <= score <= high:
            why = "its value would be below 0 or above 100"
            fix = f"write a number from {low:f} to {high:f}, or change the ends of the scale"
            yield parsed.problem(path, "outside-scale", f'{score:f} lies outside the scale of "{name}"', why, fix)
            return


def check_score(parsed: ParsedFile, path: KeyPath, score: Score | ScoredCell, scale: Scale) -> Checked:
    """Whether a score and its range lie on the scale."""
    yield from check_on_scale(parsed, (*path, "score"), [score.score], scale)
    yield from check_on_scale(parsed, (*path, "range"), score.range or (), scale)


def check_rating(
    parsed: ParsedFile, path: KeyPath, criterion: Criterion, known: Mapping[str, Characteristic]
) -> Checked:
    """Whether `rate-from` scores every level of a characteristic, on the criterion's scale."""
    rule = criterion.rate_from
    if rule is None:
        return
    here = (*path, "rate-from")
    if rule.characteristic not in known:
        yield from check_name(parsed, (*here, "characteristic"), "characteristic", rule.characteristic, Known(known))
        return
    wanted, scale = known[rule.characteristic].levels, scale_of(criterion)
    for level, score in rule.scores.items():
        yield from check_name(parsed, (*here, "scores", level), "level", level, Known(wanted), key=True)
        yield from check_on_scale(parsed, (*here, "scores", level), [score], scale)
    missing = list(islice((level for level in wanted if level not in rule.scores), _MOST_LEVELS + 1))
    if missing:
        more = " and more" if len(missing) > _MOST_LEVELS else ""
        what = f"no score for {' and '.join(missing[:_MOST_LEVELS])}{more}"
        why = "an option of that level would have none"
        yield parsed.problem((*here, "scores"), "missing-level", what, why, "give every level a score", key=True)
