"""Other points of view: those that are calculated side by side, and positions as stated."""

from collections.abc import Container, Mapping
from decimal import Decimal
from typing import Literal

from appraise.analyses import Reconciled
from appraise.appraisal import Perspective
from appraise.publish.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Line,
    Paragraph,
    Row,
    Section,
    Subheading,
    Table,
    bold,
    line,
)
from appraise.publish.scores import row_of, tree
from appraise.publish.view import View, low_high, rank_text, shared_ranks
from appraise.publish.weights import shift_text
from appraise.publish.words import number, places, sentence, spaced
from appraise.run import Outcome, Viewed, rounded


def perspectives(view: View, alone: bool = False) -> Section:
    """The section on other points of view; empty where nobody states one. `alone`: it is about one of several."""
    blocks: list[Block] = []
    calculated = {name: words for name, words in view.inputs.perspectives.items() if name in view.run.viewed}
    if calculated:
        blocks.append(Paragraph(compared(view, alone)))
        blocks.append(Bullets(tuple(_changes(view, words) for words in calculated.values())))
        blocks.append(_side_by_side(view))
        if any(words.weights for words in calculated.values()):
            blocks.append(_weights(view))
        blocks += _between(view)
    stated = [words for name, words in view.inputs.perspectives.items() if name not in calculated]
    if stated:
        if calculated:
            blocks.append(Subheading(view.text("perspectives.stated-heading")))
        blocks.append(Paragraph(view.say("perspectives.stated")))
        said = (
            spaced(bold(sentence(each.name)), sentence(each.view), view.words.cited(each.evidence)) for each in stated
        )
        blocks.append(Bullets(tuple(said)))
    return Section("perspectives", view.text("perspectives.heading"), tuple(blocks))


def _between(view: View) -> list[Block]:
    """What all of them agree on, how far behind each option can be, and what would bring them together."""
    found = view.run.analyses.perspectives
    if found is None:
        return []
    blocks: list[Block] = []
    ahead = []
    for option in (option for option in view.order if any(option == pair[0] for pair in found.unanimous)):
        behind = [view.name(other) for first, other in found.unanimous if first == option]
        ahead.append(view.say("perspectives.ahead", ahead=bold(view.name(option)), behind=view.words.listed(behind)))
    if ahead:
        own_scores = any(view.inputs.perspectives[name].scores for name in view.run.viewed)
        blocks.append(Paragraph(view.say("perspectives.unanimous" if own_scores else "perspectives.compromise")))
        blocks.append(Bullets(tuple(ahead)))
    apart = [each for each in found.reconcile if each.shift is None or each.shift.moved]
    shifts = [_reconciled(view, each) for each in apart]
    blocks += [Bullets(tuple(shifts))] if shifts else []
    return blocks + _regret(view, found.regret)


def _reconciled(view: View, each: Reconciled) -> Line:
    """What would bring the first of one point of view level with the first of another."""
    option = view.name(each.option)
    name = view.inputs.perspectives[each.view or each.other or ""].name
    key = "agreed-to-view" if each.view is None else "view-to-agreed"
    if each.shift is None:
        return view.say(f"perspectives.never.{key}", option=option, view=view.words.quoted(name))
    shift = shift_text(view, each.shift)
    return view.say(f"perspectives.level.{key}", option=option, view=view.words.quoted(name), shift=shift)


def _regret(view: View, regret: Mapping[str, Decimal]) -> list[Block]:
    """The most that each option is behind the first, from any point of view."""
    shown = places(regret.values())
    rows = tuple(
        Row((Cell(line(view.marked(option))), Cell(line(number(regret[option], shown)))))
        for option in view.order
        if option in regret
    )
    columns = Column(view.text("column.option")), Column(view.text("perspectives.column-regret"), numeric=True)
    return [Table(view.caption("perspectives.caption-regret"), columns, rows)] if len(rows) > 1 else []


