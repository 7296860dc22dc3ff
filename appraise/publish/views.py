"""Dissent, background, consultation and equality, as written."""

from appraise.appraisal import Note
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, Subheading, bold, line
from appraise.publish.view import View
from appraise.publish.words import cited, number, sentence, spaced


def views(view: View) -> Section:
    """The section; equality stays when nothing is recorded, so that its absence is seen."""
    inputs = view.inputs
    blocks: list[Block] = []
    if inputs.dissent:
        blocks += [Subheading("Dissent"), Bullets(tuple(_dissent(view)))]
    for name, note in inputs.background.items():
        blocks += _note(note.title or name, note)
    if inputs.consultation:
        blocks += _note(inputs.consultation.title or "Consultation", inputs.consultation)
    blocks += _note(inputs.equality.title or "Equality", inputs.equality) if inputs.equality else _none("Equality")
    dissent = "Dissent, background" if inputs.dissent else "Background"
    return Section("views", f"{dissent} and equality", tuple(blocks))


def _none(title: str) -> list[Block]:
    return [Subheading(title), Paragraph(line("None recorded."))]


def _note(title: str, note: Note) -> list[Block]:
    """A passage as written: its text with its sources, then its items."""
    blocks: list[Block] = [Subheading(title)]
    said = spaced(sentence(note.text), cited(note.evidence))
    if said:
        blocks.append(Paragraph(line(said)))
    if note.items:
        blocks.append(Bullets(tuple(line(item) for item in note.items)))
    return blocks if len(blocks) > 1 else _none(title)


def _dissent(view: View) -> list[Line]:
    items = []
    for dissent in view.inputs.dissent:
        criterion, option = dissent.about.criterion, dissent.about.option
        agreed = view.run.options[option].cells[criterion]
        instead = "leave it unknown" if dissent.score == "unknown" else f"give {number(dissent.score)}"
        here = "unknown" if agreed.score == "unknown" else number(agreed.score)
        where = f"{view.name(option)}, {view.inputs.criteria[criterion].name}: would {instead}; the score is {here}."
        items.append(line(bold(f"{dissent.by}."), f" {spaced(where, sentence(dissent.reason))}"))
    return items
