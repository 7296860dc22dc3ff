"""Other points of view: those that are calculated side by side, and positions as stated."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from appraise.analyses import Reconciliation
from appraise.appraisal import Perspective
from appraise.numbers import rounded
from appraise.publish.context import Context, rank_text, shared_ranks
from appraise.publish.criteria_tree import node_name, nodes, row_of, tree
from appraise.publish.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Line,
    Paragraph,
    Table,
    bold,
    headed_list,
    line,
    plain,
    row,
)
from appraise.publish.language import DASH, MOST_LISTED, number, places, sentence, spaced, start
from appraise.publish.phrases import few_names, gates_by_name, one_for_one
from appraise.publish.sections.robustness.weights import one_criterion, shift_text
from appraise.run import Result, Standing, Viewed, low_high

_FEW = 2
"""Options that come or go from a point of view that the answer names; of more, only the count is given."""
_PAIR = 2
"""Points of view of which the answer tells what each changes, where that is not the same."""
_VIEWS = 3
"""Points of view with another shortlist that are named in the answer."""
_WEIGHTS = 3
"""Weights that are named at the head of a column; of more, that they are its own."""


def perspectives(context: Context, alone: bool = False) -> list[Block]:
    """Other points of view: nothing where nobody states one. alone: only one is looked at, of perhaps several."""
    blocks: list[Block] = []
    every = context.inputs.perspectives
    if context.run.viewed:
        how_many = compared(context, alone)
        blocks += [*([Paragraph(how_many)] if how_many else []), *side_by_side(context), *in_full(context)]
    stated = (perspective for name, perspective in every.items() if name not in context.run.viewed)
    positions = [
        spaced(bold(sentence(each.name)), sentence(each.view), context.cited(each.evidence)) for each in stated
    ]
    return blocks + headed_list(context.say("perspectives.stated"), positions)


def in_full(context: Context) -> list[Block]:
    """What each calculated point of view replaces and says, its weights, and what holds between all of them."""
    if not context.run.viewed:
        return []
    blocks: list[Block] = [Bullets(tuple(_changes(context, name) for name in context.run.viewed))]
    if any(context.inputs.perspectives[name].weights for name in context.run.viewed):
        blocks.append(_weights(context))
    return [*blocks, *_between(context)]


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
    """How many points of view give the same shortlist, of those that could give another, and what the others change."""
    if context.run.shortlist.undetermined:
        return context.say("perspectives.same.not-settled")
    differences = _differences(context, whole=True)
    many, same = len(differences), list(differences.values()).count(None)
    if not many:
        return context.say("perspectives.same.cannot") if alone else ()
    if same == many:
        sentences = [context.say("perspectives.same.this") if alone else context.say("perspectives.same.all", many)]
    else:
        sentences = [context.say("perspectives.same.some", same, among=many)] if same else []
    for name, difference in differences.items():
        if difference:
            sentences.append(context.say("perspectives.same.not", how=_how(context, name), difference=difference.text))
    return spaced(*sentences)


def another_shortlist(context: Context) -> Line:
    """How many points of view give another shortlist, or perhaps do, of those that could, and what they change."""
    differences = {} if context.run.shortlist.undetermined else _differences(context, whole=False)
    perhaps = {name: difference for name, difference in differences.items() if difference}
    surely = {name: difference for name, difference in perhaps.items() if difference.surely}
    found = surely or perhaps
    if not found:
        return ()
    of = "one" if len(differences) == 1 else "all" if len(found) == len(differences) else "some"
    opening = context.say(f"answer.views.{'do' if surely else 'could'}.{of}", len(found), among=len(differences))
    return spaced(opening, *_what_they_change(context, found))


def _without(context: Context, gates: Sequence[str]) -> str:
    """The gates that a point of view sets aside, as part of a sentence; nothing where it sets none aside."""
    named = gates_by_name(context, gates, most=1)
    return context.text("answer.views.without", len(gates), gates=named) if gates else ""


def _what_they_change(context: Context, found: Mapping[str, "_Difference"]) -> list[Line]:
    """What each of a few points of view changes, in one sentence where that is the same; of more, which they are."""
    if len(found) == 1:
        ((name, each),) = found.items()
        return [context.say("answer.views.how", how=_how(context, name), difference=each.text)]
    lifted = {name: context.inputs.perspectives[name].lift_gates for name in found}
    views = {name: context.language.quoted(context.inputs.perspectives[name].name) for name in found}
    without = {name: _without(context, gates) for name, gates in lifted.items()}
    first = next(iter(found))
    if len(found) <= _VIEWS and len({each.text for each in found.values()}) == 1:
        gates = without[first] if len({*map(frozenset, lifted.values())}) == 1 else ""
        return [context.say("answer.views.from", views=[*views.values()], gates=gates, difference=found[first].text)]
    if len(found) == _PAIR and all(each.short for each in found.values()):
        return [
            context.say("answer.views.from", views=views[name], gates=without[name], difference=each.text)
            for name, each in found.items()
        ]
    return [context.say("answer.views.they-are", views=[*views.values()])] if len(found) <= _VIEWS else []


def same_shortlist(context: Context) -> Line:
    """That every point of view that could give another shortlist gives the same; nothing where there is none."""
    differences = {} if context.run.shortlist.undetermined else _differences(context, whole=False)
    if not differences or any(differences.values()):
        return ()
    return context.say("answer.views.same", len(differences))


def could_differ(context: Context, view: str) -> bool:
    """Whether a point of view could give another result: with weights or scores of its own, or where all gates that
    exclude some option are among those it sets aside."""
    perspective = context.inputs.perspectives[view]
    fails = (result.because.gate for result in context.run.options.values() if result.outcome == "excluded")
    lifts = any({*gates} <= {*perspective.lift_gates} for gates in fails)
    return bool(perspective.weights or perspective.scores) or lifts


def _how(context: Context, view: str) -> Line:
    """ "With the weights of “Money” and no “VAT” gate": what sets a point of view apart."""
    perspective = context.inputs.perspectives[view]
    own = "both" if perspective.weights and perspective.scores else "weights" if perspective.weights else "scores"
    key = f"perspectives.how.{own}" if perspective.weights or perspective.scores else "perspectives.how.gates"
    lifted = perspective.lift_gates
    gates = gates_by_name(context, lifted, most=1)
    without = context.text("perspectives.how.no-gate", len(lifted), gates=gates) if lifted else ""
    return context.say(key, view=context.language.quoted(perspective.name), without=without)


def _gates(context: Context, perspective: Perspective) -> list[str]:
    """The gates that a point of view sets aside, by name."""
    return [context.gate(gate) for gate in perspective.lift_gates]


class _Difference(NamedTuple):
    """What a point of view changes in a settled shortlist, and whether it surely does.

    short: whether no more than one option takes the place of another, or up to two come or go.
    """

    surely: bool
    text: str
    short: bool


def _differences(context: Context, whole: bool) -> dict[str, _Difference | None]:
    """What each point of view that could differ changes in a settled shortlist."""
    viewed = context.run.viewed.items()
    return {name: _difference(context, each, whole) for name, each in viewed if could_differ(context, name)}


def _difference(context: Context, viewed: Viewed, whole: bool = True) -> _Difference | None:
    """What a point of view changes in a settled shortlist; None if nothing.

    whole: with all options by name, and with what it leaves open beside what it changes.
    """
    agreed, shortlist = context.run.shortlist.options, viewed.shortlist
    comes = [option for option in shortlist if option not in agreed]
    goes = [option for option in agreed if option not in shortlist + viewed.undetermined]
    exchange = one_for_one(context, comes, goes)
    most = MOST_LISTED if whole else _FEW if exchange or not (comes and goes) else 1
    parts = []
    if comes or goes:
        kind = "instead" if exchange else "comes-and-goes" if comes and goes else "comes" if comes else "goes"
        names = {"comes": few_names(context, comes, most=most), "goes": few_names(context, goes, most=most)}
        parts.append(context.text(f"perspectives.difference.{kind}", len(comes or goes), **names))
    if viewed.undetermined and (whole or not parts):
        open_ = few_names(context, viewed.undetermined, "or", MOST_LISTED if whole else 1)
        parts.append(context.text("perspectives.difference.open", open=open_))
    short = len(comes) + len(goes) <= _FEW and (exchange or not (comes and goes))
    return _Difference(bool(comes or goes), "; ".join(parts), short) if parts else None


def _changes(context: Context, name: str) -> Line:
    """What a point of view replaces, what it says and its sources."""
    perspective = context.inputs.perspectives[name]
    sentences: list[Line | str] = [*_own_weights(context, name)] if perspective.weights else []
    for criterion, by_option in perspective.scores.items():
        scores = [
            f"{context.name(option)} {'?' if score.score == 'unknown' else context.amount(criterion, score.score)}"
            + (f" ({context.span(criterion, score.range)})" if score.range else "")
            for option, score in by_option.items()
        ]
        sentences.append(context.say("perspectives.scores", criterion=context.criterion(criterion), scores=scores))
        for score in by_option.values():
            sentences += [sentence(score.reason), context.cited(score.evidence.for_, score.evidence.against)]
    if perspective.lift_gates:
        gates = _gates(context, perspective)
        sentences.append(context.say("perspectives.without", len(gates), gates=gates))
    view = sentence(perspective.view), context.cited(perspective.evidence)
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


def side_by_side(context: Context) -> list[Block]:
    """Options by points of view that could differ: rank and total from each, the agreed one first."""
    viewed = {name: each for name, each in context.run.viewed.items() if could_differ(context, name)}
    alike = [context.inputs.perspectives[name].name for name in context.run.viewed if name not in viewed]
    unlike = context.say("perspectives.alike", len(alike), views=alike) if alike else ()
    if not viewed:
        return [Paragraph(unlike)] if unlike else []
    decimals = _places(context)
    columns = [_standings(context, context.run.options, context.run.shortlist.options, decimals)]
    columns += [_standings(context, each.options, each.shortlist, decimals) for each in viewed.values()]
    rows = [row(context.marked(option), *(column[option] for column in columns)) for option in context.shown]
    same = (_same_shortlist(context, each) for each in viewed.values())
    rounds = any(rounded(end, decimals) != end for end in _ends(context))
    rows.append(row(context.say("perspectives.same-question"), DASH, *same, role="total"))
    headings = [Column(context.text("perspectives.agreed"), numeric=True)]
    for name in viewed:
        perspective = context.inputs.perspectives[name]
        headings.append(Column(perspective.name, numeric=True, small=plain(_replaces(context, name))))
    table = Table(
        caption=context.caption("perspectives.caption"),
        columns=(*context.columns("column.option"), *headings),
        rows=tuple(rows),
        matrix=True,
        parts=(context.caption("perspectives.caption-rank"), context.caption("perspectives.caption-total")),
        tints=context.text("perspectives.tints"),
        note=plain(spaced(context.text("perspectives.rounded") if rounds else "", unlike)),
    )
    return [table]


def _replaces(context: Context, view: str) -> Line:
    """What sets a point of view apart, in the fewest words: weights, scores of its own, gates it sets aside."""
    perspective, shares = context.inputs.perspectives[view], context.run.viewed[view].shares
    weighed = [node for node in tree(context) if node.id in perspective.weights]
    weights = [sum((shares[leaf] for leaf in node.leaves), Decimal(0)) for node in weighed]
    parts = [
        f"{node_name(context, node)} {context.language.percent(weight)}"
        for node, weight in zip(weighed, weights, strict=True)
    ]
    if len(perspective.weights) > _WEIGHTS or perspective.scores:
        parts = [context.text("perspectives.own-weights")] if perspective.weights else []
        parts += [context.text("perspectives.own-scores")] if perspective.scores else []
    parts += [context.text("perspectives.no-gate", gate=gate) for gate in _gates(context, perspective)]
    listed = context.language.names(parts)
    return line(start(listed))


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
    return line(
        context.text("perspectives.no" if difference.surely else "perspectives.not-settled"), ": ", difference.text
    )


def _weights(context: Context) -> Table:
    """The weights of each point of view beside those of the appraisal."""
    viewed = context.run.viewed.values()
    rows = []
    for node in nodes(context):
        theirs = (sum((each.shares[leaf] for leaf in node.leaves), Decimal(0)) for each in viewed)
        cells = (context.language.percent(share) for share in (context.run.shares[node.id], *theirs))
        rows.append(row_of(context, node, *cells))
    columns = context.columns("column.criterion", figures=_headings(context))
    shares = [*context.run.shares.values(), *(share for each in viewed for share in each.shares.values())]
    rounds = any(rounded(share * 100, 1) != share * 100 for share in shares)
    note = context.text("scores.weights-rounded") if rounds else ""
    return Table(context.caption("perspectives.caption-weights"), columns, tuple(rows), note=note, matrix=True)
