"""If nobody agreed on the weights: what holds whatever they are, and what each set of weights would put first."""

from collections.abc import Sequence
from decimal import Decimal

from appraise.analyses import Preferred, Robustness
from appraise.publish.document import Block, Bullets, Cell, Column, Line, Paragraph, Row, Table, bold, line, plain
from appraise.publish.view import View
from appraise.publish.weights import weights_in_words
from appraise.publish.words import number, spaced
from appraise.run import rounded

_FEW = 3
"""Weights that are named for each option in the table."""


def whatever_the_weights(view: View) -> list[Block]:
    """Shares of all weights that put each option first, who never can be, and who always is ahead of whom."""
    found, analyses = view.run.analyses.robustness, view.run.analyses
    if found is None:
        return [Paragraph(view.say(f"firm.{analyses.why_not}"))] if analyses.why_not else []
    blocks: list[Block] = []
    if len(found.first) > 1:
        blocks += [Paragraph(view.say("unagreed.opening" if found.exact else "unagreed.opening-sampled"))]
        blocks.append(_first(view, found))
    always = [*_identical(view, found), *_necessary(view, found)]
    if always:
        blocks += [Paragraph(view.say("unagreed.always")), Bullets(tuple(always))]
    if len(found.ranks) > 1:
        blocks.append(_ranks(view, found))
    return blocks


def _first(view: View, found: Robustness) -> Table:
    rows = []
    for option in (option for option in view.order if option in found.first):
        share = Cell(line(percent(view, found.first[option])))
        rows.append(Row((Cell(line(view.marked(option))), share, Cell(_can_be_first(view, found, option)))))
    columns = (
        Column(view.text("column.option")),
        Column(view.text("unagreed.column-first"), numeric=True),
        Column(view.text("unagreed.column-weights")),
    )
    even = view.text("unagreed.even", share=view.words.percent(rounded(Decimal(1) / len(view.inputs.criteria))))
    shared = view.say("unagreed.note-shared") if found.identical else ""
    note = spaced(view.say("unagreed.note-first"), shared, even, () if found.exact else sampled(view, found))
    caption = view.caption("unagreed.caption-first-of-some" if _left_out(view) else "unagreed.caption-first")
    return Table(caption, columns, tuple(rows), note=plain(note))


def _left_out(view: View) -> bool:
    """Whether an eligible option is left out of first places: one with an unknown score, or too many."""
    analyses = view.run.analyses
    return any(option in analyses.undecided or option not in analyses.among for option in view.eligible)


def _can_be_first(view: View, found: Robustness, option: str) -> Line:
    """The mean of the weights that put an option first; or that none do, and how close it gets."""
    contender, central = found.potential.get(option), found.central.get(option)
    alike = [
        name for pair in found.identical if option in pair for name in pair if name != option and name in found.first
    ]
    if contender is not None and contender.lead < 0:
        points = view.lead(-contender.lead)
        return view.say("unagreed.never", points=points, weights=weights_in_words(view, contender.at))
    if not central:
        if contender is None or contender.lead:
            return view.say("unagreed.none-drawn")
        return view.say("unagreed.level-at-best", weights=weights_in_words(view, contender.at))
    most = sorted(central, key=lambda each: -central[each])[:_FEW]
    typical = view.say("unagreed.typical", weights=weights_in_words(view, {each: central[each] for each in most}))
    return spaced(
        view.say("unagreed.shared", len(alike), options=[view.name(each) for each in alike]) if alike else "", typical
    )


def percent(view: View, share: Decimal) -> str:
    """A share of all weights, without places."""
    shown = rounded(share * 100, 0)
    if share and not shown:
        return view.text("unagreed.under-1")
    if share < 1 and shown == 100:
        return view.text("unagreed.over-99")
    return view.text("percent.figure", figure=number(shown))


def _identical(view: View, found: Robustness) -> list[Line]:
    return [
        view.say("unagreed.identical", one=view.name(one), other=view.name(other)) for one, other in found.identical
    ]


def _necessary(view: View, found: Robustness) -> list[Line]:
    """Who stays at least level with whom over each set of weights, gathered by who is ahead."""
    said = []
    for over in ("all-weights", "agreed-order", "within-points"):
        kept = [each for each in found.necessary if each.over == over]
        for ahead in (option for option in view.order if any(option == each.ahead for each in kept)):
            behind = [view.name(each.behind) for each in kept if each.ahead == ahead]
            names: dict[str, Line] = {"ahead": line(bold(view.name(ahead))), "behind": view.words.listed(behind)}
            said.append(view.say(f"unagreed.{over}", within=_within(view), **names))
    return said


