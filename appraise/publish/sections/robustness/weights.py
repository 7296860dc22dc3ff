"""If the weights were different: how far they can move before the result changes, and who would then be level."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from appraise.analyses import AlternativeResult, Sensitivity, Shift, Weights
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.criteria_tree import Node, row_of, tree
from appraise.publish.document import Block, Line, Paragraph, Table, line, plain, row
from appraise.publish.language import DASH, number, spaced

_TENTH = Decimal("0.1")
_FEW = 2
"""Limits that are named in a sentence; the table holds them all."""


def weights(context: Context) -> list[Block]:
    """The limits of every weight, what it takes to bring others level, and the result without each criterion."""
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None:
        return [Paragraph(context.say("firm.too-many-options"))]
    if one_criterion(context):
        return [Paragraph(spaced(context.say("weights.one-criterion"), *order_firm(context)))]
    blocks: list[Block] = [Paragraph(fact) for fact in (*shortlist_firm(context), *order_firm(context))]
    if sensitivity.leader is not None or not context.run.shortlist.undetermined:
        blocks.append(_ranges(context, sensitivity))
    if sensitivity.overturn and sensitivity.leader is not None:
        blocks.append(_brought_level(context, sensitivity, sensitivity.leader))
    blocks.append(_left_out(context, sensitivity))
    return blocks


def one_criterion(context: Context) -> bool:
    """Whether there is only one set of weights: then nothing can be said of others."""
    return len(context.inputs.criteria) == 1


def shortlist_firm(context: Context) -> Iterator[Line]:
    """Whether the same options go forward while any one weight is halved or doubled, and the nearest limits."""
    sensitivity, rule = context.run.analyses.sensitivity, context.inputs.shortlist_rule
    room_for_all = rule.top is not None and rule.top >= len(context.eligible)
    if sensitivity is None or context.run.shortlist.undetermined or not context.eligible or room_for_all:
        return
    if not _several_weigh(context) or (rule.at_least is None and _all_alike(context)):
        return
    if sensitivity.left_out:
        count = context.language.counted(len(context.run.analyses.among), "option")
        yield context.say("weights.not-all", count=count)
        return
    stable = sensitivity.shortlist_stability
    limits = [limit for name in context.inputs.criteria for limit in _limits(context, name, stable[name])]
    firm = context.say("weights.shortlist-firm" if sensitivity.shortlist_firm else "weights.shortlist-loose")
    if not limits:
        yield spaced(firm, context.say("weights.shortlist-always"))
        return
    nearest = [limit for _, limit in sorted(limits, key=lambda limit: limit[0])]
    more = [context.say("weights.more", len(nearest) - _FEW)] if len(nearest) > _FEW else []
    yield spaced(firm, context.say("weights.same-with", limits=[*nearest[:_FEW], *more]))


def order_firm(context: Context) -> Iterator[Line]:
    """Whether the same option comes first while any one weight is halved or doubled, and what brings another level."""
    analyses = context.run.analyses
    sensitivity = analyses.sensitivity
    if sensitivity is None or sensitivity.left_out or len(context.eligible) < 2:
        return
    if sensitivity.leader is None or sensitivity.level_with:
        return
    sentences = []
    if _several_weigh(context):
        sentences.append(context.say("weights.order-firm" if sensitivity.leader_firm else "weights.order-loose"))
    sentences.append(_lead(context, sensitivity.leader))
    shifts = {rival: shift for rival, shift in sensitivity.overturn.items() if shift is not None}
    if shifts:
        nearest = min(shifts, key=lambda rival: shifts[rival].moved)
        shift = shift_text(context, shifts[nearest])
        sentences.append(context.say("weights.brings-level", rival=context.name(nearest), shift=shift))
    elif not analyses.undecided and not analyses.left_out and not one_criterion(context):
        sentences.append(context.say("weights.never-level"))
    if analyses.ranges.could_lead:
        sentences.append(context.say("weights.could-lead", options=context.one_of(analyses.ranges.could_lead)))
    yield spaced(*sentences)


def _several_weigh(context: Context) -> bool:
    """Whether a weight can be halved or doubled: one that is all there is cannot move."""
    return sum(bool(context.run.shares[criterion]) for criterion in context.inputs.criteria) > 1


def _all_alike(context: Context) -> bool:
    """Whether all eligible options have the same value on every criterion, so that no weights set them apart."""
    rows = {tuple(cell.value for cell in context.run.options[option].cells.values()) for option in context.eligible}
    return len(rows) == 1 and not any(None in values for values in rows)


def _moves(context: Context, node: Node) -> bool:
    """Whether a weight can move: others have some to give or take, and inside a group it is clear who has a part."""
    share = context.run.shares[node.id]
    return share < 1 and (share > 0 or len(node.leaves) == 1)


def _lead(context: Context, leader: str) -> Line:
    """How far the leader is ahead of the option that can come nearest."""
    low, high = context.totals[leader]
    rival = min(
        (option for option in context.eligible if option != leader), key=lambda option: low - context.totals[option][1]
    )
    lowest, highest = context.totals[rival]
    names = {"leader": context.name(leader), "rival": context.name(rival)}
    if low == highest:
        return context.say("weights.level-now", **names)
    exactly = lowest == highest and low == high
    points = context.lead(low - highest, at_least=not exactly)
    return context.say("weights.lead" if exactly else "weights.lead-at-least", points=points, **names)


def _limits(context: Context, criterion: str, stable: tuple[Decimal, Decimal]) -> Iterator[tuple[Decimal, Line]]:
    """Where the weight of a criterion meets an end of its stable range: how far away, and up or down to where."""
    now = context.run.shares[criterion]
    low, high = stable
    values = {"criterion": context.criterion(criterion), "now": context.language.percent(now)}
    if low == high < 1:
        yield now - low, context.say("weights.at", **values)
        return
    if low > 0:
        yield now - low, context.say("weights.above", limit=_limit(context, low, now), **values)
    if high < 1:
        yield high - now, context.say("weights.below", limit=_limit(context, high, now), **values)


def _limit(context: Context, limit: Decimal, now: Decimal) -> str:
    return context.text("percent.figure", figure=number(_towards(limit, now)))


def _towards(limit: Decimal, now: Decimal) -> Decimal:
    """A limit in per cent with one place, rounded towards what the share is now, and not past it as shown: so that it
    always holds."""
    shown = rounded(now * 100, 1)
    if limit < now:
        return min(shown, rounded((limit * 100).quantize(_TENTH, rounding=ROUND_CEILING)))
    return max(shown, rounded((limit * 100).quantize(_TENTH, rounding=ROUND_FLOOR)))


def shift_text(context: Context, shift: Shift) -> Line:
    """ "13 points of weight from Independence to Affordability"."""
    if not shift.moved:
        return context.say("weights.shift-least")
    given, taken = _named(context, shift.from_), _named(context, shift.to)
    return context.say("weights.shift", moved=_points_of_weight(context, shift.moved), given=given, taken=taken)


def _points_of_weight(context: Context, share: Decimal) -> str:
    """A share as points of weight, with at most one place, marked as approximate where that is not exact."""
    shown = rounded(share * 100, 1)
    if share and not shown:
        return context.text("weights.points-least")
    figure = number(shown)
    points = context.text("weights.points", int(figure) if figure.isdecimal() else None, figure=figure)
    return points if shown == share * 100 else context.text("weights.about", points=points)


def _named(context: Context, weights: Weights) -> Line:
    """Criteria, each with its points of weight where there are several."""
    if len(weights) == 1:
        return context.language.listed([context.criterion(criterion) for criterion in weights])
    points = {criterion: number(rounded(weight * 100, 1)) for criterion, weight in weights.items()}
    return context.language.listed([f"{context.criterion(criterion)} ({points[criterion]})" for criterion in weights])


def weights_by_name(context: Context, weights: Weights) -> str:
    """ "Independence 40 per cent, Cost 20 per cent": weights by name, the greatest first."""
    ordered = sorted(weights, key=lambda criterion: -weights[criterion])
    return ", ".join(f"{context.criterion(each)} {context.language.percent(weights[each])}" for each in ordered)


def _ranges(context: Context, sensitivity: Sensitivity) -> Table:
    """The range of every weight within which the shortlist, and the leader, stay the same."""
    settled = not context.run.shortlist.undetermined
    rows = []
    for node in tree(context):
        now = context.run.shares[node.id]
        ends = [sensitivity.shortlist_stability[node.id]] if settled else []
        ends += [sensitivity.stability[node.id]] if sensitivity.leader is not None else []
        cells = (
            context.text("span", low=number(_towards(low, now)), high=number(_towards(high, now)))
            if _moves(context, node)
            else DASH
            for low, high in ends
        )
        rows.append(row_of(context, node, context.share(node.id), *cells))
    headings = [context.text("weights.column-now")]
    headings += [context.text("weights.column-shortlist")] if settled else []
    if sensitivity.leader is not None:
        headings.append(context.text("weights.column-leader", leader=context.name(sensitivity.leader)))
    columns, note = context.columns("column.criterion", figures=headings), plain(_how_one_moves(context))
    return Table(context.caption("weights.caption"), columns, tuple(rows), note=note, matrix=True)


def _how_one_moves(context: Context) -> Line:
    """What moves and what stays, and why a weight that has no limits cannot move."""
    stays = not all(_moves(context, node) for node in tree(context))
    unknown = context.say("weights.note-unknown") if context.run.analyses.undecided else ""
    return spaced(context.say("weights.note"), unknown, context.say("weights.note-stays") if stays else "")


def _brought_level(context: Context, sensitivity: Sensitivity, leader: str) -> Table:
    """How far each rival is behind the leader, and the smallest shift of weight that brings it level."""
    rows = []
    for rival in (option for option in context.order if option in sensitivity.overturn):
        shift = sensitivity.overturn[rival]
        behind = number(context.totals[leader][0] - context.totals[rival][0], context.total_places)
        if shift is None:
            needed = context.say("weights.never")
        elif rival in sensitivity.level_with:
            needed = context.say("weights.is-level")
        else:
            needed = shift_text(context, shift)
        rows.append(row(context.marked(rival), behind, needed))
    columns = context.columns("column.option", "weights.column-behind", "weights.column-shift", numeric=[1])
    return Table(context.caption("weights.caption-level", leader=context.name(leader)), columns, tuple(rows))


def _left_out(context: Context, sensitivity: Sensitivity) -> Table:
    """Who comes first and who goes forward without each criterion, and with equal weights."""
    cases = [(context.criterion(criterion), instead) for criterion, instead in sensitivity.without.items()]
    rows = []
    for name, instead in (*cases, (context.text("weights.equal"), sensitivity.equal)):
        if instead is None:
            rows.append(row(name, DASH, context.say("weights.nothing-left")))
        else:
            first = context.names(instead.leaders) or [context.text("weights.open")]
            rows.append(row(name, context.language.listed(first), _shortlist(context, instead)))
    columns = context.columns("weights.column-without", "weights.column-first", "weights.column-forward")
    return Table(context.caption("weights.caption-without"), columns, tuple(rows))


def _shortlist(context: Context, instead: AlternativeResult) -> Line:
    """The shortlist with other weights, or that it is the same."""
    agreed = context.run.shortlist
    if {*instead.shortlist} == {*agreed.options} and {*instead.undetermined} == {*agreed.undetermined}:
        return context.say("weights.as-open" if agreed.undetermined else "weights.same")
    sure = context.language.listed(context.names(instead.shortlist)) or context.say("weights.nobody")
    if not instead.undetermined:
        return sure
    return line(sure, "; ", context.say("weights.or-open", open=context.one_of(instead.undetermined)))


def switching(context: Context) -> list[Block]:
    """The weight of each criterion at which each rival is level with the leader; nothing where nobody leads."""
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None or sensitivity.leader is None or not sensitivity.overturn or one_criterion(context):
        return []
    rivals = [option for option in context.order if option in sensitivity.overturn]
    rows = []
    for node in tree(context):
        shares = [sensitivity.switching[node.id].get(rival) for rival in rivals]
        cells = (DASH if share is None else context.language.percent(share) for share in shares)
        rows.append(row_of(context, node, context.share(node.id), *cells))
    columns = context.columns("column.criterion", "weights.column-now", numeric=[1], figures=context.names(rivals))
    caption = context.caption("weights.caption-switching", leader=context.name(sensitivity.leader))
    return [Table(caption, columns, tuple(rows), note=context.text("weights.note-switching"), matrix=True, fixed=2)]
