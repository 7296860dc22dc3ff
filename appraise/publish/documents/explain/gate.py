"""The explanation of a gate."""

from appraise.publish.context import Context
from appraise.publish.document import Document, Paragraph, Table, bold, row
from appraise.publish.documents.explain.page import At, inside, page, placed, verdict_place
from appraise.publish.language import sentence, spaced
from appraise.publish.sections.gate_effects import effect_of_gate
from appraise.publish.sections.gates import asked_for, reason_for_verdict


def gate(context: Context, name: str, at: At) -> Document:
    """A gate: what it asks, and every option's verdict with what it rests on."""
    gate = context.inputs.gates[name]
    says = spaced(
        asked_for(context, gate.requires),
        context.text("gates.deadline", date=context.language.date(gate.deadline)) if gate.deadline else "",
        sentence(gate.reason),
        context.language.labelled("source", gate.source),
        placed(context, at("gates", name)),
    )
    rows = []
    for option in context.order:
        verdict = bold(f"{context.text(f'verdict.{context.run.options[option].verdicts[name].verdict}')}.")
        place = inside(context, verdict_place(context, option, name, at))
        rows.append(row(context.marked(option), spaced(verdict, reason_for_verdict(context, option, name, place))))
    columns = context.columns("column.option", "gates.column-reason")
    table = Table(context.caption("explain.caption-verdicts"), columns, tuple(rows))
    title = context.text("explain.title.gate", name=gate.name)
    return page(context, title, says, [Paragraph(effect_of_gate(context, name)), table])
