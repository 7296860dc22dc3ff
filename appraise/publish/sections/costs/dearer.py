"""Dearer: which options cost more and have fewer points than another, and over what that is so."""

from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from appraise.publish.context import Context, Ends
from appraise.publish.costs import compared, low_high, outdone
from appraise.publish.document import Block, Bullets, Line, Paragraph
from appraise.publish.language import spaced
from appraise.publish.phrases import few_names

_MOST_CERTAIN = 5
"""How many options get a sentence each; of more, only the count is given."""
_MOST = 3
"""How many do of those that ranges could make dearer with fewer points."""


def shortlisted_and_dearer(context: Context) -> Line:
    """That options on the shortlist cost more and have no more points than another eligible one: of one, than which."""
    certain = {option: _beside(context, option, "surely", "as-given") for option in context.run.shortlist.options}
    found = {option: [each for each in others if _dearer(context, option, each)] for option, others in certain.items()}
    found = {option: others for option, others in found.items() if others}
    if not found:
        return ()
    plainly = {
        option: [other for other in others if _how(context, option, other) == "more-fewer"]
        for option, others in found.items()
    }
    how = "more-fewer" if all(plainly.values()) else "no-less"
    sure = all({*others} <= {*_beside(context, option, "surely")} for option, others in found.items())
    given = "" if sure else context.text("answer.dearer.as-given")
    if len(found) > 1:
        return context.say(f"answer.dearer.several-{how}", len(found), given=given)
    ((option, others),) = (plainly if how == "more-fewer" else found).items()
    names = {"option": context.name(option), "others": few_names(context, others), "given": given}
    return context.say(f"answer.dearer.one-{how}", **names)


def dearer(context: Context) -> list[Block]:
    """A sentence for each option that costs more and has fewer points than others, or that there is none; then those of
    which ranges could make it so."""
    analysis = context.run.analyses.costs
    if analysis is None:
        return [Paragraph(context.say("costs.too-many"))]
    if len(analysis.options) < 2:
        return [Paragraph(context.say("costs.nothing-compared"))]
    found = [option for option in analysis.options if outdone(context, option)]
    if len(found) > _MOST_CERTAIN:
        certain = [context.say("costs.dearer.many", len(found))]
    else:
        certain = [sentence for option in found for sentence in dearer_than(context, option)]
    opening = [] if found else [context.say("costs.dearer.nobody")]
    possible = [option for option in analysis.options if _beside(context, option, "possibly")]
    if len(possible) > _MOST:
        could = [context.say("costs.dearer.could-many", len(possible))]
    else:
        could = list(_could(context, possible))
    said = (*opening, *certain, *could)
    return [Bullets(said) if len(said) > 1 else Paragraph(said[0])]


def _beside(context: Context, option: str, *over: str) -> list[str]:
    """The others that cost an option no more and have no fewer points, one of both strictly, cheapest first; over what
    that is so: surely, as given or possibly."""
    analysis = context.run.analyses.costs
    if analysis is None:
        return []
    found = analysis.beaten.get(option, {})
    return [other for other in analysis.options if found.get(other) in over]


def dearer_than(
    context: Context, option: str, among: Container[str] | None = None, how_surely: bool = True
) -> Iterator[Line]:
    """That an option costs more and has fewer points than others, those of which the same is to be said together.

    among:      the others that are told of; else all.
    how_surely: whether it is told how far that turns on what is uncertain.
    """
    said: dict[tuple[str, str], list[str]] = {}
    for over in ("surely", "as-given"):
        for other in _beside(context, option, over):
            if among is not None and other not in among:
                continue
            uncertain = how_surely and (_open(context, option) or _open(context, other))
            sure = f"costs.dearer.{over}" if uncertain else ""
            how = _how(context, option, other, widest=bool(sure) and over == "surely")
            said.setdefault((f"costs.dearer.{how}", sure), []).append(other)
    for (how, sure), others in said.items():
        opening = context.say(how, option=context.name(option), others=few_names(context, others))
        yield spaced(opening, context.say(sure) if sure else "")


def _how(context: Context, option: str, other: str, widest: bool = False) -> str:
    """Whether an option costs more than another or the same, for fewer points or as many; no less for no more where
    unknown amounts or scores leave that open. widest: over recorded ranges too, else at what is given."""
    costs, totals = (_widest, _widest_total) if widest else (_costs, _total)
    dearer = _sides(costs(context, option), costs(context, other))
    fewer = _sides(totals(context, other), totals(context, option))
    known = {("more", "more"): "more-fewer", ("same", "more"): "same-fewer", ("more", "same"): "more-same"}
    return known.get((dearer, fewer), "no-less")


def _dearer(context: Context, option: str, other: str) -> bool:
    """Whether an option costs more than another, at what is given."""
    return _costs(context, option)[0] > _costs(context, other)[1]


def _sides(this: Ends, other: Ends) -> str:
    if this[0] > other[1]:
        return "more"
    return "same" if this == other and this[0] == this[1] else ""


def _could(context: Context, options: Iterable[str]) -> Iterator[Line]:
    """Than which others ranges could make options cost more and have fewer points; or no less and no more. Those of
    which the same is to be said, together."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for option in options:
        said: dict[str, list[str]] = {}
        for other in _beside(context, option, "possibly"):
            costs_more = _widest(context, option)[1] > _widest(context, other)[0]
            has_fewer = _widest_total(context, option)[0] < _widest_total(context, other)[1]
            said.setdefault("could" if costs_more and has_fewer else "could-no-less", []).append(other)
        for key, others in said.items():
            alike.setdefault((key, tuple(others)), []).append(option)
    for (key, than), which in alike.items():
        names = {"options": few_names(context, which), "others": few_names(context, than, "or")}
        yield context.say(f"costs.dearer.{key}", len(which), **names)


def _open(context: Context, option: str) -> bool:
    """Whether there is more than one figure for what an option costs, or for its total."""
    ends = (*_widest(context, option), *_widest_total(context, option))
    return ends[0] != ends[1] or ends[2] != ends[3]


def _costs(context: Context, option: str) -> Ends:
    """What an option costs, over unknown amounts."""
    cost = context.run.options[option].cost
    return low_high(compared(cost)) if cost else (Decimal(0), Decimal(0))


def _widest(context: Context, option: str) -> Ends:
    """The same over recorded ranges too."""
    cost = context.run.options[option].cost
    return (cost and compared(cost).range) or _costs(context, option)


def _total(context: Context, option: str) -> Ends:
    return context.totals[option]


def _widest_total(context: Context, option: str) -> Ends:
    """A total over unknown scores and recorded ranges."""
    return context.run.options[option].total_range or context.totals[option]
