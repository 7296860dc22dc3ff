"""Look again: what a reviewer has to look at again after a change from one run to another."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from appraise.appraisal import Appraisal, Criterion, Group, Judgement
from appraise.review.checks import findings
from appraise.review.outdated import is_same_reason, outdated
from appraise.review_results import CheckInput, Finding, Keys, LookAgain, Unexplained
from appraise.run import Run

_Weights = dict[str, Decimal | None]
"""Weights by criterion or group."""
_CHOICES: tuple[Literal["recommendation", "decision"], ...] = ("recommendation", "decision")
_SAID_OF_CHOICES = ("recommendation-differs", "recommended-excluded")
"""Findings that say in other words that a choice is not for the options of the shortlist."""


def look_again(old: Run, new: Run) -> LookAgain:
    """What has to be looked at again after a change.

    That is what `outdated` finds, the recommendation and the decision where they are for other options than those on
    the shortlist and either has changed, and the findings that are new, unless somebody accepted them.
    """
    redefined, unexplained = outdated(new.inputs, [(old.inputs, None)])
    unexplained = (*_reweighted(old, new), *unexplained, *_taken_back(old, new))
    choices = tuple(_broken_choices(old, new))
    said = _SAID_OF_CHOICES if choices else ()
    found = tuple(each for each in _new_findings(old, new) if each.code not in said)
    return LookAgain(redefined, unexplained, choices, found)


def _reweighted(old: Run, new: Run) -> Iterator[Unexplained]:
    """The weights that changed while their reason did not, of the criteria and groups on both sides: those that were
    agreed, or else those of each member on both sides. Weights that give each criterion the share that it had are the
    same ones, written otherwise."""
    if old.shares == new.shares:
        return
    was, now = old.inputs, new.inputs
    if was.weighting.by_members and now.weighting.by_members:
        then, today = was.weighting.sheets, now.weighting.sheets
        for member in [each for each in today if each in then]:
            reasons = then[member].reason, today[member].reason
            at = ("weighting", "sheets", member)
            yield from _otherwise(at, _judged(then[member]), _judged(today[member]), *reasons)
    else:
        yield from _otherwise(("weighting",), _weights(was), _weights(now), was.weighting.reason, now.weighting.reason)


def _otherwise(
    at: Keys, was: _Weights, now: _Weights, reason: str | None, reason_now: str | None
) -> Iterator[Unexplained]:
    """What changed of some weights, if their reason did not."""
    changed = [name for name in was if name in now and was[name] != now[name]]
    if changed and is_same_reason(reason, reason_now):
        before, after = ({name: side[name] for name in changed} for side in (was, now))
        yield Unexplained(at, before, after, reason_now)


def _taken_back(old: Run, new: Run) -> Iterator[Unexplained]:
    """The verdicts and the scores that people gave and took back, where a rule gives others in their place; and what a
    panel moderated, where the scores of its members count again."""
    for option in [each for each in new.options if each in old.options]:
        was, now = old.options[option], new.options[option]
        for gate, judged in now.verdicts.items():
            decided = was.verdicts.get(gate)
            if decided and (decided.from_, judged.from_) == ("decision", "rule") and decided.verdict != judged.verdict:
                at = ("options", option, "verdicts", gate, "verdict")
                yield Unexplained(at, decided.verdict, judged.verdict, None)
        for criterion, cell in now.cells.items():
            typed = was.cells.get(criterion)
            if typed is None or typed.score == cell.score:
                continue
            undone = typed.combined is not None and cell.from_ == "panel"
            if undone or (typed.from_ != "rule" and cell.from_ == "rule"):
                yield Unexplained(("options", option, "scores", criterion, "score"), typed.score, cell.score, None)


def _weights(side: Appraisal) -> _Weights:
    """The weights as typed, or what was agreed of them."""
    nodes: list[tuple[str, Criterion | Group]] = [*side.criteria.items(), *side.groups.items(), *side.uncounted.items()]
    return {name: node.weight for name, node in nodes} | _judged(side.weighting)


def _judged(judgement: Judgement) -> _Weights:
    """The swing of each criterion, or its place in the order."""
    places = {name: Decimal(place) for place, level in enumerate(judgement.order, 1) for name in level}
    return {**judgement.swings, **places}


def _broken_choices(old: Run, new: Run) -> Iterator[Literal["recommendation", "decision"]]:
    """The choices that are for an option that is surely not on the shortlist, or not for all that are on it, where they
    or the shortlist were others before."""
    for kind in _CHOICES:
        was, now = (_chosen_and_listed(run, kind) for run in (old, new))
        if now is not None and now != was:
            chosen, listed = now
            if chosen - listed - {*new.shortlist.undetermined} or listed - chosen:
                yield kind


def _chosen_and_listed(run: Run, kind: str) -> tuple[frozenset[str], frozenset[str]] | None:
    choice = getattr(run.inputs, kind)
    return choice and (frozenset(choice.options), frozenset(run.shortlist.options))


def _new_findings(old: Run, new: Run) -> Iterator[Finding]:
    """The findings that nobody accepts and that were not there before, or were accepted then. One that was about the
    whole and is about a part by now is not new."""
    known = {(each.code, each.where) for each in findings(CheckInput(old)) if each.accepted is None}
    for each in findings(CheckInput(new)):
        if each.accepted is None and not {(each.code, each.where), (each.code, "")} & known:
            yield each
