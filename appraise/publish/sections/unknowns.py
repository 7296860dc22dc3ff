"""Unknowns: what people recorded as not known, by who settles it."""

from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, headed_list, plain
from appraise.publish.language import id_as_text, sentence, spaced
from appraise.publish.phrases import at_gates, long


def unknowns(context: Context) -> Section:
    """The section; empty where nothing is recorded. A long list stands in the annex, and its counts here."""
    by_whom = gaps(context)
    blocks: list[Block] = []
    if long(gap for items in by_whom.values() for gap in items):
        many = sum(map(len, by_whom.values()))
        counts = (context.say("unknowns.of-them", len(items), by=by) for by, items in by_whom.items())
        blocks = [Paragraph(context.say("unknowns.many", many)), Bullets(tuple(counts))]
    else:
        for by, items in by_whom.items():
            blocks += headed_list(by, items)
    return Section("unknowns", context.text("unknowns.heading"), tuple(blocks))


def gaps(context: Context) -> dict[str, list[Line]]:
    """The gaps that people recorded, with what each affects: by who settles them, those that nobody settles last."""
    by_whom: dict[str, list[Line]] = {}
    for gap in sorted(context.inputs.unknowns.values(), key=lambda gap: gap.by is None):
        by = context.text("unknowns.by", by=gap.by) if gap.by else context.text("unknowns.by-nobody")
        affected = list(dict.fromkeys(name for id_ in gap.affects for name in _named(context, id_)))
        affects = context.say("unknowns.affects", what=affected) if affected else ""
        by_whom.setdefault(by, []).append(spaced(sentence(gap.text), affects))
    return by_whom


def _named(context: Context, id_: str) -> list[str]:
    """The names of all that has an id; the id as words where nothing has it."""
    inputs = context.inputs
    kinds = (inputs.groups, inputs.uncounted, inputs.criteria, inputs.options)
    names = [kind[id_].name for kind in kinds if id_ in kind]
    if id_ in inputs.gates:
        names.append(plain(at_gates(context, (id_,))))
    return names or [id_as_text(id_)]
