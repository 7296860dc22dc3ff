"""Changes of the inputs between two appraisals, field by field, each by its keys in the record."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain
from re import fullmatch
from typing import Any, NamedTuple, get_args

from appraise.appraisal import (
    Accepted,
    Appraisal,
    CostLine,
    Costs,
    Dissent,
    Level,
    OptionAmount,
    Panel,
    Score,
    Verdict,
)
from appraise.field_models import FieldModel, joined, replaced
from appraise.field_types import key
from appraise.numbers import number_text
from appraise.review.pounds import in_currency
from appraise.review_results import Change, ChangeGroup, Keys
from appraise.run import requirement

_FIGURE = {Score: "score", Level: "level", Verdict: "verdict", OptionAmount: "amount"}
"""The field that stands for such a thing where it was added or removed as a whole."""

_TELLING = ("name", "title", "text", "how", "score", "weight", "characteristic", "options", "reason", "by", "date")
"""The fields that stand for any other thing that was added or removed: the first of these that it has."""

_FIELDS = [field for field in Appraisal.recorded() if field != "files"]

_GROUPS: Mapping[ChangeGroup, str] = {
    "evidence": "(documents|claims) .*|(.* )?evidence( .*)?",
    "recommendation": "(recommendation|decision|status)( .*)?",
    "library": "characteristics .*",
    "weights": "(criteria|groups|uncounted) . weight|weighting (method|(sheets . )?(swings .|order)|sheets .)",
    "scores": "options . scores . (score|range)|criteria . rate-from( .*)?"
    "|panel (combine|sheets .( scores . . (score|range))?)",
    "values": "criteria . (scale|scale end|unit|worst|best|values|values .)",
    "costs": "costs( (currency|prices|period .*|discount-rate( .)?|lines .( (when|from|optimism-bias|transfer))?"
    "|lines .( options .)? (amount( .)?|range|range-percent)))?",
    "verdicts": "options . verdicts . verdict",
    "gates": "gates .( requires)?",
    "shortlist-rule": "shortlist-rule .*",
    "options": "options .( models| comparator| (dimensions|evolves-to|precedents) .| characteristics . level)?",
    "criteria": "(criteria|groups|uncounted) .( group)?",
    "perspectives": "perspectives .( weights .| scores . . (score|range)| lift-gates)?",
    "settings": "robustness .*",
}
"""The kinds of places of each group as a regular expression: keys with a dot for every id. All others are `words`."""

_WHOLE = (("costs",), ("costs", "lines", "*"))
"""Places of things that come or go as a whole, beside those that an id names at the top."""

_BY_YEAR = ("amount", "discount-rate")
"""The fields that are one figure, or figures by year."""

_BY_MODEL = ("summary", "dimensions", "characteristics", "evolves-to")
"""The fields that an option takes from its models."""


class _Place(NamedTuple):
    """A place in the record: its keys, and its kind, the keys with a star for every id."""

    at: Keys
    kind: Keys

    def field(self, name: str) -> "_Place":
        """The place of a field of what stands here."""
        return _Place((*self.at, name), (*self.kind, name))

    def item(self, *ids: str) -> "_Place":
        """The place of what these ids name within what stands here."""
        return _Place(self.at + ids, self.kind + ("*",) * len(ids))


_ROOT = _Place((), ())


class _Edit(NamedTuple):
    """What differs at one place, as written on either side; None where there is none."""

    place: _Place
    was: Any
    now: Any


def changes(old: Appraisal, new: Appraisal) -> tuple[Change, ...]:
    """The changes of the inputs, by group; in each, what was added or removed as a whole comes first, then in the order
    of the record.

    Not reported: the order of mappings and lists (but for levels, whose order says which is more), layout, files and
    versions; the scores and amounts of an option, the scores on a criterion, and the verdicts at a gate, that was added
    or removed; amounts that are the same in pounds in another currency. In lists an item is named by itself, an
    accepted finding by what it is about, a dissent by criterion, option and person. An option that has an amount of its
    own on one side alone has that of the line on the other.
    """
    edits = (
        edit for field in _FIELDS for edit in _edits(getattr(old, field), getattr(new, field), _ROOT.field(key(field)))
    )
    grouped: dict[tuple[ChangeGroup, bool], list[Change]] = {
        (group, whole): [] for group in get_args(ChangeGroup) for whole in (True, False)
    }
    for edit in chain(edits, _reordered_levels(old, new)):
        if _on_both_sides(old, new, edit.place) and not _same_in_pounds(old.costs, new.costs, edit):
            group = _group(old, new, edit.place)
            whole = edit.place.kind in _WHOLE or edit.place.kind[1:] == ("*",)
            whole = whole and None in (edit.was, edit.now)
            grouped[group, whole].append(Change(group, edit.place.at, edit.was, edit.now))
    return tuple(change for changes in grouped.values() for change in changes)


def _on_both_sides(old: Appraisal, new: Appraisal, place: _Place) -> bool:
    """Whether a place is not part of an option, criterion or gate that was added or removed."""
    at = place.at
    match place.kind:
        case ("options", "*", "scores", *_):
            return (at[3] in old.criteria) == (at[3] in new.criteria)
        case ("options", "*", "verdicts", *_):
            return (at[3] in old.gates) == (at[3] in new.gates)
        case ("perspectives", "*", "scores", *_):
            return _same_cell(old, new, at[3], at[4])
        case ("panel", "sheets", "*", "scores", *_):
            return _same_cell(old, new, at[4], at[5])
        case ("costs", "lines", "*", "options", *_):
            return (at[4] in old.options) == (at[4] in new.options)
        case ("weighting", *_, "swings", "*"):
            return (at[-1] in _leaves(old)) == (at[-1] in _leaves(new))
    return True


def _same_cell(old: Appraisal, new: Appraisal, criterion: str, option: str) -> bool:
    """Whether neither the criterion nor the option of a cell was added or removed."""
    return (criterion in old.criteria) == (criterion in new.criteria) and (option in old.options) == (
        option in new.options
    )


def _same_in_pounds(old: Costs | None, new: Costs | None, edit: _Edit) -> bool:
    """Whether what differs is an amount that is as many pounds on both sides, in two currencies."""
    if old is None or new is None or old.currency == new.currency or not {"amount", "range"} & {*edit.place.kind}:
        return False
    return bool(in_currency(edit.was, old.currency) == in_currency(edit.now, new.currency))


def _leaves(appraisal: Appraisal) -> set[str]:
    return {*appraisal.criteria, *appraisal.uncounted}


def _group(old: Appraisal, new: Appraisal, place: _Place) -> ChangeGroup:
    """The group of a change; of what an option takes from a model `library`, where the model's file changed."""
    if place.kind[0] == "options" and len(place.kind) > 2 and place.kind[2] in _BY_MODEL:
        was, now, option = _models(old), _models(new), place.at[1]
        shared = {*old.options[option].models} & {*new.options[option].models} & was.keys() & now.keys()
        if "evidence" not in place.kind and any(was[model] != now[model] for model in shared):
            return "library"
    return _group_of(place.kind)


