"""If the weights were different: how far they can move before the result changes, and who would then be level."""

from collections.abc import Iterator
from decimal import Decimal

from appraise.analyses import AlternativeResult, Sensitivity, Shift, Weights
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.criteria_tree import first_criteria, nodes, not_shown, row_of
from appraise.publish.document import Block, Bullets, Line, Paragraph, Table, line, plain, row
from appraise.publish.figures import weight_limits
from appraise.publish.language import DASH, number, spaced
from appraise.publish.phrases import few_names
from appraise.publish.sections.robustness.changes import (
    could_change_shortlist,
    first_stays,
    not_worked_out,
    order_could_change,
    points_of_weight,
    shortlist_stays,
    towards,
)
from appraise.publish.sections.robustness.exchange import in_units


def weights(context: Context) -> list[Block]:
    """Whether the method matters, what a weight buys, the limits of every weight, and what brings others level."""
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None:
        return [Paragraph(context.say("compared.too-many-options")), *in_units(context)]
    if one_criterion(context):
        return [Paragraph(spaced(context.say("weights.one-criterion"), *first_place(context)))]
    blocks: list[Block] = [Paragraph(fact) for fact in (*shortlist(context), *first_place(context))]
    blocks += [*by_method(context), *in_units(context), *limits(context), *limits(context, of_groups=True)]
    if sensitivity.overturn and sensitivity.leader is not None:
        blocks.append(_brought_level(context, sensitivity, sensitivity.leader))
    blocks.append(_left_out(context, sensitivity))
    return blocks


def by_method(context: Context) -> list[Block]:
    """Whether the shortlist depends on the method of weighting: with these weights, with equal ones, and by the order
    of the weights alone. Nothing where the weights are equal, as these are then one and the same."""
    sensitivity, agreed = context.run.analyses.sensitivity, context.run.shortlist
    if sensitivity is None or len({context.run.shares[name] for name in context.inputs.criteria}) == 1:
        return []
    leaders = () if sensitivity.leader is None else (sensitivity.leader, *sensitivity.level_with)
    results = {
        "agreed": AlternativeResult(leaders, agreed.options, agreed.undetermined),
        "equal": sensitivity.equal,
        "rank-order": sensitivity.rank_order,
    }
    found = {name: result for name, result in results.items() if result is not None}
    shortlists = {(frozenset(each.shortlist), frozenset(each.undetermined)) for each in found.values()}
    first = {frozenset(each.leaders) for each in found.values()}
    which = "both" if sensitivity.rank_order is not None else "equal"
    says = context.say(f"by-method.{'first' if len(first) > 1 else 'same'}.{which}")
    items = (
        context.say(
            f"by-method.{name}",
            result=context.say(
                "by-method.result",
                len(each.leaders),
                shortlist=put_forward(context, each),
                leaders=few_names(context, each.leaders),
            ),
        )
        for name, each in found.items()
    )
    return [Paragraph(context.say("by-method.differs") if len(shortlists) > 1 else says), Bullets(tuple(items))]


def one_criterion(context: Context) -> bool:
    """Whether there is only one set of weights: then nothing can be said of others."""
    return len(context.inputs.criteria) == 1


def shortlist(context: Context) -> Iterator[Line]:
    """What could change the shortlist, or that nothing that was varied does."""
    yield from filter(None, (could_change_shortlist(context), shortlist_stays(context), not_worked_out(context)))


def first_place(context: Context) -> Iterator[Line]:
    """What could change who is first, or that halving or doubling one share does not."""
    yield from filter(None, (order_could_change(context), first_stays(context)))


def shift_text(context: Context, shift: Shift) -> Line:
    """ "13 points of weight from Independence to Affordability"."""
    if not shift.moved:
        return context.say("weights.shift-least")
    given, taken = _named(context, shift.from_), _named(context, shift.to)
    return context.say("weights.shift", moved=points_of_weight(context, shift.moved), given=given, taken=taken)


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