def compared(view: View, alone: bool = False) -> Line:
    """How many points of view give the same shortlist, and what the others change."""
    if view.run.shortlist.undetermined:
        return view.say("perspectives.same.not-settled")
    differences = {name: _difference(view, seen) for name, seen in view.run.viewed.items()}
    many, same = len(differences), list(differences.values()).count(None)
    if same == many:
        said = [view.say("perspectives.same.this") if alone else view.say("perspectives.same.all", many)]
    else:
        said = [view.say("perspectives.same.some", same, among=many)] if same else []
    for name, difference in differences.items():
        if difference:
            words = view.inputs.perspectives[name]
            changes = _ways(view, words)
            quoted = view.words.quoted(words.name)
            said.append(view.say("perspectives.same.not", view=quoted, changes=changes, difference=difference[1]))
    return spaced(*said)


def _ways(view: View, words: Perspective) -> Line:
    """What sets a point of view apart: its own weights, its own scores, gates it sets aside."""
    kinds = (("weights", words.weights), ("scores", words.scores))
    ways = [view.say(f"perspectives.changes.{kind}") for kind, own in kinds if own]
    if words.lift_gates:
        gates: list[str] = [view.words.quoted(view.inputs.gates[gate].name) for gate in words.lift_gates]
        ways.append(view.say("perspectives.changes.gates", len(gates), gates=gates))
    return view.words.listed(ways)


def differing(view: View) -> Literal["no", "not-settled"] | None:
    """Whether a point of view gives another shortlist than the settled one: surely, perhaps, or none does."""
    found = {difference[0] for seen in view.run.viewed.values() if (difference := _difference(view, seen))}
    return "no" if "no" in found else "not-settled" if found else None


def _difference(view: View, seen: Viewed) -> tuple[Literal["no", "not-settled"], str] | None:
    """What a point of view changes in a settled shortlist, and whether it surely does; None if nothing."""
    agreed = view.run.shortlist.options
    comes = [view.name(option) for option in seen.shortlist if option not in agreed]
    goes = [view.name(option) for option in agreed if option not in seen.shortlist + seen.undetermined]
    open_ = [view.name(option) for option in seen.undetermined]
    parts = []
    if comes and goes:
        parts.append(view.text("perspectives.difference.instead", len(comes), comes=comes, goes=goes))
    elif comes:
        parts.append(view.text("perspectives.difference.comes", len(comes), comes=comes))
    elif goes:
        parts.append(view.text("perspectives.difference.goes", len(goes), goes=goes))
    if open_:
        parts.append(view.text("perspectives.difference.open", open=view.words.listed(open_, "or")))
    return ("no" if comes or goes else "not-settled", "; ".join(parts)) if parts else None


def _changes(view: View, words: Perspective) -> Line:
    """What a point of view replaces, what it says and its sources."""
    inputs = view.inputs
    said: list[Line | str] = []
    if words.weights:
        names = {node: named.name for nodes in (inputs.groups, inputs.criteria) for node, named in nodes.items()}
        points: list[str] = [
            f"{names[node]} {view.text('percent.figure', figure=number(weight))}"
            for node, weight in words.weights.items()
        ]
        whole = sum(words.weights.values()) == 100
        said.append(view.say("perspectives.weights-whole" if whole else "perspectives.weights", weights=points))
    for criterion, by_option in words.scores.items():
        given: list[str] = [
            f"{view.name(option)} {'?' if score.score == 'unknown' else number(score.score)}"
            + (f" ({view.words.span(*score.range)})" if score.range else "")
            for option, score in by_option.items()
        ]
        said.append(view.say("perspectives.scores", criterion=inputs.criteria[criterion].name, scores=given))
        for score in by_option.values():
            said += [sentence(score.reason), view.words.cited(score.evidence.for_, score.evidence.against)]
    if words.lift_gates:
        gates: list[str] = [view.words.quoted(inputs.gates[gate].name) for gate in words.lift_gates]
        said.append(view.say("perspectives.without", len(gates), gates=gates))
    return spaced(bold(sentence(words.name)), *said, sentence(words.view), view.words.cited(words.evidence))


