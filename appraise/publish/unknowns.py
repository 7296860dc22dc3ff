"""What is not known: gaps as recorded, unknown scores, and verdicts that are conditional or unknown."""

from appraise.publish.answer import what_is_open
from appraise.publish.document import Block, Cell, Column, Paragraph, Row, Section, Table, line, plain
from appraise.publish.result import open_scores
from appraise.publish.view import View, range_text
from appraise.publish.words import listed, quoted, sentence, spaced, words_of


def unknowns(view: View) -> Section:
    """The section; empty where everything is known."""
    rows = [*_gaps(view), *_scores(view), *_verdicts(view)]
    if not rows:
        return Section("unknowns", "What is not known", ())
    blocks: list[Block] = []
    undetermined = view.run.shortlist.undetermined
    if undetermined:
        cells = [cell for option in undetermined for cell in view.run.options[option].because.undetermined_by]
        blocks.append(Paragraph(line("The shortlist turns on ", open_scores(view, tuple(dict.fromkeys(cells))), ".")))
    columns = (Column("What it affects"), Column("Settled by"), Column("What is not known"))
    blocks.append(Table(view.caption("What is not known"), columns, tuple(rows)))
    return Section("unknowns", "What is not known", tuple(blocks))


def _row(affects: str, by: str, said: str) -> Row:
    return Row((Cell(line(affects or "\N{EN DASH}")), Cell(line(by or "\N{EN DASH}")), Cell(line(said))))


def _gaps(view: View) -> list[Row]:
    inputs = view.inputs
    kinds = (inputs.groups, inputs.uncounted, inputs.criteria, inputs.gates, inputs.options)
    rows = []
    for gap in inputs.unknowns.values():
        named = [(each, [kind[each].name for kind in kinds if each in kind]) for each in gap.affects]
        affected = list(dict.fromkeys(name for each, names in named for name in names or [words_of(each)]))
        affects = plain(listed(affected))
        rows.append(_row(affects, gap.by or "", sentence(gap.text)))
    return rows


def _scores(view: View) -> list[Row]:
    rows = []
    for option in view.order:
        cells = view.run.options[option].cells
        unknown = [name for name, cell in cells.items() if cell.score == "unknown"]
        for name in unknown:
            cell = cells[name]
            within = f"It is thought to lie in the range {range_text(cell)}." if cell.range else ""
            said = f"Its score for {view.inputs.criteria[name].name}."
            last = what_is_open(view, option) if name == unknown[-1] else ""
            rows.append(_row(view.marked(option), "", spaced(said, sentence(cell.reason), within, last)))
    return rows


def _verdicts(view: View) -> list[Row]:
    """The open verdicts of options that no other gate excludes."""
    rows = []
    for option in view.eligible:
        for gate, judged in view.run.options[option].verdicts.items():
            name = quoted(view.inputs.gates[gate].name)
            if judged.verdict == "conditional":
                condition = sentence(judged.condition) or "Not stated."
                rows.append(
                    _row(view.marked(option), "", f"Whether the condition of the {name} gate is met: {condition}")
                )
            elif judged.verdict == "unknown":
                said = spaced(f"Whether it passes the {name} gate.", sentence(judged.reason))
                rows.append(_row(view.marked(option), "", said))
    return rows
