"""What changed between two runs, as people read it: what became of the options, why, and what people wrote otherwise.

Effects come before causes. A list that is longer than `most` is cut, and it says how many it leaves out.
"""

from collections.abc import Iterable
from typing import NamedTuple

from appraise.appraisal import Choice
from appraise.publish.comparison.attribution import turned, why
from appraise.publish.comparison.changes import change, changes
from appraise.publish.comparison.outcomes import became, effects, forward
from appraise.publish.comparison.pair import Pair, cut, made_ready
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Document, Line, Section, plain
from appraise.publish.language import Language, sentence, spaced
from appraise.publish.render.escape import clean
from appraise.publish.render.template import render
from appraise.review_results import Difference, Keys
from appraise.run import Run, Standing, fingerprint

MOST = 20
"""Rows of a table and changes of a group that a terminal shows."""
LIMIT = 65_000
"""Characters that a comment on a pull request may have; it takes 65,536."""

_BECAME = ("comes", "goes", "opens", "settles", "excluded", "back")


def difference(
    found: Difference, old: Run, new: Run, language: Language, sides: tuple[str, str], most: int = MOST
) -> Document:
    """What changed between two runs, as a document whose title says it in one sentence.

    sides: what people call the older and the newer side, such as the paths they typed.
    most:  rows of a table and changes of a group that are shown.
    """
    both = made_ready(found, old, new, language, most)
    sections = (
        Section("compared", "", tuple(_compared(both, sides))),
        Section("effects", "", tuple(effects(both))),
        Section("why", "", tuple(why(both, bool(turned(both))))),
        Section("changes", both.text("diff.changes", len(found.causes)), tuple(changes(both))),
    )
    return Document(
        title=plain(_outcome(both)),
        status=both.text(f"status.word.{new.inputs.status}"),
        says=_in_short(both),
        sections=tuple(section for section in sections if section.blocks),
        language=language.code,
    )


def one_sided(run: Run, language: Language, came: bool) -> Document:
    """That there was no record before, or that it was taken away, and what it says.

    came: whether the record is the newer side, which is held against nothing.
    """
    made = Context.of(run, language)
    names = {
        kind: [made.name(option) for option in getattr(run.shortlist, kind)] for kind in ("options", "undetermined")
    }
    perhaps = language.text("diff.perhaps", options=language.names(names["undetermined"], "or"))
    going = [language.names(names["options"])] if names["options"] else []
    going += [perhaps] if names["undetermined"] else []
    about = ", ".join(cut(part) for part in (run.inputs.title, language.date(run.inputs.date or "")) if part)
    said = language.say(
        "diff.came-alone" if came else "diff.went-alone",
        about=about,
        options=", ".join(going) or language.text("diff.nobody"),
    )
    title = language.text("diff.no-record-then" if came else "diff.no-record-now")
    return Document(title, language.text(f"status.word.{run.inputs.status}"), said, (), language=language.code)


