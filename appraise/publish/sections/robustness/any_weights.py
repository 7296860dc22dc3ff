"""If nobody agreed on the weights: what holds whatever they are, and which weights put each option first."""

from collections.abc import Mapping
from decimal import Decimal

from appraise.analyses import Preference, Robustness
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.criteria_tree import option_column
from appraise.publish.document import Block, Line, Paragraph, Table, bold, headed_list, plain, row
from appraise.publish.language import DASH, number, spaced
from appraise.publish.sections.robustness.weights import one_criterion, weights_by_name

_FEW = 3
"""Weights that are named for each option in the table."""


def any_weights(context: Context) -> list[Block]:
    """Share of all weights that puts each option first, who is always ahead of whom, and the share of each rank."""
    robustness, why_not = context.run.analyses.robustness, context.run.analyses.why_not
    if robustness is None:
        return [Paragraph(context.say(f"compared.{why_not}"))] if why_not else []
    if one_criterion(context):
        return ranks(context, robustness) if _drawn_scores(context, robustness) else []
    return [*first_places(context, robustness), *always(context, robustness), *ranks(context, robustness)]


def first_places(context: Context, robustness: Robustness) -> list[Block]:
    """The share of all weights that puts each option first; nothing where there is only one."""
    if len(robustness.first) < 2:
        return []
    rows = []
    for option in _by_share(context, robustness.first):
        share = _percent(context, robustness.first[option])
        rows.append(row(context.marked(option), share, _can_be_first(context, robustness, option)))
    even = context.language.percent(rounded(Decimal(1) / len(context.inputs.criteria)))
    note = spaced(
        context.say("unagreed.note-first"),
        context.say("unagreed.exact") if robustness.exact else _sampled(context, robustness),
        context.say("unagreed.note-shared") if robustness.identical else "",
        context.text("unagreed.even", share=even),
    )
    columns = context.columns("column.option", "unagreed.column-first", "unagreed.column-weights", numeric=[1])
    caption = context.caption("unagreed.caption-first-of-some" if _left_out(context) else "unagreed.caption-first")
    return [Table(caption, columns, tuple(rows), note=plain(note))]


def _by_share(context: Context, shares: Mapping[str, Decimal]) -> list[str]:
    """Options by their shares, the greatest first."""
    return sorted((option for option in context.order if option in shares), key=lambda option: -shares[option])


def _left_out(context: Context) -> bool:
    """Whether an eligible option is left out of first places: one with an unknown score, or one too many."""
    analyses = context.run.analyses
    return any(option in analyses.undecided or option not in analyses.among for option in context.eligible)


def _can_be_first(context: Context, robustness: Robustness, option: str) -> Line:
    """The mean of the weights that put an option first; or that none do, and how close it gets."""
    contender, central = robustness.potential.get(option), robustness.central.get(option)
    if contender is not None and contender.lead < 0:
        points = context.lead(-contender.lead)
        return context.say("unagreed.never", points=points, weights=weights_by_name(context, contender.at))
    if not central:
        if contender is None or contender.lead:
            return context.say("unagreed.none-drawn")
        return context.say("unagreed.level-at-best", weights=weights_by_name(context, contender.at))
    heaviest = sorted(central, key=lambda criterion: -central[criterion])[:_FEW]
    typical = weights_by_name(context, {criterion: central[criterion] for criterion in heaviest})
    pairs = (pair for pair in robustness.identical if option in pair)
    alike = [other for pair in pairs for other in pair if other != option and other in robustness.first]
    return spaced(
        context.say("unagreed.shared", len(alike), options=context.names(alike)) if alike else "",
        context.say("unagreed.typical", weights=typical),
    )


def _percent(context: Context, share: Decimal) -> str:
    """A share of all weights, in whole per cent."""
    shown = rounded(share * 100, 0)
    if share and not shown:
        return context.text("unagreed.under-1")
    if share < 1 and shown == 100:
        return context.text("unagreed.over-99")
    return context.text("percent.figure", figure=number(shown))


def always(context: Context, robustness: Robustness) -> list[Block]:
    """Which options are level, and who is never behind whom, over many sets of weights."""
    holds = (*_identical(context, robustness), *_always_ahead(context, robustness))
    return list(headed_list(context.say("unagreed.always"), holds))


def _identical(context: Context, robustness: Robustness) -> list[Line]:
    return [
        context.say("unagreed.identical", one=context.name(one), other=context.name(other))
        for one, other in robustness.identical
    ]


def _always_ahead(context: Context, robustness: Robustness) -> list[Line]:
    """Who stays at least level with whom over each set of weights, a sentence for each option ahead."""
    behind: dict[tuple[str, str], list[str]] = {}
    for preferred in robustness.necessary:
        behind.setdefault((preferred.over, preferred.ahead), []).append(context.name(preferred.behind))
    sentences, within = [], _within(context)
    for over in ("all-weights", "agreed-order", "within-points"):
        for option in (option for option in context.order if (over, option) in behind):
            ahead = bold(context.name(option))
            sentences.append(context.say(f"unagreed.{over}", within=within, ahead=ahead, behind=behind[over, option]))
    return sentences


