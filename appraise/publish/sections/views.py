"""Views and duties: equality, consultation, dissent and the positions that people stated, as written."""

from collections.abc import Callable

from appraise.appraisal import Dissent, Note
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, Subheading, bold, headed_list, line
from appraise.publish.language import sentence, spaced
from appraise.publish.phrases import long


def views(context: Context) -> Section:
    """The section; equality stays when nothing is recorded, so that its absence is seen."""
    inputs = context.inputs
    equality = inputs.equality or Note()
    blocks: list[Block] = note_as_written(context, equality.title or context.text("views.equality"), equality)
    if inputs.consultation:
        title = inputs.consultation.title or context.text("views.consultation")
        blocks += note_as_written(context, title, inputs.consultation)
    blocks += headed_list(context.text("views.dissent"), dissent(context))
    stated, heading = positions(context), context.text("views.positions")
    if long(stated):
        blocks += [Subheading(heading), Paragraph(context.say("views.positions-many", len(stated)))]
    else:
        blocks += headed_list(heading, stated)
    return Section("views", context.text("views.heading"), tuple(blocks))


def note_as_written(context: Context, title: str, note: Note) -> list[Block]:
    """A passage as written: its text with its sources, then its items."""
    text = spaced(sentence(note.text), context.cited(note.evidence))
    blocks: list[Block] = [Paragraph(text)] if text else []
    blocks += [Bullets(tuple(line(item) for item in note.items))] if note.items else []
    return [Subheading(title), *(blocks or [Paragraph(context.say("none-recorded"))])]


def positions(context: Context) -> list[Line]:
    """The points of view that people stated and from which nothing is calculated."""
    stated = (each for name, each in context.inputs.perspectives.items() if name not in context.run.viewed)
    return [spaced(bold(sentence(each.name)), sentence(each.view), context.cited(each.evidence)) for each in stated]


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
            score="" if each.score == "unknown" else context.amount(criterion, each.score),
            agreed=context.text("unknown") if agreed == "unknown" else context.amount(criterion, agreed),
        )
        items.append(spaced(bold(sentence(each.by)), view, sentence(each.reason)))
    return items