def in_markdown(
    found: Difference, old: Run, new: Run, language: Language, sides: tuple[str, str], template: str, limit: int = LIMIT
) -> str:
    """The same as Markdown with fewer characters than a comment on a pull request may have.

    template: the text of the template that it is made by.
    """
    most = max(MOST, len(found.causes), len(found.effects))
    while True:
        text = render(difference(found, old, new, language, sides, most), template, "md")
        if len(text) < limit or most <= 1:
            return text
        most = min(most // 2, 320)


def signed(text: str, language: Language, appraise: str) -> str:
    """A text with two more lines: by which version of appraise it was written, and the sha256 of all above them."""
    return "\n".join(
        (text, language.text("diff.written", version=appraise), language.text("diff.print", hash=fingerprint(text)), "")
    )


class Changed(NamedTuple):
    """A change in a sentence: its keys in the record, and what kind of thing was changed."""

    at: Keys
    kind: str
    said: str


def in_sentences(
    found: Difference, old: Run, new: Run, language: Language, most: int
) -> tuple[str, str, list[Changed]]:
    """What changed in a sentence; why, who goes forward and how much was changed; and a sentence for each of the first
    changes of what is worked out from, or is recommended or decided."""
    both = made_ready(found, old, new, language, most)
    causes = [cause for cause in found.causes if cause.group not in ("evidence", "words")]
    count = sum(cause.group != "recommendation" for cause in causes)
    counted = both.say("diff.in-all", count, changes=both.text("diff.changes", count)) if count else ""
    first = both.say("diff.first", shown=str(most)) if len(causes) > most else ""
    told = [
        Changed(cause.at, both.text(f"diff.group.{cause.group}"), clean(sentence(plain(change(both, cause)))))
        for cause in causes[:most]
    ]
    return clean(plain(_outcome(both))), clean(plain(spaced(_in_short(both), counted, first))), told


def _outcome(pair: Pair) -> Line:
    """The first sentence: whose outcome changed, or that nobody's did."""
    kind = pair.found.change
    if kind == "words" and _chosen(pair):
        return pair.say("diff.lead.chosen", changes=_chosen(pair))
    if kind == "numbers":
        return pair.say(f"diff.lead.{_how_far(pair)}")
    if kind != "outcome":
        return pair.say(f"diff.lead.{kind}")
    parted: dict[str, list[str]] = {}
    for option in pair.order():
        effect = pair.found.effects.get(option)
        fate = effect and became(effect.was, effect.now)
        if fate:
            parted.setdefault(fate, []).append(pair.option(option))
    comes = "comes" in parted
    said = []
    for fate in (each for each in _BECAME if each in parted):
        names = parted[fate]
        word = "or" if fate in ("opens", "settles") else "and"
        key = "diff.goes-too" if fate == "goes" and comes else f"diff.{fate}"
        said.append(pair.text(key, len(names), options=pair.named(names, word)))
    return pair.say("diff.lead.outcome", changes=said)


def _how_far(pair: Pair) -> str:
    """What moved where the outcome is the same: options that came or went, numbers, or none of them."""
    old, new = pair.old.run, pair.new.run
    there = [option for option in old.options if option in new.options]
    options = len({len(there), len(old.options), len(new.options)}) > 1
    moved = any(old.options[option].total != new.options[option].total for option in there)
    if options:
        return "options-and-numbers" if moved else "options"
    standings = [
        [{option: [getattr(each, field) for field in Standing._fields] for option, each in of.items()} for of in every]
        for every in ([run.options, *(viewed.options for viewed in run.viewed.values())] for run in (old, new))
    ]
    return "inputs" if standings[0] == standings[1] else "numbers"


def _in_short(pair: Pair) -> Line:
    """What stands under the first sentence: which changes did it, who is first, what was chosen, who goes forward."""
    chosen = _chosen(pair) if pair.found.change != "words" else []
    shortlist = pair.found.now.shortlist
    nobody = not shortlist.options and not shortlist.undetermined
    return spaced(
        turned(pair),
        _first(pair),
        pair.say("diff.chosen", changes=chosen) if chosen else "",
        pair.say("diff.nobody-forward") if nobody else pair.say("diff.forward", options=forward(pair, shortlist)),
    )


def _first(pair: Pair) -> Line:
    """Who is first, where that is someone else now."""
    was, now = (
        [option for option in side.order if side.run.options[option].rank == 1] for side in (pair.old, pair.new)
    )
    if set(was) == set(now):
        return ()
    if now:
        return pair.say("diff.first-now", len(now), options=pair.named([pair.option(option) for option in now]))
    open_ = any((result.best_worst or (0,))[0] == 1 for result in pair.new.run.options.values())
    return pair.say("diff.first-open") if open_ else ()


def _chosen(pair: Pair) -> list[str]:
    """What is recommended, decided or agreed otherwise, each as part of a sentence."""
    said, old, new = [], pair.old.inputs, pair.new.inputs
    for what in ("recommendation", "decision"):
        was, now = (_options(pair, getattr(side, what)) for side in (old, new))
        if was != now:
            how = "came" if not was else "went" if not now else "changed"
            said.append(pair.text(f"diff.{what}-{how}", was=was, now=now))
    if old.status != new.status:
        was, now = (pair.text(f"status.word.{side.status}").lower() for side in (old, new))
        said.append(pair.text("diff.status-changed", was=was, now=now))
    return said


def _options(pair: Pair, choice: Choice | None) -> str:
    chosen = choice.options if choice else ()
    return pair.named([pair.option(option) for option in pair.order() if option in chosen])


def _compared(pair: Pair, sides: tuple[str, str]) -> Iterable[Block]:
    """What is held against what; the status and the version where they differ."""
    both: Iterable[tuple[str, Context, str]] = zip(("then", "now"), (pair.old, pair.new), sides, strict=True)
    status_differs = pair.old.inputs.status != pair.new.inputs.status
    version_differs = pair.found.was.appraise != pair.found.now.appraise
    items = []
    for when, shown, named in both:
        side = pair.found.was if when == "then" else pair.found.now
        parts = [
            cut(side.title),
            pair.language.date(side.date) if side.date else "",
            pair.text(f"status.word.{shown.inputs.status}").lower() if status_differs else "",
            pair.text("diff.version", version=side.appraise) if version_differs else "",
        ]
        about = ", ".join(part for part in parts if part)
        items.append(pair.say(f"diff.compared-{when}", about=about, side=cut(named)))
    yield Bullets(tuple(items))
