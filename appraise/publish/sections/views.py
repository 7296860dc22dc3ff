"""Views and duties: equality, consultation, dissent and the positions that people stated, as written."""

from collections.abc import Callable
from decimal import Decimal

from appraise.appraisal import Dissent, Note
from appraise.field_types import UNKNOWN
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
    """Who would have given another score, or another weight, and why: all of it, or some."""
    stated = filter(about, context.inputs.dissent)
    return [spaced(bold(sentence(each.by)), _instead(context, each), sentence(each.reason)) for each in stated]


def _instead(context: Context, dissent: Dissent) -> Line:
    """What somebody would have given, beside what counts."""
    criterion, option, score = dissent.about.criterion, dissent.about.option, dissent.score
    if option is None or score is None:
        weight, agreed = context.language.percent((dissent.weight or Decimal(0)) / 100), context.share(criterion)
        return context.say("views.would-weigh", criterion=context.criterion(criterion), weight=weight, agreed=agreed)
    counts = context.run.options[option].cells[criterion].score
    return context.say(
        "views.would-leave-open" if score == UNKNOWN else "views.would-give",
        option=context.name(option),
        criterion=context.criterion(criterion),
        score="" if score == UNKNOWN else context.amount(criterion, score),
        agreed=context.text("unknown") if counts == UNKNOWN else context.amount(criterion, counts),
    )
