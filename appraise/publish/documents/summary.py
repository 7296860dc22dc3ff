"""Summary: the short form of a run for a terminal: verdicts, scores with points, totals, ranks, and last the answer."""

from appraise.publish.context import Context
from appraise.publish.document import Block, Document, Paragraph, Section
from appraise.publish.language import Language, spaced
from appraise.publish.phrases import status
from appraise.publish.sections.answer import facts, lead
from appraise.publish.sections.costs import costs
from appraise.publish.sections.gates import in_short, not_passed, verdicts
from appraise.publish.sections.method import adds_up, criteria, rule
from appraise.publish.sections.panel import one_member_less
from appraise.publish.sections.result import results
from appraise.publish.sections.robustness.scores import over_ranges
from appraise.publish.sections.scores import how_to_read, matrix
from appraise.run import Run


def summary(run: Run, language: Language) -> Document:
    """A run in the fewest tables from which its totals can be redone."""
    context = Context.of(run, language)
    sections = []
    if run.inputs.gates:
        tables: list[Block] = [table for table in (verdicts(context), not_passed(context)) if table.rows]
        sections.append(Section("gates", context.text("gates.heading"), (in_short(context), *tables)))
    how = Paragraph(spaced(how_to_read(context).line, adds_up(context)))
    sections.append(Section("scores", context.text("scores.heading"), (matrix(context), how, criteria(context))))
    sections.append(
        Section(
            "result",
            context.text("result.heading"),
            (results(context), Paragraph(rule(context)), *over_ranges(context)),
        )
    )
    if (cost := costs(context)).blocks:
        sections.append(cost)
    if panel := one_member_less(context):
        sections.append(Section("panel", context.text("panel.heading"), tuple(panel)))
    said = (Paragraph(fact.line) for fact in facts(context))
    sections.append(Section("answer", context.text("answer.heading"), (Paragraph(lead(context), role="lead"), *said)))
    status_word = context.text(f"status.word.{run.inputs.status}")
    return Document(run.inputs.title, status_word, status(context), tuple(sections))
