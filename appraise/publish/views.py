"""Dissent, background, consultation and equality, as written."""

from collections.abc import Callable

from appraise.appraisal import Dissent, Note
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, Subheading, bold, line
from appraise.publish.view import View
from appraise.publish.words import number, sentence, spaced


def views(view: View) -> Section:
    """The section; equality stays when nothing is recorded, so that its absence is seen."""
    inputs = view.inputs
    blocks: list[Block] = []
    if inputs.dissent:
        blocks += [Subheading(view.text("views.dissent")), Bullets(tuple(dissent(view)))]
    for name, note in inputs.background.items():
        blocks += _note(view, note.title or name, note)
    if inputs.consultation:
        blocks += _note(view, inputs.consultation.title or view.text("views.consultation"), inputs.consultation)
    equality = inputs.equality or Note()
    blocks += _note(view, equality.title or view.text("views.equality"), equality)
    heading = view.text("views.heading-dissent" if inputs.dissent else "views.heading")
    return Section("views", heading, tuple(blocks))


def _note(view: View, title: str, note: Note) -> list[Block]:
    """A passage as written: its text with its sources, then its items."""
    blocks: list[Block] = []
    said = spaced(sentence(note.text), view.words.cited(note.evidence))
    if said:
        blocks.append(Paragraph(said))
    if note.items:
        blocks.append(Bullets(tuple(line(item) for item in note.items)))
    return [Subheading(title), *(blocks or [Paragraph(view.say("none-recorded"))])]


def dissent(view: View, about: Callable[[Dissent], bool] = lambda _: True) -> list[Line]:
    """Who would have given another score, and why: all of it, or some."""
    items = []
    for each in filter(about, view.inputs.dissent):
        criterion, option = each.about.criterion, each.about.option
        agreed = view.run.options[option].cells[criterion]
        unknown = each.score == "unknown"
        where = view.say(
            "views.would-leave-open" if unknown else "views.would-give",
            option=view.name(option),
            criterion=view.inputs.criteria[criterion].name,
            score="" if each.score == "unknown" else number(each.score),
            agreed=view.text("unknown") if agreed.score == "unknown" else number(agreed.score),
        )
        items.append(spaced(bold(sentence(each.by)), where, sentence(each.reason)))
    return items
