"""What changed between two runs, as people read it: what became of the options, why, and what people wrote otherwise.

Effects come before causes. A list that is longer than `most` is cut, and it says how many it leaves out.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from appraise.publish.changes import FEW, Both, change, cut, label
from appraise.publish.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Line,
    Paragraph,
    Row,
    Section,
    Subheading,
    Table,
    bold,
    line,
    plain,
)
from appraise.publish.escape import clean
from appraise.publish.leads import about_lead
from appraise.publish.render import render
from appraise.publish.view import Ends, View, rank_text, view
from appraise.publish.words import Words, places, sentence, spaced
from appraise.reviewed import Difference, Keys, Stands
from appraise.run import Run

MOST = 20
"""Rows of a table and changes of a group that a terminal shows."""
LIMIT = 65_000
"""Characters that a comment on a pull request may have; it takes 65,536."""

_NO_NEWS = {(None, "pass"), ("pass", None)}
"""Verdicts at a gate that came or went, which is told by itself."""
_DASH = "\N{EN DASH}"


def difference(
    found: Difference, old: Run, new: Run, words: Words, sides: tuple[str, str], most: int = MOST
) -> Document:
    """What changed between two runs, as a document whose title says it in one sentence.

    sides: what people call the older and the newer side, such as the paths they typed.
    most:  rows of a table and changes of a group that are shown.
    """
    both = Both(found, view(old, words), view(new, words), most)
    why = _turned(both)
    sections = (
        Section("compared", "", tuple(_compared(both, sides))),
        Section("effects", "", tuple(_effects(both))),
        Section("why", "", tuple(_why(both, bool(why)))),
        Section("changes", both.text("diff.changes", len(found.causes)), tuple(_changes(both))),
    )
    return Document(
        title=plain(_outcome(both)),
        status=both.text(f"status.word.{new.inputs.status}"),
        says=spaced(why, _forward(both)),
        sections=tuple(section for section in sections if section.blocks),
        language=words.language,
    )


def in_markdown(
    found: Difference, old: Run, new: Run, words: Words, sides: tuple[str, str], template: str, limit: int = LIMIT
) -> str:
    """The same as Markdown with fewer characters than a comment on a pull request may have.

    template: the text of the template that it is made by.
    """
    most = max(MOST, len(found.causes), len(found.effects))
    while True:
        text = render(difference(found, old, new, words, sides, most), template, "md")
        if len(text) < limit or most <= 1:
            return text
        most = min(most // 2, 320)


class Told(NamedTuple):
    """A change in a sentence: its keys in the record, and what kind of thing was changed."""

    at: Keys
    kind: str
    said: str


def in_sentences(found: Difference, old: Run, new: Run, words: Words, most: int) -> tuple[str, str, list[Told]]:
    """What changed in a sentence; why, who goes forward and how much was changed; and a sentence for each of the first
    changes of what is worked out from."""
    both = Both(found, view(old, words), view(new, words), most)
    causes = [cause for cause in found.causes if cause.group not in ("evidence", "words")]
    counted = both.say("diff.in-all", len(causes), changes=both.text("diff.changes", len(causes))) if causes else ""
    first = both.say("diff.first", shown=str(most)) if len(causes) > most else ""
    why = spaced(_turned(both), _forward(both), counted, first)
    told = [
        Told(cause.at, both.text(f"diff.group.{cause.group}"), clean(sentence(plain(change(both, cause)))))
        for cause in causes[:most]
    ]
    return clean(plain(_outcome(both))), clean(plain(why)), told


def _outcome(both: Both) -> Line:
    """The first sentence: whose outcome changed, or that nobody's did."""
    if both.found.change != "outcome":
        return both.say(f"diff.lead.{both.found.change}")
    parted: dict[str, list[str]] = {}
    for option in both.order():
        effect = both.found.effects.get(option)
        became = effect and _became(effect.was, effect.now)
        if became:
            parted.setdefault(became, []).append(both.option(option))
    comes = "comes" in parted
    said = []
    for became in (each for each in _BECAME if each in parted):
        names = parted[became]
        word = "or" if became in ("opens", "settles") else "and"
        key = "diff.goes-too" if became == "goes" and comes else f"diff.{became}"
        said.append(both.text(key, len(names), options=both.named(names, word)))
    return both.say("diff.lead.outcome", changes=said)


_BECAME = ("comes", "goes", "opens", "settles", "excluded", "back")


def _became(was: Stands | None, now: Stands | None) -> str:
    """What became of an option: it comes forward, goes, opens (it is open whether it goes forward), settles (it no
    longer is), is excluded or back from there; nothing where its outcome is the same."""
    before, after = was and was.outcome, now and now.outcome
    if before == after:
        return ""
    if after == "shortlisted":
        return "comes"
    if after == "undetermined":
        return "opens"
    if before in ("shortlisted", "undetermined"):
        return "goes" if before == "shortlisted" else "settles"
    if after == "excluded" and before:
        return "excluded"
    return "back" if before == "excluded" and after else ""


