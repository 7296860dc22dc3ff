"""If the weights were different: how far they can move before the result changes, and who would then be level."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from appraise.analyses import Instead, Sensitivity, Shift, Weights
from appraise.publish.document import Block, Cell, Column, Line, Paragraph, Row, Table, line, plain
from appraise.publish.scores import row_of, tree
from appraise.publish.view import View
from appraise.publish.words import number, spaced
from appraise.run import rounded

_TENTH = Decimal("0.1")
_FEW = 2
"""Limits that are named in a sentence; the table holds them all."""


def shortlist_firm(view: View) -> Iterator[Line]:
    """Whether the same options go forward while any one weight is halved or doubled, and the nearest limits."""
    found, rule = view.run.analyses.sensitivity, view.inputs.shortlist_rule
    room_for_all = rule.top is not None and rule.top >= len(view.eligible)
    one_weight = len(view.inputs.criteria) == 1
    if found is None or view.run.shortlist.undetermined or not view.eligible or room_for_all or one_weight:
        return
    if found.left_out:
        yield _not_all(view)
        return
    limits = [limit for node in view.inputs.criteria for limit in _limits(view, node, found.shortlist_stability[node])]
    said = view.say("weights.shortlist-firm" if found.shortlist_firm else "weights.shortlist-loose")
    if not limits:
        yield spaced(said, view.say("weights.shortlist-always"))
        return
    named = [limit for _, limit in sorted(limits, key=lambda limit: limit[0])]
    more = [view.say("weights.more", len(named) - _FEW)] if len(named) > _FEW else []
    yield spaced(said, view.say("weights.same-with", limits=view.words.listed([*named[:_FEW], *more])))


def order_firm(view: View) -> Iterator[Line]:
    """Whether the same option comes first while any one weight is halved or doubled, and what brings another level."""
    found = view.run.analyses.sensitivity
    if found is None or found.leader is None or found.level_with or found.left_out or len(view.eligible) < 2:
        return
    low = view.totals[found.leader][0]
    rival = min((option for option in view.eligible if option != found.leader), key=lambda o: low - view.totals[o][1])
    exactly = view.totals[rival][0] == view.totals[rival][1] and low == view.totals[found.leader][1]
    key = "weights.lead" if exactly else "weights.lead-at-least"
    lead = low - view.totals[rival][1]
    names = {"leader": view.name(found.leader), "rival": view.name(rival)}
    firm = view.say("weights.order-firm" if found.leader_firm else "weights.order-loose")
    said = [firm] if len(view.inputs.criteria) > 1 else []
    points = view.lead(lead, at_least=not exactly)
    said.append(view.say(key, points=points, **names) if lead else view.say("weights.level-now", **names))
    shifts = {each: shift for each, shift in found.overturn.items() if shift is not None}
    if shifts:
        nearest = min(shifts, key=lambda each: shifts[each].moved)
        shift = shift_text(view, shifts[nearest])
        said.append(view.say("weights.brings-level", rival=view.name(nearest), shift=shift))
    elif not view.run.analyses.undecided and not view.run.analyses.left_out:
        said.append(view.say("weights.never-level"))
    could = [view.name(option) for option in view.run.analyses.ranges.could_lead]
    yield spaced(*said, view.say("weights.could-lead", options=view.words.listed(could, "or")) if could else "")


def _not_all(view: View) -> Line:
    """That how firm this is was worked out among some options only."""
    return view.say("weights.not-all", count=view.words.counted(len(view.run.analyses.among), "option"))


def _limits(view: View, node: str, within: tuple[Decimal, Decimal]) -> Iterator[tuple[Decimal, Line]]:
    """Where the weight of a criterion meets an end: how far away, and up or down to where."""
    now = view.run.shares[node]
    low, high = within
    named = {"criterion": view.inputs.criteria[node].name, "now": view.words.percent(now)}
    if low == high < 1:
        yield now - low, view.say("weights.at", **named)
        return
    if low > 0:
        yield now - low, view.say("weights.above", limit=_percent_of(low, now, view), **named)
    if high < 1:
        yield high - now, view.say("weights.below", limit=_percent_of(high, now, view), **named)


def _percent_of(limit: Decimal, now: Decimal, view: View) -> str:
    """A limit in per cent, with one place, rounded towards what the share is now: so it always holds."""
    return view.text("percent.figure", figure=number(_towards(limit, now)))


def _towards(limit: Decimal, now: Decimal) -> Decimal:
    """In per cent with one place, rounded towards what the share is now, and not past it as shown."""
    shown = rounded(now * 100, 1)
    if limit < now:
        return min(shown, rounded((limit * 100).quantize(_TENTH, rounding=ROUND_CEILING)))
    return max(shown, rounded((limit * 100).quantize(_TENTH, rounding=ROUND_FLOOR)))


def shift_text(view: View, shift: Shift) -> Line:
    """ "13 points of weight from Independence to Affordability"."""
    if not shift.moved:
        return view.say("weights.shift-least")
    moved = points_of_weight(view, shift.moved)
    return view.say("weights.shift", moved=moved, given=_named(view, shift.from_), taken=_named(view, shift.to))


def points_of_weight(view: View, share: Decimal) -> str:
    """A share as points of weight, with at most one place; said where that is not exact."""
    shown = rounded(share * 100, 1)
    if share and not shown:
        return view.text("weights.points-least")
    figure = number(shown)
    said = view.text("weights.points", int(figure) if figure.isdecimal() else None, figure=figure)
    return said if shown == share * 100 else view.text("weights.about", points=said)


def _named(view: View, weights: Weights) -> Line:
    """Criteria, each with its points where there are several."""
    names = [view.inputs.criteria[each].name for each in weights]
    if len(names) > 1:
        names = [
            f"{name} ({number(rounded(weights[each] * 100, 1))})" for name, each in zip(names, weights, strict=True)
        ]
    return view.words.listed(names)


def weights_in_words(view: View, weights: Weights) -> str:
    """Weights by name, the greatest first."""
    ordered = sorted(weights, key=lambda each: -weights[each])
    return ", ".join(f"{view.inputs.criteria[each].name} {view.words.percent(weights[each])}" for each in ordered)


def how_far(view: View) -> list[Block]:
    """The limits of every weight, what it takes to bring others level, and each criterion left out."""
    found = view.run.analyses.sensitivity
    if found is None:
        return [Paragraph(view.say("firm.too-many-options"))]
    blocks: list[Block] = [Paragraph(said) for said in (*shortlist_firm(view), *order_firm(view))]
    if found.leader is not None or not view.run.shortlist.undetermined:
        blocks.append(_ranges(view, found))
    if found.overturn and found.leader is not None:
        blocks.append(_brought_level(view, found, found.leader))
    if len(view.inputs.criteria) > 1:
        blocks.append(_left_out(view, found))
    return blocks


def _ranges(view: View, found: Sensitivity) -> Table:
    rows = []
    for node in tree(view):
        now = view.run.shares[node.id]
        ends = [] if view.run.shortlist.undetermined else [found.shortlist_stability[node.id]]
        ends += [found.stability[node.id]] if found.leader is not None else []
        cells = (Cell(line(view.text("span", low=_end(low, now), high=_end(high, now)))) for low, high in ends)
        rows.append(row_of(view, node, (Cell(line(view.words.percent(now))), *cells)))
    headings = [view.text("weights.column-now")]
    headings += [] if view.run.shortlist.undetermined else [view.text("weights.column-shortlist")]
    if found.leader is not None:
        headings.append(view.text("weights.column-leader", leader=view.name(found.leader)))
    columns = (Column(view.text("column.criterion")), *(Column(heading, numeric=True) for heading in headings))
    return Table(view.caption("weights.caption"), columns, tuple(rows), note=plain(_how_one_moves(view)), matrix=True)


def _how_one_moves(view: View) -> Line:
    """What moves and what stays, and that those share equally which have no proportions to keep."""
    shares, nodes = view.run.shares, list(tree(view))
    nothing = (not sum(shares[leaf] for leaf in node.leaves) if node.group else shares[node.id] == 1 for node in nodes)
    equally = len(view.inputs.criteria) > 1 and any(nothing)
    unknown = view.say("weights.note-unknown") if view.run.analyses.undecided else ""
    return spaced(view.say("weights.note"), unknown, view.say("weights.note-equally") if equally else "")


def _end(limit: Decimal, now: Decimal) -> str:
    return number(_towards(limit, now))


def _brought_level(view: View, found: Sensitivity, leader: str) -> Table:
    rows = []
    for rival in (option for option in view.order if option in found.overturn):
        shift, level = found.overturn[rival], rival in found.level_with
        behind = number(view.totals[leader][0] - view.totals[rival][0], view.total_places)
        if shift is None:
            said = view.say("weights.never")
        else:
            said = view.say("weights.is-level") if level else shift_text(view, shift)
        rows.append(Row((Cell(line(view.marked(rival))), Cell(line(behind)), Cell(said))))
    columns = (
        Column(view.text("column.option")),
        Column(view.text("weights.column-behind"), numeric=True),
        Column(view.text("weights.column-shift")),
    )
    return Table(view.caption("weights.caption-level", leader=view.name(leader)), columns, tuple(rows))


def _left_out(view: View, found: Sensitivity) -> Table:
    """Who comes first and who goes forward without each criterion, and with equal weights."""
    without = ((view.inputs.criteria[each].name, instead) for each, instead in found.without.items())
    cases = [*without, (view.text("weights.equal"), found.equal)]
    rows = []
    for name, instead in cases:
        if instead is None:
            dash = Cell(line("\N{EN DASH}"))
            rows.append(Row((Cell(line(name)), dash, Cell(view.say("weights.nothing-left")))))
        else:
            first = [view.name(option) for option in instead.leaders] or [view.text("weights.open")]
            rows.append(Row((Cell(line(name)), Cell(view.words.listed(first)), Cell(_shortlist(view, instead)))))
    columns = (
        Column(view.text("weights.column-without")),
        Column(view.text("weights.column-first")),
        Column(view.text("weights.column-forward")),
    )
    return Table(view.caption("weights.caption-without"), columns, tuple(rows))


def _shortlist(view: View, instead: Instead) -> Line:
    agreed = view.run.shortlist
    if {*instead.shortlist} == {*agreed.options} and {*instead.undetermined} == {*agreed.undetermined}:
        return view.say("weights.as-open" if agreed.undetermined else "weights.same")
    open_ = [view.name(option) for option in instead.undetermined]
    sure = view.words.listed([view.name(option) for option in instead.shortlist]) or view.say("weights.nobody")
    return line(sure, "; ", view.say("weights.or-open", open=view.words.listed(open_, "or"))) if open_ else sure


def switching(view: View) -> list[Block]:
    """The weight of each criterion at which each rival is level with the leader."""
    found = view.run.analyses.sensitivity
    if found is None or found.leader is None or not found.overturn:
        return []
    rivals = [option for option in view.order if option in found.overturn]
    rows = []
    for node in tree(view):
        at = [found.switching[node.id].get(rival) for rival in rivals]
        cells = (Cell(line("\N{EN DASH}" if share is None else view.words.percent(share))) for share in at)
        now = Cell(line(view.words.percent(view.run.shares[node.id])))
        rows.append(row_of(view, node, (now, *cells)))
    columns = (
        Column(view.text("column.criterion")),
        Column(view.text("weights.column-now"), numeric=True),
        *(Column(view.name(rival), numeric=True) for rival in rivals),
    )
    caption = view.caption("weights.caption-switching", leader=view.name(found.leader))
    return [Table(caption, columns, tuple(rows), note=view.text("weights.note-switching"), matrix=True, fixed=2)]
