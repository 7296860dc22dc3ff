"""What is asked: recommendation and decision as written, and whether they fit the shortlist."""

from appraise.appraisal import Choice
from appraise.publish.document import Block, Bullets, Paragraph, Section, bold, line, plain
from appraise.publish.result import at_gates
from appraise.publish.view import View
from appraise.publish.words import date, listed, sentence

MATCHES = "This matches the shortlist."
NOT_SETTLED = "These are sure to be on the shortlist; the rest of it is not settled."


def asked(view: View) -> Section:
    """The section on recommendation and decision; empty where there is neither."""
    blocks: list[Block] = []
    for word, choice in (("recommended", view.inputs.recommendation), ("decided on", view.inputs.decision)):
        if choice is not None:
            blocks += _choice(view, word, choice)
    heading = f"What {view.inputs.authority} is asked to agree" if view.inputs.authority else "What is asked"
    if view.inputs.recommendation is None:
        heading = "What was decided"
    return Section("asked", heading, tuple(blocks))


def fit(view: View, choice: Choice | None, word: str) -> str:
    """Whether a choice is the shortlist, and else what is in the one and not in the other."""
    if choice is None:
        return ""
    shortlist = view.run.shortlist.options
    undetermined = view.run.shortlist.undetermined
    if set(choice.options) == set(shortlist):
        return NOT_SETTLED if undetermined else MATCHES
    missing = [view.name(option) for option in shortlist if option not in choice.options]
    said = []
    for option in choice.options:
        if option in undetermined:
            said.append(f"{view.name(option)} is {word}, and it is not settled whether it is on the shortlist.")
        elif option not in view.eligible:
            gates = at_gates(view, view.run.options[option].because.gate)
            said.append(f"{view.name(option)} is {word}, although it is excluded at {plain(gates)}.")
        elif option not in shortlist:
            said.append(f"{view.name(option)} is {word} and not on the shortlist.")
    if missing:
        are = "is" if len(missing) == 1 else "are"
        said.append(f"{plain(listed(missing))} {are} on the shortlist and not {word}.")
    return " ".join(said)


def _choice(view: View, word: str, choice: Choice) -> list[Block]:
    who = f" by {choice.by}" if choice.by else ""
    when = f", {date(choice.date)}" if choice.date else ""
    opening = f"{'Recommended' if word == 'recommended' else 'Decided on'}{who}{when}:"
    blocks: list[Block] = [
        Paragraph(line(bold(opening))),
        Bullets(tuple(line(view.name(option)) for option in choice.options)),
    ]
    if choice.reason:
        blocks.append(Paragraph(line(sentence(choice.reason))))
    blocks.append(Paragraph(line(fit(view, choice, word))))
    return blocks