def _forward(both: Both) -> Line:
    """Who goes forward now."""
    shortlist = both.found.now.shortlist
    if not shortlist.options and not shortlist.undetermined:
        return both.say("diff.nobody-forward")
    return both.say("diff.forward", options=_left(both, shortlist.options, shortlist.undetermined))


def _turned(both: Both) -> Line:
    """Which changes alone give the newer shortlist, where a sentence holds them; else nothing."""
    turning = both.found.turning
    if len(turning.sets) == 1:
        units = [_unit(both, turning.units[at]) for at in turning.sets[0]]
        if len(units) <= FEW:
            return both.say("diff.turning.set", len(units), units=units)
    return ()


def _unit(both: Both, unit: Keys) -> str:
    """Changes that go together, such as "changing the weights"."""
    match unit:
        case ("scores", criterion, option):
            return both.text("diff.unit.score", criterion=both.criterion(criterion), option=both.option(option))
        case ("verdicts", gate, option):
            return both.text("diff.unit.verdict", gate=both.gate(gate), option=both.option(option))
        case ("characteristics", option, name):
            characteristic = both.name("characteristics", name)
            return both.text("diff.unit.level", characteristic=characteristic, option=both.option(option))
        case ("scores" | "values" as kind, criterion):
            return both.text(f"diff.unit.{kind}-for", criterion=both.criterion(criterion))
        case (kind, name):
            there = [name in getattr(side.inputs, kind) for side in (both.old, both.new)]
            how = "changing" if all(there) else "adding" if there[1] else "leaving-out"
            return both.text(f"diff.unit.{how}", thing=both.gate(name) if kind == "gates" else label(both, unit)[0])
    return both.text(f"diff.unit.{unit[0]}")


def _compared(both: Both, sides: tuple[str, str]) -> Iterable[Block]:
    """What is held against what; the status and the version where they differ."""
    pair = (both.found.was, both.old), (both.found.now, both.new)
    status_differs = both.old.inputs.status != both.new.inputs.status
    version_differs = both.found.was.appraise != both.found.now.appraise
    items = []
    for when, (side, shown), named in zip(("then", "now"), pair, sides, strict=True):
        parts = [
            cut(side.title),
            both.words.date(side.date) if side.date else "",
            both.text(f"status.word.{shown.inputs.status}").lower() if status_differs else "",
            both.text("diff.version", version=side.appraise) if version_differs else "",
        ]
        about = ", ".join(part for part in parts if part)
        items.append(both.say(f"diff.compared-{when}", about=about, side=cut(named)))
    yield Bullets(tuple(items))


def _effects(both: Both) -> Iterable[Block]:
    """What became of options, the verdicts that changed, and what the shortlist depends on."""
    effects = both.found.effects
    moved = [option for option in both.order() if option in effects and effects[option].was != effects[option].now]
    if moved:
        yield _results(both, moved)
    verdicts = [
        (option, gate, was, now)
        for option in both.order()
        if option in effects
        for gate, (was, now) in effects[option].verdicts.items()
        if (was, now) not in _NO_NEWS
    ]
    if verdicts:
        yield _verdicts(both, verdicts)
    items = [*_subject_to(both), *_if_they_fail(both)]
    if items:
        yield Subheading(both.text("diff.subject-to"))
        yield _bullets(both, items)


def _results(both: Both, moved: list[str]) -> Table:
    """Outcome, rank and total of the options that came to something else. Cut, it keeps those whose outcome changed."""
    effects = both.found.effects
    kept = sorted(moved, key=lambda option: not _became(effects[option].was, effects[option].now))[: both.most]
    stands = [each for option in kept for each in (effects[option].was, effects[option].now) if each]
    shown = places((end for each in stands for end in _ends(each)), distinct=True)
    rows = []
    for option in (option for option in moved if option in kept):
        effect = effects[option]
        strong = bool(_became(effect.was, effect.now))
        was = _stands(both, both.old, option, effect.was, shown) if effect.was else both.say("diff.was-no-option")
        now = _stands(both, both.new, option, effect.now, shown, strong) if effect.now else both.say("diff.gone")
        rows.append(Row((Cell(line(both.option(option))), Cell(was), Cell(now))))
    columns = Column(both.text("column.option")), *_then_and_now(both)
    note = spaced(both.text("result.note"), _not_shown(both, len(moved) - len(rows)))
    return Table(both.new.caption("diff.caption-results"), columns, tuple(rows), note=plain(note))


