"""The explanation of a gate."""

from appraise.publish.context import Context
from appraise.publish.document import Document, Paragraph, headed_list
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
    verdicts = []
    given = {option: context.run.options[option].verdicts[name].verdict for option in context.order}
    for option in sorted(context.order, key=lambda option: given[option] == "pass"):
        verdict = context.text(f"verdict.{given[option]}").lower()
        place = inside(context, verdict_place(context, option, name, at))
        says_of = context.say("explain.verdict", of=context.marked(option), verdict=verdict)
        verdicts.append(spaced(says_of, reason_for_verdict(context, option, name, place)))
    every = headed_list(context.caption("explain.verdicts"), verdicts)
    title = context.text("explain.title.gate", name=gate.name)
    return page(context, title, says, [Paragraph(effect_of_gate(context, name)), *every])
