"""What is asked: recommendation and decision as written, and whether they fit the shortlist."""

from typing import NamedTuple

from appraise.appraisal import Choice
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, bold, line
from appraise.publish.result import at_gates, open_gates
from appraise.publish.view import View
from appraise.publish.words import sentence, spaced


def asked(view: View) -> Section:
    """The section on recommendation and decision; empty where there is neither."""
    inputs = view.inputs
    blocks = [
        block
        for kind, choice in (("recommended", inputs.recommendation), ("decided", inputs.decision))
        if choice is not None
        for block in _choice(view, kind, choice)
    ]
    heading = view.text("asked.heading-decided" if inputs.recommendation is None else "asked.heading")
    return Section("asked", heading, tuple(blocks))


class Fit(NamedTuple):
    """Whether a choice goes with the shortlist as far as that is settled, and what is said of it."""

    fits: bool
    said: Line


def fit(view: View, kind: str, choice: Choice) -> Fit:
    """Whether a choice is the shortlist, and else what is in the one and not in the other."""
    shortlist = view.run.shortlist.options
    undetermined = view.run.shortlist.undetermined
    if set(choice.options) == set(shortlist):
        return Fit(True, view.say("asked.matches-settled" if undetermined else "asked.matches"))
    word = view.text(f"asked.word.{kind}")
    missing = [view.name(option) for option in shortlist if option not in choice.options]
    chosen = [view.name(option) for option in choice.options if option in shortlist]
    said = [view.say("asked.shortlisted", len(chosen), options=chosen, word=word)] if chosen else []
    for option in choice.options:
        name, gates = view.name(option), at_gates(view, view.run.options[option].because.gate)
        if option in undetermined:
            said.append(view.say("asked.not-settled", option=name, word=word))
        elif option not in view.eligible:
            said.append(view.say("asked.excluded", option=name, word=word, gates=gates))
        elif option not in shortlist:
            said.append(view.say("asked.not-shortlisted", option=name, word=word))
    if missing:
        said.append(view.say("asked.missing", len(missing), options=missing, word=word))
    return Fit(False, spaced(*said))


def depends_on(view: View, option: str) -> list[Line]:
    """What the way forward of an option depends on: its conditional and unknown verdicts."""
    said = []
    for gate in open_gates(view, option) if option in view.eligible else ():
        name = view.words.quoted(view.inputs.gates[gate].name)
        judged = view.run.options[option].verdicts[gate]
        condition = sentence(judged.condition) or view.text("unknowns.not-stated")
        said.append(view.say(f"asked.{judged.verdict}", gate=name, condition=condition))
    return said


def _choice(view: View, kind: str, choice: Choice) -> list[Block]:
    who = view.text("asked.by", by=choice.by) if choice.by else ""
    when = f", {view.words.date(choice.date)}" if choice.date else ""
    blocks: list[Block] = [
        Paragraph(view.say(f"asked.opening.{kind}", who=f" {who}{when}" if who else when)),
        Bullets(
            tuple(spaced(bold(sentence(view.marked(option))), *depends_on(view, option)) for option in choice.options)
        ),
    ]
    if choice.reason:
        blocks.append(Paragraph(line(sentence(choice.reason))))
    return [*blocks, Paragraph(fit(view, kind, choice).said)]
