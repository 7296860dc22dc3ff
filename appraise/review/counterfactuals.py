"""Mixtures: the older inputs with some changes made as in the newer ones, as far as the shortlist reads them."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from appraise.appraisal import UNKNOWN, Appraisal, Criterion, Gate, Group, Option, Score
from appraise.engine.gates import OPERATORS
from appraise.engine.weighting import METHODS
from appraise.field_models import replaced
from appraise.review_results import Keys

_ANCHORS = ("scale", "unit", "worst", "best", "values")

Missing = set[Keys]
"""What nobody said: ("scores", criterion, option), ("verdicts", gate, option) or ("weights", criterion)."""


def units(old: Appraisal, new: Appraisal) -> Iterator[Keys]:
    """What can be made as in the newer inputs by itself: everything that differs and that shares, values, verdicts or
    the rule read. What came or went is one unit, with its scores, verdicts and weight, and the groups that hold nothing
    else."""
    for field in ("options", "criteria", "gates"):
        yield from ((field, name) for name in sorted(getattr(old, field).keys() ^ getattr(new, field).keys()))
    if _weights(old, new) != _weights(new, old):
        yield ("weights",)
    if old.shortlist_rule != new.shortlist_rule:
        yield ("shortlist-rule",)
    for name, gate in _both(old.gates, new.gates):
        if _asked(gate) != _asked(new.gates[name]):
            yield "gates", name
    both: dict[str, bool] = {}
    for name, was in _both(old.criteria, new.criteria):
        now = new.criteria[name]
        both[name] = _ends(was) != _ends(now)
        if was.points != now.points:
            yield "values", name
        if was.rate_from != now.rate_from:
            yield "scores", name
    read = _gated(old, new)
    if any(list(words.levels) != list(new.characteristics[name].levels) for name, words in _defined(old, new, read)):
        yield ("definitions",)
    read = read | {words.rate_from.characteristic for words in _criteria(old, new) if words.rate_from}
    for option, was_words in _both(old.options, new.options):
        yield from _inside(option, was_words, new.options[option], both, old.gates.keys() & new.gates.keys(), read)


def bare(appraisal: Appraisal) -> Appraisal:
    """An appraisal whose cells hold only scores and ranges."""
    options = {
        option: replaced(words, scores={name: Score(score.score, score.range) for name, score in words.scores.items()})
        for option, words in appraisal.options.items()
    }
    return replaced(appraisal, options=options)


def start(old: Appraisal, new: Appraisal) -> Appraisal:
    """The older inputs, with what belongs to a criterion, gate or definition that they do not know yet: as long as that
    is not there, nothing reads it."""
    options = {}
    for option, words in old.options.items():
        later = new.options.get(option, words)
        scores = {name: score for name, score in later.scores.items() if name not in old.criteria}
        verdicts = {gate: verdict for gate, verdict in later.verdicts.items() if gate not in old.gates}
        options[option] = replaced(words, scores={**scores, **words.scores}, verdicts={**verdicts, **words.verdicts})
    characteristics = {**new.characteristics, **old.characteristics}
    return replaced(old, options=options, characteristics=characteristics)


def mixed(begun: Appraisal, new: Appraisal, changes: Collection[Keys]) -> Appraisal:
    """What was begun with, and these units as in the newer inputs."""
    options, criteria, gates = dict(begun.options), dict(begun.criteria), dict(begun.gates)
    fields: dict[str, Any] = {}
    for unit in changes:
        match unit:
            case ("options", name):
                _as_in(options, new.options, name)
            case ("criteria", name):
                _as_in(criteria, new.criteria, name)
            case ("gates", name):
                _as_in(gates, new.gates, name)
            case ("scores", criterion):
                criteria[criterion] = replaced(criteria[criterion], rate_from=new.criteria[criterion].rate_from)
            case ("values", criterion):
                anchors = {field: getattr(new.criteria[criterion], field) for field in _ANCHORS}
                criteria[criterion] = replaced(criteria[criterion], **anchors)
            case ("scores", criterion, option):
                options[option] = _with(options[option], new.options[option], "scores", criterion)
            case ("verdicts", gate, option):
                options[option] = _with(options[option], new.options[option], "verdicts", gate)
            case ("characteristics", option, name):
                options[option] = _with(options[option], new.options[option], "characteristics", name)
            case ("definitions",):
                fields["characteristics"] = {**begun.characteristics, **new.characteristics}
            case ("shortlist-rule",):
                fields["shortlist_rule"] = new.shortlist_rule
            case ("weights",):
                fields |= {"weighting": new.weighting, "uncounted": new.uncounted}
    if "weighting" in fields:
        for name in criteria.keys() & begun.criteria.keys() & new.criteria.keys():
            now = new.criteria[name]
            criteria[name] = replaced(criteria[name], weight=now.weight, group=now.group)
    base, other = (new.groups, begun.groups) if "weighting" in fields else (begun.groups, new.groups)
    made = replaced(begun, options=options, criteria=criteria, gates=gates, **fields)
    return replaced(made, groups=_occupied(made, {**base, **other, **base}))


def missing(appraisal: Appraisal) -> Missing:
    """The weights that a method asks for and nobody gave; the scores that neither a sheet nor a rule gives, and the
    verdicts that neither people nor a rule gave."""
    options = appraisal.options.items()
    found: Missing = set()
    if METHODS[appraisal.weighting.method].OPERAND == "weights":
        leaves: dict[str, Criterion | Group] = {**appraisal.criteria, **appraisal.uncounted}
        found |= {("weights", name) for name, leaf in leaves.items() if leaf.weight is None}
    for name, criterion in appraisal.criteria.items():
        unscored = [(option, words) for option, words in options if words.scores.get(name) is None]
        found |= {("scores", name, option) for option, words in unscored if not _rated(criterion, words)}
    for name, gate in appraisal.gates.items():
        if gate.requires.operator is None:
            found |= {("verdicts", name, option) for option, words in options if name not in words.verdicts}
    return found


def evaluable(appraisal: Appraisal, known: Missing) -> bool:
    """Whether people could have written a mixture: no name is used twice and all lead somewhere, all scores lie on
    their scales, and nothing is missing but what is missing on either side. Weights that fit no tree are for the engine
    to refuse."""
    return (
        _named_once(appraisal)
        and all(_gate_fits(appraisal, gate) for gate in appraisal.gates.values())
        and all(_on_scale(appraisal, name) for name in appraisal.criteria)
        and missing(appraisal) <= known
    )


def _both(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(name, words) for name, words in old.items() if name in new]


def _criteria(old: Appraisal, new: Appraisal) -> list[Criterion]:
    return [*old.criteria.values(), *new.criteria.values()]


def _weights(side: Appraisal, other: Appraisal) -> tuple[Any, ...]:
    """All that one side's shares are worked out from, of the criteria and groups that are on both. What lies in a group
    that only this side has says so itself; where that is only what came or went, the group comes and goes with it."""
    return (
        side.weighting.method,
        {name: (words.weight, words.group) for name, words in side.criteria.items() if name in other.criteria},
        {name: (words.weight, words.group) for name, words in side.uncounted.items()},
        {name: (words.weight, words.group) for name, words in side.groups.items() if name in other.groups},
    )


def _occupied(appraisal: Appraisal, groups: Mapping[str, Group]) -> dict[str, Group]:
    """Those of the groups that something lies in, at any depth: nobody writes an empty one."""
    found: set[str | None] = {None}
    leaves: list[Criterion | Group] = [*appraisal.criteria.values(), *appraisal.uncounted.values()]
    for leaf in leaves:
        above = leaf.group
        while above is not None and above not in found:
            found.add(above)
            above = groups[above].group
    return {name: words for name, words in groups.items() if name in found}


def _ends(criterion: Criterion) -> tuple[Decimal, Decimal]:
    """The lowest and the highest score there is."""
    points = criterion.points
    return points[0][0], points[-1][0]


def _deciding(score: Score | None, ranged: bool) -> Any:
    """What decides of a cell: a score, or an unknown one and its range. A range that only tells how sure a score is
    counts where the scale has other ends, as it must lie between them."""
    return score and (score.score, score.range if ranged or score.score == UNKNOWN else None)


def _asked(gate: Gate) -> Any:
    """A requirement without the order of its levels."""
    operand = gate.requires.operand
    return gate.requires._replace(operand=tuple(sorted(operand)) if isinstance(operand, tuple) else operand)


def _gated(old: Appraisal, new: Appraisal) -> set[str | None]:
    """The characteristics that gates ask for."""
    return {gate.requires.characteristic for gate in (*old.gates.values(), *new.gates.values())} - {None}


def _defined(old: Appraisal, new: Appraisal, read: Collection[str | None]) -> list[tuple[str, Any]]:
    return [(name, words) for name, words in _both(old.characteristics, new.characteristics) if name in read]


def _inside(
    option: str,
    was: Option,
    now: Option,
    criteria: Mapping[str, bool],
    gates: Collection[str],
    read: Collection[str | None],
) -> Iterator[Keys]:
    """What differs of an option that is on both sides. criteria: with whether their scales have other ends."""
    if was.scores != now.scores:
        for name, ranged in criteria.items():
            if _deciding(was.scores.get(name), ranged) != _deciding(now.scores.get(name), ranged):
                yield "scores", name, option
    if was.verdicts != now.verdicts:
        for gate in sorted(gates):
            if getattr(was.verdicts.get(gate), "verdict", None) != getattr(now.verdicts.get(gate), "verdict", None):
                yield "verdicts", gate, option
    if was.characteristics != now.characteristics:
        for name in dict.fromkeys([*was.characteristics, *now.characteristics]):
            levels = [getattr(words.characteristics.get(name), "level", None) for words in (was, now)]
            if name in read and levels[0] != levels[1]:
                yield "characteristics", option, name


def _as_in(things: dict[str, Any], new: Mapping[str, Any], name: str) -> None:
    if name in new:
        things[name] = new[name]
    else:
        things.pop(name)


def _with(option: Option, new: Option, field: str, name: str) -> Option:
    """An option with one cell, verdict or level as in the newer inputs."""
    things = dict(getattr(option, field))
    things.pop(name, None)
    later = getattr(new, field)
    if name in later:
        things[name] = later[name]
    fields: dict[str, Any] = {field: things}
    return replaced(option, **fields)


def _rated(criterion: Criterion, option: Option) -> bool:
    """Whether the rule of a criterion scores an option, were it as unknown; a level that the rule does not know is not
    scored."""
    if criterion.rate_from is None:
        return False
    level = option.characteristics.get(criterion.rate_from.characteristic)
    return level is None or level.level == UNKNOWN or level.level in criterion.rate_from.scores


def _named_once(appraisal: Appraisal) -> bool:
    """Whether no criterion and no group has the name of another."""
    names = [*appraisal.criteria, *appraisal.uncounted, *appraisal.groups]
    return len(set(names)) == len(names)


def _gate_fits(appraisal: Appraisal, gate: Gate) -> bool:
    """Whether what a gate asks for is there, and every level it meets is one of the levels."""
    asks = gate.requires
    if asks.operator is None:
        return True
    if asks.operator not in OPERATORS:
        return False
    if asks.characteristic is None:
        criterion = appraisal.criteria.get(asks.criterion or "")
        return asks.criterion in appraisal.uncounted or (criterion is not None and _within(criterion, asks.operand))
    defined = appraisal.characteristics.get(asks.characteristic)
    operand = asks.operand if isinstance(asks.operand, tuple) else (asks.operand,)
    stated = [words.characteristics.get(asks.characteristic) for words in appraisal.options.values()]
    met = {level.level for level in stated if level is not None} - {UNKNOWN}
    return defined is not None and {*map(str, operand), *met} <= defined.levels.keys()


def _on_scale(appraisal: Appraisal, name: str) -> bool:
    """Whether every score that can be asked for lies between the ends of its criterion, and every range does."""
    criterion = appraisal.criteria[name]
    asked: list[Any] = list(criterion.rate_from.scores.values()) if criterion.rate_from else []
    for option in appraisal.options.values():
        score = option.scores.get(name)
        if score is not None:
            asked += (score.score, *(score.range or ()))
    return _within(criterion, *asked)


def _within(criterion: Criterion, *scores: Any) -> bool:
    low, high = _ends(criterion)
    return low < high and all(low <= score <= high for score in scores if isinstance(score, Decimal))