def _within(context: Context) -> str:
    """How far from the agreed ones weights may lie, in points of weight."""
    within = context.inputs.robustness.within
    return context.text("unagreed.within", int(within) if within == int(within) else None, figure=number(within))


def ranks(context: Context, robustness: Robustness) -> list[Block]:
    """Options by ranks: the share of all weights that gives an option a rank; nothing where there is only one."""
    options = [option for option in context.order if option in robustness.ranks]
    if len(options) < 2:
        return []
    rows = []
    for option in options:
        cells = (_percent(context, share) if share else DASH for share in robustness.ranks[option])
        rows.append(row(context.marked(option), *cells))
    headings = (context.text("unagreed.column-rank", rank=str(rank)) for rank in range(1, len(options) + 1))
    drawn = _drawn_scores(context, robustness)
    ties = context.say("unagreed.note-ties") if robustness.identical else ""
    table = Table(
        caption=context.caption("unagreed.caption-ranks-and-scores" if drawn else "unagreed.caption-ranks"),
        columns=context.columns("column.option", figures=headings),
        rows=tuple(rows),
        note=plain(spaced(_sampled(context, robustness), ties, drawn)),
        matrix=True,
    )
    return [table]


def drawn_first_places(context: Context, robustness: Robustness) -> list[Block]:
    """First places in a sentence where uncertain scores are drawn as well as weights; nothing where none is."""
    if len(robustness.ranks) < 2 or not _drawn_scores(context, robustness):
        return []
    first = {option: ranks[0] for option, ranks in robustness.ranks.items() if ranks[0]}
    shares = [f"{context.name(option)} {_percent(context, first[option])}" for option in _by_share(context, first)]
    return [Paragraph(context.say("unagreed.drawn-shares", shares=shares))]


def _sampled(context: Context, robustness: Robustness) -> Line:
    """How many sets of weights were drawn, from which seed, and how far off a share can be."""
    sampled = robustness.sampled
    half = rounded(sampled.half_width * 100, 1) or sampled.half_width * 100
    draws = number(Decimal(sampled.draws))
    return context.say("unagreed.sampled", sampled.draws, draws=draws, seed=str(sampled.seed), half=number(half))


def _drawn_scores(context: Context, robustness: Robustness) -> Line:
    """How uncertain scores were drawn, where there are any, and that the shares of first places differ from those of
    scores as they are."""
    cells = [cell for option in robustness.ranks for cell in context.run.options[option].cells.values()]
    if not any(cell.range or cell.score == "unknown" for cell in cells):
        return ()
    first = context.say("unagreed.drawn-first") if len(robustness.first) > 1 else ""
    return spaced(context.say("unagreed.drawn"), first)


def pairwise(context: Context) -> list[Block]:
    """The share of weights that puts each option ahead of each other, worst cases, and confidence."""
    robustness = context.run.analyses.robustness
    if robustness is None:
        return []
    blocks: list[Block] = []
    options = [option for option in context.order if option in robustness.pairwise]
    if len(options) > 1 and not one_criterion(context):
        rows = []
        for option in options:
            shares = robustness.pairwise[option]
            cells = (_percent(context, shares[other]) if other in shares else DASH for other in options)
            rows.append(row(context.marked(option), *cells))
        columns = (*context.columns("column.option"), *(option_column(context, option) for option in options))
        note = context.text("unagreed.note-pairwise")
        blocks.append(Table(context.caption("unagreed.caption-pairwise"), columns, tuple(rows), note=note, matrix=True))
    necessary = () if one_criterion(context) else robustness.necessary
    blocks += headed_list(context.say("unagreed.worst"), (_worst(context, each) for each in necessary))
    if not one_criterion(context) and any(share < 1 for share in robustness.confidence.values()):
        stays = (
            context.say("unagreed.stays-first", option=context.name(option), share=_percent(context, share))
            for option, share in robustness.confidence.items()
        )
        blocks += headed_list(context.say("unagreed.confidence"), stays)
    return blocks


def _worst(context: Context, preferred: Preference) -> Line:
    """The smallest lead of one option over another, and weights that give it."""
    values = {
        "ahead": context.name(preferred.ahead),
        "behind": context.name(preferred.behind),
        "over": context.text(f"unagreed.over.{preferred.over}", within=_within(context)),
        "weights": weights_by_name(context, preferred.at),
    }
    if not preferred.lead:
        return context.say("unagreed.worst-level", **values)
    return context.say("unagreed.worst-lead", lead=context.lead(preferred.lead, at_least=True), **values)


def about_option(context: Context, option: str) -> list[Line]:
    """The share of all weights that puts one option first, and those weights."""
    robustness = context.run.analyses.robustness
    if robustness is None or option not in robustness.first or len(robustness.first) < 2 or one_criterion(context):
        return []
    share, weights = robustness.first[option], _can_be_first(context, robustness, option)
    if not share:
        return [weights]
    key = "unagreed.comes-first-of-some" if _left_out(context) else "unagreed.comes-first"
    return [spaced(context.say(key, option=context.name(option), share=_percent(context, share)), weights)]
