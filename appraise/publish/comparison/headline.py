"""Headline: what a comparison says in a sentence, and in short under it."""

from itertools import islice

from appraise.appraisal import Choice
from appraise.publish.comparison.attribution import decisive
from appraise.publish.comparison.costs import costs_differ, dearer
from appraise.publish.comparison.outcomes import became, forward
from appraise.publish.comparison.pair import Pair
from appraise.publish.document import Line
from appraise.publish.language import spaced
from appraise.run import Standing

_FEW = 2
"""Sentences on who costs more and has fewer points."""
_BECAME = ("comes", "goes", "opens", "settles", "excluded", "back")


def headline(pair: Pair) -> Line:
    """The first sentence: whose outcome changed, or that nobody's did."""
    kind = pair.difference.change
    if kind == "words" and _chosen(pair):
        return pair.say("diff.lead.chosen", changes=_chosen(pair))
    if kind == "numbers":
        return pair.say(f"diff.lead.{_how_far(pair)}")
    if kind != "outcome":
        return pair.say(f"diff.lead.{kind}")
    fates: dict[str, list[str]] = {fate: [] for fate in _BECAME}
    for option, effect in pair.effects():
        fate = became(effect.was, effect.now)
        if fate:
            fates[fate].append(option)
    clauses = []
    for fate, options in fates.items():
        word = "or" if fate in ("opens", "settles") else "and"
        key = "diff.goes-too" if fate == "goes" and fates["comes"] else f"diff.{fate}"
        clauses += [pair.text(key, len(options), options=pair.options(options, word))] if options else []
    return pair.say("diff.lead.outcome", changes=clauses)


def _how_far(pair: Pair) -> str:
    """What moved where the outcome is the same: options that came or went, numbers, costs alone, or none of them."""
    old, new = pair.old.run, pair.new.run
    there = [option for option in old.options if option in new.options]
    moved = any(old.options[option].total != new.options[option].total for option in there)
    if len({len(there), len(old.options), len(new.options)}) > 1:
        return "options-and-numbers" if moved else "options"
    standings = [
        [{option: [getattr(each, field) for field in Standing._fields] for option, each in of.items()} for of in every]
        for every in ([run.options, *(viewed.options for viewed in run.viewed.values())] for run in (old, new))
    ]
    if standings[0] != standings[1]:
        return "numbers"
    return "costs" if costs_differ(pair) else "inputs"


def in_short(pair: Pair) -> Line:
    """What stands under the first sentence: which changes did it, who is first, what was chosen, who goes forward."""
    chosen = _chosen(pair) if pair.difference.change != "words" else []
    shortlist = pair.difference.now.shortlist
    nobody = not shortlist.options and not shortlist.undetermined
    return spaced(
        decisive(pair),
        _first(pair),
        *islice(dearer(pair, shortlisted=True), _FEW),
        pair.say("diff.chosen", changes=chosen) if chosen else "",
        pair.say("diff.nobody-forward") if nobody else pair.say("diff.forward", options=forward(pair, shortlist)),
    )


def _first(pair: Pair) -> Line:
    """Who is first, where that is someone else now."""
    was, now = (side.level.get(1, ()) for side in (pair.old, pair.new))
    if set(was) == set(now):
        return ()
    if now:
        return pair.say("diff.first-now", len(now), options=pair.options(now))
    open_ = any((result.best_worst or (0,))[0] == 1 for result in pair.new.run.options.values())
    return pair.say("diff.first-open") if open_ else ()


def _chosen(pair: Pair) -> list[str]:
    """What is recommended, decided or agreed otherwise, each as part of a sentence."""
    clauses, old, new = [], pair.old.inputs, pair.new.inputs
    for kind in ("recommendation", "decision"):
        was, now = (_options(pair, getattr(side, kind)) for side in (old, new))
        if was != now:
            how = "came" if not was else "went" if not now else "changed"
            clauses.append(pair.text(f"diff.{kind}-{how}", was=was, now=now))
    if old.status != new.status:
        was, now = (pair.text(f"status.word.{side.status}").lower() for side in (old, new))
        clauses.append(pair.text("diff.status-changed", was=was, now=now))
    return clauses


def _options(pair: Pair, choice: Choice | None) -> str:
    chosen = choice.options if choice else ()
    return pair.options([option for option in pair.order() if option in chosen])
