"""If nobody agreed on the weights: what holds whatever they are, and what each set of weights would put first."""

from collections.abc import Sequence
from decimal import Decimal

from appraise.analyses import Preferred, Robustness
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Column, Line, Paragraph, Table, bold, line, plain, row
from appraise.publish.language import number, spaced
from appraise.publish.sections.robustness.weights import weights_in_words

_FEW = 3
"""Weights that are named for each option in the table."""


def whatever_the_weights(context: Context) -> list[Block]:
    """Shares of all weights that put each option first, who never can be, and who always is ahead of whom."""
    found, analyses = context.run.analyses.robustness, context.run.analyses
    if found is None:
        return [Paragraph(context.say(f"firm.{analyses.why_not}"))] if analyses.why_not else []
    blocks: list[Block] = []
    if len(found.first) > 1:
        blocks += [Paragraph(context.say("unagreed.opening" if found.exact else "unagreed.opening-sampled"))]
        blocks.append(_first(context, found))
    always = [*_identical(context, found), *_necessary(context, found)]
    if always:
        blocks += [Paragraph(context.say("unagreed.always")), Bullets(tuple(always))]
    if len(found.ranks) > 1:
        blocks.append(_ranks(context, found))
    return blocks


def _first(context: Context, found: Robustness) -> Table:
    rows = []
    for option in (option for option in context.order if option in found.first):
        share = percent(context, found.first[option])
        rows.append(row(context.marked(option), share, _can_be_first(context, found, option)))
    columns = context.columns("column.option", "unagreed.column-first", "unagreed.column-weights", numeric=[1])
    even = context.text(
        "unagreed.even", share=context.language.percent(rounded(Decimal(1) / len(context.inputs.criteria)))
    )
    shared = context.say("unagreed.note-shared") if found.identical else ""
    note = spaced(context.say("unagreed.note-first"), shared, even, () if found.exact else sampled(context, found))
    caption = context.caption("unagreed.caption-first-of-some" if _left_out(context) else "unagreed.caption-first")
    return Table(caption, columns, tuple(rows), note=plain(note))


def _left_out(context: Context) -> bool:
    """Whether an eligible option is left out of first places: one with an unknown score, or too many."""
    analyses = context.run.analyses
    return any(option in analyses.undecided or option not in analyses.among for option in context.eligible)


def _can_be_first(context: Context, found: Robustness, option: str) -> Line:
    """The mean of the weights that put an option first; or that none do, and how close it gets."""
    contender, central = found.potential.get(option), found.central.get(option)
    alike = [
        name for pair in found.identical if option in pair for name in pair if name != option and name in found.first
    ]
    if contender is not None and contender.lead < 0:
        points = context.lead(-contender.lead)
        return context.say("unagreed.never", points=points, weights=weights_in_words(context, contender.at))
    if not central:
        if contender is None or contender.lead:
            return context.say("unagreed.none-drawn")
        return context.say("unagreed.level-at-best", weights=weights_in_words(context, contender.at))
    most = sorted(central, key=lambda each: -central[each])[:_FEW]
    typical = context.say("unagreed.typical", weights=weights_in_words(context, {each: central[each] for each in most}))
    return spaced(
        context.say("unagreed.shared", len(alike), options=context.names(alike)) if alike else "",
        typical,
    )


def percent(context: Context, share: Decimal) -> str:
    """A share of all weights, without places."""
    shown = rounded(share * 100, 0)
    if share and not shown:
        return context.text("unagreed.under-1")
    if share < 1 and shown == 100:
        return context.text("unagreed.over-99")
    return context.text("percent.figure", figure=number(shown))


def _identical(context: Context, found: Robustness) -> list[Line]:
    return [
        context.say("unagreed.identical", one=context.name(one), other=context.name(other))
        for one, other in found.identical
    ]


def _necessary(context: Context, found: Robustness) -> list[Line]:
    """Who stays at least level with whom over each set of weights, gathered by who is ahead."""
    said = []
    for over in ("all-weights", "agreed-order", "within-points"):
        kept = [each for each in found.necessary if each.over == over]
        for ahead in (option for option in context.order if any(option == each.ahead for each in kept)):
            behind = [context.name(each.behind) for each in kept if each.ahead == ahead]
            names: dict[str, Line] = {
                "ahead": line(bold(context.name(ahead))),
                "behind": context.language.listed(behind),
            }
            said.append(context.say(f"unagreed.{over}", within=_within(context), **names))
    return said


