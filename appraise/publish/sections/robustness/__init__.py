"""Robustness: the section of the appendix on how firm the result is; each question it answers has a module here."""

from appraise.publish.context import Context
from appraise.publish.document import Block, Paragraph, Section, Subheading
from appraise.publish.sections.robustness.any_weights import any_weights
from appraise.publish.sections.robustness.perspectives import perspectives
from appraise.publish.sections.robustness.scores import scores
from appraise.publish.sections.robustness.weights import weights

_FEW = 4
"""Options left out that are named; of more, only the count is given."""


def robustness(context: Context) -> Section:
    """The section, with a part for each question that has something to say."""
    alone = nothing_to_compare(context)
    parts: tuple[tuple[str, list[Block]], ...] = (
        ("weights.heading", [] if alone else weights(context)),
        ("turning.heading", [] if alone else scores(context)),
        ("unagreed.heading", [] if alone else any_weights(context)),
        ("perspectives.heading", perspectives(context)),
    )
    blocks: list[Block] = [Paragraph(context.say("firm.alone"))] if alone else [*options_compared(context)]
    for heading, part in parts:
        blocks += [Subheading(context.text(heading)), *part] if part else []
    return Section("firm", context.text("firm.heading"), tuple(blocks))


def nothing_to_compare(context: Context) -> bool:
    """Whether fewer than two options are eligible (none, where the shortlist rule is a threshold)."""
    return len(context.eligible) < (2 if context.inputs.shortlist_rule.at_least is None else 1)


def options_compared(context: Context) -> list[Paragraph]:
    """Which options the analyses compare, where not all, and which of them have open totals."""
    analyses = context.run.analyses
    paragraphs = []
    left_out = [option for option in context.eligible if option not in analyses.among]
    if left_out:
        count = context.language.counted(len(analyses.among), "option")
        names = context.names(left_out) if len(left_out) <= _FEW else context.language.counted(len(left_out), "option")
        paragraphs.append(Paragraph(context.say("firm.among", len(left_out), count=count, options=names)))
    undecided = context.names(option for option in analyses.undecided if option in context.eligible)
    if undecided:
        paragraphs.append(Paragraph(context.say("firm.undecided", len(undecided), options=undecided)))
    return paragraphs
