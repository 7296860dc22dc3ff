"""Subject to: the conditions and unknown verdicts that the shortlist hangs on, and what is left of it if they fail."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from appraise.publish.context import Context
from appraise.publish.document import Line
from appraise.publish.language import sentence, spaced
from appraise.publish.phrases import few_names, gates_by_name, one_for_one, open_gates

_FEW = 2
"""Conditions that are told as written; of more, and of unknown verdicts, only at which gates they are."""
_NAMED = 3
"""Options that are named as left of the shortlist, or as put to a condition; of more, only the count is given."""


class _Open(NamedTuple):
    """A condition at a gate and the options that it is put to, or a verdict of one option that is not known.

    condition: None for an unknown verdict; empty for a condition that is not stated.
    """

    gate: str
    condition: str | None
    options: tuple[str, ...]


def subject_to(context: Context) -> Line:
    """The conditions and unknown verdicts that the shortlist, or what is open of it, is subject to."""
    every = _open(context)
    if not every:
        return ()
    conditions = sum(each.condition is not None for each in every)
    unknown = len(every) - conditions
    parts = [context.language.counted(conditions, "condition")] if conditions else []
    parts += [context.text("answer.subject-to.unknown", unknown)] if unknown else []
    opening = context.say("answer.subject-to.opening", parts=parts)
    if len(every) == 1:
        return spaced(opening, _told(context, every[0], _NAMED), _if_it_fails(context, every[0]))
    stated = [each for each in every if each.condition]
    if 0 < len(stated) <= _FEW:
        told = [_told(context, each, _NAMED if len(stated) == 1 else 1) for each in stated]
        others = [each for each in every if not each.condition]
        if others and len(stated) == 1:
            gates = tuple(dict.fromkeys(each.gate for each in others))
            told.append(context.say("answer.subject-to.others", len(others), gates=gates_by_name(context, gates)))
    else:
        gates = tuple(dict.fromkeys(each.gate for each in every))
        told = [context.say("answer.subject-to.at", gates=gates_by_name(context, gates))]
    return spaced(opening, *told, _if_all_fail(context))


def _open(context: Context) -> list[_Open]:
    """What the shortlist is subject to: equal conditions at a gate as one, conditions not stated each for itself."""
    conditions: dict[tuple[str, str], list[str]] = {}
    found: list[_Open] = []
    for option, gates in context.run.shortlist.subject_to.items():
        for gate in gates:
            judged = context.run.options[option].verdicts[gate]
            if judged.verdict == "unknown":
                found.append(_Open(gate, None, (option,)))
            elif judged.condition:
                conditions.setdefault((gate, judged.condition), []).append(option)
            else:
                found.append(_Open(gate, "", (option,)))
    stated = (_Open(gate, condition, tuple(options)) for (gate, condition), options in conditions.items())
    return sorted((*stated, *found), key=lambda each: each.condition is None)


def _told(context: Context, each: _Open, most: int) -> Line:
    """Who passes a gate only on a condition, of many how many, or whose verdict is not known."""
    gate, options = context.gate(each.gate), each.options
    if each.condition is None:
        return context.say("answer.subject-to.not-known", option=context.name(options[0]), gate=gate)
    shortlist = context.run.shortlist
    both = len(shortlist.options) == 2 == len(options) and not shortlist.undetermined
    key = "both" if both else "only-if" if each.condition else "not-stated"
    names = {"options": few_names(context, options, most=most, opening=True), "gate": gate}
    return context.say(f"answer.subject-to.{key}", len(options), condition=sentence(each.condition), **names)


def _if_it_fails(context: Context, each: _Open) -> Line:
    """What becomes of a settled shortlist if one condition is not met, or one verdict turns out a fail."""
    shortlist = context.run.shortlist
    left = _without(context, {*each.options, *_put_to(context, each)})
    if shortlist.undetermined or left is None:
        return _if_all_fail(context)
    comes = [option for option in left if option not in shortlist.options]
    goes = [option for option in shortlist.options if option not in left]
    if any(open_gates(context, option) for option in comes):
        return _if_all_fail(context)
    if not comes:
        return context.say("answer.subject-to.nothing-instead" if left else "answer.subject-to.nothing-left")
    key = "instead" if one_for_one(context, comes, goes) else "joins"
    return context.say(f"answer.subject-to.{key}", len(comes), options=few_names(context, comes), goes=len(goes))


def _put_to(context: Context, each: _Open) -> list[str]:
    """The eligible options that a condition as stated is put to, on the shortlist or not: they fail it together."""
    verdicts = {option: context.run.options[option].verdicts[each.gate] for option in context.eligible}
    put = (option for option, judged in verdicts.items() if judged.verdict == "conditional")
    return [option for option in put if each.condition and verdicts[option].condition == each.condition]


def _without(context: Context, failing: set[str]) -> Sequence[str] | None:
    """The shortlist if some eligible options failed a gate; None where the record does not tell.

    It tells of all open verdicts together. Of some it follows from ranks, or from a rule that takes each total alone.
    """
    shortlist, rule = context.run.shortlist, context.inputs.shortlist_rule
    others = [option for option in context.eligible if option not in failing]
    if not any(open_gates(context, option) for option in others):
        return None if shortlist.if_they_fail_undetermined else shortlist.if_they_fail or ()
    if rule.at_least is not None:
        return [option for option in shortlist.options if option not in failing]
    ranks = {option: context.run.options[option].rank for option in others}
    known = sorted(rank for rank in ranks.values() if rank is not None)
    if rule.top is None or len(known) < len(others):
        return None
    return [option for option, rank in ranks.items() if bisect_left(known, rank or 0) < rule.top]


def _if_all_fail(context: Context) -> Line:
    """What is left of the shortlist if every open verdict turns out a fail, those of the other options too."""
    shortlist = context.run.shortlist
    left, open_ = shortlist.if_they_fail or (), shortlist.if_they_fail_undetermined
    names = few_names(context, left, most=_NAMED)
    if open_:
        could = few_names(context, open_, "or", most=_NAMED)
        return context.say("answer.subject-to.all.open", options=could)
    return context.say(f"answer.subject-to.all.{'left' if left else 'nothing'}", len(left), options=names)
