"""Counterfactual inputs: the old appraisal with a subset of the new one's changes applied.

Only what the shortlist depends on is changed. A unit is a change that can be applied by itself, given by its keys.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any

from appraise.appraisal import (
    Appraisal,
    CostLine,
    Costs,
    Criterion,
    Gate,
    Group,
    Option,
    OptionAmount,
    Panel,
    Requirement,
    Score,
    ScoreSheet,
    Weighting,
)
from appraise.costing import CASH, NET_PRESENT
from appraise.costing.years import position
from appraise.field_models import joined, replaced
from appraise.field_types import UNKNOWN
from appraise.review.changes import sorted_requirement
from appraise.review.pounds import costs_in_pounds
from appraise.review_results import Keys
from appraise.value_functions import anchors, scale_ends
from appraise.weighting import METHODS

_CRITERION_FIELDS = {
    "scores": ("rate_from",),
    "values": ("scale", "unit", "worst", "best", "values"),
    "weights": ("weight", "group"),
}
"""The fields of a criterion that a unit of this kind changes."""
_LINE_FIELDS = ("when", "from_", "optimism_bias", "transfer")
_COSTS_FIELDS = ("period", "discount_rate")
"""The fields of a line and of costs that decide beside the amounts."""

Missing = set[Keys]
"""What is not stated: ("scores", criterion, option), ("verdicts", gate, option), ("weights", criterion) or ("costs",
line, option)."""


def units(old: Appraisal, new: Appraisal) -> Iterator[Keys]:
    """The units between two appraisals: every difference that shares, values, verdicts or the shortlist rule depend on.

    What was added or removed is one unit, with its scores, verdicts and weight, and the groups that hold nothing else.
    """
    for field in ("options", "criteria", "gates"):
        yield from ((field, name) for name in sorted(getattr(old, field).keys() ^ getattr(new, field).keys()))
    if _weights(old, new) != _weights(new, old):
        yield ("weights",)
    if old.shortlist_rule != new.shortlist_rule:
        yield ("shortlist-rule",)
    for name, gate in _both(old.gates, new.gates):
        if sorted_requirement(gate.requires) != sorted_requirement(new.gates[name].requires):
            yield "gates", name
    rescaled: dict[str, bool] = {}
    for name, was in _both(old.criteria, new.criteria):
        now = new.criteria[name]
        rescaled[name] = scale_ends(anchors(was)) != scale_ends(anchors(now))
        if was.points != now.points:
            yield "values", name
        if was.rate_from != now.rate_from:
            yield "scores", name
    gates = (*old.gates.values(), *new.gates.values())
    read = {gate.requires.characteristic for gate in gates}
    defined = [(name, was) for name, was in _both(old.characteristics, new.characteristics) if name in read]
    if any(list(was.levels) != list(new.characteristics[name].levels) for name, was in defined):
        yield ("definitions",)
    rules = (criterion.rate_from for criterion in (*old.criteria.values(), *new.criteria.values()))
    read |= {rule.characteristic for rule in rules if rule}
    for name, was in _both(old.options, new.options):
        yield from _option_units(name, was, new.options[name], rescaled, old.gates.keys() & new.gates.keys(), read)
    yield from _panel_units(old, new, rescaled)
    yield from _cost_units(old, new)


def bare(appraisal: Appraisal) -> Appraisal:
    """The appraisal without the reasons and evidence of its scores, so that equal scores are equal, with costs in
    pounds."""

    def bare_scores(scores: Mapping[str, Score]) -> dict[str, Score]:
        return {name: Score(score.score, score.range) for name, score in scores.items()}

    options = {name: replaced(option, scores=bare_scores(option.scores)) for name, option in appraisal.options.items()}
    return _with_sheets(
        replaced(appraisal, options=options, costs=appraisal.costs and costs_in_pounds(appraisal.costs)),
        {
            member: replaced(sheet, scores={name: bare_scores(row) for name, row in sheet.scores.items()})
            for member, sheet in _sheets(appraisal).items()
        },
    )


def start(old: Appraisal, new: Appraisal) -> Appraisal:
    """The older inputs, with the newer scores, swings and verdicts for criteria and gates that only the newer ones
    have, the newer scores that members of a panel gave to new options, what new options pay under the lines of both
    sides, and their definitions: nothing depends on these before the criterion, option or gate is added."""
    options = {}
    for name, option in old.options.items():
        later = new.options.get(name, option)
        scores = {criterion: score for criterion, score in later.scores.items() if criterion not in old.criteria}
        verdicts = {gate: verdict for gate, verdict in later.verdicts.items() if gate not in old.gates}
        options[name] = replaced(option, scores={**scores, **option.scores}, verdicts={**verdicts, **option.verdicts})
    characteristics = {**new.characteristics, **old.characteristics}
    begun = replaced(
        old,
        options=options,
        characteristics=characteristics,
        weighting=_with_new_swings(old.weighting, new.weighting),
        costs=_with_new_amounts(old, new),
    )
    sheets = dict(_sheets(old))
    for member, later_sheet in _sheets(new).items():
        if member in sheets:
            sheets[member] = _with_new_cells(old, sheets[member], later_sheet)
    return _with_sheets(begun, sheets)


def _with_new_swings(old: Weighting, new: Weighting) -> Weighting:
    """The older weights, with the swings that only the newer ones have."""
    sheets = {
        member: replaced(sheet, swings={**new.sheets[member].swings, **sheet.swings}) if member in new.sheets else sheet
        for member, sheet in old.sheets.items()
    }
    return replaced(old, sheets=sheets, swings={**new.swings, **old.swings} if old.swings else {})


def _with_new_cells(old: Appraisal, sheet: ScoreSheet, later: ScoreSheet) -> ScoreSheet:
    """A member's older scores, with the newer ones on criteria and of options that only the newer inputs have."""
    scores = {name: dict(row) for name, row in sheet.scores.items()}
    for name, row in later.scores.items():
        fresh = {
            option: score for option, score in row.items() if name not in old.criteria or option not in old.options
        }
        if fresh:
            scores[name] = {**scores.get(name, {}), **fresh}
    return replaced(sheet, scores=scores)


