"""Other points of view: those that are calculated side by side, and positions as stated."""

from collections.abc import Container, Mapping
from decimal import Decimal
from typing import Literal

from appraise.analyses import Reconciled
from appraise.appraisal import Perspective
from appraise.numbers import rounded
from appraise.publish.context import Context, rank_text, shared_ranks
from appraise.publish.criteria_tree import row_of, tree
from appraise.publish.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Line,
    Paragraph,
    Section,
    Subheading,
    Table,
    bold,
    line,
    row,
)
from appraise.publish.language import number, places, sentence, spaced
from appraise.publish.sections.robustness.weights import shift_text
from appraise.run import Outcome, Viewed, low_high


def perspectives(context: Context, alone: bool = False) -> Section:
    """The section on other points of view; empty where nobody states one. `alone`: it is about one of several."""
    blocks: list[Block] = []
    calculated = {name: words for name, words in context.inputs.perspectives.items() if name in context.run.viewed}
    if calculated:
        blocks.append(Paragraph(compared(context, alone)))
        blocks.append(Bullets(tuple(_changes(context, words) for words in calculated.values())))
        blocks.append(_side_by_side(context))
        if any(words.weights for words in calculated.values()):
            blocks.append(_weights(context))
        blocks += _between(context)
    stated = [words for name, words in context.inputs.perspectives.items() if name not in calculated]
    if stated:
        if calculated:
            blocks.append(Subheading(context.text("perspectives.stated-heading")))
        blocks.append(Paragraph(context.say("perspectives.stated")))
        said = (
            spaced(bold(sentence(each.name)), sentence(each.view), context.language.cited(each.evidence))
            for each in stated
        )
        blocks.append(Bullets(tuple(said)))
    return Section("perspectives", context.text("perspectives.heading"), tuple(blocks))


def _between(context: Context) -> list[Block]:
    """What all of them agree on, how far behind each option can be, and what would bring them together."""
    found = context.run.analyses.perspectives
    if found is None:
        return []
    blocks: list[Block] = []
    ahead = []
    for option in (option for option in context.order if any(option == pair[0] for pair in found.unanimous)):
        behind = [context.name(other) for first, other in found.unanimous if first == option]
        ahead.append(
            context.say("perspectives.ahead", ahead=bold(context.name(option)), behind=context.language.listed(behind))
        )
    if ahead:
        own_scores = any(context.inputs.perspectives[name].scores for name in context.run.viewed)
        blocks.append(Paragraph(context.say("perspectives.unanimous" if own_scores else "perspectives.compromise")))
        blocks.append(Bullets(tuple(ahead)))
    apart = [each for each in found.reconcile if each.shift is None or each.shift.moved]
    shifts = [_reconciled(context, each) for each in apart]
    blocks += [Bullets(tuple(shifts))] if shifts else []
    return blocks + _regret(context, found.regret)


def _reconciled(context: Context, each: Reconciled) -> Line:
    """What would bring the first of one point of view level with the first of another."""
    option = context.name(each.option)
    name = context.inputs.perspectives[each.view or each.other or ""].name
    key = "agreed-to-view" if each.view is None else "view-to-agreed"
    if each.shift is None:
        return context.say(f"perspectives.never.{key}", option=option, view=context.language.quoted(name))
    shift = shift_text(context, each.shift)
    return context.say(f"perspectives.level.{key}", option=option, view=context.language.quoted(name), shift=shift)


def _regret(context: Context, regret: Mapping[str, Decimal]) -> list[Block]:
    """The most that each option is behind the first, from any point of view."""
    shown = places(regret.values())
    rows = tuple(
        row(context.marked(option), number(regret[option], shown)) for option in context.order if option in regret
    )
    columns = context.columns("column.option", "perspectives.column-regret", numeric=[1])
    return [Table(context.caption("perspectives.caption-regret"), columns, rows)] if len(rows) > 1 else []