def _stands(both: Both, side: View, option: str, stands: Stands, shown: int, strong: bool = False) -> Line:
    """ "shortlisted, rank 2, 71.3"."""
    outcome = both.text(f"perspectives.outcome.{stands.outcome}")
    told = {"outcome": bold(outcome) if strong else outcome, "total": both.words.span(*_ends(stands), shown)}
    if stands.rank is None and stands.best_worst is None:
        return both.say("diff.stands-unranked", **told)
    return both.say("diff.stands", rank=rank_text(both.words, side.run.options, option), **told)


def _ends(stands: Stands) -> Ends:
    """A total, or its lowest and highest."""
    if stands.total is not None:
        return stands.total, stands.total
    return stands.low_high or (Decimal(0), Decimal(100))


def _verdicts(both: Both, changed: list[tuple[str, str, str | None, str | None]]) -> Table:
    rows = []
    for option, gate, was, now in changed[: both.most]:
        cells = (Cell(line(both.text(f"verdict.{each}") if each else _DASH)) for each in (was, now))
        rows.append(Row((Cell(line(both.option(option))), Cell(line(both.name("gates", gate))), *cells)))
    columns = Column(both.text("column.option")), Column(both.text("gates.column")), *_then_and_now(both)
    caption = both.new.caption("diff.caption-verdicts")
    return Table(caption, columns, tuple(rows), note=_not_shown(both, len(changed) - len(rows)))


def _then_and_now(both: Both) -> tuple[Column, Column]:
    return Column(both.text("diff.then")), Column(both.text("diff.now"))


def _subject_to(both: Both) -> Iterable[Line]:
    """The gates that what goes forward has come to depend on, or no longer does."""
    was, now = both.found.was.shortlist.subject_to, both.found.now.shortlist.subject_to
    for option in both.order():
        before, after = was.get(option, ()), now.get(option, ())
        for said, gates in (
            ("diff.now-subject-to", [gate for gate in after if gate not in before]),
            ("diff.no-longer-subject-to", [gate for gate in before if gate not in after]),
        ):
            if gates:
                names = both.named([both.gate(gate) for gate in gates])
                yield both.say(said, option=both.option(option), gates=both.say("at-gates", len(gates), names=names))


def _if_they_fail(both: Both) -> Iterable[Line]:
    """What would go forward if every conditional and unknown verdict turned out a fail, where that is another."""
    was, now = both.found.was.shortlist, both.found.now.shortlist
    then, today = (
        side.if_they_fail is not None and _left(both, side.if_they_fail, side.if_they_fail_undetermined)
        for side in (was, now)
    )
    if today and today != then:
        yield both.say("diff.if-they-fail", now=today)
        if then:
            yield both.say("diff.if-they-failed", was=then)


def _left(both: Both, sure: tuple[str, ...], perhaps: tuple[str, ...]) -> str:
    """ "A and B, perhaps C"."""
    parts = [both.named([both.option(option) for option in sure])] if sure else []
    if perhaps:
        parts.append(both.text("diff.perhaps", options=both.named([both.option(each) for each in perhaps], "or")))
    return ", ".join(parts) or both.text("diff.nobody")


def _why(both: Both, said: bool) -> Iterable[Block]:
    """What the change of each lead is due to, and which changes alone give the newer shortlist.

    said: whether the last stands above all else already.
    """
    blocks: list[Block] = []
    for lead in both.found.leads[: both.most]:
        blocks += about_lead(both, lead)
    more = _not_shown(both, len(both.found.leads) - both.most)
    blocks += [Paragraph(line(more))] if more else []
    turning = both.found.turning
    if turning.why_not:
        blocks.append(Paragraph(both.say(f"diff.why-not.{turning.why_not}")))
    elif turning.sets and not said:
        blocks.append(Paragraph(both.say("diff.turning.sets")))
        sets = (both.say("diff.turning.one-set", len(each), units=_units(both, each)) for each in turning.sets)
        blocks.append(_bullets(both, list(sets)))
    if blocks:
        yield Subheading(both.text("diff.why"))
        yield from blocks


def _units(both: Both, units: Sequence[int]) -> str:
    return both.named([_unit(both, both.found.turning.units[at]) for at in units])


def _changes(both: Both) -> Iterable[Block]:
    """What people wrote otherwise, by group."""
    if both.found.causes:
        yield Subheading(both.text("diff.what"))
    for group, causes in groupby(both.found.causes, key=lambda cause: cause.group):
        yield Paragraph(line(bold(both.text(f"diff.group.{group}"))))
        yield _bullets(both, list(causes), lambda cause: change(both, cause))


def _bullets(both: Both, items: list[Any], say: Callable[[Any], Line] = lambda item: item) -> Bullets:
    """A list, cut with the count of what is left out."""
    count = len(items) - both.most
    more = [both.say("diff.more", count)] if count > 0 else []
    return Bullets((*map(say, items[: both.most]), *more))


def _not_shown(both: Both, count: int) -> str:
    return both.text("diff.not-shown", count) if count > 0 else ""