@cache
def _group_of(kind: Keys) -> ChangeGroup:
    return next((group for group, kinds in _GROUPS.items() if fullmatch(kinds, " ".join(kind))), "words")


def _models(appraisal: Appraisal) -> dict[str, str]:
    """The sha256 of the file of each model, by the model's id."""
    files = {file.path.removeprefix("library:"): file.sha256 for file in appraisal.files}
    return {
        path.removeprefix("models/").removesuffix(".yaml"): sha256
        for path, sha256 in files.items()
        if path.startswith("models/")
    }


def _edits(was: Any, now: Any, place: _Place) -> Iterator[_Edit]:
    """What differs between the two sides of one place, down to single fields."""
    if was is now or was == now:
        return
    if place.kind == ("panel",):  # its sheets are told one by one, be they the first or the last
        was, now = was or joined(Panel), now or joined(Panel)
    if place.kind == ("costs", "lines", "*") and was is not None and now is not None:
        was, now = _with_amounts(was, now), _with_amounts(now, was)
    present = now if was is None else was
    if place.kind == ("gates", "*", "requires"):
        if sorted_requirement(was) != sorted_requirement(now):
            yield _Edit(place, requirement(was), requirement(now))
    elif place.kind in (("criteria", "*", "scale"), ("criteria", "*", "values")):
        yield from _edits_of_points(was, now, place)
    elif place.kind[-1] in _BY_YEAR and not (isinstance(was, Mapping) and isinstance(now, Mapping)):
        yield _Edit(place, was, now)
    elif isinstance(present, Mapping):
        yield from _edits_by_id(was or {}, now or {}, place)
    elif type(present) is tuple and place.kind[-1] not in ("range", "range-percent", "order"):
        yield from _edits_of_list(was or (), now or (), place)
    elif (fields := _fields(present)) and was is not None and now is not None:
        for field in fields:
            yield from _edits(getattr(was, field), getattr(now, field), place.field(key(field)))
    else:
        telling = _FIGURE.get(type(present))
        shown = place.field(telling) if telling else place
        yield _Edit(shown, _shown(was, place.at), _shown(now, place.at))