def seen_from(view: View, option: str) -> list[Line]:
    """Rank and total of an option from each point of view that is calculated."""
    said = []
    shown = _places(view)
    for name, seen in view.run.viewed.items():
        excluded = seen.options[option].outcome == "excluded"
        total = view.words.points(view.words.span(*low_high(seen.options[option]), shown))
        standing = seen.options[option]
        rank = rank_text(view.words, standing, standing.rank in shared_ranks(seen.options))
        key = "perspectives.seen-excluded" if excluded else "perspectives.seen"
        outcome = view.text(f"perspectives.outcome.{seen.options[option].outcome}")
        named = bold(view.inputs.perspectives[name].name)
        said.append(view.say(key, view=named, outcome=outcome, rank=rank, total=total))
    return said


def _side_by_side(view: View) -> Table:
    viewed, shown = view.run.viewed, _places(view)
    shared = [shared_ranks(seen.options) for seen in viewed.values()]
    rows = []
    for option in view.order:
        agreed = Cell(
            _rank(view, view.run.options[option].outcome, view.rank(option)),
            below=view.words.span(*view.totals[option], shown),
            tint="in" if option in view.run.shortlist.options else "",
        )
        cells = [_standing(view, option, seen, shown, ties) for seen, ties in zip(viewed.values(), shared, strict=True)]
        rows.append(Row((Cell(line(view.marked(option))), agreed, *cells)))
    same = [Cell(_verdict(view, seen)) for seen in viewed.values()]
    rows.append(Row((Cell(view.say("perspectives.same-question")), Cell(line("\N{EN DASH}")), *same), role="total"))
    names = [view.text("perspectives.agreed"), *(view.inputs.perspectives[name].name for name in viewed)]
    return Table(
        caption=view.caption("perspectives.caption"),
        columns=(Column(view.text("column.option")), *(Column(name, numeric=True) for name in names)),
        rows=tuple(rows),
        matrix=True,
        parts=(view.caption("perspectives.caption-rank"), view.caption("perspectives.caption-total")),
        tints=view.text("perspectives.tints"),
        note=view.text("perspectives.rounded") if any(rounded(end, shown) != end for end in _ends(view)) else "",
    )


def _ends(view: View) -> list[Decimal]:
    """The totals from every point of view."""
    standings = (standing for seen in view.run.viewed.values() for standing in seen.options.values())
    return [end for standing in standings for end in low_high(standing)]


def _places(view: View) -> int:
    """How many places totals from other points of view are shown with."""
    return max(view.total_places, places(_ends(view)))


def _standing(view: View, option: str, seen: Viewed, places: int, shared: Container[int | None]) -> Cell:
    """Rank and total of an option from one point of view. shared: the ranks that several options have from there."""
    standing = seen.options[option]
    return Cell(
        _rank(view, standing.outcome, rank_text(view.words, standing, standing.rank in shared)),
        below=view.words.span(*low_high(standing), places),
        tint="in" if option in seen.shortlist else "",
    )


def _rank(view: View, outcome: Outcome, rank: str) -> Line:
    return view.say("excluded") if outcome == "excluded" else line(bold(rank))


def _verdict(view: View, seen: Viewed) -> Line:
    if view.run.shortlist.undetermined:
        return view.say("perspectives.not-settled")
    difference = _difference(view, seen)
    if difference is None:
        return view.say("perspectives.yes")
    return line(view.text(f"perspectives.{difference[0]}"), ": ", difference[1])


def _weights(view: View) -> Table:
    """The weights of each point of view beside those of the appraisal."""
    viewed = view.run.viewed
    rows = []
    for node in tree(view):
        theirs = (sum((seen.shares[leaf] for leaf in node.leaves), Decimal(0)) for seen in viewed.values())
        cells = (Cell(line(view.words.percent(share))) for share in (view.run.shares[node.id], *theirs))
        rows.append(row_of(view, node, cells))
    names = [view.text("perspectives.agreed"), *(view.inputs.perspectives[name].name for name in viewed)]
    columns = (Column(view.text("column.criterion")), *(Column(name, numeric=True) for name in names))
    shares = [*view.run.shares.values(), *(share for seen in viewed.values() for share in seen.shares.values())]
    rounds = any(rounded(share * 100, 1) != share * 100 for share in shares)
    note = view.text("scores.weights-rounded") if rounds else ""
    return Table(view.caption("perspectives.caption-weights"), columns, tuple(rows), note=note, matrix=True)
