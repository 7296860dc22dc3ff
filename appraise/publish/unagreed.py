"""If nobody agreed on the weights: what holds whatever they are, and what each set of weights would put first."""

from collections.abc import Sequence
from decimal import Decimal

from appraise.analyses import Preferred, Robustness
from appraise.publish.document import Block, Bullets, Cell, Column, Line, Paragraph, Row, Table, bold, line, plain
from appraise.publish.view import View
from appraise.publish.weights import weights_in_words
from appraise.publish.words import number, sentence, spaced
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
    always = [*_dominance(view, found), *_necessary(view, found)]
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
    return Table(view.caption("unagreed.caption-first"), columns, tuple(rows), note=view.text("unagreed.note-first"))


def _can_be_first(view: View, found: Robustness, option: str) -> Line:
    """The mean of the weights that put an option first; or that none do, and how close it gets."""
    contender, central = found.potential.get(option), found.central.get(option)
    if contender is not None and contender.lead < 0:
        points = view.lead(-contender.lead)
        return view.say("unagreed.never", points=points, weights=weights_in_words(view, contender.at))
    if contender is not None and not contender.lead:
        return view.say("unagreed.level-at-best", weights=weights_in_words(view, contender.at))
    if not central:
        return view.say("unagreed.none-drawn")
    most = sorted(central, key=lambda each: -central[each])[:_FEW]
    return view.say("unagreed.typical", weights=weights_in_words(view, {each: central[each] for each in most}))


def percent(view: View, share: Decimal) -> str:
    """A share of all weights, without places."""
    shown = rounded(share * 100, 0)
    if share and not shown:
        return view.text("unagreed.under-1")
    if share < 1 and shown == 100:
        return view.text("unagreed.over-99")
    return view.text("percent.figure", figure=number(shown))


def _dominance(view: View, found: Robustness) -> list[Line]:
    """Who is at least as good as whom on every criterion, gathered by the better one."""
    said = []
    for better in (option for option in view.order if any(option == pair[0] for pair in found.dominance)):
        worse = [view.name(each) for ahead, each in found.dominance if ahead == better]
        said.append(
            view.say("unagreed.at-least-as-good", better=bold(view.name(better)), worse=view.words.listed(worse))
        )
    for one, other in found.identical:
        said.append(view.say("unagreed.identical", one=view.name(one), other=view.name(other)))
    return said


def _necessary(view: View, found: Robustness) -> list[Line]:
    """Who stays at least level with whom over the agreed order of weights, or within some points of them."""
    said = []
    for over in ("agreed-order", "within-points"):
        kept = [each for each in found.necessary if each.over == over]
        for ahead in (option for option in view.order if any(option == each.ahead for each in kept)):
            behind = [view.name(each.behind) for each in kept if each.ahead == ahead]
            names: dict[str, Line] = {"ahead": line(bold(view.name(ahead))), "behind": view.words.listed(behind)}
            within = view.text("weights.points", None, figure=number(view.inputs.robustness.within))
            said.append(view.say(f"unagreed.{over}", within=within, **names))
    return said


def _ranks(view: View, found: Robustness) -> Table:
    options = [option for option in view.order if option in found.ranks]
    rows = [
        Row((Cell(line(view.marked(option))), *(_share(view, share) for share in found.ranks[option])))
        for option in options
    ]
    heads = (
        Column(view.text("unagreed.column-rank", rank=str(rank + 1)), numeric=True) for rank in range(len(options))
    )
    return Table(
        caption=view.caption("unagreed.caption-ranks"),
        columns=(Column(view.text("column.option")), *heads),
        rows=tuple(rows),
        note=plain(spaced(sampled(view, found), _drawn_scores(view, options))),
        matrix=True,
    )


def _share(view: View, share: Decimal) -> Cell:
    return Cell(line(percent(view, share) if share else "\N{EN DASH}"))


def sampled(view: View, found: Robustness) -> Line:
    """How many sets of weights were drawn, from which seed, and how far off a share can be."""
    return view.say(
        "unagreed.sampled",
        draws=number(Decimal(found.sampled.draws)),
        seed=str(found.sampled.seed),
        half=number(rounded(found.sampled.half_width * 100, 1)),
    )


def _drawn_scores(view: View, options: Sequence[str]) -> Line:
    """How uncertain scores were drawn, where there are any."""
    cells = [cell for option in options for cell in view.run.options[option].cells.values()]
    return view.say("unagreed.drawn") if any(cell.range or cell.score == "unknown" for cell in cells) else ()


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
        columns = (Column(view.text("column.option")), *(Column(view.name(each), numeric=True) for each in options))
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


def _worst(view: View, preferred: Preferred) -> Line:
    """The smallest lead of one option over another, and weights that give it."""
    return view.say(
        f"unagreed.worst-{preferred.over}",
        ahead=view.name(preferred.ahead),
        behind=view.name(preferred.behind),
        lead=view.lead(preferred.lead) if preferred.lead else view.text("unagreed.no-points"),
        weights=weights_in_words(view, preferred.at),
    )


def about_option(view: View, option: str) -> list[Line]:
    """What all sets of weights together say of one option."""
    found = view.run.analyses.robustness
    if found is None or option not in found.first or len(found.first) < 2:
        return []
    said = view.say("unagreed.comes-first", option=view.name(option), share=percent(view, found.first[option]))
    return [spaced(said, sentence(plain(_can_be_first(view, found, option))))]
