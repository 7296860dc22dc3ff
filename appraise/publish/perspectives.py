"""Other points of view: those that are calculated side by side, and positions as stated."""

from decimal import Decimal
from typing import Literal

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
    plain,
)
from appraise.publish.scores import WEIGHTS_ROUNDED, tree
from appraise.publish.view import View, low_high, rank_text
from appraise.publish.words import (
    cited,
    few,
    listed,
    number,
    percent,
    places,
    quoted,
    sentence,
    spaced,
    span,
    start,
)
from appraise.run import Outcome, Viewed, rounded


def perspectives(view: View) -> Section:
    """The section on other points of view; empty where nobody states one."""
    blocks: list[Block] = []
    calculated = {name: words for name, words in view.inputs.perspectives.items() if name in view.run.viewed}
    if calculated:
        blocks.append(Paragraph(line(_same(view))))
        blocks.append(Bullets(tuple(_changes(view, words) for words in calculated.values())))
        blocks.append(_side_by_side(view))
        if any(words.weights for words in calculated.values()):
            blocks.append(_weights(view))
    stated = [words for name, words in view.inputs.perspectives.items() if name not in calculated]
    if stated:
        if calculated:
            blocks.append(Subheading("Positions stated"))
        blocks.append(Paragraph(line("These positions are printed as recorded. Nothing is calculated from them.")))
        blocks.append(Bullets(tuple(_stated(words) for words in stated)))
    return Section("perspectives", "Other points of view", tuple(blocks))


def _stated(words: Perspective) -> Line:
    return line(bold(f"{words.name}."), f" {spaced(sentence(words.view), cited(words.evidence))}")


def _same(view: View) -> str:
    """How many points of view give the same shortlist, and what the others change."""
    if view.run.shortlist.undetermined:
        return "The shortlist is not settled, so it cannot be said which points of view give the same."
    differences = {name: _difference(view, seen) for name, seen in view.run.viewed.items()}
    many, same = len(differences), list(differences.values()).count(None)
    if same == many:
        every = (
            "The one calculated point of view gives" if many == 1 else f"{_all(many)} calculated points of view give"
        )
        said = [f"{every} the same shortlist."]
    else:
        of = f" of the {few(many)} calculated points of view"
        said = [f"{start(few(same))}{of} {'gives' if same == 1 else 'give'} the same shortlist."] if same else []
    for name, difference in differences.items():
        if difference:
            said.append(f"From the point of view {quoted(view.inputs.perspectives[name].name)}, {difference[1]}.")
    return spaced(*said)


def _all(many: int) -> str:
    return "Both" if many == 2 else f"All {few(many)}"


def _difference(view: View, seen: Viewed) -> tuple[Literal["No", "Not settled"], str] | None:
    """What a point of view changes in a settled shortlist, and whether it surely does; None if nothing."""
    agreed = view.run.shortlist.options
    comes = [view.name(option) for option in seen.shortlist if option not in agreed]
    goes = [view.name(option) for option in agreed if option not in seen.shortlist + seen.undetermined]
    open_ = [view.name(option) for option in seen.undetermined]
    parts = []
    if comes and goes:
        parts.append(f"{_and(comes)} {'takes' if len(comes) == 1 else 'take'} the place of {_and(goes)}")
    elif comes:
        parts.append(f"{_and(comes)} {'goes' if len(comes) == 1 else 'go'} forward too")
    elif goes:
        parts.append(f"{_and(goes)} {'does' if len(goes) == 1 else 'do'} not go forward")
    if open_:
        parts.append(f"it is open whether {plain(listed(open_, 'or'))} goes forward")
    return ("No" if comes or goes else "Not settled", "; ".join(parts)) if parts else None


def _and(names: list[str]) -> str:
    return plain(listed(names))


