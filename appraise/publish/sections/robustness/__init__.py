"""Robustness: how firm the result is; each question that is asked of it has a module here."""

from appraise.publish.context import Context
from appraise.publish.document import Block, Paragraph, Section, Subheading
from appraise.publish.phrases import few_names
from appraise.publish.sections.robustness import exchange, perspectives, scores, weights
from appraise.publish.sections.robustness.any_weights import any_weights, pairwise

_FEW = 4
"""Options left out that are named; of more, only the count is given."""


def robustness(context: Context) -> Section:
    """The section of the annex, with a part for each question that has something to say."""
    alone = nothing_to_compare(context)
    parts: tuple[tuple[str, list[Block]], ...] = (
        ("weights.heading", [] if alone else weights.in_full(context)),
        ("buys.heading", [] if alone else [*exchange.in_units(context), *exchange.against_each_other(context)]),
        ("turning.heading", [*scores.over_ranges(context), *([] if alone else scores.in_full(context))]),
        ("unagreed.heading", [] if alone else [*any_weights(context), *pairwise(context)]),
        ("perspectives.heading", perspectives.in_full(context)),
    )
    blocks: list[Block] = [] if alone else [*options_compared(context)]
    for heading, every in parts:
        part = [block for block in every if block not in blocks]  # several may say why they work out nothing
        blocks += [Subheading(context.text(heading)), *part] if part else []
    return Section("more", context.text("compared.heading"), tuple(blocks))


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
        paragraphs.append(Paragraph(context.say("compared.among", len(left_out), count=count, options=names)))
    undecided = [option for option in analyses.undecided if option in context.eligible]
    if undecided:
        names = few_names(context, undecided, opening=True)
        paragraphs.append(Paragraph(context.say("compared.undecided", len(undecided), options=names)))
    return paragraphs
