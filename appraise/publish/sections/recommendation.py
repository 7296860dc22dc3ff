"""Recommendation and decision as written, and whether they fit the shortlist."""

from collections.abc import Container

from appraise.appraisal import Choice
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, bold
from appraise.publish.language import sentence, spaced
from appraise.publish.phrases import few_names, gates_by_name, open_gates

_FEW = 2
"""Options that are in the one and not in the other that are named; of more, only the count is given."""


def recommendation(context: Context) -> Section:
    """The section; empty where there is neither recommendation nor decision."""
    blocks, told = list[Block](), set(context.run.shortlist.subject_to)
    for kind, choice in choices(context):
        blocks += [block for block in _choice(context, kind, choice, told) if block not in blocks]
        told |= {*choice.options}
    heading = "asked.heading-decided" if context.inputs.recommendation is None else "asked.heading"
    return Section("asked", context.text(heading), tuple(blocks))


def choices(context: Context) -> list[tuple[str, Choice]]:
    """The recommendation and the decision, as far as there are any, each with its kind."""
    kinds = (("recommended", context.inputs.recommendation), ("decided", context.inputs.decision))
    return [(kind, choice) for kind, choice in kinds if choice is not None]


def fit(context: Context, kind: str, choice: Choice) -> tuple[bool, Line]:
    """Whether a choice has the options of the shortlist as far as that is settled, and the sentences that say so: else
    which are in the one and not in the other."""
    shortlist, undetermined = context.run.shortlist.options, context.run.shortlist.undetermined
    if set(choice.options) == set(shortlist):
        same = context.say("asked.same-as-settled" if undetermined else "asked.same")
        tests_nothing = context.inputs.status == "illustrative" and not undetermined
        return True, spaced(same, context.say("asked.tests-nothing") if tests_nothing else "")
    word = context.text(f"asked.word.{kind}")
    extra = [option for option in choice.options if option not in (*shortlist, *undetermined)]
    missing = [option for option in shortlist if option not in choice.options]
    differs = context.say(f"asked.differs.{kind}" if extra or missing else f"asked.perhaps.{kind}")
    sentences = []
    if extra:
        gates = context.run.options[extra[0]].because.gate if len(extra) == 1 else ()
        values = {
            "options": few_names(context, extra, most=_FEW, opening=True),
            "gates": gates_by_name(context, gates),
            "word": word,
        }
        sentences.append(context.say("asked.excluded" if gates else "asked.not-shortlisted", len(extra), **values))
    if missing:
        sentences.append(
            context.say(
                "asked.missing", len(missing), options=few_names(context, missing, most=_FEW, opening=True), word=word
            )
        )
    open_ = [option for option in choice.options if option in undetermined]
    if open_ and not sentences:
        options = few_names(context, open_, most=_FEW, opening=True)
        sentences.append(context.say("asked.not-settled", len(open_), options=options, word=word))
    return False, spaced(differs, *sentences)


def depends_on(context: Context, option: str) -> list[Line]:
    """What the way forward of an option depends on: its conditional and unknown verdicts, a sentence each."""
    sentences = []
    for gate in open_gates(context, option) if option in context.eligible else ():
        judged = context.run.options[option].verdicts[gate]
        condition = sentence(judged.condition) or context.text("unknowns.not-stated")
        sentences.append(context.say(f"asked.{judged.verdict}", gate=context.gate(gate), condition=condition))
    return sentences


def _choice(context: Context, kind: str, choice: Choice, told: Container[str]) -> list[Block]:
    """A choice as written: who made it and when, its options and the reason; what the options that are not told of
    depend on; that it fits the shortlist, where it does: the answer says where it does not."""
    fits, how_it_fits = fit(context, kind, choice)
    when = context.language.date(choice.date) if choice.date else ""
    made = ", ".join(part for part in (choice.by, when) if part) or context.text("asked.by-nobody")
    opening = context.say(f"asked.opening.{kind}", made=made, options=context.names(choice.options))
    depends = {option: depends_on(context, option) for option in choice.options if option not in told}
    on = tuple(spaced(bold(sentence(context.name(option))), *each) for option, each in depends.items() if each)
    blocks: list[Block] = [Paragraph(spaced(opening, sentence(choice.reason)))]
    blocks += [Bullets(on)] if on else []
    return [*blocks, Paragraph(how_it_fits)] if fits else blocks
