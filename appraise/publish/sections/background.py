"""Background: the passages that people recorded, and the lists that the appendix has no room for, as written."""

from appraise.publish.context import Context
from appraise.publish.document import Block, Section, Subheading, headed_list
from appraise.publish.phrases import long
from appraise.publish.sections.options import left_out
from appraise.publish.sections.unknowns import gaps
from appraise.publish.sections.views import note_as_written, positions


def background(context: Context) -> Section:
    """The section; empty where nothing is recorded."""
    blocks: list[Block] = []
    lists = (("options.left-out", left_out(context)), ("views.positions", positions(context)))
    for heading, items in lists:
        blocks += headed_list(context.text(heading), items) if long(items) else []
    by_whom = gaps(context)
    if long(gap for items in by_whom.values() for gap in items):
        blocks.append(Subheading(context.text("unknowns.heading")))
        for by, items in by_whom.items():
            blocks += headed_list(by, items, minor=True)
    for name, note in context.inputs.background.items():
        blocks += note_as_written(context, note.title or name, note)
    return Section("background", context.text("background.heading"), tuple(blocks))
