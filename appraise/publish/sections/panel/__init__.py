"""The panel: who gave what, and what one voice decides; each question that is asked of it has a module here."""

from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Paragraph, Section, Subheading
from appraise.publish.language import spaced
from appraise.publish.sections.panel.absences import by_member, moderation_decides, no_voice, voices, without_each
from appraise.publish.sections.panel.cells import (
    differing,
    left_open,
    moderated_cells,
    moderated_in_short,
    some_to_look_at_first,
    to_look_at,
)
from appraise.publish.sections.panel.own import own_results, own_weights
from appraise.publish.sections.panel.who import meeting, moderation, scored, sheets


def panel(context: Context) -> Section:
    """The section of the annex: every member, the cells to look at, and the result without each and by each alone."""
    blocks: list[Block] = []
    if context.run.analyses.panel is not None:
        parts = (sheets, to_look_at, moderated_cells, without_each, own_results, own_weights, left_open)
        blocks = [block for part in parts for block in part(context)]
    return Section("panel", context.text("panel.heading"), tuple(blocks))


def one_member_less(context: Context) -> list[Block]:
    """The part of the appendix: whether one voice decides, where members differ, a row a member, and what was
    moderated. What the answer says of voices is not said again."""
    if context.run.analyses.panel is None:
        return []
    said = spaced(moderation_decides(context), no_voice(context), differing(context))
    opening = [Paragraph(said)] if said else []
    rest = (*by_member(context), *moderated_in_short(context))
    return [Subheading(context.text("panel.heading-change")), *opening, *rest]


def in_a_line(context: Context, told: bool) -> Line:
    """The panel in a line, the worst news first; nothing where there is none. told: whether what voices decide is."""
    if context.run.analyses.panel is None:
        return ()
    voice = () if told else voices(context)
    return spaced(voice, moderation_decides(context), scored(context), no_voice(context))


def in_full(context: Context) -> list[Block]:
    """All that there is to tell of a panel, what matters first; nothing where no member's sheet is recorded."""
    if context.run.analyses.panel is None:
        return []
    news = spaced(voices(context), moderation_decides(context), no_voice(context), differing(context))
    how = spaced(scored(context), moderation(context), meeting(context))
    blocks: list[Block] = [Paragraph(each) for each in (how, news) if each]
    tables = [by_member(context, whole=True), to_look_at(context)]
    for table in reversed(tables) if some_to_look_at_first(context) else tables:
        blocks += table
    return [
        *blocks,
        *moderated_cells(context, reasons=True),
        *own_weights(context),
        *own_results(context),
        *without_each(context),
        *left_open(context),
        *sheets(context),
    ]