def compared(context: Context, alone: bool = False) -> Line:
    """How many points of view give the same shortlist, and what the others change."""
    if context.run.shortlist.undetermined:
        return context.say("perspectives.same.not-settled")
    differences = {name: _difference(context, seen) for name, seen in context.run.viewed.items()}
    many, same = len(differences), list(differences.values()).count(None)
    if same == many:
        said = [context.say("perspectives.same.this") if alone else context.say("perspectives.same.all", many)]
    else:
        said = [context.say("perspectives.same.some", same, among=many)] if same else []
    for name, difference in differences.items():
        if difference:
            words = context.inputs.perspectives[name]
            changes = _ways(context, words)
            quoted = context.language.quoted(words.name)
            said.append(context.say("perspectives.same.not", view=quoted, changes=changes, difference=difference[1]))
    return spaced(*said)


def _ways(context: Context, words: Perspective) -> Line:
    """What sets a point of view apart: its own weights, its own scores, gates it sets aside."""
    kinds = (("weights", words.weights), ("scores", words.scores))
    ways = [context.say(f"perspectives.changes.{kind}") for kind, own in kinds if own]
    if words.lift_gates:
        gates: list[str] = [context.gate(gate) for gate in words.lift_gates]
        ways.append(context.say("perspectives.changes.gates", len(gates), gates=gates))
    return context.language.listed(ways)


def differing(context: Context) -> Literal["no", "not-settled"] | None:
    """Whether a point of view gives another shortlist than the settled one: surely, perhaps, or none does."""
    found = {difference[0] for seen in context.run.viewed.values() if (difference := _difference(context, seen))}
    return "no" if "no" in found else "not-settled" if found else None


def _difference(context: Context, seen: Viewed) -> tuple[Literal["no", "not-settled"], str] | None:
    """What a point of view changes in a settled shortlist, and whether it surely does; None if nothing."""
    agreed = context.run.shortlist.options
    comes = [context.name(option) for option in seen.shortlist if option not in agreed]
    goes = [context.name(option) for option in agreed if option not in seen.shortlist + seen.undetermined]
    open_ = context.names(seen.undetermined)
    parts = []
    if comes and goes:
        parts.append(context.text("perspectives.difference.instead", len(comes), comes=comes, goes=goes))
    elif comes:
        parts.append(context.text("perspectives.difference.comes", len(comes), comes=comes))
    elif goes:
        parts.append(context.text("perspectives.difference.goes", len(goes), goes=goes))
    if open_:
        parts.append(context.text("perspectives.difference.open", open=context.language.listed(open_, "or")))
    return ("no" if comes or goes else "not-settled", "; ".join(parts)) if parts else None


def _changes(context: Context, words: Perspective) -> Line:
    """What a point of view replaces, what it says and its sources."""
    inputs = context.inputs
    said: list[Line | str] = []
    if words.weights:
        names = {node: named.name for nodes in (inputs.groups, inputs.criteria) for node, named in nodes.items()}
        points: list[str] = [
            f"{names[node]} {context.text('percent.figure', figure=number(weight))}"
            for node, weight in words.weights.items()
        ]
        whole = sum(words.weights.values()) == 100
        said.append(context.say("perspectives.weights-whole" if whole else "perspectives.weights", weights=points))
    for criterion, by_option in words.scores.items():
        given: list[str] = [
            f"{context.name(option)} {'?' if score.score == 'unknown' else number(score.score)}"
            + (f" ({context.language.span(*score.range)})" if score.range else "")
            for option, score in by_option.items()
        ]
        said.append(context.say("perspectives.scores", criterion=inputs.criteria[criterion].name, scores=given))
        for score in by_option.values():
            said += [sentence(score.reason), context.language.cited(score.evidence.for_, score.evidence.against)]
    if words.lift_gates:
        gates: list[str] = [context.language.quoted(inputs.gates[gate].name) for gate in words.lift_gates]
        said.append(context.say("perspectives.without", len(gates), gates=gates))
    return spaced(bold(sentence(words.name)), *said, sentence(words.view), context.language.cited(words.evidence))


