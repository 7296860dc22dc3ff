"""Other points of view: those that are calculated side by side, and positions as stated."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Literal

from appraise.analyses import Reconciliation
from appraise.appraisal import Perspective
from appraise.numbers import rounded
from appraise.publish.context import Context, rank_text, shared_ranks
from appraise.publish.criteria_tree import row_of, tree
from appraise.publish.document import (
    Block,
    Bullets,
    Cell,
    Line,
    Paragraph,
    Subheading,
    Table,
    bold,
    headed_list,
    line,
    row,
)
from appraise.publish.language import DASH, number, places, sentence, spaced
from appraise.publish.sections.robustness.weights import one_criterion, shift_text
from appraise.run import Result, Standing, Viewed, low_high


def perspectives(context: Context, alone: bool = False) -> list[Block]:
    """Other points of view: nothing where nobody states one. alone: only one is looked at, of perhaps several."""
    blocks: list[Block] = []
    every = context.inputs.perspectives
    calculated = [perspective for name, perspective in every.items() if name in context.run.viewed]
    stated = [perspective for name, perspective in every.items() if name not in context.run.viewed]
    if calculated:
        changes = tuple(_changes(context, name) for name in context.run.viewed)
        blocks += [Paragraph(compared(context, alone)), Bullets(changes), _side_by_side(context)]
        if any(perspective.weights for perspective in calculated):
            blocks.append(_weights(context))
        blocks += _between(context)
    if calculated and stated:
        blocks.append(Subheading(context.text("perspectives.stated-heading")))
    positions = (
        spaced(bold(sentence(each.name)), sentence(each.view), context.language.cited(each.evidence)) for each in stated
    )
    return blocks + headed_list(context.say("perspectives.stated"), positions)


def _between(context: Context) -> list[Block]:
    """What all of them agree on, how far behind each option can be, and what would bring them together."""
    analysis = context.run.analyses.perspectives
    if analysis is None:
        return []
    behind: dict[str, list[str]] = {}
    for first, other in analysis.unanimous:
        behind.setdefault(first, []).append(context.name(other))
    ahead = (
        context.say("perspectives.ahead", ahead=bold(context.name(option)), behind=behind[option])
        for option in context.order
        if option in behind
    )
    own_scores = any(context.inputs.perspectives[name].scores for name in context.run.viewed)
    opening = context.say("perspectives.unanimous" if own_scores else "perspectives.compromise")
    blocks: list[Block] = [*headed_list(opening, ahead)]
    reconcile = () if one_criterion(context) else analysis.reconcile
    apart = (each for each in reconcile if each.shift is None or each.shift.moved)
    shifts = tuple(_reconciled(context, each) for each in apart)
    blocks += [Bullets(shifts)] if shifts else []
    return blocks + _regret(context, analysis.regret)


def _reconciled(context: Context, reconciled: Reconciliation) -> Line:
    """What would bring the first of one point of view level with the first of another."""
    view = context.inputs.perspectives[reconciled.view or reconciled.other or ""].name
    names = {"option": context.name(reconciled.option), "view": context.language.quoted(view)}
    key = "agreed-to-view" if reconciled.view is None else "view-to-agreed"
    if reconciled.shift is None:
        return context.say(f"perspectives.never.{key}", **names)
    return context.say(f"perspectives.level.{key}", shift=shift_text(context, reconciled.shift), **names)


def _regret(context: Context, regret: Mapping[str, Decimal]) -> list[Block]:
    """The most that each option is behind the first, from any point of view."""
    decimals = places(regret.values())
    options = [option for option in context.order if option in regret]
    rows = tuple(row(context.marked(option), number(regret[option], decimals)) for option in options)
    columns = context.columns("column.option", "perspectives.column-regret", numeric=[1])
    return [Table(context.caption("perspectives.caption-regret"), columns, rows)] if len(rows) > 1 else []


def compared(context: Context, alone: bool = False) -> Line:
    """How many points of view give the same shortlist, and what the others change."""
    if context.run.shortlist.undetermined:
        return context.say("perspectives.same.not-settled")
    differences = {name: _difference(context, viewed) for name, viewed in context.run.viewed.items()}
    many, same = len(differences), list(differences.values()).count(None)
    if same == many:
        sentences = [context.say("perspectives.same.this") if alone else context.say("perspectives.same.all", many)]
    else:
        sentences = [context.say("perspectives.same.some", same, among=many)] if same else []
    for name, difference in differences.items():
        if difference:
            perspective = context.inputs.perspectives[name]
            view, changes = context.language.quoted(perspective.name), _ways(context, perspective)
            sentences.append(context.say("perspectives.same.not", view=view, changes=changes, difference=difference[1]))
    return spaced(*sentences)


def _ways(context: Context, perspective: Perspective) -> Line:
    """What sets a point of view apart: its own weights, its own scores, gates it sets aside."""
    kinds = (("weights", perspective.weights), ("scores", perspective.scores))
    ways = [context.say(f"perspectives.changes.{kind}") for kind, own in kinds if own]
    if perspective.lift_gates:
        gates = _gates(context, perspective)
        ways.append(context.say("perspectives.changes.gates", len(gates), gates=gates))
    return context.language.listed(ways)


def _gates(context: Context, perspective: Perspective) -> list[str]:
    """The gates that a point of view sets aside, by name."""
    return [context.gate(gate) for gate in perspective.lift_gates]


def differing(context: Context) -> Literal["no", "not-settled"] | None:
    """Whether a point of view gives another shortlist than the settled one: surely, perhaps, or none does."""
    differences = (_difference(context, viewed) for viewed in context.run.viewed.values())
    certainties = {difference[0] for difference in differences if difference}
    return "no" if "no" in certainties else "not-settled" if certainties else None


def _difference(context: Context, viewed: Viewed) -> tuple[Literal["no", "not-settled"], str] | None:
    """What a point of view changes in a settled shortlist, and whether it surely does; None if nothing."""
    agreed = context.run.shortlist.options
    comes = context.names(option for option in viewed.shortlist if option not in agreed)
    goes = context.names(option for option in agreed if option not in viewed.shortlist + viewed.undetermined)
    parts = []
    if comes or goes:
        kind = "instead" if comes and goes else "comes" if comes else "goes"
        parts.append(context.text(f"perspectives.difference.{kind}", len(comes or goes), comes=comes, goes=goes))
    if viewed.undetermined:
        parts.append(context.text("perspectives.difference.open", open=context.one_of(viewed.undetermined)))
    return ("no" if comes or goes else "not-settled", "; ".join(parts)) if parts else None


def _changes(context: Context, name: str) -> Line:
    """What a point of view replaces, what it says and its sources."""
    perspective = context.inputs.perspectives[name]
    sentences: list[Line | str] = [*_own_weights(context, name)] if perspective.weights else []
    for criterion, by_option in perspective.scores.items():
        scores = [
            f"{context.name(option)} {'?' if score.score == 'unknown' else number(score.score)}"
            + (f" ({context.language.span(*score.range)})" if score.range else "")
            for option, score in by_option.items()
        ]
        sentences.append(context.say("perspectives.scores", criterion=context.criterion(criterion), scores=scores))
        for score in by_option.values():
            sentences += [sentence(score.reason), context.language.cited(score.evidence.for_, score.evidence.against)]
    if perspective.lift_gates:
        gates = _gates(context, perspective)
        sentences.append(context.say("perspectives.without", len(gates), gates=gates))
    view = sentence(perspective.view), context.language.cited(perspective.evidence)
    return spaced(bold(sentence(perspective.name)), *sentences, *view)


def _own_weights(context: Context, view: str) -> Iterator[Line]:
    """The weights of a point of view as given, and what becomes of those that it does not name; where all are named,
    that they are shared out, if they do not add up to 100."""
    inputs, own = context.inputs, context.inputs.perspectives[view].weights
    given = sum(own.values(), Decimal(0))
    rest = [leaf for leaf in inputs.criteria if own.keys().isdisjoint((leaf, *inputs.around(leaf)))]
    keeps = any(context.run.viewed[view].shares[leaf] for leaf in rest)
    percent = keeps or given == 100
    names = {node: each.name for nodes in (inputs.groups, inputs.criteria) for node, each in nodes.items()}
    figures = {node: number(weight) for node, weight in own.items()}
    if percent:
        figures = {node: context.text("percent.figure", figure=figure) for node, figure in figures.items()}
    key = "weights" if keeps else "weights-whole" if rest else "weights-all"
    yield context.say(f"perspectives.{key}", weights=[f"{names[node]} {figure}" for node, figure in figures.items()])
    if not percent:
        yield context.say("method.not-100", given=number(given))


def seen_from(context: Context, option: str) -> list[Line]:
    """Rank and total of an option from each point of view that is calculated."""
    sentences = []
    decimals = _places(context)
    for name, viewed in context.run.viewed.items():
        standing = viewed.options[option]
        sentences.append(
            context.say(
                "perspectives.seen-excluded" if standing.outcome == "excluded" else "perspectives.seen",
                view=bold(context.inputs.perspectives[name].name),
                outcome=context.text(f"perspectives.outcome.{standing.outcome}"),
                rank=rank_text(context.language, standing, standing.rank in shared_ranks(viewed.options)),
                total=context.language.points(context.language.span(*low_high(standing), decimals)),
            )
        )
    return sentences


def _side_by_side(context: Context) -> Table:
    """Options by points of view: rank and total from each, the agreed one first."""
    viewed, decimals = context.run.viewed.values(), _places(context)
    columns = [_standings(context, context.run.options, context.run.shortlist.options, decimals)]
    columns += [_standings(context, each.options, each.shortlist, decimals) for each in viewed]
    rows = [row(context.marked(option), *(column[option] for column in columns)) for option in context.order]
    same = (_same_shortlist(context, each) for each in viewed)
    rounds = any(rounded(end, decimals) != end for end in _ends(context))
    rows.append(row(context.say("perspectives.same-question"), DASH, *same, role="total"))
    return Table(
        caption=context.caption("perspectives.caption"),
        columns=context.columns("column.option", figures=_headings(context)),
        rows=tuple(rows),
        matrix=True,
        parts=(context.caption("perspectives.caption-rank"), context.caption("perspectives.caption-total")),
        tints=context.text("perspectives.tints"),
        note=context.text("perspectives.rounded") if rounds else "",
    )


def _headings(context: Context) -> list[str]:
    """The heading of the agreed figures, then the name of each point of view."""
    names = (context.inputs.perspectives[name].name for name in context.run.viewed)
    return [context.text("perspectives.agreed"), *names]


def _ends(context: Context) -> list[Decimal]:
    """The totals from every point of view."""
    standings = (standing for viewed in context.run.viewed.values() for standing in viewed.options.values())
    return [end for standing in standings for end in low_high(standing)]


def _places(context: Context) -> int:
    """How many places totals from other points of view are shown with."""
    return max(context.total_places, places(_ends(context)))


def _standings(
    context: Context, standings: Mapping[str, Result | Standing], shortlist: Collection[str], decimals: int
) -> dict[str, Cell]:
    """Rank and total of each option from one point of view, which gives this shortlist."""
    shared, cells = shared_ranks(standings), {}
    for option, standing in standings.items():
        rank = line(bold(rank_text(context.language, standing, standing.rank in shared)))
        cells[option] = Cell(
            context.say("excluded") if standing.outcome == "excluded" else rank,
            below=context.language.span(*low_high(standing), decimals),
            tint="in" if option in shortlist else "",
        )
    return cells


def _same_shortlist(context: Context, viewed: Viewed) -> Line:
    """Whether a point of view gives the same shortlist, and else what it changes."""
    if context.run.shortlist.undetermined:
        return context.say("perspectives.not-settled")
    difference = _difference(context, viewed)
    if difference is None:
        return context.say("perspectives.yes")
    return line(context.text(f"perspectives.{difference[0]}"), ": ", difference[1])


def _weights(context: Context) -> Table:
    """The weights of each point of view beside those of the appraisal."""
    viewed = context.run.viewed.values()
    rows = []
    for node in tree(context):
        theirs = (sum((each.shares[leaf] for leaf in node.leaves), Decimal(0)) for each in viewed)
        cells = (context.language.percent(share) for share in (context.run.shares[node.id], *theirs))
        rows.append(row_of(context, node, *cells))
    columns = context.columns("column.criterion", figures=_headings(context))
    shares = [*context.run.shares.values(), *(share for each in viewed for share in each.shares.values())]
    rounds = any(rounded(share * 100, 1) != share * 100 for share in shares)
    note = context.text("scores.weights-rounded") if rounds else ""
    return Table(context.caption("perspectives.caption-weights"), columns, tuple(rows), note=note, matrix=True)
