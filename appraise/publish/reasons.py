"""The reason for every score: a table a criterion, so that a 4 and a 5 stand side by side."""

from appraise.publish.document import Block, Cell, Column, Paragraph, Row, Section, Table, line
from appraise.publish.view import View, range_text, score_text
from appraise.publish.words import cited, few, percent, sentence, spaced, start
from appraise.run import Cell as Scored


def reasons(view: View) -> Section:
    """The section, which opens with how many scores stand without evidence or without a reason."""
    blocks: list[Block] = [Paragraph(line(_opening(view)))]
    for name, criterion in view.inputs.criteria.items():
        rows = []
        for option in view.order:
            scored = view.run.options[option].cells[name]
            shown = spaced(score_text(criterion, scored), range_text(scored))
            rows.append(Row((Cell(line(view.marked(option))), Cell(line(shown)), Cell(line(_reason(scored))))))
        caption = view.caption(f"{criterion.name}, weight {percent(view.run.shares[name])}: scores and reasons")
        columns = (Column("Option"), Column("Score", numeric=True), Column("Reason"))
        blocks.append(Table(caption, columns, tuple(rows)))
    return Section("reasons", "The reason for every score", tuple(blocks))


def _reason(scored: Scored) -> str:
    reason = sentence(scored.reason) or "No reason is recorded."
    by_rule = "By rule." if scored.from_ == "rule" else ""
    return spaced(reason, cited(scored.evidence.for_, scored.evidence.against), by_rule)


def _opening(view: View) -> str:
    cells = [cell for result in view.run.options.values() for cell in result.cells.values()]
    said = ["Every score is illustrative."] if view.inputs.status == "illustrative" else []
    without = sum(not (cell.evidence.for_ or cell.evidence.against) for cell in cells)
    silent = sum(not cell.reason for cell in cells)
    said.append(_of(without, len(cells), "cite", "evidence") or "Every score cites evidence.")
    if without < len(cells):
        said.append("Its sources stand in brackets." if len(cells) == 1 else "Sources stand in brackets.")
    said.append(_of(silent, len(cells), "give", "reason"))
    return spaced(*said)


def _of(some: int, among: int, do: str, what: str) -> str:
    """ "Three of the 49 scores cite no evidence." """
    if not some:
        return ""
    if some == among:
        return f"No score {do}s {'a ' if what == 'reason' else ''}{what}."
    return f"{start(few(some))} of the {among} scores {do}{'s' if some == 1 else ''} no {what}."
