"""Own results: what each member's own scores and weights come to, and the weights of each beside those that count."""

from decimal import Decimal

from appraise.analyses import AlternativeResult
from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.criteria_tree import Node, nodes, row_of
from appraise.publish.document import Block, Cell, Column, Line, Row, Table, line, row
from appraise.publish.language import DASH, number, places
from appraise.publish.sections.panel.members import by_name, scorers


def own_results(context: Context) -> list[Block]:
    """Every option's total by each member's own sheets, beside that which counts, and whether the shortlist is one."""
    analysis = context.run.analyses.panel
    if analysis is None or not analysis.own:
        return []
    decimals = max(context.total_places, places(_totals(context)))
    rows = [
        row(
            context.marked(option),
            context.total(option),
            *(
                Cell(
                    line("?" if (total := own.totals[option]) is None else number(total, decimals)),
                    tint="in" if option in own.result.shortlist else "",
                )
                for own in analysis.own.values()
            ),
        )
        for option in context.shown
    ]
    same = (_same(context, own.result) for own in analysis.own.values())
    rows.append(row(context.say("perspectives.same-question"), DASH, *same, role="total"))
    if any(own.abstained for own in analysis.own.values()):
        scored = scorers(context)
        left = (str(own.abstained) if member in scored else DASH for member, own in analysis.own.items())
        rows.append(row(context.say("panel.row-abstained"), DASH, *left, role="total"))
    rounds = any(rounded(total, decimals) != total for total in _totals(context))
    return [
        Table(
            context.caption("panel.caption-own"),
            (*context.columns("column.option"), *_columns(context, list(analysis.own), "panel.column-counts")),
            tuple(rows),
            note=" ".join(
                (context.text("panel.note-own"), *([context.text("perspectives.rounded")] if rounds else []))
            ),
            matrix=True,
            tints=context.text("panel.tints"),
        )
    ]


def own_weights(context: Context) -> list[Block]:
    """The weights of each member who gave any beside those that count, with what the member said of each."""
    analysis, weighting = context.run.analyses.panel, context.inputs.weighting
    weighed = [member for member in weighting.sheets if analysis and member in analysis.own]
    if analysis is None or not weighed:
        return []
    counts = "panel.column-mean" if weighting.by_members else "panel.column-agreed"
    rows = tuple(_row(context, node, weighed) for node in nodes(context))
    mean = [context.text("panel.note-mean")] if weighting.by_members and len(weighed) > 1 else []
    said = "order" if any(weighting.sheets[member].order for member in weighed) else "swings"
    return [
        Table(
            context.caption(f"panel.caption-weights.{said}"),
            (*context.columns("column.criterion"), *_columns(context, weighed, counts)),
            rows,
            note=" ".join((*mean, context.text("scores.weights-rounded"))),
            matrix=True,
            parts=(context.caption("panel.caption-shares"), context.caption(f"panel.caption-said.{said}")),
        )
    ]


def _same(context: Context, result: AlternativeResult) -> Line:
    """Whether a member's own sheets put forward what the panel does."""
    now = context.run.shortlist
    if result.undetermined or now.undetermined:
        return context.say("perspectives.not-settled")
    return context.say("perspectives.yes" if {*result.shortlist} == {*now.options} else "perspectives.no")


def weights_of_members(context: Context, criterion: str) -> Line:
    """What a criterion weighs by each member who gave weights; nothing where none did."""
    analysis = context.run.analyses.panel
    own = {member: each.shares[criterion] for member, each in (analysis.own if analysis else {}).items() if each.shares}
    weights = [context.language.percent(share) for share in own.values()]
    each = [
        context.text("panel.weight-by", weight=weight, member=member)
        for weight, member in zip(weights, by_name(context, own), strict=True)
    ]
    return context.say("panel.weights-by", weights=each) if each else ()


def _totals(context: Context) -> list[Decimal]:
    analysis = context.run.analyses.panel
    every = analysis.own.values() if analysis else ()
    return [total for own in every for total in own.totals.values() if total is not None]


def _columns(context: Context, some: list[str], counts: str) -> list[Column]:
    """What counts, then each member."""
    return [Column(heading, numeric=True) for heading in (context.text(counts), *by_name(context, some))]


def _row(context: Context, node: Node, weighed: list[str]) -> Row:
    """A group or a criterion: its share as it counts and from each member, with the swing or the place given."""
    analysis = context.run.analyses.panel
    own = analysis.own if analysis else {}
    agreed = "" if node.group or context.inputs.weighting.by_members else _said(context, node.id, None)
    cells = [Cell(line(context.share(node.id)), below=agreed)]
    for member in weighed:
        share = sum((own[member].shares.get(leaf, Decimal(0)) for leaf in node.leaves), Decimal(0))
        said = "" if node.group else _said(context, node.id, member)
        cells.append(Cell(line(context.language.percent(share)), below=said))
    return row_of(context, node, *cells)


def _said(context: Context, criterion: str, member: str | None) -> str:
    """The swing that a member gave, or the place in the order, "2 =" for one shared; of no member what was agreed."""
    weighting = context.inputs.weighting
    judgement = weighting.sheets[member] if member else weighting
    if criterion in judgement.swings:
        return number(judgement.swings[criterion])
    place = 1
    for level in judgement.order:
        if criterion in level:
            return f"{place} =" if len(level) > 1 else str(place)
        place += len(level)
    return DASH
