"""What is not known: gaps as recorded, unknown scores, and verdicts that are conditional or unknown."""

from typing import NamedTuple

from appraise.publish.context import Context
from appraise.publish.document import Block, Column, Line, Paragraph, Section, Table, line, plain, row
from appraise.publish.language import id_as_text, sentence, spaced, start
from appraise.publish.phrases import at_gates, open_scores, what_is_open
from appraise.publish.sections.gate_effects import can_change, still_open


def unknowns(context: Context) -> Section:
    """The section; empty where everything is known."""
    heading, items = context.text("unknowns.heading"), [*_gaps(context), *_scores(context), *_verdicts(context)]
    if not items:
        return Section("unknowns", heading, ())
    blocks: list[Block] = []
    undetermined = context.run.shortlist.undetermined
    if undetermined:
        cells = [cell for option in undetermined for cell in context.run.options[option].because.undetermined_by]
        scores = open_scores(context, cells, most=len(cells))
        blocks.append(Paragraph(context.say("unknowns.turns-on", scores=scores)))
    blocks += still_open(context)
    keys = ("affects", "by", "what") if any(item.by for item in items) else ("affects", "what")
    body = tuple(row(*(getattr(item, key) or "\N{EN DASH}" for key in keys)) for item in items)
    columns = tuple(Column(context.text(f"unknowns.column-{key}")) for key in keys)
    blocks.append(Table(context.caption("unknowns.heading"), columns, body))
    return Section("unknowns", heading, tuple(blocks))


class _Item(NamedTuple):
    """Something not known: what it affects, who settles it, and what it is."""

    affects: str
    by: str
    what: Line


def _gaps(context: Context) -> list[_Item]:
    inputs = context.inputs
    rows = []
    for gap in inputs.unknowns.values():
        affected: dict[str, None] = {}
        for each in gap.affects:
            for kind in (inputs.groups, inputs.uncounted, inputs.criteria, inputs.options):
                affected |= {kind[each].name: None} if each in kind else {}
            if each in inputs.gates:
                affected[plain(at_gates(context, (each,)))] = None
            elif each not in {**inputs.groups, **inputs.uncounted, **inputs.criteria, **inputs.options}:
                affected[id_as_text(each)] = None
        rows.append(_Item(start(context.language.names(list(affected))), gap.by or "", line(sentence(gap.text))))
    return rows


def _settled_by(context: Context, option: str, other: str) -> str:
    """Who settles what is open between an option and a criterion or gate, where a recorded gap affects both."""
    gaps = context.inputs.unknowns.values()
    return context.language.names(
        list(dict.fromkeys(gap.by for gap in gaps if gap.by and {option, other} <= {*gap.affects}))
    )


def _scores(context: Context) -> list[_Item]:
    rows = []
    for option in context.order:
        cells = context.run.options[option].cells
        unknown = [name for name, cell in cells.items() if cell.score == "unknown"]
        for name in unknown:
            cell = cells[name]
            within = context.text("unknowns.within", range=context.language.span(*cell.range)) if cell.range else ""
            said = context.say("unknowns.score", criterion=context.criterion(name))
            last = what_is_open(context, option) if name == unknown[-1] else ""
            by = _settled_by(context, option, name)
            rows.append(_Item(context.marked(option), by, spaced(said, sentence(cell.reason), within, last)))
    return rows


def _verdicts(context: Context) -> list[_Item]:
    """The open verdicts of options that no other gate excludes."""
    rows = []
    for option in context.eligible:
        for gate, judged in context.run.options[option].verdicts.items():
            name = context.gate(gate)
            if judged.verdict == "conditional":
                condition = sentence(judged.condition) or context.text("unknowns.not-stated")
                said = context.say("unknowns.condition", gate=name, condition=condition)
            elif judged.verdict == "unknown":
                said = spaced(context.say("unknowns.verdict", gate=name), sentence(judged.reason))
            else:
                continue
            matters = can_change(context, option, gate)
            said = spaced(said, context.say("unknowns.matters" if matters else "unknowns.harmless"))
            rows.append(_Item(context.marked(option), _settled_by(context, option, gate), said))
    return rows
