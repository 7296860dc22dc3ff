"""What is asked: recommendation and decision as written, and whether they fit the shortlist."""

from typing import NamedTuple

from appraise.appraisal import Choice
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, bold, line
from appraise.publish.language import sentence, spaced
from appraise.publish.phrases import at_gates, open_gates


def asked(context: Context) -> Section:
    """The section on recommendation and decision; empty where there is neither."""
    inputs = context.inputs
    blocks = [
        block
        for kind, choice in (("recommended", inputs.recommendation), ("decided", inputs.decision))
        if choice is not None
        for block in _choice(context, kind, choice)
    ]
    heading = context.text("asked.heading-decided" if inputs.recommendation is None else "asked.heading")
    return Section("asked", heading, tuple(blocks))


class Fit(NamedTuple):
    """Whether a choice goes with the shortlist as far as that is settled, and what is said of it."""

    fits: bool
    said: Line


def fit(context: Context, kind: str, choice: Choice) -> Fit:
    """Whether a choice is the shortlist, and else what is in the one and not in the other."""
    shortlist = context.run.shortlist.options
    undetermined = context.run.shortlist.undetermined
    if set(choice.options) == set(shortlist):
        return Fit(True, context.say("asked.matches-settled" if undetermined else "asked.matches"))
    word = context.text(f"asked.word.{kind}")
    missing = [context.name(option) for option in shortlist if option not in choice.options]
    chosen = [context.name(option) for option in choice.options if option in shortlist]
    said = [context.say("asked.shortlisted", len(chosen), options=chosen, word=word)] if chosen else []
    for option in choice.options:
        name, gates = context.name(option), at_gates(context, context.run.options[option].because.gate)
        if option in undetermined:
            said.append(context.say("asked.not-settled", option=name, word=word))
        elif option not in context.eligible:
            said.append(context.say("asked.excluded", option=name, word=word, gates=gates))
        elif option not in shortlist:
            said.append(context.say("asked.not-shortlisted", option=name, word=word))
    if missing:
        said.append(context.say("asked.missing", len(missing), options=missing, word=word))
    return Fit(False, spaced(*said))


def depends_on(context: Context, option: str) -> list[Line]:
    """What the way forward of an option depends on: its conditional and unknown verdicts."""
    said = []
    for gate in open_gates(context, option) if option in context.eligible else ():
        name = context.gate(gate)
        judged = context.run.options[option].verdicts[gate]
        condition = sentence(judged.condition) or context.text("unknowns.not-stated")
        said.append(context.say(f"asked.{judged.verdict}", gate=name, condition=condition))
    return said


def _choice(context: Context, kind: str, choice: Choice) -> list[Block]:
    who = context.text("asked.by", by=choice.by) if choice.by else ""
    when = f", {context.language.date(choice.date)}" if choice.date else ""
    blocks: list[Block] = [
        Paragraph(context.say(f"asked.opening.{kind}", who=f" {who}{when}" if who else when)),
        Bullets(
            tuple(
                spaced(bold(sentence(context.marked(option))), *depends_on(context, option))
                for option in choice.options
            )
        ),
    ]
    if choice.reason:
        blocks.append(Paragraph(line(sentence(choice.reason))))
    return [*blocks, Paragraph(fit(context, kind, choice).said)]