def _within(view: View) -> str:
    """How far from the agreed ones weights may lie."""
    within = view.inputs.robustness.within
    return view.text("weights.points", int(within) if within == int(within) else None, figure=number(within))


def _ranks(view: View, found: Robustness) -> Table:
    options = [option for option in view.order if option in found.ranks]
    rows = [
        Row((Cell(line(view.marked(option))), *(_share(view, share) for share in found.ranks[option])))
        for option in options
    ]
    heads = (
        Column(view.text("unagreed.column-rank", rank=str(rank + 1)), numeric=True) for rank in range(len(options))
    )
    drawn = _drawn_scores(view, found, options)
    return Table(
        caption=view.caption("unagreed.caption-ranks-and-scores" if drawn else "unagreed.caption-ranks"),
        columns=(Column(view.text("column.option")), *heads),
        rows=tuple(rows),
        note=plain(spaced(sampled(view, found), view.say("unagreed.note-ties") if found.identical else "", drawn)),
        matrix=True,
    )


def _share(view: View, share: Decimal) -> Cell:
    return Cell(line(percent(view, share) if share else "\N{EN DASH}"))


def sampled(view: View, found: Robustness) -> Line:
    """How many sets of weights were drawn, from which seed, and how far off a share can be."""
    half = rounded(found.sampled.half_width * 100, 1) or found.sampled.half_width * 100
    return view.say(
        "unagreed.sampled",
        found.sampled.draws,
        draws=number(Decimal(found.sampled.draws)),
        seed=str(found.sampled.seed),
        half=number(half),
    )


def _drawn_scores(view: View, found: Robustness, options: Sequence[str]) -> Line:
    """How uncertain scores were drawn, where there are any, and that the shares of first places differ from those of
    scores as they are."""
    cells = [cell for option in options for cell in view.run.options[option].cells.values()]
    if not any(cell.range or cell.score == "unknown" for cell in cells):
        return ()
    return spaced(view.say("unagreed.drawn"), view.say("unagreed.drawn-first") if len(found.first) > 1 else "")


def pairs(view: View) -> list[Block]:
    """The share of weights that puts each option ahead of each other, worst cases, and confidence."""
    found = view.run.analyses.robustness
    if found is None:
        return []
    blocks: list[Block] = []
    options = [option for option in view.order if option in found.pairwise]
    if len(options) > 1:
        rows = []
        for option in options:
            row = found.pairwise[option]
            cells = (Cell(line(percent(view, row[each]) if each in row else "\N{EN DASH}")) for each in options)
            rows.append(Row((Cell(line(view.marked(option))), *cells)))
        columns = (Column(view.text("column.option")), *(_across(view, each) for each in options))
        note = view.text("unagreed.note-pairwise")
        blocks.append(Table(view.caption("unagreed.caption-pairwise"), columns, tuple(rows), note=note, matrix=True))
    worst = [_worst(view, each) for each in found.necessary]
    if worst:
        blocks += [Paragraph(view.say("unagreed.worst")), Bullets(tuple(worst))]
    if found.confidence and any(share < 1 for share in found.confidence.values()):
        said = (
            view.say("unagreed.confidence", option=view.name(option), share=percent(view, share))
            for option, share in found.confidence.items()
        )
        blocks.append(Bullets(tuple(said)))
    return blocks


def _across(view: View, option: str) -> Column:
    """The column of an option, marked where it is excluded."""
    excluded = view.run.options[option].outcome == "excluded"
    return Column(view.name(option), numeric=True, small=view.text("excluded") if excluded else "")


def _worst(view: View, preferred: Preferred) -> Line:
    """The smallest lead of one option over another, and weights that give it."""
    said = {
        "ahead": view.name(preferred.ahead),
        "behind": view.name(preferred.behind),
        "over": view.text(f"unagreed.over.{preferred.over}", within=_within(view)),
        "weights": weights_in_words(view, preferred.at),
    }
    if not preferred.lead:
        return view.say("unagreed.worst-level", **said)
    return view.say("unagreed.worst-lead", lead=view.lead(preferred.lead, at_least=True), **said)


def about_option(view: View, option: str) -> list[Line]:
    """What all sets of weights together say of one option."""
    found = view.run.analyses.robustness
    if found is None or option not in found.first or len(found.first) < 2:
        return []
    key = "unagreed.comes-first-of-some" if _left_out(view) else "unagreed.comes-first"
    said = view.say(key, option=view.name(option), share=percent(view, found.first[option]))
    return [spaced(said, _can_be_first(view, found, option))]
