"""What is not known: gaps as recorded, unknown scores, and verdicts that are conditional or unknown."""

from appraise.publish.answer import what_is_open
from appraise.publish.document import Block, Cell, Column, Line, Paragraph, Row, Section, Table, line
from appraise.publish.result import open_scores
from appraise.publish.view import View, range_text
from appraise.publish.words import sentence, spaced, words_of


def unknowns(view: View) -> Section:
    """The section; empty where everything is known."""
    heading, rows = view.text("unknowns.heading"), [*_gaps(view), *_scores(view), *_verdicts(view)]
    if not rows:
        return Section("unknowns", heading, ())
    blocks: list[Block] = []
    undetermined = view.run.shortlist.undetermined
    if undetermined:
        cells = [cell for option in undetermined for cell in view.run.options[option].because.undetermined_by]
        scores = open_scores(view, cells, most=len(cells))
        blocks.append(Paragraph(view.say("unknowns.turns-on", scores=scores)))
    columns = tuple(Column(view.text(f"unknowns.column-{key}")) for key in ("affects", "by", "what"))
    blocks.append(Table(view.caption("unknowns.heading"), columns, tuple(rows)))
    return Section("unknowns", heading, tuple(blocks))


def _row(affects: str, by: str | None, said: Line) -> Row:
    return Row((Cell(line(affects or "\N{EN DASH}")), Cell(line(by or "\N{EN DASH}")), Cell(said)))


def _gaps(view: View) -> list[Row]:
    inputs = view.inputs
    kinds = (inputs.groups, inputs.uncounted, inputs.criteria, inputs.gates, inputs.options)
    rows = []
    for gap in inputs.unknowns.values():
        named = [(each, [kind[each].name for kind in kinds if each in kind]) for each in gap.affects]
        affected = list(dict.fromkeys(name for each, names in named for name in names or [words_of(each)]))
        rows.append(_row(view.words.names(affected), gap.by, line(sentence(gap.text))))
    return rows


def _scores(view: View) -> list[Row]:
    rows = []
    for option in view.order:
        cells = view.run.options[option].cells
        unknown = [name for name, cell in cells.items() if cell.score == "unknown"]
        for name in unknown:
            cell = cells[name]
            within = view.text("unknowns.within", range=range_text(cell)) if cell.range else ""
            said = view.say("unknowns.score", criterion=view.inputs.criteria[name].name)
            last = what_is_open(view, option) if name == unknown[-1] else ""
            rows.append(_row(view.marked(option), "", spaced(said, sentence(cell.reason), within, last)))
    return rows


def _verdicts(view: View) -> list[Row]:
    """The open verdicts of options that no other gate excludes."""
    rows = []
    for option in view.eligible:
        for gate, judged in view.run.options[option].verdicts.items():
            name = view.words.quoted(view.inputs.gates[gate].name)
            if judged.verdict == "conditional":
                condition = sentence(judged.condition) or view.text("unknowns.not-stated")
                said = view.say("unknowns.condition", gate=name, condition=condition)
            elif judged.verdict == "unknown":
                said = spaced(view.say("unknowns.verdict", gate=name), sentence(judged.reason))
            else:
                continue
            rows.append(_row(view.marked(option), "", said))
    return rows
