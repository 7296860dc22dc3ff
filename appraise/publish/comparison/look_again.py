"""Look again: what a reviewer of a change has to look at again, a line each."""

from collections.abc import Iterable, Iterator

from appraise.publish.comparison.changes import change, label
from appraise.publish.comparison.pair import DOTS, FEW, Pair
from appraise.publish.document import Block, Line, Subheading
from appraise.publish.render.escape import clean
from appraise.review_results import Change, Finding, Keys, Redefined, Unexplained

_REASON = 60
"""The most characters that are shown of a reason."""


def look_again(pair: Pair) -> Iterable[Block]:
    """The block, where there is anything in it."""
    lines = [line for _, line in sentences(pair)]
    if lines:
        yield Subheading(pair.text("diff.look-again.heading"))
        yield pair.bullets(lines, len(lines))


def sentences(pair: Pair) -> Iterator[tuple[Keys, Line]]:
    """A sentence for each thing to look at again, with its keys in the record: first what was chosen, then what was
    given, then findings. Of many of a kind the first, and how many more there are."""
    again = pair.difference.look_again
    kinds: tuple[list[tuple[Keys, Line]], ...] = (
        [((kind,), _chosen(pair, kind)) for kind in again.choices],
        [(each.at, _redefined(pair, each)) for each in again.redefined],
        [(each.at, _unexplained(pair, each)) for each in again.unexplained],
        list(_found(pair, again.findings)),
    )
    names = ("choices", "redefined", "unexplained", "findings")
    for name, lines in zip(names, kinds, strict=True):
        shown = lines if len(lines) <= FEW else lines[: FEW - 1]
        yield from shown
        if len(lines) > len(shown):
            yield (), pair.say(f"diff.look-again.more-{name}", len(lines) - len(shown))


def _found(pair: Pair, findings: Iterable[Finding]) -> Iterator[tuple[Keys, Line]]:
    """A line for each check: the first that it finds, and how many more."""
    by_code: dict[str, list[Finding]] = {}
    for each in findings:
        by_code.setdefault(each.code, []).append(each)
    for code, (first, *rest) in by_code.items():
        what = {"code": code, "what": clean(first.what)}
        key = "diff.look-again.findings" if rest else "diff.look-again.finding"
        yield first.at, pair.say(key, len(rest) if rest else None, **what)


def _chosen(pair: Pair, kind: str) -> Line:
    """ "The recommendation is for A and B; on the shortlist are A and C"."""
    chosen = pair.options(getattr(pair.new.inputs, kind).options)
    shortlist = pair.difference.now.shortlist
    listed = pair.options(shortlist.options) if shortlist.options else pair.text("diff.nobody")
    return pair.say(f"diff.look-again.{kind}", chosen=chosen, listed=listed)


def _redefined(pair: Pair, redefined: Redefined) -> Line:
    """ "Pace: the question changed, and the scores of A and B did not"."""
    fields = [pair.text(f"diff.look-again.field.{field}") for field in redefined.fields]
    named: dict[str, dict[str, None]] = {}
    for at in redefined.given:
        match at:
            case ("options", option, *_):
                name = pair.option(option)
            case ("panel", _, member, *_):
                name = pair.member(member)
            case ("costs", _, _, _, option) if len(redefined.at) > 1:
                name = pair.option(option)
            case ("costs", _, line, *_):
                name = pair.language.quoted(pair.line(line))
            case (kind, thing, *_):
                name = pair.language.quoted(pair.name(kind, thing))
        named.setdefault(at[2] if at[0] == "options" else at[0], {})[name] = None
    given = [
        pair.text(f"diff.look-again.given.{kind}", len(names), names=pair.named(list(names)))
        for kind, names in named.items()
    ]
    thing = label(pair, redefined.at)[0]
    return pair.say("diff.look-again.redefined", thing=thing, fields=fields, given=given)


def _unexplained(pair: Pair, unexplained: Unexplained) -> Line:
    """ "Pace, A: 4, now 2. The reason is as before: “The 4 of this scale”"."""
    if unexplained.at[0] == "weighting":
        names = pair.named([pair.criterion(each) for each in unexplained.now])
        said = pair.say("diff.look-again.weights", len(unexplained.now), criteria=names)
        if len(unexplained.at) > 1:
            member = pair.member(unexplained.at[2])
            said = pair.say("diff.look-again.weights-by", len(unexplained.now), criteria=names, member=member)
    else:
        given = Change("scores", unexplained.at, unexplained.was, unexplained.now)
        said = change(pair, given, newer_currency=True)
    reason = unexplained.reason
    if not reason:
        return pair.say("diff.look-again.no-reason", change=said)
    shown = reason if len(reason) <= _REASON else (reason[:_REASON].rpartition(" ")[0] or reason[:_REASON]) + DOTS
    return pair.say("diff.look-again.same-reason", change=said, reason=pair.language.quoted(shown))
