"""Consultation: dissent, background, consultation and equality, as written."""

from collections.abc import Callable

from appraise.appraisal import Dissent, Note
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, Subheading, bold, headed_list, line
from appraise.publish.language import number, sentence, spaced


def consultation(context: Context) -> Section:
    """The section; equality stays when nothing is recorded, so that its absence is seen."""
    inputs = context.inputs
    blocks: list[Block] = [*headed_list(context.text("views.dissent"), dissent(context))]
    for name, note in inputs.background.items():
        blocks += _note(context, note.title or name, note)
    if inputs.consultation:
        blocks += _note(context, inputs.consultation.title or context.text("views.consultation"), inputs.consultation)
    equality = inputs.equality or Note()
    blocks += _note(context, equality.title or context.text("views.equality"), equality)
    heading = context.text("views.heading-dissent" if inputs.dissent else "views.heading")
    return Section("views", heading, tuple(blocks))


def _note(context: Context, title: str, note: Note) -> list[Block]:
    """A passage as written: its text with its sources, then its items."""
    text = spaced(sentence(note.text), context.language.cited(note.evidence))
    blocks: list[Block] = [Paragraph(text)] if text else []
    blocks += [Bullets(tuple(line(item) for item in note.items))] if note.items else []
    return [Subheading(title), *(blocks or [Paragraph(context.say("none-recorded"))])]


def dissent(context: Context, about: Callable[[Dissent], bool] = lambda _: True) -> list[Line]:
    """Who would have given another score, and why: all of it, or some."""
    items = []
    for each in filter(about, context.inputs.dissent):
        criterion, option = each.about.criterion, each.about.option
        agreed = context.run.options[option].cells[criterion].score
        view = context.say(
            "views.would-leave-open" if each.score == "unknown" else "views.would-give",
            option=context.name(option),
            criterion=context.criterion(criterion),
            score="" if each.score == "unknown" else number(each.score),
            agreed=context.text("unknown") if agreed == "unknown" else number(agreed),
        )
        items.append(spaced(bold(sentence(each.by)), view, sentence(each.reason)))
    return items
