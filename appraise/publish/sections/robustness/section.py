"""How firm the result is: if weights or scores were different, if nobody agreed on the weights, and other views."""

from appraise.publish.context import Context
from appraise.publish.document import Block, Paragraph, Section, Subheading
from appraise.publish.sections.robustness.any_weights import whatever_the_weights
from appraise.publish.sections.robustness.perspectives import perspectives
from appraise.publish.sections.robustness.scores import about_ranges, level_scores
from appraise.publish.sections.robustness.weights import how_far

_FEW = 4
"""Options left out that are named; of more, only the count is given."""


def firm(context: Context) -> Section:
    """The section, with a part for each question that has something to say."""
    alone = nobody_else(context)
    parts: tuple[tuple[str, list[Block]], ...] = (
        ("weights.heading", [] if alone else how_far(context)),
        ("turning.heading", [] if alone else [*level_scores(context), *about_ranges(context)]),
        ("unagreed.heading", [] if alone else whatever_the_weights(context)),
        ("perspectives.heading", list(perspectives(context).blocks)),
    )
    blocks: list[Block] = [Paragraph(context.say("firm.alone"))] if alone else list(among(context))
    for heading, said in parts:
        blocks += [Subheading(context.text(heading)), *said] if said else []
    return Section("firm", context.text("firm.heading"), tuple(blocks))


def nobody_else(context: Context) -> bool:
    """Whether there is nothing to compare: fewer than two options are eligible, and the line is drawn by the others."""
    return len(context.eligible) < (2 if context.inputs.shortlist_rule.at_least is None else 1)


def among(context: Context) -> list[Paragraph]:
    """Which options are looked at, where not all are, and whose totals are open."""
    analyses = context.run.analyses
    said = []
    left_out = [option for option in context.eligible if option not in analyses.among]
    if left_out:
        count = context.language.counted(len(analyses.among), "option")
        names = context.names(left_out) if len(left_out) <= _FEW else context.language.counted(len(left_out), "option")
        said.append(Paragraph(context.say("firm.among", len(left_out), count=count, options=names)))
    open_ = [context.name(option) for option in analyses.undecided if option in context.eligible]
    if open_:
        said.append(Paragraph(context.say("firm.undecided", len(open_), options=open_)))
    return said
