"""What is not known: gaps as recorded, unknown scores, and verdicts that are conditional or unknown."""

from typing import NamedTuple

from appraise.publish.answer import what_is_open
from appraise.publish.decided import can_change, still_open
from appraise.publish.document import Block, Cell, Column, Line, Paragraph, Row, Section, Table, line, plain
from appraise.publish.result import at_gates, open_scores
from appraise.publish.view import View
from appraise.publish.words import sentence, spaced, start, words_of


def unknowns(view: View) -> Section:
    """The section; empty where everything is known."""
    heading, rows = view.text("unknowns.heading"), [*_gaps(view), *_scores(view), *_verdicts(view)]
    if not rows:
        return Section("unknowns", heading, ())
    blocks: list[Block] = []
    undetermined = view.run.shortlist.undetermined
    if undetermined:
        cells = [cell for option in undetermined for cell in view.run.options[option].because.undetermined_by]
        scores = open_scores(view, cells, most=len(cells))
        blocks.append(Paragraph(view.say("unknowns.turns-on", scores=scores)))
    blocks += still_open(view)
    keys = ("affects", "by", "what") if any(row.by for row in rows) else ("affects", "what")
    body = tuple(Row(tuple(Cell(line(getattr(row, key) or "\N{EN DASH}")) for key in keys)) for row in rows)
    columns = tuple(Column(view.text(f"unknowns.column-{key}")) for key in keys)
    blocks.append(Table(view.caption("unknowns.heading"), columns, body))
    return Section("unknowns", heading, tuple(blocks))


class _Item(NamedTuple):
    """Something not known: what it affects, who settles it, and what it is."""

    affects: str
    by: str
    what: Line


def _gaps(view: View) -> list[_Item]:
    inputs = view.inputs
    rows = []
    for gap in inputs.unknowns.values():
        affected: dict[str, None] = {}
        for each in gap.affects:
            for kind in (inputs.groups, inputs.uncounted, inputs.criteria, inputs.options):
                affected |= {kind[each].name: None} if each in kind else {}
            if each in inputs.gates:
                affected[plain(at_gates(view, (each,)))] = None
            elif each not in {**inputs.groups, **inputs.uncounted, **inputs.criteria, **inputs.options}:
                affected[words_of(each)] = None
        rows.append(_Item(start(view.words.names(list(affected))), gap.by or "", line(sentence(gap.text))))
    return rows


def _settled_by(view: View, option: str, other: str) -> str:
    """Who settles what is open between an option and a criterion or gate, where a recorded gap affects both."""
    gaps = view.inputs.unknowns.values()
    return view.words.names(list(dict.fromkeys(gap.by for gap in gaps if gap.by and {option, other} <= {*gap.affects})))


def _scores(view: View) -> list[_Item]:
    rows = []
    for option in view.order:
        cells = view.run.options[option].cells
        unknown = [name for name, cell in cells.items() if cell.score == "unknown"]
        for name in unknown:
            cell = cells[name]
            within = view.text("unknowns.within", range=view.words.span(*cell.range)) if cell.range else ""
            said = view.say("unknowns.score", criterion=view.inputs.criteria[name].name)
            last = what_is_open(view, option) if name == unknown[-1] else ""
            by = _settled_by(view, option, name)
            rows.append(_Item(view.marked(option), by, spaced(said, sentence(cell.reason), within, last)))
    return rows


def _verdicts(view: View) -> list[_Item]:
    """The open verdicts of options that no other gate excludes."""
    rows = []
    for option in view.eligible:
        for gate, judged in view.run.options[option].verdicts.items():
            name = view.words.quoted(view.inputs.gates[gate].name)
            if judged.verdict == "conditional":
                condition = sentence(judged.condition) or view.text("unknowns.not-stated")
                said = view.say("unknowns.condition", gate=name, condition=condition)
            elif judged.verdict == "unknown":
                said = spaced(view.say("unknowns.verdict", gate=name), sentence(judged.reason))
            else:
                continue
            matters = can_change(view, option, gate)
            said = spaced(said, view.say("unknowns.matters" if matters else "unknowns.harmless"))
            rows.append(_Item(view.marked(option), _settled_by(view, option, gate), said))
    return rows