def _changes(view: View, words: Perspective) -> Line:
    """What a point of view replaces, what it says and its sources."""
    inputs = view.inputs
    said = []
    if words.weights:
        names = {node: named.name for nodes in (inputs.groups, inputs.criteria) for node, named in nodes.items()}
        points = [f"{names[node]} {number(weight)}%" for node, weight in words.weights.items()]
        rest = "the rest keep their proportions"
        if sum(words.weights.values()) == 100:
            rest = "the rest count for nothing"
        said.append(f"Weights: {plain(listed(points))}; {rest}.")
    for criterion, by_option in words.scores.items():
        given = [
            f"{view.name(option)} {'?' if score.score == 'unknown' else number(score.score)}"
            for option, score in by_option.items()
        ]
        said.append(f"Scores for {inputs.criteria[criterion].name}: {plain(listed(given))}.")
        said += [
            spaced(sentence(each.reason), cited(each.evidence.for_, each.evidence.against))
            for each in by_option.values()
        ]
    if words.lift_gates:
        gates = [quoted(inputs.gates[gate].name) for gate in words.lift_gates]
        said.append(f"Without the {plain(listed(gates))} {'gate' if len(gates) == 1 else 'gates'}.")
    return line(bold(f"{words.name}."), " ", spaced(*said, sentence(words.view), cited(words.evidence)))


def _side_by_side(view: View) -> Table:
    viewed = view.run.viewed
    theirs = [end for seen in viewed.values() for standing in seen.options.values() for end in low_high(standing)]
    shown = max(view.total_places, places(theirs))
    rows = []
    for option in view.order:
        agreed = Cell(
            _rank(view.run.options[option].outcome, view.rank(option)),
            below=span(*view.totals[option], shown),
            tint="in" if option in view.run.shortlist.options else "",
        )
        cells = [_standing(option, seen, shown) for seen in viewed.values()]
        rows.append(Row((Cell(line(view.marked(option))), agreed, *cells)))
    same = [Cell(line(_verdict(view, seen))) for seen in viewed.values()]
    rows.append(Row((Cell(line("Same shortlist?")), Cell(line("\N{EN DASH}")), *same), role="total"))
    names = ["This appraisal", *(view.inputs.perspectives[name].name for name in viewed)]
    return Table(
        caption=view.caption("Rank and total from each point of view"),
        columns=(Column("Option"), *(Column(name, numeric=True) for name in names)),
        rows=tuple(rows),
        matrix=True,
        parts=(view.caption("Rank from each point of view"), view.caption("Total from each point of view")),
        tints="A tinted cell is on the shortlist of that point of view.",
        note="Totals are rounded." if any(rounded(end, shown) != end for end in theirs) else "",
    )


def _standing(option: str, seen: Viewed, places: int) -> Cell:
    """Rank and total of an option from one point of view."""
    return Cell(
        _rank(seen.options[option].outcome, rank_text(seen.options, option)),
        below=span(*low_high(seen.options[option]), places),
        tint="in" if option in seen.shortlist else "",
    )


def _rank(outcome: Outcome, rank: str) -> Line:
    return line("excluded") if outcome == "excluded" else line(bold(rank))


def _verdict(view: View, seen: Viewed) -> str:
    if view.run.shortlist.undetermined:
        return "Not settled"
    difference = _difference(view, seen)
    return "Yes" if difference is None else ": ".join(difference)


def _weights(view: View) -> Table:
    """The weights of each point of view beside those of the appraisal."""
    viewed = view.run.viewed
    rows = []
    for node in tree(view):
        words = view.inputs.groups[node.id] if node.group else view.inputs.criteria[node.id]
        theirs = (sum((seen.shares[leaf] for leaf in node.leaves), Decimal(0)) for seen in viewed.values())
        cells = (Cell(line(percent(share))) for share in (view.run.shares[node.id], *theirs))
        rows.append(
            Row((Cell(line(words.name)), *cells), role="group" if node.group else "plain", depth=len(node.around))
        )
    names = ["This appraisal", *(view.inputs.perspectives[name].name for name in viewed)]
    columns = (Column("Criterion"), *(Column(name, numeric=True) for name in names))
    shares = [*view.run.shares.values(), *(share for seen in viewed.values() for share in seen.shares.values())]
    note = WEIGHTS_ROUNDED if any(rounded(share * 100, 1) != share * 100 for share in shares) else ""
    return Table(view.caption("Weights from each point of view"), columns, tuple(rows), note=note, matrix=True)
