"""Look again: what a reviewer has to look at again after a change from one run to another."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from appraise.appraisal import Appraisal, Criterion, Group
from appraise.review.checks import findings
from appraise.review.outdated import is_same_reason, outdated
from appraise.review_results import CheckInput, Finding, LookAgain, Unexplained
from appraise.run import Run

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
    """The weights that changed while their reason did not, of the criteria and groups on both sides. Weights that give
    each criterion the share that it had are the same ones, written otherwise."""
    was, now = (_weights(side.inputs) for side in (old, new))
    changed = [name for name in was if name in now and was[name] != now[name]]
    reasons = [side.inputs.weighting.reason for side in (old, new)]
    if changed and old.shares != new.shares and is_same_reason(*reasons):
        before, after = ({name: side[name] for name in changed} for side in (was, now))
        yield Unexplained(("weighting",), before, after, reasons[1])


def _taken_back(old: Run, new: Run) -> Iterator[Unexplained]:
    """The verdicts and the scores that people gave and took back, where a rule gives others in their place."""
    for option in [each for each in new.options if each in old.options]:
        was, now = old.options[option], new.options[option]
        for gate, judged in now.verdicts.items():
            decided = was.verdicts.get(gate)
            if decided and (decided.from_, judged.from_) == ("decision", "rule") and decided.verdict != judged.verdict:
                at = ("options", option, "verdicts", gate, "verdict")
                yield Unexplained(at, decided.verdict, judged.verdict, None)
        for criterion, cell in now.cells.items():
            typed = was.cells.get(criterion)
            if typed and (typed.from_, cell.from_) == ("sheet", "rule") and typed.score != cell.score:
                yield Unexplained(("options", option, "scores", criterion, "score"), typed.score, cell.score, None)


def _weights(side: Appraisal) -> dict[str, Decimal | None]:
    nodes: list[tuple[str, Criterion | Group]] = [*side.criteria.items(), *side.groups.items(), *side.uncounted.items()]
    return {name: node.weight for name, node in nodes}


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