def seen_from(context: Context, option: str) -> list[Line]:
    """Rank and total of an option from each point of view that is calculated."""
    said = []
    shown = _places(context)
    for name, seen in context.run.viewed.items():
        excluded = seen.options[option].outcome == "excluded"
        total = context.language.points(context.language.span(*low_high(seen.options[option]), shown))
        standing = seen.options[option]
        rank = rank_text(context.language, standing, standing.rank in shared_ranks(seen.options))
        key = "perspectives.seen-excluded" if excluded else "perspectives.seen"
        outcome = context.text(f"perspectives.outcome.{seen.options[option].outcome}")
        named = bold(context.inputs.perspectives[name].name)
        said.append(context.say(key, view=named, outcome=outcome, rank=rank, total=total))
    return said


def _side_by_side(context: Context) -> Table:
    viewed, shown = context.run.viewed, _places(context)
    shared = [shared_ranks(seen.options) for seen in viewed.values()]
    rows = []
    for option in context.order:
        agreed = Cell(
            _rank(context, context.run.options[option].outcome, context.rank(option)),
            below=context.language.span(*context.totals[option], shown),
            tint="in" if option in context.run.shortlist.options else "",
        )
        cells = [
            _standing(context, option, seen, shown, ties) for seen, ties in zip(viewed.values(), shared, strict=True)
        ]
        rows.append(row(context.marked(option), agreed, *cells))
    same = [_verdict(context, seen) for seen in viewed.values()]
    rows.append(row(context.say("perspectives.same-question"), "\N{EN DASH}", *same, role="total"))
    names = [context.text("perspectives.agreed"), *(context.inputs.perspectives[name].name for name in viewed)]
    return Table(
        caption=context.caption("perspectives.caption"),
        columns=(*context.columns("column.option"), *(Column(name, numeric=True) for name in names)),
        rows=tuple(rows),
        matrix=True,
        parts=(context.caption("perspectives.caption-rank"), context.caption("perspectives.caption-total")),
        tints=context.text("perspectives.tints"),
        note=context.text("perspectives.rounded") if any(rounded(end, shown) != end for end in _ends(context)) else "",
    )


def _ends(context: Context) -> list[Decimal]:
    """The totals from every point of view."""
    standings = (standing for seen in context.run.viewed.values() for standing in seen.options.values())
    return [end for standing in standings for end in low_high(standing)]


def _places(context: Context) -> int:
    """How many places totals from other points of view are shown with."""
    return max(context.total_places, places(_ends(context)))


def _standing(context: Context, option: str, seen: Viewed, places: int, shared: Container[int | None]) -> Cell:
    """Rank and total of an option from one point of view. shared: the ranks that several options have from there."""
    standing = seen.options[option]
    return Cell(
        _rank(context, standing.outcome, rank_text(context.language, standing, standing.rank in shared)),
        below=context.language.span(*low_high(standing), places),
        tint="in" if option in seen.shortlist else "",
    )


def _rank(context: Context, outcome: Outcome, rank: str) -> Line:
    return context.say("excluded") if outcome == "excluded" else line(bold(rank))


def _verdict(context: Context, seen: Viewed) -> Line:
    if context.run.shortlist.undetermined:
        return context.say("perspectives.not-settled")
    difference = _difference(context, seen)
    if difference is None:
        return context.say("perspectives.yes")
    return line(context.text(f"perspectives.{difference[0]}"), ": ", difference[1])


def _weights(context: Context) -> Table:
    """The weights of each point of view beside those of the appraisal."""
    viewed = context.run.viewed
    rows = []
    for node in tree(context):
        theirs = (sum((seen.shares[leaf] for leaf in node.leaves), Decimal(0)) for seen in viewed.values())
        cells = (context.language.percent(share) for share in (context.run.shares[node.id], *theirs))
        rows.append(row_of(context, node, *cells))
    names = [context.text("perspectives.agreed"), *(context.inputs.perspectives[name].name for name in viewed)]
    columns = (*context.columns("column.criterion"), *(Column(name, numeric=True) for name in names))
    shares = [*context.run.shares.values(), *(share for seen in viewed.values() for share in seen.shares.values())]
    rounds = any(rounded(share * 100, 1) != share * 100 for share in shares)
    note = context.text("scores.weights-rounded") if rounds else ""
    return Table(context.caption("perspectives.caption-weights"), columns, tuple(rows), note=note, matrix=True)
