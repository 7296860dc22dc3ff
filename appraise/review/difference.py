"""Difference: what changed between two runs, what it did, and why."""

from collections.abc import Iterator, Mapping
from operator import ne
from typing import Any, Literal

from appraise.appraisal import Costs
from appraise.engine.costs import costs
from appraise.field_models import replaced
from appraise.review.attribution import leads
from appraise.review.changes import changes
from appraise.review.decisive_changes import decisive_changes
from appraise.review.look_again import look_again
from appraise.review.pounds import costs_in_pounds
from appraise.review_results import (
    Beaten,
    Change,
    CostEffect,
    CostSummary,
    Difference,
    Effect,
    KnownCost,
    Side,
    StandingSummary,
)
from appraise.run import Cost, CostSum, Result, Run

_FORWARD = ("shortlisted", "undetermined")
_NO_INPUTS = ("recommendation", "evidence", "words")
"""Groups of changes from which nothing is worked out."""
_WORKED_OUT = [field for field in Result._fields if field not in ("verdicts", "cells", "because")]
"""The figures of a result, but for cells and verdicts."""


def compare(old: Run, new: Run) -> Difference:
    """What changed between two runs, what it did, and why.

    Analyses are compared only where people changed nothing: else they follow from the rest. The effect on an option is
    a changed total, rank, outcome, verdict or cost; a gate that was added or removed counts where the option did not
    simply pass it. Verdicts are None where there is no such gate, and are left out for an option that was added or
    removed.
    """
    written = changes(old.inputs, new.inputs)
    return Difference(
        change=_change(old, new, written),
        was=_side(old),
        now=_side(new),
        effects=_effects(old, new),
        causes=written,
        leads=leads(old, new),
        turning=decisive_changes(old, new),
        look_again=look_again(old, new),
    )


def _change(old: Run, new: Run, written: tuple[Change, ...]) -> Literal["outcome", "numbers", "words", "none"]:
    """The weightiest kind of change. A changed input counts as a number even where no figure changed."""
    for option in old.options.keys() | new.options.keys():
        outcomes = [run.options[option].outcome for run in (old, new) if option in run.options]
        if outcomes[0] != outcomes[-1] or (len(outcomes) == 1 and outcomes[0] in _FORWARD):
            return "outcome"
    if any(change.group not in _NO_INPUTS for change in written) or any(map(ne, _figures(old), _figures(new))):
        return "numbers"
    if written:
        return "words"
    return "none" if _analysed_alike(old, new) else "numbers"


def _analysed_alike(old: Run, new: Run) -> bool:
    """Whether runs of the same inputs have the same analyses and reasons: if not, one was changed by hand or made by
    another version. Not compared where the order of options or criteria differs, which changes the samples; a brief
    run is compared in what it has.
    """
    orders = [(*run.inputs.options, *run.inputs.criteria) for run in (old, new)]
    brief = any(run.analyses.robustness is None for run in (old, new))
    was, now = (
        run.analyses._replace(robustness=None, perspectives=None) if brief else run.analyses for run in (old, new)
    )
    because = all(result.because == new.options[option].because for option, result in old.options.items())
    return orders[0] != orders[1] or (because and was == now)


def _figures(run: Run) -> Iterator[Any]:
    """All that is worked out; what is quickly compared comes first, cells last."""
    yield run.shares
    yield run.options.keys()
    yield {view: (*viewed[:2], *map(set, viewed[2:])) for view, viewed in run.viewed.items()}
    for _, result in sorted(run.options.items()):
        verdicts = {gate: (judged.verdict, judged.rule) for gate, judged in result.verdicts.items()}
        yield (*(getattr(result, field) for field in _WORKED_OUT), result.because.line, verdicts)
    for _, result in sorted(run.options.items()):
        yield {name: (*cell[:2], cell.range, cell.value_range) for name, cell in result.cells.items()}


def _comparable_costs(old: Run, new: Run) -> tuple[Mapping[str, Cost | None], Mapping[str, Cost | None]]:
    """What each option costs, as recorded; of two currencies in pounds, worked out anew: figures rounded in either
    would differ."""
    was, now = old.inputs.costs, new.inputs.costs
    if was is None or now is None or was.currency == now.currency:
        before, after = ({option: result.cost for option, result in run.options.items()} for run in (old, new))
        return before, after
    return _in_pounds(old, was), _in_pounds(new, now)


def _in_pounds(run: Run, given: Costs) -> dict[str, Cost]:
    return costs(replaced(run.inputs, costs=costs_in_pounds(given)))


def _effects(old: Run, new: Run) -> dict[str, Effect]:
    effects = {}
    before, after = _comparable_costs(old, new)
    for option in dict.fromkeys([*old.options, *new.options]):
        was, now = old.options.get(option), new.options.get(option)
        verdicts = _verdicts(was, now) if was and now else {}
        beaten = _beaten(old, new, option)
        priced = CostEffect(_cost(was and was.cost), _cost(now and now.cost), beaten)
        same = not beaten and _cost(before.get(option)) == _cost(after.get(option))
        effect = Effect(_summary(was), _summary(now), verdicts, None if same else priced)
        if effect.was != effect.now or effect.cost or set(verdicts.values()) - {(None, "pass"), ("pass", None)}:
            effects[option] = effect
    return effects


def _verdicts(was: Result, now: Result) -> dict[str, tuple[str | None, str | None]]:
    """The verdicts of an option that differ, older and newer."""
    before, after = ({gate: judged.verdict for gate, judged in side.verdicts.items()} for side in (was, now))
    pairs = {gate: (before.get(gate), after.get(gate)) for gate in (before | after)}
    return {gate: pair for gate, pair in pairs.items() if pair[0] != pair[1]}


def _cost(cost: Cost | None) -> CostSummary | None:
    return None if cost is None else CostSummary(cost.net_present and _known(cost.net_present), _known(cost.cash))


def _known(cost: CostSum) -> KnownCost:
    return KnownCost(cost.total, cost.low_high, cost.not_known)


def _beaten(old: Run, new: Run, option: str) -> dict[str, tuple[Beaten | None, Beaten | None]]:
    """The options of the newer side that cost no more and have no lower a total than one, where that differs; none
    where a side has costs and compares too many options to say."""
    if any(run.inputs.costs is not None and run.analyses.costs is None for run in (old, new)):
        return {}
    was, now = (run.analyses.costs.beaten.get(option, {}) if run.analyses.costs else {} for run in (old, new))
    pairs = {other: (was.get(other), now.get(other)) for other in {**now, **was} if other in new.options}
    return {other: pair for other, pair in pairs.items() if option in new.options and pair[0] != pair[1]}


def _summary(result: Result | None) -> StandingSummary | None:
    return None if result is None else StandingSummary(*(getattr(result, field) for field in StandingSummary._fields))


def _side(run: Run) -> Side:
    inputs = run.inputs
    currency = inputs.costs.currency if inputs.costs else None
    return Side(inputs.title, inputs.date, run.appraise, run.shortlist, currency)
