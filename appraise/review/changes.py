"""Causes: what people wrote otherwise, fact by fact, each where it stands in the record."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple, get_args

from appraise.appraisal import Accepted, Appraisal, Dissent, Level, Score, Verdict
from appraise.field_models import FieldModel
from appraise.field_types import key
from appraise.numbers import number_text
from appraise.review_results import CauseGroup, Change, Keys
from appraise.run import requirement

_FIGURE = {Score: "score", Level: "level", Verdict: "verdict"}
"""What tells such a thing where it came or went as a whole."""

_TELLING = ("name", "title", "text", "how", "score", "characteristic", "options", "reason", "by")
"""What tells any other thing that came or went: the first of these that it says."""

_FIELDS = [field for field in Appraisal.recorded() if field != "files"]

_GROUPS: Mapping[str, CauseGroup] = {
    "criteria * weight": "weights",
    "groups * weight": "weights",
    "uncounted * weight": "weights",
    "weighting method": "weights",
    "options * scores * score": "scores",
    "options * scores * range": "scores",
    "criteria * rate-from": "scores",
    "criteria * rate-from characteristic": "scores",
    "criteria * rate-from scores *": "scores",
    "criteria * scale": "values",
    "criteria * scale end": "values",
    "criteria * unit": "values",
    "criteria * worst": "values",
    "criteria * best": "values",
    "criteria * values": "values",
    "criteria * values *": "values",
    "options * verdicts * verdict": "verdicts",
    "gates *": "gates",
    "gates * requires": "gates",
    "shortlist-rule top": "shortlist-rule",
    "shortlist-rule at-least": "shortlist-rule",
    "shortlist-rule within": "shortlist-rule",
    "options *": "options",
    "options * models": "options",
    "options * comparator": "options",
    "options * dimensions *": "options",
    "options * characteristics * level": "options",
    "options * evolves-to *": "options",
    "options * precedents *": "options",
    "criteria *": "criteria",
    "criteria * group": "criteria",
    "groups *": "criteria",
    "groups * group": "criteria",
    "uncounted *": "criteria",
    "uncounted * group": "criteria",
    "perspectives *": "perspectives",
    "perspectives * weights *": "perspectives",
    "perspectives * scores * * score": "perspectives",
    "perspectives * scores * * range": "perspectives",
    "perspectives * lift-gates": "perspectives",
    "robustness within": "settings",
    "robustness draws": "settings",
    "robustness seed": "settings",
}
"""The group of a fact by its kind: its keys with a star for every id. What is not here is of `words`."""

_BY_MODEL = ("summary", "dimensions", "characteristics", "evolves-to")
"""What an option takes from its models."""


class _Fact(NamedTuple):
    kind: Keys
    at: Keys
    was: Any
    now: Any


def causes(old: Appraisal, new: Appraisal) -> tuple[Change, ...]:
    """What people wrote otherwise: one Change a fact, by group; in each, what came or went as a whole before all else,
    then in the order of the record.

    Silent about the order of mappings and lists (but that of levels, which says which is more), about layout, files
    and versions. The scores of what came or went, and the verdicts at a gate that did, are not told again. In lists
    an item is told by itself; what people accept is told by what it is about, a dissent by criterion, option and who.
    """
    facts = (fact for field in _FIELDS for fact in _differing(getattr(old, field), getattr(new, field), (key(field),)))
    found: dict[tuple[CauseGroup, bool], list[Change]] = {
        (group, whole): [] for group in get_args(CauseGroup) for whole in (True, False)
    }
    for fact in chain(facts, _orders(old, new)):
        if _own(old, new, fact):
            group = _group(old, new, fact)
            whole = fact.kind[1:] == ("*",) and None in (fact.was, fact.now)
            found[group, whole].append(Change(group, *fact[1:]))
    return tuple(change for changes in found.values() for change in changes)


def _own(old: Appraisal, new: Appraisal, fact: _Fact) -> bool:
    """Whether a fact is not part of an option, criterion or gate that came or went."""
    match fact.kind:
        case ("options", "*", "scores", *_):
            return (fact.at[3] in old.criteria) == (fact.at[3] in new.criteria)
        case ("options", "*", "verdicts", *_):
            return (fact.at[3] in old.gates) == (fact.at[3] in new.gates)
        case ("perspectives", "*", "scores", *_):
            return (fact.at[3] in old.criteria) == (fact.at[3] in new.criteria) and (
                (fact.at[4] in old.options) == (fact.at[4] in new.options)
            )
    return True


def _group(old: Appraisal, new: Appraisal, fact: _Fact) -> CauseGroup:
    """The group of a fact; what an option takes from a model is the library's where the model's file is another."""
    kind = fact.kind
    if "evidence" in kind or kind[0] in ("documents", "claims"):
        return "evidence"
    if kind[0] in ("recommendation", "decision", "status"):
        return "recommendation"
    if kind[0] == "characteristics":
        return "library"
    if kind[0] == "options" and len(kind) > 2 and kind[2] in _BY_MODEL:
        was, now = _models(old), _models(new)
        shared = [each for each in old.options[fact.at[1]].models if each in new.options[fact.at[1]].models]
        if any(each in was and each in now and was[each] != now[each] for each in shared):
            return "library"
    return _GROUPS.get(" ".join(kind), "words")


def _models(appraisal: Appraisal) -> dict[str, str]:
    """The sha256 of the file of each model, by the model's id."""
    files = {file.path.removeprefix("library:"): file.sha256 for file in appraisal.files}
    return {
        path.removeprefix("models/").removesuffix(".yaml"): sha256
        for path, sha256 in files.items()
        if path.startswith("models/")
    }


