"""Recommendation and decision as written, and whether they fit the shortlist."""

from appraise.appraisal import Choice
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, bold, line
from appraise.publish.language import sentence, spaced
from appraise.publish.phrases import at_gates, open_gates


def recommendation(context: Context) -> Section:
    """The section; empty where there is neither recommendation nor decision."""
    blocks = [block for kind, choice in choices(context) for block in _choice(context, kind, choice)]
    heading = "asked.heading-decided" if context.inputs.recommendation is None else "asked.heading"
    return Section("asked", context.text(heading), tuple(blocks))


def choices(context: Context) -> list[tuple[str, Choice]]:
    """The recommendation and the decision, as far as there are any, each with its kind."""
    kinds = (("recommended", context.inputs.recommendation), ("decided", context.inputs.decision))
    return [(kind, choice) for kind, choice in kinds if choice is not None]


def fit(context: Context, kind: str, choice: Choice) -> tuple[bool, Line]:
    """Whether a choice goes with the shortlist as far as that is settled, and the sentences that say so: else what is
    in the one and not in the other."""
    shortlist, undetermined = context.run.shortlist.options, context.run.shortlist.undetermined
    if set(choice.options) == set(shortlist):
        return True, context.say("asked.matches-settled" if undetermined else "asked.matches")
    word = context.text(f"asked.word.{kind}")
    missing = context.names(option for option in shortlist if option not in choice.options)
    chosen = context.names(option for option in choice.options if option in shortlist)
    sentences = [context.say("asked.shortlisted", len(chosen), options=chosen, word=word)] if chosen else []
    for option in choice.options:
        name, gates = context.name(option), at_gates(context, context.run.options[option].because.gate)
        if option in undetermined:
            sentences.append(context.say("asked.not-settled", option=name, word=word))
        elif option not in context.eligible:
            sentences.append(context.say("asked.excluded", option=name, word=word, gates=gates))
        elif option not in shortlist:
            sentences.append(context.say("asked.not-shortlisted", option=name, word=word))
    if missing:
        sentences.append(context.say("asked.missing", len(missing), options=missing, word=word))
    return False, spaced(*sentences)


def depends_on(context: Context, option: str) -> list[Line]:
    """What the way forward of an option depends on: its conditional and unknown verdicts, a sentence each."""
    sentences = []
    for gate in open_gates(context, option) if option in context.eligible else ():
        judged = context.run.options[option].verdicts[gate]
        condition = sentence(judged.condition) or context.text("unknowns.not-stated")
        sentences.append(context.say(f"asked.{judged.verdict}", gate=context.gate(gate), condition=condition))
    return sentences


def _choice(context: Context, kind: str, choice: Choice) -> list[Block]:
    """A choice as written, what each of its options depends on, and whether it fits the shortlist."""
    _, how_it_fits = fit(context, kind, choice)
    who = f" {context.text('asked.by', by=choice.by)}" if choice.by else ""
    when = f", {context.language.date(choice.date)}" if choice.date else ""
    options = (
        spaced(bold(sentence(context.marked(option))), *depends_on(context, option)) for option in choice.options
    )
    return [
        Paragraph(context.say(f"asked.opening.{kind}", who=who + when)),
        Bullets(tuple(options)),
        *([Paragraph(line(sentence(choice.reason)))] if choice.reason else []),
        Paragraph(how_it_fits),
    ]