def limits(context: Context, of_groups: bool = False) -> list[Block]:
    """How far the weight of every criterion, or of every group, can move before the shortlist, or the leader, could
    change: Figure 2 in its table."""
    sensitivity, lanes = context.run.analyses.sensitivity, weight_limits.lanes(context)
    wanted = [node for node in nodes(context) if node.group == of_groups]
    if sensitivity is None or one_criterion(context) or not lanes or not wanted:
        return []
    rows = []
    for node in wanted:
        now, moves = context.run.shares[node.id], weight_limits.moves(context, node)
        cells = (
            _span(context, now, *weight_limits.limits(context, node.id, lane)) if moves else DASH for lane in lanes
        )
        words = row_of(context, node, number(rounded(now * 100, 1)), *cells)._replace(role="plain", depth=0)
        rows.append(words._replace(drawing=weight_limits.drawing(context, node)))
    headings = [context.text("weights.column-now")]
    headings += [context.text("weights.column-shortlist")] if "shortlist" in lanes else []
    if "leader" in lanes and sensitivity.leader is not None:
        headings.append(context.text("weights.column-leader", leader=context.head(sensitivity.leader)))
    table = Table(
        context.caption("weights.caption-groups" if of_groups else "weights.caption"),
        context.columns("weights.column-group" if of_groups else "column.criterion", figures=headings),
        tuple(rows),
        note=plain(_how_one_moves(context)),
        key=weight_limits.key(context),
        axis=weight_limits.axis(context),
    )
    return [table]


def _span(context: Context, now: Decimal, low: Decimal, high: Decimal) -> str:
    return context.text("span", low=number(towards(low, now)), high=number(towards(high, now)))


def _how_one_moves(context: Context) -> Line:
    """What moves and what stays, and why a weight that has no limits cannot move."""
    stays = not all(weight_limits.moves(context, node) for node in nodes(context))
    unknown = context.say("weights.note-unknown") if context.run.analyses.undecided else ""
    stay = context.say("weights.note-stays") if stays else ""
    return spaced(context.say("weights.note"), unknown, stay, not_shown(context))


def in_full(context: Context) -> list[Block]:
    """Whether the method matters, what brings others level, the result without each criterion, and where each rival
    draws level."""
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None:
        return [Paragraph(context.say("compared.too-many-options"))]
    if one_criterion(context):
        return [Paragraph(context.say("weights.one-criterion"))]
    blocks = limits(context, of_groups=True)
    if sensitivity.overturn and sensitivity.leader is not None:
        blocks.append(_brought_level(context, sensitivity, sensitivity.leader))
    return [*by_method(context), *blocks, _left_out(context, sensitivity), *switching(context)]


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
    caption = context.caption("weights.caption-level", leader=context.name(leader))
    return Table(caption, columns, tuple(rows), note=context.text("weights.note-shift"))


def _left_out(context: Context, sensitivity: Sensitivity) -> Table:
    """Who comes first and who goes forward without each criterion."""
    cases = [(context.criterion(name), sensitivity.without[name]) for name in first_criteria(context)]
    rows = []
    for name, instead in cases:
        if instead is None:
            rows.append(row(name, DASH, context.say("weights.nothing-left")))
        else:
            first = context.names(instead.leaders) or [context.text("weights.open")]
            rows.append(row(name, context.language.listed(first), forward(context, instead)))
    columns = context.columns("weights.column-without", "weights.column-first", "weights.column-forward")
    return Table(context.caption("weights.caption-without"), columns, tuple(rows))


def forward(context: Context, instead: AlternativeResult) -> Line:
    """Another shortlist by name, or that it is the same."""
    agreed = context.run.shortlist
    if {*instead.shortlist} == {*agreed.options} and {*instead.undetermined} == {*agreed.undetermined}:
        return context.say("weights.as-open" if agreed.undetermined else "weights.same")
    return put_forward(context, instead)


def put_forward(context: Context, result: AlternativeResult) -> Line:
    """Who goes forward, and who perhaps does."""
    sure = context.language.listed(context.names(result.shortlist)) or context.say("weights.nobody")
    if not result.undetermined:
        return sure
    return line(sure, "; ", context.say("weights.or-open", open=context.one_of(result.undetermined)))


def switching(context: Context) -> list[Block]:
    """The weight of each criterion at which each rival is level with the leader; nothing where nobody leads."""
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None or sensitivity.leader is None or not sensitivity.overturn or one_criterion(context):
        return []
    rivals = [option for option in context.order if option in sensitivity.overturn]
    rows = []
    for node in nodes(context):
        shares = [sensitivity.switching[node.id].get(rival) for rival in rivals]
        cells = (DASH if share is None else context.language.percent(share) for share in shares)
        rows.append(row_of(context, node, context.share(node.id), *cells))
    columns = context.columns("column.criterion", "weights.column-now", numeric=[1], figures=map(context.head, rivals))
    leader = context.name(sensitivity.leader)
    caption = context.caption("weights.caption-switching", leader=leader)
    note = context.text("weights.note-switching", leader=leader)
    return [Table(caption, columns, tuple(rows), note=note, matrix=True, fixed=2)]
