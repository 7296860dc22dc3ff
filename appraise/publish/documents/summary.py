"""The short form for a terminal: verdicts, scores with points, totals and ranks, and last the answer."""

from appraise.publish.context import Context
from appraise.publish.document import Block, Document, Paragraph, Section
from appraise.publish.language import Language, spaced
from appraise.publish.sections.answer import answer
from appraise.publish.sections.gates import in_short, not_passed, verdicts
from appraise.publish.sections.method import adds_up, rule
from appraise.publish.sections.result import results
from appraise.publish.sections.scores import anchors, how_points_add_up, matrix
from appraise.publish.sections.status import status
from appraise.run import Run


def summary(run: Run, language: Language) -> Document:
    """A run in the fewest tables from which its totals can be redone."""
    shown = Context.of(run, language)
    sections = []
    if run.inputs.gates:
        tables: list[Block] = [table for table in (verdicts(shown), not_passed(shown)) if table.rows]
        sections.append(Section("gates", shown.text("gates.heading"), (in_short(shown), *tables)))
    how = Paragraph(spaced(how_points_add_up(shown).line, adds_up(shown)))
    sections.append(Section("scores", shown.text("scores.heading"), (matrix(shown), how, *anchors(shown))))
    sections.append(Section("result", shown.text("result.heading"), (results(shown), Paragraph(rule(shown)))))
    sections.append(answer(shown))
    return Document(run.inputs.title, shown.text(f"status.word.{run.inputs.status}"), status(shown), tuple(sections))