def _edits_by_id(was: Mapping[Any, Any], now: Mapping[Any, Any], place: _Place) -> Iterator[_Edit]:
    for name in dict.fromkeys([*was, *now]):
        before, after = was.get(name), now.get(name)
        if before is not after and before != after:
            yield from _edits(before, after, place.item(name if isinstance(name, str) else number_text(name)))


def _with_amounts(line: CostLine, other: CostLine) -> CostLine:
    """A line with its own amount under each option that has one of its own under the other line alone."""
    if line.amount is None:
        return line
    own = joined(OptionAmount, **{field: getattr(line, field) for field in OptionAmount.model_fields})
    return replaced(line, options={**dict.fromkeys(other.options, own), **line.options})


def _edits_of_points(
    was: Mapping[Decimal, Any] | None, now: Mapping[Decimal, Any] | None, place: _Place
) -> Iterator[_Edit]:
    """What differs at points of a scale; where all of it was added or removed, its points. A point that was added or
    removed and is an end of the scale changes values; any other only describes."""
    if was is None or now is None:
        yield _Edit(place, *(None if points is None else tuple(sorted(points)) for points in (was, now)))
        return
    for point in dict.fromkeys([*was, *now]):
        before, after = was.get(point), now.get(point)
        if before != after:
            having = now if before is None else was
            end = place.kind[-1] == "scale" and None in (before, after) and point in (min(having), max(having))
            yield _Edit(_Place((*place.at, number_text(point)), (*place.kind, "end" if end else "*")), before, after)


def _reordered_levels(old: Appraisal, new: Appraisal) -> Iterator[_Edit]:
    """The levels of each characteristic on both sides, least first, where those they share stand in another order."""
    for name, characteristic in old.characteristics.items():
        was, now = characteristic.levels, new.characteristics[name].levels if name in new.characteristics else {}
        if [level for level in was if level in now] != [level for level in now if level in was]:
            yield _Edit(_ROOT.field("characteristics").item(name).field("levels"), tuple(was), tuple(now))


def _edits_of_list(was: tuple[Any, ...], now: tuple[Any, ...], place: _Place) -> Iterator[_Edit]:
    """The items of a list that were added or removed; statements about the same thing are compared with each other."""
    added = _without(now, was)
    for item in _without(was, now):
        about = _about(item)
        other = next((each for each in added if about and _about(each) == about), None)
        if other is not None:
            added.remove(other)
        yield from _edits(item, other, place.item(*about))
    for item in added:
        yield from _edits(None, item, place.item(*_about(item)))


def _fields(thing: Any) -> Sequence[str]:
    """The fields of what is no plain value, in a record's order."""
    return thing.recorded() if isinstance(thing, FieldModel) else getattr(thing, "_fields", ())


def _without(items: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """The items that are not among the others, each as often as it is there less often."""
    left, rest = Counter(others), []
    for item in items:
        left[item] -= 1
        if left[item] < 0:
            rest.append(item)
    return rest


def _about(item: Any) -> Keys:
    """The ids of what a statement in a list is about; none for a text or an id."""
    if isinstance(item, Accepted):
        return (item.where or "",)
    if isinstance(item, Dissent):
        return tuple(filter(None, (item.about.criterion, item.about.option, item.by)))
    return ()


def _shown(thing: Any, at: Keys) -> Any:
    """How a thing is reported: a plain value as written, any other by its name or its first text, or else its id."""
    if not _fields(thing):
        return thing
    if type(thing) in _FIGURE:
        return getattr(thing, _FIGURE[type(thing)])
    texts = (getattr(thing, field, None) for field in _TELLING)
    return next((text for text in texts if text is not None), at[-1])


def sorted_requirement(requires: Any) -> Any:
    """A requirement with its levels sorted, as their order means nothing, and an amount of money in pounds."""
    operand = requires.operand
    if requires.unit is not None and isinstance(operand, Decimal):
        return requires._replace(operand=in_currency(operand, requires.unit), unit="GBP")
    return requires._replace(operand=tuple(sorted(operand))) if isinstance(operand, tuple) else requires
