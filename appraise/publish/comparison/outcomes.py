"""Outcomes: what became of the options in a table, verdicts that changed, and what the shortlist depends on."""

from collections.abc import Iterable

from appraise.publish.comparison.pair import Pair
from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Span, Subheading, Table, bold, plain, row
from appraise.publish.language import DASH, places, spaced
from appraise.review_results import StandingSummary
from appraise.run import Shortlist

_NO_NEWS = {(None, "pass"), ("pass", None)}
"""Verdicts not worth a row: passes at a gate that came or went, which is among the changes itself."""
_ARRIVES = {"shortlisted": "comes", "undetermined": "opens"}
_LEAVES = {"shortlisted": "goes", "undetermined": "settles"}
_OUTSIDE = {("not-shortlisted", "excluded"): "excluded", ("excluded", "not-shortlisted"): "back"}
"""What became of an option by the outcome it has now, by the one it had, or by both where it never went forward."""


def effects(pair: Pair) -> Iterable[Block]:
    """What became of options, the verdicts that changed, and what the shortlist depends on."""
    moved = [option for option, effect in pair.effects() if effect.was != effect.now]
    if moved:
        yield _results(pair, moved)
    verdicts = [
        (option, gate, was, now)
        for option, effect in pair.effects()
        for gate, (was, now) in effect.verdicts.items()
        if (was, now) not in _NO_NEWS
    ]
    if verdicts:
        yield _verdicts(pair, verdicts)
    views = list(_views(pair))
    if views:
        yield pair.bullets(views, len(views))
    items = [*_subject_to(pair), *_if_they_fail(pair)]
    if items:
        yield Subheading(pair.text("diff.subject-to"))
        yield pair.bullets(items, len(items))


def became(was: StandingSummary | None, now: StandingSummary | None) -> str:
    """What became of an option: it comes forward, goes, opens (it is open whether it goes forward), settles (it no
    longer is), is excluded or back from there; nothing where its outcome is the same."""
    before, after = was.outcome if was else "", now.outcome if now else ""
    if before == after:
        return ""
    return _ARRIVES.get(after) or _LEAVES.get(before) or _OUTSIDE.get((before, after), "")


def forward(pair: Pair, shortlist: Shortlist) -> str:
    """Who goes forward, such as "A and B, perhaps C"."""
    return _left(pair, shortlist.options, shortlist.undetermined)


def _results(pair: Pair, moved: list[str]) -> Table:
    """Outcome, rank and total of the options whose result changed. Cut, it keeps those whose outcome changed."""
    effects = pair.difference.effects
    kept = sorted(moved, key=lambda option: not became(effects[option].was, effects[option].now))[: pair.most]
    totals = (side.totals.get(option, ()) for option in kept for side in (pair.old, pair.new))
    decimals = places((end for ends in totals for end in ends), distinct=True)
    rows = []
    for option in (option for option in moved if option in kept):
        was, now = effects[option].was, effects[option].now
        strong = bool(became(was, now))
        then = _stands(pair, pair.old, option, was, decimals) if was else pair.say("diff.was-no-option")
        today = _stands(pair, pair.new, option, now, decimals, strong) if now else pair.say("diff.gone")
        rows.append(row(pair.option(option), then, today))
    columns = pair.language.columns("column.option", "diff.then", "diff.now")
    note = spaced(pair.text("result.note"), pair.not_shown(len(moved) - len(rows)))
    return Table(pair.new.caption("diff.caption-results"), columns, tuple(rows), note=plain(note))


def _stands(
    pair: Pair, side: Context, option: str, stands: StandingSummary, decimals: int, strong: bool = False
) -> Line:
    """ "shortlisted, rank 2, 71.3", or "excluded at the “VAT” gate, 71.3"."""
    outcome = pair.text(f"perspectives.outcome.{stands.outcome}")
    total = pair.language.span(*side.totals[option], decimals)
    values: dict[str, str | Span] = {"outcome": bold(outcome) if strong else outcome, "total": total}
    failed = side.run.options[option].because.gate if stands.outcome == "excluded" else ()
    if failed:
        return pair.say("diff.stands-excluded", gates=_at(pair, failed), **values)
    if stands.rank is None and stands.best_worst is None:
        return pair.say("diff.stands-unranked", **values)
    return pair.say("diff.stands", rank=side.rank(option), **values)


def _verdicts(pair: Pair, changed: list[tuple[str, str, str | None, str | None]]) -> Table:
    rows = []
    for option, gate, was, now in changed[: pair.most]:
        cells = (pair.text(f"verdict.{each}") if each else DASH for each in (was, now))
        rows.append(row(pair.option(option), pair.name("gates", gate), *cells))
    columns = pair.language.columns("column.option", "gates.column", "diff.then", "diff.now")
    caption = pair.new.caption("diff.caption-verdicts")
    return Table(caption, columns, tuple(rows), note=pair.not_shown(len(changed) - len(rows)))


def _views(pair: Pair) -> Iterable[Line]:
    """Points of view of both sides from which others go forward now."""
    old, new = pair.old.run, pair.new.run
    for view, now in new.viewed.items():
        was = old.viewed.get(view)
        if was and [set(names) for names in was[2:]] != [set(names) for names in now[2:]]:
            then, today = (_left(pair, each.shortlist, each.undetermined) for each in (was, now))
            yield pair.say("diff.view", name=pair.name("perspectives", view), was=then, now=today)


def _subject_to(pair: Pair) -> Iterable[Line]:
    """The gates that what goes forward has come to depend on, or no longer does; of what came forward, all of them.
    What no longer goes forward depends on nothing."""
    was, now = pair.difference.was.shortlist, pair.difference.now.shortlist
    then = {*was.options, *was.undetermined}
    for option in pair.order():
        before, after = was.subject_to.get(option, ()), now.subject_to.get(option, ())
        if option in then and option in (*now.options, *now.undetermined):
            sentences = {
                "diff.now-subject-to": [gate for gate in after if gate not in before],
                "diff.no-longer-subject-to": [gate for gate in before if gate not in after],
            }
        else:
            sentences = {"diff.forward-subject-to": list(after) if option in now.options else []}
        for key, gates in sentences.items():
            if gates:
                yield pair.say(key, option=pair.option(option), gates=_at(pair, gates))


def _at(pair: Pair, gates: Iterable[str]) -> str:
    names = [pair.gate(gate) for gate in gates]
    return pair.text("at-gates", len(names), names=pair.named(names))


def _if_they_fail(pair: Pair) -> Iterable[Line]:
    """What would go forward if every conditional and unknown verdict turned out a fail, where that is another."""
    was, now = pair.difference.was.shortlist, pair.difference.now.shortlist
    then, today = (
        side.if_they_fail is not None and _left(pair, side.if_they_fail, side.if_they_fail_undetermined)
        for side in (was, now)
    )
    if today and today != then:
        yield pair.say("diff.if-they-fail", now=today)
        if then:
            yield pair.say("diff.if-they-failed", was=then)


def _left(pair: Pair, sure: tuple[str, ...], perhaps: tuple[str, ...]) -> str:
    """ "A and B, perhaps C"."""
    parts = [pair.options(sure)] if sure else []
    if perhaps:
        parts.append(pair.text("diff.perhaps", options=pair.options(perhaps, "or")))
    return ", ".join(parts) or pair.text("diff.nobody")