def _within(context: Context) -> str:
    """How far from the agreed ones weights may lie."""
    within = context.inputs.robustness.within
    return context.text("weights.points", int(within) if within == int(within) else None, figure=number(within))


def _ranks(context: Context, found: Robustness) -> Table:
    options = [option for option in context.order if option in found.ranks]
    rows = [
        row(context.marked(option), *(_share(context, share) for share in found.ranks[option])) for option in options
    ]
    heads = (
        Column(context.text("unagreed.column-rank", rank=str(rank + 1)), numeric=True) for rank in range(len(options))
    )
    drawn = _drawn_scores(context, found, options)
    return Table(
        caption=context.caption("unagreed.caption-ranks-and-scores" if drawn else "unagreed.caption-ranks"),
        columns=(*context.columns("column.option"), *heads),
        rows=tuple(rows),
        note=plain(
            spaced(sampled(context, found), context.say("unagreed.note-ties") if found.identical else "", drawn)
        ),
        matrix=True,
    )


def _share(context: Context, share: Decimal) -> str:
    return percent(context, share) if share else "\N{EN DASH}"


def sampled(context: Context, found: Robustness) -> Line:
    """How many sets of weights were drawn, from which seed, and how far off a share can be."""
    half = rounded(found.sampled.half_width * 100, 1) or found.sampled.half_width * 100
    return context.say(
        "unagreed.sampled",
        found.sampled.draws,
        draws=number(Decimal(found.sampled.draws)),
        seed=str(found.sampled.seed),
        half=number(half),
    )


def _drawn_scores(context: Context, found: Robustness, options: Sequence[str]) -> Line:
    """How uncertain scores were drawn, where there are any, and that the shares of first places differ from those of
    scores as they are."""
    cells = [cell for option in options for cell in context.run.options[option].cells.values()]
    if not any(cell.range or cell.score == "unknown" for cell in cells):
        return ()
    return spaced(context.say("unagreed.drawn"), context.say("unagreed.drawn-first") if len(found.first) > 1 else "")


def pairs(context: Context) -> list[Block]:
    """The share of weights that puts each option ahead of each other, worst cases, and confidence."""
    found = context.run.analyses.robustness
    if found is None:
        return []
    blocks: list[Block] = []
    options = [option for option in context.order if option in found.pairwise]
    if len(options) > 1:
        rows = []
        for option in options:
            ahead = found.pairwise[option]
            cells = (percent(context, ahead[each]) if each in ahead else "\N{EN DASH}" for each in options)
            rows.append(row(context.marked(option), *cells))
        columns = (*context.columns("column.option"), *(_across(context, each) for each in options))
        note = context.text("unagreed.note-pairwise")
        blocks.append(Table(context.caption("unagreed.caption-pairwise"), columns, tuple(rows), note=note, matrix=True))
    worst = [_worst(context, each) for each in found.necessary]
    if worst:
        blocks += [Paragraph(context.say("unagreed.worst")), Bullets(tuple(worst))]
    if found.confidence and any(share < 1 for share in found.confidence.values()):
        said = (
            context.say("unagreed.confidence", option=context.name(option), share=percent(context, share))
            for option, share in found.confidence.items()
        )
        blocks.append(Bullets(tuple(said)))
    return blocks


def _across(context: Context, option: str) -> Column:
    """The column of an option, marked where it is excluded."""
    excluded = context.run.options[option].outcome == "excluded"
    return Column(context.name(option), numeric=True, small=context.text("excluded") if excluded else "")


def _worst(context: Context, preferred: Preferred) -> Line:
    """The smallest lead of one option over another, and weights that give it."""
    said = {
        "ahead": context.name(preferred.ahead),
        "behind": context.name(preferred.behind),
        "over": context.text(f"unagreed.over.{preferred.over}", within=_within(context)),
        "weights": weights_in_words(context, preferred.at),
    }
    if not preferred.lead:
        return context.say("unagreed.worst-level", **said)
    return context.say("unagreed.worst-lead", lead=context.lead(preferred.lead, at_least=True), **said)


def about_option(context: Context, option: str) -> list[Line]:
    """What all sets of weights together say of one option."""
    found = context.run.analyses.robustness
    if found is None or option not in found.first or len(found.first) < 2:
        return []
    key = "unagreed.comes-first-of-some" if _left_out(context) else "unagreed.comes-first"
    said = context.say(key, option=context.name(option), share=percent(context, found.first[option]))
    return [spaced(said, _can_be_first(context, found, option))]
