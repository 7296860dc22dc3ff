"""The section on what the options cost: what is counted, a row an option, extra points, and if it cost more."""

from appraise.publish.context import Context
from appraise.publish.costs import known
from appraise.publish.document import Block, Paragraph, Section
from appraise.publish.sections.costs.basis import not_known, what_is_counted
from appraise.publish.sections.costs.dearer import dearer
from appraise.publish.sections.costs.extra_points import extra_points
from appraise.publish.sections.costs.if_more import if_more
from appraise.publish.sections.costs.table import against_comparator, in_cash, table


def costs(context: Context) -> Section:
    """The section; empty where no costs are given. Without one known cost it is a sentence a line."""
    heading = context.text("costs.heading")
    if context.inputs.costs is None:
        return Section("costs", heading, ())
    if not known(context):
        return Section("costs", heading, tuple(not_known(context)))
    blocks: list[Block] = [Paragraph(each) for each in what_is_counted(context)]
    blocks += not_known(context)
    before, after = ([Paragraph(each)] if each else [] for each in (against_comparator(context), in_cash(context)))
    blocks += [*before, table(context), *after]
    return Section("costs", heading, (*blocks, *dearer(context), *extra_points(context), *if_more(context)))
