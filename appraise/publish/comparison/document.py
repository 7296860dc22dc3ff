"""The document of a comparison, whole or in short: what became of the options, why, and what people wrote otherwise.

Effects come before causes. A list that is longer than `most` is cut, and it says how many it leaves out.
"""

from typing import NamedTuple

from appraise.publish.comparison.attribution import attribution, decisive
from appraise.publish.comparison.changes import change, changes
from appraise.publish.comparison.costs import costs
from appraise.publish.comparison.headline import headline, in_short
from appraise.publish.comparison.look_again import look_again, sentences
from appraise.publish.comparison.outcomes import effects
from appraise.publish.comparison.pair import Pair, cut
from appraise.publish.context import Context
from appraise.publish.document import Bullets, Document, Section, plain
from appraise.publish.language import Language, sentence, spaced
from appraise.publish.render.escape import clean
from appraise.publish.render.template import render
from appraise.review_results import Difference, Keys
from appraise.run import Run, fingerprint, json_text

MOST = 20
"""Rows of a table and changes of a group that a terminal shows."""
LIMIT = 65_000
"""Characters that a comment on a pull request may have; it takes 65,536."""


def difference(
    compared: Difference, old: Run, new: Run, language: Language, sides: tuple[str, str], most: int = MOST
) -> Document:
    """What changed between two runs, as a document whose title says it in one sentence.

    sides: what people call the older and the newer side, such as the paths they typed.
    most:  rows of a table and changes of a group that are shown.
    """
    pair = Pair.of(compared, old, new, language, most)
    sections = (
        Section("compared", "", (_compared(pair, sides),)),
        Section("look-again", "", tuple(look_again(pair))),
        Section("effects", "", tuple(effects(pair))),
        Section("costs", "", tuple(costs(pair))),
        Section("why", "", tuple(attribution(pair, bool(decisive(pair))))),
        Section("changes", pair.text("diff.changes", len(compared.causes)), tuple(changes(pair))),
    )
    return Document(
        title=plain(headline(pair)),
        status=pair.text(f"status.word.{new.inputs.status}"),
        says=in_short(pair),
        sections=tuple(section for section in sections if section.blocks),
        language=language.code,
    )


def one_sided(run: Run, language: Language, came: bool) -> Document:
    """That there was no record before, or that it was taken away, and what it says.

    came: whether the record is the newer side, which is held against nothing.
    """
    context, shortlist = Context.of(run, language), run.shortlist
    going = [language.names(context.names(shortlist.options))] if shortlist.options else []
    if shortlist.undetermined:
        going.append(language.text("diff.perhaps", options=context.one_of(shortlist.undetermined)))
    about = ", ".join(cut(part) for part in (run.inputs.title, language.date(run.inputs.date or "")) if part)
    options = ", ".join(going) or language.text("diff.nobody")
    says = language.say("diff.came-alone" if came else "diff.went-alone", about=about, options=options)
    title = language.text("diff.no-record-then" if came else "diff.no-record-now")
    return Document(title, language.text(f"status.word.{run.inputs.status}"), says, (), language=language.code)


def in_markdown(
    compared: Difference,
    old: Run,
    new: Run,
    language: Language,
    sides: tuple[str, str],
    template: str,
    limit: int = LIMIT,
) -> str:
    """The same as Markdown with fewer characters than a comment on a pull request may have.

    template: the text of the template that it is made by.
    """
    most = max(MOST, len(compared.causes), len(compared.effects))
    while True:
        text = render(difference(compared, old, new, language, sides, most), template, "md")
        if len(text) < limit or most <= 1:
            return text
        most = min(most // 2, 320)


def in_json(compared: Difference) -> str:
    """A difference as JSON, closed by its own fingerprint as a record is."""
    body = json_text({"kind": "difference", "version": 1} | compared._asdict()).removesuffix("\n}\n") + ",\n"
    return f'{body}  "fingerprint": "{fingerprint(body)}"\n}}\n'


def signed(text: str, language: Language, appraise: str) -> str:
    """A text with two more lines: by which version of appraise it was written, and the sha256 of all above them."""
    return "\n".join(
        (text, language.text("diff.written", version=appraise), language.text("diff.print", hash=fingerprint(text)), "")
    )


class Changed(NamedTuple):
    """A change in a sentence: its keys in the record, and what kind of thing was changed; or what to look at again."""

    at: Keys
    kind: str
    sentence: str
    again: bool = False


def in_sentences(
    compared: Difference, old: Run, new: Run, language: Language, most: int
) -> tuple[str, str, list[Changed]]:
    """What changed in a sentence; why, who goes forward and how much was changed; and a sentence for each thing to look
    at again and for each of the first changes of what is worked out from, or is recommended or decided, up to `most`.
    """
    pair = Pair.of(compared, old, new, language, most)
    causes = [cause for cause in compared.causes if cause.group not in ("evidence", "words")]
    count = sum(cause.group != "recommendation" for cause in causes)
    counted = pair.say("diff.in-all", count, changes=pair.text("diff.changes", count)) if count else ""
    heading = pair.text("diff.look-again.heading")
    again = [Changed(at, heading, clean(sentence(plain(said))), again=True) for at, said in sentences(pair)][:most]
    told = {each.at for each in again}
    rest = [cause for cause in causes if cause.at not in told]
    changed = [
        Changed(cause.at, pair.text(f"diff.group.{cause.group}"), clean(sentence(plain(change(pair, cause)))))
        for cause in rest[: most - len(again)]
    ]
    first = pair.say("diff.first", shown=str(len(changed))) if len(rest) > len(changed) > 0 else ""
    return clean(plain(headline(pair))), clean(plain(spaced(in_short(pair), counted, first))), again + changed


def _compared(pair: Pair, sides: tuple[str, str]) -> Bullets:
    """The two sides, with their status and version where they differ."""
    was, now = pair.difference.was, pair.difference.now
    status_differs = pair.old.inputs.status != pair.new.inputs.status
    items = []
    for when, side, context, name in (("then", was, pair.old, sides[0]), ("now", now, pair.new, sides[1])):
        parts = [
            cut(side.title),
            pair.language.date(side.date) if side.date else "",
            pair.text(f"status.word.{context.inputs.status}").lower() if status_differs else "",
            pair.text("diff.version", version=side.appraise) if was.appraise != now.appraise else "",
        ]
        items.append(pair.say(f"diff.compared-{when}", about=", ".join(filter(None, parts)), side=cut(name)))
    return Bullets(tuple(items))
