"""If the weights were different: how far they can move before the result changes, and who would then be level."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from appraise.analyses import Instead, Sensitivity, Shift, Weights
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.criteria_tree import row_of, tree
from appraise.publish.document import Block, Column, Line, Paragraph, Table, line, plain, row
from appraise.publish.language import number, spaced

_TENTH = Decimal("0.1")
_FEW = 2
"""Limits that are named in a sentence; the table holds them all."""


def shortlist_firm(context: Context) -> Iterator[Line]:
    """Whether the same options go forward while any one weight is halved or doubled, and the nearest limits."""
    found, rule = context.run.analyses.sensitivity, context.inputs.shortlist_rule
    room_for_all = rule.top is not None and rule.top >= len(context.eligible)
    one_weight = len(context.inputs.criteria) == 1
    if found is None or context.run.shortlist.undetermined or not context.eligible or room_for_all or one_weight:
        return
    if found.left_out:
        yield _not_all(context)
        return
    limits = [
        limit for node in context.inputs.criteria for limit in _limits(context, node, found.shortlist_stability[node])
    ]
    said = context.say("weights.shortlist-firm" if found.shortlist_firm else "weights.shortlist-loose")
    if not limits:
        yield spaced(said, context.say("weights.shortlist-always"))
        return
    named = [limit for _, limit in sorted(limits, key=lambda limit: limit[0])]
    more = [context.say("weights.more", len(named) - _FEW)] if len(named) > _FEW else []
    yield spaced(said, context.say("weights.same-with", limits=context.language.listed([*named[:_FEW], *more])))


def order_firm(context: Context) -> Iterator[Line]:
    """Whether the same option comes first while any one weight is halved or doubled, and what brings another level."""
    found = context.run.analyses.sensitivity
    if found is None or found.leader is None or found.level_with or found.left_out or len(context.eligible) < 2:
        return
    low = context.totals[found.leader][0]
    rival = min(
        (option for option in context.eligible if option != found.leader), key=lambda o: low - context.totals[o][1]
    )
    exactly = context.totals[rival][0] == context.totals[rival][1] and low == context.totals[found.leader][1]
    key = "weights.lead" if exactly else "weights.lead-at-least"
    lead = low - context.totals[rival][1]
    names = {"leader": context.name(found.leader), "rival": context.name(rival)}
    firm = context.say("weights.order-firm" if found.leader_firm else "weights.order-loose")
    said = [firm] if len(context.inputs.criteria) > 1 else []
    points = context.lead(lead, at_least=not exactly)
    said.append(context.say(key, points=points, **names) if lead else context.say("weights.level-now", **names))
    shifts = {each: shift for each, shift in found.overturn.items() if shift is not None}
    if shifts:
        nearest = min(shifts, key=lambda each: shifts[each].moved)
        shift = shift_text(context, shifts[nearest])
        said.append(context.say("weights.brings-level", rival=context.name(nearest), shift=shift))
    elif not context.run.analyses.undecided and not context.run.analyses.left_out:
        said.append(context.say("weights.never-level"))
    could = context.names(context.run.analyses.ranges.could_lead)
    yield spaced(
        *said, context.say("weights.could-lead", options=context.language.listed(could, "or")) if could else ""
    )


def _not_all(context: Context) -> Line:
    """That how firm this is was worked out among some options only."""
    return context.say("weights.not-all", count=context.language.counted(len(context.run.analyses.among), "option"))


def _limits(context: Context, node: str, within: tuple[Decimal, Decimal]) -> Iterator[tuple[Decimal, Line]]:
    """Where the weight of a criterion meets an end: how far away, and up or down to where."""
    now = context.run.shares[node]
    low, high = within
    named = {"criterion": context.criterion(node), "now": context.language.percent(now)}
    if low == high < 1:
        yield now - low, context.say("weights.at", **named)
        return
    if low > 0:
        yield now - low, context.say("weights.above", limit=_percent_of(low, now, context), **named)
    if high < 1:
        yield high - now, context.say("weights.below", limit=_percent_of(high, now, context), **named)


def _percent_of(limit: Decimal, now: Decimal, context: Context) -> str:
    """A limit in per cent, with one place, rounded towards what the share is now: so it always holds."""
    return context.text("percent.figure", figure=number(_towards(limit, now)))


def _towards(limit: Decimal, now: Decimal) -> Decimal:
    """In per cent with one place, rounded towards what the share is now, and not past it as shown."""
    shown = rounded(now * 100, 1)
    if limit < now:
        return min(shown, rounded((limit * 100).quantize(_TENTH, rounding=ROUND_CEILING)))
    return max(shown, rounded((limit * 100).quantize(_TENTH, rounding=ROUND_FLOOR)))


def shift_text(context: Context, shift: Shift) -> Line:
    """ "13 points of weight from Independence to Affordability"."""
    if not shift.moved:
        return context.say("weights.shift-least")
    moved = points_of_weight(context, shift.moved)
    return context.say(
        "weights.shift", moved=moved, given=_named(context, shift.from_), taken=_named(context, shift.to)
    )


def points_of_weight(context: Context, share: Decimal) -> str:
    """A share as points of weight, with at most one place; said where that is not exact."""
    shown = rounded(share * 100, 1)
    if share and not shown:
        return context.text("weights.points-least")
    figure = number(shown)
    said = context.text("weights.points", int(figure) if figure.isdecimal() else None, figure=figure)
    return said if shown == share * 100 else context.text("weights.about", points=said)


def _named(context: Context, weights: Weights) -> Line:
    """Criteria, each with its points where there are several."""
    names = [context.criterion(each) for each in weights]
    if len(names) > 1:
        names = [
            f"{name} ({number(rounded(weights[each] * 100, 1))})" for name, each in zip(names, weights, strict=True)
        ]
    return context.language.listed(names)


def weights_in_words(context: Context, weights: Weights) -> str:
    """Weights by name, the greatest first."""
    ordered = sorted(weights, key=lambda each: -weights[each])
    return ", ".join(f"{context.criterion(each)} {context.language.percent(weights[each])}" for each in ordered)


def how_far(context: Context) -> list[Block]:
    """The limits of every weight, what it takes to bring others level, and each criterion left out."""
    found = context.run.analyses.sensitivity
    if found is None:
        return [Paragraph(context.say("firm.too-many-options"))]
    blocks: list[Block] = [Paragraph(said) for said in (*shortlist_firm(context), *order_firm(context))]
    if found.leader is not None or not context.run.shortlist.undetermined:
        blocks.append(_ranges(context, found))
    if found.overturn and found.leader is not None:
        blocks.append(_brought_level(context, found, found.leader))
    if len(context.inputs.criteria) > 1:
        blocks.append(_left_out(context, found))
    return blocks


def _ranges(context: Context, found: Sensitivity) -> Table:
    rows = []
    for node in tree(context):
        now = context.run.shares[node.id]
        ends = [] if context.run.shortlist.undetermined else [found.shortlist_stability[node.id]]
        ends += [found.stability[node.id]] if found.leader is not None else []
        cells = (context.text("span", low=_end(low, now), high=_end(high, now)) for low, high in ends)
        rows.append(row_of(context, node, context.share(node.id), *cells))
    headings = [context.text("weights.column-now")]
    headings += [] if context.run.shortlist.undetermined else [context.text("weights.column-shortlist")]
    if found.leader is not None:
        headings.append(context.text("weights.column-leader", leader=context.name(found.leader)))
    columns = (*context.columns("column.criterion"), *(Column(heading, numeric=True) for heading in headings))
    return Table(
        context.caption("weights.caption"), columns, tuple(rows), note=plain(_how_one_moves(context)), matrix=True
    )


def _how_one_moves(context: Context) -> Line:
    """What moves and what stays, and that those share equally which have no proportions to keep."""
    shares, nodes = context.run.shares, list(tree(context))
    nothing = (not sum(shares[leaf] for leaf in node.leaves) if node.group else shares[node.id] == 1 for node in nodes)
    equally = len(context.inputs.criteria) > 1 and any(nothing)
    unknown = context.say("weights.note-unknown") if context.run.analyses.undecided else ""
    return spaced(context.say("weights.note"), unknown, context.say("weights.note-equally") if equally else "")


def _end(limit: Decimal, now: Decimal) -> str:
    return number(_towards(limit, now))


def _brought_level(context: Context, found: Sensitivity, leader: str) -> Table:
    rows = []
    for rival in (option for option in context.order if option in found.overturn):
        shift, level = found.overturn[rival], rival in found.level_with
        behind = number(context.totals[leader][0] - context.totals[rival][0], context.total_places)
        if shift is None:
            said = context.say("weights.never")
        else:
            said = context.say("weights.is-level") if level else shift_text(context, shift)
        rows.append(row(context.marked(rival), behind, said))
    columns = context.columns("column.option", "weights.column-behind", "weights.column-shift", numeric=[1])
    return Table(context.caption("weights.caption-level", leader=context.name(leader)), columns, tuple(rows))


def _left_out(context: Context, found: Sensitivity) -> Table:
    """Who comes first and who goes forward without each criterion, and with equal weights."""
    without = ((context.criterion(each), instead) for each, instead in found.without.items())
    cases = [*without, (context.text("weights.equal"), found.equal)]
    rows = []
    for name, instead in cases:
        if instead is None:
            dash = "\N{EN DASH}"
            rows.append(row(name, dash, context.say("weights.nothing-left")))
        else:
            first = context.names(instead.leaders) or [context.text("weights.open")]
            rows.append(row(name, context.language.listed(first), _shortlist(context, instead)))
    columns = context.columns("weights.column-without", "weights.column-first", "weights.column-forward")
    return Table(context.caption("weights.caption-without"), columns, tuple(rows))


def _shortlist(context: Context, instead: Instead) -> Line:
    agreed = context.run.shortlist
    if {*instead.shortlist} == {*agreed.options} and {*instead.undetermined} == {*agreed.undetermined}:
        return context.say("weights.as-open" if agreed.undetermined else "weights.same")
    open_ = context.names(instead.undetermined)
    sure = context.language.listed(context.names(instead.shortlist)) or context.say("weights.nobody")
    return (
        line(sure, "; ", context.say("weights.or-open", open=context.language.listed(open_, "or"))) if open_ else sure
    )


def switching(context: Context) -> list[Block]:
    """The weight of each criterion at which each rival is level with the leader."""
    found = context.run.analyses.sensitivity
    if found is None or found.leader is None or not found.overturn:
        return []
    rivals = [option for option in context.order if option in found.overturn]
    rows = []
    for node in tree(context):
        at = [found.switching[node.id].get(rival) for rival in rivals]
        cells = ("\N{EN DASH}" if share is None else context.language.percent(share) for share in at)
        rows.append(row_of(context, node, context.share(node.id), *cells))
    columns = (
        *context.columns("column.criterion", "weights.column-now", numeric=[1]),
        *(Column(context.name(rival), numeric=True) for rival in rivals),
    )
    caption = context.caption("weights.caption-switching", leader=context.name(found.leader))
    return [Table(caption, columns, tuple(rows), note=context.text("weights.note-switching"), matrix=True, fixed=2)]
