"""The reason for every score: a table a criterion, so that a 4 and a 5 stand side by side."""

from appraise.publish.document import Block, Cell, Column, Line, Paragraph, Row, Section, Table, line
from appraise.publish.view import View, range_text, score_text
from appraise.publish.words import sentence, spaced
from appraise.run import Cell as Scored


def reasons(view: View) -> Section:
    """The section, which opens with how many scores stand without evidence or without a reason."""
    tables = (of_criterion(view, name) for name in view.inputs.criteria)
    return Section("reasons", view.text("reasons.heading"), (Paragraph(_opening(view)), *tables))


def of_criterion(view: View, name: str) -> Block:
    """Every option's score on one criterion, with its reason."""
    criterion = view.inputs.criteria[name]
    rows = []
    for option in view.order:
        scored = view.run.options[option].cells[name]
        shown = spaced(score_text(criterion, scored), range_text(scored))
        rows.append(Row((Cell(line(view.marked(option))), Cell(shown), Cell(why(view, scored)))))
    caption = view.caption(
        "reasons.caption", criterion=criterion.name, weight=view.words.percent(view.run.shares[name])
    )
    columns = (
        Column(view.text("column.option")),
        Column(view.text("column.score"), numeric=True),
        Column(view.text("column.reason")),
    )
    return Table(caption, columns, tuple(rows))


def why(view: View, scored: Scored) -> Line:
    """The reason of a score with its evidence, and whether a rule gave it."""
    return spaced(
        sentence(scored.reason) or view.text("no-reason"),
        view.words.cited(scored.evidence.for_, scored.evidence.against),
        view.text("by-rule") if scored.from_ == "rule" else "",
    )


def _opening(view: View) -> Line:
    every = [cell for result in view.run.options.values() for cell in result.cells.values()]
    cells = [cell for cell in every if cell.from_ == "sheet"]
    among, by_rule = len(cells), len(every) - len(cells)
    bare = sum(not (cell.evidence.for_ or cell.evidence.against) for cell in cells)
    silent = sum(not cell.reason for cell in cells)
    return spaced(
        view.say("reasons.illustrative") if view.inputs.status == "illustrative" else "",
        view.say("reasons.by-rule", by_rule, count=view.words.counted(by_rule, "score")) if by_rule else "",
        _without(view, "evidence", bare, among) or (view.say("reasons.all-cite") if cells else ""),
        view.say("reasons.sources", among) if bare < among else "",
        _without(view, "reason", silent, among),
    )


def _without(view: View, what: str, some: int, among: int) -> Line:
    """ "Three of the 49 scores cite no evidence." """
    if not some:
        return ()
    key = f"reasons.no-{what}" if some == among else f"reasons.some-without-{what}"
    return view.say(key, some, among=str(among))
