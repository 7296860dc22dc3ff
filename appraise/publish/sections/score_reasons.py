"""The reason for every score: a table a criterion, so that a 4 and a 5 stand side by side."""

from appraise.publish.context import Context, range_text, score_text
from appraise.publish.document import Block, Line, Paragraph, Section, Table, row
from appraise.publish.language import sentence, spaced
from appraise.run import ScoredCell


def reasons(context: Context) -> Section:
    """The section, which opens with how many scores stand without evidence or without a reason."""
    tables = (of_criterion(context, name) for name in context.inputs.criteria)
    return Section("reasons", context.text("reasons.heading"), (Paragraph(_opening(context)), *tables))


def of_criterion(context: Context, name: str) -> Block:
    """Every option's score on one criterion, with its reason."""
    criterion = context.inputs.criteria[name]
    rows = []
    for option in context.order:
        scored = context.run.options[option].cells[name]
        shown = spaced(score_text(criterion, scored), range_text(scored))
        rows.append(row(context.marked(option), shown, why(context, scored)))
    caption = context.caption("reasons.caption", criterion=criterion.name, weight=context.share(name))
    columns = context.columns("column.option", "column.score", "column.reason", numeric=[1])
    return Table(caption, columns, tuple(rows))


def why(context: Context, scored: ScoredCell) -> Line:
    """The reason of a score with its evidence, and whether a rule gave it."""
    return spaced(
        sentence(scored.reason) or context.text("no-reason"),
        context.language.cited(scored.evidence.for_, scored.evidence.against),
        context.text("by-rule") if scored.from_ == "rule" else "",
    )


def _opening(context: Context) -> Line:
    every = [cell for result in context.run.options.values() for cell in result.cells.values()]
    cells = [cell for cell in every if cell.from_ == "sheet"]
    among, by_rule = len(cells), len(every) - len(cells)
    bare = sum(not (cell.evidence.for_ or cell.evidence.against) for cell in cells)
    silent = sum(not cell.reason for cell in cells)
    return spaced(
        context.say("reasons.illustrative") if context.inputs.status == "illustrative" else "",
        context.say("reasons.by-rule", by_rule, count=context.language.counted(by_rule, "score")) if by_rule else "",
        _without(context, "evidence", bare, among) or (context.say("reasons.all-cite") if cells else ""),
        context.say("reasons.sources", among) if bare < among else "",
        _without(context, "reason", silent, among),
    )


def _without(context: Context, what: str, some: int, among: int) -> Line:
    """ "Three of the 49 scores cite no evidence." """
    if not some:
        return ()
    key = f"reasons.no-{what}" if some == among else f"reasons.some-without-{what}"
    return context.say(key, some, among=str(among))
