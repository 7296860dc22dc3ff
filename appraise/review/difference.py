"""Difference: what changed between two runs, what it did, and why."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from appraise.review.attribution import leads
from appraise.review.changes import changes
from appraise.review.decisive_changes import decisive_changes
from appraise.review_results import Change, Difference, Effect, Side, StandingSummary
from appraise.run import Result, Run

_FORWARD = ("shortlisted", "undetermined")
_NO_INPUTS = ("recommendation", "evidence", "words")
"""Groups of changes from which nothing is worked out."""


def compare(old: Run, new: Run) -> Difference:
    """What changed between two runs, what it did, and why.

    Analyses are compared only where people changed nothing: else they follow from the rest. The effect on an option is
    a changed total, rank, outcome or verdict; a gate that was added or removed counts where the option did not simply
    pass it. Verdicts are None where there is no such gate, and are left out for an option that was added or removed.
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
    )


def _change(old: Run, new: Run, written: tuple[Change, ...]) -> Literal["outcome", "numbers", "words", "none"]:
    """The weightiest kind of change. A changed input counts as a number even where no figure changed."""
    for option in old.options.keys() | new.options.keys():
        outcomes = [run.options[option].outcome for run in (old, new) if option in run.options]
        if outcomes[0] != outcomes[-1] or (len(outcomes) == 1 and outcomes[0] in _FORWARD):
            return "outcome"
    if any(change.group not in _NO_INPUTS for change in written) or any(was != now for was, now in _figures(old, new)):
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


def _figures(old: Run, new: Run) -> Iterator[tuple[Any, Any]]:
    """All that is worked out, pair by pair, older and newer; what is quickly compared comes first, cells last."""
    yield old.shares, new.shares
    yield old.options.keys(), new.options.keys()
    yield old.viewed.keys(), new.viewed.keys()
    for view, viewed in old.viewed.items():
        other = new.viewed[view]
        yield viewed[:2], other[:2]
        yield [set(names) for names in viewed[2:]], [set(names) for names in other[2:]]
    both = [(result, new.options[option]) for option, result in old.options.items()]
    for was, now in both:
        yield (*was[2:-1], was.because.line), (*now[2:-1], now.because.line)
        yield was.verdicts.keys(), now.verdicts.keys()
        for gate, judged in was.verdicts.items():
            yield (judged.verdict, judged.rule), (now.verdicts[gate].verdict, now.verdicts[gate].rule)
    for was, now in both:
        if was.cells != now.cells:
            yield was.cells.keys(), now.cells.keys()
            for name, cell in was.cells.items():
                other_cell = now.cells[name]
                yield (
                    (*cell[:2], cell.range, cell.value_range),
                    (*other_cell[:2], other_cell.range, other_cell.value_range),
                )


def _effects(old: Run, new: Run) -> dict[str, Effect]:
    effects = {}
    for option in dict.fromkeys([*old.options, *new.options]):
        was, now = old.options.get(option), new.options.get(option)
        verdicts = _verdicts(was, now) if was and now else {}
        effect = Effect(_summary(was), _summary(now), verdicts)
        if effect.was != effect.now or set(verdicts.values()) - {(None, "pass"), ("pass", None)}:
            effects[option] = effect
    return effects


def _verdicts(was: Result, now: Result) -> dict[str, tuple[str | None, str | None]]:
    """The verdicts of an option that differ, older and newer."""
    gates = dict.fromkeys([*was.verdicts, *now.verdicts])
    pairs = {gate: (_verdict(was.verdicts, gate), _verdict(now.verdicts, gate)) for gate in gates}
    return {gate: pair for gate, pair in pairs.items() if pair[0] != pair[1]}


def _verdict(verdicts: Mapping[str, Any], gate: str) -> str | None:
    return verdicts[gate].verdict if gate in verdicts else None


def _summary(result: Result | None) -> StandingSummary | None:
    return None if result is None else StandingSummary(*(getattr(result, field) for field in StandingSummary._fields))


def _side(run: Run) -> Side:
    return Side(run.inputs.title, run.inputs.date, run.appraise, run.shortlist)