def _with_new_amounts(old: Appraisal, new: Appraisal) -> Costs | None:
    """The older costs, with what options pay that only the newer inputs have."""
    if old.costs is None or new.costs is None:
        return old.costs
    fresh = [name for name in new.options if name not in old.options]
    lines = dict(old.costs.lines)
    for name, line in _both(old.costs.lines, new.costs.lines):
        pays = {option: _stated(new.costs.lines[name], option) for option in fresh}
        lines[name] = replaced(line, options={**line.options, **pays})
    return replaced(old.costs, lines=lines)


def with_units(begun: Appraisal, new: Appraisal, chosen: Collection[Keys]) -> Appraisal:
    """The counterfactual inputs with these units as in the newer inputs.

    begun: what `start` gives.
    """
    changed: dict[str, Any] = {field: dict(getattr(begun, field)) for field in ("options", "criteria", "gates")}
    options, criteria = changed["options"], changed["criteria"]
    for unit in chosen:
        match unit:
            case ("options" | "criteria" | "gates" as field, name):
                _copy(changed[field], getattr(new, field), name)
            case ("scores" | "values" as kind, criterion):
                criteria[criterion] = _with_fields(criteria[criterion], new.criteria[criterion], kind)
            case ("panel" | "combine", *keys):
                changed["panel"] = _with_panel(changed.get("panel", begun.panel), new.panel, unit[:1], keys)
            case ("costs", *keys):
                changed["costs"] = _with_costs(changed.get("costs", begun.costs), new.costs, keys)
            case ("scores" | "verdicts" as field, name, option):
                options[option] = _with_item(options[option], new.options[option], field, name)
            case ("characteristics", option, name):
                options[option] = _with_item(options[option], new.options[option], "characteristics", name)
            case ("definitions",):
                changed["characteristics"] = {**begun.characteristics, **new.characteristics}
            case ("shortlist-rule",):
                changed["shortlist_rule"] = new.shortlist_rule
            case ("weights",):
                changed |= {"weighting": new.weighting, "uncounted": new.uncounted}
    if "weighting" in changed:
        for name in criteria.keys() & begun.criteria.keys() & new.criteria.keys():
            criteria[name] = _with_fields(criteria[name], new.criteria[name], "weights")
    base, other = (new.groups, begun.groups) if "weighting" in changed else (begun.groups, new.groups)
    groups = {**base, **other, **base}
    made = replaced(begun, groups=groups, **changed)
    return replaced(made, groups=_occupied(made))