def _differing(was: Any, now: Any, at: Keys, kind: Keys | None = None) -> Iterator[_Fact]:
    """The facts in which two things at one place differ. kind: the place's keys with a star for every id."""
    kind = kind or at
    if was is now or was == now:
        return
    one = now if was is None else was
    if kind == ("gates", "*", "requires"):
        if _sorted(was) != _sorted(now):
            yield _Fact(kind, at, requirement(was), requirement(now))
    elif kind in (("criteria", "*", "scale"), ("criteria", "*", "values")):
        yield from _points(was, now, at, kind)
    elif isinstance(one, Mapping):
        yield from _named(was or {}, now or {}, at, kind)
    elif type(one) is tuple and kind[-1] != "range":
        yield from _listed(was or (), now or (), at, kind)
    elif (fields := _fields(one)) and was is not None and now is not None:
        for field in fields:
            yield from _differing(getattr(was, field), getattr(now, field), (*at, key(field)), (*kind, key(field)))
    else:
        figure = (_FIGURE[type(one)],) if type(one) in _FIGURE else ()
        yield _Fact((*kind, *figure), (*at, *figure), _told(was, at), _told(now, at))


def _fields(thing: Any) -> Sequence[str]:
    """The fields of what is no plain value, in a record's order."""
    return thing.recorded() if isinstance(thing, FieldModel) else getattr(thing, "_fields", ())


def _named(was: Mapping[str, Any], now: Mapping[str, Any], at: Keys, kind: Keys) -> Iterator[_Fact]:
    """The facts in which two mappings by id differ."""
    for name in dict.fromkeys([*was, *now]):
        before, after = was.get(name), now.get(name)
        if before is not after and before != after:
            yield from _differing(before, after, (*at, name), (*kind, "*"))


def _points(
    was: Mapping[Decimal, Any] | None, now: Mapping[Decimal, Any] | None, at: Keys, kind: Keys
) -> Iterator[_Fact]:
    """The same for what stands at points of a scale. Where all of it came or went it is told by its points. A point
    that came or went and is an end of the scale decides what a score is worth; any other only describes."""
    if was is None or now is None:
        yield _Fact(kind, at, *(None if points is None else tuple(sorted(points)) for points in (was, now)))
        return
    ends = {id(points): (min(points), max(points)) for points in (was, now) if points}
    for point in dict.fromkeys([*was, *now]):
        before, after = was.get(point), now.get(point)
        if before != after:
            there = now if before is None else was
            end = kind[-1] == "scale" and None in (before, after) and point in ends[id(there)]
            yield _Fact((*kind, "end" if end else "*"), (*at, number_text(point)), before, after)


def _orders(old: Appraisal, new: Appraisal) -> Iterator[_Fact]:
    """The order of levels, least first, where those on both sides stand in another."""
    for name, words in old.characteristics.items():
        was, now = words.levels, new.characteristics[name].levels if name in new.characteristics else {}
        if [level for level in was if level in now] != [level for level in now if level in was]:
            at = ("characteristics", name, "levels")
            yield _Fact(at, at, tuple(was), tuple(now))


def _listed(was: tuple[Any, ...], now: tuple[Any, ...], at: Keys, kind: Keys) -> Iterator[_Fact]:
    """What of a list came or went; statements about the same are held against each other."""
    went, came = _without(was, now), _without(now, was)
    for item in went:
        about = _about(item)
        other = next((each for each in came if about and _about(each) == about), None)
        if other is not None:
            came.remove(other)
        yield from _differing(item, other, (*at, *about), (*kind, *("*" for _ in about)))
    for item in came:
        about = _about(item)
        yield from _differing(None, item, (*at, *about), (*kind, *("*" for _ in about)))


def _without(items: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """The items that the others do not hold, as often as they hold them less often."""
    left, found = Counter(others), []
    for item in items:
        if left[item] > 0:
            left[item] -= 1
        else:
            found.append(item)
    return found


def _about(item: Any) -> Keys:
    """What a statement in a list is about; nothing for a text or an id."""
    if isinstance(item, Accepted):
        return (item.where or "",)
    if isinstance(item, Dissent):
        return item.about.criterion, item.about.option, item.by
    return ()


def _told(thing: Any, at: Keys) -> Any:
    """A thing as it is told: a plain one as written, any other by its name or its first words, or else its id."""
    if not _fields(thing):
        return thing
    if type(thing) in _FIGURE:
        return getattr(thing, _FIGURE[type(thing)])
    said = (getattr(thing, field, None) for field in _TELLING)
    return next((each for each in said if each is not None), at[-1])


def _sorted(requires: Any) -> Any:
    """A requirement with its levels in one order, which says nothing."""
    operand = requires.operand
    return requires._replace(operand=tuple(sorted(operand))) if isinstance(operand, tuple) else requires
