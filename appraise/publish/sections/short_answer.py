"""Short answer: the lead sentence by itself, and where the rest of the answer stands."""

from appraise.publish.context import Context
from appraise.publish.document import Paragraph, Section
from appraise.publish.sections.answer import lead


def short_answer(context: Context) -> Section:
    """The section that opens the annex."""
    rest = Paragraph(context.say("answer.in-appendix"))
    return Section("answer", context.text("answer.heading"), (Paragraph(lead(context), role="lead"), rest))