def missing(appraisal: Appraisal) -> Missing:
    """The weights that the method needs and nobody gave, the scores and verdicts that neither people nor a rule gave,
    and the amounts that gates ask for and no line has."""
    options = appraisal.options.items()
    unstated: Missing = set()
    leaves: dict[str, Criterion | Group] = {**appraisal.criteria, **appraisal.uncounted}
    operand, weighting = METHODS[appraisal.weighting.method].OPERAND, appraisal.weighting
    if operand == "weights":
        unstated |= {("weights", name) for name, leaf in leaves.items() if leaf.weight is None}
    elif operand != "nothing":
        for judgement in weighting.sheets.values() if weighting.by_members else [weighting]:
            said = {*judgement.swings} if operand == "swings" else {*chain(*judgement.order)}
            unstated |= {("weights", name) for name in leaves if name not in said}
    by_members = {name for sheet in _sheets(appraisal).values() for name, row in sheet.scores.items() if row}
    for name, criterion in appraisal.criteria.items():
        if name in by_members:
            continue  # what members leave out is an abstention
        unscored = [(option_id, option) for option_id, option in options if option.scores.get(name) is None]
        unstated |= {("scores", name, option_id) for option_id, option in unscored if not _rated(criterion, option)}
    for name, gate in appraisal.gates.items():
        if gate.requires.operator is None:
            unstated |= {("verdicts", name, option_id) for option_id, option in options if name not in option.verdicts}
    for name, line in _read_lines(appraisal.costs, appraisal.gates.values()).items():
        if line.amount is None:
            unstated |= {("costs", name, option_id) for option_id, _ in options if option_id not in line.options}
    return unstated


def evaluable(appraisal: Appraisal, known: Missing) -> bool:
    """Whether people could have written these inputs: ids are unique and refer to something, scores are on their
    scales, amounts that gates ask for are of years of the period, and nothing is missing but what is known to be.
    Weights that fit no tree are for the engine to refuse.

    known: what is missing on either side.
    """
    return (
        _named_once(appraisal)
        and all(_gate_fits(appraisal, gate) for gate in appraisal.gates.values())
        and all(_on_scale(appraisal, name) for name in appraisal.criteria)
        and _in_period(appraisal)
        and missing(appraisal) <= known
    )


