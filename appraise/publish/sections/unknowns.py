"""Unknowns: gaps as recorded, unknown scores, and verdicts that are conditional or unknown."""

from typing import NamedTuple

from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Paragraph, Section, Table, line, plain, row
from appraise.publish.language import DASH, id_as_text, sentence, spaced, start
from appraise.publish.phrases import at_gates, open_gates, open_scores, what_is_open
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
    columns = context.columns(*(f"unknowns.column-{key}" for key in keys))
    body = tuple(row(*(getattr(item, key) or DASH for key in keys)) for item in items)
    blocks.append(Table(context.caption("unknowns.heading"), columns, body))
    return Section("unknowns", heading, tuple(blocks))


class _Item(NamedTuple):
    """Something not known: what it affects, who settles it, and what it is."""

    affects: str
    by: str
    what: Line


def _gaps(context: Context) -> list[_Item]:
    """The gaps that people recorded, with what each affects."""
    items = []
    for gap in context.inputs.unknowns.values():
        affected = dict.fromkeys(name for id_ in gap.affects for name in _named(context, id_))
        items.append(_Item(start(context.language.names(list(affected))), gap.by or "", line(sentence(gap.text))))
    return items


def _named(context: Context, id_: str) -> list[str]:
    """The names of all that has an id; the id as words where nothing has it."""
    inputs = context.inputs
    kinds = (inputs.groups, inputs.uncounted, inputs.criteria, inputs.options)
    names = [kind[id_].name for kind in kinds if id_ in kind]
    if id_ in inputs.gates:
        names.append(plain(at_gates(context, (id_,))))
    return names or [id_as_text(id_)]


def _settled_by(context: Context, option: str, other: str) -> str:
    """Who settles what is open between an option and a criterion or gate, where a recorded gap affects both."""
    gaps = (gap for gap in context.inputs.unknowns.values() if {option, other} <= {*gap.affects})
    return context.language.names(list(dict.fromkeys(gap.by for gap in gaps if gap.by)))


def _scores(context: Context) -> list[_Item]:
    """The unknown scores; after the last of an option, what they leave open."""
    items = []
    for option in context.order:
        unknown = {name: cell for name, cell in context.run.options[option].cells.items() if cell.score == "unknown"}
        for name, cell in unknown.items():
            within = context.text("unknowns.within", range=context.language.span(*cell.range)) if cell.range else ""
            score = context.say("unknowns.score", criterion=context.criterion(name))
            last = what_is_open(context, option) if name == [*unknown][-1] else ""
            what = spaced(score, sentence(cell.reason), within, last)
            items.append(_Item(context.marked(option), _settled_by(context, option, name), what))
    return items


def _verdicts(context: Context) -> list[_Item]:
    """The open verdicts of options that no other gate excludes."""
    items = []
    for option in context.eligible:
        for gate in open_gates(context, option):
            judged = context.run.options[option].verdicts[gate]
            if judged.verdict == "conditional":
                condition = sentence(judged.condition) or context.text("unknowns.not-stated")
                verdict = context.say("unknowns.condition", gate=context.gate(gate), condition=condition)
            else:
                verdict = spaced(context.say("unknowns.verdict", gate=context.gate(gate)), sentence(judged.reason))
            matters = context.say("unknowns.matters" if can_change(context, option, gate) else "unknowns.harmless")
            items.append(_Item(context.marked(option), _settled_by(context, option, gate), spaced(verdict, matters)))
    return items
