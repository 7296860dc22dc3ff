"""Sources: the documents that the appendix cites, its record, and where the rest stands."""

from collections.abc import Iterable

from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Paragraph, Section, bold, lines
from appraise.publish.language import spaced
from appraise.publish.sections.evidence import document


def sources(context: Context, above: Iterable[Section]) -> Section:
    """The section; it stays when nothing is cited, so that this is seen. above: the other sections of the appendix."""
    cited = documents_cited(above)
    listed = tuple(document(context, name) for name in context.inputs.documents if name in cited)
    others = len(context.inputs.documents) - len(listed)
    blocks: list[Block] = [Bullets(listed) if listed else Paragraph(context.say("sources.none"))]
    made = context.say("sources.record", version=context.run.appraise, fingerprint=bold(context.run.fingerprint()))
    more = context.say("sources.others", others) if others else ""
    blocks.append(Paragraph(spaced(made, context.say("sources.annex"), more)))
    return Section("sources", context.text("sources.heading"), tuple(blocks))


def documents_cited(sections: Iterable[Section]) -> frozenset[str]:
    """The ids of the documents that some sections cite."""
    spans = (span for section in sections for line in lines(section) for span in line)
    return frozenset(name for span in spans for name in span.cites)