def _both(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The older side of everything that is on both, with its id."""
    return [(name, was) for name, was in old.items() if name in new]


def _weights(side: Appraisal, other: Appraisal) -> tuple[Any, ...]:
    """All that one side's shares are worked out from, of the criteria and groups on both sides. A group that only one
    side has shows in what lies in it; if that was added or removed, so was the group."""

    def placed(nodes: Mapping[str, Any], also_in: Mapping[str, Any]) -> dict[str, Any]:
        return {name: (node.weight, node.group) for name, node in nodes.items() if name in also_in}

    weighting, shared = side.weighting, other.criteria.keys() | other.uncounted.keys()
    said = [*weighting.sheets.items()] if weighting.by_members else [("", weighting)]
    return (
        weighting.method,
        {member: ({n: s for n, s in each.swings.items() if n in shared}, each.order) for member, each in said},
        placed(side.criteria, other.criteria),
        placed(side.uncounted, side.uncounted),
        placed(side.groups, other.groups),
    )


def _occupied(appraisal: Appraisal) -> dict[str, Group]:
    """The groups that a criterion lies in, at any depth: an empty one is not allowed."""
    leaves: list[Criterion | Group] = [*appraisal.criteria.values(), *appraisal.uncounted.values()]
    direct = {leaf.group for leaf in leaves if leaf.group is not None}
    occupied = direct.union(*(appraisal.around(group) for group in direct))
    return {name: group for name, group in appraisal.groups.items() if name in occupied}


def _deciding(score: Score | None, ranged: bool) -> Any:
    """What matters of a cell: its score, and the range of an unknown one. The range of a known score matters only where
    the scale has other ends, as it must lie between them (`ranged`)."""
    return score and (score.score, score.range if ranged or score.score == UNKNOWN else None)


def _option_units(
    option: str,
    was: Option,
    now: Option,
    rescaled: Mapping[str, bool],
    gates: Collection[str],
    read: Collection[str | None],
) -> Iterator[Keys]:
    """The units of an option that is on both sides.

    rescaled: whether the scale has other ends, by criterion. gates: those on both sides. read: the characteristics that
    gates and rules read.
    """
    if was.scores != now.scores:
        for name, ranged in rescaled.items():
            if _deciding(was.scores.get(name), ranged) != _deciding(now.scores.get(name), ranged):
                yield "scores", name, option
    for gate in sorted(gates):
        if getattr(was.verdicts.get(gate), "verdict", None) != getattr(now.verdicts.get(gate), "verdict", None):
            yield "verdicts", gate, option
    for name in dict.fromkeys([*was.characteristics, *now.characteristics]):
        levels = [getattr(side.characteristics.get(name), "level", None) for side in (was, now)]
        if name in read and levels[0] != levels[1]:
            yield "characteristics", option, name


def _sheets(appraisal: Appraisal) -> Mapping[str, ScoreSheet]:
    """The scores of each member of the panel."""
    return appraisal.panel.sheets if appraisal.panel else {}


def _with_sheets(appraisal: Appraisal, sheets: Mapping[str, ScoreSheet]) -> Appraisal:
    return replaced(appraisal, panel=replaced(appraisal.panel, sheets=sheets)) if appraisal.panel else appraisal


def _panel_units(old: Appraisal, new: Appraisal, rescaled: Mapping[str, bool]) -> Iterator[Keys]:
    """The units of what members of the panel gave: the panel as a whole where only one side has one, else members that
    came or went, how scores are combined, and each member's score of an option on a criterion.

    rescaled: whether the scale has other ends, of the criteria on both sides.
    """
    was, now = _sheets(old), _sheets(new)
    if not (was and now):
        yield from [("panel",)] if was or now else []
        return
    yield from (("panel", member) for member in sorted(was.keys() ^ now.keys()))
    if old.panel and new.panel and old.panel.combine != new.panel.combine:
        yield ("combine",)
    options = [option for option, _ in _both(old.options, new.options)]
    for member, sheet in _both(was, now):
        for name, ranged in rescaled.items():
            before, after = sheet.scores.get(name, {}), now[member].scores.get(name, {})
            for option in options:
                if _deciding(before.get(option), ranged) != _deciding(after.get(option), ranged):
                    yield "panel", member, name, option


def _with_panel(panel: Panel | None, new: Panel | None, kind: Keys, keys: Sequence[str]) -> Panel | None:
    """A panel with one thing as in the newer inputs: all of it, how it combines, a member, or a member's score."""
    if panel is None or new is None:
        return new
    if kind == ("combine",):
        return replaced(panel, combine=new.combine)
    if not keys:
        return new
    sheets = dict(panel.sheets)
    if len(keys) == 1:
        _copy(sheets, new.sheets, keys[0])
    else:
        member, criterion, option = keys
        row = dict(sheets[member].scores.get(criterion, {}))
        _copy(row, new.sheets[member].scores.get(criterion, {}), option)
        sheets[member] = replaced(sheets[member], scores={**sheets[member].scores, criterion: row})
    return replaced(panel, sheets=sheets)


def _stated(line: CostLine, option: str) -> OptionAmount:
    """What decides of what an option pays under a line: the range of a known amount decides nothing."""
    stated = line.of(option)
    return joined(OptionAmount, amount=stated.amount, range=stated.range if stated.amount == UNKNOWN else None)


def _cost_units(old: Appraisal, new: Appraisal) -> Iterator[Keys]:
    """The units of what gates ask of costs; none where no gate does. That is all costs where only one side has any;
    else their period and rate, lines that came or went, when a line is paid and how it counts, and amounts."""
    gates = (*old.gates.values(), *new.gates.values())
    if old.costs is new.costs or not any(gate.requires.cost for gate in gates):
        return
    if old.costs is None or new.costs is None:
        yield ("costs",)
        return
    was, now = costs_in_pounds(old.costs), costs_in_pounds(new.costs)
    if any(getattr(was, field) != getattr(now, field) for field in _COSTS_FIELDS):
        yield ("costs",)
    before, after = _read_lines(was, gates), _read_lines(now, gates)
    yield from (("costs", name) for name in sorted(before.keys() ^ after.keys()))
    for name, line in _both(before, after):
        later = after[name]
        if any(getattr(line, field) != getattr(later, field) for field in _LINE_FIELDS):
            yield "costs", name
        for option, _ in _both(old.options, new.options):
            if _stated(line, option) != _stated(later, option):
                yield "costs", name, option


def _read_lines(costs: Costs | None, gates: Iterable[Gate]) -> Mapping[str, CostLine]:
    """The lines that gates ask for, be it for the sum of all."""
    asked = {gate.requires.cost for gate in gates}
    if costs is None or asked & {NET_PRESENT, CASH}:
        return costs.lines if costs else {}
    return {name: line for name, line in costs.lines.items() if name in asked}


def _with_costs(costs: Costs | None, new: Costs | None, keys: Sequence[str]) -> Costs | None:
    """Costs with one thing as in the newer inputs: all of them or what is said of all, a line, or an amount."""
    if costs is None or new is None:
        return new
    if not keys:
        return replaced(costs, **{field: getattr(new, field) for field in _COSTS_FIELDS})
    lines, name = dict(costs.lines), keys[0]
    if len(keys) == 1 and name in lines and name in new.lines:
        fields = {field: getattr(new.lines[name], field) for field in _LINE_FIELDS}
        lines[name] = replaced(lines[name], **fields)
    elif len(keys) == 1:
        _copy(lines, new.lines, name)
    else:
        pays = {**lines[name].options, keys[1]: _stated(new.lines[name], keys[1])}
        lines[name] = replaced(lines[name], options=pays)
    return replaced(costs, lines=lines)


def _in_period(appraisal: Appraisal) -> bool:
    """Whether every amount that gates ask for is of a year of the period, and of the years of its line."""
    costs = appraisal.costs
    if costs is None:
        return True
    for line in _read_lines(costs, appraisal.gates.values()).values():
        starts = line.from_ or costs.period.from_
        years = [starts]
        for option in appraisal.options:
            amount = line.of(option).amount
            years += amount if isinstance(amount, Mapping) else ()
        if line.when == "once" and line.from_ is not None:
            return False
        if not all(_is_year_of(costs, year) for year in years) or min(map(_first, years)) < _first(starts):
            return False
    return True


def _first(year: str) -> int:
    """The calendar year in which a year begins."""
    return int(year[:4])


def _is_year_of(costs: Costs, year: str) -> bool:
    """Whether a year is one of the period, financial or calendar as its years are."""
    period = costs.period
    return ("-" in year) == ("-" in period.from_) and 0 <= position(period, year) < period.years


def _cost_is_there(costs: Costs | None, requires: Requirement) -> bool:
    """Whether costs have what a gate asks for."""
    if costs is None:
        return False
    known = {CASH, *costs.lines} | ({NET_PRESENT} if costs.discount_rate is not None else set())
    return requires.cost in known and (requires.year is None or _is_year_of(costs, requires.year))


def _copy(things: dict[str, Any], new: Mapping[str, Any], name: str) -> None:
    """Make one of some things what it is in the newer inputs, or take it out if it is not there."""
    if name in new:
        things[name] = new[name]
    else:
        things.pop(name, None)


def _with_item(option: Option, new: Option, field: str, name: str) -> Option:
    """An option with one score, verdict or level as in the newer inputs."""
    things = dict(getattr(option, field))
    _copy(things, getattr(new, field), name)
    return replaced(option, **{field: things})


def _with_fields(criterion: Criterion, new: Criterion, kind: str) -> Criterion:
    """A criterion with its rule, its anchors or its weight as in the newer inputs."""
    return replaced(criterion, **{field: getattr(new, field) for field in _CRITERION_FIELDS[kind]})


def _rated(criterion: Criterion, option: Option) -> bool:
    """Whether a criterion's rule scores an option, be it as unknown; a level that it does not name has no score."""
    if criterion.rate_from is None:
        return False
    level = option.characteristics.get(criterion.rate_from.characteristic)
    return level is None or level.level == UNKNOWN or level.level in criterion.rate_from.scores


def _named_once(appraisal: Appraisal) -> bool:
    """Whether all criteria and groups have different ids."""
    names = [*appraisal.criteria, *appraisal.uncounted, *appraisal.groups]
    return len(set(names)) == len(names)


def _gate_fits(appraisal: Appraisal, gate: Gate) -> bool:
    """Whether what a gate requires is there, and every level it names or reads is defined."""
    requires = gate.requires
    if requires.operator is None:
        return True
    if requires.cost is not None:
        return _cost_is_there(appraisal.costs, requires)
    if requires.characteristic is None:
        criterion = appraisal.criteria.get(requires.criterion or "")
        known = criterion is not None and _within(criterion, requires.operand)
        return known or requires.criterion in appraisal.uncounted
    defined = appraisal.characteristics.get(requires.characteristic)
    operand = requires.operand if isinstance(requires.operand, tuple) else (requires.operand,)
    stated = [option.characteristics.get(requires.characteristic) for option in appraisal.options.values()]
    met = {level.level for level in stated if level is not None} - {UNKNOWN}
    return defined is not None and {*map(str, operand), *met} <= defined.levels.keys()


def _on_scale(appraisal: Appraisal, name: str) -> bool:
    """Whether every score on a criterion, by rule or sheet, and every range is on its scale."""
    criterion = appraisal.criteria[name]
    scores: list[Any] = list(criterion.rate_from.scores.values()) if criterion.rate_from else []
    typed = [option.scores.get(name) for option in appraisal.options.values()]
    typed += [score for sheet in _sheets(appraisal).values() for score in sheet.scores.get(name, {}).values()]
    for score in typed:
        if score is not None:
            scores += (score.score, *(score.range or ()))
    return _within(criterion, *scores)


def _within(criterion: Criterion, *scores: Any) -> bool:
    low, high = scale_ends(anchors(criterion))
    return low < high and all(low <= Fraction(score) <= high for score in scores if isinstance(score, Decimal))
